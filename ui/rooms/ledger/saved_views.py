"""Views of one's own: a filter under a name, kept among the person's preferences."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace

from ui.issue_told import Wanted
from ui.preferences import Preferences

KEPT_AS = "ledger_views"
MOST = 3  # beside the six standing ones: Alt+7 to Alt+9


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedView:
    name: str
    wanted: Wanted


def read_views(preferences: Preferences) -> tuple[SavedView, ...]:
    """Oldest first; what another version wrote and this one does not know is left out."""
    try:
        kept = json.loads(preferences.read(KEPT_AS) or "[]")
        return tuple(SavedView(name=one["name"], wanted=_wanted(one["wanted"])) for one in kept)
    except (ValueError, TypeError, KeyError):
        return ()


def keep_view(preferences: Preferences, name: str, wanted: Wanted) -> tuple[SavedView, ...]:
    """Keep a view; one of the same name is replaced, the oldest yields to a fourth."""
    others = [one for one in read_views(preferences) if one.name != name]
    views = (*others, SavedView(name=name, wanted=wanted))[-MOST:]
    _write(preferences, views)
    return views


def drop_view(preferences: Preferences, name: str) -> tuple[SavedView, ...]:
    views = tuple(one for one in read_views(preferences) if one.name != name)
    _write(preferences, views)
    return views


def _write(preferences: Preferences, views: Sequence[SavedView]) -> None:
    told = [
        {"name": one.name, "wanted": asdict(one.wanted) | {"states": sorted(one.wanted.states)}}
        for one in views
    ]
    preferences.keep(KEPT_AS, json.dumps(told, ensure_ascii=False))


def _wanted(kept: dict[str, object]) -> Wanted:
    states = kept.pop("states", [])
    known = frozenset(map(str, states)) if isinstance(states, list) else frozenset()
    return replace(Wanted(**kept), states=known)  # type: ignore[arg-type]
