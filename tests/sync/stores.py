"""An object store on this machine: SeaweedFS as a process of its own, with one bucket."""

import http.client
import json
import os
import random
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
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
def a_store(folder: Path) -> Iterator[int]:
    """S3 on loopback alone, stopped afterwards; says its port."""
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
                *("-volume.max=64", "-master.volumeSizeLimitMB=16"),  # with 3 every put is a 500
                *("-master.electionTimeout=1s", "-volume.minFreeSpace=1"),
            ],
            stdout=log,
            stderr=log,
            env={**os.environ, "HOME": str(folder)},
        )
    try:
        _wait(filer, f"/buckets/{BUCKET}/", "POST", 201, process)
        _wait(s3, "/", "GET", 403, process)
        yield s3
    finally:
        process.kill()  # asked politely it takes ten seconds, and nothing in it is kept
        process.wait()


def _wait(port: int, path: str, verb: str, good: int, process: subprocess.Popen[bytes]) -> None:
    """Until it answers as it should; AssertionError where it does not in time."""
    end = time.monotonic() + _READY_S
    while time.monotonic() < end and process.poll() is None:
        with closing(http.client.HTTPConnection(_HOST, port, timeout=5)) as connection:
            with suppress(OSError, http.client.HTTPException):
                connection.request(verb, path)
                with closing(connection.getresponse()) as answer:
                    if answer.status == good:
                        return
        time.sleep(0.1)
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
