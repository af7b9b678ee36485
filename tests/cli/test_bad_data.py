"""Data that cannot be right, kind by kind: taken or not, it is named; no figure comes of nothing.

The one list of them: bad rows, areas in a circle, places in no grid, grids that overlap, unknown
units, nothing to divide by, empty months, windows of no days, deadlines before the finding, deeds
on void findings, deeds before their finding, deeds whose finding nobody has yet.
"""

import json
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from tests.builders import OTHER_POINT, POINT, STANDARD
from tests.cli.inspector import Answer, Inspector

Raw = dict[str, Any]

TOWN = "990102003"
AUGUST = ("--month", "2026-08")
FOUND = "2026-08-03T09:00"


def a_find(ref: str = "f1", at: str = FOUND, **fields: Any) -> Raw:
    return {"do": "find", "ref": ref, "at": at, "point": POINT, "standard": STANDARD, **fields}


def a_deed(do: str, ref: str = "f1", at: str = "2026-08-04T09:00", **moments: str) -> Raw:
    return {"do": do, "ref": ref, "at": at, **moments}


class Desk:
    """A workspace at hand, told histories and asked for figures as a person would."""

    def __init__(self, inspector: Inspector, folder: Path) -> None:
        self._inspector, self.folder = inspector, folder

    def ask(self, *arguments: str | Path) -> Answer:
        """The command with and without ``--json``; neither may end as a bug."""
        command, *rest = arguments
        plain = self._inspector(command, self.folder, *rest)
        told = self._inspector(command, self.folder, *rest, "--json")
        assert plain.code == told.code == 0, (plain, told)
        assert "Traceback" not in plain.err + told.err
        return Answer(told.code, told.out, plain.out)

    def imported(self, *events: object, **more: Any) -> Answer:
        """What ``import history`` tells of these events; its words in ``err``."""
        file = self.folder.parent / "history.json"
        file.write_text(json.dumps({"events": events, **more}), "utf-8")
        words = self._inspector("import", "history", self.folder, file).out
        return Answer(
            0, self._inspector("import", "history", self.folder, file, "--json").out, words
        )

    def august(self) -> Raw:
        told: Raw = self.ask("stats", *AUGUST).told
        return told


@pytest.fixture
def desk(inspector: Inspector, folder: Path) -> Desk:
    return Desk(inspector, folder)


def noted(answer: Answer) -> list[tuple[int, str, str]]:
    """Row, column and code of what was taken with a doubt; each is a sentence in the words too."""
    notes = answer.told["notes"]
    assert all(one["reason"] and one["reason"] in answer.err for one in notes)
    return [(one["row"], one["column"], one["code"]) for one in notes]


def rejected(answer: Answer) -> list[tuple[int, str]]:
    """Row and column of what was not taken; each is a sentence in the words too."""
    rows = answer.told["rejected"]
    assert all(one["reason"] and one["reason"] in answer.err for one in rows)
    return [(one["row"], one["column"]) for one in rows]


# --- bad rows, unknown codes ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("event", "column"),
    [
        ("kein Ereignis", ""),
        (7, ""),
        ({"do": "dance"}, "do"),
        (a_find(point="9-XX-9"), "point"),
        (a_find(point=[POINT]), "point"),
        (a_find(standard="P0.00"), "standard"),
        (a_find(unit="NOBODY"), "unit"),
        (a_find(at="gestern"), "at"),
        (a_find(ref="r" * 9_000), "ref"),
        (a_find(note="a\x00b"), "note"),
        (a_find(lonlat=[400, 0]), "lonlat"),
        (a_deed("reply", done="bald"), "done"),
        (a_deed("extend"), "until"),
        ({"do": "inspect", "at": FOUND, "point": POINT, "pass": 7}, "pass"),
        ({"do": "inspect", "at": FOUND, "point": POINT, "pass": "P3.03.01"}, "pass"),
        ({"do": "inspect", "at": FOUND, "point": POINT, "round": ["8"]}, "round"),
        ({"do": "charge", "at": FOUND, "unit": "NOBODY", "points": "1"}, "unit"),
        ({"do": "charge", "at": FOUND, "town": TOWN, "points": "NaN"}, "points"),
        ({"do": "charge", "at": FOUND, "town": TOWN, "kind": ["x"], "points": "1"}, "kind"),
    ],
)
def test_a_bad_event_is_named_by_row_and_column_and_bars_no_other(
    desk: Desk, event: object, column: str
) -> None:
    told = desk.imported(a_find("good"), event)

    assert rejected(told) == [(2, column)]
    assert [one["ref"] for one in told.told["verdicts"]] == ["good"]
    assert desk.august()["totals"]["issues"] == 1


def test_a_bad_row_of_a_ledger_is_named_by_the_sheets_own_line_and_heading(
    desk: Desk, inspector: Inspector, tmp_path: Path
) -> None:
    lines = [
        "青屿区整改台账",
        "序号,问题编号,检查日期,点位,标准条款,下发日期",
        "1,A-1,2026-08-03,纺机二村,P3.03.01,2026-08-04",
        "2,A-2,2026-08-03,没有这个点位,P3.03.01,2026-08-02",
        "3,A-3,2026-08-32,纺机二村,P3.03.01,",
    ]
    file = tmp_path / "ledger.csv"
    file.write_bytes("\n".join(lines).encode("gbk"))

    told = inspector("import", "history", desk.folder, file, "--json").told

    assert [(one["row"], one["column"]) for one in told["rejected"]] == [
        (4, "点位"),
        (5, "检查日期"),
    ]
    assert [(one["row"], one["code"]) for one in told["notes"]] == [(4, "waits")]


def test_a_rule_that_cannot_hold_is_named_and_bars_no_event(desk: Desk) -> None:
    told = desk.imported(
        a_find(),
        standard_overrides={
            STANDARD: {"repeat_window_days": -1},
            "P0.00": {"repeat_window_days": 30},
            "P3.03.02": {"rebound_window_days": "lange"},
            "P3.03.03": 7,
        },
    )

    assert rejected(told) == [
        (0, f"standard_overrides.{STANDARD}.repeat_window_days"),
        (0, "standard_overrides.P0.00"),
        (0, "standard_overrides.P3.03.02.rebound_window_days"),
        (0, "standard_overrides.P3.03.03"),
    ]
    assert told.told["verdicts"][0]["kind"] == "new"


def test_a_points_row_with_codes_nobody_has_is_taken_and_named(
    desk: Desk, inspector: Inspector, tmp_path: Path
) -> None:
    file = tmp_path / "points.csv"
    rows = (
        "code,zh,type,town,community,grid,operator,lon,lat,radius_m",
        f"N-1,甲,OR,{TOWN},NOWHERE,NO-GRID,NOBODY,83.451,38.842,60",
        "N-2,乙,OR,,,,,0.0,0.0,60",
        f"N-3,丙,OR,{TOWN},,,,83.451,38.842,-5",
    )
    file.write_text("\n".join(rows), "utf-8")

    told = inspector("import", "points", desk.folder, file, "--json").told

    assert told["added"] == 2
    assert [(one["row"], one["column"]) for one in told["rejected"]] == [(4, "radius_m")]
    assert [(one["row"], one["column"], one["code"]) for one in told["notes"]] == [
        (2, "community", "unknown_area"),
        (2, "grid", "unknown_area"),
        (2, "operator", "unknown_unit"),
        (3, "town", "no_town"),
        (3, "lon", "no_grid"),
    ]


# --- areas ---------------------------------------------------------------------------------------


def a_district(folder: Path, *, spoil: str) -> Path:
    """The fictional district with one thing wrong with its areas."""
    own = files("resources")
    raw = json.loads((own / "district.json").read_text("utf-8"))
    outlines = json.loads((own / "district.geojson").read_text("utf-8"))
    point = next(one for one in raw["points"] if one["code"] == POINT)
    if spoil == "circle":
        community = next(one for one in raw["communities"] if one["code"] == point["community"])
        community["town"] = community["code"]
    if spoil == "orphan":
        community = next(one for one in raw["communities"] if one["code"] == point["community"])
        community["town"] = "NOWHERE"
    if spoil == "overlap":
        first, second = (
            next(one for one in outlines["features"] if one["properties"]["code"] == grid["code"])
            for grid in raw["grids"][:2]
        )
        second["geometry"] = first["geometry"]
    if spoil == "far":
        point["lon"], point["lat"] = 10.0, 10.0
    (folder / "district.json").write_text(json.dumps(raw), "utf-8")
    (folder / "district.geojson").write_text(json.dumps(outlines), "utf-8")
    return folder / "district.json"


@pytest.mark.parametrize(
    ("spoil", "kind", "code"),
    [
        ("circle", "area_cycle", "990102003001"),
        ("orphan", "area_parent", "990102003001"),
        ("overlap", "grid_overlap", "990102001001001"),
        ("far", "no_grid", POINT),
    ],
)
def test_areas_that_cannot_be_right_are_named_and_every_figure_still_comes(
    inspector: Inspector, tmp_path: Path, spoil: str, kind: str, code: str
) -> None:
    made = inspector("init", tmp_path / "ws", "--district", a_district(tmp_path, spoil=spoil))
    assert made.code == 0
    desk = Desk(inspector, tmp_path / "ws")
    inside = {"point": None, "lonlat": [83.451131, 38.842484]}
    desk.imported(a_find(), a_find("f2", "2026-08-20T09:00", **inside))

    health = desk.ask("health")
    totals = desk.ask("stats", *AUGUST, "--by", "grid").told["totals"]

    assert (kind, code) in {(one["kind"], one["code"]) for one in health.told["doubts"]}
    assert all(one["words"] in health.err for one in health.told["doubts"])
    assert totals["issues"] == 2
    lost = 1 if spoil in ("circle", "orphan") else 0  # the one that has its town by its place
    assert totals["unplaced"] == lost


def test_the_fictional_district_raises_no_doubt(desk: Desk) -> None:
    assert desk.ask("health").told["doubts"] == []


@pytest.mark.parametrize(
    ("place", "note"),
    [
        ({"lonlat": [10, 10]}, (1, "lonlat", "no_grid")),
        ({}, (1, "point", "no_place")),
    ],
)
def test_a_finding_in_no_grid_is_named_and_no_town_pays_for_it(
    desk: Desk, place: Raw, note: tuple[int, str, str]
) -> None:
    told = desk.imported(a_find(point=None, **place))
    august = desk.ask("stats", *AUGUST)

    assert noted(told) == [note]
    assert august.told["totals"]["unplaced"] == 1
    assert august.told["totals"]["unplaced_points"] == told.told["issues"][0]["deduction"]
    assert {one["deduction"] for one in august.told["towns"]} == {"0.00"}
    assert "不归任何镇街" in august.err


def test_a_source_nobody_knows_is_named_and_weighs_once(desk: Desk) -> None:
    told = desk.imported(a_find(source="hearsay"), a_find("f2", point=OTHER_POINT))

    assert noted(told) == [(1, "source", "source")]
    one, other = (issue["deduction"] for issue in told.told["issues"])
    assert one == other


# --- nothing to divide by ------------------------------------------------------------------------


def rates_in(told: Raw) -> set[str]:
    """Names of the rates that say a number."""
    return {name for name, value in told["rates"].items() if value is not None}


def test_an_empty_month_says_no_rate_but_the_coverage_there_was_not(desk: Desk) -> None:
    answer = desk.ask("stats", *AUGUST, "--by", "town")
    told = answer.told

    assert rates_in(told) == {"coverage_rate"}  # 72 points to visit and none visited: that is 0
    assert told["rates"]["coverage_rate"] == "0.00"
    assert {one["score"] for one in told["towns"]} == {None}
    assert {one["rank"] for one in told["towns"]} == {None}
    assert all(rates_in(line) <= {"coverage_rate"} for line in told["breakdown"])
    assert set(told["previous"]["change"].values()) == {None}
    assert "100.00%" not in answer.err


def test_a_month_long_before_there_was_anything_is_as_empty_as_any(desk: Desk) -> None:
    desk.imported(a_find())

    assert rates_in(desk.ask("stats", "--month", "1999-01").told) == {"coverage_rate"}


def test_issues_nobody_was_told_of_make_no_rate_of_closing(desk: Desk) -> None:
    desk.imported(a_find())

    rates = desk.august()["rates"]

    assert (rates["close_rate"], rates["on_time_close_rate"], rates["rectification_rate"]) == (
        None,
        None,
        None,
    )
    assert rates["rebound_rate"] is None  # nothing was closed
    assert rates["repeat_rate"] == "0.00"  # one was found, and it was no repeat


def test_what_is_put_off_past_its_deadline_leaves_nothing_to_be_in_time(desk: Desk) -> None:
    desk.imported(
        a_find(),
        a_deed("notify", deadline="2026-08-10T18:00"),
        a_deed("defer", at="2026-08-06T09:00", until="2026-12-01T18:00"),
    )

    rates = desk.august()["rates"]

    assert (rates["close_rate"], rates["on_time_close_rate"]) == ("0.00", None)


def test_a_district_without_points_or_towns_has_no_coverage(
    inspector: Inspector, tmp_path: Path
) -> None:
    raw = json.loads((files("resources") / "district.json").read_text("utf-8"))
    raw |= {"towns": [], "communities": [], "grids": [], "points": [], "units": [], "users": []}
    (tmp_path / "bare.json").write_text(json.dumps(raw), "utf-8")
    inspector("init", tmp_path / "ws", "--district", tmp_path / "bare.json")

    told = Desk(inspector, tmp_path / "ws").ask("stats", *AUGUST).told

    assert rates_in(told) == set()
    assert told["towns"] == []


# --- windows and deadlines -----------------------------------------------------------------------


def test_windows_of_no_days_are_named_and_only_the_same_day_is_a_repeat(desk: Desk) -> None:
    no_days = {STANDARD: {"repeat_window_days": 0, "rebound_window_days": 0}}

    told = desk.imported(
        a_find("f1"),
        a_deed("close", "f1", at="2026-08-03T10:00"),
        a_find("f2", "2026-08-03T11:00"),
        a_deed("close", "f2", at="2026-08-03T12:00"),
        a_find("f3", "2026-08-04T09:00"),
        standard_overrides=no_days,
    )

    assert {code for _row, _column, code in noted(told)} == {"no_days"}
    assert [
        (one["ref"], one["kind"], one["occurrence"], one["rebound"])
        for one in told.told["verdicts"]
    ] == [("f1", "new", 1, False), ("f2", "repeat", 2, True), ("f3", "new", 1, False)]


def test_a_deadline_before_the_finding_is_named_and_counts_as_the_day_it_is(desk: Desk) -> None:
    told = desk.imported(a_find(), a_deed("notify", deadline="2026-08-01T18:00"))

    assert noted(told) == [(2, "deadline", "deadline")]
    assert told.told["issues"][0]["late"]
    assert [one["kind"] for one in desk.ask("health").told["doubts"]] == ["deadline"]
    assert desk.august()["rates"]["close_rate"] == "0.00"  # one was due, and it is not closed


def test_a_deferral_without_a_day_is_named_and_leaves_no_deadline(desk: Desk) -> None:
    told = desk.imported(
        a_find(),
        a_deed("notify", deadline="2026-08-10T18:00"),
        a_deed("defer", at="2026-08-05T09:00"),
    )

    assert noted(told) == [(3, "until", "no_term")]
    assert (told.told["issues"][0]["deadline"], told.told["issues"][0]["late"]) == (None, False)
    assert desk.august()["rates"]["on_time_close_rate"] is None


# --- deeds ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("do", ["notify", "reply", "return", "pass", "close"])
def test_a_deed_on_a_void_finding_is_named_and_counts_for_nothing(desk: Desk, do: str) -> None:
    told = desk.imported(
        a_find(), a_deed("void", at="2026-08-04T08:00"), a_deed(do, at="2026-08-05T09:00")
    )

    assert noted(told) == [(3, "ref", "void")]
    assert told.told["issues"] == []
    assert [one["kind"] for one in desk.ask("health").told["doubts"]] == ["void"]
    assert rates_in(desk.august()) <= {"coverage_rate"}


def test_a_deed_before_its_finding_is_named_and_counts_from_the_finding_on(desk: Desk) -> None:
    told = desk.imported(a_find(), a_deed("close", at="2026-07-01T09:00"))

    assert noted(told) == [(2, "at", "early")]
    assert told.told["issues"][0]["state"] == "closed"
    assert [one["kind"] for one in desk.ask("health").told["doubts"]] == ["early"]
    assert desk.august()["totals"]["closed"] == 1  # in the month of the finding, not before it


@pytest.mark.parametrize("do", ["notify", "reply", "return", "pass", "close", "extend", "void"])
def test_a_deed_whose_finding_nobody_has_waits_for_it_and_is_named(desk: Desk, do: str) -> None:
    told = desk.imported(a_deed(do, until="2026-08-20T18:00"))

    assert told.told["rejected"] == []
    assert noted(told) == [(1, "ref", "waits")]
    assert "f1" in told.told["notes"][0]["reason"]
    assert rates_in(desk.august()) == {"coverage_rate"}


def test_a_deed_that_waited_counts_as_soon_as_its_finding_comes(desk: Desk) -> None:
    desk.imported(a_deed("close"))
    assert [one["kind"] for one in desk.ask("health").told["doubts"]] == ["waits"]

    told = desk.imported(a_find())

    assert noted(told) == []
    assert told.told["issues"][0]["state"] == "closed"
    assert desk.ask("health").told["doubts"] == []


def test_a_deed_before_its_finding_in_the_file_waits_for_nothing(desk: Desk) -> None:
    assert noted(desk.imported(a_deed("close"), a_find())) == []


def test_a_dry_run_names_the_same(desk: Desk, inspector: Inspector) -> None:
    file = desk.folder.parent / "dry.json"
    file.write_text(json.dumps({"events": [a_deed("close"), 7]}), "utf-8")

    dry = inspector("import", "history", desk.folder, file, "--dry-run", "--json").told
    real = inspector("import", "history", desk.folder, file, "--json").told

    assert (dry["notes"], dry["rejected"]) == (real["notes"], real["rejected"])
    assert (dry["added"], real["added"]) == (1, 1)
