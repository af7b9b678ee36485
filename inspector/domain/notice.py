"""Notices (整改通知书): a paper to one unit about its issues, and its way through the office."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from inspector.domain.ids import IssueId


class NoticeKind(StrEnum):
    """Kinds of paper the office sends."""

    RECTIFICATION = "整改通知书"
    REMINDER = "提醒函"
    SUPERVISION = "督办函"
    LISTING = "挂牌督办"
    TALK = "约谈"
    CRITICISM = "通报批评"
    RECHECK = "复查意见"
    EXTENSION = "延期批复"
    REQUEST = "商请函"

    @property
    def urges(self) -> bool:
        """Whether it is a rung of the ladder by which the office presses for an issue (督办)."""
        return self in _LADDER

    @property
    def orders(self) -> bool:
        """Whether its delivery starts the term of the issues it names; a letter's does not."""
        return self is NoticeKind.RECTIFICATION


_DRAFT = "草-"
_LADDER = (
    NoticeKind.REMINDER,
    NoticeKind.SUPERVISION,
    NoticeKind.LISTING,
    NoticeKind.TALK,
    NoticeKind.CRITICISM,
    NoticeKind.REQUEST,
)


class NoticeState(StrEnum):
    """Where a paper stands in the register."""

    DRAFT = "草稿"
    SUBMITTED = "送审中"
    ISSUED = "已签发"
    NUMBERED = "已编号"
    DELIVERED = "已送达"
    ACKNOWLEDGED = "已签收"
    VOID = "作废"


def kind_named(name: str | None) -> NoticeKind:
    """The kind a register row names; one we do not know is a letter, which sets no term."""
    if not name:
        return NoticeKind.RECTIFICATION
    return next((one for one in NoticeKind if one.name.lower() == name), NoticeKind.SUPERVISION)


def by_unit(unit_of: Mapping[IssueId, str]) -> dict[str, tuple[IssueId, ...]]:
    """One notice per unit: the issues each unit is told of, in the order they were given."""
    units: dict[str, list[IssueId]] = {}
    for issue, unit in unit_of.items():
        units.setdefault(unit, []).append(issue)
    return {unit: tuple(units[unit]) for unit in sorted(units)}


def number(prefix: str, year: int, serial: int) -> str:
    """文号 as GB/T 9704 prints it: 青城考〔2026〕37号, hexagonal brackets, no leading zero."""
    return f"{prefix}〔{year}〕{serial}号"


def review_label(code: str, serial: int) -> str:
    """What a paper is called until it is signed and numbered."""
    return f"审-{code}-{serial}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """Numbers the seat set aside for one device, both ends among them."""

    stream: str
    prefix: str
    year: int
    first: int
    last: int

    @property
    def numbers(self) -> tuple[str, ...]:
        """Every number of the block as papers print it."""
        serials = range(self.first, self.last + 1)
        return tuple(number(self.prefix, self.year, serial) for serial in serials)


def draft_label(code: str, serial: int) -> str:
    """What a draft, or a workspace without the seat, prints instead of a number."""
    return f"{_DRAFT}{code}-{serial}"


def is_draft_label(label: str) -> bool:
    """Whether a paper bears the label of a draft in the place of a number."""
    return label.startswith(_DRAFT)
