"""What was reckoned and kept is what reckoning anew gives, whatever was recorded since."""

import atexit
import shutil
import tempfile
from functools import cache
from itertools import count
from pathlib import Path

from hypothesis import HealthCheck, given, settings

from inspector.app.history import import_events
from inspector.app.period import assessed
from inspector.app.stats import stats
from inspector.app.stats_told import Stats
from inspector.app.workspace import Workspace, open_workspace
from tests.builders import NOW, a_workspace
from tests.property.test_scores import MONTHS, Raw, histories


@cache
def _template() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="inspector-reckoned-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    a_workspace(folder / "ws").close()
    return folder / "ws"


_numbers = count()


def reopened(folder: Path) -> Workspace:
    """As another process finds it: nothing remembered but what is on disk."""
    return open_workspace(folder, person="u03", clock=lambda: NOW)


def months_of(folder: Path) -> dict[str, Stats]:
    with reopened(folder) as ws:
        return {month: stats(ws, assessed(ws, month=month)) for month in MONTHS}


def kept_rows(folder: Path) -> int:
    with reopened(folder) as ws:
        return int(ws.db.execute("select count(*) from reckoned").fetchone()[0])


def forget(folder: Path) -> None:
    with reopened(folder) as ws:
        ws.db.execute("delete from reckoned")


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(history=histories())
def test_what_was_kept_is_what_reckoning_anew_gives(history: list[Raw]) -> None:
    folder = _template().parent / str(next(_numbers))
    shutil.copytree(_template(), folder)
    half = len(history) // 2
    for batch in (history[:half], history[half:]):
        with reopened(folder) as ws:
            import_events(ws, {"history": {"events": batch}})
        months_of(folder)
        from_disk = months_of(folder)
        forget(folder)

        assert from_disk == months_of(folder)
    shutil.rmtree(folder)


def test_a_second_look_at_a_month_reads_what_the_first_kept() -> None:
    folder = _template().parent / str(next(_numbers))
    shutil.copytree(_template(), folder)
    months_of(folder)

    assert kept_rows(folder) > 0

    with reopened(folder) as ws, ws.writing():
        pass
    with reopened(folder) as ws:
        stats(ws, assessed(ws, month=MONTHS[0]))
        versions = ws.db.execute("select distinct version from reckoned order by 1").fetchall()

    assert len(versions) == 1
    shutil.rmtree(folder)


def test_a_running_month_is_reckoned_each_time() -> None:
    folder = _template().parent / str(next(_numbers))
    shutil.copytree(_template(), folder)
    with reopened(folder) as ws:
        period = assessed(ws, month="2026-11")
        stats(ws, period)
        rows = ws.db.execute("select key from reckoned order by key").fetchall()

    assert period.as_of < period.end
    assert not [key for (key,) in rows if key.startswith("stats 2026-11")]
    shutil.rmtree(folder)
