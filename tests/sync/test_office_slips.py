"""What an office gets wrong, on real servers: a sentence, a hint, exit 3, and nothing harmed here.

Wrong password, a place that is missing, read-only or full, nobody there, an unknown authority.
"""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

import pytest

from inspector.app.sync import sync
from inspector.app.sync_state import standing
from inspector.app.upkeep import rebuild
from inspector.app.workspace import Workspace
from inspector.domain.errors import MachineError
from tests.sync.dav_programs import apache, rclone
from tests.sync.laptops import found_something, knowledge
from tests.sync.servers import PASSWORD, USER, a_dav_server, certificates
from tests.sync.stores import BUCKET, READER, a_store

_LOOPBACK = "127.0.0.1"
_NOBODY = 1  # no server listens at this port


def _dav(port: int, scheme: str = "webdav") -> str:
    return f"{scheme}://{_LOOPBACK}:{port}/督查"


@pytest.fixture(autouse=True)
def _secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INSPECTOR_REMOTE_USER", USER)
    monkeypatch.setenv("INSPECTOR_REMOTE_PASSWORD", PASSWORD)


@contextmanager
def a_small_disk(folder: Path, *, how: str = "size=64k") -> Iterator[Path]:
    """A file system of its own; where the machine allows none, that is said."""
    folder.mkdir(exist_ok=True)
    mount = shutil.which("mount")
    made = mount and subprocess.run(
        [mount, "-t", "tmpfs", "-o", how, "tmpfs", str(folder)], capture_output=True, check=False
    )
    if not made or made.returncode:
        pytest.skip("this machine mounts nothing for us, so that no small disk can be tried")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


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


@pytest.mark.parametrize("how", ["size=64k", "ro"])
def test_a_stick_that_is_full_or_write_protected(ws: Workspace, tmp_path: Path, how: str) -> None:
    with a_small_disk(tmp_path / "stick", how=how) as stick:
        if how != "ro":
            (stick / "holiday.mp4").write_bytes(os.urandom(48 << 10))
        code = refused(ws, stick.as_uri(), tmp_path)

    assert code == ("remote_read_only" if how == "ro" else "remote_full")


def test_a_stick_that_was_pulled_out(ws: Workspace, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    sync(ws, stick.as_uri())
    stick.rename(tmp_path / "in the bag")

    assert refused(ws, stick.as_uri(), tmp_path) == "remote_away"
    assert not stick.exists()


def test_a_file_where_a_folder_should_be(ws: Workspace, tmp_path: Path) -> None:
    (tmp_path / "stick").write_text("a file")
    assert refused(ws, (tmp_path / "stick").as_uri(), tmp_path) == "remote_absent"


@pytest.mark.parametrize("program", ["apache", "rclone"])
def test_a_server_whose_disk_is_full(ws: Workspace, tmp_path: Path, program: str) -> None:
    serve = apache if program == "apache" else rclone
    with ExitStack() as open_ones:
        folder = Path(open_ones.enter_context(tempfile.TemporaryDirectory(prefix="dav-disk-")))
        folder.chmod(0o755)
        cloud = open_ones.enter_context(a_small_disk(folder / "cloud"))
        port = open_ones.enter_context(serve(cloud=cloud))
        (cloud / "holiday.mp4").write_bytes(os.urandom(48 << 10))
        code = refused(ws, _dav(port), tmp_path)

    # rclone answers 405 to whatever it cannot write, and does not say why
    assert code == ("remote_full" if program == "apache" else "remote_read_only")


def test_a_server_that_lets_us_read_alone(ws: Workspace, tmp_path: Path) -> None:
    (tmp_path / "cloud").mkdir()
    with a_dav_server(tmp_path / "cloud", read_only=True) as port:
        assert refused(ws, _dav(port), tmp_path) == "remote_read_only"


def test_a_server_with_a_certificate_of_nobodys(ws: Workspace, tmp_path: Path) -> None:
    (tmp_path / "cloud").mkdir()
    _ca, tls = certificates(tmp_path)
    with a_dav_server(tmp_path / "cloud", tls) as port:
        assert refused(ws, _dav(port, "webdavs"), tmp_path) == "remote_untrusted"


def test_an_authority_file_that_is_none(
    ws: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "ca.pem").write_text("not a certificate")
    monkeypatch.setenv("INSPECTOR_REMOTE_CA", str(tmp_path / "ca.pem"))
    assert refused(ws, _dav(_NOBODY, "webdavs"), tmp_path) == "remote_untrusted"


@pytest.mark.parametrize("url", [_dav(_NOBODY), "webdav://no.such.host.invalid/x"])
def test_a_server_that_is_not_there(ws: Workspace, tmp_path: Path, url: str) -> None:
    assert refused(ws, url, tmp_path) == "remote_away"


@pytest.mark.parametrize("program", ["wsgidav", "apache", "rclone"])
def test_a_wrong_password(
    ws: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, program: str
) -> None:
    (tmp_path / "cloud").mkdir()
    monkeypatch.setenv("INSPECTOR_REMOTE_PASSWORD", "wrong")
    servers: dict[str, Callable[[], object]] = {
        "wsgidav": lambda: a_dav_server(tmp_path / "cloud"),
        "apache": apache,
        "rclone": rclone,
    }
    with ExitStack() as open_ones:
        port = open_ones.enter_context(servers[program]())  # type: ignore[arg-type]
        assert refused(ws, _dav(port), tmp_path) == "remote_denied"


@pytest.mark.parametrize("program", ["apache", "rclone"])
def test_a_program_that_serves_for_reading_alone(
    ws: Workspace, tmp_path: Path, program: str
) -> None:
    serve = apache if program == "apache" else rclone
    with serve(read_only=True) as port:
        assert refused(ws, _dav(port), tmp_path) == "remote_read_only"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    with a_store(tmp_path_factory.mktemp("store")) as found:
        yield found


def _bucket(port: int, bucket: str = BUCKET) -> str:
    return f"s3://{bucket}/x?endpoint=http://{_LOOPBACK}:{port}"


@pytest.mark.parametrize(
    ("user", "password", "bucket", "code"),
    [
        (USER, "wrong", BUCKET, "remote_denied"),
        ("nobody", PASSWORD, BUCKET, "remote_denied"),
        ("", "", BUCKET, "remote_denied"),
        (USER, PASSWORD, "nobodys", "remote_absent"),
        (READER, PASSWORD, BUCKET, "remote_read_only"),
    ],
    ids=["secret", "key", "no secret", "bucket", "reader"],
)
def test_a_store_that_does_not_let_us(
    ws: Workspace,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    store: int,
    user: str,
    password: str,
    bucket: str,
    code: str,
) -> None:
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("INSPECTOR_REMOTE_USER", user)
    monkeypatch.setenv("INSPECTOR_REMOTE_PASSWORD", password)

    assert refused(ws, _bucket(store, bucket), tmp_path) == code


def test_a_store_that_is_not_there(ws: Workspace, tmp_path: Path) -> None:
    assert refused(ws, _bucket(_NOBODY), tmp_path) == "remote_away"


def test_after_every_slip_the_next_sync_goes_well(ws: Workspace, tmp_path: Path) -> None:
    with suppress(MachineError):
        sync(ws, _dav(_NOBODY), sleep=lambda _s: None)
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
        sync(ws, _dav(_NOBODY), sleep=lambda _s: None)

    assert sync(ws).remote == good
