"""Printing through the system: its dialog does not block, pages are drawn behind the window."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from inspector.domain.errors import InspectorError, MachineError
from inspector.text import _
from ui.tasks import Report, Runner
from ui.widgets.paper import count_pages, draw_page

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

PRINTED_WIDTH = 2480  # pixels: A4 at 300 dpi


class Press(QObject):
    """Asks the system for a printer and puts papers on it, one run at a time."""

    def __init__(self, parent: QWidget, runner: Runner) -> None:
        super().__init__(parent)
        self._over, self._runner = parent, runner
        self._running: Report | None = None

    def print_papers(
        self,
        papers: Sequence[bytes],
        *,
        done: Callable[[int], None],
        failed: Callable[[InspectorError], None],
        progress: Callable[[int, int], None],
        stopped: Callable[[], None],
    ) -> None:
        """Open the system's dialog; ``done`` hears how many pages went out."""
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter

        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setFullPage(True)
        dialog = QPrintDialog(printer, self._over)
        dialog.setWindowModality(Qt.WindowModality.WindowModal)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

        def over(tell: Callable[..., None], *told: object) -> None:
            self._running = None
            tell(*told)

        def start() -> None:
            self._running = self._runner.carry_out(
                partial(put_on, printer, tuple(papers)),
                partial(over, done),
                partial(over, failed),
                progress,
                partial(over, stopped),
            )

        dialog.accepted.connect(start)
        dialog.show()

    def call_off(self) -> bool:
        """Stop what is being printed; false where nothing is."""
        if self._running is None:
            return False
        self._running.cancelled = True
        return True


def put_on(printer: QPrinter, papers: Sequence[bytes], report: Callable[[int, int], None]) -> int:
    """Draw every page of the papers in the range the person chose; how many they were.

    :raises MachineError: the printer does not take anything.
    """
    pages = [(paper, number) for paper in papers for number in range(count_pages(paper))]
    if printer.fromPage():
        pages = pages[printer.fromPage() - 1 : printer.toPage()]
    painter = QPainter()
    if not painter.begin(printer):
        raise MachineError(_("打印机没有响应"), _("看它是否开着、有没有纸，再打印一次。"))
    try:
        for place, (paper, number) in enumerate(pages):
            report(place, len(pages))
            if place:
                printer.newPage()
            _number, _count, image = draw_page(paper, number, PRINTED_WIDTH)
            room = QRectF(painter.viewport())
            size = image.size().scaled(room.size().toSize(), Qt.AspectRatioMode.KeepAspectRatio)
            painter.drawImage(QRectF(0, 0, size.width(), size.height()), image)
    except BaseException:
        printer.abort()
        raise
    finally:
        painter.end()
    report(len(pages), len(pages))
    return len(pages)
