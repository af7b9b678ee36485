"""Everything a line does to a sync with an object store: exactly once, resumed, nothing deleted."""

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass

import opendal
import pytest

from inspector.exchange.remotes.address import read_address
from inspector.exchange.remotes.remote import Remote
from inspector.exchange.remotes.secrets import Credentials
from inspector.exchange.remotes.store_remote import StoreRemote
from tests.founded import Founded
from tests.sync.places import bucket
from tests.sync.proxies import SPOILED
from tests.sync.servers import PASSWORD, USER
from tests.sync.spoilt_office import KB, Case, Office, an_office, live_in, try_case
from tests.sync.stores import BUCKET, a_store

_PUSHED, _PULLED = 13, 6  # requests of a push and of a pull of one finding with its photo
STRUCK = [
    Case(way=way, kind=kind, at=at, lasts=lasts)
    for kind in SPOILED
    for way, most in (("push", _PUSHED), ("pull", _PULLED))
    for at in range(1, most + 1)
    for lasts in (1, 10_000)
]
CUT = [Case(way=way, kind="cut", at=at * 1000) for way in ("push", "pull") for at in range(KB)]
# in every run each kind meets some request of a push and of a pull; in the long ones each of them
SOME = STRUCK[::11] + CUT[::28]
REST = [one for one in STRUCK + CUT if one not in SOME]


@dataclass(frozen=True, slots=True)
class _Store:
    """SeaweedFS."""

    port: int

    def connect(self, port: int, wait_s: float) -> Remote:
        who = Credentials(user=USER, password=PASSWORD)
        return StoreRemote(read_address(bucket(port)), who, wait_s=wait_s)

    def held(self) -> list[str]:
        async def found() -> list[str]:
            store = opendal.AsyncOperator(
                "s3",
                bucket=BUCKET,
                root="/",
                region="auto",
                endpoint=f"http://127.0.0.1:{self.port}",
                access_key_id=USER,
                secret_access_key=PASSWORD,
            )
            return [one.path async for one in await store.list("", recursive=True)]

        return [one for one in asyncio.run(found()) if not one.endswith("/")]


@pytest.fixture(scope="module")
def store_office(founded: Founded, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    whole = tmp_path_factory.mktemp("office")
    with a_store(whole / "store") as port, an_office(founded, whole, _Store(port)) as office:
        yield office


@pytest.fixture
def office(store_office: Office, monkeypatch: pytest.MonkeyPatch) -> Office:
    """The same office for every case; each begins where all have everything."""
    live_in(monkeypatch, store_office.folder)
    return store_office


def test_every_kind_of_fault_is_tried_in_every_run() -> None:
    assert {(one.way, one.kind) for one in SOME} == {
        (way, kind) for way in ("push", "pull") for kind in (*SPOILED, "cut")
    }


@pytest.mark.parametrize("case", SOME, ids=str)
def test_whatever_the_line_to_a_store_does_everything_arrives_once(
    office: Office, case: Case
) -> None:
    try_case(office, case)


@pytest.mark.slow
@pytest.mark.parametrize("case", REST, ids=str)
def test_and_at_every_other_request_too(office: Office, case: Case) -> None:
    try_case(office, case)
