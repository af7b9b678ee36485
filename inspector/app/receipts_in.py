"""Stamped slips (送达回执) taken in: each scan is filed to the paper its code names."""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from inspector.app.bad_row import Rejected
from inspector.app.notice_register import known_notice
from inspector.app.paper_store import keep_document, suffix_of
from inspector.app.progress import Progress, Tell
from inspector.app.register_told import Imported
from inspector.app.workspace import Workspace
from inspector.documents.qr_in import SlipCode, UnreadableScanError, slip_codes
from inspector.domain.change import Draft, Value
from inspector.domain.errors import InputError
from inspector.domain.moment import stored
from inspector.store.apply import apply
from inspector.store.derive import derive
from inspector.store.faults import told
from inspector.store.notices import notice_of
from inspector.text import _

SCANS = frozenset({".pdf", ".jpg", ".jpeg", ".png"})
_LARGEST = 50 * 1024 * 1024  # bytes; a phone's picture has ten


@dataclass(frozen=True, slots=True, kw_only=True)
class SlipFiled:
    """A scan and the paper it was filed to; ``new`` unless the same scan lay there already."""

    file: str
    notice: str
    new: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SlipsFiled:
    """What became of every scan; one with several codes is filed to each paper."""

    slips: tuple[SlipFiled, ...]
    rejected: tuple[Rejected, ...]


def import_receipts(ws: Workspace, files: Sequence[Path], *, dry_run: bool = False) -> Imported:
    """File each scan, told in counts."""
    told = file_slips(ws, files, dry_run=dry_run)
    new = sum(one.new for one in told.slips)
    return Imported(added=new, changed=0, unchanged=len(told.slips) - new, rejected=told.rejected)


def file_slips(
    ws: Workspace, files: Sequence[Path], *, dry_run: bool = False, tell: Tell | None = None
) -> SlipsFiled:
    """File each scan; the bytes are kept as they came, and one that comes again changes nothing.

    A scan that cannot be filed is named in ``rejected`` and bars no other. ``tell`` counts files;
    what was filed before it calls off stays.
    """
    slips: list[SlipFiled] = []
    rejected: list[Rejected] = []
    progress = Progress(tell, len(files))
    for file in files:
        progress.go_on(1)
        content, papers, faults = _look_at(ws, file)
        rejected += [Rejected(file=file.name, row=0, column="", reason=one) for one in faults]
        for notice in papers:
            new = not _is_filed(ws, notice, content)
            slips.append(SlipFiled(file=file.name, notice=notice, new=new))
            if new and not dry_run:
                _file(ws, notice, content)
    return SlipsFiled(slips=tuple(slips), rejected=tuple(rejected))


def file_by_hand(ws: Workspace, name: str, file: Path) -> None:
    """File a scan whose code cannot be read to the paper a person names.

    InputError where its code names another paper, or where it is no scan at all.
    """
    row = known_notice(ws, name)
    with told():
        content = file.read_bytes() if file.stat().st_size <= _LARGEST else b""
    try:
        codes = slip_codes(content)
    except UnreadableScanError as error:
        raise InputError(
            _("读不出来：文件损坏、过大，或不是扫描件"),
            _("重新扫描，存成 PDF 或 JPG。"),
            code="not_a_scan",
        ) from error
    if codes and row["id"] not in {code.paper for code in codes}:
        raise InputError(
            _("这张回执属于另一份文书。"),
            _("把它拖进通知书，会自己归到那一份。"),
            code="other_paper",
        )
    if not _is_filed(ws, row["id"], content):
        _file(ws, row["id"], content)


def _look_at(ws: Workspace, file: Path) -> tuple[bytes, list[str], list[str]]:
    """The scan, the papers it belongs to, and what is wrong with it."""
    with told():
        content = file.read_bytes() if file.stat().st_size <= _LARGEST else b""
    try:
        codes = slip_codes(content)
    except UnreadableScanError:
        return content, [], [_("读不出来：文件损坏、过大，或不是扫描件")]
    if not codes:
        return content, [], [_("没有读到送达回执的二维码")]
    faults = {code.paper: _fault(ws, code) for code in codes}
    papers = [paper for paper, fault in faults.items() if not fault]
    return content, papers, [fault for fault in faults.values() if fault]


def _fault(ws: Workspace, code: SlipCode) -> str:
    """Why the slip is not one of a paper of ours; empty for a good one."""
    row = notice_of(ws.db, code.paper)
    if row is None or row["id"] != code.paper:
        return _("不是本工作区文书的送达回执")
    if not (row["sha256"] or "").startswith(code.digest):
        return _("回执与登记的文书不符：{number}").format(number=row["number"] or row["draft"])
    return ""


def _is_filed(ws: Workspace, notice: str, content: bytes) -> bool:
    row = ws.db.execute(
        "select 1 from receipt r where r.notice = ? and r.sha256 = ? "
        "and not exists (select 1 from void where void.subject = r.id)",
        [notice, _name(content)],
    ).fetchone()
    return row is not None


def _file(ws: Workspace, notice: str, content: bytes) -> None:
    """Bytes first, then the row."""
    suffix = suffix_of(content)
    fields: dict[str, Value] = {
        "notice": notice,
        "at": stored(ws.now),
        "sha256": keep_document(ws, content),
        "format": suffix.removeprefix("."),
        "person": ws.person,
    }
    with ws.writing() as tx:
        derive(tx, apply(tx, [Draft("receipt", ws.new_id(), fields)]))


def _name(content: bytes) -> str:
    return sha256(content).hexdigest()
