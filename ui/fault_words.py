"""What a fault says in the window: its hint without the parts that only help at the command."""

import re

from inspector.domain.errors import InspectorError

_ASIDE = re.compile(r"\s*[（(][^（()）]*[)）]")
_COMMAND = re.compile(r"inspector |(?<!\w)--\w")


def hint_here(error: InspectorError) -> str:
    """The hint for somebody who sits at the window and not at a command line."""
    if not _COMMAND.search(error.hint):
        return error.hint
    hint = _ASIDE.sub(lambda aside: "" if _COMMAND.search(aside[0]) else aside[0], error.hint)
    kept = [one for one in _clauses(hint) if not _COMMAND.search(one)]
    return _ended("".join(kept).strip())


def _clauses(hint: str) -> list[str]:
    """Parts that stand by themselves: sentences, and what a semicolon parts."""
    return [one for one in re.split(r"(?<=[。；])|(?<=[.;])(?=\s)", hint) if one]


def _ended(hint: str) -> str:
    """A hint whose end was left out ends all the same."""
    if hint.endswith("；"):
        return hint[:-1] + "。"
    return hint[:-1] + "." if hint.endswith(";") else hint
