"""The checkup (体检): what a person should know of this computer, in lines of words."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

from inspector.app.backup import latest_backup
from inspector.app.care_told import CheckLine, Weight
from inspector.app.devices import list_devices
from inspector.app.disk import free_bytes, is_encrypted
from inspector.app.doubts import doubts_of_deeds, doubts_of_register
from inspector.app.photo_check import last_read
from inspector.app.sync_state import standing
from inspector.app.upkeep import Health, health
from inspector.app.workspace import Workspace
from inspector.domain.merge_order import TOLERATED_S, wall_ms
from inspector.domain.moment import local_date
from inspector.store.faults import told
from inspector.store.streams import read_meta
from inspector.text import _

_GIB = 1024**3
_ROOM_TO_ACT, _ROOM_TO_LOOK = 2 * _GIB, 10 * _GIB
_BACKUP_LOOK, _BACKUP_ACT = 3, 8  # days: a week of work is more than anybody types again
_READ_AGAIN = 90  # days between two readings of all originals
_EXCHANGE_LOOK = 7  # days after which the others know too little of us, and we of them


def checkup(ws: Workspace, backups: Path | None = None) -> tuple[CheckLine, ...]:
    """Look at everything there is; ``backups`` is where copies are kept besides the workspace."""
    found = health(ws)
    looks: tuple[Callable[[], CheckLine], ...] = (
        lambda: _backup(ws, backups),
        lambda: _photos(ws, found),
        lambda: _data(found),
        lambda: _disk(ws),
        lambda: _encryption(ws),
        lambda: _clock(ws),
        lambda: _device(ws),
        lambda: _exchange(ws),
    )
    with told():
        return (*(look() for look in looks), *_doubts(ws))


def _line(code: str, title: str, weight: Weight, words: str) -> CheckLine:
    return CheckLine(code=code, title=title, weight=weight, words=words)


def _backup(ws: Workspace, backups: Path | None) -> CheckLine:
    title = _("备份")
    last = latest_backup(ws, backups)
    if last is None:
        words = _("还没有备份。电脑坏了，登记过的都没了")
        return _line("backup", title, Weight.ACT, words)
    days = _days(ws, last.at)
    weight = (
        Weight.ACT if days >= _BACKUP_ACT else Weight.LOOK if days >= _BACKUP_LOOK else Weight.OK
    )
    where = _("只在本机，最好再存一份到别的磁盘") if last.beside else str(last.path.parent)
    return _line("backup", title, weight, f"{_since(ws, last.at)} · {where}")


def _photos(ws: Workspace, found: Health) -> CheckLine:
    title, read = _("照片"), last_read(ws)
    if not found.photos:
        return _line("photos", title, Weight.OK, _("还没有照片"))
    here = _("{n} 张都在本机").format(n=f"{found.photos:,}")
    if found.missing_photos:
        here = _("{n} 张里有 {missing} 张不在本机，可由其他电脑的数据包补齐").format(
            n=f"{found.photos:,}", missing=f"{found.missing_photos:,}"
        )
    weight = Weight.LOOK if found.missing_photos else Weight.OK
    if read is None:
        return _line("photos", title, Weight.LOOK, f"{here} · {_('原件还没有重读过')}")
    at, _checked, broken = read
    if broken:
        words = _("重读于 {when}，{n} 张与登记时不同").format(when=_since(ws, at), n=broken)
        return _line("photos", title, Weight.ACT, words)
    words = _("重读于 {when}，都完好").format(when=_since(ws, at))
    if _days(ws, at) >= _READ_AGAIN:
        weight = Weight.LOOK
    return _line("photos", title, weight, f"{here} · {words}")


def _data(found: Health) -> CheckLine:
    title = _("待决定")
    open_ = [
        text.format(n=number)
        for number, text in (
            (found.conflicts, _("{n} 处冲突等您定")),
            (found.candidates, _("{n} 件疑似重复等认定")),
        )
        if number
    ]
    if not open_:
        return _line("data", title, Weight.OK, _("没有冲突，没有待认定的重复"))
    return _line("data", title, Weight.LOOK, " · ".join(open_))


def _doubts(ws: Workspace) -> Iterator[CheckLine]:
    """What cannot be right in register and deeds."""
    every = tuple(one.words for one in (*doubts_of_register(ws), *doubts_of_deeds(ws)))
    if not every:
        return
    words = (
        every[0] if len(every) == 1 else _("{first} 等 {n} 处").format(first=every[0], n=len(every))
    )
    title = _("存疑资料")
    yield CheckLine(code="doubts", title=title, weight=Weight.LOOK, words=words, details=every)


def _disk(ws: Workspace) -> CheckLine:
    free = free_bytes(ws.folder)
    left = _("余 {n} GB").format(n=f"{free / _GIB:.1f}" if free < 10 * _GIB else free // _GIB)
    if free < _ROOM_TO_ACT:
        words = _("{left}，照片先不收。腾出 2 GB 再导入").format(left=left)
        return _line("disk", _("磁盘空间"), Weight.ACT, words)
    if free < _ROOM_TO_LOOK:
        words = _("{left}，一个月的照片约 2 GB").format(left=left)
        return _line("disk", _("磁盘空间"), Weight.LOOK, words)
    return _line("disk", _("磁盘空间"), Weight.OK, left)


def _encryption(ws: Workspace) -> CheckLine:
    title, encrypted = _("磁盘加密"), is_encrypted(ws.folder)
    if encrypted:
        return _line("encryption", title, Weight.OK, _("已加密，电脑丢了也读不出"))
    how = _("请技术人员打开 BitLocker（Windows）或 LUKS（Linux）")
    if encrypted is None:
        return _line("encryption", title, Weight.LOOK, _("没能确认是否加密。{how}").format(how=how))
    words = _("没有加密，电脑丢了照片和姓名谁都能看。{how}").format(how=how)
    return _line("encryption", title, Weight.LOOK, words)


def _clock(ws: Workspace) -> CheckLine:
    title, now = _("时钟"), ws.now
    heard = [one.last_heard for one in list_devices(ws) if one.last_heard]
    own = int(read_meta(ws.db, "clock") or 0)
    if own:
        heard.append(datetime.fromtimestamp(wall_ms(own) / 1000, now.tzinfo))
    ahead = max((one - now for one in heard), default=timedelta())
    if ahead > timedelta(seconds=TOLERATED_S):
        words = _("比已有的记录慢 {n}，请校准时间").format(n=_span(ahead))
        return _line("clock", title, Weight.ACT, words)
    machine = now.astimezone().utcoffset()
    if machine != now.utcoffset():
        words = _("{now}，本机时区与本区不同，这里一律按本区时间").format(now=f"{now:%H:%M}")
        return _line("clock", title, Weight.LOOK, words)
    words = _("{now}，与已有的记录一致").format(now=f"{now:%m-%d %H:%M}")
    return _line("clock", title, Weight.OK, words)


def _device(ws: Workspace) -> CheckLine:
    title, own = _("本机"), next(iter(list_devices(ws)), None)
    if own is None:
        return _line("device", title, Weight.LOOK, _("还没有自己的密钥，第一次登记时生成"))
    said = _("{name} {code} · 口令 {spoken}").format(
        name=own.device, code=own.code, spoken=own.spoken
    )
    if own.state == "revoked":
        words = _("{said} · 已被撤销，别的电脑不再收它的数据").format(said=said)
        return _line("device", title, Weight.ACT, words)
    seat = f" · {_('占编号席位')}" if own.seat else ""
    return _line("device", title, Weight.OK, said + seat)


def _exchange(ws: Workspace) -> CheckLine:
    title, known = _("交换"), ws.known_until
    synced = standing(ws)
    if synced and synced.failure:
        words = _("上次同步没有完成：{failure}").format(failure=synced.failure)
        return _line("exchange", title, Weight.ACT, words)
    others = len(list_devices(ws)) - 1
    if known is None:
        return _line("exchange", title, Weight.OK, _("还没有与别的电脑交换过"))
    known = known.astimezone(ws.register.zone)
    words = _("已知截至 {when} · 别的电脑 {n} 台").format(when=_since(ws, known), n=others)
    weight = Weight.LOOK if _days(ws, known) >= _EXCHANGE_LOOK else Weight.OK
    return _line("exchange", title, weight, words)


def _days(ws: Workspace, at: datetime) -> int:
    zone = ws.register.zone
    return (local_date(ws.now, zone) - local_date(at, zone)).days


def _since(ws: Workspace, at: datetime) -> str:
    days = _days(ws, at)
    if days <= 0:
        return _("今天 {time}").format(time=f"{at:%H:%M}")
    return _("{day}（{n} 天前）").format(day=f"{at:%m-%d %H:%M}", n=days)


def _span(length: timedelta) -> str:
    minutes = int(length.total_seconds() // 60)
    if minutes < 120:
        return _("{n} 分钟").format(n=minutes)
    if minutes < 48 * 60:
        return _("{n} 小时").format(n=minutes // 60)
    return _("{n} 天").format(n=minutes // 60 // 24)
