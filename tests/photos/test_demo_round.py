"""The drawn round: what the demo and the guide rest on is really there."""

import json
from collections import Counter
from pathlib import Path

import pytest

from inspector.photos.batch import take_in_many
from inspector.photos.geometry import LonLat, metres_between
from inspector.photos.photo_store import PhotoStore
from inspector.photos.sort import Place, Shot, sort_into_visits
from inspector.photos.take_in import Status, TakenIn

RESOURCES = Path(__file__).resolve().parents[2] / "resources"
ROUND = json.loads((RESOURCES / "demo" / "round.json").read_text(encoding="utf-8"))
DISTRICT = json.loads((RESOURCES / "district.json").read_text(encoding="utf-8"))
CATALOGUE = json.loads((RESOURCES / "catalogue.json").read_text(encoding="utf-8"))
POINTS = {point["code"]: point for point in DISTRICT["points"]}
STANDARDS = {
    standard["code"]: standard
    for project in CATALOGUE["projects"]
    for content in project["contents"]
    for standard in content["standards"]
}


@pytest.fixture(scope="module")
def lines(tmp_path_factory: pytest.TempPathFactory) -> dict[str, TakenIn]:
    store = PhotoStore(tmp_path_factory.mktemp("workspace"))
    taken = take_in_many(store, [RESOURCES / "demo" / "photos"])
    return {line.file.name: line for line in taken}


def test_every_problem_names_a_standard_that_fits_its_point_and_spot() -> None:
    for problem in ROUND["problems"]:
        point, standard = POINTS[problem["point"]], STANDARDS[problem["standard"]]
        spots = [spot if isinstance(spot, str) else spot["zh"] for spot in point.get("spots", [])]
        assert standard["check_kind"] == "problem"
        assert point["type"] in standard["point_types"], problem["note"]
        assert problem["spot"] in spots or not spots


def test_photos_named_are_the_photos_drawn() -> None:
    entries = [*ROUND["problems"], *ROUND["mended"]]
    named = [name for entry in entries for name in entry["photos"]]
    named += [entry["resent"] for entry in ROUND["mended"] if "resent" in entry]

    assert sorted(named) == sorted(file.name for file in (RESOURCES / "demo" / "photos").iterdir())
    assert all(len(entry["photos"]) == len(entry["roles"]) for entry in entries)


def test_the_round_has_the_variety_it_is_drawn_for(lines: dict[str, TakenIn]) -> None:
    shown = [line.metadata for line in lines.values()]
    same_day = Counter(
        (problem["point"], problem["standard"], problem["at"][:10]) for problem in ROUND["problems"]
    )

    assert {line.status for line in lines.values()} == {Status.NEW}
    assert {metadata.orientation for metadata in shown} >= set(range(1, 9))
    assert len({metadata.model for metadata in shown}) >= 4
    assert sum(line.format == "heic" for line in lines.values()) >= 8
    assert 0.1 <= sum(metadata.lat is None for metadata in shown) / len(shown) <= 0.2
    assert sum(count > 1 for count in same_day.values()) >= 6
    assert len({POINTS[problem["point"]]["town"] for problem in ROUND["problems"]}) == 6


def test_photos_with_gps_are_proposed_to_the_points_they_were_drawn_for(
    lines: dict[str, TakenIn],
) -> None:
    places = [
        Place(
            code=code,
            at=LonLat(point["lon"], point["lat"]),
            line=tuple(LonLat(*at) for at in point.get("line", ())),
        )
        for code, point in POINTS.items()
    ]
    truth = {name: problem["point"] for problem in ROUND["problems"] for name in problem["photos"]}
    shots = [
        Shot(
            id=name,
            taken_at=lines[name].metadata.moment(),
            at=LonLat(lines[name].metadata.lon, lines[name].metadata.lat),
            error=lines[name].metadata.h_pos_error,
        )
        for name in truth
        if lines[name].metadata.lat is not None
    ]
    visits = sort_into_visits(shots, places)
    right = [
        visit.point is not None and visit.point.code == truth[shot.id]
        for visit in visits
        for shot in visit.shots
    ]

    assert all(right)


def test_positions_lie_near_the_points(lines: dict[str, TakenIn]) -> None:
    for problem in ROUND["problems"]:
        point = POINTS[problem["point"]]
        for name in problem["photos"]:
            metadata = lines[name].metadata
            if metadata.lat is not None and metadata.lon is not None:
                off = metres_between(
                    LonLat(metadata.lon, metadata.lat), LonLat(point["lon"], point["lat"])
                )
                assert off < 100
