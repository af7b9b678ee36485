"""The office over a workspace on disk: the window's questions put to inspector.app."""

import threading
from collections.abc import Sequence
from pathlib import Path

from inspector.app import amend, capture, ledger, notify, period, take_in, told, upkeep
from inspector.app.district import initials
from inspector.app.workspace import Workspace, open_workspace
from inspector.domain.errors import InputError
from inspector.domain.issue import State
from inspector.domain.issue_filter import IssueFilter
from inspector.domain.standard import Standard
from inspector.text import _
from ui.case_words import changes_of, steps_of
from ui.office import (
    CasePhoto,
    ChangeLine,
    Draft,
    EarlierOccurrence,
    Foreseen,
    IssueCase,
    IssueLine,
    IssuePage,
    PointChoice,
    Recorded,
    StandardChoice,
    Standing,
    Today,
    TrayGroup,
    TrayPhoto,
    UnitReady,
    Wanted,
)
from ui.ready_words import ready_of
from ui.today_words import today_of
from ui.tray_words import groups_of
from ui.verdict_words import rule_said, said

SHOWN_BY_QT = ("jpg", "png", "webp")
EARLIER_SHOWN = 3
UNTOLD_AT_ONCE = 500


class WorkspaceOffice:
    """Answers from any thread: each has a workspace of its own."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._mine = threading.local()
        self._ws()  # a folder that is no workspace is told before the window opens

    def standing(self) -> Standing:
        ws = self._ws()
        return Standing(
            office=str(ws.register.office.get("name") or ""),
            district=ws.name,
            person=ws.person or ws.device,
            zone=ws.register.zone,
            known_until=ws.known_until,
            issues=upkeep.health(ws).issues,
            to_hand_over=0,
        )

    def today(self) -> Today:
        return today_of(self, self._ws(), has_draft=bool(self.load_draft()))

    def find_issues(self, wanted: Wanted, after: str | None, limit: int) -> IssuePage:
        ws = self._ws()
        page = ledger.find_issues(ws, self._filter(wanted), after=after, limit=limit)
        return IssuePage(
            lines=tuple(line_of(one) for one in page.issues), next=page.next, total=page.total
        )

    def count_issues(self, wanted: Wanted) -> int:
        return self.find_issues(wanted, None, 1).total

    def show_issue(self, issue: str) -> IssueCase:
        ws = self._ws()
        case = ledger.show_issue(ws, issue)
        first = case.findings[0]
        earlier = case.verdict.earlier if case.verdict else ()
        return IssueCase(
            line=line_of(case.issue),
            description=first.note,
            unit=case.issue.unit_name,
            copy_to=case.copy_to,
            deduction_words=_("按第{n}次计").format(n=case.issue.occurrence)
            if case.issue.occurrence > 1
            else "",
            photos=self._photos(case.photos),
            timeline=steps_of(case),
            earlier=self._earlier(earlier),
        )

    def changes_of_issue(self, issue: str) -> Sequence[ChangeLine]:
        return changes_of(ledger.changes_of_issue(self._ws(), issue))

    def points(self) -> Sequence[PointChoice]:
        register = self._ws().register
        types, areas = register.point_types, register.area
        shown = []
        for point in register.points:
            kind, town = types.get(point.type), areas(point.town)
            shown.append(
                PointChoice(
                    code=point.code,
                    name=point.name,
                    initials=initials(point.name),
                    type_name=kind.name if kind else point.type,
                    town_name=town.name if town else "",
                    spots=point.spots,
                )
            )
        return shown

    def standards(self, point: str) -> Sequence[StandardChoice]:
        """Those of the point's type first, then the others; none that forms no issue."""
        ws = self._ws()
        place = ws.register.point(point)
        kind = place.type if place else ""
        known = [one for one in ws.register.standards(ws.now.date()) if one.forms_issues]
        known.sort(key=lambda one: bool(one.point_types) and kind not in one.point_types)
        return [_choice(one) for one in known]

    def sort_photos(self, paths: Sequence[Path]) -> Sequence[TrayGroup]:
        """Take the photos in, whole and checked, then group them."""
        ws = self._ws()
        lines = take_in.take_in_paths(ws, paths)
        return groups_of(ws, lines, self._tray_photo)

    def foresee(self, draft: Draft) -> Foreseen:
        ws = self._ws()
        seen = capture.foresee(ws, self._draft(draft))
        standard = ws.register.standard(draft.standard, ws.now.date())
        unit = ws.register.directory.unit(seen.unit)
        copies = (ws.register.directory.unit(code) for code in seen.copy_to)
        return Foreseen(
            kind=seen.verdict.kind,
            occurrence=seen.verdict.occurrence,
            rebound=seen.verdict.rebound,
            words=said(seen.verdict, seen.issue_label or ""),
            rule=rule_said(seen.verdict, draft.standard, ws.known_until),
            deduction_words=_deduction(seen, standard),
            deadline_words=_deadline(standard),
            unit_name=unit.short_name if unit else "",
            copy_to=tuple(one.short_name for one in copies if one),
            earlier=self._earlier(seen.verdict.earlier),
        )

    def record(self, draft: Draft) -> Recorded:
        done = capture.record(self._ws(), self._draft(draft))
        parts = [_("已登记 {label}").format(label=done.label)]
        if done.issue_label != done.label:
            parts.append(_("并入 {label}").format(label=done.issue_label))
        elif done.verdict.occurrence > 1:
            parts.append(_("第{n}次").format(n=done.verdict.occurrence))
        parts.append(_("扣 {n} 分").format(n=f"{done.deduction:.2f}"))
        return Recorded(label=done.label, words="，".join(parts))

    def take_back(self, label: str) -> None:
        amend.void(self._ws(), label, _("登记后当即撤销"))

    def save_draft(self, text: str) -> None:
        """Kept beside the database, replaced as a whole."""
        kept = self._folder / "draft.json"
        if not text:
            kept.unlink(missing_ok=True)
            return
        beside = kept.with_suffix(".new")
        beside.write_text(text, encoding="utf-8")
        beside.replace(kept)

    def load_draft(self) -> str:
        kept = self._folder / "draft.json"
        return kept.read_text(encoding="utf-8") if kept.is_file() else ""

    def ready_units(self, month: str) -> Sequence[UnitReady]:
        """Every unit with issues not yet told, looked over as if it were issued now."""
        ws, lines = self._ws(), self._untold_lines(month)
        if not lines:
            return ()
        choice = notify.Choice(issues=tuple(lines))
        looked_over = notify.issue_notices(ws, choice, notify.Manner(draft=True), None)
        return [ready_of(ws, one, [lines[issue] for issue in one.issues]) for one in looked_over]

    def preview(self, unit: str, month: str) -> bytes:
        choice = self._untold(month, unit)
        if not choice.issues:
            raise InputError(_("这个单位没有待开的问题"), _("换一个单位。"))
        printed = notify.preview(self._ws(), unit, choice)
        paper: bytes = printed.pdf
        return paper

    def issue_notices(self, units: Sequence[str], month: str) -> Sequence[str]:
        """Numbers of what went out; a unit that has become blocked meanwhile is left waiting."""
        choice = self._untold(month, *units)
        if not (units and choice.issues):
            return ()  # an empty choice would mean every unit
        made = notify.issue_notices(self._ws(), choice, notify.Manner(), None)
        return [one.number for one in made if one.notice and one.number]

    def _untold(self, month: str, *units: str) -> notify.Choice:
        return notify.Choice(issues=tuple(self._untold_lines(month, *units)))

    def _untold_lines(self, month: str, *units: str) -> dict[str, told.IssueLine]:
        """Open issues in no notice yet; those told by other roads or settled need no paper."""
        ws = self._ws()
        since, until = period.span(ws, month=month or None)
        wanted = IssueFilter(
            states=("open",), unnoticed=True, units=units, since=since, until=until
        )
        lines: dict[str, told.IssueLine] = {}
        after: str | None = None
        while True:
            page = ledger.find_issues(ws, wanted, after=after, limit=UNTOLD_AT_ONCE)
            lines |= {line.issue: line for line in page.issues}
            after = page.next
            if after is None:
                return lines

    def close(self) -> None:
        """Close what this thread opened; the others end with their threads."""
        ws: Workspace | None = getattr(self._mine, "ws", None)
        if ws is not None:
            ws.close()
            del self._mine.ws

    def _ws(self) -> Workspace:
        if not hasattr(self._mine, "ws"):
            self._mine.ws = open_workspace(self._folder)
        mine: Workspace = self._mine.ws
        return mine

    def _filter(self, wanted: Wanted) -> IssueFilter:
        ws = self._ws()
        since, until = period.span(ws, month=wanted.month or None)
        towns = [one.code for one in ws.register.areas.get("town", ()) if one.name == wanted.town]
        return IssueFilter(
            text=wanted.text,
            points=(wanted.point,) if wanted.point else (),
            towns=tuple(towns),
            states=tuple(sorted(name.lower() for name in wanted.states)),
            verdicts=("candidate",) if wanted.candidate else (),
            late=wanted.late,
            repeat=wanted.repeat,
            since=since,
            until=until,
        )

    def _draft(self, draft: Draft) -> capture.CaptureDraft:
        return capture.CaptureDraft(
            standard=draft.standard,
            point=draft.point or None,
            spot=draft.spot or None,
            photos=tuple(path.stem for path in draft.photos),
            at=draft.found_at.isoformat() if draft.found_at else None,
            note=draft.note,
            same_as=draft.same_as or None,
            on_the_spot=draft.on_the_spot,
        )

    def _tray_photo(self, line: take_in.PhotoLine) -> TrayPhoto:
        """A photo just taken in is named by its content: the store's file."""
        ws = self._ws()
        sha256 = line.sha256 or ""
        original = ws.photo_store.path(sha256)
        thumb = ledger.photo_file(ws, sha256) or original
        can_show = line.format in SHOWN_BY_QT
        return TrayPhoto(
            path=original,
            screen=original if can_show else thumb,
            thumb=thumb,
            name=Path(line.file).name,
            taken_at=line.taken_at,
        )

    def _photos(self, photos: Sequence[ledger.CasePhoto]) -> tuple[CasePhoto, ...]:
        ws, shown = self._ws(), []
        for photo in photos:
            thumb = ledger.photo_file(ws, photo.sha256)
            if thumb is None:
                continue
            mended = photo.subject != photo.finding
            shown.append(
                CasePhoto(
                    caption=_("整改后") if mended else _("发现"),
                    taken_at=photo.taken_at,
                    thumb=thumb,
                    screen=ws.photo_store.path(photo.sha256),
                )
            )
        return tuple(shown)

    def _earlier(self, earlier: Sequence[told.EarlierTold]) -> tuple[EarlierOccurrence, ...]:
        ws, shown = self._ws(), []
        for one in earlier[:EARLIER_SHOWN]:
            case = ledger.show_issue(ws, one.issue)
            shown.append(
                EarlierOccurrence(
                    label=one.label,
                    occurrence=case.issue.occurrence,
                    found_at=one.found_at,
                    closed_at=one.closed_at,
                    days=one.days,
                    distance_m=one.distance_m,
                    photos=self._photos(case.photos),
                )
            )
        return tuple(shown)


def line_of(one: told.IssueLine) -> IssueLine:
    return IssueLine(
        issue=one.issue,
        label=one.label,
        title=one.title,
        point_name=one.point_name,
        spot=one.spot or "",
        state=State[one.state.upper()],
        found_at=one.found_at,
        deadline=one.deadline,
        late_days=max(one.late_days, 1) if one.late else 0,
        occurrence=one.occurrence,
        rebound=one.rebound,
        candidate=one.candidate,
        unit_name=one.unit_name,
        town_name=one.town_name,
        notice_number=one.notice or "",
        deduction=one.deduction,
    )


def _choice(standard: Standard) -> StandardChoice:
    return StandardChoice(
        code=standard.code,
        title=standard.title,
        aliases=standard.aliases,
        initials=initials(standard.title),
        phrases=standard.phrases,
        deduct=standard.deduct,
        deadline_words=_deadline(standard),
    )


def _deadline(standard: Standard | None) -> str:
    if standard is None or standard.term is None:
        return _("按通知书")
    return _("{n} {unit}　送达起算").format(n=standard.term.value, unit=standard.term.unit.value)


def _deduction(seen: capture.Foreseen, standard: Standard | None) -> str:
    points = _("{n} 分").format(n=f"{seen.deduction:.2f}")
    if standard is None:
        return points
    return f"{points}　{standard.severity.value} {standard.deduct}"
