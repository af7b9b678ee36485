"""What an undone merge leaves behind: nothing, not even that it was seen."""

from pathlib import Path

from inspector.domain.change import Draft
from inspector.store.apply import apply
from inspector.store.seal import seal_tail
from inspector.store.tx import Tx
from tests.property.devices import Device, Hub


def test_what_was_seen_through_an_undone_merge_supersedes_nothing(tmp_path: Path) -> None:
    """The second had seen the first's note; undone, our note knows of neither."""
    first, second, hub = Device(1), Device(2), Hub(tmp_path)
    first.write([("finding", "f1", {"note": "甲"})], 1)
    second.meet(first)
    second.write([("finding", "f2", {"note": "乙"})], 2)
    hub.take([second], second.segments)
    hub.drop([one.hash for one in second.segments])

    def note(tx: Tx) -> None:
        apply(tx, [Draft("finding", "f1", {"note": "丙"})])
        seal_tail(tx)

    hub.change(note)
    hub.take([first], first.segments)

    assert hub.outcome().open == 1
