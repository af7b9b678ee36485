"""What waits for a ruling: all of it, and what a month must settle before it is frozen."""

from pathlib import Path

from inspector.app import assess
from inspector.app.capture import record
from inspector.app.disputes import count_waiting
from inspector.app.period import assessed
from tests.builders import OTHER_POINT, a_draft, a_workspace


def test_a_month_waits_for_the_disputes_about_what_it_found(tmp_path: Path) -> None:
    with a_workspace(tmp_path / "ws") as ws:
        august = record(ws, a_draft()).label  # 3 August
        october = record(ws, a_draft(on=60, point=OTHER_POINT)).label
        for label in (august, october):
            assess.dispute(ws, label, "appeal", "不属于我单位")

        assert count_waiting(ws, assessed(ws, month="2026-08")) == (2, 1)
        assert count_waiting(ws, assessed(ws, month="2026-09")) == (2, 0)

        assess.decide(ws, august, "upheld", reason="")
        assert count_waiting(ws, assessed(ws, month="2026-08")) == (1, 0)
