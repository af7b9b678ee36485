"""A workspace in hand: where the rooms are put together, and time and chance come in."""

import os
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import Any, TypeVar

from sqlite_utils import Database

from inspector.domain.errors import InspectorError, MachineError
from inspector.domain.ids import fact_id
from inspector.photos.photo_store import PhotoStore
from inspector.store.connection import not_a_workspace, open_database
from inspector.store.faults import told
from inspector.store.register import Register
from inspector.store.streams import read_meta
from inspector.store.transaction import file_id, stay_with, writing
from inspector.store.tx import Tx
from inspector.store.upgrade import catch_up, is_behind
from inspector.text import _

T = TypeVar("T")
Clock = Callable[[], datetime]


def system_clock() -> datetime:
    """Now, by this machine."""
    return datetime.now(UTC)


class Workspace:
    """One open workspace; every deed takes it first. One thread each: open another for another."""

    def __init__(
        self, folder: Path, db: Database, *, person: str, clock: Clock, read_only: bool = False
    ) -> None:
        self.folder = folder
        self.read_only = read_only
        self.db = db
        self.clock = clock
        self.person = person or read_meta(db, "person") or ""
        self.photo_store = PhotoStore(folder)
        self._file = file_id(folder)
        self._remembered: dict[object, Any] = {}
        self._written: tuple[int, int] | None = None

    def __enter__(self) -> "Workspace":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        self.db.close()

    @property
    def file(self) -> int:
        """Which file its database is; see :func:`stay_over`."""
        return self._file

    @property
    def name(self) -> str:
        """What the district is called."""
        return str(self.register.district.get("name") or self.folder.name)

    @property
    def device(self) -> str:
        """What this computer is called among the office's."""
        row = self.db.execute(
            "select name from device where id = ?", [read_meta(self.db, "stream")]
        ).fetchone()
        return str(row[0] or "") if row else ""

    @property
    def known_until(self) -> datetime | None:
        """Moment of the last hand-over, in the district's zone; what came later is not known."""
        row = self.db.execute("select max(at) from batch where undone is null").fetchone()
        moment = datetime.fromisoformat(row[0]) if row and row[0] else None
        return moment.astimezone(self.register.zone) if moment else None

    @cached_property
    def register(self) -> Register:
        """The district's register as it stood when first asked for."""
        return Register(self.db)

    @property
    def inbox(self) -> Path:
        """Its own folder for photos that arrive."""
        return self.folder / "inbox"

    def reread(self) -> None:
        """Forget the register as it stood: another thread may have taken in a newer one."""
        self.__dict__.pop("register", None)

    @property
    def now(self) -> datetime:
        return self.clock().astimezone(self.register.zone)

    def new_id(self) -> str:
        """A time-ordered id for a fact that is recorded now."""
        return fact_id(int(self.clock().timestamp() * 1000), os.urandom(10))

    def remember(self, key: object, make: Callable[[], T]) -> T:
        """A result made once and kept until something is written here or by another process."""
        version = (self.db.execute("pragma data_version").fetchone()[0], self.db.conn.total_changes)
        if self._written != version:
            self._remembered, self._written = {}, version
        if key not in self._remembered:
            self._remembered[key] = make()
        kept: T = self._remembered[key]
        return kept

    @contextmanager
    def writing(self) -> Iterator[Tx]:
        """One transaction of our stream; afterwards the register is read anew."""
        with writing(self.db, self.folder, self.clock(), opened=self._file) as tx:
            yield tx
        self.reread()

    def another(self) -> "Workspace":
        """The same workspace for another thread."""
        return open_workspace(self.folder, person=self.person, clock=self.clock)


def stay_over(folder: Path, file: int | None) -> None:
    """Before a question is answered: the workspace is the one in whose ``file`` we began.

    :raises MachineError: it is away. :raises InputError: another was put in its place.
    """
    stay_with(folder, file)


def _catch_up(db: Database, folder: Path, clock: Clock) -> None:
    with writing(db, folder, clock()) as tx:
        catch_up(tx)


def _too_old_to_read() -> MachineError:
    """Verdicts of an older version are not shown as ours: they may differ."""
    return MachineError(
        _("这个工作区由较旧的版本写成，要先升级，而它现在不能写入。"),
        _("复制到可写的磁盘上打开一次；正被占用时稍后再试。"),
        code="older_read_only",
    )


def open_workspace(
    folder: Path, *, person: str = "", clock: Clock = system_clock, read_only: bool = False
) -> Workspace:
    """Open a workspace; InputError when the folder is none, or made by a newer version."""
    with told():
        if not folder.is_dir():
            raise not_a_workspace(folder)
        db = open_database(folder, read_only=read_only)
    if is_behind(db):
        if read_only:  # what reads may be the first to meet an older version's tables
            with suppress(InspectorError), closing(open_database(folder)) as own:
                _catch_up(own, folder, clock)
            if is_behind(db):
                db.close()
                raise _too_old_to_read()
        else:
            _catch_up(db, folder, clock)
    return Workspace(folder, db, person=person, clock=clock, read_only=read_only)
