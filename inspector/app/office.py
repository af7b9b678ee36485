"""The issuing office (发文单位): its name, number series, contact and assessment month."""

import re
from collections.abc import Iterable, Mapping

import orjson

from inspector.app.photo_subjects import WATERMARK_CAMERAS, watermark_cameras
from inspector.app.pictures import StampLine, stamp_setting
from inspector.app.workspace import Workspace
from inspector.domain.change import Draft, Value
from inspector.domain.errors import InputError
from inspector.domain.ids import master_id
from inspector.store.apply import apply
from inspector.store.derive import derive
from inspector.text import _

_OFFICE = ("name", "short_name", "prefix", "series", "contact", "phone", "address")
_CUTOFF = "month_cutoff_day"
_STAMP = "stamp"
_NO_STAMP = "none"


def parse(pairs: Iterable[str]) -> dict[str, str]:
    """``FIELD=VALUE`` as people write it; InputError for anything else."""
    fields = {}
    for pair in pairs:
        name, equals, value = pair.partition("=")
        if not equals:
            raise InputError(
                _("看不懂：{pair}").format(pair=pair), _("写成 FIELD=VALUE。"), code="usage"
            )
        fields[name.strip()] = value.strip()
    return fields


def read(ws: Workspace) -> dict[str, object]:
    """The office's fields; None where nothing was entered."""
    office = {name: ws.register.office.get(name) for name in _OFFICE}
    stamp = ",".join(one.name.lower() for one in stamp_setting(ws)) or _NO_STAMP
    return {
        **office,
        _CUTOFF: ws.register.district.get(_CUTOFF),
        _STAMP: stamp,
        WATERMARK_CAMERAS: "、".join(watermark_cameras(ws)),
    }


def set_fields(ws: Workspace, fields: Mapping[str, str]) -> dict[str, object]:
    """Change fields of the office; InputError for unknown names and senseless values."""
    known = (*_OFFICE, _CUTOFF, _STAMP, WATERMARK_CAMERAS)
    for name in fields:
        if name not in known:
            raise InputError(
                _("没有这个字段：{name}").format(name=name),
                _("可改：{known}").format(known="、".join(known)),
                code="unknown_field",
            )
    drafts = []
    own: dict[str, Value] = {name: value for name, value in fields.items() if name in _OFFICE}
    settings: dict[str, Value] = {}
    if _STAMP in fields:
        settings[_STAMP] = [*_stamp(fields[_STAMP])]
    if WATERMARK_CAMERAS in fields:
        settings[WATERMARK_CAMERAS] = [*_names(fields[WATERMARK_CAMERAS])]
    if settings:
        own["settings"] = {**orjson.loads(ws.register.office.get("settings") or "{}"), **settings}
    if own:
        drafts.append(Draft("office", master_id("office", "office"), own))
    if _CUTOFF in fields:
        day: dict[str, Value] = {_CUTOFF: _cutoff(fields[_CUTOFF])}
        drafts.append(Draft("district", master_id("district", "district"), day))
    with ws.writing() as tx:
        derive(tx, apply(tx, drafts))
    return read(ws)


def _names(text: str) -> list[Value]:
    """Names between commas or 、; none for an empty text."""
    return [name for one in re.split("[,，、]", text) if (name := one.strip())]


def _stamp(text: str) -> list[Value]:
    """Lines of the stamp, by their code names; ``none`` for no stamp at all."""
    wanted = [one.strip() for one in text.lower().split(",") if one.strip()]
    known = [one.name.lower() for one in StampLine]
    if not wanted or (wanted != [_NO_STAMP] and not set(wanted) <= set(known)):
        raise InputError(
            _("看不懂水印的内容：{text}").format(text=text),
            _("可选：{known}").format(known="、".join([*known, _NO_STAMP])),
            code="bad_stamp",
        )
    return [one for one in known if one in wanted]


def _cutoff(text: str) -> int | None:
    if not text:
        return None
    if not text.isdecimal() or not 1 <= int(text) <= 28:
        raise InputError(
            _("考核月截止日应为 1 到 28：{text}").format(text=text),
            _("留空表示自然月。"),
            code="bad_number",
        )
    return int(text)
