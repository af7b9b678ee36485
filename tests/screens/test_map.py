"""The map by keyboard and by hand, on the screen."""

import io
import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget

from inspector.app.mbtiles import read_base_map
from inspector.domain.geometry import distance_m
from inspector.domain.mercator import place_of
from tests.screens.conftest import SMALLEST
from tests.ui.fake_office import FakeOffice
from ui.desk import Desk
from ui.rooms.capture.view import CaptureRoom
from ui.rooms.ledger.view import LedgerRoom
from ui.rooms.map.ground import heat_color
from ui.rooms.map.sheet import Theme as Asked
from ui.rooms.map.view import MapRoom
from ui.theme import THEMES, Theme, contrast
from ui.widgets.pane import Words
from ui.widgets.signs import SIGN_TONES

Opened = Callable[..., Desk]
POINT = "003-OR-04"
SHIFT = Qt.KeyboardModifier.ShiftModifier
CONTROL = Qt.KeyboardModifier.ControlModifier

each_theme = pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.code)


def the_map(desk: Desk) -> MapRoom:
    room = desk.window.open_room("map")
    assert isinstance(room, MapRoom)
    QApplication.processEvents()
    return room


def press(key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    here = QApplication.focusWidget()
    assert here is not None
    QTest.keyClick(here, key, held)
    QApplication.processEvents()


def typed(words: str) -> None:
    here = QApplication.focusWidget()
    assert here is not None
    QTest.keyClicks(here, words)


def find(words: str) -> None:
    press(Qt.Key.Key_Slash)
    typed(words)
    press(Qt.Key.Key_Return)


def cut(widgets: Sequence[QWidget]) -> list[str]:
    """Names of those that lack room for what they say."""
    return [
        one.accessibleName()
        for one in widgets
        if one.isVisible()
        and (one.height() < one.sizeHint().height() or one.width() < one.sizeHint().width())
        and not (isinstance(one, Words) and one._elided)
    ]


@each_theme
@pytest.mark.parametrize("asked", list(Asked), ids=lambda asked: asked.name.lower())
def test_legend_scale_and_card_lie_whole_within_the_smallest_map(
    open_desk: Opened, theme: Theme, asked: Asked
) -> None:
    room = the_map(open_desk(theme))
    room.presenter.choose_theme(asked)
    room.presenter.choose(POINT)
    QApplication.processEvents()
    inside = room.canvas.rect()
    for part in (room._legend, room._scale, room.card):
        assert inside.contains(part.geometry()), part.accessibleName()
    assert not room._legend.geometry().intersects(room._scale.geometry())
    assert not room.card.geometry().contains(room.canvas.chosen_at().toPoint())
    parts = [*room.card.findChildren(QAbstractButton), *room.card.findChildren(QLabel)]
    assert cut([*parts, *room.findChildren(QAbstractButton), room._legend]) == []


@each_theme
def test_a_move_and_its_reason_fit_the_smallest_map(open_desk: Opened, theme: Theme) -> None:
    desk = open_desk(theme)
    room = the_map(desk)
    room.presenter.choose(POINT)
    room.presenter.start_move()
    room.presenter.shift(30, 18)
    room.presenter.set_down()
    QApplication.processEvents()
    assert room.canvas.rect().contains(room.card.geometry())
    assert cut(room.card.findChildren(QAbstractButton)) == []
    assert room.card.why.height() >= 32
    assert (desk.window.width(), desk.window.height()) == SMALLEST


@each_theme
def test_signs_and_names_read_on_every_ground(theme: Theme) -> None:
    for tone in {*SIGN_TONES.values(), "border"}:
        assert contrast(getattr(theme.tones, tone), theme.tones.surface) >= 3


@each_theme
def test_grounds_of_heat_differ_and_leave_words_readable(open_desk: Opened, theme: Theme) -> None:
    look = open_desk(theme)._look
    for asked in (Asked.RETURNED, Asked.GRIDS):
        grounds = [heat_color(look, heat, asked).name() for heat in range(4)]
        assert len(set(grounds)) == 4
        assert all(contrast(look.color("text").name(), one) >= 4.5 for one in grounds)


def test_arrows_draw_the_map_and_plus_goes_nearer(open_desk: Opened) -> None:
    room = the_map(open_desk())
    room.canvas.setFocus()
    before = room.canvas.camera
    press(Qt.Key.Key_Right)
    assert room.canvas.camera.x > before.x
    press(Qt.Key.Key_Up)
    assert room.canvas.camera.y < before.y
    press(Qt.Key.Key_Plus)
    assert room.canvas.camera.zoom > before.zoom
    press(Qt.Key.Key_0)
    assert room.canvas.camera == before


def test_tab_goes_to_the_list_and_its_line_is_chosen_on_the_map(open_desk: Opened) -> None:
    room = the_map(open_desk())
    room.canvas.setFocus()
    press(Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is room._list
    press(Qt.Key.Key_Down)
    assert room.presenter.chosen == room._list.chosen_key()
    assert room.card.isVisible()


def test_digits_change_the_theme_and_the_list_with_it(open_desk: Opened) -> None:
    room = the_map(open_desk())
    for key, asked in zip((Qt.Key.Key_2, Qt.Key.Key_3, Qt.Key.Key_4), list(Asked)[1:], strict=True):
        press(key)
        assert room.presenter.theme is asked
        assert len(room._list.rows) == len(room.presenter.lines()) > 0


def test_initials_find_a_point_and_enter_opens_its_issues(open_desk: Opened) -> None:
    desk = open_desk()
    room = the_map(desk)
    find("fjec")
    assert room.presenter.chosen == POINT
    press(Qt.Key.Key_Return)
    assert desk.window.current_room() == "ledger"
    assert desk.window.findChild(LedgerRoom)._presenter.wanted.point == POINT


def test_n_records_at_the_point(open_desk: Opened) -> None:
    desk = open_desk()
    the_map(desk)
    find("fjec")
    press(Qt.Key.Key_N)
    assert desk.window.current_room() == "capture"
    assert desk.window.findChild(CaptureRoom).presenter.draft.point == POINT


def test_a_point_is_moved_by_arrows_with_a_reason_and_put_back(
    open_desk: Opened, office: FakeOffice
) -> None:
    desk = open_desk()
    room = the_map(desk)
    before = room.presenter.sheet.points[POINT].position
    find("fjec")
    press(Qt.Key.Key_M)
    press(Qt.Key.Key_Right, SHIFT)
    press(Qt.Key.Key_Up)
    press(Qt.Key.Key_Return)
    assert QApplication.focusWidget() is room.card.why
    press(Qt.Key.Key_Return)
    assert (office.own_map.moved, room.card.why.accessibleDescription()) == ([], "必填")
    room.card.why.insert("现场核对")
    press(Qt.Key.Key_Return)
    ((key, to, why),) = office.own_map.moved
    assert (key, why) == (f"point:{POINT}", "现场核对")
    assert distance_m(before, to) == pytest.approx(101**0.5, abs=0.02)
    QTest.keyClick(desk.window, Qt.Key.Key_Z, CONTROL)
    assert office.own_map.moved[-1][1] == before


def test_a_point_is_dragged_by_hand(open_desk: Opened, office: FakeOffice) -> None:
    room = the_map(open_desk())
    room.presenter.choose(POINT)
    room.presenter.start_move()
    at = room.canvas.chosen_at().toPoint()
    metre = room.canvas.camera.metre
    QTest.mousePress(room.canvas, Qt.MouseButton.LeftButton, pos=at)
    QTest.mouseMove(room.canvas, at + QPoint(40, 0))
    QTest.mouseRelease(room.canvas, Qt.MouseButton.LeftButton, pos=at + QPoint(40, 0))
    move = room.presenter.move
    assert distance_m(move.start, move.now) == pytest.approx(40 / metre, rel=0.02)
    assert office.own_map.moved == []


def test_a_click_on_a_point_chooses_it(open_desk: Opened) -> None:
    room = the_map(open_desk())
    place = place_of(room.presenter.sheet.points[POINT].position)
    at = QPointF(*room.canvas.camera.on_screen(place)).toPoint()
    QTest.mouseClick(room.canvas, Qt.MouseButton.LeftButton, pos=at)
    assert room.presenter.chosen == POINT
    assert room._list.chosen_key() == POINT


def test_the_wheel_keeps_what_is_under_the_pointer(open_desk: Opened) -> None:
    canvas = the_map(open_desk()).canvas
    before = canvas.camera.place_at(200, 150)
    canvas.zoom(1.5, QPointF(200, 150))
    assert canvas.camera.on_screen(before) == pytest.approx((200, 150), abs=0.01)


def test_the_route_is_drawn_by_its_key(open_desk: Opened) -> None:
    room = the_map(open_desk())
    press(Qt.Key.Key_T, CONTROL)
    assert len(room.presenter.route) == 8
    press(Qt.Key.Key_T, CONTROL)
    assert room.presenter.route == ()


def test_the_map_says_in_words_what_it_shows(open_desk: Opened) -> None:
    room = the_map(open_desk())
    assert "超期未查 12" in room.canvas.accessibleDescription()
    assert "超期未查 12" in room._legend.accessibleName()
    assert "km" in room._scale.accessibleName()


def test_tiles_of_the_office_lie_under_the_points(
    open_desk: Opened, office: FakeOffice, tmp_path: Path
) -> None:
    red = io.BytesIO()
    Image.new("RGB", (256, 256), "#FF0000").save(red, "PNG")
    file = tmp_path / "base.mbtiles"
    with closing(sqlite3.connect(file)) as db:
        db.execute("create table metadata (name text, value text)")
        db.execute("create table tiles (zoom_level, tile_column, tile_row, tile_data blob)")
        tiles = [(4, column, row, red.getvalue()) for column in range(16) for row in range(16)]
        db.executemany("insert into tiles values (?, ?, ?, ?)", tiles)
        db.commit()
    office.own_map.base = read_base_map(file)
    room = the_map(open_desk())
    room.canvas.camera = room.canvas.camera.zoomed(-20)
    picture = QImage(room.canvas.size(), QImage.Format.Format_RGB32)
    room.canvas.render(picture)
    room.canvas.render(picture)
    colour = QColor(picture.pixel(20, 20))
    assert colour.red() > 200
    assert colour.green() < 120
