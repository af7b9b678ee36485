"""A title broken by sense into even lines."""

import re
from collections.abc import Sequence
from itertools import combinations, pairwise
from math import ceil

from inspector.documents.composer import clean
from inspector.documents.faces import Face, text_width
from inspector.documents.sheet import MEASURE

TITLE = 22.0
MOST_TITLE_LINES = 4


def break_title(parts: Sequence[str]) -> list[str]:
    """A title in as few even lines as it takes, broken only between ``parts``.

    A part that is wider than the type area is broken behind the words that end a unit's or a
    place's name; more than four lines are not made, their characters are set smaller instead.
    """
    pieces = [piece for part in parts for piece in _within(part)]
    for count in range(1, MOST_TITLE_LINES + 1):
        ways = [
            ["".join(pieces[start:stop]) for start, stop in pairwise((0, *cuts, len(pieces)))]
            for cuts in combinations(range(1, len(pieces)), count - 1)
        ]
        best = min(ways, key=_uneven, default=None)
        if best is not None and (_uneven(best)[0] <= MEASURE or count == MOST_TITLE_LINES):
            return best
    return ["".join(parts)] if len(pieces) == 1 else list(pieces)


def _uneven(lines: Sequence[str]) -> tuple[float, float]:
    widths = [text_width(clean(line), Face.SONG_BOLD, TITLE) for line in lines]
    return max(*widths, MEASURE), max(widths) - min(widths)


def _within(part: str) -> list[str]:
    """A part in pieces none of which is wider than a line."""
    whole = text_width(clean(part), Face.SONG_BOLD, TITLE)
    if whole <= MEASURE:
        return [part]
    named = [one for one in re.split(r"(?<=[区县市镇乡村道处局会心队部园）])", part) if one]
    if len(named) > 1:
        return [piece for one in _joined(named) for piece in _within(one)]
    each = ceil(len(part) / ceil(whole / MEASURE))
    return [part[at : at + each] for at in range(0, len(part), each)]


def _joined(named: Sequence[str]) -> list[str]:
    """Neighbours put together up to half a line: few pieces, few ways to break them."""
    joined = [named[0]]
    for one in named[1:]:
        longer = joined[-1] + one
        if text_width(clean(longer), Face.SONG_BOLD, TITLE) <= MEASURE / 2:
            joined[-1] = longer
        else:
            joined.append(one)
    return joined
