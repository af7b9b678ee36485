"""地图 on the screen: list twin at the left, bar of themes, the map with its legend and scale."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRectF, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QMenu, QWidget

from inspector.domain.errors import InspectorError
from inspector.domain.mercator import Place
from inspector.text import _
from ui.look import Look
from ui.main_window import KeyHint, Room
from ui.rooms.map.canvas import MapCanvas
from ui.rooms.map.card import CardPane
from ui.rooms.map.legend import LegendBox, ScaleBar
from ui.rooms.map.presenter import LAYERS, MapPresenter, Move
from ui.rooms.map.sheet import Sheet, Theme
from ui.rooms.map.tiles import Tiles
from ui.rooms.map.words import Card, Legend, TwinLine
from ui.widgets.asking import PAPERS, settle
from ui.widgets.buttons import DeedButton
from ui.widgets.choices import Segments
from ui.widgets.fields import IconField
from ui.widgets.keys import on_keys
from ui.widgets.marks import Chip, Mark, Sign, Text
from ui.widgets.pane import MarkLine, Pane
from ui.widgets.rows import Row, RowList, RowsOnDemand

if TYPE_CHECKING:
    from inspector.app.mbtiles import BaseMap
    from ui.issue_told import Wanted
    from ui.office import Office
    from ui.rooms.map.clusters import Cluster
    from ui.tasks import Runner

LIST_WIDTH = 280
_INSET = 16  # pixels of legend and scale from the map's edge
LOOKING = (
    KeyHint(key=_("方向键"), words=_("移动")),
    KeyHint(key="+ −", words=_("缩放")),
    KeyHint(key="1–4", words=_("换图")),
    KeyHint(key="Tab", words=_("到清单")),
    KeyHint(key="/", words=_("找点位")),
)
MOVING = (
    KeyHint(key=_("方向键"), words="1 m"),
    KeyHint(key="Shift", words="10 m"),
    KeyHint(key="Enter", words=_("定在这里")),
    KeyHint(key="Esc", words=_("取消")),
)


class MapRoom(Room):
    """地图."""

    wanted = Signal(object)
    record_wanted = Signal(str)
    moved = Signal(str, object)  # words, and the deed that takes it back
    faulted = Signal(object)

    keys: tuple[KeyHint, ...] = LOOKING

    def __init__(
        self, look: Look, office: Office, runner: Runner, now: Callable[[], datetime]
    ) -> None:
        super().__init__()
        self._look, self._office, self._runner, self._now = look, office, runner, now
        self._base: BaseMap | None = None
        self._place: Place | None = None
        self._lines: Sequence[TwinLine] = ()
        self._route_words = ""
        self._count = MarkLine(look, height="bar_control")
        self._find = IconField(
            look, _("找点位"), icon="search", placeholder=_("名称、编号、拼音首字母"), bar=True
        )
        self._list = RowList(look, _("点位清单"))
        self._list.setUniformItemSizes(True)
        self._themes = Segments(
            look,
            _("看什么"),
            [(str(one.value), one.word) for one in Theme],
            {str(one.value): str(one.value) for one in Theme},
        )
        self._layers = DeedButton(look, _("图层"), icon="layers-2", key="L", kind="quiet")
        self._whole = DeedButton(look, _("看全区"), icon="locate-fixed", key="0", kind="tool")
        self._nearer = DeedButton(look, _("放大"), icon="zoom-in", key="+", kind="tool")
        self._farther = DeedButton(look, _("缩小"), icon="zoom-out", key="−", kind="tool")
        self._route = DeedButton(look, _("今日路线"), icon="route", key="Ctrl+T")
        self._tiles = Tiles(runner)
        self.canvas = MapCanvas(look, self._tiles)
        self._legend = LegendBox(look, self.canvas)
        self._scale = ScaleBar(look, self.canvas)
        self.card = CardPane(look, self.canvas)
        self._menu = QMenu(self)
        self._actions: dict[str, QAction] = {}
        self._lay_out()
        self._fill_menu()
        self.presenter = MapPresenter(self, office, runner)
        self._connect()

    def deed(self) -> QWidget:
        return self._route

    def enter(self) -> None:
        self.presenter.refresh()
        self._runner.read(lambda: self._office.map().base_map(), self._use_base, self.show_fault)
        self._list.setFocus()
        self._say()

    def leave(self) -> None:
        """A move that was not set down is none."""
        while self.presenter.move is not None:
            self.presenter.cancel_move()

    def show_sheet(self, sheet: Sheet) -> None:
        self.canvas.show_sheet(sheet)

    def show_theme(self, theme: Theme, legend: Legend) -> None:
        self._themes.choose(str(theme.value))
        self.canvas.show_theme(theme, legend.words())
        self._legend.show_legend(theme, legend)
        self._place_within()
        self._say()

    def show_layers(self, layers: frozenset[str]) -> None:
        self.canvas.show_layers(layers)
        for name, action in self._actions.items():
            action.setChecked(name in layers)

    def show_lines(self, lines: Sequence[TwinLine], count: str, order: str) -> None:
        self._lines = lines
        self._count.show_marks(
            (
                Text(words=_("清单"), role="h3", strong=True),
                Text(words=count, role="cap", tone="text2"),
                Text(words=f"· {order}", role="cap", tone="text2", elastic=True),
            )
        )
        self._list.show_rows(
            RowsOnDemand([one.key for one in lines], lambda place: _row(lines[place]))
        )

    def show_card(self, card: Card | None, place: Place | None) -> None:
        self._place = place
        area = card.key if card and "near" in card.deeds else ""
        self.canvas.show_chosen(place, area)
        self.card.show_card(card if place is not None else None)
        self._place_card()

    def choose_line(self, key: str) -> None:
        self._list.blockSignals(True)
        self._list.choose(key)
        self._list.blockSignals(False)

    def look_at(self, place: Place, *, near: bool) -> None:
        self.canvas.look_at(place, near=near)

    def join(self, cluster: Cluster) -> None:
        self.canvas.go_into(cluster)

    def show_move(self, move: Move | None, *, asking: bool) -> None:
        self.canvas.show_move(move)
        self._list.setEnabled(move is None)
        self.keys = LOOKING if move is None else MOVING
        self.keys_changed.emit()
        if move is None:
            self.card.hide()
            self.canvas.setFocus()
            return
        if not asking:
            self.canvas.setFocus()
        self.card.show_move(move, asking=asking)
        self._place_card()

    def show_moved(self, words: str, undo: Callable[[], None]) -> None:
        self.moved.emit(words, undo)

    def show_route(self, stops: Sequence[str], words: str) -> None:
        sheet = self.presenter.sheet
        places = [sheet.places[code] for code in stops if code in sheet.places] if sheet else []
        self.canvas.show_route(places)
        self._route_words = words
        self._say()

    def open_issues(self, wanted: Wanted) -> None:
        self.wanted.emit(wanted)

    def record_at(self, point: str) -> None:
        self.record_wanted.emit(point)

    def tell(self, words: str) -> None:
        self.saved.emit(words)

    def show_fault(self, error: InspectorError) -> None:
        self.faulted.emit(error)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_within()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Zoom from the list too; letters are shortcuts of their own."""
        key = event.key()
        if key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.canvas.zoom(0.5)
        elif key == Qt.Key.Key_Minus:
            self.canvas.zoom(-0.5)
        elif key == Qt.Key.Key_0:
            self.canvas.fit()
        else:
            super().keyPressEvent(event)

    def name_base_map(self, file: Path | None) -> None:
        """Use this file of tiles, or none."""
        self._runner.write(
            lambda: self._office.map().name_base_map(file), self._use_base, self.show_fault
        )

    def choose_base_map(self) -> None:
        """Ask for the file; the dialog does not block the window."""
        dialog = QFileDialog(self, _("选底图"))
        settle(dialog, PAPERS)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilter(_("栅格瓦片 (*.mbtiles)"))
        dialog.fileSelected.connect(lambda name: self.name_base_map(Path(name)))
        dialog.open()

    def _use_base(self, base: BaseMap | None) -> None:
        self._base = base
        self._tiles.use(base)
        self._actions["base"].setEnabled(base is not None)
        self._say()
        self._place_within()

    def _say(self) -> None:
        words = {
            Theme.COVERAGE: _("点位覆盖与重复分布"),
            Theme.ISSUES: _("未销号的问题"),
            Theme.RETURNED: _("问题在哪里反复"),
            Theme.GRIDS: _("各网格未销号的问题"),
        }[self.presenter.theme]
        if self._route_words:
            words = self._route_words
        elif self._base is None:
            words = _("{words} · 无底图").format(words=words)
        self.told.emit(words)

    def _place_within(self) -> None:
        """Legend at the lower left, scale at the lower right or, lacking room, above it."""
        canvas = self.canvas
        high = canvas.height() - _INSET
        self._legend.move(_INSET, high - self._legend.height())
        source = _("坐标 CGCS2000")
        if self._tiles.attribution:
            source = f"{self._tiles.attribution} · {source}"
        self._scale.show_camera(canvas.camera, source)
        left = canvas.width() - _INSET - self._scale.width()
        over = left < self._legend.geometry().right() + 8
        lift = self._legend.height() + 8 if over else 0
        self._scale.move(left, high - self._scale.height() - lift)
        self._place_card()

    def _place_card(self) -> None:
        at = self.canvas.chosen_at()
        if at is not None and not self.card.isHidden():
            room = QRectF(self.canvas.rect())
            self.card.stand_beside(at, room.adjusted(0, 0, 0, -self._legend.height() - _INSET))

    def _choose(self, key: str) -> None:
        self.presenter.choose(key)

    def _choose_theme(self, code: str) -> None:
        self.presenter.choose_theme(Theme(int(code)))

    def _do(self, deed: str) -> None:
        presenter = self.presenter
        {
            "close": self._step_out,
            "issues": presenter.open_issues,
            "near": presenter.go_near,
            "record": presenter.record,
            "move": presenter.start_move,
            "set": presenter.set_down,
            "cancel": presenter.cancel_move,
        }[deed]()

    def _enter_key(self) -> None:
        if self.presenter.move is not None:
            self.presenter.set_down()
        else:
            self.presenter.open_issues()

    def _step_out(self) -> None:
        """Esc: out of the move, out of the search, off the card."""
        if self.presenter.move is not None:
            self.presenter.cancel_move()
        elif self._find.isVisible():
            self._find.clear()
            self._find.hide()
            self._list.setFocus()
        else:
            self.presenter.leave_card()

    def _seek_here(self) -> None:
        if self.presenter.move is None:
            self._find.show()
            self._find.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self._find.selectAll()

    def _take_first(self) -> None:
        self._list.setFocus()
        if self._lines:
            self._list.choose(self._lines[0].key)
            self.presenter.choose(self._lines[0].key)

    def _to_list(self) -> None:
        if self.presenter.move is None:
            self._list.setFocus()
            if self._lines and not self._list.chosen_key():
                self._list.choose(self._lines[0].key)

    def _open_menu(self) -> None:
        below = self._layers.mapToGlobal(QPoint(0, self._layers.height() + 2))
        self._menu.popup(below)

    def _fill_menu(self) -> None:
        words = {
            "base": _("底图"),
            "heat": _("重复热度"),
            "communities": _("社区界"),
            "grids": _("网格线"),
            "lines": _("路段走向"),
            "names": _("名称"),
        }
        for name in LAYERS:
            action = self._menu.addAction(words[name])
            action.setCheckable(True)
            action.triggered.connect(partial(self._toggle, name))
            self._actions[name] = action
        self._menu.addSeparator()
        self._menu.addAction(_("选底图文件…")).triggered.connect(self.choose_base_map)
        self._menu.addAction(_("不用底图")).triggered.connect(lambda: self.name_base_map(None))

    def _toggle(self, layer: str, _checked: bool = False) -> None:
        self.presenter.toggle(layer)

    def _lay_out(self) -> None:
        look = self._look
        side = Pane(look, edges="r")
        side.setFixedWidth(LIST_WIDTH)
        head = Pane(look, edges="b", margins=(20, 8, 12, 7), spacing=6)
        self._find.hide()
        head.add(self._count, self._find)
        side.add(head, self._list)
        side.rows.setStretch(1, 1)
        bar = Pane(look, edges="b", across=True, margins=(20, 8, 12, 7), spacing=12)
        bar.add(self._themes, self._layers, 0, self._whole, self._nearer, self._farther)
        map_side = Pane(look)
        map_side.add(bar, self.canvas)
        map_side.rows.setStretch(1, 1)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(side)
        whole.addWidget(map_side, 1)

    def _connect(self) -> None:
        presenter, canvas = self.presenter, self.canvas
        self.show_layers(presenter.layers)
        self._look.changed.connect(self._place_within)
        self._list.chosen.connect(self._choose)
        self._list.opened.connect(self._open)
        self._find.textChanged.connect(presenter.seek)
        self._find.returnPressed.connect(self._take_first)
        self._themes.picked.connect(self._choose_theme)
        self._layers.clicked.connect(self._open_menu)
        self._whole.clicked.connect(canvas.fit)
        self._nearer.clicked.connect(lambda: canvas.zoom(0.5))
        self._farther.clicked.connect(lambda: canvas.zoom(-0.5))
        self._route.clicked.connect(presenter.plan_route)
        canvas.hit.connect(presenter.click)
        canvas.area_hit.connect(self._hit_area)
        canvas.dragged.connect(presenter.drag_to)
        canvas.shifted.connect(presenter.shift)
        canvas.entered.connect(self._enter_key)
        canvas.escaped.connect(self._step_out)
        canvas.list_wanted.connect(self._to_list)
        canvas.camera_moved.connect(self._place_within)
        self.card.deed.connect(self._do)
        self.card.reasoned.connect(presenter.save_move)
        on_keys(
            self,
            *((str(one.value), partial(presenter.choose_theme, one)) for one in Theme),
            ("L", self._open_menu),
            ("/", self._seek_here),
            ("N", presenter.record),
            ("M", presenter.start_move),
            ("Ctrl+F", self._seek_here),
            ("Ctrl+T", presenter.plan_route),
            ("Esc", self._step_out),
        )

    def _open(self, _key: str) -> None:
        self._enter_key()

    def _hit_area(self, code: str) -> None:
        self.presenter.choose(code, look=False)
        self.choose_line(code)


def _row(line: TwinLine) -> Row:
    """A line of the list: the sign the map shows, the name, how many."""
    below: list[Mark] = []
    if line.late:
        below.append(Chip(kind="late", words=_("逾期 {n}").format(n=line.late)))
    below.append(Text(words=line.words, role="cap", tone=line.tone, elastic=True))
    return Row(
        key=line.key,
        left=(Sign(sign=line.sign), Text(words=line.name, strong=True, elastic=True)),
        right=(Text(words=_("{n} 件").format(n=f"{line.number:,}"), tone="text2"),),
        below=tuple(below),
        indented=True,
        height="tall_row",
    )
