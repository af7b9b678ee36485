"""工作台: what is due, the week, today's points, the month, each in words."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from inspector.app.care_told import CheckLine
from inspector.domain.errors import InspectorError
from tests.ui.conftest import AtOnce
from tests.ui.fake_days import NOW
from tests.ui.fake_district import a_days_work
from tests.ui.fake_office import FakeOffice
from ui.home_told import Due, Today
from ui.rooms.home.day_words import (
    Figure,
    ShownStop,
    cells_of,
    figures_of,
    in_short,
    points_words,
    stops_of,
)
from ui.rooms.home.presenter import HomePresenter
from ui.rooms.ledger.rows import LedgerRow
from ui.widgets.week_strip import DayCell


class Surface:
    """Remembers what it was shown."""

    def __init__(self) -> None:
        self.due: tuple[Due, ...] = ()
        self.week: Sequence[DayCell] = ()
        self.stops: Sequence[ShownStop] = ()
        self.points = ""
        self.figures: Sequence[Figure] = ()
        self.pace: Sequence[tuple[str, int, int]] = ()
        self.health: Sequence[CheckLine] = ()
        self.gone: list[str] = []
        self.numbers: list[str] = []

    def tell_numbers(self, today: Today) -> None:
        self.numbers = [f"{one.room} {one.count}" for one in today.due]

    def show_due(self, due: tuple[Due, ...]) -> None:
        self.due = due

    def show_week(self, cells: Sequence[DayCell]) -> None:
        self.week = cells

    def show_stops(self, words: str, stops: Sequence[ShownStop]) -> None:
        self.points, self.stops = words, stops

    def show_recent(self, rows: tuple[LedgerRow, ...]) -> None:
        del rows

    def show_month(self, since: str, figures: Sequence[Figure]) -> None:
        del since
        self.figures = figures

    def show_pace(self, days: Sequence[tuple[str, int, int]]) -> None:
        self.pace = days

    def show_most_repeated(self, rows: tuple[LedgerRow, ...], total: int) -> None:
        del rows, total

    def show_health(self, lines: Sequence[CheckLine]) -> None:
        self.health = lines

    def show_saved(self, words: str) -> None:
        self.saved = words

    def show_fault(self, error: InspectorError) -> None:
        raise error

    def go(self, due: Due) -> None:
        self.gone.append(due.kind)

    def open_issue(self, label: str) -> None:
        self.gone.append(label)


def opened(office: FakeOffice, runner: AtOnce) -> tuple[HomePresenter, Surface]:
    surface = Surface()
    presenter = HomePresenter(surface, office, runner, lambda: NOW)
    presenter.refresh()
    return presenter, surface


def test_each_thing_to_do_is_one_key_away(office: FakeOffice, at_once: AtOnce) -> None:
    presenter, surface = opened(office, at_once)
    for number in range(1, len(surface.due) + 2):  # one more than there are: nothing happens
        presenter.do(number)
    assert surface.gone == [due.kind for due in surface.due]


def test_the_sheet_to_take_along_is_written_where_the_person_chose(
    office: FakeOffice, at_once: AtOnce, tmp_path: Path
) -> None:
    presenter, surface = opened(office, at_once)
    presenter.write_patrol(tmp_path / "携带单.png")
    assert office.papers_written == [("patrol", "", tmp_path / "携带单.png", "")]
    assert surface.saved == "已写好 携带单.png"


def test_the_week_says_visits_today_what_is_left_and_when_it_rests(
    office: FakeOffice, at_once: AtOnce
) -> None:
    _presenter, surface = opened(office, at_once)
    assert [cell.count for cell in surface.week] == ["12", "11", "12", "10", "2/6", "休", "休"]
    assert [cell.is_today for cell in surface.week].index(True) == 4
    assert surface.week[4].share == 2 / 6


def test_a_day_of_rest_on_which_somebody_worked_counts_its_visits() -> None:
    week = [replace(day, visited=3) for day in a_days_work().week]
    assert cells_of(week, date(2026, 11, 22))[5].count == "3"


def test_the_frame_hears_what_waits_in_each_room_by_the_same_answer(
    office: FakeOffice, at_once: AtOnce
) -> None:
    _presenter, surface = opened(office, at_once)
    assert surface.numbers == [f"{one.room} {one.count}" for one in office.today().due]


def test_the_first_point_not_seen_today_is_the_next(office: FakeOffice, at_once: AtOnce) -> None:
    _presenter, surface = opened(office, at_once)
    assert [stop.is_done for stop in surface.stops] == [True, True, False, False, False, False]
    assert [stop.name for stop in surface.stops if stop.is_next] == ["纺机二村"]
    assert surface.points == "6 个，已查 2"


def test_points_beyond_a_days_round_are_counted_not_hidden() -> None:
    assert points_words(replace(a_days_work(), due=20)) == "6 个，已查 2，另有 16 个到期"


def test_a_point_tells_what_waits_there_until_it_was_seen() -> None:
    done, waiting = stops_of(a_days_work().stops)[0], stops_of(a_days_work().stops)[3]
    assert (done.words, done.right) == ("背街小巷 · 2 件", "08:50 查完")
    assert waiting.flags == (("late", "逾期 2"),)
    assert (waiting.words, waiting.right) == ("农贸市场 · 8 天未查 · 未销号 7 件", "1.4 km")


def test_more_closed_is_good_and_more_repeated_is_bad() -> None:
    found, closed, repeated = figures_of(a_days_work().month)
    assert (found.moved, found.tone) == ("▼ 6%", "text3")
    assert (closed.moved, closed.tone) == ("▲ 9%", "ok")
    assert (repeated.moved, repeated.tone) == ("▲ 11", "danger")


def test_a_month_without_one_before_is_compared_with_nothing() -> None:
    month = replace(a_days_work().month, found_before=0, closed_before=0, repeated_before=0)
    assert [figure.moved for figure in figures_of(month)] == ["", "", ""]


def test_what_may_cost_work_already_done_is_told_here(office: FakeOffice, at_once: AtOnce) -> None:
    _presenter, surface = opened(office, at_once)
    assert [line.code for line in surface.health] == ["backup", "disk", "clock"]


def test_a_line_of_the_checkup_says_its_first_thing_whole() -> None:
    assert in_short("今天 22:17 · 只在本机，最好再存一份到别的磁盘") == "今天 22:17"
    assert in_short("还没有备份。电脑坏了，登记过的都没了") == "还没有备份"
    assert in_short("22:48，本机时区与本区不同") == "22:48，本机时区与本区不同"
    assert in_short("一" * 40) == "一" * 19 + "…"
