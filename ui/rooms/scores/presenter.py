"""The mind of 考核评分: which month and town are looked at, and which papers are made of them."""

from datetime import date
from pathlib import Path
from typing import Protocol

from inspector.domain.errors import InspectorError
from inspector.text import _
from ui.issue_told import Wanted
from ui.office import Office
from ui.score_told import MonthScores, TownScore, Trends
from ui.tasks import Runner


class ScoresSurface(Protocol):
    def show_month(self, scores: MonthScores) -> None: ...
    def show_town(self, town: TownScore) -> None: ...
    def show_trends(self, trends: Trends) -> None: ...
    def show_waiting(self, words: str) -> None: ...
    def show_saved(self, words: str) -> None: ...
    def show_fault(self, error: InspectorError) -> None: ...
    def open_rows(self, wanted: Wanted) -> None: ...


class ScoresPresenter:
    """The ranking comes first, one town's sum with it, the months before when they are reckoned."""

    def __init__(self, view: ScoresSurface, office: Office, runner: Runner) -> None:
        self._view, self._office, self._runner = view, office, runner
        self._month = ""
        self._shown: MonthScores | None = None
        self._town = ""

    @property
    def month(self) -> str:
        """The month that is looked at; empty before the first answer."""
        return self._month

    @property
    def town(self) -> str:
        return self._town

    def refresh(self) -> None:
        """Reckon the month that is looked at, the running one at first."""
        month = self._month
        self._view.show_waiting(_("正在计算…"))

        def show(scores: MonthScores) -> None:
            if month != self._month:
                return
            self._month, self._shown = scores.month, scores
            self._view.show_month(scores)
            towns = [one.town for group in scores.groups for one in group.towns]
            if towns:
                self.choose(self._town if self._town in towns else towns[0])
            self._ask_trends()

        self._runner.read(lambda: self._office.scores(month), show, self._view.show_fault)

    def step(self, months: int) -> None:
        """Go on or back by months."""
        if self._shown is None:
            return
        year, number = (int(part) for part in self._month.split("-"))
        years, rest = divmod(year * 12 + number - 1 + months, 12)
        self._month = f"{years:04d}-{rest + 1:02d}"
        self.refresh()

    def choose(self, town: str) -> None:
        """Show where a town's points went."""
        self._town, month = town, self._month

        def show(told: TownScore) -> None:
            if (town, month) == (self._town, self._month):
                self._view.show_town(told)

        self._runner.read(lambda: self._office.town_score(month, town), show, self._view.show_fault)

    def open_rows(self, town: str) -> None:
        """The problems behind a town's figures."""
        if self._shown is not None:
            self._view.open_rows(Wanted(town=town, month=self._month))

    def open_standard(self, standard: str) -> None:
        """The town's problems under one standard."""
        if self._shown is not None:
            self._view.open_rows(Wanted(town=self._town, text=standard, month=self._month))

    def open_standard_everywhere(self, standard: str) -> None:
        """The whole district's problems of the month under one standard."""
        self._view.open_rows(Wanted(text=standard, month=self._month))

    def write(self, kind: str, out: Path) -> None:
        """Write one of the month's papers."""
        month, town = self._month, self._town
        self._runner.write(
            lambda: self._office.write_paper(kind, month, out, town),
            self._view.show_saved,
            self._view.show_fault,
        )

    def freeze(self) -> None:
        """Freeze the month; its figures stand from now on."""
        month = self._month

        def done(words: str) -> None:
            self._view.show_saved(words)
            self.refresh()

        self._runner.write(lambda: self._office.freeze(month), done, self._view.show_fault)

    def file_name(self, kind: str, today: date) -> str:
        """What a paper is called by default, as the office's own are."""
        year, number = (int(part) for part in (self._month or f"{today:%Y-%m}").split("-"))
        months = _("{year}年{month}月份").format(year=year, month=number)
        names = {
            "bulletin": _("{months}城市管理考核通报.pdf"),
            "brief": _("{months}一页纸.pdf"),
            "deck": _("{months}点评会.pptx"),
            "ledger": _("{months}整改台账.xlsx"),
            "statement": _("{months}{town}扣分明细.pdf"),
        }
        return names[kind].format(months=months, town=self._town_name())

    def _town_name(self) -> str:
        groups = self._shown.groups if self._shown else ()
        named = {one.town: one.name for group in groups for one in group.towns}
        return named.get(self._town, "")

    def _ask_trends(self) -> None:
        month = self._month

        def show(trends: Trends) -> None:
            if month == self._month:
                self._view.show_trends(trends)

        self._runner.read(lambda: self._office.trends(month), show, self._view.show_fault)
