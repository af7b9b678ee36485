"""A runner that answers at once, an office of plain values, a look, for every room."""

import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

import pytest
from pytestqt.qtbot import QtBot

from inspector.app.found import found
from inspector.domain.errors import InspectorError
from tests.ui.fake_office import FakeOffice
from tests.ui.sitting import Sitting
from ui.calling_off import Cancelled
from ui.faces import load_faces
from ui.tasks import Report

T = TypeVar("T")


class AtOnce:
    """Runs the work where it stands; faults reach ``failed`` as in the window."""

    def read(
        self,
        work: Callable[[], T],
        done: Callable[[T], None],
        failed: Callable[[InspectorError], None],
    ) -> None:
        try:
            answer = work()
        except InspectorError as error:
            failed(error)
        else:
            done(answer)

    write = read

    def carry_out(
        self,
        work: Callable[[Report], T],
        done: Callable[[T], None],
        failed: Callable[[InspectorError], None],
        progress: Callable[[int, int], None],
        stopped: Callable[[], None],
    ) -> Report:
        report = Report(progress)
        try:
            self.read(lambda: work(report), done, failed)
        except Cancelled:
            stopped()
        return report

    def follow(
        self,
        work: Callable[[Report], T],
        *,
        done: Callable[[T], None],
        failed: Callable[[InspectorError], None],
        progress: Callable[[int, int], None],
        stopped: Callable[[], None] = lambda: None,
    ) -> Report:
        return self.carry_out(work, done, failed, progress, stopped)

    carry_abroad = carry_out


class Later(AtOnce):
    """Keeps the work until the test lets it run, so that answers can overtake each other."""

    def __init__(self) -> None:
        self.waiting: list[Callable[[], None]] = []

    def read(
        self,
        work: Callable[[], T],
        done: Callable[[T], None],
        failed: Callable[[InspectorError], None],
    ) -> None:
        self.waiting.append(lambda: AtOnce().read(work, done, failed))

    write = read

    def carry_out(
        self,
        work: Callable[[Report], T],
        done: Callable[[T], None],
        failed: Callable[[InspectorError], None],
        progress: Callable[[int, int], None],
        stopped: Callable[[], None],
    ) -> Report:
        report = Report(progress)

        def start() -> None:
            try:
                answer = work(report)
            except Cancelled:
                stopped()
            except InspectorError as error:
                failed(error)
            else:
                done(answer)

        self.waiting.append(start)
        return report

    carry_abroad = carry_out

    def run(self, *numbers: int) -> None:
        chosen = [self.waiting[number] for number in numbers] if numbers else list(self.waiting)
        self.waiting = [one for one in self.waiting if one not in chosen]
        for one in chosen:
            one()


@pytest.fixture
def office(tmp_path: Path) -> FakeOffice:
    return FakeOffice(tmp_path)


@pytest.fixture
def at_once() -> AtOnce:
    return AtOnce()


@pytest.fixture(autouse=True)
def no_thread_is_left_behind() -> Iterator[None]:
    """A thread that outlives its test aborts some later one."""
    before = set(threading.enumerate())
    yield
    left = [
        thread.name
        for thread in set(threading.enumerate()) - before
        if thread.is_alive() and not thread.daemon and not thread.name.startswith("Dummy")
    ]
    assert left == []


@pytest.fixture
def later() -> Later:
    return Later()


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    with found(tmp_path / "ws", person="检查员1号"):
        return tmp_path / "ws"


@pytest.fixture
def sit(
    qtbot: QtBot, workspace: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Callable[[], Sitting]]:
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")  # tests.full_disk says why
    open_ones: list[Sitting] = []

    def begin() -> Sitting:
        sitting = Sitting(workspace, load_faces())
        open_ones.append(sitting)
        qtbot.addWidget(sitting.desk.window)
        with qtbot.waitActive(sitting.desk.window):
            sitting.desk.window.show()
            sitting.desk.window.activateWindow()
        return sitting

    yield begin
    for sitting in open_ones:
        sitting.close()
