"""Where photos serve as evidence already (照片引用), and what is odd about a second use."""

from collections.abc import Iterable, Iterator, Sequence

from inspector.app.workspace import Workspace
from inspector.domain.moment import from_stored, local_date
from inspector.photos.exif import TimeSource
from inspector.photos.likeness import Likeness
from inspector.photos.sameness import Reuse, Used, compare
from inspector.photos.shelf import Shelf
from inspector.store.used_photos import Row, used_photos
from inspector.text import _

BY_CAMERA = (TimeSource.EXIF, TimeSource.EXIF_GPS)

Elsewhere = tuple[str, Reuse]
"""Label of the other finding, and what both photos have in common."""


class Uses:
    """Every use of a photo as evidence, found by content, by pixels, and by likeness.

    ``same_as``: only the uses of these contents and of what has the very same pixels, which is
    told at once in a record of any size.
    """

    def __init__(self, ws: Workspace, *, same_as: Sequence[str] = ()) -> None:
        self._rows = used_photos(ws.db, same_as)
        self.all = [_used(ws, row) for row in self._rows]
        self._same: dict[str, list[int]] = {}
        for place, use in enumerate(self.all):
            for name in (use.sha256, use.picture_hash):
                if name:
                    self._same.setdefault(name, []).append(place)
        hashed = [(place, one.likeness) for place, one in enumerate(self.all) if one.likeness]
        self._hashed = [place for place, _likeness in hashed]
        self._shelf = Shelf((one.plain, one.crop) for _place, one in hashed)

    def gravest(self, mine: Used) -> tuple[str, Reuse] | None:
        """Label of the finding that shows the same picture, and how sure that is."""
        places = [
            *self._same.get(mine.sha256, ()),
            *self._same.get(mine.picture_hash or "", ()),
        ]
        if mine.likeness and self._hashed:
            places += [self._hashed[near.place] for near in self._shelf.near(mine.likeness)]
        found = [
            (str(self._rows[place]["label"] or ""), reuse)
            for place in dict.fromkeys(places)
            if self.all[place] is not mine and (reuse := compare(mine, self.all[place]))
        ]
        return min(found, key=lambda pair: pair[1].rule) if found else None


def used_elsewhere(uses: Uses, contents: Iterable[str]) -> Iterator[tuple[Used, Elsewhere]]:
    """Each use of ``contents`` that has an odd other use, with the gravest of those.

    Other photos of the same visit are nothing odd, see :func:`inspector.photos.sameness.compare`.
    """
    asked = frozenset(contents)
    for mine in uses.all:
        found = uses.gravest(mine) if mine.sha256 in asked else None
        if found is not None:
            yield mine, found


def words_of(elsewhere: Elsewhere) -> str:
    """与另一处使用的是同一个文件（ZSKJ-12）."""
    label, reuse = elsewhere
    return _("{words}（{label}）").format(words=reuse.words, label=label)


def _used(ws: Workspace, row: Row) -> Used:
    day = local_date(from_stored(row["found_at"]), ws.register.zone)
    by_camera = row["taken_at"] and row["time_source"] in {one.value for one in BY_CAMERA}
    return Used(
        sha256=row["sha256"],
        finding=row["finding"],
        visit=f"{row['point'] or ''} {day}",
        picture_hash=row["scan_hash"],
        likeness=_likeness(row),
        taken_at=from_stored(row["taken_at"]) if by_camera else None,
        shows_result=row["subject"] != row["finding"],
        void=bool(row["void"]),
    )


def _likeness(row: Row) -> Likeness | None:
    """What is stored of a photo's hashes; those that only ask stand in by the plain one."""
    if not row["phash"]:
        return None
    plain = int(row["phash"])
    crop = int(row["crop"] or row["phash"])
    return Likeness(plain=plain, crop=crop, mirror=plain, tilted=(plain, plain))
