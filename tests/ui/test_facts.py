"""Values of a record are broken as Chinese is."""

import pytest
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from ui.widgets.facts import lay_out

SAID = "南门东侧占道堆物，约3㎡，已口头告知；商户称当日清走。复查时仍在，移交执法中队（第二中队）。"
NEVER_FIRST = set("，。；：、！？）》”")


@pytest.mark.parametrize("room", range(60, 400, 7))
def test_no_line_begins_with_a_stop_and_nothing_is_lost(qtbot: QtBot, room: int) -> None:
    laid = lay_out(SAID, QGuiApplication.font(), room)
    lines = [laid.lineAt(number) for number in range(laid.lineCount())]
    words = [SAID[line.textStart() : line.textStart() + line.textLength()] for line in lines]
    assert "".join(words) == SAID
    assert not [line for line in words if line[0] in NEVER_FIRST]
    assert max(line.naturalTextWidth() for line in lines) <= room


def test_a_code_longer_than_its_line_is_broken_anywhere(qtbot: QtBot) -> None:
    laid = lay_out("K7QF" * 30, QGuiApplication.font(), 100)
    assert laid.lineCount() > 2
    assert laid.boundingRect().width() <= 100
