"""Lets laptops work for a year on one remote, by counts alone, and prints what each kind costs.

python -m tools.simulate [--days 250] [--syncs 4]

No byte is moved: each laptop's syncs are counted as app.sync asks them (tests/sync hold the model
to real syncs), and the listing is made of real names. What a request takes on each kind of remote
is assumed, and printed.
"""

import argparse
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, fields
from random import Random

from inspector.app.sync import PACK_AFTER
from inspector.app.sync_pack import FULL, GROWTH
from inspector.exchange.remotes.layout import Chain, epoch_key, marker

CHANGES = 6  # of a finding in its life: itself, its photo, the bond between them, three deeds
SEGMENT, CHANGE, LIST, LISTED = 240, 82, 240, 147  # bytes, measured: 25 findings in one segment
PHOTO, PRINT = 400_000, 30_000  # bytes; a print is what --photos print sends
FINDINGS, PHOTOS = 25, 2  # a laptop's day; a finding's photos
FOLD_S, DERIVE_S = 26e-6, 284e-6  # a change, a finding: docs/decisions/the-fold.md, measured
BLOB_FOLDERS = 256
PHOTOS_SENT = ("all", "print", "none")


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of remote: seconds a request takes, bytes a second, bytes of a name in a listing."""

    name: str
    request_s: float
    bytes_per_s: float
    name_bytes: int
    page: int | None = None  # names an answer holds; None: all of them


KINDS = (
    Kind("folder", 0.004, 50e6, 80),
    Kind("WebDAV", 0.060, 1.25e6, 620),
    Kind("S3", 0.035, 1.25e6, 330, page=1000),
)
SIZES = {"district": 20, "city": 200, "province": 5000}


@dataclass(slots=True)
class Cost:
    """What somebody's requests sum up to; ``names`` were in listings.

    ``rest`` are requests and ``up`` and ``down`` bytes for words alone; photos and the lists that
    tell of them stand apart.
    """

    lists: int = 0
    names: int = 0
    rest: int = 0
    up: int = 0
    down: int = 0
    told: int = 0  # requests for lists of files
    told_up: int = 0
    told_down: int = 0
    put: int = 0
    got: int = 0

    def requests(self, photos: str) -> int:
        """With photos all, print or none."""
        words = self.lists + self.rest
        return words if photos == "none" else words + self.told + 2 * self.put + self.got

    def moved(self, photos: str) -> tuple[int, int]:
        """Bytes up and down."""
        size = {"all": PHOTO, "print": PRINT, "none": 0}[photos]
        if photos == "none":
            return self.up, self.down
        return (
            self.up + self.told_up + self.put * size,
            self.down + self.told_down + self.got * size,
        )

    def over(self, photos: str) -> float:
        """Bytes up as a multiple of what is new: segments and photos, or prints in their place."""
        size = {"all": PHOTO, "print": PRINT, "none": 0}[photos]
        return self.moved(photos)[0] / max(self.up + self.put * size, 1)

    def seconds(self, kind: Kind, photos: str = "none") -> float:
        """One request after the other, as sync does it."""
        pages = max(-(-self.names // kind.page), self.lists) if kind.page else self.lists
        requests = self.requests(photos) - self.lists + pages
        listed = self.names * kind.name_bytes
        return requests * kind.request_s + (sum(self.moved(photos)) + listed) / kind.bytes_per_s


@dataclass(slots=True)
class Laptop:
    """How far its chains go, and what it last saw of all others together."""

    stream: str
    changes: int = 0
    files: int = 0
    seen: tuple[int, int, int, int] = (0, 0, 0, 0)


@dataclass(slots=True)
class Office:
    """All laptops of one remote, and what lies there."""

    laptops: list[Laptop]
    segments: int = 0
    changes: int = 0
    lists: int = 0
    files: int = 0
    heads: int = 1  # names in the flat folder: the remote's mark, two for each laptop with news

    def names(self) -> list[str]:
        """The flat folder as it is listed."""
        found = [epoch_key("0" * 32).rpartition("/")[2]]
        for one in self.laptops:
            for chain, last in ((Chain.SEGMENTS, one.changes), (Chain.FILES, one.files)):
                found += [marker(one.stream, chain, last, one.stream).name] if last else []
        return found


def sync(office: Office, laptop: Laptop, findings: int, cost: Cost) -> None:
    """One sync with so many new findings: look, pull, push."""
    segments, changes, lists, files = laptop.seen
    segments, lists = office.segments - segments, office.lists - lists
    changes, files = office.changes - changes, office.files - files
    cost.lists += 1
    cost.names += office.heads
    cost.rest += segments
    cost.down += segments * SEGMENT + changes * CHANGE
    cost.told += lists
    cost.told_down += lists * LIST + files * LISTED
    cost.got += files
    if findings:
        _push(office, laptop, findings, cost)
    laptop.seen = (office.segments, office.changes, office.lists, office.files)


def _push(office: Office, laptop: Laptop, findings: int, cost: Cost) -> None:
    """Segment and head, files, list and its head: each put is asked after, old heads retired."""
    changes, photos = findings * CHANGES, findings * PHOTOS
    was_there = laptop.changes > 0
    cost.rest += 4 + was_there
    cost.up += SEGMENT + changes * CHANGE
    cost.put += photos
    cost.told += 4 + was_there
    cost.told_up += LIST + photos * LISTED
    laptop.changes += changes
    laptop.files += photos
    office.segments += 1
    office.changes += changes
    office.lists += 1
    office.files += photos
    office.heads += 0 if was_there else 2


def an_office(many: int) -> Office:
    chance = Random(many)
    return Office([Laptop(f"{chance.getrandbits(128):032x}") for _ in range(many)])


def a_day(office: Office, syncs: int, chance: Random) -> list[Cost]:
    """What each laptop's syncs cost that day; they come in no order."""
    costs = [Cost() for _ in office.laptops]
    order = list(range(len(office.laptops)))
    for _round in range(syncs):
        chance.shuffle(order)
        for number in order:
            findings = int(chance.random() * (1 + 2 * FINDINGS // syncs))
            sync(office, office.laptops[number], findings, costs[number])
    return costs


def first_screen(office: Office, *, packed: bool = True) -> Cost:
    """All records and no photo, read from the remote alone: what a new laptop needs first.

    Packed it is the packs, and as many segments after them as the seat leaves unpacked at most.
    """
    words = office.segments * SEGMENT + office.changes * CHANGE
    if not packed or office.segments < PACK_AFTER:
        return Cost(lists=2, names=2 * office.heads, rest=office.segments, down=words)
    full, rest = divmod(words, FULL)
    unpacked = max(PACK_AFTER, round(rest / words * office.segments) // GROWTH)
    return Cost(lists=2, names=2 * office.heads, rest=int(full) + 1 + unpacked, down=words)


def a_year(many: int, days: int, syncs: int) -> Iterator[tuple[Office, list[Cost]]]:
    """The office and its laptops' costs, day by day."""
    chance, office = Random(7), an_office(many)
    for _day in range(days):
        yield office, a_day(office, syncs, chance)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--days", type=int, default=250)
    parser.add_argument("--syncs", type=int, default=4)
    given = parser.parse_args()
    print(f"{given.days} working days, {given.syncs} syncs a day, {FINDINGS} findings a laptop ")
    print(
        f"and day with {PHOTOS} photos of {PHOTO // 1000} KB (prints {PRINT // 1000} KB). Assumed:"
    )
    for kind in KINDS:
        listed = f"{kind.name_bytes} B a name, " + (f"{kind.page} a page" if kind.page else "whole")
        print(f"  {kind.name:7} {kind.request_s * 1000:3.0f} ms a request, one after the other;")
        print(f"          {kind.bytes_per_s / 1e6:.2f} MB/s; listings {listed}")
    print_month(given.syncs)
    for name, many in SIZES.items():
        print_size(name, many, given)


def print_month(syncs: int) -> None:
    """Whether a daily sync grows dearer with the month."""
    print("\n200 laptops, one laptop's day (mean), photos: print")
    print("  day   requests   lists    names   listed MB (WebDAV)   MB down   MB up   s (WebDAV)")
    for day, (_office, costs) in enumerate(a_year(200, 22, syncs), 1):
        if day in (1, 2, 3, 11, 21, 22):
            mean = _mean(costs)
            up, down = mean.moved("print")
            print(
                f"  {day:3} {mean.requests('print'):10,} {mean.lists:7} {mean.names:8,} "
                f"{mean.names * KINDS[1].name_bytes / 1e6:20.2f} {down / 1e6:9,.0f} "
                f"{up / 1e6:7.1f} {mean.seconds(KINDS[1], 'print'):12,.0f}"
            )


def print_size(name: str, many: int, given: argparse.Namespace) -> None:
    """What the remote holds after the year, a new laptop there, and a laptop's last day."""
    [(office, last)] = deque(a_year(many, given.days, given.syncs), maxlen=1)
    names, new, day = office.names(), first_screen(office), _mean(last)
    alone = first_screen(office, packed=False)
    folding = office.changes * (FOLD_S + DERIVE_S / CHANGES)
    print(f"\n{name}: {many:,} laptops on one remote, after the year")
    print(
        f"  {office.changes:,} changes in {office.segments:,} segments; {office.files:,} photos, "
        f"{office.files // BLOB_FOLDERS:,} a folder; {len(names):,} names in the flat folder"
    )
    for kind in KINDS:
        pages = -(-len(names) // kind.page) if kind.page else 1
        days = ", ".join(f"{one} {_long(day.seconds(kind, one))}" for one in PHOTOS_SENT)
        print(
            f"  {kind.name:7} no news: {pages} request(s), "
            f"{len(names) * kind.name_bytes / 1e3:,.0f} KB, "
            f"{Cost(lists=1, names=len(names)).seconds(kind):.2f} s; a day's syncs: {days}"
        )
        print(
            f"          new laptop to its first screen: {new.requests('none'):,} requests, "
            f"{new.down / 1e6:,.0f} MB, {_long(new.seconds(kind))} fetching (without packs "
            f"{alone.requests('none'):,}, {_long(alone.seconds(kind))}), {_long(folding)} folding"
        )
    for photos in PHOTOS_SENT:
        up, down = day.moved(photos)
        print(
            f"  photos {photos:6} a laptop's day {day.requests(photos):,} requests, "
            f"{up / 1e6:,.1f} MB up ({day.over(photos):.4f} x what is new), "
            f"{down / 1e6:,.1f} MB down"
        )


def _mean(costs: list[Cost]) -> Cost:
    names = [one.name for one in fields(Cost)]
    return Cost(*(round(sum(getattr(one, name) for one in costs) / len(costs)) for name in names))


def _long(seconds: float) -> str:
    if seconds < 120:
        return f"{seconds:.1f} s"
    return f"{seconds / 60:.0f} min" if seconds < 7200 else f"{seconds / 3600:.1f} h"


if __name__ == "__main__":
    main()
