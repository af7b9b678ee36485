"""What went wrong elsewhere and must not here: docs/decisions/incidents.md names the tests."""

import os
import shutil
from hashlib import sha256
from pathlib import Path

import pytest

from inspector.app.amend import edit, void
from inspector.app.conflicts import list_conflicts, take
from inspector.app.workspace import Workspace, open_workspace
from inspector.store.install import home
from tests.builders import NOW
from tests.founded import Founded, lies_here
from tests.sync.faulty import STRIKES, FaultyRemote, MemoryRemote
from tests.sync.laptops import attempted, found_something, knowledge, one_content_each, synced
from tests.sync.places import a_small_disk

_DISK_MB = 48
_LEFT_KB = (0, 24, 64, 128, 256, 512, 1024)


def test_a_disk_that_fills_up_during_a_pull_lets_nothing_torn_go_up(
    ws: Workspace, handed: Founded, remote: MemoryRemote, tmp_path: Path
) -> None:
    """MerginMaps/mobile #2382: empty pieces were pulled, and pushed over the server's."""
    for number in range(8):
        found_something(ws, number, folder=tmp_path)
    synced(ws, remote)
    before = dict(remote.content)
    shutil.copytree(handed.home, home(), dirs_exist_ok=True)
    failed = 0
    with a_small_disk(tmp_path / "disk", how=f"size={_DISK_MB}m") as disk:
        shutil.copytree(handed.folder, disk / "乙")
        with open_workspace(disk / "乙", clock=lambda: NOW) as laptop:
            lies_here(laptop)
            found_something(laptop, 100)
            for left in _LEFT_KB:
                free = os.statvfs(disk)
                (disk / "holiday").write_bytes(
                    bytes(max(free.f_bavail * free.f_frsize - (left << 10), 0))
                )
                told = attempted(laptop, remote)
                failed += told is None
                (disk / "holiday").unlink()
                assert told or remote.content == before
                assert _is_sound(remote)
            synced(laptop, remote)
            synced(ws, remote)
            assert knowledge(laptop) == knowledge(ws)
    assert failed >= 3
    assert one_content_each(remote)


def _is_sound(remote: MemoryRemote) -> bool:
    return all(
        sha256(content).hexdigest() == key.rpartition("/")[2]
        for key, content in remote.content.items()
        if "/blob/" in key
    )


def test_a_conflict_stays_listed_at_both_through_every_sync_until_somebody_rules(
    ws: Workspace, other: Workspace, remote: MemoryRemote
) -> None:
    """MerginMaps #709, db-sync #152: conflicts were forgotten after the next good sync."""
    finding = found_something(ws, 1)
    synced(ws, remote)
    synced(other, remote)
    edit(ws, finding, {"note": "甲"}, "核对")
    edit(other, finding, {"note": "乙"}, "核对")
    for _round in range(3):
        for laptop in (ws, other):
            synced(laptop, remote)

    (conflict,) = list_conflicts(ws)
    assert list_conflicts(other) == (conflict,)
    assert synced(ws, remote).needs_person

    take(other, conflict.id, conflict.leaves[0].leaf)
    for laptop in (other, ws):
        synced(laptop, remote)
    assert list_conflicts(ws) == list_conflicts(other) == ()


def test_a_voided_finding_does_not_come_back_by_any_sync(
    ws: Workspace, other: Workspace, remote: MemoryRemote
) -> None:
    """MerginMaps/mobile #4335: what was deleted rose again."""
    finding = found_something(ws, 1)
    for laptop in (ws, other):
        synced(laptop, remote)
    void(ws, finding, "误操作")
    found_something(other, 2)

    for laptop in (other, ws, other, ws):
        synced(laptop, remote)
        synced(laptop, remote, recheck=True)

    assert [_voided(laptop) for laptop in (ws, other)] == [[finding]] * 2


def _voided(ws: Workspace) -> list[str]:
    sql = "select subject from void order by subject"
    return [str(row[0]) for row in ws.db.execute(sql)]


@pytest.mark.parametrize("strike", ["none", *STRIKES])
def test_after_every_sync_each_row_and_photo_of_ours_is_still_read_here(
    ws: Workspace, remote: MemoryRemote, tmp_path: Path, strike: str
) -> None:
    """QFieldCloud #429, QField #4765: rows and photos left the device once they were sent."""
    findings = {found_something(ws, number, folder=tmp_path) for number in range(3)}
    photos = _photos(ws)
    for _round in range(2):
        struck = STRIKES.get(strike)
        attempted(ws, FaultyRemote(remote, struck, first=7) if struck else remote)

        assert findings <= {str(row[0]) for row in ws.db.execute("select id from finding")}
        assert _photos(ws) == photos
    assert len(photos) == 3


def _photos(ws: Workspace) -> dict[str, str]:
    found = (one for one in (ws.folder / "photos").rglob("*") if one.is_file())
    return {one.name: sha256(one.read_bytes()).hexdigest() for one in found}


@pytest.mark.parametrize("left", ["nothing", "zeros"])
def test_what_a_power_cut_left_of_an_object_is_not_there_yet(
    ws: Workspace, other: Workspace, remote: MemoryRemote, tmp_path: Path, left: str
) -> None:
    """KeePassXC #6634: after a full disk or a power cut the file was empty, or all zeros."""
    found_something(ws, 1, folder=tmp_path)
    synced(ws, remote)
    whole = dict(remote.content)
    for key, content in whole.items():
        if key.startswith(("v1/seg/", "v1/put/", "v1/blob/")):
            remote.content[key] = bytes(len(content)) if left == "zeros" else b""

    attempted(other, remote)
    assert found_something(other, 2)
    remote.content |= whole

    told = synced(other, remote, yes=True)
    synced(ws, remote)
    assert (told.left, told.failed) == (0, 0)
    assert knowledge(ws) == knowledge(other)


def test_an_answer_lost_after_the_server_stored_it_makes_no_second_of_anything(
    ws: Workspace, other: Workspace, remote: MemoryRemote, tmp_path: Path
) -> None:
    """KoboToolbox/formhub #678, kpi #5047: timeout and retry made eight to ten duplicates."""
    for number in range(10):
        found_something(ws, number, folder=tmp_path)
        attempted(ws, FaultyRemote(remote, STRIKES["reply dropped"], first=2 + number))
    synced(ws, remote)
    synced(other, remote)

    for laptop in (ws, other):
        assert laptop.db.execute("select count(*) from finding").fetchone()[0] == 10
        assert laptop.db.execute("select count(*) from photo").fetchone()[0] == 10
    assert len([key for key in remote.content if "/blob/" in key]) == 10
    assert one_content_each(remote)
