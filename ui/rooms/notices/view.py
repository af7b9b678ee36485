"""通知书 on the screen: units, what is checked before paper is spent, the page."""

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QWidget

from inspector.domain.errors import InspectorError
from inspector.text import _
from ui.look import Look
from ui.main_window import KeyHint, Room
from ui.office import Check, IssueCase, Office, UnitReady
from ui.rooms.notices.presenter import NoticesPresenter
from ui.tasks import Runner
from ui.widgets.buttons import DeedButton
from ui.widgets.marks import Chip, Icon, Key, Mark, Text, Tick
from ui.widgets.pane import MarkLine, Pane, Words
from ui.widgets.paper import PaperView
from ui.widgets.rows import Row, RowList, head

UNITS_WIDTH = 288
CHECKS_WIDTH = 376
ICONS = {"danger": "circle-x", "warn": "triangle-alert", "ok": "check"}


class NoticesRoom(Room):
    """通知书."""

    issued = Signal(object)
    issue_wanted = Signal(str)
    faulted = Signal(object)

    keys = (
        KeyHint(key=_("空格"), words=_("勾选")),
        KeyHint(key="Tab", words=_("到检查")),
        KeyHint(key="Enter", words=_("去处理")),
        KeyHint(key="PgDn", words=_("翻页")),
        KeyHint(key="Ctrl+Enter", words=_("签发")),
    )

    def __init__(
        self, look: Look, office: Office, runner: Runner, now: Callable[[], datetime]
    ) -> None:
        super().__init__()
        self._look, self._now = look, now
        self._units = RowList(look, _("待开单位"))
        self._checks = RowList(look, _("开前检查"))
        self._paper = PaperView(look, runner)
        self._units_head = MarkLine(look, height="check_row")
        self._checks_head = MarkLine(look, height="check_row")
        self._paper_name = Words(look, "", role="h3", elided=True)
        self._page = Words(look, "", role="cap", tone="text2")
        self._choice = Words(look, "", role="cap", tone="text2", elided=True)
        self._back = DeedButton(look, _("上一页"), icon="chevron-left", key="PgUp", kind="tool")
        self._on = DeedButton(look, _("下一页"), icon="chevron-right", key="PgDn", kind="tool")
        self._issue = DeedButton(
            look, _("签发"), icon="stamp", key="Ctrl+Enter", kind="filled", height="main_deed"
        )
        self._cures: dict[str, Check] = {}
        self._lay_out()
        self.presenter = NoticesPresenter(self, office, runner)
        self._connect()

    def enter(self) -> None:
        self.told.emit(_("选单位，查一遍，签发"))
        self.presenter.refresh()
        self._units.setFocus()

    def choose_unit_of(self, case: IssueCase) -> None:
        self.presenter.choose_unit_of(case)

    def show_units(self, units: Sequence[UnitReady], ticked: frozenset[str]) -> None:
        issues = sum(unit.issues for unit in units)
        count = _("{units} 个单位 · {issues} 件").format(units=len(units), issues=issues)
        self._units_head.show_marks(
            (Text(words=_("待开"), role="h3", strong=True), Text(words=count, tone="text3")),
            (Key(words="Ctrl+A"),),
        )
        self._units.show_rows([_unit_row(unit, ticked=unit.unit in ticked) for unit in units])

    def show_checks(
        self, blocked: Sequence[Check], advice: Sequence[Check], passed: Sequence[str]
    ) -> None:
        chips: list[Mark] = []
        if blocked:
            chips.append(Chip(kind="danger", words=_("阻断 {n}").format(n=len(blocked))))
        if advice:
            chips.append(Chip(kind="warn", words=_("提醒 {n}").format(n=len(advice))))
        title = Text(words=_("开前检查"), role="h3", strong=True)
        self._checks_head.show_marks((title,), tuple(chips))
        rows: list[Row] = []
        self._cures = {}
        for name, checks in ((_("不处理开不了"), blocked), (_("建议看一眼"), advice)):
            if checks:
                rows.append(head(name, len(checks)))
            for check in checks:
                key = f"check {len(self._cures)}"
                self._cures[key] = check
                rows.append(_check_row(key, check))
        if passed:
            rows.append(head(_("已核对"), len(passed)))
            rows += [
                Row(
                    key=words,
                    left=(Icon(name="check", tone="ok"), Text(words=words, tone="text2")),
                )
                for words in passed
            ]
        self._checks.show_rows(rows)

    def show_choice(self, ticked: int, ready: int, words: str) -> None:
        self._choice.say(words)
        self._issue.name(_("签发 {n} 份").format(n=ready))
        self._issue.setEnabled(ready > 0)

    def show_paper(self, name: str, paper: bytes) -> None:
        self._paper_name.say(name)
        self._paper.show_paper(paper)

    def show_no_paper(self, words: str) -> None:
        self._paper.show_words(words)

    def show_issued(self, numbers: Sequence[str]) -> None:
        self.issued.emit(tuple(numbers))

    def show_fault(self, error: InspectorError) -> None:
        self.faulted.emit(error)

    def stand_on(self, unit: str) -> None:
        self._units.choose(unit)

    def _lay_out(self) -> None:
        look = self._look
        units = Pane(look, edges="r")
        units.setFixedWidth(UNITS_WIDTH)
        units.add(_headed(look, self._units_head), self._units, _footed(look, self._choice))
        checks = Pane(look, edges="r")
        checks.setFixedWidth(CHECKS_WIDTH)
        checks.add(_headed(look, self._checks_head), self._checks)
        page_head = Pane(look, edges="b", across=True, margins=(20, 0, 12, 0), spacing=6)
        page_head.add(self._paper_name, self._page, 0, self._back, self._on)
        page_head.setFixedHeight(look.px("check_row") + 1)
        deeds = Pane(look, edges="t", across=True, margins=(20, 12, 20, 12), spacing=8)
        dated = _("落款 {day}").format(day=f"{self._now():%Y-%m-%d}")
        deeds.add(Words(look, dated, tone="text2"), 0, self._issue)
        page = Pane(look)
        page.add(page_head, self._paper, deeds)
        page.rows.setStretch(1, 1)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(units)
        whole.addWidget(checks)
        whole.addWidget(page, 1)

    def _connect(self) -> None:
        presenter = self.presenter
        self._units.chosen.connect(presenter.choose)
        self._units.ticked.connect(presenter.tick)
        self._units.opened.connect(presenter.tick)
        self._checks.opened.connect(self._cure)
        self._checks.clicked.connect(self._cure_clicked)
        self._paper.turned.connect(self._show_page)
        self._back.clicked.connect(partial(self._paper.turn, -1))
        self._on.clicked.connect(partial(self._paper.turn, 1))
        self._issue.clicked.connect(presenter.issue)
        for keys, deed in (
            ("Ctrl+A", presenter.tick_all),
            ("Ctrl+Return", presenter.issue),
            ("Ctrl+Enter", presenter.issue),
            ("PgUp", partial(self._paper.turn, -1)),
            ("PgDown", partial(self._paper.turn, 1)),
        ):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(deed)

    def _cure(self, key: str) -> None:
        """Jump to the place to mend."""
        check = self._cures.get(key)
        if check is not None and check.issue:
            self.issue_wanted.emit(check.issue)

    def _cure_clicked(self) -> None:
        self._checks.setFocus()

    def _show_page(self, number: int, pages: int) -> None:
        words = _("第 {n} 页，共 {total} 页").format(n=number, total=pages) if pages else ""
        self._page.say(words)
        self._back.setEnabled(number > 1)
        self._on.setEnabled(number < pages)


def _headed(look: Look, line: QWidget) -> Pane:
    pane = Pane(look, edges="b", margins=(20, 0, 16, 0))
    pane.add(line)
    return pane


def _footed(look: Look, words: QWidget) -> Pane:
    pane = Pane(look, margins=(20, 8, 16, 12))
    pane.add(words)
    return pane


def _unit_row(unit: UnitReady, *, ticked: bool) -> Row:
    mark = "danger" if unit.blocked else "warn" if unit.advice else "ok"
    return Row(
        key=unit.unit,
        left=(Tick(ticked=ticked), Text(words=unit.name, strong=True, elastic=True)),
        right=(Icon(name=ICONS[mark], tone=mark),),
        below=(Text(words=unit.words, role="cap", tone="text2", elastic=True),),
        indented=True,
        height="tall_row",
    )


def _check_row(key: str, check: Check) -> Row:
    cure = (Text(words=check.cure, tone="accent"),) if check.cure else ()
    return Row(
        key=key,
        left=(
            Icon(name=ICONS[check.weight], tone=check.weight),
            Text(words=check.title, strong=True, elastic=True),
        ),
        right=cure,
        below=(Text(words=check.words, role="cap", tone="text2", elastic=True),),
        indented=True,
        height="tall_row",
    )
