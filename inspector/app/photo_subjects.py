"""Photos with what their odd signs are judged by: this office's cameras, this person's devices."""

from collections.abc import Iterator, Sequence
from datetime import timedelta

import orjson

from inspector.app.proposals import Guess, place_of
from inspector.app.workspace import Workspace
from inspector.domain.errors import InputError
from inspector.photos.containers import unwrap
from inspector.photos.exif import Flag, read_metadata
from inspector.photos.geometry import LonLat
from inspector.photos.odd_signs import Subject
from inspector.photos.sort import Place
from inspector.photos.take_in import TakenIn
from inspector.store.used_photos import Row, rows_of_photos, usual_models

WATERMARK_CAMERAS = "watermark_cameras"
"""The office's setting: programs whose stamp it wants on photos; no sign of editing to it."""

_CHINA = timedelta(hours=8)


class Judges:
    """What every photo of one looking-over is judged by; read once."""

    def __init__(self, ws: Workspace) -> None:
        self._ws = ws
        self._zone = ws.now.utcoffset() or _CHINA
        self._approved = frozenset(watermark_cameras(ws))

    def of_taken(self, taken: TakenIn, guess: Guess | None, models: frozenset[str]) -> Subject:
        """A photo just taken in; ``models`` are the devices its person usually takes."""
        return Subject(
            metadata=taken.metadata,
            name=taken.name,
            width=taken.width,
            height=taken.height,
            flags=taken.flags,
            format=taken.format.value if taken.format else "",
            taken_in_at=self._ws.now,
            metres=guess.distance_m if guess else None,
            thumb_bits=taken.thumb_bits,
            usual_models=models,
            approved_software=self._approved,
            zone=self._zone,
        )

    def of_stored(self, contents: Sequence[str], point: str | None = None) -> Iterator[Subject]:
        """Photos in the store, read again, against the point they were assigned to."""
        place = place_of(self._ws.register.point(point)) if point else None
        for row in rows_of_photos(self._ws.db, contents):
            try:
                content = self._ws.photo_store.path(row["sha256"]).read_bytes()
            except (InputError, OSError):
                continue  # named as missing by who asks for the bytes
            yield Subject(
                metadata=read_metadata(unwrap(content, hashing=False), row["name"] or ""),
                name=row["name"] or row["sha256"][:12],
                width=row["width"] or 0,
                height=row["height"] or 0,
                flags=tuple(map(Flag, set(orjson.loads(row["flags"])) & set(Flag))),
                format=row["format"] or "",
                metres=_metres(row, place),
                thumb_bits=row["thumb_bits"],
                approved_software=self._approved,
                zone=self._zone,
            )


def _metres(row: Row, place: Place | None) -> float | None:
    """How far a photo was taken from its point; None in another datum: a shift is no distance."""
    if place is None or row["lon"] is None or row["lat"] is None or row["datum"] == "GCJ02":
        return None
    return place.metres_from(LonLat(row["lon"], row["lat"]))


def devices_of(ws: Workspace) -> frozenset[str]:
    """The models the person at work usually takes photos with; empty while nobody can tell."""
    return frozenset(usual_models(ws.db, ws.person))


def watermark_cameras(ws: Workspace) -> tuple[str, ...]:
    """Names of the programs the office approves, as their photos name them."""
    settings = orjson.loads(ws.register.office.get("settings") or "{}")
    named = settings.get(WATERMARK_CAMERAS)
    return tuple(one for one in named if isinstance(one, str)) if isinstance(named, list) else ()
