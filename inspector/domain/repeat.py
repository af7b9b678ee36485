"""The repeat rule (重复认定): which findings form one issue, and what each of them is.

The result depends on findings, deeds and rules alone, never on the order in which they arrived;
docs/decisions/issues-are-derived.md says why.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from inspector.domain.deeds import DeedDone
from inspector.domain.finding import SAME_AS_NONE, Finding
from inspector.domain.geometry import Position, apart_m
from inspector.domain.ids import FindingId, IssueId
from inspector.domain.issue import Issue, State
from inspector.domain.moment import local_date


class Kind(StrEnum):
    """What a finding is against the office's record (重复认定)."""

    NEW = "新问题"
    DUPLICATE = "一事多报"
    SIGHTING = "整改期内再次发现"
    OVERDUE = "逾期未改再次发现"
    RETURNED = "复查不合格"
    REPEAT = "重复问题"
    CANDIDATE = "疑似重复"


class ChainReset(StrEnum):
    """When counting starts anew even inside the repeat window."""

    CALENDAR_YEAR = "自然年"
    QUARTER = "季度"
    NONE = "不重置"

    def period(self, day: date) -> tuple[int, int]:
        """The period ``day`` lies in; occurrences are counted within one."""
        match self:
            case ChainReset.CALENDAR_YEAR:
                return day.year, 0
            case ChainReset.QUARTER:
                return day.year, (day.month - 1) // 3
            case ChainReset.NONE:
                return 0, 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """District rules in force on a finding's date; windows in whole days, radii in metres."""

    edition: str
    repeat_window_days: int
    rebound_window_days: int
    radius_m: float
    line: tuple[Position, ...] = ()
    candidate_radius_m: float = 50.0
    chain_reset: ChainReset = ChainReset.CALENDAR_YEAR
    overdue_counts_as_repeat: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Earlier:
    """An issue of the same chain that was there before; days count from its last finding."""

    issue: IssueId
    found_at: datetime
    closed_at: datetime | None
    days: int
    days_since_closed: int | None
    distance_m: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What one finding is, by which rule, after which earlier issues (newest first)."""

    finding: FindingId
    issue: IssueId
    kind: Kind
    occurrence: int
    rebound: bool
    level: int
    rule: Rule
    candidate_of: IssueId | None = None
    earlier: tuple[Earlier, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """Everything the rule says about a group of findings that may touch each other."""

    issues: tuple[Issue, ...]
    verdicts: tuple[Verdict, ...]


def judge(
    findings: Iterable[Finding],
    deeds: Iterable[DeedDone],
    rules: Mapping[FindingId, Rule],
    zone: ZoneInfo,
) -> Judgement:
    """Sweep the findings in their own order and place each into its chain.

    ``findings`` are of one standard, none void, and complete: every finding of each key among
    them, and what a person tied to them by ``same_as``; ``rules`` has one for each finding.
    """
    ordered = sorted(findings, key=lambda one: one.order)
    sweep = _Sweep(ordered, deeds, zone)
    verdicts = tuple(sweep.place(one, rules[one.id]) for one in ordered)
    issues = tuple(case.issue for chain in sweep.chains for case in chain.cases)
    return Judgement(issues=issues, verdicts=verdicts)


class _Case:
    """An issue in the making."""

    def __init__(self, first: Finding, chain_id: str, *, occurrence: int, rebound: bool) -> None:
        self.issue = Issue(
            findings=(first,), chain=chain_id, occurrence=occurrence, rebound=rebound
        )

    def add(self, finding: Finding) -> None:
        self.issue = replace(self.issue, findings=(*self.issue.findings, finding))

    def take(self, deeds: Iterable[DeedDone]) -> None:
        every = sorted((*self.issue.deeds, *deeds), key=lambda deed: deed.order)
        self.issue = replace(self.issue, deeds=tuple(every))


@dataclass(slots=True)
class _Chain:
    """One place within a key, and what has been found there, oldest first."""

    id: str
    cases: list[_Case] = field(default_factory=list)

    @property
    def findings(self) -> Iterator[Finding]:
        return (finding for case in self.cases for finding in case.issue.findings)

    @property
    def latest(self) -> Issue:
        return self.cases[-1].issue

    @property
    def last_found(self) -> datetime:
        return self.latest.findings[-1].found_at

    def fits(self, finding: Finding, rule: Rule) -> bool:
        """Same spot where both name one; else not farther apart than the radius."""
        spots = {one.spot for one in self.findings if one.spot}
        if finding.spot and spots:
            return finding.spot in spots
        apart = [
            _apart(finding, one, rule) - finding.accuracy_m - one.accuracy_m
            for one in self.findings
            if finding.position and one.position
        ]
        return not apart or min(apart) <= rule.radius_m


class _Sweep:
    """Chains as they stand while findings are placed one after the other."""

    def __init__(
        self, ordered: Sequence[Finding], deeds: Iterable[DeedDone], zone: ZoneInfo
    ) -> None:
        self.chains: list[_Chain] = []
        self._chain_of: dict[FindingId, _Chain] = {}
        self._chains_at: dict[str, dict[str, _Chain]] = {}  # by point, then by chain id
        self._placed_in: dict[str, list[Finding]] = {}  # by grid
        self._zone = zone
        self._tied = _ties(ordered)
        self._deeds: dict[FindingId, list[DeedDone]] = {}
        for deed in deeds:
            self._deeds.setdefault(deed.finding, []).append(deed)

    def place(self, finding: Finding, rule: Rule) -> Verdict:
        chain, suspect = self._decided(finding), None
        if chain is None and finding.same_as != SAME_AS_NONE:
            chain, suspect = self._searched(finding, rule)
        earlier = self._earlier(chain or suspect, finding, rule)
        chain = chain or self._open_chain(finding)
        verdict = self._into(chain, finding, rule)
        if earlier:
            verdict = replace(verdict, earlier=earlier)
        self._enter(finding, chain)
        if finding.id in self._deeds:
            chain.cases[-1].take(
                replace(deed, at=max(deed.at, finding.found_at))  # never before its finding
                for deed in self._deeds[finding.id]
            )
        if suspect is None:
            return verdict
        case = chain.cases[-1]
        case.issue = replace(case.issue, candidate_of=suspect.latest.id)
        return replace(verdict, kind=Kind.CANDIDATE, candidate_of=suspect.latest.id)

    def _enter(self, finding: Finding, chain: _Chain) -> None:
        self._chain_of[finding.id] = chain
        if finding.point is not None:
            self._chains_at.setdefault(finding.point, {})[chain.id] = chain
        if finding.grid is not None:
            self._placed_in.setdefault(finding.grid, []).append(finding)

    def _decided(self, finding: Finding) -> _Chain | None:
        """The chain a person put this finding into, whichever of the two was found first."""
        tied = (self._chain_of.get(other) for other in self._tied.get(finding.id, ()))
        return next((chain for chain in tied if chain), None)

    def _searched(self, finding: Finding, rule: Rule) -> tuple[_Chain | None, _Chain | None]:
        """The chain it fits, or else the chain it may belong to."""
        if finding.point is None:
            return None, self._last(self._nearby(finding, rule), finding, rule)
        own = list(self._chains_at.get(finding.point, {}).values())
        fitting = [chain for chain in own if chain.fits(finding, rule)]
        if fitting:
            return _latest(fitting), None
        return None, self._last(own, finding, rule)

    def _nearby(self, finding: Finding, rule: Rule) -> list[_Chain]:
        """Chains with a finding in the same grid within the candidate radius."""
        if finding.grid is None or finding.position is None:
            return []
        near = {
            self._chain_of[one.id].id: self._chain_of[one.id]
            for one in self._placed_in.get(finding.grid, ())
            if one.position and apart_m(finding.position, one.position) <= rule.candidate_radius_m
        }
        return list(near.values())

    def _last(self, chains: list[_Chain], finding: Finding, rule: Rule) -> _Chain | None:
        """Of those open now or last found within the repeat window, the one last found."""
        live = [
            chain
            for chain in chains
            if not chain.latest.is_closed_at(finding.found_at)
            or self._days(chain.last_found, finding) <= rule.repeat_window_days
        ]
        return _latest(live) if live else None

    def _open_chain(self, finding: Finding) -> _Chain:
        chain = _Chain(id=finding.id)
        self.chains.append(chain)
        return chain

    def _into(self, chain: _Chain, finding: Finding, rule: Rule) -> Verdict:
        if not chain.cases:
            return self._begin(chain, finding, rule, occurrence=1, rebound=False)
        if chain.latest.is_closed_at(finding.found_at):
            return self._after_close(chain, finding, rule)
        return self._join(chain.cases[-1], finding, rule)

    def _begin(
        self, chain: _Chain, finding: Finding, rule: Rule, *, occurrence: int, rebound: bool
    ) -> Verdict:
        case = _Case(finding, chain.id, occurrence=occurrence, rebound=rebound)
        chain.cases.append(case)
        kind = Kind.REPEAT if occurrence > 1 else Kind.NEW
        return _verdict(case.issue, finding, kind, rule, rebound=rebound)

    def _after_close(self, chain: _Chain, finding: Finding, rule: Rule) -> Verdict:
        past, today = chain.latest, self._day(finding.found_at)
        closed_at = past.closed_at or finding.found_at
        first_day = self._day(past.findings[0].found_at)
        again = self._days(
            chain.last_found, finding
        ) <= rule.repeat_window_days and rule.chain_reset.period(today) == rule.chain_reset.period(
            first_day
        )
        return self._begin(
            chain,
            finding,
            rule,
            occurrence=past.occurrence + 1 if again else 1,
            rebound=self._days(closed_at, finding) <= rule.rebound_window_days,
        )

    def _join(self, case: _Case, finding: Finding, rule: Rule) -> Verdict:
        kind = self._joining(case.issue, finding)
        case.add(finding)
        if kind is Kind.OVERDUE:
            more = 1 if rule.overdue_counts_as_repeat else 0
            case.issue = replace(
                case.issue,
                level=case.issue.level + 1,
                occurrence=case.issue.occurrence + more,
            )
        return _verdict(case.issue, finding, kind, rule, rebound=False)

    def _joining(self, issue: Issue, finding: Finding) -> Kind:
        """The order of these questions is the rule's: a duplicate is asked for first."""
        now = finding.found_at
        if any(self._same_visit(one, finding) for one in issue.findings):
            return Kind.DUPLICATE
        if issue.state_at(now) is State.REPLIED:
            return Kind.RETURNED
        return Kind.OVERDUE if issue.is_late_at(now) else Kind.SIGHTING

    def _same_visit(self, one: Finding, other: Finding) -> bool:
        same_round = one.round is not None and one.round == other.round
        return same_round or self._day(one.found_at) == self._day(other.found_at)

    def _earlier(self, chain: _Chain | None, finding: Finding, rule: Rule) -> tuple[Earlier, ...]:
        past = [case.issue for case in reversed(chain.cases)] if chain else []
        return tuple(self._look_back(issue, finding, rule) for issue in past)

    def _look_back(self, issue: Issue, finding: Finding, rule: Rule) -> Earlier:
        apart = [
            _apart(finding, one, rule)
            for one in issue.findings
            if finding.position and one.position
        ]
        closed = issue.closed_at if issue.is_closed_at(finding.found_at) else None
        return Earlier(
            issue=issue.id,
            found_at=issue.findings[0].found_at,
            closed_at=closed,
            days=self._days(issue.findings[-1].found_at, finding),
            days_since_closed=self._days(closed, finding) if closed else None,
            distance_m=min(apart, default=None),
        )

    def _day(self, moment: datetime) -> date:
        return local_date(moment, self._zone)

    def _days(self, since: datetime, finding: Finding) -> int:
        return (self._day(finding.found_at) - self._day(since)).days


def _ties(ordered: Sequence[Finding]) -> dict[FindingId, tuple[FindingId, ...]]:
    """For each finding the ones a person tied it to, directly or through others.

    A ruling that names a void or unknown finding falls away.
    """
    known = {one.id for one in ordered}
    groups: dict[FindingId, set[FindingId]] = {}
    for one in ordered:
        other = FindingId(one.same_as or "")
        if other in known and other != one.id:
            together = groups.get(one.id, {one.id}) | groups.get(other, {other})
            for member in together:
                groups[member] = together
    return {member: tuple(sorted(group)) for member, group in groups.items()}


def _latest(chains: list[_Chain]) -> _Chain:
    last = max(chain.last_found for chain in chains)
    return min((one for one in chains if one.last_found == last), key=lambda one: one.id)


def _apart(one: Finding, other: Finding, rule: Rule) -> float:
    if one.position is None or other.position is None:
        raise ValueError("a distance needs two positions")
    return apart_m(one.position, other.position, rule.line)


def _verdict(issue: Issue, finding: Finding, kind: Kind, rule: Rule, *, rebound: bool) -> Verdict:
    return Verdict(
        finding=finding.id,
        issue=issue.id,
        kind=kind,
        occurrence=issue.occurrence,
        rebound=rebound,
        level=issue.level,
        rule=rule,
    )
