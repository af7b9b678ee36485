"""考核评分与通报 on the screen: rates, ranking, and where one town's points went."""

from collections.abc import Callable
from datetime import datetime
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from inspector.domain.errors import InspectorError
from inspector.text import _
from ui.issue_told import Wanted
from ui.look import Look
from ui.main_window import KeyHint, Room
from ui.office import Office
from ui.rooms.scores import dispute_page, lists_page, statement_page, try_page
from ui.rooms.scores.dispute_page import DisputePage
from ui.rooms.scores.lists_page import ListsPage
from ui.rooms.scores.presenter import ScoresPresenter
from ui.rooms.scores.rows import (
    floats,
    group_rows,
    month_words,
    part_row,
    rate_marks,
    usual_share,
    weak_row,
)
from ui.rooms.scores.statement_page import StatementPage
from ui.rooms.scores.try_page import TryPage
from ui.score_told import MonthScores, TownScore, Trends
from ui.tasks import Runner
from ui.widgets.asking import PAPERS, offer_word, where_to_lay
from ui.widgets.buttons import DeedButton, TabButton
from ui.widgets.keys import on_keys
from ui.widgets.marks import Chip, Mark, Text
from ui.widgets.pane import MarkLine, Pane, Words
from ui.widgets.rows import RowList
from ui.widgets.sheet import DecisionSheet
from ui.widgets.trend import Trend

SIDE_WIDTH = 400
RATES = 5


KEYS = (
    KeyHint(key="↑ ↓", words=_("换镇街")),
    KeyHint(key="Enter", words=_("看明细")),
    KeyHint(key="[ ]", words=_("换月")),
    KeyHint(key="T", words=_("测算")),
    KeyHint(key="M", words=_("扣分明细")),
    KeyHint(key="L", words=_("清单")),
    KeyHint(key="Y", words=_("一页纸")),
    KeyHint(key="P", words=_("幻灯片")),
    KeyHint(key="E", words=_("台账")),
    KeyHint(key="Ctrl+B", words=_("通报")),
    KeyHint(key="Ctrl+L", words=_("冻结本月")),
)
SPACES = 28  # pixels between what stands beside the ranking
MAY_SCROLL = 3  # parts of a score that yield on a low screen, below a notice at the top
RANKING, TRYING, DISPUTES, STATEMENTS, LISTS = range(5)
# Alt and a digit open a page, as the rooms are opened with Ctrl
TABS = (
    (_("排名"), "Alt+1"),
    (_("测算"), "Alt+2"),
    (_("申诉"), "Alt+3"),
    (_("扣分明细"), "Alt+4"),
    (_("清单"), "Alt+5"),
)


_KEYS_OF = (KEYS, try_page.KEYS, dispute_page.KEYS, statement_page.KEYS, lists_page.KEYS)


class ScoresRoom(Room):
    """考核评分与通报."""

    wanted = Signal(object)
    register_wanted = Signal(str)
    faulted = Signal(object)

    keys: tuple[KeyHint, ...] = KEYS

    def __init__(
        self, look: Look, office: Office, runner: Runner, now: Callable[[], datetime]
    ) -> None:
        super().__init__()
        self._look, self._now = look, now
        self._scores: MonthScores | None = None
        self._trends: Trends | None = None
        self._shown_town = ""
        self._fixed: tuple[QWidget, ...] = ()
        self._told_month = ""
        self._state = MarkLine(look, height="check_row")
        self._back = DeedButton(look, _("上个月"), icon="chevron-left", key="[", kind="tool")
        self._on = DeedButton(look, _("下个月"), icon="chevron-right", key="]", kind="tool")
        self._rates = [
            (Words(look, "", role="cap", tone="text2"), MarkLine(look)) for _n in range(RATES)
        ]
        self._towns = RowList(look, _("排名"))
        self._name = MarkLine(look, height="check_row")
        self._score = Words(look, "", role="big")
        self._formula = Words(look, "", role="cap", tone="text2", wrap=True)
        self._trend = Trend(look)
        self._parts_head = MarkLine(look, height="check_row")
        self._parts = RowList(look, _("扣分从哪来"))
        self._weak = RowList(look, _("薄弱项"))
        self._brief = DeedButton(look, _("一页纸"), key="Y")
        self._deck = DeedButton(look, _("幻灯片"), key="P")
        self._ledger = DeedButton(look, _("台账"), key="E")
        self._freeze = DeedButton(look, _("冻结本月"), icon="check", key="Ctrl+L")
        self._bulletin = DeedButton(look, _("出通报"), icon="file-text", key="Ctrl+B")
        self._tabs = [TabButton(look, name) for name, _keys in TABS]
        self.presenter = ScoresPresenter(self, office, runner)
        self.trying = TryPage(look, office, runner, self._month)
        self.disputes = DisputePage(look, office, runner)
        self.statements = StatementPage(look, office, runner, self._month)
        self.lists = ListsPage(look, office, runner, self._month)
        self._pages = QStackedWidget()
        self._lay_out()
        self._connect()

    def deed(self) -> QWidget:
        return self._bulletin

    def enter(self) -> None:
        self.presenter.refresh()
        self.disputes.presenter.refresh()
        self.open_page(self._pages.currentIndex())

    def open_page(self, place: int) -> None:
        """One of 排名, 测算, 申诉, 扣分明细, 清单."""
        self._pages.setCurrentIndex(place)
        self._tabs[place].setChecked(True)
        self.keys = _KEYS_OF[place]
        self.keys_changed.emit()
        if place == RANKING:
            self._towns.setFocus()
        elif place == TRYING:
            self.trying.enter()
        elif place == DISPUTES:
            self.disputes.enter()
        elif place == STATEMENTS:
            self.statements.enter(self.presenter.town)
        else:
            self.lists.enter()

    def _month(self) -> str:
        return self.presenter.month

    def show_waiting(self, words: str) -> None:
        self._state.show_marks((Text(words=words, tone="text2"),))

    def show_month(self, scores: MonthScores) -> None:
        self._scores, self._trends = scores, None
        span = _("{first} 至 {last}，点数字看明细").format(
            first=f"{scores.first:%m-%d}", last=f"{scores.last:%m-%d}"
        )
        self.told.emit(span)
        month = Text(words=month_words(scores.month), role="h3", strong=True)
        chip = Chip(kind="ok" if scores.frozen else "warn", words=scores.words)
        told: list[Mark] = [month, chip]
        self._tabs[DISPUTES].count(scores.disputes)
        if scores.by_hand:
            told.append(Text(words=_("手工改动 {n} 处").format(n=scores.by_hand), tone="text2"))
        self._state.show_marks(tuple(told))
        self._freeze.setEnabled(not scores.frozen)
        self._retell(scores.month)
        for (name, value), rate in zip(self._rates, scores.rates, strict=True):
            name.say(rate.name)
            value.show_marks(rate_marks(rate))
        self._show_rows()

    def show_trends(self, trends: Trends) -> None:
        self._trends = trends
        self._show_rows()
        self._show_trend()

    def show_town(self, town: TownScore) -> None:
        self._shown_town = town.town
        self._towns.choose(town.town)
        words = Text(words=town.words, tone="text2", elastic=True)
        self._name.show_marks((Text(words=town.name, role="h3", strong=True), words))
        self._score.say(town.score)
        self._formula.say(town.formula)
        total = Text(words=f"−{town.total:.2f}" if town.total else "0.00", strong=True)
        self._parts_head.show_marks(
            (Text(words=_("扣分从哪来"), role="h3", strong=True),),
            (Text(words=_("合计"), role="cap", tone="text2"), total),
        )
        self._parts.show_rows([part_row(one, town.total) for one in town.parts])
        row, count = self._look.px("quiet_row"), len(town.parts)
        self._parts.be_as_high_as(count * row + 2, at_least=max(1, count - MAY_SCROLL) * row + 2)
        self._weak.show_rows([weak_row(one) for one in town.weak])
        self._show_trend()

    def show_saved(self, words: str) -> None:
        self.saved.emit(words)

    def show_fault(self, error: InspectorError) -> None:
        self.faulted.emit(error)

    def open_rows(self, wanted: Wanted) -> None:
        self.wanted.emit(wanted)

    def choose_place(self, kind: str) -> None:
        """Ask where a paper shall lie; the dialog does not block the window."""
        name = self.presenter.file_name(kind, self._now().date())
        write = partial(self.presenter.write, kind)
        dialog = where_to_lay(self, _("存放"), PAPERS, name, write)
        if kind == "bulletin":
            offer_word(dialog)
        dialog.open()

    def _ask_to_freeze(self) -> None:
        """Frozen once, a month stays so: it is asked first, and what still waits is named."""
        scores = self._scores
        if scores is None or scores.frozen:
            return
        title = _("冻结 {month}").format(month=month_words(scores.month))
        sheet = DecisionSheet(self._look, self, title, do=_("冻结"))
        sheet.say(_("分数和名次从此不变，通报和扣分明细都按它出；以后的改动另列在旁边。不能撤销。"))
        if scores.disputed:
            sheet.say(_("本月还有 {n} 件申诉没有裁定。").format(n=scores.disputed), "warn")
        sheet.ask(self.presenter.freeze)

    def _show_rows(self) -> None:
        if self._scores is not None:
            groups, usual = self._scores.groups, usual_share(self._scores)
            rows = [row for one in groups for row in group_rows(one, self._trends, usual)]
            self._towns.show_rows(rows)
            self._towns.choose(self.presenter.town)

    def _show_trend(self) -> None:
        town, trends = self._shown_town, self._trends
        known = trends is not None and town in trends.towns
        room, least = self._room_for_trend(), self._trend.minimumSizeHint().height()
        self._trend.setVisible(known and room >= least)  # on a low screen the chart yields
        self._trend.setMaximumHeight(max(room, least))
        if trends is not None and known:
            self._trend.show_values(
                trends.months, floats(trends.towns[town]), floats(trends.middle[town])
            )

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_trend()

    def _room_for_trend(self) -> int:
        """Pixels left for it: the parts of a score come before its past."""
        others = sum(one.sizeHint().height() for one in self._fixed)
        rows = self._parts.maximumHeight() + self._look.px("quiet_row")
        return self._pages.height() - others - rows - SPACES

    def _lay_out(self) -> None:
        look = self._look
        head = Pane(look, edges="b", across=True, margins=(20, 0, 12, 0), spacing=6)
        tabs = Pane(look, across=True, spacing=20)
        tabs.add(*self._tabs)
        head.add(tabs, 24, self._state, self._freeze, self._back, self._on)
        head.rows.setStretch(2, 1)
        rates = Pane(look, edges="b", across=True, margins=(20, 8, 20, 8))
        for name, value in self._rates:
            column = Pane(look, spacing=0)
            column.add(name, value)
            rates.add(column)
        left = Pane(look)
        left.add(rates, self._towns)
        left.rows.setStretch(1, 1)
        side = Pane(look, edges="l")
        side.setFixedWidth(SIDE_WIDTH)
        named = Pane(look, margins=(20, 0, 16, 0))
        named.add(self._name)
        reckoned = Pane(look, edges="b", margins=(20, 0, 16, 8), spacing=4)
        reckoned.add(self._score, self._formula, self._trend)
        parts = Pane(look, margins=(20, 0, 20, 0))
        parts.add(self._parts_head)
        weak = Pane(look, margins=(20, 8, 20, 0))
        weak.add(Words(look, _("薄弱项"), role="h3"))
        deeds = Pane(look, edges="t", across=True, margins=(16, 12, 16, 12), spacing=8)
        deeds.add(self._brief, self._deck, self._ledger, 0)
        side.add(named, reckoned, parts, self._parts, weak, self._weak, deeds)
        side.rows.setStretch(side.rows.indexOf(self._parts), MAY_SCROLL * 100)  # first of all
        side.rows.setStretch(side.rows.indexOf(self._weak), 1)
        self._weak.setMinimumHeight(look.px("quiet_row"))
        self._fixed = (named, self._score, self._formula, parts, weak, deeds)
        ranking = Pane(look, across=True)
        ranking.add(left, side)
        ranking.rows.setStretch(0, 1)
        on_keys(
            ranking,
            ("Y", partial(self.choose_place, "brief")),
            ("P", partial(self.choose_place, "deck")),
            ("E", partial(self.choose_place, "ledger")),
        )
        for page in (ranking, self.trying, self.disputes, self.statements, self.lists):
            self._pages.addWidget(page)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(head)
        whole.addWidget(self._pages, 1)

    def _connect(self) -> None:
        presenter = self.presenter
        self._towns.chosen.connect(self._choose)
        self._towns.opened.connect(presenter.open_rows)
        self._parts.opened.connect(lambda _kind: presenter.open_rows(presenter.town))
        self._weak.opened.connect(presenter.open_standard)
        self._back.clicked.connect(partial(presenter.step, -1))
        self._on.clicked.connect(partial(presenter.step, 1))
        papers = (
            (self._bulletin, "bulletin"),
            (self._brief, "brief"),
            (self._deck, "deck"),
            (self._ledger, "ledger"),
        )
        for button, kind in papers:
            button.clicked.connect(partial(self.choose_place, kind))
        self._freeze.clicked.connect(self._ask_to_freeze)
        for place, tab in enumerate(self._tabs):
            tab.clicked.connect(partial(self.open_page, place))
            tab.setToolTip("  ".join(TABS[place]))
        for part in (self.trying, self.lists):
            part.faulted.connect(self.faulted)
        self.lists.standard_wanted.connect(presenter.open_standard_everywhere)
        self.lists.issue_wanted.connect(lambda label: self.open_rows(Wanted(text=label)))
        self.lists.register_wanted.connect(self.register_wanted)
        for page in (self.disputes, self.statements):
            page.saved.connect(self.saved)
            page.faulted.connect(self.faulted)
        self.disputes.counted.connect(self._tabs[DISPUTES].count)
        self.disputes.ruled.connect(presenter.refresh)
        self.disputes.issue_wanted.connect(lambda label: self.open_rows(Wanted(text=label)))
        on_keys(
            self,
            ("[", partial(presenter.step, -1)),
            ("]", partial(presenter.step, 1)),
            ("T", partial(self.open_page, TRYING)),
            ("M", partial(self.open_page, STATEMENTS)),
            ("L", partial(self.open_page, LISTS)),
            ("Esc", self._step_out),
            *((keys, partial(self.open_page, n)) for n, (_name, keys) in enumerate(TABS)),
            ("Ctrl+B", partial(self.choose_place, "bulletin")),
            ("Ctrl+L", self._ask_to_freeze),
        )

    def _retell(self, month: str) -> None:
        """Another month: what is tried and stated is of that month."""
        if month == self._told_month:
            return
        self._told_month = month
        if self._pages.currentIndex() == TRYING:
            self.trying.presenter.ask()
        elif self._pages.currentIndex() == STATEMENTS:
            self.statements.enter(self.presenter.town)
        elif self._pages.currentIndex() == LISTS:
            self.lists.enter()

    def _step_out(self) -> None:
        """Esc: out of a search, then back to the ranking."""
        here = self._pages.currentIndex()
        if not (here == STATEMENTS and self.statements.step_out()) and here != RANKING:
            self.open_page(RANKING)

    def _choose(self, town: str) -> None:
        if town != self.presenter.town and not town.startswith("head "):
            self.presenter.choose(town)
