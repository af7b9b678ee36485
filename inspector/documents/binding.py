"""Issued papers bound into one file for the printer: their very pages, a bookmark for each."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from io import BytesIO

import pikepdf

from inspector.documents.archive import seal
from inspector.documents.paper import Printed
from inspector.documents.sheet import MADE_WITH


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaf:
    """A paper as it was issued, and the bookmark that leads to it."""

    bookmark: str
    pdf: bytes


def bind(leaves: Iterable[Leaf], *, title: str, author: str, day: date) -> Printed:
    """One PDF/A file of all pages, dated ``day``; nothing on a page is drawn anew.

    Printed on both sides, each paper begins on a sheet of its own: an empty page goes before a
    paper that would begin on a back. The papers are taken one by one, so that ``leaves`` may tell
    how far it is.
    """
    with pikepdf.new() as bound:
        bookmarks = []
        for leaf in leaves:
            with pikepdf.open(BytesIO(leaf.pdf)) as paper:
                if len(bound.pages) % 2:
                    _turn(bound)
                bookmarks.append(pikepdf.OutlineItem(leaf.bookmark, len(bound.pages)))
                bound.pages.extend(paper.pages)
        with bound.open_outline() as outline:
            outline.root.extend(bookmarks)
        bound.Root.PageMode = pikepdf.Name.UseOutlines
        bound.docinfo["/Title"] = title
        bound.docinfo["/Author"] = author
        bound.docinfo["/Creator"] = MADE_WITH
        return Printed(pdf=seal(bound, day), pages=len(bound.pages))


def _turn(bound: pikepdf.Pdf) -> None:
    """An empty back, as large as the front before it."""
    left, bottom, right, top = (float(edge) for edge in bound.pages[-1].mediabox)
    bound.add_blank_page(page_size=(right - left, top - bottom))
