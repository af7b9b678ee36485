"""A draw is the same wherever the seed and the points are, and every type gets its share."""

from collections import Counter
from hashlib import sha256

from hypothesis import given
from hypothesis import strategies as st

from inspector.domain.sampling import Candidate, draw


def points(stratum: str, number: int, *, every: int | None = 7, due: int = 0) -> list[Candidate]:
    return [
        Candidate(
            code=f"{stratum}-{place:03d}", stratum=stratum, every_days=every, is_due=place < due
        )
        for place in range(number)
    ]


def drawn(candidates: list[Candidate], number: int, seed: str = "7") -> list[str]:
    return [code for one in draw(candidates, number, seed) for code in one.drawn]


@st.composite
def registers(draw_: st.DrawFn) -> list[Candidate]:
    sizes = draw_(st.dictionaries(st.sampled_from("ABCDE"), st.integers(1, 9), min_size=1))
    return [
        one
        for stratum, size in sizes.items()
        for one in points(
            stratum,
            size,
            every=draw_(st.sampled_from([None, 1, 7, 30])),
            due=draw_(st.integers(0, size)),
        )
    ]


@given(register=registers(), number=st.integers(0, 60), seed=st.text(max_size=5), data=st.data())
def test_the_order_of_the_register_does_not_change_a_draw(
    register: list[Candidate], number: int, seed: str, data: st.DataObject
) -> None:
    shuffled = data.draw(st.permutations(register))

    assert draw(shuffled, number, seed) == draw(register, number, seed)


@given(register=registers(), number=st.integers(0, 60))
def test_as_many_points_are_drawn_as_asked_or_all_and_none_twice(
    register: list[Candidate], number: int
) -> None:
    codes = drawn(register, number)

    assert len(codes) == len(set(codes)) == min(number, len(register))


@given(register=registers(), number=st.integers(0, 60))
def test_what_is_not_due_waits_until_all_of_its_type_that_is_due_was_drawn(
    register: list[Candidate], number: int
) -> None:
    due = {one.code for one in register if one.is_due}
    for one in draw(register, number, "7"):
        taken = Counter(code in due for code in one.drawn)

        assert not taken[False] or taken[True] == one.due


def test_a_type_visited_weekly_gets_twice_the_share_of_one_visited_fortnightly() -> None:
    register = points("A", 50, every=7) + points("B", 50, every=14)

    shares = {one.stratum: len(one.drawn) for one in draw(register, 30, "7")}

    assert shares == {"A": 20, "B": 10}


def test_another_seed_draws_other_points() -> None:
    register = points("A", 50)

    assert drawn(register, 10, "7") != drawn(register, 10, "8")


def test_the_lot_is_the_hash_of_seed_and_code_on_every_machine() -> None:

    codes = [one.code for one in points("A", 5)]
    by_hand = sorted(codes, key=lambda code: sha256(b"7\n" + code.encode()).hexdigest())

    assert drawn(points("A", 5), 5) == by_hand
