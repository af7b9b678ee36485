"""Issues and verdicts as the rows that lists and searches read."""

from collections.abc import Iterable, Mapping, Set
from datetime import UTC, datetime
from decimal import Decimal
from operator import itemgetter
from typing import Any, cast

from sqlite_utils import Database

from inspector.domain.deadline import WorkCalendar
from inspector.domain.deeds import Deed
from inspector.domain.ids import FindingId, IssueId
from inspector.domain.issue import Issue, State
from inspector.domain.moment import stored
from inspector.domain.notice import NoticeKind
from inspector.domain.repeat import Earlier, Rule, Verdict
from inspector.domain.scoring import first_points, pricing_of, rounded
from inspector.domain.search_words import plain
from inspector.domain.standard import Standard
from inspector.domain.unit import Addressee
from inspector.store.accounts import ACCOUNT_COLUMNS, account_of
from inspector.store.facts import term_end
from inspector.store.names import Names
from inspector.store.register import Register
from inspector.store.replacing import Values, replace_rows, standing
from inspector.store.search_index import SearchIndex
from inspector.store.values import canonical

_LAST_MOMENT = datetime(9999, 1, 1, tzinfo=UTC)
_UNTOUCHED: dict[str, object] = {
    "state": State.OPEN.name.lower(),
    **dict.fromkeys(("delivered_at", "deadline", "closed_at", *ACCOUNT_COLUMNS)),
}


class IssueLines:
    """Rows of issues and verdicts on their way into the tables."""

    def __init__(
        self,
        db: Database,
        register: Register,
        standards: dict[FindingId, Standard],
        index: SearchIndex,
        changed: Set[str] | None,
        odd: Mapping[FindingId, Set[str]],
    ) -> None:
        self._db, self._register, self._standards, self._odd = db, register, standards, odd
        self._index, self._names = index, Names(register)
        self._changed = changed
        self._standing = standing(db, _WANTED_ISSUES)
        self._standing_verdicts = standing(db, _WANTED_VERDICTS)
        self._kept: set[object] = set()
        self._issues: list[dict[str, Any]] = []
        self._verdicts: list[Values] = []
        self._rule_words: dict[int, str] = {}
        self._prices: dict[tuple[object, ...], tuple[str, str]] = {}
        self._ruled: dict[tuple[str, str, str], Addressee] = {}
        self._more = {
            row["id"]: row
            for row in db.query(
                "select f.id, f.unit, f.note, f.person, f.source, p.town, p.community, p.grid, "
                "(select group_concat(points, ' ') from dispute d where d.finding = f.id "
                "and d.decision = 'reduced' "
                "and not exists (select 1 from void where void.subject = d.id)) "
                "as relief, (select count(*) from "
                "evidence e where e.finding = f.id and e.subject = f.id) as photos, (select "
                "n.id from notice_item i join notice n on n.id = i.notice where i.finding = f.id "
                "and coalesce(n.kind, :order) = :order "
                "and not exists (select 1 from void where void.subject = n.id) "
                "order by n.issued_on desc, n.id desc limit 1) as notice "
                "from wanted cross join finding f on f.id = wanted.finding "
                "cross join place p on p.finding = f.id order by f.id",
                {"order": NoticeKind.RECTIFICATION.name.lower()},
            )
        }

    def add(self, issues: Iterable[Issue], verdicts: Iterable[Verdict]) -> None:
        for one in issues:
            if self._keeps_its_line(one):
                self._kept.add(one.id)
            else:
                self._issues.append(self._line(one))
        self._verdicts += [self._verdict_row(one) for one in verdicts]

    def _keeps_its_line(self, issue: Issue) -> bool:
        """Whether no fact of its findings changed, and the rule makes of them what it made before.

        Whatever else a line shows is of its findings' facts or of the register.
        """
        line = self._standing.rows.get(issue.id)
        if line is None or self._changed is None:
            return False
        made = (issue.occurrence, int(issue.rebound), issue.level, issue.chain, issue.candidate_of)
        return (
            (*made, len(issue.findings)) == _MADE(line)
            and not any(one.id in self._changed for one in issue.findings)
            and all(self._belonged(one.id, issue.id) for one in issue.findings)
        )

    def _belonged(self, finding: FindingId, issue: IssueId) -> bool:
        verdict = self._standing_verdicts.rows.get(finding)
        return verdict is not None and verdict[1] == issue

    def add_void(self) -> None:
        """A void finding keeps a line of its own, struck out, so that nothing vanishes."""
        sql = """
            select f.id, f.label, f.point, f.spot, f.standard, f.found_at from wanted
            cross join place on place.finding = wanted.finding and place.void = 1
            cross join finding f on f.id = wanted.finding
            where f.found_at is not null and f.standard is not null order by f.id
        """
        for row in self._db.query(sql):
            day = datetime.fromisoformat(row["found_at"])
            standard = self._register.standard(row["standard"], day.date())
            line = dict.fromkeys(ISSUE_COLUMNS) | row
            self._issues.append(
                line
                | {
                    "label": row["label"] or row["id"],
                    "last_found_at": row["found_at"],
                    "title": standard.title if standard else row["standard"],
                    "state": State.VOID.name.lower(),
                    "chain": row["id"],
                    "deduction": "0.00",
                    "occurrence": 1,
                    "rebound": 0,
                    "level": 0,
                    "findings": 1,
                    "photos": 0,
                    "key_place": row["point"] or row["id"],
                    "text": plain(row["label"] or ""),
                    "names": self._names.of_void(row["point"], standard),
                }
            )

    def write(self) -> None:
        """Bring the rows of the wanted findings and of their issues to what was added."""
        before = self._standing
        for line in self._issues:
            row = before.rows.get(line["id"])
            self._index.number(line, None if row is None else cast(int, row[_DOC]))
        lines: dict[object, Values] = {key: before.rows[key] for key in self._kept}
        lines |= {line["id"]: _ROW(line) for line in self._issues}
        self._index.replace(before, lines)
        replace_rows(self._db, "issue", before, lines)
        verdicts = {row[0]: row for row in self._verdicts}
        replace_rows(self._db, "verdict", self._standing_verdicts, verdicts)

    def _line(self, issue: Issue) -> dict[str, object]:
        first, last = issue.findings[0], issue.findings[-1]
        standard = self._standards[first.id]
        found_at = stored(first.found_at)
        more = [self._more[one.id] for one in issue.findings]
        point = self._register.point(first.point)
        variant = standard.variant(first.variant)
        unit, copy_to = self._addressee(issue, standard)
        pricing, deduction = self._price(issue, standard)
        title = variant.title if variant else standard.title
        notes = [one["note"] for one in more if one["note"]]
        return {
            "id": issue.id,
            "label": first.label,
            "point": first.point,
            "spot": first.spot,
            "standard": first.standard,
            "variant": first.variant,
            "title": title,
            "town": more[0]["town"],
            "community": more[0]["community"],
            "grid": more[0]["grid"],
            "unit": unit,
            "copy_to": canonical(list(copy_to)),
            "found_at": found_at,
            "last_found_at": stored(last.found_at) if last is not first else found_at,
            "occurrence": issue.occurrence,
            "rebound": int(issue.rebound),
            "level": issue.level,
            "chain": issue.chain,
            "candidate_of": issue.candidate_of,
            "deduction": deduction,
            "findings": len(issue.findings),
            "photos": sum(one["photos"] for one in more),
            "notice": next((one["notice"] for one in reversed(more) if one["notice"]), None),
            "text": plain(
                " ".join([*(one.label for one in issue.findings), first.spot or "", *notes])
            ),
            "names": self._names.of_issue(
                point, standard, variant, unit, (more[0]["town"], more[0]["community"])
            ),
            "key_place": first.point or issue.chain,
            "severity": (variant or standard).severity.name.lower(),
            "pricing": pricing,
            "person": more[0]["person"],
            "source": more[0]["source"],
            "odd": self._odd_words(issue),
            "relief": _relief([one["relief"] for one in more]),
            **self._course(issue, standard, self._register.calendar_of(unit)),
        }

    def _odd_words(self, issue: Issue) -> str | None:
        words = {word for one in issue.findings for word in self._odd.get(one.id, ())}
        return " ".join(sorted(words)) or None

    def _course(
        self, issue: Issue, standard: Standard, calendar: WorkCalendar
    ) -> dict[str, object]:
        """What the deeds made of it; without any it is open, and its standard's term is shown."""
        first = issue.findings[0]
        if not issue.deeds:
            untold = term_end(standard, first, first.found_at, calendar)
            return _UNTOUCHED | {"deadline": stored(untold) if untold else None}
        delivered = next((one.at for one in issue.deeds if one.kind is Deed.DELIVERED), None)
        deadline = issue.deadline_at(_LAST_MOMENT)
        if deadline is None and delivered is None:
            deadline = term_end(standard, first, first.found_at, calendar)
        closed = issue.closed_at
        return {
            "state": issue.state_at(_LAST_MOMENT).name.lower(),
            "delivered_at": stored(delivered) if delivered else None,
            "deadline": stored(deadline) if deadline else None,
            "closed_at": stored(closed) if closed else None,
            **account_of(issue, self._register.zone),
        }

    def _verdict_row(self, verdict: Verdict) -> Values:
        """In the order of the table's columns."""
        rule = verdict.rule
        if id(rule) not in self._rule_words:  # the register keeps them all
            self._rule_words[id(rule)] = canonical(_rule_words(rule))
        return (
            verdict.finding,
            verdict.issue,
            verdict.kind.name.lower(),
            verdict.occurrence,
            int(verdict.rebound),
            verdict.level,
            verdict.candidate_of,
            self._rule_words[id(rule)],
            _earlier_words(verdict.earlier),
        )

    def _price(self, issue: Issue, standard: Standard) -> tuple[str, str]:
        """The pricing in words and the points; of equal issues reckoned once."""
        first, sources = issue.findings[0], tuple(one.source for one in issue.findings)
        case = (standard.edition, standard.code, first.variant, first.on_the_spot, sources)
        key = (*case, issue.occurrence, issue.rebound)
        if key not in self._prices:
            profile = self._register.profile
            pricing = pricing_of(issue, standard, profile.source_factors)
            parts = first_points(pricing, issue.occurrence, profile, rebound=issue.rebound)
            points = rounded(sum((points for _kind, points in parts), Decimal(0)))
            self._prices[key] = (pricing.words(), str(points))
        return self._prices[key]

    def _addressee(self, issue: Issue, standard: Standard) -> tuple[str | None, tuple[str, ...]]:
        """Who must mend it: whom a person chose last, else whom the district's rules name."""
        first = issue.findings[0]
        point = self._register.point(first.point)
        place = self._more[first.id]
        directory = self._register.directory
        if point:
            key = (standard.edition, standard.code, point.code)
            if key not in self._ruled:
                self._ruled[key] = directory.addressee(standard, point)
            ruled = self._ruled[key]
        else:
            ruled = directory.territory(place["town"], place["community"])
        chosen = [unit for one in issue.findings if (unit := self._more[one.id]["unit"])]
        return (chosen[-1] if chosen else ruled.unit), ruled.copy_to


ISSUE_COLUMNS = (
    "id",
    "label",
    "point",
    "spot",
    "standard",
    "variant",
    "title",
    "town",
    "community",
    "grid",
    "unit",
    "copy_to",
    "found_at",
    "last_found_at",
    "state",
    "delivered_at",
    "deadline",
    "closed_at",
    "occurrence",
    "rebound",
    "level",
    "chain",
    "candidate_of",
    "deduction",
    "findings",
    "photos",
    "notice",
    "text",
    "key_place",
    "severity",
    "pricing",
    "person",
    "source",
    "odd",
    "relief",
    *ACCOUNT_COLUMNS,
)
# Numbers of this workspace's own index besides: another numbers otherwise, and no digest has them.
_COLUMNS = (*ISSUE_COLUMNS, "names", "doc")
_ROW = itemgetter(*_COLUMNS)
_DOC = _COLUMNS.index("doc")
_MADE = itemgetter(
    *map(
        _COLUMNS.index,
        ("occurrence", "rebound", "level", "chain", "candidate_of", "findings"),
    )
)

# What stands of the wanted findings so far: their issues, and verdicts.
_WANTED_ISSUES = f"""
    select {", ".join(_COLUMNS)} from issue where id in (
        select finding from wanted union select verdict.issue from wanted
        cross join verdict on verdict.finding = wanted.finding)
    order by id
"""
_WANTED_VERDICTS = """
    select verdict.* from wanted cross join verdict on verdict.finding = wanted.finding
    order by verdict.finding
"""


def _relief(points: list[str | None]) -> str | None:
    """What decided disputes took off, in points."""
    taken = [Decimal(one) for some in points if some for one in some.split(" ")]
    return str(sum(taken, Decimal(0))) if taken else None


def _earlier_words(earlier: tuple[Earlier, ...]) -> str:
    if not earlier:
        return "[]"
    return canonical(
        [
            {
                "issue": one.issue,
                "found_at": stored(one.found_at),
                "closed_at": stored(one.closed_at) if one.closed_at else None,
                "days": one.days,
                "days_since_closed": one.days_since_closed,
                "distance_m": None if one.distance_m is None else round(one.distance_m, 1),
            }
            for one in earlier
        ]
    )


def _rule_words(rule: Rule) -> dict[str, object]:
    return {
        "edition": rule.edition,
        "repeat_window_days": rule.repeat_window_days,
        "rebound_window_days": rule.rebound_window_days,
        "radius_m": rule.radius_m,
        "chain_reset": rule.chain_reset.name.lower(),
        "overdue_counts_as_repeat": rule.overdue_counts_as_repeat,
    }
