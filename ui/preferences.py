"""What follows the person and not the workspace: look, language, folders, sheets printed on."""

from typing import Protocol

THEME, TEXT_SIZE, LANGUAGE = "theme", "text_size", "language"
WORKSPACE = "workspace"  # of the last sitting; empty: somebody chooses at the next start
BACKUPS, INBOX = "backups", "inbox"
RED_HEAD = "red_head"  # "yes" where the printer holds sheets with a printed red head
SHIFT = "red_head_shift"  # "right,down" in millimetres, by which pages meet that head
NO_SHIFT = "0,0"


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


def shift_of_sheets(preferences: Preferences) -> str:
    """``right,down`` in millimetres for sheets with a printed red head; empty for plain ones."""
    return (preferences.read(SHIFT) or NO_SHIFT) if preferences.read(RED_HEAD) else ""
