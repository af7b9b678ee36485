"""One line to one HTTP server: kept open, signed in, through a proxy where the system names one."""

import base64
import http.client
import ssl
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from email.utils import parsedate_to_datetime
from urllib.parse import unquote, urlsplit
from urllib.request import getproxies, proxy_bypass

from inspector.exchange.remotes.remote import Fault, RemoteFaultError
from inspector.exchange.remotes.sign_in import SignIn

WAIT_S = 30.0  # for one piece of an answer; a slow link that still moves is waited for
_BUFFERED, _SLOWEST = 256 << 10, 50_000  # bytes that leave unseen, bytes a second
_LARGEST = 256 << 20  # bytes of one answer
_PAGE = (b"<!doctype", b"<html", b"<head", b"<script")
_STALE = (http.client.RemoteDisconnected, BrokenPipeError, ConnectionResetError)


class Answer:
    """Status, headers and body of one reply."""

    def __init__(self, reply: http.client.HTTPResponse) -> None:
        self.status = reply.status
        self.headers = reply.headers
        self.body = reply.read(_LARGEST + 1)
        if len(self.body) > _LARGEST:
            raise RemoteFaultError(Fault.ODD, "answer too large")

    @property
    def is_page(self) -> bool:
        """Whether it is a web page in place of an answer; servers word a 201 as one too."""
        if self.status != 200:
            return False
        kind = (self.headers.get("Content-Type") or "").lower()
        return "html" in kind and self.body[:256].lstrip().lower().startswith(_PAGE)

    def pause_s(self, clock: Callable[[], float]) -> float:
        """Retry-After, as seconds or as a date (RFC 9110 §10.2.3); 0 where it names none."""
        said = self.headers.get("Retry-After") or ""
        with suppress(ValueError):
            return max(float(said), 0.0)
        with suppress(ValueError, TypeError):
            return max(parsedate_to_datetime(said).timestamp() - clock(), 0.0)
        return 0.0


class HttpLine:
    """Requests one after the other; a kept connection gone stale is opened anew, once.

    A put is not repeated here: whoever asked must know that two of them may have crossed.
    """

    def __init__(
        self,
        host: str,
        port: int | None,
        *,
        tls: ssl.SSLContext | None,
        sign_in: SignIn,
        wait_s: float = WAIT_S,
        clock: Callable[[], float] = time.time,
        proxies: Mapping[str, str] | None = None,
    ) -> None:
        """``proxies`` by scheme; None: those of the environment or the system."""
        self.clock_offset_s: float | None = None
        self._host, self._port, self._tls, self._sign_in = host, port, tls, sign_in
        self._wait_s, self._clock = wait_s, clock
        named = getproxies() if proxies is None else proxies
        passed_by = proxies is None and proxy_bypass(host if port is None else f"{host}:{port}")
        self._proxy = "" if passed_by else named.get("https" if tls else "http", "")
        self._to_proxy = _greeting(self._proxy)
        self._connection: http.client.HTTPConnection | None = None

    def ask(self, verb: str, target: str, body: bytes, headers: Mapping[str, str]) -> Answer:
        """The answer, whatever its status. :raises RemoteFaultError: there is none."""
        answer = self._surely(verb, target, body, headers)
        if answer.status == 407:
            raise RemoteFaultError(Fault.PROXY, str(answer.status))
        asked_for = answer.headers.get_all("WWW-Authenticate") or []
        if answer.status == 401 and self._sign_in.take(asked_for):
            answer = self._surely(verb, target, body, headers)
        return answer

    def close(self) -> None:
        """Hang up."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _surely(self, verb: str, target: str, body: bytes, headers: Mapping[str, str]) -> Answer:
        is_fresh = self._connection is None
        try:
            try:
                return self._once(verb, target, body, headers)
            except _STALE:
                if is_fresh or verb == "PUT":
                    raise
                return self._once(verb, target, body, headers)
        except (OSError, http.client.HTTPException) as error:
            raise _fault_of(error) from error

    def _once(self, verb: str, target: str, body: bytes, headers: Mapping[str, str]) -> Answer:
        try:
            connection = self._connected()
            length = {"Content-Length": str(len(body))} if body or verb == "PUT" else {}
            said = {**headers, **length, **self._sign_in.header(verb, target)}
            if self._tls is None:
                said |= self._to_proxy
            connection.request(verb, self._asked(target), body or None, said)
            if connection.sock is not None:  # what the system took over is not all sent yet
                late_s = max(len(body) - _BUFFERED, 0) / _SLOWEST
                connection.sock.settimeout(self._wait_s + late_s)
            answer = Answer(connection.getresponse())
        except BaseException:
            self.close()
            raise
        date = str(answer.headers.get("Date") or "")
        with suppress(ValueError, TypeError):
            self.clock_offset_s = parsedate_to_datetime(date).timestamp() - self._clock()
        return answer

    def _asked(self, target: str) -> str:
        """What the request line names: a proxy is told the whole address, unless it is a tunnel."""
        if not self._proxy or self._tls:
            return target
        host = self._host if self._port is None else f"{self._host}:{self._port}"
        return f"http://{host}{target}"

    def _connected(self) -> http.client.HTTPConnection:
        if self._connection is None:
            self._connection = self._opened()
        return self._connection

    def _opened(self) -> http.client.HTTPConnection:
        host, port = _place(self._proxy) if self._proxy else (self._host, self._port)
        if self._tls is None:
            return http.client.HTTPConnection(host, port, timeout=self._wait_s)
        made = http.client.HTTPSConnection(host, port, timeout=self._wait_s, context=self._tls)
        if self._proxy:
            made.set_tunnel(self._host, self._port or 443, self._to_proxy)
        return made


def _place(proxy: str) -> tuple[str, int]:
    parts = urlsplit(proxy if "//" in proxy else f"//{proxy}")
    return parts.hostname or "", parts.port or 80


def _greeting(proxy: str) -> dict[str, str]:
    """Who we are to a proxy whose address names a user."""
    parts = urlsplit(proxy if "//" in proxy else f"//{proxy}")
    if not parts.username:
        return {}
    pair = f"{unquote(parts.username)}:{unquote(parts.password or '')}".encode()
    return {"Proxy-Authorization": "Basic " + base64.b64encode(pair).decode()}


def _fault_of(error: Exception) -> RemoteFaultError:
    if isinstance(error, ssl.SSLCertVerificationError):
        return RemoteFaultError(Fault.UNTRUSTED, str(error))
    if "Tunnel connection failed" in str(error):  # http.client has no kind of its own for it
        refused = " 407 " in f"{error} ".replace(":", " ")
        return RemoteFaultError(Fault.PROXY if refused else Fault.AWAY, str(error))
    return RemoteFaultError(Fault.AWAY, str(error))
