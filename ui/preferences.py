"""What follows the person and not the workspace: theme, text size, language, where copies go."""

from typing import Protocol

THEME, TEXT_SIZE, LANGUAGE = "theme", "text_size", "language"
BACKUPS, INBOX = "backups", "inbox"


class Preferences(Protocol):
    """A text by name; empty where nothing was kept."""

    def read(self, name: str) -> str: ...

    def keep(self, name: str, value: str) -> None: ...


class Forgetful:
    """Keeps for one sitting only."""

    def __init__(self) -> None:
        self._kept: dict[str, str] = {}

    def read(self, name: str) -> str:
        return self._kept.get(name, "")

    def keep(self, name: str, value: str) -> None:
        self._kept[name] = value
