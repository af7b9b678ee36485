"""The window starts light, and not at all on a Qt that would abort."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from pytestqt.qtbot import QtBot

from inspector.domain.errors import InputError, MachineError
from tests.ui.fake_days import CHINA
from ui.sitting import (
    DATABASE,
    DistrictClock,
    KeptPreferences,
    mend_input_method,
    refuse_broken_qt,
    refuse_other_folders,
    sit_alone,
    text_size,
)
from ui.tasks import TaskRunner

IDLE = "--exit-after-first-idle"
HEAVY = (
    "reportlab",
    "PIL",
    "pillow_heif",
    "openpyxl",
    "xlsxwriter",
    "docx",
    "cryptography",
    "pypinyin",
    "chinese_calendar",
    "exifread",
    "pypdfium2",
    "pikepdf",
    "sqlite_utils",
    "inspector.app",
    "inspector.exchange",
)
ROOMS = (
    *("ui.rooms.home.view", "ui.rooms.ledger.view", "ui.rooms.capture.view"),
    *("ui.rooms.register.view", "ui.rooms.settings.view"),
)


def heavy_after(code: str, home: Path) -> str:
    """Which heavy parts a fresh Python holds once it has run ``code``."""
    found = subprocess.run(
        [sys.executable, "-c", f"{code}\nprint([m for m in {HEAVY} if m in sys.modules])"],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parents[2],
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen", "XDG_CONFIG_HOME": str(home)},
    )
    return found.stdout.splitlines()[-1]


def test_nothing_heavy_is_imported_before_the_first_paint(tmp_path: Path) -> None:
    (tmp_path / DATABASE).touch()
    begin = f"import sys; from ui.app import main; main([{str(tmp_path)!r}, {IDLE!r}])"
    assert heavy_after(begin, tmp_path) == "[]"


def test_no_room_imports_anything_heavy_by_itself(tmp_path: Path) -> None:
    assert heavy_after(f"import sys, {', '.join(ROOMS)}", tmp_path) == "[]"


@pytest.mark.parametrize(
    "loaded", ["ui.sitting", "ui.welcome", "ui.back_office", "ui.workspace_office"]
)
def test_no_word_is_chosen_before_the_language_is_known(loaded: str, tmp_path: Path) -> None:
    said = "chosen = []; text._ = lambda words: chosen.append(words) or words"
    loads = f"import sys; import inspector.text as text; {said}; import {loaded}"
    heavy_after(f"{loads}; assert not chosen, chosen", tmp_path)


def test_work_asked_for_before_the_window_is_painted_waits_and_then_comes_in_order(
    qtbot: QtBot,
) -> None:
    runner, answers = TaskRunner(held=True), []
    runner.write(lambda: 1, answers.append, lambda _error: None)
    runner.write(lambda: 2, answers.append, lambda _error: None)
    qtbot.wait(30)
    assert answers == []
    runner.release()
    qtbot.waitUntil(lambda: answers == [1, 2], timeout=1000)
    runner.close()


def test_the_qt_that_loses_references_is_refused_on_an_old_python() -> None:
    with pytest.raises(MachineError):
        refuse_broken_qt("6.12.0", (3, 11))


@pytest.mark.parametrize(("version", "python"), [("6.12.0", (3, 12)), ("6.11.3", (3, 11))])
def test_other_pairs_are_welcome(version: str, python: tuple[int, int]) -> None:
    refuse_broken_qt(version, python)


def test_a_folder_without_a_database_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="不是工作区"):
        refuse_other_folders(tmp_path)


def test_fcitx_speaks_ibus_where_its_plugin_is_absent(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setenv("QT_IM_MODULE", "fcitx")
    mend_input_method(tmp_path)
    assert os.environ["QT_IM_MODULE"] == "ibus"


def test_fcitx_stays_where_its_plugin_is_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plugins = tmp_path / "Qt" / "plugins" / "platforminputcontexts"
    plugins.mkdir(parents=True)
    (plugins / "libfcitx5platforminputcontextplugin.so").touch()
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setenv("QT_IM_MODULE", "fcitx")
    mend_input_method(tmp_path)
    assert os.environ["QT_IM_MODULE"] == "fcitx"


def test_what_the_person_prefers_outlives_the_window(tmp_path: Path) -> None:
    kept = str(tmp_path / "own.ini")
    KeptPreferences(QSettings(kept, QSettings.Format.IniFormat)).keep("language", "en")
    again = KeptPreferences(QSettings(kept, QSettings.Format.IniFormat))
    assert again.read("language") == "en"
    assert again.read("theme") == ""


@pytest.mark.parametrize(("kept", "size"), [("115", 115), ("", 100), ("9000", 100), ("x", 100)])
def test_only_our_own_text_sizes_are_taken_over(kept: str, size: int) -> None:
    assert text_size(kept) == size


def test_moments_are_told_by_the_clock_of_the_district() -> None:
    clock = DistrictClock()
    clock.live_in(CHINA)
    assert clock().utcoffset() == CHINA.utcoffset(None)


def test_one_window_over_a_workspace_at_a_time(tmp_path: Path) -> None:
    first = sit_alone(tmp_path)
    with pytest.raises(InputError, match="另一个窗口"):
        sit_alone(tmp_path)
    first.unlock()
    sit_alone(tmp_path).unlock()


def test_a_window_that_was_killed_holds_nothing(tmp_path: Path) -> None:
    held = "import os, sys; from pathlib import Path; from ui.sitting import sit_alone; "
    subprocess.run(
        [sys.executable, "-c", held + "lock = sit_alone(Path(sys.argv[1])); os._exit(9)", tmp_path],
        check=False,
        cwd=Path(__file__).parents[2],
    )
    assert (tmp_path / "window.lock").exists()
    sit_alone(tmp_path).unlock()


IN_ENGLISH = """
from inspector.text import speak
speak("en")
from inspector.domain.deadline import Term, TimeUnit
from ui.capture_answers import _deadline
from ui.rooms.ledger.presenter import TABS
words = [one.name for one in TABS] + [_deadline(Term(value=2, unit=unit)) for unit in TimeUnit]
chinese = [one for one in words if not one.replace("\\u3000", "").isascii()]
assert not chinese, chinese
import sys
"""


def test_terms_of_the_domain_are_told_in_the_language_of_the_window(tmp_path: Path) -> None:
    heavy_after(IN_ENGLISH, tmp_path)
