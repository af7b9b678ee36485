"""The promise of the commands that look after several laptops' data."""

import json
import os
import sqlite3
from pathlib import Path

import pytest

from tests.builders import POINT, STANDARD
from tests.cli.inspector import Inspector
from tests.cli.test_contract import keys


@pytest.fixture
def contested(inspector: Inspector, folder: Path, tmp_path: Path) -> str:
    """A finding whose note two laptops corrected apart; says its label."""
    label = inspector("record", folder, "--point", POINT, "--standard", STANDARD, "--json").told[
        "label"
    ]
    inspector("export", folder, tmp_path / "out.db")
    inspector("init", tmp_path / "two", "--from", tmp_path / "out.db", "--device", "B")
    inspector("edit", folder, label, "note=南侧", "--reason", "核对")
    inspector("edit", tmp_path / "two", label, "note=北侧", "--reason", "核对")
    inspector("export", tmp_path / "two", tmp_path / "two.db")
    return str(label)


def test_a_conflict_ends_the_merge_in_four_and_is_ruled_on(
    inspector: Inspector, folder: Path, tmp_path: Path, contested: str
) -> None:
    assert inspector("merge", folder, tmp_path / "two.db").code == 4

    (conflict,) = inspector("conflicts", folder, "--json").told["conflicts"]
    assert conflict.keys() >= keys("id label entity field base leaves")
    assert (conflict["label"], conflict["field"]) == (contested, "note")
    assert {leaf["value"] for leaf in conflict["leaves"]} == {"南侧", "北侧"}
    assert conflict["leaves"][0].keys() >= keys("leaf value person device at")
    leaf = conflict["leaves"][0]
    ruled = inspector("conflicts", folder, "--take", f"{conflict['id']}={leaf['leaf']}", "--json")
    assert (ruled.code, ruled.told["conflicts"]) == (0, [])
    case = inspector("show", folder, contested, "--json").told
    assert case["findings"][0]["note"] == leaf["value"]


def test_a_conflict_may_be_given_a_third_value(
    inspector: Inspector, folder: Path, tmp_path: Path, contested: str
) -> None:
    inspector("merge", folder, tmp_path / "two.db")
    (conflict,) = inspector("conflicts", folder, "--json").told["conflicts"]

    inspector("conflicts", folder, "--value", f"{conflict['id']}=东侧")

    case = inspector("show", folder, contested, "--json").told
    assert case["findings"][0]["note"] == "东侧"


def test_a_batch_is_listed_and_undone(
    inspector: Inspector, folder: Path, tmp_path: Path, contested: str
) -> None:
    assert contested
    before = inspector("digest", folder, "--json").told
    batch = inspector("merge", folder, tmp_path / "two.db", "--json").told["batch"]
    assert [one["batch"] for one in inspector("merges", folder, "--json").told["merges"]] == [batch]

    assert inspector("merges", folder, "--undo", batch, "--json").code in (0, 4)

    after = inspector("digest", folder, "--json").told
    assert {name: after[name] for name in ("state", "conflicts", "derived")} == {
        name: before[name] for name in ("state", "conflicts", "derived")
    }


def test_devices_say_who_holds_the_seat(
    inspector: Inspector, folder: Path, tmp_path: Path, contested: str
) -> None:
    assert contested
    inspector("merge", folder, tmp_path / "two.db")

    devices = inspector("devices", folder, "--json").told["devices"]

    assert all(one.keys() >= keys("device code state seat head last_heard") for one in devices)
    assert {one["device"]: one["seat"] for one in devices} == {"LAPTOP-03": True, "B": False}


def test_what_is_missing_is_listed(inspector: Inspector, folder: Path) -> None:
    assert inspector("missing", folder, "--json").told == {"missing": []}


def test_a_sound_workspace_and_bundle_are_verified(
    inspector: Inspector, folder: Path, tmp_path: Path, contested: str
) -> None:
    assert contested
    for target in (folder, tmp_path / "two.db"):
        answer = inspector("verify", target, "--json")
        assert answer.code == 0
        assert answer.told.keys() >= keys("ok checked broken")
        assert (answer.told["ok"], answer.told["broken"]) == (True, [])


def test_a_bundle_with_a_flipped_bit_is_told_as_broken(
    inspector: Inspector, tmp_path: Path, contested: str
) -> None:
    assert contested
    db = sqlite3.connect(tmp_path / "two.db")
    name, body = db.execute("select hash, body from segment order by length(body)").fetchone()
    db.execute("update segment set body = ? where hash = ?", [body[:-1] + b"\x00", name])
    db.commit()
    db.close()

    answer = inspector("verify", tmp_path / "two.db", "--json")

    assert answer.code == 4
    assert not answer.told["ok"]
    assert answer.told["broken"][0].keys() >= keys("what where meaning")


def test_a_backup_gives_the_workspace_back(
    inspector: Inspector, folder: Path, tmp_path: Path, contested: str
) -> None:
    made = inspector("backup", folder, "--to", tmp_path / "stick", "--json")
    assert (made.code, Path(made.told["backup"]).exists()) == (0, True)

    restored = inspector("restore", made.told["backup"], tmp_path / "new", "--json")

    assert restored.code == 0
    assert inspector("show", tmp_path / "new", contested).code == 0
    digests = [
        json.dumps({**inspector("digest", one, "--json").told, "vector": None})
        for one in (folder, tmp_path / "new")
    ]
    assert digests[0] == digests[1]


REFUSED = [
    ("conflicts", "WS", "--take", "nothing=1"),
    ("conflicts", "WS", "--take", "nothing"),
    ("devices", "WS", "--approve", "ZZZZ"),
    ("devices", "WS", "--seat", "ZZZZ"),
    ("merges", "WS", "--undo", "nothing"),
    ("restore", "ABSENT.db", "NEW"),
    ("restore", "TEXT.db", "NEW"),
    ("verify", "ABSENT"),
    ("backup", "NOWHERE"),
    ("missing", "NOWHERE"),
    ("conflicts", "NOWHERE"),
    ("devices", "NOWHERE"),
    ("merges", "NOWHERE"),
]


@pytest.mark.parametrize("command", REFUSED, ids=lambda one: "-".join(one[::2]))
def test_bad_input_is_refused_in_words(
    inspector: Inspector,
    folder: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    command: tuple[str, ...],
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "TEXT.db").write_text("keine Datenbank" * 100, "utf-8")
    before = inspector("digest", folder, "--json").out

    answer = inspector(*[str(folder) if one == "WS" else one for one in command], "--json")

    assert (answer.code, answer.out) == (2, ""), answer
    assert answer.error.keys() == {"code", "message", "hint"}
    assert all(answer.error.values())
    assert inspector("digest", folder, "--json").out == before
    assert not (tmp_path / "NEW").exists()


@pytest.mark.parametrize(
    "deed", [("export", "WS", "OUT"), ("ledger", "WS", "--out", "OUT")], ids=lambda deed: deed[0]
)
def test_what_goes_out_never_takes_the_place_of_records(
    inspector: Inspector, folder: Path, tmp_path: Path, deed: tuple[str, ...]
) -> None:
    backup = Path(inspector("backup", folder, "--json").told["backup"])
    (tmp_path / "backup.xlsx").hardlink_to(backup)
    (tmp_path / "records.xlsx").hardlink_to(folder / "inspector.db")
    os.mkfifo(tmp_path / "pipe.xlsx")
    before = inspector("digest", folder, "--json").told
    for name in ("backup.xlsx", "records.xlsx", "pipe.xlsx"):
        words = {"WS": str(folder), "OUT": str(tmp_path / name)}
        answer = inspector(*(words.get(word, word) for word in deed), "--json")
        assert (answer.code, answer.error["code"]) == (2, "exists"), name
    assert inspector("digest", folder, "--json").told == before
    assert (tmp_path / "pipe.xlsx").is_fifo()
    assert (tmp_path / "backup.xlsx").samefile(backup)
    assert (tmp_path / "records.xlsx").samefile(folder / "inspector.db")
