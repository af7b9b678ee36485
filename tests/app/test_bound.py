"""A month's papers in one file: their order, their names, and what bars them."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest

from inspector.app.bound import (
    bind_issued,
    bound_name,
    overprint_issued,
    shift_told,
    without_head,
)
from inspector.app.capture import record
from inspector.app.notice_register import issued_bytes, register
from inspector.app.notify import Choice, issue_notices
from inspector.app.paper_told import Manner
from inspector.app.workspace import Workspace
from inspector.domain.errors import InputError
from tests.builders import a_draft, a_photo, a_workspace
from tests.documents.reading import without_marks


@pytest.fixture
def ws(tmp_path: Path) -> Iterator[Workspace]:
    with a_workspace(tmp_path / "ws") as ws:
        yield ws


def issued(ws: Workspace) -> list[str]:
    """Three notices, one after the other; their numbers in the order they went out."""
    numbers = []
    for spot in ("东门", "南侧", "主巷"):
        record(ws, a_draft(on=len(numbers) / 10, spot=spot, photos=(a_photo(),)))
        manner = Manner(delivered=False, overrule=True)
        numbers += [one.number or "" for one in issue_notices(ws, Choice(), manner, None)]
    return numbers


def kept(ws: Workspace) -> dict[Path, bytes]:
    return {one: one.read_bytes() for one in (ws.folder / "notices").rglob("*.pdf")}


def bookmarks(file: Path) -> list[str]:
    with pikepdf.open(file) as pdf, pdf.open_outline() as outline:
        return [one.title for one in outline.root]


def test_papers_lie_in_the_order_they_were_named(ws: Workspace, tmp_path: Path) -> None:
    numbers = issued(ws)
    unit = ws.register.directory.unit(register(ws)[0].unit).name
    out = tmp_path / "out" / bound_name(ws, numbers)
    made = bind_issued(ws, [numbers[2], numbers[0]], out)
    assert bookmarks(out) == [f"{numbers[2]} {unit}", f"{numbers[0]} {unit}"]
    assert (made.file, made.bytes) == (str(out), out.stat().st_size)


def test_what_is_kept_stays_as_it_was(ws: Workspace, tmp_path: Path) -> None:
    numbers = issued(ws)
    before = kept(ws)
    pages = 0
    for number in numbers:
        pages += pages % 2 + len(pikepdf.open(BytesIO(issued_bytes(ws, number))).pages)
    assert bind_issued(ws, numbers, tmp_path / "all.pdf").pages == pages
    assert kept(ws) == before


def test_several_are_named_by_office_kind_day_and_count(ws: Workspace) -> None:
    numbers = issued(ws)
    office = ws.register.office["short_name"]
    day = register(ws)[0].issued_on.replace("-", "")
    assert bound_name(ws, numbers) == f"{office}-整改通知书-{day}-3份.pdf"
    assert bound_name(ws, numbers[:1]).startswith(f"{numbers[0]}-")


def test_every_paper_that_is_not_to_be_had_is_named_and_nothing_is_written(
    ws: Workspace, tmp_path: Path
) -> None:
    numbers = issued(ws)
    for file in list(kept(ws))[:2]:
        file.chmod(0o644)
        file.unlink()
    gone = [one for one in numbers if not _is_here(ws, one)]
    with pytest.raises(InputError) as fault:
        bind_issued(ws, numbers, tmp_path / "all.pdf")
    assert len(gone) == 2
    assert all(number in fault.value.message for number in gone)
    assert fault.value.hint
    assert not (tmp_path / "all.pdf").exists()


def test_binding_that_is_called_off_writes_nothing(ws: Workspace, tmp_path: Path) -> None:
    numbers = issued(ws)
    told: list[int] = []

    def stop(now: int, _total: int) -> None:
        told.append(now)
        if now == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        bind_issued(ws, numbers, tmp_path / "all.pdf", tell=stop)
    assert told == [0, 1, 2]
    assert not (tmp_path / "all.pdf").exists()


def test_nothing_chosen_is_nothing_to_bind(ws: Workspace, tmp_path: Path) -> None:
    with pytest.raises(InputError) as fault:
        bind_issued(ws, [], tmp_path / "all.pdf")
    assert fault.value.code == "nothing"


def _is_here(ws: Workspace, number: str) -> bool:
    try:
        return bool(issued_bytes(ws, number))
    except InputError:
        return False


def test_a_paper_is_printed_on_the_red_head_the_office_has(ws: Workspace, tmp_path: Path) -> None:
    (number, *_more) = issued(ws)
    before = kept(ws)
    out = overprint_issued(ws, number, tmp_path, shift_told("1.5，-2"))
    bind_issued(ws, [number], tmp_path / "all.pdf", shift=shift_told("0,0"))

    assert out.stem.endswith("套打")
    assert out.read_bytes() != issued_bytes(ws, number)
    assert kept(ws) == before


@pytest.mark.parametrize("words", ["", "1", "1,2,3", "左,右", "nan,0", "0,21"])
def test_a_shift_that_makes_no_sense_is_refused(words: str) -> None:
    with pytest.raises(InputError):
        shift_told(words)


def test_a_paper_whose_head_cannot_be_left_out_is_named_by_its_place(ws: Workspace) -> None:
    (number, *_more) = issued(ws)
    paper = issued_bytes(ws, number)
    with pytest.raises(InputError, match="第 2 份"):
        without_head(ws, [paper, without_marks(paper)], shift_told("0,0"))
