"""The issuing office (发文单位): its name, number series, contact and assessment month."""

from collections.abc import Iterable, Mapping

from inspector.app.workspace import Workspace
from inspector.domain.change import Draft, Value
from inspector.domain.errors import InputError
from inspector.domain.ids import master_id
from inspector.store.apply import apply
from inspector.store.derive import derive
from inspector.text import _

_OFFICE = ("name", "short_name", "prefix", "series", "contact", "phone", "address")
_CUTOFF = "month_cutoff_day"


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
    return {**office, _CUTOFF: ws.register.district.get(_CUTOFF)}


def set_fields(ws: Workspace, fields: Mapping[str, str]) -> dict[str, object]:
    """Change fields of the office; InputError for unknown names and senseless values."""
    known = (*_OFFICE, _CUTOFF)
    for name in fields:
        if name not in known:
            raise InputError(
                _("没有这个字段：{name}").format(name=name),
                _("可改：{known}").format(known="、".join(known)),
                code="unknown_field",
            )
    drafts = []
    own: dict[str, Value] = {name: value for name, value in fields.items() if name in _OFFICE}
    if own:
        drafts.append(Draft("office", master_id("office", "office"), own))
    if _CUTOFF in fields:
        day: dict[str, Value] = {_CUTOFF: _cutoff(fields[_CUTOFF])}
        drafts.append(Draft("district", master_id("district", "district"), day))
    with ws.writing() as tx:
        derive(tx, apply(tx, drafts))
    return read(ws)


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
