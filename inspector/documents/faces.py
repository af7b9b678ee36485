"""The bundled faces: which glyph stands for a character, and how wide it is."""

from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from io import BytesIO
from threading import Lock

from reportlab.pdfbase import pdfmetrics, ttfonts


class Face(StrEnum):
    """What a text is, named after the face an office would take; the value is the file's name."""

    SONG = "InspectorSong-Regular"
    SONG_BOLD = "InspectorSong-Bold"
    HEI = "InspectorHei-Regular"
    HEI_MEDIUM = "InspectorHei-Medium"
    HEI_BOLD = "InspectorHei-SemiBold"
    KAI = "InspectorKai-Regular"


MISSING_MARK = "〓"  # the printer's own sign for a type nobody has
_FALLBACKS = dict.fromkeys(Face, (Face.SONG, Face.HEI)) | {
    Face.SONG_BOLD: (Face.HEI_BOLD, Face.SONG, Face.HEI),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Glyph:
    """``face`` draws ``text``; ``width`` is in ems."""

    face: str
    text: str
    width: float
    missing: bool = False


def font_bytes(face: Face) -> bytes:
    """The TrueType file itself, for drawing outside a PDF."""
    return (files("resources") / "fonts" / f"{face.value}.ttf").read_bytes()


_registering = Lock()


@cache
def _register(face: Face) -> ttfonts.TTFont:
    # Without asciiReadable a subset carries only the glyphs that are used, not all of ASCII.
    font = ttfonts.TTFont(face.value, BytesIO(font_bytes(face)), asciiReadable=False)
    # The outlines of a Chinese face are megabytes; each paper would copy them out of the file anew.
    font.face.get_table = cache(font.face.get_table)
    pdfmetrics.registerFont(font)
    return font


def register(face: Face) -> ttfonts.TTFont:
    """The face ready for reportlab; read from disk once per process, at its first use."""
    with _registering:
        return _register(face)


class Glyphs:
    """The glyphs of one face, looked up once per character.

    A character the face lacks comes from Song, then from the wide Hei; one that nobody
    has becomes 〓 and says so.
    """

    def __init__(self, face: Face) -> None:
        self.face = face
        self._found: dict[str, Glyph] = {}
        self.lacking: set[str] = set()  # of those asked for, the ones nobody has

    def of(self, character: str) -> Glyph:
        glyph = self._found.get(character)
        if glyph is None:
            glyph = self._found[character] = self._search(character)
        return glyph

    def _search(self, character: str) -> Glyph:
        for face in (self.face, *_FALLBACKS[self.face]):
            known = register(face).face
            if ord(character) in known.charToGlyph:
                width = known.getCharWidth(ord(character)) / 1000
                return Glyph(face=face.value, text=character, width=width)
        self.lacking.add(character)
        return Glyph(face=Face.HEI.value, text=MISSING_MARK, width=1.0, missing=True)


@cache
def glyphs(face: Face) -> Glyphs:
    register(face)
    return Glyphs(face)


def text_width(text: str, face: Face, size: float) -> float:
    """Natural width in the unit of ``size``."""
    known = glyphs(face)
    return sum(known.of(one).width for one in text) * size


def _unicode_map(name: str, subset: list[int]) -> str:
    """The ToUnicode stream of one subset, in UTF-16BE as the specification asks."""
    pairs = [
        f"<{code:02X}> <{chr(point).encode('utf-16-be', 'surrogatepass').hex().upper()}>"
        for code, point in enumerate(subset)
    ]
    blocks = [pairs[start : start + 100] for start in range(0, len(pairs), 100)]
    mapped = "\n".join(
        f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks
    )
    return (
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
        f"/CMapName /{name} def\n/CMapType 2 def\n"
        "1 begincodespacerange\n<00> <FF>\nendcodespacerange\n"
        f"{mapped}\nendcmap\nCMapName currentdict /CMap defineresource pop\nend\nend"
    )


# WORKAROUND reportlab 5.1: its own map writes five hexadecimal digits beyond the basic plane,
# so 𬭎 copies as another character (ISO 32000-1, 9.10.3 asks for UTF-16BE).
ttfonts.makeToUnicodeCMap = _unicode_map
