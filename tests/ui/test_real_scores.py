"""The room's figures are those of the statistics, and the parts of a town add up to its points."""

from decimal import Decimal
from pathlib import Path

import pytest

from inspector.app.capture import record
from inspector.app.period import assessed
from inspector.app.stats import stats
from inspector.app.visit import VisitDraft, inspect
from inspector.app.workspace import open_workspace
from inspector.domain.cadence import month_of
from tests.builders import NOW, OTHER_POINT, a_draft, a_workspace, day
from ui import score_answers

MONTH = "2026-08"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two points of one town visited in August, with problems at both."""
    with a_workspace(tmp_path / "ws") as ws:
        for number in range(3):
            record(ws, a_draft(on=number, spot=f"{number}号楼"))
        record(ws, a_draft(point=OTHER_POINT, on=1))
        inspect(ws, VisitDraft(point=OTHER_POINT, at=day(1).isoformat()))
    return tmp_path / "ws"


def test_every_town_stands_where_the_statistics_put_it(folder: Path) -> None:
    with open_workspace(folder, clock=lambda: NOW) as ws:
        shown = score_answers.scores(ws, MONTH)
        told = {one.town: one for one in stats(ws, assessed(ws, month=MONTH)).towns}

    lines = [one for group in shown.groups for one in group.towns]
    assert {one.town for one in lines} == told.keys()
    assert all(
        (one.rank, one.score) == (told[one.town].rank, told[one.town].score) for one in lines
    )
    for group in shown.groups:
        ranks = [one.rank for one in group.towns if one.rank is not None]
        assert ranks == sorted(ranks)


def test_the_parts_of_a_town_add_up_to_what_it_lost(folder: Path) -> None:
    with open_workspace(folder, clock=lambda: NOW) as ws:
        lines = [one for group in score_answers.scores(ws, MONTH).groups for one in group.towns]
        (town,) = [one for one in lines if one.issues]
        shown = score_answers.town_score(ws, MONTH, town.town)

    assert sum((one.points for one in shown.parts), Decimal(0)) == town.deduction > 0
    assert shown.total == town.deduction
    assert sum(one.issues for one in shown.weak) == town.issues


def test_without_a_month_the_last_one_with_findings_opens(folder: Path) -> None:
    with open_workspace(folder, clock=lambda: NOW) as ws:
        assert score_answers.scores(ws, "").month == MONTH


def test_six_months_end_with_the_one_looked_at(folder: Path) -> None:
    with open_workspace(folder, clock=lambda: NOW) as ws:
        trends = score_answers.trends(ws, MONTH)

    assert trends.months[-1] == "8月"
    assert len(trends.months) == 6
    assert all(len(one) == 6 for one in trends.towns.values())


@pytest.mark.parametrize(
    ("on", "cutoff", "month"),
    [(25, 25, "2026-08"), (26, 25, "2026-09"), (31, None, "2026-08")],
)
def test_a_day_belongs_to_the_month_whose_cut_off_it_does_not_pass(
    on: int, cutoff: int | None, month: str
) -> None:
    assert month_of(day(0).date().replace(day=on), cutoff) == month


def test_slides_and_the_sheet_to_take_along_come_as_their_names_say(
    folder: Path, tmp_path: Path
) -> None:
    slides, sheet, picture = (tmp_path / name for name in ("点评会.pptx", "单.pdf", "单.png"))
    with open_workspace(folder, clock=lambda: NOW) as ws:
        score_answers.write_paper(ws, "deck", MONTH, slides, "")
        score_answers.write_patrol(ws, sheet)
        score_answers.write_patrol(ws, picture)

    heads = [one.read_bytes()[:4] for one in (slides, sheet, picture)]
    assert heads == [b"PK\x03\x04", b"%PDF", b"\x89PNG"]
