"""Lines begin, end and are torn as the trade allows, whatever is written."""

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from inspector.documents.composer import NO_END, NO_START, Line, Span, clean, compose
from inspector.documents.faces import Face

MEASURE, SIZE = 442.2, 15.75
STOPS = "，。、；：？！”’）》〉】…%㎡"
OPENERS = "“‘（《〈【"
prose = st.lists(
    st.one_of(
        st.text("城市管理问题整改通知新桥湾街道", min_size=1, max_size=9),
        st.sampled_from([*STOPS, *OPENERS, "——", "……", "。”", "》（", "，“", "）。"]),
        st.sampled_from(
            ["11月17日", "第2次", "约6㎡", "000-0000-0900", "P3.03.01", "〔2026〕37号"]
        ),
    ),
    max_size=60,
).map("".join)


def lines(text: str, *, measure: float = MEASURE, indent: float = 0.0) -> list[Line]:
    return compose([Span(text, Face.SONG)], measure, SIZE, missing=set(), indent=indent)


@settings(max_examples=300, deadline=None)
@given(text=prose)
def test_no_line_begins_or_ends_with_a_forbidden_sign(text: str) -> None:
    set_lines = lines("字" + text)

    for before, after in pairwise(set_lines):
        run_of_signs = len(before.text) and all(one in NO_START | NO_END for one in before.text)
        assert run_of_signs or after.text[0] not in NO_START
        assert run_of_signs or before.text[-1] not in NO_END


@settings(max_examples=300, deadline=None)
@given(text=prose | st.text(max_size=200), indent=st.sampled_from([0.0, 31.6]))
def test_no_line_is_wider_than_the_type_area_and_nothing_is_lost(text: str, indent: float) -> None:
    missing: set[str] = set()
    set_lines = compose([Span(text, Face.SONG)], MEASURE, SIZE, missing=missing, indent=indent)

    kept = "".join(one for one in clean(text) if one not in missing).replace(" ", "")
    got = "".join(line.text for line in set_lines).replace("〓", "").replace(" ", "")
    assert got == kept.replace("〓", "")
    for number, line in enumerate(set_lines):
        room = MEASURE - (indent if number == 0 else 0)
        assert line.last or line.gap(room) >= -0.05 * SIZE - 0.01
        if line.last:
            assert line.width - line.cut <= room + 0.05


def test_twenty_eight_characters_fill_the_type_area() -> None:
    first, second = lines("城" * 56)

    assert (len(first.text), len(second.text)) == (28, 28)


def test_a_figure_is_not_torn_from_its_unit_nor_a_date_from_its_day() -> None:
    for lead in range(20, 29):
        joined = [line.text for line in lines("城" * lead + "约6㎡在11月17日前" + "城" * 30)]
        assert not any(line.endswith(("约", "6", "1", "11月1", "日")) for line in joined[:-1])


def test_a_last_line_of_one_character_is_taken_in() -> None:
    assert [len(line.text) for line in lines("城" * 28 + "市")] == [29]


def test_two_brackets_side_by_side_share_one_blank() -> None:
    (line,) = lines("《通知》（青城考）")

    assert line.width == (9 - 0.5) * SIZE


def test_an_address_longer_than_the_line_is_torn_where_the_line_ends() -> None:
    set_lines = lines("见https://example.org/" + "a" * 150)

    assert len(set_lines) > 1
    assert all(line.gap(MEASURE) < 0.5 for line in set_lines[:-1])


def test_controls_direction_marks_and_nulls_leave_no_trace() -> None:
    assert clean("垃圾\x00桶\u202e满\u200b冒\ud800") == "垃圾桶满冒"


def test_a_character_nobody_has_is_printed_as_a_mark_and_named() -> None:
    missing: set[str] = set()
    (line,) = compose([Span("王\U0010fffd", Face.SONG)], MEASURE, SIZE, missing=missing)

    assert line.text == "王〓"
    assert missing == {"\U0010fffd"}


def test_a_rare_character_comes_from_the_wide_face() -> None:
    missing: set[str] = set()
    (line,) = compose([Span("㐂", Face.SONG)], MEASURE, SIZE, missing=missing)

    assert [piece.face for piece in line.pieces] == [Face.HEI.value]
    assert not missing
