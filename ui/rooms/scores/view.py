"""考核评分与通报 on the screen: rates, ranking, and where one town's points went."""

from collections.abc import Callable
from datetime import datetime
from decimal import Decimal
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QWidget

from inspector.domain.errors import InspectorError
from inspector.text import _
from ui.look import Look
from ui.main_window import KeyHint, Room
from ui.office import (
    MonthScores,
    Office,
    PartLine,
    RateLine,
    TownGroup,
    TownLine,
    TownScore,
    Trends,
    Wanted,
    WeakLine,
)
from ui.rooms.scores.presenter import ScoresPresenter
from ui.tasks import Runner
from ui.widgets.buttons import DeedButton
from ui.widgets.marks import Chip, Icon, Mark, Slot, Spark, Text
from ui.widgets.pane import MarkLine, Pane, Words
from ui.widgets.rows import Row, RowList
from ui.widgets.trend import Trend

SIDE_WIDTH = 400
RATES = 5
_FAR_ABOVE = 1.1  # times the usual share of repeats; such a town's figure is coloured
# Heads of the figures at the right of a town's name, each with its room.
COLUMNS: tuple[tuple[str, int], ...] = (
    (_("得分"), 62),
    (_("近 6 月"), 78),
    (_("覆盖率"), 56),
    (_("问题"), 48),
    (_("重复"), 44),
    (_("反弹"), 44),
    (_("扣分"), 62),
)


class ScoresRoom(Room):
    """考核评分与通报."""

    wanted = Signal(object)
    faulted = Signal(object)

    keys = (
        KeyHint(key="↑ ↓", words=_("换镇街")),
        KeyHint(key="Enter", words=_("看明细")),
        KeyHint(key="[ ]", words=_("换月")),
        KeyHint(key="M", words=_("扣分明细")),
        KeyHint(key="Ctrl+B", words=_("通报")),
        KeyHint(key="Ctrl+L", words=_("冻结本月")),
    )

    def __init__(
        self, look: Look, office: Office, runner: Runner, now: Callable[[], datetime]
    ) -> None:
        super().__init__()
        self._look, self._now = look, now
        self._scores: MonthScores | None = None
        self._trends: Trends | None = None
        self._shown_town = ""
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
        self._statement = DeedButton(look, _("扣分明细"), icon="file-text", key="M")
        self._brief = DeedButton(look, _("一页纸"), icon="file-text")
        self._ledger = DeedButton(look, _("台账"), icon="list-checks")
        self._freeze = DeedButton(look, _("冻结本月"), icon="check", key="Ctrl+L")
        self._bulletin = DeedButton(look, _("出通报"), icon="file-text", key="Ctrl+B")
        self._lay_out()
        self.presenter = ScoresPresenter(self, office, runner)
        self._connect()

    def deed(self) -> QWidget:
        return self._bulletin

    def enter(self) -> None:
        self.presenter.refresh()
        self._towns.setFocus()

    def show_waiting(self, words: str) -> None:
        self._state.show_marks((Text(words=words, tone="text2"),))

    def show_month(self, scores: MonthScores) -> None:
        self._scores, self._trends = scores, None
        span = _("{first} 至 {last}，点数字看明细").format(
            first=f"{scores.first:%m-%d}", last=f"{scores.last:%m-%d}"
        )
        self.told.emit(span)
        month = Text(words=_month_words(scores.month), role="h3", strong=True)
        chip = Chip(kind="ok" if scores.frozen else "warn", words=scores.words)
        told: list[Mark] = [month, chip]
        if scores.disputes:
            words = _("申诉待裁定 {n} 件").format(n=scores.disputes)
            told.append(Text(words=words, tone="warn"))
        if scores.by_hand:
            told.append(Text(words=_("手工改动 {n} 处").format(n=scores.by_hand), tone="text2"))
        self._state.show_marks(tuple(told))
        self._freeze.setEnabled(not scores.frozen)
        for (name, value), rate in zip(self._rates, scores.rates, strict=True):
            name.say(rate.name)
            value.show_marks(_rate_marks(rate))
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
        self._parts.show_rows([_part_row(one) for one in town.parts])
        self._weak.show_rows([_weak_row(one) for one in town.weak])
        self._show_trend()

    def show_saved(self, words: str) -> None:
        self.saved.emit(words)

    def show_fault(self, error: InspectorError) -> None:
        self.faulted.emit(error)

    def open_rows(self, wanted: Wanted) -> None:
        self.wanted.emit(wanted)

    def choose_place(self, kind: str) -> None:
        """Ask where a paper shall lie; the dialog does not block the window."""
        dialog = QFileDialog(self, _("存放"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.selectFile(self.presenter.file_name(kind, self._now().date()))
        dialog.fileSelected.connect(partial(self._write, kind))
        dialog.open()

    def _write(self, kind: str, name: str) -> None:
        self.presenter.write(kind, Path(name))

    def _show_rows(self) -> None:
        if self._scores is not None:
            groups, usual = self._scores.groups, _usual_share(self._scores)
            rows = [row for one in groups for row in _group_rows(one, self._trends, usual)]
            self._towns.show_rows(rows)
            self._towns.choose(self.presenter.town)

    def _show_trend(self) -> None:
        town, trends = self._shown_town, self._trends
        known = trends is not None and town in trends.towns
        self._trend.setVisible(known)
        if trends is not None and known:
            self._trend.show_values(
                trends.months, _floats(trends.towns[town]), _floats(trends.middle[town])
            )

    def _lay_out(self) -> None:
        look = self._look
        head = Pane(look, edges="b", across=True, margins=(20, 0, 12, 0), spacing=6)
        head.add(self._state, self._freeze, self._back, self._on)
        head.rows.setStretch(0, 1)
        rates = Pane(look, edges="b", across=True, margins=(20, 8, 20, 8))
        for name, value in self._rates:
            column = Pane(look, spacing=0)
            column.add(name, value)
            rates.add(column)
        left = Pane(look)
        left.add(head, rates, self._towns)
        left.rows.setStretch(2, 1)
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
        deeds.add(self._statement, self._brief, self._ledger, 0)
        side.add(named, reckoned, parts, self._parts, weak, self._weak, deeds)
        side.rows.setStretch(3, 3)
        side.rows.setStretch(5, 2)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(left, 1)
        whole.addWidget(side)

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
            (self._statement, "statement"),
            (self._brief, "brief"),
            (self._ledger, "ledger"),
        )
        for button, kind in papers:
            button.clicked.connect(partial(self.choose_place, kind))
        self._freeze.clicked.connect(presenter.freeze)
        for keys, deed in (
            ("[", partial(presenter.step, -1)),
            ("]", partial(presenter.step, 1)),
            ("M", partial(self.choose_place, "statement")),
            ("Ctrl+B", partial(self.choose_place, "bulletin")),
            ("Ctrl+L", presenter.freeze),
        ):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(deed)

    def _choose(self, town: str) -> None:
        if town != self.presenter.town and not town.startswith("head "):
            self.presenter.choose(town)


def _month_words(month: str) -> str:
    year, number = month.split("-")
    return _("{year} 年 {month} 月").format(year=year, month=int(number))


def _rate_marks(rate: RateLine) -> tuple[Mark, ...]:
    value = Text(words=rate.value, role="h3", strong=True)
    if not rate.moved:
        return (value,)
    sign = "▲" if rate.moved > 0 else "▼"
    tone = "ok" if rate.better else "danger"
    return (value, Text(words=f"{sign} {abs(rate.moved):.1f}", role="cap", tone=tone))


def _usual_share(scores: MonthScores) -> float:
    """Repeats among the problems of all towns."""
    towns = [one for group in scores.groups for one in group.towns]
    issues = sum(one.issues for one in towns)
    return sum(one.repeats for one in towns) / issues if issues else 0.0


def _group_rows(group: TownGroup, trends: Trends | None, usual: float) -> list[Row]:
    heads = tuple(
        Slot(mark=Text(words=name, role="cap", tone="text2"), room=room, far=True)
        for name, room in COLUMNS
    )
    named = Text(words=group.name, role="cap", strong=True)
    count = Text(words=group.words, role="cap", tone="text2")
    top = Row(
        key=f"head {group.name}", left=(named, count), right=heads, height="quiet_row", head=True
    )
    return [top, *(_town_row(one, trends, usual) for one in group.towns)]


def _town_row(one: TownLine, trends: Trends | None, usual: float) -> Row:
    often = one.repeats > _FAR_ABOVE * usual * one.issues
    place = Slot(
        mark=Text(words="—" if one.rank is None else str(one.rank), strong=True), room=24, far=True
    )
    name = Text(words=one.name, strong=True, elastic=True)
    flags: tuple[Mark, ...] = ()
    if one.tail:
        flags = (Chip(kind="danger", words=_("末位")),)
    elif one.rank is None:
        flags = (Chip(kind="plain", words=_("不排名")),)
    values = trends.towns.get(one.town, ()) if trends else ()
    return Row(
        key=one.town,
        left=(place, _moved(one.change), name, *flags),
        right=(
            _figure("—" if one.score is None else f"{one.score:.2f}", 0, strong=True),
            Spark(values=tuple(_floats(values)), room=COLUMNS[1][1]),
            _figure("—" if one.coverage is None else f"{one.coverage:.0f}%", 2),
            _figure(f"{one.issues:,}", 3),
            _figure(f"{one.repeats:,}", 4, tone="warn" if often else "text", strong=often),
            _figure(f"{one.rebounds:,}", 5),
            _figure(f"{one.deduction:.2f}", 6),
        ),
    )


def _moved(change: int | None) -> Slot:
    if not change:
        return Slot(mark=Text(words="—", role="cap", tone="text3"), room=30)
    sign, tone = ("▲", "ok") if change > 0 else ("▼", "danger")
    return Slot(mark=Text(words=f"{sign}{abs(change)}", role="cap", tone=tone), room=30)


def _figure(words: str, column: int, *, tone: str = "text", strong: bool = False) -> Slot:
    text = Text(words=words, tone=tone, strong=strong)
    return Slot(mark=text, room=COLUMNS[column][1], far=True)


def _part_row(one: PartLine) -> Row:
    sign = "−" if one.points >= 0 else "＋"
    return Row(
        key=one.kind,
        left=(
            Text(words=one.name, elastic=True),
            Text(words=one.words, role="cap", tone="text2"),
        ),
        right=(
            Text(words=f"{sign}{abs(one.points):.2f}", strong=True),
            Icon(name="chevron-right", tone="text3"),
        ),
        height="quiet_row",
    )


def _weak_row(one: WeakLine) -> Row:
    return Row(
        key=one.standard,
        left=(
            Text(words=one.title),
            Text(words=one.words, role="cap", tone="text2", elastic=True),
        ),
        right=(
            Text(words=_("{n} 件").format(n=one.issues)),
            Icon(name="chevron-right", tone="text3"),
        ),
        height="quiet_row",
    )


def _floats(values: tuple[Decimal | None, ...]) -> list[float | None]:
    return [None if one is None else float(one) for one in values]
