"""One sitting at the window: environment, type, look, office, crash door."""

from __future__ import annotations

import gc
import logging
import os
import signal
import sys
from datetime import datetime, tzinfo
from functools import partial
from pathlib import Path

import PySide6
from PySide6.QtCore import (
    QLibraryInfo,
    QLocale,
    QLockFile,
    QObject,
    QSettings,
    QTimer,
    QTranslator,
)
from PySide6.QtWidgets import QApplication, QScrollArea

from inspector.domain.errors import InputError, InspectorError, MachineError
from inspector.text import _, speak
from ui import journal
from ui.back_process import BackProcess
from ui.beginning import DATABASE, workspace_in
from ui.crash import CrashDoor, show_crash
from ui.desk import Desk
from ui.faces import load_faces
from ui.far_office import FarOffice
from ui.fault_words import hint_here
from ui.look import TEXT_SIZES, Look
from ui.main_window import MainWindow
from ui.preferences import LANGUAGE, TEXT_SIZE, THEME, WORKSPACE
from ui.pulse import PulseWatch
from ui.slip import Slip
from ui.tasks import TaskRunner, fault_of_ours
from ui.theme import theme_named
from ui.watchdog import Watchdog

log = logging.getLogger(__name__)
SETTLED_MS = 1000  # after a room was opened for the first time it stands


def sit(workspace: Path | None, back: BackProcess | None, *, is_trial: bool = False) -> int:
    """One sitting over a workspace, else over the last one; a trial ends with the first paint."""
    try:
        refuse_broken_qt(PySide6.__version__, sys.version_info[:2])
    except MachineError as error:
        sys.stderr.write(f"{error.message}\n{error.hint}\n")
        return error.exit_code
    mend_input_method(Path(PySide6.__file__).parent)
    app = QApplication.instance() or QApplication(sys.argv[:1])
    if not isinstance(app, QApplication):
        raise TypeError("another kind of Qt application is already running")
    return _run(app, workspace, back, is_trial=is_trial)


def refuse_broken_qt(version: str, python: tuple[int, ...]) -> None:
    """PySide6 6.12.0 loses references to None on Python before 3.12 and aborts (PYSIDE-3474)."""
    if version == "6.12.0" and python < (3, 12):
        raise MachineError(
            _("这个版本的界面库（PySide6 6.12.0）会在使用中突然退出，已停止启动"),
            _("请安装 PySide6-Essentials 6.11：pip install 'PySide6-Essentials<6.12'"),
        )


def mend_input_method(qt_folder: Path) -> None:
    """WORKAROUND PySide6 wheels carry no fcitx plugin; fcitx5 speaks the ibus protocol.

    See github.com/fcitx/fcitx5/issues/444.
    """
    wanted = os.environ.get("QT_IM_MODULE", "")
    if sys.platform != "linux" or wanted not in ("fcitx", "fcitx5"):
        return
    plugins = qt_folder / "Qt" / "plugins" / "platforminputcontexts"
    if not any(plugins.glob("libfcitx*")):
        os.environ["QT_IM_MODULE"] = "ibus"


def _run(
    app: QApplication, workspace: Path | None, back: BackProcess | None, *, is_trial: bool
) -> int:
    settings = QSettings("inspector", "desktop")
    preferences = KeptPreferences(settings)
    _speak(app, preferences.read(LANGUAGE))
    look = Look(load_faces(), theme_named(preferences.read(THEME)))
    look.text_size = text_size(preferences.read(TEXT_SIZE))
    look.dress(app)
    folder = workspace or _last_or_begun(app, look, preferences)
    if folder is None:
        return 0
    folder = workspace_in(folder) or folder
    try:
        refuse_other_folders(folder)
        sat = sit_alone(folder)
    except InspectorError as error:
        _tell(error.message, hint_here(error))
        return error.exit_code
    far = FarOffice(folder, preferences.read(LANGUAGE), back)
    runner = TaskRunner(held=True)
    preferences.keep(WORKSPACE, str(folder))
    door = CrashDoor(_tell_plainly)
    door.stand()
    written = journal.begin(folder)
    watchdog = Watchdog()
    clock = DistrictClock()
    desk = Desk(
        look,
        far.office(),
        runner,
        clock,
        preferences=preferences,
        stalls=watchdog.told,
        slip=Slip(folder),
    )
    door.tell = partial(show_crash, look, desk.window, desk.save_pack)
    desk.zone_known.connect(clock.live_in)
    stay_calm(desk.window)
    desk.window.begin_in("home")
    desk.window.fit_screen()
    desk.window.show()
    watchdog.start()
    desk.zone_known.connect(partial(_watch_sticks, desk, runner))
    pulse = PulseWatch(far)
    pulse.changed.connect(lambda felt: desk.tell_pulse(felt, far.begin_anew))
    desk.window.painted.connect(pulse.start)
    desk.window.painted.connect(partial(_end_trial, desk) if is_trial else runner.release)
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # Qt's loop would not hear a Ctrl+C
    code = app.exec()
    preferences.keep(THEME, look.theme.code)
    preferences.keep(TEXT_SIZE, str(look.text_size))
    pulse.stop()
    watchdog.stop()
    runner.close()
    far.close()
    sat.unlock()
    journal.end(written)
    return code


def stay_calm(window: MainWindow) -> None:
    """Do once, behind the first painting, what would hold the screen up later.

    What stands then, and what a room brought on its first visit, stays: looking all of it through
    for garbage took 60 to 70 ms.
    """
    visited: set[str] = set()

    def keep_room(code: str) -> None:
        if code not in visited:
            visited.add(code)
            QTimer.singleShot(SETTLED_MS, _settle)

    window.painted.connect(_make_types_ready)
    window.painted.connect(gc.freeze)
    window.painted.connect(gc.enable)
    window.opened.connect(keep_room)


def _make_types_ready() -> None:
    """Before any thread works: the runner holds them until the window has been painted."""
    from ui.widgets.pictures import begin_reading

    begin_reading()


def _settle() -> None:
    """WORKAROUND PySide6 6.11: the first widget Qt gives us back makes it fill in forty types."""
    QScrollArea().viewport()
    gc.freeze()


def _end_trial(desk: Desk) -> None:
    """Tell whoever times the start that the window stands and takes keys."""
    sys.stdout.write("painted\n")
    sys.stdout.flush()
    desk.window.close()


def _watch_sticks(desk: Desk, runner: TaskRunner, _zone: tzinfo) -> None:
    """From the first answer of the office on: before, the window has better things to do."""
    if desk.findChild(QObject, "sticks") is not None:
        return
    from ui.stick_watch import StickWatch

    watch = StickWatch(runner)
    watch.setParent(desk)
    watch.setObjectName("sticks")
    watch.came.connect(desk.arrivals.tell_stick)
    watch.went.connect(desk.arrivals.forget_stick)
    watch.start()


class KeptPreferences:
    """Preferences in the person's own settings on this machine."""

    def __init__(self, settings: QSettings) -> None:
        self._settings = settings

    def read(self, name: str) -> str:
        return str(self._settings.value(name, ""))

    def keep(self, name: str, value: str) -> None:
        self._settings.setValue(name, value)


def text_size(kept: str) -> int:
    """The text size that was kept; the plain one where it is none of ours."""
    return int(kept) if kept in map(str, TEXT_SIZES) else TEXT_SIZES[0]


def sit_alone(folder: Path) -> QLockFile:
    """Hold the workspace for this window; the lock of a window that was killed does not count.

    A folder that cannot be written is looked at by as many as like.

    :raises InputError: another window is open over it, on this machine or on another.
    """
    lock = QLockFile(str(folder / "window.lock"))
    lock.setStaleLockTime(0)  # as long as its process lives
    if not lock.tryLock(0) and lock.error() is QLockFile.LockError.LockFailedError:
        raise InputError(
            _("这个工作区已经在另一个窗口里打开了"), _("切换到那个窗口；它没有响应时先把它结束")
        )
    return lock


def refuse_other_folders(folder: Path) -> None:
    """A look at the folder before the window opens; the whole check comes with the first question.

    :raises InputError: it holds no workspace.
    """
    if not (folder / DATABASE).is_file():
        raise InputError(
            _("这个文件夹不是工作区：{folder}").format(folder=folder),
            _("选含有 inspector.db 的文件夹；或先用 inspector init 新建。"),
        )


def _last_or_begun(app: QApplication, look: Look, preferences: KeptPreferences) -> Path | None:
    """The workspace of the last sitting; where there is none, the one somebody begins with."""
    last = preferences.read(WORKSPACE)
    found = workspace_in(Path(last)) if last else None
    if found is not None:
        return found
    from ui.welcome import OTHER_LANGUAGE, Welcome

    while True:
        welcome = Welcome(look, preferences.read(LANGUAGE) or "zh", missing=last)
        if welcome.exec() != OTHER_LANGUAGE:
            return welcome.workspace
        preferences.keep(LANGUAGE, "zh" if preferences.read(LANGUAGE) == "en" else "en")
        _speak(app, preferences.read(LANGUAGE))


class DistrictClock:
    """Now by the district's clock; by the machine's until the district is known."""

    def __init__(self) -> None:
        self._zone: tzinfo | None = None

    def live_in(self, zone: tzinfo) -> None:
        self._zone = zone

    def __call__(self) -> datetime:
        return datetime.now().astimezone(self._zone)


def _speak(app: QApplication, language: str) -> None:
    """The language of all words; Qt's own dialogs are English by themselves."""
    speak(language or "zh")
    if language == "en":
        return
    QLocale.setDefault(QLocale(QLocale.Language.Chinese, QLocale.Country.China))
    words = QTranslator(app)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if words.load("qtbase_zh_CN", folder):
        app.installTranslator(words)


def _tell_plainly() -> None:
    told = fault_of_ours()
    _tell(told.message, hint_here(told))


def _tell(words: str, hint: str) -> None:
    from PySide6.QtWidgets import QMessageBox

    box = QMessageBox(QMessageBox.Icon.NoIcon, _("点位督查"), words)
    box.setInformativeText(hint)
    box.exec()
