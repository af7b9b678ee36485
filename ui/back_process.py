"""One process of a back office: how it is started, reached and ended."""

from __future__ import annotations

import logging
import subprocess
import sys
import threading
from contextlib import suppress
from pathlib import Path
from typing import IO, TYPE_CHECKING

from inspector.domain.errors import MachineError
from inspector.text import _

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

log = logging.getLogger(__name__)
WORD = "--back-office"  # what the bundled command is started with to be one
READY = b"ready\n"
PATIENCE_S = 2.5
LONGEST = 100  # bytes of a socket's path: sun_path holds 108 on Linux, 104 on macOS (unix(7))
_START = "import sys; sys.path[:] = sys.argv[1:]; from ui.back_office import main; main()"
_FAMILY = "AF_PIPE" if sys.platform == "win32" else "AF_UNIX"


class BackProcess:
    """One process of a back office; it begins to load at once, and opens with the first line."""

    def __init__(self) -> None:
        self._address, self._key = "", b""
        self._lock = threading.Lock()
        self._is_told = self._is_open = False
        self._process = subprocess.Popen(
            command(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )

    def expect(self, folder: Path, language: str) -> None:
        """Say over which workspace it will be asked, and in which language, so that it opens it."""
        with suppress(OSError), self._lock:  # what hinders is told to who asks the first question
            self._tell(folder, language)

    def connect(self, folder: Path, language: str) -> Connection:
        """Another line; the first one waits until the workspace is open.

        :raises MachineError: the back office does not open.
        """
        from multiprocessing.connection import Client

        try:
            with self._lock:
                self._tell(folder, language)
                self._hear_ready()
            return Client(self._address, _FAMILY, authkey=self._key)
        except (EOFError, OSError) as error:
            raise not_open() from error

    def breathes(self, patience_s: float) -> bool:
        """Whether it takes a call within so many seconds; one that still opens is left in peace.

        A process that stands still lets the system take the call, and says nothing.
        """
        if not self._is_open:
            return True
        called = threading.Thread(target=self._call, name="call", daemon=True)
        called.start()
        called.join(patience_s)
        return not called.is_alive()

    def end_at_once(self) -> None:
        """For one that does not move: it would not hear that its input ends."""
        self._process.kill()

    def _call(self) -> None:
        """Take up a line and let go of it; a process that is gone is told by who asks it."""
        from multiprocessing import AuthenticationError
        from multiprocessing.connection import Client

        with suppress(AuthenticationError, EOFError, OSError):
            Client(self._address, _FAMILY, authkey=self._key).close()

    def process_id(self) -> int:
        return self._process.pid

    def was_open(self) -> bool:
        """Whether it ever answered over its workspace."""
        return self._is_open

    def code(self) -> int | None:
        """What it ended with; None where it still runs."""
        return self._process.poll()

    def close(self) -> None:
        """End it: it hears that its input ends, and has a while for what is under way.

        Its output is let go last: a thread that still waits for it to open would hold us up.
        """
        if not self._is_open:
            self._process.kill()  # nobody asked it anything
        _let_go(self._process.stdin)
        try:
            self._process.wait(PATIENCE_S)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        _let_go(self._process.stdout)
        leave_nothing(self._address)

    def _tell(self, folder: Path, language: str) -> None:
        """Tell it once what for; the line is short enough for any pipe to take it at once."""
        if self._is_told:
            return
        import json
        import secrets

        self._address, self._key = _meeting_place(secrets.token_hex(8)), secrets.token_bytes(32)
        opening = {
            "folder": str(folder),
            "language": language or "zh",
            "address": self._address,
            "key": self._key.hex(),
        }
        into = self._process.stdin
        if into is None:
            raise OSError("no pipe to the back office")
        into.write(json.dumps(opening).encode() + b"\n")
        into.flush()
        self._is_told = True

    def _hear_ready(self) -> None:
        """Wait until it says that it is open; what else it prints is passed over."""
        out = self._process.stdout
        if out is None:
            raise OSError("no pipe from the back office")
        while not self._is_open:
            said = out.readline()
            if not said:
                raise EOFError("the back office ended before it was open")
            self._is_open = said.endswith(READY)


def begin() -> BackProcess | None:
    """Start one; None where the machine starts no process: that is told with the first question."""
    try:
        return BackProcess()
    except OSError:
        log.exception("no back office")
        return None


def not_open() -> MachineError:
    """What is told where no back office comes up."""
    return MachineError(_("后台没有打开"), _("重新启动程序；再出现时把 logs 文件夹交给技术人员"))


def leave_nothing(address: str) -> None:
    """Remove the socket and its folder; both ends do, since either may be killed."""
    if _FAMILY == "AF_UNIX" and address.startswith("/"):
        with suppress(OSError):
            Path(address).unlink(missing_ok=True)
            Path(address).parent.rmdir()


def _meeting_place(name: str) -> str:
    """Where both ends meet: a folder nobody else may enter, whose path is not too long.

    :raises OSError: there is no such folder, and this machine knows no meeting without one.
    """
    import os
    import tempfile

    if _FAMILY == "AF_PIPE":
        return rf"\\.\pipe\inspector-{name}"
    for place in (None, "/tmp", "/var/tmp"):  # noqa: S108 - mkdtemp makes one of our own there
        with suppress(OSError):
            folder = tempfile.mkdtemp(prefix="inspector-", dir=place)
            if len(os.fsencode(f"{folder}/{name}")) <= LONGEST:
                return f"{folder}/{name}"
            Path(folder).rmdir()
    if sys.platform == "linux":
        return f"\0inspector-{name}"  # a name without a file; the key keeps others off
    raise OSError("no folder for the line to the back office")


def _let_go(pipe: IO[bytes] | None) -> None:
    if pipe is not None:
        with suppress(OSError):
            pipe.close()


def command() -> list[str]:
    """How a back office is started: our own Python, or the bundled command with a hidden word."""
    if getattr(sys, "frozen", False):
        program = Path(sys.executable)
        beside = program.with_name("inspector" + program.suffix)  # the window has no pipes
        return [str(beside if beside.exists() else program), WORD]
    seen = [str(Path(place).absolute()) for place in sys.path]  # not what the folder we are in has
    alike = f"utf8={int(sys.getfilesystemencoding() == 'utf-8')}"  # names of files mean the same
    return [sys.executable, "-P", "-X", alike, "-c", _START, *seen]
