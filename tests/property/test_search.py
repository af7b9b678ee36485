"""A search finds every issue whose words hold what was typed, and no other, whatever happened."""

import atexit
import shutil
import tempfile
from functools import cache
from itertools import count
from pathlib import Path
from random import Random

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from inspector.app.ledger import find_issues
from inspector.app.upkeep import rebuild
from inspector.app.workspace import Workspace, open_workspace
from inspector.domain.change import Draft, Fields
from inspector.domain.ids import master_id
from inspector.domain.issue_filter import IssueFilter
from inspector.domain.search_words import plain
from inspector.store.apply import apply
from inspector.store.derive import derive
from tests.builders import NOW, OTHER_POINT, POINT, a_workspace

LETTERS = "占道垃圾桶满3米Kk7-.m２Ｂ㎡\"'*^:() \ue001é"
texts = st.text(alphabet=LETTERS, min_size=0, max_size=8)
typed_texts = st.text(alphabet=LETTERS + "\x00\ud800", min_size=0, max_size=8)
words = st.one_of(
    typed_texts,
    st.sampled_from(["ljtmm", "tm", "003-OR", "垃圾", "桶满冒", "小区", "占道3", "街道"]),
)
FINDINGS = [f"f{number}" for number in range(5)]

searched = settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@cache
def _template() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="inspector-search-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    a_workspace(folder / "ws").close()
    return folder / "ws"


_numbers = count()


def a_copy() -> Workspace:
    folder = _template().parent / str(next(_numbers))
    shutil.copytree(_template(), folder)
    ws = open_workspace(folder, person="u03", clock=lambda: NOW)
    ws.db.execute("pragma synchronous = off")
    return ws


@st.composite
def drafts(draw: st.DrawFn) -> Draft:
    """A finding, a correction of its words, a void, a reply, a point or standard renamed."""
    row, kind = draw(st.sampled_from(FINDINGS)), draw(st.integers(0, 7))
    moment = f"2026-08-{draw(st.integers(1, 28)):02d}T0{draw(st.integers(1, 9))}:00:00.000Z"
    if kind < 4:
        finding: Fields = {
            "point": draw(st.sampled_from([POINT, OTHER_POINT, None])),
            "standard": draw(st.sampled_from(["P3.03.01", "P3.02.01"])),
            "found_at": moment,
            "label": f"K7-{row}",
            "note": draw(texts),
            "spot": draw(texts),
        }
        return Draft("finding", row, finding)
    if kind == 4:
        return Draft("void", f"v{row}", {"subject": row, "at": moment})
    if kind == 5:
        return Draft("reply", f"r{row}", {"finding": row, "at": moment, "measures": "清理"})
    if kind == 6:
        return Draft("point", master_id("point", POINT), {"name": draw(texts)})
    return Draft("area", master_id("town", "990102003"), {"name": "街道" + draw(texts)})


def record(ws: Workspace, some: list[Draft]) -> None:
    with ws.writing() as tx:
        derive(tx, apply(tx, some))


def by_hand(ws: Workspace, typed: str) -> set[str]:
    """Every issue of which a text holds each word, read from the facts and the register."""
    fitting = set()
    for row in ws.db.query("select * from issue where state <> 'void' order by id"):
        own = ws.db.execute(
            "select label, spot, note from finding where id in "
            "(select finding from verdict where issue = ?) order by id",
            [row["id"]],
        ).fetchall()
        first = ws.db.execute("select spot from finding where id = ?", [row["id"]]).fetchone()[0]
        found = [first, *(one for label, _spot, note in own for one in (label, note))]
        held = [plain(one or "") for one in [*found, *names(ws, row)]]
        if all(any(word in one for one in held) for word in plain(typed).split()):
            fitting.add(row["id"])
    return fitting


def names(ws: Workspace, row: dict[str, str]) -> list[str | None]:
    point, unit = ws.register.point(row["point"]), ws.register.directory.unit(row["unit"])
    letters = {kind: ws.register.initials(kind) for kind in ("point", "standard", "unit", "area")}
    standards = ws.db.query("select * from standard where code = :code", {"code": row["standard"]})
    areas = [ws.register.area(row[kind]) for kind in ("town", "community")]
    named = [one for some in standards for one in (some["title"], some["code"], some["aliases"])]
    named += [letters["standard"].get(row["standard"])]
    named += [point.name, point.code, letters["point"].get(point.code)] if point else []
    named += [unit.name, unit.short_name, unit.code, letters["unit"].get(unit.code)] if unit else []
    return named + [
        one for area in areas if area for one in (area.name, letters["area"][area.code])
    ]


def found(ws: Workspace, typed: str) -> set[str]:
    """What pages of two hold, one after the other; each says the same total."""
    issues: list[str] = []
    after, total = None, 0
    while True:
        page = find_issues(ws, IssueFilter(text=typed), after=after, limit=2)
        issues += [one.issue for one in page.issues]
        after, total = page.next, page.total
        if after is None:
            break
    moments = [(row["found_at"], row["id"]) for one in issues for row in rows_of(ws, one)]

    assert total == len(issues) == len(set(issues))
    assert moments == sorted(moments, reverse=True)
    return set(issues)


def rows_of(ws: Workspace, issue: str) -> list[dict[str, str]]:
    return list(ws.db.query("select id, found_at from issue where id = :id", {"id": issue}))


@searched
@given(batches=st.lists(st.lists(drafts(), min_size=1, max_size=4), max_size=5), typed=words)
def test_what_is_found_is_what_a_reading_of_every_word_finds(
    batches: list[list[Draft]], typed: str
) -> None:
    with a_copy() as ws:
        for some in batches:
            record(ws, some)

        assert found(ws, typed) == by_hand(ws, typed)
    shutil.rmtree(ws.folder)


@searched
@given(batches=st.lists(st.lists(drafts(), min_size=1, max_size=4), max_size=5))
def test_an_index_kept_deed_by_deed_is_the_one_made_from_nothing(
    batches: list[list[Draft]],
) -> None:
    with a_copy() as ws:
        for some in batches:
            record(ws, some)
        kept = index(ws)
        rebuild(ws)

        assert index(ws) == kept
    shutil.rmtree(ws.folder)


def index(ws: Workspace) -> dict[str, set[str]]:
    """Issues by every token of the index."""
    ws.db.execute(
        "create virtual table if not exists temp.terms using fts5vocab(main, sought, row)"
    )
    terms = [row[0] for row in ws.db.execute("select term from terms order by term")]
    sql = (
        "select issue.id from sought left join issue on issue.doc = sought.rowid "
        "where sought match ? order by 1"
    )
    quoted = {term: '"' + term.replace('"', '""') + '"' for term in terms}
    return {
        term: {row[0] for row in ws.db.execute(sql, [quoted[term]])}
        for term in terms
        if ws.db.execute(
            "select 1 from sought where sought match ? limit 1", [quoted[term]]
        ).fetchone()
    }


def test_a_page_of_one_day_is_cut_by_moment_and_id() -> None:
    chance = Random(4)
    with a_copy() as ws:
        moments = [f"2026-08-03T0{chance.randint(1, 9)}:00:00.000Z" for _ in range(40)]
        record(
            ws,
            [
                Draft(
                    "finding",
                    f"f{number:02d}",
                    {
                        "standard": "P3.03.01",
                        "found_at": moment,
                        "label": f"K7-{number}",
                        "note": "占道",
                    },
                )
                for number, moment in enumerate(moments)
            ],
        )

        assert len(found(ws, "占道")) == 40
    shutil.rmtree(ws.folder)
