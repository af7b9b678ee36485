"""Doubts about a history: what was taken and yet waits, counts for nothing, or seems wrong."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from inspector.app.bad_row import Noted, Place
from inspector.app.history_rules import WINDOWS
from inspector.app.workspace import Workspace
from inspector.domain.area import area_at
from inspector.domain.change import Draft, Value
from inspector.domain.geometry import Position
from inspector.store.odd_rows import moments_of_findings, void_ones
from inspector.text import _

_DEEDS = frozenset({"delivery", "reply", "verification", "extension", "deferral"})
_TERMS = {"delivery": "deadline", "extension": "until", "deferral": "until"}


class Taken(NamedTuple):
    """A row made of an event, and where the event stands."""

    place: Place
    draft: Draft


def notes_of(ws: Workspace, taken: Sequence[Taken]) -> Iterator[Noted]:
    """What a person should know of rows that are taken all the same.

    A history comes in parts and in any order: a deed whose finding nobody has yet waits for it.
    """
    known = _Known(ws, taken)
    for place, draft in taken:
        if draft.entity == "finding":
            found = _of_finding(ws, known, draft)
        elif draft.entity in _DEEDS:
            found = _of_deed(known, draft)
        elif draft.entity == "void":
            found = _of_void(known, draft)
        elif draft.entity == "local_rule":
            found = _of_rule(draft)
        else:
            continue
        for code, column, reason in found:
            yield Noted(file=place.file, row=place.row, column=column, code=code, reason=reason)


class _Known:
    """Moments of findings and of their voiding, of this import and of the workspace."""

    def __init__(self, ws: Workspace, taken: Iterable[Taken]) -> None:
        drafts = [one.draft for one in taken]
        named = {str(one.fields["finding"]) for one in drafts if one.entity in _DEEDS}
        named |= {str(one.fields["subject"]) for one in drafts if one.entity == "void"}
        named |= {str(one.fields["same_as"]) for one in drafts if one.fields.get("same_as")}
        self.found_at = {
            one.row: str(one.fields["found_at"]) for one in drafts if one.entity == "finding"
        } | moments_of_findings(ws.db, named)
        self.void = {
            str(one.fields["subject"]) for one in drafts if one.entity == "void"
        } | void_ones(ws.db, named)


Doubt = tuple[str, str, str]  # code, column, sentence


def _of_deed(known: _Known, draft: Draft) -> Iterator[Doubt]:
    finding, at = str(draft.fields["finding"]), str(draft.fields["at"])
    found_at = known.found_at.get(finding)
    if found_at is None:
        yield "waits", "ref", _waits(finding)
        return
    if finding in known.void:
        yield "void", "ref", _("发现 {ref} 已作废，这一步不计").format(ref=_ref(finding))
        return
    if at < found_at:
        yield "early", "at", _("早于发现 {ref} 的时间，从发现时起算").format(ref=_ref(finding))
    term = _TERMS.get(draft.entity, "")
    until = draft.fields.get(term)
    if until is not None and str(until) < found_at:
        reason = _("期限早于发现 {ref} 的时间，一交办就已逾期")
        yield "deadline", term, reason.format(ref=_ref(finding))
    if term == "until" and until is None:
        yield "no_term", term, _("没有写缓到哪一天，此后没有期限")


def _of_void(known: _Known, draft: Draft) -> Iterator[Doubt]:
    finding = str(draft.fields["subject"])
    if finding not in known.found_at:
        yield "waits", "ref", _waits(finding)


def _waits(finding: str) -> str:
    return _("还没有发现 {ref}，先收下，等它到来").format(ref=_ref(finding))


def _of_finding(ws: Workspace, known: _Known, draft: Draft) -> Iterator[Doubt]:
    same_as = draft.fields["same_as"]
    if same_as not in (None, "none") and str(same_as) not in known.found_at:
        yield "waits", "same_as", _waits(str(same_as))
    if draft.fields["source"] not in ws.register.source_factors:
        reason = _("不认识的来源：{code}，系数按 1 计")
        yield "source", "source", reason.format(code=draft.fields["source"])
    if draft.fields["point"] is None:
        yield from _of_place(ws, draft.fields["lon"], draft.fields["lat"])


def _of_place(ws: Workspace, lon: Value, lat: Value) -> Iterator[Doubt]:
    if not isinstance(lon, float) or not isinstance(lat, float):
        reason = _("没有点位也没有坐标，不归任何镇街，扣分不计入镇街得分")
        yield "no_place", "point", reason
    elif area_at(ws.register.areas.get("grid", ()), Position(lon, lat)) is None:
        reason = _("坐标不在任何网格内，不归任何镇街，扣分不计入镇街得分")
        yield "no_grid", "lonlat", reason


def _of_rule(draft: Draft) -> Iterator[Doubt]:
    for name in WINDOWS:
        if draft.fields[name] == 0:
            reason = _("{standard} 的期限为 0 天：只有同一天的才算")
            column = f"{draft.fields['standard']}.{name}"
            yield "no_days", column, reason.format(standard=draft.fields["standard"])


def _ref(finding: str) -> str:
    return finding.removeprefix("h-")
