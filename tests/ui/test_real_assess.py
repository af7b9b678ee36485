"""测算, 申诉 and 扣分明细 put to a real workspace."""

import itertools
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from inspector.app import assess
from inspector.app.capture import record
from inspector.app.visit import VisitDraft, inspect
from inspector.app.workspace import Workspace
from inspector.domain.errors import InputError
from tests.builders import OTHER_POINT, a_draft, a_workspace, day
from ui.assess_answers import AssessAnswers
from ui.assess_office import Payer, Ruling, Tried

MONTH = "2026-08"


@pytest.fixture
def ws(tmp_path: Path) -> Iterator[Workspace]:
    """Problems at two points of one town, one of them found again."""
    with a_workspace(tmp_path / "ws") as ws:
        for number in range(3):
            record(ws, a_draft(on=number, spot=f"{number}号楼"))
        record(ws, a_draft(point=OTHER_POINT, on=1))
        inspect(ws, VisitDraft(point=OTHER_POINT, at=day(1).isoformat()))
        yield ws


@pytest.fixture
def office(ws: Workspace) -> AssessAnswers:
    return AssessAnswers(lambda: ws)


def scored(tried: Tried) -> list[tuple[Decimal | None, Decimal | None]]:
    lines = [one for group in tried.field for one in group.lines if one.score is not None]
    return [(one.score_before, one.score) for one in lines]


def test_every_number_that_can_be_tried_is_listed_as_it_is_written(
    office: AssessAnswers,
) -> None:
    numbers = {one.name: one for one in office.numbers()}
    assert numbers["repeat.multipliers"].value == "1,2,3"
    assert numbers["rebound.higher_only"].value == "true"
    assert all(one.title and one.group for one in numbers.values())
    groups = [one.group for one in numbers.values()]
    assert len([*itertools.groupby(groups)]) == len(set(groups))  # each stands in one place
    same = office.try_numbers(MONTH, {name: one.value for name, one in numbers.items()})
    assert all(before == after for before, after in scored(same))


def test_a_lower_full_mark_lowers_every_score_and_is_not_kept(
    ws: Workspace, office: AssessAnswers
) -> None:
    tried = office.try_numbers(MONTH, {"base": "90"})
    assert scored(tried)
    assert all(before is not None and after == before - 10 for before, after in scored(tried))
    assert next(one.value for one in office.numbers() if one.name == "base") == "100"


def test_a_number_without_sense_is_refused(office: AssessAnswers) -> None:
    with pytest.raises(InputError):
        office.try_numbers(MONTH, {"base": "许多"})


def test_a_dispute_waits_with_its_term_and_is_ruled_on(
    ws: Workspace, office: AssessAnswers
) -> None:
    issue = ws.db.execute("select id from issue order by id").fetchone()[0]
    assess.dispute(ws, issue, "appeal", "已当场整改")
    (line,) = office.disputes()
    assert (line.waits, line.kind, line.until) == (True, "申诉", None)  # not told of it yet
    assert line.deduction > 0
    office.decide(issue, Ruling(decision="reduced", reason="属实", points="0.3"))
    (line,) = office.disputes()
    assert not line.waits
    assert "核减 0.3 分" in line.ruling
    assert "属实" in line.ruling
    with pytest.raises(InputError):
        office.decide(issue, Ruling(decision="upheld"))


@pytest.mark.parametrize("suffix", [".pdf", ".xlsx"])
def test_a_towns_statement_is_written_in_either_form(
    ws: Workspace, office: AssessAnswers, tmp_path: Path, suffix: str
) -> None:
    town = ws.db.execute("select town from issue limit 1").fetchone()[0]
    payer = next(one for one in office.payers() if one.code == town)
    out = tmp_path / f"out{suffix}"
    office.write_statement(payer, MONTH, out)
    assert out.stat().st_size > 1000
    assert office.statement(payer, MONTH).startswith(b"%PDF")


def test_nobody_has_no_statement(office: AssessAnswers, tmp_path: Path) -> None:
    with pytest.raises(InputError):
        office.statement(Payer(code="nobody", name="", is_town=True), MONTH)
