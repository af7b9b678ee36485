"""Rows of a file that were not taken, or were taken with a doubt, and the column to blame."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where in a person's files something stands; row 0 is the file as a whole."""

    file: str
    row: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Rejected:
    """A row that was not taken, and why."""

    file: str
    row: int
    column: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Noted:
    """A row that was taken, and what a person should know of it."""

    file: str
    row: int
    column: str
    code: str
    reason: str


class BadRowError(Exception):
    """Never leaves the import: it becomes a line of what was rejected."""

    def __init__(self, column: str, reason: str) -> None:
        super().__init__(reason)
        self.column, self.reason = column, reason
