"""Papers bound for the printer stay what they are, page by page."""

from collections.abc import Sequence
from datetime import date
from io import BytesIO

import pikepdf
import pypdfium2

from inspector.documents.binding import Leaf, bind
from inspector.documents.notice import notice_pdf
from inspector.documents.paper import NoticePaper, Printed
from tests.documents.papers import a_notice, a_problem

DAY = date(2026, 11, 18)


def papers() -> list[NoticePaper]:
    """Of differing length: an odd and an even number of pages both occur."""
    return [
        a_notice(number=f"青城考〔2026〕{37 + n}号", items=tuple(a_problem(k) for k in range(1, m)))
        for n, m in enumerate((2, 7, 4, 12))
    ]


def bound(leaves: Sequence[Leaf]) -> Printed:
    return bind(iter(leaves), title="整改通知书", author="考核办", day=DAY)


def leaves_of(papers: Sequence[NoticePaper]) -> list[Leaf]:
    return [
        Leaf(bookmark=f"{one.number} {one.unit.name}", pdf=notice_pdf(one).pdf) for one in papers
    ]


def drawn(page: pikepdf.Page) -> bytes:
    content = page.Contents
    parts = content if isinstance(content, pikepdf.Array) else [content]
    return b"\n".join(part.read_bytes() for part in parts)


def test_every_page_is_drawn_as_it_was_issued() -> None:
    leaves = leaves_of(papers())
    issued = [drawn(page) for leaf in leaves for page in pikepdf.open(BytesIO(leaf.pdf)).pages]
    with pikepdf.open(BytesIO(bound(leaves).pdf)) as file:
        assert [drawn(page) for page in file.pages if drawn(page)] == issued


def test_pictures_and_letters_come_out_the_same_dots() -> None:
    leaves = leaves_of(papers())
    whole = pypdfium2.PdfDocument(bound(leaves).pdf)
    place = 0
    for leaf in leaves:
        place += place % 2
        for page in pypdfium2.PdfDocument(leaf.pdf):
            before = page.render(scale=0.5).to_pil()
            assert before == whole[place].render(scale=0.5).to_pil()
            place += 1
    assert place == len(whole)


def test_each_paper_has_its_bookmark_and_begins_on_a_front() -> None:
    leaves = leaves_of(papers())
    with pikepdf.open(BytesIO(bound(leaves).pdf)) as file, file.open_outline() as outline:
        order = [page.objgen for page in file.pages]
        begins = [order.index(one.destination[0].objgen) for one in outline.root]
        assert [one.title for one in outline.root] == [leaf.bookmark for leaf in leaves]
    assert begins[0] == 0
    assert all(page % 2 == 0 for page in begins)
    assert len({leaf.pdf for leaf in leaves}) == len(leaves)


def test_an_empty_page_is_as_large_as_the_one_before_it() -> None:
    with pikepdf.open(BytesIO(bound(leaves_of(papers())).pdf)) as file:
        sizes = [tuple(float(edge) for edge in page.mediabox) for page in file.pages]
        empty = [place for place, page in enumerate(file.pages) if not drawn(page)]
        assert empty
        assert all(sizes[place] == sizes[place - 1] for place in empty)


def test_one_paper_gets_no_empty_page() -> None:
    (leaf,) = leaves_of(papers()[:1])
    assert bound([leaf]).pages == len(pypdfium2.PdfDocument(leaf.pdf))


def test_the_file_is_for_the_archive_too_and_the_same_every_time() -> None:
    leaves = leaves_of(papers())
    first = bound(leaves)
    assert first.pdf == bound(leaves).pdf
    with pikepdf.open(BytesIO(first.pdf)) as file:
        xmp = bytes(file.Root.Metadata.read_bytes()).decode()
        assert "<pdfaid:part>2</pdfaid:part>" in xmp
        assert str(file.docinfo.Title) == "整改通知书"
        assert file.pdf_version == "1.4"


def test_it_takes_no_more_room_than_the_papers_together() -> None:
    leaves = leaves_of(papers())
    assert len(bound(leaves).pdf) <= sum(len(leaf.pdf) for leaf in leaves)
