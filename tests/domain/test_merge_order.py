"""Which of several writes stands: who had seen whom, not whose clock is ahead."""

from inspector.domain.change import Stamp
from inspector.domain.merge_order import Leaf, is_conflict, merge_leaves, tick, wall_ms


def a_leaf(clock: int, stream: int, seq: int, value: str) -> Leaf:
    return Leaf(Stamp(clock, stream, seq), value)


def test_a_laptop_whose_clock_says_2001_never_hides_what_was_written_after_seeing_it() -> None:
    earlier, later = a_leaf(2_000_000, 1, 1, "旧"), a_leaf(1_000, 2, 1, "新")

    standing = merge_leaves([earlier, later], lambda a, b: (a, b) == (later.stamp, earlier.stamp))

    assert standing == (later,)


def test_writes_that_did_not_know_each_other_both_stand() -> None:
    one, other = a_leaf(1, 1, 1, "甲"), a_leaf(2, 2, 1, "乙")

    assert is_conflict(merge_leaves([other, one], lambda _a, _b: False))


def test_the_same_value_twice_is_no_conflict() -> None:
    assert not is_conflict([a_leaf(1, 1, 1, "甲"), a_leaf(2, 2, 1, "甲")])


def test_the_clock_never_runs_behind_itself_nor_behind_the_wall() -> None:
    last = tick(0, 1_000)

    assert tick(last, 500) == last + 1
    assert wall_ms(tick(last, 2_000)) == 2_000
