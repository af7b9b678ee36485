"""An inspector's card: plugged in, taken in by one key, three problems saved, one taken back."""

import shutil
from datetime import datetime, timedelta
from importlib.resources import as_file, files
from pathlib import Path

import pytest
from PIL import Image

from inspector.app.sticks import ELSEWHERE
from tests.e2e.conftest import PICTURES
from tests.e2e.person import at_the_window, inspector
from tests.e2e.stage import Stage

pytestmark = pytest.mark.slow

_EXIF, _TAKEN, _GPS, _GPS_DAY = 0x8769, 0x9003, 0x8825, 29
STOPS = ("083849", "083858", "085101", "085110")


def a_card(folder: Path, day: datetime) -> Path:
    """A camera's folder with two photos at each of two points, taken on ``day``."""
    dcim = folder / "DCIM" / "100MSDCF"
    dcim.mkdir(parents=True)
    with as_file(files("resources") / "demo" / "photos") as photos:
        for number, hour in enumerate(STOPS, start=1):
            with Image.open(photos / f"IMG_20260901_{hour}.jpg") as image:
                exif = image.getexif()
                taken = exif.get_ifd(_EXIF)
                clock = str(taken[_TAKEN]).partition(" ")[2]
                taken[_TAKEN] = f"{day:%Y:%m:%d} {clock}"
                exif.get_ifd(_GPS)[_GPS_DAY] = f"{day:%Y:%m:%d}"
                image.save(dcim / f"DSC0500{number}.JPG", quality=93, exif=exif)
    return folder


def test_a_card_becomes_saved_findings(
    stage: Stage, district: Path, ports: Path, tmp_path: Path
) -> None:
    yesterday = datetime.now().astimezone() - timedelta(days=1)
    card = a_card(tmp_path / "EOS_DIGITAL", yesterday)
    late = inspector(stage.surroundings, "issues", str(district), "--late", "--limit", "1")["total"]
    known = {one["label"] for one in issues_of(stage, district)}
    with at_the_window(stage, district, PICTURES / "card", {ELSEWHERE: str(ports)}) as person:
        person.reads(f"{late} 件逾期未改")
        person.picture("morning")
        shutil.move(card, ports / "EOS_DIGITAL")
        person.reads("EOS_DIGITAL 上有 4 张照片")
        person.picture("card-is-in")

        person.press("ctrl+i")
        person.reads("已登记 0 / 4 张")
        person.stands_in("标准")
        person.picture("taken-in")

        person.inputs = 0
        person.write("ljt")
        person.reads("垃圾桶满冒")
        person.picture("suggested")
        person.press("Return")
        person.stands_in("描述")
        person.reads("桐安物业服务有限公司")
        person.picture("filled-in")
        person.write("3")
        person.press("ctrl+Return")
        person.reads("已登记 1 / 4 张")
        person.stands_in("标准")
        person.picture("saved")
        assert person.inputs == 4  # a usual finding

        person.inputs = 0
        person.press("ctrl+d")  # a further problem on the same photo
        person.write("ldd")
        person.press("Return")
        person.stands_in("描述")
        person.picture("second-problem")
        person.press("ctrl+Return")
        person.sees(lambda node: node.name.startswith("已登记") and node.name.endswith("分"))
        person.picture("second-saved")
        person.press("ctrl+z")
        person.reads("已撤销")
        person.picture("taken-back")
    now = issues_of(stage, district)
    new = [one for one in now if one["label"] not in known]
    assert [(one["title"], one["point_name"]) for one in new] == [("垃圾桶满冒", "纺机二村")]


def issues_of(stage: Stage, district: Path) -> list[dict[str, str]]:
    told = inspector(stage.surroundings, "issues", str(district), "--limit", "5000")
    return list(told["issues"])
