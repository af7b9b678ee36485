"""The answers of a visit as they are given: what stands, what is next, what is kept."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import TYPE_CHECKING

from inspector.text import _

if TYPE_CHECKING:
    from inspector.app.checklist_told import Item
    from inspector.domain.standard import Measure

Flags = tuple[tuple[str, str], ...]


class Answer(StrEnum):
    """An answer by its key."""

    PASS = "Y"  # noqa: S105 - an answer, not a password
    FAULT = "N"
    NONE = "X"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """What was answered by standard, in its order; ``values`` are numbers as they were typed.

    ``verdicts`` are the flags of the findings recorded from here.
    """

    answers: Mapping[str, Answer] = field(default_factory=dict)
    values: Mapping[str, str] = field(default_factory=dict)
    verdicts: Mapping[str, Flags] = field(default_factory=dict)

    def answer(self, code: str, answer: Answer) -> Sheet:
        rest = {one: given for one, given in self.answers.items() if one != code}
        judged = {one: flags for one, flags in self.verdicts.items() if one != code}
        return replace(self, answers={**rest, code: answer}, verdicts=judged)

    def take_back(self) -> tuple[str, Sheet]:
        """The standard answered last, and the sheet without its answer; empty where none is.

        A fault whose finding was recorded stays: that is taken back with the finding.
        """
        free = [code for code in self.answers if code not in self.verdicts]
        if not free:
            return "", self
        last = free[-1]
        rest = {one: given for one, given in self.answers.items() if one != last}
        return last, replace(self, answers=rest)

    def measure(self, code: str, text: str) -> Sheet:
        rest = {one: value for one, value in self.values.items() if one != code}
        return replace(self, values={**rest, code: text} if text else rest)

    def judge(self, code: str, flags: Flags) -> Sheet:
        return replace(self, verdicts={**self.verdicts, code: flags})

    def of(self, answer: Answer) -> tuple[str, ...]:
        """The standards answered so."""
        return tuple(code for code, given in self.answers.items() if given is answer)


def write_down(sheet: Sheet) -> str:
    """The sheet as JSON; empty where nothing was answered."""
    if not (sheet.answers or sheet.values):
        return ""
    kept = {
        "answers": {code: answer.value for code, answer in sheet.answers.items()},
        "values": dict(sheet.values),
        "verdicts": {
            code: [list(flag) for flag in flags] for code, flags in sheet.verdicts.items()
        },
    }
    return json.dumps(kept, ensure_ascii=False)


def read_back(text: str) -> Sheet:
    """What :func:`write_down` kept; an empty sheet where it cannot be read."""
    try:
        kept = json.loads(text)
        return Sheet(
            answers={str(code): Answer(answer) for code, answer in kept["answers"].items()},
            values={str(code): str(value) for code, value in kept["values"].items()},
            verdicts={
                str(code): tuple((str(kind), str(words)) for kind, words in flags)
                for code, flags in kept["verdicts"].items()
            },
        )
    except (ValueError, KeyError, TypeError, AttributeError):
        return Sheet()


def next_open(items: tuple[Item, ...], sheet: Sheet, after: str) -> str:
    """The next standard without an answer, from the top again at the end; empty where none is."""
    codes = [one.code for one in items]
    start = codes.index(after) + 1 if after in codes else 0
    order = [*codes[start:], *codes[:start]]
    return next((code for code in order if code not in sheet.answers), "")


def falls_short(measure: Measure, text: str) -> bool:
    """Whether a measured number misses what the standard asks; one that cannot be read does not."""
    try:
        value = Decimal(text)
    except InvalidOperation:
        return False
    if not value.is_finite():
        return False
    return {
        ">=": value < measure.threshold,
        ">": value <= measure.threshold,
        "<=": value > measure.threshold,
        "<": value >= measure.threshold,
    }.get(measure.operator, False)


def asked_of(measure: Measure) -> str:
    """What the standard asks of the number, in words."""
    words = {
        ">=": _("{what} 不少于 {n} {unit}"),
        ">": _("{what} 多于 {n} {unit}"),
        "<=": _("{what} 不超过 {n} {unit}"),
        "<": _("{what} 少于 {n} {unit}"),
    }.get(measure.operator, _("{what} {n} {unit}"))
    return words.format(what=measure.what, n=measure.threshold.normalize(), unit=measure.unit)
