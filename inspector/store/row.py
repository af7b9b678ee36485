"""A row being folded: what each field shows, which change wrote it, and who else did meanwhile."""

from collections.abc import Mapping

from inspector.domain.change import Fields, Stamp, Value
from inspector.domain.merge_order import Leaf
from inspector.store.causality import Causality
from inspector.store.shape import Shape
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

    def recall(self, values: list[Value], groups: list[Group]) -> None:
        """The row as it stands in its table."""
        self.is_new = False
        self.values, self.groups = values, groups

    def recall_extra(self, extra: dict[str, Value], places: Mapping[str, int]) -> None:
        """The fields without a column, and the places of their stamps among the groups."""
        self.extra = extra
        self.stamps = {name: Stamp(*self.groups[place][:3]) for name, place in places.items()}

    def recall_leaf(self, field: str, leaf: Leaf) -> None:
        self.leaves[field] = (*self.leaves.get(field, ()), leaf)
        self.had_leaves |= {field}
        self._contested |= self._shape.bits.get(field, 0)

    def open(self) -> set[str]:
        """The fields that show one of several values."""
        if not self.leaves:
            return set()
        return {
            name
            for name, some in self.leaves.items()
            if len({canonical(leaf.value) for leaf in some}) > 1
        }

    def named(self) -> set[str]:
        """The rows that this one says it is about."""
        return {str(value) for place in self._shape.naming if (value := self.values[place])}

    def take(self, at: Stamp, fields: Fields, causality: Causality) -> None:
        """Let one change in: it supersedes what its author had seen, and only that."""
        bits, asked = self._shape.bits, 0
        for field in fields:
            bit = bits.get(field)
            if bit is None:
                self._take_other(field, fields[field], at, causality)
            else:
                asked |= bit
        contested = asked & self._contested
        won = self._outdone(at, asked ^ contested, causality)
        if won:
            self._write(won, at, fields)
        if won != asked:
            for field in fields:
                if bits.get(field, 0) & (asked ^ won):
                    self._stand_beside(field, fields[field], at, causality)

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

    def _write(self, won: int, at: Stamp, fields: Fields) -> None:
        bits, kinds, values = self._shape.bits, self._shape.kinds, self.values
        self.groups.append((*at, won))
        self.written |= won
        for field, value in fields.items():
            bit = bits.get(field, 0)
            if bit & won:
                place = bit.bit_length() - 1
                values[place] = into_column(value, kinds[place])

    def _take_other(self, field: str, value: Value, at: Stamp, causality: Causality) -> None:
        held = self.stamps.get(field)
        if held is None or (field not in self.leaves and causality.saw(at, held)):
            self._show(field, Leaf(at, value))
        else:
            self._stand_beside(field, value, at, causality)

    def _stand_beside(self, field: str, value: Value, at: Stamp, causality: Causality) -> None:
        """A field another wrote too, who had not seen this change, or had."""
        mine = Leaf(at, normal(value, self._kind(field)))
        if field in self.leaves:
            self._join(field, mine, causality)
            return
        held = self._writer(field)
        if held != at and not causality.saw(held, at):
            self._stand(field, (Leaf(held, self._shown(field)), mine), causality)

    def _join(self, field: str, mine: Leaf, causality: Causality) -> None:
        """One more beside several that stand: none of those had seen another."""
        held = self.leaves[field]
        if any(leaf.stamp == mine.stamp for leaf in held):
            return
        standing = tuple(leaf for leaf in held if not causality.saw(mine.stamp, leaf.stamp))
        if not any(causality.saw(leaf.stamp, mine.stamp) for leaf in held):
            standing = (*standing, mine)
        self._stand(field, standing, causality)

    def _stand(self, field: str, standing: tuple[Leaf, ...], causality: Causality) -> None:
        uids, bit = causality.uids, self._shape.bits.get(field, 0)
        shown = max(standing, key=lambda one: (one.stamp.clock, uids[one.stamp.stream]))
        if shown.stamp != self._writer(field):
            self._show(field, shown)
        self.changed_leaves.add(field)
        if len(standing) > 1:
            self.leaves[field] = tuple(sorted(standing))
            self._contested |= bit
        else:
            self.leaves.pop(field, None)
            self._contested &= ~bit

    def _show(self, field: str, shown: Leaf) -> None:
        bit, at = self._shape.bits.get(field), shown.stamp
        if bit is None:
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
        place = bit.bit_length() - 1
        self.values[place] = into_column(shown.value, self._shape.kinds[place])
        self.written |= bit

    def _writer(self, field: str) -> Stamp:
        bit = self._shape.bits.get(field)
        if bit is None:
            return self.stamps[field]
        for clock, stream, seq, mask in self.groups:
            if mask & bit:
                return Stamp(clock, stream, seq)
        raise LookupError(field)

    def _shown(self, field: str) -> Value:
        bit = self._shape.bits.get(field)
        if bit is None:
            return self.extra.get(field)
        return from_column(self.values[bit.bit_length() - 1], self._kind(field))

    def _kind(self, field: str) -> str:
        """The kind of its column; none for a field without one."""
        bit = self._shape.bits.get(field)
        return self._shape.kinds[bit.bit_length() - 1] if bit else ""
