"""What people are called, behind the codes that records hold."""

from inspector.app.workspace import Workspace


def person_name(ws: Workspace, code: str) -> str:
    """The name behind a person's code; the code itself where nobody has it."""
    row = ws.db.execute("select name from person where code = ?", [code]).fetchone()
    return str(row[0]) if row and row[0] else code
