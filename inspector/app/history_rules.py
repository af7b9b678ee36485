"""Local rules of a history: the windows it was judged by, standard by standard."""

from collections.abc import Mapping
from typing import Any

from inspector.app.bad_row import BadRowError
from inspector.app.district import master
from inspector.app.workspace import Workspace
from inspector.domain.change import Draft, Value
from inspector.text import _

WINDOWS = ("repeat_window_days", "rebound_window_days")
_LONGEST = 3_660  # days; ten years, beyond which no month is compared with any


def local_rules(
    ws: Workspace, overrides: Mapping[str, Any]
) -> tuple[list[Draft], list[BadRowError]]:
    """The rows of the rules that can hold, and what is wrong with the others."""
    drafts, bad = [], []
    for code, rule in overrides.items():
        try:
            drafts.append(_rule(ws, code, rule))
        except BadRowError as error:
            bad.append(error)
    return drafts, bad


def _rule(ws: Workspace, code: str, rule: object) -> Draft:
    if not ws.register.has_standard(code):
        raise BadRowError(code, _("没有这条标准：{code}").format(code=code))
    if not isinstance(rule, dict):
        raise BadRowError(code, _("不是一条规则"))
    days: dict[str, Value] = {name: _days(code, name, rule.get(name)) for name in WINDOWS}
    return master("local_rule", code, {"standard": code, **days})


def _days(code: str, name: str, value: object) -> int | None:
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= _LONGEST:
        reason = _("天数应为 0 到 {most} 的整数：{text}")
        raise BadRowError(f"{code}.{name}", reason.format(most=_LONGEST, text=value))
    return value
