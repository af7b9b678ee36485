"""What a command prints: one JSON document, or lines for people; faults on stderr."""

import dataclasses
import json
import sys
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from pathlib import Path

import click

from inspector.domain.errors import InspectorError


def plain(value: object) -> object:
    """A value as JSON has it: amounts as strings, moments with offset, enums by name."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        fields = dataclasses.fields(value)
        return {field.name: plain(getattr(value, field.name)) for field in fields}
    if isinstance(value, Enum):
        return value.name.lower()
    if isinstance(value, datetime):
        return value.isoformat(timespec="seconds")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal | Path):
        return str(value)
    if isinstance(value, Mapping):
        return {str(key): plain(one) for key, one in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [plain(one) for one in value]
    return value


def show(value: object, lines: Iterable[str], *, as_json: bool) -> None:
    """Print a command's answer once."""
    if as_json:
        click.echo(json.dumps(plain(value), ensure_ascii=False))
        return
    for line in lines:
        click.echo(line)


def show_fault(error: InspectorError, *, as_json: bool) -> None:
    """One sentence and one hint on stderr."""
    if as_json:
        told = {"code": error.code, "message": error.message, "hint": error.hint}
        click.echo(json.dumps({"error": told}, ensure_ascii=False), err=True)
        return
    click.echo(error.message, err=True)
    if error.hint:
        click.echo(error.hint, err=True)


def progress(done: int, total: int) -> None:
    """How far a long job is, on one line of stderr, where somebody watches it."""
    if sys.stderr.isatty():
        click.echo(f"\r{done * 100 // max(total, 1)}%", err=True, nl=done >= total)
