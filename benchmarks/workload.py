"""What the races run on: an office's 200,000 findings, and twenty laptops' work on them."""

import json
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from importlib.resources import files
from itertools import count, islice
from pathlib import Path
from random import Random

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from inspector.domain.change import Fields, Value
from inspector.domain.ids import fact_id
from inspector.exchange.bundle import StreamInBundle, write_bundle
from inspector.store.schema import ENTITIES
from inspector.store.segments import Entry, Header, Seen, Segment, read_entries, seal, stream_uid

PER_SEGMENT = 1000
OTHERS = 0.1  # share of a laptop's edits on rows that are another's
CHECKS, ANSWERED_NO = 20, 0.2  # standards asked at a point, and how many of them are breached
PHOTOS_A_FINDING, REINSPECTED = 2, 6  # a far and a close view; earlier findings looked at again
POINTS = 1_200
BORN_MS = 1_780_000_000_000
COLUMNS = ("id", *ENTITIES["finding"])
_DAY = datetime(2026, 7, 2, 1, tzinfo=UTC)  # the demo catalogue is in force by then
_VISITED = datetime(2026, 11, 21, 1, tzinfo=UTC)


@dataclass
class Laptop:
    """One author: a key, a stream, and the segments it sealed."""

    number: int

    def __post_init__(self) -> None:
        self.key = Ed25519PrivateKey.from_private_bytes(bytes([self.number + 1] * 32))
        self.pubkey = self.key.public_key().public_bytes_raw()
        self.uid = stream_uid(self.pubkey)
        self.segments: list[Segment] = []
        self.seq = 0

    def record(self, changes: Iterable[tuple[str, str, Fields]], *, at_ms: int, seen: Seen) -> None:
        """Seal these changes, a thousand a segment, one second apart from ``at_ms`` on."""
        entries: list[Entry] = []
        for entity, row, fields in changes:
            self.seq += 1
            entries.append((self.seq, (at_ms + self.seq * 977) << 16, entity, row, fields))
        for start in range(0, len(entries), PER_SEGMENT):
            run = entries[start : start + PER_SEGMENT]
            header = Header(
                stream=self.uid,
                first=run[0][0],
                last=run[-1][0],
                prev=self.segments[-1].hash if self.segments else "",
                min_reader=1,
                seen=seen if start == 0 else {},
            )
            self.segments.append(seal(run, header=header, key=self.key))

    def seen_whole(self) -> Seen:
        return {self.uid: (self.seq, self.segments[-1].hash[:16])}

    def bundle(self, path: Path, segments: Iterable[Segment]) -> Path:
        stream = StreamInBundle(uid=self.uid, pubkey=self.pubkey, name=f"LAPTOP-{self.number:02d}")
        write_bundle(path, [stream], segments, [], {})
        return path


@dataclass
class Office:
    """Who recorded the findings ``rows``; the laptops had seen them before they went out."""

    author: Laptop
    rows: list[str]


def an_office(rows: int) -> Office:
    """A register of points, and findings spread over points, standards and days."""
    chance, author = Random(1), Laptop(0)
    ids = [fact_id(BORN_MS + number, chance.randbytes(10)) for number in range(rows)]
    author.record(_register(chance), at_ms=BORN_MS - 10**9, seen={})
    author.record(_findings(chance, ids), at_ms=BORN_MS, seen={})
    return Office(author=author, rows=ids)


def send_out(office: Office, *, laptops: int, edits: int) -> list[Laptop]:
    """Each laptop edits a part of the rows of its own and, one time in ten, any row.

    One edit writes one to three fields; clocks are up to ten minutes off.
    """
    chance, share = Random(2), len(office.rows) // laptops
    fleet = [Laptop(number) for number in range(1, laptops + 1)]
    for number, laptop in enumerate(fleet):
        own = office.rows[number * share : (number + 1) * share]
        at_ms = BORN_MS + 300 * 10**6 + chance.randrange(-600_000, 600_000)
        some = _edits(chance, office.rows, own, edits)
        laptop.record(some, at_ms=at_ms, seen=office.author.seen_whole())
    return fleet


def send_visiting(office: Office, *, laptops: int, changes: int) -> list[Laptop]:
    """Each laptop comes back from a day of visits: see :func:`_visits`."""
    chance = Random(3)
    fleet = [Laptop(number) for number in range(1, laptops + 1)]
    for laptop in fleet:
        at_ms = BORN_MS + 300 * 10**6 + chance.randrange(-600_000, 600_000)
        some = islice(_visits(chance, office.rows), changes)
        laptop.record(some, at_ms=at_ms, seen=office.author.seen_whole())
    return fleet


def _register(chance: Random) -> Iterator[tuple[str, str, Fields]]:
    for number in range(POINTS):
        code = f"{number:04d}-OR-01"
        place: dict[str, Value] = {
            "code": code,
            "name": f"{code}点位",
            "type": "OR",
            "town": f"99010200{chance.randrange(8)}",
            "radius_m": 60.0,
            "active": 1,
        }
        yield "point", f"point-{code}", place


def _standards() -> list[str]:
    raw = json.loads((files("resources") / "catalogue.json").read_text("utf-8"))
    contents = [content for project in raw["projects"] for content in project["contents"]]
    return [str(one["code"]) for content in contents for one in content["standards"]]


def _findings(chance: Random, ids: list[str]) -> Iterator[tuple[str, str, Fields]]:
    standards = _standards()
    for number, row in enumerate(ids):
        found_at = _DAY + timedelta(minutes=chance.randrange(200_000))
        fields: dict[str, Value] = {
            "label": f"K7QF-{number}",
            "point": f"{chance.randrange(POINTS):04d}-OR-01",
            "standard": chance.choice(standards),
            "found_at": found_at.strftime("%Y-%m-%dT%H:%M:%S.000Z"),
            "spot": chance.choice(["北门", "东门", "3号楼", None]),
            "note": "垃圾桶满冒，垃圾散落",
            "person": f"u{chance.randrange(20):02d}",
            "source": "district",
        }
        yield "finding", row, fields


def _edits(
    chance: Random, every: list[str], own: list[str], edits: int
) -> Iterator[tuple[str, str, Fields]]:
    for _ in range(edits):
        row = chance.choice(every if chance.random() < OTHERS else own)
        names = chance.sample(["note", "spot", "unit", "round"], chance.randint(1, 3))
        yield "finding", row, {name: f"{name}{chance.randrange(1000)}" for name in names}


def _visits(chance: Random, earlier: list[str]) -> Iterator[tuple[str, str, Fields]]:
    """Visits without end, change by change as the window seals them.

    At each point every standard of the visit is answered; a breach becomes a finding with its
    photos, and some findings of earlier days are looked at again.
    """
    standards = _standards()
    for number in count():
        inspection, point = _new_id(chance), f"{chance.randrange(POINTS):04d}-OR-01"
        at = (_VISITED + timedelta(minutes=20 * number)).strftime("%Y-%m-%dT%H:%M:%S.000Z")
        here: Fields = {"point": point, "at": at}
        yield "inspection", inspection, {**here, "round": "2026-W47", "person": "u01"}
        for standard in chance.sample(standards, CHECKS):
            asked: Fields = {**here, "inspection": inspection, "standard": standard}
            if chance.random() >= ANSWERED_NO:
                yield "check", _new_id(chance), {**asked, "answer": "pass"}
                continue
            yield "check", _new_id(chance), {**asked, "answer": "fail"}
            yield from _breach(chance, point, standard, at)
        for finding in chance.sample(earlier, REINSPECTED):
            said: Fields = {"finding": finding, "at": at, "result": chance.choice(["pass", "fail"])}
            yield "verification", _new_id(chance), {**said, "person": "u01"}


def _breach(
    chance: Random, point: str, standard: str, at: str
) -> Iterator[tuple[str, str, Fields]]:
    finding = _new_id(chance)
    for place in range(PHOTOS_A_FINDING):
        photo, name = _new_id(chance), chance.randbytes(32).hex()
        taken: Fields = {"sha256": name, "name": f"DSC{place}.JPG", "format": "jpeg"}
        yield "photo", photo, {**taken, "taken_at": at, "width": 4000, "height": 3000}
        shown: Fields = {"finding": finding, "subject": finding, "photo": photo}
        yield "evidence", _new_id(chance), {**shown, "position": place}
    yield (
        "finding",
        finding,
        {
            "label": f"M4TC-{finding[-6:]}",
            "point": point,
            "standard": standard,
            "found_at": at,
            "spot": chance.choice(["北门", "东门", "3号楼", None]),
            "note": "占道经营，摊位越门约2米",
            "person": "u01",
            "source": "district",
            "round": "2026-W47",
        },
    )


def _new_id(chance: Random) -> str:
    return fact_id(BORN_MS + 300 * 10**6 + chance.randrange(10**9), chance.randbytes(10))


def plain_database(path: Path) -> sqlite3.Connection:
    """The same columns in a table with nothing but its primary key."""
    db = sqlite3.connect(path, isolation_level=None)
    db.execute("pragma journal_mode = wal")
    db.execute("pragma synchronous = normal")
    columns = ", ".join(
        f'"{name}" {"text" if kind == "json" else kind}'
        for name, kind in ENTITIES["finding"].items()
    )
    db.execute(f"create table finding (id text primary key not null, {columns})")
    return db


def fill_plain(db: sqlite3.Connection, segments: Iterable[Segment]) -> None:
    """Findings as the changes leave them, one author's alone."""
    db.execute("begin")
    for segment in segments:
        for _seq, _clock, entity, row, fields in read_entries(segment):
            if entity != "finding":
                continue
            names = list(fields)
            into = ", ".join(f'"{name}"' for name in names)
            kept = ", ".join(f'"{name}" = excluded."{name}"' for name in names)
            db.execute(
                f"insert into finding (id, {into}) values ({', '.join('?' * (len(names) + 1))}) "
                f"on conflict (id) do update set {kept}",
                [row, *fields.values()],
            )
    db.execute("commit")


def close_whole(db: sqlite3.Connection) -> None:
    """Close with everything in the one file, so that it may be copied."""
    db.execute("pragma wal_checkpoint(truncate)")
    db.execute("pragma journal_mode = delete")
    db.close()
