"""The window's end of the line to its back office: asks there, answers here."""

from __future__ import annotations

import json
import logging
import secrets
import shutil
import subprocess
import sys
import threading
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from inspector.domain.errors import MachineError
from inspector.text import _
from ui.line import READY, ROOMS, WORD, Answer, Ask, CalledOff, Crash, Failure, Heard, Opening, Told
from ui.office import Cancelled

if TYPE_CHECKING:
    from collections.abc import Callable
    from multiprocessing.connection import Connection

    from ui.office import Office

log = logging.getLogger(__name__)
_FAMILY = "AF_PIPE" if sys.platform == "win32" else "AF_UNIX"
PATIENCE_S = 2.5


class FarOffice:
    """Starts the back office, and another when that one is gone; a line for each thread."""

    def __init__(self, folder: Path, language: str) -> None:
        self._folder, self._language = folder, language
        self._lock = threading.Lock()
        self._mine = threading.local()
        self._house: _House | None = _House(folder, language)

    def office(self) -> Office:
        """All questions of the window, put to the other end."""
        return cast("Office", _Asked(self, ()))

    def ask(self, way: tuple[str, ...], given: tuple[Any, ...], named: dict[str, Any]) -> Any:
        """Put one question and wait; what fails there is raised here.

        :raises MachineError: the back office ended under way; the next question opens another.
        :raises Cancelled: a function that was handed over called the deed off, and it heard.
        """
        house, line = self._line()
        try:
            return _converse(line, way, given, named)
        except (EOFError, OSError) as error:
            self._give_up(house)
            raise MachineError(
                _("后台停了，已重新打开；刚才那一步可能没有做成"),
                _("看一看再做一次；已登记的内容都在"),
                code="back_office_gone",
            ) from error

    def process_id(self) -> int:
        """Of the back office, for who watches the machine; 0 where none runs."""
        with self._lock:
            return self._house.process_id() if self._house else 0

    def close(self) -> None:
        """Let the back office finish what is under way, two seconds at most, and end it."""
        with self._lock:
            house, self._house = self._house, None
        if house is not None:
            house.close()

    def _line(self) -> tuple[_House, Connection]:
        with self._lock:
            if self._house is None:
                self._house = _House(self._folder, self._language)
            house = self._house
        if getattr(self._mine, "house", None) is not house:
            self._mine.house, self._mine.line = house, house.connect()
        return house, self._mine.line

    def _give_up(self, gone: _House) -> None:
        with self._lock:
            if self._house is gone:
                self._house = None
        gone.close()
        log.error("the back office ended: %s", gone.code())


class _Asked:
    """A method of the office, or one of its rooms, by the way to it."""

    def __init__(self, far: FarOffice, way: tuple[str, ...]) -> None:
        self._far, self._way = far, way

    def __getattr__(self, name: str) -> _Asked:
        if name.startswith("__"):
            raise AttributeError(name)
        return _Asked(self._far, (*self._way, name))

    def __call__(self, *given: Any, **named: Any) -> Any:
        if len(self._way) == 1 and self._way[0] in ROOMS:
            return self
        return self._far.ask(self._way, given, named)


class _House:
    """One process of a back office; it begins to load at once, and opens with the first line."""

    def __init__(self, folder: Path, language: str) -> None:
        self._folder, self._language = folder, language
        self._key = secrets.token_bytes(32)
        self._address = ""
        self._lock = threading.Lock()
        self._process = subprocess.Popen(
            command(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )

    def connect(self) -> Connection:
        """Another line.

        :raises MachineError: the back office does not open.
        """
        from multiprocessing.connection import Client

        try:
            with self._lock:
                if not self._address:
                    self._address = self._open()
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
            shutil.rmtree(Path(self._address).parent, ignore_errors=True)

    def _open(self) -> str:
        import tempfile

        name = secrets.token_hex(8)
        address = (
            rf"\\.\pipe\inspector-{name}"
            if _FAMILY == "AF_PIPE"
            else str(Path(tempfile.mkdtemp(prefix="inspector-")) / name)
        )
        opening = Opening(
            folder=str(self._folder),
            language=self._language or "zh",
            address=address,
            key=self._key.hex(),
        )
        into, out = self._process.stdin, self._process.stdout
        if into is None or out is None:
            raise OSError("no pipes to the back office")
        into.write(json.dumps(asdict(opening)).encode() + b"\n")
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


def _converse(
    line: Connection, way: tuple[str, ...], given: tuple[Any, ...], named: dict[str, Any]
) -> Any:
    heard = [one for one in (*given, *named.values()) if callable(one)]

    def sendable(one: Any) -> Any:
        return Heard(heard.index(one)) if callable(one) else one

    line.send(
        Ask(way, tuple(map(sendable, given)), {name: sendable(named[name]) for name in named})
    )
    while isinstance(said := line.recv(), Told):
        line.send(_wants_more(heard[said.place], said.words))
    match said:
        case Answer(value):
            return value
        case Failure(error):
            raise error
        case CalledOff():
            raise Cancelled
        case Crash(words):
            raise RuntimeError(words)
    raise TypeError(f"no answer of a back office: {said!r}")


def _wants_more(function: Callable[..., object], words: tuple[Any, ...]) -> bool:
    try:
        function(*words)
    except Cancelled:
        return False
    return True
