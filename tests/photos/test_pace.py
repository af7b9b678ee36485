"""How far a take-in is told to be grows with what is done, in both stages, by format."""

from pathlib import Path

from inspector.photos.pace import DRAWING, Pace

JPEG, HEIC, VIDEO = Path("a.JPG"), Path("b.heic"), Path("c.mp4")
FILES, SIZES = [JPEG, HEIC, VIDEO], [100, 100, 1000]
WHOLE = 1200 + 100 * DRAWING[".jpg"] + 100 * DRAWING[".heic"]


def test_a_heic_counts_for_more_than_a_jpeg_and_a_video_is_only_stored() -> None:
    told: list[tuple[int, int]] = []
    pace = Pace(lambda done, whole: told.append((done, whole)), FILES, SIZES)

    pace.stored(100, 1200)
    pace.stored(1200, 1200)
    pace.draws([JPEG, HEIC])
    pace.drawn(1, 2)
    pace.drawn(2, 2)

    drawn = 1200 + 100 * DRAWING[".jpg"]
    assert [whole for _done, whole in told] == [WHOLE] * 5
    assert [done for done, _whole in told] == [100, 1200, 1200, drawn, WHOLE]


def test_what_was_known_before_counts_as_done() -> None:
    told: list[int] = []
    pace = Pace(lambda done, _whole: told.append(done), FILES, SIZES)

    pace.draws([JPEG])
    pace.draws([])

    assert told == [WHOLE - 100 * DRAWING[".jpg"], WHOLE]
