"""Lateness counts from delivered deadlines alone, and ends where the accepted work ended."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from itertools import pairwise

import pytest

from inspector.domain.deeds import Deed, DeedDone
from inspector.domain.issue import Issue
from inspector.domain.lateness import completion, lateness_of, put_off_at
from inspector.domain.profile import Overdue
from inspector.domain.scoring import accrued, overdue_at
from tests.builders import ZONE, a_deed, a_finding, day

RULE = Overdue(first=Decimal("0.5"), per_day=Decimal("0.1"), cap=Decimal(2))


def a_case(*deeds: DeedDone) -> Issue:
    ordered = tuple(sorted(deeds, key=lambda one: one.order))
    return Issue(findings=(a_finding(),), deeds=ordered)


def replied(*, at: float, done: float | None = None) -> DeedDone:
    return replace(a_deed(Deed.REPLIED, at=at), done=None if done is None else day(done))


TOLD = a_deed(Deed.DELIVERED, at=1, until=5)


@pytest.mark.parametrize(
    ("on", "points"),
    [
        (4, "0"),
        (5, "0"),  # the deadline itself is in time
        (5.1, "0.5"),  # later on the same day
        (6, "0.6"),
        (9, "0.9"),
        (20, "2.0"),
        (300, "2"),  # never more than the cap
    ],
)
def test_an_overdue_issue_costs_half_a_point_and_a_tenth_a_day(on: float, points: str) -> None:
    assert overdue_at(lateness_of(a_case(TOLD)), day(on), RULE, ZONE) == Decimal(points)


def test_what_nobody_was_told_of_is_never_late() -> None:
    extended = a_deed(Deed.EXTENDED, at=1, until=2)

    late = lateness_of(a_case(extended))

    assert late.late_from is None
    assert overdue_at(late, day(50), RULE, ZONE) == 0


def test_without_cap_days_go_on_counting() -> None:
    endless = Overdue(first=Decimal("0.5"), per_day=Decimal("0.1"))

    assert overdue_at(lateness_of(a_case(TOLD)), day(105), endless, ZONE) == Decimal("10.5")


def test_a_period_gets_what_accrued_in_it_and_the_periods_add_up() -> None:
    late = lateness_of(a_case(TOLD))
    edges = [day(one) for one in (0, 6, 9, 12, 40)]

    gained = [accrued(late, a, b, RULE, ZONE) for a, b in pairwise(edges)]

    assert gained == [Decimal(one) for one in ("0.6", "0.3", "0.3", "0.8")]
    assert sum(gained) == overdue_at(late, day(40), RULE, ZONE)


def test_the_clock_stops_on_the_day_the_accepted_reply_names() -> None:
    done = a_case(TOLD, replied(at=9, done=7), a_deed(Deed.PASSED, at=12))

    assert completion(done) == day(7)
    assert overdue_at(lateness_of(done), day(40), RULE, ZONE) == Decimal("0.7")


def test_a_reply_that_was_sent_back_ends_nothing() -> None:
    sent_back = a_case(
        TOLD, replied(at=4, done=4), a_deed(Deed.RETURNED, at=6), a_deed(Deed.PASSED, at=12)
    )

    assert completion(sent_back) == day(12)
    assert overdue_at(lateness_of(sent_back), day(40), RULE, ZONE) == Decimal("1.2")


def test_without_a_day_of_its_own_the_closing_is_the_end() -> None:
    assert completion(a_case(replied(at=4), a_deed(Deed.PASSED, at=9))) == day(9)
    assert completion(a_case(a_deed(Deed.PASSED, at=9))) == day(9)
    assert completion(a_case(replied(at=4, done=4))) is None


def test_a_reply_never_ends_the_work_after_its_closing() -> None:
    assert completion(a_case(replied(at=4, done=30), a_deed(Deed.PASSED, at=9))) == day(9)


def test_time_given_afterwards_takes_back_what_had_accrued() -> None:
    given = a_case(TOLD, a_deed(Deed.EXTENDED, at=8, until=20))
    late = lateness_of(given)

    assert overdue_at(late, day(7), RULE, ZONE) == Decimal("0.7")
    assert accrued(late, day(7), day(15), RULE, ZONE) == Decimal("-0.7")
    assert late.late_from == day(5)


def test_a_parked_issue_without_a_day_is_not_late() -> None:
    parked = lateness_of(a_case(TOLD, a_deed(Deed.PARKED, at=3)))

    assert parked.late_from is None
    assert overdue_at(parked, day(90), RULE, ZONE) == 0


def test_late_begins_with_the_delivery_where_the_deadline_had_passed_by_then() -> None:
    late = lateness_of(a_case(a_deed(Deed.DELIVERED, at=5, until=2)))

    assert late.late_from == day(5)
    assert overdue_at(late, day(5) + timedelta(hours=1), RULE, ZONE) == Decimal("0.8")


def test_only_a_deferral_past_the_deadline_puts_an_issue_off() -> None:
    within = a_case(TOLD, a_deed(Deed.DEFERRED, at=3, until=4))
    past = a_case(TOLD, a_deed(Deed.DEFERRED, at=3, until=9))
    parked = a_case(TOLD, a_deed(Deed.PARKED, at=3))

    assert put_off_at(within, day(5)) is None
    assert put_off_at(past, day(5)) == day(3)
    assert put_off_at(parked, day(5)) == day(3)
