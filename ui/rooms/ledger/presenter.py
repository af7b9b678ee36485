"""The ledger's mind: which issues are wanted, which page is missing, which case is read."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol

from inspector.domain.errors import InspectorError
from inspector.domain.issue import State
from inspector.text import _
from ui.issue_told import UNSETTLED, ChangeLine, IssueCase, IssuePage, Wanted
from ui.match import Choice
from ui.office import Office
from ui.rooms.ledger.filters import filter_choices, filters_of
from ui.rooms.ledger.rows import LedgerRow, ShownCase, ledger_row, shown_case, shown_changes
from ui.tasks import Runner

PAGE = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerTab:
    """A standing view of the ledger."""

    name: str
    wanted: Wanted


TABS = (
    LedgerTab(name=_("全部"), wanted=Wanted()),
    LedgerTab(name=_("未销号"), wanted=Wanted(states=UNSETTLED)),
    LedgerTab(name=_(State.REPLIED.value), wanted=Wanted(states=frozenset({"REPLIED"}))),
    LedgerTab(name=_("逾期"), wanted=Wanted(late=True)),
    LedgerTab(name=_("重复与反弹"), wanted=Wanted(repeat=True)),
    LedgerTab(name=_("疑似待认定"), wanted=Wanted(candidate=True, states=UNSETTLED)),
)


class LedgerSurface(Protocol):
    def show_tab(self, number: int) -> None: ...
    def show_count(self, number: int, count: int) -> None: ...
    def show_filters(self, filters: Sequence[tuple[str, str, str]]) -> None: ...
    def show_total(self, total: int) -> None: ...
    def show_page(self, page: int, rows: Sequence[LedgerRow]) -> None: ...
    def show_case(self, case: ShownCase | None) -> None: ...
    def stand_on(self, case: IssueCase | None) -> None: ...
    def show_changes(self, changes: Sequence[str]) -> None: ...
    def show_empty(self, words: str) -> None: ...
    def show_fault(self, error: InspectorError) -> None: ...
    def offer_filters(self, choices: Sequence[Choice]) -> None: ...


class LedgerPresenter:
    """Pages are fetched by key: page n begins where page n − 1 ended."""

    def __init__(
        self, view: LedgerSurface, office: Office, runner: Runner, now: Callable[[], datetime]
    ) -> None:
        self._view, self._office, self._runner, self._now = view, office, runner, now
        self._tab = 1
        self._wanted = TABS[1].wanted
        self._generation = 0
        self._anchors: dict[int, str | None] = {0: None}
        self._asked: set[int] = set()
        self._names: dict[str, str] = {}
        self.issue = ""

    @property
    def wanted(self) -> Wanted:
        return self._wanted

    def refresh(self) -> None:
        """Count every tab and load the first page again."""
        self._view.show_tab(self._tab)
        for number, tab in enumerate(TABS):
            self._count(number, tab.wanted)
        self._start_over()

    def choose_tab(self, number: int) -> None:
        self._tab = number
        kept = self._wanted
        tab = TABS[number].wanted
        self._wanted = replace(
            kept, states=tab.states, late=tab.late, repeat=tab.repeat, candidate=tab.candidate
        )
        self._view.show_tab(number)
        self._start_over()

    def show_wanted(self, wanted: Wanted) -> None:
        """Come in with a wish from another room; a tab is lit where it is the same wish."""
        same = [n for n, tab in enumerate(TABS) if tab.wanted == wanted]
        self._tab = same[0] if same else 0
        self._wanted = wanted
        self.refresh()

    def search(self, text: str) -> None:
        self._narrow(replace(self._wanted, text=text.strip()))

    def ask_filters(self) -> None:
        """Read what the list can be narrowed by, for the person to choose."""
        self._read_choices(self._view.offer_filters)

    def narrow(self, key: str) -> None:
        """Narrow by a choice of :func:`filter_choices`."""
        kind, _sign, value = key.partition(":")
        self._narrow(replace(self._wanted, **{kind: value}))  # type: ignore[arg-type]

    def drop_filter(self, kind: str) -> None:
        self._narrow(replace(self._wanted, **{kind: ""}))  # type: ignore[arg-type]

    def want_page(self, page: int) -> None:
        """Fetch a page the table shows; the pages between it and the last known come first."""
        if page in self._asked:
            return
        self._asked.add(page)
        known = max(number for number in self._anchors if number <= page)
        generation, wanted = self._generation, self._wanted
        anchors = dict(self._anchors)

        def fetch() -> tuple[dict[int, str | None], IssuePage]:
            after, found = anchors[known], {}
            for number in range(known, page):
                after = self._office.find_issues(wanted, after, PAGE).next
                found[number + 1] = after
            return found, self._office.find_issues(wanted, after, PAGE)

        def show(answer: tuple[dict[int, str | None], IssuePage]) -> None:
            if generation == self._generation:
                self._anchors.update(answer[0])
                self._show_page(page, answer[1])

        self._runner.read(fetch, show, self._view.show_fault)

    def choose(self, issue: str) -> None:
        """Read the case of the row the person stands on."""
        self.issue = issue

        def show(case: IssueCase) -> None:
            if case.line.issue == self.issue:
                self._view.show_case(shown_case(case, self._now()))
                self._view.stand_on(case)

        self._runner.read(lambda: self._office.show_issue(issue), show, self._view.show_fault)

    def ask_changes(self) -> None:
        """Read who entered what; it takes longer than the case and is asked for by itself."""
        issue = self.issue

        def show(changes: Sequence[ChangeLine]) -> None:
            if issue == self.issue:
                self._view.show_changes(shown_changes(changes, self._now()))

        if issue:
            self._runner.write(
                lambda: self._office.changes_of_issue(issue), show, self._view.show_fault
            )

    def _read_choices(self, then: Callable[[Sequence[Choice]], None]) -> None:
        def take(choices: Sequence[Choice]) -> None:
            self._names = {one.key: one.name for one in choices}
            then(choices)

        now = self._now()
        self._runner.read(lambda: filter_choices(self._office, now), take, self._view.show_fault)

    def _narrow(self, wanted: Wanted) -> None:
        if wanted != self._wanted:
            self._wanted = wanted
            self._start_over()

    def _start_over(self) -> None:
        self._generation += 1
        self._anchors, self._asked = {0: None}, set()
        self._view.show_filters(self._filters())
        if (self._wanted.unit or self._wanted.standard) and not self._names:  # a view of one's own
            self._read_choices(lambda _choices: self._view.show_filters(self._filters()))
        self.want_page(0)

    def _filters(self) -> list[tuple[str, str, str]]:
        """Kind, name and value of every filter beyond the tab, each can be dropped."""
        return filters_of(self._wanted, self._names)

    def _show_page(self, page: int, found: IssuePage) -> None:
        self._anchors[page + 1] = found.next
        now = self._now()
        if page == 0:
            self._view.show_total(found.total)
            if not found.lines:
                self._view.show_case(None)
                self._view.stand_on(None)
                self._view.show_empty(self._nothing())
        self._view.show_page(page, [ledger_row(line, now) for line in found.lines])

    def _nothing(self) -> str:
        for _kind, name, value in self._filters():
            return _("没有符合条件的问题。去掉“{name}：{value}”再看").format(name=name, value=value)
        if self._wanted.text:
            return _("没有找到“{text}”。换点位、编号或拼音首字母再找").format(
                text=self._wanted.text
            )
        return _("这里没有问题")

    def _count(self, number: int, wanted: Wanted) -> None:
        def show(count: int) -> None:
            self._view.show_count(number, count)

        self._runner.read(lambda: self._office.count_issues(wanted), show, self._view.show_fault)
