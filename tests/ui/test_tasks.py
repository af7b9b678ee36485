"""Work behind the window loses no answer and stops when it is not wanted."""

import threading
import time

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from inspector.domain.errors import InputError
from ui.tasks import Report, TaskRunner
from ui.watchdog import Watchdog


@pytest.fixture
def runner(qtbot: QtBot) -> TaskRunner:
    runner = TaskRunner()
    yield runner
    runner.close()


def test_every_one_of_two_thousand_answers_arrives(runner: TaskRunner, qtbot: QtBot) -> None:
    arrived: list[int] = []
    for number in range(2000):
        runner.read(lambda number=number: number, arrived.append, pytest.fail)
    qtbot.waitUntil(lambda: len(arrived) == 2000, timeout=10_000)
    assert sorted(arrived) == list(range(2000))


def test_answers_arrive_in_the_thread_of_the_screen(runner: TaskRunner, qtbot: QtBot) -> None:
    threads: list[tuple[str, str]] = []
    runner.read(
        lambda: threading.current_thread().name,
        lambda name: threads.append((name, threading.current_thread().name)),
        pytest.fail,
    )
    qtbot.waitUntil(lambda: bool(threads))
    worked, told = threads[0]
    assert worked.startswith("reader")
    assert told == threading.main_thread().name


def test_deeds_run_one_after_the_other(runner: TaskRunner, qtbot: QtBot) -> None:
    order: list[str] = []

    def deed(name: str) -> None:
        order.append(f"{name} begins")
        time.sleep(0.01)
        order.append(f"{name} ends")

    done: list[None] = []
    for name in "ab":
        runner.write(lambda name=name: deed(name), done.append, pytest.fail)
    qtbot.waitUntil(lambda: len(done) == 2)
    assert order == ["a begins", "a ends", "b begins", "b ends"]


def test_a_fault_for_people_is_told(runner: TaskRunner, qtbot: QtBot) -> None:
    def fail() -> None:
        raise InputError("没有这个点位", "换一个")

    told: list[str] = []
    runner.read(fail, pytest.fail, lambda error: told.append(str(error)))
    qtbot.waitUntil(lambda: told == ["没有这个点位"])


def test_a_bug_ends_the_waiting_and_goes_on_to_the_crash_handler(
    runner: TaskRunner, qtbot: QtBot
) -> None:
    def fall_over() -> None:
        raise ZeroDivisionError

    told: list[str] = []
    with qtbot.captureExceptions() as crashed:
        runner.write(fall_over, pytest.fail, lambda error: told.append(str(error)))
        qtbot.waitUntil(lambda: bool(told))
    assert "没有做成" in told[0]
    assert [kind for kind, _error, _where in crashed] == [ZeroDivisionError]


def test_cancelled_work_stops_and_says_nothing(runner: TaskRunner, qtbot: QtBot) -> None:
    begun, steps, answers = threading.Event(), [], []

    def work(report: Report) -> None:
        for step in range(1000):
            begun.set()
            report(step, 1000)
            steps.append(step)
            time.sleep(0.005)

    wanted = runner.follow(
        work, done=answers.append, failed=pytest.fail, progress=lambda _now, _total: None
    )
    assert begun.wait(2)
    wanted.cancelled = True
    qtbot.waitUntil(lambda: not runner._running)
    assert len(steps) < 1000
    assert answers == []


def test_nobody_is_called_whose_widget_is_gone(runner: TaskRunner, qtbot: QtBot) -> None:
    answers: list[bool] = []

    class Asker(QObject):
        def take(self, answer: bool) -> None:
            answers.append(answer)

    asker, hold = Asker(), threading.Event()
    runner.follow(
        lambda _report: hold.wait(2),
        done=asker.take,
        failed=pytest.fail,
        progress=lambda _now, _total: None,
    )
    delete(asker)
    hold.set()
    qtbot.waitUntil(lambda: not runner._running)
    assert answers == []


def test_an_answer_for_a_picture_that_was_taken_down_is_dropped(
    runner: TaskRunner, qtbot: QtBot
) -> None:
    class Shown(QLabel):
        def take(self, words: str) -> None:
            self.setText(words)

    shown, free = Shown(), threading.Event()
    runner.read(lambda: str(free.wait(5)), shown.take, print)
    delete(shown)
    free.set()
    with qtbot.waitSignal(runner.busy):
        pass  # a crash in the screen's thread fails the test


def test_a_standstill_is_named_with_its_line(qtbot: QtBot) -> None:
    watchdog = Watchdog()
    watchdog.start()
    qtbot.wait(60)
    time.sleep(0.3)
    qtbot.waitUntil(lambda: bool(watchdog.stalls))
    watchdog.stop()
    assert watchdog.stalls[0].seconds >= 0.2
    assert "test_tasks.py" in watchdog.stalls[0].where


def test_a_deed_does_not_wait_for_a_sync_that_waits_on_its_line(
    runner: TaskRunner, qtbot: QtBot
) -> None:
    line = threading.Event()
    told: list[str] = []
    runner.carry_abroad(
        lambda _report: line.wait(10),
        lambda _answer: told.append("synced"),
        pytest.fail,
        lambda _now, _total: None,
        pytest.fail,
    )
    runner.write(lambda: None, lambda _nothing: told.append("saved"), pytest.fail)
    qtbot.waitUntil(lambda: told == ["saved"], timeout=5000)
    line.set()
    qtbot.waitUntil(lambda: told == ["saved", "synced"], timeout=5000)
