"""Signing in to a WebDAV server: Basic, or Digest (RFC 7616) where the server asks for it."""

import base64
import hashlib
import os
from collections.abc import Callable, Iterable
from urllib.request import parse_http_list, parse_keqv_list

from inspector.exchange.remotes.secrets import Credentials

DIGEST = "digest"
_HASHES = {"SHA-256": "sha256", "MD5": "md5"}  # the better first; RFC 7616 §3.3 wants MD5 kept
_NO_NONCE = {"nonce": ""}


def _lot() -> str:
    return os.urandom(16).hex()


class SignIn:
    """Says the password at once, or with ``digest`` never: then each request carries a proof."""

    def __init__(
        self, credentials: Credentials, *, digest: bool = False, lot: Callable[[], str] = _lot
    ) -> None:
        self._credentials, self._lot = credentials, lot
        self._is_known = bool(credentials.user or credentials.password)
        self._says_password = self._is_known and not digest
        self._asked = _NO_NONCE
        self._count = 0

    def header(self, verb: str, target: str) -> dict[str, str]:
        """What goes with this request; nothing before a server that wants Digest has asked."""
        if self._asked["nonce"]:
            return {"Authorization": self._proof(verb, target)}
        if self._says_password:
            pair = f"{self._credentials.user}:{self._credentials.password}".encode()
            return {"Authorization": "Basic " + base64.b64encode(pair).decode()}
        return {}

    def take(self, challenges: Iterable[str]) -> bool:
        """Hear what a 401 asks for; whether asking again may help."""
        found = [asked for said in challenges if (asked := _read(said))]
        if not (found and self._is_known):
            return False
        best = min(found, key=lambda one: list(_HASHES).index(one["algorithm"]))
        is_stale = best.get("stale", "").lower() == "true"
        if self._asked["nonce"] and not is_stale:
            return False  # it knew our proof and refused it
        self._asked, self._count = best, 0
        return True

    def _proof(self, verb: str, target: str) -> str:
        asked, who = self._asked, self._credentials
        self._count += 1
        count, ours = f"{self._count:08x}", self._lot()

        def digest(words: str) -> str:
            return hashlib.new(_HASHES[asked["algorithm"]], words.encode()).hexdigest()

        secret = digest(f"{who.user}:{asked['realm']}:{who.password}")
        deed = digest(f"{verb}:{target}")
        between = f"{count}:{ours}:auth:" if asked["qop"] else ""
        told = {
            "username": _quoted(who.user),
            "realm": _quoted(asked["realm"]),
            "nonce": _quoted(asked["nonce"]),
            "uri": _quoted(target),
            "algorithm": asked["algorithm"],
            "response": _quoted(digest(f"{secret}:{asked['nonce']}:{between}{deed}")),
        }
        if asked["qop"]:
            told |= {"qop": "auth", "nc": count, "cnonce": _quoted(ours)}
        if "opaque" in asked:
            told["opaque"] = _quoted(asked["opaque"])
        return "Digest " + ", ".join(f"{name}={value}" for name, value in told.items())


def _read(challenge: str) -> dict[str, str] | None:
    """A Digest challenge we can answer; ``qop`` is auth or empty (RFC 2069)."""
    scheme, _space, rest = challenge.partition(" ")
    if scheme.lower() != DIGEST:
        return None
    try:
        said = parse_keqv_list([one for one in parse_http_list(rest) if "=" in one])
    except (ValueError, IndexError):
        return None
    asked = {name.lower(): value for name, value in said.items()}
    asked["algorithm"] = asked.get("algorithm", "MD5").upper()
    ways = [one.strip() for one in asked.get("qop", "").split(",")]
    asked["qop"] = "auth" if "auth" in ways else ""
    is_ours = asked["algorithm"] in _HASHES and bool(asked["qop"] or ways == [""])
    return asked if is_ours and asked.get("nonce") and "realm" in asked else None


def _quoted(words: str) -> str:
    return '"' + words.replace("\\", "\\\\").replace('"', '\\"') + '"'
