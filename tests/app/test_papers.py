"""The month's papers say what the statistics say."""

from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import load_workbook

from inspector.app.brief import brief_paper, verdict_of, write_brief
from inspector.app.bulletin import bulletin_paper, write_bulletin
from inspector.app.capture import record
from inspector.app.deck import deck_paper, write_deck
from inspector.app.history import import_events
from inspector.app.ledger_sheet import write_ledger
from inspector.app.letters import issue_letters
from inspector.app.paper_parts import PagesMade, RowsMade
from inspector.app.paper_told import Manner
from inspector.app.patrol import write_patrol
from inspector.app.period import assessed
from inspector.app.rectify import verify_fix
from inspector.app.statement import Payer, statement_paper, write_statement
from inspector.app.stats import stats
from inspector.app.workspace import Workspace
from inspector.domain.errors import InputError
from inspector.domain.issue_filter import IssueFilter
from inspector.domain.notice import NoticeKind
from inspector.domain.scoring import rounded
from tests.app.test_stats import ROAD, TOWN, a_deed, a_find
from tests.builders import a_draft, a_photo, a_workspace, day, issued
from tests.documents.reading import running_text

MONTH = "2026-08"


@pytest.fixture
def ws(tmp_path: Path) -> Workspace:
    return a_month(tmp_path / "ws")


def a_month(folder: Path) -> Workspace:
    """A workspace in whose August something was found, sent back, closed and passed."""
    ws = a_workspace(folder)
    events = [
        a_find("f1", 0),
        a_deed("notify", "f1", 1, deadline=4),
        a_deed("return", "f1", 5),
        a_deed("close", "f1", 6),
        a_find("f2", 9, source="city"),
        a_find("f3", 9, point=ROAD, standard="P3.02.01", on_the_spot=True),
        a_deed("notify", "f3", 10, deadline=12),
        {"do": "inspect", "at": day(9).isoformat(), "point": "003-OR-03", "pass": ["P3.03.01"]},
    ]
    import_events(ws, {"history": {"events": events}})
    return ws


@pytest.mark.parametrize("payer", [Payer(town=TOWN), Payer(town="990102001"), Payer(unit="DEP-HW")])
def test_a_statement_adds_up_to_the_score_that_was_published(ws: Workspace, payer: Payer) -> None:
    seen = stats(ws, assessed(ws, month=MONTH))
    lines = {one.town: one for one in seen.towns} | {one.unit: one for one in seen.units}
    own = lines[payer.town or payer.unit]

    paper = statement_paper(ws, payer, assessed(ws, month=MONTH))

    assert rounded(paper.total) == own.deduction
    assert paper.score == own.score
    assert f"＝{own.score}。" in paper.formula


def test_a_statement_tells_every_part_of_an_issue(ws: Workspace) -> None:
    paper = statement_paper(ws, Payer(town=TOWN), assessed(ws, month=MONTH))

    first, second = paper.lines
    # lateness, two days of it, is dated at the month's end: of its 0.70 the cap of 3.00 leaves 0.30
    assert first.ground == "标准0.50\n＋返工0.20\n＋逾期0.30"
    assert second.ground == "标准1.00\n＋重复1.00"
    assert paper.total == 3


def test_a_bulletin_counts_what_the_statistics_count(ws: Workspace) -> None:
    period = assessed(ws, month=MONTH)
    seen = stats(ws, period)

    paper = bulletin_paper(ws, period)

    assert paper.problems.now == seen.totals.issues == 3
    assert paper.problems.year_ago is None  # nothing was inspected then
    assert (paper.second, paper.later) == (1, 0)
    assert paper.late == 1
    assert {one.town for group in paper.groups for one in group.towns} == {
        one.name for one in seen.towns
    }


def test_the_brief_shows_only_months_in_which_something_was_found(ws: Workspace) -> None:
    paper = brief_paper(ws, assessed(ws, month="2026-09"))

    assert [(one.name, one.problems) for one in paper.months] == [("8月", 3), ("9月", 0)]


@pytest.mark.parametrize(
    ("issues", "repeats", "said"),
    [
        ((40, 31), (4, 3), "问题总量和重复问题双升。"),
        ((31, 40), (3, 3), "总体平稳向好。"),
        ((40, 40), (3, 3), "总体平稳。"),
        ((40, 31), (3, 3), "问题总量上升，重复问题持平。"),
        ((40, 40), (4, 3), "问题总量持平，重复问题上升。"),
        ((31, 40), (4, 3), "问题总量下降，重复问题上升。"),
    ],
)
def test_the_brief_says_up_and_down_only_of_what_went_up_or_down(
    ws: Workspace, issues: tuple[int, int], repeats: tuple[int, int], said: str
) -> None:
    told = stats(ws, assessed(ws, month="2026-08"))
    now, last = (
        replace(told.totals, visits=9, issues=issues[at], repeats=repeats[at]) for at in (0, 1)
    )
    first, _rest = verdict_of(
        replace(told, totals=now, previous=replace(told.previous, totals=last)), ""
    )
    assert first == said


def test_a_town_nobody_ranks_has_its_page_all_the_same(tmp_path: Path) -> None:
    with a_workspace(tmp_path / "ws") as ws:
        record(ws, a_draft(photos=(a_photo(),)))  # half a point in one visit, coverage far too low

        (page,) = deck_paper(ws, assessed(ws, month="2026-08")).towns

    assert page.title == "桐荫街道：95.00分，实查点次不足，不排名"


def test_the_deck_tells_how_much_it_does_not_show_and_counts_as_the_bulletin_does(
    ws: Workspace,
) -> None:
    period = assessed(ws, month="2026-08")
    deck, bulletin = deck_paper(ws, period), bulletin_paper(ws, period)

    assert f"{bulletin.late}件" in deck.late_title
    left = bulletin.late - len(deck.late)
    assert deck.late_note == (f"共{bulletin.late}件，其余{left}件见会议材料" if left else "")
    assert bool(deck.repeats_title) is bool(bulletin.later)


def test_the_bulletin_lists_every_repeat_it_counts_with_all_its_days(ws: Workspace) -> None:
    paper = bulletin_paper(ws, assessed(ws, month="2026-08"))

    assert len(paper.relapses) == paper.second + paper.later > 0
    assert all(len(one.found_on) > 1 for one in paper.relapses)
    assert all(one.occurrence.startswith("第") for one in paper.relapses)


def test_every_paper_is_written_whole(ws: Workspace, tmp_path: Path) -> None:
    pages = [
        write_bulletin(ws, MONTH, tmp_path / "bulletin.pdf"),
        write_brief(ws, MONTH, tmp_path / "brief.pdf"),
        write_statement(ws, Payer(town=TOWN), MONTH, tmp_path / "statement.pdf"),
        write_patrol(ws, "2026-08-20", tmp_path / "patrol.pdf"),
    ]

    for made in pages:
        assert isinstance(made, PagesMade)
        assert made.pages > 0
        assert Path(made.file).stat().st_size == made.bytes
        assert not made.advice


def test_the_suffix_decides_between_paper_and_what_is_worked_on(
    ws: Workspace, tmp_path: Path
) -> None:
    bulletin = write_bulletin(ws, MONTH, tmp_path / "bulletin.docx")
    statement = write_statement(ws, Payer(town=TOWN), MONTH, tmp_path / "statement.xlsx")

    assert (tmp_path / "bulletin.docx").read_bytes().startswith(b"PK")
    assert bulletin.bytes == (tmp_path / "bulletin.docx").stat().st_size
    assert isinstance(statement, RowsMade)
    sheet = load_workbook(tmp_path / "statement.xlsx").worksheets[0]
    amounts = [row[6].value for row in sheet.iter_rows(min_row=7) if row[1].value]
    assert statement.rows == len(amounts) == 2
    assert sum(amounts) == 3


def test_the_rung_an_issue_stands_on_is_in_ledger_and_bulletin(
    ws: Workspace, tmp_path: Path
) -> None:
    issue_letters(ws, NoticeKind.SUPERVISION, ["f3"], Manner(on="2026-08-20", overrule=True), None)

    write_ledger(ws, IssueFilter(), tmp_path / "ledger.xlsx")

    sheet = load_workbook(tmp_path / "ledger.xlsx").worksheets[0]
    ladder = {row[1].value: row[24].value for row in sheet.iter_rows(min_row=4) if row[1].value}
    assert ladder == {"f1": None, "f2": None, "f3": "督办函"}
    paper = bulletin_paper(ws, assessed(ws, month=MONTH))
    assert {one.ladder for one in paper.overdue} == {"督办函"}


def test_a_repeat_names_its_earlier_dates_and_what_is_overdue_whom_to_ring(
    ws: Workspace, tmp_path: Path
) -> None:
    write_ledger(ws, IssueFilter(), tmp_path / "ledger.xlsx")

    sheet = load_workbook(tmp_path / "ledger.xlsx").worksheets[0]
    rows = {row[1].value: row for row in sheet.iter_rows(min_row=4) if row[1].value}
    for label, row in rows.items():
        remark, again = str(row[27].value or ""), row[11].value != "首次"
        assert ("前" in remark) is again, label
        overdue = "逾期" in str(row[21].value)
        assert ("责任人" in remark) is overdue, label
    assert any(row[11].value == "第2次" and "前1次" in row[27].value for row in rows.values())
    assert any("责任人" in str(row[27].value) for row in rows.values())


def test_a_repeat_shows_its_earlier_photo_beside_its_own(tmp_path: Path) -> None:
    fresh = a_workspace(tmp_path / "photographed")
    first = record(fresh, a_draft(photos=(a_photo(),))).label
    issued(fresh, first, on=day(1).isoformat())
    verify_fix(fresh, first, passed=True, at=day(3).isoformat())
    again = record(fresh, a_draft(on=20, photos=(a_photo(),)))
    assert again.verdict.occurrence == 2

    write_ledger(fresh, IssueFilter(repeat=True), tmp_path / "repeats.xlsx")

    sheet = load_workbook(tmp_path / "repeats.xlsx")["整改照片"]
    assert sheet["C1"].value.split("\n")[-1] == f"第1次  8月3日  {first}"
    assert len(sheet._images) == 2


def test_an_empty_month_still_makes_its_papers(ws: Workspace, tmp_path: Path) -> None:
    write_bulletin(ws, "2026-10", tmp_path / "bulletin.pdf")
    write_brief(ws, "2026-10", tmp_path / "brief.pdf")
    write_statement(ws, Payer(town="990102106"), "2026-10", tmp_path / "statement.pdf")
    write_patrol(ws, "2026-10-20", tmp_path / "patrol.pdf", town="990102106")
    write_patrol(ws, "2026-10-20", tmp_path / "patrol.png", town="990102106")
    write_bulletin(ws, "2026-10", tmp_path / "bulletin.docx")
    write_statement(ws, Payer(town="990102106"), "2026-10", tmp_path / "statement.xlsx")
    write_deck(ws, "2026-10", tmp_path / "deck.pptx")
    write_ledger(ws, IssueFilter(text="没有这样的问题"), tmp_path / "ledger.xlsx")
    assert all(one.stat().st_size for one in tmp_path.glob("*.*"))


def test_the_patrol_sheet_names_every_day_of_a_repeat_on_paper_and_telephone(
    tmp_path: Path,
) -> None:
    fresh = a_workspace(tmp_path / "patrolled")
    first = record(fresh, a_draft(photos=(a_photo(),))).label
    issued(fresh, first, on=day(1).isoformat())
    verify_fix(fresh, first, passed=True, at=day(3).isoformat())
    record(fresh, a_draft(on=20, photos=(a_photo(),)))

    sheet = write_patrol(fresh, "2026-08-24", tmp_path / "patrol.pdf")
    phone = write_patrol(fresh, "2026-08-24", tmp_path / "patrol.png")

    text = running_text(tmp_path, Path(sheet.file).read_bytes())
    assert "8月3日、8月23日" in text
    assert "（第2次）" in text
    assert "8月3日（8月6日销号）" in text
    assert Path(phone.file).read_bytes().startswith(b"\x89PNG")
    assert (phone.pages, phone.bytes) == (1, Path(phone.file).stat().st_size)


def test_the_ledger_holds_every_issue_the_filters_leave(ws: Workspace, tmp_path: Path) -> None:
    made = write_ledger(ws, IssueFilter(), tmp_path / "ledger.xlsx")

    sheet = load_workbook(tmp_path / "ledger.xlsx").worksheets[0]
    labels = [row[1].value for row in sheet.iter_rows(min_row=4) if row[1].value]
    assert made.rows == 3
    assert labels == ["f1", "f2", "f3"]
    assert write_ledger(ws, IssueFilter(text="无此字"), tmp_path / "none.xlsx").advice


def test_a_paper_in_a_form_we_do_not_make_is_refused(ws: Workspace, tmp_path: Path) -> None:
    with pytest.raises(InputError):
        write_bulletin(ws, MONTH, tmp_path / "bulletin.doc")
    with pytest.raises(InputError):
        write_statement(ws, Payer(town="none"), MONTH, tmp_path / "statement.pdf")
    assert not list(tmp_path.glob("*.doc"))
