"""申诉 on the screen: what waits and how others were ruled; one is decided at the right."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QStackedWidget, QWidget

from inspector.text import _
from ui.look import Look
from ui.main_window import KeyHint
from ui.moments import until_when
from ui.rooms.scores.disputing import DisputePresenter
from ui.rooms.scores.rows import dispute_rows
from ui.widgets.buttons import DeedButton
from ui.widgets.choices import ChoiceField, Segments
from ui.widgets.empty import EmptyState
from ui.widgets.keys import on_keys
from ui.widgets.marks import Chip, Mark, Text
from ui.widgets.pane import MarkLine, Pane, Words
from ui.widgets.rows import RowList

if TYPE_CHECKING:
    from inspector.domain.errors import InspectorError
    from ui.assess_office import DisputeLine
    from ui.capture_told import UnitChoice
    from ui.office import Office
    from ui.tasks import Runner

SIDE_WIDTH = 416
KEYS = (
    KeyHint(key="↑ ↓", words=_("换一件")),
    KeyHint(key="1–4", words=_("怎么裁定")),
    KeyHint(key="Ctrl+Enter", words=_("裁定")),
    KeyHint(key="Enter", words=_("看问题")),
    KeyHint(key="Esc", words=_("回排名")),
)
DECISIONS = (
    ("upheld", _("1 维持")),
    ("reduced", _("2 核减")),
    ("reassigned", _("3 改派")),
    ("withdrawn", _("4 撤回")),
)


class DisputePage(QWidget):
    """A ruling stands in the record; a wrong one is raised again and ruled on again."""

    saved = Signal(str)
    faulted = Signal(object)
    issue_wanted = Signal(str)
    counted = Signal(int)
    ruled = Signal()

    def __init__(self, look: Look, office: Office, runner: Runner) -> None:
        super().__init__()
        self._look = look
        self._labels: dict[str, str] = {}
        self._list = RowList(look, _("退单和申诉"))
        self._nothing = EmptyState(look, "scale", _("没有退单和申诉。单位在反馈单上退回的会到这里"))
        self._lists = QStackedWidget()
        self._head = MarkLine(look, height="check_row")
        self._chips = MarkLine(look, height="quiet_row")
        self._reason = Words(look, "", wrap=True)
        self._facts = Words(look, "", role="cap", tone="text2", wrap=True)
        self._ruled = Words(look, "", wrap=True)
        self._decision = Segments(look, _("裁定"), DECISIONS)
        self._points = QLineEdit()
        self._unit = ChoiceField(look, _("改派给"), bar=False)
        self._why = QLineEdit()
        self._decide = DeedButton(
            look,
            _("裁定"),
            icon="scale",
            key="Ctrl+Enter",
            kind="filled",
            height="main_deed",
            spread=True,
        )
        self._form = Pane(look, edges="t", margins=(20, 12, 16, 12), spacing=8)
        self._lay_out()
        self.presenter = DisputePresenter(self, office, runner, self.ruled.emit)
        self._connect()

    def enter(self) -> None:
        self.presenter.refresh()
        self._list.setFocus()

    def show_disputes(self, lines: Sequence[DisputeLine]) -> None:
        self._labels = {one.dispute: one.label for one in lines}
        self._lists.setCurrentIndex(0 if lines else 1)
        self._list.show_rows(dispute_rows(lines))
        self.counted.emit(sum(one.waits for one in lines))

    def show_dispute(self, line: DisputeLine | None, decision: str) -> None:
        self._form.setVisible(line is not None and line.waits)
        if line is None:
            for words in (self._reason, self._facts, self._ruled):
                words.say("")
            self._head.show_marks(())
            self._chips.show_marks(())
            return
        title = Text(words=line.title, tone="text2", elastic=True)
        self._head.show_marks((Text(words=line.label, role="h3", strong=True), title))
        marks: list[Mark] = [Chip(kind="plain", words=line.kind)]
        if line.late:
            marks.append(Chip(kind="late", words=_("逾期提出")))
        self._chips.show_marks(tuple(marks))
        self._reason.say(_("“{reason}”").format(reason=line.reason))
        until = until_when(line.until) if line.until else _("未送达，未起算")
        self._facts.say(
            _("{unit} · {at} 提出 · 提出期限 {until} · 扣 {points} 分").format(
                unit=line.unit,
                at=f"{line.at:%m-%d %H:%M}",
                until=until,
                points=f"{line.deduction:.2f}",
            )
        )
        self._ruled.say(line.ruling)
        self._show_decision(decision)

    def show_units(self, units: Sequence[UnitChoice]) -> None:
        choices = [("", _("选一个单位")), *((one.code, one.name) for one in units)]
        self._unit.show_choices(choices, "")

    def show_saved(self, words: str) -> None:
        self._why.clear()
        self._points.clear()
        self.saved.emit(words)

    def show_fault(self, error: InspectorError) -> None:
        self.faulted.emit(error)

    def stand_on(self, dispute: str) -> None:
        self._list.choose(dispute)
        if self.isVisible():
            self._list.setFocus()

    def _show_decision(self, decision: str) -> None:
        if decision:
            self._decision.choose(decision)
        else:
            self._decision.choose_none()
        self._points.setVisible(decision == "reduced")
        self._unit.setVisible(decision == "reassigned")
        self._decide.setEnabled(bool(decision))

    def _incline(self, decision: str) -> None:
        self.presenter.incline(decision)
        if not self._form.isVisible():
            return
        fields = {"reduced": self._points, "reassigned": self._unit}
        fields.get(decision, self._why).setFocus()

    def _do(self) -> None:
        self.presenter.decide(
            reason=self._why.text(), unit=self._unit.code(), points=self._points.text()
        )

    def _open_issue(self, dispute: str) -> None:
        if dispute in self._labels:
            self.issue_wanted.emit(self._labels[dispute])

    def _lay_out(self) -> None:
        look = self._look
        self._points.setAccessibleName(_("核减多少分"))
        self._points.setPlaceholderText(_("核减多少分，如 0.5"))
        self._why.setAccessibleName(_("裁定的理由"))
        self._why.setPlaceholderText(_("理由，会写进台账"))
        self._lists.addWidget(self._list)
        self._lists.addWidget(self._nothing)
        named = Pane(look, edges="b", margins=(20, 0, 16, 0))
        named.add(self._head)
        told = Pane(look, margins=(20, 8, 16, 12), spacing=8)
        told.add(self._chips, self._reason, self._facts, self._ruled, 0)
        decisions = Pane(look, across=True)
        decisions.add(self._decision, 0)
        self._form.add(decisions, self._points, self._unit, self._why, self._decide)
        side = Pane(look, edges="l")
        side.setFixedWidth(SIDE_WIDTH)
        side.add(named, told, self._form)
        side.rows.setStretch(1, 1)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self._lists, 1)
        whole.addWidget(side)

    def _connect(self) -> None:
        self._list.chosen.connect(self._choose)
        self._list.opened.connect(self._open_issue)
        self._decision.picked.connect(self._incline)
        self._decide.clicked.connect(self._do)
        decisions = [
            (str(number), partial(self._incline, code))
            for number, (code, _words) in enumerate(DECISIONS, start=1)
        ]
        on_keys(self, *decisions, ("Ctrl+Return", self._do), ("Ctrl+Enter", self._do))

    def _choose(self, dispute: str) -> None:
        if dispute in self._labels:
            self.presenter.choose(dispute)
