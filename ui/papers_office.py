"""What the register of papers (登记簿) asks: papers, deeds on them, what came back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from ui.notice_told import Round
    from ui.office import Tell


class PaperState(StrEnum):
    """Where a paper stands, in the order it goes."""

    DRAFT = "草稿"
    SUBMITTED = "送审"
    SIGNED = "已签发"
    NUMBERED = "已编号"
    DELIVERED = "已送达"
    ACKNOWLEDGED = "已签收"
    VOID = "作废"


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperLine:
    """One paper of the register; ``doubles`` are the units whose papers carry its number too.

    ``deadline`` is the first it sets, None for a letter; ``replaces`` the number it stands for;
    ``approved_at`` when it was signed by the head, ``signed_at`` by the one who received it.
    """

    notice: str
    number: str
    kind: str
    unit: str
    unit_name: str
    issued_on: date | None
    deadline: datetime | None
    delivered_at: datetime | None
    signed_at: datetime | None
    state: PaperState
    issues: int
    doubles: tuple[str, ...] = ()
    replaces: str = ""
    submitted_at: datetime | None = None
    approved_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Issued:
    """What became of a batch: numbers of what went out, and in words why others did not."""

    numbers: tuple[str, ...]
    bars: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenLine:
    """A row or a scan that was taken in, and what it is about.

    ``issue`` where the next step is to look at that issue again.
    """

    file: str
    row: int
    about: str
    words: str
    issue: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """What was not taken and why; ``row`` 0 is the file as a whole."""

    file: str
    row: int
    column: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenIn:
    """Feedback as it was taken in: answers, refusals (退单), stamped slips (回执)."""

    answered: tuple[TakenLine, ...] = ()
    refused: tuple[TakenLine, ...] = ()
    filed: tuple[TakenLine, ...] = ()
    known: int = 0
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Spare:
    """A photo that could stand in for a broken one; ``photo`` is how it is named."""

    photo: str
    name: str
    words: str
    thumb: Path


class PapersOffice(Protocol):
    """Questions may be asked from any thread, deeds from the writer's thread only."""

    def listing(self) -> Sequence[PaperLine]: ...

    def paper(self, notice: str) -> bytes:
        """The PDF as it was issued; ``notice`` is the key of a line, or its number."""

    def issue(self, units: Sequence[str], wanted: Round, tell: Tell, *, submit: bool) -> Issued:
        """A notice for each unit, or handed in to be signed; what bars one bars no other.

        Of each unit what ``wanted`` takes in.
        """

    def sign(self, notice: str, *, numbered: bool) -> str:
        """Sign a paper that was handed in; its number. InputError names what bars it."""

    def deliver(self, notices: Sequence[str]) -> int: ...

    def acknowledge(self, notice: str, scan: Path) -> None: ...

    def void(self, notice: str, why: str) -> None: ...

    def reissue(self, notice: str, why: str) -> Sequence[str]:
        """The numbers that stand for it now. InputError names what bars it."""

    def write_word(self, notice: str, out: Path) -> None: ...

    def write_draft_word(self, unit: str, wanted: Round, out: Path) -> None: ...

    def bound_name(self, notices: Sequence[str]) -> str:
        """What one file of these papers is called."""

    def bind(self, notices: Sequence[str], out: Path, tell: Tell) -> str:
        """The papers as they were issued in one file, in this order; in words what it holds."""

    def without_head(self, papers: Sequence[bytes], shift: str) -> Sequence[bytes]:
        """Pages for sheets with a printed red head, moved ``right,down`` in millimetres."""

    def pack(self, units: Sequence[str], folder: Path, tell: Tell) -> str:
        """A folder for each unit; in words what they hold."""

    def take_in(self, files: Sequence[Path], tell: Tell) -> TakenIn: ...

    def wording(self) -> str:
        """The text of the office's wording, as it is edited."""

    def keep_wording(self, text: str) -> None:
        """Put a text in force. InputError names the line of a mistake; nothing changes then."""

    def sample(self, text: str, line: int) -> tuple[str, bytes]:
        """Which section a line, counted from 1, stands in, and a made-up paper in these words."""

    def next_label(self) -> str:
        """The number the next paper gets here, or the label of a draft."""

    def contact(self) -> tuple[str, str]:
        """Person and phone that the office's papers name."""

    def set_contact(self, person: str, phone: str) -> None: ...

    def spares(self, issue: str) -> Sequence[Spare]:
        """Photos that could stand for the broken one of an issue, the nearest in time first."""

    def replace_photo(self, issue: str, photo: str) -> None: ...
