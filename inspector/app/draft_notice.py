"""A notice drafted: the register's facts put into the words and order of the paper."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import orjson

from inspector.app.ledger import verdict_told
from inspector.app.office_wording import wording_of
from inspector.app.paper_words import (
    deadline_words,
    form_of_address,
    moment_words,
    office_on_paper,
    report_by,
)
from inspector.app.pictures import picture
from inspector.app.workspace import Workspace
from inspector.documents.paper import (
    EarlierOnPaper,
    NoticePaper,
    PhotoOnPaper,
    ProblemOnPaper,
    RoundOnPaper,
    UnitOnPaper,
)
from inspector.documents.templates import Wording
from inspector.domain.change import Value
from inspector.domain.deadline import due
from inspector.domain.errors import InputError
from inspector.domain.moment import from_stored, local_date, stored
from inspector.domain.repeat import Kind
from inspector.domain.standard import Standard
from inspector.domain.unit import Unit, UnitKind
from inspector.photos.renditions import Kind as RenditionKind
from inspector.store.deeds import photos_of
from inspector.store.issues import findings_of
from inspector.store.leaves import conflicting_rows
from inspector.store.marks import covers_on
from inspector.store.notices import notice_of

Row = dict[str, Any]

_ROLES = {"wide": "远景", "close": "近景", "before": "整改前", "after": "整改后", "verify": "复查"}
_CONTESTED = frozenset({"point", "standard", "unit", "spot", "found_at", "variant"})


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftNotice:
    """The paper and what the register will keep of it; issues in the order of the list."""

    paper: NoticePaper
    on: date
    delivered: datetime
    copy_to: tuple[str, ...]
    issues: tuple[str, ...]
    items: tuple[dict[str, Value], ...]
    conflicts: tuple[str, ...]
    photos: tuple[str, ...]  # sha256 of each that is printed
    covers: tuple[str, ...]  # marks that cover parts of them


def draft_notice(
    ws: Workspace,
    unit_code: str,
    rows: Sequence[Row],
    delivered: datetime,
    *,
    deadline: datetime | None,
    number: str,
    wording: Wording | None = None,
) -> DraftNotice:
    """Draft one unit's notice; ``deadline`` is a common one, else each standard's own.

    ``wording`` is that of a run, else the office's.
    """
    unit = ws.register.directory.unit(unit_code)
    if unit is None:
        raise ValueError(f"no unit {unit_code}")
    local = delivered.astimezone(ws.register.zone)
    problems = [_Problem(ws, row, local, deadline) for row in rows]
    last = max(one.deadline for one in problems)
    rules = [one.rule_days for one in problems]
    copy_to = tuple(
        dict.fromkeys(code for one in problems for code in one.copy_to if code != unit_code)
    )
    days = [one.found_on for one in problems]
    photos = tuple(dict.fromkeys(sha256 for one in problems for sha256 in one.photos))
    covers = tuple(covers_on(ws.db, photos))  # asked before they are drawn: never too many
    paper = NoticePaper(
        number=number,
        office=office_on_paper(ws),
        unit=_unit(ws, unit),
        issued_on=local.date(),
        round=RoundOnPaper(
            first_day=min(days),
            last_day=max(days),
            points=len({row["point"] for row in rows if row["point"]}),
        ),
        items=tuple(one.on_paper(place) for place, one in enumerate(problems, start=1)),
        report_by=report_by(last, ws.register.calendar),
        all_done_by=moment_words(last, ws.register.calendar),
        copy_to=tuple(_short_names(ws, copy_to)),
        themes=tuple(dict.fromkeys(row["title"] for row in rows))[:3],
        repeat_window_days=max(repeat for repeat, _rebound in rules),
        rebound_window_days=max(rebound for _repeat, rebound in rules),
        wording=wording or wording_of(ws),
    )
    return DraftNotice(
        paper=paper,
        on=local.date(),
        delivered=delivered,
        copy_to=copy_to,
        issues=tuple(row["id"] for row in rows),
        items=tuple(one.item(place) for place, one in enumerate(problems, start=1)),
        conflicts=tuple(_contested(ws, rows)),
        photos=photos,
        covers=covers,
    )


class _Problem:
    """One issue on its way onto the paper."""

    def __init__(
        self, ws: Workspace, row: Row, delivered: datetime, deadline: datetime | None
    ) -> None:
        self._ws, self._row = ws, row
        self.found_on = local_date(from_stored(row["found_at"]), ws.register.zone)
        self._standard = self._known_standard()
        self._findings = findings_of(ws.db, row["id"])
        self._verdict = verdict_told(ws, row["id"])
        asked = deadline or self._asked(delivered)
        self._own_deadline = asked is None
        self._delivered = delivered
        self.deadline = asked or self._due(delivered)
        self.copy_to: tuple[str, ...] = tuple(orjson.loads(row["copy_to"] or "[]"))

    @property
    def rule_days(self) -> tuple[int, int]:
        rule = self._verdict.rule if self._verdict else None
        return (rule.repeat_window_days, rule.rebound_window_days) if rule else (0, 0)

    @property
    def photos(self) -> tuple[str, ...]:
        """Contents of the photos that show it, in the order they are printed."""
        return tuple(row["sha256"] for row in self._photo_rows())

    def on_paper(self, place: int) -> ProblemOnPaper:
        ws, row = self._ws, self._row
        point = ws.register.point(row["point"])
        earlier = tuple(self._earlier())
        newest = self._verdict.earlier[0] if self._verdict and self._verdict.earlier else None
        is_repeat = self._verdict is not None and self._verdict.kind == Kind.REPEAT.name.lower()
        return ProblemOnPaper(
            no=place,
            point=point.name if point else "",
            spot=row["spot"] or "",
            description=self._description(),
            standard_code=row["standard"],
            standard_text=self._standard.text,
            occurrence=row["occurrence"],
            rebound=bool(row["rebound"]),
            rebound_after_days=newest.days_since_closed if newest and row["rebound"] else None,
            deadline=self._deadline_words(),
            found_on=self.found_on,
            earlier=earlier if is_repeat or row["rebound"] else (),
            photos=tuple(self._photos()),
            photo_needed=self._standard.photos_min > 0,
            key=row["id"],
        )

    def item(self, place: int) -> dict[str, Value]:
        """What the register keeps: the finding, the deadline, and what the paper said of it."""
        row = self._row
        return {
            "finding": row["id"],
            "deadline": stored(self.deadline),
            "position": place,
            "words": self._description(),
            "said": {
                "occurrence": row["occurrence"],
                "rebound": row["rebound"],
                "kind": self._verdict.kind if self._verdict else None,
                "unit": row["unit"],
                "deduction": row["deduction"],
                "standard": row["standard"],
            },
        }

    def _known_standard(self) -> Standard:
        standard = self._ws.register.standard(self._row["standard"], self.found_on)
        if standard is None:
            raise ValueError(f"no standard {self._row['standard']}")
        return standard

    def _asked(self, delivered: datetime) -> datetime | None:
        """What the inspector set, while it is still ahead."""
        row = self._ws.db.execute(
            "select deadline from finding where id = ?", [self._row["id"]]
        ).fetchone()
        asked = from_stored(row[0]) if row and row[0] else None
        return asked if asked and asked > delivered else None

    def _due(self, delivered: datetime) -> datetime:
        variant = self._standard.variant(self._row["variant"])
        term = variant.term if variant and variant.term else self._standard.term
        if term is None:
            raise ValueError(f"{self._standard.code} has no deadline")
        return due(term, delivered, self._ws.register.calendar_of(self._row["unit"]))

    def _deadline_words(self) -> str:
        calendar = self._ws.register.calendar_of(self._row["unit"])
        if self._own_deadline and not self._row["variant"]:
            return deadline_words(self._standard, self.deadline, self._delivered, calendar)
        return moment_words(self.deadline, calendar)

    def _description(self) -> str:
        marks = ", ".join("?" * len(self._findings))
        notes = self._ws.db.execute(
            f"select note from finding where id in ({marks}) and note != '' "
            "order by found_at, id limit 1",
            self._findings,
        ).fetchone()
        words = str(notes[0]) if notes else str(self._row["title"])
        spot = self._row["spot"] or ""
        return words.removeprefix(spot) or words  # the place stands before it already

    def _photos(self) -> Iterator[PhotoOnPaper]:
        ws = self._ws
        for row in self._photo_rows():
            taken = row["taken_at"]
            yield PhotoOnPaper(
                jpeg=self._print(row["sha256"]),
                role=_ROLES.get(row["role"] or "", "现场"),
                taken_at=from_stored(taken).astimezone(ws.register.zone) if taken else None,
            )

    def _photo_rows(self) -> list[Row]:
        rows = photos_of(self._ws.db, self._findings)
        return [row for row in rows if row["subject"] == row["finding"]]

    def _print(self, sha256: str) -> bytes:
        """The print rendition; empty where there is none, which the paper then complains of."""
        try:
            return picture(self._ws, sha256, RenditionKind.PRINT).read_bytes()
        except InputError:
            return b""

    def _earlier(self) -> Iterator[EarlierOnPaper]:
        for one in reversed(self._verdict.earlier if self._verdict else ()):
            row = next(
                iter(self._ws.db.query("select * from issue where id = :id", {"id": one.issue})), {}
            )
            notice = notice_of(self._ws.db, row["notice"]) if row.get("notice") else None
            yield EarlierOnPaper(
                found_on=local_date(one.found_at, self._ws.register.zone),
                number=(notice["number"] or "") if notice else "",
                title=(notice["title"] or "") if notice and notice["number"] else "",
                deadline=moment_words(from_stored(row["deadline"]), self._ws.register.calendar)
                if row.get("deadline") and row["delivered_at"]
                else "",
                closed_on=local_date(one.closed_at, self._ws.register.zone)
                if one.closed_at
                else None,
                description=str(row.get("title") or ""),
            )


def _unit(ws: Workspace, unit: Unit) -> UnitOnPaper:
    town = ws.register.area(unit.area) if unit.kind is UnitKind.TOWN else None
    return UnitOnPaper(
        name=unit.short_name,
        you=form_of_address(unit),
        relation=unit.relation,
        place=town.name if town else "",
    )


def _short_names(ws: Workspace, codes: Sequence[str]) -> Iterator[str]:
    for code in codes:
        unit = ws.register.directory.unit(code)
        if unit is not None:
            yield unit.short_name


def _contested(ws: Workspace, rows: Sequence[Row]) -> Iterator[str]:
    """Issues one of whose findings has a conflict in a field the paper prints."""
    contested = conflicting_rows(ws.db, "finding", _CONTESTED)
    for row in rows:
        if contested.intersection(findings_of(ws.db, row["id"])):
            yield row["id"]
