"""The slip beside the window: what is being typed, also while the back office does not answer."""

import logging
from contextlib import suppress
from pathlib import Path

log = logging.getLogger(__name__)
NAME = "window.draft"


class Slip:
    """A file of the window's own; without a folder it is remembered for this sitting.

    It outlives either process being killed; what outlives the power is the office's own draft,
    which is kept with the same words as soon as the office answers.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self._file = folder / NAME if folder else None
        self._words = ""

    def write(self, words: str) -> None:
        """Replace what stands there; empty words take the slip away."""
        self._words = words
        if self._file is None:
            return
        try:
            if words:
                beside = self._file.with_suffix(".new")
                beside.write_text(words, "utf-8")
                beside.replace(self._file)
            else:
                self._file.unlink(missing_ok=True)
        except OSError as error:  # the office keeps it too, and tells what hinders
            log.warning("no slip: %s", error)

    def read(self) -> str:
        """What was written last, by this sitting or the one before; empty where nothing was."""
        if self._file is None:
            return self._words
        with suppress(OSError, UnicodeDecodeError):
            return self._file.read_text("utf-8")
        return ""
