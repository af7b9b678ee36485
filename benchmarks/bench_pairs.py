"""Budget of reading and likeness: what exiftool reads, all but named cases; every copy recognised.

Scores over the shared set of 99 files (manifest.csv, pairs.csv; ``../shared/data/photos`` beside
the repository, or ``--set``), every difference with its cause. Run:
``python -m benchmarks.bench_pairs``.
"""

import argparse
import csv
import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks.table import Table
from inspector.photos.containers import Container, unwrap
from inspector.photos.exif import Metadata, read_metadata, size_shown, turn_to_show
from inspector.photos.formats import DRAWABLE, TIFF_LIKE
from inspector.photos.likeness import Likeness, likeness_of
from inspector.photos.pixels import CannotDraw, decode
from inspector.photos.sameness import Tone, Used, compare, nearest
from inspector.photos.times import parse_offset, parse_stamp

SET = Path(__file__).resolve().parents[2] / "shared" / "data" / "photos"
CLOSE = 1e-6  # degrees
Row = dict[str, str]

# The orientation examples are two pictures, photographed eight times each.
ONE_PICTURE = {f"0{n}_Landscape_{n}.jpg": "01_Landscape_1.jpg" for n in (2, 4, 6, 8)} | {
    f"0{n}_Portrait_{n}.jpg": "03_Portrait_3.jpg" for n in (5, 7)
}


@dataclass(frozen=True, slots=True)
class Seen:
    """One file as we read it."""

    name: str
    container: Container
    metadata: Metadata
    likeness: Likeness | None


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--set", type=Path, default=SET)
    place = parser.parse_args().set
    if not place.is_dir():
        print(f"the photo set is not here, nothing is scored: {place}")
        return
    manifest, pairs = rows(place / "manifest.csv"), rows(place / "pairs.csv")
    seen = {row["file"]: look(place, row["file"]) for row in manifest}
    tables = [tell_manifest(manifest, seen), tell_pairs(pairs, seen)]
    tables.append(tell_unrelated(pairs, seen))
    for table in tables:
        table.end()


def rows(file: Path) -> list[Row]:
    with file.open(encoding="utf-8", newline="") as opened:
        return list(csv.DictReader(opened))


def look(place: Path, name: str) -> Seen:
    content = (place / name).read_bytes()
    container = unwrap(content)
    metadata = read_metadata(container, name)
    turn = turn_to_show(container, metadata.orientation)
    try:
        likeness = likeness_of(decode(content, container, turn, 320).image)
    except CannotDraw:
        likeness = None
    return Seen(name, container, metadata, likeness)


def tell_manifest(manifest: list[Row], seen: dict[str, Seen]) -> Table:
    """Fields that differ from exiftool's, file by file, with the doubt we flagged."""
    table = Table("manifest: what exiftool reads")
    equal, unexplained = 0, 0
    for row in manifest:
        one = seen[row["file"]]
        differing = dict(differences(row, one))
        flags = ", ".join(flag.value for flag in one.metadata.flags)
        cause = flags or ("raw: never shown" if is_raw(one) else "")
        for field, (theirs, ours) in differing.items():
            told = f"ours {ours}; {cause or 'UNEXPLAINED'}"
            table.line(f"{row['file'][:34]} {field}", theirs[:14], note=told)
        equal += not differing
        unexplained += bool(differing) and not cause
    table.line("files equal in every field", f"{equal} of {len(manifest)}")
    name = "files that differ without a stated cause"
    table.hold(name, str(unexplained), unexplained, 0, unit="files")
    return table


def is_raw(one: Seen) -> bool:
    return one.container.format in TIFF_LIKE


def differences(row: Row, one: Seen) -> Iterator[tuple[str, tuple[str, str]]]:
    """Field, exiftool's value and ours, where exiftool has one."""
    read = one.metadata
    exact = {
        "DateTimeOriginal": (parse_stamp(row["DateTimeOriginal"], row["subsec"]), read.taken_at),
        "offset": (parse_offset(row["offset"]), read.offset),
        "make": (row["make"].strip() or None, read.make),
        "model": (row["model"].strip() or None, read.model),
        "orientation": (int(row["orientation"]) if row["orientation"] else None, read.orientation),
    }
    for name, (theirs, ours) in exact.items():
        if theirs is not None and theirs != ours:
            yield name, (str(theirs), str(ours))
    for name, value, by in (
        ("lat", read.lat, CLOSE), ("lon", read.lon, CLOSE), ("altitude", read.altitude, 0.01),
    ):  # fmt: skip
        if row[name] and (value is None or abs(float(row[name]) - value) > by):
            yield name, (row[name], str(value))
    if row["width"]:
        shown = size_shown(one.container, read.orientation)
        if shown != (int(row["width"]), int(row["height"])):
            yield "size", (f"{row['width']}x{row['height']}", f"{shown[0]}x{shown[1]}")


def tell_pairs(pairs: list[Row], seen: dict[str, Seen]) -> Table:
    """Copies recognised, by how they were made."""
    table = Table("pairs: copies recognised")
    found: dict[str, list[bool]] = {}
    for pair in pairs:
        one, other = seen[pair["a"]], seen[pair["b"]]
        way = Path(pair["b"]).stem.partition("_")[2] if "/" in pair["b"] else pair["relation"]
        told, how = recognised(one, other)
        found.setdefault(f"{pair['relation']}: {way}", []).append(told)
        if not told and pair["relation"] in COPIES:
            table.line(f"missed: {pair['b']}", how)
    for way, hits in sorted(found.items()):
        is_copy = way.partition(":")[0] in COPIES
        if is_copy:
            missed = 1 - sum(hits) / len(hits)
            table.hold(way, f"{sum(hits)} of {len(hits)}", missed, 0, unit="missed")
        else:
            table.line(way, f"{sum(hits)} of {len(hits)}", note="told, not asked for")
    return table


COPIES = (
    "near_duplicate", "mirrored_duplicate", "screenshot", "same_pixels", "same_pixels_rotated",
)  # fmt: skip


def recognised(one: Seen, other: Seen) -> tuple[bool, str]:
    """Whether any of the levels tells the two are one picture."""
    if one.container.picture_hash and one.container.picture_hash == other.container.picture_hash:
        return True, "same pixels"
    if one.likeness is None or other.likeness is None:
        return False, "not drawn"
    near = nearest(one.likeness, other.likeness)
    return near is not None, f"{near[0]} bits" if near else "too far"


def tell_unrelated(pairs: list[Row], seen: dict[str, Seen]) -> Table:
    """Pictures that have nothing to do with each other and are called alike all the same."""
    table = Table("unrelated photos told alike")
    family = ONE_PICTURE | {pair["b"]: pair["a"] for pair in pairs}
    drawn = [one for one in seen.values() if one.likeness and one.container.format in DRAWABLE]
    others = [
        (one, other)
        for one, other in itertools.combinations(drawn, 2)
        if family.get(one.name, one.name) != family.get(other.name, other.name)
    ]
    told = [(one, other, compare(used(one), used(other))) for one, other in others]
    for one, other, reuse in told:
        if reuse is not None:
            table.line(f"{one.name} {other.name}", reuse.rule, note=f"{reuse.bits} bits")
    for tone in Tone:
        count = sum(reuse is not None and reuse.tone is tone for _one, _other, reuse in told)
        table.hold(f"{tone.value} among {len(others)} pairs", str(count), count, 0, unit="pairs")
    return table


def used(one: Seen) -> Used:
    return Used(
        sha256=one.name,
        finding=one.name,
        visit=one.name,
        picture_hash=one.container.picture_hash,
        likeness=one.likeness,
        taken_at=one.metadata.moment(),
    )


if __name__ == "__main__":
    main()
