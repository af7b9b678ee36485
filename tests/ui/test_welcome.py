"""Somebody new is offered four ways to begin, and none of them ends the program with a fault."""

import json
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from inspector.domain.errors import InspectorError
from ui.beginning import (
    DATABASE,
    DEMO,
    FOUND,
    JOIN,
    free_place,
    ways,
    what_it_says,
    words_for,
    workspace_in,
)
from ui.faces import load_faces
from ui.look import Look
from ui.welcome import OTHER_LANGUAGE, WIDE, Welcome

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")  # what no display says of a dialog
RESOURCES = Path(__file__).parents[2] / "resources"
BY_CODE = {way.code: way for way in ways()}


@pytest.fixture
def welcome(qtbot: QtBot, tmp_path: Path) -> Welcome:
    opened = Welcome(Look(load_faces()), "zh")
    opened._move(tmp_path / "文档" / "点位督查")
    qtbot.addWidget(opened)
    with qtbot.waitActive(opened):
        opened.show()
        opened.activateWindow()
    return opened


def words_on(welcome: Welcome) -> str:
    return welcome._said._whole


def test_the_first_way_has_the_focus_and_arrows_walk_on(welcome: Welcome, qtbot: QtBot) -> None:
    assert welcome.focusWidget().accessibleName() == "用示例区试一试"
    qtbot.keyClick(welcome, Qt.Key.Key_Down)
    assert welcome.focusWidget().accessibleName() == "用办公室发的数据包建"


def test_a_folder_that_is_no_workspace_is_named_and_the_ways_stay(
    welcome: Welcome, tmp_path: Path
) -> None:
    welcome.open_folder(tmp_path)
    assert "不是工作区" in words_on(welcome)
    assert (welcome.isVisible(), welcome.workspace) == (True, None)


def test_a_workspace_is_opened_from_its_own_folder_and_from_a_demos(
    welcome: Welcome, tmp_path: Path
) -> None:
    own = tmp_path / "demo" / "workspace"
    own.mkdir(parents=True)
    (own / DATABASE).touch()
    assert workspace_in(own) == workspace_in(own.parent) == own
    welcome.open_folder(own.parent)
    assert (welcome.isVisible(), welcome.workspace) == (False, own)


def test_a_file_is_asked_for_by_the_key_of_its_way(welcome: Welcome, qtbot: QtBot) -> None:
    qtbot.keyClick(welcome, Qt.Key.Key_3)
    asked = QApplication.activeModalWidget()
    assert isinstance(asked, QFileDialog)
    assert asked.nameFilters() == ["辖区文件 (*.json)"]
    asked.reject()


def test_a_district_file_becomes_a_workspace_of_its_own(welcome: Welcome, qtbot: QtBot) -> None:
    welcome.make(BY_CODE[FOUND], RESOURCES / "district.json")
    assert words_on(welcome).startswith("正在装入本区数据")
    qtbot.waitUntil(lambda: welcome.workspace is not None, timeout=60_000)
    assert welcome.workspace == welcome._home / "工作区"
    assert workspace_in(welcome.workspace) == welcome.workspace


def test_a_file_that_is_none_is_told_with_its_cure_and_leaves_no_folder(
    welcome: Welcome, qtbot: QtBot, tmp_path: Path
) -> None:
    (tmp_path / "d.json").write_text("[", "utf-8")
    welcome.make(BY_CODE[FOUND], tmp_path / "d.json")
    qtbot.waitUntil(lambda: "不是 JSON" in words_on(welcome), timeout=60_000)
    assert "检查文件" in words_on(welcome)
    assert welcome.focusWidget().accessibleName() == "装入本区数据"
    assert [*welcome._home.iterdir()] == []


def test_escape_calls_off_what_runs_before_it_leaves(welcome: Welcome, qtbot: QtBot) -> None:
    welcome.make(BY_CODE[DEMO], None)
    qtbot.keyClick(welcome, Qt.Key.Key_Escape)
    assert words_on(welcome) == "已取消，没有建工作区"
    assert welcome.isVisible()
    assert not welcome._folder.exists()
    qtbot.keyClick(welcome, Qt.Key.Key_Escape)
    assert not welcome.isVisible()


def test_the_other_language_brings_it_up_anew(welcome: Welcome) -> None:
    welcome.other.click()
    assert welcome.result() == OTHER_LANGUAGE


def test_a_workspace_that_is_gone_is_named(qtbot: QtBot) -> None:
    opened = Welcome(Look(load_faces()), "zh", missing="/media/KINGSTON/工作区")
    qtbot.addWidget(opened)
    assert words_on(opened) == "上次的工作区不在了：/media/KINGSTON/工作区"


def test_a_long_folder_does_not_widen_it(welcome: Welcome) -> None:
    before = welcome.width()
    welcome._move(Path("/media") / ("很长的名字" * 30))
    assert welcome.width() == before
    assert before < WIDE + 120


def test_nothing_that_is_there_is_built_over(tmp_path: Path) -> None:
    (tmp_path / "示例区").mkdir()
    assert free_place(tmp_path, BY_CODE[DEMO]) == tmp_path / "示例区 2"
    assert free_place(tmp_path, BY_CODE[JOIN]) == tmp_path / "工作区"


def test_a_bundle_is_asked_of_our_own_command(tmp_path: Path) -> None:
    words = words_for(BY_CODE[JOIN], tmp_path / "a.db", tmp_path / "w", "en")
    assert words[:2] == ["init", str(tmp_path / "w")]
    assert words[2:] == ["--from", str(tmp_path / "a.db"), "--json", "--lang", "en"]


def test_an_answer_that_nobody_understands_is_a_fault_with_a_cure() -> None:
    told = what_it_says("", "Killed")
    assert isinstance(told, InspectorError)
    assert told.hint
    told = what_it_says("", json.dumps({"error": {"message": "满了", "hint": "腾出空间"}}))
    assert isinstance(told, InspectorError)
    assert (told.message, told.hint) == ("满了", "腾出空间")
