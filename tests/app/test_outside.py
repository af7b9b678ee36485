"""Results that others gave the district or a town: entered, imported, merged, shown beside ours."""

from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from inspector.app.handover import export
from inspector.app.imports import import_register
from inspector.app.merging import found_from, merge
from inspector.app.outside import enter, results, withdraw
from inspector.app.period import assessed, read_cadence
from inspector.app.stats import stats
from inspector.app.upkeep import digest
from inspector.app.workspace import Workspace
from inspector.domain.errors import InputError
from tests.builders import NOW

HOUR = timedelta(hours=1)
TOWN, OTHER = "990102003", "990102004"


def a_sheet(folder: Path, *lines: str) -> Path:
    file = folder / "outside.csv"
    file.write_text("\n".join(lines), encoding="utf-8")
    return file


def test_a_place_is_kept_with_of_how_many_and_corrected_by_entering_it_again(ws: Workspace) -> None:
    enter(ws, source="city", period="2026-08", rank=3, out_of=9)
    enter(ws, source="city", period="2026年8月", rank=4, out_of=9, score="91.5")

    (one,) = results(ws)
    assert (one.name, one.town, one.rank, one.out_of) == ("市级考核反馈", None, 4, 9)
    assert one.score == Decimal("91.5")


def test_a_result_stands_beside_our_own_score_of_the_same_town_and_month(ws: Workspace) -> None:
    enter(ws, source="第三方测评", period="2026-08", town=TOWN, score="88")
    enter(ws, source="第三方测评", period="2026-Q3", town=TOWN, score="90")
    enter(ws, source="第三方测评", period="2026-09", town=TOWN, score="77")

    told = stats(ws, assessed(ws, month="2026-08"))

    own = next(one.score for one in told.towns if one.town == TOWN)
    beside = {one.period: one.own_score for one in told.outside}
    assert beside == {"2026-08": own, "2026-Q3": None}  # September shares no day with August


def test_a_quarter_names_the_months_within_it(ws: Workspace) -> None:
    enter(ws, source="province", period="2026-08", rank=2)
    enter(ws, source="province", period="2026年第二季度", rank=5)

    told = stats(ws, assessed(ws, cadence=read_cadence("quarter", "2026-Q3")))

    assert [one.period for one in told.outside] == ["2026-08"]


def test_a_result_says_a_place_or_a_score_and_no_place_beyond_its_field(ws: Workspace) -> None:
    with pytest.raises(InputError):
        enter(ws, source="city", period="2026-08")
    with pytest.raises(InputError):
        enter(ws, source="city", period="2026-08", rank=10, out_of=9)
    with pytest.raises(InputError):
        enter(ws, source="city", period="八月", rank=1)
    assert results(ws) == ()


def test_a_result_taken_back_leaves_the_lists_and_may_be_entered_anew(ws: Workspace) -> None:
    told = enter(ws, source="city", period="2026-08", rank=3)

    withdraw(ws, told.result, "登错月份")
    assert results(ws) == ()

    enter(ws, source="city", period="2026-08", rank=6)
    assert [one.rank for one in results(ws)] == [6]


def test_a_sheet_of_results_names_the_rows_it_cannot_take(ws: Workspace, tmp_path: Path) -> None:
    sheet = a_sheet(
        tmp_path,
        "来源,考核期,镇街,名次,参评数,得分,备注",
        "市级考核反馈,2026年8月,,3,9,91.20,较上月前进一位",
        f"省文明办测评,2026年上半年,{TOWN},,,86.5,",
        "市级考核反馈,2026年8月,没有的镇,3,9,,",
        "市级考核反馈,2026年9月,,,,,",
    )

    told = import_register(ws, "outside", [sheet])

    assert told.added == 2
    assert [(one.row, one.column) for one in told.rejected] == [(4, "镇街"), (5, "名次")]
    (half, month) = sorted(results(ws), key=lambda one: one.first)
    assert (half.period, half.last, half.town) == ("2026-H1", date(2026, 6, 25), TOWN)
    assert (month.rank, month.out_of, month.note) == (3, 9, "较上月前进一位")
    assert import_register(ws, "outside", [sheet]).unchanged == 2


def test_a_result_entered_on_two_laptops_is_one_result_on_both(
    ws: Workspace, tmp_path: Path
) -> None:
    export(ws, tmp_path / "whole.db")
    with found_from(
        tmp_path / "other", tmp_path / "whole.db", device="LAPTOP-04", clock=lambda: NOW + HOUR
    ) as other:
        enter(ws, source="city", period="2026-08", rank=3, out_of=9)
        enter(other, source="市级考核反馈", period="2026年8月", rank=3, out_of=9)
        enter(other, source="province", period="2026-Q3", town=OTHER, score="92.1")
        for giver, taker in ((ws, other), (other, ws), (ws, other)):
            out = tmp_path / f"{giver.folder.name}-{giver.new_id()}.db"
            export(giver, out)
            report = merge(taker, [out])
            assert not report.conflicts

        assert [(one.period, one.rank) for one in results(ws)] == [
            ("2026-Q3", None),
            ("2026-08", 3),
        ]
        assert [one.result for one in results(other)] == [one.result for one in results(ws)]
        assert digest(other).state == digest(ws).state
