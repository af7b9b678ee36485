"""A list of rows: one or two lines of marks each, with group heads between them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import overload

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from ui.look import Look
from ui.widgets.marks import GAP, Mark, Text, paint_marks
from ui.widgets.snaps import Snap

Index = QModelIndex | QPersistentModelIndex
SNAP_GAP = 12
BACK = (
    QAbstractItemView.CursorAction.MoveUp,
    QAbstractItemView.CursorAction.MovePageUp,
    QAbstractItemView.CursorAction.MoveEnd,
    QAbstractItemView.CursorAction.MovePrevious,
    QAbstractItemView.CursorAction.MoveLeft,
)
RowRole = Qt.ItemDataRole.UserRole + 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """``left`` and ``right`` on the first line, ``below`` on the second; a head is not chosen.

    ``indented`` sets the second line under the first one's words, past its icon. ``snaps`` are
    photos under both lines; where not all fit, the first and the last ones are shown.
    """

    key: str
    left: tuple[Mark, ...]
    right: tuple[Mark, ...] = ()
    below: tuple[Mark, ...] = ()
    snaps: tuple[Snap, ...] = ()
    indented: bool = False
    height: str = "row"
    head: bool = False

    def words(self) -> str:
        """All the words of the row, for a screen reader."""
        marks = (*self.left, *self.below, *self.right, *self.snaps)
        return " ".join(mark.words for mark in marks if hasattr(mark, "words"))


class RowsOnDemand(Sequence[Row]):
    """Rows that are made when they come into view: a long list shows at once."""

    def __init__(self, keys: Sequence[str], make: Callable[[int], Row]) -> None:
        self._keys, self._make = keys, make
        self._made: dict[int, Row] = {}

    def __len__(self) -> int:
        return len(self._keys)

    @overload
    def __getitem__(self, place: int) -> Row: ...

    @overload
    def __getitem__(self, place: slice) -> Sequence[Row]: ...

    def __getitem__(self, place: int | slice) -> Row | Sequence[Row]:
        if isinstance(place, slice):
            return [self[one] for one in range(*place.indices(len(self)))]
        if place not in self._made:
            self._made[place] = self._make(place)
        return self._made[place]

    def place(self, key: str) -> int | None:
        return self._keys.index(key) if key in self._keys else None


class RowsModel(QAbstractListModel):
    def __init__(self) -> None:
        super().__init__()
        self.rows: Sequence[Row] = ()

    def show_rows(self, rows: Sequence[Row]) -> None:
        self.beginResetModel()
        self.rows = rows if isinstance(rows, RowsOnDemand) else tuple(rows)
        self.endResetModel()

    def place(self, key: str) -> int | None:
        """Where a row that can be chosen stands."""
        if isinstance(self.rows, RowsOnDemand):
            return self.rows.place(key)
        places = (n for n, row in enumerate(self.rows) if row.key == key and not row.head)
        return next(places, None)

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return row.words()
        return row if role == RowRole else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if index.isValid() and self.rows[index.row()].head:
            return Qt.ItemFlag.ItemIsEnabled
        return super().flags(index)


class RowDelegate(QStyledItemDelegate):
    """Paints a row: selection as soft ground and accent edge, a line below."""

    def __init__(self, look: Look, inset: int) -> None:
        super().__init__()
        self._look, self._inset = look, inset

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        row = index.data(RowRole)
        return QSize(80, self._look.px(row.height))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row, look = index.data(RowRole), self._look
        box = QRectF(option.rect)
        state = option.state
        selected = bool(state & QStyle.StateFlag.State_Selected)
        inner = box.adjusted(self._inset, 0, -self._inset, -1)
        if row.head:
            painter.fillRect(box, look.color("sunken"))
        elif selected:
            painter.fillRect(box, look.color("soft"))
            painter.fillRect(QRectF(box.x(), box.y(), 3, box.height()), look.color("accent"))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(box, look.color("hover"))
        if not (row.head or selected):
            line = QRectF(inner.x(), box.bottom() - 1, inner.width(), 1)
            painter.fillRect(line, look.color("line"))
        if row.snaps:
            upper, inner = inner, inner.adjusted(0, 0, 0, look.px("tall_row") - inner.height())
            _paint_snaps(painter, look, upper.adjusted(0, inner.height(), 0, 0), row.snaps)
        if row.below:
            half = inner.height() / 2
            inset = look.px("icon") + GAP if row.indented else 0
            upper = QRectF(inner.x(), inner.y() + 5, inner.width(), half - 4)
            lower = QRectF(inner.x(), inner.y() + half, inner.width(), half - 6)
            paint_marks(painter, look, upper, row.left, row.right)
            paint_marks(painter, look, lower.adjusted(inset, 0, 0, 0), row.below)
        else:
            paint_marks(painter, look, inner, row.left, row.right)


def _paint_snaps(painter: QPainter, look: Look, box: QRectF, snaps: Sequence[Snap]) -> None:
    x = box.x()
    for snap in fitting(snaps, [one.width(look) for one in snaps], box.width()):
        width = snap.width(look)
        snap.paint(painter, look, QRectF(x, box.y(), width, box.height()))
        x += width + SNAP_GAP


def fitting(snaps: Sequence[Snap], widths: Sequence[float], room: float) -> list[Snap]:
    """Those that fit side by side: the first one, and as many of the last as there is room for."""
    left = room - widths[0]
    shown: list[Snap] = []
    for snap, width in zip(reversed(snaps[1:]), reversed(widths[1:]), strict=True):
        left -= width + SNAP_GAP
        if left < 0:
            break
        shown.append(snap)
    return [snaps[0], *reversed(shown)]


UNBOUND = 1 << 20  # pixels; no list that was given a height is as high


class RowList(QListView):
    """A list of rows; ``chosen`` on moving, ``opened`` on Enter, ``ticked`` on Space."""

    chosen = Signal(str)
    opened = Signal(str)
    ticked = Signal(str)

    def __init__(self, look: Look, name: str, *, inset: int = 20) -> None:
        super().__init__()
        self._rows = RowsModel()
        self._delegate = RowDelegate(look, inset)
        self.setModel(self._rows)
        self.setItemDelegate(self._delegate)
        self.setAccessibleName(name)
        self.setObjectName(name)
        self.setMouseTracking(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, on=False)
        self.doubleClicked.connect(self._open)
        look.changed.connect(self._relay)

    @property
    def rows(self) -> Sequence[Row]:
        return self._rows.rows

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show these rows; the row chosen before stays chosen where it is still there."""
        before = self.chosen_key()
        self._rows.show_rows(rows)
        self.choose(before)

    def be_as_high_as(self, most: int, *, at_least: int) -> None:
        """Pixels of all its rows, which it takes where there is room, and of those it must have."""
        self.setMaximumHeight(most)
        self.setMinimumHeight(at_least)
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        if self.maximumHeight() < UNBOUND:
            hint.setHeight(self.maximumHeight())
        return hint

    def choose(self, key: str) -> None:
        place = self._rows.place(key)
        if place is not None:
            self.setCurrentIndex(self._rows.index(place))

    def chosen_key(self) -> str:
        index = self.currentIndex()
        return self._rows.rows[index.row()].key if index.isValid() else ""

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        if current.isValid():
            self.chosen.emit(self._rows.rows[current.row()].key)

    def moveCursor(
        self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        """The cursor passes over the heads of groups: nothing can be done with them."""
        index = super().moveCursor(action, modifiers)
        step = -1 if action in BACK else 1
        while index.isValid() and self._rows.rows[index.row()].head:
            index = self._rows.index(index.row() + step)
        return index if index.isValid() else self.currentIndex()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = self.chosen_key()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and key:
            self.opened.emit(key)
        elif event.key() == Qt.Key.Key_Space and key:
            self.ticked.emit(key)
        elif event.text() and not event.modifiers():
            event.ignore()  # single letters belong to the room, not to Qt's type-ahead
        else:
            super().keyPressEvent(event)

    def _open(self) -> None:
        self.opened.emit(self.chosen_key())

    def _relay(self) -> None:
        self.scheduleDelayedItemsLayout()
        self.viewport().update()


def head(words: str, count: int) -> Row:
    """A group head with its count."""
    return Row(
        key=f"head {words}",
        left=(Text(words=words, role="cap", tone="text2", strong=True),),
        right=(Text(words=str(count), role="cap", tone="text2"),),
        height="quiet_row",
        head=True,
    )
