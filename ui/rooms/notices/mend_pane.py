"""The place under the checks where a fault is mended."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit

from inspector.text import _
from ui.look import Look
from ui.widgets.asking import ask_photos
from ui.widgets.buttons import DeedButton
from ui.widgets.marks import Icon, Text
from ui.widgets.pane import MarkLine, Pane, Words
from ui.widgets.rows import Row, RowList

if TYPE_CHECKING:
    from ui.notice_told import Check
    from ui.papers_office import Spare

_ROWS = 3  # spares in view; the nearest stands first
_FILE = "file"


class MendPane(Pane):
    """Hidden until a fault is opened; Enter takes the first proposal."""

    photo_taken = Signal(str)
    contact_taken = Signal(str)
    closed = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__(look, edges="t")
        self._look = look
        self._head = MarkLine(look, height="quiet_row")
        self._spares = RowList(look, _("可换的照片"))
        self._contact = QLineEdit()
        self._contact.setAccessibleName(_("联系人和电话"))
        self._contact.setPlaceholderText(_("联系人和电话，中间空一格"))
        self._hint = Words(look, "", role="cap", tone="text2", wrap=True)
        self._close = DeedButton(look, _("不换"), key="Esc", height="control")
        self._take = DeedButton(look, _("换上"), key="Enter", kind="outlined", height="control")
        above = Pane(look, margins=(20, 8, 16, 0))
        above.add(self._head)
        field = Pane(look, margins=(20, 4, 16, 0), spacing=4)
        field.add(self._contact, self._hint)
        deeds = Pane(look, across=True, margins=(20, 8, 16, 12), spacing=8)
        deeds.add(0, self._close, self._take)
        self.add(above, self._spares, field, deeds)
        self._spares.opened.connect(self._take_spare)
        self._contact.returnPressed.connect(self._take_contact)
        self._take.clicked.connect(self._take_shown)
        self._close.clicked.connect(self.closed)
        self.hide()

    def show_spares(self, check: Check, spares: Sequence[Spare]) -> None:
        lacked = check.mend == "first_photo"
        take, leave = (_("补上"), _("不补")) if lacked else (_("换上"), _("不换"))
        self._open(check, take, leave, photo=True)
        self._hint.say(
            _("先排时间最近、还没有登记用过的") if spares else _("没有时间相近的照片，选一个文件")
        )
        rows = [_row(one) for one in spares]
        rows.append(
            Row(
                key=_FILE,
                left=(Icon(name="folder-input"), Text(words=_("选一个文件"), tone="accent")),
            )
        )
        self._spares.show_rows(rows)
        self._spares.choose(rows[0].key)
        height = sum(self._look.px(row.height) for row in rows[:_ROWS])
        self._spares.setFixedHeight(height + 2)
        self._spares.setFocus()

    def show_contact(self, check: Check, words: str) -> None:
        self._open(check, _("补上"), _("不补"), photo=False)
        self._hint.say(_("每份通知书都写，改一次就够"))
        self._contact.setText(words)
        self._contact.setFocus()
        self._contact.end(False)

    def choose_file(self) -> None:
        """Ask for a photo; the dialog does not block the window."""
        ask_photos(
            self, _("选一张照片"), lambda paths: self.photo_taken.emit(str(paths[0])), many=False
        )

    def _open(self, check: Check, take: str, leave: str, *, photo: bool) -> None:
        self._head.show_marks(
            (
                Text(words=check.cure, strong=True),
                Text(words=check.issue or check.words, role="cap", tone="text2", elastic=True),
            )
        )
        self._take.name(take)
        self._close.name(leave)
        self._spares.setVisible(photo)
        self._contact.setVisible(not photo)
        self.show()

    def _take_shown(self) -> None:
        if self._spares.isVisible():
            self._take_spare(self._spares.chosen_key())
        else:
            self._take_contact()

    def _take_spare(self, photo: str) -> None:
        if photo == _FILE:
            self.choose_file()
        else:
            self.photo_taken.emit(photo)

    def _take_contact(self) -> None:
        self.contact_taken.emit(self._contact.text())


def _row(one: Spare) -> Row:
    return Row(
        key=one.photo,
        left=(Icon(name="image"), Text(words=one.name, strong=True, elastic=True)),
        right=(Text(words=one.words, role="cap", tone="text2"),),
    )
