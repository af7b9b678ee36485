"""What is odd about a photo, in words with the two values compared; no score and no verdict."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from inspector.photos.exif import Flag, Metadata, TimeSource
from inspector.photos.times import CHINA
from inspector.text import _

_EDITORS = re.compile(
    r"photoshop|lightroom|gimp|paint\.net|snapseed|picsart|vsco|meitu|pixelmator|affinity|acdsee"
    r"|美图|醒图|水印|watermark|marki|今日相机|元道|画图|ps express",
    re.IGNORECASE,
)
_CHAT_SIDES = frozenset({1280, 1440, 1920})  # pixels of the longer side chat programs send
_EDIT_AFTER = timedelta(seconds=60)
_CLOCK_OFF = timedelta(minutes=5)
_GPS_OLD = timedelta(minutes=10)
_FAR = 150.0  # metres beyond the GPS error
_THUMB_DIFFERS = 20  # of 64 bits


@dataclass(frozen=True, slots=True, kw_only=True)
class Sign:
    """``code`` is T1 to T11; ``found`` and ``against`` are the two values as shown to a person."""

    code: str
    words: str
    found: str
    against: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """A photo with what it is compared to; a value not known is None and raises no sign.

    ``metres`` to the point assigned; ``usual_models`` the inspector's own devices;
    ``approved_software`` watermark cameras the office allows; ``thumb_bits`` the distance of the
    embedded thumbnail's hash; ``zone`` is assumed where the photo tells no offset.
    """

    metadata: Metadata
    name: str
    width: int = 0
    height: int = 0
    flags: tuple[Flag, ...] = ()
    format: str = ""
    taken_in_at: datetime | None = None
    task_made_at: datetime | None = None
    metres: float | None = None
    thumb_bits: int | None = None
    usual_models: frozenset[str] = frozenset()
    approved_software: frozenset[str] = frozenset()
    zone: timedelta = CHINA


@dataclass(frozen=True, slots=True, kw_only=True)
class SignLine:
    """One line for a batch: the sign's code, its words, the photos that show it."""

    code: str
    words: str
    names: tuple[str, ...]


def odd_signs(subject: Subject) -> tuple[Sign, ...]:
    """Every sign the photo shows, by code. None shown proves nothing: EXIF is freely editable."""
    raised = (look(subject) for look in _LOOKS)
    return tuple(sign for sign in raised if sign is not None)


def gather_signs(subjects: Iterable[Subject]) -> list[SignLine]:
    """The signs of a batch, one line for each code, most photos first; resends are one line.

    A photo without shooting data shows that sign alone: its size says the same again.
    """
    shown: dict[str, tuple[str, list[str]]] = {}
    for subject in subjects:
        signs = odd_signs(subject)
        bare = [sign for sign in signs if sign.code == "T7"]
        for sign in bare or signs:
            shown.setdefault(sign.code, (sign.words, []))[1].append(subject.name)
    lines = [
        SignLine(code=code, words=_batch_words(code, words, len(names)), names=tuple(names))
        for code, (words, names) in shown.items()
    ]
    return sorted(lines, key=lambda line: (-len(line.names), int(line.code[1:])))


def _batch_words(code: str, words: str, count: int) -> str:
    if code == "T7":
        return _("{n} 张为微信等转发，无拍摄信息").format(n=count)
    return _("{n} 张：{words}").format(n=count, words=words)


def _future_or_too_old(subject: Subject) -> Sign | None:
    taken = _camera_moment(subject)
    if taken is None:
        return None
    if subject.taken_in_at is not None and taken > subject.taken_in_at:
        words = _("拍摄时间晚于导入时间")
        return Sign(code="T1", words=words, found=_show(taken), against=_show(subject.taken_in_at))
    if subject.task_made_at is not None and taken < subject.task_made_at:
        words = _("拍摄时间早于本次任务")
        return Sign(code="T1", words=words, found=_show(taken), against=_show(subject.task_made_at))
    return None


def _clock_against_gps(subject: Subject) -> Sign | None:
    error = subject.metadata.clock_error
    if error is None or abs(error) <= _CLOCK_OFF or subject.metadata.gps_utc is None:
        return None
    words = _("相机时间与卫星时间不符")
    taken, gps = subject.metadata.taken_at, subject.metadata.gps_utc + subject.zone
    return Sign(code="T2", words=words, found=_show(taken), against=_show(gps))


def _changed_later(subject: Subject) -> Sign | None:
    taken, changed = subject.metadata.taken_at, subject.metadata.modified_at
    if taken is None or changed is None or changed - taken <= _EDIT_AFTER:
        return None
    if subject.metadata.time_source not in (TimeSource.EXIF, TimeSource.EXIF_GPS):
        return None
    words = _("拍摄后又被修改保存")
    return Sign(code="T3", words=words, found=_show(changed), against=_show(taken))


def _edited_by(subject: Subject) -> Sign | None:
    software = subject.metadata.software or ""
    if not _EDITORS.search(software) or any(ok in software for ok in subject.approved_software):
        return None
    words = _("经图片处理软件保存")
    return Sign(code="T4", words=words, found=software, against=subject.metadata.model or "")


def _far_from_point(subject: Subject) -> Sign | None:
    if subject.metres is None:
        return None
    allowed = _FAR + (subject.metadata.h_pos_error or 0.0)
    if subject.metres <= allowed:
        return None
    words = _("拍摄位置离点位过远")
    return Sign(code="T5", words=words, found=_metres(subject.metres), against=_metres(allowed))


def _place_unusable(subject: Subject) -> Sign | None:
    raw = dict(subject.metadata.raw)
    where = f"{raw.get('GPS GPSLatitude', '')} {raw.get('GPS GPSLongitude', '')}".strip()
    if Flag.GPS_NO_FIX in subject.flags or Flag.GPS_NO_FIX in subject.metadata.flags:
        return Sign(code="T6", words=_("位置为 0,0，未真正定位"), found=where, against="0, 0")
    if Flag.GPS_IMPOSSIBLE in subject.metadata.flags:
        words = _("经纬度超出可能范围")
        return Sign(code="T6", words=words, found=where, against=_("纬度 ±90，经度 ±180"))
    taken, gps = _camera_moment(subject), subject.metadata.gps_utc
    if taken is not None and gps is not None and taken - gps > _GPS_OLD:
        words = _("位置是拍摄前很久测得的")
        return Sign(code="T6", words=words, found=_show(gps + subject.zone), against=_show(taken))
    return None


def _no_exif(subject: Subject) -> Sign | None:
    if Flag.NO_EXIF not in subject.metadata.flags:
        return None
    words = _("无拍摄信息（多为微信等转发）")
    return Sign(code="T7", words=words, found=_("无"), against=_("相机、时间、位置"))


def _thumb_differs(subject: Subject) -> Sign | None:
    if subject.thumb_bits is None or subject.thumb_bits <= _THUMB_DIFFERS:
        return None
    words = _("内嵌缩略图与画面不一致")
    found = _("相差 {n} 位").format(n=subject.thumb_bits)
    return Sign(code="T8", words=words, found=found, against=_("≤ {n} 位").format(n=_THUMB_DIFFERS))


def _strange_device(subject: Subject) -> Sign | None:
    model = subject.metadata.model
    if not model or not subject.usual_models or model in subject.usual_models:
        return None
    usual = "、".join(sorted(subject.usual_models))
    return Sign(code="T9", words=_("不是本人常用设备拍摄"), found=model, against=usual)


def _chat_size(subject: Subject) -> Sign | None:
    side = max(subject.width, subject.height)
    if side not in _CHAT_SIDES or subject.metadata.model:
        return None
    found = f"{subject.width} × {subject.height}"
    against = "、".join(map(str, sorted(_CHAT_SIDES)))
    return Sign(code="T10", words=_("尺寸与聊天软件压缩图相同"), found=found, against=against)


def _wrong_extension(subject: Subject) -> Sign | None:
    if Flag.EXTENSION_DIFFERS not in subject.flags:
        return None
    return Sign(code="T11", words=_("扩展名与内容不符"), found=subject.name, against=subject.format)


_LOOKS: Sequence[Callable[[Subject], Sign | None]] = (
    _future_or_too_old,
    _clock_against_gps,
    _changed_later,
    _edited_by,
    _far_from_point,
    _place_unusable,
    _no_exif,
    _thumb_differs,
    _strange_device,
    _chat_size,
    _wrong_extension,
)


def _camera_moment(subject: Subject) -> datetime | None:
    """The instant the camera itself tells, also an implausible one; None from name or GPS."""
    metadata = subject.metadata
    if metadata.time_source not in (TimeSource.EXIF, TimeSource.EXIF_GPS):
        return None
    return metadata.told_moment(subject.zone)


def _show(moment: datetime | None) -> str:
    return f"{moment:%Y-%m-%d %H:%M:%S}" if moment else ""


def _metres(number: float) -> str:
    return _("{n} 米").format(n=round(number))
