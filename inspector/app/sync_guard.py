"""The guard of a sync: whether this is the remote we know, and has lost nothing since."""

import time
from collections.abc import Callable

from inspector.app.sync_session import Session
from inspector.domain.errors import NeedsPerson
from inspector.domain.ids import StreamId, stream_code
from inspector.exchange.remotes.layout import HEADS, Chain, Heads, Marker, read_heads, read_marker
from inspector.store.segments import Segment, known_entries
from inspector.store.sync_notes import RemoteNote
from inspector.text import _

_AGAIN_S = 1.0  # a listing taken while a marker is replaced may show neither
_NAMED = 5


def look(session: Session, sleep: Callable[[float], None] = time.sleep) -> Heads:
    """What the remote shows: one listing, and a second one only where the first is doubtful.

    :raises NeedsPerson: it is empty, another one, or older than we last saw it; with ``yes``
        nothing noted of it is believed any more and everything missing there goes up again.
    """
    heads = read_heads(session.remote.list(HEADS))
    before = session.notes.remote(session.url)
    if before is None or not _doubt(before, heads):
        return heads
    sleep(_AGAIN_S)
    heads = read_heads(session.remote.list(HEADS))
    doubt = _doubt(before, heads)
    if doubt and not session.yes:
        raise doubt
    if doubt:
        session.notes.forget(session.url)
        session.recheck = True
    return heads


def _doubt(before: RemoteNote, heads: Heads) -> NeedsPerson | None:
    if not before.epochs:
        return None
    if heads.is_empty:
        return NeedsPerson(
            _("同步位置是空的，上次那里有 {n} 台电脑的数据。本机没有删除任何东西。").format(
                n=len({one.split(".")[0] for one in before.markers})
            ),
            _("确认地址没错、确实换了新的空位置后，加 --yes，把本机的全部重新传上去。"),
            code="remote_empty",
        )
    if not before.epochs & heads.epochs:
        return NeedsPerson(
            _("同步位置不是上次那一个（标识变了）。没有收，也没有传。"),
            _("核对地址；确认要改用这个位置后，加 --yes。"),
            code="remote_other",
        )
    lost = _lost(before, heads)
    if not lost:
        return None
    return NeedsPerson(
        _("同步位置退回到了以前的样子：{lost}。没有收，也没有传。").format(lost="、".join(lost)),
        _("问清是否从备份恢复过；确认后加 --yes，缺的由本机补传，不会删除任何东西。"),
        code="remote_rolled_back",
    )


def _lost(before: RemoteNote, heads: Heads) -> list[str]:
    """Devices whose chains were longer when we last looked."""
    now: dict[tuple[str, Chain], int] = {}
    for one in heads.markers:
        now[one.stream, one.chain] = max(one.last, now.get((one.stream, one.chain), 0))
    known = [one for one in map(read_marker, sorted(before.markers)) if one]
    known = [one for one in known if one.chain is not Chain.PACKS]  # a pack lost loses nothing
    gone = [one for one in known if now.get((one.stream, one.chain), 0) < one.last]
    return [_what_is_gone(one, now.get((one.stream, one.chain), 0)) for one in gone[:_NAMED]]


def _what_is_gone(marker: Marker, now: int) -> str:
    code = stream_code(StreamId(marker.stream))
    if marker.chain is Chain.FILES:
        return _("{device} 的文件清单由 {before} 变为 {now}").format(
            device=code, before=marker.last, now=now
        )
    return _("{device} 的变更由 {before} 变为 {now}").format(
        device=code, before=marker.last, now=now
    )


def check_ours(session: Session, segments: list[Segment]) -> None:
    """NeedsPerson where a remote we never synced with holds another district's data.

    No ``--yes`` helps: two districts in one workspace would be no use to either.
    """
    here = {row[0] for row in session.ws.db.execute("select code from district order by id")}
    there = {
        str(fields["code"])
        for segment in segments
        for _seq, _clock, entity, _row, fields in known_entries(segment)
        if entity == "district" and fields.get("code")
    }
    if here - {None} and there and not here & there:
        raise NeedsPerson(
            _("同步位置存的是别的区的数据。没有收，也没有传。"),
            _("换一个位置，或换一个子文件夹。"),
            code="remote_foreign",
        )
