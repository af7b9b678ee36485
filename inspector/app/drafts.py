"""Drafts (草稿): what a person was typing outlives the window and the power."""

from dataclasses import dataclass
from datetime import datetime

from inspector.app.workspace import Workspace
from inspector.domain.moment import from_stored
from inspector.store.drafts import read_draft, write_draft
from inspector.store.faults import told


@dataclass(frozen=True, slots=True, kw_only=True)
class Left:
    """A draft as it was left; ``body`` is the form's own writing, ``at`` the district's clock."""

    body: str
    at: datetime


def keep(ws: Workspace, name: str, body: str) -> None:
    """Keep what is being typed in the form ``name``; durable when this returns.

    :raises MachineError: another program holds the workspace, or the disk is full.
    """
    with ws.writing() as tx:
        write_draft(tx, name, body)


def drop(ws: Workspace, name: str) -> None:
    """Forget the draft of a form: it was recorded, or the person wants it no more."""
    if left(ws, name) is not None:
        keep(ws, name, "")


def left(ws: Workspace, name: str) -> Left | None:
    """The draft a form was left with."""
    with told():
        kept = read_draft(ws.db, name)
    if kept is None:
        return None
    at, body = kept
    return Left(body=body, at=from_stored(at).astimezone(ws.register.zone))
