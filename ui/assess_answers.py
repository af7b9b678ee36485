"""The questions of 测算, 扣分明细 and 申诉, put to inspector.app."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

from inspector.app import assess, statement
from inspector.app.disputes import DisputeTold, disputes
from inspector.app.ledger import photo_file
from inspector.app.paper_parts import RowsMade, group_name
from inspector.app.period import assessed
from inspector.app.stats import stats
from inspector.app.stats_told import TownMoved, UnitMoved
from inspector.app.what_if import names_of_parts, numbers_of, what_if
from inspector.app.workspace import Workspace
from inspector.domain.unit import UnitKind
from inspector.text import _
from ui.assess_office import (
    DisputeLine,
    MonthList,
    MovedGroup,
    MovedLine,
    NumberLine,
    Payer,
    Ruling,
    Tried,
)
from ui.case_words import dispute_word, ruling_word
from ui.lists_answers import month_lists
from ui.number_words import CHOICES, GROUPS, TITLES
from ui.put_out import placed


class AssessAnswers:
    """Answers over the workspace of whichever thread asks."""

    def __init__(self, workspace: Callable[[], Workspace]) -> None:
        self._workspace = workspace

    def numbers(self) -> Sequence[NumberLine]:
        ws = self._workspace()
        profile = ws.register.profile
        parts = names_of_parts(profile)
        lines = [_number(name, value, parts) for name, value in numbers_of(ws, profile)]
        groups = list(dict.fromkeys(GROUPS.values()))
        return sorted(lines, key=lambda one: groups.index(one.group))

    def try_numbers(self, month: str, numbers: Mapping[str, str]) -> Tried:
        ws = self._workspace()
        told = what_if(ws, assessed(ws, month=month), numbers, ws.register.profile)
        return Tried(
            field=_by_group(told.towns),
            composite=_by_group(told.composite),
            units=_by_kind(told.units),
            weights=told.weights,
        )

    def lists(self, month: str) -> Sequence[MonthList]:
        ws = self._workspace()
        return month_lists(stats(ws, assessed(ws, month=month), lists=True))

    def small_photo(self, photo: str) -> Path | None:
        return photo_file(self._workspace(), photo)

    def payers(self) -> Sequence[Payer]:
        register = self._workspace().register
        towns = [
            Payer(code=one.code, name=one.name, is_town=True)
            for one in register.areas.get("town", ())
        ]
        units = [
            Payer(code=one.code, name=one.short_name, is_town=False)
            for one in register.units
            if one.kind is not UnitKind.TOWN
        ]
        return [*towns, *units]

    def statement(self, payer: Payer, month: str) -> bytes:
        return statement.statement_page(self._workspace(), _whom(payer), month)

    def write_statement(self, payer: Payer, month: str, out: Path) -> str:
        told = statement.write_statement(self._workspace(), _whom(payer), month, placed(out))
        if isinstance(told, RowsMade):
            return _("已写好 {file}：{n} 行").format(file=out.name, n=told.rows)
        return _("已写好 {file}：{n} 页").format(file=out.name, n=told.pages)

    def disputes(self) -> Sequence[DisputeLine]:
        return [_dispute(one) for one in disputes(self._workspace())]

    def decide(self, issue: str, ruling: Ruling) -> str:
        told = assess.decide(
            self._workspace(),
            issue,
            ruling.decision,
            reason=ruling.reason,
            unit=ruling.unit or None,
            points=ruling.points or None,
        )
        return _("{label} 已裁定：{decision}").format(
            label=told.label, decision=ruling_word(ruling.decision)
        )


def _whom(payer: Payer) -> statement.Payer:
    if payer.is_town:
        return statement.Payer(town=payer.code)
    return statement.Payer(unit=payer.code)


def _number(name: str, value: str, parts: Mapping[str, str]) -> NumberLine:
    """A source level is called by its code where it has no words of its own."""
    level = parts.get(name, name.removeprefix("source."))
    return NumberLine(
        name=name,
        title=TITLES.get(name, level),
        group=GROUPS.get(name.partition(".")[0], GROUPS["base"]),
        value=value,
        choices=CHOICES.get(name, ()),
    )


def _by_group(lines: Iterable[TownMoved]) -> tuple[MovedGroup, ...]:
    groups: dict[str, list[TownMoved]] = {}
    for one in lines:
        groups.setdefault(one.group, []).append(one)
    return tuple(
        MovedGroup(
            name=group_name(group, [one.name for one in some]),
            lines=tuple(_moved(one.town, one) for one in sorted(some, key=_place)),
        )
        for group, some in sorted(groups.items())
    )


def _by_kind(lines: Iterable[UnitMoved]) -> tuple[MovedGroup, ...]:
    kinds: dict[str, list[UnitMoved]] = {}
    for one in lines:
        kinds.setdefault(one.kind, []).append(one)
    return tuple(
        MovedGroup(
            name=_(UnitKind[kind.upper()].value),
            lines=tuple(_moved(one.unit, one) for one in sorted(some, key=_place)),
        )
        for kind, some in sorted(kinds.items())
    )


def _place(one: TownMoved | UnitMoved) -> tuple[bool, int, str]:
    return one.rank is None, one.rank or 0, one.name


def _moved(code: str, one: TownMoved | UnitMoved) -> MovedLine:
    return MovedLine(
        code=code,
        name=one.name,
        score_before=one.score_before,
        rank_before=one.rank_before,
        score=one.score,
        rank=one.rank,
        change=one.rank_change,
    )


def _dispute(one: DisputeTold) -> DisputeLine:
    parts = [ruling_word(one.decision or "")]
    parts += [_("核减 {points} 分").format(points=one.points)] if one.points else []
    parts += [_("改派 {unit}").format(unit=one.new_unit)] if one.new_unit else []
    parts += [f"{one.decided_at:%m-%d}"] if one.decided_at else []
    parts += [one.ruling] if one.ruling else []
    return DisputeLine(
        dispute=one.dispute,
        issue=one.issue,
        label=one.label,
        title=f"{one.title} {one.place}".strip(),
        unit=one.unit,
        kind=dispute_word(one.kind),
        reason=one.reason,
        at=one.at,
        until=one.until,
        late=one.late,
        deduction=one.deduction,
        waits=one.decision is None,
        ruling=" · ".join(parts) if one.decision else "",
    )
