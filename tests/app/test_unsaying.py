"""What was amended a moment ago is taken back, and everything is judged as before."""

from collections.abc import Callable

import pytest

from inspector.app import ledger, unsaying
from inspector.app.capture import CaptureDraft, record
from inspector.app.disputes import disputes
from inspector.app.told import Amendment
from inspector.app.workspace import Workspace
from inspector.domain.issue import State
from inspector.store.digest import derived_digest


def two_findings(ws: Workspace) -> tuple[str, str]:
    points = ws.register.points[:2]
    told = [record(ws, CaptureDraft(standard="P3.03.01", point=one.code)) for one in points]
    return told[0].finding, told[1].finding


DEEDS: dict[str, Callable[[Workspace, str, str], Amendment]] = {
    "void": lambda ws, one, _other: unsaying.void(ws, one, "重复登记"),
    "rule": unsaying.rule,
    "correct": lambda ws, one, _other: unsaying.correct(ws, one, {"note": "桶倒"}, "看错"),
    "extend": lambda ws, one, _o: unsaying.give_time(ws, one, "extend", "2099-01-02", "等配件"),
    "reply": lambda ws, one, _other: unsaying.reply(ws, one, "已清运", "", ()),
    "park": lambda ws, one, _other: unsaying.give_time(ws, one, "park", "", "等管线迁改"),
}


@pytest.mark.parametrize("deed", DEEDS)
def test_a_deed_changes_the_case_and_unsaid_leaves_it_as_before(ws: Workspace, deed: str) -> None:
    one, other = two_findings(ws)
    before = derived_digest(ws.db)
    done = DEEDS[deed](ws, one, other)
    assert derived_digest(ws.db) != before
    unsaying.unsay(ws, done)
    assert derived_digest(ws.db) == before


def test_a_void_that_was_unsaid_counts_again(ws: Workspace) -> None:
    one, _other = two_findings(ws)
    done = unsaying.void(ws, one, "重复登记")
    assert ledger.show_issue(ws, one).issue.state == State.VOID.name.lower()
    unsaying.unsay(ws, done)
    assert ledger.show_issue(ws, one).issue.state == State.OPEN.name.lower()


def test_a_dispute_that_was_unsaid_is_withdrawn_and_waits_for_nobody(ws: Workspace) -> None:
    one, _other = two_findings(ws)
    done = unsaying.dispute(ws, one, "appeal", "已由燃气公司处理")
    (waiting,) = disputes(ws)
    assert (waiting.kind, waiting.decision) == ("appeal", None)

    unsaying.unsay(ws, done)

    (waiting,) = disputes(ws)
    assert waiting.decision == "withdrawn"
