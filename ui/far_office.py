"""The window's end of the line to its back office: asks there, answers here."""

from __future__ import annotations

import logging
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from inspector.domain.errors import MachineError
from inspector.text import _
from ui.back_process import BackProcess
from ui.calling_off import Cancelled

if TYPE_CHECKING:
    from collections.abc import Callable
    from multiprocessing.connection import Connection

    from ui.office import Office

log = logging.getLogger(__name__)
ROOMS = frozenset({"assess", "care", "ledger", "map", "marking", "papers", "register", "syncing"})
"""Methods of the office that answer an office of their own; it stays at the far end."""


class FarOffice:
    """Starts the back office, and another when that one is gone; a line for each thread."""

    def __init__(self, folder: Path, language: str, first: BackProcess | None = None) -> None:
        """``first`` is a back office that was started before it was known what for."""
        self._folder, self._language = folder, language
        self._lock = threading.Lock()
        self._mine = threading.local()
        self._house: BackProcess | None = first or BackProcess()
        self._is_closed = False

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
            house, self._house, self._is_closed = self._house, None, True
        if house is not None:
            house.close()

    def _line(self) -> tuple[BackProcess, Connection]:
        with self._lock:
            if self._is_closed:
                raise MachineError(_("后台没有打开"), _("窗口正在关闭"))
            if self._house is None:
                self._house = BackProcess()
            house = self._house
        if getattr(self._mine, "house", None) is not house:
            try:
                self._mine.line = house.connect(self._folder, self._language)
            except MachineError:
                self._give_up(house)
                raise
            self._mine.house = house
        return house, self._mine.line

    def _give_up(self, gone: BackProcess) -> None:
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


def _converse(
    line: Connection, way: tuple[str, ...], given: tuple[Any, ...], named: dict[str, Any]
) -> Any:
    from ui.line import Answer, Ask, CalledOff, Crash, Failure, Heard, Told

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
