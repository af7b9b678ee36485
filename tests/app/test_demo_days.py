"""The demo's days: moved by whole weeks, in words, names and cameras, and never into the future."""

from datetime import UTC, datetime, timedelta
from importlib.resources import as_file, files
from pathlib import Path

import exifread
import pytest

from inspector.app.demo import show_demo
from inspector.app.demo_days import DemoDays, days_up_to
from inspector.app.workspace import open_workspace
from inspector.domain.repeat import Kind

DRAWN = DemoDays()
TWO_WEEKS = DemoDays(timedelta(weeks=2))


@pytest.mark.parametrize("since", range(0, 400, 13))
def test_the_round_is_over_by_less_than_a_week_and_keeps_its_weekdays(since: int) -> None:
    now = datetime(2026, 9, 8, 12, tzinfo=UTC) + timedelta(days=since)
    days = days_up_to(now)
    assert timedelta() <= now - days.over < timedelta(weeks=1)
    assert days.sent_on.weekday() == DRAWN.sent_on.weekday()


def test_a_machine_whose_clock_is_behind_gets_the_round_as_drawn() -> None:
    assert days_up_to(datetime(2024, 1, 1, tzinfo=UTC)) == DRAWN


def test_dates_are_moved_however_they_are_written_and_numbers_stay() -> None:
    words = b"2026-08-25T08:35 2026:08:25 IMG_20260825_083507 2026-W35 20261399 2026-005"
    assert TWO_WEEKS.put(words) == (
        b"2026-09-08T08:35 2026:09:08 IMG_20260908_083507 2026-W35 20261399 2026-005"
    )
    assert DRAWN.put(words) == words


def test_the_camera_of_a_moved_photo_says_the_day_its_name_says(tmp_path: Path) -> None:
    with (
        as_file(files("resources") / "demo" / "photos") as drawn,
        TWO_WEEKS.photos(drawn, tmp_path / "card") as card,
    ):
        assert len([*card.iterdir()]) == len([*drawn.iterdir()])
        with (card / "IMG_20260915_083507.jpg").open("rb") as photo:
            told = exifread.process_file(photo, details=False)
    assert str(told["EXIF DateTimeOriginal"]) == "2026:09:15 08:35:07"
    assert not (tmp_path / "card").exists()


def test_a_recent_demo_tells_every_verdict_and_nothing_of_tomorrow(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("INSPECTOR_HOME", str(tmp_path / "home"))
    demo = show_demo(tmp_path / "demo", recent=True)
    assert set(demo.verdicts) == {kind.name.lower() for kind in Kind}
    assert not (tmp_path / "demo" / "card").exists()
    with open_workspace(Path(demo.workspace)) as ws:
        latest = ws.db.execute("select max(found_at), max(taken_at) from finding, photo").fetchone()
        days = days_up_to(ws.now)
    for told in latest:
        assert days.over - timedelta(weeks=1) < datetime.fromisoformat(told) < days.over
