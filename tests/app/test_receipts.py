"""Stamped slips that come back as scans are filed to their paper, and travel with it."""

from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest
import segno
from PIL import Image

from inspector.app.capture import record
from inspector.app.handover import export
from inspector.app.merging import found_from
from inspector.app.notice_register import register
from inspector.app.package import pack
from inspector.app.receipts_in import import_receipts
from inspector.app.upkeep import missing, rebuild
from inspector.app.verify import verify
from inspector.app.workspace import Workspace
from inspector.domain.change import Draft
from inspector.store.apply import apply
from tests.builders import NOW, a_draft, issued


@pytest.fixture
def slip(ws: Workspace, tmp_path: Path) -> Path:
    """The slip of the one notice there is, as it was sent out."""
    record(ws, a_draft())
    issued(ws)
    (package,) = pack(ws, tmp_path / "sent")
    return Path(next(one for one in package.files if "送达回执" in one))


def photographed(slip: Path, file: Path, *, turned: float = 0.0) -> Path:
    """The slip as a phone gives it: a picture, somewhat turned, compressed."""
    page = pypdfium2.PdfDocument(slip)[0].render(scale=2.2).to_pil().convert("RGB")
    page.rotate(turned, expand=True, fillcolor=(120, 118, 110)).save(file, quality=70)
    return file


def test_a_scan_is_filed_to_its_paper_as_signed_for(ws: Workspace, slip: Path) -> None:
    (before,) = register(ws)

    told = import_receipts(ws, [slip])

    (line,) = register(ws)
    assert (told.added, told.rejected) == (1, ())
    assert before.signed_at is None
    assert line.signed_at is not None
    assert line.issues == before.issues
    assert rebuild(ws).same


@pytest.mark.parametrize(("suffix", "turned"), [("jpg", 0), ("jpg", 7), ("png", 90)])
def test_a_phone_picture_does_as_well(
    ws: Workspace, slip: Path, tmp_path: Path, suffix: str, turned: float
) -> None:
    picture = photographed(slip, tmp_path / f"slip.{suffix}", turned=turned)

    assert import_receipts(ws, [picture]).added == 1
    assert register(ws)[0].signed_at is not None
    kept = list((ws.folder / "notices").rglob(f"*.{suffix}"))
    assert [one.read_bytes() for one in kept] == [picture.read_bytes()]


def test_the_same_scan_again_changes_nothing(ws: Workspace, slip: Path) -> None:
    import_receipts(ws, [slip])

    again = import_receipts(ws, [slip])

    assert (again.added, again.unchanged) == (0, 1)


def test_a_rehearsal_files_nothing(ws: Workspace, slip: Path) -> None:
    assert import_receipts(ws, [slip], dry_run=True).added == 1
    assert register(ws)[0].signed_at is None


def test_what_cannot_be_filed_is_named_and_bars_no_other(
    ws: Workspace, slip: Path, tmp_path: Path
) -> None:
    blank, torn, words = (tmp_path / name for name in ("blank.png", "torn.pdf", "words.jpg"))
    Image.new("RGB", (300, 300), "white").save(blank)
    torn.write_bytes(slip.read_bytes()[:900])
    words.write_text("text", "utf-8")

    told = import_receipts(ws, [blank, torn, words, slip])

    assert told.added == 1
    assert [one.file for one in told.rejected] == ["blank.png", "torn.pdf", "words.jpg"]


def test_a_slip_of_other_bytes_or_another_workspace_is_refused(ws: Workspace, slip: Path) -> None:
    (line,) = register(ws)
    with ws.writing() as tx:  # the paper this slip was made for is not the one in the register
        apply(tx, [Draft("notice", line.notice, {"sha256": "0" * 64})])
    other = import_receipts(ws, [slip])
    foreign = import_receipts(ws, [_slip_of_nobody(slip)])

    assert other.added == foreign.added == 0
    assert "不符" in other.rejected[0].reason
    assert "不是本工作区" in foreign.rejected[0].reason


def _slip_of_nobody(slip: Path) -> Path:
    out = BytesIO()
    code = "CJ1|01a20300-7ea1-7471-a26a-389cfd58a8a4|20261120|0123456789abcdef"
    segno.make(code, error="m").save(out, kind="png", scale=6, border=4)
    file = slip.with_name("foreign.png")
    file.write_bytes(out.getvalue())
    return file


def test_a_filed_slip_travels_and_is_missed_and_verified(
    ws: Workspace, slip: Path, tmp_path: Path
) -> None:
    picture = photographed(slip, tmp_path / "slip.jpg")
    import_receipts(ws, [picture])
    export(ws, tmp_path / "all.db")

    with found_from(tmp_path / "other", tmp_path / "all.db", clock=lambda: NOW) as other:
        kept = next((other.folder / "notices").rglob("*.jpg"))
        assert kept.read_bytes() == picture.read_bytes()
        assert register(other)[0].signed_at == register(ws)[0].signed_at
        assert missing(other) == ()
        kept.unlink()
        assert [one.kind for one in missing(other)] == ["document"]
    assert not verify(tmp_path / "other").ok
    assert verify(ws.folder).ok
