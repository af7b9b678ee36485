"""The office's own wording of its papers: a text file in the workspace, or one named for a run."""

from dataclasses import dataclass
from pathlib import Path

from inspector.app.paper_store import hand_out, write_durably
from inspector.app.paper_words import file_name, office_on_paper
from inspector.app.workspace import Workspace
from inspector.documents.template_names import SECTIONS
from inspector.documents.templates import Wording, default_text, read_wording, section_at
from inspector.domain.errors import InputError
from inspector.domain.moment import local_date
from inspector.store.faults import told
from inspector.text import _

FOLDER, NAME = "templates", "wording.txt"
_LONGEST = 200_000  # characters


@dataclass(frozen=True, slots=True, kw_only=True)
class WordingTold:
    """Where the office's wording lies, and how many sentences of it are its own."""

    wording: str
    sentences: int
    begun: bool


def wording_of(ws: Workspace, file: Path | None = None) -> Wording:
    """The wording in force here, or that of ``file``; InputError names the line of a mistake."""
    if file is None and not own_file(ws).is_file():
        return Wording()
    return read_wording(_text(file or own_file(ws)))


def begin_wording(ws: Workspace) -> WordingTold:
    """Put the usual wording where the office may edit it; one that lies there is only checked."""
    file = own_file(ws)
    begun = not file.exists()
    if begun:
        with told():
            file.parent.mkdir(parents=True, exist_ok=True)
            write_durably(file, default_text().encode())
    own = wording_of(ws).own
    return WordingTold(
        wording=str(file), sentences=sum(len(one) for one in own.values()), begun=begun
    )


def edited(ws: Workspace) -> str:
    """The text an office edits: its own, or the usual one to begin with."""
    return _text(own_file(ws)) if own_file(ws).is_file() else default_text()


def keep_wording(ws: Workspace, text: str) -> WordingTold:
    """Put the edited text in force; InputError names the line of a mistake, and nothing changes."""
    read_wording(text)
    with told():
        own_file(ws).parent.mkdir(parents=True, exist_ok=True)
        write_durably(own_file(ws), text.encode())
    return begin_wording(ws)


def sample_page(ws: Workspace, text: str, line: int) -> tuple[str, bytes]:
    """What the text makes of the section a line stands in: its name and a made-up paper as PDF.

    ``line`` counts from 1. InputError names the line of the first mistake.
    """
    section = section_at(text, line)
    return section, _sample(ws, section, read_wording(text))


def write_samples(ws: Workspace, folder: Path) -> tuple[str, ...]:
    """A made-up paper for every section of the wording in force, to be looked at."""
    wording = wording_of(ws)
    return tuple(
        str(hand_out(folder, file_name(section, suffix=".pdf"), _sample(ws, section, wording)))
        for section in SECTIONS
    )


def _sample(ws: Workspace, section: str, wording: Wording) -> bytes:
    from inspector.documents.wording_samples import sample  # draws: not for the window's start

    today = local_date(ws.now, ws.register.zone)
    return sample(section, office_on_paper(ws), today, wording).pdf


def own_file(ws: Workspace) -> Path:
    return ws.folder / FOLDER / NAME


def _text(file: Path) -> str:
    """UTF-8, or GBK as old editors save it."""
    with told():
        content = file.read_bytes()[: _LONGEST * 4]
    for encoding in ("utf-8-sig", "gbk"):
        try:
            return content.decode(encoding)[:_LONGEST]
        except UnicodeDecodeError:
            continue
    raise InputError(
        _("文书措辞不是文本文件：{name}").format(name=file.name),
        _("用记事本另存为 UTF-8。"),
        code="bad_wording",
    )
