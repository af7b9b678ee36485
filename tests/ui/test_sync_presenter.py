"""A sync is told in counts, one that failed stays to be seen, a doubt is asked of a person."""

from inspector.domain.errors import InspectorError, MachineError, NeedsPerson
from tests.ui.conftest import AtOnce, Later
from tests.ui.fake_office import FakeOffice
from ui.rooms.merge.syncing import SyncPresenter
from ui.sync_office import SyncLine, SyncSetup

AWAY = MachineError("连不上同步位置", "检查网络", code="remote_away")
EMPTY = NeedsPerson("同步位置是空的", "核对地址", code="remote_empty")


class Surface:
    """Remembers what it was shown."""

    def __init__(self) -> None:
        self.line: SyncLine | None = None
        self.result = self.doubt = ""
        self.progress: list[str] = []
        self.setups: list[SyncSetup] = []
        self.synced: list[str] = []
        self.saved: list[str] = []
        self.faults: list[str] = []
        self.left = 0

    def show_sync(self, line: SyncLine | None, result: str, doubt: str) -> None:
        self.line, self.result, self.doubt = line, result, doubt

    def show_syncing(self, words: str) -> None:
        self.progress.append(words)

    def show_setup(self, setup: SyncSetup) -> None:
        self.setups.append(setup)

    def leave_setup(self) -> None:
        self.left += 1

    def show_synced(self, words: str) -> None:
        self.synced.append(words)

    def show_saved(self, words: str) -> None:
        self.saved.append(words)

    def show_fault(self, error: InspectorError) -> None:
        self.faults.append(error.message)


def opened(office: FakeOffice, runner: AtOnce) -> tuple[SyncPresenter, Surface]:
    surface = Surface()
    presenter = SyncPresenter(surface, office, runner)
    presenter.refresh()
    return presenter, surface


def test_a_sync_ends_in_its_counts(office: FakeOffice, at_once: AtOnce) -> None:
    presenter, surface = opened(office, at_once)
    presenter.sync()
    for count in ("发出 12", "确认 12", "收到 34", "剩余 3", "失败 0"):
        assert count in surface.synced[0]
    assert surface.result == surface.synced[0]
    assert any("已传 4 件" in words for words in surface.progress)


def test_a_failed_sync_stays_to_be_seen_until_one_goes_well(
    office: FakeOffice, at_once: AtOnce
) -> None:
    presenter, surface = opened(office, at_once)
    office.sync_place.fault = AWAY
    presenter.sync()
    assert surface.faults == [AWAY.message]
    presenter.refresh()
    assert surface.line is not None
    assert surface.line.failure == AWAY.message

    office.sync_place.fault = None
    presenter.sync()
    assert surface.line.failure == ""


def test_what_stops_a_sync_goes_on_only_when_a_person_confirms_it(
    office: FakeOffice, at_once: AtOnce
) -> None:
    presenter, surface = opened(office, at_once)
    presenter.confirm()
    assert office.sync_place.answers == []  # there is nothing to confirm

    office.sync_place.fault = EMPTY
    presenter.sync()
    presenter.sync()
    assert surface.doubt == EMPTY.message
    presenter.confirm()
    assert office.sync_place.answers == [False, False, True]
    assert surface.doubt == ""


def test_without_a_place_it_is_asked_for_one(office: FakeOffice, at_once: AtOnce) -> None:
    office.sync_place.line = None
    presenter, surface = opened(office, at_once)
    presenter.sync()
    assert len(surface.setups) == 1
    assert office.sync_place.answers == []

    presenter.keep(SyncSetup(remote="file:///srv/office", photos="none"))
    assert surface.line == SyncLine(remote="file:///srv/office", photos="none")
    assert surface.left == 1
    presenter.sync()
    assert office.sync_place.answers == [False]


def test_a_password_that_nothing_keeps_is_told(office: FakeOffice, at_once: AtOnce) -> None:
    office.sync_place.keyring = False
    presenter, surface = opened(office, at_once)
    presenter.keep(SyncSetup(remote="webdavs://x/y", password="secret"))
    assert surface.result == "密码没有存"
    assert "secret" not in repr(office.sync_place.kept)


def test_only_one_sync_runs_and_it_can_be_called_off(office: FakeOffice, later: Later) -> None:
    surface = Surface()
    presenter = SyncPresenter(surface, office, later)
    presenter.refresh()
    later.run()
    presenter.sync()
    presenter.sync()
    assert len(later.waiting) == 1

    presenter.call_off()
    later.run()
    later.run()
    assert surface.synced == []
    assert "接着传" in surface.result
    presenter.sync()
    later.run()
    assert len(surface.synced) == 1
