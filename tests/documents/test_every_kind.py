"""What holds for every kind of paper alike: whole faces, untouched photos, nothing that runs."""

import re
import subprocess
import sys
from functools import partial
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree as ET
from zipfile import ZipFile

import pikepdf
import pytest

from tests.documents.every_kind import every_kind, spoilt
from tests.documents.papers import a_jpeg
from tests.documents.reading import fonts_of, running_text, words_of

HOSTILE = '<b>粗</b>&amp;<img src=/etc/passwd>=HYPERLINK("x")\u202e倒\u2066\x00\x0b㛃䶮𬭎'
KINDS = sorted(every_kind())
PDFS = [one for one in KINDS if one.endswith(".pdf")]
OFFICE = [one for one in KINDS if one.endswith(("docx", "xlsx", "pptx"))]
OURS = {sha256(a_jpeg(seed, portrait=shape)).hexdigest() for seed in range(200) for shape in (0, 1)}
RUNS = ("/JavaScript", "/JS", "/Launch", "/OpenAction", "/AA", "/URI", "/EmbeddedFiles")


@pytest.fixture(scope="module")
def hostile() -> dict[str, bytes]:
    made = every_kind(partial(spoilt, hostile=HOSTILE))
    return {name: make() for name, make in made.items()}


@pytest.mark.parametrize("name", PDFS)
def test_every_face_is_embedded_and_ours(
    hostile: dict[str, bytes], tmp_path: Path, name: str
) -> None:
    fonts = fonts_of(tmp_path, hostile[name])

    assert fonts
    assert all(re.match(r"[A-Z]{6}\+Inspector", font[0]) for font in fonts)
    assert all("yes" in font for font in fonts)


@pytest.mark.parametrize("name", PDFS)
def test_typed_words_are_printed_as_they_are_and_none_that_run(
    hostile: dict[str, bytes], tmp_path: Path, name: str
) -> None:
    text = running_text(tmp_path, hostile[name])
    document = pikepdf.open(BytesIO(hostile[name]))
    objects = "".join(str(one.unparse()) for one in document.objects)

    assert not re.search(r"[\u202a-\u202e\u2066-\u2069\x00-\x08\x0b]", text)
    assert "root:" not in text
    assert not [one for one in RUNS if f"{one} " in objects]


@pytest.mark.parametrize("name", PDFS)
def test_nothing_lies_outside_the_sheet(
    hostile: dict[str, bytes], tmp_path: Path, name: str
) -> None:
    landscape = 297 if "list" in name else 210
    for word in words_of(tmp_path, hostile[name]):
        assert word.left > 13, word
        assert word.right < landscape - 13, word
        assert 9 < word.top < word.bottom < 291, word


@pytest.mark.parametrize("name", PDFS)
def test_photos_are_the_very_bytes_that_were_given(hostile: dict[str, bytes], name: str) -> None:
    document = pikepdf.open(BytesIO(hostile[name]))
    pictures = [
        one
        for one in document.objects
        if isinstance(one, pikepdf.Stream) and one.get("/Subtype") == "/Image"
    ]

    for one in pictures:
        assert [str(name) for name in one.Filter] == ["/DCTDecode"]
        assert sha256(one.read_raw_bytes()).hexdigest() in OURS


@pytest.mark.parametrize("name", OFFICE)
def test_office_files_hold_no_formula_no_link_and_whole_xml(
    hostile: dict[str, bytes], name: str
) -> None:
    with ZipFile(BytesIO(hostile[name])) as parts:
        for part in parts.namelist():
            content = parts.read(part)
            if part.endswith((".jpg", ".jpeg")):
                assert sha256(content).hexdigest() in OURS, part
            if part.endswith((".xml", ".rels")):
                ET.fromstring(content)
                text = content.decode("utf-8")
                assert 'TargetMode="External"' not in text, part
                assert not re.search(r"<f[ >]|<w:fldSimple|<w:hyperlink[ >]|<a:hlinkClick", text)
                assert not re.search(r"[\u202a-\u202e\u2066-\u2069]", text), part


@pytest.mark.parametrize("name", KINDS)
def test_no_output_carries_the_data_of_a_camera(hostile: dict[str, bytes], name: str) -> None:
    parts = [hostile[name]]
    if name in OFFICE:
        with ZipFile(BytesIO(hostile[name])) as whole:
            parts = [whole.read(one) for one in whole.namelist()]

    assert not [one for one in parts if b"Exif\x00" in one or b"eXIf" in one]


def test_the_same_values_give_the_same_bytes_in_any_zone_language_and_process() -> None:
    script = (
        "import sys; from hashlib import sha256;"
        "from tests.documents.every_kind import every_kind;"
        "[print(name, sha256(make()).hexdigest()) for name, make in every_kind().items()]"
    )
    here = Path(__file__).parents[2]
    told = [
        subprocess.run(
            [sys.executable, "-c", script],
            check=True,
            capture_output=True,
            text=True,
            cwd=here,
            env={"PYTHONPATH": str(here), "TZ": zone, "LC_ALL": lang, "PYTHONHASHSEED": seed},
        ).stdout.splitlines()
        for zone, lang, seed in (
            ("America/Los_Angeles", "C", "1"),
            ("Asia/Shanghai", "C.UTF-8", "2"),
        )
    ]

    assert len(told[0]) == len(KINDS)
    assert told[0] == told[1]
