"""Photos proposed to points: by place less error, by time, never silently."""

from datetime import UTC, datetime, timedelta

import pytest

from inspector.photos.geometry import LonLat, metres_between, metres_to_line, to_gcj02, to_wgs84
from inspector.photos.sort import (
    Answer,
    Place,
    Shot,
    find_clock_shifts,
    find_datum_shift,
    sort_into_visits,
)

START = datetime(2026, 9, 1, 0, 30, tzinfo=UTC)
MILL = LonLat(83.451131, 38.842484)
METRE_NORTH = 1 / 111_195
MILL_TWO = Place(code="003-OR-04", at=MILL)


def north(metres: float, of: LonLat = MILL) -> LonLat:
    return LonLat(of.lon, of.lat + metres * METRE_NORTH)


FAR_AWAY = Place(code="003-OR-03", at=north(900))


def shot(name: str, minute: float, at: LonLat | None = MILL, error: float | None = 5) -> Shot:
    return Shot(id=name, taken_at=START + timedelta(minutes=minute), at=at, error=error)


def test_a_pause_begins_another_visit() -> None:
    visits = sort_into_visits([shot("b", 3), shot("a", 0), shot("c", 20)], [MILL_TWO])

    assert [[one.id for one in visit.shots] for visit in visits] == [["a", "b"], ["c"]]


def test_another_place_begins_another_visit_without_a_pause() -> None:
    visits = sort_into_visits([shot("a", 0), shot("b", 2, north(900))], [MILL_TWO, FAR_AWAY])

    assert [visit.point.code for visit in visits if visit.point] == ["003-OR-04", "003-OR-03"]


def test_a_near_point_with_nothing_else_about_is_accepted() -> None:
    (visit,) = sort_into_visits([shot("a", 0, north(12))], [FAR_AWAY, MILL_TWO])

    assert visit.answer is Answer.ACCEPT
    assert visit.point is not None
    assert visit.point.metres == pytest.approx(12, abs=0.1)
    assert visit.runner_up is not None
    assert visit.confidence > 0.9


def test_the_gps_error_is_taken_off_the_distance() -> None:
    (exact,) = sort_into_visits([shot("a", 0, north(110), error=5)], [MILL_TWO])
    (vague,) = sort_into_visits([shot("a", 0, north(110), error=65)], [MILL_TWO])

    assert (exact.answer, vague.answer) == (Answer.SUGGEST, Answer.ACCEPT)


def test_an_error_of_two_kilometres_excuses_two_hundred_metres_only() -> None:
    (visit,) = sort_into_visits([shot("a", 0, north(900), error=2000)], [MILL_TWO])

    assert visit.answer is Answer.NONE


def test_two_points_about_as_near_are_asked_about() -> None:
    rival = Place(code="003-AR-03", at=north(40))
    (visit,) = sort_into_visits([shot("a", 0, north(16))], [MILL_TWO, rival])

    assert visit.answer is Answer.ASK
    assert visit.runner_up is not None
    assert visit.runner_up.code == "003-AR-03"


def test_a_photo_without_gps_goes_with_its_neighbours_in_time() -> None:
    (visit,) = sort_into_visits([shot("a", 0), shot("b", 4, at=None)], [MILL_TWO])

    assert visit.by_time_only
    assert visit.point is not None
    assert visit.point.code == "003-OR-04"
    assert visit.confidence < 1


def test_photos_without_time_and_place_stand_together_unproposed() -> None:
    visits = sort_into_visits([Shot(id="x"), shot("a", 0), Shot(id="y")], [MILL_TWO])

    assert [one.id for one in visits[-1].shots] == ["x", "y"]
    assert visits[-1].answer is Answer.NONE


def test_a_street_is_as_near_as_its_nearest_part() -> None:
    street = (north(-400), north(400))

    assert metres_to_line(LonLat(MILL.lon, north(300).lat), street) == pytest.approx(0, abs=0.01)
    assert metres_to_line(north(500), street) == pytest.approx(100, rel=0.01)


def test_a_batch_in_the_other_datum_is_offered_one_correction() -> None:
    places = [Place(code=str(at), at=north(at * 2000.0)) for at in range(6)]
    shots = [shot(place.code, 60.0 * at, to_gcj02(place.at)) for at, place in enumerate(places)]
    shift = find_datum_shift(shots, places)

    assert shift is not None
    assert shift.to_wgs84
    assert shift.before > 150
    assert shift.after < 1


def test_one_far_photo_is_no_datum_shift() -> None:
    shots = [shot(str(at), at) for at in range(6)] + [shot("far", 9, north(700))]

    assert find_datum_shift(shots, [MILL_TWO]) is None


def test_gcj02_is_found_back_within_a_centimetre() -> None:
    assert metres_between(to_wgs84(to_gcj02(MILL)), MILL) < 0.01
    assert (
        400 < metres_between(to_gcj02(LonLat(116.4074, 39.9042)), LonLat(116.4074, 39.9042)) < 700
    )


def test_gcj02_leaves_the_rest_of_the_world_alone() -> None:
    berlin = LonLat(13.32, 52.46)

    assert to_gcj02(berlin) == berlin


def test_a_clock_wrong_alike_in_all_shots_is_offered_as_one_shift() -> None:
    wrong = [
        Shot(id=str(at), camera="P40", clock_error=timedelta(minutes=7, seconds=at))
        for at in range(4)
    ]
    right = [Shot(id=f"r{at}", camera="X", clock_error=timedelta(seconds=2)) for at in range(4)]
    (shift,) = find_clock_shifts([*wrong, *right])

    assert (shift.camera, shift.shots) == ("P40", 4)
    assert shift.error == pytest.approx(timedelta(minutes=7), abs=timedelta(seconds=4))
