"""What photos just taken in probably show: visits, points, clocks, datums; nothing is written."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta, tzinfo

from inspector.app.workspace import Workspace
from inspector.domain.point import Point
from inspector.photos.geometry import LonLat, to_gcj02, to_wgs84
from inspector.photos.sort import (
    ClockShift,
    DatumShift,
    Place,
    Shot,
    Visit,
    find_clock_shifts,
    find_datum_shift,
    sort_into_visits,
)
from inspector.photos.take_in import TakenIn
from inspector.text import _


@dataclass(frozen=True, slots=True, kw_only=True)
class Guess:
    """A point proposed for one photo; metres from its own position, confidence from 0 to 1."""

    point: str
    distance_m: float | None
    confidence: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Cluster:
    """Photos of one stop, by time, named by sha256.

    ``answer`` is accept, suggest, ask (``runner_up`` is about as near) or none;
    ``by_time_only``: some of the photos have no position of their own.
    """

    photos: tuple[str, ...]
    begins: datetime | None
    ends: datetime | None
    answer: str
    point: str | None
    distance_m: float | None
    confidence: float
    runner_up: str | None
    by_time_only: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """One switch for a whole batch, offered to a person.

    ``clock``: ``seconds`` to add to that camera's time. ``datum``: positions to turn into ``to``
    before they are matched; the points proposed here already are.
    """

    kind: str
    words: str
    photos: int
    camera: str | None = None
    seconds: int | None = None
    to: str | None = None
    before_m: float | None = None
    after_m: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposals:
    """Everything proposed for a batch; guesses by sha256."""

    clusters: tuple[Cluster, ...] = ()
    corrections: tuple[Correction, ...] = ()
    guesses: dict[str, Guess] = field(default_factory=dict)


def place_of(point: Point | None) -> Place | None:
    """Where a point lies, as photos are matched to it; None where nobody surveyed it."""
    if point is None or point.position is None:
        return None
    return Place(
        code=point.code,
        at=LonLat(point.position.lon, point.position.lat),
        line=tuple(LonLat(one.lon, one.lat) for one in point.line),
    )


def propose(
    ws: Workspace,
    taken: Sequence[TakenIn],
    *,
    clock_offset: timedelta = timedelta(),
    datum: str | None = None,
) -> Proposals:
    """Sort photos onto the register's points; ``datum`` GCJ02 says the camera measured in it."""
    points = (point for point in ws.register.points if point.active)
    places = [place for point in points if (place := place_of(point))]
    shots = list(_shots(ws, taken, clock_offset, datum))
    shift = find_datum_shift(shots, places)
    if shift is not None:
        shots = [_shifted(shot, shift) for shot in shots]
    visits = sort_into_visits(shots, places)
    corrections = [_clock(one) for one in find_clock_shifts(shots)]
    if shift is not None:
        corrections.append(_datum(shift))
    return Proposals(
        clusters=tuple(_cluster(visit, ws.register.zone) for visit in visits),
        corrections=tuple(corrections),
        guesses=_guesses(visits, {place.code: place for place in places}),
    )


def _shots(
    ws: Workspace, taken: Sequence[TakenIn], offset: timedelta, datum: str | None
) -> Iterator[Shot]:
    zone = ws.now.utcoffset() or timedelta(hours=8)
    for one in {photo.sha256: photo for photo in taken if photo.sha256}.values():
        seen = one.metadata
        moment = seen.moment(zone)
        known = seen.lon is not None and seen.lat is not None
        at = LonLat(seen.lon or 0.0, seen.lat or 0.0) if known else None
        yield Shot(
            id=one.sha256 or "",
            taken_at=moment + offset if moment else None,
            at=to_wgs84(at) if at and datum == "GCJ02" else at,
            error=seen.h_pos_error,
            camera=" ".join(part for part in (seen.make, seen.model) if part),
            clock_error=seen.clock_error + offset if seen.clock_error is not None else None,
        )


def _shifted(shot: Shot, shift: DatumShift) -> Shot:
    if shot.at is None:
        return shot
    return replace(shot, at=to_wgs84(shot.at) if shift.to_wgs84 else to_gcj02(shot.at))


def _cluster(visit: Visit, zone: tzinfo) -> Cluster:
    times = [shot.taken_at for shot in visit.shots if shot.taken_at is not None]
    return Cluster(
        photos=tuple(shot.id for shot in visit.shots),
        begins=times[0].astimezone(zone) if times else None,
        ends=times[-1].astimezone(zone) if times else None,
        answer=visit.answer.value,
        point=visit.point.code if visit.point else None,
        distance_m=round(visit.point.metres, 1) if visit.point else None,
        confidence=visit.confidence,
        runner_up=visit.runner_up.code if visit.runner_up else None,
        by_time_only=visit.by_time_only,
    )


def _guesses(visits: Sequence[Visit], places: dict[str, Place]) -> dict[str, Guess]:
    return {
        shot.id: Guess(
            point=visit.point.code,
            distance_m=round(places[visit.point.code].metres_from(shot.at), 1) if shot.at else None,
            confidence=visit.confidence,
        )
        for visit in visits
        if visit.point is not None
        for shot in visit.shots
    }


def _clock(shift: ClockShift) -> Correction:
    seconds = -round(shift.error.total_seconds())
    minutes, rest = divmod(abs(seconds), 60)
    words = _("慢 {m} 分 {s} 秒") if seconds > 0 else _("快 {m} 分 {s} 秒")
    return Correction(
        kind="clock",
        words=_("{camera} 的时钟比卫星时间").format(camera=shift.camera)
        + words.format(m=minutes, s=rest),
        photos=shift.shots,
        camera=shift.camera,
        seconds=seconds,
    )


def _datum(shift: DatumShift) -> Correction:
    words = _("{n} 张照片的位置整体偏 {before:.0f} 米，像是另一种坐标系；换算后相距 {after:.0f} 米")
    return Correction(
        kind="datum",
        words=words.format(n=shift.shots, before=shift.before, after=shift.after),
        photos=shift.shots,
        to="WGS84" if shift.to_wgs84 else "GCJ02",
        before_m=round(shift.before, 1),
        after_m=round(shift.after, 1),
    )
