"""Reference data and care of the computer, answered by a real workspace."""

import logging
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from inspector.app.found import found
from inspector.domain.errors import InputError
from ui import journal
from ui.workspace_office import WorkspaceOffice


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    with found(tmp_path / "ws", device="LAPTOP-03", person="u03"):
        return tmp_path / "ws"


@pytest.fixture
def real(folder: Path) -> Iterator[WorkspaceOffice]:
    office = WorkspaceOffice(folder)
    yield office
    office.close()


def test_a_point_added_in_the_register_can_be_chosen_for_a_finding(real: WorkspaceOffice) -> None:
    assert "003-OR-95" not in {one.code for one in real.points()}

    real.register().add(
        "points", {"code": "003-OR-95", "zh": "河滨六村", "type": "OR", "town": "990102003"}
    )

    chosen = next(one for one in real.points() if one.code == "003-OR-95")
    assert (chosen.name, chosen.initials, chosen.town_name) == ("河滨六村", "hblc", "桐荫街道")


def test_a_renamed_point_is_renamed_everywhere(real: WorkspaceOffice) -> None:
    register = real.register()
    entry = next(one for one in register.listing("points").entries if one.code == "003-OR-04")

    assert list(register.amend("points", entry.key, {"zh": "纺机新村"}, "更名")) == ["名称"]

    assert "纺机新村" in {one.name for one in real.points()}
    assert register.history("points", entry.key)[0].person == "检查员1号"


def test_a_sheet_is_rehearsed_without_a_trace_and_then_taken(
    real: WorkspaceOffice, tmp_path: Path
) -> None:
    sheet = tmp_path / "points.csv"
    rows = ("代号,小区,类型,纬度", "A-1,河滨,老旧小区,38.8", "A-2,江滨,老旧小区,北纬")
    sheet.write_text("\n".join(rows), "utf-8")
    register = real.register()
    proposed = {one.name: one.field for one in register.propose("points", sheet).columns}
    fields = proposed | {"代号": "code", "小区": "zh"}

    told = register.rehearse("points", sheet, fields)
    assert (told.added, [one.row for one in told.rejected]) == (1, [3])
    assert "A-1" not in {one.code for one in real.points()}

    assert register.take("points", sheet, fields).added == 1
    assert "A-1" in {one.code for one in real.points()}


def test_who_sits_down_is_told_by_the_frame(real: WorkspaceOffice) -> None:
    assert real.standing().person == "检查员1号"
    real.care().sit_down("u04")
    assert real.standing().person == "检查员2号"
    assert real.care().person() == "u04"


def test_a_backup_made_here_is_seen_by_the_next_look(real: WorkspaceOffice, tmp_path: Path) -> None:
    copies = tmp_path / "stick"
    copies.mkdir()
    before = {one.code: one.weight.name for one in real.care().checkup(copies)}
    real.care().back_up(copies)
    after = {one.code: one.weight.name for one in real.care().checkup(copies)}
    assert (before["backup"], after["backup"]) == ("ACT", "OK")


def test_the_pack_says_what_the_window_wrote_down(
    real: WorkspaceOffice, folder: Path, tmp_path: Path
) -> None:
    written = journal.begin(folder)
    logging.getLogger("ui.watchdog").warning("卡顿 %.0f ms: paint", 210.0)
    journal.end(written)
    out = tmp_path / "pack.zip"

    real.care().write_pack(out, ["210 ms"])

    with zipfile.ZipFile(out) as pack:
        assert "卡顿 210 ms" in pack.read("logs/window.log").decode()
        assert pack.read("stalls.txt").decode() == "210 ms"


def test_a_folder_that_cannot_be_written_to_has_no_log(tmp_path: Path) -> None:
    (tmp_path / "logs").write_text("no folder")
    assert journal.begin(tmp_path) is None


def test_nobody_unknown_sits_down(real: WorkspaceOffice) -> None:
    with pytest.raises(InputError):
        real.care().sit_down("nobody")
