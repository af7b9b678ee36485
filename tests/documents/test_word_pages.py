"""The Word file, laid out by LibreOffice, takes as many pages as the printed paper."""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from inspector.documents.notice import notice_pdf
from inspector.documents.notice_docx import notice_docx
from inspector.documents.paper import Form
from tests.documents.papers import BUREAU, TOWN, a_notice

FACES = {
    "仿宋_GB2312": "Inspector Song",
    "方正小标宋简体": "Inspector Song",
    "宋体": "Inspector Song",
    "黑体": "Inspector Hei",
    "楷体_GB2312": "Inspector Kai",
}
OURS = Path(__file__).parents[2] / "resources" / "fonts"
COUNTS = (1, 2, 3, 4, 5, 7, 9, 10, 12, 13, 40)


def faces_by_ours(folder: Path) -> Path:
    """A fontconfig file that gives our faces for those an office has."""
    match = (
        '<match target="pattern"><test name="family"><string>{asked}</string></test>'
        '<edit name="family" mode="assign" binding="strong"><string>{given}</string></edit></match>'
    )
    rules = "".join(match.format(asked=asked, given=given) for asked, given in FACES.items())
    path = folder / "fonts.conf"
    path.write_text(
        f"<fontconfig><dir>{OURS}</dir><cachedir>{folder}/cache</cachedir>{rules}</fontconfig>",
        "utf-8",
    )
    return path


@pytest.mark.slow
@pytest.mark.parametrize("form", list(Form))
def test_a_notice_has_as_many_pages_in_word_as_in_print(form: Form, tmp_path: Path) -> None:
    soffice = shutil.which("soffice")
    if soffice is None:
        pytest.skip("LibreOffice is not installed")
    printed = {}
    for count in COUNTS:
        paper = a_notice(count, form=form, unit=BUREAU if form is Form.LETTER else TOWN)
        printed[count] = notice_pdf(paper).pages
        (tmp_path / f"{count}.docx").write_bytes(notice_docx(paper))
    subprocess.run(
        [soffice, "--headless", "--convert-to", "pdf", "--outdir", tmp_path]
        + [tmp_path / f"{count}.docx" for count in COUNTS],
        check=True,
        capture_output=True,
        env=os.environ | {"HOME": str(tmp_path), "FONTCONFIG_FILE": str(faces_by_ours(tmp_path))},
    )
    told = {
        count: subprocess.run(
            ["pdfinfo", tmp_path / f"{count}.pdf"], check=True, capture_output=True, text=True
        ).stdout
        for count in COUNTS
    }

    assert {
        count: int(re.findall(r"Pages:\s+(\d+)", words)[0]) for count, words in told.items()
    } == printed
