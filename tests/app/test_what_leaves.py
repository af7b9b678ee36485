"""What leaves the office names no inspector, no device, no place on the globe and no camera."""

import re
import subprocess
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from PIL import Image

from inspector.app.brief import write_brief
from inspector.app.bulletin import write_bulletin
from inspector.app.capture import record
from inspector.app.deck import write_deck
from inspector.app.ledger_sheet import write_ledger
from inspector.app.letters import issue_letters
from inspector.app.package import pack
from inspector.app.paper_told import Manner
from inspector.app.rectify import verify_fix
from inspector.app.statement import Payer, write_statement
from inspector.app.workspace import Workspace
from inspector.domain.issue_filter import IssueFilter
from inspector.domain.notice import NoticeKind
from tests.app.test_stats import TOWN
from tests.builders import a_draft, a_photo, a_workspace, issued

MONTH = "2026-08"
PHONE = "IMG_20260901_083507.jpg"
GPS = 0x8825  # the EXIF block of a receiver
PLACE = (83.451234, 38.855678)  # where the finding was noted
NEVER = (
    "检查员",
    "u03",
    "LAPTOP-03",
    "密级",
    "83.45",
    "38.85",
    "None",
    "nan",
    "（）",
    "系统自动生成",
)


@pytest.fixture
def ws(tmp_path: Path) -> Workspace:
    return a_workspace(tmp_path / "ws")


def everything(ws: Workspace, out: Path) -> list[Path]:
    """Each kind of file the office may hand to somebody, about one problem with its photo."""
    out.mkdir()
    told = record(ws, a_draft(photos=(a_photo(PHONE),), lonlat=PLACE, accuracy_m=5.0))
    manner = Manner(overrule=True, on="2026-08-04", formats=("pdf", "docx"))
    issued(ws, on="2026-08-04", out=out, formats=("pdf", "docx"))
    verify_fix(ws, told.label, passed=False, reason="仍有余土", at="2026-08-06")
    for kind in (NoticeKind.SUPERVISION, NoticeKind.REMINDER, NoticeKind.RECHECK):
        issue_letters(ws, kind, [told.label], manner, out)
    pack(ws, out / "package")
    write_bulletin(ws, MONTH, out / "bulletin.pdf")
    write_bulletin(ws, MONTH, out / "bulletin.docx")
    write_brief(ws, MONTH, out / "brief.pdf")
    write_statement(ws, Payer(town=TOWN), MONTH, out / "statement.pdf")
    write_statement(ws, Payer(town=TOWN), MONTH, out / "statement.xlsx")
    write_deck(ws, MONTH, out / "deck.pptx")
    write_ledger(ws, IssueFilter(), out / "ledger.xlsx")
    return [one for one in sorted(out.rglob("*")) if one.is_file()]


def words_in(file: Path) -> str:
    if file.suffix == ".pdf":
        return _run("pdftotext", "-raw", str(file), "-") + _run("pdfinfo", str(file))
    if file.suffix == ".txt":
        return file.read_text("utf-8")
    if file.suffix not in (".docx", ".xlsx", ".pptx"):
        return ""
    with ZipFile(file) as parts:
        text = [parts.read(one).decode() for one in parts.namelist() if one.endswith(".xml")]
    return " ".join(re.sub(r"<[^>]*>", " ", one) for one in text)


def pictures_in(file: Path) -> list[bytes]:
    content = file.read_bytes()
    if file.suffix in (".jpg", ".png"):
        return [content]
    if file.suffix in (".docx", ".xlsx", ".pptx"):
        with ZipFile(BytesIO(content)) as parts:
            ends = (".jpg", ".jpeg", ".png")
            return [parts.read(one) for one in parts.namelist() if one.endswith(ends)]
    return []


def _run(*command: str) -> str:
    return subprocess.run(command, check=True, capture_output=True).stdout.decode(
        "utf-8", "replace"
    )


def test_the_photo_that_goes_in_tells_where_it_was_taken() -> None:
    with Image.open(a_photo(PHONE)) as picture:
        assert picture.getexif().get_ifd(GPS)


def test_nothing_that_leaves_names_who_found_it_with_what_or_where_on_the_globe(
    ws: Workspace, tmp_path: Path
) -> None:
    files = everything(ws, tmp_path / "out")

    assert {one.suffix for one in files} == {
        *(".pdf", ".docx", ".xlsx", ".pptx"),
        ".png",
        ".txt",
        ".jpg",
    }
    for file in files:
        text = words_in(file)
        assert not [one for one in NEVER if one in text], file.name
        assert not [one for one in NEVER if one in file.name], file.name
        assert b"Exif\x00\x00" not in file.read_bytes(), file.name
        for picture in pictures_in(file):
            with Image.open(BytesIO(picture)) as opened:
                assert not opened.getexif(), file.name
