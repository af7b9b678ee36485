"""Wording the office edits: sentences with named blanks, read from a small text file."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

from inspector.documents.template_names import (
    ASKED,
    BREAK,
    NEVER,
    NEVER_ASKED,
    REPEATED,
    SECTIONS,
    TITLE,
)
from inspector.domain.errors import InputError
from inspector.text import _

_BLANK = re.compile(r"\{([^{}?]+)(\??)\}")
_CLAUSES = re.compile(r"[^，；。：、（）]*[，；。：、（）]?")
_SECTION = re.compile(r"〔(.+)〕")
_STRONG = "。；："


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """Sentences by section and name; ``own`` are the office's, the rest is the usual."""

    own: Mapping[tuple[str, str], tuple[str, ...]] = field(default_factory=dict)

    def say(self, section: str, name: str, blanks: Mapping[str, str]) -> str:
        """One sentence filled in; nothing where there is none of that name."""
        return "".join(self.lines(section, name, blanks))

    def lines(self, section: str, name: str, blanks: Mapping[str, str]) -> list[str]:
        """Every sentence of that name, filled in, a paragraph each."""
        return [told for one in self._of(section, name) if (told := fill(one, blanks))]

    def title(self, section: str, blanks: Mapping[str, str]) -> tuple[str, ...]:
        """The title of a paper in the parts between which it may be broken."""
        parts = "".join(self._of(section, TITLE)).split(BREAK)
        return tuple(told for part in parts if (told := fill(part, blanks)))

    def _of(self, section: str, name: str) -> tuple[str, ...]:
        key = (section, name)
        return self.own[key] if key in self.own else usual().get(key, ())


@cache
def usual() -> Mapping[tuple[str, str], tuple[str, ...]]:
    """The sentences that are used where the office has written none of its own."""
    return read_sentences(default_text())


def default_text() -> str:
    """The file an office begins to edit."""
    return (files("resources") / "templates" / "wording.txt").read_text("utf-8")


def read_wording(text: str) -> Wording:
    """The office's own wording; InputError names the line of the first mistake."""
    return Wording(own=read_sentences(text))


def read_sentences(text: str) -> dict[tuple[str, str], tuple[str, ...]]:
    """Sentences by section and name; InputError names the line of the first mistake."""
    made: dict[tuple[str, str], tuple[str, ...]] = {}
    section = ""
    for number, line in enumerate(text.removeprefix("\ufeff").splitlines(), 1):
        line = line.strip()
        if not line or line.startswith("#"):
            continue
        if heading := _SECTION.fullmatch(line):
            section = heading[1]
            _check_known(number, section, SECTIONS)
            continue
        name, colon, sentence = line.partition("：")
        if not section or not colon or not sentence.strip():
            raise _wrong(number, _("看不懂这一行：{line}").format(line=line[:40]))
        _check_known(number, name, SECTIONS[section])
        _check_sentence(number, section, sentence, SECTIONS[section][name])
        key = (section, name)
        if key in made and name not in REPEATED:
            raise _wrong(number, _("这一句写了两遍：{name}").format(name=name))
        made[key] = (*made.get(key, ()), sentence.strip())
    return made


def section_at(text: str, line: int) -> str:
    """The section a line stands in, counted from 1; the first one above all sections."""
    headings = (_SECTION.fullmatch(one.strip()) for one in text.splitlines()[:line])
    named = [heading[1] for heading in headings if heading and heading[1] in SECTIONS]
    return named[-1] if named else next(iter(SECTIONS))


def _check_known(number: int, name: str, known: Mapping[str, object]) -> None:
    if name not in known:
        told = _("没有这个名称：{name}；可用：{known}")
        raise _wrong(number, told.format(name=name, known="、".join(known)))


def _check_sentence(number: int, section: str, sentence: str, known: frozenset[str]) -> None:
    if "{" in _BLANK.sub("", sentence) or "}" in _BLANK.sub("", sentence):
        raise _wrong(number, _("空白的括号不成对"))
    for blank in _BLANK.finditer(sentence):
        if blank[1] not in known:
            told = _("没有这个空白：{name}；这一句可用：{known}")
            raise _wrong(number, told.format(name=blank[1], known="、".join(sorted(known))))
    never = (*NEVER, *(NEVER_ASKED if section in ASKED else ()))
    for word in never:
        if word in sentence:
            raise _wrong(number, _("这类文书不能写“{word}”").format(word=word))


def _wrong(number: int, what: str) -> InputError:
    return InputError(
        _("文书措辞第{line}行：{what}。").format(line=number, what=what),
        _("改好这一行再用；删掉它就用默认的句子。"),
        code="bad_wording",
    )


def fill(sentence: str, blanks: Mapping[str, str]) -> str:
    """The sentence with its blanks filled in; an empty blank takes its clause with it.

    A blank marked ``?`` takes nothing with it. What is filled in is never read as a blank.
    """
    kept: list[str] = []
    for clause in _CLAUSES.findall(sentence):
        wanted = [one[1] for one in _BLANK.finditer(clause) if not one[2]]
        if all(blanks.get(name) for name in wanted):
            kept.append(clause)
        elif clause[-1:] in "（）":
            kept.append(clause[-1])  # brackets stay a pair
        elif clause[-1:] in _STRONG and kept and kept[-1][-1:] in "，、":
            kept[-1] = kept[-1][:-1] + clause[-1]
    told = "".join(kept).replace("，）", "）").replace("（）", "")
    return _BLANK.sub(lambda one: blanks.get(one[1], ""), told)
