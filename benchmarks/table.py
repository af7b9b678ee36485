"""The table a race prints: what was measured, its ratio to a floor of the same run, its aim."""

import resource
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass
class Timer:
    """Seconds of this process and its children, and by the wall."""

    cpu: float = 0.0
    wall: float = 0.0

    def __add__(self, other: "Timer") -> "Timer":
        return Timer(cpu=self.cpu + other.cpu, wall=self.wall + other.wall)


def timed(work: Callable[[], object]) -> Timer:
    cpu, wall = cpu_seconds(), time.perf_counter()
    work()
    return Timer(cpu=cpu_seconds() - cpu, wall=time.perf_counter() - wall)


def cpu_seconds() -> float:
    """User and system time of this process and of every child that has ended."""
    both = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    return sum(used.ru_utime + used.ru_stime for used in map(resource.getrusage, both))


@dataclass
class Table:
    """Lines under one heading; those over their aim turn the run red."""

    title: str
    over: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        print(f"\n{self.title}", flush=True)

    def line(self, name: str, value: str, *, ratio: str = "", note: str = "") -> None:
        print(f"  {name:<52}{value:>14}{ratio:>12}  {note}", flush=True)

    def hold(self, name: str, value: str, measured: float, at_most: float, *, unit: str) -> None:
        """A line with an aim: ``measured`` may not exceed ``at_most``."""
        missed = measured > at_most
        note = f"aim <= {at_most:g} {unit}{'  MISSED' if missed else ''}"
        self.line(name, value, ratio=f"{measured:.2f} {unit}", note=note)
        if missed:
            self.over.append(name)

    def end(self) -> None:
        """Leave with an error that names every aim that was missed."""
        if self.over:
            sys.exit("over budget: " + "; ".join(self.over))
