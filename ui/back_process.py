"""One process of a back office: how it is started, reached and ended."""

from __future__ import annotations

import subprocess
import sys
import threading
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from inspector.domain.errors import MachineError
from inspector.text import _

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

WORD = "--back-office"  # what the bundled command is started with to be one
READY = b"ready\n"
PATIENCE_S = 2.5
_FAMILY = "AF_PIPE" if sys.platform == "win32" else "AF_UNIX"


class BackProcess:
    """One process of a back office; it begins to load at once, and opens with the first line."""

    def __init__(self) -> None:
        self._address, self._key = "", b""
        self._lock = threading.Lock()
        self._process = subprocess.Popen(
            command(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )

    def connect(self, folder: Path, language: str) -> Connection:
        """Another line; the first one says over which workspace, and in which language.

        :raises MachineError: the back office does not open.
        """
        from multiprocessing.connection import Client

        try:
            with self._lock:
                if not self._address:
                    self._address = self._open(folder, language)
            return Client(self._address, _FAMILY, authkey=self._key)
        except (EOFError, OSError) as error:
            raise MachineError(
                _("后台没有打开"), _("重新启动程序；再出现时把 logs 文件夹交给技术人员")
            ) from error

    def process_id(self) -> int:
        return self._process.pid

    def code(self) -> int | None:
        """What it ended with; None where it still runs."""
        return self._process.poll()

    def close(self) -> None:
        pipes = (self._process.stdin, self._process.stdout)
        for pipe in pipes:
            if pipe is not None:
                with suppress(OSError):
                    pipe.close()
        if not self._address:
            self._process.kill()  # nobody asked it anything
        try:
            self._process.wait(PATIENCE_S)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        if self._address and _FAMILY == "AF_UNIX":
            import shutil

            shutil.rmtree(Path(self._address).parent, ignore_errors=True)

    def _open(self, folder: Path, language: str) -> str:
        import json
        import secrets
        import tempfile

        name, self._key = secrets.token_hex(8), secrets.token_bytes(32)
        address = (
            rf"\\.\pipe\inspector-{name}"
            if _FAMILY == "AF_PIPE"
            else str(Path(tempfile.mkdtemp(prefix="inspector-")) / name)
        )
        opening = {
            "folder": str(folder),
            "language": language or "zh",
            "address": address,
            "key": self._key.hex(),
        }
        into, out = self._process.stdin, self._process.stdout
        if into is None or out is None:
            raise OSError("no pipes to the back office")
        into.write(json.dumps(opening).encode() + b"\n")
        into.flush()
        if out.readline() != READY:
            raise EOFError("the back office ended before it was open")
        return address


def command() -> list[str]:
    """How a back office is started: our own Python, or the bundled command with a hidden word."""
    if getattr(sys, "frozen", False):
        program = Path(sys.executable)
        beside = program.with_name("inspector" + program.suffix)  # the window has no pipes
        return [str(beside if beside.exists() else program), WORD]
    return [sys.executable, "-X", "utf8", "-m", "ui.back_office"]
