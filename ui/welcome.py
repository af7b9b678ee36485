"""The first thing somebody new sees: four ways to begin, each by one key."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractButton,
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QSizePolicy,
    QVBoxLayout,
)

from inspector.domain.errors import InspectorError
from inspector.text import _
from ui.beginning import (
    OPEN,
    Making,
    Way,
    free_place,
    usual_home,
    ways,
    words_for,
    workspace_in,
)
from ui.fault_words import hint_here
from ui.look import Look
from ui.widgets.asking import BUNDLES, settle
from ui.widgets.buttons import DeedButton
from ui.widgets.marks import Icon, Key, Text, paint_marks
from ui.widgets.pane import Words

WIDE = 560
OTHER_LANGUAGE = 2  # what the dialog ends with where it is to come again in the other language


class WayButton(QAbstractButton):
    """A way to begin: its icon and name, what it is about below, its key at the right."""

    def __init__(self, look: Look, way: Way, key: str) -> None:
        super().__init__()
        self._look, self._way, self._key = look, way, key
        self.setText(way.words)
        self.setAccessibleName(way.words)
        self.setAccessibleDescription(way.about)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(WIDE, self._look.px("row") + self._look.px("quiet_row"))

    def paintEvent(self, _event: QPaintEvent) -> None:
        look = self._look
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if not self.isEnabled():
            painter.setOpacity(0.45)
        line = look.px("ring") if self.hasFocus() else look.px("control_line")
        box = QRectF(self.rect()).adjusted(line / 2, line / 2, -line / 2, -line / 2)
        painter.setPen(QPen(look.color("accent" if self.hasFocus() else "edge"), line))
        painter.setBrush(look.color("hover" if self.underMouse() else "surface"))
        painter.drawRoundedRect(box, 6, 6)
        left, half = 14.0, self.height() / 2
        icon = look.px("icon")
        paint_marks(
            painter,
            look,
            QRectF(left, 0, icon, self.height()),
            (Icon(name=self._way.icon, tone="accent"),),
        )
        beside = left + icon + 12
        name = QRectF(beside, 6, self.width() - beside - 14, half - 6)
        about = QRectF(beside, half, self.width() - beside - 14, half - 8)
        words = Text(words=self._way.words, strong=True)
        paint_marks(painter, look, name, (words,), (Key(words=self._key),))
        told = Text(words=self._way.about, role="cap", tone="text2")
        paint_marks(painter, look, about, (told,))


class Welcome(QDialog):
    """Ends accepted with ``workspace``, rejected without one, or to speak the other language."""

    def __init__(self, look: Look, language: str, missing: str = "") -> None:
        """``missing``: the workspace of the last sitting, where it is no longer there."""
        super().__init__()
        look.clothe(self)
        self._look, self._language = look, language
        self._home = usual_home()
        self._making = Making()
        self._way, self._folder, self._seconds = ways()[0], self._home, 0
        self._clock = QTimer(self)
        self.workspace: Path | None = None
        self.setWindowTitle(_("点位督查"))
        self._head = Words(look, _("从哪里开始"), role="h2")
        other = "English" if language != "en" else "中文"
        self.other = DeedButton(look, other, kind="quiet")
        self._said = Words(look, "", tone="text2", wrap=True)
        self._ways = [
            WayButton(look, way, str(number)) for number, way in enumerate(ways(), start=1)
        ]
        self._where = Words(look, "", role="cap", tone="text2", elided=True)
        self._elsewhere = DeedButton(look, _("换个位置"), kind="link")
        self._stop = DeedButton(look, _("取消"), key="Esc")
        self._stop.hide()
        self._lay_out()
        self._connect()
        self._show_home()
        if missing:
            self._said.say(_("上次的工作区不在了：{folder}").format(folder=missing), "warn")
        else:
            self._said.say(_("数据都在这台电脑上，不联网也能用。以后可以在设置里换工作区。"))
        self._ways[0].setFocus()

    def take(self, way: Way) -> None:
        """Go that way: ask for what it begins with, then make it or open it."""
        if self._making.runs:
            return
        if way.code == OPEN:
            self._ask_folder(_("选择工作区文件夹"), self.open_folder)
        elif way.takes:
            asked = QFileDialog(self, way.words, "", way.takes)
            settle(asked, BUNDLES)
            asked.setFileMode(QFileDialog.FileMode.ExistingFile)
            asked.fileSelected.connect(lambda file: self.make(way, Path(file)))
            asked.open()
        else:
            self.make(way, None)

    def make(self, way: Way, source: Path | None) -> None:
        """Found a workspace that way in a folder of its own; nothing that is there is touched."""
        folder = free_place(self._home, way)
        try:
            folder.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            self._say_fault(str(error), _("换一个位置"))
            return
        self._way, self._folder, self._seconds = way, folder, 0
        self._be_busy(busy=True)
        self._count()
        self._making.start(words_for(way, source, folder, self._language))

    def open_folder(self, folder: Path) -> None:
        """A workspace that is there; what is none is named, and the ways stay."""
        found = workspace_in(folder)
        if found is None:
            self._say_fault(
                _("这个文件夹不是工作区：{folder}").format(folder=folder),
                _("选含有 inspector.db 的文件夹，或从下面另选一种方法。"),
            )
            return
        self._end(found)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Digits go a way, Enter the one with the focus; Esc calls off what runs, then leaves."""
        key = event.text()
        focused = self.focusWidget()
        if key.isdigit() and 1 <= int(key) <= len(self._ways):
            self._ways[int(key) - 1].click()
        elif event.key() == Qt.Key.Key_Escape and self._making.runs:
            self.call_off()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if isinstance(focused, QAbstractButton):
                focused.click()
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.focusNextPrevChild(event.key() == Qt.Key.Key_Down)
        else:
            super().keyPressEvent(event)

    def call_off(self) -> None:
        self._clear_away()
        self._said.say(_("已取消，没有建工作区"), "text2")
        self._be_busy(busy=False)

    def reject(self) -> None:
        if self._making.runs:
            self._clear_away()
        super().reject()

    def paintEvent(self, _event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), self._look.color("surface"))

    def _lay_out(self) -> None:
        rows = QVBoxLayout(self)
        rows.setContentsMargins(28, 24, 28, 20)
        rows.setSpacing(8)
        head, foot = QHBoxLayout(), QHBoxLayout()
        head.addWidget(self._head, 1)
        head.addWidget(self.other)
        self._said.setFixedWidth(WIDE)
        rows.addLayout(head)
        rows.addWidget(self._said)
        rows.addSpacing(8)
        for one in self._ways:
            rows.addWidget(one)
        rows.addSpacing(8)
        foot.addWidget(self._where, 1)
        foot.addWidget(self._elsewhere)
        foot.addWidget(self._stop)
        rows.addLayout(foot)

    def _connect(self) -> None:
        for button, way in zip(self._ways, ways(), strict=True):
            button.clicked.connect(partial(self.take, way))
        self.other.clicked.connect(partial(self.done, OTHER_LANGUAGE))
        self._elsewhere.clicked.connect(
            partial(self._ask_folder, _("新工作区放在哪里"), self._move)
        )
        self._clock.timeout.connect(self._count)
        self._stop.clicked.connect(self.call_off)
        self._making.made.connect(self._end)
        self._making.failed.connect(self._tell_fault)

    def _ask_folder(self, words: str, take: Callable[[Path], None], _checked: bool = False) -> None:
        asked = QFileDialog(self, words)
        settle(asked, BUNDLES)
        asked.setFileMode(QFileDialog.FileMode.Directory)
        asked.setOption(QFileDialog.Option.ShowDirsOnly)
        asked.fileSelected.connect(lambda folder: take(Path(folder)))
        asked.open()

    def _move(self, folder: Path) -> None:
        self._home = folder
        self._show_home()

    def _show_home(self) -> None:
        self._where.say(_("新建的放在：{folder}").format(folder=self._home))

    def _count(self) -> None:
        """What runs, and for how long: something moves while somebody waits."""
        self._said.say(
            _("{what} · 已 {n} 秒").format(what=self._way.busy, n=self._seconds), "text2"
        )
        self._seconds += 1

    def _clear_away(self) -> None:
        """End what runs with what it left half made: the folder was not there when it began."""
        self._making.stop()
        shutil.rmtree(self._folder, ignore_errors=True)

    def _be_busy(self, *, busy: bool) -> None:
        for one in (*self._ways, self.other):
            one.setEnabled(not busy)
        self._elsewhere.setVisible(not busy)
        self._stop.setVisible(busy)
        if busy:
            self._clock.start(1000)
            self._stop.setFocus()
        else:
            self._clock.stop()
            self._ways[ways().index(self._way)].setFocus()

    def _tell_fault(self, error: InspectorError) -> None:
        self._be_busy(busy=False)
        self._say_fault(error.message, hint_here(error))

    def _say_fault(self, message: str, hint: str) -> None:
        self._said.say(f"{message}\n{hint}".strip(), "danger")
        QTimer.singleShot(0, self.adjustSize)

    def _end(self, workspace: Path) -> None:
        self.workspace = workspace
        self.accept()
