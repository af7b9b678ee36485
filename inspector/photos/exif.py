"""What a photo says about itself: time, place, camera, each with its source and its doubts."""

from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from enum import StrEnum

from inspector.photos.containers import Container
from inspector.photos.places import Fix, read_fix
from inspector.photos.tiff_tags import Tags, read_tags
from inspector.photos.times import (
    CHINA,
    gps_moment,
    is_plausible,
    offset_by_gps,
    parse_offset,
    parse_stamp,
    stamp_in_name,
)

_TRUSTED_RESIDUAL = timedelta(minutes=5)  # a clock wrong by more than this proves no offset
_RAW = (
    "Image Make", "Image Model", "Image Software", "Image Orientation", "Image DateTime",
    "EXIF DateTimeOriginal", "EXIF SubSecTimeOriginal", "EXIF OffsetTimeOriginal",
    "EXIF DateTimeDigitized", "EXIF OffsetTimeDigitized", "EXIF OffsetTime",
    "GPS GPSLatitude", "GPS GPSLatitudeRef", "GPS GPSLongitude", "GPS GPSLongitudeRef",
    "GPS GPSAltitude", "GPS GPSAltitudeRef", "GPS GPSImgDirection", "GPS GPSImgDirectionRef",
    "GPS GPSDate", "GPS GPSTimeStamp", "GPS GPSMapDatum", "GPS Tag 0x001F",
)  # fmt: skip


class TimeSource(StrEnum):
    """Where the time comes from, best first."""

    EXIF = "exif"
    EXIF_GPS = "exif+gps"  # local time by the camera, its offset by the GPS clock
    GPS = "gps"
    NAME = "name"


class Flag(StrEnum):
    """A doubt about one value, kept beside it."""

    NO_EXIF = "no_exif"
    DAMAGED = "damaged"
    TIME_IMPLAUSIBLE = "time_implausible"
    GPS_NO_FIX = "gps_no_fix"
    GPS_IMPOSSIBLE = "gps_impossible"
    GPS_EMPTY = "gps_empty"
    GPS_STALE = "gps_stale"
    ALTITUDE_IMPOSSIBLE = "altitude_impossible"
    ALTITUDE_REF_MISSING = "altitude_ref_missing"
    ORIENTATION_INVALID = "orientation_invalid"
    EXTENSION_DIFFERS = "extension_differs"
    VIDEO = "video"
    RAW = "raw"
    TOO_LARGE = "too_large"
    UNDECODABLE = "undecodable"


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """Parsed values with the raw strings beside them.

    ``taken_at`` is local time without offset; ``offset`` is None where nothing tells it.
    ``lat``, ``lon`` in degrees as the camera wrote them (WGS-84 unless ``map_datum`` says else),
    None when absent, without a fix or impossible. ``orientation`` is the tag as written, which
    may be 0 or above 8. ``clock_error`` is camera time less GPS time after the offset.
    """

    taken_at: datetime | None = None
    offset: timedelta | None = None
    time_source: TimeSource | None = None
    make: str | None = None
    model: str | None = None
    software: str | None = None
    orientation: int | None = None
    lat: float | None = None
    lon: float | None = None
    altitude: float | None = None
    img_direction: float | None = None
    h_pos_error: float | None = None
    map_datum: str | None = None
    gps_utc: datetime | None = None
    clock_error: timedelta | None = None
    modified_at: datetime | None = None
    raw: tuple[tuple[str, str], ...] = ()
    flags: tuple[Flag, ...] = ()

    def moment(self, zone: timedelta = CHINA) -> datetime | None:
        """The time as an instant, ``zone`` assumed where no offset is told; None if doubted."""
        return None if Flag.TIME_IMPLAUSIBLE in self.flags else self.told_moment(zone)

    def told_moment(self, zone: timedelta = CHINA) -> datetime | None:
        """The same without the doubt: also an instant no camera can have seen."""
        if self.taken_at is None:
            return None
        return self.taken_at.replace(
            tzinfo=timezone(self.offset if self.offset is not None else zone)
        )


def read_metadata(container: Container, name: str = "") -> Metadata:
    """Read what the container carries; ``name`` is the file's name, a lower source of the time.

    A time known only in UTC (GPS, milliseconds in a name) becomes local time of China.
    Never raises: a value that cannot be read is absent, and a flag says so.
    """
    tags = read_tags(container.tiff)
    fix = read_fix(tags)
    gps = gps_moment(tags.text("GPS GPSDate"), tags.numbers("GPS GPSTimeStamp"))
    when = _time_taken(tags, gps, name)
    orientation = container.orientation
    if orientation is None:
        orientation = tags.whole("Image Orientation")
    return Metadata(
        taken_at=when.taken_at,
        offset=when.offset,
        time_source=when.source,
        make=tags.text("Image Make"),
        model=tags.text("Image Model"),
        software=tags.text("Image Software"),
        orientation=orientation,
        lat=fix.lat,
        lon=fix.lon,
        altitude=fix.altitude,
        img_direction=fix.direction,
        h_pos_error=fix.error,
        map_datum=fix.datum,
        gps_utc=gps,
        clock_error=when.clock_error,
        modified_at=parse_stamp(tags.text("Image DateTime")),
        raw=_raw_strings(tags),
        flags=_flags(tags, fix, when, orientation),
    )


def turn_to_show(container: Container, orientation: int | None) -> int:
    """The EXIF turn (1-8) a viewer must apply: none for HEIF, whose container turned it already."""
    if container.turned_by_container:
        return 1
    turn = orientation or container.xmp_orientation or 1
    return turn if 1 <= turn <= 8 else 1


def size_shown(container: Container, orientation: int | None) -> tuple[int, int]:
    """Width and height in pixels as a person sees the photo."""
    if turn_to_show(container, orientation) >= 5:
        return container.height, container.width
    return container.width, container.height


@dataclass(frozen=True, slots=True, kw_only=True)
class _When:
    taken_at: datetime | None = None
    offset: timedelta | None = None
    source: TimeSource | None = None
    clock_error: timedelta | None = None
    stale: bool = False


def _time_taken(tags: Tags, gps: datetime | None, name: str) -> _When:
    local = parse_stamp(tags.text("EXIF DateTimeOriginal"), tags.text("EXIF SubSecTimeOriginal"))
    if local is None:
        local = parse_stamp(tags.text("EXIF DateTimeDigitized"))
    told = parse_offset(tags.text("EXIF OffsetTimeOriginal"))
    if told is None:
        told = parse_offset(tags.text("EXIF OffsetTime"))
    if local is not None:
        return _camera_time(local, told, gps)
    if gps is not None:
        offset = CHINA if told is None else told
        there = gps.astimezone(timezone(offset)).replace(tzinfo=None)
        return _When(taken_at=there, offset=offset, source=TimeSource.GPS)
    named = stamp_in_name(name, CHINA)
    return _When(taken_at=named, offset=told, source=TimeSource.NAME if named else None)


def _camera_time(local: datetime, told: timedelta | None, gps: datetime | None) -> _When:
    if gps is None:
        return _When(taken_at=local, offset=told, source=TimeSource.EXIF)
    if told is not None:
        error = (local - told) - gps.replace(tzinfo=None)
        return _When(taken_at=local, offset=told, source=TimeSource.EXIF, clock_error=error)
    derived = offset_by_gps(local, gps)
    if derived is None:
        return _When(taken_at=local, source=TimeSource.EXIF, stale=True)
    offset, error = derived
    if abs(error) > _TRUSTED_RESIDUAL:
        return _When(taken_at=local, source=TimeSource.EXIF, clock_error=error)
    return _When(taken_at=local, offset=offset, source=TimeSource.EXIF_GPS, clock_error=error)


def _raw_strings(tags: Tags) -> tuple[tuple[str, str], ...]:
    return tuple((name, str(tags.found[name])[:200]) for name in _RAW if name in tags.found)


def _flags(tags: Tags, fix: Fix, when: _When, orientation: int | None) -> tuple[Flag, ...]:
    raised = {
        Flag.NO_EXIF: not tags.found,
        Flag.TIME_IMPLAUSIBLE: when.taken_at is not None and not is_plausible(when.taken_at),
        Flag.GPS_NO_FIX: fix.no_fix,
        Flag.GPS_IMPOSSIBLE: fix.impossible,
        Flag.GPS_EMPTY: fix.empty,
        Flag.GPS_STALE: when.stale,
        Flag.ALTITUDE_IMPOSSIBLE: fix.altitude_impossible,
        Flag.ALTITUDE_REF_MISSING: fix.altitude_ref_missing,
        Flag.ORIENTATION_INVALID: orientation is not None and not 1 <= orientation <= 8,
    }
    return tuple(flag for flag, up in raised.items() if up)
