"""What the register tells: kinds, lists, records, and who changed what."""

from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from inspector.app.bad_row import Noted, Rejected


class Typed(Enum):
    """How a field is typed in: words, a number, one of several, yes or no, words by commas."""

    LINE, NUMBER, CHOICE, FLAG, LINES = range(5)


@dataclass(frozen=True, slots=True, kw_only=True)
class KindTold:
    """One kind of reference data; ``importable`` from a sheet, ``editable`` field by field."""

    code: str
    name: str
    count: int
    importable: bool
    editable: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One line of a list; ``cells`` stand under the heads of its listing.

    ``sought`` is everything it can be found by, in small letters; ``active`` False is out of use.
    """

    key: str
    code: str
    name: str
    cells: tuple[str, ...]
    sought: str
    active: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """All of one kind, by code; ``numeric`` says which cells are figures."""

    kind: str
    heads: tuple[str, ...]
    entries: tuple[Entry, ...]
    numeric: tuple[bool, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldTold:
    """One field of a record: ``text`` as it is typed or chosen, ``shown`` as people read it.

    ``choices`` are code and name; ``fixed`` fields are said once, when the record is added.
    """

    name: str
    word: str
    text: str
    shown: str
    typed: Typed = Typed.LINE
    choices: tuple[tuple[str, str], ...] = ()
    required: bool = False
    fixed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordTold:
    """One record; without a ``key`` it is a blank one, to be added.

    ``withdrawable``: entered by mistake, it can be taken out of the lists with a reason.
    """

    key: str
    kind: str
    code: str
    name: str
    fields: tuple[FieldTold, ...]
    editable: bool
    withdrawable: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class EditTold:
    """What was written in one go: fields in words with their values, by whom, where, why."""

    at: datetime
    person: str
    device: str
    reason: str
    fields: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column of a sheet: some of its values, and the field it is taken for (empty: none)."""

    name: str
    sample: tuple[str, ...]
    field: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """How a sheet would be read; ``fields`` are name, word and whether it must be said."""

    kind: str
    file: str
    rows: int
    columns: tuple[Column, ...]
    fields: tuple[tuple[str, str, bool], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """How many rows were new, different, the same, or not taken; ``notes`` on those taken."""

    added: int
    changed: int
    unchanged: int
    rejected: tuple[Rejected, ...]
    notes: tuple[Noted, ...] = ()
