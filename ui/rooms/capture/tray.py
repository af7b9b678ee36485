"""The tray: photos waiting, grouped by the point proposed for them."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget

from inspector.text import _
from ui.capture_told import TrayGroup, TrayPhoto
from ui.look import Look
from ui.rooms.capture.tray_places import Measures, Place, Places, places_of
from ui.tasks import Runner
from ui.widgets.buttons import DeedButton
from ui.widgets.empty import EmptyState
from ui.widgets.marks import Chip, Icon, Key, Mark, Text
from ui.widgets.pane import MarkLine, Pane, Words
from ui.widgets.pictures import Thumb

WIDTH = 208
THUMB = QSize(84, 63)
MARGIN_X, MARGIN_Y = 16, 8


class Tray(Pane):
    """Thumbs two abreast; a tick on what is recorded, a number on what is in the form."""

    chosen = Signal(object)
    added = Signal(object)
    take_in_wanted = Signal()

    def __init__(self, look: Look, runner: Runner) -> None:
        super().__init__(look, edges="r")
        self._look, self._runner = look, runner
        self._thumbs: dict[Path, Thumb] = {}
        self._made: dict[int, QWidget] = {}
        self._done: frozenset[Path] = frozenset()
        self._chosen: Path | None = None
        self._form: tuple[Path, ...] = ()
        self._groups: Sequence[TrayGroup] = ()
        self._photos: list[Path] = []
        self._places = Places(all=(), height=0)
        self._at: dict[Path, Place] = {}
        self.setFixedWidth(WIDTH)
        self._head = MarkLine(look, height="check_row")
        take_in = DeedButton(look, _("导入照片"), icon="folder-input", key="Ctrl+O", kind="tool")
        take_in.clicked.connect(self.take_in_wanted)
        head = Pane(look, edges="b", across=True, margins=(16, 0, 8, 0))
        head.add(self._head, take_in)
        self._ground = Pane(look)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setAccessibleName(_("照片托盘"))
        self._area.setWidget(self._ground)
        self._area.verticalScrollBar().valueChanged.connect(self._fill)
        look.changed.connect(self._lay_out_again)
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
        self._done = done
        if [photo.path for group in groups for photo in group.photos] != self._photos:
            self._rebuild(groups)
        for path, thumb in self._thumbs.items():
            self._mark(thumb, path)

    def show_taking(self, now: int, total: int) -> None:
        """How far a take-in is, in any unit; the words stay until its photos are shown."""
        share = f" {now / total:.0%}" if total else "…"
        self._show_notes(_("正在收照片") + share)

    def _show_notes(self, words: str) -> None:
        self._notes.say(words)
        self._notes.setVisible(bool(words))

    def show_chosen(self, path: Path | None, form: Sequence[Path]) -> None:
        self._chosen, self._form = path, tuple(form)
        place = self._at.get(path) if path else None
        if place is not None:
            self._area.ensureVisible(0, MARGIN_Y + place.top + place.height // 2, 0, place.height)
            self._fill()
        for each, thumb in self._thumbs.items():
            self._mark(thumb, each)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fill()

    def _rebuild(self, groups: Sequence[TrayGroup]) -> None:
        """Lay everything out anew; what is out of sight is not made before it comes into sight."""
        look = self._look
        self._groups = groups
        self._photos = [photo.path for group in groups for photo in group.photos]
        sizes = Measures(
            name=look.px("chip"),
            words=round(look.px("cap") * 1.5),
            doubt=look.px("quiet_row"),
            width=THUMB.width(),
            height=THUMB.height(),
        )
        self._places = places_of(groups, sizes)
        self._at = {one.photo.path: one for one in self._places.all if one.photo}
        for widget in self._made.values():
            widget.deleteLater()
        self._made, self._thumbs = {}, {}
        self._ground.setMinimumHeight(self._places.height + 2 * MARGIN_Y)
        self._fill()

    def _lay_out_again(self) -> None:
        self._rebuild(self._groups)

    def _fill(self) -> None:
        """Make what is in sight or a screen away from it, let go of what is not."""
        high = self._area.viewport().height()
        top = self._area.verticalScrollBar().value() - MARGIN_Y
        wanted = {id(one): one for one in self._places.between(top - high, top + 2 * high)}
        for key in self._made.keys() - wanted.keys():
            self._made.pop(key).deleteLater()
        for key, place in wanted.items():
            if key not in self._made:
                self._made[key] = self._make(place)
        self._thumbs = {
            path: widget
            for key, place in wanted.items()
            if place.photo and isinstance(widget := self._made[key], Thumb)
            for path in (place.photo.path,)
        }

    def _make(self, place: Place) -> QWidget:
        widget = self._build_head(place.group) if place.photo is None else self._thumb(place.photo)
        widget.setParent(self._ground)
        widget.move(MARGIN_X + place.left, MARGIN_Y + place.top)
        if place.photo is None:
            widget.setFixedSize(WIDTH - 2 * MARGIN_X + 4, place.height)
        widget.show()
        return widget

    def _thumb(self, photo: TrayPhoto) -> Thumb:
        thumb = Thumb(self._look, self._runner, photo.name, THUMB)
        thumb.setToolTip(_("{name}　单击看，Ctrl+单击并入同一条").format(name=photo.name))
        thumb.show_photo(photo.thumb)
        thumb.clicked.connect(partial(self._pick, photo.path))
        self._mark(thumb, photo.path)
        return thumb

    def _mark(self, thumb: Thumb, path: Path) -> None:
        badge = str(self._form.index(path) + 1) if path in self._form else ""
        thumb.setChecked(path == self._chosen)
        thumb.mark(badge=badge, done=path in self._done and not badge)

    def _build_head(self, group: TrayGroup) -> QWidget:
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
        return pane

    def _pick(self, path: Path) -> None:
        held = QApplication.keyboardModifiers() & Qt.KeyboardModifier.ControlModifier
        (self.added if held else self.chosen).emit(path)
