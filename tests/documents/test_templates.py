"""Wording an office edits: mistakes are named by their line, and nothing is printed half."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from inspector.documents import ladder
from inspector.documents.letter import Letter
from inspector.documents.letter_case import Case
from inspector.documents.notice import notice_pdf
from inspector.documents.paper import USUAL
from inspector.documents.template_names import ASKED, SECTIONS, TITLE
from inspector.documents.templates import (
    Wording,
    default_text,
    fill,
    read_sentences,
    read_wording,
    usual,
)
from inspector.domain.errors import InputError
from inspector.domain.unit import Relation
from tests.documents.papers import BUREAU, a_notice, a_problem, a_repeat
from tests.documents.reading import running_text
from tests.documents.test_letter import ASKED as ASKED_CASE
from tests.documents.test_letter import CASE, TALK


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
        ("〔通用·商请〕\n\n反弹：该问题又被通报。", 3, "通报"),
        ("〔约谈通知〕\n正文：时间为{整改期限}。", 2, "整改期限"),
        ("〔提醒函〕\n结尾：{计分}", 2, "计分"),
        ("〔延期批复〕\n批准：同意。", 2, "批准"),
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


def test_every_letter_is_told_in_the_words_of_the_office() -> None:
    for section, made in _letters().items():
        names = {name for one, name in usual() if one == section}
        own = {
            (section, name): ("〔" + name + "〕",) if name != TITLE else ("甲｜乙",)
            for name in names
        }
        changed = _letters(Wording(own=own))[section]

        assert changed.title == ("甲", "乙"), section
        assert {*changed.before, *changed.after} <= {f"〔{name}〕" for name in names}, section
        assert not {*made.before, *made.after} & {*changed.before, *changed.after}, section


def test_no_letter_is_without_its_section_in_the_file_an_office_edits() -> None:
    shared = {"下级", "企业", "平级", "垂管", "通用", "通用·商请"}

    assert set(_letters()) | shared == set(SECTIONS)


def test_what_earlier_papers_ordered_is_told_in_the_words_of_the_office(tmp_path: Path) -> None:
    own = read_wording(
        "〔通用〕\n上次有文书：{哪件}曾由{上次文书}交办，又见，第{次数}次。\n反复要求：请{牵头?}说明。\n"
    )
    several = a_notice(items=(a_repeat(1), a_problem(2)), wording=own)
    single = a_notice(items=(a_repeat(1),), wording=own)

    text = running_text(tmp_path, notice_pdf(several).pdf)
    assert "曾由《关于限期整改新桥湾街道城市管理问题的通知》（青城考〔2026〕31号）交办" in text
    assert "请说明。" in text
    assert "该问题曾由《" in running_text(tmp_path, notice_pdf(single).pdf)


def test_the_title_of_a_notice_is_broken_where_the_office_says(tmp_path: Path) -> None:
    own = read_wording("〔下级〕\n标题：关于整改｜{镇街}督查问题｜的通知\n")
    made = notice_pdf(a_notice(wording=own))

    assert "关于整改新桥湾街道督查问题的通知" in running_text(tmp_path, made.pdf)
    assert "｜" not in running_text(tmp_path, made.pdf)


def test_a_bar_in_what_is_filled_in_breaks_no_title() -> None:
    assert Wording().title("督办函", {"点位": "甲｜乙", "事由": "垃圾"})[1] == "甲｜乙垃圾问题"


def _letters(wording: Wording = USUAL) -> dict[str, Letter]:
    """One letter of each section of the file."""
    case, asked = replace(CASE, wording=wording), replace(ASKED_CASE, wording=wording)
    vertical = replace(asked, unit=replace(BUREAU, relation=Relation.VERTICAL))
    day, by = date(2026, 11, 17), "青城考〔2026〕31号"

    def opinion(one: Case) -> Letter:
        return ladder.recheck_opinion(
            one, ordered_by=by, checked_on=day, passed=1, failed=("主巷垃圾桶满冒",)
        )

    def reply(one: Case) -> Letter:
        return ladder.extension_reply(one, asked_on=day, agreed=True, until=day)

    return {
        "提醒函": ladder.reminder(case),
        "督办函": ladder.supervision(case),
        "督办函·逾期": ladder.overdue(
            case, ordered_by=by, was_due="11月9日", days_late=9, new_due="11月20日"
        ),
        "挂牌督办": ladder.listing(case),
        "约谈通知": ladder.talk(replace(TALK, wording=wording)),
        "通报批评": ladder.criticism(case),
        "商请函·平级": ladder.request(asked),
        "商请函·垂管": ladder.request(vertical),
        "退回整改": ladder.returned(case, checked_on=day, seen="仍有余土", times=1),
        "退回整改·商请": ladder.returned(asked, checked_on=day, seen="仍有余土", times=1),
        "复查意见": opinion(case),
        "复查意见·商请": opinion(asked),
        "延期批复": reply(case),
        "延期批复·商请": reply(asked),
    }
