"""What an office gets wrong, on real servers: a sentence, a hint, exit 3, and nothing harmed here.

Wrong password, a place that is missing, read-only or full, nobody there, an unknown authority.
"""

from collections.abc import Iterator
from contextlib import ExitStack, suppress
from pathlib import Path

import pytest

from inspector.app.sync import sync
from inspector.app.sync_state import standing
from inspector.app.upkeep import rebuild
from inspector.app.workspace import Workspace
from inspector.domain.errors import MachineError
from tests.sync.killable import sync_and_die
from tests.sync.laptops import found_something, knowledge
from tests.sync.places import (
    AUTHORITY,
    AWAY,
    DAV_KINDS,
    FULL,
    LOOPBACK,
    MISSING,
    NOBODY,
    PASSWORD_SLIP,
    READ_ONLY,
    SLIPS,
    a_dav,
    a_folder,
    an_object_store,
    bucket,
    secrets_for,
)
from tests.sync.servers import PASSWORD, USER, certificates
from tests.sync.stores import a_store

_AWAY = f"webdav://{LOOPBACK}:{NOBODY}/x"
_USUAL = {
    PASSWORD_SLIP: "remote_denied",
    MISSING: "remote_absent",
    READ_ONLY: "remote_read_only",
    FULL: "remote_full",
    AWAY: "remote_away",
    AUTHORITY: "remote_untrusted",
}
TOLD = {(kind, slip): code for kind in (*DAV_KINDS, "seaweedfs") for slip, code in _USUAL.items()}
TOLD |= {("folder", slip): _USUAL[slip] for slip in (MISSING, READ_ONLY, FULL, AWAY)}
# rclone answers 405 to whatever it cannot write, and does not say why
TOLD["rclone", FULL] = "remote_read_only"
# these answer 500 to what they have no room for, as to any other fault of their own
TOLD["seaweedfs", FULL] = TOLD["wsgidav", FULL] = "remote_failing"


@pytest.fixture(autouse=True)
def _secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.delenv(name, raising=False)
    _say_who(monkeypatch, USER, PASSWORD)


def _say_who(monkeypatch: pytest.MonkeyPatch, user: str, password: str) -> None:
    monkeypatch.setenv("INSPECTOR_REMOTE_USER", user)
    monkeypatch.setenv("INSPECTOR_REMOTE_PASSWORD", password)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    with a_store(tmp_path_factory.mktemp("store")) as found:
        yield found


def refused(ws: Workspace, url: str, tmp_path: Path) -> str:
    """Try to sync something new; the fault's code, once all that must hold was looked at."""
    found_something(ws, 1, folder=tmp_path)
    before = knowledge(ws)
    with pytest.raises(MachineError) as told:
        sync(ws, url, sleep=lambda _s: None)

    assert told.value.exit_code == 3
    assert told.value.message
    assert "本机数据完好" in told.value.hint
    assert PASSWORD not in told.value.message + told.value.hint
    note = standing(ws)
    assert note is not None
    assert note.failure == told.value.message
    assert knowledge(ws) == before
    assert rebuild(ws).same
    return told.value.code


def test_every_slip_of_every_kind_of_place_is_in_the_table() -> None:
    kinds = {kind for kind, _slip in TOLD}
    assert kinds == {"folder", "wsgidav", "apache", "rclone", "seaweedfs"}
    assert {pair for pair in TOLD if pair[0] != "folder"} == {
        (kind, slip) for kind in kinds - {"folder"} for slip in SLIPS
    }


@pytest.mark.filterwarnings("ignore:unclosed file:ResourceWarning")  # WsgiDAV, on a full disk
@pytest.mark.parametrize(("kind", "slip"), TOLD, ids=lambda one: one)
def test_each_slip_at_each_kind_of_place_is_one_sentence_and_harms_nothing(
    ws: Workspace,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    request: pytest.FixtureRequest,
    kind: str,
    slip: str,
) -> None:
    _say_who(monkeypatch, *secrets_for(slip, kind))
    with ExitStack() as open_ones:
        if kind == "folder":
            place = a_folder(tmp_path, slip)
        elif kind == "seaweedfs":
            place = an_object_store(tmp_path, slip, request.getfixturevalue("store"))
        else:
            place = a_dav(DAV_KINDS[kind](tmp_path), tmp_path, slip)
        url = open_ones.enter_context(place)

        assert refused(ws, url, tmp_path) == TOLD[kind, slip]


def test_a_stick_that_was_pulled_out(ws: Workspace, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    sync(ws, stick.as_uri())
    stick.rename(tmp_path / "in the bag")

    assert refused(ws, stick.as_uri(), tmp_path) == "remote_away"
    assert not stick.exists()


def test_an_authority_file_that_is_none(
    ws: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "ca.pem").write_text("not a certificate")
    monkeypatch.setenv("INSPECTOR_REMOTE_CA", str(tmp_path / "ca.pem"))
    for url in (f"webdavs://{LOOPBACK}:{NOBODY}/x", bucket(NOBODY)):
        assert refused(ws, url, tmp_path) == "remote_untrusted"


@pytest.mark.parametrize("name", ["no.such.host.invalid", "localhost:1"])
@pytest.mark.parametrize("kind", ["webdav://{}/x", "s3://office/x?endpoint=http://{}"])
def test_a_host_that_nobody_knows(ws: Workspace, tmp_path: Path, kind: str, name: str) -> None:
    assert refused(ws, kind.format(name), tmp_path) == "remote_away"


@pytest.mark.parametrize(("user", "password"), [("nobody", PASSWORD), ("", "")])
def test_a_store_to_which_nobody_says_who_we_are(
    ws: Workspace,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    store: int,
    user: str,
    password: str,
) -> None:
    _say_who(monkeypatch, user, password)
    assert refused(ws, bucket(store), tmp_path) == "remote_denied"


def test_a_store_behind_the_offices_own_authority_is_synced_with_once_it_is_named(
    ws: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In a process of its own: trust is read with the first TLS line of a process."""
    ca, tls = certificates(tmp_path)
    monkeypatch.setenv("INSPECTOR_REMOTE_CA", str(ca))
    found_something(ws, 1, folder=tmp_path)
    with a_store(tmp_path / "store", tls=tls) as port:
        url = bucket(port).replace("http://", "https://")
        assert sync_and_die(ws.folder, url, tmp_path / "book", "nothing", 0, 0.0) == 0

    note = standing(ws)
    assert note is not None
    assert (note.remote, note.failure, note.left) == (url, "", 0)


def test_a_store_that_ran_full_is_made_good_once_there_is_room(
    ws: Workspace, other: Workspace, tmp_path: Path, store: int
) -> None:
    with an_object_store(tmp_path, FULL, store) as url:
        assert refused(ws, url, tmp_path) == "remote_failing"

    for laptop in (ws, other, ws):
        sync(laptop, bucket(store))
    assert knowledge(other) == knowledge(ws)


def test_after_every_slip_the_next_sync_goes_well(ws: Workspace, tmp_path: Path) -> None:
    with suppress(MachineError):
        sync(ws, _AWAY, sleep=lambda _s: None)
    sync(ws, (tmp_path / "stick").as_uri())

    note = standing(ws)
    assert note is not None
    assert (note.remote, note.failure) == ((tmp_path / "stick").as_uri(), "")
    assert sync(ws).remote == (tmp_path / "stick").as_uri()


def test_a_remote_tried_in_vain_does_not_replace_the_one_that_works(
    ws: Workspace, tmp_path: Path
) -> None:
    good = (tmp_path / "stick").as_uri()
    sync(ws, good)
    with suppress(MachineError):
        sync(ws, _AWAY, sleep=lambda _s: None)

    assert sync(ws).remote == good
