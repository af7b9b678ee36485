"""The fence around received files: what it costs when a reader dies, hangs, lies or grows."""

import errno
import os
import sqlite3
import subprocess
import sys
import time
import tracemalloc
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from inspector.app.batches import undo
from inspector.app.merging import merge
from inspector.app.upkeep import digest
from inspector.app.workspace import Workspace
from inspector.domain.errors import MachineError
from inspector.exchange import child, reader, staging
from inspector.exchange.reader import Reader, ReaderGoneError
from inspector.store.segments import Segment, inflate
from tests.builders import a_workspace
from tests.exchange.base import Sender, a_finding_of, one_device, sound_devices

CHILD = Path(child.__file__)


@pytest.fixture
def hub(tmp_path: Path) -> Iterator[Workspace]:
    with a_workspace(tmp_path / "hub", seat=False, bare=True) as ws:
        yield ws


@pytest.fixture
def sender() -> Sender:
    return Sender(sound_devices())


def _run_instead(monkeypatch: pytest.MonkeyPatch, program: str) -> None:
    monkeypatch.setattr(reader, "command", lambda: [sys.executable, "-c", program])


def test_a_reader_that_crashes_costs_its_own_file_only(
    hub: Workspace, sender: Sender, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first file kills the reader by a signal; the second gets a new one."""
    marker = tmp_path / "marker"
    marker.touch()
    program = (
        f"import os, sys; sys.path.insert(0, {str(CHILD.parent)!r}); import child\n"
        f"serve = child.serve\n"
        f"def once(questions, out):\n"
        f"    if os.path.exists({str(marker)!r}):\n"
        f"        os.unlink({str(marker)!r}); questions.readline(); os.kill(os.getpid(), 11)\n"
        f"    serve(questions, out)\n"
        f"child.serve = once; child.main()"
    )
    _run_instead(monkeypatch, program)
    first = one_device([a_finding_of(90)]).write(tmp_path / "kills.db")

    told = merge(hub, [first, sender.write(tmp_path / "sound.db")])

    assert [one.status for one in told.files] == ["refused", "merged"]
    assert told.files[0].reason


@pytest.mark.parametrize(
    "program",
    [
        "import time; time.sleep(60)",
        "import sys, time; sys.stdout.buffer.write(b'J'); sys.stdout.flush(); time.sleep(60)",
        "import sys; sys.stdin.readline(); sys.stdout.buffer.write(b'J' + b'\\xff' * 9)",
        "import sys; sys.stdin.readline(); sys.stdout.buffer.write(b'J\\0\\0\\0\\x09abc')",
        "import sys; sys.exit(1)",
    ],
    ids=["silent", "stops-half-way", "frame-of-4-gigabytes", "frame-cut-short", "ends-at-once"],
)
def test_a_reader_is_not_waited_for_and_not_believed(
    monkeypatch: pytest.MonkeyPatch, program: str
) -> None:
    _run_instead(monkeypatch, program)
    asked, began = Reader(wait_s=0.5), time.monotonic()

    with pytest.raises(ReaderGoneError):
        list(asked.ask({"do": "open"}))

    assert time.monotonic() - began < 5


@pytest.mark.parametrize(
    "said",
    [b"no json", b"[]", b"{}", b'{"streams": 7, "manifest": {}, "unsealed": 0}', b"null"],
)
def test_nonsense_of_a_reader_refuses_the_file(
    hub: Workspace, sender: Sender, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, said: bytes
) -> None:
    frame = b"J" + len(said).to_bytes(4, "big") + said + b"E\0\0\0\0"
    _run_instead(
        monkeypatch, f"import sys; sys.stdin.readline(); sys.stdout.buffer.write({frame!r})"
    )

    told = merge(hub, [sender.write(tmp_path / "sound.db")])

    assert told.files[0].status == "refused"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such limits to set")
@pytest.mark.parametrize(
    "deed", ["bytearray(600 << 20)", "open('written', 'wb', 0).write(b'x' * 10)"]
)
def test_behind_the_fence_there_is_little_memory_and_nothing_to_write(
    tmp_path: Path, deed: str
) -> None:
    program = f"import sys; sys.path.insert(0, {str(CHILD.parent)!r}); import child\n"
    ended = subprocess.run(
        [sys.executable, "-c", f"{program}child._fence()\n{deed}"],
        cwd=tmp_path,
        stderr=-1,
        check=False,
    )

    assert ended.returncode != 0
    assert not any(one.stat().st_size for one in tmp_path.glob("written"))


def test_the_reader_starts_without_anything_but_the_standard_library() -> None:
    """Nothing installed can be imported there: neither Qt nor ourselves."""
    ended = subprocess.run(reader.command(), input=b"", capture_output=True, check=False)

    assert (ended.returncode, ended.stdout, ended.stderr) == (0, b"", b"")
    assert "-S" in reader.command()


def test_a_file_merged_before_is_known_without_being_read(
    hub: Workspace, sender: Sender, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = sender.write(tmp_path / "sound.db")
    merge(hub, [path])
    _run_instead(monkeypatch, "raise SystemExit('nobody may start a reader')")

    told = merge(hub, [path])

    assert told.files[0].status == "known"
    assert told.known == sender.changes
    assert "LAPTOP-07" in told.files[0].device


def test_a_file_whose_merge_was_undone_is_read_and_merged_again(
    hub: Workspace, sender: Sender, tmp_path: Path
) -> None:
    path = sender.write(tmp_path / "sound.db")
    batch = merge(hub, [path]).batch
    state = digest(hub).state
    undo(hub, batch or "")

    assert merge(hub, [path]).files[0].status == "merged"
    assert digest(hub).state == state


def test_damage_is_told_by_device_and_segment(hub: Workspace, tmp_path: Path) -> None:
    """The third segment of the stranger's laptop is missing: two of it came through."""
    device = one_device([a_finding_of(1)], [a_finding_of(2)], [a_finding_of(3)])
    one, two, three, four = device.segments
    path = device.write(tmp_path / "torn.db", segments=[one, two, four])
    db = sqlite3.connect(path)
    db.execute("update manifest set v = '4' where k = 'segments'")
    db.commit()
    db.close()
    del three

    told = merge(hub, [path])

    assert told.files[0].status == "partial"
    assert "LAPTOP-07 第 2 段（变更 5）之后" in told.files[0].reason


def test_a_file_in_which_nothing_can_be_found_any_more_is_never_called_known(
    hub: Workspace, sender: Sender, tmp_path: Path
) -> None:
    path = sender.write(tmp_path / "torn.db")
    db = sqlite3.connect(path)
    db.executescript("delete from segment; delete from manifest")
    db.close()

    assert merge(hub, [path]).files[0].status == "partial"


def test_a_full_disk_while_copying_in_leaves_everything_as_it_was(
    hub: Workspace, sender: Sender, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, before = sender.write(tmp_path / "sound.db"), digest(hub)

    def full(source: Path, largest: int) -> Iterator[bytes]:
        del source, largest
        yield b"x"
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(staging, "read_regular", full)
        with pytest.raises(MachineError) as told:
            merge(hub, [path])

    assert told.value.code == "disk_full"
    assert digest(hub) == before
    assert not list(hub.folder.glob(".receiving-*"))
    assert merge(hub, [path]).files[0].status == "merged"


def test_what_a_killed_merge_left_in_staging_is_swept_by_the_next(
    hub: Workspace, sender: Sender, tmp_path: Path
) -> None:
    left, fresh = hub.folder / ".receiving-left", hub.folder / ".receiving-fresh"
    for folder in (left, fresh):
        folder.mkdir()
        (folder / "copy").write_bytes(b"x")
    os.utime(left, (0, 0))

    merge(hub, [sender.write(tmp_path / "sound.db")])

    assert not left.exists()
    assert fresh.exists()  # another merge may be using it this moment


@pytest.mark.parametrize(
    "statement",
    [
        "create trigger t after insert on tail begin delete from finding; end",
        "create view stream_of as select 1",
        "drop table tail",
        "create table extra (a)",
    ],
)
def test_a_working_database_with_another_schema_is_refused(
    hub: Workspace, tmp_path: Path, statement: str
) -> None:
    with a_workspace(tmp_path / "other", bare=True) as other:
        other.db.execute(statement)
        told = merge(hub, [other.folder])

    assert told.files[0].status == "refused"


def test_links_and_pipes_in_a_workspace_folder_are_passed_by(
    hub: Workspace, tmp_path: Path
) -> None:
    with a_workspace(tmp_path / "other", bare=True) as other:
        folder = other.folder / "photos" / "00"
        folder.mkdir()
        (folder / f"{'0' * 64}.jpg").symlink_to("/dev/zero")
        os.mkfifo(folder / f"{'1' * 64}.jpg")
        (folder / f"{'2' * 64}.jpg").mkdir()

        told = merge(hub, [other.folder])

    assert told.files[0].status in ("merged", "known")
    assert not list((hub.folder / "photos").glob("??/*"))


def test_a_link_to_a_database_is_not_followed(hub: Workspace, tmp_path: Path) -> None:
    with a_workspace(tmp_path / "other", bare=True) as other:
        (tmp_path / "folder").mkdir()
        (tmp_path / "folder" / "inspector.db").symlink_to(other.folder / "inspector.db")
        told = merge(hub, [tmp_path / "folder"])

    assert told.files[0].status == "refused"


# Peak memory of a merge in a process of its own; its reader has the fence's limit. Not by
# getrusage: that begins with the peak of whoever forked.
_MEASURE = """
import sys
from pathlib import Path
from inspector.app.merging import merge
from inspector.app.workspace import open_workspace
with open_workspace(Path(sys.argv[1])) as ws:
    status = merge(ws, [Path(sys.argv[2])], rehearse=True).files[0].status
said = Path("/proc/self/status").read_text()
print(status, int(said.split("VmHWM:")[1].split()[0]) // 1024)
"""


def peak_of(hub: Workspace, path: Path) -> tuple[str, int]:
    """Status, and peak in MB."""
    ended = subprocess.run(
        [sys.executable, "-c", _MEASURE, str(hub.folder), str(path)],
        capture_output=True,
        text=True,
        check=True,
    )
    status, peak = ended.stdout.split()
    return status, int(peak)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a peak that begins at exec")
def test_bombs_stay_small(hub: Workspace, tmp_path: Path) -> None:
    """Twelve segments that inflate to lists of millions of lists, and one huge blob."""
    lists: list[object] = [[] for _one in range(190_000)]
    runs = [
        [a_finding_of(number * 10 + one, brand_new=lists) for one in range(10)]
        for number in range(12)
    ]
    bomb = one_device(*runs).write(tmp_path / "bomb.db")
    blob = one_device([a_finding_of(1)]).write(tmp_path / "blob.db")
    _add_blob(blob, 200)

    peaks = {one.name: peak_of(hub, one)[1] for one in (bomb, blob)}
    assert {name for name, peak in peaks.items() if peak > 512} == set(), peaks
    assert child.MEMORY < 512 << 20


def test_a_bomb_is_refused_before_it_is_unpacked() -> None:
    body = zlib.compress(b" " * (64 << 20))
    bomb = Segment(header=b"{}", body=body, sig=b"")
    tracemalloc.start()
    try:
        with pytest.raises(ValueError, match="too large"):
            inflate(bomb)
        assert tracemalloc.get_traced_memory()[1] < 20 << 20
    finally:
        tracemalloc.stop()


def _add_blob(path: Path, parts: int) -> None:
    db = sqlite3.connect(path)
    for part in range(parts):
        db.execute("insert into blob values (?, 'photo', ?, zeroblob(1048576))", ("0" * 64, part))
    db.commit()
    db.close()


@pytest.mark.slow
def test_a_million_rows_and_a_blob_of_600_megabytes_are_told_in_time(
    hub: Workspace, tmp_path: Path
) -> None:
    sent = one_device([a_finding_of(1)])
    many = sent.write(tmp_path / "many.db")
    db = sqlite3.connect(many)
    db.execute(
        "with recursive n(i) as (select 1 union all select i + 1 from n where i < 1000000) "
        "insert into segment select 'h' || i, '', 1, 1, '{}', x'00', x'00' from n"
    )
    db.commit()
    db.close()
    huge = sent.write(tmp_path / "huge.db")
    _add_blob(huge, 600)
    for path, expected in ((many, "refused"), (huge, "merged")):
        began = time.monotonic()
        assert merge(hub, [path]).files[0].status == expected
        assert time.monotonic() - began < 10
        status, peak = peak_of(hub, path)
        assert status in (expected, "known")
        assert peak < 512
