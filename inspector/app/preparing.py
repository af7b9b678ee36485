"""The second stage of take-in: photos that have their rows get thumb and likeness, resumably."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import islice

import orjson

from inspector.app.workspace import Workspace
from inspector.domain.change import Draft, Fields, Value
from inspector.domain.ids import photo_id
from inspector.photos.batch import prepare_many
from inspector.photos.exif import Flag
from inspector.photos.likeness import Likeness
from inspector.photos.prepare import Prepared
from inspector.photos.take_in import Status, TakenIn, kept_only
from inspector.store.apply import apply
from inspector.store.values import canonical

_CANNOT = frozenset({Flag.UNDECODABLE.value, Flag.TOO_LARGE.value})  # no second try
_TOGETHER = 50  # photos in one transaction; what a kill loses of these is made again


def prepare_taken(
    ws: Workspace,
    taken: Sequence[TakenIn],
    wanted: Sequence[str],
    report: Callable[[int, int], None],
) -> list[TakenIn]:
    """``taken`` with what a decode of the ``wanted`` contents gave, which their rows keep too."""
    ready: dict[str, Prepared] = {}
    every = prepare_many(ws.photo_store, wanted, report)
    while some := list(islice(every, _TOGETHER)):
        with ws.writing() as tx:
            apply(tx, [_change(ws, one) for one in some])
        ready |= {one.sha256: one for one in some}
    return [_with(one, ready.get(one.sha256 or "")) for one in taken]


def likeness_fields(likeness: Likeness | None, thumb_bits: int | None) -> Fields:
    """What a photo's row keeps of a decode."""
    return {
        "phash": str(likeness.plain) if likeness else None,
        "crop": str(likeness.crop) if likeness else None,
        "thumb_bits": thumb_bits,
    }


def not_prepared(ws: Workspace, taken: Sequence[TakenIn]) -> list[str]:
    """Contents of ``taken`` that may be drawn and whose rows do not say how they look.

    Also those that an earlier run stored and did not come to.
    """
    drawable = [one.sha256 for one in taken if one.status in (Status.NEW, Status.KNOWN)]
    named = list(dict.fromkeys(sha256 for sha256 in drawable if sha256))
    bare = {
        sha256
        for sha256, more in ws.db.execute(
            "select sha256, more from photo where phash is null and sha256 in "
            "(select value from json_each(?)) order by id",
            [canonical(named)],
        ).fetchall()
        if not _CANNOT.intersection(_flags(more))
    }
    return [sha256 for sha256 in named if sha256 in bare]


def _change(ws: Workspace, one: Prepared) -> Draft:
    """What a photo's row learns from its decode; a flag only a decode could raise is added."""
    row = photo_id(one.sha256)
    seen = likeness_fields(one.likeness, one.thumb_bits)
    if one.flag is None:
        return Draft("photo", row, seen)
    (more,) = ws.db.execute("select more from photo where id = ?", [row]).fetchone()
    raised: list[Value] = list(dict.fromkeys([*_flags(more), one.flag.value]))
    return Draft("photo", row, {**seen, "more": {**orjson.loads(more or "{}"), "flags": raised}})


def _flags(more: str | None) -> list[str]:
    return list(orjson.loads(more or "{}").get("flags", ()))


def _with(taken: TakenIn, prepared: Prepared | None) -> TakenIn:
    if prepared is None:
        return taken
    seen = replace(taken, likeness=prepared.likeness, thumb_bits=prepared.thumb_bits)
    return kept_only(seen, prepared.flag) if prepared.flag else seen
