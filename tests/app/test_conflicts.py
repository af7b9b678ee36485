"""Conflicts: every value with who wrote it and when; ruled by one, by hand, by keeping all."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from inspector.app.amend import edit
from inspector.app.capture import record
from inspector.app.conflicts import keep_all, list_conflicts, settle_own, take, take_value
from inspector.app.devices import list_devices
from inspector.app.handover import export
from inspector.app.ledger import show_issue
from inspector.app.merging import found_from, merge
from inspector.app.upkeep import digest
from inspector.app.workspace import Workspace
from inspector.domain.errors import InputError
from tests.builders import NOW, a_draft, a_workspace

HOUR = timedelta(hours=1)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Workspace]:
    with a_workspace(tmp_path / "office", device="办公室", person="张三") as ws:
        yield ws


@pytest.fixture
def finding(office: Workspace, tmp_path: Path) -> str:
    """A finding that both computers know."""
    name = record(office, a_draft(note="旧")).finding
    export(office, tmp_path / "out.db")
    return name


def the_laptop(tmp_path: Path, *, person: str, late: timedelta = HOUR) -> Workspace:
    """A second computer whose clock shows later than the office's."""
    return found_from(
        tmp_path / "laptop",
        tmp_path / "out.db",
        device="LAPTOP-04",
        person=person,
        clock=lambda: NOW + late,
    )


def apart(office: Workspace, laptop: Workspace, finding: str, field: str, *values: str) -> None:
    """Both correct one field, not knowing of each other; then the office merges."""
    edit(office, finding, {field: values[0]}, "核对")
    edit(laptop, finding, {field: values[1]}, "核对")
    export(laptop, laptop.folder.parent / "in.db")
    merge(office, [laptop.folder.parent / "in.db"])


def note_of(ws: Workspace, finding: str) -> str:
    (found,) = show_issue(ws, finding).findings
    return found.note or ""


def test_texts_are_kept_one_after_the_other(
    office: Workspace, finding: str, tmp_path: Path
) -> None:
    with the_laptop(tmp_path, person="李四", late=timedelta(minutes=5)) as laptop:
        apart(office, laptop, finding, "note", "南侧", "北侧")
        keep_all(office, list_conflicts(office)[0].id)

    assert note_of(office, finding) == "南侧；北侧"
    assert list_conflicts(office) == ()


def test_of_two_spots_the_latest_counts_and_the_other_becomes_a_note(
    office: Workspace, finding: str, tmp_path: Path
) -> None:
    with the_laptop(tmp_path, person="李四", late=timedelta(minutes=5)) as laptop:
        apart(office, laptop, finding, "spot", "东门", "西门")
        keep_all(office, list_conflicts(office)[0].id)

    (found,) = show_issue(office, finding).findings
    assert found.spot == "西门"
    assert note_of(office, finding).startswith("旧；另有位置：东门（张三")


def test_values_of_one_person_on_one_day_are_settled_in_one_go(
    office: Workspace, finding: str, tmp_path: Path
) -> None:
    with the_laptop(tmp_path, person="张三", late=timedelta(minutes=5)) as laptop:
        apart(office, laptop, finding, "note", "早", "晚")
        (conflict,) = list_conflicts(office)

        assert settle_own(office) == (conflict.id,)
        assert note_of(office, finding) == "晚"
        export(office, tmp_path / "back.db")
        merge(laptop, [tmp_path / "back.db"])
        assert digest(laptop).state == digest(office).state


def test_values_of_two_people_wait_for_a_person(
    office: Workspace, finding: str, tmp_path: Path
) -> None:
    with the_laptop(tmp_path, person="李四") as laptop:
        apart(office, laptop, finding, "note", "早", "晚")

    assert settle_own(office) == ()
    assert len(list_conflicts(office)) == 1


def test_what_a_laptop_whose_clock_says_2001_wrote_after_seeing_the_older_value_counts(
    office: Workspace, finding: str, tmp_path: Path
) -> None:
    with the_laptop(tmp_path, person="李四", late=timedelta(days=-9_000)) as laptop:
        edit(laptop, finding, {"note": "新"}, "核对")
        export(laptop, tmp_path / "in.db")
        merge(office, [tmp_path / "in.db"])

    assert note_of(office, finding) == "新"
    assert list_conflicts(office) == ()


def test_the_same_value_written_twice_is_no_conflict(
    office: Workspace, finding: str, tmp_path: Path
) -> None:
    with the_laptop(tmp_path, person="李四") as laptop:
        apart(office, laptop, finding, "note", "南侧", "南侧")

    assert note_of(office, finding) == "南侧"
    assert list_conflicts(office) == ()


def test_a_value_cannot_have_been_written_after_it_arrived(
    office: Workspace, finding: str, tmp_path: Path
) -> None:
    """A laptop three days ahead: its value is shown at the hour of the merge, and that is said."""
    with the_laptop(tmp_path, person="李四", late=timedelta(days=3)) as laptop:
        apart(office, laptop, finding, "note", "早", "晚")

    ahead = {leaf.value: leaf.ahead_s for leaf in list_conflicts(office)[0].leaves}
    at = {leaf.value: leaf.at for leaf in list_conflicts(office)[0].leaves}
    assert ahead == {"早": 0, "晚": 3 * 86400}
    assert at["晚"] == NOW


def test_a_value_written_by_hand_is_checked_like_any_correction(
    office: Workspace, finding: str, tmp_path: Path
) -> None:
    with the_laptop(tmp_path, person="李四") as laptop:
        apart(office, laptop, finding, "at", "2026-08-02T08:00", "2026-08-02T09:00")
    (conflict,) = list_conflicts(office)

    with pytest.raises(InputError):
        take_value(office, conflict.id, "昨天下午")
    take_value(office, conflict.id, "2026-08-02T08:30")

    (found,) = show_issue(office, finding).findings
    assert f"{found.found_at:%H:%M}" == "08:30"


def test_a_value_nobody_wrote_cannot_be_taken(
    office: Workspace, finding: str, tmp_path: Path
) -> None:
    with the_laptop(tmp_path, person="李四") as laptop:
        apart(office, laptop, finding, "note", "早", "晚")

    with pytest.raises(InputError):
        take(office, list_conflicts(office)[0].id, "不存在")


def test_two_people_compare_a_key_by_voice(office: Workspace, finding: str, tmp_path: Path) -> None:
    """Both screens show the same six characters for the laptop, others for the office."""
    with the_laptop(tmp_path, person="李四") as laptop:
        apart(office, laptop, finding, "note", "早", "晚")
        here = {one.device: one for one in list_devices(laptop)}
    there = {one.device: one for one in list_devices(office)}

    assert here["LAPTOP-04"].spoken == there["LAPTOP-04"].spoken
    assert len({one.spoken for one in there.values()}) == 2
    assert all(len(one.spoken) == 7 for one in there.values())
    assert there["LAPTOP-04"].last_heard == NOW + HOUR


def test_a_value_of_a_computer_that_is_not_on_record_names_no_stream(
    office: Workspace, finding: str, tmp_path: Path
) -> None:
    with the_laptop(tmp_path, person="李四") as laptop:
        apart(office, laptop, finding, "note", "早", "晚")
    office.db.execute("delete from device where name = 'LAPTOP-04'")

    devices = {leaf.value: leaf.device for leaf in list_conflicts(office)[0].leaves}
    assert devices == {"早": "办公室", "晚": "来处不明"}
