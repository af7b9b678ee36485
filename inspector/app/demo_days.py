"""The demo's days: its round of September 2026, or the same round in the week before now."""

import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

_ZONE = timezone(timedelta(hours=8))  # the district's
_TOLD_UP_TO = date(2026, 9, 2)
_SENT_ON = date(2026, 9, 4)
_DONE = datetime(2026, 9, 5, 10, tzinfo=_ZONE)
_OVER = datetime(2026, 9, 8, 8, tzinfo=_ZONE)
_DATE = re.compile(rb"(2026)([-:]?)(0[1-9]|1[0-2])\2([0-3]\d)(?!\d)")
_WEEK = timedelta(weeks=1)


@dataclass(frozen=True, slots=True)
class DemoDays:
    """When the demo's story happens: ``later`` than it was drawn, by whole weeks."""

    later: timedelta = timedelta()

    @property
    def told_up_to(self) -> date:
        """The last day whose problems notices went out for."""
        return _TOLD_UP_TO + self.later

    @property
    def sent_on(self) -> date:
        """The date of those notices."""
        return _SENT_ON + self.later

    @property
    def done(self) -> datetime:
        """When units had mended what they were told."""
        return _DONE + self.later

    @property
    def over(self) -> datetime:
        """The first moment after the round."""
        return _OVER + self.later

    def put(self, text: bytes) -> bytes:
        """``text`` with every date of 2026 in it moved: 2026-09-01, 2026:09:01 and 20260901."""
        return _DATE.sub(self._put_one, text)

    def _put_one(self, found: re.Match[bytes]) -> bytes:
        year, mark, month, day = found.groups()
        moved = date(int(year), int(month), int(day)) + self.later
        return moved.strftime(mark.decode().join(("%Y", "%m", "%d"))).encode()

    @contextmanager
    def photos(self, drawn: Path, beside: Path) -> Iterator[Path]:
        """The folder of ``drawn`` photos, where moved as copies whose cameras say so."""
        if not self.later:
            yield drawn
            return
        beside.mkdir()
        for photo in drawn.iterdir():
            name = self.put(photo.name.encode()).decode()
            (beside / name).write_bytes(self.put(photo.read_bytes()))
        yield beside
        shutil.rmtree(beside)


def days_up_to(now: datetime) -> DemoDays:
    """The latest weeks whose round is over ``now``; never earlier than it was drawn."""
    return DemoDays(max(now - _OVER, timedelta()) // _WEEK * _WEEK)
