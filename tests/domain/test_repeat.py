"""The repeat rule, case by case as the trade states it."""

import json
from datetime import datetime
from importlib.resources import files
from typing import Any

import pytest

from inspector.domain.deeds import Deed, DeedDone
from inspector.domain.finding import Finding
from inspector.domain.geometry import Position, contains
from inspector.domain.ids import FindingId, PointId, StandardCode
from inspector.domain.issue import State
from inspector.domain.repeat import ChainReset, Judgement, Kind, Rule, Verdict, judge
from tests.builders import ZONE, a_deed, a_finding, a_rule, day

Raw = dict[str, Any]


def judged(
    findings: list[Finding], deeds: list[DeedDone] | None = None, rule: Rule | None = None
) -> Judgement:
    rules = {one.id: rule or a_rule() for one in findings}
    return judge(findings, deeds or [], rules, ZONE)


def verdict(judgement: Judgement, name: str) -> Verdict:
    return next(one for one in judgement.verdicts if one.finding == name)


def test_a_problem_that_returns_after_closing_is_a_rebound() -> None:
    told = judged([a_finding("f1"), a_finding("f2", on=10)], [a_deed(Deed.PASSED, at=1)])

    assert verdict(told, "f2").kind is Kind.REPEAT
    assert verdict(told, "f2").rebound
    assert verdict(told, "f2").earlier[0].days == 10
    assert verdict(told, "f2").earlier[0].days_since_closed == 9


def test_a_deed_never_counts_before_the_finding_it_names() -> None:
    """A close dated before its finding closes the issue at the finding, not before it."""
    told = judged([a_finding("f1"), a_finding("f2", on=5)], [a_deed(Deed.PASSED, "f2", at=1)])

    assert verdict(told, "f2").kind is Kind.SIGHTING
    assert told.issues[0].closed_at == day(5)


def test_only_the_first_passing_verification_closes() -> None:
    deeds = [a_deed(Deed.PASSED, at=1), a_deed(Deed.PASSED, at=9)]

    told = judged([a_finding("f1"), a_finding("f2", on=20)], deeds)

    assert not verdict(told, "f2").rebound


def test_a_ruling_ties_two_findings_whichever_was_found_first() -> None:
    later_named = [a_finding("f1", spot="甲", same_as="f2"), a_finding("f2", on=3, spot="乙")]
    earlier_named = [a_finding("f1", spot="甲"), a_finding("f2", on=3, spot="乙", same_as="f1")]

    for findings in (later_named, earlier_named):
        told = judged(findings)

        assert verdict(told, "f2").issue == "f1"
        assert verdict(told, "f2").kind is Kind.SIGHTING


def test_a_ruling_that_names_nothing_known_falls_away() -> None:
    told = judged([a_finding("f1", same_as="gone")])

    assert verdict(told, "f1").kind is Kind.NEW


def test_of_two_chains_that_fit_the_one_last_found_is_taken() -> None:
    findings = [
        a_finding("f1", spot="甲"),
        a_finding("f2", on=1, spot="乙", same_as="none"),
        a_finding("f3", on=2),
    ]

    assert verdict(judged(findings), "f3").issue == "f2"


def test_of_two_chains_last_found_at_one_moment_the_lower_id_is_taken() -> None:
    findings = [
        a_finding("f1", spot="甲"),
        a_finding("f2", spot="乙", same_as="none"),
        a_finding("f3", on=2),
    ]

    assert verdict(judged(findings), "f3").issue == "f1"


@pytest.mark.parametrize(("on", "kind"), [(30, Kind.CANDIDATE), (31, Kind.NEW)])
def test_another_spot_may_be_the_same_up_to_the_last_day_of_the_repeat_window(
    on: int, kind: Kind
) -> None:
    findings = [a_finding("f1", spot="甲"), a_finding("f2", on=on, spot="乙")]

    told = judged(findings, [a_deed(Deed.PASSED, at=1)])

    assert verdict(told, "f2").kind is kind


def test_along_a_line_metres_count_along_it_not_through_the_air() -> None:
    """A road that turns back on itself: 20 m across, 400 m along."""
    road = (
        Position(83.45, 38.85),
        Position(83.4523, 38.85),
        Position(83.4523, 38.8502),
        Position(83.45, 38.8502),
    )
    rule = a_rule(line=road)
    findings = [
        a_finding("f1", position=(83.4501, 38.85)),
        a_finding("f2", on=1, position=(83.4501, 38.8502)),
    ]

    assert verdict(judged(findings, rule=rule), "f2").kind is Kind.CANDIDATE
    assert verdict(judged(findings), "f2").kind is Kind.SIGHTING


@pytest.mark.parametrize(
    ("reset", "occurrence"),
    [(ChainReset.CALENDAR_YEAR, 2), (ChainReset.QUARTER, 1), (ChainReset.NONE, 2)],
)
def test_counting_starts_anew_with_each_period_of_the_district(
    reset: ChainReset, occurrence: int
) -> None:
    """Found at the end of September and again in October."""
    findings = [a_finding("f1", on=55), a_finding("f2", on=62)]
    deeds = [a_deed(Deed.PASSED, at=56)]

    told = judged(findings, deeds, a_rule(chain_reset=reset))

    assert verdict(told, "f2").occurrence == occurrence


def test_an_overdue_sighting_counts_as_a_repeat_only_where_the_district_says_so() -> None:
    findings = [a_finding("f1"), a_finding("f2", on=9)]
    deeds = [a_deed(Deed.DELIVERED, at=1, until=3)]

    usual = judged(findings, deeds)
    strict = judged(findings, deeds, a_rule(overdue_counts_as_repeat=True))

    assert [verdict(one, "f2").occurrence for one in (usual, strict)] == [1, 2]
    assert [verdict(one, "f2").level for one in (usual, strict)] == [1, 1]


def test_windows_of_no_days_still_reach_the_same_day() -> None:
    rule = a_rule(repeat_window_days=0, rebound_window_days=0)
    findings = [a_finding("f1"), a_finding("f2", on=0.2), a_finding("f3", on=1.2)]
    deeds = [a_deed(Deed.PASSED, at=0.1), a_deed(Deed.PASSED, "f2", at=0.3)]

    told = judged(findings, deeds, rule)

    assert (verdict(told, "f2").occurrence, verdict(told, "f2").rebound) == (2, True)
    assert (verdict(told, "f3").occurrence, verdict(told, "f3").rebound) == (1, False)


def test_a_parked_issue_without_a_day_runs_out_never() -> None:
    findings = [a_finding("f1"), a_finding("f2", on=90)]
    deeds = [a_deed(Deed.DELIVERED, at=1, until=3), a_deed(Deed.PARKED, at=2)]

    told = judged(findings, deeds)

    assert verdict(told, "f2").kind is Kind.SIGHTING
    assert told.issues[0].state_at(day(91)) is State.PARKED


def test_a_closed_issue_stays_closed_whatever_is_done_later() -> None:
    deeds = [a_deed(Deed.PASSED, at=2), a_deed(Deed.RETURNED, at=4)]

    (issue,) = judged([a_finding("f1")], deeds).issues

    assert issue.state_at(day(5)) is State.CLOSED
    assert issue.returns == ()


CASES = json.loads((files("resources") / "district.json").read_text("utf-8"))["repeat_cases"]


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_every_repeat_case_of_the_district_is_judged_as_stated(case: Raw) -> None:
    void = {event["ref"] for event in case["events"] if event["do"] == "void"}
    findings = [
        _finding(event)
        for event in case["events"]
        if event["do"] == "find" and event["ref"] not in void
    ]
    deeds = [
        _deed(event, place) for place, event in enumerate(case["events"]) if event["do"] in _DEEDS
    ]
    found: dict[str, Verdict] = {}
    for code in {one.standard for one in findings}:
        some = [one for one in findings if one.standard == code]
        rules = {one.id: _rule(one) for one in some}
        found |= {one.finding: one for one in judge(some, deeds, rules, ZONE).verdicts}

    for ref, expected in case["expect"].items():
        told = found.get(FindingId(ref))
        assert (told is None) == (expected is None)
        if told and expected:
            assert told.kind.name.lower() == expected["kind"]
            assert told.occurrence == expected["occurrence"]
            assert told.rebound is expected["rebound"]
            assert told.level == expected["level"]
            assert told.issue == expected["issue"]
            assert told.candidate_of == expected.get("candidate_of")


_DEEDS = {
    "notify": Deed.DELIVERED,
    "reply": Deed.REPLIED,
    "pass": Deed.PASSED,
    "close": Deed.PASSED,
    "return": Deed.RETURNED,
    "extend": Deed.EXTENDED,
    "defer": Deed.DEFERRED,
}
_POINTS = {
    one["code"]: one
    for one in json.loads((files("resources") / "district.json").read_text("utf-8"))["points"]
}
_STANDARDS = {
    standard["code"]: standard
    for project in json.loads((files("resources") / "catalogue.json").read_text("utf-8"))[
        "projects"
    ]
    for content in project["contents"]
    for standard in content["standards"]
}
_GRIDS = [
    (one["properties"]["code"], [Position(*at) for at in one["geometry"]["coordinates"][0][:-1]])
    for one in json.loads((files("resources") / "district.geojson").read_text("utf-8"))["features"]
    if one["properties"]["kind"] == "grid"
]


def _finding(event: Raw) -> Finding:
    position = Position(*event["lonlat"]) if event.get("lonlat") else None
    grid = next((code for code, ring in _GRIDS if position and contains(ring, position)), None)
    return Finding(
        id=FindingId(event["ref"]),
        label=event["ref"],
        point=PointId(event["point"]) if event["point"] else None,
        standard=StandardCode(event["standard"]),
        found_at=datetime.fromisoformat(event["at"]),
        spot=event.get("spot"),
        position=position,
        accuracy_m=event.get("accuracy_m", 0),
        grid=grid,
        round=event.get("round"),
        same_as=event.get("same_as"),
    )


def _deed(event: Raw, place: int) -> DeedDone:
    until = event.get("until") or event.get("deadline")
    return DeedDone(
        id=str(place),
        kind=_DEEDS[event["do"]],
        finding=FindingId(event["ref"]),
        at=datetime.fromisoformat(event["at"]),
        until=datetime.fromisoformat(until) if until else None,
    )


def _rule(finding: Finding) -> Rule:
    standard, point = _STANDARDS[finding.standard], _POINTS.get(finding.point or "", {})
    return a_rule(
        repeat_window_days=standard["repeat_window_days"],
        rebound_window_days=standard["rebound_window_days"],
        radius_m=point.get("radius_m", 50),
        line=tuple(Position(*at) for at in point.get("line", ())),
    )
