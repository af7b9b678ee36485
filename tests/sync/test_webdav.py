"""WebDAV against a real server: converging, and every way a server or its line disappoints."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest

from inspector.app.sync import sync
from inspector.app.upkeep import missing
from inspector.app.workspace import Workspace
from inspector.domain.errors import MachineError
from inspector.exchange.remotes.address import read_address
from inspector.exchange.remotes.remote import Fault, NotThereError, RemoteFaultError
from inspector.exchange.remotes.secrets import Credentials
from inspector.exchange.remotes.webdav import DavRemote
from tests.sync.laptops import found_something, knowledge
from tests.sync.servers import (
    PASSWORD,
    USER,
    a_dav_server,
    a_server_that_says,
    a_torn_line,
    certificates,
)


@pytest.fixture(autouse=True)
def _secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INSPECTOR_REMOTE_USER", USER)
    monkeypatch.setenv("INSPECTOR_REMOTE_PASSWORD", PASSWORD)


@pytest.fixture(scope="module")
def port(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    with a_dav_server(tmp_path_factory.mktemp("cloud")) as found:
        yield found


def synced_at(ws: Workspace, port: int, scheme: str = "webdav", *, into: str = "一队") -> object:
    return sync(ws, f"{scheme}://127.0.0.1:{port}/督查/{into}", sleep=lambda _s: None)


@contextmanager
def a_dav(port: int, **how: object) -> Iterator[DavRemote]:
    address = read_address(f"webdav://127.0.0.1:{port}/x")
    dav = DavRemote(address, Credentials(user=USER, password=PASSWORD), **how)  # type: ignore[arg-type]
    try:
        yield dav
    finally:
        dav.close()


def test_what_is_put_is_listed_read_and_measured(port: int) -> None:
    with a_dav(port) as dav:
        assert dav.list("v1/heads") == {}
        dav.put("v1/heads/a.1", b"")
        dav.put("v1/seg/a/0/x", b"12345")

        assert dav.list("v1/heads") == {"a.1": 0}
        assert dav.get("v1/seg/a/0/x") == b"12345"
        assert (dav.size("v1/seg/a/0/x"), dav.size("v1/seg/a/0/y")) == (5, None)
        with pytest.raises(NotThereError):
            dav.get("v1/seg/a/0/y")
        dav.retire("v1/heads/a.1")
        assert dav.list("v1/heads") == {}


def test_two_laptops_meet_on_a_server(
    ws: Workspace, other: Workspace, port: int, tmp_path: Path
) -> None:
    found_something(ws, 1, folder=tmp_path)
    found_something(other, 2)
    for laptop in (ws, other, ws):
        synced_at(laptop, port)

    assert knowledge(ws) == knowledge(other)
    assert missing(other) == ()


@pytest.mark.parametrize("step", [2500, pytest.param(100, marks=pytest.mark.slow)])
@pytest.mark.parametrize("way", ["up", "down"])
def test_a_line_reset_at_any_byte_is_made_good(
    ws: Workspace, other: Workspace, port: int, tmp_path: Path, way: str, step: int
) -> None:
    for number, most in enumerate(range(0, 6000, step)):
        found_something(ws, number, folder=tmp_path)
        with a_torn_line(port, **{way: most}) as line:
            synced_at(ws, line, into=f"{way} {step}")
    synced_at(other, port, into=f"{way} {step}")
    synced_at(ws, port, into=f"{way} {step}")

    assert knowledge(ws) == knowledge(other)
    assert missing(other) == ()


@pytest.mark.parametrize(
    ("status", "headers", "body", "fault"),
    [
        (200, {"Content-Type": "text/html"}, b"<html>login</html>", Fault.PORTAL),
        (302, {"Location": "http://login.example/"}, b"", Fault.PORTAL),
        (207, {"Content-Type": "text/xml"}, b"<not", Fault.AWAY),
        (207, {"Content-Type": "text/xml"}, b"<a/>", Fault.ODD),
        (401, {}, b"", Fault.DENIED),
        (403, {}, b"", Fault.READ_ONLY),
        (429, {"Retry-After": "7"}, b"", Fault.BUSY),
        (503, {"Retry-After": "7"}, b"", Fault.BUSY),
        (500, {}, b"", Fault.FAILING),
        (507, {}, b"", Fault.FULL),
    ],
)
def test_what_a_server_answers_is_told_apart(
    status: int, headers: dict[str, str], body: bytes, fault: Fault
) -> None:
    with a_server_that_says(status, headers, body) as port, a_dav(port) as dav:
        with pytest.raises(RemoteFaultError) as told:
            dav.list("v1/heads")

    assert told.value.fault is fault
    assert told.value.wait_s == float(headers.get("Retry-After", 0))


def test_the_servers_clock_is_compared_with_ours() -> None:
    said = {"Date": "Sun, 22 Nov 2026 02:10:00 GMT"}
    ours = datetime(2026, 11, 22, 2, 0, tzinfo=UTC).timestamp()
    with a_server_that_says(404, said, b"") as port, a_dav(port, clock=lambda: ours) as dav:
        dav.list("v1/heads")

    assert dav.clock_offset_s == 600.0


def test_a_server_that_answers_nothing_is_not_waited_for_forever() -> None:
    half = a_server_that_says(200, {"Content-Length": "99"}, b"half")
    with half as port, a_dav(port, wait_s=0.3) as dav:
        with pytest.raises(RemoteFaultError) as told:
            dav.get("v1/x")

    assert told.value.fault is Fault.AWAY


@pytest.mark.parametrize(
    ("change", "code"),
    [("password", "remote_denied"), ("host", "remote_away"), ("ca", "remote_untrusted")],
)
def test_what_the_office_got_wrong_is_one_sentence_and_leaves_all_whole(
    ws: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, change: str, code: str
) -> None:
    (tmp_path / "cloud").mkdir()
    _ca, tls = certificates(tmp_path)
    before = knowledge(ws)
    if change == "password":
        monkeypatch.setenv("INSPECTOR_REMOTE_PASSWORD", "wrong")
    with a_dav_server(tmp_path / "cloud", tls if change == "ca" else None) as port:
        with pytest.raises(MachineError) as told:
            synced_at(
                ws, 1 if change == "host" else port, "webdavs" if change == "ca" else "webdav"
            )

    assert (told.value.code, told.value.exit_code) == (code, 3)
    assert knowledge(ws) == before


def test_an_offices_own_authority_is_trusted_once_it_is_named(
    ws: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "cloud").mkdir()
    ca, tls = certificates(tmp_path)
    monkeypatch.setenv("INSPECTOR_REMOTE_CA", str(ca))
    with a_dav_server(tmp_path / "cloud", tls) as port:
        synced_at(ws, port, "webdavs")

    assert list((tmp_path / "cloud").rglob("format.json"))
