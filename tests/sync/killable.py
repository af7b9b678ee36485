"""A laptop as a process of its own that dies at one of its requests: ``kill -9``, nothing less."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256
from pathlib import Path
from typing import TypeVar

from inspector.app.sync import sync
from inspector.app.workspace import open_workspace
from inspector.cli.main import leave
from inspector.domain.errors import MachineError
from inspector.exchange.remotes.address import Address
from inspector.exchange.remotes.connect import connect
from inspector.exchange.remotes.remote import Fault, Remote, RemoteFaultError
from tests.builders import NOW

_MOST_S = 120
T = TypeVar("T")


@dataclass(slots=True)
class WatchedRemote:
    """Another remote: notes every put in ``book``; at the ``at``-th request the line or we die.

    ``how`` is before, after (the request was served), cut (the line is gone from then on) or
    nothing.
    """

    remote: Remote
    book: Path
    how: str = ""
    at: int = 0
    asked: int = 0

    @property
    def clock_offset_s(self) -> float | None:
        return self.remote.clock_offset_s

    def list(self, folder: str) -> dict[str, int]:
        return self._ask(lambda: self.remote.list(folder))

    def get(self, key: str) -> bytes:
        return self._ask(lambda: self.remote.get(key))

    def put(self, key: str, content: bytes) -> None:
        with self.book.open("a") as book:
            book.write(f"{key} {sha256(content).hexdigest()}\n")
        self._ask(lambda: self.remote.put(key, content))

    def size(self, key: str) -> int | None:
        return self._ask(lambda: self.remote.size(key))

    def retire(self, key: str) -> None:
        with self.book.open("a") as book:
            book.write(f"{key} -\n")
        self._ask(lambda: self.remote.retire(key))

    def close(self) -> None:
        self.remote.close()

    def _ask(self, ask: Callable[[], T]) -> T:
        self.asked += 1
        if self.how == "cut" and self.asked >= self.at:
            raise RemoteFaultError(Fault.AWAY, "the line is gone")
        if self.how == "before" and self.asked == self.at:
            os.kill(os.getpid(), signal.SIGKILL)
        found = ask()
        if self.how == "after" and self.asked == self.at:
            os.kill(os.getpid(), signal.SIGKILL)
        return found


def watched(book: Path, how: str = "", at: int = 0) -> Callable[[Address, bool], Remote]:
    """Whatever the address, its usual remote, watched."""
    return lambda address, is_first: WatchedRemote(
        connect(address, is_first=is_first), book, how, at
    )


def sync_and_die(folder: Path, url: str, book: Path, how: str, at: int, skew_s: float) -> int:
    """Sync in a process of its own that is killed on the way; its exit code.

    -9 when it was killed, 3 when the line went away, 0 when it was through before.
    """
    words = [sys.executable, "-m", "tests.sync.killable", str(folder), url, str(book)]
    told = subprocess.run([*words, how, str(at), str(skew_s)], timeout=_MOST_S, check=False)
    return told.returncode


def main() -> None:
    folder, url, book, how, at, skew = sys.argv[1:]
    then = NOW + timedelta(seconds=float(skew))
    try:
        with open_workspace(Path(folder), clock=lambda: then) as ws:
            sync(ws, url, connecting=watched(Path(book), how, int(at)), sleep=lambda _s: None)
    except MachineError as error:
        leave(error.exit_code)
    leave(0)


if __name__ == "__main__":
    main()
