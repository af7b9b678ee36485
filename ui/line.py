"""What the window and its back office say to each other: questions, what is told, answers."""

from dataclasses import dataclass
from typing import Any

from inspector.domain.errors import InspectorError


@dataclass(frozen=True, slots=True)
class Ask:
    """One question: the way to the method, what it is given; a function is sent as Heard."""

    way: tuple[str, ...]
    given: tuple[Any, ...]
    named: dict[str, Any]

    def tells(self) -> bool:
        """Whether it calls functions of the window on the way to the answer."""
        return any(isinstance(one, Heard) for one in (*self.given, *self.named.values()))


@dataclass(frozen=True, slots=True)
class Heard:
    """In place of a function of the window: which of the question's functions it is."""

    place: int


@dataclass(frozen=True, slots=True)
class Told:
    """On the way to the answer: call this function of the window; it says whether to go on."""

    place: int
    words: tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """The deed is done, the question answered."""

    value: Any


@dataclass(frozen=True, slots=True)
class Failure:
    """What a person is told; its hint, code and field go with it."""

    error: InspectorError


@dataclass(frozen=True, slots=True)
class CalledOff:
    """The deed heard in time that nobody wants it."""


@dataclass(frozen=True, slots=True)
class Crash:
    """A fault of the program, for a technician: what is written where it happened."""

    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """What the back office is told at its start; ``key`` keeps others off the line."""

    folder: str
    language: str
    address: str
    key: str
