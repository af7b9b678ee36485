"""The disk fills up under the open window: told in one sentence, and what was saved stands."""

import errno
import os
import sqlite3
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from inspector.app import issuing
from inspector.app.foreseen import foreseen
from inspector.app.paper_store import keep_document
from inspector.app.workspace import Workspace, open_workspace
from inspector.domain.errors import InputError, MachineError
from inspector.store.faults import full
from tests.faults.test_over_the_line import whole_originals
from tests.full_disk import no_room
from tests.ui.drawn import draw_scene
from ui.capture_told import Draft
from ui.far_office import FarOffice
from ui.issue_told import Wanted
from ui.notice_told import EVERYTHING
from ui.office import Office
from ui.papers_answers import PapersAnswers


def a_draft(office: Office, photo: Path, point_number: int = 0) -> Draft:
    taken = office.sort_photos([photo])[0].photos[0]
    point = office.points()[point_number]
    return Draft(
        point=point.code,
        spot="",
        standard=office.standards(point.code)[0].code,
        photos=(taken.path,),
        found_at=datetime.now(office.standing().zone),
        note="现场描述",
    )


def nothing(_now: int, _whole: int) -> None:
    """Nobody asks how far it is."""


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux limits another process")
def test_what_a_full_disk_refuses_is_told_each_time_and_done_when_there_is_room(
    far: FarOffice, workspace: Path, tmp_path: Path
) -> None:
    office = far.office()
    photos = [draw_scene(tmp_path / f"{seed}.jpg", seed=seed, size=640) for seed in (1, 2)]
    first = office.record(a_draft(office, photos[0])).label
    again = a_draft(office, photos[0])
    out = tmp_path / "out"
    out.mkdir()
    deeds: dict[str, Callable[[], object]] = {
        "draft": lambda: office.save_draft("写到一半" * 3000),
        "finding": lambda: office.record(again),
        "units to tell": office.ready_units,
        "notice": lambda: office.papers().issue(
            [office.ready_units()[0].unit], EVERYTHING, nothing, submit=False
        ),
        "bundle": lambda: office.hand_back(out / "out.db"),
        "bulletin": lambda: office.write_paper("bulletin", "", out / "b.pdf"),
        "ledger": lambda: office.write_paper("ledger", "", out / "l.xlsx"),
    }
    with no_room(far.process_id()):
        told: dict[str, MachineError] = {}
        for name, deed in deeds.items():
            with pytest.raises(MachineError) as refused:
                deed()
            told[name] = refused.value
        assert all(one.message and one.hint for one in told.values())
        assert all("照片没有保存" not in one.message for one in told.values())  # it is
        taken = office.sort_photos([photos[1]])
        assert taken[-1].name == "没有收下 1 张"
        assert "磁盘" in taken[-1].doubt  # another copy would fare no better
        assert office.screen_photo(again.photos[0]) == again.photos[0]  # the original serves
        assert len(office.show_issue(first).photos) == 1
        assert [one.label for one in office.find_issues(Wanted(), None, 10).lines] == [first]
    assert list(out.iterdir()) == []
    for name, deed in deeds.items():
        assert deed() is not None or name == "draft"
    office.sort_photos([photos[1]])
    assert whole_originals(workspace) == len(photos)


def test_papers_that_were_out_before_the_disk_was_full_are_told_as_out(
    far: FarOffice, workspace: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    office = far.office()
    for number in (1, 2):
        photo = draw_scene(tmp_path / f"{number}.jpg", seed=number, size=320)
        office.record(a_draft(office, photo, number))
    kept: list[str] = []

    def fill_up(ws: Workspace, content: bytes) -> str:
        if kept:
            raise full()
        kept.append(keep_document(ws, content))
        return kept[0]

    units = [one.unit for one in office.ready_units()]
    with open_workspace(workspace) as ws:
        papers = PapersAnswers(lambda: ws, lambda: None)
        monkeypatch.setattr(issuing, "keep_document", fill_up)
        made = papers.issue(units, EVERYTHING, nothing, submit=False)
        with pytest.raises(MachineError, match="磁盘空间不足"):  # where none is out, it is told
            papers.issue(units[1:], EVERYTHING, nothing, submit=False)
    assert (len(units), len(made.numbers), len(made.bars)) == (2, 1, 1)
    assert "磁盘空间不足" in made.bars[0]
    assert [one.number for one in office.papers().listing()] == list(made.numbers)
    left = [one.unit for one in office.ready_units()]
    assert len(office.papers().issue(left, EVERYTHING, nothing, submit=False).numbers) == 1


@pytest.mark.parametrize("number", [sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CORRUPT])
def test_a_drive_that_fails_while_it_is_read_is_no_fault_of_the_program(number: int) -> None:
    error = sqlite3.OperationalError("disk I/O error")
    error.sqlite_errorcode = number
    error.sqlite_errorname = {10: "SQLITE_IOERR_READ", 11: "SQLITE_CORRUPT"}[number]
    told = foreseen(error)
    assert told is not None
    assert told.hint


@pytest.mark.parametrize("number", [errno.EIO, errno.ENODEV, errno.ESTALE])
def test_a_drive_that_is_away_is_told_without_the_words_of_the_system(number: int) -> None:
    told = foreseen(OSError(number, os.strerror(number), "/media/KINGSTON/out.db"))
    assert isinstance(told, MachineError)
    assert os.strerror(number) not in told.message
    assert told.hint


def test_a_wrong_statement_of_ours_stays_a_fault_of_the_program() -> None:
    with pytest.raises(sqlite3.OperationalError) as wrong:
        sqlite3.connect(":memory:").execute("select nothing from nowhere")
    assert foreseen(wrong.value) is None


def test_a_database_that_was_overwritten_is_told_as_damaged(
    far: FarOffice, workspace: Path
) -> None:
    office = far.office()
    assert office.points()
    size = (workspace / "inspector.db").stat().st_size
    with (workspace / "inspector.db").open("r+b") as file:
        file.write(b"junk" * (size // 4))
    with pytest.raises(InputError, match="损坏"):
        office.papers().listing()
