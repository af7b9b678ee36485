"""A row being folded: what each field shows, which change wrote it, and who else did meanwhile."""

from collections.abc import Mapping

from inspector.domain.change import Fields, Stamp, Value
from inspector.domain.merge_order import Leaf
from inspector.store.causality import Causality
from inspector.store.shape import Shape
from inspector.store.values import Group, canonical, from_column, into_column, normal


class Row:
    """One row; ``values`` are as its columns hold them, behind those the fields without a column.

    Fields are bits of a mask by their place among ``names``: a change is held against each change
    that wrote some of them, not field by field.
    """

    __slots__ = (
        "_bits",
        "_contested",
        "_kinds",
        "_shape",
        "changed_leaves",
        "groups",
        "had_leaves",
        "is_new",
        "leaves",
        "names",
        "values",
        "written",
    )

    def __init__(self, shape: Shape) -> None:
        self._shape = shape
        self._bits, self._kinds, self.names = shape.bits, shape.kinds, shape.names
        self.is_new = True
        self.values: list[Value] = [None] * len(shape.names)
        self.groups: list[Group] = []
        self.leaves: dict[str, tuple[Leaf, ...]] = {}
        self.had_leaves: frozenset[str] = frozenset()
        self.changed_leaves: set[str] = set()
        self.written = 0
        self._contested = 0

    def recall(self, values: list[Value], groups: list[Group]) -> None:
        """The row as it stands in its table."""
        self.is_new = False
        self.values, self.groups = values, groups

    def recall_other(self, field: str, value: Value, place: int | None) -> None:
        """A field without a column, and the place of its group."""
        bit = self._bit(field)
        self.values[bit.bit_length() - 1] = value
        if place is not None:
            clock, stream, seq, mask = self.groups[place]
            self.groups[place] = (clock, stream, seq, mask | bit)

    def recall_leaf(self, field: str, leaf: Leaf) -> None:
        self.leaves[field] = (*self.leaves.get(field, ()), leaf)
        self.had_leaves |= {field}
        self._contested |= self._bit(field)

    def others(self) -> dict[str, Value]:
        """The fields without a column, by name."""
        if self.names is self._shape.names:
            return {}
        known = len(self._shape.names)
        return dict(zip(self.names[known:], self.values[known:], strict=True))

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
        bits, asked = self._bits, 0
        for field in fields:
            asked |= bits.get(field) or self._bit(field)
        contested = asked & self._contested
        won = self._outdone(at, asked ^ contested, causality)
        if won:
            self._write(won, at, fields)
        if won != asked:
            self._stand_beside(asked ^ won, at, fields, causality)

    def _outdone(self, at: Stamp, asked: int, causality: Causality) -> int:
        """The fields that are this change's alone now, none of which has several leaves."""
        _clock, own, number = at
        seen: Mapping[int, int] | None = None
        standing: list[Group] = []
        for group in self.groups:
            clock, stream, seq, mask = group
            common = mask & asked
            if common:
                if stream != own and seen is None:
                    seen = causality.seen_at(at)
                if (number > seq) if seen is None or stream == own else seen.get(stream, 0) >= seq:
                    mask ^= common
                    group = (clock, stream, seq, mask)
                else:
                    asked ^= common
            if mask:
                standing.append(group)
        self.groups = standing
        return asked

    def _write(self, won: int, at: Stamp, fields: Fields) -> None:
        bits, kinds, values = self._bits, self._kinds, self.values
        self.groups.append((*at, won))
        self.written |= won
        for field, value in fields.items():
            bit = bits[field]
            if bit & won:
                place = bit.bit_length() - 1
                values[place] = into_column(value, kinds[place])

    def _stand_beside(self, rest: int, at: Stamp, fields: Fields, causality: Causality) -> None:
        """The fields another wrote too, who had not seen this change or had."""
        for field, value in fields.items():
            bit = self._bits[field]
            if not bit & rest:
                continue
            if bit & self._contested:
                self._join(field, value, at, causality)
                continue
            held = self._writer(bit)
            if held != at and not causality.saw(held, at):
                place = bit.bit_length() - 1
                theirs = Leaf(held, from_column(self.values[place], self._kinds[place]))
                mine = Leaf(at, normal(value, self._kinds[place]))
                self._stand(field, bit, (theirs, mine), causality)

    def _writer(self, bit: int) -> Stamp:
        for clock, stream, seq, mask in self.groups:
            if mask & bit:
                return Stamp(clock, stream, seq)
        raise LookupError(bit)

    def _join(self, field: str, value: Value, at: Stamp, causality: Causality) -> None:
        """One more beside several that stand: none of those had seen another."""
        held, bit = self.leaves[field], self._bits[field]
        if any(leaf.stamp == at for leaf in held):
            return
        standing = tuple(leaf for leaf in held if not causality.saw(at, leaf.stamp))
        if not any(causality.saw(leaf.stamp, at) for leaf in held):
            standing = (*standing, Leaf(at, normal(value, self._kinds[bit.bit_length() - 1])))
        self._stand(field, bit, standing, causality)

    def _stand(
        self, field: str, bit: int, standing: tuple[Leaf, ...], causality: Causality
    ) -> None:
        uids = causality.uids
        self._show(bit, max(standing, key=lambda one: (one.stamp.clock, uids[one.stamp.stream])))
        self.changed_leaves.add(field)
        if len(standing) > 1:
            self.leaves[field] = tuple(sorted(standing))
            self._contested |= bit
        else:
            self.leaves.pop(field, None)
            self._contested &= ~bit

    def _show(self, bit: int, shown: Leaf) -> None:
        if self._writer(bit) == shown.stamp:
            return
        rest = [(*group[:3], group[3] & ~bit) for group in self.groups]
        self.groups = [group for group in rest if group[3]]
        self.groups.append((*shown.stamp, bit))
        place = bit.bit_length() - 1
        self.values[place] = into_column(shown.value, self._kinds[place])
        self.written |= bit

    def _bit(self, field: str) -> int:
        """The bit of a field; one that is new here and has no column gets the next."""
        if field not in self._bits:
            self._bits = {**self._bits, field: 1 << len(self.names)}
            self.names, self._kinds = (*self.names, field), (*self._kinds, "")
            self.values.append(None)
        return self._bits[field]
