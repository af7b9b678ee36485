"""What a stranger's tools read in a PDF: words and their places, fonts, pictures."""

import re
import subprocess
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree as ET

import pikepdf

MM = 72 / 25.4
_XHTML = "{http://www.w3.org/1999/xhtml}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """A word and its box in millimetres from the page's upper left corner."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    page: int


def run(*command: str) -> str:
    return subprocess.run(
        command, check=True, capture_output=True, text=True, errors="replace"
    ).stdout


def saved(folder: Path, pdf: bytes) -> str:
    path = folder / "paper.pdf"
    path.write_bytes(pdf)
    return str(path)


def words_of(folder: Path, pdf: bytes) -> list[Word]:
    page = run("pdftotext", "-bbox", saved(folder, pdf), "-")
    clean = re.sub(r"<meta[^>]*>|<title>.*?</title>", "", page, flags=re.DOTALL)
    tree = ET.fromstring(clean)
    return [
        Word(
            text=word.text or "",
            left=float(word.attrib["xMin"]) / MM,
            top=float(word.attrib["yMin"]) / MM,
            right=float(word.attrib["xMax"]) / MM,
            bottom=float(word.attrib["yMax"]) / MM,
            page=number,
        )
        for number, sheet in enumerate(tree.iter(f"{_XHTML}page"), 1)
        for word in sheet.iter(f"{_XHTML}word")
    ]


def text_of(folder: Path, pdf: bytes) -> str:
    return run("pdftotext", "-layout", saved(folder, pdf), "-")


def running_text(folder: Path, pdf: bytes) -> str:
    """All text without blanks, line ends and page numbers, to find sentences in."""
    text = re.sub(r"\s", "", run("pdftotext", "-raw", saved(folder, pdf), "-"))
    return re.sub(r"—\d+—", "", text)


def fonts_of(folder: Path, pdf: bytes) -> list[list[str]]:
    lines = run("pdffonts", saved(folder, pdf)).splitlines()[2:]
    return [line.split() for line in lines]


def without_marks(pdf: bytes) -> bytes:
    """The paper as one that was issued before its red head was marked."""
    with pikepdf.open(BytesIO(pdf)) as file:
        page = file.pages[0]
        drawn = pikepdf.parse_content_stream(page)
        plain = [one for one in drawn if str(one.operator) not in ("BMC", "EMC")]
        page.Contents = file.make_stream(pikepdf.unparse_content_stream(plain))
        out = BytesIO()
        file.save(out)
        return out.getvalue()
