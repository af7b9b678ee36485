"""Everything a line does to a sync, on a loopback proxy: exactly once, resumed, nothing deleted."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from inspector.exchange.remotes.address import Address
from inspector.exchange.remotes.remote import Remote
from inspector.exchange.remotes.secrets import credentials_for
from inspector.exchange.remotes.webdav import DavRemote
from tests.founded import Founded
from tests.sync.proxies import SPOILED
from tests.sync.servers import a_dav_server
from tests.sync.spoilt_office import KB, Case, Office, an_office, live_in, try_case

_PUSHED, _PULLED = 14, 6  # requests of a push and of a pull of one finding with its photo


def _cases() -> list[Case]:
    """Each kind at each request, every other time for good; a reset at every 1 kB."""
    struck = [
        Case(way=way, kind=kind, at=at, lasts=1 if at % 2 else 10_000)
        for kind in SPOILED
        for way, most in (("push", _PUSHED), ("pull", _PULLED))
        for at in range(1, most + 1)
    ]
    cut = [Case(way=way, kind="cut", at=at * 1000) for way in ("push", "pull") for at in range(KB)]
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
        for at in range(0, KB * 1000, 211)
    ),
]


@dataclass(frozen=True, slots=True)
class _Dav:
    """WsgiDAV on a folder."""

    port: int
    folder: Path

    def connect(self, port: int, wait_s: float) -> Remote:
        at = Address(url="", scheme="webdav", path="/office", host="127.0.0.1", port=port)
        return DavRemote(at, credentials_for(at), wait_s=wait_s, proxies={})

    def held(self) -> list[str]:
        found = (one for one in self.folder.rglob("*") if one.is_file())
        return [one.relative_to(self.folder).as_posix() for one in found]


@pytest.fixture(scope="module")
def dav_office(founded: Founded, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    whole = tmp_path_factory.mktemp("office")
    (whole / "cloud").mkdir()
    with a_dav_server(whole / "cloud") as port:
        with an_office(founded, whole, _Dav(port, whole / "cloud")) as office:
            yield office


@pytest.fixture
def office(dav_office: Office, monkeypatch: pytest.MonkeyPatch) -> Office:
    """The same office for every case; each begins where all have everything."""
    live_in(monkeypatch, dav_office.folder)
    return dav_office


def test_three_hundred_cases_are_tried() -> None:
    assert len({str(one) for one in CASES}) == len(CASES) >= 300
    assert {one.kind for one in CASES} == {*SPOILED, "cut"}


@pytest.mark.parametrize("case", CASES, ids=str)
def test_whatever_the_line_does_everything_arrives_once(office: Office, case: Case) -> None:
    try_case(office, case)


@pytest.mark.slow
@pytest.mark.parametrize("case", MORE, ids=str)
def test_and_at_every_other_place_too(office: Office, case: Case) -> None:
    try_case(office, case)
