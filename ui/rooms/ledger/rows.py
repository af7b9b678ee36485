"""An issue as a row of the ledger and as a case: words and flags, no pixels."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from inspector.domain.issue import State
from inspector.text import _
from ui.issue_told import ChangeLine, EarlierOccurrence, IssueCase, IssueLine, Step
from ui.moments import day, due, remaining, when

Flag = tuple[str, str]  # kind of chip, words


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerRow:
    issue: str
    tone: str
    state: str
    title: str
    flags: tuple[Flag, ...]
    place: str
    spot: str
    deadline: str
    late: str
    found: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownPhoto:
    path: Path
    thumb: Path
    caption: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownStep:
    """``weight``: ahead, done, or past for what belongs to earlier occurrences."""

    when: str
    what: str
    words: str
    weight: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownCase:
    issue: str
    tone: str
    title: str
    flags: tuple[Flag, ...]
    where: str
    photos: tuple[ShownPhoto, ...]
    facts: tuple[tuple[str, str, str], ...]  # label, strong words, quiet words
    steps: tuple[ShownStep, ...]


def state_tone(state: State) -> str:
    """The tone's name of a state: the lower-case name of the member."""
    return state.name.lower()


def flags_of(line: IssueLine, *, most: int = 2) -> tuple[Flag, ...]:
    """Chips in their order: n-th time, rebound, candidate; at most two in a row."""
    flags: list[Flag] = []
    if line.occurrence > 1:
        flags.append(("repeat", _("第{n}次").format(n=line.occurrence)))
    if line.rebound:
        flags.append(("rebound", _("反弹")))
    if line.candidate:
        flags.append(("candidate", _("疑似重复")))
    return tuple(flags[:most])


def ledger_row(line: IssueLine, now: datetime) -> LedgerRow:
    late = _("逾 {n} 天").format(n=line.late_days) if line.late_days > 0 else ""
    return LedgerRow(
        issue=line.issue,
        tone=state_tone(line.state),
        state=_(line.state.value),
        title=line.title,
        flags=flags_of(line),
        place=line.point_name,
        spot=line.spot,
        deadline=_deadline(line, now),
        late=late,
        found=when(line.found_at, now),
        label=line.label,
    )


def _deadline(line: IssueLine, now: datetime) -> str:
    if line.state == State.OPEN and not line.notice_number:
        return _("未送达")
    if line.state in (State.CLOSED, State.VOID) or line.deadline is None:
        return "–"
    if line.state == State.DEFERRED:
        return _("缓至 {day}").format(day=day(line.deadline, now))
    return due(line.deadline, now)


def shown_case(case: IssueCase, now: datetime) -> ShownCase:
    line = case.line
    place = " · ".join(part for part in (line.label, _place(line), line.town_name) if part)
    return ShownCase(
        issue=line.issue,
        tone=state_tone(line.state),
        title=line.title,
        flags=_case_flags(line),
        where=place,
        photos=_photos(case, now),
        facts=_facts(case),
        steps=_steps(case, now),
    )


def shown_changes(changes: Sequence[ChangeLine], now: datetime) -> list[str]:
    """Every edit as a line: when, what, which value, by whom."""
    return [f"{when(one.at, now)}　{one.field}　{one.value}　{one.person}" for one in changes]


def _case_flags(line: IssueLine) -> tuple[Flag, ...]:
    late: tuple[Flag, ...] = ()
    if line.late_days > 0:
        late = (("late", _("逾 {n} 天").format(n=line.late_days)),)
    return (*late, *flags_of(line, most=3))


def _place(line: IssueLine) -> str:
    return f"{line.point_name} {line.spot}".strip()


def _photos(case: IssueCase, now: datetime) -> tuple[ShownPhoto, ...]:
    """This occurrence's photos first, then the newest of each earlier one."""
    mine = [
        ShownPhoto(
            path=photo.screen,
            thumb=photo.thumb,
            caption=_("本次 {day}").format(day=day(photo.taken_at or case.line.found_at, now)),
        )
        for photo in case.photos
    ]
    before = [
        ShownPhoto(
            path=one.photos[-1].screen,
            thumb=one.photos[-1].thumb,
            caption=f"{nth(one)} {day(one.found_at, now)}",
        )
        for one in case.earlier
        if one.photos
    ]
    return (*mine[:1], *before[:1], *mine[1:], *before[1:])


def nth(one: EarlierOccurrence) -> str:
    return _("第{n}次").format(n=one.occurrence)


def _facts(case: IssueCase) -> tuple[tuple[str, str, str], ...]:
    copies = _("抄送 {units}").format(units="、".join(case.copy_to)) if case.copy_to else ""
    facts = [(_("责任"), case.unit or _("未定"), copies)]
    if case.description:
        facts.insert(0, (_("描述"), case.description, ""))
    points = _("{n} 分").format(n=f"{case.line.deduction:.2f}")
    facts.append((_("扣分"), points, case.deduction_words))
    if case.exchange:
        facts.append((_("同步"), case.exchange, ""))
    return tuple(facts)


def _steps(case: IssueCase, now: datetime) -> tuple[ShownStep, ...]:
    mine = [_step(step, now) for step in case.timeline]
    past: list[ShownStep] = []
    for one in case.earlier:
        if one.closed_at is not None:
            past.append(
                ShownStep(
                    when=day(one.closed_at, now),
                    what=_("{nth}销号").format(nth=nth(one)),
                    words=one.label,
                    weight="past",
                )
            )
        ago = _("{n} 天前").format(n=one.days)
        apart = "" if one.distance_m is None else _(" · 相距 {m:.0f} m").format(m=one.distance_m)
        past.append(
            ShownStep(
                when=day(one.found_at, now),
                what=_("{nth}发现").format(nth=nth(one)),
                words=f"{ago}{apart}",
                weight="past",
            )
        )
    return (*mine, *past)


def _step(step: Step, now: datetime) -> ShownStep:
    words = step.words if step.done or step.words else remaining(step.at, now)
    return ShownStep(
        when=when(step.at, now) if step.done else due(step.at, now),
        what=step.what,
        words=words,
        weight="done" if step.done else "ahead",
    )
