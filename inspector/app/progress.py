"""How far long work has come, told to whoever waits, who may call it off at any moment."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from sqlite3 import Connection

Tell = Callable[[int, int], None]
"""Told what is done and of how much; what it raises calls the work off."""

_OFTEN = 100_000  # steps of SQLite's machine between two looks: a few milliseconds


class Progress:
    """Work of ``total`` parts, in whatever measure its deed counts."""

    def __init__(self, tell: Tell | None, total: int) -> None:
        self._tell, self._total, self._now = tell, max(total, 1), 0

    def go_on(self, parts: int) -> None:
        """So many parts more are done; raises what the listener raises."""
        self._now = min(self._now + parts, self._total)
        if self._tell:
            self._tell(self._now, self._total)

    @contextmanager
    def while_writing(self, connection: Connection) -> Iterator[None]:
        """Let the listener call off a long transaction too; nothing of it is kept then."""
        if self._tell is None:
            yield
            return
        wish: list[BaseException] = []

        def look() -> int:
            try:
                self.go_on(0)
            except BaseException as error:  # noqa: BLE001 - SQLite would swallow it
                wish.append(error)
            return len(wish)

        connection.set_progress_handler(look, _OFTEN)
        try:
            yield
        except Exception:  # SQLite's own, or whatever it was told as on its way
            if wish:
                raise wish[0] from None
            raise
        finally:
            connection.set_progress_handler(None, 0)


def bytes_of(file: Path) -> int:
    """How large a file is, for the measure of work; 0 where that cannot be told."""
    try:
        return file.stat().st_size
    except OSError:
        return 0
