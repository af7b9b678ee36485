"""A row being folded: what each field shows, which change wrote it, and who else did meanwhile."""

from collections.abc import Iterable, Mapping

from inspector.domain.change import Fields, Stamp, Value
from inspector.domain.merge_order import Leaf
from inspector.store.causality import Causality
from inspector.store.shape import Column, Shape
from inspector.store.values import Group, canonical, from_column, into_column, normal

_OTHER = 1 << 64  # among the fields that were written: one without a column


class Row:
    """One row; ``values`` are as its columns hold them, ``extra`` the fields without a column.

    Columns are bits of a mask by their place: a change is held against each change that wrote some
    of them, not field by field. Of fields without a column there may be very many; each has its
    own stamp.
    """

    __slots__ = (
        "_contested",
        "_shape",
        "changed_leaves",
        "extra",
        "groups",
        "had_leaves",
        "is_new",
        "leaves",
        "stamps",
        "values",
        "written",
    )

    def __init__(self, shape: Shape) -> None:
        self._shape = shape
        self.is_new = True
        self.values: list[Value] = [None] * len(shape.names)
        self.groups: list[Group] = []
        self.extra: dict[str, Value] = {}
        self.stamps: dict[str, Stamp] = {}
        self.leaves: dict[str, tuple[Leaf, ...]] = {}
        self.had_leaves: frozenset[str] = frozenset()
        self.changed_leaves: set[str] = set()
        self.written = 0
        self._contested = 0

    def recall(self, values: Iterable[tuple[int, Value]], groups: list[Group]) -> None:
        """The row as it stands in its table: by place, the columns that will be asked for."""
        self.is_new = False
        self.groups = groups
        for place, value in values:
            self.values[place] = value

    def recall_extra(self, extra: dict[str, Value], places: Mapping[str, int]) -> None:
        """The fields without a column, and the places of their stamps among the groups."""
        self.extra = extra
        self.stamps = {name: Stamp(*self.groups[place][:3]) for name, place in places.items()}

    def recall_leaf(self, field: str, leaf: Leaf) -> None:
        self.leaves[field] = (*self.leaves.get(field, ()), leaf)
        self.had_leaves |= {field}
        self._contested |= self._shape.column(field).bit

    def open(self) -> set[str]:
        """The fields that show one of several values."""
        return {name for name, some in self.leaves.items() if _differ(some)}

    def named(self) -> set[str]:
        """The rows that this one says it is about."""
        return {str(value) for one in self._shape.naming if (value := self.values[one.place])}

    def take(self, at: Stamp, fields: Fields, causality: Causality) -> None:
        """Let one change in: it supersedes what its author had seen, and only that."""
        asked, columns, others = self._shape.plan(tuple(fields))
        for column in others:
            self._take_other(column, fields[column.name], at, causality)
        won = asked & ~self._contested
        if won and self.groups:
            won = self._outdone(at, won, causality)
        if won:
            self.groups.append((*at, won))
            self.written |= won
        values, lost = self.values, asked ^ won
        for column in columns:
            field, bit, place, kind = column
            if bit & lost:
                self._stand_beside(column, fields[field], at, causality)
            else:
                value = fields[field]
                is_plain = kind == "text" and type(value) is str
                values[place] = value if is_plain else into_column(value, kind)

    def _outdone(self, at: Stamp, asked: int, causality: Causality) -> int:
        """The columns that are this change's alone now, none of which has several leaves."""
        _clock, own, number = at
        seen: Mapping[int, int] | None = None
        standing: list[Group] = []
        for group in self.groups:
            clock, stream, seq, mask = group
            common = mask & asked
            if common:
                if stream == own:
                    is_outdone = number > seq
                else:
                    seen = causality.seen_at(at) if seen is None else seen
                    is_outdone = seen.get(stream, 0) >= seq
                if is_outdone:
                    mask ^= common
                    group = (clock, stream, seq, mask)
                else:
                    asked ^= common
            if mask:
                standing.append(group)
        self.groups = standing
        return asked

    def _take_other(self, column: Column, value: Value, at: Stamp, causality: Causality) -> None:
        held = self.stamps.get(column.name)
        if held is None or (column.name not in self.leaves and causality.saw(at, held)):
            self._show(column, Leaf(at, value))
        else:
            self._stand_beside(column, value, at, causality)

    def _stand_beside(self, column: Column, value: Value, at: Stamp, causality: Causality) -> None:
        """A field another wrote too, who had not seen this change, or had."""
        mine = Leaf(at, normal(value, column.kind))
        if column.name in self.leaves:
            self._join(column, mine, causality)
            return
        held = self._writer(column)
        if held != at and not causality.saw(held, at):
            self._stand(column, (Leaf(held, self._shown(column)), mine), causality)

    def _join(self, column: Column, mine: Leaf, causality: Causality) -> None:
        """One more beside several that stand: none of those had seen another."""
        held = self.leaves[column.name]
        if any(leaf.stamp == mine.stamp for leaf in held):
            return
        standing = tuple(leaf for leaf in held if not causality.saw(mine.stamp, leaf.stamp))
        if not any(causality.saw(leaf.stamp, mine.stamp) for leaf in held):
            standing = (*standing, mine)
        self._stand(column, standing, causality)

    def _stand(self, column: Column, standing: tuple[Leaf, ...], causality: Causality) -> None:
        field, uids = column.name, causality.uids
        shown = max(standing, key=lambda one: (one.stamp.clock, uids[one.stamp.stream]))
        if shown.stamp != self._writer(column):
            self._show(column, shown)
        self.changed_leaves.add(field)
        if len(standing) > 1:
            self.leaves[field] = tuple(sorted(standing))
            self._contested |= column.bit
        else:
            self.leaves.pop(field, None)
            self._contested &= ~column.bit

    def _show(self, column: Column, shown: Leaf) -> None:
        at, (field, bit, place, kind) = shown.stamp, column
        if not bit:
            self.extra[field], self.stamps[field] = shown.value, at
            self.written |= _OTHER
            return
        groups: list[Group] = []
        mine = bit
        for clock, stream, seq, mask in self.groups:
            if (clock, stream, seq) == at:
                mine |= mask
            elif mask != bit:
                groups.append((clock, stream, seq, mask & ~bit))
        self.groups = [*groups, (*at, mine)]
        self.values[place] = into_column(shown.value, kind)
        self.written |= bit

    def _writer(self, column: Column) -> Stamp:
        field, bit, _place, _kind = column
        if not bit:
            return self.stamps[field]
        for clock, stream, seq, mask in self.groups:
            if mask & bit:
                return Stamp(clock, stream, seq)
        raise LookupError(field)

    def _shown(self, column: Column) -> Value:
        field, bit, place, kind = column
        return from_column(self.values[place], kind) if bit else self.extra.get(field)


def _differ(leaves: Iterable[Leaf]) -> bool:
    values = [leaf.value for leaf in leaves]
    if all(type(value) is str for value in values):
        return len(set(values)) > 1
    return len(set(map(canonical, values))) > 1
