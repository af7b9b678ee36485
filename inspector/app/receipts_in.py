"""Stamped slips (送达回执) taken in: each scan is filed to the paper its code names."""

from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

from inspector.app.history import Rejected
from inspector.app.imports import Imported
from inspector.app.paper_store import keep_document, suffix_of
from inspector.app.workspace import Workspace
from inspector.documents.qr_in import SlipCode, UnreadableScanError, slip_codes
from inspector.domain.change import Draft, Value
from inspector.domain.moment import stored
from inspector.store.apply import apply
from inspector.store.derive import derive
from inspector.store.faults import told
from inspector.store.notices import notice_of
from inspector.text import _

SCANS = frozenset({".pdf", ".jpg", ".jpeg", ".png"})
_LARGEST = 50 * 1024 * 1024  # bytes; a phone's picture has ten


def import_receipts(ws: Workspace, files: Sequence[Path], *, dry_run: bool = False) -> Imported:
    """File each scan; the bytes are kept as they came, and one that comes again changes nothing.

    A scan that cannot be filed is named in ``rejected`` and bars no other.
    """
    added = unchanged = 0
    rejected: list[Rejected] = []
    for file in files:
        content, papers, faults = _look_at(ws, file)
        rejected += [Rejected(file=file.name, row=0, column="", reason=one) for one in faults]
        for notice in papers:
            if _is_filed(ws, notice, content):
                unchanged += 1
                continue
            added += 1
            if not dry_run:
                _file(ws, notice, content)
    return Imported(added=added, changed=0, unchanged=unchanged, rejected=tuple(rejected))


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
