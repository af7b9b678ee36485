"""The bundled faces hold every character an office needs, under our own names."""

import json
from hashlib import sha256
from importlib.resources import files
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from inspector.documents.faces import Face, font_bytes, glyphs

FONTS = files("resources") / "fonts"
GENERAL = Path(__file__).with_name("general_characters.txt")


def general_characters() -> set[str]:
    lines = GENERAL.read_text(encoding="utf-8").splitlines()
    return {one for line in lines if not line.startswith("#") for one in line}


@pytest.mark.parametrize("face", Face)
def test_every_general_character_and_every_sign_of_the_trade_has_a_glyph(face: Face) -> None:
    wanted = general_characters() | set("−㛃䶮𬭎㎡㎥〔〕—…·“”①⑩℃‰↑↓")

    assert len(general_characters()) == 8105
    assert [one for one in wanted if glyphs(face).of(one).face != face.value] == []


def test_the_files_are_those_the_manifest_tells_of() -> None:
    manifest = json.loads((FONTS / "manifest.json").read_text(encoding="utf-8"))

    assert {one["file"] for one in manifest["faces"]} == {f"{face.value}.ttf" for face in Face}
    for entry in manifest["faces"]:
        data = (FONTS / entry["file"]).read_bytes()
        assert sha256(data).hexdigest() == entry["sha256_out"]


@pytest.mark.parametrize("face", Face)
def test_no_reserved_name_is_left_in_a_changed_font(face: Face) -> None:
    path = FONTS / f"{face.value}.ttf"
    with path.open("rb") as file:
        names = {record.nameID: str(record) for record in TTFont(file)["name"].names}

    for number in (1, 3, 4, 6, 16):
        assert names[number].replace(" ", "").startswith(("Inspector", "1.000;INSP;Inspector"))
    for reserved in ("LXGW", "霞鹜", "Source", "Noto"):
        assert reserved not in "".join(names[number] for number in (1, 3, 4, 6, 16))


def test_only_blanks_are_drawn_as_nothing() -> None:
    with (FONTS / "InspectorSong-Regular.ttf").open("rb") as file:
        font = TTFont(file)
        empty = [
            c for c, name in font.getBestCmap().items() if not font["glyf"][name].numberOfContours
        ]

    assert set(empty) <= {0x20, 0xA0, 0x3000, 0x2002, 0x2003}


def test_all_fonts_together_stay_below_32_megabytes() -> None:
    assert sum(len(font_bytes(face)) for face in Face) < 32_000_000
