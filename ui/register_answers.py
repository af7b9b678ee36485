"""The questions of the room of reference data, put to inspector.app."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from inspector.app import register_book, register_lists
from inspector.app.imports import import_register
from inspector.app.progress import Tell
from inspector.app.register_sheet import propose
from inspector.app.register_told import EditTold, Imported, KindTold, Listing, Proposal, RecordTold
from inspector.app.workspace import Workspace


class RegisterAnswers:
    """Answers over the workspace of whichever thread asks; ``changed`` tells the other threads."""

    def __init__(self, workspace: Callable[[], Workspace], changed: Callable[[], None]) -> None:
        self._workspace, self._changed = workspace, changed

    def kinds(self) -> Sequence[KindTold]:
        return register_lists.kinds(self._workspace())

    def listing(self, kind: str) -> Listing:
        return register_lists.listing(self._workspace(), kind)

    def record(self, kind: str, key: str) -> RecordTold:
        return register_book.record(self._workspace(), kind, key)

    def history(self, kind: str, key: str) -> Sequence[EditTold]:
        return register_book.history(self._workspace(), kind, key)

    def blank(self, kind: str) -> RecordTold:
        return register_book.blank(self._workspace(), kind)

    def amend(self, kind: str, key: str, said: Mapping[str, str], why: str) -> Sequence[str]:
        words = register_book.amend(self._workspace(), kind, key, said, why)
        self._changed()
        return words

    def add(self, kind: str, said: Mapping[str, str]) -> str:
        key = register_book.add(self._workspace(), kind, said)
        self._changed()
        return key

    def withdraw(self, kind: str, key: str, why: str) -> None:
        register_book.withdraw(self._workspace(), kind, key, why)
        self._changed()

    def propose(self, kind: str, file: Path) -> Proposal:
        return propose(self._workspace(), kind, file)

    def rehearse(
        self, kind: str, file: Path, fields: Mapping[str, str], tell: Tell | None = None
    ) -> Imported:
        return self._import(kind, file, fields, tell, dry_run=True)

    def take(
        self, kind: str, file: Path, fields: Mapping[str, str], tell: Tell | None = None
    ) -> Imported:
        told = self._import(kind, file, fields, tell, dry_run=False)
        self._changed()
        return told

    def _import(
        self,
        kind: str,
        file: Path,
        fields: Mapping[str, str],
        tell: Tell | None,
        *,
        dry_run: bool,
    ) -> Imported:
        pairs = [f"{column}={field}" for column, field in fields.items()]
        ws = self._workspace()
        return import_register(ws, kind, [file], mapping=pairs, dry_run=dry_run, tell=tell)
