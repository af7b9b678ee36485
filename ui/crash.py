"""Where a bug of ours ends: logged with all it says, told once, and the window goes on."""

import logging
import sys
import threading
from collections.abc import Callable
from types import TracebackType

from PySide6.QtWidgets import QWidget

from inspector.text import _
from ui.look import Look

log = logging.getLogger(__name__)
Place = tuple[str, str, int]


class CrashDoor:
    """Takes what no one caught; ``tell`` is how a person hears of it, once for each place.

    A bug in painting comes back with every picture of the window: told each time, nobody could
    save anything any more.
    """

    def __init__(self, tell: Callable[[], None]) -> None:
        self.tell = tell
        self._told: set[Place] = set()

    def stand(self) -> None:
        """From here on nothing vanishes."""
        sys.excepthook = self.take
        threading.excepthook = lambda args: log.critical(
            "crash in %s",
            args.thread.name if args.thread else "?",
            exc_info=args.exc_value,
        )

    def take(
        self, kind: type[BaseException], error: BaseException, where: TracebackType | None
    ) -> None:
        """Log it; in the screen's thread tell it, where this very place was not told yet."""
        log.critical("crash", exc_info=(kind, error, where))
        sys.__excepthook__(kind, error, where)
        place = _place(kind, where)
        if threading.current_thread() is threading.main_thread() and place not in self._told:
            self._told.add(place)
            self.tell()


def show_crash(look: Look, over: QWidget, save_pack: Callable[[], None]) -> None:
    """The page: what happened, that nothing is lost, and what a technician can use."""
    from ui.widgets.sheet import DecisionSheet

    sheet = DecisionSheet(
        look, over, _("程序出了差错"), do=_("导出诊断包"), leave=_("继续"), icon="download"
    )
    sheet.say(_("刚才那一步没有做成；已登记的内容都在，可以继续用。"))
    sheet.say(_("请把诊断包交给技术人员：里面有出错的记录，没有照片和姓名。"))
    sheet.ask(save_pack)


def _place(kind: type[BaseException], where: TracebackType | None) -> Place:
    """The line that failed: the last one of the traceback."""
    while where is not None and where.tb_next is not None:
        where = where.tb_next
    if where is None:
        return kind.__name__, "", 0
    return kind.__name__, where.tb_frame.f_code.co_filename, where.tb_lineno
