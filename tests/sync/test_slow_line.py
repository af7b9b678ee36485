"""A line that is slow and still moves is waited for; one that stands still is not."""

import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from inspector.exchange.remotes.address import read_address
from inspector.exchange.remotes.remote import Fault, Remote, RemoteFaultError
from inspector.exchange.remotes.secrets import Credentials
from inspector.exchange.remotes.store_remote import StoreRemote
from inspector.exchange.remotes.webdav import DavRemote
from tests.sync.places import bucket
from tests.sync.servers import PASSWORD, USER, Carried, a_counted_line, a_dav_server
from tests.sync.stores import a_store

_WHO = Credentials(user=USER, password=PASSWORD)
_WAIT_S = 0.4
_CONTENT = os.urandom(100_000)

Reached = Callable[[int, float], Remote]


def _dav(port: int, wait_s: float) -> Remote:
    address = read_address(f"webdav://127.0.0.1:{port}/x")
    return DavRemote(address, _WHO, wait_s=wait_s, proxies={})


def _store(port: int, wait_s: float) -> Remote:
    return StoreRemote(read_address(bucket(port)), _WHO, wait_s=wait_s)


@pytest.fixture(scope="module", params=["wsgidav", "seaweedfs"])
def place(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[int, Reached]]:
    folder: Path = tmp_path_factory.mktemp("cloud")
    if request.param == "wsgidav":
        with a_dav_server(folder) as port:
            yield port, _dav
    else:
        with a_store(folder / "store") as port:
            yield port, _store


def test_what_comes_slowly_is_waited_for_piece_by_piece(place: tuple[int, Reached]) -> None:
    port, reach = place
    remote = reach(port, 30.0)
    remote.put("v1/x", _CONTENT)
    remote.close()
    began = time.monotonic()
    with a_counted_line(port, Carried(), pause_s=0.03) as line:
        slow = reach(line, _WAIT_S)
        assert slow.get("v1/x") == _CONTENT
        slow.close()
    assert time.monotonic() - began > 2 * _WAIT_S


def test_what_stands_still_is_given_up(place: tuple[int, Reached]) -> None:
    port, reach = place
    with a_counted_line(port, Carried(), pause_s=4 * _WAIT_S) as line:
        still = reach(line, _WAIT_S)
        with pytest.raises(RemoteFaultError) as told:
            still.get("v1/x")
        still.close()
    assert told.value.fault is Fault.AWAY
