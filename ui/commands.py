"""What can be done from here, found by name, key or pinyin initials: the lines of the palette."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from inspector.text import _
from ui.match import NO_MATCH, Choice, rank

SEARCH = "search"
_MOST = 9  # commands offered while one types; whoever wants all asks for the keys


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """A room, a deed or a key with its words; ``where`` it works, empty: everywhere."""

    code: str
    words: str
    key: str = ""
    where: str = ""


def offered(
    typed: str, commands: Sequence[Command], initials: Callable[[str], str], *, all_keys: bool
) -> list[Command]:
    """The search for what was typed, always first; then what fits it, the nearest first.

    ``all_keys``: the whole list while nothing is typed, as the page of keys.
    """
    query = typed.strip().lower()
    if not query:
        return list(commands) if all_keys else []
    search = Command(
        code=SEARCH, words=_("在台账里搜“{text}”").format(text=typed.strip()), key="Enter"
    )
    ranked = sorted(
        (_rank(one, query, initials), place)
        for place, one in enumerate(commands)
        if _rank(one, query, initials) < NO_MATCH
    )
    fitting = [commands[place] for _rank_of, place in ranked]
    return [search, *(fitting if all_keys else fitting[:_MOST])]


def _rank(one: Command, query: str, initials: Callable[[str], str]) -> int:
    choice = Choice(key=one.key, name=one.words, initials=initials(one.words))
    return rank(choice, query)
