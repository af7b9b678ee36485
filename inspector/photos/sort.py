"""Photos sorted into visits, each with the point it probably shows: proposals, nothing written."""

import statistics
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from inspector.photos.geometry import LonLat, metres_between, metres_to_line, to_gcj02, to_wgs84

GAP = timedelta(minutes=10)
"""A longer pause, or more than APART metres, begins another visit."""

APART = 150.0
ACCEPT = 50.0  # metres, distance less the GPS error
SUGGEST = 150.0
MARGIN = 30.0  # metres; a runner-up nearer than this is asked about
DEFAULT_ERROR = 30.0  # metres, where the camera tells none
LARGEST_ERROR = 200.0

_ENOUGH_SHOTS = 5
_BY_NEIGHBOURS = 0.8  # confidence left when time alone places a photo
_CLOCK_ODD = timedelta(minutes=2)
_CLOCK_SPREAD = timedelta(seconds=30)


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A point to match: its position, or its line of two or more; WGS-84."""

    code: str
    at: LonLat
    line: tuple[LonLat, ...] = ()

    def metres_from(self, here: LonLat) -> float:
        if len(self.line) > 1:
            return metres_to_line(here, self.line)
        return metres_between(here, self.at)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shot:
    """A photo to sort; ``taken_at`` aware, ``error`` in metres, ``camera`` names one device."""

    id: str
    taken_at: datetime | None = None
    at: LonLat | None = None
    error: float | None = None
    camera: str = ""
    clock_error: timedelta | None = None


class Answer(StrEnum):
    """How far the proposal may be trusted."""

    ACCEPT = "accept"
    SUGGEST = "suggest"
    ASK = "ask"  # two points are about as near
    NONE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """``metres`` as measured, ``beyond_error`` with the GPS error taken off."""

    code: str
    metres: float
    beyond_error: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """Photos of one stop, by time, with the point proposed; ``confidence`` from 0 to 1."""

    shots: tuple[Shot, ...]
    answer: Answer
    point: Candidate | None = None
    runner_up: Candidate | None = None
    confidence: float = 0.0
    by_time_only: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class DatumShift:
    """A whole batch lies off by the GCJ-02 shift; medians in metres, before and after."""

    to_wgs84: bool
    before: float
    after: float
    shots: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockShift:
    """One camera's clock is wrong by ``error`` (camera less GPS), the same in all its shots."""

    camera: str
    error: timedelta
    shots: int


def sort_into_visits(shots: Iterable[Shot], places: Sequence[Place]) -> list[Visit]:
    """Group by pauses and places, then propose a point for each group.

    A photo without GPS goes with its neighbours in time; one without time and place stands in a
    last group of its own, without a proposal.
    """
    ordered = sorted(shots, key=_by_time)
    groups: list[list[Shot]] = []
    for shot in ordered:
        if groups and _belongs(shot, groups[-1]):
            groups[-1].append(shot)
        else:
            groups.append([shot])
    return [propose(group, places) for group in groups]


def propose(shots: Sequence[Shot], places: Sequence[Place]) -> Visit:
    """The point nearest to the group's positions, with the runner-up and how sure it is."""
    located = [shot for shot in shots if shot.at is not None]
    ranked = rank(located, places)
    if not ranked or ranked[0].beyond_error > SUGGEST:
        return Visit(shots=tuple(shots), answer=Answer.NONE)
    best, second = ranked[0], ranked[1] if len(ranked) > 1 else None
    margin = second.metres - best.metres if second else APART
    return Visit(
        shots=tuple(shots),
        answer=_answer(best, margin),
        point=best,
        runner_up=second,
        confidence=_confidence(best, margin, share=len(located) / len(shots)),
        by_time_only=len(located) < len(shots),
    )


def rank(located: Sequence[Shot], places: Sequence[Place]) -> list[Candidate]:
    """Places by median distance of the shots, nearest first; empty without positions."""
    if not located:
        return []
    error = statistics.median(_error(shot) for shot in located)
    ranked = []
    for place in places:
        metres = statistics.median(place.metres_from(shot.at) for shot in located if shot.at)
        ranked.append(
            Candidate(code=place.code, metres=metres, beyond_error=max(0.0, metres - error))
        )
    return sorted(ranked, key=lambda candidate: (candidate.metres, candidate.code))


def find_datum_shift(shots: Iterable[Shot], places: Sequence[Place]) -> DatumShift | None:
    """Whether the batch was measured in the other datum than the points; offered as one switch."""
    located = [shot.at for shot in shots if shot.at is not None]
    if len(located) < _ENOUGH_SHOTS or not places:
        return None
    before = _median_off(located, places, lambda at: at)
    if before <= SUGGEST:
        return None
    turns: tuple[tuple[bool, Callable[[LonLat], LonLat]], ...] = (
        (True, to_wgs84),
        (False, to_gcj02),
    )
    for backwards, turn in turns:
        after = _median_off(located, places, turn)
        if after <= ACCEPT:
            return DatumShift(to_wgs84=backwards, before=before, after=after, shots=len(located))
    return None


def find_clock_shifts(shots: Iterable[Shot]) -> list[ClockShift]:
    """Cameras whose clock differs from GPS by more than 2 minutes, alike in all shots."""
    errors: dict[str, list[timedelta]] = {}
    for shot in shots:
        if shot.clock_error is not None:
            errors.setdefault(shot.camera, []).append(shot.clock_error)
    shifts = []
    for camera, told in sorted(errors.items()):
        middle = statistics.median_low(told)
        steady = all(abs(error - middle) <= _CLOCK_SPREAD for error in told)
        if len(told) >= 3 and steady and abs(middle) > _CLOCK_ODD:
            shifts.append(ClockShift(camera=camera, error=middle, shots=len(told)))
    return shifts


def _by_time(shot: Shot) -> tuple[bool, float, str]:
    return shot.taken_at is None, shot.taken_at.timestamp() if shot.taken_at else 0.0, shot.id


def _belongs(shot: Shot, group: Sequence[Shot]) -> bool:
    last = group[-1]
    if shot.taken_at is None or last.taken_at is None:
        return all(one.taken_at is None and one.at is None for one in (shot, last))
    if shot.taken_at - last.taken_at > GAP:
        return False
    seen = next((before for before in reversed(group) if before.at is not None), None)
    if shot.at is None or seen is None or seen.at is None:
        return True
    return metres_between(shot.at, seen.at) - _error(shot) - _error(seen) <= APART


def _error(shot: Shot) -> float:
    return DEFAULT_ERROR if shot.error is None else min(shot.error, LARGEST_ERROR)


def _answer(best: Candidate, margin: float) -> Answer:
    if margin < MARGIN:
        return Answer.ASK
    return Answer.ACCEPT if best.beyond_error <= ACCEPT else Answer.SUGGEST


def _confidence(best: Candidate, margin: float, share: float) -> float:
    """1 on the spot and nothing else near; falls with distance, with a near rival, without GPS."""
    near = 1 - best.beyond_error / (2 * SUGGEST)
    alone = 0.5 + 0.5 * min(1.0, margin / (2 * MARGIN))
    told = _BY_NEIGHBOURS + (1 - _BY_NEIGHBOURS) * share
    return round(near * alone * told, 2)


def _median_off(
    located: Sequence[LonLat], places: Sequence[Place], turn: Callable[[LonLat], LonLat]
) -> float:
    return statistics.median(min(place.metres_from(turn(at)) for place in places) for at in located)
