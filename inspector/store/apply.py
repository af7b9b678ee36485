"""The one way in: drafts become changes of our stream and rows of the tables."""

from collections.abc import Iterable

from inspector.domain.change import Draft, Fields
from inspector.store.fold import Touched, Write, fold
from inspector.store.sift import refuse_bad
from inspector.store.streams import append
from inspector.store.succession import become_ours
from inspector.store.tx import Tx


def apply(tx: Tx, drafts: Iterable[Draft]) -> Touched:
    """Record ``drafts`` at the end of our stream and fold them; says which rows they touched."""
    given = list(drafts)
    if not given:
        return {}
    refuse_bad(given)
    become_ours(tx)
    return fold(tx, [_recorded(tx, draft) for draft in given]).touched


def _recorded(tx: Tx, draft: Draft) -> Write:
    return append(tx, draft.entity, draft.row, _plain(draft.fields))


def _plain(fields: Fields) -> Fields:
    """Booleans as 0 and 1, as columns hold them: a value must compare equal everywhere."""
    return {
        name: int(value) if isinstance(value, bool) else value for name, value in fields.items()
    }
