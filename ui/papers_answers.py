"""The questions of the register of papers, put to inspector.app."""

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from inspector.app import (
    bound,
    issued,
    notice_register,
    notify,
    numbering,
    office,
    office_wording,
    package,
    paper_told,
    photo_swap,
    receipts_in,
    replies_in,
    signing,
)
from inspector.app.bad_row import Rejected
from inspector.app.ledger import show_issue
from inspector.app.notice_register import NoticeLine
from inspector.app.paper_parts import write
from inspector.app.workspace import Workspace
from inspector.domain.errors import InputError
from inspector.domain.moment import local_date
from inspector.domain.notice import kind_named
from inspector.text import _
from ui.notice_answers import issue_notices, untold
from ui.notice_told import Round
from ui.office import Tell
from ui.papers_office import Issued, PaperLine, PaperState, Problem, Spare, TakenIn, TakenLine
from ui.put_out import placed, standing

_DRAFT = "草-"  # the label of a paper that no seat has numbered
_STATES = {
    "void": PaperState.VOID,
    "submitted": PaperState.SUBMITTED,
    "signed": PaperState.SIGNED,
    "delivered": PaperState.DELIVERED,
}


class PapersAnswers:
    """Answers over the workspace of whichever thread asks; ``changed`` tells the other threads."""

    def __init__(self, workspace: Callable[[], Workspace], changed: Callable[[], None]) -> None:
        self._workspace, self._changed = workspace, changed

    def listing(self) -> Sequence[PaperLine]:
        ws = self._workspace()
        lines = notice_register.register(ws)
        by_id = {one.notice: one for one in lines}
        return [_line(ws, one, by_id) for one in lines]

    def paper(self, notice: str) -> bytes:
        return notice_register.issued_bytes(self._workspace(), notice)

    def issue(self, units: Sequence[str], wanted: Round, tell: Tell, *, submit: bool) -> Issued:
        return issue_notices(self._workspace(), units, wanted, tell, submit=submit)

    def sign(self, notice: str, *, numbered: bool) -> str:
        manner = paper_told.Manner(delivered=False, unnumbered=not numbered)
        return _numbers([signing.sign(self._workspace(), notice, manner, None)])[0]

    def deliver(self, notices: Sequence[str]) -> int:
        for notice in notices:
            notice_register.deliver(self._workspace(), notice, None)
        return len(notices)

    def acknowledge(self, notice: str, scan: Path) -> None:
        receipts_in.file_by_hand(self._workspace(), notice, scan)

    def void(self, notice: str, why: str) -> None:
        notice_register.void_notice(self._workspace(), notice, why)

    def reissue(self, notice: str, why: str) -> Sequence[str]:
        manner = paper_told.Manner(delivered=False)
        return _numbers(signing.reissue(self._workspace(), notice, why, manner, None))

    def write_word(self, notice: str, out: Path) -> None:
        write(placed(out), issued.issued_word(self._workspace(), notice))

    def write_draft_word(self, unit: str, wanted: Round, out: Path) -> None:
        ws = self._workspace()
        write(placed(out), notify.preview_word(ws, unit, untold(ws, wanted, unit)))

    def bound_name(self, notices: Sequence[str]) -> str:
        return bound.bound_name(self._workspace(), notices)

    def bind(self, notices: Sequence[str], out: Path, tell: Tell) -> str:
        made = bound.bind_issued(self._workspace(), notices, placed(out), tell=tell)
        return _("已合并 {n} 份、{pages} 页：{file}").format(
            n=len(notices), pages=made.pages, file=out.name
        )

    def without_head(self, papers: Sequence[bytes], shift: str) -> Sequence[bytes]:
        return bound.without_head(self._workspace(), papers, bound.shift_told(shift))

    def pack(self, units: Sequence[str], folder: Path, tell: Tell) -> str:
        packages = package.pack(self._workspace(), standing(folder), units=units, tell=tell)
        return _("已打包 {units} 个单位，{files} 个文件，{size:.1f} MB").format(
            units=len(packages),
            files=sum(len(one.files) for one in packages),
            size=sum(one.bytes for one in packages) / 1e6,
        )

    def take_in(self, files: Sequence[Path], tell: Tell) -> TakenIn:
        """Sheets and scans, told apart by what they are; one that is neither bars no other."""
        ws = self._workspace()
        scans = [file for file in files if file.suffix.lower() in receipts_in.SCANS]
        sheets = [file for file in files if file not in scans]
        slips = receipts_in.file_slips(ws, scans, tell=tell)
        rows, faults = _take_sheets(ws, sheets, tell)
        fresh = [one for one in rows if one.outcome != "unchanged"]
        filed = [one for one in slips.slips if one.new]
        return TakenIn(
            answered=tuple(_row(ws, one) for one in fresh if not one.refused),
            refused=tuple(_row(ws, one) for one in fresh if one.refused),
            filed=tuple(_slip(ws, one) for one in filed),
            known=len(rows) - len(fresh) + len(slips.slips) - len(filed),
            problems=tuple(_problem(one) for one in (*slips.rejected, *faults)),
        )

    def wording(self) -> str:
        return office_wording.edited(self._workspace())

    def keep_wording(self, text: str) -> None:
        office_wording.keep_wording(self._workspace(), text)

    def sample(self, text: str, line: int) -> tuple[str, bytes]:
        return office_wording.sample_page(self._workspace(), text, line)

    def next_label(self) -> str:
        ws = self._workspace()
        return numbering.next_label(ws, local_date(ws.now, ws.register.zone))

    def contact(self) -> tuple[str, str]:
        told = office.read(self._workspace())
        return str(told["contact"] or ""), str(told["phone"] or "")

    def set_contact(self, person: str, phone: str) -> None:
        office.set_fields(self._workspace(), {"contact": person, "phone": phone})
        self._changed()

    def spares(self, issue: str) -> Sequence[Spare]:
        return [
            Spare(
                photo=one.sha256,
                name=one.name,
                words=_apart(one.apart.total_seconds()),
                thumb=one.thumb,
            )
            for one in photo_swap.spare_photos(self._workspace(), issue)
        ]

    def replace_photo(self, issue: str, photo: str) -> None:
        photo_swap.replace_photo(self._workspace(), issue, photo)


def _line(ws: Workspace, one: NoticeLine, by_id: dict[str, NoticeLine]) -> PaperLine:
    before = by_id.get(one.replaces or "")
    return PaperLine(
        notice=one.notice,
        number=one.number,
        kind=kind_named(one.kind).value,
        unit=one.unit,
        unit_name=_unit_name(ws, one.unit),
        issued_on=date.fromisoformat(one.issued_on) if one.issued_on else None,
        deadline=one.deadline,
        delivered_at=one.delivered_at,
        signed_at=one.signed_at,
        state=_state(one),
        issues=len(one.issues),
        doubles=tuple(_unit_name(ws, by_id[other].unit) for other in one.doubles),
        replaces=before.number if before else "",
        submitted_at=one.submitted_at,
        approved_at=one.approved_at,
    )


def _state(one: NoticeLine) -> PaperState:
    """A paper that carries the label of a draft is one, until a number or a delivery says more."""
    if one.state != "void" and one.signed_at is not None:
        return PaperState.ACKNOWLEDGED
    if one.state in _STATES:
        return _STATES[one.state]
    return PaperState.DRAFT if one.number.startswith(_DRAFT) else PaperState.NUMBERED


def _unit_name(ws: Workspace, code: str) -> str:
    unit = ws.register.directory.unit(code)
    return unit.name if unit else code


def _numbers(made: Sequence[paper_told.NoticeMade]) -> list[str]:
    """Numbers of what went out; what bars one is told as a fault of the whole deed."""
    bars = dict.fromkeys(bar.words for one in made for bar in one.blocked)
    if bars:
        raise InputError(
            _("还不能签发：{reasons}").format(reasons="；".join(bars)),
            _("处理好再签发。"),
            code="blocked",
        )
    return [one.number or "" for one in made]


def _take_sheets(
    ws: Workspace, sheets: Sequence[Path], tell: Tell
) -> tuple[Sequence[replies_in.RowTaken], Sequence[Rejected]]:
    try:
        told = replies_in.take_replies(ws, sheets, tell=tell)
    except InputError as error:
        return (), [
            Rejected(file=one.name, row=0, column="", reason=error.message) for one in sheets
        ]
    return told.rows, told.rejected


def _row(ws: Workspace, one: replies_in.RowTaken) -> TakenLine:
    line = show_issue(ws, one.issue).issue
    parts = [line.title, f"{line.point_name} {line.spot or ''}".strip()]
    if one.outcome == "changed":
        parts.append(_("又答复一次"))
    return TakenLine(
        file=one.file,
        row=one.row,
        about=line.label,
        words=" · ".join(parts),
        issue="" if one.refused else one.issue,
    )


def _slip(ws: Workspace, one: receipts_in.SlipFiled) -> TakenLine:
    row = notice_register.known_notice(ws, one.notice)
    number = str(row["number"] or row["draft"] or "")
    return TakenLine(
        file=one.file,
        row=0,
        about=number,
        words=_("已签收 {unit}").format(unit=_unit_name(ws, row["unit"])),
    )


def _problem(one: Rejected) -> Problem:
    return Problem(file=one.file, row=one.row, column=one.column, reason=one.reason)


def _apart(seconds: float) -> str:
    minutes = max(1, round(abs(seconds) / 60))
    if minutes < 60:
        words = _("早 {n} 分钟") if seconds < 0 else _("晚 {n} 分钟")
        return words.format(n=minutes)
    words = _("早 {n} 小时") if seconds < 0 else _("晚 {n} 小时")
    return words.format(n=round(minutes / 60))
