"""Wording an office edits: mistakes are named by their line, and nothing is printed half."""

from pathlib import Path

import pytest

from inspector.documents.notice import notice_pdf
from inspector.documents.templates import (
    ASKED,
    SECTIONS,
    default_text,
    fill,
    read_sentences,
    read_wording,
    usual,
)
from inspector.domain.errors import InputError
from tests.documents.papers import BUREAU, a_notice
from tests.documents.reading import running_text


def test_an_empty_blank_takes_its_clause_with_it() -> None:
    sentence = "{日期}，检查点位{点位数}个，发现问题{件数}件。"

    assert fill(sentence, {"日期": "11月1日", "件数": "2"}) == "11月1日，发现问题2件。"
    assert fill("请整改，最迟于{期限}到位。请反馈。", {}) == "请整改。请反馈。"


def test_a_blank_with_a_question_mark_takes_only_itself() -> None:
    assert fill("组织开展{轮次?}实地督查。", {}) == "组织开展实地督查。"
    assert fill("组织开展{轮次?}实地督查。", {"轮次": "第三轮"}) == "组织开展第三轮实地督查。"


@pytest.mark.parametrize(
    ("blanks", "told"),
    [
        ({"清单": "附件1", "照片": "附件2"}, "发现问题（清单见附件1，照片见附件2）。"),
        ({"清单": "附件"}, "发现问题（清单见附件）。"),
        ({"照片": "附件"}, "发现问题（照片见附件）。"),
        ({}, "发现问题。"),
    ],
)
def test_no_empty_brackets_are_left(blanks: dict[str, str], told: str) -> None:
    assert fill("发现问题（清单见{清单}，照片见{照片}）。", blanks) == told


def test_what_is_filled_in_is_never_read_as_a_blank() -> None:
    assert fill("{对方}整改。", {"对方": "{我办}", "我办": "X"}) == "{我办}整改。"


@pytest.mark.parametrize(
    ("text", "line", "named"),
    [
        ("〔下级〕\n\n期限：请于{最晚期限}整改。", 3, "最晚期限"),
        ("# 说明\n〔下级〕\n要求：请整改。", 3, "要求"),
        ("〔上级〕\n", 1, "上级"),
        ("〔下级〕\n期限：请于{最迟期限整改。", 2, "括号"),
        ("〔下级〕\n请尽快整改", 2, "看不懂"),
        ("期限：请整改。", 1, "看不懂"),
        ("〔下级〕\n期限：甲。\n期限：乙。", 3, "两遍"),
        ("〔平级〕\n\n反馈：逾期将督办。", 3, "督办"),
        ("〔企业〕\n反馈：将依法给予行政处罚。", 2, "行政处罚"),
    ],
)
def test_a_mistake_is_named_by_its_line(text: str, line: int, named: str) -> None:
    with pytest.raises(InputError) as refused:
        read_wording(text)

    assert f"第{line}行" in refused.value.message
    assert named in refused.value.message
    assert refused.value.code == "bad_wording"


def test_the_usual_wording_holds_to_its_own_rules() -> None:
    made = read_sentences(default_text())

    assert set(SECTIONS) == {section for section, _name in made}
    for (section, _name), sentences in made.items():
        if section in ASKED:
            assert not any(word in "".join(sentences) for word in ("督办", "限期", "扣分", "通报"))


def test_an_office_changes_one_sentence_and_keeps_the_rest(tmp_path: Path) -> None:
    own = read_wording("〔下级〕\n排查：请各社区自查{重点}等问题。\n")
    usual_text = running_text(tmp_path, notice_pdf(a_notice()).pdf)
    text = running_text(tmp_path, notice_pdf(a_notice(wording=own)).pdf)

    assert "请各社区自查垃圾桶（箱）满冒、乱堆乱放等问题。" in text
    assert "开展一次自查" not in text
    assert usual()["下级", "期限"][0][:20] in text
    assert usual_text.split("二、排查")[0] == text.split("二、排查")[0]


def test_the_wording_of_those_below_is_not_that_of_those_who_are_asked(tmp_path: Path) -> None:
    own = read_wording("〔下级〕\n反馈：逾期未改的，按细则扣分。\n")

    assert "扣分" not in running_text(tmp_path, notice_pdf(a_notice(unit=BUREAU, wording=own)).pdf)
