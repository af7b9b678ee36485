"""Nothing, one, forty; a long story, a long name: every kind of paper takes them as they come."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from functools import partial
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from PIL import Image
from pptx import Presentation

from inspector.documents.brief import Month, brief_pdf
from inspector.documents.bulletin import bulletin_pdf
from inspector.documents.bulletin_docx import bulletin_docx
from inspector.documents.deck import deck_pptx
from inspector.documents.feedback import feedback_xlsx
from inspector.documents.ledger import ledger_xlsx
from inspector.documents.longpicture import long_pictures
from inspector.documents.patrol import Stop, patrol_pdf
from inspector.documents.patrol_phone import patrol_pictures
from inspector.documents.slip import slip_pdf
from inspector.documents.statement import statement_pdf
from inspector.documents.statement_xlsx import statement_xlsx
from tests.documents.papers import a_notice, a_photo, a_problem
from tests.documents.reading import running_text, words_of
from tests.documents.test_brief_and_statement import BRIEF, LINE, STATEMENT
from tests.documents.test_bulletin import PAPER as BULLETIN
from tests.documents.test_deck import DECK
from tests.documents.test_patrol import a_patrol
from tests.documents.test_sheets import ROW, a_ledger
from tests.documents.test_slip import SLIP

COUNTS = (0, 1, 40)
STORY = "沿街商铺占道经营，垃圾桶满冒并散落约2㎡，" * 14 + "未及时清运。"
NAME = "青屿区桐荫街道灯塔社区城中村综合改造工程建设指挥部临时办公区北侧物业服务有限责任公司"
assert len(STORY) >= 300
assert len(NAME) >= 40


def a_bulletin(count: int, **text: str) -> Any:
    overdue = tuple(replace(BULLETIN.overdue[0], **text) for _ in range(count))
    return replace(
        BULLETIN,
        second=count,
        later=0,
        repeated=(),
        overdue=overdue,
        relapses=BULLETIN.relapses[:count] if count < 42 else BULLETIN.relapses,
    )


def a_statement(count: int, **text: str) -> Any:
    lines = tuple(replace(LINE, **text) for _ in range(count))
    return replace(STATEMENT, lines=lines, total=Decimal(count))


def patrolled(count: int, **text: str) -> Any:
    paper = a_patrol(1, count)
    (stop,) = paper.stops
    issues = tuple(replace(one, **text) for one in stop.issues)
    return replace(paper, stops=(replace(stop, issues=issues),) if count else ())


PDFS: dict[str, Callable[..., Any]] = {
    "bulletin": lambda count, **text: bulletin_pdf(a_bulletin(count, **text)),
    "statement": lambda count, **text: statement_pdf(a_statement(count, **text)),
    "patrol": lambda count, **text: patrol_pdf(patrolled(count, **text)),
}


@pytest.mark.parametrize("count", COUNTS)
@pytest.mark.parametrize("name", PDFS)
def test_as_many_as_there_are_stand_on_the_sheet(tmp_path: Path, name: str, count: int) -> None:
    made = PDFS[name](count, problem="占道经营摊点")
    text = running_text(tmp_path, made.pdf)

    assert not made.warnings
    assert text.count("占道经营摊点") == count
    inside(tmp_path, made.pdf)


@pytest.mark.parametrize("name", PDFS)
def test_a_long_story_is_printed_whole_and_inside_the_sheet(tmp_path: Path, name: str) -> None:
    made = PDFS[name](2, problem=STORY)
    whole = "".join(word.text for word in words_of(tmp_path, made.pdf))

    assert whole.count("㎡") == 2 * STORY.count("㎡")
    assert whole.count("未及时清运。") >= 1
    inside(tmp_path, made.pdf)


def inside(folder: Path, pdf: bytes) -> None:
    for word in words_of(folder, pdf):
        assert 13 < word.left < word.right < 197.5, word
        assert 9 < word.top < word.bottom < 291, word


def test_long_names_of_units_are_printed_whole(tmp_path: Path) -> None:
    for made in (
        slip_pdf(replace(SLIP, unit_name=NAME, title=f"关于限期整改{NAME}城市管理问题的通知")),
        bulletin_pdf(a_bulletin(2, unit=NAME)),
        statement_pdf(replace(a_statement(1), title=f"{NAME}10月份扣分明细")),
        patrol_pdf(replace(a_patrol(1, 1), stops=(a_stop(NAME),))),
    ):
        text = running_text(tmp_path, made.pdf)
        assert NAME in text
        inside(tmp_path, made.pdf)


def a_stop(name: str) -> Stop:
    return replace(a_patrol(1, 1).stops[0], name=name)


def test_a_brief_without_anything_and_with_long_names_is_one_page(tmp_path: Path) -> None:
    rank = replace(BRIEF.ranks[0], groups=((f"{NAME} 94.62",), ("—",)))
    shown = tuple(replace(one, place=NAME, problem=STORY) for one in BRIEF.shown)
    nothing = replace(BRIEF, ranks=(), months=(), shown=(), sentences=(), advice="")
    for paper in (nothing, replace(BRIEF, ranks=(rank,), shown=shown)):
        made = brief_pdf(paper)
        assert made.pages == 1
        inside(tmp_path, made.pdf)


def test_a_month_in_which_nothing_was_found_draws_no_bar(tmp_path: Path) -> None:
    empty = replace(BRIEF, months=(Month(name="10月", problems=0, repeats=0),), shown=())
    inside(tmp_path, brief_pdf(empty).pdf)


SHEETS: dict[str, Callable[..., bytes]] = {
    "feedback": lambda count, text: feedback_xlsx(
        a_notice(items=tuple(a_problem(n, description=text) for n in range(1, count + 1)))
    ),
    "ledger": lambda count, text: ledger_xlsx(
        a_ledger(*(replace(ROW, description=text, before=a_photo(n)) for n in range(count)))
    ),
    "statement": lambda count, text: statement_xlsx(a_statement(count, problem=text)),
}


@pytest.mark.parametrize("count", COUNTS)
@pytest.mark.parametrize("name", SHEETS)
def test_as_many_rows_as_problems_one_page_wide(name: str, count: int) -> None:
    sheet = openpyxl.load_workbook(BytesIO(SHEETS[name](count, "占道经营摊点"))).worksheets[0]
    values = [cell.value for row in sheet.iter_rows() for cell in row]

    assert sum("占道经营摊点" in str(value) for value in values) == count
    assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)


@pytest.mark.parametrize("name", SHEETS)
def test_a_row_is_high_enough_for_a_long_story(name: str) -> None:
    sheet = openpyxl.load_workbook(BytesIO(SHEETS[name](1, STORY))).worksheets[0]
    cell = next(one for row in sheet.iter_rows() for one in row if STORY in str(one.value))
    column = sheet.column_dimensions[cell.column_letter]
    across = (column.width or 8) / 2  # Han characters a line
    lines = -(-len(STORY) // across)

    # Excel shows 409 points of a row at most
    assert sheet.row_dimensions[cell.row].height >= min(lines * 12, 405)


@pytest.mark.parametrize("count", COUNTS)
def test_the_pictures_of_a_telephone_take_any_number(count: int) -> None:
    items = tuple(a_problem(n) for n in range(1, count + 1))
    for made in (
        long_pictures(a_notice(items=items)),
        patrol_pictures(patrolled(count)),
    ):
        assert made.pngs
        assert not made.warnings
        for png in made.pngs:
            width, height = Image.open(BytesIO(png)).size
            assert (width, height <= 12_000) == (1080, True)


def test_the_head_of_the_long_picture_grows_with_the_name_of_the_unit() -> None:
    paper = a_notice(1)
    plain, long = (
        Image.open(BytesIO(long_pictures(one).pngs[0])).height
        for one in (paper, replace(paper, unit=replace(paper.unit, name=NAME)))
    )

    assert long > plain  # nothing of the name is cut off


def test_the_long_picture_holds_the_whole_of_a_story() -> None:
    paper = a_notice(items=(a_problem(1, photos=0),))
    told = replace(paper.items[0], description=STORY)
    plain, long = (
        Image.open(BytesIO(long_pictures(replace(paper, items=(item,))).pngs[0])).height
        for item in (paper.items[0], told)
    )

    assert long - plain >= 60 * (len(STORY) * 42 // 968 - 1)


def empty_deck(**told: Any) -> Any:
    nothing = {"themes": (), "towns": (), "mended": (), "repeats": (), "late": ()}
    return replace(DECK, **(nothing | told))


@pytest.mark.parametrize("count", COUNTS)
def test_a_deck_shows_what_there_is_and_no_empty_slide(count: int) -> None:
    content, slides = deck_pptx(empty_deck(late=DECK.late * min(count, 9)))
    shown = Presentation(BytesIO(content)).slides

    assert len(shown) == slides
    tables = [shape for slide in shown for shape in slide.shapes if shape.has_table]
    assert len(tables) == (1 if count else 0)


def test_no_words_run_off_a_slide() -> None:
    late = tuple(replace(DECK.late[0], unit=NAME, place=NAME, problem=STORY) for _ in range(9))
    town = replace(DECK.towns[0], seen=tuple(long_seen(one) for one in DECK.towns[0].seen))
    again = replace(DECK.repeats[0], place=NAME, problem=STORY[:40])
    fixed = replace(DECK.mended[0], done=STORY, place=NAME)
    paper = replace(DECK, late=late, towns=(town,), repeats=(again,) * 3, mended=(fixed,))
    deck = Presentation(BytesIO(deck_pptx(paper)[0]))
    for slide in deck.slides:
        frames = [shape for shape in slide.shapes if shape.has_text_frame and shape.text_frame.text]
        for shape in frames:
            assert needed(shape.text_frame, shape.width) <= deck.slide_height - shape.top
        for table in (shape.table for shape in slide.shapes if shape.has_table):
            rows = [
                max(
                    needed(cell.text_frame, column.width)
                    for cell, column in zip(row.cells, table.columns, strict=True)
                )
                for row in table.rows
            ]
            heights = [max(row.height, own) for row, own in zip(table.rows, rows, strict=True)]
            assert sum(heights) < deck.slide_height * 0.8


def long_seen(one: Any) -> Any:
    return replace(one, where=NAME, what=f"10月20日　{STORY}")


def needed(frame: Any, width: int) -> float:
    """How high the words of a frame are, in EMU, at a Han character's width."""
    high = 0.0
    for line in frame.paragraphs:
        size = max((run.font.size or 0 for run in line.runs), default=0)
        wide = sum(
            (1 if sign > "\u2e7f" else 0.55) * (run.font.size or 0)
            for run in line.runs
            for sign in run.text
        )
        high += max(-(-wide // max(width - 2 * 36_000, 1)), 1) * size * 1.2
    return high


def test_the_word_bulletin_takes_nothing_and_much() -> None:
    import docx

    make = partial(a_bulletin, problem=STORY)
    for count in COUNTS:
        document = docx.Document(BytesIO(bulletin_docx(make(count))))
        cells = [c.text for t in document.tables for row in t.rows for c in row.cells]
        assert sum(STORY in text for text in cells) == count


def test_lists_of_forty_go_on_over_pages_with_their_heads(tmp_path: Path) -> None:
    made = bulletin_pdf(a_bulletin(40))
    pages = [word.page for word in words_of(tmp_path, made.pdf) if word.text == "历次发现"]

    assert len(pages) > 1
    assert all(after == before + 1 for before, after in pairwise(pages))


def test_a_month_in_which_nobody_was_assessed_has_sentences_and_no_empty_table(
    tmp_path: Path,
) -> None:
    paper = replace(a_bulletin(0), groups=(), indicators=(), themes=())
    text = running_text(tmp_path, bulletin_pdf(paper).pdf)

    assert "一、考核排名本月无镇街参加排名。" in text
    assert "附件" not in text.replace("通知书和附件", "")
    assert "指标" not in text


def test_a_group_of_which_too_little_was_seen_is_told_so(tmp_path: Path) -> None:
    towns = tuple(replace(one, rank=None, score=None) for one in BULLETIN.groups[0].towns)
    group = replace(BULLETIN.groups[0], towns=towns)
    text = running_text(tmp_path, bulletin_pdf(replace(BULLETIN, groups=(group,))).pdf)

    assert "第一组（街道）实查点次不足，未排名。" in text


def test_a_day_without_anything_to_look_at_says_so(tmp_path: Path) -> None:
    made = patrol_pdf(patrolled(0))

    assert made.pages == 1
    assert "没有要看的问题。" in running_text(tmp_path, made.pdf)


def test_a_deck_of_a_month_in_which_nobody_was_ranked_is_made(tmp_path: Path) -> None:
    content, slides = deck_pptx(empty_deck(groups=(), ranking_title="", steps=(), steps_title=""))
    shown = Presentation(BytesIO(content)).slides

    assert len(shown) == slides
    assert all(slide.shapes.title.text for slide in list(shown)[1:])
