"""One page is the aim of a letter: what gives way, step by step, until its seal finds room."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from inspector.documents.official import Official


@dataclass(frozen=True, slots=True, kw_only=True)
class Thrift:
    """What a letter does without, so that its sign-off stands on the page of its text.

    The order of the steps is a drafter's: the contact moves into the text, the table closes up;
    only then 抄送 goes to the foot of the last page, and the first gets back what it can keep.
    """

    contact_in_text: bool = False
    tight_table: bool = False
    copies_behind: bool = False


PLAIN = Thrift()
STEPS = (
    PLAIN,
    Thrift(contact_in_text=True),
    Thrift(contact_in_text=True, tight_table=True),
    Thrift(copies_behind=True),
    Thrift(copies_behind=True, contact_in_text=True),
    Thrift(copies_behind=True, contact_in_text=True, tight_table=True),
)


def gather_thriftily(
    page: Official,
    below: float,
    gather: Callable[[Thrift], None],
    copy_to: Sequence[str],
) -> Thrift:
    """Gather by the first step that fits on the page below its title, else as if there was room.

    ``below`` is the upper edge of the text in points; ``gather`` fills ``page.blocks``.
    """
    for thrift in STEPS:
        if _fits(page, below, gather, thrift, copy_to):
            return thrift
    _fits(page, below, gather, PLAIN, copy_to)
    return PLAIN


def _fits(
    page: Official,
    below: float,
    gather: Callable[[Thrift], None],
    thrift: Thrift,
    copy_to: Sequence[str],
) -> bool:
    page.blocks.clear()
    page.keep_foot(copy_to, behind=thrift.copies_behind)
    gather(thrift)
    return page.fits(below)


def with_contact(text: str, contact: str, phone: str) -> str:
    """A paragraph that also tells whom to ask; as it is where nobody is named."""
    told = "，".join(one for one in (contact and f"联系人{contact}", phone) if one)
    return f"{text.removesuffix('。')}（{told}）。" if told else text
