"""Walks through every room, page and question of the window and names what is wrong there.

A process of its own, since words are chosen once: python -m tests.screens.walk en dark FOLDER
"""

import json
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QColor, QImage, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QDialog,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QStyle,
    QStyleOptionComboBox,
    QTextEdit,
    QWidget,
)

from inspector.text import speak
from ui.rooms.capture.checklist.sheet import Answer
from ui.theme import SUNLIGHT, contrast, theme_named
from ui.widgets.command_list import CommandList
from ui.widgets.suggest import Suggestions

SMALLEST = (1280, 672)
CONTROLS = (
    *(QAbstractButton, QLineEdit, QAbstractItemView, QTextEdit, QPlainTextEdit),
    *(QComboBox, QAbstractSpinBox),
)
Place = tuple[str, Callable[[], object]]


def main() -> None:
    language, theme, folder = sys.argv[1], sys.argv[2], Path(sys.argv[3])
    speak(language)
    app = QApplication(sys.argv[:1])
    found = dict(walk(app, theme, folder))
    sys.stdout.write(json.dumps(found, ensure_ascii=False, indent=1))
    sys.stdout.flush()


def walk(app: QApplication, theme: str, folder: Path) -> Iterator[tuple[str, list[str]]]:
    """Each place in turn, with what is wrong there in words."""
    from tests.ui.conftest import AtOnce
    from tests.ui.drawn import draw_scene
    from tests.ui.fake_days import NOW
    from tests.ui.fake_office import FakeOffice
    from ui.desk import Desk
    from ui.faces import load_faces
    from ui.look import Look

    look = Look(load_faces())
    look.wear(theme_named(theme))
    desk = Desk(look, FakeOffice(folder / "photos"), AtOnce(), lambda: NOW)
    desk.window.resize(*SMALLEST)
    desk.window.show()
    desk.window.activateWindow()
    card = [draw_scene(folder / "card" / f"IMG_{n}.jpg", seed=n, size=320) for n in range(40, 46)]
    for name, go in places(desk, card, folder):
        go()
        for _turn in range(3):
            app.processEvents()
        shown = app.activeModalWidget() or desk.window
        yield name, [*faults_of(shown, floor=7.0 if look.theme is SUNLIGHT else 4.5)]
        if isinstance(shown, QDialog):
            shown.reject()
    desk.window.may_close = lambda: True
    desk.window.close()


def places(desk: Any, card: list[Path], folder: Path) -> Iterator[Place]:
    """Where a person can be; each goes on from the one before."""
    opened = partial(_room, desk)
    for code in ("home", "capture", "ledger", "recheck", "notices", "scores"):
        yield f"{code}, as it opens", partial(desk.window.open_room, code)
    for code in ("map", "merge", "register", "settings"):
        yield f"{code}, as it opens", partial(desk.window.open_room, code)
    yield from _capture(opened("capture"), desk, card)
    yield from _ledger(opened("ledger"), desk)
    yield from _recheck(opened("recheck"), desk)
    yield from _notices(opened("notices"), desk)
    yield from _scores(opened("scores"), desk)
    yield from _map(opened("map"), desk)
    yield from _merge(opened("merge"), desk)
    yield from _register(opened("register"), desk, folder)
    yield from _settings(opened("settings"), desk)
    yield from _frame(desk)


def _room(desk: Any, code: str) -> Any:
    return desk.window._rooms[code] if code in desk.window._rooms else desk.window.open_room(code)


def _capture(room: Any, desk: Any, card: list[Path]) -> Iterator[Place]:
    yield (
        "capture, photos taken in",
        lambda: (desk.window.open_room("capture"), room.presenter.take_in(card)),
    )
    yield (
        "capture, a standard with its verdict",
        lambda: room.presenter.choose_standard("P3.03.01"),
    )
    yield "capture, side by side", room._compare.click
    yield "capture, another deadline", room.presenter.ask_deadline
    yield "capture, another unit", room.presenter.ask_unit
    yield "capture, a fault below a field", room.presenter.save
    visit = room.checklist.presenter
    yield (
        "checklist, as it opens",
        lambda: (room.presenter.begin_anew(), room.toggle_checklist()),
    )
    yield "checklist, what was there before", partial(room.checklist.stand_on, "P3.03.01")
    yield (
        "checklist, a number that misses",
        lambda: (room.checklist.stand_on("P4.05.01"), visit.type("6")),
    )
    yield "checklist, a fault is written", partial(visit.answer_at, "P3.03.01", Answer.FAULT)
    yield "checklist, all answered", lambda: (visit.fault_recorded(()), visit.pass_the_rest())
    room.close_checklist()


def _ledger(room: Any, desk: Any) -> Iterator[Place]:
    def select() -> None:
        desk.window.open_room("ledger")
        room._table.selectAll()

    yield "ledger, many selected", select
    for chord in ("U", "D", "Del", "F", "E", "H", "S", "V", "Ctrl+Shift+S"):
        yield f"ledger, {chord}", partial(_chord, room, chord)


def _chord(room: QWidget, chord: str) -> None:
    """What a chord of the room does, from a fresh start in it."""
    window = room.window()
    for one in window.findChildren(QShortcut):
        if one.key() == QKeySequence("Esc") and one.isEnabled():
            one.activated.emit()
    for one in room.findChildren(QShortcut):
        if one.key() == QKeySequence(chord) and one.isEnabled():
            one.activated.emit()
            return
    for button in room.findChildren(QAbstractButton):
        if getattr(button, "key", "") == chord and button.isVisible():
            button.click()
            return


def _recheck(room: Any, desk: Any) -> Iterator[Place]:
    yield "recheck, entered", lambda: desk.window.open_room("recheck")
    for chord in ("N", "2", "3", "1", "I", "M"):
        yield f"recheck, {chord}", partial(_chord, room, chord)


def _notices(room: Any, desk: Any) -> Iterator[Place]:
    from tests.ui.fake_papers import TAKEN
    from ui.rooms.notices.carrying import words_of

    drafts = room.drafts

    def mend(place: int) -> None:
        desk.window.open_room("notices")
        drafts.step_out()
        cures = [one for one in drafts._cures.values() if one.mend]
        if place < len(cures):
            drafts.mending.open(cures[place])

    yield "notices, a fault mended", partial(mend, 0)
    yield "notices, another fault mended", partial(mend, 1)
    yield "notices, the register", lambda: (drafts.step_out(), room.turn_over())
    yield "notices, a paper withdrawn", room.book.ask_void
    yield "notices, feedback taken", lambda: room.show_taken(TAKEN, words_of(TAKEN))


def _scores(room: Any, desk: Any) -> Iterator[Place]:
    yield "scores, entered", lambda: desk.window.open_room("scores")
    for page in range(room._pages.count()):
        yield f"scores, page {page}", partial(room.open_page, page)
    yield "scores, a ruling", lambda: (room.open_page(2), room.disputes._incline("reduced"))
    for kind in ("blind", "assigned", "outside"):
        yield (
            f"scores, {kind}",
            lambda kind=kind: (room.open_page(4), room.lists._kinds.choose(kind)),
        )


def _map(room: Any, desk: Any) -> Iterator[Place]:
    from ui.rooms.map.sheet import Theme

    presenter = room.presenter

    def choose() -> None:
        desk.window.open_room("map")
        point = presenter.lines()[0].key
        presenter.choose(point)
        room.choose_line(point)

    yield "map, a point's card", choose
    for asked in Theme:
        yield f"map, {asked.name.lower()}", partial(presenter.choose_theme, asked)
    yield "map, the route", lambda: (presenter.choose_theme(Theme.COVERAGE), presenter.plan_route())
    yield (
        "map, a move",
        lambda: (
            choose(),
            presenter.start_move(),
            presenter.shift(30, 18),
            presenter.set_down(),
        ),
    )


def _merge(room: Any, desk: Any) -> Iterator[Place]:
    bundles = [Path("/mnt/usb/1120.db"), Path("/mnt/usb/old.db")]
    yield (
        "merge, rehearsed",
        lambda: (desk.window.open_room("merge"), room.presenter.take_in(bundles)),
    )
    yield "merge, merged", room.presenter.merge
    yield "merge, sync set up", lambda: _open_setup(room)


def _open_setup(room: Any) -> None:
    _chord(room, "Ctrl+U")


def _register(room: Any, desk: Any, folder: Path) -> Iterator[Place]:
    sheet = folder / "points.csv"
    sheet.write_text("点位编号,名称\n003-OR-90,河滨新村", "utf-8")
    yield (
        "register, a form",
        lambda: (desk.window.open_room("register"), room.presenter.edit()),
    )
    yield (
        "register, an import",
        lambda: (room.presenter.cancel(), room.importing.open("points", sheet)),
    )

    def choose(kind: str) -> None:
        room._step_out()
        room.open_kind(kind)
        room.presenter.edit()

    for kind in [one.code for one in desk._office.register().kinds()]:
        yield f"register, {kind}", partial(choose, kind)


def _settings(room: Any, desk: Any) -> Iterator[Place]:
    yield "settings, entered", lambda: desk.window.open_room("settings")
    for page in ("own", "wording", "about", "health"):
        yield f"settings, {page}", partial(room.open_page, page)


def _frame(desk: Any) -> Iterator[Place]:
    from ui.leaving_box import LeavingBox
    from ui.pulse import Pulse

    window = desk.window
    yield "the office is at work", lambda: desk.tell_pulse(Pulse.BUSY, lambda: None)
    yield "the office stands still", lambda: desk.tell_pulse(Pulse.STILL, lambda: None)
    yield "a toast", lambda: window.toast.tell("K7QF-214", lambda: None)
    yield "the list of keys", partial(window._search.open_field, all_keys=True)
    yield "the rail folded", lambda: (window.setFocus(), window.toggle_rail())
    box = window.findChild(LeavingBox)
    if box is not None:
        yield "the question at closing", lambda: box.ask("37")
        yield "a sync at closing", lambda: box.show_syncing("37")
        yield "a sync at closing that failed", lambda: box.show_fault("37")


def faults_of(shown: QWidget, *, floor: float) -> Iterator[str]:
    """What a person could not read, reach or hear of."""
    if isinstance(shown.window(), QWidget) and shown.parent() is None:
        needed = shown.minimumSizeHint()
        if needed.width() > SMALLEST[0] or needed.height() > SMALLEST[1]:
            rooms = {code: _size(room) for code, room in getattr(shown, "_rooms", {}).items()}
            yield f"asks for {_size(shown)}: {rooms}"
    widgets = [one for one in shown.findChildren(QWidget) if _is_seen(one, shown)]
    for one in widgets:
        if isinstance(one, CONTROLS) and not _name_heard(one):
            yield f"no name: {_told(one)}"
        if isinstance(one, QAbstractButton | QLabel) and _says(one) and is_cut(one):
            yield f"cut: {_told(one)} {_says(one)!r}"
        if isinstance(one, QComboBox) and (wide := _too_wide(one)):
            yield f"cut: {_told(one)} {wide!r}"
    yield from _unreachable(shown, [one for one in widgets if isinstance(one, CONTROLS)])
    yield from _faint(shown, widgets, floor)


def _size(one: QWidget) -> str:
    needed = one.minimumSizeHint()
    return f"{needed.width()} x {needed.height()}"


def _is_seen(one: QWidget, shown: QWidget) -> bool:
    """Shown, and nothing laid over its middle."""
    if not one.isVisible() or one.window() is not shown.window() or one.visibleRegion().isEmpty():
        return False
    over = shown.childAt(one.mapTo(shown, one.rect().center()))
    return over is None or over is one or one.isAncestorOf(over) or over.isAncestorOf(one)


def _name_heard(one: QWidget) -> str:
    """What a screen reader is told."""
    interface = QAccessible.queryAccessibleInterface(one)
    return interface.text(QAccessible.Text.Name).strip() if interface is not None else ""


def _says(one: QWidget) -> str:
    return str(getattr(one, "text", str)()).strip()


def _told(one: QWidget) -> str:
    parent = one.parentWidget()
    return f"{type(one).__name__} {one.accessibleName()!r} in {type(parent).__name__}"


def _too_wide(one: QComboBox) -> str:
    """What is chosen, where its field does not hold it."""
    option = QStyleOptionComboBox()
    one.initStyleOption(option)
    field = one.style().subControlRect(
        QStyle.ComplexControl.CC_ComboBox, option, QStyle.SubControl.SC_ComboBoxEditField, one
    )
    words = one.currentText()
    need = one.fontMetrics().horizontalAdvance(words)
    return f"{words} {need} > {field.width()}" if need > field.width() else ""


def is_cut(one: QWidget) -> bool:
    """Less room than its words ask for; what is elided on purpose has its height still."""
    if getattr(one, "_elided", False):
        return one.height() < one.sizeHint().height()
    if isinstance(one, QLabel) and one.wordWrap():
        return one.height() < one.heightForWidth(one.width())
    hint = one.sizeHint()
    return one.width() < hint.width() or one.height() < hint.height()


def _unreachable(shown: QWidget, controls: list[QWidget]) -> Iterator[str]:
    """Neither Tab nor a key that is bound leads there."""
    bound = {one.key().toString() for one in shown.findChildren(QShortcut)}
    for one in controls:
        if not one.isEnabled() or one.focusPolicy() & Qt.FocusPolicy.TabFocus or _is_mute(one):
            continue
        key = QKeySequence(str(getattr(one, "key", ""))).toString()
        if (key and key in bound) or _is_one_of_a_row(one):
            continue
        yield f"no key leads to it: {_told(one)}"


def _is_mute(one: QWidget) -> bool:
    """Nothing happens where it is clicked: the heads of a table that is not sorted, a picture."""
    if isinstance(one.parentWidget(), CommandList | Suggestions):
        return True  # the field above it has the arrows and Enter
    if isinstance(one, QHeaderView):
        return not one.sectionsClickable()
    return one.testAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)


def _is_one_of_a_row(one: QWidget) -> bool:
    """Tab leads to one of those that exclude each other, arrows from there; so Qt has it."""
    if not isinstance(one, QAbstractButton):
        return False
    if one.group() is not None and one.group().exclusive():
        row = one.group().buttons()
    elif one.autoExclusive():
        row = one.parentWidget().findChildren(QAbstractButton)
    else:
        return False
    return any(each.focusPolicy() & Qt.FocusPolicy.TabFocus for each in row)


def _faint(shown: QWidget, widgets: list[QWidget], floor: float) -> Iterator[str]:
    """Words whose darkest stroke does not stand out enough from the ground they are painted on."""
    picture = shown.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    for one in widgets:
        is_words = isinstance(one, QLabel | QAbstractButton) and bool(_says(one))
        if is_words and one.isEnabled() and not one.findChildren(QWidget):
            ratio = _contrast_in(picture, one, shown)
            if ratio < floor - 0.05:  # a stroke is smoothed at its edges
                yield f"faint, {ratio:.1f}: {_told(one)} {_says(one)!r}"


def _contrast_in(picture: QImage, one: QWidget, shown: QWidget) -> float:
    at = one.mapTo(shown, QPoint(0, 0))
    part = picture.copy(at.x(), at.y(), one.width(), one.height())
    colours = Counter(memoryview(part.constBits()).cast("I"))
    ground = max(colours, key=lambda colour: colours[colour])
    name = QColor(ground).name()
    return max(contrast(QColor(colour).name(), name) for colour in colours)


if __name__ == "__main__":
    main()
