"""The mind of 测算: numbers that are tried, and the order they would make; nothing is kept."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Protocol

from inspector.text import _
from ui.assess_office import NumberLine, Tried

if TYPE_CHECKING:
    from inspector.domain.errors import InspectorError
    from ui.office import Office
    from ui.tasks import Runner


class TrySurface(Protocol):
    def show_numbers(self, numbers: Sequence[NumberLine]) -> None: ...
    def show_changed(self, before: Mapping[str, str]) -> None:
        """The numbers that differ, with what stands in the profile."""

    def show_tried(self, tried: Tried, words: str) -> None: ...
    def show_bad(self, words: str) -> None:
        """A number makes no sense; the order shown before stays."""

    def show_fault(self, error: InspectorError) -> None: ...


class TryPresenter:
    """Every number that is changed is tried at once; the last answer asked for is shown."""

    def __init__(
        self, view: TrySurface, office: Office, runner: Runner, month: Callable[[], str]
    ) -> None:
        self._view, self._office, self._runner, self._month = view, office, runner, month
        self._stands: dict[str, str] = {}
        self._tried: dict[str, str] = {}
        self._asked = 0

    @property
    def tried(self) -> Mapping[str, str]:
        """The numbers that differ from the profile."""
        return self._tried

    def open(self) -> None:
        """The numbers as they stand; what was tried before is forgotten."""

        def show(numbers: Sequence[NumberLine]) -> None:
            self._stands = {one.name: one.value for one in numbers}
            self._tried = {}
            self._view.show_numbers(numbers)
            self.ask()

        self._runner.read(lambda: self._office.assess().numbers(), show, self._view.show_fault)

    def set(self, name: str, text: str) -> None:
        """Try another value; the one that stands takes the trial away."""
        value = text.strip().replace("，", ",").replace("。", ".")
        if value == self._tried.get(name, self._stands.get(name, "")):
            return
        if value == self._stands.get(name, ""):
            self._tried.pop(name, None)
        else:
            self._tried[name] = value
        self.ask()

    def reset(self) -> None:
        """Back to the profile."""
        self.open()

    def ask(self) -> None:
        """Reckon the order by what is tried now."""
        self._asked += 1
        asked, month, tried = self._asked, self._month(), dict(self._tried)
        self._view.show_changed({name: self._stands.get(name, "") for name in tried})

        def show(answer: Tried) -> None:
            if asked == self._asked:
                self._view.show_tried(answer, _words(answer, len(tried)))

        def fail(error: InspectorError) -> None:
            if asked == self._asked:
                self._view.show_bad(error.message)

        self._runner.read(lambda: self._office.assess().try_numbers(month, tried), show, fail)


def _words(tried: Tried, changed: int) -> str:
    if not changed:
        return _("现行规则的名次。改左边的数，立刻重算，不保存")
    if tried.weights not in (None, 100):
        return _("分项权重合计 {sum}%，不是 100%").format(sum=tried.weights)
    order = tried.field if tried.weights is None else tried.composite
    moved = sum(bool(one.change) for group in order for one in group.lines)
    return _("改了 {n} 个数，{moved} 个镇街的名次变了，不保存").format(n=changed, moved=moved)
