"""Points and standards are found by initials, code, alias or any part."""

import pytest

from ui.match import Choice, offer

BIN = Choice(key="P3.03.01", name="垃圾桶满冒", initials="ljtmm", aliases=("垃圾满溢",))
BROKEN = Choice(key="P3.03.02", name="垃圾桶破损", initials="ljtps")
STALL = Choice(key="P1.01.01", name="占道经营", initials="zdjy", aliases=("流动摊贩",))
ALL = (STALL, BROKEN, BIN)


@pytest.mark.parametrize("typed", ["ljtm", "LJTM", "满冒", "满溢", "p3.03.01", "03.01", "tmm"])
def test_a_standard_is_found_by_any_of_its_names(typed: str) -> None:
    assert offer(ALL, typed)[0] is BIN


def test_the_one_used_last_comes_first_among_equals() -> None:
    assert offer(ALL, "ljt", recent=("P3.03.01",))[0] is BIN
    assert offer(ALL, "ljt", recent=("P3.03.02", "P3.03.01"))[0] is BROKEN


def test_what_begins_so_comes_before_what_only_contains_it() -> None:
    inside = Choice(key="X", name="大占道", initials="dzd")
    assert offer((inside, STALL), "zd") == [STALL, inside]


def test_one_character_is_enough() -> None:
    assert offer(ALL, "占") == [STALL]


def test_nonsense_finds_nothing() -> None:
    assert offer(ALL, "qqq") == []


def test_at_most_eight_are_offered() -> None:
    many = [Choice(key=str(n), name=f"点位{n}", initials="dw") for n in range(20)]
    assert len(offer(many, "dw")) == 8
