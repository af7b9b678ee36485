"""Budget: the window never stands still > 100 ms, over 1,000,000 issues, while others work behind.

Behind the window, in the threads of its runner as a person would leave them running, 5,000 photos
are taken in, bundles are rehearsed again and again, notices of a demo district are drafted. In
front a person goes through the rooms, the ledger and the tray. Every stall is printed with the
place where the screen's thread was seen, and after a bar where others worked then.
Needs ``bench_stats``' workspace, kept in build/.

python -m benchmarks.bench_stalls [--idle] [--photos 5000]
"""

import argparse
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from random import Random

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PIL import Image
from PySide6.QtCore import QEventLoop, QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from benchmarks.bench_stats import BUILD, filled
from inspector.app.demo import show_demo
from inspector.domain.errors import InspectorError
from ui.desk import Desk
from ui.faces import load_faces
from ui.far_office import FarOffice
from ui.look import Look
from ui.notice_told import EVERYTHING
from ui.rooms.ledger.table import IssueTable
from ui.sitting import DistrictClock, stay_calm
from ui.tasks import TaskRunner
from ui.theme import DARK, LIGHT
from ui.watchdog import Stall, Watchdog

ISSUES, PHOTOS, BUDGET_MS = 1_000_000, 5_000, 100
OWN = BUILD.parent / "bench_stalls"
ROOMS = (
    "capture",
    "ledger",
    "recheck",
    "notices",
    "scores",
    "map",
    "merge",
    "register",
    "settings",
)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--idle", action="store_true", help="nothing works behind the window")
    parser.add_argument("--photos", type=int, default=PHOTOS)
    given = parser.parse_args()
    OWN.mkdir(parents=True, exist_ok=True)
    os.environ["INSPECTOR_HOME"] = str(OWN / "home")
    card, demo = a_card(given.photos), a_demo()
    with tempfile.TemporaryDirectory(dir=OWN) as scratch:
        workspace = Path(shutil.copytree(filled(ISSUES), Path(scratch) / "ws"))
        os.sync()  # what was copied is not written out beside the window
        app = QApplication(sys.argv[:1])
        runner = TaskRunner(held=True)
        own_demo = Path(shutil.copytree(demo, Path(scratch) / "demo"))
        behind = Behind(runner, own_demo, idle=given.idle)
        stalls = go_through(app, runner, behind, workspace, card)
    longest = max((one.seconds for _phase, one in stalls), default=0.0) * 1000
    print(f"longest {longest:.0f} ms, {len(stalls)} over {BUDGET_MS} ms")
    sys.exit(longest > BUDGET_MS)


def a_card(photos: int) -> Path:
    """A camera's folder of small drawn photos, each different; made once."""
    folder = OWN / f"card-{photos}" / "DCIM"
    if not (folder / "made").exists():
        folder.mkdir(parents=True, exist_ok=True)
        chance = Random(7)
        for number in range(photos):
            tiles = Image.frombytes("RGB", (16, 12), chance.randbytes(16 * 12 * 3))
            tiles.resize((640, 480)).save(folder / f"DSC{number:05d}.JPG", quality=80)
        (folder / "made").touch()
    return folder


def a_demo() -> Path:
    folder = OWN / "demo"
    if not (folder / "second-laptop.db").exists():
        show_demo(folder)
    return folder


class Behind:
    """A rehearsal and a batch of notices of a demo, in turn, by the writer of the window.

    The writer does one deed after the other: photos being taken in have their turn among these.
    """

    def __init__(self, runner: TaskRunner, demo: Path, *, idle: bool) -> None:
        self._runner, self._demo, self.over, self.done = runner, demo, idle, 0
        self.fault = ""
        self.far = FarOffice(demo / "workspace", "zh")
        self._office = self.far.office()

    def go_on(self) -> None:
        if not self.over:
            deed = (self._rehearse, self._draw_notices)[self.done % 2]
            self._runner.write(deed, self._after, self._failed)

    def _after(self, _told: object) -> None:
        self.done += 1
        self.go_on()

    def _failed(self, error: InspectorError) -> None:
        """Stalls beside work that did not take place say nothing."""
        self.fault = error.message

    def _rehearse(self) -> object:
        return self._office.rehearse(
            [self._demo / "hand-out.db", self._demo / "second-laptop.db"], lambda *_words: None
        )

    def _draw_notices(self) -> object:
        return [self._office.preview(one.unit, EVERYTHING) for one in self._office.ready_units()]


def go_through(
    app: QApplication, runner: TaskRunner, behind: Behind, workspace: Path, card: Path
) -> list[tuple[str, Stall]]:
    """A person's way through the rooms; every stall with the step it came in."""
    look, watchdog = Look(load_faces()), Watchdog(BUDGET_MS / 1000)
    look.dress(app)
    far = FarOffice(workspace, "zh")
    desk = Desk(look, far.office(), runner, DistrictClock())
    window = desk.window
    window.resize(1366, 768)
    stay_calm(window)
    window.begin_in("home")
    window.show()
    found: list[tuple[str, Stall]] = []

    def step(name: str, do: Callable[[], object], seconds: float = 1.0) -> None:
        before = len(watchdog.stalls)
        do()
        settle(app, seconds)
        for stall in watchdog.stalls[before:]:
            found.append((name, stall))
            beside = "; ".join(in_short(one) for one in stall.beside)
            where = in_short(stall.where)
            print(f"{stall.seconds * 1000:6.0f} ms  {name:<26} {where}  |  {beside}", flush=True)

    settle(app, 0.2)
    runner.release()
    watchdog.start()
    behind.go_on()
    step("workbench filled", lambda: None, 6)
    for code in ROOMS:
        step(f"first visit of {code}", lambda code=code: window.open_room(code), 3)
    capture = window.open_room("capture")
    step("5,000 photos begin", lambda: capture.take_in_card(card), 3)
    for code in (*ROOMS, "home"):
        step(f"again {code}", lambda code=code: window.open_room(code), 1.5)
    step("ledger", lambda: window.open_room("ledger"), 3)
    table = window.findChild(IssueTable)
    step(
        "all of the ledger",
        lambda: QTest.keyClick(table, Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier),
        3,
    )
    step("wheel", lambda: [wheel(app, table) for _turn in range(60)])
    step("to the end", lambda: QTest.keyClick(table, Qt.Key.Key_End), 4)
    step("to the middle", lambda: table.stand_on(ISSUES // 2), 4)
    step("to the top", lambda: QTest.keyClick(table, Qt.Key.Key_Home), 2)
    step("search", lambda: type_into(app, window.open_room("ledger")._search), 4)
    step("theme", lambda: look.wear(DARK), 1)
    step("theme back", lambda: look.wear(LIGHT), 1)
    print(f"{behind.done} deeds done behind")
    if behind.fault:
        raise RuntimeError(behind.fault)
    behind.over = True
    window.open_room("capture")
    end = time.monotonic() + 600
    while runner._running and time.monotonic() < end:
        step("photos on their way", lambda: None, 2)
    step("tray of 5,000", lambda: None, 3)
    step("next photo", lambda: QTest.keyClick(capture.form.standard, Qt.Key.Key_PageDown), 2)
    step("leave and come back", lambda: (window.open_room("home"), window.open_room("capture")), 2)
    watchdog.stop()
    window.close()
    runner.close()
    far.close()
    behind.far.close()
    return found


def in_short(place: str) -> str:
    """The last two parts of the file, its line and the function."""
    return "/".join(place.split("/")[-2:])


def settle(app: QApplication, seconds: float) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        app.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)
        time.sleep(0.002)


def wheel(app: QApplication, table: IssueTable) -> None:
    spot = QPointF(200, 200)
    turn = QWheelEvent(
        *(spot, table.viewport().mapToGlobal(spot), QPoint(), QPoint(0, -360)),
        *(Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier),
        *(Qt.ScrollPhase.NoScrollPhase, False),
    )
    app.sendEvent(table.viewport(), turn)
    app.processEvents()


def type_into(app: QApplication, field: QWidget) -> None:
    for letter in "zhandao":
        QTest.keyClick(field, letter)
        settle(app, 0.05)


if __name__ == "__main__":
    main()
