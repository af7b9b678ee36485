"""A phrase with blanks: 北门垃圾桶满冒，垃圾散落约 3 ㎡."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

SPOT = "位置"
UNFILLED = "＿＿"
_BLANK = re.compile(r"\{([^{}]+)\}")
# full-width digits and stops, as an input method leaves them in Chinese mode
_PLAIN = str.maketrans("０１２３４５６７８９．", "0123456789.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A run of fixed words, or a blank with its name and what stands in it."""

    words: str
    blank: str = ""


def lay_out(phrase: str, filled: Mapping[str, str]) -> tuple[Piece, ...]:
    """The phrase in pieces; an empty spot drops out, other empty blanks wait to be filled."""
    pieces: list[Piece] = []
    end = 0
    for blank in _BLANK.finditer(phrase):
        if blank.start() > end:
            pieces.append(Piece(words=phrase[end : blank.start()]))
        end = blank.end()
        name = blank[1]
        value = filled.get(name, "")
        if value or name != SPOT:
            pieces.append(Piece(words=value or UNFILLED, blank=name))
    if end < len(phrase):
        pieces.append(Piece(words=phrase[end:]))
    return tuple(pieces)


def settle(words: str) -> str:
    """The sentence as it is stored: full-width digits made plain, outer blanks cut."""
    return words.translate(_PLAIN).strip()


def has_blank(words: str) -> bool:
    return UNFILLED in words
