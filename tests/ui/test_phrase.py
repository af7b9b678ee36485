"""A phrase keeps its words and waits only for what nobody knows."""

from hypothesis import given
from hypothesis import strategies as st

from ui.rooms.capture.phrase import UNFILLED, has_blank, lay_out, settle


def said(phrase: str, **filled: str) -> str:
    return "".join(piece.words for piece in lay_out(phrase, filled))


def test_the_spot_stands_in_the_sentence() -> None:
    assert said("{位置}垃圾桶满冒", 位置="北门") == "北门垃圾桶满冒"


def test_an_empty_spot_drops_out() -> None:
    assert said("{位置}垃圾桶满冒") == "垃圾桶满冒"


def test_a_missing_number_waits_to_be_filled() -> None:
    assert has_blank(said("{位置}私拉电线{数量}处"))


def test_full_width_digits_are_stored_plain() -> None:
    assert settle("散落约１２．５㎡ ") == "散落约12.5㎡"


@given(st.text(alphabet=st.characters(exclude_characters="{}" + UNFILLED), max_size=30))
def test_words_without_blanks_stay_as_they_are(words: str) -> None:
    assert said(words) == words


@given(st.lists(st.sampled_from(["{位置}", "{数量}", "污水", "满冒"]), max_size=8))
def test_nothing_but_empty_spots_gets_lost(parts: list[str]) -> None:
    phrase = "".join(parts)
    filled = said(phrase, 数量="3")
    assert filled == phrase.replace("{位置}", "").replace("{数量}", "3")
