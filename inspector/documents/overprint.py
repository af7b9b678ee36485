"""Overprint (套打): an issued paper for sheets that bear the office's red head already."""

import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from io import BytesIO

import pikepdf

from inspector.documents.archive import seal
from inspector.documents.sheet import MM, RED_HEAD
from inspector.domain.errors import InputError
from inspector.text import _

MOST = 20.0  # millimetres; further a paper would run off its sheet
Drawn = pikepdf.ContentStreamInstruction | pikepdf.ContentStreamInlineImage
_BEGIN, _END = ("BMC", "BDC"), "EMC"


@dataclass(frozen=True, slots=True, kw_only=True)
class Shift:
    """How far the printer has to move a page to meet the printed head, in millimetres."""

    right: float = 0.0
    down: float = 0.0

    def __post_init__(self) -> None:
        if not (abs(self.right) <= MOST and abs(self.down) <= MOST):
            raise InputError(
                _("套打的偏移最多 {most:g} 毫米。").format(most=MOST),
                _("写成“向右,向下”，单位毫米，例如 1.5,-2。"),
                code="overprint",
            )


def overprint(pdf: bytes, shift: Shift, day: date) -> bytes:
    """The same pages without red head and red rules, all of them moved; the file is dated ``day``.

    InputError for a paper of which the head cannot be told from the text.
    """
    with pikepdf.open(BytesIO(pdf)) as paper:
        whole = [pikepdf.parse_content_stream(page) for page in paper.pages]
        kept = [list(_without_head(drawn)) for drawn in whole]
        if [*map(len, kept)] == [*map(len, whole)]:
            raise InputError(
                _("这份文书的红头不能单独去掉。"), _("用普通纸重印，或者重发。"), code="red_head"
            )
        for page, drawn in zip(paper.pages, kept, strict=True):
            page.Contents = paper.make_stream(
                zlib.compress(_moved(drawn, shift)), Filter=pikepdf.Name.FlateDecode
            )
        return seal(paper, day)


def _moved(drawn: list[Drawn], shift: Shift) -> bytes:
    move = f"q 1 0 0 1 {shift.right * MM:.4f} {-shift.down * MM:.4f} cm\n".encode()
    return move + pikepdf.unparse_content_stream(drawn) + b"\nQ"


def _without_head(drawn: Iterable[Drawn]) -> Iterator[Drawn]:
    """What is drawn on a page outside the marks of its red head."""
    inside = 0
    for one in drawn:
        operator = str(one.operator)
        if operator in _BEGIN and (inside or one.operands[0] == f"/{RED_HEAD}"):
            inside += 1
        elif operator == _END and inside:
            inside -= 1
        elif not inside:
            yield one
