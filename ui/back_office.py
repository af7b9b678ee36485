"""The office in a process of its own: it reckons as long as it must, and the screen stays free.

Python lets one thread of a process compute at a time: beside a take-in or a month's figures the
screen's thread waited for its turn hundreds of times in one painting; see
docs/decisions/back-office.md.
"""

import json
import logging
import os
import signal
import socket
import sys
import threading
import time
import traceback
from collections.abc import Callable
from contextlib import suppress
from functools import cached_property, partial
from importlib import import_module
from multiprocessing import AuthenticationError
from multiprocessing.connection import Connection, Listener
from pathlib import Path
from queue import Empty, SimpleQueue
from select import select
from typing import TYPE_CHECKING, Any, BinaryIO

from inspector.domain.errors import InspectorError
from inspector.text import speak
from ui import journal
from ui.back_process import READY, leave_nothing
from ui.calling_off import Cancelled
from ui.line import Answer, Ask, CalledOff, Crash, Failure, Heard, Opening, Told

if TYPE_CHECKING:
    from ui.workspace_office import WorkspaceOffice

TELLS_PER_SECOND = 20
PATIENCE_S = 2.0  # for what is under way when the window is gone
REST_S = 0.05  # before the next line is waited for, where one failed
LONG_S = 0.3  # what takes longer stands back: the window, which paints meanwhile, goes before
LOOK_S = 0.1
RANK_BEHIND = 10  # of nice: a tenth of the turns of one at 0, all where nobody else wants any
TURN_S = 0.0001  # a reader that asks for a row is not held up by a deed that computes beside it


log = logging.getLogger(__name__)


def main() -> None:
    """Serve the window that started this process until it lets go of our input."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # a Ctrl+C is for the window; it tells us
    signal.signal(signal.SIGTERM, _end)
    out = _own_output()
    _behind_the_window(partial(import_module, "ui.workspace_office"))
    said = sys.stdin.buffer.readline()
    if not said:
        return  # the window is gone before it asked anything
    opening = Opening(**json.loads(said))
    speak(opening.language)
    journal.begin(Path(opening.folder), "office")
    sys.setswitchinterval(TURN_S)
    office = BackOffice(Path(opening.folder))
    listener = Listener(opening.address, authkey=bytes.fromhex(opening.key))
    try:
        out.write(READY)
        out.flush()
        for work in (partial(_take_calls, listener, office), office.receive):
            threading.Thread(target=work, daemon=True).start()
        _behind_the_window(office.open_early)
        _wait_for_the_end()
    finally:
        office.finish(PATIENCE_S)
        leave_nothing(opening.address)
        os._exit(0)  # threads that wait on a drive that does not answer are not waited for


def _behind_the_window(deed: Callable[[], object]) -> None:
    """Get ready while the window draws its first picture, which goes before.

    On Linux a thread has a rank of its own, so that the answers do not inherit this one; they
    come from threads that begin later. Elsewhere both are of the same rank.
    """

    def get_ready() -> None:
        _stand_back(threading.get_native_id())
        deed()

    getting_ready = threading.Thread(target=get_ready, name="getting ready")
    getting_ready.start()
    getting_ready.join()


def _stand_back(thread: int) -> None:
    """Lower the rank of a thread, by the system's number, where threads have one of their own.

    It cannot be raised again (setpriority(2)), and threads it begins inherit it.
    """
    if sys.platform == "linux":
        with suppress(OSError):  # it has ended meanwhile
            os.setpriority(os.PRIO_PROCESS, thread, RANK_BEHIND)


def _wait_for_the_end() -> None:
    """Until our input ends, as it does with the window however that ended, or we are told to end.

    A signal that comes right before a read sets its mark and lets the read wait for ever; it
    writes a byte besides, and whoever looks at both misses neither.
    """
    if sys.platform == "win32":  # which knows no such signal, and looks at sockets alone
        sys.stdin.buffer.read()
        return
    told, teller = socket.socketpair()
    teller.setblocking(False)
    signal.set_wakeup_fd(teller.fileno(), warn_on_full_buffer=False)
    while True:
        ready, _writable, _odd = select([sys.stdin, told], [], [])
        if told in ready:
            told.recv(64)
        if sys.stdin in ready and not os.read(sys.stdin.fileno(), 1024):
            return


def _end(_number: int, _frame: object) -> None:
    """Finish what is begun; asked a second time, do not break off the finishing."""
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    sys.exit()


def _own_output() -> BinaryIO:
    """Our way to the window; what a library prints goes where faults go, and cannot fill it."""
    own = os.fdopen(os.dup(1), "wb")
    try:
        os.dup2(2, 1)
    except OSError:  # nobody hears of faults either
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    return own


def _take_calls(listener: Listener, office: "BackOffice") -> None:
    while True:
        try:
            office.take_up(listener.accept())
        except (AuthenticationError, EOFError, OSError):  # who began to call has hung up
            log.warning("a line did not come about", exc_info=True)
            time.sleep(REST_S)


class BackOffice:
    """Answers each line in a thread of its own, as long as the window holds its end.

    Long work is done from a lower rank, with all it begins: what tells on the way how far it is
    from its first moment, else what has taken long. Beside a take-in and a merge the window's first
    painting of a room stood still for 130 to 200 ms, half of it waiting for a turn.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = threading.Lock()
        self._lines: SimpleQueue[Connection | None] = SimpleQueue()
        self._at_work: dict[int, float] = {}  # since when, by the system's number of the thread
        self._behind: set[int] = set()

    def open_early(self) -> None:
        """Open the workspace while the window is drawn; a fault is told with the first question."""
        with suppress(Exception), self._lock:
            self._opened  # noqa: B018 - opened by being asked for

    def take_up(self, line: Connection) -> None:
        """Have a line served; the thread that does begins with the rank of :meth:`receive`."""
        self._lines.put(line)

    def receive(self) -> None:
        """Begin a thread for each line, and let those stand back that have worked for long."""
        while True:
            with suppress(Empty):
                line = self._lines.get(timeout=LOOK_S if self._at_work else None)
                if line is not None:
                    threading.Thread(target=self.serve, args=(line,), daemon=True).start()
            long_ago = time.monotonic() - LONG_S
            for thread, since in tuple(self._at_work.items()):
                if since < long_ago and thread not in self._behind:
                    self._lower(thread)

    def _lower(self, thread: int) -> None:
        self._behind.add(thread)
        _stand_back(thread)

    def serve(self, line: Connection) -> None:
        """Answer one question after the other until the window hangs up.

        A thread that had to stand back hands its line to one of full rank.
        """
        own = threading.get_native_id()
        try:
            while own not in self._behind:
                ask = _hear(line)
                if not self._at_work:
                    self._lines.put(None)  # who receives looks again from now on
                self._at_work[own] = time.monotonic()
                if isinstance(ask, Ask) and ask.tells():
                    self._lower(own)
                try:
                    _send(line, self._answer(line, ask))
                finally:
                    self._at_work.pop(own)
            self.take_up(line)
        except (EOFError, OSError):
            line.close()
        finally:
            self._behind.discard(own)

    def finish(self, patience_s: float) -> None:
        """Wait so long at most for what is under way."""
        end = time.monotonic() + patience_s
        while self._at_work and time.monotonic() < end:
            time.sleep(0.01)

    def _answer(self, line: Connection, ask: Ask | Crash) -> object:
        if isinstance(ask, Crash):
            return ask
        try:
            method = self._find(ask.way)
            given = [_speaking(line, one) for one in ask.given]
            named = {name: _speaking(line, one) for name, one in ask.named.items()}
            return Answer(method(*given, **named))
        except Cancelled:
            return CalledOff()
        except InspectorError as error:
            return Failure(error)
        except Exception as error:
            log.exception("crash in %s", ".".join(ask.way))
            told = _foreseen(error)
            return Crash(traceback.format_exc()) if told is None else Failure(told)

    def _find(self, way: tuple[str, ...]) -> Callable[..., object]:
        with self._lock:
            asked: Any = self._opened
        *rooms, method = way
        for room in rooms:
            asked = getattr(asked, room)()
        found: Callable[..., object] = getattr(asked, method)
        return found

    @cached_property
    def _opened(self) -> "WorkspaceOffice":
        from ui.workspace_office import WorkspaceOffice

        return WorkspaceOffice(self._folder)


def _hear(line: Connection) -> Ask | Crash:
    """The next question; one that cannot be read is answered as a fault, and the line stands."""
    try:
        ask: Ask = line.recv()
    except (EOFError, OSError):
        raise
    except Exception:  # noqa: BLE001 - whatever its parts raise when they are put together
        return Crash(traceback.format_exc())
    return ask


def _foreseen(error: Exception) -> InspectorError | None:
    from inspector.app.foreseen import foreseen

    return foreseen(error)


def _send(line: Connection, answer: object) -> None:
    try:
        line.send(answer)
    except OSError:
        raise
    except Exception:  # noqa: BLE001 - whatever its parts raise when they are taken apart
        line.send(Crash(traceback.format_exc()))


def _speaking(line: Connection, given: object) -> object:
    """What a method is given; for a function of the window one that calls it over the line."""
    return Speaker(line, given.place) if isinstance(given, Heard) else given


class Speaker:
    """Stands for a function of the window; raises Cancelled where the window says so."""

    def __init__(self, line: Connection, place: int) -> None:
        self._line, self._place, self._last = line, place, 0.0

    def __call__(self, *words: object) -> None:
        if self._may_wait(words):
            return
        self._last = time.monotonic()
        self._line.send(Told(self._place, words))
        if not self._line.recv():
            raise Cancelled

    def _may_wait(self, words: tuple[object, ...]) -> bool:
        """Of how far it is, a few a second are enough, and the last."""
        if len(words) != 2 or not all(isinstance(one, int) for one in words):
            return False
        soon = time.monotonic() - self._last < 1 / TELLS_PER_SECOND
        return soon and words[0] != words[1]


if __name__ == "__main__":
    main()
