"""WebDAV servers that others run: Apache's mod_dav and rclone, each as a process of its own."""

import base64
import hashlib
import os
import random
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from pathlib import Path

import pytest

from tests.sync.servers import PASSWORD, USER

_HOST = "127.0.0.1"
_READY_S = 20.0
_MODULES = Path("/usr/lib/apache2/modules")
_NOBODY = 65534  # Apache does not serve as root
_SHA1 = base64.b64encode(hashlib.sha1(PASSWORD.encode()).digest()).decode()
_READING_ALONE = (
    "<Limit GET PROPFIND OPTIONS>\nRequire valid-user\n</Limit>\n"
    "<LimitExcept GET PROPFIND OPTIONS>\nRequire all denied\n</LimitExcept>"
)
_NEEDED = (
    *("mpm_event", "authn_core", "authn_file", "authz_core", "authz_user"),
    *("auth_basic", "dav", "dav_fs"),
)


@contextmanager
def apache(
    *,
    read_only: bool = False,
    cloud: Path | None = None,
    tls: tuple[Path, Path] | None = None,
    below: str = "/",
) -> Iterator[int]:
    """mod_dav for one user, as many offices have it; says its port. ``cloud``: on this disk."""
    program = shutil.which("apache2", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
    if program is None or not (_MODULES / "mod_dav_fs.so").is_file():
        pytest.skip("Apache is not here (Debian: apache2-bin)")
    with _a_folder() as folder:
        port = _free_port()
        cloud = cloud or _made(folder / "cloud")
        if tls:  # it does not run as us, and our folders are closed to others
            tls = Path(shutil.copy(tls[0], folder)), Path(shutil.copy(tls[1], folder))
        (folder / "users").write_text(f"{USER}:{{SHA}}{_SHA1}\n")
        needed = (*_NEEDED, *(["ssl"] if tls else []))
        loaded = [f"LoadModule {one}_module {_MODULES}/mod_{one}.so" for one in needed]
        (folder / "conf").write_text(
            "\n".join(
                [
                    *loaded,
                    f"ServerName {_HOST}\nListen {_HOST}:{port}\nServerRoot {folder}",
                    f"PidFile {folder}/pid\nErrorLog {folder}/log\nDefaultRuntimeDir {folder}",
                    f"DocumentRoot {cloud}\nDavLockDB {folder}/locks",
                    *_apache_tls(tls),
                    f"<Location {below}>",
                    f"Dav On\nAuthType Basic\nAuthName office\nAuthUserFile {folder}/users",
                    _READING_ALONE if read_only else "Require valid-user",
                    "</Location>\n",
                ]
            )
        )
        as_root = {"user": _NOBODY, "group": _NOBODY} if os.geteuid() == 0 else {}
        if as_root:
            for path in (folder, cloud, *folder.rglob("*")):
                os.chown(path, _NOBODY, _NOBODY)
        words = [program, "-f", str(folder / "conf"), "-DFOREGROUND"]
        with _running(words, folder, port, **as_root):
            yield port


@contextmanager
def rclone(
    *,
    read_only: bool = False,
    cloud: Path | None = None,
    tls: tuple[Path, Path] | None = None,
    below: str = "/",
) -> Iterator[int]:
    """What a colleague serves from his own disk; says its port."""
    program = shutil.which("rclone")
    if program is None:
        pytest.skip("rclone is not here (Debian: rclone)")
    with _a_folder() as folder:
        port = _free_port()
        cloud = cloud or _made(folder / "cloud")
        words = [program, "serve", "webdav", str(cloud), "--addr", f"{_HOST}:{port}"]
        words += ["--user", USER, "--pass", PASSWORD, "--config", str(folder / "none")]
        words += ["--baseurl", below.strip("/"), *(["--read-only"] if read_only else [])]
        words += ["--cert", str(tls[0]), "--key", str(tls[1])] if tls else []
        with _running(words, folder, port):
            yield port


def _apache_tls(tls: tuple[Path, Path] | None) -> list[str]:
    if not tls:
        return []
    return [f"SSLEngine on\nSSLCertificateFile {tls[0]}\nSSLCertificateKeyFile {tls[1]}"]


PROGRAMS: dict[str, Callable[[], AbstractContextManager[int]]] = {
    "apache": apache,
    "rclone": rclone,
}


def _made(folder: Path) -> Path:
    folder.mkdir()
    return folder


@contextmanager
def _a_folder() -> Iterator[Path]:
    """Where another user may go; the folders of tests are closed to others."""
    folder = Path(tempfile.mkdtemp(prefix="dav-"))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _running(words: list[str], folder: Path, port: int, **how: int) -> Iterator[None]:
    with (folder / "said").open("wb") as said:
        process = subprocess.Popen(words, stdout=said, stderr=said, **how)  # type: ignore[call-overload]
    try:
        end = time.monotonic() + _READY_S
        while not _answers(port):
            assert process.poll() is None, (folder / "said").read_text()
            assert time.monotonic() < end, f"{words[0]} does not answer"
            time.sleep(0.05)
        yield
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _answers(port: int) -> bool:
    """Whether somebody takes calls there; whether it is in TLS is not asked."""
    with suppress(OSError), socket.create_connection((_HOST, port), timeout=5):
        return True
    return False


def _free_port() -> int:
    while True:
        port = random.SystemRandom().randrange(20_000, 32_000)
        with socket.socket() as one, suppress(OSError):
            one.bind((_HOST, port))
            return port
