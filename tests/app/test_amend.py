import pytest

from inspector.app import amend
from inspector.app.capture import record
from inspector.app.ledger import changes_of_issue, show_issue
from inspector.app.upkeep import digest
from inspector.app.workspace import Workspace
from inspector.domain.errors import InputError
from tests.builders import OTHER_POINT, a_draft, issued


def test_a_corrected_time_is_judged_anew_and_the_old_value_stays_readable(ws: Workspace) -> None:
    first, again = record(ws, a_draft()), record(ws, a_draft(on=0.1))

    amend.edit(ws, again.label, {"at": "2026-08-02T09:00"}, "记错了日期")

    case = show_issue(ws, first.label)
    assert case.issue.issue == again.finding  # the earliest finding now leads the case
    assert case.findings[1].verdict is not None
    assert case.findings[1].verdict.kind == "sighting"
    changes = changes_of_issue(ws, first.label)
    values = [one.value for one in changes if one.field == "found_at"]
    assert values.count("2026-08-02T01:00:00.000Z") == 1
    assert len(values) == 3
    corrected = next(one for one in changes if one.reason)
    assert (corrected.reason, corrected.person) == ("记错了日期", "u03")


def test_the_label_that_was_printed_still_finds_its_case(ws: Workspace) -> None:
    first = record(ws, a_draft())
    earlier = record(ws, a_draft(on=-0.1))

    assert show_issue(ws, first.label).issue.issue == earlier.finding


def test_a_place_named_in_a_notice_is_not_corrected_any_more(ws: Workspace) -> None:
    told = record(ws, a_draft())
    issued(ws, told.label, on="2026-08-04")

    with pytest.raises(InputError) as refused:
        amend.edit(ws, told.label, {"point": OTHER_POINT}, "写错点位")

    assert refused.value.code == "noticed"
    assert amend.edit(ws, told.label, {"note": "补充描述"}, "补记").changed == ("note",)


def test_a_void_finding_counts_no_more_and_is_told_so(ws: Workspace) -> None:
    first = record(ws, a_draft())
    second = record(ws, a_draft(on=0.1))

    amend.void(ws, first.label, "重复登记")

    assert show_issue(ws, second.label).issue.issue == second.finding
    with pytest.raises(InputError) as refused:
        amend.void(ws, first.label, "再作废一次")
    assert refused.value.code == "void"


def test_a_ruling_joins_a_candidate_to_its_case_and_parts_it_again(ws: Workspace) -> None:
    first = record(ws, a_draft(spot="北门"))
    other = record(ws, a_draft(on=1, spot="车棚"))

    assert amend.rule(ws, other.label, first.label).issue == first.finding
    assert amend.rule(ws, other.label, "none").issue == other.finding
    case = show_issue(ws, other.label)
    assert case.verdict is not None
    assert case.verdict.kind == "new"


def test_nothing_is_the_same_as_itself(ws: Workspace) -> None:
    told = record(ws, a_draft())

    with pytest.raises(InputError) as refused:
        amend.rule(ws, told.label, told.label)

    assert refused.value.code == "same"


@pytest.mark.parametrize("why", ["", "   "])
def test_an_amendment_needs_a_reason(ws: Workspace, why: str) -> None:
    told = record(ws, a_draft())
    before = digest(ws)

    for deed in (
        lambda: amend.edit(ws, told.label, {"note": "x"}, why),
        lambda: amend.void(ws, told.label, why),
    ):
        with pytest.raises(InputError) as refused:
            deed()
        assert refused.value.code == "no_reason"

    assert digest(ws) == before
