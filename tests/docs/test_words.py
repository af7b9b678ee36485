"""Every sentence people read has its English, and what is shipped is what the tool makes."""

import re

import pytest

from inspector.domain.issue import State
from inspector.text import Counted, _, speak
from tools import build_words
from tools.build_words import MO, PO, mo_bytes, po_text, read_english, sentences

ENGLISH = read_english(PO.read_text("utf-8"))
_HAN = re.compile(r"[\u4e00-\u9fff]+")
_COUNTED = re.compile(
    r"{(\w+)[^}]*} ?(?:[个件张条处份天行页项台段步站次人名家户位种组期级字]|小时|分钟)"
)
_NOUN = r"{{{}[^}}]*}} (?:[a-z]+ )?[a-z]+s\b"  # points, doubtful steps
_TYPED_IN_CHINESE = {"放假", "上班", "是", "否"}  # what a cell of an imported sheet may hold


@pytest.mark.parametrize("sentence", sentences())
def test_every_sentence_has_english(sentence: str) -> None:
    english = ENGLISH.get(sentence)

    assert english, "run make words, then translate it in inspector.po"
    assert set(_HAN.findall(english)) <= _TYPED_IN_CHINESE
    said = {one for one in re.findall(r"{\w+[^}]*}", english) if "|" not in one}
    assert said == set(re.findall(r"{\w+[^}]*}", sentence))
    assert "{" not in re.sub(r"{\w+[^}]*}", "", english)


@pytest.mark.parametrize("sentence", sorted(ENGLISH))
def test_what_chinese_counts_english_can_say_of_one(sentence: str) -> None:
    """A number before a measure word may be 1: no plural noun then stands behind it as it is."""
    counted = _COUNTED.findall(sentence)
    plain = [re.sub(r"{\w+:[^}]*\|[^}]*}", "", ENGLISH[sentence])] if counted else []
    nouns = {name: _NOUN.format(name) for name in counted}

    assert not [name for name, noun in nouns.items() for one in plain if re.search(noun, one)]


@pytest.mark.parametrize("number", [1, 0, 2, 11, "1", "1,000"])
def test_one_thing_is_said_otherwise_than_many(number: int | str) -> None:
    words = Counted("{n} {n:row was|rows were} copied")
    is_one = str(number) == "1"

    assert words.format(n=number) == f"{number} {'row was' if is_one else 'rows were'} copied"


def test_a_sentence_that_counts_is_filled_in_as_ever() -> None:
    try:
        speak("en")
        assert _("{kind} · {n:,} 行").format(kind="point", n=1234) == "point · 1,234 rows"
        assert _("{kind} · {n:,} 行").format(kind="point", n=1) == "point · 1 row"
    finally:
        speak("zh")
    assert _("{kind} · {n:,} 行").format(kind="点位", n=1) == "点位 · 1 行"


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
