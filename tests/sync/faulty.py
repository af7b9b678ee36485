"""A remote in memory that remembers every byte it was ever given, and one that fails on demand."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

from inspector.exchange.remotes.remote import Fault, NotThereError, RemoteFaultError


class KilledError(BaseException):
    """The process ended here: nothing after it happened."""


@dataclass(slots=True)
class MemoryRemote:
    """``written`` holds every content each key ever had, ``retired`` every key taken away."""

    content: dict[str, bytes] = field(default_factory=dict)
    written: dict[str, set[bytes]] = field(default_factory=dict)
    retired: list[str] = field(default_factory=list)
    clock_offset_s: float | None = None

    def list(self, folder: str) -> dict[str, int]:
        begin = f"{folder}/"
        return {
            key.removeprefix(begin): len(content)
            for key, content in self.content.items()
            if key.startswith(begin) and "/" not in key.removeprefix(begin)
        }

    def get(self, key: str) -> bytes:
        if key not in self.content:
            raise NotThereError(key)
        return self.content[key]

    def put(self, key: str, content: bytes) -> None:
        self.written.setdefault(key, set()).add(content)
        self.content[key] = content

    def size(self, key: str) -> int | None:
        return len(self.content[key]) if key in self.content else None

    def retire(self, key: str) -> None:
        self.retired.append(key)
        self.content.pop(key, None)

    def close(self) -> None:
        """Nothing is held open."""


Strike = Callable[[MemoryRemote, str, str, bytes], bytes | dict[str, int] | int | None]
"""What a struck request does: remote, verb, key, content to put."""


@dataclass(slots=True)
class FaultyRemote:
    """Another remote whose requests are struck from the ``first`` on, so many of them."""

    remote: MemoryRemote
    strike: Strike
    first: int = 0
    most: int = 10_000
    asked: int = 0
    struck: int = 0
    clock_offset_s: float | None = None

    def list(self, folder: str) -> dict[str, int]:
        return self._ask("list", folder, b"")  # type: ignore[return-value]

    def get(self, key: str) -> bytes:
        return self._ask("get", key, b"")  # type: ignore[return-value]

    def put(self, key: str, content: bytes) -> None:
        self._ask("put", key, content)

    def size(self, key: str) -> int | None:
        return self._ask("size", key, b"")  # type: ignore[return-value]

    def retire(self, key: str) -> None:
        self._ask("retire", key, b"")

    def close(self) -> None:
        """Nothing is held open."""

    def _ask(self, verb: str, key: str, content: bytes) -> object:
        self.asked += 1
        if self.asked >= self.first and self.struck < self.most:
            self.struck += 1
            return self.strike(self.remote, verb, key, content)
        return usual(self.remote, verb, key, content)


def usual(
    remote: MemoryRemote, verb: str, key: str, content: bytes
) -> bytes | dict[str, int] | int | None:
    """What the request does when nothing is wrong."""
    if verb == "put":
        remote.put(key, content)
        return None
    found: bytes | dict[str, int] | int | None = getattr(remote, verb)(key)
    return found


def reset(remote: MemoryRemote, verb: str, key: str, content: bytes) -> None:
    """Cut off before anything arrived."""
    raise RemoteFaultError(Fault.AWAY, "reset")


def reply_dropped(remote: MemoryRemote, verb: str, key: str, content: bytes) -> None:
    """Done, and nobody was told."""
    usual(remote, verb, key, content)
    raise RemoteFaultError(Fault.AWAY, "no reply")


def torn(remote: MemoryRemote, verb: str, key: str, content: bytes) -> bytes:
    """Half of it arrives: a put leaves a stump, a get gives one."""
    if verb == "put":
        remote.content[key] = content[: len(content) // 2]
    if verb == "get":
        whole = remote.get(key)
        return whole[: len(whole) // 2]
    raise RemoteFaultError(Fault.AWAY, "cut")


def busy(remote: MemoryRemote, verb: str, key: str, content: bytes) -> None:
    """429, come back in seven seconds."""
    raise RemoteFaultError(Fault.BUSY, "429", wait_s=7.0)


def page(remote: MemoryRemote, verb: str, key: str, content: bytes) -> bytes:
    """A captive portal: a get is answered with a page, the rest is seen through."""
    if verb == "get":
        return b"<html><body>login</body></html>" * 400
    raise RemoteFaultError(Fault.PORTAL, "200")


def swallowed(
    remote: MemoryRemote, verb: str, key: str, content: bytes
) -> bytes | dict[str, int] | int | None:
    """A proxy says yes to a put that nobody stored."""
    return None if verb == "put" else usual(remote, verb, key, content)


def full(
    remote: MemoryRemote, verb: str, key: str, content: bytes
) -> bytes | dict[str, int] | int | None:
    """No room: reading goes on."""
    if verb == "put":
        raise RemoteFaultError(Fault.FULL, "507")
    return usual(remote, verb, key, content)


def killed(remote: MemoryRemote, verb: str, key: str, content: bytes) -> None:
    """The laptop is switched off before the request leaves."""
    raise KilledError


def killed_after(remote: MemoryRemote, verb: str, key: str, content: bytes) -> None:
    """The laptop is switched off when the request was served."""
    usual(remote, verb, key, content)
    raise KilledError


STRIKES: dict[str, Strike] = {
    "reset": reset,
    "reply dropped": reply_dropped,
    "torn": torn,
    "429": busy,
    "portal": page,
    "swallowed": swallowed,
    "full": full,
    "killed": killed,
    "killed after": killed_after,
}


@contextmanager
def survived() -> Iterator[None]:
    """A process that was killed is started again."""
    with suppress(KilledError):
        yield
