"""Patience: each request counted, and tried again where the fault passes by itself."""

import logging
import random
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from inspector.exchange.remotes.remote import PASSING, NotThereError, Remote, RemoteFaultError

log = logging.getLogger(__name__)
T = TypeVar("T")

TRIES = 5
_FIRST_S, _LONGEST_S = 0.5, 60.0


@dataclass(slots=True)
class Traffic:
    """What went over the wire, failed tries included."""

    requests: int = 0
    lists: int = 0
    bytes_up: int = 0
    bytes_down: int = 0


class PatientRemote:
    """Another remote, each request of which is counted and, where it may help, repeated.

    The pause doubles from try to try and is shortened by chance, so that twenty laptops that were
    turned away together do not come back together; a remote that names a pause gets it.
    """

    def __init__(
        self,
        remote: Remote,
        *,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._remote, self._sleep = remote, sleep
        self.traffic = Traffic()

    @property
    def clock_offset_s(self) -> float | None:
        return self._remote.clock_offset_s

    def list(self, folder: str) -> dict[str, int]:
        self.traffic.lists += 1
        return self._patiently(lambda: self._remote.list(folder))

    def get(self, key: str) -> bytes:
        content = self._patiently(lambda: self._remote.get(key))
        self.traffic.bytes_down += len(content)
        return content

    def put(self, key: str, content: bytes) -> bool:
        """Lay it there; whether that took more than one try, so that two may have crossed."""

        def once() -> None:
            self.traffic.bytes_up += len(content)
            self._remote.put(key, content)

        before = self.traffic.requests
        self._patiently(once)
        return self.traffic.requests > before + 1

    def size(self, key: str) -> int | None:
        return self._patiently(lambda: self._remote.size(key))

    def retire(self, key: str) -> None:
        """Once is enough: an old marker that stays harms nobody."""
        self.traffic.requests += 1
        self._remote.retire(key)

    def close(self) -> None:
        self._remote.close()

    def _patiently(self, ask: Callable[[], T]) -> T:
        for left in reversed(range(TRIES)):
            self.traffic.requests += 1
            try:
                return ask()
            except NotThereError:
                raise
            except RemoteFaultError as error:
                if error.fault not in PASSING or left == 0 or error.wait_s > _LONGEST_S:
                    raise
                pause = min(_FIRST_S * 2 ** (TRIES - 1 - left), _LONGEST_S)
                shorter = 0.5 + random.random() / 2  # noqa: S311 - no secret
                pause = max(error.wait_s, pause * shorter)
                log.info("remote %s, again in %.1f s", error.fault.name, pause)
                self._sleep(pause)
        raise AssertionError("the last try returns or raises")
