"""Marking photos (标注): arrows, boxes, words and covers, set and taken off again."""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from inspector.app import check
from inspector.app.workspace import Workspace
from inspector.domain.change import Draft, Value
from inspector.domain.errors import InputError
from inspector.domain.ids import photo_id
from inspector.domain.mark import MarkKind, drawn_shape
from inspector.domain.moment import from_stored, stored
from inspector.store.apply import apply
from inspector.store.marks import mark_row, marks_of, photos_named
from inspector.text import _

_BEGINNING = re.compile(r"[0-9a-f]{6,64}")
_LONGEST = 200  # characters of words on a picture


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """A mark as a person drew it; fractions of the picture as shown, see domain.mark.Shape."""

    kind: MarkKind
    numbers: tuple[float, ...]
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkTold:
    """One mark on a photo; ``shape`` is four fractions, None where it cannot be read."""

    mark: str
    kind: str | None
    shape: tuple[float, ...] | None
    text: str
    person: str
    at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked:
    """A photo with its live marks, oldest first, and what was changed just now."""

    photo: str
    marks: tuple[MarkTold, ...]
    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()


def marks(ws: Workspace, name: str) -> Marked:
    """The marks on a photo; ``name`` is its sha256, the beginning of it, or a file with it."""
    return _told(ws, known_photo(ws, name))


def mark(
    ws: Workspace, name: str, drawn: Sequence[Drawn] = (), *, remove: Sequence[str] = ()
) -> Marked:
    """Set marks on a photo and take others off, both or neither; InputError for senseless ones."""
    sha256 = known_photo(ws, name)
    fresh = [(ws.new_id(), _fields(ws, sha256, one)) for one in drawn]
    gone = [_known_mark(ws, sha256, one) for one in remove]
    drafts = [Draft("mark", row, fields) for row, fields in fresh]
    drafts += [Draft("void", ws.new_id(), _void(ws, one)) for one in gone]
    if drafts:
        with ws.writing() as tx:
            apply(tx, drafts)  # marks decide nothing: there is nothing to derive
    told = _told(ws, sha256)
    return Marked(
        photo=sha256,
        marks=told.marks,
        added=tuple(row for row, _fields_of in fresh),
        removed=tuple(gone),
    )


def known_photo(ws: Workspace, name: str) -> str:
    """The sha256 of a photo taken in; InputError when there is none such, or more than one."""
    beginning = name.lower()
    if _BEGINNING.fullmatch(beginning):
        named = photos_named(ws.db, beginning)
    else:
        named = photos_named(ws.db, _content(Path(name)))
    if len(named) == 1:
        return named[0]
    raise InputError(
        _("没有这张照片：{name}").format(name=name)
        if not named
        else _("不止一张照片以 {name} 开头。").format(name=name),
        _("写照片的 sha256（take-in 与 show 都会列出），或已导入的文件。"),
        code="unknown_photo",
    )


def _content(file: Path) -> str:
    """The hash of a file; that of nothing known where there is no such file."""
    try:
        with file.open("rb") as opened:
            return hashlib.file_digest(opened, "sha256").hexdigest()
    except (OSError, ValueError):
        return "-"


def _fields(ws: Workspace, sha256: str, drawn: Drawn) -> dict[str, Value]:
    try:
        shape = drawn_shape(drawn.kind, drawn.numbers)
    except ValueError as error:
        raise InputError(
            _("{kind}的位置不对：{numbers}").format(
                kind=_(drawn.kind.value), numbers=",".join(f"{one:g}" for one in drawn.numbers)
            ),
            _("位置是占画面宽高的比例，从左上角起，0 到 1，不超出画面。"),
            code="bad_mark",
        ) from error
    words = check.line(drawn.words)
    if (drawn.kind is MarkKind.TEXT and not words) or len(words) > _LONGEST:
        raise InputError(
            _("文字标注应有 1 到 {most} 个字。").format(most=_LONGEST),
            _("写成 --text x,y,文字。"),
            code="bad_mark",
        )
    return {
        "photo": photo_id(sha256),
        "kind": drawn.kind.name.lower(),
        "shape": [*shape],
        "text": words or None,
        "person": ws.person,
        "at": stored(ws.now),
    }


def _known_mark(ws: Workspace, sha256: str, name: str) -> str:
    row = mark_row(ws.db, name)
    if row is None or row["photo"] != photo_id(sha256):
        raise InputError(
            _("这张照片上没有这个标注：{name}").format(name=name),
            _("用 inspector mark WS PHOTO --list 查看。"),
            code="unknown_mark",
        )
    return name


def _void(ws: Workspace, name: str) -> dict[str, Value]:
    return {"entity": "mark", "subject": name, "at": stored(ws.now), "person": ws.person}


def _told(ws: Workspace, sha256: str) -> Marked:
    rows = marks_of(ws.db, photo_id(sha256))
    zone = ws.register.zone
    return Marked(
        photo=sha256,
        marks=tuple(
            MarkTold(
                mark=row["id"],
                kind=row["kind"],
                shape=tuple(row["shape"]) if row["shape"] else None,
                text=row["text"] or "",
                person=row["person"] or "",
                at=from_stored(row["at"]).astimezone(zone) if row["at"] else None,
            )
            for row in rows
        ),
    )
