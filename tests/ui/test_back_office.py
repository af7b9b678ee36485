"""The office in a process of its own: the same answers, faults told, nothing lost."""

import errno
import os
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import typing
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from multiprocessing import Pipe
from pathlib import Path

import pytest

from inspector.app.found import found
from inspector.domain.errors import InputError, MachineError
from tests.ui.drawn import draw_scene
from ui import back_process
from ui.back_office import RANK_BEHIND, BackOffice, _send
from ui.calling_off import Cancelled
from ui.capture_told import Draft
from ui.far_office import ROOMS, FarOffice
from ui.issue_told import Wanted
from ui.line import Answer, Ask, Crash
from ui.office import Office
from ui.workspace_office import WorkspaceOffice

TREE = Path(__file__).parents[2]
HOLDER = """
import sys, time
from pathlib import Path
from ui.calling_off import Cancelled
from ui.far_office import FarOffice
far = FarOffice(Path(sys.argv[1]), "zh")
far.office().standing()
print(far.process_id(), flush=True)
time.sleep(60)
"""


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("far") / "ws"
    with found(folder, person="检查员1号"):
        return folder


@pytest.fixture(scope="module")
def far(workspace: Path) -> Iterator[FarOffice]:
    far = FarOffice(workspace, "zh")
    yield far
    far.close()


@contextmanager
def far_office(workspace: Path) -> Iterator[FarOffice]:
    far = FarOffice(workspace, "zh")
    try:
        yield far
    finally:
        far.close()


@pytest.fixture
def office(far: FarOffice) -> Office:
    return far.office()


@pytest.fixture
def near(workspace: Path) -> Iterator[WorkspaceOffice]:
    near = WorkspaceOffice(workspace)
    yield near
    near.close()


def test_every_room_of_the_office_stays_at_the_far_end() -> None:
    answers = {
        name: one.__annotations__.get("return", "")
        for name, one in vars(Office).items()
        if callable(one) and not name.startswith("_")
    }
    rooms = {name for name, kind in answers.items() if kind.endswith("Office")}
    assert rooms == ROOMS


@pytest.mark.skipif(sys.platform != "linux", reason="a thread has a rank of its own on Linux alone")
def test_who_answers_is_of_the_same_rank_as_the_window(office: Office, far: FarOffice) -> None:
    office.standing()
    wait_for(lambda: lowest_rank(far) == rank_of(0))


@pytest.mark.skipif(sys.platform != "linux", reason="a thread has a rank of its own on Linux alone")
def test_a_deed_that_tells_how_far_it_is_stands_back_and_the_next_question_does_not(
    office: Office, far: FarOffice, tmp_path: Path
) -> None:
    during: list[int] = []
    photo = draw_scene(tmp_path / "c.jpg", seed=31, size=320)
    office.sort_photos([photo], lambda *_far: during.append(lowest_rank(far)))
    assert during[0] >= RANK_BEHIND
    office.standing()
    wait_for(lambda: lowest_rank(far) == rank_of(0))


@pytest.mark.skipif(sys.platform != "linux", reason="a thread has a rank of its own on Linux alone")
def test_a_question_that_takes_long_stands_back_while_it_does() -> None:
    ranks: list[int] = []
    usual = rank_of(0)

    class Slow:
        def figures(self) -> None:
            thread = threading.get_native_id()
            ranks.append(rank_of(thread))
            wait_for(lambda: rank_of(thread) >= RANK_BEHIND)
            self.row()

        def row(self) -> None:
            ranks.append(rank_of(threading.get_native_id()))

    back = BackOffice(Path())
    vars(back)["_opened"] = Slow()
    ours, theirs = Pipe()
    back.take_up(theirs)
    threading.Thread(target=back.receive, daemon=True).start()
    for way in ("figures", "row"):
        ours.send(Ask((way,), (), {}))
        assert ours.recv() == Answer(None)
    ours.close()
    assert ranks == [usual, max(usual, RANK_BEHIND), usual]


def rank_of(thread: int) -> int:
    return os.getpriority(os.PRIO_PROCESS, thread)


def lowest_rank(far: FarOffice) -> int:
    threads = Path(f"/proc/{far.process_id()}/task")
    return max(rank_of(int(one.name)) for one in threads.iterdir())


def wait_for(truth: Callable[[], bool]) -> None:
    """A thread that ended stands in the list a moment longer; a busy machine looks up late."""
    end = time.monotonic() + 20
    while not truth() and time.monotonic() < end:
        time.sleep(0.01)
    assert truth()


def test_questions_are_answered_as_in_one_process(office: Office, near: WorkspaceOffice) -> None:
    assert list(office.points()) == list(near.points())
    assert list(office.units()) == list(near.units())
    assert office.find_issues(Wanted(), None, 20) == near.find_issues(Wanted(), None, 20)
    assert office.map().district().points == near.map().district().points
    assert list(office.register().kinds()) == list(near.register().kinds())
    assert office.scores("2026-08") == near.scores("2026-08")


def test_a_finding_recorded_over_the_line_stands_in_the_ledger(
    office: Office, near: WorkspaceOffice, tmp_path: Path
) -> None:
    taken = office.sort_photos([draw_scene(tmp_path / "a.jpg", seed=1, size=320)])[0].photos[0]
    point = office.points()[0]
    draft = Draft(
        point=point.code,
        spot=point.spots[0] if point.spots else "",
        standard=office.standards(point.code)[0].code,
        photos=(taken.path,),
        found_at=datetime.now(office.standing().zone),
        note="现场描述",
    )
    label = office.record(draft).label
    assert label in {line.label for line in near.find_issues(Wanted(), None, 20).lines}


def test_how_far_it_is_is_told_on_the_way(office: Office, tmp_path: Path) -> None:
    heard: list[tuple[int, int]] = []
    photos = [draw_scene(tmp_path / f"{seed}.jpg", seed=seed, size=320) for seed in (11, 12, 13)]
    office.sort_photos(photos, lambda now, whole: heard.append((now, whole)))
    assert heard[-1][0] < heard[-1][1]
    office.settle_photos(lambda now, whole: heard.append((now, whole)))
    assert heard[-1][0] == heard[-1][1]


def test_a_deed_that_is_called_off_stops_and_the_next_question_is_answered(
    office: Office, tmp_path: Path
) -> None:
    def no_more(_now: int, _whole: int) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        office.sort_photos([draw_scene(tmp_path / "b.jpg", seed=21, size=320)], no_more)
    assert office.points()


def test_what_a_person_did_wrong_is_told_with_its_hint(
    office: Office, near: WorkspaceOffice
) -> None:
    with pytest.raises(InputError) as here:
        near.show_issue("没有这个")
    with pytest.raises(InputError) as there:
        office.show_issue("没有这个")
    assert vars(there.value) == vars(here.value)
    assert str(there.value) == str(here.value)


def test_a_fault_of_the_program_comes_with_the_place_it_happened(office: Office) -> None:
    with pytest.raises(RuntimeError, match="no_such_question"):
        typing.cast("typing.Any", office).no_such_question()


def test_a_back_office_that_was_killed_is_told_once_and_opened_again(workspace: Path) -> None:
    far = FarOffice(workspace, "zh")
    office = far.office()
    try:
        before = office.standing()
        os.kill(far.process_id(), signal.SIGKILL)
        with pytest.raises(MachineError, match="后台停了"):
            office.standing()
        assert office.standing().district == before.district
    finally:
        far.close()


def test_a_folder_that_is_no_workspace_is_told_by_the_first_question(tmp_path: Path) -> None:
    far = FarOffice(tmp_path, "zh")
    try:
        with pytest.raises(InputError, match="不是工作区"):
            far.office().standing()
    finally:
        far.close()


def test_it_speaks_the_language_of_the_window(workspace: Path) -> None:
    far = FarOffice(workspace, "en")
    try:
        with pytest.raises(InputError) as told_off:
            far.office().show_issue("none")
        assert told_off.value.message.isascii()
    finally:
        far.close()


NAMESAKE = "raise SystemExit('not our package')"
LOUD = "print('a library says hello'); print('x' * 100_000)"


def test_it_opens_where_the_folder_for_scratch_files_has_a_very_long_name(
    workspace: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    long = tmp_path / ("长" * 40)
    long.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(long))
    with far_office(workspace) as far:
        assert far.office().points()
    assert list(long.iterdir()) == []


def test_it_opens_where_no_folder_takes_a_file(
    workspace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(**_given: object) -> str:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(tempfile, "mkdtemp", full)
    with far_office(workspace) as far:
        assert far.office().points()


def test_a_package_of_our_name_where_the_window_was_started_is_not_taken_for_ours(
    workspace: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "ui").mkdir()
    (tmp_path / "ui" / "__init__.py").write_text(NAMESAKE)
    (tmp_path / "json.py").write_text(NAMESAKE)
    monkeypatch.chdir(tmp_path)
    with far_office(workspace) as far:
        assert far.office().points()


def test_what_a_library_prints_at_the_start_does_not_keep_it_shut(
    workspace: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "sitecustomize.py").write_text(LOUD)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    monkeypatch.setattr(sys, "path", [*map(os.path.abspath, sys.path)])
    with far_office(workspace) as far:
        assert far.office().points()


def test_a_machine_that_starts_no_process_is_told_in_one_sentence(
    workspace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(back_process, "command", lambda: ["/no/such/program"])
    with far_office(workspace) as far, pytest.raises(MachineError, match="后台没有打开"):
        far.office().standing()


def test_a_fault_of_a_function_that_follows_the_deed_leaves_the_line_in_step(
    workspace: Path, tmp_path: Path
) -> None:
    def fall_over(_now: int, _whole: int) -> None:
        raise OSError("the screen is gone")

    photos = [draw_scene(tmp_path / f"{seed}.jpg", seed=seed, size=320) for seed in (31, 32)]
    with far_office(workspace) as far:
        office, process = far.office(), far.process_id()
        before = office.standing()
        with pytest.raises(OSError, match="the screen is gone"):
            office.sort_photos(photos, fall_over)
        assert office.standing() == before
        assert far.process_id() == process


def test_an_answer_that_cannot_be_sent_is_a_fault_and_the_line_stands() -> None:
    here, there = Pipe()
    _send(there, Answer(threading.Lock()))
    _send(there, Answer(_never_ending()))
    assert [type(here.recv()), type(here.recv())] == [Crash, Crash]


def test_who_hangs_up_while_calling_does_not_keep_others_from_calling(workspace: Path) -> None:
    with far_office(workspace) as far:
        assert far.office().points()
        address = far._house._address if far._house else ""
        with socket.socket(socket.AF_UNIX) as caller:
            caller.connect(address)
        heard: list[int] = []
        other = threading.Thread(
            target=lambda: heard.append(len(far.office().points())), daemon=True
        )
        other.start()
        other.join(10)
        assert heard


def test_a_back_office_that_stands_still_does_not_hold_up_closing(workspace: Path) -> None:
    far = FarOffice(workspace, "zh")
    os.kill(far.process_id(), signal.SIGSTOP)
    asking = threading.Thread(target=_ask_and_be_told, args=(far,), daemon=True)
    asking.start()
    time.sleep(0.3)  # it waits for the opening now
    closing = threading.Thread(target=far.close, daemon=True)
    closing.start()
    closing.join(10)
    assert not closing.is_alive()
    asking.join(10)
    assert not asking.is_alive()


@pytest.mark.parametrize("sign", [signal.SIGTERM, signal.SIGKILL])
def test_no_socket_is_left_behind_however_one_of_the_two_ended(
    workspace: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sign: signal.Signals
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    with far_office(workspace) as far:
        far.office().standing()
        os.kill(far.process_id(), sign)
        os.waitid(os.P_PID, far.process_id(), os.WEXITED | os.WNOWAIT)
        with pytest.raises(MachineError, match="后台停了"):
            far.office().standing()
    assert list(tmp_path.iterdir()) == []


def test_a_back_office_asked_twice_to_end_finishes_what_is_under_way(
    workspace: Path, tmp_path: Path
) -> None:
    photos = [draw_scene(tmp_path / f"{seed}.jpg", seed=seed, size=320) for seed in (41, 42, 43)]
    with far_office(workspace) as far:

        def ask_it_to_end(_now: int, _whole: int) -> None:
            os.kill(far.process_id(), signal.SIGTERM)
            time.sleep(0.1)

        groups = far.office().sort_photos(photos, ask_it_to_end)
        assert sum(len(group.photos) for group in groups) == len(photos)
        os.waitid(os.P_PID, far.process_id(), os.WEXITED | os.WNOWAIT)


def _ask_and_be_told(far: FarOffice) -> None:
    with suppress(MachineError):
        far.office().standing()


def _never_ending() -> list[object]:
    deep: list[object] = []
    for _step in range(100_000):
        deep = [deep]
    return deep


def test_it_ends_with_the_window_however_that_ended(
    workspace: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    with subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(workspace)], stdout=subprocess.PIPE, text=True, cwd=TREE
    ) as window:
        assert window.stdout is not None
        back_office = int(window.stdout.readline())
        window.kill()
    end = time.monotonic() + 10
    while Path(f"/proc/{back_office}").exists() and time.monotonic() < end:
        time.sleep(0.02)
    assert not Path(f"/proc/{back_office}").exists()
    assert list(tmp_path.iterdir()) == []  # the socket goes with it


def test_it_loads_no_screen() -> None:
    looked = "print([name for name in sys.modules if name.startswith('PySide6')])"
    seen = subprocess.run(
        [sys.executable, "-c", f"import sys, ui.back_office, ui.workspace_office\n{looked}"],
        capture_output=True,
        text=True,
        check=True,
        cwd=TREE,
    )
    assert seen.stdout.strip() == "[]"
