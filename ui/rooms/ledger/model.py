"""The ledger as a table: pages come when they are looked at, “…” stands in until then."""

from collections import OrderedDict
from collections.abc import Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal

from inspector.text import _
from ui.rooms.ledger.presenter import PAGE
from ui.rooms.ledger.rows import LedgerRow
from ui.widgets.marks import Chip, Glyph, Mark, Text

Index = QModelIndex | QPersistentModelIndex
MarksRole = Qt.ItemDataRole.UserRole + 1
KEPT_PAGES = 40
HEADS = (_("状态"), _("问题"), _("点位 · 位置"), _("期限"), _("发现 ↓"), _("编号"))


class LedgerModel(QAbstractTableModel):
    """Knows how many rows there are and a few pages of them; asks for the rest by ``needed``."""

    needed = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._total = 0
        self._pages: OrderedDict[int, tuple[LedgerRow, ...]] = OrderedDict()

    def show_total(self, total: int) -> None:
        self.beginResetModel()
        self._total = total
        self._pages.clear()
        self.endResetModel()

    def show_page(self, page: int, rows: Sequence[LedgerRow]) -> None:
        if not rows:
            return
        self._pages[page] = tuple(rows)
        while len(self._pages) > KEPT_PAGES:
            self._pages.popitem(last=False)
        last = min((page + 1) * PAGE, self._total) - 1
        self.dataChanged.emit(self.index(page * PAGE, 0), self.index(last, len(HEADS) - 1))

    def row(self, number: int) -> LedgerRow | None:
        page, place = divmod(number, PAGE)
        rows = self._pages.get(page)
        if rows is None:
            self.needed.emit(page)
            return None
        return rows[place] if place < len(rows) else None

    def known_row(self, issue: str) -> int:
        """The row of an issue among the pages at hand, -1 if it is not there."""
        for page, rows in self._pages.items():
            for place, row in enumerate(rows):
                if row.issue == issue:
                    return page * PAGE + place
        return -1

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else self._total

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(HEADS)

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return HEADS[section]
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or role not in (
            Qt.ItemDataRole.DisplayRole,
            Qt.ItemDataRole.AccessibleTextRole,
            Qt.ItemDataRole.ToolTipRole,
            MarksRole,
        ):
            return None
        row = self.row(index.row())
        if role == MarksRole:
            return marks_of(row, index.column())
        if row is None:
            return "…"
        return words_of(row)[index.column()]


def words_of(row: LedgerRow) -> tuple[str, ...]:
    """The cells in plain words, for the screen reader and for copying."""
    flags = " ".join(words for _kind, words in row.flags)
    return (
        row.state,
        f"{row.title} {flags}".strip(),
        f"{row.place} {row.spot}".strip(),
        row.late or row.deadline,
        row.found,
        row.label,
    )


def marks_of(row: LedgerRow | None, column: int) -> tuple[Mark, ...]:
    """What a cell shows; a row still on its way shows “…”."""
    if row is None:
        return (Text(words="…", tone="text3"),) if column == 1 else ()
    struck = row.tone == "void"
    cells: tuple[tuple[Mark, ...], ...] = (
        (Glyph(state=row.tone), Text(words=row.state, tone="text2")),
        (
            Text(words=row.title, strong=True, elastic=True, struck=struck),
            *(Chip(kind=kind, words=words) for kind, words in row.flags),
        ),
        (Text(words=row.place), Text(words=row.spot, role="cap", tone="text3", elastic=True)),
        (Chip(kind="late", words=row.late),)
        if row.late
        else (Text(words=row.deadline, tone="text2"),),
        (Text(words=row.found, role="cap", tone="text2"),),
        (Text(words=row.label, role="cap", tone="text3"),),
    )
    return cells[column]
