"""Places to sync with, each with one thing wrong that an office gets wrong."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager, suppress
from functools import partial
from pathlib import Path

import pytest

from inspector.exchange.remotes.address import read_address
from inspector.exchange.remotes.remote import RemoteFaultError
from inspector.exchange.remotes.secrets import Credentials
from inspector.exchange.remotes.store_remote import StoreRemote
from tests.sync.dav_programs import apache, rclone
from tests.sync.servers import PASSWORD, USER, a_dav_server, certificates
from tests.sync.stores import BUCKET, READER, a_store

LOOPBACK = "127.0.0.1"
NOBODY = 1  # no server listens at this port
PASSWORD_SLIP, MISSING, READ_ONLY, FULL, AWAY, AUTHORITY = SLIPS = (
    *("wrong password", "missing place", "read-only", "full"),
    *("nobody there", "unknown authority"),
)

Serve = Callable[..., AbstractContextManager[int]]


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


@contextmanager
def a_folder(folder: Path, slip: str) -> Iterator[str]:
    """A folder or a stick; it has neither password nor certificate."""
    stick = folder / "stick"
    if slip == MISSING:
        stick.write_text("a file where a folder should be")
        yield stick.as_uri()
        return
    if slip == AWAY:
        yield f"file:///proc/{os.getpid()}/no-such-share/x"
        return
    with a_small_disk(stick, how="ro" if slip == READ_ONLY else "size=64k"):
        if slip == FULL:
            _fill(stick)
        yield stick.as_uri()


@contextmanager
def _wsgidav(folder: Path, *, cloud: Path | None = None, **how: object) -> Iterator[int]:
    if cloud is None:
        cloud = folder / "cloud"
        cloud.mkdir()
    with a_dav_server(cloud, **how) as port:  # type: ignore[arg-type]
        yield port


@contextmanager
def a_dav(serve: Serve, folder: Path, slip: str) -> Iterator[str]:
    """A WebDAV server of this kind."""
    if slip == AWAY:
        yield f"webdav://{LOOPBACK}:{NOBODY}/督查"
        return
    how: dict[str, object] = {}
    with ExitStack() as open_ones:
        if slip == FULL:
            disk = Path(open_ones.enter_context(tempfile.TemporaryDirectory(prefix="dav-disk-")))
            disk.chmod(0o755)
            how["cloud"] = open_ones.enter_context(a_small_disk(disk / "cloud"))
        if slip == AUTHORITY:
            how["tls"] = certificates(folder)[1]
        if slip == READ_ONLY:
            how["read_only"] = True
        if slip == MISSING:
            how["below"] = "/share"
        port = open_ones.enter_context(serve(**how))
        if slip == FULL:
            _fill(disk / "cloud")
        scheme = "webdavs" if slip == AUTHORITY else "webdav"
        yield f"{scheme}://{LOOPBACK}:{port}/督查"


@contextmanager
def an_object_store(folder: Path, slip: str, usual: int) -> Iterator[str]:
    """S3; ``usual`` is the port of one that serves as it should."""
    if slip == FULL:
        with a_store(folder / "store", volumes=4, volume_mb=1) as port:
            _fill_store(port)
            yield bucket(port)
    elif slip == AUTHORITY:
        with a_store(folder / "store", tls=certificates(folder)[1]) as port:
            yield bucket(port).replace("http://", "https://")
    else:
        name = "nobodys" if slip == MISSING else BUCKET
        yield bucket(NOBODY if slip == AWAY else usual, name, below=folder.name)


def bucket(port: int, name: str = BUCKET, *, below: str = "x") -> str:
    """The address of a bucket of the store at this port; tests share the store, not ``below``."""
    return f"s3://{name}/{below}?endpoint=http://{LOOPBACK}:{port}"


DAV_KINDS: dict[str, Callable[[Path], Serve]] = {
    "wsgidav": lambda folder: partial(_wsgidav, folder),
    "apache": lambda _folder: apache,
    "rclone": lambda _folder: rclone,
}


def secrets_for(slip: str, kind: str) -> tuple[str, str]:
    """User and password as the office gave them to the laptop."""
    if slip == PASSWORD_SLIP:
        return USER, "wrong"
    return (READER if (slip, kind) == (READ_ONLY, "seaweedfs") else USER), PASSWORD


def _fill(disk: Path) -> None:
    (disk / "holiday.mp4").write_bytes(os.urandom(48 << 10))


def _fill_store(port: int) -> None:
    """Until it takes nothing more."""
    who = Credentials(user=USER, password=PASSWORD)
    store = StoreRemote(read_address(bucket(port)), who)
    with suppress(RemoteFaultError):
        for number in range(100):
            store.put(f"holiday/{number}", os.urandom(700_000))
        raise AssertionError("it never ran full")
