"""A new laptop starts from one pack on the remote and the segments after it."""

from contextlib import suppress
from pathlib import Path

import pytest

from inspector.app import sync_pack
from inspector.app.found import holds_seat
from inspector.app.joining import join
from inspector.app.sync import sync
from inspector.app.upkeep import missing
from inspector.app.workspace import Workspace, open_workspace
from inspector.domain.errors import InputError, MachineError
from inspector.exchange.remotes.layout import Chain, read_heads
from tests.builders import NOW
from tests.sync.faulty import STRIKES, FaultyRemote, MemoryRemote
from tests.sync.laptops import URL, found_something, knowledge, synced, through


def syncs(ws: Workspace, remote: MemoryRemote, many: int, *, pack_after: int = 4) -> None:
    """So many findings, each sealed by a sync of its own."""
    for number in range(many):
        found_something(ws, number)
        synced(ws, remote, pack_after=pack_after)


def joined(folder: Path, remote: object) -> Workspace:
    return join(
        folder,
        URL,
        clock=lambda: NOW,
        connecting=through(remote),  # type: ignore[arg-type]
        sleep=lambda _s: None,
    )


def packs(remote: MemoryRemote) -> list[str]:
    return sorted(key for key in remote.content if key.startswith("v1/all/"))


def asked(remote: MemoryRemote) -> FaultyRemote:
    """The same remote, whose requests are counted."""
    return FaultyRemote(remote, STRIKES["reset"], first=10_000_000)


def test_a_new_laptop_needs_one_pack_and_what_came_after_it(
    ws: Workspace, remote: MemoryRemote, tmp_path: Path
) -> None:
    syncs(ws, remote, 12)
    segments = [key for key in remote.content if key.startswith("v1/seg/")]
    counted = asked(remote)

    with joined(tmp_path / "new", counted) as new:
        assert holds_seat(new) is False
        synced(ws, remote)
        assert knowledge(new) == knowledge(ws)
        assert synced(new, remote).left == 0

    markers = read_heads(remote.list("v1/heads")).markers
    [head] = [one for one in markers if one.chain is Chain.PACKS]
    assert head.object_key in packs(remote)
    assert len(segments) > 12
    assert counted.asked < len(segments)  # two listings, the pack, the rest, and its own head


def test_the_seat_alone_packs_and_only_when_much_has_come(
    ws: Workspace, other: Workspace, remote: MemoryRemote
) -> None:
    syncs(other, remote, 6)
    assert packs(remote) == []
    syncs(ws, remote, 1, pack_after=4)
    assert len(packs(remote)) == 1
    syncs(ws, remote, 3)
    assert len(packs(remote)) == 1
    syncs(ws, remote, 1)
    assert len(packs(remote)) == 2
    markers = read_heads(remote.list("v1/heads")).markers
    assert len([one for one in markers if one.chain is Chain.PACKS]) == 1


def test_a_full_pack_is_not_written_again(
    ws: Workspace, remote: MemoryRemote, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sync_pack, "FULL", 3000)
    syncs(ws, remote, 24)
    held = {key: len(content) for key, content in remote.content.items() if "/all/" in key}
    counted = asked(remote)

    with joined(tmp_path / "new", counted) as new:
        assert knowledge(new)[0]
        assert synced(new, remote).left == 0
        synced(ws, remote)
        assert knowledge(new) == knowledge(ws)

    segments = sum(len(one) for key, one in remote.content.items() if "/seg/" in key)
    assert len(held) > 2
    assert sum(held.values()) < 6 * segments
    assert counted.asked < 24


def test_a_laptop_that_lacks_little_fetches_no_pack(
    ws: Workspace, other: Workspace, remote: MemoryRemote
) -> None:
    syncs(ws, remote, 3, pack_after=100)
    synced(other, remote)
    syncs(ws, remote, 1)
    assert packs(remote)

    told = synced(other, remote)

    assert told.bytes_down < len(remote.content[packs(remote)[0]])


@pytest.mark.parametrize("spoil", ["torn", "tampered", "gone"])
def test_a_pack_that_is_no_use_bars_nobody(
    ws: Workspace, remote: MemoryRemote, tmp_path: Path, spoil: str
) -> None:
    syncs(ws, remote, 6)
    for key in packs(remote):
        whole = remote.content.pop(key)
        if spoil == "torn":
            remote.content[key] = whole[: len(whole) // 2]
        elif spoil == "tampered":
            remote.content[key] = whole[:-1] + bytes([whole[-1] ^ 1])

    with joined(tmp_path / "new", remote) as new:
        synced(ws, remote)
        assert knowledge(new) == knowledge(ws)


@pytest.mark.parametrize("first", range(3, 12))
def test_a_laptop_cut_off_while_joining_goes_on_with_the_next_sync(
    ws: Workspace, remote: MemoryRemote, tmp_path: Path, first: int
) -> None:
    syncs(ws, remote, 6)
    struck = FaultyRemote(remote, STRIKES["reset"], first=first)
    with suppress(MachineError):
        joined(tmp_path / "new", struck).close()

    with open_workspace(tmp_path / "new", clock=lambda: NOW) as new:
        told = sync(new, connecting=through(remote), sleep=lambda _s: None)
        synced(ws, remote)
        assert told.left == 0
        assert missing(new) == ()
        assert knowledge(new) == knowledge(ws)


def test_lost_notes_pack_anew_and_break_nothing(ws: Workspace, remote: MemoryRemote) -> None:
    syncs(ws, remote, 5)
    (ws.folder / "sync.db").unlink()
    syncs(ws, remote, 5)

    assert synced(ws, remote).requests == 1


def test_nobody_joins_an_empty_place_and_nothing_is_made(
    remote: MemoryRemote, tmp_path: Path
) -> None:
    with pytest.raises(InputError) as refused:
        joined(tmp_path / "new", remote)

    assert refused.value.code == "remote_unused"
    assert remote.content == {}
    assert not (tmp_path / "new").exists()
