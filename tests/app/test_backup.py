"""What a backup takes along beside the records, and what a restore leaves alone."""

from pathlib import Path

from inspector.app.backup import back_up, restore
from inspector.app.office_wording import begin_wording, own_file
from tests.builders import a_workspace


def test_the_offices_wording_goes_along_and_comes_back_as_it_was_last(tmp_path: Path) -> None:
    with a_workspace(tmp_path / "ws") as ws:
        begin_wording(ws)
        mine = own_file(ws)
        back_up(ws, tmp_path / "stick")
        mine.write_text(mine.read_text("utf-8") + "\n# 第二稿\n", "utf-8")
        copy = back_up(ws, tmp_path / "stick").backup
        last = mine.read_bytes()

    restore(Path(copy), tmp_path / "new")
    assert (tmp_path / "new" / "templates" / mine.name).read_bytes() == last


def test_a_restore_leaves_the_wording_that_lies_there(tmp_path: Path) -> None:
    with a_workspace(tmp_path / "ws") as ws:
        begin_wording(ws)
        copy = back_up(ws, tmp_path / "stick").backup
        mine = own_file(ws)
        mine.write_text(mine.read_text("utf-8") + "\n# 新写的\n", "utf-8")
        last = mine.read_bytes()

    restore(Path(copy), tmp_path / "ws")
    assert mine.read_bytes() == last
