"""The register of the window put to real workspaces: numbers, slips, feedback, broken photos."""

from collections.abc import Iterator
from pathlib import Path

import docx
import pypdfium2
import pytest

from inspector.app.capture import record
from inspector.app.ledger import show_issue
from inspector.app.notify import Choice, issue_notices
from inspector.app.paper_told import Manner
from inspector.app.take_in import take_in_batch
from inspector.app.workspace import Workspace
from inspector.domain.errors import InputError
from inspector.text import speak
from tests.builders import a_draft, a_photo, a_workspace
from tests.documents.filled_in import filled_in
from ui.notice_answers import ready_units
from ui.papers_answers import PapersAnswers
from ui.papers_office import PaperState


def unheard(_now: int, _total: int) -> None:
    """Nobody waits."""


@pytest.fixture
def ws(tmp_path: Path) -> Iterator[Workspace]:
    with a_workspace(tmp_path / "ws") as ws:
        yield ws


@pytest.fixture
def papers(ws: Workspace) -> PapersAnswers:
    return PapersAnswers(lambda: ws, lambda: None)


def told(ws: Workspace, **manner: object) -> str:
    """The notice about one problem with its photo; not delivered."""
    record(ws, a_draft(photos=(a_photo(),)))
    (made,) = issue_notices(ws, Choice(), Manner(delivered=False, overrule=True, **manner), None)
    return made.notice


def states(papers: PapersAnswers) -> list[PaperState]:
    return [one.state for one in papers.listing()]


def test_a_paper_walks_from_signature_to_stamped_slip(
    ws: Workspace, papers: PapersAnswers, tmp_path: Path
) -> None:
    notice = told(ws, submit=True)
    assert states(papers) == [PaperState.SUBMITTED]
    papers.sign(notice, numbered=False)
    assert states(papers) == [PaperState.SIGNED]
    number = papers.sign(notice, numbered=True)
    (line,) = papers.listing()
    assert (line.state, line.number, line.issues) == (PaperState.NUMBERED, number, 1)
    assert line.deadline is not None
    papers.deliver([number])
    assert states(papers) == [PaperState.DELIVERED]
    (tmp_path / "out").mkdir()
    words = papers.pack([line.unit], tmp_path / "out", unheard)
    slip = next((tmp_path / "out").rglob("*送达回执.pdf"))
    assert words.startswith("已打包 1 个单位")
    taken = papers.take_in([slip], unheard)
    assert [one.about for one in taken.filed] == [number]
    assert states(papers) == [PaperState.ACKNOWLEDGED]


def test_a_slip_whose_code_cannot_be_read_is_filed_by_hand(
    ws: Workspace, papers: PapersAnswers, tmp_path: Path
) -> None:
    notice = told(ws)
    blurred = tmp_path / "slip.jpg"
    blurred.write_bytes(a_photo().read_bytes())
    assert papers.take_in([blurred], unheard).problems
    papers.acknowledge(notice, blurred)
    assert states(papers) == [PaperState.ACKNOWLEDGED]


def test_a_slip_of_another_paper_is_not_filed_by_hand(
    ws: Workspace, papers: PapersAnswers, tmp_path: Path
) -> None:
    first = told(ws)
    (tmp_path / "out").mkdir()
    papers.pack([], tmp_path / "out", unheard)
    slip = next((tmp_path / "out").rglob("*送达回执.pdf"))
    record(ws, a_draft(on=1, standard="P5.01.01", photos=(a_photo("DSC04185.jpg"),)))
    second = told_again(ws)
    with pytest.raises(InputError) as fault:
        papers.acknowledge(second, slip)
    assert fault.value.code == "other_paper"
    papers.acknowledge(first, slip)


def told_again(ws: Workspace) -> str:
    (made,) = issue_notices(ws, Choice(), Manner(delivered=False, overrule=True), None)
    return made.notice


def test_a_reissued_paper_stands_for_the_withdrawn_one(
    ws: Workspace, papers: PapersAnswers
) -> None:
    notice = told(ws)
    before = papers.listing()[0].number
    (number,) = papers.reissue(notice, "责任单位有误")
    lines = {one.number: one for one in papers.listing()}
    assert lines[before].state is PaperState.VOID
    assert (lines[number].state, lines[number].replaces) == (PaperState.NUMBERED, before)


def test_the_word_twin_carries_the_number_and_the_problem(
    ws: Workspace, papers: PapersAnswers, tmp_path: Path
) -> None:
    notice = told(ws)
    papers.write_word(notice, tmp_path / "twin.docx")
    words = "".join(one.text for one in docx.Document(str(tmp_path / "twin.docx")).paragraphs)
    assert papers.listing()[0].number in words
    assert "垃圾" in words


def test_the_page_is_the_very_pdf_that_was_issued(ws: Workspace, papers: PapersAnswers) -> None:
    notice = told(ws)
    assert len(pypdfium2.PdfDocument(papers.paper(notice))) >= 1
    assert papers.paper(papers.listing()[0].number) == papers.paper(notice)


def test_an_answer_a_refusal_and_a_bad_row_are_told_apart(
    ws: Workspace, papers: PapersAnswers, tmp_path: Path
) -> None:
    for n, spot in enumerate(("东门", "南侧", "主巷")):
        record(ws, a_draft(on=n / 10, spot=spot, photos=(a_photo(),)))
    told_again(ws)
    papers.deliver([papers.listing()[0].notice])
    (tmp_path / "out").mkdir()
    papers.pack([], tmp_path / "out", unheard)
    sheet = next((tmp_path / "out").rglob("*整改反馈单.xlsx"))
    sent = tmp_path / "反馈.xlsx"
    sent.write_bytes(
        filled_in(
            sheet.read_bytes(),
            {
                1: {"整改措施": "已清运"},
                2: {"退单理由": "不属本单位职责"},
                3: {"整改措施": "已清", "完成日期": "没几天"},
            },
        )
    )
    taken = papers.take_in([sent], unheard)
    assert (len(taken.answered), len(taken.refused), len(taken.problems)) == (1, 1, 1)
    (answer,) = taken.answered
    assert show_issue(ws, answer.issue).issue.label == answer.about
    assert answer.words.startswith(show_issue(ws, answer.issue).issue.title)
    assert "看不懂这个日期" in taken.problems[0].reason
    assert taken.problems[0].row > 0
    again = papers.take_in([sent], unheard)
    assert (again.answered, again.refused, again.known) == ((), (), 2)


def test_a_broken_photo_gives_its_place_to_one_of_the_same_round(
    ws: Workspace, papers: PapersAnswers
) -> None:
    made = record(ws, a_draft(photos=(a_photo(),)))
    take_in_batch(ws, [a_photo("DSC04185.jpg")])
    (shown,) = show_issue(ws, made.label).photos
    for kept in [*ws.folder.rglob(f"*{shown.sha256}*"), *(ws.folder / "derived").rglob("*")]:
        if kept.is_file():
            kept.chmod(0o644)
            kept.unlink()
    spares = papers.spares(made.label)
    assert [one.name for one in spares] == ["DSC04185.jpg"]
    papers.replace_photo(made.label, spares[0].photo)
    (now,) = show_issue(ws, made.label).photos
    assert now.sha256 == spares[0].photo
    with pytest.raises(InputError):
        papers.replace_photo(made.label, spares[0].photo)


def test_an_issue_without_photos_gets_one_and_nothing_bars_its_paper_any_more(
    ws: Workspace, papers: PapersAnswers
) -> None:
    made = record(ws, a_draft(photos=()))
    take_in_batch(ws, [a_photo("DSC04185.jpg")])
    (unit,) = ready_units(ws)
    (check,) = [one for one in unit.blocked if one.title.startswith("无照片")]
    assert (check.mend, check.cure, check.issue) == ("first_photo", "补照片", made.label)

    papers.replace_photo(check.issue, str(a_photo("DSC04185.jpg")))

    assert len(show_issue(ws, made.label).photos) == 1
    (unit,) = ready_units(ws)
    assert [one for one in unit.blocked if "照片" in one.title] == []


def test_what_bars_a_paper_is_told_in_the_language_of_the_window(ws: Workspace) -> None:
    record(ws, a_draft(photos=()))
    try:
        speak("en")
        (unit,) = ready_units(ws)
    finally:
        speak("zh")
    assert any(one.title.startswith("No photo ") for one in unit.blocked)


def test_the_contact_is_kept_and_stands_on_the_next_paper(
    ws: Workspace, papers: PapersAnswers
) -> None:
    papers.set_contact("王某", "0571-1234567")
    assert papers.contact() == ("王某", "0571-1234567")


def test_papers_of_the_register_are_bound_and_told_by_count_and_pages(
    ws: Workspace, papers: PapersAnswers, tmp_path: Path
) -> None:
    first = told(ws)
    record(ws, a_draft(on=1, standard="P5.01.01", photos=(a_photo("DSC04185.jpg"),)))
    second = told_again(ws)
    out = tmp_path / papers.bound_name([first, second])
    steps: list[tuple[int, int]] = []
    words = papers.bind([first, second], out, lambda now, total: steps.append((now, total)))
    pages = len(pypdfium2.PdfDocument(out))
    assert words == f"已合并 2 份、{pages} 页：{out.name}"
    assert steps == [(0, 2), (1, 2), (2, 2)]


def test_sheets_with_a_red_head_get_the_page_without_it(
    ws: Workspace, papers: PapersAnswers
) -> None:
    issued = papers.paper(told(ws))
    (printed,) = papers.without_head([issued], "1.5,-2")
    plain, bare = (pypdfium2.PdfDocument(one)[0].get_textpage() for one in (issued, printed))
    assert ws.register.office["name"] in plain.get_text_range()
    assert ws.register.office["name"] + "文件" not in bare.get_text_range()
    assert papers.paper(papers.listing()[0].notice) == issued
