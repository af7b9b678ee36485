"""数据汇总 on the screen: a place to drop files, what they would change, who is known."""

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import QMimeData, QRectF, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDropEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QStackedWidget, QWidget

from inspector.domain.errors import InspectorError
from inspector.text import _
from ui.dropped import files_in, files_of, is_folder
from ui.look import Look
from ui.main_window import KeyHint, Room
from ui.merge_told import ConflictLine, DeviceLine, MergeReport
from ui.office import Office
from ui.rooms.merge.conflict_pane import MOST_CARDS, ConflictPane
from ui.rooms.merge.presenter import MergePresenter
from ui.rooms.merge.rows import column_heads, device_of, row_of, sums
from ui.rooms.merge.sync_pane import SyncPane
from ui.rooms.merge.sync_setup import SyncSetupPane
from ui.rooms.merge.syncing import SyncPresenter
from ui.sync_office import SyncLine, SyncSetup
from ui.tasks import Runner
from ui.widgets.asking import BUNDLES, settle, where_to_lay
from ui.widgets.buttons import DeedButton
from ui.widgets.empty import EmptyState
from ui.widgets.keys import on_keys
from ui.widgets.marks import Icon, Text
from ui.widgets.pane import MarkLine, Pane, Words
from ui.widgets.rows import RowList

SIDE_WIDTH = 292
BUNDLE = ".db"


class DropZone(Pane):
    """A dashed frame to drop bundles on."""

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(self._look.color("border"), self._look.px("control_line"))
        pen.setDashPattern([4, 3])
        painter.setPen(pen)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 8, 8)


class MergeRoom(Room):
    """数据汇总."""

    merged = Signal(str, str)
    synced = Signal()
    faulted = Signal(object)

    keys = (
        KeyHint(key="Ctrl+O", words=_("选文件")),
        KeyHint(key="1 2", words=_("选值")),
        KeyHint(key="Enter", words=_("定下")),
        KeyHint(key="Ctrl+Enter", words=_("汇入")),
        KeyHint(key="Esc", words=_("撤下文件")),
        KeyHint(key="Ctrl+H", words=_("发还全部数据")),
        KeyHint(key="Ctrl+U", words=_("同步")),
        KeyHint(key="Ctrl+Z", words=_("整批撤销")),
    )

    def __init__(
        self, look: Look, office: Office, runner: Runner, now: Callable[[], datetime]
    ) -> None:
        super().__init__()
        self._look, self._now = look, now
        self._files = RowList(look, _("数据包"))
        self._head = MarkLine(look, height="check_row")
        self._sums = MarkLine(look, height="check_row")
        self._notes = Words(look, "", role="cap", tone="warn", wrap=True)
        self._devices = RowList(look, _("电脑"))
        self._devices_head = MarkLine(look, height="check_row")
        self._nothing = EmptyState(
            look, "git-merge", _("把各台电脑带来的数据包拖到上面。先后不限，重复放也无妨")
        )
        self._conflict = ConflictPane(look, now)
        self._list = QStackedWidget()
        self._list.addWidget(self._files)
        self._list.addWidget(self._nothing)
        self._sync, self._setup = SyncPane(look, now), SyncSetupPane(look)
        self._pages = QStackedWidget()
        self._choose = DeedButton(look, _("选文件"), icon="folder-input", key="Ctrl+O")
        self._merge = DeedButton(
            look,
            _("汇入"),
            icon="git-merge",
            key="Ctrl+Enter",
            kind="filled",
            height="main_deed",
            spread=True,
        )
        self._back = DeedButton(
            look,
            _("发还全部数据"),
            icon="download",
            key="Ctrl+H",
            height="control",
            spread=True,
        )
        self.setAcceptDrops(True)
        self._lay_out()
        self.presenter = MergePresenter(self, office, runner)
        self.syncing = SyncPresenter(self, office, runner)
        self._connect()
        self._connect_sync()
        self.show_ready(0)

    def enter(self) -> None:
        self.told.emit(_("收进来，看清楚，汇一遍"))
        self.presenter.refresh()
        self.syncing.refresh()
        self._files.setFocus()

    def show_report(self, report: MergeReport | None, words: str) -> None:
        name = _("预演") if report is None or not report.batch else _("汇入结果")
        quiet = Text(words=words, tone="text3", elastic=True)
        heads = column_heads() if report and report.files else ()
        self._head.show_marks((Text(words=name, role="h3", strong=True), quiet), heads)
        self._list.setCurrentIndex(0 if report and report.files else 1)
        self._files.show_rows([row_of(one) for one in report.files] if report else [])
        self._sums.show_marks(sums(report) if report else ())
        self._notes.say("\n".join(report.notes) if report else "")
        self._notes_pane.setVisible(bool(report and report.notes))

    def show_progress(self, words: str, percent: int) -> None:
        told = Text(words=f"{words} {percent}%", tone="text2", elastic=True)
        self._head.show_marks((Text(words=_("预演"), role="h3", strong=True), told))

    def show_ready(self, count: int) -> None:
        self._merge.name(_("汇入 {n} 个").format(n=count) if count else _("汇入"))
        self._merge.setEnabled(count > 0)

    def show_devices(self, devices: Sequence[DeviceLine]) -> None:
        self._devices_head.show_marks(
            (
                Text(words=_("谁还欠什么"), role="h3", strong=True),
                Text(words=_("{n} 台").format(n=len(devices)), tone="text3"),
            )
        )
        self._devices.show_rows([device_of(one) for one in devices])

    def show_conflict(
        self, conflict: ConflictLine | None, place: int, total: int, chosen: int
    ) -> None:
        self._conflict.show_conflict(conflict, place, total, chosen)

    def show_sync(self, line: SyncLine | None, result: str, doubt: str) -> None:
        self._sync.show_sync(line, result, doubt)

    def show_syncing(self, words: str) -> None:
        self._sync.show_syncing(words)

    def show_synced(self, words: str) -> None:
        self.saved.emit(words.partition("\n")[0])
        self.synced.emit()
        self.presenter.refresh()

    def show_setup(self, setup: SyncSetup) -> None:
        self._pages.setCurrentIndex(1)
        self._setup.show_setup(setup)

    def leave_setup(self) -> None:
        self._pages.setCurrentIndex(0)
        self._files.setFocus()

    @property
    def to_read(self) -> QWidget:
        """Where what a merge left to decide begins: nothing may lie upon it."""
        return self._notes_pane if self._notes_pane.isVisible() else self._sums_pane

    def show_merged(self, words: str, batch: str) -> None:
        self.merged.emit(words, batch)

    def show_saved(self, words: str) -> None:
        self.saved.emit(words)

    def show_fault(self, error: InspectorError) -> None:
        self.faulted.emit(error)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if bundles_in(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        self.presenter.take_in(bundles_in(event.mimeData()))

    def choose_files(self) -> None:
        """Ask for bundles; the dialog does not block the window."""
        dialog = QFileDialog(self, _("选数据包"))
        settle(dialog, BUNDLES)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.setNameFilter(_("数据包 ({suffixes})").format(suffixes=f"*{BUNDLE}"))
        dialog.filesSelected.connect(self._take_files)
        dialog.open()

    def choose_place(self) -> None:
        """Ask where the file that goes back to the laptops shall lie."""
        name = _("发还-{day}").format(day=f"{self._now():%Y%m%d}") + BUNDLE
        where_to_lay(self, _("发还全部数据"), BUNDLES, name, self.presenter.hand_back).open()

    def _take_files(self, names: list[str]) -> None:
        self.presenter.take_in([Path(name) for name in names])

    def _lay_out(self) -> None:
        look = self._look
        zone = DropZone(look, across=True, margins=(16, 6, 12, 6), spacing=8)
        zone.add(
            MarkLine(
                look,
                (
                    Icon(name="hard-drive-upload", tone="accent", size=20),
                    Text(words=_("把数据包拖到这里"), strong=True),
                    Text(words=_("可一次放多个，先后不限"), role="cap", tone="text2", elastic=True),
                ),
                height="bar_control",
            ),
            self._choose,
        )
        zone.rows.setStretch(0, 1)
        above = Pane(look, margins=(20, 12, 20, 4))
        above.add(zone)
        head = Pane(look, edges="b", margins=(20, 0, 20, 0))
        head.add(self._head)
        self._notes_pane = Pane(look, edges="t", margins=(20, 8, 20, 8))
        self._notes_pane.add(self._notes)
        self._notes_pane.hide()
        self._sums_pane = Pane(look, edges="t", margins=(20, 0, 20, 0))
        self._sums_pane.add(self._sums)
        left = Pane(look)
        left.add(above, head, self._list, self._notes_pane, self._sums_pane, self._conflict)
        left.rows.setStretch(2, 1)
        side = Pane(look, edges="l")
        side.setFixedWidth(SIDE_WIDTH)
        side_head = Pane(look, edges="b", margins=(20, 0, 16, 0))
        side_head.add(self._devices_head)
        deeds = Pane(look, edges="t", margins=(16, 12, 16, 12), spacing=8)
        note = Words(
            look, _("汇入前自动备份，随时可整批撤销"), role="cap", tone="text2", elided=True
        )
        deeds.add(note, self._merge, self._back)
        side.add(side_head, self._devices, self._sync, deeds)
        self._devices.setMinimumHeight(look.px("row"))
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        self._pages.addWidget(left)
        self._pages.addWidget(self._setup)
        whole.addWidget(self._pages, 1)
        whole.addWidget(side)

    def _connect_sync(self) -> None:
        self._sync.asked.connect(self.syncing.sync)
        self._sync.confirmed.connect(self.syncing.confirm)
        self._sync.called_off.connect(self.syncing.call_off)
        self._sync.setting.connect(self.syncing.set_up)
        self._setup.kept.connect(self.syncing.keep)
        self._setup.left.connect(self.leave_setup)

    def _step_out(self) -> None:
        """Esc: out of the settings, else the files off the table, which stops what runs."""
        if self._pages.currentWidget() is self._setup:
            self.leave_setup()
        else:
            self.presenter.forget()

    def _connect(self) -> None:
        self._choose.clicked.connect(self.choose_files)
        self._merge.clicked.connect(self.presenter.merge)
        self._back.clicked.connect(self.choose_place)
        deciding = self.presenter.deciding
        self._conflict.chosen.connect(deciding.choose)
        self._conflict.taken.connect(deciding.take)
        self._conflict.written.connect(deciding.write)
        self._conflict.kept.connect(deciding.keep_all)
        numbers = [
            (str(number), partial(deciding.choose, number - 1))
            for number in range(1, MOST_CARDS + 1)
        ]
        on_keys(
            self,
            *numbers,
            ("W", self._conflict.begin_writing),
            ("A", deciding.keep_all),
            ("Return", deciding.take),
            ("Enter", deciding.take),
            ("Ctrl+O", self.choose_files),
            ("Ctrl+Return", self.presenter.merge),
            ("Ctrl+Enter", self.presenter.merge),
            ("Ctrl+H", self.choose_place),
            ("Esc", self._step_out),
            ("Ctrl+U", self.syncing.sync),
        )


def bundles_in(carried: QMimeData) -> list[Path]:
    """Bundles among what was dropped, folders opened one level."""
    paths = files_of(carried.urls())
    found = [path for path in paths if not is_folder(path)]
    for folder in filter(is_folder, paths):
        found += [one for one in files_in(folder) if one == folder or one.suffix == BUNDLE]
    return found
