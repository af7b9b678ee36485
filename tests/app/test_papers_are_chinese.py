"""A paper is the office's own: its words are the same in whatever language the window speaks."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from openpyxl import load_workbook

from inspector.app.brief import write_brief
from inspector.app.bulletin import write_bulletin
from inspector.app.capture import record
from inspector.app.deck import write_deck
from inspector.app.ledger import show_issue
from inspector.app.ledger_sheet import write_ledger
from inspector.app.notify import Choice, preview
from inspector.app.patrol import write_patrol
from inspector.app.period import assessed
from inspector.app.statement import Payer, formula_of, statement_paper, write_statement
from inspector.app.workspace import Workspace
from inspector.domain.issue_filter import IssueFilter
from inspector.text import speak
from tests.app.test_papers import MONTH, a_month
from tests.app.test_stats import TOWN
from tests.builders import a_draft
from tests.documents.reading import running_text

Made = Callable[[Workspace, Path], str]


def bulletin(ws: Workspace, folder: Path) -> str:
    write_bulletin(ws, MONTH, folder / "a.pdf")
    return running_text(folder, (folder / "a.pdf").read_bytes())


def brief(ws: Workspace, folder: Path) -> str:
    write_brief(ws, MONTH, folder / "b.pdf")
    return running_text(folder, (folder / "b.pdf").read_bytes())


def statement(ws: Workspace, folder: Path) -> str:
    write_statement(ws, Payer(town=TOWN), MONTH, folder / "c.pdf")
    return running_text(folder, (folder / "c.pdf").read_bytes())


def patrol(ws: Workspace, folder: Path) -> str:
    write_patrol(ws, None, folder / "d.pdf", town=TOWN)
    return running_text(folder, (folder / "d.pdf").read_bytes())


def notice(ws: Workspace, folder: Path) -> str:
    label = record(ws, a_draft(photos=())).label
    unit = show_issue(ws, label).issue.unit
    return running_text(folder, preview(ws, str(unit), Choice()).pdf)


def ledger(ws: Workspace, folder: Path) -> str:
    write_ledger(ws, IssueFilter(), folder / "e.xlsx")
    rows = load_workbook(folder / "e.xlsx").active.iter_rows(values_only=True)
    return "\n".join(str(row) for row in rows)


def deck(ws: Workspace, folder: Path) -> str:
    from pptx import Presentation

    write_deck(ws, MONTH, folder / "f.pptx")
    shapes = [one for slide in Presentation(folder / "f.pptx").slides for one in slide.shapes]
    return "\n".join(one.text_frame.text for one in shapes if one.has_text_frame)


@pytest.fixture(autouse=True)
def chinese_again() -> Iterator[None]:
    yield
    speak("zh")


@pytest.mark.parametrize("make", [bulletin, brief, statement, patrol, notice, ledger, deck])
def test_a_paper_says_the_same_in_an_english_window(tmp_path: Path, make: Made) -> None:
    ws = a_month(tmp_path / "ws")
    in_chinese = make(ws, tmp_path)
    speak("en")
    in_english = make(ws, tmp_path)
    assert in_english == in_chinese
    assert in_chinese


def test_the_window_tells_the_formula_in_its_own_language(tmp_path: Path) -> None:
    period = assessed(ws := a_month(tmp_path / "ws"), month=MONTH)
    speak("en")
    assert formula_of(ws, Payer(town=TOWN), period).startswith("Score = 100 - ")
    assert statement_paper(ws, Payer(town=TOWN), period).formula.startswith("得分＝100－")
