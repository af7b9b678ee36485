"""Letters about one issue (提醒、督办、约谈 …): drafted in the ledger, signed in the register."""

import re

from inspector.app.letter_words import Said
from inspector.app.letters import issue_letters
from inspector.app.paper_told import Manner
from inspector.app.workspace import Workspace
from inspector.domain.errors import InputError
from inspector.domain.notice import NoticeKind
from inspector.text import _

_TALK = re.compile(r"(\d{4}-\d{1,2}-\d{1,2}[T ]+\d{1,2}:\d{2})[,，、 ]*(.*)")


def hand_in(ws: Workspace, issue: str, kind: str, value: str, why: str) -> str:
    """Hand the letter in to be signed: it has no number yet and nobody got it; says where it is.

    ``value`` is hour and place of a talk, or the new term that is granted.

    :raises InputError: what stands against it.
    """
    named = NoticeKind[kind.upper()]
    said, term = Said(reason=why), None
    if named is NoticeKind.TALK:
        at, place = _talk(value)
        said = Said(reason=why, talk_at=at, talk_place=place)
    elif named is NoticeKind.SUPERVISION:
        said = Said(measures=why)
    elif named is NoticeKind.EXTENSION:
        term = value
    (made,) = issue_letters(ws, named, [issue], Manner(submit=True, deadline=term), None, said=said)
    if made.blocked:
        raise InputError(
            "；".join(one.words for one in made.blocked),
            _("补好再拟，或换一种函。"),
            code="letter_blocked",
        )
    words = _("{kind}已送审，在通知书登记簿里看样、签发")
    return words.format(kind=_(named.value))


def _talk(value: str) -> tuple[str, str]:
    found = _TALK.fullmatch(value.strip())
    if found is None or not found[2]:
        raise InputError(
            _("约谈要写明时间和地点"),
            _("写成 2026-11-26 09:00 区城管局二楼会议室。"),
            code="bad_talk",
        )
    day, clock = re.split("[T ]+", found[1])
    return f"{day}T{clock}", found[2]
