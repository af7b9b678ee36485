"""Does a thousand things to the window without sense: python -m tests.e2e.monkey FOLDER SEED N.

Whatever falls over is printed; what the person's disk has outside the workspace is left alone.
"""

import json
import random
import sys
import time
import traceback
from datetime import datetime
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QApplication, QDialog, QWidget

from tests.ui.drawn import draw_scene
from ui.desk import Desk, load_rooms
from ui.faces import load_faces
from ui.far_office import FarOffice
from ui.look import Look
from ui.sitting import stay_calm
from ui.slip import Slip
from ui.tasks import TaskRunner

CONTROL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
SHIFT, PLAIN = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.NoModifier
LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789/?[]+-,."
KEYS = (
    *(Qt.Key.Key_Return, Qt.Key.Key_Escape, Qt.Key.Key_Tab, Qt.Key.Key_Space, Qt.Key.Key_Delete),
    *(Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Home),
    *(Qt.Key.Key_End, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown, Qt.Key.Key_F1, Qt.Key.Key_F3),
    *(Qt.Key.Key_F4, Qt.Key.Key_F6, Qt.Key.Key_F7, Qt.Key.Key_F8, Qt.Key.Key_F9),
    Qt.Key.Key_Backspace,
)
LEAVES = (Qt.Key.Key_Q, Qt.Key.Key_W)


class Monkey:
    """``choose`` decides everything, so that the same seed does the same."""

    def __init__(self, desk: Desk, choose: random.Random, card: list[Path]) -> None:
        self._desk, self._choose, self._card = desk, choose, card
        self.done: list[str] = []

    def act(self) -> None:
        what = self._choose.choice(
            (self._letter, self._letter, self._key, self._key, self._chord, self._click, self._room)
        )
        what()
        self._settle()
        for box in QApplication.topLevelWidgets():
            if isinstance(box, QDialog) and box.isVisible():
                self._told("leave", type(box).__name__)
                box.reject()

    def _here(self) -> QWidget:
        return QApplication.focusWidget() or self._desk.window

    def _letter(self) -> None:
        letter = self._choose.choice(LETTERS)
        self._told("letter", letter)
        QTest.keyClicks(self._here(), letter)

    def _key(self) -> None:
        key = self._choose.choice(KEYS)
        held = self._choose.choice((PLAIN, PLAIN, PLAIN, SHIFT))
        self._told("key", key.name)
        QTest.keyClick(self._here(), key, held)

    def _chord(self) -> None:
        letters = [Qt.Key(ord(one)) for one in "ABCDEFHIKLMNOPRSTUVYZ0123456789"]
        key = self._choose.choice([one for one in letters if one not in LEAVES])
        held = self._choose.choice((CONTROL, CONTROL, ALT, CONTROL | SHIFT))
        self._told("chord", key.name)
        QTest.keyClick(self._here(), key, held)

    def _click(self) -> None:
        seen = [
            one
            for one in self._desk.window.findChildren(QWidget)
            if one.isVisible() and one.isEnabled()
            if isinstance(one, QAbstractButton | QAbstractItemView)
        ]
        if not seen:
            return
        target = self._choose.choice(seen)
        self._told("click", target.accessibleName())
        if isinstance(target, QAbstractItemView):
            target = target.viewport()
        at = QPoint(
            self._choose.randrange(max(1, target.width())),
            self._choose.randrange(max(1, target.height())),
        )
        QTest.mouseClick(target, Qt.MouseButton.LeftButton, pos=at)

    def _room(self) -> None:
        """To another room; now and then photos fall into the tray."""
        if self._choose.random() < 0.2:
            self._told("photos", "")
            room = self._desk.window.open_room("capture")
            room.presenter.take_in([self._choose.choice(self._card)])  # type: ignore[attr-defined]
        else:
            digit = self._choose.randrange(10)
            self._told("room", str(digit))
            QTest.keyClick(self._desk.window, Qt.Key(ord(str(digit))), CONTROL)

    def _told(self, what: str, more: str) -> None:
        self.done.append(f"{what} {more}")

    def _settle(self) -> None:
        end = time.monotonic() + 0.02
        while time.monotonic() < end:
            QApplication.processEvents()


def main() -> None:
    folder, seed, times = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
    app = QApplication(sys.argv[:1])
    fallen: list[str] = []
    far, runner = FarOffice(folder, "zh"), TaskRunner()
    desk = Desk(
        Look(load_faces()),
        far.office(),
        runner,
        lambda: datetime.now().astimezone(),
        slip=Slip(folder),
    )
    card = [draw_scene(folder / "card" / f"{n}.jpg", seed=n, size=320) for n in range(12)]
    monkey = Monkey(desk, random.Random(seed), card)

    def fell(kind: type[BaseException], error: BaseException, where: TracebackType | None) -> None:
        steps = " > ".join(monkey.done[-5:])
        fallen.append(f"{steps}\n{''.join(traceback.format_exception(kind, error, where))}")

    sys.excepthook = fell
    stay_calm(desk.window)  # as the program does: types that threads share are made ready before
    desk.window.resize(1366, 768)
    desk.window.show()
    desk.window.activateWindow()
    load_rooms()
    desk.window.open_room("home")
    nones: list[int] = []
    for number in range(times):
        monkey.act()
        if number % 100 == 99:
            nones.append(sys.getrefcount(None))
    desk.window.may_close = lambda: True
    desk.window.close()
    runner.close()
    far.close()
    app.processEvents()
    sys.stdout.write(
        json.dumps({"done": len(monkey.done), "fallen": fallen, "nones": nones}, ensure_ascii=False)
    )


if __name__ == "__main__":
    main()
