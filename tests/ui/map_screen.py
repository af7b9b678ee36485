"""What the map showed last, and what it was asked to open."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from inspector.domain.errors import InspectorError
from inspector.domain.mercator import Place
from ui.issue_told import Wanted
from ui.rooms.map.clusters import Cluster
from ui.rooms.map.presenter import Move
from ui.rooms.map.sheet import Sheet, Theme
from ui.rooms.map.words import Card, Legend, TwinLine


def _nothing() -> None:
    """No move was saved yet."""


@dataclass
class MapScreen:
    lines: Sequence[TwinLine] = ()
    legend: Legend | None = None
    card: Card | None = None
    move: Move | None = None
    asking: bool = False
    stops: list[str] = field(default_factory=list)
    route_words: str = ""
    wanted: list[Wanted] = field(default_factory=list)
    recorded: list[str] = field(default_factory=list)
    joined: list[Cluster] = field(default_factory=list)
    told: list[str] = field(default_factory=list)
    faults: list[InspectorError] = field(default_factory=list)
    undo: Callable[[], None] = _nothing

    def show_sheet(self, sheet: Sheet) -> None:
        """The map is drawn elsewhere."""

    def show_theme(self, theme: Theme, legend: Legend) -> None:
        self.legend = legend

    def show_layers(self, layers: frozenset[str]) -> None:
        """The layers are drawn elsewhere."""

    def show_lines(self, lines: Sequence[TwinLine], count: str, order: str) -> None:
        self.lines = lines

    def show_card(self, card: Card | None, place: Place | None) -> None:
        self.card = card

    def choose_line(self, key: str) -> None:
        """The list is elsewhere."""

    def look_at(self, place: Place, *, near: bool) -> None:
        """The camera is elsewhere."""

    def join(self, cluster: Cluster) -> None:
        self.joined.append(cluster)

    def show_move(self, move: Move | None, *, asking: bool) -> None:
        self.move, self.asking = move, asking

    def show_moved(self, words: str, undo: Callable[[], None]) -> None:
        self.undo = undo

    def show_route(self, stops: Sequence[str], words: str) -> None:
        self.stops, self.route_words = list(stops), words

    def open_issues(self, wanted: Wanted) -> None:
        self.wanted.append(wanted)

    def record_at(self, point: str) -> None:
        self.recorded.append(point)

    def tell(self, words: str) -> None:
        self.told.append(words)

    def show_fault(self, error: InspectorError) -> None:
        self.faults.append(error)
