"""The window's end of the line to its back office: asks there, answers here."""

from __future__ import annotations

import logging
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from inspector.domain.errors import MachineError
from inspector.text import _
from ui.back_process import BackProcess, begin, not_open
from ui.calling_off import Cancelled

if TYPE_CHECKING:
    from collections.abc import Callable
    from multiprocessing.connection import Connection

    from ui.office import Office

log = logging.getLogger(__name__)
GONE = "back_office_gone"
ROOMS = frozenset(
    {
        *("assess", "care", "ledger", "map", "marking"),
        *("papers", "register", "syncing", "visits"),
    }
)
"""Methods of the office that answer an office of their own; it stays at the far end."""
ABROAD = frozenset({"syncing"})
"""Rooms that wait on a line to others for minutes; the back office is not slow for that."""


class FarOffice:
    """Starts the back office, and another when that one is gone; a line for each thread."""

    def __init__(self, folder: Path, language: str, first: BackProcess | None = None) -> None:
        """``first`` is a back office that was started before it was known what for."""
        self._folder, self._language = folder, language
        self._lock = threading.Lock()
        self._mine = threading.local()
        self._heard: dict[int, float] = {}  # by thread: when its question was put, or last told of
        self._house: BackProcess | None = first or begin()
        if self._house is not None:
            self._house.expect(folder, language)
        self._is_closed = False

    def office(self) -> Office:
        """All questions of the window, put to the other end."""
        return cast("Office", _Asked(self, ()))

    def ask(self, way: tuple[str, ...], given: tuple[Any, ...], named: dict[str, Any]) -> Any:
        """Put one question and wait; what fails there is raised here.

        :raises MachineError: the back office ended under way; the next question opens another.
        :raises Cancelled: a function that was handed over called the deed off, and it heard.
        """
        thread = threading.get_ident()
        if way[0] not in ABROAD:
            self._heard[thread] = time.monotonic()
        try:
            return self._ask(_Question(way, given, named, self._hear))
        finally:
            self._heard.pop(thread, None)

    def _ask(self, question: _Question) -> Any:
        house, line = self._line()
        try:
            said = question.put(line)
        except (EOFError, OSError) as error:
            self._give_up(house)
            raise _gone() from error
        except BaseException:
            self._mine.house = None  # what comes next on this line answers nothing
            line.close()
            raise
        return question.answered_by(said)

    def heard_last(self) -> float | None:
        """When the question that waits longest heard something; None where no question waits."""
        return min(tuple(self._heard.values()), default=None)

    def breathes(self, patience_s: float) -> bool:
        """Whether the back office takes a call; one that still opens is not called idle."""
        with self._lock:
            house = self._house
        return house is None or house.breathes(patience_s)

    def begin_anew(self) -> None:
        """End a back office that does not move; who waits for it is told, the next opens another.

        Deeds are transactions: what was cut off was not done, what was answered is kept.
        """
        with self._lock:
            house, self._house = self._house, None
        if house is not None:
            house.end_at_once()
            threading.Thread(target=house.close, name="ending", daemon=True).start()

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

    def _hear(self) -> None:
        """The question of this thread was told how far it is."""
        thread = threading.get_ident()
        if thread in self._heard:
            self._heard[thread] = time.monotonic()

    def _line(self) -> tuple[BackProcess, Connection]:
        with self._lock:
            if self._is_closed:
                raise MachineError(_("后台没有打开"), _("窗口正在关闭"))
            if self._house is None:
                self._house = begin()
            house = self._house
        if house is None:
            raise not_open()
        return house, self._line_to(house)

    def _line_to(self, house: BackProcess) -> Connection:
        """This thread's own line to it."""
        if getattr(self._mine, "house", None) is not house:
            try:
                self._mine.line = house.connect(self._folder, self._language)
            except MachineError as error:
                self._give_up(house)
                if house.was_open():
                    raise _gone() from error
                raise
            self._mine.house = house
        mine: Connection = self._mine.line
        return mine

    def _give_up(self, gone: BackProcess) -> None:
        with self._lock:
            if self._house is gone:
                self._house = None
        gone.close()
        log.error("the back office ended: %s", gone.code())


def _gone() -> MachineError:
    return MachineError(
        _("后台停了，已重新打开；刚才那一步可能没有做成"),
        _("看一看再做一次；已登记的内容都在"),
        code=GONE,
    )


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


class _Question:
    """One question on its way; functions of the window stay here and are called as it is told."""

    def __init__(
        self,
        way: tuple[str, ...],
        given: tuple[Any, ...],
        named: dict[str, Any],
        hear: Callable[[], None],
    ) -> None:
        """``hear`` is called with every word on the way to the answer."""
        self._way, self._given, self._named, self._hear = way, given, named, hear
        self._heard = [one for one in (*given, *named.values()) if callable(one)]
        self._fault: Exception | None = None

    def put(self, line: Connection) -> object:
        """Ask, call what is told on the way, and give the last that is said."""
        from ui.line import Ask, Told

        named = {name: self._sendable(one) for name, one in self._named.items()}
        line.send(Ask(self._way, tuple(map(self._sendable, self._given)), named))
        while isinstance(said := line.recv(), Told):
            self._hear()
            line.send(self._wants_more(self._heard[said.place], said.words))
        return said

    def answered_by(self, said: object) -> Any:
        """What was said as an answer; a fault of our own function goes before it."""
        from ui.line import Answer, CalledOff, Crash, Failure

        if self._fault is not None:
            raise self._fault
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

    def _sendable(self, one: Any) -> Any:
        from ui.line import Heard

        return Heard(self._heard.index(one)) if callable(one) else one

    def _wants_more(self, function: Callable[..., object], words: tuple[Any, ...]) -> bool:
        """A function that fails calls the deed off as well: nobody follows it any more."""
        try:
            function(*words)
        except Cancelled:
            return False
        except Exception as error:  # noqa: BLE001 - raised once the deed has heard that it is off
            self._fault = error
            return False
        return True
