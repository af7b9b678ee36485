"""One photo over the whole window: seen near, marked, and put away with Esc."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from inspector.domain.errors import InspectorError
from inspector.text import _
from ui.look import Look
from ui.marking import PhotoMarking
from ui.marking_office import MarkingOffice, PhotoMark
from ui.tasks import Runner
from ui.widgets.buttons import DeedButton
from ui.widgets.mark_tools import MarkTools
from ui.widgets.marked_picture import MarkedPicture
from ui.widgets.pane import Pane, Words


class PhotoDesk(Pane):
    """Lies over ``window`` while a photo is looked at; the focus goes back where it was."""

    faulted = Signal(object)
    closed = Signal()

    def __init__(
        self, look: Look, marking: Callable[[], MarkingOffice], runner: Runner, window: QWidget
    ) -> None:
        super().__init__(look)
        self.setParent(window)
        look.clothe(self)
        self.setAutoFillBackground(True)
        self._photos: tuple[Path, ...] = ()
        self._place = 0
        self._came_from: QWidget | None = None
        self._picture = MarkedPicture(
            look, runner, _("照片"), fetch=lambda original: marking().bare_photo(original)
        )
        self._marking = PhotoMarking(self, marking, runner)
        self._told = Words(look, "", role="body")
        self._before = DeedButton(look, _("上一张"), icon="chevron-left", key="PgUp", kind="tool")
        self._after = DeedButton(look, _("下一张"), icon="chevron-right", key="PgDn", kind="tool")
        away = DeedButton(look, _("收起"), icon="x", key="Esc")
        bar = Pane(look, edges="b", across=True, margins=(16, 8, 16, 8), spacing=8)
        bar.add(
            self._told, 8, self._before, self._after, 8, MarkTools(look, self._picture), 0, away
        )
        self.add(bar, self._picture)
        self.rows.setStretch(1, 1)
        self._before.clicked.connect(lambda: self._step(-1))
        self._after.clicked.connect(lambda: self._step(1))
        away.clicked.connect(self.put_away)
        self._picture.drawn.connect(self._marking.draw)
        self._picture.taken_off.connect(self._marking.take_off)
        self._picture.undone.connect(self._marking.undo)
        window.installEventFilter(self)
        self.hide()

    def look_at(self, photos: Sequence[Path], place: int = 0) -> None:
        """Show one of ``photos``; PgUp and PgDn go through them."""
        self._photos, self._came_from = tuple(photos), self.window().focusWidget()
        self._fit()
        self._show(place)
        self.show()
        self.raise_()
        self._picture.setFocus()

    def put_away(self) -> None:
        self.hide()
        self._picture.show_photo(None)
        self._marking.show_photo(None)
        if self._came_from is not None:
            self._came_from.setFocus()
        self.closed.emit()

    def show_marks_on(self, original: Path, marks: Sequence[PhotoMark]) -> None:
        del original  # the one that is shown
        self._picture.show_marks(marks)

    def show_fault(self, error: InspectorError) -> None:
        self.faulted.emit(error)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and watched is self.parent():
            self._fit()
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}
        key = Qt.Key(event.key())
        if key == Qt.Key.Key_Escape:
            self.put_away()
        elif key in steps:
            self._step(steps[key])
        else:
            event.accept()  # what lies beneath is not meant

    def _step(self, by: int) -> None:
        if self._photos:
            self._show(min(max(self._place + by, 0), len(self._photos) - 1))

    def _show(self, place: int) -> None:
        self._place = place
        photo = self._photos[place]
        self._picture.show_photo(photo)
        self._marking.show_photo(photo)
        several = len(self._photos) > 1
        self._before.setVisible(several)
        self._after.setVisible(several)
        place_words = _("第 {n} 张，共 {total} 张").format(n=place + 1, total=len(self._photos))
        self._told.say(place_words if several else _("照片"))

    def _fit(self) -> None:
        parent = self.parentWidget()
        if parent is not None:
            self.setGeometry(parent.rect())
