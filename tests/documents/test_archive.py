"""The archived file says what it is and stays inside the limits of PDF/A."""

from datetime import date
from io import BytesIO

import pikepdf

from inspector.documents.notice import notice_pdf
from tests.documents.papers import a_notice


def archived() -> pikepdf.Pdf:
    return pikepdf.open(BytesIO(notice_pdf(a_notice()).pdf))


def test_the_file_declares_pdf_a_2b_with_a_colour_profile() -> None:
    with archived() as file:
        xmp = bytes(file.Root.Metadata.read_bytes()).decode()
        (intent,) = file.Root.OutputIntents

        assert "<pdfaid:part>2</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance>" in xmp
        assert intent.S == "/GTS_PDFA1"
        assert intent.DestOutputProfile.N == 3
        assert file.pdf_version == "1.4"


def test_title_and_language_are_told_alike_everywhere() -> None:
    with archived() as file:
        title = "关于限期整改新桥湾街道城市管理问题的通知"
        assert str(file.docinfo.Title) == title
        assert title in bytes(file.Root.Metadata.read_bytes()).decode()
        assert str(file.Root.Lang) == "zh-CN"


def test_the_paper_is_dated_by_its_own_day_not_by_the_clock() -> None:
    with archived() as file:
        assert str(file.docinfo.CreationDate).startswith(f"D:{date(2026, 11, 18):%Y%m%d}")


def test_nothing_on_the_page_is_transparent_or_runs() -> None:
    with archived() as file:
        for thing in file.objects:
            if isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
                assert not {"/SMask", "/JS", "/AA", "/OpenAction"} & set(thing.keys())
