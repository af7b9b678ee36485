"""The incidents of others (docs/decisions/incidents.md): whatever a remote turns into, we stop."""

from dataclasses import replace
from pathlib import Path

import pytest

from inspector.app.backup import back_up, restore
from inspector.app.batches import undo
from inspector.app.capture import record
from inspector.app.devices import list_devices, set_state
from inspector.app.found import found
from inspector.app.sync import sync
from inspector.app.sync_state import RecordState, standing, state_of_all
from inspector.app.upkeep import missing
from inspector.app.workspace import Workspace, open_workspace
from inspector.domain.errors import InputError, MachineError, NeedsPerson
from inspector.exchange.remotes.remote import Fault, NotThereError, RemoteFaultError
from tests.builders import NOW, a_draft, a_workspace, issued
from tests.sync.faulty import FaultyRemote, MemoryRemote, full, usual
from tests.sync.laptops import (
    found_something,
    knowledge,
    one_content_each,
    synced,
    through,
)


@pytest.fixture
def known(ws: Workspace, remote: MemoryRemote, tmp_path: Path) -> MemoryRemote:
    """A remote that this laptop has synced a photographed finding with."""
    found_something(ws, 1, folder=tmp_path)
    synced(ws, remote)
    return remote


def test_an_emptied_remote_stops_the_sync_and_deletes_nothing(
    ws: Workspace, known: MemoryRemote
) -> None:
    """Joplin #661, #883, #5536: a wiped target was read as “the user deleted everything”."""
    before = knowledge(ws)
    known.content.clear()

    for _again in range(3):  # the brake does not wear off (Joplin #5822)
        with pytest.raises(NeedsPerson) as stopped:
            synced(ws, known)
        assert stopped.value.code == "remote_empty"
    assert known.content == {}
    assert knowledge(ws) == before


def test_with_a_yes_everything_goes_up_again(
    ws: Workspace, other: Workspace, known: MemoryRemote
) -> None:
    known.content.clear()

    told = synced(ws, known, yes=True)

    assert told.photos_sent == 1
    synced(other, known)
    synced(ws, known)
    assert missing(other) == ()
    assert knowledge(other) == knowledge(ws)


def test_another_remote_under_the_same_address_is_not_taken_for_ours(
    ws: Workspace, other: Workspace, known: MemoryRemote
) -> None:
    elsewhere = MemoryRemote()
    synced(other, elsewhere)
    before = dict(elsewhere.content)

    with pytest.raises(NeedsPerson) as stopped:
        synced(ws, elsewhere)

    assert stopped.value.code == "remote_other"
    assert elsewhere.content == before
    assert synced(ws, elsewhere, yes=True).photos_sent == 1


def test_a_remote_restored_from_an_older_backup_is_filled_up_again(
    ws: Workspace, other: Workspace, known: MemoryRemote, tmp_path: Path
) -> None:
    """ownCloud #2325, Nextcloud #1015: after a restore the newer side was overwritten."""
    older = dict(known.content)
    found_something(ws, 2, folder=tmp_path)
    synced(ws, known)
    known.content = dict(older)

    with pytest.raises(NeedsPerson) as stopped:
        synced(ws, known)
    assert stopped.value.code == "remote_rolled_back"
    assert known.content == older

    synced(ws, known, yes=True)
    synced(other, known)
    synced(ws, known)
    assert missing(other) == ()
    assert knowledge(other) == knowledge(ws)
    assert one_content_each(known)


def test_a_listing_that_is_stale_for_a_moment_alarms_nobody(
    ws: Workspace, known: MemoryRemote
) -> None:
    stale = MemoryRemote()
    faulty = FaultyRemote(known, lambda _remote, _verb, key, _content: stale.list(key), most=1)

    assert synced(ws, faulty).lists == 2


@pytest.mark.parametrize("held", [b"<html>login</html>", b"", None])
def test_a_first_sync_trusts_nothing_to_a_place_that_gives_back_something_else(
    ws: Workspace, remote: MemoryRemote, held: bytes | None
) -> None:
    """A web page that lists as nothing and says yes to every put is no remote."""

    def says_yes(remote: MemoryRemote, verb: str, key: str, content: bytes) -> object:
        if verb == "get" and held is not None:
            return held
        if verb == "get":
            raise NotThereError(key)
        return {} if verb == "list" else usual(remote, verb, key, content)

    found_something(ws, 1)

    with pytest.raises(MachineError) as told:
        synced(ws, FaultyRemote(remote, says_yes))

    assert told.value.code == ("remote_odd" if held is None else "remote_portal")
    assert list(remote.content) == ["v1/format.json"]
    assert standing(ws).failure == told.value.message


def test_another_districts_remote_is_never_mixed_with_ours(ws: Workspace, tmp_path: Path) -> None:
    district = tmp_path / "district.json"
    district.write_text('{"district": {"code": "XY", "zh": "别区", "en": "Other"}}', "utf-8")
    foreign = MemoryRemote()
    with found(tmp_path / "foreign", district=district, clock=lambda: NOW) as theirs:
        synced(theirs, foreign)
    before = dict(foreign.content)

    for yes in (False, True):
        with pytest.raises(NeedsPerson) as stopped:
            synced(ws, foreign, yes=yes)
        assert stopped.value.code == "remote_foreign"
    assert foreign.content == before


def test_a_tampered_segment_stops_the_sync_and_a_yes_passes_over_it(
    ws: Workspace, other: Workspace, known: MemoryRemote
) -> None:
    key = max(key for key in known.content if key.startswith("v1/seg/"))
    whole = known.content[key]
    known.content[key] = whole[:-1] + bytes([whole[-1] ^ 1])

    with pytest.raises(NeedsPerson) as stopped:
        synced(other, known)
    assert stopped.value.code == "remote_tampered"

    told = synced(other, known, yes=True)
    assert (told.failed, told.needs_person) == (1, True)


def test_a_tampered_photo_is_not_taken_and_bars_nothing_else(
    ws: Workspace, other: Workspace, known: MemoryRemote
) -> None:
    key = next(key for key in known.content if "/blob/" in key)
    known.content[key] = b"x" * len(known.content[key])
    found_something(other, 7)

    told = synced(other, known)

    assert (told.failed, told.photos_received, told.changes_sent > 0) == (1, 0, True)
    assert len(missing(other)) == 1


def test_a_torn_segment_is_not_yet_there_and_what_lies_before_it_is_taken(
    ws: Workspace, other: Workspace, known: MemoryRemote
) -> None:
    found_something(ws, 2)
    synced(ws, known)
    key = max(key for key in known.content if key.startswith(f"v1/seg/{_own(ws)}"))
    whole = known.content[key]
    known.content[key] = whole[: len(whole) // 2]

    told = synced(other, known)
    assert (told.left > 0, told.received > 0, told.failed) == (True, True, 0)

    known.content[key] = whole
    synced(other, known)
    synced(ws, known)
    assert knowledge(other) == knowledge(ws)


def _own(ws: Workspace) -> str:
    return str(ws.db.execute("select v from meta where k = 'stream'").fetchone()[0])


def test_names_that_nobody_knows_are_passed_over(ws: Workspace, known: MemoryRemote) -> None:
    """Joplin #3381: a desktop.ini stopped the sync."""
    for name in ("desktop.ini", ".DS_Store", "x (conflicted copy).seg", "epoch.zzz"):
        known.content[f"v1/heads/{name}"] = b"?"

    assert synced(ws, known).requests == 1


def test_a_full_remote_is_said_and_stays_to_be_seen(
    ws: Workspace, known: MemoryRemote, tmp_path: Path
) -> None:
    """MerginMaps #709: the failed sync was silent and the button gone."""
    finding = found_something(ws, 2, folder=tmp_path)

    with pytest.raises(MachineError) as told:
        synced(ws, FaultyRemote(known, full))

    assert (told.value.code, told.value.exit_code) == ("remote_full", 3)
    assert told.value.hint
    note = standing(ws)
    assert note is not None
    assert note.failure == told.value.message
    assert state_of_all(ws, [finding]) is RecordState.LOCAL


def test_a_finding_is_synced_only_once_its_photos_are_acknowledged(
    ws: Workspace, known: MemoryRemote, tmp_path: Path
) -> None:
    """QField #3922, #4765: rows arrived, photos did not, and both counted as synced."""
    finding = found_something(ws, 2, folder=tmp_path)
    assert state_of_all(ws, [finding]) is RecordState.LOCAL

    told = synced(ws, known, photos="print")
    assert told.left == 1
    assert state_of_all(ws, [finding]) is RecordState.PHOTOS_WAIT

    synced(ws, known)
    assert state_of_all(ws, [finding]) is RecordState.SYNCED


def test_on_a_dear_line_prints_go_and_originals_follow_later(
    ws: Workspace, other: Workspace, known: MemoryRemote, tmp_path: Path
) -> None:
    found_something(ws, 2, folder=tmp_path)
    synced(ws, known, photos="print")

    told = synced(other, known, photos="print")
    assert told.photos_received == 0
    assert len(list((other.folder / "derived" / "received").rglob("*.jpg"))) == 1
    assert len(missing(other)) == 2

    synced(ws, known)
    synced(other, known)
    assert missing(other) == ()


def test_issued_papers_travel_and_are_what_was_issued(
    ws: Workspace, other: Workspace, known: MemoryRemote
) -> None:
    issued(ws)
    synced(ws, known)
    synced(other, known)

    assert missing(other) == ()
    kept = sorted(file.read_bytes() for file in (ws.folder / "notices").rglob("*.pdf"))
    assert kept
    assert kept == sorted(file.read_bytes() for file in (other.folder / "notices").rglob("*.pdf"))


def test_an_undone_merge_does_not_come_back_by_itself(
    ws: Workspace, other: Workspace, known: MemoryRemote
) -> None:
    found_something(other, 3)
    synced(other, known)
    batch = synced(ws, known).batch
    assert batch
    after = knowledge(ws)
    undo(ws, batch)
    before = knowledge(ws)

    assert synced(ws, known).received == 0
    assert knowledge(ws) == before
    synced(ws, known, yes=True)
    assert knowledge(ws) == after


def test_lost_notes_send_nothing_twice(ws: Workspace, known: MemoryRemote) -> None:
    """getodk/getodk #1017: the index was deleted and everything sent came back as unsent."""
    (ws.folder / "sync.db").unlink()

    told = synced(ws, known)

    assert (told.photos_sent, told.sent) == (0, 0)


def test_a_restored_database_goes_on_as_a_stream_of_its_own(
    ws: Workspace, other: Workspace, known: MemoryRemote, tmp_path: Path
) -> None:
    """Nextcloud #2913: a client restored from its backup overwrote what was newer."""
    backup = Path(back_up(ws).backup)
    found_something(ws, 5)
    synced(ws, known)
    folder = ws.folder
    ws.close()
    restore(backup, folder)
    with open_workspace(folder, clock=lambda: NOW) as again:
        found_something(again, 6)
        synced(again, known)
        synced(other, known)
        synced(again, known)
        assert knowledge(again) == knowledge(other)
    assert one_content_each(known)


def test_two_syncs_of_one_workspace_take_turns(ws: Workspace, known: MemoryRemote) -> None:
    told: list[str] = []

    def meanwhile(remote: MemoryRemote, verb: str, key: str, content: bytes) -> dict[str, int]:
        with pytest.raises(MachineError) as locked:
            synced(ws, known)
        told.append(locked.value.code)
        return remote.list(key)

    synced(ws, FaultyRemote(known, meanwhile, most=1))

    assert told == ["locked"]


@pytest.mark.parametrize(
    "fault", [one for one in Fault if one not in (Fault.FULL,)], ids=lambda one: one.name
)
def test_every_fault_is_one_sentence_a_hint_and_exit_three(
    ws: Workspace, remote: MemoryRemote, fault: Fault
) -> None:
    before = knowledge(ws)

    def struck(_remote: MemoryRemote, _verb: str, _key: str, _content: bytes) -> None:
        raise RemoteFaultError(fault, "x")

    with pytest.raises(MachineError) as told:
        synced(ws, FaultyRemote(remote, struck))

    assert told.value.message.count("。") <= 1
    assert "断点" in told.value.hint
    assert knowledge(ws) == before


@pytest.mark.parametrize(
    "url",
    ["webdavs://u:geheim@host/x", "s3://b/p?secret_access_key=geheim", "https://host/x", "file:"],
)
def test_an_address_with_a_secret_or_of_no_kind_is_refused(ws: Workspace, url: str) -> None:
    with pytest.raises(InputError) as told:
        sync(ws, url, connecting=through(MemoryRemote()))

    assert "geheim" not in told.value.message + told.value.hint


def test_a_device_that_is_not_approved_waits_until_it_is(
    ws: Workspace, other: Workspace, known: MemoryRemote
) -> None:
    codes = {one.stream: one.code for one in list_devices(ws)}
    set_state(ws, codes[_own(ws)], "approved")
    found_something(other, 3)
    synced(other, known)

    told = synced(ws, known)
    assert (told.waiting > 0, told.needs_person) == (True, True)
    assert any("批准即恢复" in note for note in told.notes)
    assert synced(ws, known).received == 0

    set_state(
        ws, next(one.code for one in list_devices(ws) if one.stream == _own(other)), "approved"
    )
    synced(ws, known)
    synced(other, known)
    assert knowledge(ws) == knowledge(other)


def test_two_offices_of_one_district_meet_on_a_new_remote(
    ws: Workspace, remote: MemoryRemote, tmp_path: Path
) -> None:
    with a_workspace(tmp_path / "second") as second:
        record(second, replace(a_draft(), note="二"))
        for _round in range(2):
            synced(ws, remote)
            synced(second, remote)
        assert knowledge(ws) == knowledge(second)
