"""Proxies on this machine: one that an office has, and one that spoils what goes through it."""

import http.client
import http.server
import socket
import socketserver
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import partial
from urllib.parse import urlsplit

from tests.sync.servers import serving

_HOST = "127.0.0.1"
_LONG_S = 0.4  # longer than those wait who are struck by a server that falls silent


class Passing(http.server.BaseHTTPRequestHandler):
    """Hands each request on; who inherits says where to and what becomes of it."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True  # headers and body go apart; else each answer takes 40 ms

    def _serve(self) -> None:
        raise NotImplementedError

    do_GET = do_PUT = do_HEAD = lambda self: self._serve()  # noqa: N815
    do_PROPFIND = do_MKCOL = do_DELETE = do_GET  # noqa: N815

    def fetched(self, host: str, port: int, path: str) -> tuple[int, list[tuple[str, str]], bytes]:
        """What the server answers to the request in hand."""
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        kept = {name: value for name, value in self.headers.items() if "Proxy" not in name}
        there = http.client.HTTPConnection(host, port, timeout=30)
        try:
            there.request(self.command, path, body, kept)
            answer = there.getresponse()
            return answer.status, answer.getheaders(), answer.read()
        finally:
            there.close()

    def answer(
        self, status: int, headers: list[tuple[str, str]], body: bytes, *, sent: int | None = None
    ) -> None:
        """Give this answer; of its body no more than ``sent`` bytes, whatever it promises."""
        self.send_response_only(status)
        for name, value in headers:
            if name.lower() not in ("content-length", "connection", "transfer-encoding"):
                self.send_header(name, value)
        long = dict(headers).get("Content-Length") if self.command == "HEAD" else None
        self.send_header("Content-Length", long or str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body if sent is None else body[:sent])

    def log_message(self, *_args: object) -> None:
        """Say nothing on the screen."""


@contextmanager
def a_proxy(words: str = "") -> Iterator[tuple[int, list[str]]]:
    """A proxy for open requests and tunnels that notes where they go; ``words``: who may pass."""
    passed: list[str] = []
    door = partial(_Door, words=words, passed=passed)
    with serving(socketserver.ThreadingTCPServer((_HOST, 0), door)) as port:
        yield port, passed


class _Door(Passing):
    def __init__(self, *given: object, words: str, passed: list[str]) -> None:
        self._words, self._passed = words, passed
        super().__init__(*given)  # type: ignore[arg-type]

    def do_CONNECT(self) -> None:
        if not self._may():
            return
        host, _colon, port = self.path.partition(":")
        with socket.create_connection((host, int(port))) as there:
            self.send_response(200)
            self.end_headers()
            ways = [(self.connection, there), (there, self.connection)]
            carriers = [threading.Thread(target=_carry, args=way, daemon=True) for way in ways]
            for one in carriers:
                one.start()
            for one in carriers:
                one.join(10)
        self.close_connection = True

    def _serve(self) -> None:
        if self._may():
            parts = urlsplit(self.path)
            self.answer(*self.fetched(parts.hostname or "", parts.port or 80, parts.path))

    def _may(self) -> bool:
        if self._words and self.headers.get("Proxy-Authorization") != self._words:
            self.answer(407, [], b"")
            return False
        self._passed.append(f"{self.command} {self.path}")
        return True


def _carry(source: socket.socket, target: socket.socket) -> None:
    with suppress(OSError):
        while piece := source.recv(4096):
            target.sendall(piece)
    with suppress(OSError):
        target.shutdown(socket.SHUT_WR)


@dataclass(slots=True)
class Spoiling:
    """Which requests are struck and how; ``deleted`` are the paths of every DELETE seen."""

    kind: str = ""
    first: int = 0
    most: int = 0
    asked: int = 0
    deleted: list[str] = field(default_factory=list)
    lists: dict[str, tuple[int, list[tuple[str, str]], bytes]] = field(default_factory=dict)

    def strike(self, kind: str, first: int, most: int) -> None:
        """From the ``first`` request on, so many of them."""
        self.kind, self.first, self.most, self.asked = kind, first, most, 0

    def leave_off(self) -> None:
        self.most = 0


@contextmanager
def a_spoiling_proxy(server: int, spoiling: Spoiling) -> Iterator[int]:
    """Between a laptop and a server; says its port."""
    spoiler = partial(_Spoiler, server=server, spoiling=spoiling)
    with serving(socketserver.ThreadingTCPServer((_HOST, 0), spoiler)) as port:
        yield port


class _Spoiler(Passing):
    def __init__(self, *given: object, server: int, spoiling: Spoiling) -> None:
        self._server, self._spoiling = server, spoiling
        super().__init__(*given)  # type: ignore[arg-type]

    def hand_on(self) -> tuple[int, list[tuple[str, str]], bytes]:
        """What the server answers; every listing is remembered as it was before this one."""
        return self.fetched(_HOST, self._server, self.path)

    @property
    def spoiling(self) -> Spoiling:
        return self._spoiling

    @property
    def is_list(self) -> bool:
        """Whether a folder is asked for, of WebDAV or of a store."""
        of_dav = self.command == "PROPFIND" and self.headers.get("Depth") == "1"
        return of_dav or (self.command == "GET" and "list-type=2" in self.path)

    def hang_up(self) -> None:
        self.close_connection = True

    def _serve(self) -> None:
        spoiling = self._spoiling
        spoiling.asked += 1
        if self.command == "DELETE":
            spoiling.deleted.append(self.path)
        is_struck = spoiling.first <= spoiling.asked < spoiling.first + spoiling.most
        if is_struck:
            SPOILED[spoiling.kind](self)
            return
        found = self.hand_on()
        if self.is_list:
            spoiling.lists.setdefault(self.path, found)
        self.answer(*found)


def _no_reply(one: _Spoiler) -> None:
    """The server stored it, and nobody was told."""
    one.hand_on()
    one.hang_up()


def _reset(one: _Spoiler) -> None:
    """Cut off before the server saw it."""
    one.hang_up()


def _half_open(one: _Spoiler) -> None:
    """Taken, and never answered."""
    time.sleep(_LONG_S)
    one.hang_up()


def _half_open_after(one: _Spoiler) -> None:
    """Stored, and never answered."""
    one.hand_on()
    time.sleep(_LONG_S)
    one.hang_up()


def _truncated(one: _Spoiler) -> None:
    """An answer cut off in its middle."""
    status, headers, body = one.hand_on()
    one.answer(status, headers, body or b"0123", sent=len(body) // 2)
    one.hang_up()


def _says(status: int, headers: list[tuple[str, str]], body: bytes = b"") -> Callable[..., None]:
    def say(one: _Spoiler) -> None:
        one.rfile.read(int(one.headers.get("Content-Length") or 0))
        one.answer(status, headers, body)

    return say


def _stale(one: _Spoiler) -> None:
    """A listing as it was when it was first asked for; all else passes."""
    found = one.hand_on()
    if one.is_list:
        found = one.spoiling.lists.get(one.path, found)
    one.answer(*found)


_LOGIN = b"<!DOCTYPE html><html><body>login</body></html>"
SPOILED: dict[str, Callable[[_Spoiler], None]] = {
    "no reply": _no_reply,
    "reset": _reset,
    "half-open": _half_open,
    "half-open after": _half_open_after,
    "truncated": _truncated,
    "500": _says(500, []),
    "503": _says(503, [("Retry-After", "1")]),
    "429": _says(429, [("Retry-After", "7")]),
    "portal": _says(200, [("Content-Type", "text/html")], _LOGIN),
    "stale list": _stale,
}
