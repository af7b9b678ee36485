"""Our fold beside geodiff's rebase on histories nobody wrote down before."""

import atexit
import sqlite3
from functools import cache
from pathlib import Path
from shutil import rmtree
from tempfile import TemporaryDirectory, mkdtemp

from hypothesis import given, settings
from hypothesis import strategies as st
from sqlite_utils import Database

from benchmarks.triples import an_empty_hub, edits_between, merge_geodiff, merge_ours, read_rows

ROWS = 6
CELLS = st.sampled_from(["北门", "东门", "", None, "x"])
SETS = st.tuples(st.sampled_from(["spot", "note"]), CELLS)
ACTS = st.one_of(st.just("delete"), SETS, st.just("leave"))
MADE = st.lists(st.tuples(CELLS, CELLS), max_size=3)
Act = str | tuple[str, str | None]


def a_file(path: Path, key: str, acts: dict[int, Act], made: list[tuple[str | None, ...]]) -> Path:
    """A table of six rows, what one person did to them, and the rows that person made."""
    db = sqlite3.connect(path)
    db.execute(f"create table place (id {key} primary key not null, spot text, note text)")
    for number in range(ROWS):
        db.execute("insert into place values (?, 'old', 'old')", [_key(key, number)])
        act = acts.get(number, "leave")
        if act == "delete":
            db.execute("delete from place where id = ?", [_key(key, number)])
        elif act != "leave":
            db.execute(f"update place set {act[0]} = ? where id = ?", [act[1], _key(key, number)])
    for number, cells in enumerate(made, start=ROWS):
        own = number if key == "integer" else f"{path.stem}-{number}"
        db.execute("insert into place values (?, ?, ?)", [own, *cells])
    db.commit()
    db.close()
    return path


def _key(key: str, number: int) -> int | str:
    return number if key == "integer" else f"base-{number}"


@cache
def hub() -> Database:
    folder = Path(mkdtemp(prefix="inspector-rival-"))
    atexit.register(rmtree, folder, ignore_errors=True)
    return an_empty_hub(folder / "hub")


@settings(max_examples=60)
@given(
    acts=st.lists(ACTS, min_size=ROWS, max_size=ROWS),
    by_a=st.sets(st.integers(0, ROWS - 1)),
    made_by_a=MADE,
    made_by_b=MADE,
)
def test_where_nobody_contradicts_anybody_geodiff_and_we_show_the_same_rows(
    acts, by_a, made_by_a, made_by_b
) -> None:
    # Running numbers: with keys of text geodiff renames rows, and fails on deletions.
    of_a = {number: act for number, act in enumerate(acts) if number in by_a}
    of_b = {number: act for number, act in enumerate(acts) if number not in by_a}
    with TemporaryDirectory() as name:
        folder = Path(name)
        base = a_file(folder / "base.db", "integer", {}, [])
        a = a_file(folder / "a.db", "integer", of_a, made_by_a)
        b = a_file(folder / "b.db", "integer", of_b, made_by_b)
        rows = read_rows(base)
        edits = edits_between(rows, read_rows(a)), edits_between(rows, read_rows(b))

        ours = merge_ours(hub(), rows, *edits)
        rival, refused = merge_geodiff(folder / "rival", base, a, b)

    assert not refused
    assert ours.rows == rival.rows
    assert (ours.lost, ours.conflicts) == (0, 0)


@settings(max_examples=60)
@given(
    key=st.sampled_from(["integer", "text"]),
    by_a=st.lists(ACTS, min_size=ROWS, max_size=ROWS),
    by_b=st.lists(ACTS, min_size=ROWS, max_size=ROWS),
    made=MADE,
)
def test_where_two_contradict_each_other_no_edit_of_either_is_lost(key, by_a, by_b, made) -> None:
    with TemporaryDirectory() as name:
        folder = Path(name)
        base = read_rows(a_file(folder / "base.db", key, {}, []))
        a = read_rows(a_file(folder / "a.db", key, dict(enumerate(by_a)), made))
        b = read_rows(a_file(folder / "b.db", key, dict(enumerate(by_b)), made))

        ours = merge_ours(hub(), base, edits_between(base, a), edits_between(base, b))

    assert ours.lost == 0
