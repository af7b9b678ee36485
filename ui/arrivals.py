"""What reaches the computer unasked: sticks with bundles, camera cards, photos in the inbox."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from inspector.text import _
from ui.preferences import INBOX

if TYPE_CHECKING:
    from inspector.app.sticks import Stick
    from ui.inbox_watch import InboxWatch
    from ui.main_window import MainWindow
    from ui.rooms.capture.view import CaptureRoom
    from ui.rooms.merge.view import MergeRoom


class Arrivals:
    """Tells on top of the window what came; nobody is taken from their work for it."""

    def __init__(
        self,
        window: MainWindow,
        open_capture: Callable[[], CaptureRoom],
        open_merge: Callable[[], MergeRoom],
    ) -> None:
        self._window = window
        self._open_capture, self._open_merge = open_capture, open_merge
        self._sticks: dict[Path, Stick] = {}
        window.opened.connect(self._take_waiting_bundles)

    def tell_stick(self, stick: Stick) -> None:
        """Say what was plugged in; bundles go first, photos wait on the card."""
        self._sticks[stick.place] = stick
        name = stick.place.name or str(stick.place)
        do: Callable[[], object]
        if stick.bundles:
            words = _("{name} 上认出 {n} 个数据包").format(name=name, n=len(stick.bundles))
            deed, do = _("去看看"), self._open_merge
        else:
            words = _("{name} 上有 {n} 张照片").format(name=name, n=stick.photos)
            deed, do = _("收进来"), partial(self._take_card, stick)
        self._window.notice.tell(str(stick.place), "hard-drive-upload", words, deed, do)

    def forget_stick(self, stick: Stick) -> None:
        self._sticks.pop(stick.place, None)
        self._window.notice.drop(str(stick.place))

    def watch(self, inbox: InboxWatch) -> None:
        """Tell from now on what the inbox gets."""
        inbox.came.connect(partial(self._tell_photos, inbox))
        inbox.start()

    def _take_card(self, stick: Stick) -> None:
        self._open_capture().take_in_card(stick.camera_folder)

    def _take_waiting_bundles(self, code: str) -> None:
        """Who opens 数据汇总 with a stick in the machine finds it rehearsed unasked, once."""
        found = [one for stick in self._sticks.values() for one in stick.bundles]
        if code != "merge" or not found:
            return
        for place in [place for place, stick in self._sticks.items() if stick.bundles]:
            self._window.notice.drop(str(self._sticks.pop(place).place))
        self._open_merge().presenter.take_in(found)

    def _tell_photos(self, inbox: InboxWatch) -> None:
        """Who registers has them in the tray at once."""
        if self._window.current_room() == "capture":
            self._take_photos(inbox)
        else:
            words = _("收件夹到了 {n} 张照片").format(n=inbox.waiting())
            take = partial(self._take_photos, inbox)
            self._window.notice.tell(INBOX, "inbox", words, _("收进来"), take)

    def _take_photos(self, inbox: InboxWatch) -> None:
        self._open_capture().presenter.take_in(inbox.take())
        self._window.notice.drop(INBOX)
