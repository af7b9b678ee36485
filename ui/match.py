"""Finds a point or standard by pinyin initials, code, alias or any part of its name."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

OFFERED = 8
NO_MATCH = 99


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """Something to choose; ``words`` stand quietly beside the name."""

    key: str
    name: str
    initials: str = ""
    aliases: tuple[str, ...] = ()
    words: str = ""


def offer(choices: Sequence[Choice], typed: str, recent: Sequence[str] = ()) -> list[Choice]:
    """The best eight for what was typed; equals by last use, then in the order given."""
    query = typed.strip().lower()
    ranked = [
        (rank(choice, query), _staleness(choice, recent), place, choice)
        for place, choice in enumerate(choices)
    ]
    fitting = sorted(one[:3] for one in ranked if one[0] < NO_MATCH)
    return [choices[place] for _rank, _stale, place in fitting[:OFFERED]]


def rank(choice: Choice, query: str) -> int:
    """0 is best: code, initials from the start, name from the start, then parts of any."""
    if not query:
        return 0
    name, code = choice.name.lower(), choice.key.lower()
    tests: Iterable[bool] = (
        query == code,
        choice.initials.startswith(query),
        name.startswith(query),
        query in name,
        any(query in alias.lower() for alias in choice.aliases),
        query in choice.initials,
        query in code,
    )
    return next((number for number, fits in enumerate(tests) if fits), NO_MATCH)


def _staleness(choice: Choice, recent: Sequence[str]) -> int:
    return recent.index(choice.key) if choice.key in recent else len(recent)
