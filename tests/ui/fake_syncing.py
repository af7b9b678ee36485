"""A place to sync with, kept in memory."""

from dataclasses import replace
from datetime import datetime, timedelta

from inspector.app.progress import Tell
from inspector.domain.errors import InspectorError
from ui.sync_office import AtClosing, SyncLine, SyncOutcome, SyncSetup

OUTCOME = SyncOutcome(sent=12, received=34, acknowledged=12, left=3, failed=0)


class FakeSyncing:
    """Remembers each sync; ``fault`` is what the next one meets."""

    def __init__(self, now: datetime) -> None:
        self.line: SyncLine | None = SyncLine(
            remote="webdavs://dav.example.cn/督查/一队",
            photos="print",
            good_at=now,
            left=3,
            did=(12, 12, 34),
            missing=(("LAPTOP-07", 41), ("LAPTOP-11", 6)),
            next_at=now + timedelta(minutes=22),
            every_min=30,
        )
        self.due = False
        self.metered: list[bool] = []
        self.fault: InspectorError | None = None
        self.outcome = OUTCOME
        self.answers: list[bool] = []
        self.kept: list[SyncSetup] = []
        self.keyring = True
        self.closing = AtClosing()

    def standing(self) -> SyncLine | None:
        return self.line

    def setup(self) -> SyncSetup:
        line = self.line
        return SyncSetup(
            remote=line.remote if line else "",
            photos=line.photos if line else "all",
            keyring=self.keyring,
            every_min=line.every_min if line else 0,
        )

    def set_up(self, setup: SyncSetup) -> str:
        self.kept.append(setup)
        self.line = SyncLine(remote=setup.remote, photos=setup.photos, every_min=setup.every_min)
        return "" if self.keyring or not setup.password else "密码没有存"

    def is_due(self, *, metered: bool, is_first: bool) -> bool:
        self.metered.append(metered)
        return self.due

    def at_closing(self) -> AtClosing:
        return self.closing

    def sync(self, tell: Tell, *, yes: bool, metered: bool = False) -> SyncOutcome:
        self.answers.append(yes)
        for part in range(1, 5):
            tell(part, 4)
        if self.fault and not yes:
            if self.line:
                self.line = replace(self.line, failure=self.fault.message)
            raise self.fault
        if self.line:
            self.line = replace(self.line, failure="", left=self.outcome.left)
        return self.outcome
