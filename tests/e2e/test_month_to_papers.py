"""A month's papers: notices issued, printed and delivered, the bulletin as PDF and as Word."""

from datetime import datetime, timedelta
from pathlib import Path
from zipfile import ZipFile

import pytest

from tests.documents.reading import run
from tests.e2e.conftest import PICTURES
from tests.e2e.person import Person, at_the_window, inspector
from tests.e2e.stage import Stage
from tests.e2e.test_card_to_findings import a_card

pytestmark = pytest.mark.slow

POINTS = ("003-OR-04", "001-FM-01")  # where the photos of the card were taken


def find_problems(stage: Stage, district: Path, folder: Path) -> int:
    """Two problems at two points, each with its photo, of which nobody was told yet."""
    yesterday = datetime.now().astimezone() - timedelta(days=1)
    photos = sorted(a_card(folder / "card", yesterday).rglob("*.JPG"))
    for point, photo in zip(POINTS, photos[::2], strict=True):
        told = ("--point", point, "--standard", "P3.03.01", "--photo", str(photo))
        inspector(stage.surroundings, "record", str(district), *told, "--same-as", "none")
    return len(POINTS)


def save_as(person: Person, out: Path) -> None:
    """Write the name over the one proposed, as a person does who keeps it elsewhere."""
    person.reads("文件名称")
    person.press("ctrl+a")
    person.write(str(out))
    person.press("Return")
    person.reads("已写好")


def test_a_months_notices_and_bulletin_become_papers(
    stage: Stage, district: Path, tmp_path: Path
) -> None:
    assert find_problems(stage, district, tmp_path) == 2
    before = {one["number"] for one in notices_of(stage, district)}
    with at_the_window(stage, district, PICTURES / "month") as person:
        person.inputs = 0
        person.press("ctrl+5")
        person.sees(lambda node: node.name.startswith("签发 ") and "enabled" in node.states)
        person.picture("looked-over")
        person.press("ctrl+Return")
        person.reads("待送达")
        person.picture("issued")
        person.press("ctrl+p")
        assert person.inputs == 3  # the dialog that follows is the system's
        person.reads("输出文件")
        person.picture("printing")
        person.press("Return")
        person.reads("已送打印机")
        person.press("d")
        person.reads("已登记送达")
        person.picture("delivered")

        person.press("w")
        save_as(person, tmp_path / "notice.docx")

        person.press("ctrl+6")
        person.reads("2026 年")
        person.picture("month")
        for month in (10, 9, 8):
            person.press("bracketleft")
            person.reads(f"2026 年 {month} 月")
        person.picture("month-before")
        person.press("ctrl+b")
        save_as(person, tmp_path / "bulletin.pdf")
        person.press("ctrl+b")
        save_as(person, tmp_path / "bulletin.docx")
        person.picture("bulletin")
    new = [one for one in notices_of(stage, district) if one["number"] not in before]
    assert new
    assert all(one["delivered_at"] for one in new)
    assert "通报" in run("pdftotext", str(tmp_path / "bulletin.pdf"), "-")
    for paper in ("notice.docx", "bulletin.docx"):
        with ZipFile(tmp_path / paper) as opened:
            assert "word/document.xml" in opened.namelist()


def notices_of(stage: Stage, district: Path) -> list[dict[str, str]]:
    return list(inspector(stage.surroundings, "notices", str(district))["notices"])
