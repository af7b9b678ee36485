"""Taking back what was done a moment ago: void, ruling, correction, term, reply, dispute."""

from collections.abc import Mapping, Sequence

from inspector.app import amend, assess, check, rectify
from inspector.app.told import Amendment
from inspector.app.workspace import Workspace
from inspector.domain.change import Draft, Value
from inspector.store.apply import apply
from inspector.store.derive import derive
from inspector.text import _

_SUBJECT: Mapping[str, Mapping[str, Value]] = {
    "void": {"subject": None},
    "ruling": {"finding": None, "same_as": None},
}


def void(ws: Workspace, name: str, why: str) -> Amendment:
    """As :func:`inspector.app.amend.void`."""
    return _last_deed(ws, amend.void(ws, name, why).finding, "void", "subject")


def rule(ws: Workspace, name: str, same_as: str, why: str = "") -> Amendment:
    """As :func:`inspector.app.amend.rule`."""
    return _last_deed(ws, amend.rule(ws, name, same_as, why).finding, "ruling", "finding")


def correct(ws: Workspace, name: str, fields: Mapping[str, str], why: str) -> Amendment:
    """As :func:`inspector.app.amend.edit`."""
    finding = check.known_finding(ws, name)
    names = [*amend.checked(ws, fields)]
    listed = ", ".join(f'"{one}"' for one in names)
    row = ws.db.execute(f"select {listed} from finding where id = ?", [finding]).fetchone()
    amend.edit(ws, finding, fields, why)
    return Amendment(finding=finding, entity="finding", before=dict(zip(names, row, strict=True)))


def give_time(
    ws: Workspace, name: str, kind: str, until: str, why: str, day: str = ""
) -> Amendment:
    """More time (``extend``), or put off until a day (``defer``) or without one (``park``)."""
    if kind == "extend":
        return _deed(rectify.extend(ws, name, until, why, at=day))
    park = kind == "park"
    return _deed(rectify.defer(ws, name, why, until=until or None, park=park, at=day))


def reply(ws: Workspace, name: str, measures: str, done: str, photos: Sequence[str]) -> Amendment:
    """As :func:`inspector.app.rectify.reply`."""
    return _deed(rectify.reply(ws, name, measures, done=done, photos=photos))


def dispute(ws: Workspace, name: str, kind: str, why: str, day: str = "") -> Amendment:
    """As :func:`inspector.app.assess.dispute`; taken back it is a withdrawn one."""
    standing = assess.dispute(ws, name, kind, why, at=day)
    return Amendment(finding=standing.issue, entity="dispute")


def _deed(standing: rectify.Standing) -> Amendment:
    return Amendment(finding=standing.issue, entity="deed", row=standing.deed or "")


def unsay(ws: Workspace, done: Amendment) -> None:
    """The finding as it was before; what was written stays on record.

    :raises InputError: a notice names it meanwhile.
    """
    if done.entity == "finding":
        amend.put_back(ws, done.finding, done.before, _("撤销更正"))
    elif done.entity == "deed":
        rectify.take_back(ws, done.row, _("撤销"))
    elif done.entity == "dispute":
        assess.decide(ws, done.finding, "withdrawn", reason=_("撤销"))
    else:
        with ws.writing() as tx:
            derive(tx, apply(tx, [Draft(done.entity, done.row, _SUBJECT[done.entity])]))


def _last_deed(ws: Workspace, finding: str, entity: str, column: str) -> Amendment:
    row = ws.db.execute(
        f"select id from {entity} where {column} = ? order by at desc, id desc limit 1", [finding]
    ).fetchone()
    return Amendment(finding=finding, entity=entity, row=row[0])
