"""Feedback sheets of units (整改反馈单) taken in: replies with their photos, and refusals."""

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path

from inspector.app.assess import dispute
from inspector.app.bad_row import Rejected
from inspector.app.progress import Progress, Tell
from inspector.app.rectify import reply
from inspector.app.register_told import Imported
from inspector.app.tables_in import UNREADABLE
from inspector.app.workspace import Workspace
from inspector.documents.feedback_in import FilledRow, NoFeedbackError, read_feedback
from inspector.domain.errors import InputError
from inspector.domain.moment import from_stored, local_date
from inspector.photos.formats import DRAWABLE, sniff
from inspector.store.faults import told
from inspector.store.issues import finding_of, issue_of, issue_row
from inspector.store.values import canonical
from inspector.text import _

_LARGEST = 200 * 1024 * 1024  # bytes; a sheet of forty problems with photos has ten
_SEE_PHOTO = "见照片"


@dataclass(frozen=True, slots=True, kw_only=True)
class RowTaken:
    """A row of a sheet and its issue: ``outcome`` is added, changed or unchanged.

    ``refused`` where the unit sent the issue back (退单), which waits for a ruling.
    """

    file: str
    row: int
    issue: str
    outcome: str
    refused: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RepliesTaken:
    """What became of every row that was filled in."""

    rows: tuple[RowTaken, ...]
    rejected: tuple[Rejected, ...]

    def count(self, outcome: str) -> int:
        return sum(one.outcome == outcome for one in self.rows)


def import_replies(ws: Workspace, files: Sequence[Path], *, dry_run: bool = False) -> Imported:
    """Take in filled-in sheets, told in counts."""
    taken = take_replies(ws, files, dry_run=dry_run)
    return Imported(
        added=taken.count("added"),
        changed=taken.count("changed"),
        unchanged=taken.count("unchanged"),
        rejected=taken.rejected,
    )


def take_replies(
    ws: Workspace, files: Sequence[Path], *, dry_run: bool = False, tell: Tell | None = None
) -> RepliesTaken:
    """Take in filled-in sheets; what a row asks for is done once, however often it comes.

    A row with a refusal becomes a 退单; a row left empty is passed over; a row that cannot be
    taken is named and bars no other. ``tell`` counts rows; rows taken before it calls off stay.
    """
    taken: list[RowTaken] = []
    sheets, rejected = _read_all(ws, files)
    progress = Progress(tell, sum(len(rows) for _file, rows in sheets))
    for file, rows in sheets:
        for row in rows:
            progress.go_on(1)
            fault = _fault(ws, row)
            if fault is None:
                try:
                    taken.append(_take(ws, file, row, dry_run=dry_run))
                    continue
                except InputError as error:
                    fault = ("", error.message)
            column, reason = fault
            rejected.append(Rejected(file=file.name, row=row.line, column=column, reason=reason))
    return RepliesTaken(rows=tuple(taken), rejected=tuple(rejected))


def _read_all(
    ws: Workspace, files: Sequence[Path]
) -> tuple[list[tuple[Path, list[FilledRow]]], list[Rejected]]:
    """Every sheet before any is taken; InputError when not one of the files is one."""
    sheets: list[tuple[Path, list[FilledRow]]] = []
    faults: list[tuple[Path, InputError]] = []
    for file in files:
        try:
            sheets.append((file, _rows_of(ws, file)))
        except InputError as error:
            faults.append((file, error))
    if faults and not sheets:
        raise faults[0][1]
    rejected = [
        Rejected(file=file.name, row=0, column="", reason=error.message) for file, error in faults
    ]
    return sheets, rejected


def _rows_of(ws: Workspace, file: Path) -> list[FilledRow]:
    with told():
        content = file.read_bytes() if file.stat().st_size <= _LARGEST else b""
    try:
        rows = read_feedback(content, ws.now.year)
    except NoFeedbackError as error:
        raise _not_a_sheet(file, str(error)) from error
    except UNREADABLE as error:
        raise _not_a_sheet(file, _("读不出来")) from error
    return [row for row in rows if not row.is_blank]


def _not_a_sheet(file: Path, why: str) -> InputError:
    return InputError(
        _("{name} 不是可用的整改反馈单：{why}。").format(name=file.name, why=why),
        _("请单位在随通知书发出的反馈单上填写，不要另做表格。"),
        code="not_a_sheet",
    )


def _fault(ws: Workspace, row: FilledRow) -> tuple[str, str] | None:
    """Column and reason why a row cannot be taken; None for a good one."""
    finding = finding_of(ws.db, row.key)
    if finding is None:
        return "id", _("不是本工作区的问题")
    if row.done_text and row.done is None:
        return "完成日期", _("看不懂这个日期：{text}").format(text=row.done_text)
    found = ws.db.execute("select found_at from finding where id = ?", [finding]).fetchone()[0]
    if row.done and row.done < local_date(from_stored(found), ws.register.zone):
        return "完成日期", _("早于发现日期")
    if row.done and row.done > ws.now.date():
        return "完成日期", _("还没到这一天")
    if any(sniff(photo) not in DRAWABLE for photo in row.photos):
        return "整改后照片", _("照片格式不认识")
    return None


def _take(ws: Workspace, file: Path, row: FilledRow, *, dry_run: bool) -> RowTaken:
    """Do what the row asks for; says whether it was new, more than before, or known."""
    issue = issue_of(ws.db, row.key) or row.key
    if row.refusal:
        outcome = _refuse(ws, issue, row.refusal, dry_run=dry_run)
    else:
        outcome = _answer(ws, file, issue, row, dry_run=dry_run)
    return RowTaken(
        file=file.name, row=row.line, issue=issue, outcome=outcome, refused=bool(row.refusal)
    )


def _answer(ws: Workspace, file: Path, issue: str, row: FilledRow, *, dry_run: bool) -> str:
    origin = _origin(row)
    before = _sheet_replies(ws, issue)
    if origin in before:
        return "unchanged"
    state = issue_row(ws.db, issue, ws.clock())
    if state and state["state"] in ("closed", "void"):
        raise InputError(_("已销号或已作废，不再收反馈"), _("再次发现时另行登记。"), code="past")
    if not dry_run:
        with _as_files(file, row) as photos:
            reply(
                ws,
                issue,
                row.measures or _SEE_PHOTO,
                done=_done(ws, row.done),
                photos=photos,
                more={"contact": row.contact, "phone": row.phone, "origin": origin},
            )
    return "changed" if before else "added"


def _origin(row: FilledRow) -> str:
    """By what a row is known again: its problem, words, day and photos."""
    photos = sorted(sha256(photo).hexdigest() for photo in row.photos)
    said = [row.key, row.measures, row.done_text, *photos]
    return sha256(canonical(said).encode()).hexdigest()[:32]


def _sheet_replies(ws: Workspace, issue: str) -> set[str]:
    """The rows of sheets that were taken in for an issue and stand."""
    rows = ws.db.execute(
        "select r.origin from reply r join verdict v on v.finding = r.finding "
        "where v.issue = ? and r.origin is not null "
        "and not exists (select 1 from void where void.subject = r.id)",
        [issue],
    ).fetchall()
    return {row[0] for row in rows}


def _done(ws: Workspace, day: date | None) -> str | None:
    """The day a unit names, as long as that is not ahead of us."""
    return min(day, local_date(ws.now, ws.register.zone)).isoformat() if day else None


def _refuse(ws: Workspace, issue: str, reason: str, *, dry_run: bool) -> str:
    known = ws.db.execute(
        "select 1 from dispute d join verdict v on v.finding = d.finding "
        "where v.issue = ? and d.reason = ? limit 1",
        [issue, reason],
    ).fetchone()
    if known:
        return "unchanged"
    if not dry_run:
        dispute(ws, issue, "reassign", reason)
    return "added"


@contextmanager
def _as_files(file: Path, row: FilledRow) -> Iterator[list[Path]]:
    """The row's pictures as files for as long as they are taken in, named after sheet and row."""
    with tempfile.TemporaryDirectory(prefix="inspector-") as folder:
        paths = []
        for number, photo in enumerate(row.photos, start=1):
            path = Path(folder) / f"{file.stem}-{row.line}-{number}.{sniff(photo).value}"
            path.write_bytes(photo)
            paths.append(path)
        yield paths
