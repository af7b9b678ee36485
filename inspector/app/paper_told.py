"""Papers (文书) as values: how they go out, one that is ready, one that is made or waits."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from inspector.documents.paper import Printed
from inspector.domain.change import Draft, Value
from inspector.domain.notice import NoticeKind

PDF, DOCX = "pdf", "docx"


@dataclass(frozen=True, slots=True, kw_only=True)
class Manner:
    """How papers go out: when, by which deadline and number, delivered or not, as a draft only.

    ``formats`` are the files a person gets; what is kept is the PDF. ``one_file`` joins the
    papers of one run in one PDF for the printer. ``form`` is ``file``, ``letter`` or ``table``;
    without it each unit's relation decides.
    """

    on: str | None = None
    deadline: str | None = None
    number: str | None = None
    delivered: bool = True
    draft: bool = False
    overrule: bool = False
    formats: tuple[str, ...] = (PDF,)
    one_file: bool = False
    form: str | None = None
    submit: bool = False  # only handed in to be signed: no number, no delivery yet
    unnumbered: bool = False  # signed, and numbered by who keeps the numbers, later
    template: Path | None = None  # wording of this run, else the office's own


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """Why a notice waits, or what its office should know; ``issue`` is where to mend it."""

    code: str
    words: str
    issue: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeMade:
    """One paper; nothing of it is issued while ``blocked`` says why."""

    notice: str | None
    number: str | None
    unit: str | None
    copy_to: tuple[str, ...]
    issues: tuple[str, ...]
    files: tuple[str, ...]
    pages: int
    bytes: int
    sha256: str | None
    blocked: tuple[Remark, ...]
    advice: tuple[Remark, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ready:
    """A paper as printed, and what the register will keep of it.

    ``word`` makes its DOCX; ``deeds`` are written with it, in one transaction. ``photos`` are the
    contents it shows and ``covers`` the marks that cover parts of them.
    """

    kind: NoticeKind
    title: str
    label: str
    unit: str
    copy_to: tuple[str, ...] = ()
    issues: tuple[str, ...]
    delivered: datetime
    printed: Printed
    word: Callable[[], bytes]
    items: tuple[dict[str, Value], ...]
    deeds: tuple[Draft, ...] = ()
    photos: tuple[str, ...] = ()
    covers: tuple[str, ...] = ()
    replaces: str = ""  # the withdrawn paper this one stands for
    said: Mapping[str, object] = field(default_factory=dict)  # of a letter, no record holds it
    blocked: tuple[Remark, ...] = ()
    advice: tuple[Remark, ...] = ()


def printed(ready: Ready, *, notice: str | None = None, sha256: str | None = None) -> NoticeMade:
    """A paper that nothing blocks; without ``notice``, its row in the register, a draft."""
    return NoticeMade(
        notice=notice,
        number=ready.label,
        unit=ready.unit,
        copy_to=ready.copy_to,
        issues=ready.issues,
        files=(),
        pages=ready.printed.pages,
        bytes=len(ready.printed.pdf),
        sha256=sha256,
        blocked=(),
        advice=ready.advice,
    )


def waiting(
    unit: str, issues: Sequence[str], blocked: tuple[Remark, ...], advice: tuple[Remark, ...] = ()
) -> NoticeMade:
    """A paper that is not made yet, and why."""
    return NoticeMade(
        notice=None,
        number=None,
        unit=unit or None,
        copy_to=(),
        issues=tuple(issues),
        files=(),
        pages=0,
        bytes=0,
        sha256=None,
        blocked=blocked,
        advice=advice,
    )
