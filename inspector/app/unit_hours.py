"""Working time of a unit (工作时间): as people write it, and as the register keeps it."""

import re
from collections.abc import Mapping
from datetime import time
from itertools import pairwise
from typing import Any

import orjson

from inspector.app.bad_row import BadRowError
from inspector.text import _

Raw = dict[str, Any]
NAMES = ("working_time", "work_week", "rest_days")
"""What a row may say of a unit's own time: its spans, days of the week, whether holidays rest."""

_SPAN = re.compile(r"(\d{1,2})[:：](\d{2})\s*[-—–~～至到]\s*(\d{1,2})[:：](\d{2})")
_WEEKS = {"5": 5, "周一至周五": 5, "6": 6, "周一至周六": 6, "7": 7, "每天": 7, "周一至周日": 7}
_RESTS = {"1": True, "放假": True, "是": True, "0": False, "照常": False, "否": False}


def own_hours(row: Raw) -> Raw | None:
    """What a row says of a unit's own working time; None where it says nothing of it.

    :raises BadRowError: a span that ends before it begins, an unknown week.
    """
    if not any(name in row for name in NAMES):
        return None
    kept: Raw = {}
    spans = _spans(row.get("working_time"))
    if spans:
        kept["working_time"] = {f"span{n}": list(span) for n, span in enumerate(spans)}
    if week := _one_of(row, "work_week", _WEEKS):
        kept["work_week"] = week
    rests = _one_of(row, "rest_days", _RESTS)
    if rests is False:
        kept["rest_days"] = False
    return kept


def hours_in_words(more: str | None) -> Raw:
    """A unit's own time as its form shows it; empty words where it keeps the district's."""
    kept = orjson.loads(more or "{}")
    spans = kept.get("working_time") or {}
    return {
        "working_time": "、".join("-".join(spans[name]) for name in sorted(spans)),
        "work_week": str(kept.get("work_week") or ""),
        "rest_days": "0" if kept.get("rest_days") is False else "",
    }


def _spans(value: object) -> list[tuple[str, str]]:
    if isinstance(value, Mapping):
        text = "、".join("-".join(value[name]) for name in sorted(value))
    else:
        text = str(value or "").strip()
    if not text:
        return []
    found = [tuple(map(int, one)) for one in _SPAN.findall(text)]
    try:
        spans = [(time(a, b), time(c, d)) for a, b, c, d in found]
    except ValueError:
        spans = []
    ordered = [moment for span in spans for moment in span]
    rest = _SPAN.sub("", text).strip(" 、，,;；")
    if rest or not spans or any(one >= two for one, two in pairwise(ordered)):
        raise BadRowError("working_time", _("看不懂这个工作时间：{text}").format(text=text))
    return [(f"{begin:%H:%M}", f"{end:%H:%M}") for begin, end in spans]


def _one_of(row: Raw, name: str, known: Mapping[str, Any]) -> Any:
    text = str(row.get(name) if row.get(name) is not None else "").strip()
    if not text:
        return None
    if text not in known:
        reason = _("不认识：{text}，可选 {known}")
        raise BadRowError(name, reason.format(text=text, known="、".join(known)))
    return known[text]
