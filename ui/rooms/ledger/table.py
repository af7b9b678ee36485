"""The table of issues on the screen: rows of marks, columns that follow the type."""

from collections.abc import Sequence

from PySide6.QtCore import (
    QItemSelection,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from inspector.domain.issue import State
from inspector.text import _
from ui.look import Look
from ui.rooms.ledger.model import HEADS, LedgerModel, MarksRole
from ui.widgets.marks import Chip, Glyph, Mark, Text, paint_marks, width_of

Index = QModelIndex | QPersistentModelIndex
INSET = 20
SHARES = (0.64, 0.36)
LEAST_FOR_LABELS = 720
GAP = 16  # between columns


class CellDelegate(QStyledItemDelegate):
    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(40, self._look.px("row"))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        look = self._look
        box = QRectF(option.rect)
        state = option.state
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(box, look.color("soft"))
            if index.column() == 0:
                painter.fillRect(QRectF(box.x(), box.y(), 3, box.height()), look.color("accent"))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(box, look.color("hover"))
        painter.fillRect(QRectF(box.x(), box.bottom() - 1, box.width(), 1), look.color("line"))
        left = INSET if index.column() == 0 else 0
        paint_marks(painter, look, box.adjusted(left, 0, -8, -1), index.data(MarksRole))


class HeadRow(QHeaderView):
    """Column heads in quiet type with a line below."""

    def __init__(self, look: Look) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._look = look
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setMinimumSectionSize(0)
        self.setAccessibleName(_("列名"))

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self._look.px("quiet_row"))

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        look = self._look
        painter.fillRect(rect, look.color("surface"))
        painter.fillRect(rect.x(), rect.bottom(), rect.width(), 1, look.color("line"))
        left = INSET if section == 0 else 0
        mark = Text(words=HEADS[section], role="cap", tone="text3")
        paint_marks(painter, look, QRectF(rect).adjusted(left, 0, 0, 0), (mark,))


class IssueTable(QTableView):
    """Whole rows only; ``chosen`` is the row the person stands on, ``marked`` the selected runs."""

    chosen = Signal(int)
    marked = Signal(object)
    menu_wanted = Signal(QPoint)  # where on the screen
    scrolled = Signal(int, int)

    def __init__(self, look: Look, model: LedgerModel) -> None:
        super().__init__()
        self._look = look
        self._delegate = CellDelegate(look)
        self._head = HeadRow(look)
        self.setHorizontalHeader(self._head)
        self.setModel(model)
        self.setItemDelegate(self._delegate)
        self.setAccessibleName(_("问题列表"))
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, on=False)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalScrollBar().valueChanged.connect(self._tell_range)
        model.modelReset.connect(self._tell_range)
        look.changed.connect(self._dress)
        self._dress()

    def stand_on(self, row: int) -> None:
        if 0 <= row < self.model().rowCount():
            self.setCurrentIndex(self.model().index(row, 0))

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        if current.isValid():
            self.chosen.emit(current.row())

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        """Told as runs of rows, first and last: a million selected rows are one run."""
        super().selectionChanged(selected, deselected)
        runs = self.selectionModel().selection()
        found = (runs.at(number) for number in range(runs.count()))
        self.marked.emit([(run.top(), run.bottom()) for run in found])

    def unmark(self) -> None:
        """Only the row one stands on stays selected."""
        self.stand_on(self.currentIndex().row())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        here = self.currentIndex().row()
        if event.key() == Qt.Key.Key_J:
            self.stand_on(here + 1)
        elif event.key() == Qt.Key.Key_K:
            self.stand_on(here - 1)
        elif event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            super().keyPressEvent(event)  # Shift with Home, End and arrows selects
        elif event.key() == Qt.Key.Key_Home:
            self.stand_on(0)
        elif event.key() == Qt.Key.Key_End:
            self.stand_on(self.model().rowCount() - 1)
        elif event.text().isprintable() and event.text():
            event.ignore()  # single letters belong to the room
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The menu of the row under the pointer; by key, of the row one stands on."""
        if event.reason() is not QContextMenuEvent.Reason.Mouse:
            self.ask_menu()
            return
        row = self.rowAt(event.pos().y())
        if row < 0:
            return
        if not self.selectionModel().isRowSelected(row, QModelIndex()):
            self.stand_on(row)
        self.menu_wanted.emit(event.globalPos())

    def ask_menu(self) -> None:
        """The menu of the row one stands on, below it."""
        here = self.currentIndex()
        if here.isValid():
            box = self.visualRect(here.siblingAtColumn(1))
            self.menu_wanted.emit(self.viewport().mapToGlobal(box.bottomLeft()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_width()
        self._tell_range()

    def _dress(self) -> None:
        self.verticalHeader().setDefaultSectionSize(self._look.px("row"))
        self._share_width()
        self.viewport().update()

    def _share_width(self) -> None:
        width = self.viewport().width()
        fixed = [self._widest(cells) for cells in _usual_cells()]
        fixed[0] += INSET
        # the label is the first to yield where the pane is narrow
        if width < LEAST_FOR_LABELS * self._look.px("body") / 13:
            fixed[5] = 0
        rest = max(0, width - sum(fixed))
        fixed[1], fixed[2] = round(rest * SHARES[0]), round(rest * SHARES[1])
        for column, pixels in enumerate(fixed):
            self.setColumnHidden(column, pixels == 0)
            self.setColumnWidth(column, pixels)

    def _widest(self, cells: Sequence[tuple[Mark, ...]]) -> int:
        """Room for the widest of these in pixels, and a gap to what stands beside it."""
        return round(max((width_of(one, self._look) for one in cells), default=-GAP)) + GAP

    def _tell_range(self) -> None:
        first = self.rowAt(0)
        last = self.rowAt(self.viewport().height() - 1)
        count = self.model().rowCount()
        self.scrolled.emit(max(first, 0) + 1 if count else 0, last + 1 if last >= 0 else count)


def _usual_cells() -> tuple[Sequence[tuple[Mark, ...]], ...]:
    """The widest that columns usually hold in the language that is spoken.

    The second and third share what is left.
    """
    states = [(Glyph(state=one.name.lower()), Text(words=_(one.value))) for one in State]
    deadlines = [Text(words=words) for words in (_("缓至 {day}").format(day="12-31"), _("未送达"))]
    today = Text(words=_("今天 {time}").format(time="14:08"), role="cap")
    return (
        states,
        (),
        (),
        (*((one,) for one in deadlines), (Chip(kind="late", words=_("逾 {n} 天").format(n=12)),)),
        ((today,), (Text(words="11-20 14:08", role="cap"),)),
        ((Text(words="K7QF-12345", role="cap"),),),
    )
