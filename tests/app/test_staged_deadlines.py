"""A deadline in stages names each stage's own moment; a common one is one moment for all."""

from dataclasses import replace
from datetime import datetime
from pathlib import Path

from inspector.app.paper_words import deadline_words
from inspector.app.workspace import Workspace
from inspector.domain.deadline import Term, TimeUnit
from inspector.domain.standard import Stage
from tests.builders import ZONE, a_workspace, day


def test_fenced_in_two_working_hours_and_mended_by_the_next_working_day(tmp_path: Path) -> None:
    ws: Workspace = a_workspace(tmp_path / "ws")
    known = ws.register.standard("P3.02.01", day(0).date())
    assert known is not None
    staged = replace(
        known,
        stages=(
            Stage(title="围护", term=Term(value=2, unit=TimeUnit.WORK_HOURS)),
            Stage(title="修复", term=Term(value=1, unit=TimeUnit.WORK_DAYS)),
        ),
    )
    told = datetime(2026, 11, 18, 9, 0, tzinfo=ZONE)  # a Wednesday
    ends = datetime(2026, 11, 20, 0, 0, tzinfo=ZONE)

    words = deadline_words(staged, ends, told, ws.register.calendar)

    assert words == "围护11月18日11:00前；修复11月19日前"
    assert deadline_words(known, ends, told, ws.register.calendar) == "11月19日前"
