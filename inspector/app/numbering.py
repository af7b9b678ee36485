"""Numbers of papers (文号): the seat's series, blocks set aside for a laptop, labels of drafts."""

from dataclasses import asdict
from datetime import date

import orjson

from inspector.app.devices import known_device, need_seat
from inspector.app.found import holds_seat
from inspector.app.workspace import Workspace
from inspector.domain.change import Draft, Value
from inspector.domain.errors import InputError
from inspector.domain.ids import StreamId, master_id, stream_code
from inspector.domain.moment import local_date
from inspector.domain.notice import Block, draft_label, number, review_label
from inspector.store.apply import apply
from inspector.store.derive import derive
from inspector.store.notices import count_labelled, last_serial, numbers_taken
from inspector.store.streams import read_meta
from inspector.text import _

MOST_RESERVED = 200
_BLOCKS = "blocks"


def next_label(ws: Workspace, on: date) -> str:
    """The next number of the seat's series or of our own blocks; a draft label without either."""
    return next_number(ws, on) or next_draft_label(ws)


def next_draft_label(ws: Workspace) -> str:
    """What a paper is called that has no number, or is not to have one yet."""
    return draft_label(_code(ws), _count(ws, "草") + 1)


def next_review_label(ws: Workspace) -> str:
    """What the next paper is called that goes to be signed."""
    return review_label(_code(ws), _count(ws, "审") + 1)


def next_number(ws: Workspace, on: date) -> str | None:
    """The number the next paper of that day gets here; None where only the seat can give one."""
    if holds_seat(ws):
        prefix = _series(ws)
        return number(prefix, on.year, _last_spoken_for(ws, prefix, on.year) + 1)
    own = read_meta(ws.db, "stream")
    for block in blocks(ws):
        if block.stream == own and block.year == on.year:
            taken = numbers_taken(ws.db, block.numbers)
            free = [one for one in block.numbers if one not in taken]
            if free:
                return free[0]
    return None


def blocks(ws: Workspace) -> tuple[Block, ...]:
    """Every block that was set aside, oldest first."""
    settings = orjson.loads(ws.register.office.get("settings") or "{}")
    return tuple(Block(**one) for one in settings.get(_BLOCKS, ()))


def reserve(ws: Workspace, code: str, count: int) -> Block:
    """Set the next ``count`` numbers of this year aside for a device; only the seat may.

    The series goes on behind them. InputError for an unknown device, or too many at once.
    """
    need_seat(ws)
    device = known_device(ws, code)
    if not 1 <= count <= MOST_RESERVED:
        raise InputError(
            _("一次预留 1 到 {most} 个文号。").format(most=MOST_RESERVED),
            _("写 --count，例如 --count 10。"),
            code="bad_number",
        )
    year, prefix = local_date(ws.now, ws.register.zone).year, _series(ws)
    first = _last_spoken_for(ws, prefix, year) + 1
    block = Block(
        stream=device.stream, prefix=prefix, year=year, first=first, last=first + count - 1
    )
    settings = orjson.loads(ws.register.office.get("settings") or "{}")
    told: list[Value] = [asdict(one) for one in (*blocks(ws), block)]
    fields: dict[str, Value] = {"settings": {**settings, _BLOCKS: told}}
    with ws.writing() as tx:
        derive(tx, apply(tx, [Draft("office", master_id("office", "office"), fields)]))
    return block


def _series(ws: Workspace) -> str:
    return str(ws.register.office.get("series") or ws.register.office.get("prefix") or "")


def _last_spoken_for(ws: Workspace, prefix: str, year: int) -> int:
    """The highest serial that is given or set aside."""
    aside = [one.last for one in blocks(ws) if (one.prefix, one.year) == (prefix, year)]
    return max([last_serial(ws.db, prefix, year), *aside])


def _code(ws: Workspace) -> str:
    return stream_code(StreamId(read_meta(ws.db, "stream") or ""))


def _count(ws: Workspace, kind: str) -> int:
    return count_labelled(ws.db, f"{kind}-{_code(ws)}-")
