"""Issued papers in one PDF for the printer (合并): as they are kept, none of them changed."""

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from inspector.app.issuing import paper_name
from inspector.app.notice_register import issued_bytes, known_notice
from inspector.app.paper_parts import PagesMade, hand_over
from inspector.app.paper_store import hand_out
from inspector.app.paper_words import file_name
from inspector.app.progress import Progress, Tell
from inspector.app.workspace import Workspace
from inspector.documents.binding import Leaf, bind
from inspector.documents.overprint import Shift, overprint
from inspector.domain.errors import InputError, InspectorError
from inspector.domain.moment import local_date
from inspector.domain.notice import kind_named
from inspector.text import _

Row = dict[str, Any]
_MOST_TOLD = 3  # papers that one sentence can name


def bind_issued(
    ws: Workspace,
    names: Sequence[str],
    out: Path,
    *,
    tell: Tell | None = None,
    shift: Shift | None = None,
) -> PagesMade:
    """Write these papers into one file, in the order they are named, a bookmark for each.

    With ``shift`` the pages are those for paper with a printed red head.

    ``tell`` counts papers and may call it off; nothing is written then. InputError names every
    paper whose bytes are not to be had, and nothing is written either.
    """
    rows = _rows(ws, names)
    progress = Progress(tell, len(rows))
    progress.go_on(0)
    leaves = _leaves(ws, rows, progress, shift)
    printed = bind(
        leaves, title=out.stem, author=ws.register.office.get("name") or "", day=_day(ws, rows)
    )
    return hand_over(out, printed)


def overprint_issued(ws: Workspace, name: str, folder: Path, shift: Shift) -> Path:
    """An issued paper for a sheet with a printed red head; the kept one stays as it is."""
    row = known_notice(ws, name)
    pdf = overprint(issued_bytes(ws, name), shift, _day(ws, [row]))
    kind = kind_named(row["kind"])
    called = Path(paper_name(ws, _label(row), row["unit"], kind))
    return hand_out(folder, f"{called.stem}-{_('套打')}{called.suffix}", pdf)


def without_head(ws: Workspace, papers: Sequence[bytes], shift: Shift) -> list[bytes]:
    """Papers as they are printed today on sheets with a printed red head.

    InputError says the how-manieth paper cannot be; none is printed then.
    """
    today = local_date(ws.now, ws.register.zone)
    printed: list[bytes] = []
    for number, paper in enumerate(papers, start=1):
        try:
            printed.append(overprint(paper, shift, today))
        except InputError as error:
            raise InputError(
                _("第 {n} 份文书的红头不能单独去掉。").format(n=number),
                _("用普通纸重印，或者重发。"),
                code="red_head",
            ) from error
    return printed


def shift_told(words: str) -> Shift:
    """``RIGHT,DOWN`` in millimetres, as a person writes it; InputError for anything else."""
    try:
        right, down = (float(one) for one in words.replace("，", ",").split(","))
    except ValueError:
        raise InputError(
            _("看不懂套打的偏移：{words}").format(words=words),
            _("写成“向右,向下”，单位毫米，例如 1.5,-2。"),
            code="usage",
        ) from None
    return Shift(right=right, down=down)


def bound_name(ws: Workspace, names: Sequence[str]) -> str:
    """What the file is called: as the paper itself where it is one, else whose, how many, when."""
    rows = _rows(ws, names)
    kinds = {kind_named(row["kind"]) for row in rows}
    if len(rows) == 1:
        return paper_name(ws, _label(rows[0]), rows[0]["unit"], kinds.pop())
    kind = kinds.pop().value if len(kinds) == 1 else _("文书")
    return name_of_several(ws, kind, _day(ws, rows), len(rows))


def name_of_several(ws: Workspace, kind: str, day: date, count: int) -> str:
    """青屿区城管考核办-整改通知书-20261118-12份.pdf."""
    office = ws.register.office.get("short_name") or ws.name
    return file_name(office, kind, f"{day:%Y%m%d}", f"{count}份", suffix=".pdf")


def _rows(ws: Workspace, names: Sequence[str]) -> list[Row]:
    rows = [known_notice(ws, name) for name in names]
    if not rows:
        raise InputError(_("没有可合并的文书。"), _("先勾选要合并的文书。"), code="nothing")
    return rows


def _leaves(
    ws: Workspace, rows: Sequence[Row], progress: Progress, shift: Shift | None
) -> Iterator[Leaf]:
    """The papers one by one; one that is not to be had bars all, once every one was asked for."""
    bars: list[tuple[str, InspectorError]] = []
    for row in rows:
        try:
            content = issued_bytes(ws, row["id"])
            if shift:
                content = overprint(content, shift, _day(ws, [row]))
        except InspectorError as error:
            bars.append((_label(row), error))
        else:
            if not bars:
                yield Leaf(bookmark=f"{_label(row)} {_unit(ws, row)}", pdf=content)
        progress.go_on(1)
    if bars:
        raise _barred(bars)


def _barred(bars: Sequence[tuple[str, InspectorError]]) -> InputError:
    told = "；".join(_told(label, error) for label, error in bars[:_MOST_TOLD])
    more = _("等 {n} 份").format(n=len(bars)) if len(bars) > _MOST_TOLD else ""
    return InputError(
        _("没有合并：{reasons}{more}。").format(reasons=told, more=more),
        _("不要这几份再合并；缺的原件从备份或其他电脑的数据包中取回。"),
        code="not_bound",
    )


def _told(label: str, error: InspectorError) -> str:
    words = error.message.rstrip("。")
    return words if label in words else f"{label} {words}"


def _day(ws: Workspace, rows: Sequence[Row]) -> date:
    """The day of the newest among them, so that the same papers give the same bytes."""
    days = [date.fromisoformat(row["issued_on"]) for row in rows if row["issued_on"]]
    return max(days, default=local_date(ws.now, ws.register.zone))


def _label(row: Row) -> str:
    return str(row["number"] or row["draft"] or row["id"])


def _unit(ws: Workspace, row: Row) -> str:
    named = ws.register.directory.unit(row["unit"])
    return named.name if named else str(row["unit"] or "")
