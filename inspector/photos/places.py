"""Where a photo says it was taken, with every way a GPS block can be wrong."""

from dataclasses import dataclass

from inspector.photos.tiff_tags import Tags

_LOWEST, _HIGHEST = -500.0, 9000.0  # metres; phones write -12 as 4294967284
_WIDEST_ERROR = 100_000.0  # metres; more is no measurement


@dataclass(frozen=True, slots=True, kw_only=True)
class Fix:
    """A position in degrees, metres beside it; None where the block tells nothing usable."""

    lat: float | None = None
    lon: float | None = None
    altitude: float | None = None
    direction: float | None = None
    error: float | None = None
    datum: str | None = None
    no_fix: bool = False
    impossible: bool = False
    empty: bool = False
    altitude_impossible: bool = False
    altitude_ref_missing: bool = False


def read_fix(tags: Tags) -> Fix:
    """The position in the GPS directory, signed by its Ref tags, range-checked, never 0,0."""
    lat = _degrees(tags, "GPS GPSLatitude", "S")
    lon = _degrees(tags, "GPS GPSLongitude", "W")
    told = "GPS GPSLatitude" in tags.found or "GPS GPSLongitude" in tags.found
    empty = told and (lat is None or lon is None)
    no_fix = lat == 0 and lon == 0
    impossible = lat is not None and lon is not None and not (abs(lat) <= 90 and abs(lon) <= 180)
    usable = not (empty or no_fix or impossible)
    altitude, altitude_impossible = _altitude(tags)
    return Fix(
        lat=lat if usable else None,
        lon=lon if usable else None,
        altitude=altitude,
        direction=_within(tags.number("GPS GPSImgDirection"), 0, 360),
        error=_within(tags.number("GPS Tag 0x001F"), 0, _WIDEST_ERROR),  # GPSHPositioningError
        datum=tags.text("GPS GPSMapDatum"),
        no_fix=no_fix,
        impossible=impossible,
        empty=empty,
        altitude_impossible=altitude_impossible,
        altitude_ref_missing=altitude is not None and "GPS GPSAltitudeRef" not in tags.found,
    )


def _degrees(tags: Tags, name: str, negative: str) -> float | None:
    """Degrees, minutes, seconds as one signed number; fewer than three parts will do."""
    parts = tags.numbers(name)
    if parts is None or len(parts) > 3:
        return None
    value = sum(part / unit for part, unit in zip(parts, (1, 60, 3600), strict=False))
    ref = tags.text(name + "Ref") or ""
    return -value if ref.upper().startswith(negative) else value


def _altitude(tags: Tags) -> tuple[float | None, bool]:
    """Metres above sea level, and whether a value was there that no place on Earth has."""
    height = tags.number("GPS GPSAltitude")
    if height is None:
        return None, False
    if tags.whole("GPS GPSAltitudeRef") == 1:
        height = -height
    fits = _LOWEST <= height <= _HIGHEST
    return (height, False) if fits else (None, True)


def _within(value: float | None, low: float, high: float) -> float | None:
    return value if value is not None and low <= value <= high else None
