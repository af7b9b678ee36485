"""Pinyin initials of the window's own words, asked of the office, which holds the large table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from inspector.domain.errors import InspectorError
    from ui.office import Office
    from ui.tasks import Runner


class Initials:
    """What is known so far; words not learned yet have none, and are found by their own letters."""

    def __init__(self, office: Office, runner: Runner) -> None:
        self._office, self._runner = office, runner
        self._known: dict[str, str] = {}

    def of(self, words: str) -> str:
        return self._known.get(words, "")

    def learn(self, words: Iterable[str]) -> None:
        """Ask for those that are not known; the answer comes behind."""
        asked = [one for one in dict.fromkeys(words) if one not in self._known]
        if asked:
            self._runner.read(lambda: self._office.initials(asked), self._keep, self._go_without)

    def _keep(self, found: Mapping[str, str]) -> None:
        self._known.update(found)

    def _go_without(self, _error: InspectorError) -> None:
        """The list is found by its words alone until it is asked again."""
