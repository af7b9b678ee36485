"""The questions of the checklist, put to inspector.app."""

from collections.abc import Callable
from contextlib import suppress

from inspector.app import checklist, drafts, visit
from inspector.app.checklist_told import Checklist
from inspector.app.workspace import Workspace
from inspector.domain.errors import InspectorError
from inspector.text import _
from ui.visit_office import VisitAnswers, VisitStored


class VisitsAnswered:
    """Answers over the workspace of whichever thread asks."""

    def __init__(self, workspace: Callable[[], Workspace]) -> None:
        self._workspace = workspace

    def checklist(self, point: str) -> Checklist:
        return checklist.checklist(self._workspace(), point)

    def keep(self, point: str, text: str) -> None:
        drafts.keep(self._workspace(), _form(point), text)

    def left(self, point: str) -> str:
        left = drafts.left(self._workspace(), _form(point))
        return left.body if left else ""

    def close(self, answers: VisitAnswers) -> VisitStored:
        ws = self._workspace()
        stored = visit.inspect(
            ws,
            visit.VisitDraft(
                point=answers.point,
                passed=answers.passed,
                failed=answers.failed,
                not_applicable=answers.not_applicable,
                values=answers.values,
            ),
        )
        with suppress(InspectorError):  # the visit stands: told as failed, it would be stored twice
            drafts.drop(ws, _form(answers.point))
        words = (
            _("检查表已存，{n} 项，没有问题")
            if stored.compliant
            else _("检查表已存，{n} 项，问题 {failed} 项")
        )
        told = words.format(n=stored.checks, failed=stored.failed)
        return VisitStored(words=told, visit=stored.inspection)

    def take_back(self, visit_id: str, point: str, text: str) -> None:
        ws = self._workspace()
        visit.take_back(ws, visit_id, _("存下后当即撤销"))
        drafts.keep(ws, _form(point), text)


def _form(point: str) -> str:
    return f"checklist {point}"
