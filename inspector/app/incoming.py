"""What came in (来件): each file staged and opened behind the fence, or known by its hash alone."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import orjson

from inspector.app.progress import Progress, bytes_of
from inspector.app.upkeep import missing
from inspector.app.workspace import Workspace
from inspector.domain.errors import InputError
from inspector.exchange.bundle import BlobInBundle, StreamInBundle
from inspector.exchange.receiving import Received, Receiving
from inspector.exchange.staging import SourceError
from inspector.store.intake import Intake
from inspector.store.segments import Segment
from inspector.store.sift import Refused
from inspector.store.tx import Tx
from inspector.store.values import canonical
from inspector.text import _

_NAMED = 3  # devices whose damage one sentence names


@dataclass(frozen=True, slots=True, kw_only=True)
class Remembered:
    """A file that was merged here whole, byte for byte the same: nothing of it need be read."""

    changes: int
    in_it: tuple[StreamInBundle, ...]
    unsealed: int = 0

    def streams(self) -> list[StreamInBundle]:
        return list(self.in_it)

    def named(self) -> list[tuple[str, int]]:
        return [("", self.changes)]

    def segments(self) -> Iterator[Segment]:
        return iter(())

    def blobs(self) -> Iterator[BlobInBundle]:
        return iter(())


Incoming = Received | Remembered


@dataclass(frozen=True, slots=True, kw_only=True)
class TurnedAway:
    """A file that was not opened, and why."""

    file: Path
    reason: str


def open_all(
    ws: Workspace, desk: Receiving, files: Sequence[Path], way: Progress
) -> tuple[list[tuple[Path, Incoming]], list[TurnedAway]]:
    """Stage and open every file; one that is none of ours, or cannot be read, bars no other.

    :raises MachineError: our own disk is full, or nothing of what came could be read.
    """
    opened: list[tuple[Path, Incoming]] = []
    away: list[TurnedAway] = []
    unreadable: list[SourceError] = []
    for file in files:
        try:
            way.go_on(bytes_of(file))
            arrived = desk.stage(file)
            known = _remembered(ws, arrived.staged.sha256)
            opened.append((file, known or desk.open(arrived)))
        except InputError as error:
            away.append(TurnedAway(file=file, reason=error.message))
        except SourceError as error:
            unreadable.append(error)
            away.append(TurnedAway(file=file, reason=error.message))
    if unreadable and len(unreadable) == len(files):
        raise unreadable[0]
    return opened, away


def is_known(place: Workspace | Tx, bundle: Incoming) -> bool:
    """Whether every segment the file names is folded here already: then nothing need be read."""
    if isinstance(bundle, Remembered):
        return True
    named = bundle.named()
    return bool(named) and all(
        place.db.execute("select 1 from segment where hash = ? and state = 'ok'", [name]).fetchone()
        for name, _count in named
    )


def remember(tx: Tx, bundle: Incoming, changes: int) -> None:
    """Know this file again by its hash, until a merge is undone here."""
    if isinstance(bundle, Received) and not bundle.arrived.working and not bundle.is_short:
        streams = [[one.uid, one.pubkey.hex(), one.name] for one in bundle.streams()]
        tx.db.execute(
            "insert or replace into received (sha256, streams, changes, blobs) values (?, ?, ?, ?)",
            [bundle.sha256, canonical(streams), changes, bundle.blobs_named],
        )


def damage(tx: Tx, bundle: Received) -> str:
    """Where a file broke off: after which segment and change of which device. Empty if nowhere."""
    gaps = [_gap(tx, bundle, uid, seq) for uid, seq in sorted(bundle.vector.items())]
    places = [place for place in gaps if place]
    broken = _("文件没有传完整") if bundle.is_short else _("文件已损坏")
    if places:
        shown = "、".join(places[:_NAMED])
        return _("{broken}：{places}").format(broken=broken, places=shown)
    if bundle.is_short:
        return broken
    return _("文件已损坏，{n} 段读不出").format(n=bundle.lost) if bundle.lost else ""


def _gap(tx: Tx, bundle: Received, uid: str, seq: int) -> str:
    row = tx.db.execute("select no, head_seq from stream where uid = ?", [uid]).fetchone()
    number, head = row or (0, 0)
    if head >= seq or uid == tx.uid:
        return ""
    taken = tx.db.execute(
        "select count(*) from segment where stream = ? and state = 'ok'", [number]
    ).fetchone()[0]
    name = next((one.name for one in bundle.streams() if one.uid == uid), "") or uid[:8]
    return _("{device} 第 {n} 段（变更 {seq}）之后").format(device=name, n=taken, seq=head)


def reason_of(refused: Refused) -> str:
    """Why a value was set aside, with the value as it came."""
    words = {
        "row": _("编号不合规"),
        "text": _("文字太长或含控制字符"),
        "line": _("文字太长或含控制字符"),
        "name": _("名称太长，或含控制字符、路径分隔符"),
        "hash": _("不是 64 位哈希"),
        "moment": _("不是带时区的时间"),
        "day": _("不是日期"),
        "month": _("不是月份"),
        "amount": _("不是数"),
        "range": _("超出范围"),
        "flag": _("不是 0 或 1"),
        "zone": _("没有这个时区"),
        "choice": _("没有这个选项"),
        "json": _("结构不对"),
        "size": _("太大"),
    }
    return f"{words.get(refused.reason, refused.reason)}：{refused.value[:_SHOWN]}"


_SHOWN = 80  # characters of a raw value that a list shows


def bad_rows(intakes: Sequence[Intake]) -> int:
    """How many changes hold something no row may hold."""
    return len({one.at for intake in intakes for one in intake.refused})


def _remembered(ws: Workspace, sha256: str) -> Remembered | None:
    row = ws.db.execute(
        "select streams, changes, blobs from received where sha256 = ?", [sha256]
    ).fetchone()
    if row is None or (row[2] and missing(ws)):
        return None
    streams = tuple(
        StreamInBundle(uid=uid, pubkey=bytes.fromhex(key), name=name)
        for uid, key, name in orjson.loads(row[0])
    )
    return Remembered(changes=row[1], in_it=streams)
