"""Standing (电脑身份): what the roster says of a stream itself, or of those it goes on for."""

from collections.abc import Mapping
from dataclasses import dataclass

from inspector.store.words import After


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """``states``: approved or revoked, by stream; ``after``: who goes on for whom.

    ``given``: whom the seat was given to, the last one first and the first claimer last.
    """

    states: Mapping[str, str]
    after: After
    given: tuple[str, ...] = ()

    def state_of(self, stream: str) -> str:
        """What was said of the stream; else of those it goes on for, revoked before approved.

        Empty where nobody said anything.
        """
        heard: set[str] = set()
        met, left = {stream}, [stream]
        while left:
            one = left.pop()
            if one in self.states:
                heard.add(self.states[one])
                continue
            fresh = self.after.get(one, {}).keys() - met
            met |= fresh
            left += fresh
        return "revoked" if "revoked" in heard else "approved" if heard else ""

    @property
    def approved(self) -> frozenset[str]:
        """Every stream that is approved, itself or through those it goes on for."""
        named = {*self.states, *self.after}
        return frozenset(one for one in named if self.state_of(one) == "approved")

    def heirs_of(self, *streams: str) -> frozenset[str]:
        """These streams and all that go on for them; of a revoked one nobody does."""
        line = set(streams)
        left = [one for one in streams if self.state_of(one) != "revoked"]
        while left:
            one = left.pop()
            fresh = {
                new
                for new, olds in self.after.items()
                if one in olds and new not in line and self.state_of(new) != "revoked"
            }
            line |= fresh
            left += sorted(fresh)
        return frozenset(line)
