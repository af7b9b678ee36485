"""Cuts texts and questions into the pieces by which a search finds one in the other.

At each place of a text two pieces begin: one character, and a run of three where all are ASCII, of
two otherwise, fewer at a word's end. Any part of a word, from one character up, is then a few
pieces or the beginning of one, and no dictionary decides what a Chinese word is.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from unicodedata import normalize

# What nobody can see or type: controls, halves of pairs, zero widths, private characters.
_UNSEEN = re.compile(
    "[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060\ufeff\ud800-\udfff\ue000-\uf8ff]"
)
_PIECE = re.compile(r"(?=([!-~]{3}|\S\S?))")
_WHOLE = 3  # characters of the longest piece


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece asked for; ``is_open``: pieces that begin like it will do."""

    text: str
    is_open: bool = False


def plain(text: str) -> str:
    """The text as it is compared: width and case do not matter, nor what cannot be seen."""
    return _seen(normalize("NFKC", _seen(text)).casefold())


def _seen(text: str) -> str:
    return text if text.isprintable() else _UNSEEN.sub(" ", text)


@lru_cache(maxsize=8192)  # the words of notes and the names of points come again and again
def pieces(text: str) -> frozenset[str]:
    """Every piece of a plain text: its single characters, and its runs."""
    return frozenset((*"".join(text.split()), *_PIECE.findall(text)))


def asked(word: str) -> list[Piece]:
    """The pieces that every text with this plain word has; one alone says all."""
    wanted = []
    for place in range(len(word)):
        rest = word[place : place + _WHOLE]
        if len(rest) == _WHOLE:
            wanted.append(Piece(rest if rest.isascii() else rest[:2]))
        elif len(rest) == _WHOLE - 1:
            told = place > 0 and word[place - 1 : place + 2].isascii()
            wanted += [] if told else [Piece(rest, is_open=rest.isascii())]
        elif place == 0:
            wanted.append(Piece(rest))
    return wanted
