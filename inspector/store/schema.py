"""The tables: one per replicated entity, those that carry changes, those that are derived.

A replicated table has no constraint but its id: a doubled label or number is a finding that
people are shown, never an error that stops a merge. Columns are only ever appended; their place
is part of how stamps are stored.
"""

import re
from collections.abc import Mapping
from types import MappingProxyType

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

APPLICATION_ID = 0x444E4443  # "DNDC": a working database of this product
SCHEMA_VERSION = 1  # user_version; a file with a higher one is left untouched

_TEXT, _INTEGER, _REAL, _JSON = "text", "integer", "real", "json"

Columns = Mapping[str, str]


def _columns(text: str = "", integer: str = "", real: str = "", json: str = "") -> Columns:
    kinds = ((_TEXT, text), (_INTEGER, integer), (_REAL, real), (_JSON, json))
    return MappingProxyType({name: kind for kind, names in kinds for name in names.split()})


# What is recorded once for the district; ids are uuid5(kind, code).
_MASTER = {
    "district": _columns("code name name_en zone contact", "month_cutoff_day", json="working_time"),
    "office": _columns("name short_name prefix series contact phone address", json="settings"),
    "area": _columns(
        "kind code name name_en parent officer phone abbr initials", "grp active", json="outline"
    ),
    "unit": _columns(
        "code name name_en short_name kind type relation area contact phone initials",
        "active",
        json="more",
    ),
    "point_type": _columns(
        "code name name_en shape default_department", "every_days", "radius_m", json="more"
    ),
    "point": _columns(
        "code name name_en type town community grid datum operator owner_dept chief phone address "
        "initials",
        "declared active",
        "lon lat radius_m length_m",
        "line spots",
    ),
    "edition": _columns("code name in_force_from"),
    "project": _columns("code edition name name_en", "weight_percent"),
    "content": _columns("code edition project name name_en"),
    "standard": _columns(
        "code edition content text text_en title title_en kind severity deduct indicator "
        "department initials",
        "photos_min repeat_window_days rebound_window_days active",
        json="aliases phrases department_by_point_type term stages variants measure point_types "
        "refs",
    ),
    "source_level": _columns("code name name_en factor"),
    "rules": _columns("code chain_reset", "overdue_counts_as_repeat", "candidate_radius_m"),
    "local_rule": _columns("standard", "repeat_window_days rebound_window_days"),
    "profile": _columns("code name", json="numbers"),
    "addressing": _columns(
        "code", json="rule_of_type industry utility_candidates utility_fallback"
    ),
    "calendar_day": _columns("day kind name"),
    "person": _columns("code name role device", "active"),
    "device": _columns("code name person pubkey state"),
    "seat": _columns("holder at kind"),
}

# What happened; ids are UUIDv7, or come from the file a history was imported from.
_FACTS = {
    "inspection": _columns("point at round person schedule openness scope purpose note"),
    "check": _columns("inspection point standard at answer value"),
    "finding": {
        **_columns(
            "label point standard variant spot datum position_source found_at time_source round "
            "source person note unit same_as inspection",
            "on_the_spot",
            "lon lat accuracy_m",
        ),
        "deadline": _TEXT,
    },
    "photo": _columns(
        "sha256 name format taken_at time_source make model datum phash crop scan_hash",
        "bytes width height orientation thumb_bits",
        "lat lon altitude accuracy_m direction",
        "more",
    ),
    "evidence": _columns("finding subject photo role caption", "position"),
    "mark": _columns("photo kind text person at", json="shape"),
    "notice": _columns(
        "kind number draft unit issued_on state reason sha256 person deadline title",
        "pages",
        json="copy_to content",
    ),
    "notice_item": _columns("notice finding deadline words", "position", json="said"),
    "delivery": _columns("finding notice at deadline person"),
    "receipt": _columns("notice at sha256 format person"),
    "reply": _columns("finding at done measures person contact phone origin"),
    "verification": _columns("finding at result reason person"),
    "extension": _columns("finding at until reason person"),
    "deferral": _columns("finding at until kind reason person"),
    "dispute": _columns("finding at kind reason decision decided_at unit person points ruling"),
    "charge": _columns("at town unit kind points reason person proof"),
    "frozen": _columns("month at person profile", json="numbers factors result"),
    "subscore": _columns("month item town scorer points at person"),
    # Who entered these, and when, the changes say: twenty laptops may enter one result.
    "outside": _columns("source period town points note", "place out_of"),
    "assignment": _columns("official community phone note first last"),
    "draw": _columns("at seed person campaign", json="asked points"),
    "ruling": _columns("finding same_as at reason person"),
    "void": _columns("entity subject at reason person"),
    "correction": _columns("finding at reason person", json="fields"),
}

ENTITIES: Mapping[str, Columns] = MappingProxyType({**_MASTER, **_FACTS})

_INDEXES = (
    "finding(point, standard)",
    "finding(standard, found_at) where point is null",
    "finding(same_as) where same_as is not null",
    "finding(label)",
    "ruling(finding)",
    "ruling(same_as)",
    "void(subject)",
    "evidence(finding)",
    "evidence(photo)",
    "mark(photo)",
    "photo(sha256)",
    "photo(scan_hash)",
    "point(code)",
    "standard(code)",
    "unit(code)",
    "area(kind, code)",
    "notice(number)",
    "notice_item(notice)",
    "notice_item(finding)",
    "delivery(finding)",
    "delivery(notice)",
    "reply(finding)",
    "verification(finding)",
    "extension(finding)",
    "deferral(finding)",
    "dispute(finding)",
    "inspection(point, at)",
    "inspection(at, point, person)",
    '"check"(inspection)',
    "\"check\"(at, point, standard) where answer = 'fail'",
    "charge(at)",
    "subscore(month)",
    "receipt(notice)",
)


def _indexed(entity: str, columns: Columns) -> frozenset[str]:
    own = [one for one in _INDEXES if one.partition("(")[0].strip('"') == entity]
    words = {word for one in own for word in re.findall(r"\w+", one.partition("(")[2])}
    return frozenset(words & columns.keys())


# Columns that stand in an index, by entity: a change of the others leaves the indexes alone.
INDEXED: Mapping[str, frozenset[str]] = MappingProxyType(
    {entity: _indexed(entity, columns) for entity, columns in ENTITIES.items()}
)

_MACHINERY = """
    create table meta (k text primary key, v text) without rowid;
    create table stream (
        no integer primary key, uid text not null unique, pubkey blob, head_seq integer not null,
        head_hash text not null, seen_seq integer not null, state text not null
    );
    create table segment (
        id integer primary key, stream integer not null, first integer not null,
        last integer not null, hash text not null unique, header text not null, sig blob not null,
        body blob not null, state text not null
    );
    create index segment_of_stream on segment(stream, first);
    create table tail (
        seq integer primary key, clock integer not null, entity text not null, row text not null,
        fields text not null
    );
    create table leaf (
        entity text not null, row text not null, field text not null, clock integer not null,
        stream integer not null, seq integer not null, value text not null,
        primary key (entity, row, field, clock, stream, seq)
    ) without rowid;
    create table touch (
        row text not null, seg integer not null, primary key (row, seg)
    ) without rowid;
    create table quarantine (
        stream integer not null, seq integer not null, field text not null, entity text not null,
        row text not null, reason text not null, value text not null,
        primary key (stream, seq, field)
    ) without rowid;
    create table received (
        sha256 text primary key, streams text not null, changes integer not null,
        blobs integer not null
    ) without rowid;
    create table batch (id text primary key, at text, report text, streams text, undone text);
    create table draft (id text primary key, at text, body text);
    create table reckoned (key text primary key, version text not null, body text not null)
        without rowid;
"""

# A partial index answers alone only if it holds the columns of its own condition too.
_DERIVED = """
    create table place (
        finding text primary key, point text, standard text not null, grid text, town text,
        community text, void integer not null, day text, person text, severity text
    ) without rowid;
    create index place_of_day on place(day, point, person, severity, town, void)
        where void = 0 and point is not null;
    create index place_of_grid on place(standard, grid) where point is null;
    create index place_in_grid on place(grid, standard);
    create table verdict (
        finding text primary key, issue text not null, kind text not null,
        occurrence integer not null, rebound integer not null, level integer not null,
        candidate_of text, rule text not null, earlier text not null
    ) without rowid;
    create index verdict_of_issue on verdict(issue);
    create table issue (
        doc integer primary key, id text not null unique, label text not null, point text,
        spot text, standard text not null, variant text, title text not null,
        town text, community text, grid text, unit text,
        copy_to text, found_at text not null, last_found_at text not null, state text not null,
        delivered_at text, deadline text, closed_at text, occurrence integer not null,
        rebound integer not null, level integer not null, chain text not null, candidate_of text,
        deduction text not null, findings integer not null, photos integer not null,
        notice text, text text not null, names text not null default '', key_place text,
        severity text, pricing text,
        relief text, due_at text, put_off_at text, ended_at text, in_time integer,
        late_from text, late_day integer, late_days integer, turns text, returns text,
        last_return_at text, moves text, last_deed_at text
    );
    create index issue_month on issue(
        found_at, unit, state, town, key_place, standard, pricing, occurrence, rebound, severity);
    create index issue_due on issue(
        due_at, town, unit, closed_at, ended_at, in_time, put_off_at) where due_at is not null;
    create index issue_late on issue(
        late_from, ended_at, late_day, late_days, town, unit, key_place, standard, turns)
        where late_from is not null and turns is null;
    create index issue_turned on issue(late_from) where turns is not null;
    create index issue_return on issue(
        last_return_at, found_at, id, town, unit, key_place, standard, returns)
        where last_return_at is not null;
    create index issue_relief on issue(found_at) where relief is not null;
    create index issue_moved on issue(last_deed_at, found_at, state, moves)
        where last_deed_at is not null;
    create index issue_closed on issue(closed_at, found_at, town) where closed_at is not null;
    create index issue_found on issue(found_at desc, id desc, state);
    create index issue_town on issue(town, found_at desc, id desc, state);
    create index issue_unit on issue(unit, found_at desc, id desc, state);
    create index issue_state on issue(state, found_at desc, id desc);
    create index issue_key on issue(point, standard, found_at, state);
    create index issue_candidate on issue(candidate_of) where candidate_of is not null;
    create index issue_label on issue(label);
    create index issue_chain on issue(chain);
    create table named (no integer primary key, words text not null unique);
"""

# Contentless: what was indexed is made again from issue and named when it is taken out. One piece
# of a text is one token, whatever it holds; only spaces lie between tokens.
_SEARCH = r"""
    create virtual table sought using fts5(
        words, content='', detail=none, columnsize=0,
        tokenize="ascii tokenchars '!""#$%&''()*+,-./:;<=>?@[\]^_`{|}~'"
    )
"""

migrations = Migrations("inspector")


def sql_name(entity: str) -> str:
    """The table of an entity, quoted: ``check`` is a word of SQL."""
    return f'"{entity}"'


def _create(db: Database, entity: str) -> None:
    kinds = {_JSON: _TEXT}
    columns = ENTITIES[entity].items()
    body = ", ".join(f'"{name}" {kinds.get(kind, kind)}' for name, kind in columns)
    db.execute(
        f"create table if not exists {sql_name(entity)} (id text primary key, {body}, "
        "_clk blob not null, _extra text) without rowid"
    )


@migrations()
def first_tables(db: Database) -> None:
    """The tables of version 1."""
    for entity in ENTITIES:
        _create(db, entity)
    for number, index in enumerate(_INDEXES):
        db.execute(f"create index lookup_{number} on {index}")
    for statement in (_MACHINERY + _DERIVED).split(";"):
        if statement.strip():
            db.execute(statement)
    db.execute(_SEARCH)
    db.execute(f"pragma user_version = {SCHEMA_VERSION}")
    db.execute(f"pragma application_id = {APPLICATION_ID}")


# Who found an issue first, and by what source, stands in its own line: a breakdown by either
# looked up the finding of every issue, which a million issues did not bear. So does what is odd
# about its deeds: a month names it without reading any of them.
_MONTHS = """
    alter table issue add column person text;
    alter table issue add column source text;
    alter table issue add column odd text;
    create index issue_odd on issue(found_at) where odd is not null;
    drop index issue_month;
    drop index issue_due;
    drop index issue_late;
    drop index issue_closed;
    create index issue_month on issue(
        found_at, unit, state, town, key_place, standard, pricing, occurrence, rebound, severity,
        person, source);
    create index issue_due on issue(
        due_at, town, unit, closed_at, ended_at, in_time, put_off_at, person, source)
        where due_at is not null;
    create index issue_late on issue(
        late_from, ended_at, late_day, late_days, town, unit, key_place, standard, turns, person,
        source) where late_from is not null and turns is null;
    create index issue_closed on issue(closed_at, found_at, town, unit, person, source)
        where closed_at is not null;
"""


@migrations()
def tables_of_results_and_assignments(db: Database) -> None:
    """Entities that came after the first workspaces were founded; version 1 still reads all."""
    for entity in ("outside", "assignment"):
        _create(db, entity)


@migrations()
def finders_in_the_lines_of_issues(db: Database) -> None:
    """Derived only: a workspace of an older version derives them when it is next opened."""
    for statement in _MONTHS.split(";"):
        if statement.strip():
            db.execute(statement)


@migrations()
def segments_that_wait(db: Database) -> None:
    """Each segment that comes asks for those that waited for it, each merge for those kept out."""
    db.execute("create index segment_waiting on segment(first) where state = 'waiting'")
    db.execute("create index segment_unknown on segment(stream, first) where state = 'unknown'")


@migrations()
def deadlines_that_inspectors_set(db: Database) -> None:
    """A column more: what older versions carried without reading is folded into it."""
    if "deadline" not in {one.name for one in db.table("finding").columns}:
        db.execute("alter table finding add column deadline text")
