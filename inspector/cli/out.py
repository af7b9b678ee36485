"""What a command prints: one JSON document, or lines for people; faults on stderr."""

import dataclasses
import json
import sys
import time
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from pathlib import Path

import click

from inspector.domain.errors import InspectorError
from inspector.text import _


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


def progress(clock: Callable[[], float] = time.monotonic) -> Callable[[int, int], None]:
    """Tells how far a long job is, on one line of stderr, where somebody watches it.

    What is left is told in seconds, as fast as it went so far.
    """
    begun = clock()

    def tell(done: int, total: int) -> None:
        if not sys.stderr.isatty():
            return
        words = f"{done * 100 // max(total, 1)}%"
        if 0 < done < total:
            left = (clock() - begun) * (total - done) / done
            words = _("{share}，约剩 {seconds:.0f} 秒").format(share=words, seconds=left)
        click.echo(f"\r{words:<24}", err=True, nl=done >= total)

    return tell
