"""WebDAV as remote: a small client of our own, because we must see what really answers.

opendal reads a captive portal's page as an empty folder and 429 as a lasting fault, and shows no
Date (docs/decisions/sync.md).
"""

import ssl
import time
from collections.abc import Callable, Mapping
from urllib.parse import quote, unquote, urlsplit

from inspector.exchange.remotes.address import DAVS, Address
from inspector.exchange.remotes.http_line import WAIT_S, Answer, HttpLine
from inspector.exchange.remotes.remote import Fault, NotThereError, RemoteFaultError
from inspector.exchange.remotes.secrets import Credentials
from inspector.exchange.remotes.sign_in import DIGEST, SignIn

_ASKED = (
    b'<?xml version="1.0"?><propfind xmlns="DAV:"><prop><resourcetype/><getcontentlength/>'
    b"</prop></propfind>"
)
_DAV = "{DAV:}"
_LONG = 16 << 10  # bytes from which a request more is cheaper than to send them twice
_SAID = {"User-Agent": "inspector-sync", "Accept-Encoding": "identity"}
_NO_DAV = (405, 501)  # a web server that lists nothing: whoever sends us there names no share
_FAULTS = {
    401: Fault.DENIED,
    403: Fault.READ_ONLY,
    405: Fault.READ_ONLY,
    413: Fault.FULL,
    423: Fault.BUSY,
    429: Fault.BUSY,
    502: Fault.BUSY,
    503: Fault.BUSY,
    504: Fault.BUSY,
    507: Fault.FULL,
    511: Fault.PORTAL,
}


class DavRemote:
    """One server, one connection, kept open between requests."""

    def __init__(
        self,
        address: Address,
        credentials: Credentials,
        *,
        wait_s: float = WAIT_S,
        clock: Callable[[], float] = time.time,
        proxies: Mapping[str, str] | None = None,
    ) -> None:
        self._base, self._clock = unquote(address.path).rstrip("/"), clock
        self._line = HttpLine(
            address.host,
            address.port,
            tls=_trust(credentials.ca) if address.scheme == DAVS else None,
            sign_in=SignIn(credentials, digest=address.options.get("auth") == DIGEST),
            wait_s=wait_s,
            clock=clock,
            proxies=proxies,
        )
        self._made: set[str] = set()

    @property
    def clock_offset_s(self) -> float | None:
        return self._line.clock_offset_s

    def list(self, folder: str) -> dict[str, int]:
        answer = self._ask("PROPFIND", f"{folder}/", _ASKED, {"Depth": "1"})
        if answer.status == 404:
            return {}
        if answer.status in _NO_DAV:
            raise RemoteFaultError(Fault.ABSENT, str(answer.status))
        return _names(self._dav(answer))

    def get(self, key: str) -> bytes:
        answer = self._ask("GET", key)
        if answer.status == 404:
            raise NotThereError(key)
        self._check(answer, 200)
        return answer.body

    def put(self, key: str, content: bytes) -> None:
        parent = key.rpartition("/")[0]
        if len(content) > _LONG:
            self._have_ready(parent)
        answer = self._ask("PUT", key, content)
        if answer.status in (404, 409):  # a folder above is not there
            may_make = self._make(parent)
            answer = self._ask("PUT", key, content)
            if answer.status in (404, 409):
                raise RemoteFaultError(Fault.ABSENT if may_make else Fault.READ_ONLY, key)
        self._check(answer, 200, 201, 204)

    def size(self, key: str) -> int | None:
        answer = self._ask("PROPFIND", key, _ASKED, {"Depth": "0"})
        if answer.status == 404:
            return None
        return next(iter(_names(self._dav(answer), itself=True).values()), None)

    def retire(self, key: str) -> None:
        answer = self._ask("DELETE", key)
        if answer.status != 404:
            self._check(answer, 200, 202, 204)

    def close(self) -> None:
        """Hang up."""
        self._line.close()

    def _have_ready(self, folder: str) -> None:
        """Make the folder first: what is refused for want of one has gone over the line in vain."""
        path = f"{self._base}/{folder}"
        if path in self._made:
            return
        answer = self._ask_path("MKCOL", f"{path}/", b"", {})
        if answer.status in (201, 405):
            self._made.add(path)
        elif answer.status in (404, 409):  # one above it is not there either
            self._make(folder)

    def _make(self, folder: str) -> bool:
        """Every folder above, from the top; one that is there says 405, and that is well.

        Whether we may make folders at all: some servers forbid it with 403, and rclone says 405 of
        one that is not there, and 409 of the next.
        """
        parts = folder.split("/")
        roots = [part for part in self._base.split("/") if part]
        above = ["/" + "/".join(roots[:end]) for end in range(1, len(roots) + 1)]
        above += [f"{self._base}/{'/'.join(parts[:end])}" for end in range(1, len(parts) + 1)]
        said: list[int] = []
        for path in above:
            if path not in self._made:
                answer = self._ask_path("MKCOL", f"{path}/", b"", {})
                if answer.status in (401, 507) or answer.is_page:
                    self._check(answer)
                if answer.status in (201, 405):
                    self._made.add(path)
                said.append(answer.status)
        return 403 not in said and not (said[:1] == [405] and 409 in said)

    def _dav(self, answer: Answer) -> bytes:
        self._check(answer, 207)
        return answer.body

    def _check(self, answer: Answer, *good: int) -> None:
        if answer.is_page:
            raise RemoteFaultError(Fault.PORTAL, str(answer.status))
        if answer.status in good:
            return
        if 300 <= answer.status < 400:
            raise RemoteFaultError(Fault.PORTAL, str(answer.headers.get("Location")))
        usual = Fault.FAILING if answer.status >= 500 else Fault.ODD
        raise RemoteFaultError(
            _FAULTS.get(answer.status, usual),
            str(answer.status),
            wait_s=answer.pause_s(self._clock),
        )

    def _ask(
        self, verb: str, key: str, body: bytes = b"", more: dict[str, str] | None = None
    ) -> Answer:
        return self._ask_path(verb, f"{self._base}/{key}", body, more or {})

    def _ask_path(self, verb: str, path: str, body: bytes, more: dict[str, str]) -> Answer:
        return self._line.ask(verb, quote(path), body, _SAID | more)


def _trust(ca: str) -> ssl.SSLContext:
    """What the system trusts, and the office's own authority beside it."""
    context = ssl.create_default_context()
    if ca:
        try:
            context.load_verify_locations(ca)
        except (OSError, ssl.SSLError) as error:
            raise RemoteFaultError(Fault.UNTRUSTED, ca) from error
    return context


def _names(body: bytes, *, itself: bool = False) -> dict[str, int]:
    """Files of a multistatus answer, by name, with their sizes."""
    from defusedxml import ElementTree

    try:
        tree = ElementTree.fromstring(body)
    except Exception as error:  # 207, and no XML: it was cut off, which shows nowhere else
        raise RemoteFaultError(Fault.AWAY, "not XML") from error
    if tree.tag != f"{_DAV}multistatus":
        raise RemoteFaultError(Fault.ODD, str(tree.tag))
    found = {}
    for one in tree.iter(f"{_DAV}response"):
        path = unquote(urlsplit(one.findtext(f"{_DAV}href") or "").path)
        is_folder = next(one.iter(f"{_DAV}collection"), None) is not None
        if (path.endswith("/") or is_folder) and not itself:
            continue
        said = next((size.text for size in one.iter(f"{_DAV}getcontentlength")), None)
        found[path.rpartition("/")[2]] = int(said or 0) if (said or "0").isdigit() else 0
    return found
