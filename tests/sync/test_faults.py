"""A line that fails at any request, in any way: exactly once, resumed, nothing deleted."""

from pathlib import Path

import pytest

from inspector.app.sync import sync
from inspector.app.sync_state import RecordState, standing, state_of_all
from inspector.app.upkeep import missing
from inspector.app.workspace import Workspace
from inspector.exchange.remotes.remote import Fault, RemoteFaultError
from tests.sync.faulty import STRIKES, FaultyRemote, MemoryRemote, usual
from tests.sync.laptops import (
    URL,
    attempted,
    found_something,
    knowledge,
    one_content_each,
    synced,
    through,
)

_REQUESTS = 16  # a push of one finding with its photo makes thirteen, its last ones after the photo


@pytest.mark.parametrize("strike", STRIKES)
@pytest.mark.parametrize("lasts", [1, 10_000], ids=["once", "on and on"])
def test_a_push_struck_at_any_request_arrives_once(
    ws: Workspace, other: Workspace, remote: MemoryRemote, tmp_path: Path, strike: str, lasts: int
) -> None:
    synced(ws, remote)
    synced(other, remote)
    for number in range(1, _REQUESTS, 1 if lasts == 1 else 4):
        finding = found_something(ws, number, folder=tmp_path)

        attempted(ws, FaultyRemote(remote, STRIKES[strike], first=number, most=lasts))
        told = synced(ws, remote)

        assert (told.left, told.failed) == (0, 0)
        assert state_of_all(ws, [finding]) is RecordState.SYNCED
    got = synced(other, remote)
    assert (got.left, got.failed) == (0, 0)
    assert missing(other) == ()
    assert knowledge(other) == knowledge(ws)
    assert one_content_each(remote)


@pytest.mark.parametrize("strike", STRIKES)
@pytest.mark.parametrize("lasts", [1, 10_000], ids=["once", "on and on"])
def test_a_pull_struck_at_any_request_is_made_good_by_the_next(
    ws: Workspace, other: Workspace, remote: MemoryRemote, tmp_path: Path, strike: str, lasts: int
) -> None:
    synced(ws, remote)
    synced(other, remote)
    found_something(other, 100)
    for number in range(1, 5, 1 if lasts == 1 else 2):
        found_something(ws, number, folder=tmp_path)
        synced(ws, remote)

        attempted(other, FaultyRemote(remote, STRIKES[strike], first=number, most=lasts))

        synced(other, remote)
        assert missing(other) == ()
    synced(ws, remote)
    assert knowledge(other) == knowledge(ws)
    assert one_content_each(remote)


@pytest.mark.parametrize("strike", ["reset", "torn", "429", "portal"])
def test_a_pull_that_fails_lets_nothing_of_ours_go_up(
    ws: Workspace, other: Workspace, remote: MemoryRemote, tmp_path: Path, strike: str
) -> None:
    synced(ws, remote)
    found_something(ws, 1, folder=tmp_path)
    synced(ws, remote)
    found_something(other, 2)
    before = dict(remote.content)
    faulty = FaultyRemote(remote, STRIKES[strike], first=1)

    attempted(other, faulty)

    assert remote.content == before
    note = standing(other)
    assert note is not None
    assert note.failure
    synced(other, remote)
    note = standing(other)
    assert note is not None
    assert note.failure == ""


def test_two_tries_of_one_put_that_crossed_on_the_server_are_found_out(
    ws: Workspace, other: Workspace, remote: MemoryRemote, tmp_path: Path
) -> None:
    """WsgiDAV went on writing a stump while the next try arrived: right length, wrong bytes."""
    tries: dict[str, int] = {}

    def crossed(remote: MemoryRemote, verb: str, key: str, content: bytes) -> object:
        found = usual(remote, verb, key, content)
        tries[key] = tries.get(key, 0) + (verb == "put")
        if verb == "put" and "/blob/" in key and tries[key] == 1:
            raise RemoteFaultError(Fault.AWAY, "reset")
        if verb == "put" and "/blob/" in key and tries[key] == 2:
            remote.content[key] = bytes(len(content))
        return found

    finding = found_something(ws, 1, folder=tmp_path)
    told = synced(ws, FaultyRemote(remote, crossed))  # type: ignore[arg-type]

    assert (told.left, told.failed) == (0, 0)
    assert state_of_all(ws, [finding]) is RecordState.SYNCED
    got = synced(other, remote)
    assert (got.left, got.failed) == (0, 0)
    assert missing(other) == ()
    assert one_content_each(remote)


def test_a_recheck_reads_back_and_mends_what_decayed_on_the_remote(
    ws: Workspace, other: Workspace, remote: MemoryRemote, tmp_path: Path
) -> None:
    found_something(ws, 1, folder=tmp_path)
    synced(ws, remote)
    for key in [one for one in remote.content if one.startswith(("v1/blob/", "v1/seg/"))]:
        remote.content[key] = bytes(len(remote.content[key]))

    synced(ws, remote, recheck=True)

    got = synced(other, remote)
    assert (got.left, got.failed) == (0, 0)
    assert missing(other) == ()


def test_a_line_that_was_busy_is_asked_again_after_the_pause_it_named(
    ws: Workspace, remote: MemoryRemote
) -> None:
    pauses: list[float] = []
    faulty = FaultyRemote(remote, STRIKES["429"], first=2, most=2)
    sync(ws, URL, connecting=through(faulty), sleep=pauses.append)

    assert len(pauses) == 2
    assert all(pause >= 7.0 for pause in pauses)


def test_calling_a_sync_off_keeps_what_went_and_the_next_one_goes_on(
    ws: Workspace, other: Workspace, remote: MemoryRemote, tmp_path: Path
) -> None:
    class EnoughError(Exception):
        """The person pressed cancel."""

    def enough(done: int, _total: int) -> None:
        if done == 2:
            raise EnoughError

    for number in range(4):
        found_something(ws, number, folder=tmp_path)
    with pytest.raises(EnoughError):
        synced(ws, remote, tell=enough)
    held = len([key for key in remote.content if "/blob/" in key])

    told = synced(ws, remote)

    assert told.photos_sent == 4 - held
    synced(other, remote)
    synced(ws, remote)
    assert knowledge(other) == knowledge(ws)
    assert one_content_each(remote)
