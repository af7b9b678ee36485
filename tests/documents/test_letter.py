"""Letters keep to one page, to the tone of the relation, and to what earlier papers say."""

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest

from inspector.documents import ladder
from inspector.documents.ladder import Talk
from inspector.documents.letter import letter_pdf
from inspector.documents.letter_case import Case
from inspector.documents.paper import EarlierOnPaper
from inspector.documents.wording import in_sentence
from inspector.domain.unit import Relation
from tests.documents.papers import BUREAU, OFFICE, TOWN, a_problem
from tests.documents.reading import fonts_of, running_text, words_of

EARLIER = (
    EarlierOnPaper(
        found_on=date(2026, 9, 22),
        number="青城考〔2026〕22号",
        closed_on=date(2026, 9, 24),
        deadline="9月24日",
    ),
    EarlierOnPaper(
        found_on=date(2026, 10, 20),
        number="青城考〔2026〕31号",
        closed_on=date(2026, 10, 22),
        deadline="10月22日",
    ),
)
CASE = Case(
    number="青城考督〔2026〕8号",
    office=OFFICE,
    unit=TOWN,
    item=a_problem(
        spot="垃圾收集点",
        description="暴露垃圾约6㎡",
        occurrence=3,
        rebound=True,
        rebound_after_days=26,
        earlier=EARLIER,
    ),
    subject="暴露垃圾",
    issued_on=date(2026, 11, 18),
    deadline="11月19日12时前",
    report_by=date(2026, 11, 24),
    measures="清运频次",
    deduction="1.50",
    copy_to=("灯塔社区居民委员会",),
)
ASKED = replace(CASE, unit=BUREAU, number="青城考函〔2026〕15号", deduction="")
TALK = Talk(
    number="青城考督〔2026〕9号",
    office=OFFICE,
    unit=TOWN,
    issued_on=date(2026, 11, 18),
    at=datetime(2026, 11, 25, 9, 30),  # noqa: DTZ001 - local time, as it is printed
    place="三楼会议室",
    by="主任",
    who="主要负责同志",
    reason="临湾村改居片区暴露垃圾问题多次反弹",
    bring="整改情况和长效措施",
)
ORDERS = ("督办", "限期", "责令", "扣分", "通报", "计扣")


def test_a_supervision_letter_stands_on_one_page_with_its_history(tmp_path: Path) -> None:
    made = letter_pdf(ladder.supervision(CASE))
    text = running_text(tmp_path, made.pdf)

    assert made.pages == 1
    assert "该问题年内已是第3次发现，前两次均经通知整改并销号，本次为销号后第26日反弹" in text
    for one in EARLIER:
        assert one.number in text
    assert "由分管负责同志牵头" in text
    assert all("+Inspector" in font[0] for font in fonts_of(tmp_path, made.pdf))


def test_the_first_page_of_a_letter_has_no_number(tmp_path: Path) -> None:
    words = words_of(tmp_path, letter_pdf(ladder.supervision(CASE)).pdf)

    assert not [word for word in words if word.text == "—" and word.top > 262]


def test_the_number_stands_at_the_right_edge_below_the_head(tmp_path: Path) -> None:
    words = words_of(tmp_path, letter_pdf(ladder.supervision(CASE)).pdf)
    head = next(word for word in words if word.text == OFFICE.name and word.top < 60)
    number = next(word for word in words if word.text.endswith("8号") and word.top < 80)

    assert head.top == pytest.approx(30, abs=2.5)
    assert number.right == pytest.approx(184, abs=0.1)


@pytest.mark.parametrize("relation", [Relation.PEER, Relation.VERTICAL])
@pytest.mark.parametrize("occurrence", [1, 2, 3])
def test_a_request_asks_and_never_orders(
    relation: Relation, occurrence: int, tmp_path: Path
) -> None:
    item = replace(ASKED.item, occurrence=occurrence, earlier=EARLIER[: occurrence - 1])
    case = replace(ASKED, unit=replace(BUREAU, relation=relation), item=item)
    text = running_text(tmp_path, letter_pdf(ladder.request(case)).pdf)

    assert not [word for word in ORDERS if word in text]
    assert "商请" in text
    assert "贵方" not in text


def test_of_many_occasions_the_first_and_the_last_four_are_told_and_all_in_the_annex(
    tmp_path: Path,
) -> None:
    earlier = tuple(replace(EARLIER[0], found_on=date(2026, month, 3)) for month in range(3, 10))
    item = replace(CASE.item, occurrence=8, earlier=earlier)
    made = letter_pdf(ladder.listing(replace(CASE, item=item)))
    text = running_text(tmp_path, made.pdf)

    assert "其间3次，见附件" in text
    assert "历次发现情况" in text
    assert text.count("4月3日") == 1


def test_leaders_are_named_by_the_step_of_the_ladder(tmp_path: Path) -> None:
    said = {
        step.__name__: running_text(tmp_path, letter_pdf(step(CASE)).pdf)
        for step in (ladder.reminder, ladder.supervision, ladder.listing, ladder.criticism)
    }

    assert "联络员" in said["reminder"]
    assert "计扣" not in said["reminder"]
    assert "分管负责同志" in said["supervision"]
    assert "主要负责同志" in said["listing"]
    assert "直至销号" in said["listing"]
    assert "通报批评" in said["criticism"]


def test_an_empty_field_takes_its_clause_with_it(tmp_path: Path) -> None:
    bare = replace(CASE, measures="", deduction="", copy_to=())
    text = running_text(tmp_path, letter_pdf(ladder.supervision(bare)).pdf)

    assert "计扣" not in text
    assert "抄送" not in text
    assert "（）" not in text
    assert "None" not in text


def test_a_talk_names_offices_not_people(tmp_path: Path) -> None:
    text = running_text(tmp_path, letter_pdf(ladder.talk(TALK)).pdf)

    assert "11月25日（星期三）9时30分" in text
    assert "区城管考核办主任" in text


def test_overdue_returned_and_answered_letters_say_what_was_and_what_is_asked(
    tmp_path: Path,
) -> None:
    late = ladder.overdue(
        CASE,
        ordered_by="青城考〔2026〕31号",
        was_due="11月9日",
        days_late=9,
        new_due="11月20日",
    )
    back = ladder.returned(CASE, checked_on=date(2026, 11, 17), seen="仍有余土", times=1)
    no = ladder.extension_reply(
        CASE,
        asked_on=date(2026, 11, 17),
        agreed=False,
        until=date(2026, 12, 1),
        reason="无客观困难",
    )
    opinion = ladder.recheck_opinion(
        CASE,
        ordered_by="青城考〔2026〕31号",
        checked_on=date(2026, 11, 17),
        passed=5,
        failed=("主巷垃圾桶满冒",),
    )
    texts = [running_text(tmp_path, letter_pdf(one).pdf) for one in (late, back, no, opinion)]

    assert "至11月18日仍未整改到位，已逾期9日" in texts[0]
    assert "现退回整改（第1次）" in texts[1]
    assert "不同意该问题整改期限延期至2026年12月1日" in texts[2]
    assert "5件合格，同意销号；1件不合格，退回整改" in texts[3]


@pytest.mark.parametrize("relation", [Relation.PEER, Relation.VERTICAL])
def test_after_a_recheck_those_who_are_asked_are_asked_again(
    tmp_path: Path, relation: Relation
) -> None:
    case = replace(CASE, unit=replace(BUREAU, relation=relation), deduction="")
    back = ladder.returned(case, checked_on=date(2026, 11, 17), seen="仍有余土", times=1)
    opinion = ladder.recheck_opinion(
        case,
        ordered_by="青城考〔2026〕31号",
        checked_on=date(2026, 11, 17),
        passed=2,
        failed=("主巷垃圾桶满冒",),
    )

    for letter in (back, opinion):
        text = running_text(tmp_path, letter_pdf(letter).pdf)
        assert "商请贵局" in text
        assert "函复我办" in text
        assert "".join(letter.title).endswith("函")
        for never in ("退回", "督办", "限期", "责令", "扣分", "通报", "销号", "反馈单"):
            assert never not in text, never


def test_a_sentence_tells_the_hour_in_words() -> None:
    assert in_sentence("11月18日16:00前") == "11月18日16时前"
    assert (
        in_sentence("围护11月18日9:30前；修复11月19日前") == "围护11月18日9时30分前；修复11月19日前"
    )


def test_a_bureau_that_asked_for_time_is_answered_by_a_letter_not_by_an_order(
    tmp_path: Path,
) -> None:
    for agreed in (True, False):
        reply = ladder.extension_reply(
            ASKED, asked_on=date(2026, 11, 17), agreed=agreed, until=date(2026, 12, 1)
        )
        text = running_text(tmp_path, letter_pdf(reply).pdf)

        assert "".join(reply.title).endswith("延期办理的复函")
        assert "贵局11月17日" in text
        assert not [word for word in (*ORDERS, "批复", "申请") if word in text]


def test_an_opinion_counts_only_what_there_is(tmp_path: Path) -> None:
    def said(passed: int, failed: tuple[str, ...]) -> str:
        opinion = ladder.recheck_opinion(
            CASE,
            ordered_by="青城考〔2026〕31号",
            checked_on=date(2026, 11, 17),
            passed=passed,
            failed=failed,
        )
        return running_text(tmp_path, letter_pdf(opinion).pdf)

    assert "0件" not in said(0, ("甲", "乙")) + said(2, ())
    assert "2件均不合格，退回整改" in said(0, ("甲", "乙"))
    assert "不合格" not in said(2, ()).replace("件合格", "")
