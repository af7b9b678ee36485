"""The demo round's photos and its list of problems, drawn by seed into resources/demo.

Run from the repository root: ``python -m tools.draw_photos`` (fonts must have been made first).
"""

import argparse
import io
import json
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, timezone
from fractions import Fraction
from math import cos, radians
from pathlib import Path
from random import Random
from typing import Any

import pillow_heif
from PIL import Image
from PIL.TiffImagePlugin import IFDRational

from tools.scenes import SCENES
from tools.street import Street

ROOT = Path(__file__).resolve().parents[1]
FONT = ROOT / "resources" / "fonts" / "InspectorHei-SemiBold.ttf"
LANDSCAPE, PORTRAIT = (1200, 900), (900, 1200)
HERE = timezone(timedelta(hours=8))
GPS_NOISE = 15.0  # metres, one standard deviation
QUALITY = 56
NO_FIX = 0.06  # share of photos taken before the receiver had a fix
SEED = 20260901

_UNTURN = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_90,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_270,
}
"""How to store pixels so that a viewer, applying the tag, shows them upright."""


@dataclass(slots=True)
class Camera:
    """One inspector's device; ``pattern`` names its files, ``offset``: it writes the zone."""

    make: str
    model: str
    software: str
    pattern: str
    offset: bool = True
    gps: bool = True
    heic: bool = False
    shots: int = field(default=0)


CAMERAS = {
    "u03": Camera(
        "HUAWEI", "ANA-AN00", "ANA-AN00 11.0.0.168(C00E150R3P2)", "IMG_{at:%Y%m%d_%H%M%S}.jpg"
    ),
    "u04": Camera("Xiaomi", "23127PN0CC", "", "IMG_{at:%Y%m%d_%H%M%S}.jpg", offset=False),
    "u05": Camera("Apple", "iPhone 15", "17.6.1", "IMG_{number:04}.{kind}", heic=True),
    "u06": Camera(
        "SONY", "DSC-HX99", "DSC-HX99 v1.00", "DSC{number:05}.jpg", offset=False, gps=False
    ),
}

# (day, hour, person, point, ((scene, spot), ...)): who went where and what was wrong there.
Stop = tuple[int, float, str, str, tuple[tuple[str, str], ...]]
ROUND: tuple[Stop, ...] = (
    (1, 8.5, "u03", "003-OR-04", (("bins", "北门"), ("bikes", "车棚"), ("heap", "9号楼"))),
    (1, 9.3, "u03", "003-OR-03", (("bins", "垃圾投放点"), ("laundry", "4号楼"))),
    (1, 10.2, "u03", "003-FM-02", (("stall", "西门"), ("bins", "东门"), ("sign_board", "东门"))),
    (1, 14.4, "u03", "003-BL-03", (("stall", ""), ("small_ads", ""), ("blind_path", ""))),
    (1, 15.6, "u03", "003-CS-01", (("fence", "临街围挡"), ("rubbish", "2号大门"))),
    (1, 8.8, "u04", "001-FM-01", (("rubbish", "西门"), ("stall", "东门"))),
    (1, 10.0, "u04", "001-OR-01", (("small_ads", "3号楼"), ("bins", "垃圾投放点"))),
    (1, 11.0, "u04", "001-PS-01", (("lawn", "江边步道"), ("paving", "南入口"))),
    (1, 15.0, "u04", "003-OR-04", (("bins", "北门"), ("heap", "9号楼"))),  # seen by both
    (1, 16.2, "u04", "003-BL-03", (("stall", ""),)),  # seen by both
    (
        2,
        8.6,
        "u05",
        "002-CM-01",
        (("bikes", "非机动车停放区"), ("sign_board", "小吃街"), ("blind_path", "南入口")),
    ),
    (2, 9.8, "u05", "002-AR-02", (("paving", ""), ("cars", ""), ("puddle", ""))),
    (2, 11.1, "u05", "002-HP-01", (("cars", "停车场入口"), ("bikes", "门诊楼前"))),
    (2, 14.5, "u03", "002-AR-02", (("cars", ""), ("puddle", ""))),  # seen by both
    (2, 9.0, "u06", "004-AR-04", (("manhole", ""), ("small_ads", ""))),
    (2, 10.4, "u06", "004-SM-01", (("heap", "装卸区"), ("rubbish", "木材区"))),
    (2, 15.2, "u06", "004-PS-02", (("lawn", "东侧休憩区"),)),
    (
        3,
        8.7,
        "u04",
        "005-UV-01",
        (("laundry", "出租屋集中区"), ("rubbish", "垃圾收集点"), ("small_ads", "主巷")),
    ),
    (3, 10.1, "u04", "005-WW-01", (("river", ""),)),
    (3, 11.0, "u04", "005-SB-01", (("heap", "河边一排"), ("bins", "灯塔路一侧"))),
    (3, 16.0, "u05", "005-UV-01", (("rubbish", "垃圾收集点"),)),  # seen by both
    (3, 9.2, "u03", "101-FF-01", (("stall", "集市入口"), ("bins", "蔬菜区"))),
    (3, 10.8, "u03", "101-SC-03", (("cars", "接送区"), ("stall", "正门"))),
    (4, 8.9, "u05", "001-SC-01", (("bikes", "门前公交站"), ("manhole", "东侧人行道"))),
    (4, 10.0, "u03", "001-OR-01", (("bins", "垃圾投放点"),)),  # found again
)

# (stop, problem of the stop, hours later): the unit's after-photo, from the same spot.
MENDED = (
    (0, 0, 26.0),
    (1, 0, 22.0),
    (2, 1, 30.0),
    (3, 0, 25.0),
    (4, 0, 49.0),
    (5, 0, 24.0),
    (6, 1, 27.5),
    (7, 1, 51.0),
    (10, 0, 23.0),
    (11, 0, 46.0),
    (14, 0, 5.0),
    (18, 0, 26.0),
    (21, 0, 22.0),
)
RESENT = (0, 5)  # after-photos that came a second time through a chat program

TURNED = (6, 1, 8, 1, 3, 1, 6, 1, 2, 4, 5, 1, 7, 1)
"""Orientation tags dealt out in turn; phones write 1, 3, 6 and 8, editing programs the rest."""


class Draughtsman:
    """Draws photo after photo into a folder, each with the EXIF of its camera."""

    def __init__(self, folder: Path, font: Path, points: dict[str, dict[str, Any]]) -> None:
        self.folder, self.font, self.points = folder, font, points
        self.chance = Random(SEED)
        self.count = 0

    def photo(
        self,
        person: str,
        at: datetime,
        point: str,
        scene: str,
        place: int,
        *,
        wrong: bool,
        close: bool,
    ) -> str:
        """Draw one photo and save it; its file name."""
        self.count += 1
        upright = self.count % 9 == 4 and not close
        size = PORTRAIT if upright else LANDSCAPE
        street = Street(place, self.count, (size[0] * 5 // 4, size[1] * 5 // 4), self.font).stand()
        SCENES[scene].draw(street, wrong)
        image = street.finish(size, SCENES[scene].close if close else (0, 0, 1, 1))
        camera = CAMERAS[person]
        camera.shots += 1
        heic = camera.heic and self.count % 2 == 0
        orientation = 1 if heic else TURNED[self.count % len(TURNED)]
        if orientation in _UNTURN:
            image = image.transpose(_UNTURN[orientation])
        name = camera.pattern.format(
            at=at, number=4180 + camera.shots, kind="heic" if heic else "jpg"
        )
        fixed = camera.gps and self.chance.random() > NO_FIX
        exif = self.exif(camera, at, self.measured(point) if fixed else None, orientation)
        self.save(name, image, exif, heic=heic)
        return name

    def save(self, name: str, image: Image.Image, exif: Image.Exif, *, heic: bool) -> None:
        path = self.folder / name
        assert not path.exists(), name
        if heic:
            pillow_heif.from_pillow(image).save(path, quality=42, exif=exif.tobytes())
        else:
            image.save(path, "JPEG", quality=QUALITY, optimize=True, exif=exif)

    def resend(self, name: str, at: datetime) -> str:
        """What a chat program makes of a photo: smaller, upright, without shooting data."""
        with Image.open(self.folder / name) as opened:
            turned = opened.getexif().get(0x0112, 1)
            image = opened.convert("RGB")
        image = image.transpose(_TURN[turned]) if turned in _TURN else image
        image.thumbnail((1080, 1080), Image.Resampling.LANCZOS)
        resent = f"mmexport{round(at.timestamp() * 1000)}.jpg"
        file = io.BytesIO()
        image.save(file, "JPEG", quality=58)
        (self.folder / resent).write_bytes(file.getvalue())
        return resent

    def measured(self, point: str) -> tuple[float, float, float]:
        """Longitude, latitude and error as a receiver near the point would give them."""
        known = self.points[point]
        north, east = (self.chance.gauss(0, GPS_NOISE) / 111_195 for _ in range(2))
        error = round(self.chance.uniform(4, 22), 1)
        return known["lon"] + east / cos(radians(known["lat"])), known["lat"] + north, error

    def exif(
        self,
        camera: Camera,
        at: datetime,
        place: tuple[float, float, float] | None,
        orientation: int,
    ) -> Image.Exif:
        exif = Image.Exif()
        stamp = f"{at:%Y:%m:%d %H:%M:%S}"
        exif[0x010F], exif[0x0110], exif[0x0112], exif[0x0132] = (
            camera.make,
            camera.model,
            orientation,
            stamp,
        )
        if camera.software:
            exif[0x0131] = camera.software
        detail = exif.get_ifd(0x8769)
        detail[0x9003] = detail[0x9004] = stamp
        if camera.offset:
            detail[0x9010] = detail[0x9011] = "+08:00"
        if place is not None:
            self.gps(exif.get_ifd(0x8825), at, place)
        return exif

    def gps(self, told: dict[int, Any], at: datetime, place: tuple[float, float, float]) -> None:
        lon, lat, error = place
        utc = at.astimezone(UTC) - timedelta(seconds=self.chance.randint(0, 2))
        told[1], told[2], told[3], told[4] = "N", _dms(lat), "E", _dms(lon)
        told[5], told[6] = b"\x00", IFDRational(round(self.chance.uniform(1080, 1120) * 10), 10)
        told[7] = tuple(IFDRational(part, 1) for part in (utc.hour, utc.minute, utc.second))
        told[16], told[17] = "T", IFDRational(self.chance.randrange(3600), 10)
        told[29] = f"{utc:%Y:%m:%d}"
        told[31] = IFDRational(round(error * 10), 10)


_TURN = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


def draw_round(folder: Path, font: Path) -> dict[str, Any]:
    """Draw every photo of the round; the round as it is written to round.json."""
    district = json.loads((ROOT / "resources" / "district.json").read_text(encoding="utf-8"))
    points = {point["code"]: point for point in district["points"]}
    hand = Draughtsman(folder, font, points)
    found: dict[tuple[int, int], int] = {}
    problems: list[dict[str, Any]] = []
    for number, (day, hour, person, point, seen) in enumerate(ROUND):
        at = datetime(2026, 9, day, tzinfo=HERE) + timedelta(
            hours=hour, seconds=hand.chance.randint(0, 300)
        )
        for which, (scene, spot) in enumerate(seen):
            at += timedelta(seconds=hand.chance.randint(70, 190))
            found[number, which] = len(problems)
            problems.append(_problem(hand, person, at, point, scene, spot))
    mended = [_mended(hand, problems[found[stop, which]], hours) for stop, which, hours in MENDED]
    for which in RESENT:
        original = mended[which]
        later = datetime.fromisoformat(original["at"]) + timedelta(hours=1)
        original["resent"] = hand.resend(original["photos"][0], later)
    return {
        "note": "Drawn by tools/draw_photos.py; every place, person and problem is invented.",
        "from": "2026-09-01",
        "to": "2026-09-04",
        "timezone": "Asia/Shanghai",
        "problems": problems,
        "mended": mended,
    }


def _problem(
    hand: Draughtsman, person: str, at: datetime, point: str, scene: str, spot: str
) -> dict[str, Any]:
    place = _place(point, spot, scene)
    views = ("wide", "close") if hand.chance.random() < 0.9 else ("wide", "close", "wide")
    names = [
        hand.photo(
            person,
            at + timedelta(seconds=9 * number),
            point,
            scene,
            place,
            wrong=True,
            close=role == "close",
        )
        for number, role in enumerate(views)
    ]
    known = hand.points[point]
    located = CAMERAS[person].gps
    return {
        "point": point,
        "standard": SCENES[scene].standard,
        "spot": spot,
        "at": at.isoformat(),
        "note": spot + SCENES[scene].note,
        "photos": names,
        "roles": list(views),
        "person": person,
        "lonlat": [known["lon"], known["lat"]] if located else None,
        "scene": scene,
    }


def _mended(hand: Draughtsman, problem: dict[str, Any], hours: float) -> dict[str, Any]:
    at = datetime.fromisoformat(problem["at"]) + timedelta(hours=hours)
    place = _place(problem["point"], problem["spot"], problem["scene"])
    name = hand.photo(
        "u04", at, problem["point"], problem["scene"], place, wrong=False, close=False
    )
    return {
        "problem": {
            "point": problem["point"],
            "standard": problem["standard"],
            "at": problem["at"],
        },
        "at": at.isoformat(),
        "photos": [name],
        "roles": ["after"],
    }


def _place(point: str, spot: str, scene: str) -> int:
    """The seed of a view: the same spot seen for the same thing always looks alike."""
    return Random(f"{point}/{spot}/{scene}").randrange(1 << 30)


def _dms(degrees: float) -> tuple[IFDRational, IFDRational, IFDRational]:
    whole = Fraction(round(degrees * 3600 * 10_000), 10_000)
    minutes, seconds = divmod(whole, 60)
    return (
        IFDRational(int(minutes) // 60, 1),
        IFDRational(int(minutes) % 60, 1),
        IFDRational(round(seconds * 10_000), 10_000),
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--font", type=Path, default=FONT)
    parser.add_argument("--to", type=Path, default=ROOT / "resources" / "demo")
    asked = parser.parse_args()
    folder = asked.to / "photos"
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.iterdir():
        old.unlink()
    text = json.dumps(draw_round(folder, asked.font), ensure_ascii=False, indent=1)
    (asked.to / "round.json").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
