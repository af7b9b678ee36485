"""Two laptops, a server and a proxy between them that spoils what a case names."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Protocol

import pytest
from PIL import Image

from inspector.app.capture import record
from inspector.app.merging import found_from
from inspector.app.sync import Synced, sync
from inspector.app.sync_state import RecordState, state_of_all
from inspector.app.upkeep import missing
from inspector.app.workspace import Workspace
from inspector.domain.errors import InspectorError
from inspector.exchange.remotes.remote import Remote
from tests.builders import NOW, a_draft
from tests.founded import Founded
from tests.sync.laptops import knowledge
from tests.sync.proxies import Spoiling, a_spoiling_proxy
from tests.sync.servers import PASSWORD, USER, a_torn_line

KB = 56  # what a push and a pull of one finding carry, its photo being 50 KB and more
_SHORT_S = 0.15  # until one who is struck by a server that falls silent gives up
_USUAL_S = 2.0  # answers come within milliseconds; what is lost on the way is not waited for


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One way a sync is spoilt: a kind at a request, or a reset after so many bytes."""

    way: str  # push or pull
    kind: str
    at: int
    lasts: int = 1

    def __str__(self) -> str:
        return f"{self.way} {self.kind} at {self.at}{'' if self.lasts == 1 else ' on and on'}"


class Cloud(Protocol):
    """The server of the office."""

    @property
    def port(self) -> int: ...

    def connect(self, port: int, wait_s: float) -> Remote:
        """It, by whatever listens at this port."""

    def held(self) -> list[str]:
        """Every key that lies there."""


@dataclass(slots=True)
class Office:
    """Two laptops, a server, and the proxy between them; ``numbers`` name its findings."""

    ours: Workspace
    theirs: Workspace
    cloud: Cloud
    proxy: int
    spoiling: Spoiling
    folder: Path
    numbers: Iterator[int] = field(default_factory=count)
    photos: int = 0

    def find(self) -> str:
        """A finding with a photo of its own, as large as a line has time to break in."""
        path = self.folder / f"{next(self.numbers)}.jpg"
        Image.effect_noise((340, 260), 90).save(path, quality=93)
        self.photos += 1
        return record(self.ours, a_draft(on=self.photos / 50, photos=(path,))).finding

    def synced(self, ws: Workspace, port: int = 0, wait_s: float = 30.0) -> Synced:
        return sync(
            ws,
            "webdav://cloud.example/office",
            connecting=lambda _address, _is_first: self.cloud.connect(
                port or self.cloud.port, wait_s
            ),
            sleep=lambda _s: None,
        )

    def meet(self) -> None:
        """The other laptop has everything too, what was pushed in the cases before among it."""
        got = self.synced(self.theirs)
        assert (got.left, got.failed) == (0, 0)
        assert missing(self.theirs) == ()
        assert knowledge(self.ours) == knowledge(self.theirs)

    def held(self) -> list[str]:
        """Everything that lies there and must never go away."""
        return [one for one in self.cloud.held() if "/v1/heads/" not in one]


@contextmanager
def an_office(founded: Founded, folder: Path, cloud: Cloud) -> Iterator[Office]:
    """All have everything; at the end they have it again, whatever was done to them."""
    spoiling = Spoiling()
    with ExitStack() as open_ones, pytest.MonkeyPatch.context() as patch:
        live_in(patch, folder)
        laptops = [
            open_ones.enter_context(found_from(folder / name, founded.bundle, clock=lambda: NOW))
            for name in ("甲", "乙")
        ]
        proxy = open_ones.enter_context(a_spoiling_proxy(cloud.port, spoiling))
        office = Office(*laptops, cloud, proxy, spoiling, folder)
        for one in (*laptops, *laptops):
            office.synced(one)
        yield office
        office.meet()


def live_in(patch: pytest.MonkeyPatch, folder: Path) -> None:
    """The home and the secrets of this office."""
    patch.setenv("INSPECTOR_HOME", str(folder / "home"))
    patch.setenv("INSPECTOR_REMOTE_USER", USER)
    patch.setenv("INSPECTOR_REMOTE_PASSWORD", PASSWORD)


@contextmanager
def _spoilt(office: Office, case: Case) -> Iterator[int]:
    """The port by which this case spoils a sync."""
    if case.kind == "cut":
        with a_torn_line(
            office.cloud.port, **{"up" if case.way == "push" else "down": case.at}
        ) as line:
            yield line
        return
    office.spoiling.strike(case.kind, case.at, case.lasts)
    yield office.proxy
    office.spoiling.leave_off()


def try_case(office: Office, case: Case) -> None:
    """Spoil one sync; the next makes it good, once, and nothing went away."""
    finding = office.find()
    before = set(office.held())
    struck = office.ours if case.way == "push" else office.theirs
    if case.way == "pull":
        office.synced(office.ours)
    wait_s = _SHORT_S if case.kind.startswith("half") else _USUAL_S
    with _spoilt(office, case) as port, suppress(InspectorError):
        office.synced(struck, port, wait_s)

    sent = office.synced(office.ours)

    assert (sent.left, sent.failed) == (0, 0)
    assert state_of_all(office.ours, [finding]) is RecordState.SYNCED
    held = office.held()
    assert before <= set(held)
    assert len([one for one in held if "/blob/" in one]) == office.photos
    assert all("/v1/heads/" in one for one in office.spoiling.deleted)
    if case.way == "pull":
        office.meet()
