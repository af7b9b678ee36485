"""The mind of 通知书: which units are ticked, what bars them, what their paper looks like."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Protocol

from inspector.domain.errors import InspectorError
from inspector.text import _
from ui.fault_words import hint_here
from ui.issue_told import IssueCase
from ui.notice_told import EVERYTHING, Check, Round, UnitReady
from ui.office import Office
from ui.papers_office import Issued
from ui.tasks import Report, Runner

EVERY_TOWN = EVERYTHING.town
DUE_DAYS = (0, 3, 7, 15)  # a round of what is due within so many days, what is overdue with it
_MOST_TOLD = 3  # bars of a batch that one line can hold


class NoticesSurface(Protocol):
    def show_units(self, units: Sequence[UnitReady], ticked: frozenset[str]) -> None: ...
    def show_checks(
        self, blocked: Sequence[Check], advice: Sequence[Check], passed: Sequence[str]
    ) -> None: ...
    def show_choice(self, ticked: int, ready: int, words: str) -> None: ...
    def show_paper(self, name: str, paper: bytes) -> None: ...
    def show_no_paper(self, words: str) -> None: ...
    def show_issued(self, numbers: Sequence[str]) -> None: ...
    def show_label(self, words: str, *, waiting: bool) -> None:
        """What the next paper is called, or what has just gone out and waits to be delivered."""

    def show_saved(self, words: str) -> None: ...
    def print_papers(self, papers: Sequence[bytes]) -> None: ...
    def bind_papers(self, notices: Sequence[str]) -> None: ...
    def show_fault(self, error: InspectorError) -> None: ...
    def stand_on(self, unit: str) -> None: ...
    def show_towns(self, towns: Sequence[str], chosen: str) -> None: ...
    def show_due(self, days: int | None) -> None: ...


class NoticesPresenter:
    """All units start ticked; blocked ones wait while the rest goes out."""

    def __init__(self, view: NoticesSurface, office: Office, runner: Runner) -> None:
        self._view, self._office, self._runner = view, office, runner
        self._units: tuple[UnitReady, ...] = ()
        self._ticked: frozenset[str] = frozenset()
        self._shown = ""
        self._wanted = EVERYTHING
        self._wished_name = ""
        self._issuing = False
        self._report: Report | None = None
        self._just_issued: tuple[str, ...] = ()
        self._told_units: tuple[str, ...] = ()

    def refresh(self) -> None:
        """Ask which units have something to be told, and tick all of them."""
        wanted = self._wanted
        if not self._units:
            self._view.show_no_paper(_("正在逐个单位检查…"))

        def take(units: Sequence[UnitReady]) -> None:
            if wanted == self._wanted:  # else another round was chosen meanwhile
                self._take_units(units)

        self._runner.read(lambda: self._office.ready_units(wanted), take, self._view.show_fault)
        self._runner.read(self._towns, self._show_towns, self._view.show_fault)
        self._runner.read(
            lambda: self._office.papers().next_label(), self._show_label, self._view.show_fault
        )

    def choose(self, unit: str) -> None:
        """Show the paper as it would be issued to this unit."""
        ready = self._find(unit)
        if ready is None or unit == self._shown:
            return
        self._shown, wanted = unit, self._wanted
        self._view.show_no_paper(_("正在排版…"))

        def show(paper: bytes) -> None:
            if self._shown == unit:
                self._view.show_paper(ready.name, paper)

        def fail(error: InspectorError) -> None:
            if self._shown == unit:
                self._view.show_no_paper(f"{error.args[0]}。{hint_here(error)}")

        self._runner.read(lambda: self._office.preview(unit, wanted), show, fail)

    def choose_unit_of(self, case: IssueCase) -> None:
        """Stand on the unit that answers for an issue, of whichever town."""
        self._wished_name = case.unit
        self._narrow(EVERYTHING)
        self._stand_on_wish()

    def choose_town(self, town: str) -> None:
        """Only what was found in this town goes out, until another or every town is chosen."""
        self._narrow(replace(self._wanted, town=town))

    def choose_due(self, days: int | None) -> None:
        """Only what is due within so many days goes out, until another or every term is chosen."""
        self._narrow(replace(self._wanted, due_days=days))

    def _narrow(self, wanted: Round) -> None:
        if self._issuing or wanted == self._wanted:
            return
        self._wanted, self._shown = wanted, ""
        self._view.show_due(wanted.due_days)
        self._units, self._ticked = (), frozenset()  # what is not shown any more does not go out
        self._show_all()
        self.refresh()

    def tick(self, unit: str) -> None:
        self._ticked = self._ticked ^ {unit}
        self._show_all()

    def tick_all(self) -> None:
        """Tick every unit; a second time none."""
        every = frozenset(unit.unit for unit in self._units)
        self._ticked = frozenset() if self._ticked == every else every
        self._show_all()

    def issue(self) -> None:
        """Issue for the ticked units that nothing bars."""
        self._send(submit=False)

    def submit(self) -> None:
        """Hand the same papers in to be signed: no number yet, no term begins."""
        self._send(submit=True)

    def call_off(self) -> bool:
        """Stop the batch after the paper it is at; false where none is under way."""
        if self._report is not None and self._issuing:
            self._report.cancelled = True
        return self._issuing

    def _send(self, *, submit: bool) -> None:
        going = [unit.unit for unit in self._going()]
        if not self._units:
            self._view.show_saved(_("还在逐个检查，看过再签发"))
        if not going or self._issuing:
            return
        self._issuing, wanted = True, self._wanted
        doing = _("正在送审") if submit else _("正在签发")

        def failed(error: InspectorError) -> None:
            self._end_batch()
            self._view.show_fault(error)

        def stopped() -> None:
            self._end_batch()
            self._view.show_saved(_("已停止，开好的在登记簿"))

        def go_on(now: int, total: int) -> None:
            if self._issuing:
                words = _("{doing} {now} / {total} · 停止 Esc")
                self._view.show_label(
                    words.format(doing=doing, now=now, total=total), waiting=False
                )

        self._report = self._runner.carry_out(
            lambda tell: self._office.papers().issue(going, wanted, tell, submit=submit),
            lambda made: self._show_batch(made, going, submit=submit),
            failed,
            go_on,
            stopped,
        )

    def _show_batch(self, made: Issued, going: Sequence[str], *, submit: bool) -> None:
        if submit:
            self._view.show_saved(_("已送审 {n} 份，在登记簿签发").format(n=len(made.numbers)))
        else:
            self._just_issued, self._told_units = made.numbers, tuple(going)
            self._view.show_issued(made.numbers)
        self._end_batch()
        if made.bars:
            words = _("{n} 份没有开：{why}")
            why = "；".join(made.bars[:_MOST_TOLD])
            self._view.show_saved(words.format(n=len(made.bars), why=why))

    def _end_batch(self) -> None:
        self._issuing, self._shown = False, ""
        self.refresh()

    def print(self) -> None:
        """What has just gone out; before that the page that is shown."""
        names, shown, wanted = self._just_issued, self._shown, self._wanted
        papers = self._office.papers
        if names:
            self._runner.read(
                lambda: [papers().paper(name) for name in names],
                self._view.print_papers,
                self._view.show_fault,
            )
        elif shown:
            self._runner.read(
                lambda: [self._office.preview(shown, wanted)],
                self._view.print_papers,
                self._view.show_fault,
            )

    def bind(self) -> None:
        """Put what has just gone out into one file; before that there is nothing to put."""
        if self._just_issued:
            self._view.bind_papers(self._just_issued)

    def deliver(self) -> None:
        """What has just gone out was handed over."""
        names = self._just_issued
        if not names:
            return

        def done(count: int) -> None:
            self._just_issued = ()
            self._view.show_saved(_("已登记送达 {n} 份").format(n=count))
            self.refresh()

        self._runner.write(
            lambda: self._office.papers().deliver(names), done, self._view.show_fault
        )

    def write_word(self, out: Path) -> None:
        """The page that is shown as a Word file, to work on its words."""
        unit, wanted = self._shown, self._wanted
        self._runner.write(
            lambda: self._office.papers().write_draft_word(unit, wanted, out),
            lambda _nothing: self._view.show_saved(_("已写好 {file}").format(file=out.name)),
            self._view.show_fault,
        )

    def word_name(self) -> str:
        """What the Word file is called by default; empty where no page is shown."""
        ready = self._find(self._shown)
        return _("{unit}-整改通知书草稿.docx").format(unit=ready.name) if ready else ""

    def units_to_pack(self) -> tuple[str, ...]:
        """Units that were just told, else the ticked ones."""
        return self._told_units or tuple(unit.unit for unit in self._going())

    def _towns(self) -> list[str]:
        return sorted({point.town_name for point in self._office.points() if point.town_name})

    def _show_towns(self, towns: Sequence[str]) -> None:
        self._view.show_towns(towns, self._wanted.town)

    def _show_label(self, label: str) -> None:
        if self._just_issued:
            words = _("已签发 {n} 份，待送达").format(n=len(self._just_issued))
            self._view.show_label(words, waiting=True)
        else:
            self._view.show_label(_("文号 {label} 起").format(label=label), waiting=False)

    def _take_units(self, units: Sequence[UnitReady]) -> None:
        left_out = frozenset(unit.unit for unit in self._units) - self._ticked
        before, self._shown = self._shown, ""  # what was mended meanwhile shows on its page
        self._units = tuple(units)
        self._ticked = frozenset(unit.unit for unit in self._units) - left_out
        self._show_all()
        if not self._units:
            self._view.show_no_paper(self._nothing())
        else:
            self._view.stand_on((self._find(before) or self._units[0]).unit)
        self._stand_on_wish()

    def _nothing(self) -> str:
        if self._wanted.due_days is not None:
            return _("这个期限内没有待开的问题。选“期限不限”再看")
        if self._wanted.town:
            return _("{town}没有待开的问题。选“全部镇街”再看").format(town=self._wanted.town)
        return _("没有待开的问题。登记问题后，按责任单位在这里开")

    def _stand_on_wish(self) -> None:
        for unit in self._units:
            if unit.name == self._wished_name:
                self._view.stand_on(unit.unit)
                self._wished_name = ""
                return

    def _show_all(self) -> None:
        chosen = [unit for unit in self._units if unit.unit in self._ticked]
        going = self._going()
        self._view.show_units(self._units, self._ticked)
        self._view.show_checks(
            _once([check for unit in chosen for check in unit.blocked]),
            [check for unit in chosen for check in unit.advice],
            self._passed(going),
        )
        words = _("已选 {n} 个单位，{ready} 份可开").format(n=len(chosen), ready=len(going))
        if len(chosen) > len(going):
            words += _("，{n} 份待处理").format(n=len(chosen) - len(going))
        self._view.show_choice(len(chosen), len(going), words)

    def _passed(self, going: Sequence[UnitReady]) -> list[str]:
        issues = sum(unit.issues for unit in going)
        if not issues:
            return []
        return [_("{n} 件都有照片、依据和期限").format(n=issues), _("无缺字，无未决冲突")]

    def _going(self) -> list[UnitReady]:
        return [unit for unit in self._units if unit.unit in self._ticked and not unit.blocked]

    def _find(self, key: str) -> UnitReady | None:
        return next((unit for unit in self._units if unit.unit == key), None)


def _once(checks: Sequence[Check]) -> list[Check]:
    """What our own office lacks bars every unit; it is told once."""
    kept: list[Check] = []
    for check in checks:
        if check.issue or check not in kept:
            kept.append(check)
    return kept
