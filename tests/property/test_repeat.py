"""Verdicts depend on facts alone, never on the order they arrived in."""

from itertools import pairwise
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from inspector.domain.deeds import Deed, DeedDone
from inspector.domain.finding import Finding
from inspector.domain.repeat import Judgement, judge
from tests.builders import ZONE, a_deed, a_finding, a_rule

names = st.sampled_from(["f1", "f2", "f3", "f4", "f5"])
findings = st.lists(
    st.builds(
        lambda name, on, spot, point, same_as, round_: a_finding(
            name,
            on=on,
            spot=spot,
            point=point,
            same_as=same_as,
            round=round_,
            grid="g",
            position=(83.45, 38.85 + on / 10_000),
        ),
        names,
        st.integers(0, 60),
        st.sampled_from([None, "甲", "乙"]),
        st.sampled_from(["P1", "P2", None]),
        st.sampled_from([None, None, "none", "f1", "f2", "f9"]),
        st.sampled_from([None, "W1"]),
    ),
    unique_by=lambda one: one.id,
    min_size=1,
)
deeds = st.lists(
    st.builds(
        lambda kind, name, at, until: a_deed(kind, name, at=at, until=until),
        st.sampled_from(list(Deed)),
        names,
        st.integers(-5, 70),
        st.one_of(st.none(), st.integers(0, 80)),
    ),
    unique_by=lambda one: one.id,
)


def judged(some: list[Finding], done: list[DeedDone]) -> Judgement:
    known = {one.id for one in some}
    return judge(
        some, [one for one in done if one.finding in known], {one: a_rule() for one in known}, ZONE
    )


@given(some=findings, done=deeds, order=st.randoms(use_true_random=False))
def test_verdicts_do_not_depend_on_arrival_order(
    some: list[Finding], done: list[DeedDone], order: Random
) -> None:
    shuffled = judged(order.sample(some, len(some)), order.sample(done, len(done)))

    assert shuffled == judged(some, done)


@given(some=findings, done=deeds)
def test_every_finding_is_in_exactly_one_issue(some: list[Finding], done: list[DeedDone]) -> None:
    told = judged(some, done)

    members = [finding.id for issue in told.issues for finding in issue.findings]
    assert sorted(members) == sorted(one.id for one in some)
    assert {one.issue for one in told.verdicts} == {issue.id for issue in told.issues}


@given(some=findings, done=deeds)
def test_an_occurrence_follows_the_one_before_it_in_its_chain(
    some: list[Finding], done: list[DeedDone]
) -> None:
    told = judged(some, done)

    for chain in {issue.chain for issue in told.issues}:
        counted = [issue.occurrence for issue in told.issues if issue.chain == chain]
        assert counted[0] == 1
        assert all(after in (1, before + 1) for before, after in pairwise(counted))
