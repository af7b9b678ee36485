"""The address of a remote: a URL without secrets, taken apart."""

import sys
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, quote, unquote, urlsplit

from inspector.domain.errors import InputError
from inspector.text import _

FOLDER, DAV, DAVS = "file", "webdav", "webdavs"
STORES = ("s3", "oss", "cos", "obs")
_SECRET = ("password", "passwd", "secret", "token", "access_key", "secret_access_key")


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """``host`` is a bucket's name with an object store; ``url`` is the whole, as it is kept."""

    url: str
    scheme: str
    path: str
    host: str = ""
    port: int | None = None
    user: str = ""
    options: dict[str, str] = field(default_factory=dict)


def read_address(url: str) -> Address:
    """Take a URL apart. :raises InputError: a kind we do not know, or a secret in it."""
    try:
        parts = urlsplit(url)
        port, host = parts.port, parts.hostname or ""
    except ValueError as error:
        raise _unknown(url) from error
    options = dict(parse_qsl(parts.query))
    if parts.password is not None or any(name.lower() in _SECRET for name in options):
        raise InputError(
            _("同步地址里不要写密码。"),
            _("密码放进环境变量 INSPECTOR_REMOTE_PASSWORD，或系统钥匙串。"),
            code="secret_in_address",
        )
    known = parts.scheme in (FOLDER, DAV, DAVS, *STORES)
    has_place = host if parts.scheme != FOLDER else parts.path
    is_share = parts.scheme == FOLDER and host not in ("", "localhost")
    if not known or not has_place or (is_share and sys.platform != "win32"):
        raise _unknown(url)
    return Address(
        url=url,
        scheme=parts.scheme,
        path=_folder_path(host, unquote(parts.path)) if parts.scheme == FOLDER else parts.path,
        host=host,
        port=port,
        user=unquote(parts.username or ""),
        options=options,
    )


def with_user(url: str, user: str) -> str:
    """The same address for this user; without one it stays as it is."""
    parts = urlsplit(url)
    if not user or parts.scheme == FOLDER or not parts.netloc:
        return url
    host = parts.netloc.rpartition("@")[2]
    return parts._replace(netloc=f"{quote(user, safe='')}@{host}").geturl()


def _folder_path(host: str, path: str) -> str:
    """The folder a ``file:`` URL names: with a host a share, and ``/C:/`` is a Windows drive.

    Only Windows opens a share by its host; elsewhere it is mounted, and the host a slip of the pen.
    """
    if host and host != "localhost":
        return f"//{host}{path}"
    return path[1:] if len(path) > 2 and path[2] == ":" else path


def _unknown(url: str) -> InputError:
    shown = quote(url.partition("@")[2] or url, safe=":/?=&.-_")
    return InputError(
        _("看不懂这个同步地址：{url}").format(url=shown),
        _("写成 file:///文件夹、webdavs://主机/路径 或 s3://桶/前缀?endpoint=…"),
        code="bad_address",
    )
