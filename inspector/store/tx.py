"""A transaction in hand: the right to write, its stream, its clock."""

from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from inspector.domain.change import Stamp
from inspector.domain.ids import StreamId
from inspector.domain.merge_order import tick


@dataclass(slots=True, kw_only=True)
class Tx:
    """Only ``writing()`` hands one out; ``seq`` and ``clock`` are those of the last change.

    ``is_ours`` is False in a copied or restored database until its first change of its own;
    ``gone_on_for`` is then the database whose record must never fit one again. ``database`` is the
    id of this one, ``after`` that of the one it goes on for. ``place`` is the real path of the
    workspace (what SQLite says of it is no path in every locale), ``inode`` that of the file.
    """

    db: Database
    stream: int
    uid: StreamId
    now: datetime
    seq: int
    clock: int
    is_ours: bool = True
    gone_on_for: str = ""
    database: str = ""
    after: str = ""
    place: str = ""
    inode: int = 0

    def next_stamp(self) -> Stamp:
        """The stamp of the next change; the clock never runs behind itself."""
        self.seq += 1
        self.clock = tick(self.clock, int(self.now.timestamp() * 1000))
        return Stamp(self.clock, self.stream, self.seq)
