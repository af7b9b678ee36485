"""The package per unit (交办包): everything a street's contact needs, to be sent as it lies."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from inspector.app import check
from inspector.app.issued import issued_paper
from inspector.app.paper_store import hand_out, read_document
from inspector.app.paper_words import file_name
from inspector.app.period import month_days
from inspector.app.pictures import check_still_covered
from inspector.app.progress import Progress, Tell
from inspector.app.workspace import Workspace
from inspector.documents.chat_text import chat_text
from inspector.documents.feedback import feedback_xlsx
from inspector.documents.longpicture import long_pictures
from inspector.documents.notice_words import annexes_of, notice_title
from inspector.documents.paper import NoticePaper, PhotoOnPaper, ProblemOnPaper
from inspector.documents.slip import SlipPaper, contents_of, slip_pdf
from inspector.domain.errors import InputError
from inspector.domain.notice import NoticeKind
from inspector.store.notices import list_notices
from inspector.text import _

Row = dict[str, Any]
_PHOTOS = "照片"


@dataclass(frozen=True, slots=True, kw_only=True)
class Package:
    """One unit's folder: the files in it and their size together, in bytes."""

    unit: str
    files: tuple[str, ...]
    bytes: int


def pack(
    ws: Workspace,
    folder: Path,
    *,
    units: Sequence[str] = (),
    month: str | None = None,
    tell: Tell | None = None,
) -> tuple[Package, ...]:
    """A folder per unit with every live notice of the month, or those with work left.

    ``units`` picks some; ``tell`` counts papers, and folders finished before it calls off stay.
    InputError when there is nothing to pack.
    """
    for unit in units:
        check.known_unit(ws, unit)
    by_unit: dict[str, list[Row]] = {}
    for notice in reversed(_wanted(ws, month)):
        if not units or notice["unit"] in units:
            by_unit.setdefault(notice["unit"], []).append(notice)
    progress = Progress(tell, sum(map(len, by_unit.values())))
    progress.go_on(0)
    packages = tuple(
        _pack_unit(ws, code, notices, folder, progress) for code, notices in by_unit.items()
    )
    if not packages:
        raise InputError(
            _("没有可打包的通知书。"),
            _("先用 inspector notice 下发，或换一个月份。"),
            code="nothing",
        )
    return packages


def _wanted(ws: Workspace, month: str | None) -> list[Row]:
    """Live notices, newest first; a letter goes out by itself."""
    orders = NoticeKind.RECTIFICATION.name.lower()
    kept = (row for row in list_notices(ws.db) if row["kind"] == orders)
    live = [row for row in kept if row["state"] not in ("void", "submitted", "signed")]
    if month:
        first, last = month_days(month, ws.register.district.get("month_cutoff_day"))
        return [row for row in live if first.isoformat() <= row["issued_on"] <= last.isoformat()]
    unfinished = "select distinct notice from issue where state not in ('closed', 'void')"
    waiting = {row[0] for row in ws.db.execute(unfinished).fetchall()}
    return [row for row in live if row["id"] in waiting]


def _pack_unit(
    ws: Workspace, code: str, notices: Sequence[Row], folder: Path, progress: Progress
) -> Package:
    named = ws.register.directory.unit(code)
    name = named.short_name if named else code
    place = folder / file_name(name, suffix="")
    files = []
    for notice in notices:
        files += [
            hand_out(place / where, file, content)
            for where, file, content in _contents(ws, notice, name)
        ]
        progress.go_on(1)
    return Package(
        unit=code,
        files=tuple(str(file) for file in files),
        bytes=sum(file.stat().st_size for file in files),
    )


def _contents(ws: Workspace, notice: Row, unit: str) -> Iterator[tuple[str, str, bytes]]:
    """Folder, name and bytes of each file that goes with one notice."""
    label = notice["number"] or notice["draft"]
    check_still_covered(ws, notice)
    content = read_document(ws, notice["sha256"] or "")
    yield "", file_name(label, unit, NoticeKind.RECTIFICATION.value, suffix=".pdf"), content
    paper = issued_paper(ws, notice)
    if paper is None:
        return
    yield "", file_name(label, unit, "整改反馈单", suffix=".xlsx"), feedback_xlsx(paper)
    pictures = long_pictures(paper).pngs
    for number, png in enumerate(pictures, start=1):
        part = f"-{number}" if len(pictures) > 1 else ""
        yield "", file_name(label, unit, f"交办长图{part}", suffix=".png"), png
    yield "", file_name(label, unit, "送达回执", suffix=".pdf"), _slip(paper, notice, content)
    text = chat_text(paper).encode("utf-8-sig")  # the mark, or old editors read it as GBK
    yield "", file_name(label, unit, "群发文字", suffix=".txt"), text
    for item in paper.items:
        yield from _photos(item)


def _photos(item: ProblemOnPaper) -> Iterator[tuple[str, str, bytes]]:
    for number, photo in enumerate(item.photos, start=1):
        content = _bytes(photo)
        if content:
            name = file_name(f"{item.no:02d}", item.place, f"{photo.role}{number}", suffix=".jpg")
            yield _PHOTOS, name, content


def _bytes(photo: PhotoOnPaper) -> bytes:
    return photo.jpeg.read_bytes() if isinstance(photo.jpeg, Path) else photo.jpeg


def _slip(paper: NoticePaper, notice: Row, issued: bytes) -> bytes:
    photos = sum(len(item.photos) for item in paper.items)
    return slip_pdf(
        SlipPaper(
            number=paper.number,
            office=paper.office,
            unit_name=paper.unit.name,
            title="".join(notice_title(paper)),
            contents=contents_of(issued, len(paper.items), photos, annexes_of(paper).names),
            issued_on=paper.issued_on,
            paper_id=notice["id"],
            digest=notice["sha256"] or "",
        )
    ).pdf
