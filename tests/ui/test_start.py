"""The window starts light, and not at all on a Qt that would abort."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from inspector.domain.errors import InputError, MachineError
from tests.ui.fake_office import CHINA
from ui.app import DistrictClock, mend_input_method, refuse_broken_qt, refuse_other_folders

HEAVY = ("reportlab", "PIL", "openpyxl", "exifread", "pypdfium2", "sqlite_utils", "pikepdf")
LIGHT_ROOMS = "ui.app", "ui.rooms.home.view", "ui.rooms.ledger.view", "ui.rooms.capture.view"


def test_nothing_heavy_is_imported_before_the_first_paint() -> None:
    code = f"import sys, {', '.join(LIGHT_ROOMS)}; print([m for m in {HEAVY} if m in sys.modules])"
    found = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parents[2],
    )
    assert found.stdout.strip() == "[]"


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


def test_moments_are_told_by_the_clock_of_the_district() -> None:
    clock = DistrictClock()
    clock.live_in(CHINA)
    assert clock().utcoffset() == CHINA.utcoffset(None)
