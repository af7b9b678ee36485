"""A row being folded: what each field shows, which change wrote it, and who else did meanwhile."""

from collections.abc import Iterable, Mapping

from inspector.domain.change import Fields, Stamp, Value
from inspector.domain.merge_order import Leaf
from inspector.store.causality import Causality
from inspector.store.schema import Columns
from inspector.store.values import from_column, into_column, normal


class Row:
    """One row; ``values`` are as its columns hold them, ``extra`` those without a column."""

    __slots__ = (
        "_columns",
        "changed_leaves",
        "extra",
        "had_leaves",
        "is_new",
        "leaves",
        "stamps",
        "values",
        "written",
    )

    def __init__(self, columns: Columns) -> None:
        self._columns = columns
        self.is_new = True
        self.values: dict[str, Value] = {}
        self.extra: dict[str, Value] = {}
        self.stamps: dict[str, Stamp] = {}
        self.leaves: dict[str, tuple[Leaf, ...]] = {}
        self.had_leaves: frozenset[str] = frozenset()
        self.changed_leaves: set[str] = set()
        self.written: set[str] = set()

    def recall(
        self, values: Mapping[str, Value], stamps: dict[str, Stamp], extra: dict[str, Value]
    ) -> None:
        """The row as it stands in its table."""
        self.is_new = False
        self.values, self.stamps, self.extra = dict(values), stamps, extra

    def recall_leaf(self, field: str, leaf: Leaf) -> None:
        self.leaves[field] = (*self.leaves.get(field, ()), leaf)
        self.had_leaves |= {field}

    def named(self, fields: Iterable[str]) -> set[str]:
        """The rows that this one names in ``fields``."""
        return {str(value) for name in fields if (value := self.values.get(name))}

    def take(self, at: Stamp, fields: Fields, causality: Causality) -> None:
        """Let one change in: it supersedes what its author had seen, and only that."""
        stamps, leaves = self.stamps, self.leaves
        for field, value in fields.items():
            held = stamps.get(field)
            if held is None:
                self._show(field, value, at)
            elif held == at:
                continue
            elif field in leaves:
                self._join(field, value, at, causality)
            elif causality.saw(at, held):
                self._show(field, value, at)
            elif not causality.saw(held, at):
                mine = Leaf(at, self._plain(field, value))
                self._stand(field, (Leaf(held, self._shown(field)), mine), causality)

    def _show(self, field: str, value: Value, at: Stamp) -> None:
        kind = self._columns.get(field)
        if kind == "text" and type(value) is str:
            self.values[field] = value
        elif kind is None:
            self.extra[field] = value
        else:
            self.values[field] = into_column(normal(value, kind), kind)
        self.stamps[field] = at
        self.written.add(field)

    def _join(self, field: str, value: Value, at: Stamp, causality: Causality) -> None:
        """One more beside several that stand: none of those had seen another."""
        held = self.leaves[field]
        if any(leaf.stamp == at for leaf in held):
            return
        standing = tuple(leaf for leaf in held if not causality.saw(at, leaf.stamp))
        if not any(causality.saw(leaf.stamp, at) for leaf in held):
            standing = (*standing, Leaf(at, self._plain(field, value)))
        self._stand(field, standing, causality)

    def _stand(self, field: str, standing: tuple[Leaf, ...], causality: Causality) -> None:
        shown = max(standing, key=lambda one: (one.stamp.clock, causality.uid(one.stamp.stream)))
        self._show(field, shown.value, shown.stamp)
        self.changed_leaves.add(field)
        if len(standing) > 1:
            self.leaves[field] = tuple(sorted(standing, key=lambda leaf: leaf.stamp))
        else:
            self.leaves.pop(field, None)

    def _plain(self, field: str, value: Value) -> Value:
        return normal(value, self._columns.get(field, "json"))

    def _shown(self, field: str) -> Value:
        kind = self._columns.get(field)
        return from_column(self.values.get(field), kind) if kind else self.extra.get(field)
