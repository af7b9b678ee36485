"""What several papers share: pictures of an issue, words for its place, papers handed out."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from inspector.app.ledger import verdict_told
from inspector.app.paper_store import write_durably
from inspector.app.pictures import picture
from inspector.app.workspace import Workspace
from inspector.documents.figures import Indicator
from inspector.documents.paper import PhotoOnPaper, Printed
from inspector.domain.errors import InputError
from inspector.domain.moment import from_stored, local_date
from inspector.domain.notice import kind_named
from inspector.photos.renditions import Kind
from inspector.store.deeds import photos_of
from inspector.store.faults import told
from inspector.store.issues import findings_of
from inspector.store.notices import letters_on
from inspector.text import _

Row = dict[str, Any]

_NUMERALS = "零一二三四五六七八九十"


@dataclass(frozen=True, slots=True, kw_only=True)
class PagesMade:
    """A paper on disk; ``advice`` is what its office should look at before it goes out."""

    file: str
    pages: int
    bytes: int
    advice: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RowsMade:
    """A workbook on disk."""

    file: str
    rows: int
    bytes: int
    advice: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SlidesMade:
    """A deck on disk."""

    file: str
    slides: int
    bytes: int
    advice: tuple[str, ...] = ()


def hand_over(out: Path, printed: Printed, content: bytes | None = None) -> PagesMade:
    """Write a printed paper, or its ``content`` in another format, where a person wants it.

    Pages and advice are those of the printed one: how Word breaks pages nobody knows before.
    """
    made = printed.pdf if content is None else content
    write(out, made)
    return PagesMade(file=str(out), pages=printed.pages, bytes=len(made), advice=advice_of(printed))


def advice_of(printed: Printed) -> tuple[str, ...]:
    """What the paper lacks, in words."""
    return tuple(f"{one.kind.value} {one.detail}".strip() for one in printed.warnings)


def check_suffix(out: Path, *made: str) -> str:
    """The suffix a file is asked for with; InputError for one this paper is not made as."""
    suffix = out.suffix.lower()
    if suffix not in made:
        raise InputError(
            _("这份文书只能生成 {suffix}。").format(suffix="、".join(made)),
            _("把 --out 写成 {name}。").format(name=out.with_suffix(made[0]).name),
            code="bad_suffix",
        )
    return suffix


def write(out: Path, content: bytes) -> None:
    """Whole or not there."""
    with told():
        out.parent.mkdir(parents=True, exist_ok=True)
        write_durably(out, content)


def picture_of(
    ws: Workspace, issue: str, *, of_deeds: bool = False, kind: Kind = Kind.PRINT
) -> PhotoOnPaper | None:
    """The first photo of an issue's findings, or the last of the deeds on it; None without."""
    findings = findings_of(ws.db, issue)
    rows = [
        row for row in photos_of(ws.db, findings) if (row["subject"] != row["finding"]) is of_deeds
    ]
    for row in reversed(rows) if of_deeds else rows:
        try:
            file = picture(ws, row["sha256"], kind)
        except InputError:
            continue  # not here, or evidence that cannot be drawn, such as a video
        taken = row["taken_at"]
        at = from_stored(taken).astimezone(ws.register.zone) if taken else None
        return PhotoOnPaper(jpeg=file, role="", taken_at=at)
    return None


def last_urged(ws: Workspace, issue: str) -> str:
    """督办函: the last letter of the ladder that was sent about an issue; nothing without one."""
    kinds = [kind_named(kind) for kind in letters_on(ws.db, issue)]
    return next((kind.value for kind in reversed(kinds) if kind.urges), "")


def day_of(ws: Workspace, moment: str | None) -> date | None:
    """The local day of a stored moment."""
    return local_date(from_stored(moment), ws.register.zone) if moment else None


def sure_day(ws: Workspace, moment: str) -> date:
    """The local day of a stored moment that is there."""
    return local_date(from_stored(moment), ws.register.zone)


def times_told(row: Row) -> str:
    """第3次·反弹; nothing for what was never found before."""
    if row["occurrence"] < 2 and not row["rebound"]:
        return ""
    again = "第{n}次".format(n=row["occurrence"]) if row["occurrence"] > 1 else "首次"
    return again + ("·反弹" if row["rebound"] else "")


def days_found(ws: Workspace, row: Row) -> tuple[date, ...]:
    """Every day an issue was found, those of the issues it repeats first."""
    seen = verdict_told(ws, row["id"]) if row["occurrence"] > 1 else None
    before = [one.found_at.date() for one in reversed(seen.earlier)] if seen else []
    findings = findings_of(ws.db, row["id"])
    marks = ", ".join("?" * len(findings))
    sql = f"select found_at from finding where id in ({marks}) order by found_at, id"
    own = [sure_day(ws, one[0]) for one in ws.db.execute(sql, findings).fetchall()]
    return tuple(dict.fromkeys((*before, *own)))


def point_name(ws: Workspace, code: str | None) -> str:
    point = ws.register.point(code)
    return point.name if point else _("未选点位")


def place_of(ws: Workspace, row: Row) -> str:
    """临湾村改居片区（主巷）."""
    name = point_name(ws, row["point"])
    return f"{name}（{row['spot']}）" if row["spot"] else name


def unit_name(ws: Workspace, code: str | None) -> str:
    unit = ws.register.directory.unit(code)
    return unit.short_name if unit else code or ""


def area_name(ws: Workspace, code: str | None) -> str:
    area = ws.register.area(code)
    return area.name if area else ""


def group_name(group: str, towns: list[str]) -> str:
    """第一组（街道）: the number in words, and the kind where all are of one."""
    number = int(group) if group.isdigit() else 0
    word = _NUMERALS[number] if 0 < number < len(_NUMERALS) else group
    kinds = [kind for kind in ("街道", "镇", "乡") if all(town.endswith(kind) for town in towns)]
    return f"第{word}组" + (f"（{kinds[0]}）" if kinds and towns else "")


def count(name: str, now: int, before: int, year_ago: int, *, seen: tuple[bool, bool]) -> Indicator:
    """A count beside its earlier values; what was not inspected then is not 0 but unknown."""
    return Indicator(
        name=name,
        now=now,
        before=before if seen[0] else None,
        year_ago=year_ago if seen[1] else None,
    )


def share(
    name: str, now: Decimal | None, before: Decimal | None, year_ago: Decimal | None
) -> Indicator:
    """A rate beside its earlier values."""
    return Indicator(name=name, now=now, before=before, year_ago=year_ago, percent=True)
