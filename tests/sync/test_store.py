"""Object stores against a real one: converging, and whatever an office gets wrong."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from inspector.app.merging import found_from
from inspector.app.sync import Synced, sync
from inspector.app.upkeep import missing
from inspector.app.workspace import Workspace
from inspector.domain.errors import MachineError
from inspector.exchange.remotes.address import read_address
from inspector.exchange.remotes.remote import Fault, NotThereError, RemoteFaultError
from inspector.exchange.remotes.secrets import Credentials
from inspector.exchange.remotes.store_remote import StoreRemote
from tests.builders import NOW
from tests.founded import Founded
from tests.sync.laptops import found_something, knowledge
from tests.sync.servers import PASSWORD, USER, a_server_that_says
from tests.sync.stores import BUCKET, a_store

_PAGE = b"<html><head><title>login</title></head><body>please log in</body></html>"
_LOOSE = b"<!DOCTYPE html><html><head><meta charset=utf8></head><body>please log in</body></html>"
_SKEWED = b"<Error><Code>RequestTimeTooSkewed</Code><Message>no</Message></Error>"


@pytest.fixture(scope="module")
def port(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    with a_store(tmp_path_factory.mktemp("store")) as found:
        yield found


@pytest.fixture(autouse=True)
def _secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INSPECTOR_REMOTE_USER", USER)
    monkeypatch.setenv("INSPECTOR_REMOTE_PASSWORD", PASSWORD)


def address(port: int, prefix: str, bucket: str = BUCKET) -> str:
    return f"s3://{bucket}/{prefix}?endpoint=http://127.0.0.1:{port}"


def synced_at(ws: Workspace, url: str) -> Synced:
    return sync(ws, url, sleep=lambda _s: None)


def test_what_is_put_is_listed_read_and_measured(port: int) -> None:
    store = StoreRemote(read_address(address(port, "a")), Credentials(user=USER, password=PASSWORD))
    assert store.list("v1/heads") == {}
    store.put("v1/heads/a.1", b"")
    store.put("v1/seg/a/0/x", b"12345")

    assert store.list("v1/heads") == {"a.1": 0}
    assert store.list("v1") == {}  # folders are no keys
    assert store.get("v1/seg/a/0/x") == b"12345"
    assert (store.size("v1/seg/a/0/x"), store.size("v1/seg/a/0/y")) == (5, None)
    with pytest.raises(NotThereError):
        store.get("v1/seg/a/0/y")
    store.retire("v1/heads/a.1")
    assert store.list("v1/heads") == {}


def test_two_laptops_meet_in_a_bucket(
    ws: Workspace, other: Workspace, port: int, tmp_path: Path
) -> None:
    url = address(port, "two/laptops")
    found_something(ws, 1, folder=tmp_path)
    found_something(other, 2)
    for laptop in (ws, other, ws):
        synced_at(laptop, url)

    assert knowledge(ws) == knowledge(other)
    assert missing(other) == ()
    assert (synced_at(ws, url).requests, synced_at(other, url).requests) == (1, 1)


@pytest.mark.slow
def test_seven_laptops_come_to_one_digest_in_a_bucket(
    ws: Workspace, founded: Founded, port: int, tmp_path: Path
) -> None:
    url = address(port, "seven")
    with ExitStack() as open_ones:
        laptops = [ws]
        for number in range(6):
            made = found_from(tmp_path / f"{number}", founded.bundle, clock=lambda: NOW)
            laptops.append(open_ones.enter_context(made))
        for number, laptop in enumerate(laptops):
            found_something(laptop, number, folder=tmp_path)
            synced_at(laptop, url)
        for laptop in laptops:
            synced_at(laptop, url)

        assert len({knowledge(laptop) for laptop in laptops}) == 1
        assert [missing(laptop) for laptop in laptops] == [()] * 7


@pytest.mark.parametrize(
    ("change", "code"),
    [("secret", "remote_denied"), ("bucket", "remote_absent"), ("host", "remote_away")],
)
def test_what_the_office_got_wrong_is_one_sentence_and_leaves_all_whole(
    ws: Workspace, port: int, monkeypatch: pytest.MonkeyPatch, change: str, code: str
) -> None:
    before = knowledge(ws)
    if change == "secret":
        monkeypatch.setenv("INSPECTOR_REMOTE_PASSWORD", "wrong")
    bucket = "nobody" if change == "bucket" else BUCKET

    with pytest.raises(MachineError) as told:
        synced_at(ws, address(1 if change == "host" else port, "wrong", bucket))

    assert (told.value.code, told.value.exit_code) == (code, 3)
    assert told.value.hint
    assert knowledge(ws) == before


@pytest.mark.parametrize("page", [_PAGE, _LOOSE], ids=["well-formed", "loose"])
def test_a_login_page_is_never_taken_for_an_empty_bucket(ws: Workspace, page: bytes) -> None:
    """A page that is well-formed XML lists as nothing, and says yes to every put."""
    with a_server_that_says(200, {"Content-Type": "text/html"}, page) as somebody:
        with pytest.raises(MachineError) as told:
            synced_at(ws, address(somebody, "first"))

    assert told.value.code == "remote_portal"


@pytest.mark.parametrize(
    ("status", "headers", "body", "fault"),
    [
        (200, {"Content-Type": "application/json"}, b"{}", Fault.ODD),
        (302, {}, b"", Fault.PORTAL),
        (403, {}, _SKEWED, Fault.CLOCK),
        (429, {"Retry-After": "7"}, b"", Fault.BUSY),
        (503, {"Retry-After": "7"}, b"", Fault.BUSY),
        (500, {}, b"", Fault.FAILING),
        (507, {}, b"", Fault.FULL),
    ],
)
def test_what_a_store_answers_is_told_apart(
    status: int, headers: dict[str, str], body: bytes, fault: Fault
) -> None:
    with a_server_that_says(status, headers, body) as port:
        store = StoreRemote(read_address(address(port, "x")), Credentials(user="a", password="b"))
        with pytest.raises(RemoteFaultError) as told:
            store.list("v1/heads")

    assert told.value.fault is fault
    assert told.value.wait_s == float(headers.get("Retry-After", 0))
