"""The demo: a district's three months, one round with photos, two laptops, papers that went out."""

import json
import shutil
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

from inspector.app import amend, notify, paper_told, rectify
from inspector.app.brief import write_brief
from inspector.app.bulletin import write_bulletin
from inspector.app.capture import CaptureDraft, record
from inspector.app.demo_days import DemoDays, days_up_to
from inspector.app.demo_history import draw_history, prelude
from inspector.app.found import found
from inspector.app.handover import export
from inspector.app.history import import_events
from inspector.app.ledger import find_issues
from inspector.app.ledger_sheet import write_ledger
from inspector.app.merging import found_from, merge
from inspector.app.patrol import write_patrol
from inspector.app.period import span
from inspector.app.statement import Payer, write_statement
from inspector.app.take_in import take_in_batch
from inspector.app.workspace import Clock, Workspace, open_workspace, system_clock
from inspector.domain.cadence import month_of, shift_month
from inspector.domain.errors import InputError
from inspector.domain.issue_filter import IssueFilter
from inspector.text import _

Raw = dict[str, Any]

_MARK = ".inspector-demo"
_TOWN = "990102003"
_OWN = "u03"  # whose problems this laptop records; the others come with the second one's bundle


@dataclass(frozen=True, slots=True, kw_only=True)
class Demo:
    """What the demo left behind, in numbers."""

    workspace: str
    photos: int
    findings: int
    issues: int
    repeats: int
    rebounds: int
    notices: int
    files: tuple[str, ...]
    seconds: float
    verdicts: dict[str, int]
    month: str
    last_month: int
    last_month_late: int
    conflicts: int
    papers: tuple[str, ...]


def show_demo(folder: Path, *, recent: bool = False) -> Demo:
    """Build the demo in ``folder``; an earlier demo there is replaced, nothing else ever is.

    Its round is that of September 2026, ``recent`` the same in one of the last two weeks.
    """
    began = time.monotonic()
    _make_room(folder)
    days = days_up_to(system_clock()) if recent else DemoDays()

    def clock() -> datetime:
        """Now, but never before the round is over: it is dated, machines may be behind."""
        return max(system_clock(), days.over)

    with (
        _resource("demo") as shipped,
        days.photos(shipped / "photos", folder / "card") as photos,
        found(folder / "workspace", device=_("办公室电脑"), person=_OWN, clock=clock) as ws,
    ):
        plan = json.loads(days.put((shipped / "round.json").read_bytes()))
        _remember_past(ws, plan, days)
        second = _second_laptop(ws, folder, clock)
        by_file = _take_photos(ws, photos)
        findings = _record(ws, plan, by_file, own=True)
        with open_workspace(second, person="u04", clock=clock) as other:
            _take_photos(other, photos)
            _record(other, plan, by_file, own=False)
            _contradict(ws, other, days)
            export(other, folder / "second-laptop.db")
        merged = merge(ws, [folder / "second-laptop.db"])
        shutil.rmtree(second)
        made = _send(ws, plan, days, folder / "out")
        _mend(ws, plan, days, findings=findings, by_file=by_file)
        month = _last_month(ws, days)
        papers = _print_papers(ws, month, days, folder / "out")
        return _summary(
            ws,
            folder,
            made,
            month=month,
            papers=papers,
            conflicts=merged.conflicts,
            photos=len(by_file),
            seconds=time.monotonic() - began,
        )


def _make_room(folder: Path) -> None:
    if folder.exists() and any(folder.iterdir()) and not (folder / _MARK).exists():
        raise InputError(
            _("文件夹里有别的东西：{folder}").format(folder=folder),
            _("给示例换一个空文件夹。"),
            code="exists",
        )
    for name in ("workspace", "second", "out", "card"):
        shutil.rmtree(folder / name, ignore_errors=True)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / _MARK).touch()


@contextmanager
def _resource(name: str) -> Iterator[Path]:
    with as_file(files("resources") / name) as path:
        yield path


def _district() -> tuple[Raw, list[Raw]]:
    own = files("resources")
    district = json.loads((own / "district.json").read_text("utf-8"))
    catalogue = json.loads((own / "catalogue.json").read_text("utf-8"))
    standards = [
        standard
        for project in catalogue["projects"]
        for content in project["contents"]
        for standard in content["standards"]
        if standard["check_kind"] == "problem"
    ]
    return district, standards


def _remember_past(ws: Workspace, plan: Raw, days: DemoDays) -> None:
    district, standards = _district()
    spared = {(one["point"], one["standard"]) for one in plan["problems"]}
    past = draw_history(district, standards, spared, days.later)
    import_events(ws, {"history": {"events": [*past, *prelude(plan["problems"])]}})


def _second_laptop(ws: Workspace, folder: Path, clock: Clock) -> Path:
    """A laptop that was handed everything before the round began."""
    bundle = folder / "hand-out.db"
    export(ws, bundle)
    found_from(folder / "second", bundle, device="LAPTOP-04", person="u04", clock=clock).close()
    return folder / "second"


def _take_photos(ws: Workspace, folder: Path) -> dict[str, str]:
    lines = take_in_batch(ws, [folder]).photos
    return {Path(line.file).name: line.sha256 for line in lines if line.sha256}


def _record(
    ws: Workspace, plan: Raw, by_file: dict[str, str], *, own: bool
) -> dict[tuple[str, str, str], str]:
    findings = {}
    for one in plan["problems"]:
        if (one["person"] == _OWN) is not own:
            continue
        at = datetime.fromisoformat(one["at"])
        told = record(
            ws,
            CaptureDraft(
                point=one["point"],
                standard=one["standard"],
                spot=one["spot"],
                at=one["at"],
                note=one["note"],
                round=f"{at:%G-W%V}",
                lonlat=tuple(one["lonlat"]) if one.get("lonlat") else None,
                photos=tuple(by_file[name] for name in one["photos"]),
            ),
        )
        findings[one["point"], one["standard"], one["at"]] = told.finding
    return findings


def _contradict(ws: Workspace, other: Workspace, days: DemoDays) -> None:
    """Both laptops correct the same finding of a month ago: a conflict that waits for a person."""
    old = days.sent_on - timedelta(days=32)
    row = ws.db.execute(
        "select id from finding where id like ? order by id limit 1", [f"h-{old:%m}%"]
    ).fetchone()
    amend.edit(ws, row[0], {"note": _("西侧第二个摊位占道约2米")}, _("现场核对"))
    amend.edit(other, row[0], {"note": _("西侧第二、三个摊位占道约3米")}, _("现场核对"))


def _send(ws: Workspace, plan: Raw, days: DemoDays, out: Path) -> tuple[paper_told.NoticeMade, ...]:
    """Notices for what the round found before its last day; that day's wait to be tried out."""
    first = datetime.fromisoformat(plan["problems"][0]["at"]).date().isoformat()
    since, until = span(ws, since=first, until=days.told_up_to.isoformat())
    page = find_issues(ws, IssueFilter(since=since, until=until, unnoticed=True), limit=1000)
    chosen = tuple(line.issue for line in page.issues if line.state not in ("closed", "void"))
    manner = paper_told.Manner(on=days.sent_on.isoformat())
    return notify.issue_notices(ws, notify.Choice(issues=chosen), manner, out)


def _mend(
    ws: Workspace,
    plan: Raw,
    days: DemoDays,
    *,
    findings: dict[tuple[str, str, str], str],
    by_file: dict[str, str],
) -> None:
    """Units answered with photos; most were verified and closed, one was sent back."""
    done, looked_again = days.done.isoformat(), days.done + timedelta(hours=23)
    for place, one in enumerate(plan["mended"]):
        problem = one["problem"]
        finding = findings.get((problem["point"], problem["standard"], problem["at"]))
        row = ws.db.execute(
            "select s.state from verdict v join issue s on s.id = v.issue where v.finding = ?",
            [finding],
        ).fetchone()
        if finding is None or row is None or row[0] == "closed":
            continue
        photos = tuple(by_file[name] for name in one["photos"])
        rectify.reply(ws, finding, _("已清理并安排专人值守"), done=done, at=done, photos=photos)
        if place % 4 == 3:
            at = (looked_again + timedelta(hours=1)).isoformat()
            rectify.verify_fix(ws, finding, passed=False, reason=_("仍有散落垃圾"), at=at)
        elif place % 4 != 2:
            rectify.verify_fix(ws, finding, passed=True, at=looked_again.isoformat())


def _last_month(ws: Workspace, days: DemoDays) -> str:
    """The month before the one the round lies in."""
    return shift_month(month_of(days.sent_on, ws.register.district["month_cutoff_day"]), -1)


def _print_papers(ws: Workspace, month: str, days: DemoDays, out: Path) -> tuple[str, ...]:
    """One of each paper of the month."""
    __, before = span(ws, month=month)
    __, until = span(ws, until=days.sent_on.isoformat())
    told = _("{n}月份").format(n=int(month[-2:]))
    made = (
        write_ledger(ws, IssueFilter(since=before, until=until), out / _("整改台账.xlsx")),
        write_bulletin(ws, month, out / _("{month}考核通报.pdf").format(month=told)),
        write_brief(ws, month, out / _("{month}一页纸.pdf").format(month=told)),
        write_statement(
            ws, Payer(town=_TOWN), month, out / _("桐荫街道{month}扣分明细.pdf").format(month=told)
        ),
        write_patrol(ws, days.sent_on.isoformat(), out / _("桐荫街道巡查携带单.pdf"), town=_TOWN),
    )
    return tuple(one.file for one in made)


def _summary(
    ws: Workspace,
    folder: Path,
    made: Sequence[paper_told.NoticeMade],
    *,
    month: str,
    papers: tuple[str, ...],
    conflicts: int,
    photos: int,
    seconds: float,
) -> Demo:
    def count(sql: str) -> int:
        return int(ws.db.execute(sql).fetchone()[0])

    kinds = dict(
        ws.db.execute(
            "select v.kind, count(*) from verdict v join finding f on f.id = v.finding "
            "where f.id not like 'h-%' group by v.kind order by v.kind"
        ).fetchall()
    )
    since, until = span(ws, month=month)
    found_then = IssueFilter(since=since, until=until)
    late = IssueFilter(since=since, until=until, late=True)
    return Demo(
        workspace=str(folder / "workspace"),
        photos=photos,
        findings=count("select count(*) from finding"),
        issues=count("select count(*) from issue where state != 'void'"),
        repeats=count("select count(*) from issue where occurrence > 1"),
        rebounds=count("select count(*) from issue where rebound = 1"),
        notices=sum(1 for one in made if one.notice),
        files=(*(file for one in made for file in one.files), *papers),
        papers=papers,
        seconds=round(seconds, 1),
        verdicts=kinds,
        month=month,
        last_month=find_issues(ws, found_then, limit=1).total,
        last_month_late=find_issues(ws, late, limit=1).total,
        conflicts=conflicts,
    )
