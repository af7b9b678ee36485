"""A remote: bytes under keys, five verbs, and the faults every kind of it can have."""

from collections.abc import Callable, Mapping
from enum import Enum, auto
from typing import Protocol

from inspector.domain.errors import MachineError
from inspector.text import _


class Fault(Enum):
    """What can be wrong with a remote; the first three may pass by themselves."""

    AWAY = auto()  # no answer, cut off, too slow
    BUSY = auto()  # it asks us to come later
    FAILING = auto()  # it answers that something is wrong with itself
    DENIED = auto()  # user or password
    ABSENT = auto()  # the bucket or folder is not there
    FULL = auto()
    READ_ONLY = auto()
    PORTAL = auto()  # somebody else answers, with a web page
    UNTRUSTED = auto()  # its certificate
    PROXY = auto()  # the proxy on the way wants a password
    CLOCK = auto()  # it refuses what is signed at so odd a time
    ODD = auto()  # it answers what no remote answers


PASSING = (Fault.AWAY, Fault.BUSY, Fault.FAILING)


class RemoteFaultError(Exception):
    """A request that failed; ``wait_s`` is how long the remote asks us to stay away."""

    def __init__(self, fault: Fault, detail: str = "", *, wait_s: float = 0.0) -> None:
        super().__init__(detail)
        self.fault, self.detail, self.wait_s = fault, detail, wait_s


class NotThereError(Exception):
    """Nothing lies under this key."""


class Remote(Protocol):
    """What sync asks of a place. Keys are paths with ``/``, lower case and ASCII.

    Every method raises :class:`RemoteFaultError`. A put may be torn or may have happened although
    it failed; whoever reads checks what he reads.
    """

    @property
    def clock_offset_s(self) -> float | None:
        """The server's clock minus ours, in seconds, where it tells its time."""
        ...

    def list(self, folder: str) -> dict[str, int]:
        """Names that lie directly in a folder, with their sizes; empty where it is not there."""
        ...

    def get(self, key: str) -> bytes:
        """The bytes under a key. :raises NotThereError: nothing is there."""
        ...

    def put(self, key: str, content: bytes) -> None:
        """Lay bytes under a key, with the folders above it."""
        ...

    def size(self, key: str) -> int | None:
        """How many bytes lie under a key; None where nothing does."""
        ...

    def retire(self, key: str) -> None:
        """Take away a marker of our own that a later one replaces: the one thing ever removed."""
        ...

    def close(self) -> None:
        """Let go of it."""
        ...


def told_of(error: RemoteFaultError, place: str) -> MachineError:
    """The person's words for a remote's fault: one sentence, one hint; exit 3."""
    told = _TOLD[error.fault](place)
    told.hint += _("本机数据完好，下次同步从断点接着传。")
    return told


_TOLD: Mapping[Fault, Callable[[str], MachineError]] = {
    Fault.AWAY: lambda place: MachineError(
        _("连不上同步位置：{place}").format(place=place),
        _("检查网络、网盘或 U 盘。"),
        code="remote_away",
    ),
    Fault.BUSY: lambda place: MachineError(
        _("同步位置正忙，请稍后再来：{place}").format(place=place),
        _("过几分钟再同步。"),
        code="remote_busy",
    ),
    Fault.FAILING: lambda place: MachineError(
        _("同步位置自己出了故障：{place}").format(place=place),
        _("请管理员查看服务器，常见的是磁盘已满。"),
        code="remote_failing",
    ),
    Fault.DENIED: lambda place: MachineError(
        _("同步位置不认用户名或密码：{place}").format(place=place),
        _("核对 INSPECTOR_REMOTE_USER 和 INSPECTOR_REMOTE_PASSWORD，或系统钥匙串。"),
        code="remote_denied",
    ),
    Fault.ABSENT: lambda place: MachineError(
        _("同步位置不存在：{place}").format(place=place),
        _("检查地址里的文件夹或存储桶。"),
        code="remote_absent",
    ),
    Fault.FULL: lambda place: MachineError(
        _("同步位置已满：{place}").format(place=place),
        _("请管理员扩容。"),
        code="remote_full",
    ),
    Fault.READ_ONLY: lambda place: MachineError(
        _("同步位置只读，写不进去：{place}").format(place=place),
        _("请管理员开放写权限。"),
        code="remote_read_only",
    ),
    Fault.PORTAL: lambda place: MachineError(
        _("网络要求先登录，回答的不是同步位置：{place}").format(place=place),
        _("先在浏览器里登录网络，再同步。"),
        code="remote_portal",
    ),
    Fault.UNTRUSTED: lambda place: MachineError(
        _("同步位置的证书不可信：{place}").format(place=place),
        _("把单位的根证书文件写进 INSPECTOR_REMOTE_CA。"),
        code="remote_untrusted",
    ),
    Fault.PROXY: lambda place: MachineError(
        _("代理服务器不放行：{place}").format(place=place),
        _("把代理的用户名和密码写进 HTTPS_PROXY，或把这台服务器写进 NO_PROXY。"),
        code="remote_proxy",
    ),
    Fault.CLOCK: lambda place: MachineError(
        _("本机的时钟与同步位置相差太多，被拒绝：{place}").format(place=place),
        _("把电脑的日期和时间调准，再同步。"),
        code="remote_clock",
    ),
    Fault.ODD: lambda place: MachineError(
        _("同步位置的回答看不懂：{place}").format(place=place),
        _("检查地址是否写对，或告诉管理员。"),
        code="remote_odd",
    ),
}
"""One row for each fault; built when it is told, so that the person's language holds."""
