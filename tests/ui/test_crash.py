"""A bug of ours is logged with all it says and told once for each place; the window goes on."""

import threading

import pytest

from ui.crash import CrashDoor


class Told:
    def __init__(self) -> None:
        self.times = 0

    def __call__(self) -> None:
        self.times += 1


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> Told:
    monkeypatch.setattr("sys.__excepthook__", lambda *_raised: None)
    return Told()


def fall(door: CrashDoor, work: str = "1 / 0") -> None:
    try:
        eval(work)
    except ArithmeticError as error:
        door.take(type(error), error, error.__traceback__)


def fall_elsewhere(door: CrashDoor) -> None:
    try:
        raise OverflowError
    except OverflowError as error:
        door.take(type(error), error, error.__traceback__)


def test_the_same_place_is_told_once_and_logged_each_time(
    told: Told, caplog: pytest.LogCaptureFixture
) -> None:
    door = CrashDoor(told)
    for _time in range(3):
        fall(door)
    assert told.times == 1
    assert [record.levelname for record in caplog.records] == ["CRITICAL"] * 3
    assert all(record.exc_info for record in caplog.records)


def test_another_place_is_told_too(told: Told) -> None:
    door = CrashDoor(told)
    fall(door)
    fall_elsewhere(door)
    assert told.times == 2


def test_what_falls_in_a_thread_shows_no_page(told: Told, caplog: pytest.LogCaptureFixture) -> None:
    door = CrashDoor(told)
    thread = threading.Thread(target=fall, args=(door,))
    thread.start()
    thread.join()
    assert told.times == 0
    assert len(caplog.records) == 1
