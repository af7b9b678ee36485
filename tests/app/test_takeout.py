"""Everything leaves in open formats, whole and with its checksums."""

import csv
import json
from hashlib import sha256
from pathlib import Path

import openpyxl
import pypdfium2
import pytest

from inspector.app.capture import record
from inspector.app.package import pack
from inspector.app.receipts_in import import_receipts
from inspector.app.takeout import take_out
from inspector.app.workspace import Workspace
from inspector.domain.errors import InputError
from inspector.store.schema import ENTITIES
from tests.builders import a_draft, a_photo, issued


def rows_of(folder: Path, entity: str) -> list[dict[str, str]]:
    with (folder / "tables" / f"{entity}.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_every_kind_of_record_photo_and_paper_is_there_and_its_checksum_holds(
    ws: Workspace, tmp_path: Path
) -> None:
    photo = a_photo()
    made = record(ws, a_draft(note="=1+1，垃圾散落\n桶边", photos=(photo,)))
    (notice,) = issued(ws)
    told = take_out(ws, tmp_path / "out")

    assert {file.stem for file in (tmp_path / "out" / "tables").iterdir()} == set(ENTITIES)
    (finding,) = rows_of(tmp_path / "out", "finding")
    assert (finding["id"], finding["note"]) == (made.finding, "'=1+1，垃圾散落\n桶边")
    (original,) = (tmp_path / "out" / "photos").iterdir()
    assert original.read_bytes() == photo.read_bytes()
    assert original.name.startswith(photo.stem)
    (paper,) = (tmp_path / "out" / "documents").iterdir()
    assert sha256(paper.read_bytes()).hexdigest() == notice.sha256
    points = json.loads((tmp_path / "out" / "点位.geojson").read_text("utf-8"))
    assert len(points["features"]) == len(ws.register.points)
    ledger = openpyxl.load_workbook(tmp_path / "out" / "整改台账.xlsx")
    cells = {cell for row in ledger.worksheets[0].iter_rows(values_only=True) for cell in row}
    assert made.label in cells
    assert (told.photos, told.documents, told.missing) == (1, 1, ())
    for line in (tmp_path / "out" / "SHA256SUMS").read_text("utf-8").splitlines():
        digest, name = line.split("  ", 1)
        assert sha256((tmp_path / "out" / name).read_bytes()).hexdigest() == digest


def test_stamped_slips_leave_with_the_papers_they_belong_to(ws: Workspace, tmp_path: Path) -> None:
    record(ws, a_draft())
    (notice,) = issued(ws)
    (package,) = pack(ws, tmp_path / "sent")
    slip = Path(next(one for one in package.files if "送达回执" in one))
    stamped = tmp_path / "scan.jpg"
    page = pypdfium2.PdfDocument(slip)[0].render(scale=2.2).to_pil().convert("RGB")
    page.save(stamped, quality=70)
    assert import_receipts(ws, [slip, stamped]).added == 2

    told = take_out(ws, tmp_path / "out")

    papers = {file.name: file for file in (tmp_path / "out" / "documents").iterdir()}
    assert told.documents == len(papers) == 3
    assert all(name.startswith(notice.number or "?") for name in papers)
    assert sorted(file.suffix for file in papers.values()) == [".jpg", ".pdf", ".pdf"]
    kept = {file.read_bytes() for file in papers.values()}
    assert {slip.read_bytes(), stamped.read_bytes()} <= kept
    assert len(rows_of(tmp_path / "out", "receipt")) == 2


def test_what_is_not_on_this_computer_is_named(ws: Workspace, tmp_path: Path) -> None:
    record(ws, a_draft(photos=(a_photo(),)))
    for file in (ws.folder / "photos").rglob("*.jpg"):
        file.chmod(0o600)
        file.unlink()

    told = take_out(ws, tmp_path / "out")

    assert told.missing == (a_photo().name,)


def test_a_folder_with_something_in_it_is_left_alone(ws: Workspace, tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("x")

    with pytest.raises(InputError) as refused:
        take_out(ws, tmp_path)

    assert refused.value.code == "not_empty"
    assert [one.name for one in tmp_path.iterdir() if one.name == "tables"] == []
