"""What is odd about photos just taken in, in words: about themselves, and against those used."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from inspector.app.proposals import Guess
from inspector.app.workspace import Workspace
from inspector.domain.moment import from_stored, local_date
from inspector.photos.exif import TimeSource
from inspector.photos.likeness import Likeness
from inspector.photos.odd_signs import Subject, gather_signs, odd_signs
from inspector.photos.sameness import Reuse, Used, compare
from inspector.photos.shelf import Shelf
from inspector.photos.take_in import TakenIn
from inspector.store.used_photos import Row, used_photos
from inspector.text import _

_BY_CAMERA = (TimeSource.EXIF, TimeSource.EXIF_GPS)


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchSign:
    """One line for a batch: ``code`` T1 to T11 or R1 to R5, its words, the files that show it."""

    code: str
    words: str
    files: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Signs:
    """Words by sha256, and the same gathered for the whole batch."""

    of_photo: dict[str, tuple[str, ...]]
    of_batch: tuple[BatchSign, ...]


def look_over(ws: Workspace, taken: Sequence[TakenIn], guesses: Mapping[str, Guess]) -> Signs:
    """Every sign of every photo; a photo used before at the same visit is nothing odd."""
    shown = [one for one in taken if one.sha256]
    subjects = [_subject(ws, one, guesses) for one in shown]
    words = {
        one.sha256 or "": [sign.words for sign in odd_signs(subject)]
        for one, subject in zip(shown, subjects, strict=True)
    }
    lines = [
        BatchSign(code=line.code, words=line.words, files=line.names)
        for line in gather_signs(subjects)
    ]
    again: dict[str, tuple[str, list[str]]] = {}
    for one, label, reuse in _reuses(ws, shown, guesses):
        words[one.sha256 or ""].append(
            _("{words}（{label}）").format(words=reuse.words, label=label)
        )
        again.setdefault(reuse.rule, (reuse.words, []))[1].append(one.name)
    lines += [
        BatchSign(
            code=rule,
            words=_("{n} 张：{words}").format(n=len(names), words=said),
            files=tuple(names),
        )
        for rule, (said, names) in sorted(again.items())
    ]
    return Signs(
        of_photo={name: tuple(said) for name, said in words.items() if said},
        of_batch=tuple(lines),
    )


def used_elsewhere(ws: Workspace, sha256: str) -> tuple[str, Reuse] | None:
    """Label and sameness of the gravest other use of a photo that is evidence; None for none odd.

    Other photos of the same visit are nothing odd, see :func:`inspector.photos.sameness.compare`.
    """
    known = _Known(ws)
    found = [known.gravest(mine) for mine in known.uses if mine.sha256 == sha256]
    odd = [one for one in found if one is not None]
    return min(odd, key=lambda pair: pair[1].rule) if odd else None


class _Known:
    """Every use of a photo as evidence, found by content, by pixels, and by likeness."""

    def __init__(self, ws: Workspace) -> None:
        self._rows = used_photos(ws.db)
        self.uses = [_used(ws, row) for row in self._rows]
        self._same: dict[str, list[int]] = {}
        for place, use in enumerate(self.uses):
            for name in (use.sha256, use.picture_hash):
                if name:
                    self._same.setdefault(name, []).append(place)
        hashed = [(place, one.likeness) for place, one in enumerate(self.uses) if one.likeness]
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
            if self.uses[place] is not mine and (reuse := compare(mine, self.uses[place]))
        ]
        return min(found, key=lambda pair: pair[1].rule) if found else None


def _subject(ws: Workspace, taken: TakenIn, guesses: Mapping[str, Guess]) -> Subject:
    guess = guesses.get(taken.sha256 or "")
    return Subject(
        metadata=taken.metadata,
        name=taken.name,
        width=taken.width,
        height=taken.height,
        flags=taken.flags,
        format=taken.format.value if taken.format else "",
        taken_in_at=ws.now,
        metres=guess.distance_m if guess else None,
        thumb_bits=taken.thumb_bits,
        zone=ws.now.utcoffset() or timedelta(hours=8),
    )


def _reuses(
    ws: Workspace, taken: Sequence[TakenIn], guesses: Mapping[str, Guess]
) -> Iterator[tuple[TakenIn, str, Reuse]]:
    """The gravest sameness of each photo with one that is evidence already."""
    known = _Known(ws)
    for one in taken if known.uses else ():
        odd = known.gravest(_in_hand(ws, one, guesses))
        if odd is not None:
            yield one, *odd


def _in_hand(ws: Workspace, taken: TakenIn, guesses: Mapping[str, Guess]) -> Used:
    guess, moment = guesses.get(taken.sha256 or ""), taken.metadata.moment()
    day = local_date(moment or ws.now, ws.register.zone)
    return Used(
        sha256=taken.sha256 or "",
        finding="",
        visit=f"{guess.point if guess else ''} {day}",
        picture_hash=taken.picture_hash,
        likeness=taken.likeness,
        taken_at=moment if taken.metadata.time_source in _BY_CAMERA else None,
    )


def _used(ws: Workspace, row: Row) -> Used:
    day = local_date(from_stored(row["found_at"]), ws.register.zone)
    by_camera = row["taken_at"] and row["time_source"] in {one.value for one in _BY_CAMERA}
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
    return Likeness(plain=plain, crop=crop, mirror=plain, gradient=0, tilted=(plain, plain))
