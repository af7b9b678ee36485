"""What a person typed, checked against the register before anything is written."""

import re
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from inspector.app.name_hint import code_hint
from inspector.app.workspace import Workspace
from inspector.domain.errors import InputError
from inspector.domain.issue import State
from inspector.domain.issue_filter import IssueFilter
from inspector.domain.moment import local_date, read_moment
from inspector.domain.point import Point
from inspector.domain.repeat import Kind
from inspector.domain.standard import Standard
from inspector.store.issues import finding_of
from inspector.text import _

_EARLIEST = date(2000, 1, 1)  # before digital cameras; an earlier year is a typing error
_CONTROL = re.compile(r"[\x00-\x1f\x7f\u2028\u2029]")
_AHEAD = timedelta(days=1)  # clocks of two machines may differ, days may not


def moment(ws: Workspace, text: str | None, *, ahead: bool = False) -> datetime:
    """The moment a person wrote, now if none; InputError when it makes no sense.

    ``ahead``: a deadline or plan, which lies in the future.
    """
    if not text:
        return ws.now
    try:
        read = read_moment(text, ws.register.zone)
    except ValueError as error:
        raise InputError(
            _("看不懂这个时间：{text}").format(text=text),
            _("写成 2026-11-20T14:08 或 2026-11-20。"),
            code="bad_time",
        ) from error
    late = read > ws.now + _AHEAD and not ahead
    if late or local_date(read, ws.register.zone) < _EARLIEST:
        raise InputError(
            _("时间不合理：{text}").format(text=text),
            _("检查年份和这台电脑的时钟；记录的时间不能晚于现在。"),
            code="bad_time",
        )
    return read


def is_day_alone(text: str) -> bool:
    """Whether a person named a day without an hour: ``2026-12-10``."""
    return len(text) <= len("2026-12-10")


def end_of_term(ws: Workspace, text: str | None) -> datetime | None:
    """The deadline a person named; one without an hour runs to the end of that day.

    InputError as :func:`moment`.
    """
    if not text:
        return None
    named = moment(ws, text, ahead=True)
    if not is_day_alone(text):
        return named
    day = local_date(named, ws.register.zone) + timedelta(days=1)
    return datetime.combine(day, time(), ws.register.zone)


def known_standard(ws: Workspace, name: str, day: date) -> tuple[Standard, str | None]:
    """Standard and variant out of ``S`` or ``S:VARIANT``; InputError for unknown ones."""
    code, _colon, variant = name.partition(":")
    standard = ws.register.standard(code, day)
    if standard is None:
        raise InputError(
            _("没有这条标准：{code}").format(code=code),
            code_hint(
                code,
                ((one.code, one.title) for one in ws.register.standards(day)),
                _("检查标准编号，例如 P3.03.01。"),
            ),
            code="unknown_standard",
        )
    if variant and standard.variant(variant) is None:
        known = "、".join(one.code for one in standard.variants) or _("无")
        raise InputError(
            _("标准 {code} 没有情形 {variant}").format(code=code, variant=variant),
            _("可选的情形：{known}").format(known=known),
            code="unknown_variant",
        )
    return standard, variant or None


def known_point(ws: Workspace, name: str | None) -> tuple[Point | None, str | None]:
    """Point and spot out of ``P`` or ``P/SPOT``; InputError when there is no such point."""
    if not name:
        return None, None
    code, _slash, spot = name.partition("/")
    point = ws.register.point(code)
    if point is None:
        raise InputError(
            _("没有这个点位：{code}").format(code=code),
            code_hint(
                code,
                ((one.code, one.name) for one in ws.register.points),
                _("检查点位编号，例如 003-OR-04。"),
            ),
            code="unknown_point",
        )
    return point, spot or None


def known_unit(ws: Workspace, code: str | None) -> str | None:
    """The code of a unit; InputError when the register has none such."""
    if code and ws.register.directory.unit(code) is None:
        raise InputError(
            _("没有这个责任单位：{code}").format(code=code),
            code_hint(
                code,
                ((one.code, one.name) for one in ws.register.units),
                _("检查单位编号，例如 JD-990102001。"),
            ),
            code="unknown_unit",
        )
    return code or None


def known_town(ws: Workspace, code: str) -> None:
    """InputError when the register has no such town."""
    town = ws.register.area(code)
    if town is None or town.kind != "town":
        raise InputError(
            _("没有这个镇街：{code}").format(code=code),
            code_hint(
                code,
                ((one.code, one.name) for one in ws.register.areas.get("town", ())),
                _("检查镇街编号，例如 990102003。"),
            ),
            code="unknown_town",
        )


def issue_filter(ws: Workspace, wanted: IssueFilter) -> None:
    """InputError for a code nobody can have meant: an empty list would look like good news."""
    for code in wanted.points:
        known_point(ws, code)
    for code in wanted.standards:
        known_standard(ws, code, local_date(ws.now, ws.register.zone))
    for code in wanted.towns:
        known_town(ws, code)
    for code in wanted.units:
        known_unit(ws, code)
    _one_of(State, wanted.states, _("没有这种状态：{code}"), "unknown_state")
    _one_of(Kind, wanted.verdicts, _("没有这种认定：{code}"), "unknown_verdict")


def _one_of(kinds: type[StrEnum], codes: Sequence[str], sentence: str, name: str) -> None:
    known = [one.name.lower() for one in kinds]
    for code in codes:
        if code not in known:
            raise InputError(
                sentence.format(code=code),
                _("可选：{known}").format(known="、".join(known)),
                code=name,
            )


def known_finding(ws: Workspace, name: str) -> str:
    """The finding a label or id stands for; InputError when there is none."""
    found = finding_of(ws.db, name)
    if found is None:
        raise InputError(
            _("没有这条发现：{name}").format(name=name),
            _("用 inspector issues 查看编号。"),
            code="unknown_finding",
        )
    return found


def same_as(ws: Workspace, name: str | None) -> str | None:
    """A finding's id, ``none``, or nothing; InputError for an unknown issue."""
    if not name or name == "none":
        return name or None
    return known_finding(ws, name)


def reason(text: str) -> str:
    """A reason that says something; InputError when it is empty."""
    if not text.strip():
        raise InputError(_("请写明原因。"), _("一句话就够；用 --reason 写。"), code="no_reason")
    return words(text)


def line(text: str) -> str:
    """One line of what a person typed or pasted: line ends and control signs become blanks."""
    return " ".join(_CONTROL.sub(" ", _sound(text)).split())


def words(text: str) -> str:
    """What a person typed or pasted, in its lines, without the signs no paper can print."""
    lines = _sound(text).replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join(_CONTROL.sub(" ", one).rstrip() for one in lines).strip()


def _sound(text: str) -> str:
    """Without halves of characters, which come of names in another encoding."""
    return text.encode("utf-8", "replace").decode("utf-8")
