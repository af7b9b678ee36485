"""Open conflicts are counted once; from then on the fold says how many more there are."""

from pathlib import Path

import pytest
from sqlite_utils import Database

from inspector.store.digest import keep_open_conflicts, open_conflicts
from inspector.store.leaves import open_leaves
from tests.property.devices import Device, Hub

ROW = "018f0000-0000-7000-8000-000000000001"


@pytest.fixture
def hub(tmp_path: Path) -> Hub:
    return Hub(tmp_path)


def a_note(text: str) -> list[tuple[str, str, dict[str, object]]]:
    return [("finding", ROW, {"note": text})]


def counted(db: Database) -> tuple[int, int]:
    return open_conflicts(db), len({(one.row, one.field) for one in open_leaves(db)})


def kept(hub: Hub) -> int:
    """The count as it is kept from now on."""
    counts: list[int] = []
    hub.change(lambda tx: counts.append(keep_open_conflicts(tx)))
    return counts[0]


def test_a_kept_count_gives_way_to_a_new_conflict_and_to_its_ruling(hub: Hub) -> None:
    a, b, c = Device(1), Device(2), Device(3)
    a.write(a_note("桶满"), tick=1)
    b.write(a_note("桶倒"), tick=2)
    c.meet(a)
    c.meet(b)
    c.write(a_note("桶满且倒"), tick=3)

    hub.take([a], a.segments)
    assert kept(hub) == 0
    hub.take([b], b.segments)
    assert counted(hub.db) == (1, 1)
    assert kept(hub) == 1
    hub.take([c], c.segments)
    assert counted(hub.db) == (0, 0)
    kept(hub)
    hub.drop([one.hash for one in c.segments])
    assert counted(hub.db) == (1, 1)
