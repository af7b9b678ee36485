"""An object store on this machine: SeaweedFS as a process of its own, with one bucket."""

import json
import os
import random
import socket
import ssl
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from pathlib import Path

from tests.sync.servers import PASSWORD, USER

BUCKET = "office"
_HOST = "127.0.0.1"
_READY_S = 30.0  # it is there after 3 s on a quiet machine
READER = "reader"  # the same password, and no right to write
_OFFICE = {
    "name": "office",
    "credentials": [{"accessKey": USER, "secretKey": PASSWORD}],
    "actions": ["Admin", "Read", "Write", "List"],
}


_READER = {
    "name": "reader",
    "credentials": [{"accessKey": READER, "secretKey": PASSWORD}],
    "actions": ["Read", "List"],
}


@contextmanager
def a_store(
    folder: Path, *, tls: tuple[Path, Path] | None = None, volumes: int = 64, volume_mb: int = 16
) -> Iterator[int]:
    """S3 on loopback alone, stopped afterwards; says its port. ``volumes`` are all it can fill."""
    (folder / "data").mkdir(parents=True)
    (folder / "s3.json").write_text(json.dumps({"identities": [_OFFICE, _READER]}), "utf-8")
    master, volume, filer, s3 = _free_ports(4)
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(
            [
                *(Path(sys.executable).with_name("weed"), "server"),
                *(f"-dir={folder / 'data'}", f"-ip={_HOST}", f"-ip.bind={_HOST}"),
                *(f"-master.port={master}", f"-volume.port={volume}"),
                *("-filer", f"-filer.port={filer}", "-s3", f"-s3.port={s3}"),
                *(f"-s3.config={folder / 's3.json'}", "-s3.autoCreateBucket=false"),
                *("-s3.port.iceberg=0", "-s3.port.lance=0", "-master.telemetry=false"),
                # with 3 volumes every put is a 500
                *(f"-volume.max={volumes}", f"-master.volumeSizeLimitMB={volume_mb}"),
                *([f"-s3.cert.file={tls[0]}", f"-s3.key.file={tls[1]}"] if tls else []),
                *("-master.electionTimeout=1s", "-volume.minFreeSpace=1"),
            ],
            stdout=log,
            stderr=log,
            env={**os.environ, "HOME": str(folder)},
        )
    try:
        _wait(HTTPConnection(_HOST, filer, timeout=5), "POST", f"/buckets/{BUCKET}/", 201, process)
        _wait(_line(s3, is_open=tls is None), "GET", "/", 403, process)
        yield s3
    finally:
        process.kill()  # asked politely it takes ten seconds, and nothing in it is kept
        process.wait()


def _line(port: int, *, is_open: bool) -> HTTPConnection:
    if is_open:
        return HTTPConnection(_HOST, port, timeout=5)
    trusting = ssl.create_default_context()
    trusting.check_hostname, trusting.verify_mode = False, ssl.CERT_NONE
    return HTTPSConnection(_HOST, port, timeout=5, context=trusting)


def _wait(
    line: HTTPConnection, verb: str, path: str, good: int, process: subprocess.Popen[bytes]
) -> None:
    """Until it answers as it should; AssertionError where it does not in time."""
    end = time.monotonic() + _READY_S
    while time.monotonic() < end and process.poll() is None:
        with closing(line), suppress(OSError, HTTPException):
            line.request(verb, path)
            with closing(line.getresponse()) as answer:
                if answer.status == good:
                    return
        time.sleep(0.05)
    raise AssertionError(f"no store: {path}")


def _free_ports(many: int) -> list[int]:
    """Ports that are free together with those 10,000 above, which it takes for itself."""
    found: list[int] = []
    while len(found) < many:
        port = random.SystemRandom().randrange(20_000, 32_000)
        if port not in found and all(map(_is_free, (port, port + 10_000))):
            found.append(port)
    return found


def _is_free(port: int) -> bool:
    with socket.socket() as one:
        try:
            one.bind((_HOST, port))
        except OSError:
            return False
    return True
