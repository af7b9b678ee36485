"""Derivations: issues and verdicts of every key that was touched, from the facts alone."""

from collections.abc import Iterable, Set
from dataclasses import replace
from itertools import groupby

from sqlite_utils import Database

from inspector.domain.area import area_at
from inspector.domain.deeds import DeedDone
from inspector.domain.finding import Finding
from inspector.domain.geometry import Position
from inspector.domain.ids import FindingId
from inspector.domain.issue import Issue
from inspector.domain.moment import from_stored, local_date
from inspector.domain.repeat import Verdict, judge
from inspector.domain.standard import Standard
from inspector.store.facts import wanted_deeds, wanted_findings
from inspector.store.fold import LEFT, Touched, in_chunks
from inspector.store.issue_lines import IssueLines
from inspector.store.register import Register
from inspector.store.search_index import SearchIndex
from inspector.store.tx import Tx

# Raised when the same facts derive to something else, or other values are set aside: a workspace
# of an older version is then folded and derived anew.
RULES = 2

# What may be odd about a deed on a finding that counts.
EARLY, DEADLINE = "early", "deadline"

_NAMES_A_FINDING = (
    "evidence",
    "notice_item",
    "delivery",
    "reply",
    "verification",
    "extension",
    "deferral",
    "dispute",
    "ruling",
)
# A change of one of these may change any verdict: all are derived anew.
_RULES_ALL = frozenset(
    {
        "district",
        "area",
        "unit",
        "point_type",
        "edition",
        "standard",
        "source_level",
        "rules",
        "local_rule",
        "profile",
        "addressing",
        "calendar_day",
    }
)


def derive(tx: Tx, touched: Touched) -> int:
    """Bring issues and verdicts up to date with what was folded; says how many it judged."""
    tx.db.execute("create temp table if not exists wanted (finding text primary key)")
    tx.db.execute("delete from wanted")
    register = Register(tx.db)
    if _RULES_ALL & touched.keys():
        tx.db.execute("insert into wanted select id from finding")
        _place(tx.db, register, _last_wanted(tx.db))
        return _judge_wanted(tx.db, register, None)
    own, told_of = _own(tx.db, touched), _told_of(tx.db, touched)
    _want(tx.db, own)
    last_own = _last_wanted(tx.db)
    _want(tx.db, told_of)
    _close_over(tx.db)  # those they belonged to until now
    moved = _place(tx.db, register, last_own)
    _close_over(tx.db, since=_want_again(tx.db, moved))  # those they belong to from now on
    return _judge_wanted(tx.db, register, own | told_of)


def derive_all(tx: Tx) -> int:
    """Derive everything from the facts, as after a refold."""
    for table in ("place", "verdict"):
        tx.db.execute(f"delete from {table}")
    SearchIndex(tx.db).clear()
    return derive(tx, {"rules": set()})


def _own(db: Database, touched: Touched) -> set[str]:
    """Findings that may lie elsewhere now, or be void."""
    of_points = "select f.id from finding f join point p on p.code = f.point where p.id"
    return {
        *touched.get("finding", ()),
        *touched.get(LEFT, ()),
        *_told(db, "select subject from void where id", touched.get("void", ())),
        *_told(db, of_points, touched.get("point", ())),
    }


def _told_of(db: Database, touched: Touched) -> set[str]:
    """Findings of which something else is told."""
    found: set[str] = set()
    for entity in _NAMES_A_FINDING:
        found |= _told(db, f'select finding from "{entity}" where id', touched.get(entity, ()))
    subjects = _told(db, "select subject from void where id", touched.get("void", ()))
    return found | _findings_behind(
        db, {*subjects, *touched.get(LEFT, ()), *touched.get("notice", ())}
    )


def _findings_behind(db: Database, rows: Set[str]) -> set[str]:
    """The findings rows are about: themselves, those deeds name, those notices list."""
    found = set(rows)
    for entity in _NAMES_A_FINDING:
        found |= _told(db, f'select finding from "{entity}" where id', rows)
    return found | _told(db, "select finding from notice_item where notice", rows)


def _told(db: Database, question: str, of: Iterable[str]) -> set[str]:
    """What a question that ends before ``in (…)`` answers of some rows, asked together."""
    told: set[str] = set()
    for some in in_chunks(of):
        sql = f"{question} in ({', '.join('?' * len(some))})"
        told.update(answer for (answer,) in db.conn.execute(sql, some) if answer)
    return told


def _want(db: Database, findings: Iterable[str]) -> None:
    some = [(one,) for one in findings]
    db.conn.executemany("insert or ignore into wanted (finding) values (?)", some)


def _want_again(db: Database, findings: Iterable[str]) -> int:
    """Put wanted findings at the end of the table; says behind which row they stand."""
    again = [(one,) for one in findings]
    db.conn.executemany("delete from wanted where finding = ?", again)
    since = _last_wanted(db)
    db.conn.executemany("insert into wanted values (?)", again)
    return since


def _last_wanted(db: Database) -> int:
    return int(db.execute("select coalesce(max(rowid), 0) from wanted").fetchone()[0])


def _place(db: Database, register: Register, last: int) -> list[str]:
    """Where each wanted finding lies, by the outlines of the areas, and whether it is void.

    Those up to row ``last`` of the wanted; says which lie elsewhere than before. The others keep
    their row.
    """
    rows = db.execute(
        "select f.id, f.point, f.standard, f.lon, f.lat, f.found_at, f.person, f.variant, exists ("
        "select 1 from void where void.subject = f.id), p.* from wanted cross join finding f "
        "on f.id = wanted.finding left join place p on p.finding = f.id "
        "where wanted.rowid <= ? order by f.id",
        [last],
    ).fetchall()
    places = []
    for row in rows:
        finding, point_code, standard, lon, lat, found_at, person, variant, void = row[:9]
        position = Position(lon, lat) if lon is not None and lat is not None else None
        grid = area_at(register.areas.get("grid", ()), position) if position else None
        point = register.point(point_code)
        community = point.community if point else grid.parent if grid else None
        parent = register.area(community)
        town = point.town if point else parent.parent if parent else None
        day = local_date(from_stored(found_at), register.zone) if found_at else None
        ruling = register.standard(standard, day) if standard and day else None
        severe = (ruling.variant(variant) or ruling).severity.name.lower() if ruling else None
        place = (
            finding,
            point_code,
            standard or "",
            grid.code if grid else None,
            town,
            community,
            void,
            day.isoformat() if day else None,
            person,
            severe,
        )
        if place != row[9:]:
            places.append(place)
    marks = "?, ?, ?, ?, ?, ?, ?, ?, ?, ?"
    db.conn.executemany(f"insert or replace into place values ({marks})", places)
    return [place[0] for place in places]


# Findings that may share a chain with a wanted one: of its key, of its grid where no point was
# chosen, or tied to it by a person. CROSS JOIN keeps SQLite to the order written here: without
# statistics it would walk the whole table and look each row up among the few that are wanted.
_STEPS = (
    """insert or ignore into wanted select other.finding from wanted
    cross join verdict one on one.finding = wanted.finding cross join issue i on i.id = one.issue
    cross join issue j on j.chain = i.chain cross join verdict other on other.issue = j.id
    where wanted.rowid > :since""",
    """insert or ignore into wanted select other.finding from wanted
    cross join place one on one.finding = wanted.finding
    cross join finding f on f.point = one.point and f.standard = one.standard
    cross join place other on other.finding = f.id
    where wanted.rowid > :since and one.point is not null""",
    """insert or ignore into wanted select other.finding from wanted
    cross join place one on one.finding = wanted.finding
    cross join place other on other.standard = one.standard and other.grid = one.grid
    and other.point is null where wanted.rowid > :since and one.grid is not null""",
    """insert or ignore into wanted select other.finding from wanted
    cross join place one on one.finding = wanted.finding
    cross join place other on other.grid = one.grid and other.standard = one.standard
    where wanted.rowid > :since and one.grid is not null and one.point is null""",
    """insert or ignore into wanted select f.id from wanted
    cross join finding f on f.same_as = wanted.finding
    where wanted.rowid > :since""",
    """insert or ignore into wanted select f.same_as from wanted cross join finding f
    on f.id = wanted.finding where wanted.rowid > :since
    and exists (select 1 from finding g where g.id = f.same_as)""",
    """insert or ignore into wanted select ruling.finding from wanted
    cross join ruling on ruling.same_as = wanted.finding
    where wanted.rowid > :since
    and exists (select 1 from finding g where g.id = ruling.finding)""",
    """insert or ignore into wanted select ruling.same_as from wanted
    cross join ruling on ruling.finding = wanted.finding
    where wanted.rowid > :since
    and exists (select 1 from finding g where g.id = ruling.same_as)""",
)


def _close_over(db: Database, *, since: int = 0) -> None:
    """Add to the wanted findings every one whose verdict may depend on them.

    Each round asks only for those that the one before added, behind row ``since``.
    """
    while since < (last := _last_wanted(db)):
        for step in _STEPS:
            db.execute(step, {"since": since})
        since = last


def _judge_wanted(db: Database, register: Register, changed: Set[str] | None) -> int:
    """Judge the wanted findings; those of ``changed``, None for all, may have other facts now."""
    index = SearchIndex(db)
    findings = wanted_findings(db)
    by_id = {one.id: one for one in findings}
    deeds: dict[str, list[DeedDone]] = {}
    odd: dict[FindingId, set[str]] = {}
    for deed in wanted_deeds(db, register, by_id):
        finding = by_id[deed.finding]
        deeds.setdefault(finding.standard, []).append(deed)
        if deed.at < finding.found_at:
            odd.setdefault(finding.id, set()).add(EARLY)
        if deed.until is not None and deed.until < finding.found_at:
            odd.setdefault(finding.id, set()).add(DEADLINE)
    standards = _standards(register, findings)
    lines = IssueLines(db, register, standards, index, changed, odd)
    judged = [one for one in findings if standards.get(one.id) and standards[one.id].forms_issues]
    for code, group in groupby(
        sorted(judged, key=lambda one: one.standard), lambda one: one.standard
    ):
        some = list(group)
        rules = {
            one.id: register.rule(standards[one.id], register.point(one.point)) for one in some
        }
        judgement = judge(some, deeds.get(code, ()), rules, register.zone)
        lines.add(judgement.issues, judgement.verdicts)
    lines.add_void()
    lines.write()
    return len(findings)


def _standards(register: Register, findings: list[Finding]) -> dict[FindingId, Standard]:
    found = {
        one.id: register.standard(one.standard, local_date(one.found_at, register.zone))
        for one in findings
    }
    return {finding: standard for finding, standard in found.items() if standard}


# Findings that one not recorded yet may share a chain with: of its key, of its grid where one of
# the two has no point, or the one a person tied it to.
_FORESEEN = (
    """insert or ignore into wanted select place.finding from finding
    join place on place.finding = finding.id
    where finding.point = :point and finding.standard = :standard""",
    """insert or ignore into wanted select finding from place
    where standard = :standard and grid = :grid and (point is null or :point is null)""",
    """insert or ignore into wanted select finding from place where finding = :same""",
)


def foresee(db: Database, finding: Finding) -> tuple[Issue, Verdict] | None:
    """What ``finding`` would be if it were recorded now; nothing is written.

    None when its standard is unknown or forms no issue.
    """
    register = Register(db)
    standard = register.standard(finding.standard, local_date(finding.found_at, register.zone))
    if standard is None or not standard.forms_issues:
        return None
    db.execute("create temp table if not exists wanted (finding text primary key)")
    db.execute("delete from wanted")
    grid = finding.grid
    if grid is None and finding.position is not None:
        area = area_at(register.areas.get("grid", ()), finding.position)
        grid = area.code if area else None
    finding = replace(finding, grid=grid)
    key = {
        "standard": finding.standard,
        "point": finding.point,
        "grid": grid,
        "same": finding.same_as,
    }
    for seed in _FORESEEN:
        db.execute(seed, key)
    _close_over(db)
    past = [one for one in wanted_findings(db) if one.standard == finding.standard]
    deeds = list(wanted_deeds(db, register, {one.id: one for one in past}))
    every = [*past, finding]
    rules = {one.id: register.rule(standard, register.point(one.point)) for one in every}
    judgement = judge(every, deeds, rules, register.zone)
    verdict = next(one for one in judgement.verdicts if one.finding == finding.id)
    return next(one for one in judgement.issues if one.id == verdict.issue), verdict
