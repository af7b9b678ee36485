"""Marks are drawn on the photo by mouse or keys, kept at once, and taken back."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from inspector.domain.errors import InspectorError
from inspector.domain.mark import MarkKind
from tests.ui.conftest import AtOnce, Later
from tests.ui.fake_marking import FakeMarking
from ui.faces import load_faces
from ui.look import Look
from ui.marking import PhotoMarking
from ui.marking_office import PhotoMark, Sketch
from ui.theme import THEMES
from ui.widgets.marked_picture import MarkedPicture

BOX = Sketch(kind=MarkKind.BOX, numbers=(0.1, 0.2, 0.3, 0.4))
ARROW = Sketch(kind=MarkKind.ARROW, numbers=(0.1, 0.2, 0.3, 0.4))


class Surface:
    """Remembers what it was shown."""

    def __init__(self) -> None:
        self.marks: tuple[PhotoMark, ...] = ()
        self.faults: list[InspectorError] = []

    def show_marks_on(self, original: Path, marks: Sequence[PhotoMark]) -> None:
        self.marks = tuple(marks)

    def show_fault(self, error: InspectorError) -> None:
        self.faults.append(error)


def kinds(surface: Surface) -> list[MarkKind]:
    return [one.drawn.kind for one in surface.marks]


def test_a_mark_is_kept_as_soon_as_it_is_drawn(at_once: AtOnce) -> None:
    office, surface = FakeMarking(), Surface()
    marking = PhotoMarking(surface, lambda: office, at_once)
    marking.show_photo(Path("a.jpg"))
    marking.draw(BOX)
    assert [one.drawn.shape for one in office.on[Path("a.jpg")]] == [BOX.numbers]
    assert kinds(surface) == [MarkKind.BOX]


def test_what_was_drawn_and_what_was_taken_off_can_be_taken_back(at_once: AtOnce) -> None:
    office, surface = FakeMarking(), Surface()
    marking = PhotoMarking(surface, lambda: office, at_once)
    marking.show_photo(Path("a.jpg"))
    marking.draw(BOX)
    marking.draw(ARROW)
    marking.take_off(surface.marks[0].name)
    assert kinds(surface) == [MarkKind.ARROW]
    marking.undo()
    assert sorted(kinds(surface)) == sorted([MarkKind.ARROW, MarkKind.BOX])
    marking.undo()
    assert kinds(surface) == [MarkKind.BOX]
    marking.undo()
    marking.undo()
    assert kinds(surface) == []


def test_marks_that_arrive_late_are_not_shown_on_another_photo(later: Later) -> None:
    office, surface = FakeMarking(), Surface()
    office.mark(Path("a.jpg"), [BOX], [])
    marking = PhotoMarking(surface, lambda: office, later)
    marking.show_photo(Path("a.jpg"))
    marking.show_photo(Path("b.jpg"))
    later.run()
    assert surface.marks == ()


def test_a_mark_outside_the_picture_is_refused_in_words(at_once: AtOnce) -> None:
    surface = Surface()
    marking = PhotoMarking(surface, FakeMarking, at_once)
    marking.show_photo(Path("a.jpg"))
    marking.draw(Sketch(kind=MarkKind.BOX, numbers=(0.9, 0.9, 0.5, 0.5)))
    assert [error.code for error in surface.faults] == ["bad_mark"]


Shown = tuple[MarkedPicture, list[Sketch]]


@pytest.fixture
def shown(tmp_path: Path, at_once: AtOnce) -> Iterator[Shown]:
    """A photo of 400 × 300 filling a mat of the same size."""
    app = QApplication.instance() or QApplication([])
    assert app is not None
    look = Look(load_faces())
    look.wear(THEMES[0])
    image = QImage(400, 300, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.gray)
    file = tmp_path / "photo.png"
    image.save(str(file))
    picture = MarkedPicture(look, at_once, "照片", fetch=lambda path: path)
    picture.resize(400, 300)
    picture.show_photo(file)
    picture.show()
    drawn: list[Sketch] = []
    picture.drawn.connect(drawn.append)
    yield picture, drawn
    picture.deleteLater()


def draw(picture: MarkedPicture, begin: QPoint, end: QPoint) -> None:
    QTest.mousePress(picture, Qt.MouseButton.LeftButton, pos=begin)
    QTest.mouseMove(picture, (begin + end) / 2)
    QTest.mouseMove(picture, end)
    QTest.mouseRelease(picture, Qt.MouseButton.LeftButton, pos=end)


def test_a_box_is_drawn_from_corner_to_corner_whichever_comes_first(shown: Shown) -> None:
    picture, drawn = shown
    picture.take_tool(MarkKind.BOX)
    draw(picture, QPoint(200, 150), QPoint(100, 75))
    assert [one.kind for one in drawn] == [MarkKind.BOX]
    assert drawn[0].numbers == pytest.approx((0.25, 0.25, 0.25, 0.25), abs=0.01)


def test_an_arrow_points_where_the_stroke_ended(shown: Shown) -> None:
    picture, drawn = shown
    picture.take_tool(MarkKind.ARROW)
    draw(picture, QPoint(300, 225), QPoint(100, 75))
    assert drawn[0].numbers == pytest.approx((0.75, 0.75, 0.25, 0.25), abs=0.01)


def test_a_click_without_a_stroke_draws_nothing(shown: Shown) -> None:
    picture, drawn = shown
    picture.take_tool(MarkKind.REDACT)
    draw(picture, QPoint(100, 75), QPoint(102, 76))
    assert drawn == []


def test_a_cover_can_be_drawn_by_keys_alone(shown: Shown) -> None:
    picture, drawn = shown
    QTest.keyClick(picture, Qt.Key.Key_H)
    for _n in range(10):
        QTest.keyClick(picture, Qt.Key.Key_Left)
        QTest.keyClick(picture, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClick(picture, Qt.Key.Key_Return)
    assert drawn[0].kind is MarkKind.REDACT
    assert drawn[0].numbers == pytest.approx((0.3, 0.4, 0.2, 0.3))


def test_words_stand_where_they_were_asked_for(shown: Shown) -> None:
    picture, drawn = shown
    picture.take_tool(MarkKind.TEXT)
    QTest.mouseClick(picture, Qt.MouseButton.LeftButton, pos=QPoint(100, 150))
    QTest.keyClicks(picture.focusProxy() or picture._words, "3m")
    QTest.keyClick(picture._words, Qt.Key.Key_Return)
    assert (drawn[0].kind, drawn[0].words) == (MarkKind.TEXT, "3m")
    assert drawn[0].numbers == pytest.approx((0.25, 0.5), abs=0.01)


def test_a_stroke_on_a_photo_seen_near_means_the_place_under_the_hand(shown: Shown) -> None:
    picture, drawn = shown
    picture.go_nearer(2.0)  # about the middle: a quarter of the photo is seen
    picture.take_tool(MarkKind.BOX)
    draw(picture, QPoint(2, 2), QPoint(200, 150))
    assert drawn[0].numbers == pytest.approx((0.25, 0.25, 0.25, 0.25), abs=0.01)


def test_a_mark_is_picked_by_a_click_and_taken_off_by_a_key(shown: Shown) -> None:
    picture, _drawn = shown
    marks = FakeMarking().mark(Path("a"), [BOX, ARROW], [])
    picture.show_marks(marks)
    gone: list[str] = []
    picture.taken_off.connect(gone.append)
    QTest.mouseClick(picture, Qt.MouseButton.LeftButton, pos=QPoint(40, 120))  # the box's left line
    QTest.keyClick(picture, Qt.Key.Key_Delete)
    assert gone == [marks[0].name]


def test_every_mark_is_reached_by_keys_and_named_in_words(shown: Shown) -> None:
    picture, _drawn = shown
    told: list[str] = []
    picture.picked.connect(told.append)
    picture.show_marks(FakeMarking().mark(Path("a"), [BOX, ARROW], []))
    QTest.keyClick(picture, Qt.Key.Key_N)
    QTest.keyClick(picture, Qt.Key.Key_N)
    assert told == ["标注 2 个", "标注 1/2：方框", "标注 2/2：箭头"]


def test_the_wheel_keeps_what_is_under_the_pointer(shown: Shown) -> None:
    picture, _drawn = shown
    at = QPoint(100, 75)
    before = (at.x() - picture.place().x()) / picture.place().width()
    picture.go_nearer(1.5, at.toPointF())
    after = (at.x() - picture.place().x()) / picture.place().width()
    assert after == pytest.approx(before, abs=0.01)
    QTest.keyClick(picture, Qt.Key.Key_0)
    assert picture.nearness == 1.0
