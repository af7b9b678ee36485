"""What a recheck is told and tells: before and after of an issue, what came of it."""

from __future__ import annotations

from dataclasses import dataclass

from ui.issue_told import CasePhoto, IssueLine


@dataclass(frozen=True, slots=True, kw_only=True)
class Recheck:
    """A reply to look at; ``remarks`` are weight (ok, warn), title, words."""

    line: IssueLine
    before: tuple[CasePhoto, ...]
    after: tuple[CasePhoto, ...]
    description: str
    reply: str
    replied: str
    facts: str
    remarks: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Verified:
    """What was decided, in words, and the deed by which it can be taken back."""

    words: str
    deed: str
