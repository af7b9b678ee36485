"""Budget: a month of 1,000,000 issues ≤ 3 s cold, ≤ 1 s warm; a page ≤ 150 ms, a search ≤ 300 ms.

A breakdown (``stats --by``) has the month's budget: cold with the month itself known, as the page
of scores leaves it, and warm.

Two workspaces, 100,000 and 1,000,000 issues over 1,200 points and 12 months, stand beside each
other so that growth is seen. Cold: a process that has read nothing yet, the file's pages dropped
from the page cache where the system lets us; warm: the second time in one process. Pages and
searches come with their totals, as lists show them. What was filled is kept in build/ and used
again until that which fills it changes.
"""

import inspect
import os
import shutil
import statistics
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from functools import partial
from hashlib import sha256
from itertools import islice
from pathlib import Path
from random import Random

from sqlite_utils import Database

from inspector.app.breakdown import By
from inspector.app.found import found
from inspector.app.ledger import find_issues
from inspector.app.period import assessed
from inspector.app.stats import stats
from inspector.app.tally import tally
from inspector.app.workspace import Workspace, open_workspace
from inspector.domain import search_words
from inspector.domain.issue_filter import IssueFilter
from inspector.domain.moment import stored
from inspector.domain.search_words import plain
from inspector.store import schema, search_index
from inspector.store.replacing import Standing
from inspector.store.search_index import SearchIndex, first_doc

BUILD = Path(__file__).resolve().parent.parent / "build" / "bench_stats"
SIZES = (100_000, 1_000_000)
POINTS, MONTH = 1_200, "2026-08"
STANDARDS = [f"P{project}.{content:02d}.01" for project in range(1, 8) for content in range(1, 7)]
TITLES = ("垃圾桶满冒", "乱堆杂物", "占道经营", "路面破损", "飞线充电", "非法小广告")
TOWNS = [f"990102{number:03d}" for number in (1, 2, 3, 4, 5, 6, 101, 102, 103, 104, 105, 106)]
UNITS = [f"JD-{town}" for town in TOWNS[:6]] + ["CG-1", "HW-1", "SZ-1"]
SOURCES = ("district", "city", "hotline")
FIRST = datetime(2025, 10, 1, tzinfo=UTC)
COLUMNS = (
    "id, label, point, standard, title, town, unit, found_at, last_found_at, state, delivered_at, "
    "deadline, closed_at, occurrence, rebound, level, chain, deduction, findings, photos, text, "
    "key_place, severity, pricing, due_at, ended_at, in_time, late_from, late_day, late_days, "
    "returns, last_return_at, moves, last_deed_at, names, notice, doc, "
    "person, source"
)
NAMES = COLUMNS.split(", ")
BUDGETS = {"cold": 3000, "warm": 1000, "page": 150, "text": 300}
AT_ONCE = 50_000


def now() -> datetime:
    return datetime(2026, 9, 25, tzinfo=UTC)


def fill(db: Database, issues: int) -> None:
    """Rows as derivation would leave them."""
    db.execute("pragma synchronous = off")
    db.execute("pragma cache_size = -400000")
    db.execute("pragma threads = 2")
    db.execute("begin immediate")
    indexes = db.execute(
        "select name, sql from sqlite_master where type = 'index' and sql is not null and "
        "tbl_name in ('issue', 'place', 'finding') order by name"
    ).fetchall()
    for name, _sql in indexes:
        db.execute(f"drop index {name}")  # sorted in one go below, not row by row
    db.conn.executemany(
        "insert into point (id, code, name, type, town, radius_m, active, _clk) "
        "values (?, ?, ?, ?, ?, 60, 1, '[]')",
        (
            (f"b{n}", f"B{n}", f"第{n}号点位", ("OR", "MR", "SC")[n % 3], TOWNS[n % 12])
            for n in range(POINTS)
        ),
    )
    db.conn.executemany("insert into named (words) values (?)", ([plain(one)] for one in names()))
    marks = ", ".join(f":{name}" for name in NAMES)
    index, rows, nothing = SearchIndex(db), some_issues(issues), Standing(tuple(NAMES), {})
    while some := list(islice(rows, AT_ONCE)):
        db.conn.executemany(f"insert into issue ({COLUMNS}) values ({marks})", some)
        index.replace(nothing, {row["id"]: tuple(row.values()) for row in some})
    db.execute(
        "insert into finding (id, label, point, standard, found_at, person, source, _clk) "
        "select id, label, point, standard, found_at, person, source, '[]' from issue order by id"
    )
    db.execute(
        "insert into place (finding, point, standard, town, void, day, person, severity) "
        "select i.id, i.point, i.standard, i.town, 0, "
        "date(i.found_at, '+8 hours'), f.person, i.severity "
        "from finding f join issue i on i.id = f.id order by f.id"
    )
    for _name, sql in indexes:
        db.execute(sql)
    db.execute("commit")


def names() -> Iterator[str]:
    """What issues are found by besides their own words: points, standards, units, towns."""
    for n in range(POINTS):
        yield f"第{n}号点位 b{n} dhdw"
    for n, code in enumerate(STANDARDS):
        title = TITLES[n % len(TITLES)]
        yield f"{title} {code} {title}严重 桶边垃圾 车辆乱停 ljtmm tblj cllt"
    yield from (f"青屿{code}城市管理办公室 {code} qycsglbgs" for code in UNITS)
    yield from (f"望澜{code}街道 wljd" for code in TOWNS)


def some_issues(issues: int) -> Iterator[dict[str, object]]:
    chance, days = Random(issues), Counter[int]()
    minutes = sorted(chance.randrange(360 * 1440) for _ in range(issues))
    for number, minute in enumerate(minutes):
        row = dict(zip(NAMES, an_issue(chance, number, minute), strict=False))
        day = first_doc(str(row["found_at"]))
        row["notice"], row["doc"] = None, day + days[day]
        row["person"], row["source"] = f"u0{3 + number % 4}", SOURCES[number % len(SOURCES)]
        days[day] += 1
        yield row


def an_issue(chance: Random, number: int, minute: int) -> tuple[object, ...]:
    point, standard = chance.randrange(POINTS), chance.randrange(len(STANDARDS))
    unit, town = chance.randrange(len(UNITS)), point % 12
    found_at = FIRST + timedelta(minutes=minute)
    told, due = found_at + timedelta(days=1), found_at + timedelta(days=4)
    ended = found_at + timedelta(days=chance.expovariate(1 / 2.5))
    late = ended > due
    open_ = chance.random() < 0.05
    returned = stored(ended - timedelta(hours=5)) if chance.random() < 0.03 else None
    closed = ended + timedelta(hours=20)
    moves = f"n{int(told.timestamp() * 1000):x} c{int(closed.timestamp() * 1000):x}"
    name = f"{chance.getrandbits(48):012x}-{number}"
    named = (point, POINTS + standard, POINTS + len(STANDARDS) + unit)
    named += (POINTS + len(STANDARDS) + len(UNITS) + town,)
    words = (f"{chance.choice('甲乙丙丁')}摊位占道约{point}米", "已当场告知当事人")[number % 9 == 0]
    return (
        name,
        f"K7QF-{number}",
        f"B{point}",
        STANDARDS[standard],
        TITLES[standard % len(TITLES)],
        TOWNS[town],
        UNITS[unit],
        stored(found_at),
        stored(found_at),
        "notified" if open_ else "closed",
        stored(told),
        stored(due),
        None if open_ else stored(closed),
        chance.choice((1, 1, 1, 1, 1, 2, 3)),
        int(chance.random() < 0.1),
        0,
        name,
        "0.50",
        1,
        2,
        f"k7qf-{number} 主巷 {words}",
        f"B{point}",
        chance.choice(("minor", "moderate", "serious")),
        "0.5 0.5 1.0 0",
        stored(due),
        None if open_ else stored(ended),
        None if open_ else int(not late),
        stored(due) if late or open_ else None,
        day_of(due) if late or open_ else None,
        day_of(ended) - day_of(due) if late and not open_ else None,
        f'["{returned}"]' if returned else None,
        returned,
        moves if not open_ else moves.split()[0],
        stored(closed if not open_ else told),
        " ".join(str(one + 1) for one in named),
    )


def day_of(moment: datetime) -> int:
    return (moment + timedelta(hours=8)).toordinal()


def timed(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return (time.perf_counter() - began) * 1000


def month_of(ws: Workspace, by: By | None = None) -> float:
    return timed(lambda: stats(ws, assessed(ws, month=MONTH), by=by))


def anew_of(ws: Workspace) -> None:
    """The month itself summed up again, those before it known: what a running month asks."""
    tally(ws, assessed(ws, month=MONTH), ws.register.profile)


def cold(folder: Path, *by: By) -> tuple[float, float]:
    """One process of its own, pages dropped from the cache; the interpreter's start left out.

    By the clock, and what of it the processor worked: other jobs of the machine are seen so.
    """
    with suppress(AttributeError, OSError), (folder / "inspector.db").open("rb") as file:
        os.fsync(file.fileno())
        os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
    told = subprocess.run(
        [sys.executable, __file__, str(folder), *(one.name for one in by)],
        check=True,
        capture_output=True,
        text=True,
    )
    wall, busy = map(float, told.stdout.split())
    return wall, busy


def pages(ws: Workspace) -> dict[str, float]:
    """The first page by each filter people use, without and with words."""
    august = datetime(2026, 8, 1, tzinfo=UTC)
    asked = {
        "date": IssueFilter(),
        "town": IssueFilter(towns=(TOWNS[2],)),
        "unit": IssueFilter(units=(UNITS[0],)),
        "state": IssueFilter(states=("notified",)),
        "month": IssueFilter(since=august, until=august + timedelta(days=31)),
        "text 占道, in nearly all": IssueFilter(text="占道"),
        "text 告知, in a ninth": IssueFilter(text="告知"),
        "text 没有, in none": IssueFilter(text="没有"),
        "text 占, one character": IssueFilter(text="占"),
        "text 乱堆杂物, a title": IssueFilter(text="乱堆杂物"),
        "text ljtmm, initials": IssueFilter(text="ljtmm"),
        "text k7qf-12345, a label": IssueFilter(text="K7QF-12345"),
        "text 占道 of a town and state": IssueFilter(
            text="占道", towns=(TOWNS[2],), states=("notified",)
        ),
        "text 占道 in a month": IssueFilter(
            text="占道", since=august, until=august + timedelta(days=31)
        ),
        "text 占道 that is late": IssueFilter(text="占道", late=True),
    }
    return {
        name: statistics.median(timed(partial(find_issues, ws, wanted)) for _ in range(3))
        for name, wanted in asked.items()
    }


def breakdowns(folder: Path, ws: Workspace) -> dict[str, tuple[float, float, float]]:
    """Each breakdown of the month: cold by the clock, cold by the processor, warm."""
    taken = {}
    for by in By:
        wall, busy = cold(folder, by)
        month_of(ws, by)
        warm = statistics.median(month_of(ws, by) for _ in range(3))
        taken[by.name.lower()] = wall, busy, warm
    return taken


def filled(size: int) -> Path:
    """A workspace with so many issues: the one kept from an earlier run, or a new one."""
    told = (fill, names, some_issues, an_issue, schema, search_index, search_words)
    mark = sha256("".join(map(inspect.getsource, told)).encode()).hexdigest()[:12]
    folder = BUILD / f"{size}-{mark}"
    if not (folder / "filled").exists():
        for old in BUILD.glob(f"{size}-*"):
            shutil.rmtree(old)
        with found(folder, clock=now) as ws:
            spent = timed(partial(fill, ws.db, size))
            ws.db.execute("pragma wal_checkpoint(truncate)")
        (folder / "filled").touch()
        print(f"{size:>9,} issues, filled in {spent / 1000:.0f} s")
    return folder


def measure(size: int) -> list[str]:
    """Print what one workspace takes; says what is over budget."""
    folder = filled(size)
    with open_workspace(folder, clock=now) as ws:
        ws.db.execute("delete from reckoned")  # as after a write: nothing is known of any month
        ws.db.execute("pragma wal_checkpoint(truncate)")
    (first, busy), (again, _busy) = cold(folder), cold(folder)
    with open_workspace(folder, clock=now, read_only=True) as ws:
        month_of(ws)
        warm = statistics.median(month_of(ws) for _ in range(3))
        anew = statistics.median(timed(partial(anew_of, ws)) for _ in range(3))
        shown = pages(ws)
        broken_down = breakdowns(folder, ws)
    print(f"{size:>9,} issues")
    print(
        f"    month: cold {first:,.0f} ms (budget 3,000; processor {busy:,.0f}), "
        f"warm {warm:,.0f} ms (1,000)"
    )
    print(f"    month: cold and kept {again:,.0f} ms; this month alone anew {anew:,.0f} ms")
    for by, spent in shown.items():
        print(f"    first page by {by}: {spent:,.0f} ms")
    for by, (wall, worked, afterwards) in broken_down.items():
        print(
            f"    breakdown by {by}: cold {wall:,.0f} ms (processor {worked:,.0f}), "
            f"warm {afterwards:,.0f} ms"
        )
    over = [by for by, ms in {"cold": first, "warm": warm}.items() if ms > BUDGETS[by]]
    over += [
        f"breakdown by {by}"
        for by, (wall, _worked, afterwards) in broken_down.items()
        if wall > BUDGETS["cold"] or afterwards > BUDGETS["warm"]
    ]
    return over + [
        by for by, ms in shown.items() if ms > BUDGETS["text" if by.startswith("text") else "page"]
    ]


def main() -> None:
    BUILD.mkdir(parents=True, exist_ok=True)
    os.environ["INSPECTOR_HOME"] = str(BUILD / "home")
    over = [f"{by} ({size:,})" for size in SIZES for by in measure(size)]
    if over:
        raise SystemExit("over budget: " + ", ".join(over))


if __name__ == "__main__":
    if len(sys.argv) > 1:
        with open_workspace(Path(sys.argv[1]), clock=now, read_only=True) as opened:
            began = time.process_time()
            asked = By[sys.argv[2]] if len(sys.argv) > 2 else None
            print(month_of(opened, asked), (time.process_time() - began) * 1000)
    else:
        main()
