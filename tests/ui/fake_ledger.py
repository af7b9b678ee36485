"""The ledger's deeds, remembered."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from inspector.app.told import Amendment, Reassigned
from ui.issue_told import Wanted


@dataclass
class FakeLedger:
    """``units`` are those issues were moved to; taking back clears them."""

    units: dict[str, str] = field(default_factory=dict)
    amended: list[tuple[str, str, str, str, str]] = field(default_factory=list)
    written: list[tuple[Wanted, Path]] = field(default_factory=list)

    def reassign(self, issues: Sequence[str], unit: str) -> Reassigned:
        self.units |= dict.fromkeys(issues, unit)
        before = dict.fromkeys(issues, None)
        return Reassigned(issues=len(issues), unit_name="桐安物业", before=before)

    def take_back(self, before: Mapping[str, str | None]) -> None:
        for issue in before:
            del self.units[issue]

    def void(self, issue: str, why: str) -> Amendment:
        return self._done(issue, "void", "", "", why)

    def correct(self, issue: str, field: str, value: str, why: str) -> Amendment:
        return self._done(issue, "edit", field, value, why)

    def rule(self, issue: str, same_as: str, why: str) -> Amendment:
        return self._done(issue, "rule", same_as, "", why)

    def give_time(self, issue: str, kind: str, until: str, why: str, day: str) -> Amendment:
        return self._done(issue, "term", kind, f"{until}{day}", why)

    def reply(self, issue: str, measures: str, done: str, photos: Sequence[str]) -> Amendment:
        return self._done(issue, "reply", ",".join(photos), done, measures)

    def dispute(self, issue: str, kind: str, why: str, day: str) -> Amendment:
        return self._done(issue, "dispute", kind, day, why)

    def letter(self, issue: str, kind: str, value: str, why: str) -> str:
        self._done(issue, "letter", kind, value, why)
        return "督办函已送审"

    def unsay(self, done: Amendment) -> None:
        self.amended = [one for one in self.amended if one[:2] != (done.finding, done.entity)]

    def _done(self, issue: str, deed: str, choice: str, value: str, why: str) -> Amendment:
        self.amended.append((issue, deed, choice, value, why))
        return Amendment(finding=issue, entity=deed)

    def write_table(self, wanted: Wanted, out: Path) -> str:
        self.written.append((wanted, out))
        return f"已写好 {out.name}：15 行"
