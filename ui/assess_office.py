"""What 测算, 扣分明细 and 申诉 ask: numbers tried, who pays, disputes and their ruling."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Protocol


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberLine:
    """A number of the scoring profile; ``choices`` where only some values make sense."""

    name: str
    title: str
    group: str
    value: str
    choices: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class MovedLine:
    """Somebody's score and place as they are and as tried; ``change`` is places gained."""

    code: str
    name: str
    score_before: Decimal | None
    rank_before: int | None
    score: Decimal | None
    rank: int | None
    change: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MovedGroup:
    """Those who are ranked against each other."""

    name: str
    lines: tuple[MovedLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """The order before and after; nothing of it is kept. A part without a ranking is empty.

    ``weights`` is what the composite's weights come to, in per cent, where one was tried.
    """

    field: tuple[MovedGroup, ...]
    composite: tuple[MovedGroup, ...]
    units: tuple[MovedGroup, ...]
    weights: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Payer:
    """A town or a unit that a statement can be written for."""

    code: str
    name: str
    is_town: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DisputeLine:
    """A dispute in words; ``waits`` while nobody has ruled on it."""

    dispute: str
    issue: str
    label: str
    title: str
    unit: str
    kind: str
    reason: str
    at: datetime
    until: datetime | None
    late: bool
    deduction: Decimal
    waits: bool
    ruling: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruling:
    """How a dispute is decided: upheld, reduced, reassigned or withdrawn."""

    decision: str
    reason: str = ""
    unit: str = ""
    points: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeLine:
    """One time something was found: a photo of it by its name, empty without, and its day."""

    photo: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ListLine:
    """One line of a month's list; ``issue`` or ``standard`` is what the ledger is to show, if any.

    ``flag`` is a chip beside the name, ``words`` what is told of it, ``value`` what it comes to,
    ``times`` when it was found, each with its photo.
    """

    key: str
    name: str
    words: str = ""
    value: str = ""
    flag: str = ""
    standard: str = ""
    issue: str = ""
    times: tuple[TimeLine, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthList:
    """A list of the month; ``nothing`` is what it says when it is empty.

    ``total`` where it has more than its first lines; ``entered`` is the kind of reference data
    in which its lines are entered by hand, if any.
    """

    code: str
    name: str
    nothing: str
    lines: tuple[ListLine, ...]
    total: int | None = None
    entered: str = ""


class AssessOffice(Protocol):
    """Questions may be asked from any thread, deeds from the writer's thread only."""

    def numbers(self) -> Sequence[NumberLine]: ...

    def try_numbers(self, month: str, numbers: Mapping[str, str]) -> Tried:
        """The order by these numbers; InputError for one that makes no sense."""

    def lists(self, month: str) -> Sequence[MonthList]:
        """Weak items, blind spots, clean points, who answers, and what others found."""

    def small_photo(self, photo: str) -> Path | None:
        """The file of a photo of a list, small; None where it is not on this computer."""

    def payers(self) -> Sequence[Payer]: ...

    def statement(self, payer: Payer, month: str) -> bytes:
        """The payer's month as PDF, to be looked at."""

    def write_statement(self, payer: Payer, month: str, out: Path) -> str: ...

    def disputes(self) -> Sequence[DisputeLine]: ...

    def decide(self, issue: str, ruling: Ruling) -> str: ...
