"""The tray: photos waiting, grouped by the point proposed for them."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QApplication, QGridLayout, QScrollArea, QWidget

from inspector.text import _
from ui.look import Look
from ui.office import TrayGroup
from ui.tasks import Runner
from ui.widgets.buttons import DeedButton
from ui.widgets.empty import EmptyState
from ui.widgets.marks import Chip, Icon, Key, Mark, Text
from ui.widgets.pane import MarkLine, Pane, Words
from ui.widgets.pictures import Thumb

WIDTH = 208
THUMB = QSize(84, 63)
ACROSS = 2


class Tray(Pane):
    """Thumbs two abreast; a tick on what is recorded, a number on what is in the form."""

    chosen = Signal(object)
    added = Signal(object)
    take_in_wanted = Signal()

    def __init__(self, look: Look, runner: Runner) -> None:
        super().__init__(look, edges="r")
        self._look, self._runner = look, runner
        self._thumbs: dict[Path, Thumb] = {}
        self._done: frozenset[Path] = frozenset()
        self.setFixedWidth(WIDTH)
        self._head = MarkLine(look, height="check_row")
        take_in = DeedButton(look, _("导入照片"), icon="folder-input", key="Ctrl+O", kind="tool")
        take_in.clicked.connect(self.take_in_wanted)
        head = Pane(look, edges="b", across=True, margins=(16, 0, 8, 0))
        head.add(self._head, take_in)
        self._groups = Pane(look, margins=(16, 8, 12, 8), spacing=12)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setAccessibleName(_("照片托盘"))
        self._area.setWidget(self._groups)
        self._empty = EmptyState(look, "image", _("还没有照片。拖进来、粘贴，或按 Ctrl+O 导入"))
        self._foot = Words(look, "", role="cap", tone="text2", wrap=True)
        self._notes = Words(look, "", role="cap", tone="text2", wrap=True)
        foot = Pane(look, edges="t", margins=(16, 8, 12, 8))
        foot.add(self._notes, self._foot)
        self.add(head, self._area, self._empty, foot)
        self.show_groups((), frozenset())

    def show_groups(self, groups: Sequence[TrayGroup], done: frozenset[Path]) -> None:
        total = sum(len(group.photos) for group in groups)
        self._head.show_marks(
            (
                Text(words=_("照片"), role="h3", strong=True),
                Text(words=str(total) if total else "", tone="text3"),
            )
        )
        self._area.setVisible(bool(total))
        self._empty.setVisible(not total)
        ticked = sum(photo.path in done for group in groups for photo in group.photos)
        counted = _("已登记 {done} / {total} 张").format(done=ticked, total=total)
        self._foot.say(counted if total else _("支持 JPEG、PNG、HEIC，可拖入文件夹"))
        notes = [note for group in groups for note in group.notes]
        self._show_notes("\n".join(notes))
        shown = [photo.path for group in groups for photo in group.photos]
        if shown != list(self._thumbs):
            self._rebuild(groups)
        self._done = done
        for path, thumb in self._thumbs.items():
            thumb.mark(done=path in done)

    def show_taking(self, now: int, total: int) -> None:
        """How far a take-in is, in any unit; the words stay until its photos are shown."""
        share = f" {now / total:.0%}" if total else "…"
        self._show_notes(_("正在收照片") + share)

    def _show_notes(self, words: str) -> None:
        self._notes.say(words)
        self._notes.setVisible(bool(words))

    def show_chosen(self, path: Path | None, form: Sequence[Path]) -> None:
        for each, thumb in self._thumbs.items():
            thumb.setChecked(each == path)
            badge = str(list(form).index(each) + 1) if each in form else ""
            thumb.mark(badge=badge, done=each in self._done and not badge)
        if path in self._thumbs:
            self._area.ensureWidgetVisible(self._thumbs[path])

    def _rebuild(self, groups: Sequence[TrayGroup]) -> None:
        self._thumbs = {}
        self._groups = Pane(self._look, margins=(16, 8, 12, 8), spacing=12)
        for group in groups:
            if group.photos or group.doubt:
                self._groups.add(self._build_group(group))
        self._groups.add(0)
        self._area.setWidget(self._groups)

    def _build_group(self, group: TrayGroup) -> QWidget:
        look = self._look
        pane = Pane(look, spacing=2)
        name = group.name or _("未归点")
        icon = Icon(name="map-pin", tone="accent" if group.point else "text3")
        title = Text(words=name, strong=True, elastic=True)
        count = Text(words=str(len(group.photos)), role="cap", tone="text3")
        pane.add(MarkLine(look, (icon, title), (count,)))
        if group.words:
            pane.add(Words(look, group.words, role="cap", tone="text3", elided=True))
        if group.doubt:
            marks: tuple[Mark, ...] = (Chip(kind="warn", words=group.doubt), Key(words="Alt+P"))
            pane.add(MarkLine(look, marks, height="quiet_row"))
        grid = QGridLayout()
        grid.setContentsMargins(0, 4, 0, 0)
        grid.setSpacing(8)
        for number, photo in enumerate(group.photos):
            thumb = Thumb(look, self._runner, photo.name, THUMB)
            thumb.setToolTip(_("{name}　单击看，Ctrl+单击并入同一条").format(name=photo.name))
            thumb.show_photo(photo.thumb)
            thumb.clicked.connect(partial(self._pick, photo.path))
            self._thumbs[photo.path] = thumb
            grid.addWidget(thumb, number // ACROSS, number % ACROSS, Qt.AlignmentFlag.AlignLeft)
        grid.setColumnStretch(ACROSS, 1)
        pane.rows.addLayout(grid)
        return pane

    def _pick(self, path: Path) -> None:
        held = QApplication.keyboardModifiers() & Qt.KeyboardModifier.ControlModifier
        (self.added if held else self.chosen).emit(path)
