"""The frame: rail of rooms, top bar, body, status line."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QGuiApplication,
    QKeySequence,
    QPaintEvent,
    QResizeEvent,
    QShortcut,
)
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QWidget

from inspector.domain.errors import InspectorError
from inspector.text import _
from ui.commands import Command
from ui.fault_words import hint_here
from ui.look import TEXT_SIZES, Look
from ui.theme import COMPACT_RAIL, next_theme
from ui.widgets import notice_bar
from ui.widgets.buttons import DeedButton, RoomButton
from ui.widgets.key_line import KeyLine
from ui.widgets.marks import Icon, Text
from ui.widgets.notice_bar import NoticeBar
from ui.widgets.palette import PaletteField
from ui.widgets.pane import MarkLine, Pane, Words
from ui.widgets.toast import Toast

if TYPE_CHECKING:
    from ui.home_told import Standing
    from ui.initials import Initials

log = logging.getLogger(__name__)

SMALL_SCREEN = (1700, 960)  # below this a window with room around would be too small to work in
WIDE_RAIL = 216  # of the theme whose rail is compact by itself
NARROW = 1180  # below this client width the rail turns compact by itself


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyHint:
    """A key of the room and what it does, for the status line."""

    key: str
    words: str


class Room(QWidget):
    """What the frame asks of a room."""

    told = Signal(str)  # the words beside the room's name
    saved = Signal(str)  # the words at the left of the status line
    keys_changed = Signal()  # something else is done in the room now, by other keys

    keys: tuple[KeyHint, ...] = ()

    def wear(self, sheet: str) -> None:
        """Put this style sheet on, where it is another one."""
        if sheet != self.styleSheet():
            self.setStyleSheet(sheet)

    def deed(self) -> QWidget | None:
        """The one deed of the room that stands in the top bar."""
        return None

    def enter(self) -> None:
        """The room becomes visible: show what is true now and put the focus where work starts."""

    def leave(self) -> None:
        """Another room is opened: keep what was typed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RoomPlace:
    """A room of the rail, built on the first visit; ``digit`` opens it together with Ctrl."""

    code: str
    digit: int
    name: str
    short: str
    icon: str
    group: int
    build: Callable[[], Room]


def _is_shutting_down() -> bool:
    """Whether the person's whole session ends: nothing is asked then."""
    app = QGuiApplication.instance()
    return isinstance(app, QGuiApplication) and app.isSavingSession()


class MainWindow(QMainWindow):
    """All rooms under one roof."""

    searched = Signal(str)
    record_wanted = Signal()
    opened = Signal(str)  # a room is entered; its code
    painted = Signal()  # once, when the window has been on the screen for the first time

    def __init__(
        self,
        look: Look,
        places: Sequence[RoomPlace],
        now: Callable[[], datetime],
        initials: Initials,
    ) -> None:
        super().__init__()
        self._look, self._places, self._now = look, tuple(places), now
        self._initials = initials
        self._rooms: dict[str, Room] = {}
        self._visited: list[str] = []
        self._everywhere: list[tuple[str, str, Callable[[], object]]] = []
        self._deeds: dict[str, Callable[[], object]] = {}
        self._compact_wish: bool | None = None
        self._is_painted = False
        self.may_close: Callable[[], bool] = lambda: True
        self.setWindowTitle(_("点位督查"))
        self.setMinimumSize(1024, 600)
        self.resize(1366, 768)
        self._buttons: dict[str, RoomButton] = {}
        self._rail = self._build_rail()
        self._top = self._build_top()
        self._stack = QStackedWidget()
        self._has_fault: bool = False
        self._status = self._build_status()
        right = Pane(look)
        self.notice = NoticeBar(look)
        right.add(self._top, self.notice, self._stack, self._status)
        right.rows.setStretch(2, 1)
        whole = Pane(look, across=True)
        whole.add(self._rail, right)
        whole.rows.setStretch(1, 1)
        self.setCentralWidget(whole)
        self.toast = Toast(look, right)
        for part in (self._rail, self._top, self.notice, self._status, self.toast):
            look.clothe(part)
        look.changed.connect(self._clothe)
        self._bind_keys()
        look.changed.connect(self._fit)
        self._fit()

    def begin_in(self, code: str) -> None:
        """Open the room as soon as the frame has been painted; until then it is announced."""
        self._announce(next(one for one in self._places if one.code == code))
        self._buttons[code].setFocus()  # else the field at the top has it, and asks for commands
        self.painted.connect(lambda: self.current_room() or self.open_room(code))

    def open_room(self, code: str) -> Room:
        """Show the room, building it on the first visit."""
        place = next(one for one in self._places if one.code == code)
        if self._has_fault and [code] != self._visited[-1:]:
            self._saved.hide()  # a fault is of the room it came from; its cure is not here
            self._has_fault = False
        if code not in self._rooms:
            room = place.build()
            room.told.connect(partial(self._tell_room, code))
            room.saved.connect(self.tell_saved)
            room.keys_changed.connect(partial(self._tell_keys, code))
            self._rooms[code] = room
            self._stack.addWidget(room)
            deed = room.deed()
            if deed is not None:
                self._top.rows.addWidget(deed)
        for other, shown in self._rooms.items():
            if other != code and shown.isVisible():
                shown.leave()
            deed = shown.deed()
            if deed is not None:
                deed.setVisible(other == code)
        room = self._rooms[code]
        room.wear(self._look.sheet())
        self._announce(place)
        self._show_keys(room)
        self._stack.setCurrentWidget(room)
        self._visited.append(code)
        room.enter()
        self.opened.emit(code)
        return room

    def _clothe(self) -> None:
        """The room that is seen; the others when they are."""
        room = self._rooms.get(self.current_room())
        if room is not None:
            room.wear(self._look.sheet())

    def _announce(self, place: RoomPlace) -> None:
        self._name.say(place.name)
        self._looking_at.say("")
        self._buttons[place.code].setChecked(True)

    def fit_screen(self) -> None:
        """Take the whole of a small screen; on a large one leave room around."""
        free = self.screen().availableGeometry()
        if free.width() < SMALL_SCREEN[0] or free.height() < SMALL_SCREEN[1]:
            self.setWindowState(Qt.WindowState.WindowMaximized)
        else:
            self.resize(round(free.width() * 0.8), round(free.height() * 0.86))

    def current_room(self) -> str:
        return self._visited[-1] if self._visited else ""

    def show_standing(self, standing: Standing) -> None:
        known = standing.known_until
        when = f"{known:%m-%d %H:%M}" if known else _("还没有交换过")
        self._known.say(_("已知截至 {when}").format(when=when) if known else when)
        self._person.show_marks(
            (Icon(name="user"), Text(words=standing.person, role="cap", tone="text2"))
        )
        self._here.show_marks(
            (),
            (
                Text(words=_("本机 {n:,} 条").format(n=standing.issues), role="cap", tone="text3"),
                Text(words="·", role="cap", tone="text3"),
                Text(
                    words=_("待交换 {n} 条").format(n=standing.to_hand_over),
                    role="cap",
                    tone="text2",
                ),
            ),
        )

    def number(self, code: str, number: int) -> None:
        if code in self._buttons:
            self._buttons[code].number(number)

    def tell_saved(self, words: str) -> None:
        """What was kept, with the time; the words end in hh:mm:ss."""
        self._has_fault = False
        self._saved.show()
        self._saved.show_marks(
            (
                Icon(name="circle-check", tone="ok", size=self._look.px("glyph")),
                Text(words=f"{words} {self._now():%H:%M:%S}", role="cap", tone="text2"),
            )
        )

    def tell_fault(self, error: InspectorError) -> None:
        hint = hint_here(error)
        words = f"{error.args[0]}　{hint}" if hint else str(error.args[0])
        self._has_fault = True
        self._saved.show()
        self._saved.show_marks(
            (
                Icon(name="octagon-x", tone="danger", size=self._look.px("glyph")),
                Text(words=words, role="cap", tone="danger", elastic=True),
            )
        )

    def closeEvent(self, event: QCloseEvent) -> None:
        if not _is_shutting_down() and not self.may_close():
            event.ignore()
            return
        for room in self._rooms.values():
            room.leave()
        super().closeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._is_painted:
            self._is_painted = True
            QTimer.singleShot(0, self.painted.emit)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def toggle_rail(self) -> None:
        self._compact_wish = not self._compact()
        self._fit()

    def _compact(self) -> bool:
        if self._compact_wish is not None:
            return self._compact_wish or self._lacks_room_for_rail()
        return self._look.theme.compact or self.width() < NARROW

    def _lacks_room_for_rail(self) -> bool:
        """The whole rail would make the window wider than it is."""
        rail = WIDE_RAIL if self._look.theme.compact else self._look.px("rail")
        return self._stack.minimumSizeHint().width() + rail > self.width()

    def _fit(self) -> None:
        compact = self._compact()
        self._rail.setFixedWidth(self._compact_width() if compact else self._look.px("rail"))
        if not compact and self._look.theme.compact:
            self._rail.setFixedWidth(WIDE_RAIL)
        for button in self._buttons.values():
            button.compact = compact
            button.setFixedHeight(self._look.px("row") + (6 if compact else 0))
            button.update()
        for words in (self._known, self._brand, self._person):
            words.setVisible(not compact)
        self._offline.show_marks(
            (
                Icon(name="wifi-off"),
                Text(words=_("离线") if compact else _("离线工作"), role="cap", tone="text2"),
            )
        )
        self._top.setFixedHeight(self._look.px("top_bar"))
        self._status.setFixedHeight(self._look.px("status"))
        self._search.setFixedWidth(252)

    def _compact_width(self) -> int:
        """Two characters stand on it beside their sign; short English names take some more."""
        return max(COMPACT_RAIL, *(one.compact_width() for one in self._buttons.values()))

    def _build_rail(self) -> Pane:
        look = self._look
        rail = Pane(look, tone="rail", edges="r", margins=(0, 14, 0, 12))
        sign = MarkLine(look, (Icon(name="crosshair", tone="accent", size=20),), height="row")
        sign.setAccessibleName(_("点位督查"))
        sign.setFixedWidth(22)
        self._brand = Words(look, _("点位督查"), role="h2")
        brand = Pane(look, tone="rail", across=True, margins=(16, 0, 8, 0), spacing=6)
        brand.add(sign, self._brand, 0)
        rail.add(brand, 6)
        group = 0
        for place in self._places:
            if place.group != group and group:
                rail.add(12)
            group = place.group
            key = f"Ctrl+{place.digit}"
            button = RoomButton(look, place.name, place.short, place.icon, key)
            button.clicked.connect(partial(self._go, place.code))
            self._buttons[place.code] = button
            rail.add(button)
        self._offline = MarkLine(look)
        self._known = Words(look, "", role="cap", tone="text3")
        self._person = MarkLine(look)
        foot = Pane(look, tone="rail", margins=(20, 0, 8, 0), spacing=2)
        foot.add(self._offline, self._known, 8, self._person)
        rail.add(0, foot)
        return rail

    def _build_top(self) -> Pane:
        look = self._look
        top = Pane(look, edges="b", across=True, margins=(20, 0, 16, 0), spacing=12)
        self._name = Words(look, "", role="h1")
        self._looking_at = Words(look, "", tone="text3", elided=True)
        self._search = PaletteField(look, self._commands, self._initials.of)
        self._search.searched.connect(self.searched)
        self._search.chosen.connect(self._run)
        top.add(self._name, 4, self._looking_at, 0, self._search)
        top.rows.setStretch(2, 1)
        return top

    def _build_status(self) -> Pane:
        look = self._look
        status = Pane(look, edges="t", across=True, margins=(20, 0, 16, 0), spacing=12)
        self._saved = MarkLine(look)
        self._saved.hide()
        self._keys = KeyLine(look)
        self._here = MarkLine(look)
        status.add(self._saved, self._keys, self._here)
        status.rows.setStretch(1, 1)
        status.rows.setSpacing(24)
        return status

    def _bind_keys(self) -> None:
        for place in self._places:
            self._bind(f"Ctrl+{place.digit}", partial(self._go, place.code))
        self._bind("Ctrl+K", partial(self._search.open_field, all_keys=False))
        self._bind("F1", partial(self._search.open_field, all_keys=True), _("全部按键"))
        self._bind("?", partial(self._search.open_field, all_keys=True))
        self._bind("Ctrl+N", self.record_wanted.emit, _("登记新问题"))
        self._bind("Ctrl+Shift+B", self.toggle_rail, _("收放左栏"))
        self._bind("Ctrl+Shift+L", self._next_theme, _("换主题"))
        self._bind("Ctrl+Shift+=", partial(self._step_text_size, 1), _("放大文字"))
        self._bind("Ctrl+Shift+-", partial(self._step_text_size, -1), _("缩小文字"))
        self._bind("Alt+Left", self._go_back, _("回到上一个房间"))
        self._bind("Ctrl+Z", self.toast.undo, _("撤销"))
        self._bind(notice_bar.KEY, self.notice.do, _("去办顶上提示的事"))
        self._bind("Ctrl+Q", self.close, _("退出"))

    def _commands(self) -> list[Command]:
        """What can be done now: here by button or key, then everywhere, then the rooms."""
        self._deeds = {}
        commands: list[Command] = []
        if self._visited:
            room = self._rooms[self.current_room()]
            where = next(one.name for one in self._places if one.code == self.current_room())
            commands = self._commands_of(room, where)
        for number, (words, keys, deed) in enumerate(self._everywhere):
            code = f"all {number}"
            self._deeds[code] = deed
            commands.append(Command(code=code, words=words, key=keys))
        for place in self._places:
            code = f"room {place.code}"
            self._deeds[code] = partial(self._go, place.code)
            commands.append(Command(code=code, words=place.name, key=f"Ctrl+{place.digit}"))
        self._initials.learn(one.words for one in commands)
        return commands

    def _commands_of(self, room: Room, where: str) -> list[Command]:
        """Buttons of the room that can be pressed now, and keys of it that no button carries."""
        deed = room.deed()
        buttons = [*([deed] if deed is not None else []), *room.findChildren(DeedButton)]
        commands: list[Command] = []
        for number, button in enumerate(buttons):
            if isinstance(button, DeedButton) and button.isVisible() and button.isEnabled():
                code = f"button {number}"
                self._deeds[code] = button.click
                key = button.key
                commands.append(Command(code=code, words=button.text(), key=key, where=where))
        shortcuts = {one.key(): one for one in room.findChildren(QShortcut)}
        known = {one.key for one in commands}
        for number, hint in enumerate(room.keys):
            shortcut = shortcuts.get(QKeySequence(hint.key))
            if shortcut is not None and hint.key not in known:
                code = f"key {number}"
                self._deeds[code] = shortcut.activated.emit
                commands.append(Command(code=code, words=hint.words, key=hint.key, where=where))
        return commands

    def _run(self, code: str) -> None:
        """Do what was chosen, as its key would in the room."""
        room = self._rooms[self.current_room()]
        room.setFocus()
        self._deeds[code]()

    def _bind(self, keys: str, deed: Callable[[], object], words: str = "") -> None:
        """``words`` name it in the list of keys; without any it is a second way to the same."""
        if words:
            self._everywhere.append((words, keys, deed))
        shortcut = QShortcut(QKeySequence(keys), self)
        shortcut.setContext(Qt.ShortcutContext.WindowShortcut)
        shortcut.activated.connect(deed)

    def _go(self, code: str) -> None:
        self.open_room(code)

    def _go_back(self) -> None:
        if len(self._visited) > 1:
            self._visited.pop()
            self.open_room(self._visited.pop())

    def _next_theme(self) -> None:
        self._look.wear(next_theme(self._look.theme))

    def _step_text_size(self, step: int) -> None:
        at = TEXT_SIZES.index(self._look.text_size) + step
        self._look.set_text_size(TEXT_SIZES[min(max(at, 0), len(TEXT_SIZES) - 1)])

    def _tell_room(self, code: str, words: str) -> None:
        if code == self.current_room():
            self._looking_at.say(words)

    def _tell_keys(self, code: str) -> None:
        if code == self.current_room():
            self._show_keys(self._rooms[code])

    def _show_keys(self, room: Room) -> None:
        self._keys.show_keys([(hint.key, hint.words) for hint in room.keys])
