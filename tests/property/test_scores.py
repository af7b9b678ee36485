"""Scores depend on facts alone, and are the plain sum of dated parts to the last digit."""

import atexit
import json
import shutil
import tempfile
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from importlib.resources import files
from itertools import count
from pathlib import Path
from random import Random
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from inspector.app.history import import_events
from inspector.app.period import assessed
from inspector.app.stats import stats
from inspector.app.stats_told import Stats
from inspector.app.workspace import Workspace, open_workspace
from tests.builders import DAY_0, ZONE, a_workspace

Raw = dict[str, Any]

TWO = Decimal("0.01")
MONTHS = ("2026-08", "2026-09", "2026-10")
POINTS = ("003-OR-04", "003-OR-03", "001-AR-01")
STANDARDS = ("P3.03.01", "P3.02.01")


def now() -> datetime:
    return datetime(2026, 11, 22, tzinfo=UTC)


def moment(hours: int) -> str:
    return (DAY_0 + timedelta(hours=hours)).isoformat()


@cache
def _template() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="inspector-scores-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    a_workspace(folder / "ws", clock=now).close()
    return folder / "ws"


_numbers = count()


def a_month_of(batches: Iterable[list[Raw]]) -> dict[str, Stats]:
    """The figures of three months after these batches of events were imported."""
    folder = _template().parent / str(next(_numbers))
    shutil.copytree(_template(), folder)
    with open_workspace(folder, person="u03", clock=now) as ws:
        ws.db.execute("pragma synchronous = off")
        for batch in batches:
            import_events(ws, {"history": {"events": batch}})
        told = {month: stats(ws, assessed(ws, month=month)) for month in MONTHS}
    shutil.rmtree(folder)
    return told


@st.composite
def histories(draw: st.DrawFn) -> list[Raw]:
    """Findings with whatever may be done about them, over three months."""
    events: list[Raw] = []
    for number in range(draw(st.integers(1, 6))):
        found, ref = draw(st.integers(0, 1500)), f"f{number}"
        events.append(
            {
                "do": "find",
                "ref": ref,
                "at": moment(found),
                "point": draw(st.sampled_from(POINTS)),
                "standard": draw(st.sampled_from(STANDARDS)),
                "source": draw(st.sampled_from(["district", "city", "grid"])),
                "on_the_spot": draw(st.booleans()),
            }
        )
        for deed in draw(st.lists(st.sampled_from(_DEEDS), max_size=5)):
            at = found + draw(st.integers(1, 900))
            event = {"do": deed, "ref": ref, "at": moment(at)}
            if deed == "notify":
                event["deadline"] = moment(at + draw(st.integers(1, 200)))
            if deed in ("extend", "defer"):
                event["until"] = moment(at + draw(st.integers(1, 400)))
            if deed == "reply":
                event["done"] = moment(at - draw(st.integers(0, 30)))
            events.append(event)
    events.append({"do": "inspect", "at": moment(30), "point": POINTS[0], "pass": [STANDARDS[0]]})
    events.append(
        {"do": "charge", "at": moment(40), "town": "990102003", "kind": "refusal", "points": "0.7"}
    )
    return events


_DEEDS = ("notify", "notify", "reply", "pass", "return", "return", "extend", "defer")


@settings(max_examples=12)
@given(events=histories(), order=st.randoms(use_true_random=False), cut=st.integers(0, 30))
def test_scores_and_ranks_do_not_depend_on_order_repetition_or_batches(
    events: list[Raw], order: Random, cut: int
) -> None:
    shuffled = order.sample(events, len(events))

    whole = a_month_of([events])

    assert a_month_of([shuffled[:cut], shuffled[cut:], shuffled]) == whole


@settings(max_examples=25)
@given(events=histories())
def test_scores_are_the_plain_sum_of_dated_parts(events: list[Raw]) -> None:
    folder = _template().parent / str(next(_numbers))
    shutil.copytree(_template(), folder)
    with open_workspace(folder, person="u03", clock=now) as ws:
        ws.db.execute("pragma synchronous = off")
        import_events(ws, {"history": {"events": events}})
        for month in MONTHS:
            told = stats(ws, assessed(ws, month=month))
            by_hand = _ByHand(ws, events, month)
            assert {one.town: (one.deduction, one.score) for one in told.towns} == by_hand.towns()
    shutil.rmtree(folder)


class _ByHand:
    """The rule once more in plain arithmetic, from events and from which finding is whose."""

    def __init__(self, ws: Workspace, events: list[Raw], month: str) -> None:
        said = {json.dumps(one, sort_keys=True): one for one in events}  # said twice counts once
        self.ws, self.events = ws, list(said.values())
        year, number = (int(one) for one in month.split("-"))
        self.first = date(year, number - 1, 26)
        self.last = date(year, number, 25)
        self.numbers = json.loads((files("resources") / "catalogue.json").read_text("utf-8"))[
            "scoring_profiles"
        ][0]

    def within(self, at: datetime) -> bool:
        return self.first <= at.astimezone(ZONE).date() <= self.last

    def towns(self) -> dict[str, tuple[Decimal, Decimal | None]]:
        keys: dict[tuple[str, str], Decimal] = {}
        for row in self.ws.db.query("select * from issue where state != 'void' order by id"):
            key = (row["point"], row["standard"])
            keys[key] = keys.get(key, Decimal(0)) + sum(self._parts(row), Decimal(0))
        sums = {town.code: Decimal(0) for town in self.ws.register.areas["town"]}
        cap = Decimal(self.numbers["repeat"]["cap_per_key_month"])
        for (point, _standard), points in keys.items():
            # the road is the sanitation department's: its town bears three tenths
            share = Decimal("0.3") if point == "001-AR-01" else Decimal(1)
            sums[f"990102{point[:3]}"] += min(points, cap) * share
        return {town: self._scored(town, points) for town, points in sums.items()}

    def _parts(self, row: Raw) -> list[Decimal]:
        found = datetime.fromisoformat(row["found_at"])
        members = [
            one[0].removeprefix("h-")
            for one in self.ws.db.execute(
                "select finding from verdict where issue = ?", [row["id"]]
            ).fetchall()
        ]
        finds = [one for one in self.events if one["do"] == "find" and one["ref"] in members]
        first = next(one for one in finds if one["ref"] == row["id"].removeprefix("h-"))
        deeds = self._deeds(members, finds)
        closed = min((at for do, at, _e in deeds if do == "pass"), default=None)
        returns = [at for do, at, _e in deeds if do == "return" and (not closed or at <= closed)]
        parts = [self._first(row, first, finds)] if self.within(found) else []
        parts += [
            Decimal("0.2") if place < 2 else Decimal("0.5")
            for place, at in enumerate(sorted(returns))
            if self.within(at)
        ]
        before = datetime.combine(self.first, datetime.min.time(), ZONE) - timedelta(seconds=1)
        end = datetime.combine(self.last, datetime.max.time(), ZONE)
        return [*parts, self._late(deeds, closed, end) - self._late(deeds, closed, before)]

    def _first(self, row: Raw, first: Raw, finds: list[Raw]) -> Decimal:
        factors = {"district": Decimal(1), "city": Decimal(2), "grid": Decimal(0)}
        price = Decimal("0.5")  # both standards cost half a point
        base = price * max(factors[one["source"]] for one in finds)
        base *= Decimal("0.5") if first["on_the_spot"] else 1
        surplus = base * (min(row["occurrence"], 3) - 1)
        extra = price * Decimal("0.5") if row["rebound"] else Decimal(0)
        return base + max(surplus, extra)

    def _deeds(self, members: list[str], finds: list[Raw]) -> list[tuple[str, datetime, Raw]]:
        found = {one["ref"]: datetime.fromisoformat(one["at"]) for one in finds}
        rank = ["notify", "extend", "defer", "reply", "return", "pass"]
        made = [
            (one["do"], max(datetime.fromisoformat(one["at"]), found[one["ref"]]), one)
            for one in self.events
            if one.get("ref") in members and one["do"] in rank
        ]
        return sorted(made, key=lambda one: (one[1], rank.index(one[0])))

    def _late(
        self, deeds: list[tuple[str, datetime, Raw]], closed: datetime | None, at: datetime
    ) -> Decimal:
        end = at
        if closed:
            done = closed
            for do, when, event in deeds:
                if when > closed or do == "pass":
                    break
                if do == "reply":
                    done = min(datetime.fromisoformat(event["done"]), closed)
                if do == "return":
                    done = closed
            end = min(at, done)
        told, deadline = False, None
        for do, when, event in deeds:
            if when <= end and do == "notify":
                told, deadline = True, datetime.fromisoformat(event["deadline"])
            if when <= end and do in ("extend", "defer"):
                deadline = datetime.fromisoformat(event["until"])
        if not told or deadline is None or end <= deadline:
            return Decimal(0)
        days = (end.astimezone(ZONE).date() - deadline.astimezone(ZONE).date()).days
        return min(Decimal("0.5") + Decimal("0.1") * days, Decimal(2))

    def _scored(self, town: str, points: Decimal) -> tuple[Decimal, Decimal | None]:
        visits = set()
        for one in self.events:
            at = datetime.fromisoformat(one["at"])
            point = self.ws.register.point(one.get("point"))
            if one["do"] in ("find", "inspect") and point and point.town == town:
                visits |= {(point.code, at.astimezone(ZONE).date())} if self.within(at) else set()
        charged = sum(
            Decimal(one["points"])
            for one in self.events
            if one["do"] == "charge"
            and one["town"] == town
            and self.within(datetime.fromisoformat(one["at"]))
        )
        shown = points.quantize(TWO, ROUND_HALF_UP)
        if not visits:
            return shown, None
        score = max(Decimal(100) - points * 10 / len(visits) - charged, Decimal(0))
        return shown, score.quantize(TWO, ROUND_HALF_UP)
