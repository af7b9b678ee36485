"""Every sentence people read has its English, and what is shipped is what the tool makes."""

import re

import pytest

from inspector.domain.issue import State
from inspector.text import _, speak
from tools import build_words
from tools.build_words import MO, PO, mo_bytes, po_text, read_english, sentences

ENGLISH = read_english(PO.read_text("utf-8"))
_HAN = re.compile(r"[\u4e00-\u9fff]+")
_TYPED_IN_CHINESE = {"放假", "上班", "是", "否"}  # what a cell of an imported sheet may hold


@pytest.mark.parametrize("sentence", sentences())
def test_every_sentence_has_english(sentence: str) -> None:
    english = ENGLISH.get(sentence)

    assert english, "run make words, then translate it in inspector.po"
    assert set(_HAN.findall(english)) <= _TYPED_IN_CHINESE
    assert set(re.findall(r"{\w+[^}]*}", english)) == set(re.findall(r"{\w+[^}]*}", sentence))
    assert "{" not in re.sub(r"{\w+[^}]*}", "", english)


def test_the_catalogue_is_what_the_tool_makes() -> None:
    assert PO.read_text("utf-8") == po_text(ENGLISH)
    assert MO.read_bytes() == mo_bytes(ENGLISH)


def test_words_are_spoken_in_the_language_chosen() -> None:
    try:
        speak("en")
        assert _(State.CLOSED.value) == "Closed"
        speak("fr")
        assert _(State.CLOSED.value) == "已销号"
    finally:
        speak("zh")
    assert _(State.CLOSED.value) == "已销号"


def test_a_new_sentence_is_collected_without_english() -> None:
    tree = build_words.ast.parse('print(_("从未有过的一句"), _(name), help="另一句")')

    assert list(build_words._sentences_of(tree)) == ["另一句", "从未有过的一句"]
