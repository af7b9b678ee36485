"""The register of papers in columns: number, unit, kind, state, and the day of each step."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from unicodedata import east_asian_width

from inspector.app.notice_register import NoticeLine
from inspector.domain.notice import kind_named
from inspector.text import _

_APART = "  "


def registered(lines: Sequence[NoticeLine]) -> Iterator[str]:
    """A head and a line for each paper; nothing for an empty register."""
    if not lines:
        return
    head = (
        _("文号"),
        _("单位"),
        _("文种"),
        _("状态"),
        _("落款"),
        _("送审"),
        _("签发"),
        _("送达"),
        _("签收"),
    )
    rows = [head, *(_cells(one) for one in lines)]
    widths = [max(map(_width, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = (
            text + " " * (width - _width(text)) for text, width in zip(row, widths, strict=True)
        )
        yield _APART.join(cells).rstrip()


def _cells(one: NoticeLine) -> tuple[str, ...]:
    return (
        one.number or "—",
        one.unit,
        kind_named(one.kind).value,
        _(one.stands.value),
        one.issued_on or "—",
        _day(one.submitted_at),
        _day(one.approved_at),
        _day(one.delivered_at),
        _day(one.signed_at),
    )


def _day(moment: datetime | None) -> str:
    return f"{moment:%m-%d}" if moment else "—"


def _width(text: str) -> int:
    """Columns of a terminal: a Han sign takes two."""
    return sum(2 if east_asian_width(sign) in "WFA" else 1 for sign in text)
