"""工作台 on the screen: what to do first with its key, what came last, the month."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from inspector.domain.errors import InspectorError
from inspector.text import _
from ui.look import Look
from ui.main_window import KeyHint, Room
from ui.moments import weekday
from ui.rooms.home.day_words import Figure, ShownStop, in_short
from ui.rooms.home.presenter import HEALTH, HomePresenter
from ui.tasks import Runner
from ui.widgets.asking import PAPERS, offer_picture, where_to_lay
from ui.widgets.buttons import DeedButton
from ui.widgets.day_bars import DayBars
from ui.widgets.empty import EmptyState
from ui.widgets.keys import on_key
from ui.widgets.marks import Chip, Glyph, Icon, Key, Mark, Text
from ui.widgets.pane import MarkLine, Pane, Words
from ui.widgets.rows import Row, RowList
from ui.widgets.week_strip import DayCell, WeekStrip

if TYPE_CHECKING:
    from inspector.app.care_told import CheckLine
    from ui.home_told import Due, Today
    from ui.office import Office
    from ui.rooms.ledger.rows import LedgerRow

SIDE_WIDTH = 372
WEIGHT_ICONS = {
    "OK": ("check", "ok"),
    "LOOK": ("triangle-alert", "warn"),
    "ACT": ("octagon-x", "danger"),
}
DUE_ICONS = {
    "late": ("clock-alert", "late"),
    "recheck": ("badge-check", "replied"),
    "candidate": ("circle-question-mark", "candidate"),
    "draft": ("pencil", "text2"),
    "notice": ("stamp", "notified"),
    "hand_over": ("hard-drive-upload", "returned"),
}


class HomeRoom(Room):
    """工作台."""

    wanted = Signal(object)
    numbers_told = Signal(object)
    room_wanted = Signal(str)
    record_wanted = Signal()
    point_wanted = Signal(str)
    faulted = Signal(object)

    keys = (
        KeyHint(key="1–9", words=_("直接去办")),
        KeyHint(key="Enter", words=_("打开")),
        KeyHint(key="P", words=_("巡查携带单")),
        KeyHint(key="Ctrl+1…0", words=_("换房间")),
        KeyHint(key="Ctrl+K", words=_("找点位、编号")),
        KeyHint(key="Ctrl+Shift+L", words=_("换主题")),
    )

    def __init__(
        self, look: Look, office: Office, runner: Runner, now: Callable[[], datetime]
    ) -> None:
        super().__init__()
        self._look, self._now = look, now
        self._due_list = RowList(look, _("先办"), inset=24)
        self._week = WeekStrip(look)
        self._stops = RowList(look, _("今天的点位"), inset=24)
        self._stops_words = Words(look, "", tone="text3")
        self._recent = RowList(look, _("最近发现"), inset=24)
        self._lower = QStackedWidget()
        self._most = RowList(look, _("反复最多"))
        self._all_repeated = DeedButton(look, _("全部"), kind="link")
        self._health = [MarkLine(look, height="quiet_row") for _n in HEALTH]
        self._all_health = DeedButton(look, _("都看看"), kind="link")
        self._pace = DayBars(look)
        self._due_count = Words(look, "", tone="text3")
        self._since = Words(look, "", role="cap", tone="text3")
        self._figures = [
            (
                Words(look, "", role="cap", tone="text2"),
                Words(look, "", role="num"),
                MarkLine(look, height="quiet_row"),
            )
            for _n in range(3)
        ]
        self._patrol = DeedButton(look, _("巡查携带单"), kind="link", key="P")
        self._nothing = EmptyState(look, "circle-check", _("今天没有要先办的事"))
        self._record = DeedButton(look, _("登记问题"), icon="camera", key="Ctrl+N", kind="filled")
        self._lay_out()
        self.presenter = HomePresenter(self, office, runner, now)
        self._connect()

    def deed(self) -> QWidget:
        return self._record

    def enter(self) -> None:
        self._tell_day()
        self.presenter.refresh()
        self._due_list.setFocus()

    def turn_day(self) -> None:
        """Show the day it has become; nobody is taken from where he is."""
        self._tell_day()
        self.presenter.refresh()

    def _tell_day(self) -> None:
        now = self._now()
        day = _("{month} 月 {day} 日").format(month=now.month, day=now.day)
        self.told.emit(f"{day} {weekday(now)}")

    def tell_numbers(self, today: Today) -> None:
        """The frame shows what waits in which room: asked once, told to both."""
        self.numbers_told.emit(today)

    def show_due(self, due: tuple[Due, ...]) -> None:
        self._due_count.say(_("{n} 项").format(n=len(due)) if due else "")
        rows = [_due_row(number, one) for number, one in enumerate(due, start=1)]
        self._due_list.show_rows(rows)
        self._due_list.setFixedHeight(max(1, len(rows)) * self._look.px("check_row"))
        self._due_list.setVisible(bool(due))
        self._nothing.setVisible(not due)

    def show_recent(self, rows: tuple[LedgerRow, ...]) -> None:
        self._recent.show_rows([_issue_row(row) for row in rows])

    def show_week(self, cells: Sequence[DayCell]) -> None:
        self._tell_day()  # by now the district's clock is known
        self._week.show_days(cells)

    def show_stops(self, words: str, stops: Sequence[ShownStop]) -> None:
        """Today's points; where none are due, what was found last."""
        self._stops_words.say(words)
        self._stops.show_rows([_stop_row(stop) for stop in stops])
        following = next((stop.point for stop in stops if stop.is_next), "")
        if following:
            self._stops.choose(following)
        self._lower.setCurrentIndex(0 if stops else 1)

    def show_month(self, since: str, figures: Sequence[Figure]) -> None:
        self._since.say(since)
        for (name, value, moved), figure in zip(self._figures, figures, strict=True):
            name.say(figure.name)
            value.say(figure.value)
            moved.show_marks((Text(words=figure.moved, role="cap", tone=figure.tone),))

    def show_pace(self, days: Sequence[tuple[str, int, int]]) -> None:
        self._pace.show_days(days)

    def show_most_repeated(self, rows: tuple[LedgerRow, ...], total: int) -> None:
        self._most.show_rows([_repeated_row(row) for row in rows])
        self._all_repeated.name(_("全部 {n}").format(n=total))
        self._all_repeated.setVisible(total > len(rows))

    def show_health(self, lines: Sequence[CheckLine]) -> None:
        for line, found in zip(self._health, lines, strict=False):
            icon, tone = WEIGHT_ICONS[found.weight.name]
            line.show_marks(
                (Icon(name=icon, tone=tone), Text(words=found.title)),
                (Text(words=in_short(found.words), role="cap", tone="text2"),),
            )
            line.setToolTip(found.words)

    def show_saved(self, words: str) -> None:
        self.saved.emit(words)

    def choose_patrol(self) -> None:
        """Ask where the sheet to take along shall lie; the dialog does not block the window."""
        name = _("巡查携带单-{day}").format(day=f"{self._now():%Y%m%d}") + ".pdf"
        dialog = where_to_lay(self, _("存放"), PAPERS, name, self.presenter.write_patrol)
        offer_picture(dialog)
        dialog.open()

    def show_fault(self, error: InspectorError) -> None:
        self.faulted.emit(error)

    def go(self, due: Due) -> None:
        if due.room == "ledger":
            self.wanted.emit(due.wanted)
        else:
            self.room_wanted.emit(due.room)

    def open_issue(self, label: str) -> None:
        from ui.issue_told import Wanted

        self.wanted.emit(Wanted(text=label))

    def _lay_out(self) -> None:
        look = self._look
        left = Pane(look)
        first = Pane(look, across=True, margins=(24, 16, 24, 4), spacing=8)
        first.add(Words(look, _("先办"), role="h3"), self._due_count, 0, self._patrol)
        self._lower.addWidget(
            self._headed(self._stops, Words(look, _("今天的点位"), role="h3"), self._stops_words)
        )
        self._lower.addWidget(self._headed(self._recent, Words(look, _("最近发现"), role="h3")))
        left.add(self._week, first, self._due_list, self._nothing, self._lower)
        left.rows.setStretch(4, 1)
        self._nothing.setFixedHeight(120)
        side = Pane(look, edges="l")
        side.setFixedWidth(SIDE_WIDTH)
        month = Pane(look, across=True, margins=(20, 12, 20, 4))
        month.add(Words(look, _("本月到今天"), role="h3"), 0, self._since)
        figures = Pane(look, across=True, margins=(20, 4, 20, 4))
        for name, value, moved in self._figures:
            column = Pane(look, spacing=0)
            number = Pane(look, across=True, spacing=6)
            number.add(value, moved)
            number.rows.setStretch(1, 1)
            column.add(name, number)
            figures.add(column)
        pace = Pane(look, edges="b", margins=(20, 4, 20, 12))
        pace.add(self._pace)
        most = Pane(look, across=True, margins=(20, 8, 20, 4))
        most.add(Words(look, _("反复最多"), role="h3"), 0, self._all_repeated)
        health = Pane(look, edges="t", margins=(20, 8, 20, 8))
        head = Pane(look, across=True)
        head.add(Words(look, _("体检"), role="h3"), 0, self._all_health)
        health.add(head, *self._health)
        side.add(month, figures, pace, most, self._most, health)
        side.rows.setStretch(4, 1)
        self._most.setMinimumHeight(look.px("row"))
        whole = QHBoxLayout()
        whole.setSpacing(0)
        whole.addWidget(left, 1)
        whole.addWidget(side)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addLayout(whole)

    def _headed(self, rows: RowList, *words: QWidget) -> Pane:
        head = Pane(self._look, across=True, margins=(24, 16, 24, 4), spacing=8)
        head.add(*words, 0)
        whole = Pane(self._look)
        whole.add(head, rows)
        whole.rows.setStretch(1, 1)
        return whole

    def _connect(self) -> None:
        self._stops.opened.connect(self.point_wanted)
        self._all_repeated.clicked.connect(self._show_repeated)
        self._all_health.clicked.connect(partial(self.room_wanted.emit, "settings"))
        self._record.clicked.connect(self.record_wanted)
        self._patrol.clicked.connect(self.choose_patrol)
        on_key(self, "P", self.choose_patrol)
        self._due_list.opened.connect(self._do_key)
        self._due_list.clicked.connect(self._do_clicked)
        self._recent.opened.connect(self.open_issue)
        self._most.opened.connect(self.open_issue)
        for number in range(1, 10):
            on_key(self, str(number), partial(self.presenter.do, number))

    def _show_repeated(self) -> None:
        from ui.issue_told import UNSETTLED, Wanted

        self.wanted.emit(Wanted(repeat=True, states=UNSETTLED))

    def _do_key(self, key: str) -> None:
        self.presenter.do(int(key))

    def _do_clicked(self) -> None:
        self._do_key(self._due_list.chosen_key())


def _due_row(number: int, due: Due) -> Row:
    icon, tone = DUE_ICONS.get(due.kind, ("info", "text2"))
    return Row(
        key=str(number),
        left=(
            Icon(name=icon, tone=tone),
            Text(words=" ", role="cap"),
            Text(words=due.title, strong=True),
            Text(words=due.words, role="cap", tone="text2", elastic=True),
        ),
        right=(Text(words=due.deed, tone="accent"), Key(words=str(number))),
        height="check_row",
    )


def _stop_row(stop: ShownStop) -> Row:
    icon = "circle-check" if stop.is_done else "circle-dot" if stop.is_next else "circle"
    tone = "ok" if stop.is_done else "accent" if stop.is_next else "text3"
    right: list[Mark] = [Text(words=stop.right, role="cap", tone="text2")]
    if stop.is_next:
        right = [Text(words=_("去登记"), tone="accent"), Key(words="Enter")]
    return Row(
        key=stop.point,
        left=(
            Text(words=stop.number, role="cap", tone="text3"),
            Icon(name=icon, tone=tone),
            Text(words=stop.name, strong=not stop.is_done),
            *(Chip(kind=kind, words=words) for kind, words in stop.flags),
            Text(words=stop.words, role="cap", tone="text2", elastic=True),
        ),
        right=tuple(right),
        height="row",
    )


def _issue_row(row: LedgerRow) -> Row:
    flags: list[Mark] = [Chip(kind=kind, words=words) for kind, words in row.flags]
    place = f"{row.place} {row.spot}".strip()
    return Row(
        key=row.label,
        left=(
            Glyph(state=row.tone),
            Text(words=" ", role="cap"),
            Text(words=row.title, strong=True),
            *flags,
            Text(words=place, role="cap", tone="text2", elastic=True),
        ),
        right=(
            Text(words=row.state, role="cap", tone="text2"),
            Text(words=row.found, role="cap", tone="text3"),
        ),
        height="row",
    )


def _repeated_row(row: LedgerRow) -> Row:
    flags = tuple(Chip(kind=kind, words=words) for kind, words in row.flags if kind == "repeat")
    place = f"{row.place} {row.spot}".strip()
    return Row(
        key=row.label,
        left=(
            Text(words=row.title),
            Text(words=place, role="cap", tone="text2", elastic=True),
        ),
        right=flags,
        height="row",
    )
