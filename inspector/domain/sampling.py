"""Drawing points (抽点): a stratified draw that one seed repeats on every machine."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from hashlib import sha256


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A point that may be drawn; ``every_days`` between two visits, None where none is set.

    ``is_due``: its frequency asks for a visit by the day of the draw.
    """

    code: str
    stratum: str
    every_days: int | None
    is_due: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Stratum:
    """What one type of point had, what it was due, and what was drawn of it, in drawn order."""

    stratum: str
    candidates: int
    due: int
    drawn: tuple[str, ...]


_SELDOM = 30  # days; how often a type without a frequency counts as visited


def draw(candidates: Sequence[Candidate], number: int, seed: str) -> tuple[Stratum, ...]:
    """Draw ``number`` points, or all if there are fewer; strata by code.

    A stratum's share goes by its visits a day (points ÷ days between visits).
    Within it points that are due come first; equals are ordered by the SHA-256 of seed and code,
    so that neither the order of arrival nor the machine matters.
    """
    strata: dict[str, list[Candidate]] = {}
    for one in candidates:
        strata.setdefault(one.stratum, []).append(one)
    shares = _shares(strata, number)
    return tuple(
        Stratum(
            stratum=name,
            candidates=len(some),
            due=sum(one.is_due for one in some),
            drawn=tuple(one.code for one in _ranked(some, seed)[: shares[name]]),
        )
        for name, some in sorted(strata.items())
    )


def _shares(strata: Mapping[str, Sequence[Candidate]], number: int) -> dict[str, int]:
    """How many of each stratum: one after the other goes to whom it is owed most (Sainte-Laguë)."""
    shares = dict.fromkeys(sorted(strata), 0)
    weights = {
        name: Fraction(len(some), some[0].every_days or _SELDOM) for name, some in strata.items()
    }
    for _one in range(min(number, sum(map(len, strata.values())))):
        open_ = [name for name in shares if shares[name] < len(strata[name])]
        owed = max(open_, key=lambda name: weights[name] / (2 * shares[name] + 1))
        shares[owed] += 1
    return shares


def _ranked(some: Sequence[Candidate], seed: str) -> list[Candidate]:
    return sorted(some, key=lambda one: (not one.is_due, rank(seed, one.code), one.code))


def rank(seed: str, code: str) -> str:
    """A point's place in the lot of a seed: lower comes first."""
    return sha256(f"{seed}\n{code}".encode()).hexdigest()
