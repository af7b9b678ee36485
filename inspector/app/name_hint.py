"""The hint for who wrote a name where a code belongs: the codes of what is called so."""

from collections.abc import Iterable
from itertools import islice

from inspector.text import _

_SHOWN = 3


def code_hint(text: str, named: Iterable[tuple[str, str]], otherwise: str) -> str:
    """Codes of those whose name holds ``text``, equal names first; ``otherwise`` without any.

    ``named`` are code and name of everything that could have been meant.
    """
    like = [(code, name) for code, name in named if text and text in name]
    like.sort(key=lambda one: (one[1] != text, one[0]))
    if not like:
        return otherwise
    told = "、".join(f"{name} {code}" for code, name in islice(like, _SHOWN))
    return _("要写编号：{codes}").format(codes=told)
