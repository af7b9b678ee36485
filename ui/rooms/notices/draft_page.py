"""What waits to be told: units, what is checked before paper is spent, the page."""

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from inspector.domain.errors import InspectorError
from inspector.text import _
from ui.look import Look
from ui.main_window import KeyHint
from ui.notice_told import Check, UnitReady
from ui.office import Office
from ui.papers_office import Spare
from ui.rooms.notices.mend_pane import MendPane
from ui.rooms.notices.mending import MendPresenter
from ui.rooms.notices.presenter import DUE_DAYS, EVERY_TOWN, NoticesPresenter
from ui.tasks import Runner
from ui.widgets.asking import PAPERS, where_to_lay
from ui.widgets.buttons import DeedButton
from ui.widgets.choices import ChoiceField
from ui.widgets.keys import on_keys
from ui.widgets.marks import Chip, Icon, Key, Mark, Text, Tick
from ui.widgets.page_pane import PagePane
from ui.widgets.pane import MarkLine, Pane, Words
from ui.widgets.rows import Row, RowList, head

UNITS_WIDTH, CHECKS_WIDTH = 284, 364
_ANY_TERM = ""  # among the terms to choose from
ICONS = {"danger": "circle-x", "warn": "triangle-alert", "ok": "check"}


KEYS = (
    KeyHint(key=_("空格"), words=_("勾选")),
    KeyHint(key="F", words=_("选镇街")),
    KeyHint(key="T", words=_("选期限")),
    KeyHint(key="Tab", words=_("到检查")),
    KeyHint(key="Enter", words=_("去处理")),
    KeyHint(key="PgDn", words=_("翻页")),
    KeyHint(key="Ctrl+O", words=_("收反馈")),
    KeyHint(key="S", words=_("送审")),
    KeyHint(key="Ctrl+Enter", words=_("签发")),
)


class DraftPage(QWidget):
    """The first page of 通知书."""

    issued = Signal(object)
    issue_wanted = Signal(str)
    saved = Signal(str)
    faulted = Signal(object)
    printing = Signal(object)  # papers to be printed
    packing = Signal(object)  # units to be packed for
    binding = Signal(object)  # papers to be put into one file

    def __init__(
        self, look: Look, office: Office, runner: Runner, now: Callable[[], datetime]
    ) -> None:
        super().__init__()
        self._look, self._now = look, now
        self._units = RowList(look, _("待开单位"))
        self._checks = RowList(look, _("开前检查"))
        self._town = ChoiceField(look, _("镇街"))
        self._due = ChoiceField(look, _("期限"))
        self._units_head = MarkLine(look, height="check_row")
        self._checks_head = MarkLine(look, height="check_row")
        self._mend = MendPane(look)
        self._label = Words(look, "", tone="text2", elided=True)
        self._choice = Words(look, "", role="cap", tone="text2", elided=True)
        self._deliver = DeedButton(look, _("送达"), icon="send", key="D")
        self._word = DeedButton(look, "Word", icon="file-text", key="W", height="main_deed")
        self._print = DeedButton(look, _("打印"), icon="printer", key="Ctrl+P", height="main_deed")
        self._bind = DeedButton(
            look, _("合并为一个PDF"), icon="layers-2", key="M", height="main_deed"
        )
        self._issue = DeedButton(
            look, _("签发"), icon="stamp", key="Ctrl+Enter", kind="filled", height="main_deed"
        )
        self._submit = DeedButton(look, _("送审"), icon="inbox", key="S", height="main_deed")
        self._dated = Words(look, "", tone="text2")
        self._submit.setEnabled(False)
        self._bind.setEnabled(False)  # until something went out
        self._issue.setEnabled(False)  # until every unit was looked over
        self._cures: dict[str, Check] = {}
        self._page = PagePane(look, runner, self._foot())
        self._lay_out()
        self.presenter = NoticesPresenter(self, office, runner)
        self.mending = MendPresenter(self, office, runner, self._after_mending)
        self._connect()

    def enter(self) -> None:
        self._dated.say(_("落款 {day}").format(day=f"{self._now():%Y-%m-%d}"))
        self.presenter.refresh()
        self._units.setFocus()

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
        if self._cures and not self._checks.chosen_key():
            self._checks.choose("check 0")

    def show_choice(self, ticked: int, ready: int, words: str) -> None:
        self._choice.say(words)
        self._issue.name(_("签发 {n} 份").format(n=ready))
        self._issue.setEnabled(ready > 0)
        self._submit.setEnabled(ready > 0)

    def show_paper(self, name: str, paper: bytes) -> None:
        self._page.show_paper(name, paper)

    def show_no_paper(self, words: str) -> None:
        self._page.show_words(words)

    def show_issued(self, numbers: Sequence[str]) -> None:
        self.issued.emit(tuple(numbers))

    def show_fault(self, error: InspectorError) -> None:
        self.faulted.emit(error)

    def stand_on(self, unit: str) -> None:
        self._units.choose(unit)

    def show_towns(self, towns: Sequence[str], chosen: str) -> None:
        every = (EVERY_TOWN, _("全部镇街"))
        self._town.show_choices([every, *((town, town) for town in towns)], chosen)

    def show_due(self, days: int | None) -> None:
        terms = [(str(some), _due_words(some)) for some in DUE_DAYS]
        self._due.show_choices([(_ANY_TERM, _("期限不限")), *terms], _code_of(days))

    def show_label(self, words: str, *, waiting: bool) -> None:
        self._label.say(words)
        self._deliver.setVisible(waiting)
        self._bind.setEnabled(waiting)

    def show_saved(self, words: str) -> None:
        self.saved.emit(words)

    def print_papers(self, papers: Sequence[bytes]) -> None:
        self.printing.emit(tuple(papers))

    def bind_papers(self, notices: Sequence[str]) -> None:
        self.binding.emit(tuple(notices))

    def show_spares(self, check: Check, spares: Sequence[Spare]) -> None:
        self._mend.show_spares(check, spares)

    def show_contact(self, check: Check, words: str) -> None:
        self._mend.show_contact(check, words)

    def show_no_mending(self) -> None:
        self._mend.hide()
        self._checks.setFocus()

    def step_out(self) -> bool:
        """Stop the batch, or out of the mending; false where there is neither."""
        if self.presenter.call_off():
            return True
        if not self.mending.is_open:
            return False
        self.mending.close()
        return True

    def choose_word(self) -> None:
        """Ask where the Word file shall lie; the dialog does not block the window."""
        name = self.presenter.word_name()
        if not name:
            return
        where_to_lay(self, _("存放"), PAPERS, name, self.presenter.write_word).open()

    def _foot(self) -> Pane:
        look = self._look
        foot = Pane(look, edges="t", margins=(16, 8, 12, 12), spacing=8)
        facts = Pane(look, across=True, spacing=16)
        facts.add(self._label, self._dated, 0, self._deliver)
        facts.setFixedHeight(look.px("bar_control"))
        deeds = Pane(look, across=True, spacing=8)
        deeds.add(0, self._submit, self._issue)
        papers = Pane(look, across=True, spacing=8)
        papers.add(self._word, self._print, self._bind, 0)
        foot.add(facts, papers, deeds)
        self._deliver.hide()
        return foot

    def _lay_out(self) -> None:
        look = self._look
        units = Pane(look, edges="r")
        units.setFixedWidth(UNITS_WIDTH)
        narrowing = Pane(look, across=True, edges="b", margins=(20, 6, 12, 6), spacing=6)
        narrowing.add(self._town, self._due)
        head = _headed(look, self._units_head)
        units.add(head, narrowing, self._units, _footed(look, self._choice))
        self.show_towns((), EVERY_TOWN)
        self.show_due(None)
        checks = Pane(look, edges="r")
        checks.setFixedWidth(CHECKS_WIDTH)
        checks.add(_headed(look, self._checks_head), self._checks, self._mend)
        checks.rows.setStretch(1, 1)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(units)
        whole.addWidget(checks)
        whole.addWidget(self._page, 1)
        QWidget.setTabOrder(self._units, self._checks)
        QWidget.setTabOrder(self._checks, self._mend)

    def _connect(self) -> None:
        presenter = self.presenter
        self._units.chosen.connect(presenter.choose)
        self._units.ticked.connect(presenter.tick)
        self._units.opened.connect(presenter.tick)
        self._town.picked.connect(self._choose_town)
        self._due.picked.connect(self._choose_due)
        self._checks.opened.connect(self._cure)
        self._checks.clicked.connect(self._cure_clicked)
        self._mend.photo_taken.connect(self.mending.take_photo)
        self._mend.contact_taken.connect(self.mending.set_contact)
        self._mend.closed.connect(self.mending.close)
        self._deliver.clicked.connect(presenter.deliver)
        self._word.clicked.connect(self.choose_word)
        self._print.clicked.connect(presenter.print)
        self._bind.clicked.connect(presenter.bind)
        self._submit.clicked.connect(presenter.submit)
        self._issue.clicked.connect(presenter.issue)
        on_keys(
            self,
            ("Ctrl+A", presenter.tick_all),
            ("Ctrl+Return", presenter.issue),
            ("Ctrl+Enter", presenter.issue),
            ("S", presenter.submit),
            ("F", self._town.showPopup),
            ("T", self._due.showPopup),
            ("PgUp", partial(self._page.turn, -1)),
            ("PgDown", partial(self._page.turn, 1)),
            ("W", self.choose_word),
            ("Ctrl+P", presenter.print),
            ("M", presenter.bind),
            ("D", presenter.deliver),
            ("P", self._want_packing),
            ("Ctrl+Shift+P", self._want_packing),
        )

    def _cure(self, key: str) -> None:
        """Mend it here, or jump to the place to mend."""
        check = self._cures.get(key)
        if check is not None and check.mend:
            self.mending.open(check)
        elif check is not None and check.issue:
            self.issue_wanted.emit(check.issue)

    def _choose_town(self, town: str) -> None:
        self.presenter.choose_town(town)
        self._units.setFocus()

    def _choose_due(self, code: str) -> None:
        self.presenter.choose_due(None if code == _ANY_TERM else int(code))
        self._units.setFocus()

    def _cure_clicked(self) -> None:
        self._checks.setFocus()

    def _after_mending(self, words: str) -> None:
        """Look the papers over again; the next fault is where the focus stands."""
        self.saved.emit(words)
        self.presenter.refresh()
        bars = any(check.weight == "danger" for check in self._cures.values())
        (self._checks if bars else self._units).setFocus()

    def _want_packing(self) -> None:
        units = self.presenter.units_to_pack()
        if units:
            self.packing.emit(units)


def _due_words(days: int) -> str:
    return _("期限{n}天内").format(n=days) if days else _("期限到今天")


def _code_of(days: int | None) -> str:
    return _ANY_TERM if days is None else str(days)


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
