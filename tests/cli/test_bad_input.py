"""Bad input of every kind: one sentence, one hint, the promised exit code, nothing half done."""

import os
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from inspector.app.upkeep import digest
from inspector.app.workspace import open_workspace
from tests.builders import POINT, STANDARD, a_photo
from tests.cli.inspector import Answer, Inspector

RECORD = ("record", "WS", "--point", POINT, "--standard", STANDARD)
ISSUE = "LABEL"  # stands for the label of the one issue there is


def _swap(options: tuple[str, ...], name: str, value: str) -> tuple[str, ...]:
    place = options.index(name)
    return (*options[: place + 1], value, *options[place + 2 :])


# Command, and the code of the error it must end in; all of them exit 2.
REFUSED: list[tuple[tuple[str, ...], str]] = [
    (_swap(RECORD, "--point", "9-XX-9"), "unknown_point"),
    (_swap(RECORD, "--standard", "P0.00.00"), "unknown_standard"),
    (_swap(RECORD, "--standard", ""), "unknown_standard"),
    (_swap(RECORD, "--standard", "P2.03.02:z"), "unknown_variant"),
    ((*RECORD, "--unit", "NOBODY"), "unknown_unit"),
    ((*RECORD, "--same-as", "ABCD-77"), "unknown_finding"),
    ((*RECORD, "--source", "hearsay"), "unknown_source"),
    ((*RECORD, "--at", "2099-01-01"), "bad_time"),
    ((*RECORD, "--at", "1970-01-01"), "bad_time"),
    ((*RECORD, "--at", "abc"), "bad_time"),
    ((*RECORD, "--at", "2026-02-30"), "bad_time"),
    ((*RECORD, "--at", "0001-01-01"), "bad_time"),
    ((*RECORD, "--at", "9999-12-31T23:59:59"), "bad_time"),
    ((*RECORD, "--photo", "TEXT.jpg"), "bad_photo"),
    ((*RECORD, "--photo", "HALF.jpg"), "bad_photo"),
    ((*RECORD, "--photo", "ABSENT.jpg"), "bad_photo"),
    ((*RECORD, "--photo", "0" * 64), "unknown_photo"),
    (("record", "WS", "--standard", STANDARD), "no_place"),
    (("record", "WS", "--standard", STANDARD, "--lonlat", "hier"), "bad_position"),
    (("record", "WS", "--standard", STANDARD, "--lonlat", "400,10"), "bad_position"),
    (("record", "WS", "--standard", STANDARD, "--lonlat", "nan,10"), "bad_position"),
    (("record", "WS", "--point", POINT, "--standard", "P6.03.01"), "no_issue"),
    (("record", "WS", "--point", POINT), "usage"),
    (("inspect", "WS", "--point", "9-XX-9"), "unknown_point"),
    (("inspect", "WS", "--point", POINT, "--pass", "P0"), "unknown_standard"),
    (("inspect", "WS", "--point", POINT, "--pass", STANDARD, "--fail", STANDARD), "twice"),
    (
        ("inspect", "WS", "--point", POINT, "--pass", STANDARD, "--value", f"{STANDARD}=x"),
        "bad_number",
    ),
    (("inspect", "WS", "--point", POINT, "--openness", "secret"), "unknown_manner"),
    (("inspect", "WS", "--point", POINT, "--at", "2099-01-01"), "bad_time"),
    (("show", "WS", "ABCD-77"), "unknown_issue"),
    (("show", "WS", ""), "unknown_issue"),
    (("edit", "WS", ISSUE, "note", "--reason", "x"), "usage"),
    (("edit", "WS", ISSUE, "colour=red", "--reason", "x"), "unknown_field"),
    (("edit", "WS", ISSUE, "at=2099-01-01", "--reason", "x"), "bad_time"),
    (("edit", "WS", ISSUE, "note=x", "--reason", " "), "no_reason"),
    (("edit", "WS", "ABCD-77", "note=x", "--reason", "x"), "unknown_finding"),
    (("void", "WS", "ABCD-77", "--reason", "x"), "unknown_finding"),
    (("void", "WS", ISSUE, "--reason", ""), "no_reason"),
    (("rule", "WS", ISSUE, "--same-as", "ABCD-77"), "unknown_finding"),
    (("rule", "WS", ISSUE, "--same-as", ISSUE), "same"),
    (("reply", "WS", "ABCD-77", "--measures", "x"), "unknown_issue"),
    (("reply", "WS", ISSUE, "--measures", "x", "--done", "2099-01-01"), "bad_time"),
    (("reply", "WS", ISSUE, "--measures", "x", "--photo", "HALF.jpg"), "bad_photo"),
    (("verify-fix", "WS", ISSUE, "--fail"), "no_reason"),
    (("verify-fix", "WS", ISSUE), "usage"),
    (("extend", "WS", ISSUE, "--until", "soon", "--reason", "x"), "bad_time"),
    (("extend", "WS", ISSUE, "--until", "1970-01-01", "--reason", "x"), "bad_time"),
    (("defer", "WS", ISSUE, "--reason", " "), "no_reason"),
    (("notice", "WS", "--issues", "ABCD-77", "--out", "OUT"), "unknown_issue"),
    (("notice", "WS", "--unit", "NOBODY", "--out", "OUT"), "unknown_unit"),
    (("notice", "WS", "--town", "NOWHERE", "--out", "OUT"), "unknown_town"),
    (("notice", "WS", "--month", "2026-13", "--out", "OUT"), "bad_month"),
    (("notice", "WS", "--on", "irgendwann", "--out", "OUT"), "bad_time"),
    (("notice", "WS", "--due-by", "abc", "--out", "OUT"), "bad_time"),
    (("notice", "WS", "--deadline", "abc", "--yes", "--out", "OUT"), "bad_time"),
    (("notices", "WS", "--deliver", "青城考〔2026〕99号"), "unknown_notice"),
    (("notices", "WS", "--reprint", "青城考〔2026〕99号"), "usage"),
    (("notices", "WS", "--void", "青城考〔2026〕99号", "--reason", "x"), "unknown_notice"),
    (("issues", "WS", "--month", "2026"), "bad_month"),
    (("issues", "WS", "--from", "gestern"), "bad_time"),
    (("issues", "WS", "--state", "lost"), "unknown_state"),
    (("issues", "WS", "--verdict", "maybe"), "unknown_verdict"),
    (("issues", "WS", "--limit", "0"), "usage"),
    (("issues", "WS", "--after", "nonsense"), "bad_cursor"),
    (("office", "WS", "colour=red"), "unknown_field"),
    (("office", "WS", "phone"), "usage"),
    (("office", "WS", "month_cutoff_day=31"), "bad_number"),
    (("import", "points", "WS", "ABSENT.csv"), "missing"),
    (("import", "points", "WS", "TEXT.jpg"), "bad_file"),
    (("import", "history", "WS", "TEXT.jpg"), "bad_file"),
    (("import", "nothing", "WS", "TEXT.jpg"), "usage"),
    (("take-in", "WS", "ABSENT.jpg"), "missing"),
    (("take-in", "WS", "TEXT.jpg", "--clock-offset", "viel"), "usage"),
    (("take-in", "WS", "TEXT.jpg", "--datum", "MARS"), "unknown_datum"),
    (("export", "WS", "OUT.db", "--since", "ABSENT.db"), "not_ours"),
    (("export", "WS", "OUT.db", "--since", "{]"), "usage"),
    (("export", "WS", "."), "usage"),
    (("init", "WS", "--demo"), "exists"),
    (("init", "NEW", "--district", "ABSENT.json"), "missing"),
    (("init", "NEW", "--district", "TEXT.jpg"), "bad_file"),
    (("init", "NEW", "--from", "TEXT.jpg"), "not_ours"),
    (("dance",), "usage"),
    (("record", "WS", "--dance"), "usage"),
]


@pytest.fixture
def desk(
    inspector: Inspector, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> str:
    """A folder with a workspace of one issue and some spoilt files; says the issue's label."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "TEXT.jpg").write_text("这不是照片", "utf-8")
    (tmp_path / "HALF.jpg").write_bytes(a_photo().read_bytes()[:20_000])
    told = inspector("record", folder, *RECORD[2:], "--json").told
    folder.rename(tmp_path / "WS")
    return str(told["label"])


def _fingerprint(folder: Path) -> object:
    with open_workspace(folder, read_only=True) as ws:
        return digest(ws)


def is_told(answer: Answer, code: int) -> bool:
    """One sentence and one hint on stderr, nothing on stdout, no trace of the program's inside."""
    lines = answer.err.strip().splitlines()
    return (
        answer.code == code
        and answer.out == ""
        and len(lines) == 2
        and all(lines)
        and "Traceback" not in answer.err
    )


@pytest.mark.parametrize(
    ("command", "code"), REFUSED, ids=[f"{c[0]}-{code}-{n}" for n, (c, code) in enumerate(REFUSED)]
)
def test_bad_input_is_refused_in_words_and_changes_nothing(
    inspector: Inspector, desk: str, tmp_path: Path, command: tuple[str, ...], code: str
) -> None:
    arguments = [desk if one == ISSUE else one for one in command]
    before = _fingerprint(tmp_path / "WS")
    files = sorted(one.name for one in tmp_path.iterdir())

    plain, told = inspector(*arguments), inspector(*arguments, "--json")

    assert is_told(plain, 2), plain
    assert (told.code, told.out) == (2, "")
    assert told.error.keys() == {"code", "message", "hint"}
    assert told.error["code"] == code
    assert all(told.error.values())
    assert _fingerprint(tmp_path / "WS") == before
    assert sorted(one.name for one in tmp_path.iterdir()) == files


# Every command that opens a workspace.
OPENS: list[tuple[str, ...]] = [
    RECORD,
    ("inspect", "WS", "--point", POINT),
    ("issues", "WS"),
    ("show", "WS", "X-1"),
    ("edit", "WS", "X-1", "note=x", "--reason", "x"),
    ("void", "WS", "X-1", "--reason", "x"),
    ("rule", "WS", "X-1", "--same-as", "none"),
    ("notice", "WS", "--out", "OUT"),
    ("notices", "WS"),
    ("reply", "WS", "X-1", "--measures", "x"),
    ("verify-fix", "WS", "X-1", "--pass"),
    ("extend", "WS", "X-1", "--until", "2030-01-01", "--reason", "x"),
    ("defer", "WS", "X-1", "--reason", "x"),
    ("park", "WS", "X-1", "--reason", "x"),
    ("export", "WS", "OUT.db"),
    ("merge", "WS", "IN.db"),
    ("digest", "WS"),
    ("refold", "WS"),
    ("health", "WS"),
    ("office", "WS"),
    ("import", "points", "WS", "points.csv"),
    ("take-in", "WS", "PHOTO.jpg"),
]


def _no_workspace(folder: Path) -> None:
    folder.mkdir()
    (folder / "letter.txt").write_text("nichts", "utf-8")


def _nothing_there(folder: Path) -> None:
    assert not folder.exists()


def _a_file(folder: Path) -> None:
    folder.write_text("eine Datei", "utf-8")


def _foreign_database(folder: Path) -> None:
    folder.mkdir()
    db = sqlite3.connect(folder / "inspector.db")
    db.execute("create table point (code text)")
    db.close()


def _database_of_text(folder: Path) -> None:
    folder.mkdir()
    (folder / "inspector.db").write_text("keine Datenbank" * 1000, "utf-8")


def _empty_database(folder: Path) -> None:
    folder.mkdir()
    (folder / "inspector.db").touch()


@pytest.mark.parametrize(
    "make",
    [
        _no_workspace,
        _nothing_there,
        _a_file,
        _foreign_database,
        _database_of_text,
        _empty_database,
    ],
)
@pytest.mark.parametrize("command", OPENS, ids=lambda one: one[0])
def test_what_is_no_workspace_is_left_as_it_is(
    inspector: Inspector,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    command: tuple[str, ...],
    make: Callable[[Path], None],
) -> None:
    monkeypatch.chdir(tmp_path)
    shutil.copy(a_photo(), tmp_path / "PHOTO.jpg")
    make(tmp_path / "WS")
    before = _contents(tmp_path)

    answer = inspector(*command, "--json")

    assert (answer.code, answer.out) == (2, "")
    assert answer.error["code"] in ("not_a_workspace", "damaged")
    assert answer.error["hint"]
    assert _contents(tmp_path) == before


def _contents(folder: Path) -> dict[str, bytes | None]:
    return {
        str(Path(root, name).relative_to(folder)): Path(root, name).read_bytes()
        for root, _folders, names in os.walk(folder)
        for name in names
        if "home" not in root
    }


@pytest.mark.parametrize("command", OPENS, ids=lambda one: one[0])
def test_a_workspace_of_a_newer_version_is_left_untouched(
    inspector: Inspector, desk: str, tmp_path: Path, command: tuple[str, ...]
) -> None:
    assert desk
    shutil.copy(a_photo(), tmp_path / "PHOTO.jpg")
    db = sqlite3.connect(tmp_path / "WS" / "inspector.db")
    db.execute("pragma user_version = 99")
    db.execute("pragma wal_checkpoint(truncate)")
    db.close()
    before = (tmp_path / "WS" / "inspector.db").read_bytes()

    answer = inspector(*command, "--json")

    assert (answer.code, answer.error["code"]) == (2, "newer")
    assert (tmp_path / "WS" / "inspector.db").read_bytes() == before


@pytest.mark.parametrize("command", OPENS, ids=lambda one: one[0])
def test_a_damaged_database_is_told_and_never_thrown(
    inspector: Inspector, desk: str, tmp_path: Path, command: tuple[str, ...]
) -> None:
    path = tmp_path / "WS" / "inspector.db"
    shutil.copy(a_photo(), tmp_path / "PHOTO.jpg")
    (tmp_path / "points.csv").write_text("code,zh,type\nP-1,甲,OR\n", "utf-8")
    db = sqlite3.connect(path)
    db.execute("pragma wal_checkpoint(truncate)")
    db.close()
    content = bytearray(path.read_bytes())
    for page in range(2, len(content) // 4096):
        content[page * 4096 : page * 4096 + 200] = b"\xa5" * 200
    path.write_bytes(content)

    answer = inspector(*[desk if one == "X-1" else one for one in command], "--json")

    assert (answer.code, answer.out) == (2, ""), answer
    assert answer.error["code"] == "damaged"


def test_a_path_longer_than_any_file_has_is_not_found(inspector: Inspector, folder: Path) -> None:
    told = inspector("take-in", folder, "长" * 300 + ".jpg", "--json")

    assert (told.code, told.error["code"]) == (2, "missing")
