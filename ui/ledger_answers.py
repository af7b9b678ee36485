"""The ledger's deeds over a workspace."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from inspector.app import reassign
from inspector.app.ledger_sheet import write_ledger
from inspector.app.told import Reassigned
from inspector.app.workspace import Workspace
from inspector.domain.issue_filter import IssueFilter
from inspector.text import _
from ui.issue_told import Wanted
from ui.put_out import placed


class LedgerAnswers:
    """Answers over the workspace of whichever thread asks; ``read`` makes a filter of a wish."""

    def __init__(
        self, workspace: Callable[[], Workspace], read: Callable[[Wanted], IssueFilter]
    ) -> None:
        self._workspace, self._read = workspace, read

    def reassign(self, issues: Sequence[str], unit: str) -> Reassigned:
        return reassign.reassign(self._workspace(), issues, unit)

    def take_back(self, before: Mapping[str, str | None]) -> None:
        reassign.take_back(self._workspace(), before)

    def write_table(self, wanted: Wanted, out: Path) -> str:
        made = write_ledger(self._workspace(), self._read(wanted), placed(out))
        return _("已写好 {file}：{n} 行").format(file=out.name, n=made.rows)
