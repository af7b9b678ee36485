"""The hybrid clock: later than all before it, and never behind the wall."""

from inspector.domain.merge_order import tick, wall_ms


def test_the_clock_never_runs_behind_itself_nor_behind_the_wall() -> None:
    last = tick(0, 1_000)

    assert tick(last, 500) == last + 1
    assert wall_ms(tick(last, 2_000)) == 2_000
