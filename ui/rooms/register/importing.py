"""The mind of an import: which column is which field, what would change, what was taken."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from inspector.text import _

if TYPE_CHECKING:
    from inspector.app.register_told import Imported, Proposal
    from inspector.domain.errors import InspectorError
    from ui.office import Office, Tell
    from ui.tasks import Report, Runner


class ImportSurface(Protocol):
    def show_proposal(self, proposal: Proposal | None, fields: Mapping[str, str]) -> None: ...
    def show_rehearsal(self, told: Imported | None, words: str) -> None: ...
    def show_taken(self, told: Imported, words: str) -> None: ...
    def show_stopped(self, words: str) -> None:
        """An import was called off and left no trace."""

    def show_fault(self, error: InspectorError) -> None: ...


class ImportPresenter:
    """Every change of a column is rehearsed anew; taking asks nothing more."""

    def __init__(
        self, view: ImportSurface, office: Office, runner: Runner, taken: Callable[[], None]
    ) -> None:
        self._view, self._office, self._runner, self._taken = view, office, runner, taken
        self._kind, self._file = "", Path()
        self._proposal: Proposal | None = None
        self._fields: dict[str, str] = {}
        self._asked = 0
        self._ready = 0
        self._busy = False
        self._running: Report | None = None

    @property
    def is_open(self) -> bool:
        return self._proposal is not None

    def open(self, kind: str, file: Path) -> None:
        """Read the heading of a file and propose what its columns are."""
        self._kind, self._file = kind, file

        def show(proposal: Proposal) -> None:
            if (kind, file) == (self._kind, self._file):
                self._proposal = proposal
                self._fields = {one.name: one.field for one in proposal.columns}
                self._view.show_proposal(proposal, self._fields)
                self._rehearse()

        self._runner.read(
            lambda: self._office.register().propose(kind, file), show, self._view.show_fault
        )

    def map(self, column: str, field: str) -> None:
        """Take a column for a field, or for none; two columns for one field are not rehearsed."""
        if self._proposal is None or self._fields.get(column) == field:
            return
        self._fields[column] = field
        self._view.show_proposal(self._proposal, self._fields)
        self._rehearse()

    def missing(self) -> tuple[str, ...]:
        """Words of the fields that must be said and that no column says."""
        said = set(self._fields.values())
        fields = self._proposal.fields if self._proposal else ()
        return tuple(word for name, word, required in fields if required and name not in said)

    def doubled(self) -> tuple[str, ...]:
        """Words of the fields that more than one column would fill."""
        said = Counter(field for field in self._fields.values() if field)
        fields = self._proposal.fields if self._proposal else ()
        return tuple(word for name, word, _required in fields if said[name] > 1)

    def take(self) -> None:
        """Take in what was rehearsed; rows that are not taken stay named."""
        if not self._ready or self._busy:
            return
        self._busy = True
        kind, file, fields = self._kind, self._file, dict(self._fields)

        def done(told: Imported) -> None:
            self._busy, self._ready = False, 0
            words = _("已导入 {name}：新增 {added}，变更 {changed}").format(
                name=file.name, added=told.added, changed=told.changed
            )
            self._view.show_taken(told, words)
            self._taken()

        def fail(error: InspectorError) -> None:
            self._busy = False
            self._view.show_fault(error)

        def stopped() -> None:
            self._busy = False
            self._view.show_stopped(_("已停下，什么也没有导入"))

        self._view.show_rehearsal(None, _("正在导入…"))
        self._running = self._runner.carry_out(
            lambda tell: self._office.register().take(kind, file, fields, tell),
            done,
            fail,
            self._tell(_("正在导入 {now:,} / {total:,} 行，Esc 停下")),
            stopped,
        )

    def close(self) -> None:
        """Put the file away; what runs is called off, and nothing of it is kept."""
        self._call_off()
        self._proposal, self._ready = None, 0
        self._asked += 1
        self._view.show_proposal(None, {})

    def _rehearse(self) -> None:
        self._ready = 0
        self._asked += 1
        bars = (
            (self.missing(), _("还缺：{fields}")),
            (self.doubled(), _("不止一列导入为：{fields}")),
        )
        for fields_named, words in bars:
            if fields_named:
                told = words.format(fields="、".join(fields_named))
                self._view.show_rehearsal(None, told)
                return
        asked, kind, file, fields = self._asked, self._kind, self._file, dict(self._fields)
        self._call_off()
        self._view.show_rehearsal(None, _("正在预演…"))

        def show(told: Imported) -> None:
            if asked == self._asked:
                self._ready = told.added + told.changed
                words = _("还没有改动任何数据") if self._ready else _("没有新的内容，不用导入")
                self._view.show_rehearsal(told, words)

        self._running = self._runner.follow(
            lambda tell: self._office.register().rehearse(kind, file, fields, tell),
            done=show,
            failed=self._view.show_fault,
            progress=self._tell(_("正在预演 {now:,} / {total:,} 行…")),
            stopped=lambda: None,
        )

    def _call_off(self) -> None:
        if self._running is not None:
            self._running.cancelled = True

    def _tell(self, words: str) -> Tell:
        """How far it is, as long as the same is asked for."""
        asked = self._asked

        def tell(now: int, total: int) -> None:
            if asked == self._asked and now < total:
                self._view.show_rehearsal(None, words.format(now=now, total=total))

        return tell
