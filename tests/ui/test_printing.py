"""What goes to the printer are the pages of the papers, in the range the person chose."""

from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtPrintSupport import QPrinter

from tests.ui.fake_office import a_pdf
from ui.calling_off import Cancelled
from ui.tasks import Report
from ui.widgets.printing import put_on


def a_printer(out: Path) -> QPrinter:
    printer = QPrinter(QPrinter.PrinterMode.ScreenResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(out))
    printer.setFullPage(True)
    return printer


def test_every_page_of_every_paper_is_printed(qapp: object, tmp_path: Path) -> None:
    out, steps = tmp_path / "out.pdf", []
    pages = put_on(
        a_printer(out), (a_pdf(2), a_pdf(1)), lambda now, total: steps.append((now, total))
    )
    assert pages == len(pypdfium2.PdfDocument(out)) == 3
    assert steps == [(0, 3), (1, 3), (2, 3), (3, 3)]


def test_only_the_range_the_person_chose_is_printed(qapp: object, tmp_path: Path) -> None:
    out = tmp_path / "out.pdf"
    printer = a_printer(out)
    printer.setFromTo(2, 3)
    assert put_on(printer, (a_pdf(2), a_pdf(2)), lambda _now, _total: None) == 2
    assert len(pypdfium2.PdfDocument(out)) == 2


def test_the_red_rule_of_the_paper_is_on_the_print(qapp: object, tmp_path: Path) -> None:
    out = tmp_path / "out.pdf"
    put_on(a_printer(out), (a_pdf(1),), lambda _now, _total: None)
    picture = pypdfium2.PdfDocument(out)[0].render().to_pil().convert("RGB")
    ruled = [
        y
        for y in range(picture.height)
        if (lambda r, g, b: r > g + 60 and r > b + 60)(*picture.getpixel((picture.width // 2, y)))
    ]
    # the rule stands 680 of 842 points above the foot
    assert ruled
    assert abs(ruled[0] / picture.height - (842 - 680) / 842) < 0.02


def test_printing_that_is_called_off_prints_nothing_more(qapp: object, tmp_path: Path) -> None:
    report = Report(lambda _now, _total: None)
    report.cancelled = True
    with pytest.raises(Cancelled):
        put_on(a_printer(tmp_path / "out.pdf"), (a_pdf(2),), report)
