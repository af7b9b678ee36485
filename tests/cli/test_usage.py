"""A command line that is wrong is told in the language chosen, never in the library's English."""

import re

import pytest

from inspector.text import speak
from tests.cli.inspector import Inspector

_LATIN = re.compile(r"[A-Za-z]{4,}")

WRONG = [
    (["nosuch"], "没有这个命令：nosuch"),
    (["issues", "ws", "--limit", "x"], "--limit 要写 1 到 100000 的整数。"),
    (["export", "ws", "b.db", "--max-size", "0"], "--max-size 要写不小于 1 的整数。"),
    (["plan", "ws", "--draw", "x"], "--draw 要写整数。"),
    (["digest", "ws", "extra"], "多出来的词：extra"),
    (["issues", "ws", "--limit"], "选项 --limit 后面缺少值。"),
    (["issues", "ws", "--json=1"], "选项 --json 后面不写值。"),
    (["issues", "ws", "--nosuch"], "没有这个选项：--nosuch"),
    (["export", "ws", "b.db", "--photos", "some"], "--photos 只能是这几个之一："),
    (["plan", "ws", "--seed", "7"], "--seed 只能和 --draw 一起用。"),
    (["dispute", "ws", "K7QF-1"], "要写 --kind（提出争议）或 --decide（裁定）"),
]


@pytest.mark.parametrize(("words", "said"), WRONG)
def test_what_is_wrong_is_one_sentence_and_one_hint(
    inspector: Inspector, words: list[str], said: str
) -> None:
    answer = inspector(words[0], "--json", *words[1:])
    assert answer.code == 2
    assert said in answer.err
    assert "click" not in answer.err


@pytest.mark.parametrize(("words", "said"), WRONG)
def test_the_sentence_is_wholly_chinese_or_wholly_english(
    inspector: Inspector, words: list[str], said: str
) -> None:
    del said
    chinese = inspector(*words).err
    given = {
        part for word in [*words, "help", "json", "workspace"] for part in _LATIN.findall(word)
    }
    names = {"none", "print", "draw", "seed", "kind", "decide"}
    assert set(_LATIN.findall(chinese)) <= given | names
    try:
        english = inspector("--lang", "en", *words).err
    finally:
        speak("zh")
    assert english.isascii(), english


def test_a_command_written_nearly_right_is_named(inspector: Inspector) -> None:
    answer = inspector("isues")
    assert answer.code == 2
    assert "issues" in answer.err
