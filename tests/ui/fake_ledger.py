"""The ledger's deeds, remembered."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from inspector.app.told import Reassigned
from ui.issue_told import Wanted


@dataclass
class FakeLedger:
    """``units`` are those issues were moved to; taking back clears them."""

    units: dict[str, str] = field(default_factory=dict)
    written: list[tuple[Wanted, Path]] = field(default_factory=list)

    def reassign(self, issues: Sequence[str], unit: str) -> Reassigned:
        self.units |= dict.fromkeys(issues, unit)
        before = dict.fromkeys(issues, None)
        return Reassigned(issues=len(issues), unit_name="桐安物业", before=before)

    def take_back(self, before: Mapping[str, str | None]) -> None:
        for issue in before:
            del self.units[issue]

    def write_table(self, wanted: Wanted, out: Path) -> str:
        self.written.append((wanted, out))
        return f"已写好 {out.name}：15 行"
