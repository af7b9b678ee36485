"""A mark is where a person drew it; one that cannot be read covers rather than bares."""

import pytest

from inspector.domain.mark import WHOLE, Mark, MarkKind, as_stored, drawn_shape, is_shape

AREA = [0.1, 0.2, 0.3, 0.4]


@pytest.mark.parametrize("kind", [MarkKind.BOX, MarkKind.REDACT, MarkKind.MOSAIC])
@pytest.mark.parametrize(
    "numbers",
    [(0.1, 0.2, 0.3), (0.8, 0.1, 0.3, 0.1), (0.1, 0.8, 0.1, 0.3), (0.1, 0.1, 0.0, 0.2),
     (-0.1, 0.1, 0.2, 0.2), (0.1, 0.1, float("nan"), 0.2)],
)  # fmt: skip
def test_an_area_has_a_size_and_lies_within_the_picture(
    kind: MarkKind, numbers: tuple[float, ...]
) -> None:
    with pytest.raises(ValueError, match=r"\("):
        drawn_shape(kind, numbers)


def test_an_area_may_reach_to_the_very_edges() -> None:
    assert drawn_shape(MarkKind.REDACT, (0.1, 0.7, 0.9, 0.3)) == (0.1, 0.7, 0.9, 0.3)


def test_an_arrow_has_two_ends_and_words_one_place() -> None:
    assert drawn_shape(MarkKind.ARROW, (0.9, 0.9, 0.1, 0.1)) == (0.9, 0.9, 0.1, 0.1)
    assert drawn_shape(MarkKind.TEXT, (0.5, 0.6)) == (0.5, 0.6, 0.0, 0.0)
    with pytest.raises(ValueError, match=r"\("):
        drawn_shape(MarkKind.ARROW, (0.5, 0.5, 0.5, 0.5))
    with pytest.raises(ValueError, match=r"\("):
        drawn_shape(MarkKind.TEXT, (0.5, 0.6, 0.1))


def test_a_stored_mark_is_what_was_drawn() -> None:
    assert as_stored("box", AREA, None) == Mark(kind=MarkKind.BOX, shape=(0.1, 0.2, 0.3, 0.4))
    assert as_stored("text", AREA, "裂缝").words == "裂缝"


@pytest.mark.parametrize("kind", [None, "", "blur_of_a_newer_version"])
def test_a_mark_of_unknown_kind_covers_its_area(kind: str | None) -> None:
    mark = as_stored(kind, AREA, None)

    assert mark == Mark(kind=MarkKind.REDACT, shape=(0.1, 0.2, 0.3, 0.4))
    assert mark.covers


@pytest.mark.parametrize("shape", [None, [], [0.1, 0.2], [0, 0, 2, 1], "whole", [True, 0, 1, 1]])
def test_a_cover_without_a_shape_covers_everything_and_a_line_without_one_is_not_drawn(
    shape: object,
) -> None:
    assert not is_shape(shape)
    assert as_stored("mosaic", shape, None) == Mark(kind=MarkKind.REDACT, shape=WHOLE)
    assert as_stored(None, shape, None) == Mark(kind=MarkKind.REDACT, shape=WHOLE)
    assert as_stored("arrow", shape, None) is None
