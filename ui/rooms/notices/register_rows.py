"""Rows of the register: a paper with its unit, days and state; feedback that came back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from inspector.domain.notice import NoticeKind
from inspector.text import _
from ui.look import Look
from ui.moments import last_day
from ui.papers_office import PaperLine, PaperState, TakenIn, TakenLine
from ui.widgets.marks import Chip, Icon, Mark, Slot, Text, Tick
from ui.widgets.rows import Row, head

if TYPE_CHECKING:
    from ui.papers_office import Problem

# Heads of the days and the state, each with its room at the light theme's size of letters.
COLUMNS: tuple[tuple[str, int], ...] = ((_("落款"), 44), (_("期限"), 44), (_("状态"), 62))
_BODY = 13
STATES: dict[PaperState, tuple[str, str]] = {
    PaperState.DRAFT: ("circle", "text3"),
    PaperState.SUBMITTED: ("clock", "warn"),
    PaperState.SIGNED: ("signature", "text2"),
    PaperState.NUMBERED: ("stamp", "text2"),
    PaperState.DELIVERED: ("send", "text2"),
    PaperState.ACKNOWLEDGED: ("mail-check", "ok"),
    PaperState.VOID: ("x", "text3"),
}


def heads_of(look: Look) -> tuple[tuple[Mark, ...], tuple[Mark, ...]]:
    """The heads over a list of papers."""
    heads: list[Mark] = []
    for name, room in COLUMNS:
        text = Text(words=name, role="cap", tone="text3")
        icon = look.px("icon") + 6 if name == COLUMNS[-1][0] else 0
        heads.append(Slot(mark=text, room=_room(look, room) + icon))
    return (Text(words=_("文号和单位"), role="cap", tone="text3"),), tuple(heads)


def paper_row(look: Look, one: PaperLine, *, ticked: bool) -> Row:
    """Number and flags, days, state; its unit below."""
    void = one.state is PaperState.VOID
    icon, tone = STATES[one.state]
    number = Text(
        words=one.number or _("未编号"),
        strong=True,
        elastic=True,
        struck=void,
        tone="text3" if void else "text",
    )
    flags: tuple[Mark, ...] = ()
    if one.doubles:
        flags = (Chip(kind="danger", words=_("重号")),)
    day = f"{one.issued_on:%m-%d}" if one.issued_on else "—"
    due = f"{last_day(one.deadline):%m-%d}" if one.deadline else "—"
    words = [] if one.kind == NoticeKind.RECTIFICATION else [_(one.kind)]
    words += [one.unit_name, _("{n} 件").format(n=one.issues)]
    words += [_("送审 {day}").format(day=f"{at:%m-%d}")] if (at := one.submitted_at) else []
    words += [_("签发 {day}").format(day=f"{at:%m-%d}")] if (at := one.approved_at) else []
    words += [_("代 {number}").format(number=one.replaces)] if one.replaces else []
    if one.doubles:
        words.append(_("与 {units} 同号").format(units="、".join(one.doubles)))
    texts = (day, due, _(one.state.value))
    slots = [
        Slot(mark=Text(words=text, tone="text" if n == 2 else "text2"), room=_room(look, room))
        for n, (text, (_name, room)) in enumerate(zip(texts, COLUMNS, strict=True))
    ]
    return Row(
        key=one.notice,
        left=(Tick(ticked=ticked), number, *flags),
        right=(*slots[:2], Icon(name=icon, tone=tone), slots[2]),
        below=(Text(words=" · ".join(words), role="cap", tone="text2", elastic=True),),
        indented=True,
        height="tall_row",
    )


def taken_rows(taken: TakenIn) -> tuple[list[Row], dict[str, str]]:
    """What was not taken first, then what was, by kind; by row the issue to look at again."""
    rows: list[Row] = []
    issues: dict[str, str] = {}
    if taken.problems:
        rows.append(head(_("没有收"), len(taken.problems)))
        rows += [_problem_row(f"problem {n}", one) for n, one in enumerate(taken.problems)]
    for name, icon, lines in (
        (_("退单，待裁定"), "undo-2", taken.refused),
        (_("答复，待复查"), "check", taken.answered),
        (_("已签收回执"), "mail-check", taken.filed),
    ):
        if lines:
            rows.append(head(name, len(lines)))
            rows += [_taken_row(f"{name} {n}", icon, one) for n, one in enumerate(lines)]
            issues |= {f"{name} {n}": one.issue for n, one in enumerate(lines) if one.issue}
    return rows, issues


def _problem_row(key: str, one: Problem) -> Row:
    where = _("第 {row} 行").format(row=one.row) if one.row else ""
    place = " · ".join(part for part in (one.file, where, one.column) if part)
    return Row(
        key=key,
        left=(
            Icon(name="circle-x", tone="danger"),
            Text(words=one.reason, strong=True, elastic=True),
        ),
        below=(Text(words=place, role="cap", tone="text2", elastic=True),),
        indented=True,
        height="tall_row",
    )


def _taken_row(key: str, icon: str, one: TakenLine) -> Row:
    where = _("第 {row} 行").format(row=one.row) if one.row else ""
    place = " · ".join(part for part in (one.file, where) if part)
    again = (Text(words=_("去复查"), tone="accent"),) if one.issue else ()
    return Row(
        key=key,
        left=(
            Icon(name=icon, tone="warn" if icon == "undo-2" else "ok"),
            Text(words=one.about, strong=True),
            Text(words=one.words, tone="text2", elastic=True),
        ),
        right=(Text(words=place, role="cap", tone="text2"), *again),
    )


def state_choices() -> Sequence[tuple[str, str]]:
    """Every state by its name, all of them first."""
    return [("", _("全部状态")), *((one.name, _(one.value)) for one in PaperState)]


def _room(look: Look, room: int) -> int:
    """Rooms grow with the letters of the theme; Slot itself grows with the text size."""
    return round(room * look.theme.sizes.body / _BODY)
