"""What the rule says of a draft, in the words and flags of the repeat panel."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from inspector.text import _
from ui.capture_told import Foreseen
from ui.issue_told import EarlierOccurrence
from ui.moments import day

Flag = tuple[str, str]

CHIPS = {
    "duplicate": ("candidate", _("一事多报")),
    "sighting": ("warn", _("整改期内")),
    "overdue": ("late", _("逾期未改")),
    "returned": ("late", _("复查不合格")),
    "candidate": ("candidate", _("疑似重复")),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlierPhoto:
    """An earlier photo with where it stands in the chain."""

    path: Path
    screen: Path
    caption: str
    distance: str
    below: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownVerdict:
    """``answer`` is what the person may say (words), ``answer_as`` what it stands for."""

    kind: str
    flags: tuple[Flag, ...]
    words: str
    rule: str
    answer: str
    answer_as: str
    photos: tuple[EarlierPhoto, ...]
    facts: tuple[tuple[str, str, str], ...]

    @property
    def quiet(self) -> bool:
        """A first finding takes one line and asks nothing."""
        return self.kind == "new" and not self.flags and not self.answer


def shown_verdict(foreseen: Foreseen, same_as: str, now: datetime) -> ShownVerdict:
    answer, answer_as = _answer(foreseen, same_as)
    return ShownVerdict(
        kind=foreseen.kind,
        flags=_flags(foreseen),
        words=foreseen.words,
        rule=foreseen.rule,
        answer=answer,
        answer_as=answer_as,
        photos=_photos(foreseen.earlier, now),
        facts=_facts(foreseen),
    )


def _flags(foreseen: Foreseen) -> tuple[Flag, ...]:
    flags: list[Flag] = []
    if foreseen.kind in CHIPS:
        flags.append(CHIPS[foreseen.kind])
    if foreseen.occurrence > 1:
        flags.append(("repeat", _("第{n}次").format(n=foreseen.occurrence)))
    if foreseen.rebound:
        flags.append(("rebound", _("反弹")))
    return tuple(flags)


def _answer(foreseen: Foreseen, same_as: str) -> tuple[str, str]:
    """“不是同一处” where the rule joined it, “是同一处” where it doubts, then a way back."""
    if same_as:
        return _("改回由规则认定"), same_as
    if foreseen.kind == "candidate" and foreseen.earlier:
        return _("是同一处"), foreseen.earlier[0].label
    if foreseen.kind != "new":
        return _("不是同一处"), "none"
    return "", ""


def _photos(earlier: tuple[EarlierOccurrence, ...], now: datetime) -> tuple[EarlierPhoto, ...]:
    """Of each earlier occurrence, newest first, how it was found and how it was mended."""
    shown: list[EarlierPhoto] = []
    for one in earlier:
        nth = _("第{n}次").format(n=one.occurrence)
        apart = "" if one.distance_m is None else f"{one.distance_m:.0f} m"
        for photo in one.photos[:2]:
            mended = one.closed_at is not None and photo is not one.photos[0]
            moment = photo.taken_at or one.found_at
            shown.append(
                EarlierPhoto(
                    path=photo.thumb,
                    screen=photo.screen,
                    caption=f"{nth} · {photo.caption} {day(moment, now)}",
                    distance=apart,
                    below=_ending(one, now) if mended else _("{n} 天前").format(n=one.days),
                )
            )
    return tuple(shown)


def _ending(one: EarlierOccurrence, now: datetime) -> str:
    if one.closed_at is None:
        return _("还没有销号")
    return _("{day} 销号").format(day=day(one.closed_at, now))


def _facts(foreseen: Foreseen) -> tuple[tuple[str, str, str], ...]:
    """What was filled in by itself: label, strong words, quiet words."""
    deduction, _gap, how = foreseen.deduction_words.partition("　")
    deadline, _gap, start = foreseen.deadline_words.partition("　")
    return (
        (_("扣分"), deduction, how),
        (_("期限"), deadline, start),
        (_("责任"), foreseen.unit_name or _("未定，登记后再定"), ""),
        (_("抄送"), "", "、".join(foreseen.copy_to)),
    )
