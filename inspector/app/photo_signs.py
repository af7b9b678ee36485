"""What is odd about photos just taken in, in words: about themselves, and against those used."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from inspector.app.photo_subjects import Judges, devices_of
from inspector.app.photo_uses import BY_CAMERA, Uses, words_of
from inspector.app.proposals import Guess
from inspector.app.workspace import Workspace
from inspector.domain.moment import local_date
from inspector.photos.odd_signs import gather_signs, odd_signs
from inspector.photos.sameness import Reuse, Used
from inspector.photos.take_in import TakenIn
from inspector.text import _


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
    judges, models = Judges(ws), devices_of(ws) if shown else frozenset()
    subjects = [judges.of_taken(one, guesses.get(one.sha256 or ""), models) for one in shown]
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
        words[one.sha256 or ""].append(words_of((label, reuse)))
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


def _reuses(
    ws: Workspace, taken: Sequence[TakenIn], guesses: Mapping[str, Guess]
) -> Iterator[tuple[TakenIn, str, Reuse]]:
    """The gravest sameness of each photo with one that is evidence already."""
    known = Uses(ws)
    for one in taken if known.all else ():
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
        taken_at=moment if taken.metadata.time_source in BY_CAMERA else None,
    )
