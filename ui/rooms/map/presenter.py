"""The mind of the map: which theme, what is chosen, what is being moved, where to drive today."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol

from inspector.domain.errors import InputError
from inspector.domain.geometry import Position, shifted
from inspector.domain.mercator import Place, place_of
from inspector.text import _
from ui.issue_told import UNSETTLED, Wanted
from ui.rooms.map.clusters import Cluster
from ui.rooms.map.sheet import Sheet, Theme
from ui.rooms.map.words import (
    NOWHERE,
    Card,
    Legend,
    TwinLine,
    card_of,
    card_of_area,
    card_of_issue,
    count_of,
    legend_of,
    length_words,
    lines_of,
    order_of,
    shift_words,
)

if TYPE_CHECKING:
    from inspector.app.map_told import Route
    from inspector.domain.errors import InspectorError
    from ui.office import Office
    from ui.tasks import Runner

LAYERS = ("base", "heat", "communities", "grids", "lines", "names")
SHOWN_FIRST = frozenset({"base", "heat", "grids", "lines", "names"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """A point being moved: where it stood, where it stands now."""

    point: str
    key: str
    name: str
    start: Position
    now: Position

    @property
    def words(self) -> str:
        return shift_words(self.start, self.now)


class MapSurface(Protocol):
    def show_sheet(self, sheet: Sheet) -> None: ...
    def show_theme(self, theme: Theme, legend: Legend) -> None: ...
    def show_layers(self, layers: frozenset[str]) -> None: ...
    def show_lines(self, lines: Sequence[TwinLine], count: str, order: str) -> None: ...
    def show_card(self, card: Card | None, place: Place | None) -> None: ...
    def choose_line(self, key: str) -> None: ...
    def look_at(self, place: Place, *, near: bool) -> None: ...
    def join(self, cluster: Cluster) -> None: ...
    def show_move(self, move: Move | None, *, asking: bool) -> None: ...
    def show_moved(self, words: str, undo: Callable[[], None]) -> None: ...
    def show_route(self, stops: Sequence[str], words: str) -> None: ...
    def open_issues(self, wanted: Wanted) -> None: ...
    def record_at(self, point: str) -> None: ...
    def tell(self, words: str) -> None: ...
    def show_fault(self, error: InspectorError) -> None: ...


class MapPresenter:
    """Knows everything the map shows without knowing a pixel of it."""

    def __init__(self, view: MapSurface, office: Office, runner: Runner) -> None:
        self._view, self._office, self._runner = view, office, runner
        self.theme, self.layers = Theme.COVERAGE, SHOWN_FIRST
        self.sheet: Sheet | None = None
        self.move: Move | None = None
        self.chosen = ""
        self.route: tuple[str, ...] = ()
        self._sought = ""
        self._asking = False
        self._made: dict[Theme, list[TwinLine]] = {}

    def refresh(self) -> None:
        """The district as it is now; marks are joined behind the screen."""
        self._runner.read(
            lambda: Sheet(self._office.map().district()), self._show, self._view.show_fault
        )

    def choose_theme(self, theme: Theme) -> None:
        if self.move is not None or theme is self.theme:
            return
        self.theme, self._sought = theme, ""
        if self.sheet is not None:
            self._show_theme()

    def toggle(self, layer: str) -> None:
        self.layers = self.layers ^ {layer}
        self._view.show_layers(self.layers)

    def lines(self) -> list[TwinLine]:
        """The list as it stands, narrowed by what is sought."""
        if self.sheet is None:
            return []
        words = self._sought.lower().split()
        if self.theme not in self._made:
            self._made[self.theme] = lines_of(self.sheet, self.theme)
        lines = self._made[self.theme]
        return [one for one in lines if all(word in one.sought for word in words)]

    def seek(self, text: str) -> None:
        self._sought = text
        if self.sheet is not None:
            self._show_lines()

    def choose(self, key: str, *, look: bool = True) -> None:
        """Stand on a line of the list, or on what was clicked; ``look``: bring it into view."""
        if self.sheet is None or self.move is not None:
            return
        self.chosen = key
        card, place = self._card(key)
        self._view.show_card(card, place)
        if place is not None and look:
            self._view.look_at(place, near=False)

    def leave_card(self) -> None:
        self.chosen = ""
        self._view.show_card(None, None)

    def click(self, cluster: Cluster | None) -> None:
        """A mark was hit: one thing is chosen, several are gone into."""
        if self.sheet is None or self.move is not None:
            return
        if cluster is None:
            self.leave_card()
            return
        key = self._one_thing(cluster)
        if not key:
            self._view.join(cluster)
            return
        self.choose(key, look=False)
        self._view.choose_line(key)

    def go_near(self) -> None:
        _card, place = self._card(self.chosen)
        if place is not None:
            self._view.look_at(place, near=True)

    def open_issues(self) -> None:
        """The ledger on what is open at the chosen place."""
        if self.sheet is None or not self.chosen:
            return
        if self.chosen in self.sheet.points:
            self._view.open_issues(Wanted(point=self.chosen, states=UNSETTLED))
        elif self.chosen in self.sheet.issues:
            self._view.open_issues(Wanted(text=self.sheet.issues[self.chosen].label))
        elif self.chosen in self.sheet.areas:
            self.go_near()

    def record(self) -> None:
        """A new finding at the chosen point."""
        if self.sheet is not None and self.chosen in self.sheet.points:
            self._view.record_at(self.chosen)

    def plan_route(self) -> None:
        """Today's points in the order to drive; a second time takes the way off again."""
        if self.route:
            self.route = ()
            self._view.show_route((), "")
        else:
            self._runner.read(
                lambda: self._office.map().route(), self._show_route, self._view.show_fault
            )

    def start_move(self) -> None:
        point = self.sheet.points.get(self.chosen) if self.sheet else None
        if point is None or self.move is not None:
            return
        if point.position is None:
            self._view.show_fault(
                InputError(
                    _("{name} 还没有坐标，无从移动。").format(name=point.name),
                    _("在基础资料里填经度和纬度，再回来微调。"),
                )
            )
            return
        at = point.position
        self.move = Move(point=point.code, key=point.key, name=point.name, start=at, now=at)
        self._asking = False
        self._view.show_move(self.move, asking=False)
        self._view.look_at(place_of(at), near=True)

    def shift(self, east_m: float, north_m: float) -> None:
        """So many metres further."""
        if self.move is not None and not self._asking:
            self._stand(shifted(self.move.now, east_m, north_m))

    def drag_to(self, position: Position) -> None:
        if self.move is not None and not self._asking:
            self._stand(position)

    def set_down(self) -> None:
        """It stands where it should: the reason is asked; unmoved it is put back."""
        if self.move is None:
            return
        if self.move.now == self.move.start:
            self.cancel_move()
        else:
            self._asking = True
            self._view.show_move(self.move, asking=True)

    def save_move(self, why: str) -> None:
        """Write the new position as a change with its reason."""
        move = self.move
        if move is None or not self._asking:
            return

        def done(_nothing: None) -> None:
            self.move, self._asking = None, False
            words = _("已移动 {name}，{shift}").format(name=move.name, shift=move.words)
            self._view.show_move(None, asking=False)
            self._view.show_moved(words, lambda: self._put_back(move))
            self.refresh()

        self._runner.write(
            lambda: self._office.map().move(move.key, move.now, why),
            done,
            self._view.show_fault,
        )

    def cancel_move(self) -> None:
        """Out of the question for the reason, then out of the move; nothing is written."""
        if self.move is None:
            return
        if self._asking:
            self._asking = False
            self._view.show_move(self.move, asking=False)
            return
        self.move = None
        self._view.show_move(None, asking=False)
        self.choose(self.chosen, look=False)

    def _put_back(self, move: Move) -> None:
        def done(_nothing: None) -> None:
            self._view.tell(_("{name} 已移回原处").format(name=move.name))
            self.refresh()

        self._runner.write(
            lambda: self._office.map().move(move.key, move.start, _("撤销移动")),
            done,
            self._view.show_fault,
        )

    def _stand(self, position: Position) -> None:
        if self.move is not None:
            self.move = replace(self.move, now=position)
            self._view.show_move(self.move, asking=False)

    def _show(self, sheet: Sheet) -> None:
        self.sheet, self._made = sheet, {}
        self._view.show_sheet(sheet)
        self._show_theme()
        if self.route:
            self._view.show_route([code for code in self.route if code in sheet.places], "")

    def _show_theme(self) -> None:
        if self.sheet is None:
            return
        self._view.show_theme(self.theme, legend_of(self.sheet, self.theme))
        self._show_lines()
        keys = {one.key for one in self.lines()}
        if self.chosen and self.chosen in keys:
            self.choose(self.chosen, look=False)
            self._view.choose_line(self.chosen)
        else:
            self.leave_card()

    def _show_lines(self) -> None:
        lines = self.lines()
        self._view.show_lines(lines, count_of(self.theme, len(lines)), order_of(self.theme))

    def _show_route(self, route: Route) -> None:
        self.route = route.points
        if not route.points:
            self._view.tell(_("今天没有到期的点位"))
            return
        words = _("今日 {n} 站，直线 {length}").format(
            n=len(route.points), length=length_words(route.length_m)
        )
        left = route.due - len(route.points)
        if left > 0:
            words = _("{words}，另有 {n} 个到期").format(words=words, n=left)
        self._view.show_route(route.points, words)

    def _card(self, key: str) -> tuple[Card | None, Place | None]:
        sheet = self.sheet
        if sheet is None or not key or key == NOWHERE:
            return None, None
        if key in sheet.points:
            issues = [one for one in sheet.told.issues if one.point == key]
            return card_of(sheet.points[key], issues), sheet.places.get(key)
        if key in sheet.issues:
            issue = sheet.issues[key]
            return card_of_issue(issue), place_of(issue.position) if issue.position else None
        if key in sheet.areas:
            shape = next((one for one in sheet.grids if one.code == key), None)
            return card_of_area(sheet.areas[key]), shape.middle if shape else None
        return None, None

    def _one_thing(self, cluster: Cluster) -> str:
        """The point or issue a mark stands for; empty where it stands for several."""
        if self.sheet is None or cluster.count > len(cluster.keys):
            return ""
        if self.theme is not Theme.ISSUES:
            return cluster.keys[0] if cluster.count == 1 else ""
        points = {self.sheet.issues[key].point for key in cluster.keys}
        if len(points) > 1:
            return ""
        return points.pop() or (cluster.keys[0] if cluster.count == 1 else "")
