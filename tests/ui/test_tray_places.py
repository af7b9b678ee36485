"""The tray lays five thousand photos out by numbers; only those in sight are looked for."""

from pathlib import Path

from ui.capture_told import TrayGroup, TrayPhoto
from ui.rooms.capture.tray_places import Measures, places_of

SIZES = Measures(name=20, words=18, doubt=32, width=84, height=63)


def a_group(photos: int, *, words: str = "08:38 · 22 m", doubt: str = "") -> TrayGroup:
    paths = [Path(f"{number}.jpg") for number in range(photos)]
    shown = tuple(TrayPhoto(path=path, thumb=path) for path in paths)
    return TrayGroup(photos=shown, name="纺机二村", words=words, doubt=doubt)


def test_photos_stand_two_abreast_below_the_head_of_their_group() -> None:
    head, first, second, third = places_of([a_group(3)], SIZES).all
    assert head.photo is None
    assert (first.left, second.left, third.left) == (0, 92, 0)
    assert first.top == second.top > head.top + head.height
    assert third.top == first.top + 71


def test_nothing_lies_upon_anything_else() -> None:
    groups = [a_group(3), a_group(0, doubt="请选点位"), a_group(4, words="")]
    places = places_of(groups, SIZES)
    boxes = [(one.top, one.top + one.height, one.left) for one in places.all]
    for number, (top, bottom, left) in enumerate(boxes):
        for other in boxes[number + 1 :]:
            assert other[0] >= bottom or (other[0] == top and other[2] > left)
    assert places.height >= max(bottom for _top, bottom, _left in boxes)


def test_a_group_with_neither_photo_nor_doubt_takes_no_room() -> None:
    assert places_of([a_group(0)], SIZES).height == 0


def test_what_is_in_sight_is_every_place_that_shows_and_no_other() -> None:
    places = places_of([a_group(5_000)], SIZES)
    found = places.between(40_000, 40_600)
    wanted = [one for one in places.all if one.top < 40_600 and one.top + one.height >= 40_000]
    assert list(found) == wanted
    assert len(found) < 30
