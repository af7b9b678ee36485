"""Work behind the window: two readers, one writer, one on the line, one bridge to the screen."""

import logging
import sys
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from functools import partial
from typing import Any, Protocol, TypeVar

from PySide6.QtCore import QObject, Qt, Signal, Slot
from shiboken6 import isValid

from inspector.domain.errors import InspectorError, MachineError
from inspector.text import _
from ui.calling_off import Cancelled

log = logging.getLogger(__name__)
T = TypeVar("T")
REPORTS_PER_SECOND = 10
PATIENCE_AT_CLOSE_S = 2.0
TURN_S = 0.0001


class Report:
    """Handed to work: tells how far it is, and stops it once it was cancelled."""

    def __init__(self, tell: Callable[[int, int], None]) -> None:
        self._tell = tell
        self._last = 0.0
        self.cancelled = False

    def __call__(self, now: int, total: int) -> None:
        """Step ``now`` of ``total``; raises Cancelled where nobody waits any more."""
        if self.cancelled:
            raise Cancelled
        moment = time.monotonic()
        if now == total or moment - self._last >= 1 / REPORTS_PER_SECOND:
            self._last = moment
            self._tell(now, total)


class Runner(Protocol):
    """What a presenter asks for; tests answer at once, the window answers from threads."""

    def read(
        self,
        work: Callable[[], T],
        done: Callable[[T], None],
        failed: Callable[[InspectorError], None],
    ) -> None: ...

    def write(
        self,
        work: Callable[[], T],
        done: Callable[[T], None],
        failed: Callable[[InspectorError], None],
    ) -> None: ...

    def carry_out(
        self,
        work: Callable[[Report], T],
        done: Callable[[T], None],
        failed: Callable[[InspectorError], None],
        progress: Callable[[int, int], None],
        stopped: Callable[[], None],
    ) -> Report: ...

    def follow(
        self,
        work: Callable[[Report], T],
        *,
        done: Callable[[T], None],
        failed: Callable[[InspectorError], None],
        progress: Callable[[int, int], None],
        stopped: Callable[[], None] | None = None,
    ) -> Report: ...

    def carry_abroad(
        self,
        work: Callable[[Report], T],
        done: Callable[[T], None],
        failed: Callable[[InspectorError], None],
        progress: Callable[[int, int], None],
        stopped: Callable[[], None],
    ) -> Report: ...


class TaskRunner(QObject):
    """Reads run two at a time, deeds one after the other; answers arrive in the screen's thread."""

    busy = Signal(int)
    _posted = Signal(object)

    def __init__(self, *, held: bool = False) -> None:
        """Where ``held``, nothing starts before :meth:`release`: the window is painted first."""
        super().__init__()
        # a thread that computes keeps the interpreter for so long at a time; painting lets go of it
        # hundreds of times: beside one busy thread a room opened in 1,350 ms at Python's own
        # 5 ms, in 106 ms at 0.1 ms, in 49 ms alone
        sys.setswitchinterval(TURN_S)
        self._held: list[Callable[[], None]] | None = [] if held else None
        self._readers = ThreadPoolExecutor(max_workers=2, thread_name_prefix="reader")
        self._writer = ThreadPoolExecutor(max_workers=1, thread_name_prefix="writer")
        self._abroad = ThreadPoolExecutor(max_workers=1, thread_name_prefix="abroad")
        self._running: dict[Future[Any], Report] = {}
        self._is_closed = False
        self._posted.connect(self._call, Qt.ConnectionType.QueuedConnection)

    def read(
        self,
        work: Callable[[], T],
        done: Callable[[T], None],
        failed: Callable[[InspectorError], None],
    ) -> None:
        self._start(self._readers, lambda _report: work(), done, failed, None)

    def write(
        self,
        work: Callable[[], T],
        done: Callable[[T], None],
        failed: Callable[[InspectorError], None],
    ) -> None:
        self._start(self._writer, lambda _report: work(), done, failed, None)

    def follow(
        self,
        work: Callable[[Report], T],
        *,
        done: Callable[[T], None],
        failed: Callable[[InspectorError], None],
        progress: Callable[[int, int], None],
        stopped: Callable[[], None] | None = None,
    ) -> Report:
        """Long reading work that tells how far it is; the answer's ``cancelled`` stops it.

        ``stopped`` is called where it heard in time.
        """
        return self._start(self._readers, work, done, failed, progress, stopped)

    def carry_out(
        self,
        work: Callable[[Report], T],
        done: Callable[[T], None],
        failed: Callable[[InspectorError], None],
        progress: Callable[[int, int], None],
        stopped: Callable[[], None],
    ) -> Report:
        """A long deed that tells how far it is; the answer's ``cancelled`` calls it off.

        ``stopped`` is called where it was; a deed that was done before it heard is told as done.
        """
        return self._start(self._writer, work, done, failed, progress, stopped)

    def carry_abroad(
        self,
        work: Callable[[Report], T],
        done: Callable[[T], None],
        failed: Callable[[InspectorError], None],
        progress: Callable[[int, int], None],
        stopped: Callable[[], None],
    ) -> Report:
        """As :meth:`carry_out`, for what waits on a line for minutes: no deed here waits for it."""
        return self._start(self._abroad, work, done, failed, progress, stopped)

    def release(self) -> None:
        """Start what was asked for until now, in its order."""
        waiting, self._held = self._held or [], None
        for start in waiting:
            start()

    def close(self) -> None:
        """Cancel all, wait two seconds, let the rest go; what is asked from now on is not begun."""
        self._is_closed = True
        for report in self._running.values():
            report.cancelled = True
        for pool in (self._readers, self._writer, self._abroad):
            pool.shutdown(wait=False, cancel_futures=True)
        late = wait(list(self._running), timeout=PATIENCE_AT_CLOSE_S).not_done
        if not late:
            self._readers.shutdown(wait=True)
            self._writer.shutdown(wait=True)
            self._abroad.shutdown(wait=True)

    def _start(
        self,
        pool: ThreadPoolExecutor,
        work: Callable[[Report], T],
        done: Callable[[T], None],
        failed: Callable[[InspectorError], None],
        progress: Callable[[int, int], None] | None,
        stopped: Callable[[], None] | None = None,
    ) -> Report:
        def tell(now: int, total: int) -> None:
            if progress is not None:
                self._posted.emit(partial(progress, now, total))

        def finish(future: "Future[T]") -> None:
            self._running.pop(future, None)
            self.busy.emit(len(self._running))
            if future.cancelled() or _is_gone(getattr(done, "__self__", None)):
                return
            if report.cancelled and stopped is None:
                return  # reading work: nobody waits for its answer
            _deliver(future, done, failed, stopped)

        def start() -> None:
            if self._is_closed:
                return
            future = pool.submit(work, report)
            self._running[future] = report
            self.busy.emit(len(self._running))
            future.add_done_callback(lambda ended: self._post(partial(finish, ended)))

        report = Report(tell)
        if self._held is None:
            start()
        else:
            self._held.append(start)
        return report

    def _post(self, callback: Callable[[], None]) -> None:
        if isValid(self):
            self._posted.emit(callback)

    @Slot(object)
    def _call(self, callback: Callable[[], None]) -> None:
        callback()


def _is_gone(one: object) -> bool:
    """Something of the screen that was taken down before its answer came."""
    return isinstance(one, QObject) and not isValid(one)


def fault_of_ours() -> MachineError:
    """What is told of a bug: nobody can mend it here, and nothing recorded is lost by it."""
    return MachineError(
        _("程序出了差错，刚才那一步没有做成；已登记的内容都在"),
        _("请重试；再出现时把 logs 文件夹交给技术人员"),
    )


def _deliver(
    ended: "Future[T]",
    done: Callable[[T], None],
    failed: Callable[[InspectorError], None],
    stopped: Callable[[], None] | None,
) -> None:
    """Tell how work ended: done, failed, or called off before it was done."""
    try:
        answer = ended.result()
    except Cancelled:
        if stopped is not None:
            stopped()
    except InspectorError as error:
        failed(error)
    except Exception:
        failed(fault_of_ours())  # what waited for the answer waits no more
        raise  # a bug goes on to the crash handler
    else:
        done(answer)
