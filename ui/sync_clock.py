"""The window's schedule of sync: looks now and then whether one is due, and lets it run."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from inspector.domain.errors import InspectorError
from ui.office import Office
from ui.sync_office import SyncOutcome
from ui.tasks import Runner

LOOK_EVERY_MS = 60_000


def is_metered() -> bool:
    """Whether the system says that this network costs by volume; one that does not know says no."""
    from PySide6.QtNetwork import QNetworkInformation  # only where a schedule is set

    feature = QNetworkInformation.Feature.Metered
    if not QNetworkInformation.loadBackendByFeatures(feature):
        return False
    here = QNetworkInformation.instance()
    return bool(here and here.supports(feature) and here.isMetered())


class SyncClock(QObject):
    """One sync at a time; what fails stays to be seen in its room and is tried at its next time."""

    done = Signal(object)  # the outcome
    failed = Signal(object)

    def __init__(
        self, office: Office, runner: Runner, *, metered: Callable[[], bool] = is_metered
    ) -> None:
        super().__init__()
        self._office, self._runner, self._metered = office, runner, metered
        self._is_first, self._is_busy = True, False
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.look)

    def start(self) -> None:
        """Look at once, then every minute."""
        self._timer.start(LOOK_EVERY_MS)
        self.look()

    def look(self) -> None:
        """Sync where it is due; only then the system is asked about its network."""
        if self._is_busy:
            return
        self._is_busy = True
        is_first, self._is_first = self._is_first, False
        self._ask(metered=False, is_first=is_first, then=partial(self._go_on, is_first=is_first))

    def _go_on(self, *, is_first: bool) -> None:
        if self._metered():
            self._ask(metered=True, is_first=is_first, then=partial(self._sync, metered=True))
        else:
            self._sync(metered=False)

    def _ask(self, *, metered: bool, is_first: bool, then: Callable[[], None]) -> None:
        self._runner.read(
            lambda: self._office.syncing().is_due(metered=metered, is_first=is_first),
            lambda is_due: then() if is_due else self._rest(),
            lambda _error: self._rest(),
        )

    def _sync(self, *, metered: bool) -> None:
        self._runner.carry_abroad(
            lambda tell: self._office.syncing().sync(tell, yes=False, metered=metered),
            self._end,
            self._fail,
            lambda _now, _total: None,
            self._rest,
        )

    def _end(self, outcome: SyncOutcome) -> None:
        self._rest()
        self.done.emit(outcome)

    def _fail(self, error: InspectorError) -> None:
        self._rest()
        self.failed.emit(error)

    def _rest(self) -> None:
        self._is_busy = False
