"""What leaves as PDF/A is looked over by Apache PDFBox, as a stranger's archive would.

PDFBox knows part 1b; our files declare 2b and stay inside the limits of part 1, so it is given
the same file that declares part 1. Nobody else's checker of part 2 can be had offline.
"""

import shutil
import subprocess
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from inspector.app.capture import record
from inspector.app.package import pack
from inspector.documents import ladder
from inspector.documents.binding import Leaf, bind
from inspector.documents.brief import brief_pdf
from inspector.documents.bulletin import bulletin_pdf
from inspector.documents.letter import letter_pdf
from inspector.documents.notice import notice_pdf, notices_pdf
from inspector.documents.paper import Form, Printed
from inspector.documents.patrol import patrol_pdf
from inspector.documents.slip import slip_pdf
from inspector.documents.statement import statement_pdf
from tests.builders import OTHER_POINT, a_draft, a_photo, a_workspace, issued
from tests.documents.every_kind import every_kind, spoilt
from tests.documents.papers import BUREAU, a_notice, a_problem, a_repeat
from tests.documents.test_brief_and_statement import BRIEF, STATEMENT
from tests.documents.test_bulletin import PAPER
from tests.documents.test_every_kind import HOSTILE
from tests.documents.test_letter import CASE
from tests.documents.test_patrol import a_patrol
from tests.documents.test_slip import SLIP

JARS = Path("/usr/share/java")
NEEDED = ("preflight.jar", "pdfbox2.jar", "fontbox2.jar", "xmpbox.jar", "commons-logging.jar")
VALIDATOR = "org.apache.pdfbox.preflight.Validator_A1b"

pytestmark = pytest.mark.slow


def papers() -> dict[str, Callable[[], Printed]]:
    several = (a_repeat(1, photos=3), a_problem(2, photos=2), a_problem(3))
    many = a_notice(items=several, qr=True, paper_id="p1", digest="0" * 64)
    return {
        "notice": lambda: notice_pdf(many),
        "notice to a peer": lambda: notice_pdf(a_notice(2, unit=BUREAU)),
        "notice as a form": lambda: notice_pdf(replace(many, form=Form.TABLE)),
        "notices in one file": lambda: notices_pdf((many, a_notice(1))),
        "issued papers bound": lambda: bind(
            [Leaf(bookmark=f"{n}号", pdf=notice_pdf(a_notice(n)).pdf) for n in (1, 3, 45)],
            title="整改通知书",
            author="考核办",
            day=many.issued_on,
        ),
        "long list": lambda: notice_pdf(a_notice(45)),
        "letter": lambda: letter_pdf(ladder.supervision(CASE)),
        "bulletin": lambda: bulletin_pdf(PAPER),
        "brief": lambda: brief_pdf(BRIEF),
        "statement": lambda: statement_pdf(STATEMENT),
        "patrol sheet": lambda: patrol_pdf(a_patrol(3, 5)),
        "slip": lambda: slip_pdf(SLIP),
    }


@pytest.fixture(scope="module")
def verdict() -> Callable[[Path], str]:
    """What PDFBox says of a file."""
    missing = [name for name in NEEDED if not (JARS / name).exists()]
    if missing or shutil.which("java") is None:
        pytest.skip("Apache PDFBox preflight is not here (Debian: libpdfbox2-java and java)")

    def ask(file: Path) -> str:
        command = ["java", "-cp", f"{JARS}/*", VALIDATOR, str(file)]
        told = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
        return told.stdout + told.stderr

    return ask


@pytest.mark.parametrize("name", sorted(papers()))
def test_every_paper_passes_the_preflight_of_part_1b(
    verdict: Callable[[Path], str], tmp_path: Path, name: str
) -> None:
    assert "is a valid PDF/A-1b file" in verdict(as_part_1(tmp_path, papers()[name]().pdf))


@pytest.mark.parametrize("name", [one for one in every_kind() if one.endswith(".pdf")])
def test_words_that_want_to_run_and_rare_signs_pass_the_preflight_too(
    verdict: Callable[[Path], str], tmp_path: Path, name: str
) -> None:
    pdf = every_kind(partial(spoilt, hostile=HOSTILE))[name]()

    assert "is a valid PDF/A-1b file" in verdict(as_part_1(tmp_path, pdf))


def test_what_a_package_hands_out_passes_the_preflight(
    verdict: Callable[[Path], str], tmp_path: Path
) -> None:
    ws = a_workspace(tmp_path / "ws")
    record(ws, a_draft(photos=(a_photo(),)))
    record(ws, a_draft(point=OTHER_POINT))
    issued(ws)
    pack(ws, tmp_path / "out")
    files = sorted((tmp_path / "out").rglob("*.pdf"))

    assert len(files) == 4  # a notice and a slip for each of two units
    for file in files:
        made = as_part_1(tmp_path, file.read_bytes())
        assert "is a valid PDF/A-1b file" in verdict(made), file.name


def as_part_1(folder: Path, pdf: bytes) -> Path:
    """The same file declaring the part that PDFBox knows."""
    declared = b"<pdfaid:part>2</pdfaid:part>"
    assert pdf.count(declared) == 1
    file = folder / "paper.pdf"
    file.write_bytes(pdf.replace(declared, declared.replace(b"2", b"1")))
    return file


def test_the_preflight_itself_finds_a_file_that_is_none(
    verdict: Callable[[Path], str], tmp_path: Path
) -> None:
    file = tmp_path / "paper.pdf"
    file.write_bytes(notice_pdf(a_notice(1)).pdf.replace(b"/OutputIntents", b"/OutputIntentz"))

    assert "is a valid PDF/A-1b file" not in verdict(file)
