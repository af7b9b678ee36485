"""The office in a process of its own: it reckons as long as it must, and the screen stays free.

Python lets one thread of a process compute at a time: beside a take-in or a month's figures the
screen's thread waited for its turn hundreds of times in one painting; see
docs/decisions/back-office.md.
"""

import json
import logging
import os
import signal
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
RANK_BEHIND = (
    10  # of nice: a tenth of the turns of one at 0, all of them where nobody else wants any
)
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
        threading.Thread(target=_serve_all, args=(listener, office), daemon=True).start()
        _behind_the_window(office.open_early)
        sys.stdin.buffer.read()  # ends with the window, however that ended
    finally:
        office.finish(PATIENCE_S)
        leave_nothing(opening.address)
        os._exit(0)  # threads that wait on a drive that does not answer are not waited for


def _behind_the_window(deed: Callable[[], object]) -> None:
    """Get ready while the window draws its first picture, which goes before.

    On Linux a thread has a rank of its own, so that the answers do not inherit this one; they
    come from threads that begin later. Elsewhere both are of the same rank.
    """

    def stand_back() -> None:
        if sys.platform == "linux":
            os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), RANK_BEHIND)
        deed()

    getting_ready = threading.Thread(target=stand_back, name="getting ready")
    getting_ready.start()
    getting_ready.join()


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


def _serve_all(listener: Listener, office: "BackOffice") -> None:
    while True:
        try:
            line = listener.accept()
        except (AuthenticationError, EOFError, OSError):  # who began to call has hung up
            log.warning("a line did not come about", exc_info=True)
            time.sleep(REST_S)
            continue
        threading.Thread(target=office.serve, args=(line,), daemon=True).start()


class BackOffice:
    """Answers each line in a thread of its own, as long as the window holds its end."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = threading.Lock()
        self._at_work: set[int] = set()

    def open_early(self) -> None:
        """Open the workspace while the window is drawn; a fault is told with the first question."""
        with suppress(Exception), self._lock:
            self._opened  # noqa: B018 - opened by being asked for

    def serve(self, line: Connection) -> None:
        """Answer one question after the other until the window hangs up."""
        own = threading.get_ident()
        try:
            while True:
                ask = _hear(line)
                self._at_work.add(own)
                try:
                    _send(line, self._answer(line, ask))
                finally:
                    self._at_work.discard(own)
        except (EOFError, OSError):
            line.close()

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
        except Exception:
            log.exception("crash in %s", ".".join(ask.way))
            return Crash(traceback.format_exc())

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
