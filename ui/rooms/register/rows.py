"""Lines of the register as rows of marks: kinds, records, their history, rejected rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from inspector.text import _
from ui.look import Look
from ui.moments import when
from ui.widgets.marks import Mark, Slot, Text
from ui.widgets.rows import Row

if TYPE_CHECKING:
    from inspector.app.bad_row import Noted, Rejected
    from inspector.app.register_told import EditTold, Entry, KindTold, Listing

CODE_ROOM = 96
# Room of the cells by kind, in pixels of the plain theme.
ROOMS: Mapping[str, tuple[int, ...]] = {
    "points": (84, 76, 52),
    "types": (76, 72),
    "standards": (64, 44, 56),
    "units": (96, 56, 76),
    "areas": (44, 96, 64),
    "people": (76, 96),
    "calendar": (64,),
    "plans": (64, 84),
    "profiles": (112,),
    "rules": (128,),
    "assignments": (108, 80, 80),
    "outside": (96, 56, 56),
    "scores": (84, 96, 52),
    "charges": (84, 44, 128),
}
_GROUPS = (
    ("points", "types", "standards"),
    ("units", "areas", "people", "assignments"),
    ("calendar", "plans", "profiles", "rules", "charges", "scores", "outside"),
)
_FIRST_FIELDS = 4  # of an edit that are named; a whole record names none
_WHOLE = 6  # fields written in one go that make it a whole record


def kind_rows(kinds: Sequence[KindTold]) -> list[Row]:
    """The kinds in three groups, each with its count."""
    known = {one.code: one for one in kinds}
    names = (_("查什么"), _("找谁"), _("怎么算"))
    rows = []
    for name, codes in zip(names, _GROUPS, strict=True):
        rows.append(
            Row(
                key=f"head {name}",
                left=(Text(words=name, role="cap", tone="text2", strong=True),),
                height="quiet_row",
                head=True,
            )
        )
        rows += [_kind_row(known[code]) for code in codes if code in known]
    return rows


def heads_of(look: Look, listing: Listing) -> tuple[tuple[Mark, ...], tuple[Mark, ...]]:
    """The heads of a list, left and right, over their columns."""
    left = (
        Slot(
            mark=Text(words=_("编号"), role="cap", tone="text2"),
            room=_scaled(look, CODE_ROOM),
            tight=True,
        ),
        Text(words=_("名称"), role="cap", tone="text2"),
    )
    cells = tuple(
        _cell(look, listing, place, Text(words=head, role="cap", tone="text2"))
        for place, head in enumerate(listing.heads)
    )
    return left, cells


def entry_row(look: Look, listing: Listing, entry: Entry) -> Row:
    """A record on one line; what is out of use is struck out."""
    code = Text(words=entry.code, role="cap", tone="text2")
    name = Text(words=entry.name, strong=True, elastic=True, struck=not entry.active)
    return Row(
        key=entry.key,
        left=(Slot(mark=code, room=_scaled(look, CODE_ROOM), tight=True), name),
        right=tuple(
            _cell(look, listing, place, Text(words=cell, tone="text2"))
            for place, cell in enumerate(entry.cells)
        ),
    )


def edit_row(number: int, edit: EditTold, now: datetime) -> Row:
    """What was written in one go: when, who, and which fields."""
    who = " · ".join(part for part in (edit.person, edit.device) if part)
    return Row(
        key=str(number),
        left=(Text(words=_edit_words(edit), strong=True, elastic=True),),
        right=(Text(words=when(edit.at, now), role="cap", tone="text3"),),
        below=(Text(words=who, role="cap", tone="text2", elastic=True),),
        height="tall_row",
    )


def doubtful_rows(rejected: Sequence[Rejected], notes: Sequence[Noted]) -> list[Row]:
    """Rows of a file that were not taken, then those taken with a doubt: where, and why."""
    lines = [(one.row, one.column, one.reason, "danger") for one in rejected]
    lines += [(one.row, one.column, one.reason, "warn") for one in notes]
    return [_doubtful(str(number), *line) for number, line in enumerate(lines)]


def _doubtful(key: str, row: int, column: str, reason: str, tone: str) -> Row:
    return Row(
        key=key,
        left=(
            Text(words=_("第 {n} 行").format(n=row), strong=True),
            Text(words=column, tone="text2"),
            Text(words=reason, tone=tone, elastic=True),
        ),
    )


def _kind_row(kind: KindTold) -> Row:
    return Row(
        key=kind.code,
        left=(Text(words=kind.name, elastic=True),),
        right=(Text(words=f"{kind.count:,}", role="cap", tone="text3"),),
    )


def _edit_words(edit: EditTold) -> str:
    if len(edit.fields) >= _WHOLE:
        return _("建档，{n} 项").format(n=len(edit.fields))
    said = "，".join(f"{word} {value or '—'}" for word, value in edit.fields[:_FIRST_FIELDS])
    return _("{said}（{why}）").format(said=said, why=edit.reason) if edit.reason else said


def _cell(look: Look, listing: Listing, place: int, mark: Text) -> Slot:
    rooms = ROOMS.get(listing.kind, ())
    room = rooms[place] if place < len(rooms) else 64
    far = place < len(listing.numeric) and listing.numeric[place]
    return Slot(mark=mark, room=_scaled(look, room), far=far, tight=True)


def _scaled(look: Look, room: int) -> int:
    """Wider where the theme writes larger; the text size is counted by the slot itself."""
    return round(room * look.theme.sizes.body / 13)
