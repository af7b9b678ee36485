"""In the window no fault speaks of the command line."""

import re

import pytest

from inspector.domain.errors import InspectorError
from inspector.text import _, speak
from tools.build_docs import errors_told
from ui.fault_words import hint_here

CURES = sorted({one.cure for one in errors_told()})


@pytest.mark.parametrize(
    ("hint", "said"),
    [
        ("换一个文件夹。", "换一个文件夹。"),
        ("例如 0.5；用 --points 写。", "例如 0.5。"),
        ("不要删除它；用 inspector restore 从备份恢复。", "不要删除它。"),
        ("作废这份通知书（inspector notices --void），重新下发。", "作废这份通知书，重新下发。"),
        ("先用 --rehearse 看清楚，确认无误后加 --yes。", ""),
        ("Do not delete it; restore it with inspector restore.", "Do not delete it."),
        ("For example 0.5; use --points.", "For example 0.5."),
        ("写成 2026-11-20T14:08 或 2026-11-20。", "写成 2026-11-20T14:08 或 2026-11-20。"),
    ],
)
def test_what_helps_only_at_the_command_is_left_out(hint: str, said: str) -> None:
    assert hint_here(InspectorError("不行。", hint)) == said


@pytest.mark.parametrize("language", ["zh", "en"])
def test_no_hint_names_a_command_or_its_option(language: str) -> None:
    try:
        speak(language)
        said = [hint_here(InspectorError("", _(cure))) for cure in CURES]
    finally:
        speak("zh")
    assert len(said) > 100
    assert [one for one in said if re.search(r"(?<!\w)--\w|inspector [a-z]", one)] == []
    assert [one for one in said if one.endswith(("；", ";", "，", ","))] == []
