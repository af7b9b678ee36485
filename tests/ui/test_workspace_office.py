"""The window's questions answered by a real workspace."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from inspector.app.found import found
from inspector.app.workspace import Workspace
from inspector.domain.issue import State
from inspector.domain.moment import local_date
from tests.ui.drawn import draw_scene
from ui.calling_off import Cancelled
from ui.capture_told import Draft, StandardChoice
from ui.issue_told import Wanted
from ui.notice_told import EVERYTHING, Round
from ui.workspace_office import WorkspaceOffice


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("office") / "ws"
    with found(folder, person="检查员1号"):
        return folder


@pytest.fixture
def real(workspace: Path) -> Iterator[WorkspaceOffice]:
    office = WorkspaceOffice(workspace)
    yield office
    office.close()


def a_standard(real: WorkspaceOffice, point: str, place: int) -> StandardChoice:
    return real.standards(point)[place]


def record(
    real: WorkspaceOffice, folder: Path, *, place: int, days: int = 0, seed: int = 1
) -> tuple[str, Draft]:
    """A finding at the first point, ``days`` ago."""
    point = real.points()[0]
    photo = draw_scene(folder / f"{seed}.jpg", seed=seed, size=320)
    taken = real.sort_photos([photo])[0].photos[0]
    ws: Workspace = real._ws()
    draft = Draft(
        point=point.code,
        spot=point.spots[0] if point.spots else "",
        standard=a_standard(real, point.code, place).code,
        photos=(taken.path,),
        found_at=ws.now - timedelta(days=days),
        note="现场描述",
    )
    return real.record(draft).label, draft


def test_what_was_recorded_stands_in_the_ledger(real: WorkspaceOffice, tmp_path: Path) -> None:
    label, _draft = record(real, tmp_path, place=0)
    page = real.find_issues(Wanted(text=label), None, 10)
    assert [line.label for line in page.lines] == [label]
    assert page.lines[0].state is State.OPEN


def test_the_ledger_is_narrowed_to_a_unit_and_to_a_standard(
    real: WorkspaceOffice, tmp_path: Path
) -> None:
    label, draft = record(real, tmp_path, place=11, seed=41)
    other, _draft = record(real, tmp_path, place=12, seed=42)
    found = real.find_issues(Wanted(standard=draft.standard), None, 10).lines
    assert [one.label for one in found] == [label]
    unit = next(one for one in real.units() if one.name == found[0].unit_name)
    of_unit = {one.label for one in real.find_issues(Wanted(unit=unit.code), None, 10).lines}
    assert label in of_unit
    nobody = next(one for one in real.units() if one.name != found[0].unit_name)
    assert real.count_issues(Wanted(unit=nobody.code, text=label)) == 0
    assert other != label


def test_its_case_shows_the_photo_and_the_finding(real: WorkspaceOffice, tmp_path: Path) -> None:
    label, _draft = record(real, tmp_path, place=1, seed=2)
    case = real.show_issue(label)
    assert case.photos[0].thumb.is_file()
    assert [step.what for step in case.timeline] == ["发现"]
    assert case.description == "现场描述"
    assert {one.field for one in real.changes_of_issue(label)} >= {"点位", "标准", "描述"}


def test_a_second_finding_in_the_term_joins_the_first(
    real: WorkspaceOffice, tmp_path: Path
) -> None:
    label, draft = record(real, tmp_path, place=2, days=3, seed=3)
    again = Draft(
        point=draft.point,
        spot=draft.spot,
        standard=draft.standard,
        photos=draft.photos,
        found_at=real._ws().now,
        note="",
    )
    foreseen = real.foresee(again)
    assert foreseen.kind == "sighting"
    assert label in foreseen.words


def test_what_was_taken_back_is_void(real: WorkspaceOffice, tmp_path: Path) -> None:
    label, _draft = record(real, tmp_path, place=3, seed=4)
    real.take_back(label)
    assert real.show_issue(label).line.state is State.VOID


def test_the_standards_of_the_points_type_come_first(real: WorkspaceOffice) -> None:
    point = real.points()[0]
    kind = real._ws().register.point(point.code)
    assert kind is not None
    first = real._ws().register.standard(
        a_standard(real, point.code, 0).code, real._ws().now.date()
    )
    assert first is not None
    assert not first.point_types or kind.type in first.point_types


def test_a_file_that_is_no_photo_is_named_and_the_rest_taken(
    real: WorkspaceOffice, tmp_path: Path
) -> None:
    broken = tmp_path / "IMG_2217.jpg"
    broken.write_text("this is no photo", encoding="utf-8")
    good = draw_scene(tmp_path / "IMG_2218.jpg", seed=9, size=320)
    groups = real.sort_photos([broken, good])
    assert sum(len(group.photos) for group in groups) == 1
    assert "IMG_2217.jpg" in groups[-1].words


def test_every_unit_that_waits_can_be_looked_at_as_paper(
    real: WorkspaceOffice, tmp_path: Path
) -> None:
    record(real, tmp_path, place=4, seed=5)
    units = real.ready_units()
    assert units
    assert real.preview(units[0].unit, EVERYTHING).startswith(b"%PDF")


def test_units_of_a_town_wait_for_what_was_found_there(
    real: WorkspaceOffice, tmp_path: Path
) -> None:
    record(real, tmp_path, place=4, seed=5)
    town = real.points()[0].town_name
    others = {point.town_name for point in real.points()} - {town}
    assert real.ready_units(Round(town=town)) == real.ready_units()
    assert others
    assert [
        one for other in (*others, "没有这个街道") for one in real.ready_units(Round(town=other))
    ] == []


def test_units_wait_for_what_is_due_in_time(real: WorkspaceOffice, tmp_path: Path) -> None:
    _label, draft = record(real, tmp_path, place=13, seed=51)
    terms = (0, 2, 3, 7, 30, None)
    before = [waiting(real, Round(due_days=days)) for days in terms]
    today = local_date(real._ws().now, real._ws().register.zone)
    for place, days in ((14, 3), (15, 30)):
        standard = a_standard(real, draft.point, place).code
        deadline = (today + timedelta(days=days)).isoformat()
        real.record(replace(draft, standard=standard, deadline=deadline))

    after = [waiting(real, Round(due_days=days)) for days in terms]

    assert [now - then for now, then in zip(after, before, strict=True)] == [0, 0, 1, 1, 2, 2]


def waiting(real: WorkspaceOffice, wanted: Round) -> int:
    return sum(unit.issues for unit in real.ready_units(wanted))


def test_a_draft_is_kept_until_it_is_recorded(real: WorkspaceOffice) -> None:
    real.save_draft("{}")
    assert real.load_draft() == "{}"
    real.save_draft("")
    assert real.load_draft() == ""


def test_the_workbench_counts_what_waits(real: WorkspaceOffice, tmp_path: Path) -> None:
    record(real, tmp_path, place=5, seed=6)
    kinds = {due.kind for due in real.today().due}
    assert "notice" in kinds


def test_issuing_for_no_unit_issues_nothing(real: WorkspaceOffice, tmp_path: Path) -> None:
    record(real, tmp_path, place=6, seed=7)
    before = real.ready_units()
    assert real.papers().issue((), EVERYTHING, _unheard, submit=False).numbers == ()
    assert real.ready_units() == before


def test_a_unit_that_was_told_waits_no_longer(real: WorkspaceOffice, tmp_path: Path) -> None:
    record(real, tmp_path, place=7, seed=8)
    ready = [unit for unit in real.ready_units() if not unit.blocked]
    numbers = real.papers().issue([ready[0].unit], EVERYTHING, _unheard, submit=False).numbers
    assert len(numbers) == 1
    assert ready[0].unit not in {unit.unit for unit in real.ready_units()}


def test_sorted_photos_are_looked_at_behind_and_once(real: WorkspaceOffice, tmp_path: Path) -> None:
    photo = draw_scene(tmp_path / "fresh.jpg", seed=77, size=640)
    first = real.sort_photos([photo])[0].photos[0]
    assert first.thumb == first.path  # nobody has looked at it yet
    settled = real.settle_photos()[0].photos[0]
    assert settled.path == first.path
    assert settled.thumb != first.path
    assert real.settle_photos() == []


def test_photos_whose_look_was_called_off_are_looked_at_with_the_next(
    real: WorkspaceOffice, tmp_path: Path
) -> None:
    def no_more(_now: int, _whole: int) -> None:
        raise Cancelled

    real.sort_photos([draw_scene(tmp_path / "left.jpg", seed=78, size=640)])
    with pytest.raises(Cancelled):
        real.settle_photos(no_more)
    assert sum(len(group.photos) for group in real.settle_photos()) == 1


def _unheard(_now: int, _total: int) -> None:
    pass
