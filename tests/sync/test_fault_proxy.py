"""Everything a line does to a sync, on a loopback proxy: exactly once, resumed, nothing deleted."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from functools import partial
from itertools import count
from pathlib import Path

import pytest
from PIL import Image

from inspector.app.capture import record
from inspector.app.merging import found_from
from inspector.app.sync import Synced, sync
from inspector.app.sync_state import RecordState, state_of
from inspector.app.upkeep import missing
from inspector.app.workspace import Workspace
from inspector.domain.errors import InspectorError
from inspector.exchange.remotes.address import Address
from inspector.exchange.remotes.remote import Remote
from inspector.exchange.remotes.secrets import credentials_for
from inspector.exchange.remotes.webdav import DavRemote
from tests.builders import NOW, a_draft
from tests.founded import Founded
from tests.sync.laptops import knowledge
from tests.sync.proxies import SPOILED, Spoiling, a_spoiling_proxy
from tests.sync.servers import PASSWORD, USER, a_dav_server, a_torn_line

_PUSHED, _PULLED = 14, 6  # requests of a push and of a pull of one finding with its photo
_KB = 56  # what each of them carries, its photo being 50 KB and more


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One way a sync is spoilt: a kind at a request, or a reset after so many bytes."""

    way: str  # push or pull
    kind: str
    at: int
    lasts: int = 1

    def __str__(self) -> str:
        return f"{self.way} {self.kind} at {self.at}{'' if self.lasts == 1 else ' on and on'}"


def _cases() -> list[Case]:
    """Each kind at each request, every other time for good; a reset at every 1 kB."""
    struck = [
        Case(way=way, kind=kind, at=at, lasts=1 if at % 2 else 10_000)
        for kind in SPOILED
        for way, most in (("push", _PUSHED), ("pull", _PULLED))
        for at in range(1, most + 1)
    ]
    cut = [Case(way=way, kind="cut", at=at * 1000) for way in ("push", "pull") for at in range(_KB)]
    return struck + cut


CASES = _cases()
MORE = [
    *(
        Case(way=way, kind=kind, at=at, lasts=lasts)
        for kind in SPOILED
        for way, most in (("push", 20), ("pull", 9))
        for at in range(1, most + 1)
        for lasts in (1, 3)
    ),
    *(
        Case(way=way, kind="cut", at=at)
        for way in ("push", "pull")
        for at in range(0, _KB * 1000, 211)
    ),
]


@dataclass(slots=True)
class Office:
    """Two laptops, a server, and the proxy between them; ``numbers`` name its findings."""

    ours: Workspace
    theirs: Workspace
    server: int
    proxy: int
    spoiling: Spoiling
    cloud: Path
    folder: Path
    home: Path
    numbers: Iterator[int] = field(default_factory=count)
    photos: int = 0

    def find(self) -> str:
        """A finding with a photo of its own, as large as a line has time to break in."""
        path = self.folder / f"{next(self.numbers)}.jpg"
        Image.effect_noise((340, 260), 90).save(path, quality=93)
        self.photos += 1
        return record(self.ours, a_draft(on=self.photos / 50, photos=(path,))).finding

    def synced(self, ws: Workspace, port: int = 0) -> Synced:
        return _synced(ws, port or self.server, 30.0)


def _synced(ws: Workspace, port: int, wait_s: float) -> Synced:
    def connect(address: Address, _is_first: bool) -> Remote:
        at = Address(url="", scheme="webdav", path=address.path, host="127.0.0.1", port=port)
        return DavRemote(at, credentials_for(at), wait_s=wait_s, proxies={})

    return sync(ws, "webdav://cloud.example/office", connecting=connect, sleep=lambda _s: None)


@pytest.fixture(scope="module")
def an_office(founded: Founded, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    whole = tmp_path_factory.mktemp("office")
    (whole / "cloud").mkdir()
    spoiling = Spoiling()
    with ExitStack() as open_ones, pytest.MonkeyPatch.context() as patch:
        patch.setenv("INSPECTOR_HOME", str(whole / "home"))
        patch.setenv("INSPECTOR_REMOTE_USER", USER)
        patch.setenv("INSPECTOR_REMOTE_PASSWORD", PASSWORD)
        laptops = [
            open_ones.enter_context(found_from(whole / name, founded.bundle, clock=lambda: NOW))
            for name in ("甲", "乙")
        ]
        server = open_ones.enter_context(a_dav_server(whole / "cloud"))
        proxy = open_ones.enter_context(a_spoiling_proxy(server, spoiling))
        office = Office(*laptops, server, proxy, spoiling, whole / "cloud", whole, whole / "home")
        for one in (*laptops, *laptops):
            office.synced(one)
        yield office
        _meet(office)


@pytest.fixture
def office(an_office: Office, monkeypatch: pytest.MonkeyPatch) -> Office:
    """The same office for every case; each begins where all have everything."""
    monkeypatch.setenv("INSPECTOR_HOME", str(an_office.home))
    monkeypatch.setenv("INSPECTOR_REMOTE_USER", USER)
    monkeypatch.setenv("INSPECTOR_REMOTE_PASSWORD", PASSWORD)
    return an_office


@contextmanager
def _spoilt(office: Office, case: Case) -> Iterator[int]:
    """The port by which this case spoils a sync."""
    if case.kind == "cut":
        with a_torn_line(
            office.server, **{"up" if case.way == "push" else "down": case.at}
        ) as line:
            yield line
        return
    office.spoiling.strike(case.kind, case.at, case.lasts)
    yield office.proxy
    office.spoiling.leave_off()


def test_three_hundred_cases_are_tried() -> None:
    assert len({str(one) for one in CASES}) == len(CASES) >= 300
    assert {one.kind for one in CASES} == {*SPOILED, "cut"}


@pytest.mark.parametrize("case", CASES, ids=str)
def test_whatever_the_line_does_everything_arrives_once(office: Office, case: Case) -> None:
    _try(office, case)


@pytest.mark.slow
@pytest.mark.parametrize("case", MORE, ids=str)
def test_and_at_every_other_place_too(office: Office, case: Case) -> None:
    _try(office, case)


def _try(office: Office, case: Case) -> None:
    finding = office.find()
    before = set(_held(office.cloud))
    struck = office.ours if case.way == "push" else office.theirs
    if case.way == "pull":
        office.synced(office.ours)
    attempt = partial(_synced, wait_s=0.15 if case.kind.startswith("half") else 30.0)
    with _spoilt(office, case) as port, suppress(InspectorError):
        attempt(struck, port)

    sent = office.synced(office.ours)

    assert (sent.left, sent.failed) == (0, 0)
    assert state_of(office.ours, finding) is RecordState.SYNCED
    held = _held(office.cloud)
    assert before <= set(held)
    assert len([one for one in held if "/blob/" in one]) == office.photos
    assert all("/v1/heads/" in one for one in office.spoiling.deleted)
    if case.way == "pull":
        _meet(office)


def _meet(office: Office) -> None:
    """The other laptop has everything too, what was pushed in the cases before among it."""
    got = office.synced(office.theirs)
    assert (got.left, got.failed) == (0, 0)
    assert missing(office.theirs) == ()
    assert knowledge(office.ours) == knowledge(office.theirs)


def _held(cloud: Path) -> list[str]:
    """Everything that lies there and must never go away."""
    found = (one.relative_to(cloud).as_posix() for one in cloud.rglob("*") if one.is_file())
    return [one for one in found if "/v1/heads/" not in one]
