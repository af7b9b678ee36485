"""Puts the rooms under the roof: which room leads to which."""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices

from inspector.text import _
from ui.arrivals import Arrivals
from ui.initials import Initials
from ui.look import Look
from ui.main_window import MainWindow, Room
from ui.places import room_places
from ui.preferences import Forgetful, Preferences
from ui.pulse import Pulse
from ui.slip import Slip
from ui.tasks import Runner

if TYPE_CHECKING:
    from ui.capture_told import Recorded
    from ui.day_watch import DayWatch
    from ui.home_told import Standing, Today
    from ui.inbox_watch import InboxWatch
    from ui.issue_told import Wanted
    from ui.leaving import Leaving
    from ui.office import Office
    from ui.photo_desk import PhotoDesk
    from ui.recheck_told import Verified
    from ui.rooms.capture.view import CaptureRoom
    from ui.rooms.ledger.view import LedgerRoom
    from ui.rooms.merge.view import MergeRoom
    from ui.rooms.notices.view import NoticesRoom
    from ui.rooms.recheck.view import RecheckRoom
    from ui.rooms.register.view import RegisterRoom
    from ui.rooms.settings.view import SettingsRoom
    from ui.sync_clock import SyncClock


PULSE = "pulse"
ROOMS = (
    *("capture", "ledger", "recheck", "notices", "scores"),
    *("map", "merge", "register", "settings"),
)


def load_rooms() -> None:
    """Read the code of the other rooms while nobody waits for it."""
    before = len(sys.modules)
    for room in ROOMS:
        import_module(f"ui.rooms.{room}.view")
    if len(sys.modules) > before:
        gc.freeze()  # code stays: looking through it for garbage held the screen up for 60 ms


class Desk(QObject):
    """The window with its rooms over one office; rooms are imported when first visited."""

    zone_known = Signal(object)
    day_turned = Signal()

    def __init__(
        self,
        look: Look,
        office: Office,
        runner: Runner,
        now: Callable[[], datetime],
        *,
        preferences: Preferences | None = None,
        stalls: Callable[[], Sequence[str]] = tuple,
        slip: Slip | None = None,
    ) -> None:
        """``preferences`` of the person, else of this sitting; ``stalls`` in words."""
        super().__init__()
        self._look, self._office, self._runner, self._now = look, office, runner, now
        self._preferences, self._stalls = preferences or Forgetful(), stalls
        self._slip = slip or Slip()
        self._is_ready = False
        self._photo_desk: PhotoDesk | None = None
        self.window = MainWindow(
            look,
            room_places(
                {
                    "home": self._home,
                    "capture": self._capture,
                    "ledger": self._ledger,
                    "recheck": self._recheck,
                    "notices": self._notices,
                    "scores": self._scores,
                    "map": self._map,
                    "merge": self._merge,
                    "register": self._register,
                    "settings": self._settings,
                }
            ),
            now,
            Initials(office, runner),
        )
        self.window.searched.connect(self._search)
        self.window.record_wanted.connect(self._record)
        self._sync_clock: SyncClock | None = None
        self._leaving: Leaving | None = None
        self._inbox: InboxWatch | None = None
        self._day: DayWatch | None = None
        self.arrivals = Arrivals(self.window, self._open_capture, self._open_merge)
        self._ask_standing()

    def refresh_standing(self) -> None:
        """Ask again what the frame tells: how much is here, what waits where."""
        self._ask_standing()
        self._runner.read(self._office.today, self._show_numbers, self.window.tell_fault)
        if self._leaving is not None:
            self._leaving.look()

    def _ask_standing(self) -> None:
        self._runner.read(self._office.standing, self._show_standing, self.window.tell_fault)

    def open_ledger(self, wanted: Wanted) -> None:
        cast("LedgerRoom", self.window.open_room("ledger")).show_wanted(wanted)

    def tell_pulse(self, pulse: Pulse, begin_anew: Callable[[], object]) -> None:
        """A question waits long: what for; nothing is told any more once the answer came."""
        notice = self.window.notice
        match pulse:
            case Pulse.WELL:
                notice.drop(PULSE)
            case Pulse.BUSY:
                words = _("后台还在处理，请稍等；可以接着写，写下的都在")
                notice.tell(PULSE, "clock", words)
            case Pulse.STILL:
                words = _("后台没有动静，请稍等；一直没有动静时重新打开后台，写下的都在")
                notice.tell(PULSE, "clock", words, _("重新打开后台"), begin_anew)

    def _show_standing(self, standing: Standing) -> None:
        self.zone_known.emit(standing.zone)
        if not self._is_ready:
            self._is_ready = True
            self._hand_over_slip()
            for ready in (self._office.make_ready, load_rooms):
                self._runner.read(ready, lambda _nothing: None, self.window.tell_fault)
            self._begin_syncing()
            self._begin_asking_at_the_door()
            self._begin_watching_inbox()
            self._begin_watching_day()
        self.window.show_standing(standing)

    def _hand_over_slip(self) -> None:
        """What was typed last while the office did not answer; the workbench then offers it."""
        left = self._slip.read()
        if left:
            self._runner.write(
                lambda: self._office.save_draft(left), lambda _nothing: None, self.window.tell_fault
            )

    def _begin_syncing(self) -> None:
        """Sync by the clock from now on, where that is set."""
        from ui.sync_clock import SyncClock

        self._sync_clock = SyncClock(self._office, self._runner)
        self._sync_clock.done.connect(self._tell_synced)
        self._sync_clock.failed.connect(self._tell_synced)
        self._sync_clock.start()

    def _begin_asking_at_the_door(self) -> None:
        """From now on closing asks about what nobody else has."""
        from ui.leaving import Leaving
        from ui.leaving_box import LeavingBox

        self._leaving = Leaving(LeavingBox(self._look, self.window), self._office, self._runner)
        self.window.may_close = self._leaving.may_leave
        self._leaving.look()

    def _begin_watching_inbox(self) -> None:
        from ui.inbox_watch import InboxWatch

        self._inbox = InboxWatch(self._office, self._runner, self._preferences)
        self.arrivals.watch(self._inbox)

    def _begin_watching_day(self) -> None:
        """A window that stands open over night shows the day's work of the day."""
        from ui.day_watch import DayWatch

        self._day = DayWatch(self._now)
        self._day.setParent(self)
        self._day.turned.connect(self._turn_day)
        self._day.start()

    def _turn_day(self) -> None:
        self.refresh_standing()
        self.day_turned.emit()

    def _tell_synced(self, _told: object) -> None:
        """A sync nobody asked for: its room and the frame show how it went, no word is said."""
        self.refresh_standing()
        if self.window.current_room() == "merge":
            self.window.open_room("merge")

    def _show_numbers(self, today: Today) -> None:
        """Beside each room's name what waits there; nothing once it is done."""
        waiting = {due.kind: due.count for due in today.due}
        for kind, room in (("notice", "notices"), ("draft", "capture"), ("recheck", "recheck")):
            self.window.number(room, waiting.get(kind, 0))

    def _home(self) -> Room:
        from ui.rooms.home.view import HomeRoom

        room = HomeRoom(self._look, self._office, self._runner, self._now)
        room.wanted.connect(self.open_ledger)
        room.numbers_told.connect(self._show_numbers)
        room.room_wanted.connect(self.window.open_room)
        room.record_wanted.connect(self._record)
        room.point_wanted.connect(self._record_at)
        self.day_turned.connect(room.turn_day)
        room.faulted.connect(self.window.tell_fault)
        return room

    def _capture(self) -> Room:
        from ui.rooms.capture.view import CaptureRoom

        room = CaptureRoom(self._look, self._office, self._runner, self._now, self._slip)
        room.recorded.connect(self._tell_recorded)
        room.visited.connect(self._tell_done)
        room.changed.connect(self.refresh_standing)
        room.photo_wanted.connect(self._open_photos)
        room.faulted.connect(self.window.tell_fault)
        return room

    def _ledger(self) -> Room:
        from ui.rooms.ledger.view import LedgerRoom

        room = LedgerRoom(self._look, self._office, self._runner, self._now, self._preferences)
        room.done.connect(self._tell_done)
        room.notice_wanted.connect(self._notice_for)
        room.recheck_wanted.connect(self._recheck_at)
        room.again_wanted.connect(self._record_again)
        room.record_wanted.connect(self._record)
        room.photo_wanted.connect(self._open_photos)
        room.faulted.connect(self.window.tell_fault)
        return room

    def _recheck(self) -> Room:
        from ui.rooms.recheck.view import RecheckRoom

        room = RecheckRoom(self._look, self._office, self._runner, self._now)
        room.verified.connect(partial(self._tell_verified, room))
        room.photo_wanted.connect(self._open_photos)
        room.faulted.connect(self.window.tell_fault)
        return room

    def _merge(self) -> Room:
        from ui.rooms.merge.view import MergeRoom

        room = MergeRoom(self._look, self._office, self._runner, self._now)
        room.merged.connect(partial(self._tell_merged, room))
        room.synced.connect(self.refresh_standing)
        room.faulted.connect(self.window.tell_fault)
        return room

    def _notices(self) -> Room:
        from ui.rooms.notices.view import NoticesRoom

        room = NoticesRoom(self._look, self._office, self._runner, self._now, self._preferences)
        room.issued.connect(self._tell_issued)
        room.changed.connect(self.refresh_standing)
        room.issue_wanted.connect(self._show_issue)
        room.recheck_wanted.connect(self._recheck_at)
        room.faulted.connect(self.window.tell_fault)
        return room

    def _scores(self) -> Room:
        from ui.rooms.scores.view import ScoresRoom

        room = ScoresRoom(self._look, self._office, self._runner, self._now)
        room.wanted.connect(self.open_ledger)
        room.register_wanted.connect(self._open_register)
        room.faulted.connect(self.window.tell_fault)
        return room

    def _open_register(self, kind: str) -> None:
        cast("RegisterRoom", self.window.open_room("register")).open_kind(kind)

    def _map(self) -> Room:
        from ui.rooms.map.view import MapRoom

        room = MapRoom(self._look, self._office, self._runner, self._now)
        room.wanted.connect(self.open_ledger)
        room.record_wanted.connect(self._record_at)
        room.moved.connect(self._tell_moved)
        room.faulted.connect(self.window.tell_fault)
        return room

    def _register(self) -> Room:
        from ui.rooms.register.view import RegisterRoom

        room = RegisterRoom(self._look, self._office, self._runner, self._now)
        room.changed.connect(self.refresh_standing)
        room.faulted.connect(self.window.tell_fault)
        return room

    def _settings(self) -> Room:
        from ui.rooms.settings.view import SettingsRoom

        room = SettingsRoom(
            self._look,
            self._office,
            self._runner,
            self._now,
            preferences=self._preferences,
            stalls=self._stalls,
        )
        room.room_wanted.connect(self.window.open_room)
        room.folder_wanted.connect(self._open_file)
        room.person_changed.connect(self.refresh_standing)
        room.faulted.connect(self.window.tell_fault)
        return room

    def _open_capture(self) -> CaptureRoom:
        return cast("CaptureRoom", self.window.open_room("capture"))

    def _open_merge(self) -> MergeRoom:
        return cast("MergeRoom", self.window.open_room("merge"))

    def save_pack(self) -> None:
        """Ask where the pack for technicians shall lie."""
        cast("SettingsRoom", self.window.open_room("settings")).choose_pack()

    def _search(self, text: str) -> None:
        from ui.issue_told import Wanted

        self.open_ledger(Wanted(text=text.strip()))

    def _show_issue(self, label: str) -> None:
        from ui.issue_told import Wanted

        self.open_ledger(Wanted(text=label))

    def _record(self) -> None:
        self._open_capture().start_finding()

    def _record_at(self, point: str) -> None:
        self._open_capture().start_at_point(point)

    def _record_again(self, issue: str) -> None:
        room = self._open_capture()
        self._runner.read(
            lambda: self._office.show_issue(issue), room.start_at, self.window.tell_fault
        )

    def _notice_for(self, issue: str) -> None:
        room = cast("NoticesRoom", self.window.open_room("notices"))
        self._runner.read(
            lambda: self._office.show_issue(issue), room.choose_unit_of, self.window.tell_fault
        )

    def _recheck_at(self, issue: str) -> None:
        cast("RecheckRoom", self.window.open_room("recheck")).presenter.bring(issue)

    def _open_photos(self, photos: list[Path], place: int) -> None:
        from ui.photo_desk import PhotoDesk

        if self._photo_desk is None:
            self._photo_desk = PhotoDesk(
                self._look, self._office.marking, self._runner, self.window
            )
            self._photo_desk.faulted.connect(self.window.tell_fault)
        self._photo_desk.look_at(photos, place)

    def _open_file(self, path: Path) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))

    def _tell_recorded(self, recorded: Recorded) -> None:
        self.window.tell_saved(_("已登记"))
        self.window.toast.tell(recorded.words, lambda: self._take_back(recorded.label))
        self.refresh_standing()

    def _tell_verified(self, room: RecheckRoom, verified: Verified) -> None:
        self.window.tell_saved(verified.words)
        self.window.toast.tell(verified.words, lambda: room.presenter.take_back(verified))
        self.refresh_standing()

    def _tell_merged(self, room: MergeRoom, words: str, batch: str) -> None:
        self.window.tell_saved(_("已汇入"))
        undo = partial(room.presenter.undo, batch)
        self.window.toast.tell(words, undo, above=room.to_read)
        self.refresh_standing()

    def _tell_moved(self, words: str, undo: Callable[[], None]) -> None:
        self.window.tell_saved(words)
        self.window.toast.tell(words, undo)

    def _tell_done(self, words: str, undo: Callable[[], None] | None) -> None:
        self.window.tell_saved(words)
        if undo is not None:
            self.window.toast.tell(words, undo)
        self.refresh_standing()

    def _take_back(self, label: str) -> None:
        def told(_nothing: None) -> None:
            self.window.tell_saved(_("已撤销 {label}").format(label=label))
            self.refresh_standing()

        self._runner.write(lambda: self._office.take_back(label), told, self.window.tell_fault)

    def _tell_issued(self, numbers: tuple[str, ...]) -> None:
        self.window.tell_saved(_("已签发 {n} 份").format(n=len(numbers)))
        self.window.toast.tell(_("已签发 {numbers}").format(numbers="、".join(numbers)), None)
        self.refresh_standing()
