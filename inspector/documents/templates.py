"""Wording the office edits: sentences with named blanks, read from a small text file."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

from inspector.domain.errors import InputError
from inspector.text import _

_BLANK = re.compile(r"\{([^{}?]+)(\??)\}")
_CLAUSES = re.compile(r"[^，；。：、（）]*[，；。：、（）]?")
_SECTION = re.compile(r"〔(.+)〕")
_STRONG = "。；："
_REPEATED = "结尾"

_WE = frozenset({"对方", "我办"})
_FOUND = _WE | {"检查日期", "轮次", "点位数", "件数", "重复情况"}
_DUE = _WE | {"最迟期限", "限于"}
_NOTICE = {
    "检查情况": _FOUND,
    "开头": _WE | {"检查情况", "清单附件", "照片附件"},
    "期限": _DUE,
    "排查": _WE | {"重点"},
    "反馈": _WE | {"反馈期限", "反馈单", "主管部门"},
    "单件要求": _DUE | {"牵头", "长效"},
    _REPEATED: _WE,
}
_CASE = _WE | {"整改期限", "反馈日期", "措施", "明确措施", "计分", "报送间隔"}
_LETTER = {"要求": _CASE, _REPEATED: _CASE}
ASKED = ("平级", "垂管", "商请函·平级", "商请函·垂管")
SECTIONS: Mapping[str, Mapping[str, frozenset[str]]] = {
    "下级": _NOTICE,
    "企业": _NOTICE,
    "平级": _NOTICE,
    "垂管": _NOTICE,
    "提醒函": _LETTER,
    "督办函": _LETTER,
    "挂牌督办": _LETTER,
    "通报批评": _LETTER,
    "商请函·平级": _LETTER,
    "商请函·垂管": _LETTER,
}
# What those who are asked are never told, and what only an enforcing body may write.
_NEVER_ASKED = ("督办", "限期", "责令", "扣分", "通报")
_NEVER = ("责令限期改正", "行政处罚", "依法强制")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """Sentences by section and name; ``own`` are the office's, the rest is the usual."""

    own: Mapping[tuple[str, str], tuple[str, ...]] = field(default_factory=dict)

    def say(self, section: str, name: str, blanks: Mapping[str, str]) -> str:
        """One sentence filled in; nothing where there is none of that name."""
        return "".join(self.lines(section, name, blanks))

    def lines(self, section: str, name: str, blanks: Mapping[str, str]) -> list[str]:
        """Every sentence of that name, filled in, a paragraph each."""
        key = (section, name)
        found = self.own[key] if key in self.own else usual().get(key, ())
        return [told for one in found if (told := fill(one, blanks))]


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
        if key in made and name != _REPEATED:
            raise _wrong(number, _("这一句写了两遍：{name}").format(name=name))
        made[key] = (*made.get(key, ()), sentence.strip())
    return made


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
    never = (*_NEVER, *(_NEVER_ASKED if section in ASKED else ()))
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
