import json
import os
from pathlib import Path

import pytest

from inspector.app.found import describe, found
from inspector.app.office import read, set_fields
from inspector.app.upkeep import digest, health, rebuild
from inspector.app.workspace import Workspace, open_workspace
from inspector.domain.errors import InputError
from tests.builders import NOW, a_workspace


def test_a_founded_workspace_holds_the_district_and_the_seat(ws: Workspace) -> None:
    told = describe(ws)

    assert (told.points, told.standards, told.units) == (72, 140, 118)
    assert (told.seat, told.device) == (True, "LAPTOP-03")


def test_nobody_founds_over_another_folder(tmp_path: Path) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "letter.txt").write_text("keep", "utf-8")

    with pytest.raises(InputError) as refused:
        a_workspace(tmp_path / "full")

    assert refused.value.code == "exists"
    assert [one.name for one in (tmp_path / "full").iterdir()] == ["letter.txt"]


@pytest.mark.parametrize(
    "content", [b"", b"[]", b"{}", b'{"district": 3}', b"\xff", "{“district”: 1}".encode()]
)
def test_a_district_file_that_is_none_leaves_nothing_behind(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "district.json").write_bytes(content)

    with pytest.raises(InputError) as refused:
        found(tmp_path / "new", district=tmp_path / "district.json")

    assert refused.value.code == "bad_file"
    assert sorted(one.name for one in tmp_path.iterdir() if one.name != "home") == ["district.json"]


def test_a_workspace_killed_while_it_is_founded_is_not_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def dies(*_paths: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Path, "rename", dies)
    with pytest.raises(KeyboardInterrupt):
        a_workspace(tmp_path / "new")

    assert not (tmp_path / "new").exists()
    assert not [one for one in os.listdir(tmp_path) if one.endswith(".new")]


def test_an_own_district_takes_the_place_of_the_fictional_one(tmp_path: Path) -> None:
    district = {
        "district": {"code": "110000", "zh": "某区"},
        "towns": [{"code": "T1", "zh": "甲街道"}],
        "points": [{"code": "P-1", "zh": "甲路", "type": "AR", "town": "T1"}],
    }
    (tmp_path / "own.json").write_text(json.dumps(district), "utf-8")

    with found(tmp_path / "new", district=tmp_path / "own.json") as ws:
        assert (ws.name, describe(ws).points, describe(ws).units) == ("某区", 1, 0)


def test_the_office_is_named_field_by_field(ws: Workspace) -> None:
    set_fields(ws, {"phone": "010-1", "month_cutoff_day": "25"})

    told = read(ws)
    assert (told["phone"], told["month_cutoff_day"]) == ("010-1", 25)
    assert told["prefix"] == "青城考"


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"colour": "red"}, "unknown_field"),
        ({"month_cutoff_day": "31"}, "bad_number"),
        ({"month_cutoff_day": "zehn"}, "bad_number"),
    ],
)
def test_senseless_office_fields_are_refused(
    ws: Workspace, fields: dict[str, str], code: str
) -> None:
    before = digest(ws)

    with pytest.raises(InputError) as refused:
        set_fields(ws, fields)

    assert refused.value.code == code
    assert digest(ws) == before


def test_rebuilding_from_the_segments_changes_nothing(ws: Workspace) -> None:
    told = rebuild(ws)

    assert told.same
    assert told.changes > 700


def test_health_speaks_of_what_is_missing(ws: Workspace) -> None:
    told = health(ws)

    assert (told.findings, told.conflicts, told.missing_photos) == (0, 0, 0)
    assert told.journal_mode == "wal"


def test_a_workspace_opened_twice_shows_one_record(folder: Path) -> None:
    with open_workspace(folder) as one, open_workspace(folder, clock=lambda: NOW) as two:
        set_fields(one, {"phone": "010-2"})

        assert read(two)["phone"] == "010-2"
