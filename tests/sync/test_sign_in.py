"""Who we are to a server and to a proxy on the way: said as each asks for it, and no louder."""

import http.server
import socketserver
from pathlib import Path

import pytest

from inspector.app.sync import sync
from inspector.app.workspace import Workspace
from inspector.domain.errors import MachineError
from inspector.exchange.remotes.address import read_address
from inspector.exchange.remotes.remote import Fault, RemoteFaultError
from inspector.exchange.remotes.secrets import Credentials
from inspector.exchange.remotes.sign_in import SignIn
from inspector.exchange.remotes.webdav import DavRemote
from tests.sync.laptops import found_something, knowledge
from tests.sync.proxies import a_proxy
from tests.sync.servers import PASSWORD, USER, a_dav_server, certificates, serving

_MUFASA = Credentials(user="Mufasa", password="Circle of Life")
_BASIS = (
    'Digest realm="http-auth@example.org", qop="auth, auth-int", algorithm={}, '
    'nonce="7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v", '
    'opaque="FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS"'
)


@pytest.fixture(autouse=True)
def _secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INSPECTOR_REMOTE_USER", USER)
    monkeypatch.setenv("INSPECTOR_REMOTE_PASSWORD", PASSWORD)


@pytest.mark.parametrize(
    ("algorithm", "response"),
    [
        ("MD5", "8ca523f5e9506fed4657c9700eebdbec"),
        ("SHA-256", "753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1"),
    ],
)
def test_the_proof_is_that_of_the_standards_own_example(algorithm: str, response: str) -> None:
    """RFC 7616 §3.9.1."""
    sign_in = SignIn(_MUFASA, lot=lambda: "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ")
    assert sign_in.take([_BASIS.format(algorithm)])

    said = sign_in.header("GET", "/dir/index.html")["Authorization"]

    assert f'response="{response}"' in said
    assert "Circle of Life" not in said


def test_of_several_ways_the_strongest_that_both_know_is_taken() -> None:
    asked = ["Negotiate", _BASIS.format("MD5"), _BASIS.format("SHA-256"), _BASIS.format("SHA-9")]
    sign_in = SignIn(_MUFASA)
    assert sign_in.take(asked)
    assert "algorithm=SHA-256" in sign_in.header("GET", "/")["Authorization"]


@pytest.mark.parametrize(
    "asked", ["Basic realm=x", "Digest", "Digest realm=x, qop=auth-int, nonce=n", "Digest ,,="]
)
def test_what_asks_for_nothing_we_know_is_asked_once(asked: str) -> None:
    assert not SignIn(_MUFASA).take([asked])


def test_a_proof_that_was_refused_is_not_offered_again_unless_it_had_only_aged() -> None:
    sign_in = SignIn(_MUFASA)
    assert sign_in.take([_BASIS.format("MD5")])
    assert not sign_in.take([_BASIS.format("MD5")])
    assert sign_in.take([_BASIS.format("MD5") + ", stale=TRUE"])


@pytest.mark.parametrize("told", ["", "?auth=digest"])
def test_a_server_that_wants_digest_is_synced_with(
    ws: Workspace, other: Workspace, tmp_path: Path, told: str
) -> None:
    (tmp_path / "cloud").mkdir()
    found_something(ws, 1, folder=tmp_path)
    with a_dav_server(tmp_path / "cloud", digest=True) as port:
        for laptop in (ws, other, ws):
            sync(laptop, f"webdav://127.0.0.1:{port}/督查{told}")

    assert knowledge(ws) == knowledge(other)


def test_a_wrong_password_is_told_by_a_server_that_wants_digest(
    ws: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("INSPECTOR_REMOTE_PASSWORD", "wrong")
    (tmp_path / "cloud").mkdir()
    with a_dav_server(tmp_path / "cloud", digest=True) as port:
        with pytest.raises(MachineError) as told:
            sync(ws, f"webdav://127.0.0.1:{port}/x")

    assert told.value.code == "remote_denied"


def test_an_address_that_asks_for_digest_never_says_the_password(tmp_path: Path) -> None:
    said: list[str] = []

    class Listening(http.server.BaseHTTPRequestHandler):
        def do_PROPFIND(self) -> None:
            said.append(self.headers.get("Authorization") or "")
            self.send_response(401)
            self.send_header("WWW-Authenticate", _BASIS.format("MD5"))
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_args: object) -> None:
            """Say nothing on the screen."""

    with serving(socketserver.ThreadingTCPServer(("127.0.0.1", 0), Listening)) as port:
        dav = DavRemote(read_address(f"webdav://127.0.0.1:{port}/x?auth=digest"), _MUFASA)
        with pytest.raises(RemoteFaultError) as told:
            dav.list("v1/heads")
        dav.close()

    assert told.value.fault is Fault.DENIED
    assert said[0] == ""
    assert all(one.startswith("Digest ") for one in said[1:])


@pytest.mark.parametrize("scheme", ["webdav", "webdavs"])
def test_the_environments_proxy_is_gone_through(
    ws: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, scheme: str
) -> None:
    (tmp_path / "cloud").mkdir()
    ca, tls = certificates(tmp_path)
    monkeypatch.setenv("INSPECTOR_REMOTE_CA", str(ca))
    found_something(ws, 1, folder=tmp_path)
    with a_dav_server(tmp_path / "cloud", tls if scheme == "webdavs" else None) as port:
        with a_proxy("Basic YnVyZWF1OnAgcQ==") as (proxy, passed):
            for name in ("http_proxy", "https_proxy"):
                monkeypatch.setenv(name, f"http://bureau:p%20q@127.0.0.1:{proxy}")
            told = sync(ws, f"{scheme}://127.0.0.1:{port}/x")

    assert told.left == 0
    assert passed
    assert all(f"127.0.0.1:{port}" in one for one in passed)
    assert {one.split()[0] for one in passed} >= {"CONNECT" if scheme == "webdavs" else "PUT"}


@pytest.mark.parametrize("scheme", ["webdav", "webdavs"])
def test_a_proxy_that_wants_a_password_is_told_as_one(
    ws: Workspace, monkeypatch: pytest.MonkeyPatch, scheme: str
) -> None:
    with a_proxy("Basic x") as (proxy, _passed):
        for name in ("http_proxy", "https_proxy"):
            monkeypatch.setenv(name, f"127.0.0.1:{proxy}")
        with pytest.raises(MachineError) as told:
            sync(ws, f"{scheme}://dav.example.cn/x", sleep=lambda _s: None)

    assert (told.value.code, told.value.exit_code) == ("remote_proxy", 3)


def test_a_server_named_in_no_proxy_is_asked_directly(
    ws: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "cloud").mkdir()
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:1")
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    with a_dav_server(tmp_path / "cloud") as port:
        assert sync(ws, f"webdav://127.0.0.1:{port}/x").left == 0
