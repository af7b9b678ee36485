"""Object stores as remote (S3, and by the same road OSS, COS, OBS), through opendal."""

import asyncio
import os
import re
import ssl
from collections.abc import Awaitable, Callable
from typing import TypeVar

from inspector.exchange.remotes.address import Address
from inspector.exchange.remotes.layout import ROOT
from inspector.exchange.remotes.remote import Fault, NotThereError, RemoteFaultError
from inspector.exchange.remotes.secrets import Credentials

T = TypeVar("T")

WAIT_S = 60.0
_FOREVER_S = 24 * 3600.0
_PIECE = 64 << 10
_SLOWEST = 50_000  # bytes a second; a put that is slower is given up
_IDS = {
    "s3": ("access_key_id", "secret_access_key"),
    "oss": ("access_key_id", "access_key_secret"),
    "cos": ("secret_id", "secret_key"),
    "obs": ("access_key_id", "secret_access_key"),
}
_STATUS = {
    "401": Fault.DENIED,
    "403": Fault.DENIED,
    "404": Fault.ABSENT,
    "429": Fault.BUSY,
    "500": Fault.FAILING,  # SeaweedFS says it of a full disk, as of much else
    "502": Fault.BUSY,
    "503": Fault.BUSY,
    "504": Fault.BUSY,
    "507": Fault.FULL,
}
_WORDS = (
    ("NoSuchBucket", Fault.ABSENT),
    ("RequestTimeTooSkewed", Fault.CLOCK),
    ("RequestTimeTooLarge", Fault.CLOCK),
    ("QuotaExceeded", Fault.FULL),
    ("certificate", Fault.UNTRUSTED),
    ("failed to load signing credential", Fault.DENIED),  # nobody said who we are
)
_KINDS = {"PermissionDenied": Fault.DENIED, "RateLimited": Fault.BUSY}
_PAUSE = re.compile(r'"retry-after": "(\d{1,6})"')
_PAGE = (b"<!doctype html", b"<html", b"<head", b"<script")


class StoreRemote:
    """A bucket and a prefix in it.

    WORKAROUND opendal 0.47: its ordinary ``list`` holds the interpreter for the whole request, so
    that a window would stand still; the asynchronous one does not. And a web page that happens to
    be well-formed XML reads as an *empty listing*, so what comes out empty must be proven.
    """

    clock_offset_s: float | None = None

    def __init__(
        self, address: Address, credentials: Credentials, *, wait_s: float = WAIT_S
    ) -> None:
        import opendal

        if credentials.ca:
            _trust(credentials.ca)
        self._wait_s = wait_s
        user, password = _IDS[address.scheme]
        options = {
            "bucket": address.host,
            "root": address.path or "/",
            user: credentials.user,
            password: credentials.password,
            **address.options,
        }
        if address.scheme == "s3":
            options.setdefault("region", "auto")
        try:
            self._operator = opendal.AsyncOperator(address.scheme, **options)
        except Exception as error:  # opendal's own kinds: an option it lacks or does not know
            raise RemoteFaultError(Fault.ABSENT, str(error)) from error

    def list(self, folder: str) -> dict[str, int]:
        async def found() -> dict[str, int]:
            names: dict[str, int] = {}
            async for one in await self._operator.list(f"{folder}/"):
                name = one.path.rpartition("/")[2]
                if name:
                    names[name] = 0
            return names

        try:
            names = self._run(found)
        except RemoteFaultError as error:
            if "deserialize" in error.detail:
                self._prove()
            raise
        if not names:
            self._prove()
        return names

    def _prove(self) -> None:
        """A store holds nothing under a name drawn by lot; whoever answers it is no store."""
        try:
            answer = self.get(f"{ROOT}/none/{os.urandom(16).hex()}")
        except NotThereError:
            return
        is_page = answer[:256].lstrip().lower().startswith(_PAGE)
        raise RemoteFaultError(Fault.PORTAL if is_page else Fault.ODD, "answers any name")

    def get(self, key: str) -> bytes:
        async def read() -> bytes:
            file, pieces = await self._operator.open(key, "rb"), []
            try:  # as long as something comes it is waited for, however long the whole takes
                while piece := await asyncio.wait_for(file.read(_PIECE), self._wait_s):
                    pieces.append(bytes(piece))
            finally:
                await file.close()
            return b"".join(pieces)

        try:
            return self._run(read, _FOREVER_S)
        except _AbsentError as error:
            raise NotThereError(key) from error

    def put(self, key: str, content: bytes) -> None:
        async def write() -> None:
            await self._operator.write(key, content)

        try:
            self._run(write, self._wait_s + len(content) / _SLOWEST)
        except RemoteFaultError as error:
            if "AccessDenied" in error.detail:  # the key is known, and may not write
                raise RemoteFaultError(Fault.READ_ONLY, error.detail) from error
            raise

    def size(self, key: str) -> int | None:
        async def stat() -> int:
            return int((await self._operator.stat(key)).content_length)

        try:
            return self._run(stat)
        except _AbsentError:
            return None

    def retire(self, key: str) -> None:
        async def delete() -> None:
            await self._operator.delete(key)

        self._run(delete)

    def close(self) -> None:
        """Nothing is held open."""

    def _run(self, work: Callable[[], Awaitable[T]], wait_s: float = 0.0) -> T:
        async def soon() -> T:
            return await asyncio.wait_for(work(), wait_s or self._wait_s)

        try:
            return asyncio.run(soon())
        except TimeoutError as error:
            raise RemoteFaultError(Fault.AWAY, "timeout") from error
        except Exception as error:  # opendal's own kinds, told apart by their words
            raise _fault_of(error) from error


def _trust(ca: str) -> None:
    """The office's own authority, beside what the system trusts.

    Variables are all that opendal's HTTP client can be told. It reads them with the first TLS line
    of a process and never again, so that another authority holds from the next start on.
    """
    try:
        ssl.create_default_context().load_verify_locations(ca)
    except (OSError, ssl.SSLError) as error:
        raise RemoteFaultError(Fault.UNTRUSTED, ca) from error
    system = ssl.get_default_verify_paths().capath
    if system:  # with the file alone the system's own would no longer be trusted
        os.environ.setdefault("SSL_CERT_DIR", system)
    os.environ["SSL_CERT_FILE"] = ca


class _AbsentError(RemoteFaultError):
    """The key is not there, though the bucket is."""


def _fault_of(error: Exception) -> RemoteFaultError:
    words, kind = str(error), type(error).__name__
    if isinstance(error, OSError):  # what is read piece by piece says its kind in words alone
        kind = words.partition(" ")[0]
    for named, fault in _WORDS:
        if named in words:
            return RemoteFaultError(fault, words)
    if kind == "NotFound":
        return _AbsentError(Fault.ABSENT, words)
    status = words.partition("status: ")[2][:3]
    known = _KINDS.get(kind) or _STATUS.get(status)
    if known:
        pause = _PAUSE.search(words)
        return RemoteFaultError(known, words, wait_s=float(pause[1]) if pause else 0.0)
    if status.startswith("3"):  # stores do not send elsewhere, portals do
        return RemoteFaultError(Fault.PORTAL, words)
    if "temporary" in words or "sending request" in words:
        return RemoteFaultError(Fault.AWAY, words)
    page = "<html" in words.lower() or "deserialize" in words.lower()
    return RemoteFaultError(Fault.PORTAL if page else Fault.ODD, words)
