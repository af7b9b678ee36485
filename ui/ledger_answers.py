"""The ledger's deeds over a workspace."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from inspector.app import reassign, unsaying
from inspector.app.ledger_sheet import write_ledger
from inspector.app.told import Amendment, Reassigned
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

    def void(self, issue: str, why: str) -> Amendment:
        return unsaying.void(self._workspace(), issue, why)

    def correct(self, issue: str, field: str, value: str, why: str) -> Amendment:
        return unsaying.correct(self._workspace(), issue, {field: value}, why)

    def rule(self, issue: str, same_as: str, why: str) -> Amendment:
        return unsaying.rule(self._workspace(), issue, same_as, why)

    def give_time(self, issue: str, kind: str, until: str, why: str, day: str) -> Amendment:
        return unsaying.give_time(self._workspace(), issue, kind, until, why, day)

    def reply(self, issue: str, measures: str, done: str, photos: Sequence[str]) -> Amendment:
        return unsaying.reply(self._workspace(), issue, measures, done, photos)

    def dispute(self, issue: str, kind: str, why: str, day: str) -> Amendment:
        return unsaying.dispute(self._workspace(), issue, kind, why, day)

    def letter(self, issue: str, kind: str, value: str, why: str) -> str:
        from ui import letter_answers

        return letter_answers.hand_in(self._workspace(), issue, kind, value, why)

    def unsay(self, done: Amendment) -> None:
        unsaying.unsay(self._workspace(), done)

    def write_table(self, wanted: Wanted, out: Path) -> str:
        made = write_ledger(self._workspace(), self._read(wanted), placed(out))
        return _("已写好 {file}：{n} 行").format(file=out.name, n=made.rows)
