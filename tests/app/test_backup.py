"""What a backup takes along beside the records, and what a restore leaves alone."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from inspector.app.backup import back_up, restore
from inspector.app.capture import record
from inspector.app.handover import export
from inspector.app.office_wording import begin_wording, own_file
from inspector.app.upkeep import digest
from inspector.app.workspace import open_workspace
from inspector.domain.errors import InputError
from tests.builders import a_draft, a_workspace


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


@pytest.mark.parametrize("kind", ["bundle", "nothing", "newer", "another program's"])
def test_what_is_no_backup_is_refused_before_anything_is_put_in_its_place(
    tmp_path: Path, kind: str
) -> None:
    with a_workspace(tmp_path / "workspace") as ws:
        record(ws, a_draft())
        export(ws, tmp_path / "bundle")
        shutil.copy(back_up(ws).backup, tmp_path / "newer")
        before = digest(ws)
    (tmp_path / "nothing").touch()
    for name, statement in (
        ("newer", "pragma user_version = 999"),
        ("another program's", "create table meta (k, v)"),
    ):
        with closing(sqlite3.connect(tmp_path / name)) as db:
            db.execute(statement)

    with pytest.raises(InputError) as told:
        restore(tmp_path / kind, tmp_path / "workspace")

    assert told.value.hint
    assert told.value.code == ("newer" if kind == "newer" else "not_a_backup")
    with open_workspace(tmp_path / "workspace") as ws:
        assert digest(ws) == before
    assert not list((tmp_path / "workspace").glob("*before-restore*"))
