"""How photos look is seen behind: one run at a time, and once more where its office was lost."""

from collections.abc import Callable, Sequence

from inspector.domain.errors import InspectorError
from ui.capture_told import TrayGroup
from ui.far_office import GONE
from ui.office import Office
from ui.tasks import Runner


class Settling:
    """Two runs at once would take both readers, and no room would be answered meanwhile."""

    def __init__(
        self,
        office: Office,
        runner: Runner,
        *,
        tell: Callable[[int, int], None],
        done: Callable[[Sequence[TrayGroup]], None],
        failed: Callable[[InspectorError], None],
        rest: Callable[[], None],
        lost: Callable[[], None],
    ) -> None:
        """``lost``: the back office ended, and with it what it was to look at; said once a run."""
        self._office, self._runner = office, runner
        self._tell, self._done, self._failed = tell, done, failed
        self._called_off, self._lost = rest, lost
        self._is_running = self._is_wanted = self._is_second_try = False

    def want(self) -> None:
        """Look at what was sorted; where a run is under way, after it."""
        self._is_wanted = True
        self._go_on()

    def _go_on(self) -> None:
        if self._is_running or not self._is_wanted:
            return
        self._is_running, self._is_wanted = True, False
        self._runner.follow(
            self._office.settle_photos,
            done=self._end,
            failed=self._fail,
            progress=self._tell,
            stopped=self._stop,
        )

    def _end(self, groups: Sequence[TrayGroup]) -> None:
        self._is_running = self._is_second_try = False
        self._done(groups)
        self._go_on()

    def _stop(self) -> None:
        self._is_running = False
        self._called_off()

    def _fail(self, error: InspectorError) -> None:
        """A photo that brings the office down brings it down twice, not for ever."""
        self._is_running = False
        self._failed(error)
        if error.code == GONE and not self._is_second_try:
            self._is_second_try = True
            self._lost()
        else:
            self._go_on()
