"""Who sits at this computer (经办人): the name that stands on what is recorded here."""

from inspector.app import check
from inspector.app.care_told import PersonTold
from inspector.app.workspace import Workspace
from inspector.domain.errors import InputError
from inspector.store.faults import told
from inspector.store.streams import read_meta, write_meta
from inspector.text import _


def people(ws: Workspace) -> tuple[PersonTold, ...]:
    """Everybody of the register who is still there, by code."""
    with told():
        rows = ws.db.execute(
            "select code, coalesce(name, code), coalesce(device, '') from person "
            "where code is not null and active is not 0 order by code"
        ).fetchall()
    return tuple(PersonTold(code=code, name=name, device=device) for code, name, device in rows)


def person_name(ws: Workspace, code: str) -> str:
    """The name behind a person's code; the code itself where nobody has it."""
    row = ws.db.execute("select name from person where code = ?", [code]).fetchone()
    return str(row[0]) if row and row[0] else code


def sit_down(ws: Workspace, code: str) -> None:
    """From now on what is recorded here bears this person; InputError for nobody we know."""
    known = {one.code for one in people(ws)}
    if code not in known:
        raise InputError(
            _("没有这个人员：{code}").format(code=check.line(code)),
            _("先在基础资料里添加，再选。"),
            code="unknown_person",
        )
    with ws.writing() as tx:
        write_meta(tx.db, "person", code)
    ws.person = code


def look_again(ws: Workspace) -> None:
    """Take over who sits here now: another thread may have heard of it."""
    ws.person = read_meta(ws.db, "person") or ""
