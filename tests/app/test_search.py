"""Issues are found by any part of what they are called, from one character up."""

import pytest

from inspector.app.amend import void
from inspector.app.capture import record
from inspector.app.imports import import_register
from inspector.app.ledger import find_issues
from inspector.app.workspace import Workspace
from inspector.domain.issue_filter import IssueFilter
from tests.builders import OTHER_POINT, POINT, STANDARD, a_draft


def labels(ws: Workspace, text: str, **fields: tuple[str, ...]) -> list[str]:
    page = find_issues(ws, IssueFilter(text=text, **fields))
    assert page.total == len(page.issues)
    return [one.label for one in page.issues]


@pytest.fixture
def label(ws: Workspace) -> str:
    """One issue at 003-OR-04, of P3.03.01 垃圾桶满冒, with words of its own."""
    return record(ws, a_draft(spot="北门岗亭", note="2号楼前２４㎡积水，约3米")).label


@pytest.mark.parametrize(
    "typed",
    [
        "桶",
        "满冒",
        "垃圾桶满冒",
        "ljtmm",
        "LJTM",
        "tmm",
        "垃圾外溢",  # an alias of the standard
        "ljwy",
        "P3.03.01",
        "3.03",
        "003-OR-04",
        "or-0",
        "岗",
        "北门岗亭",
        "24㎡",
        "24m2",
        "约3米",
        "楼前 满冒",
        "  岗亭\x00 ",
    ],
)
def test_any_part_of_title_alias_code_initials_spot_or_note_finds_the_issue(
    ws: Workspace, label: str, typed: str
) -> None:
    record(ws, a_draft(point=OTHER_POINT, standard="P3.02.01", on=1))

    assert label in labels(ws, typed)


def test_the_label_finds_by_its_parts(ws: Workspace, label: str) -> None:
    code, _dash, number = label.partition("-")

    assert labels(ws, code[1:3].lower()) == labels(ws, f"{code}-{number}") == [label]


def test_the_unit_and_the_town_find_their_issues(ws: Workspace, label: str) -> None:
    line = find_issues(ws, IssueFilter()).issues[0]

    assert labels(ws, line.unit_name) == labels(ws, line.town_name) == [label]


def test_every_word_must_be_there(ws: Workspace, label: str) -> None:
    assert labels(ws, "岗亭 没有此词") == []


def test_pieces_far_apart_are_no_word(ws: Workspace) -> None:
    record(ws, a_draft(note="编号1231与2312及3123"))

    assert labels(ws, "12312") == []


@pytest.mark.parametrize(
    "typed",
    [
        *('"', "'", '""', "*", "占*", "AND", "OR NOT", "NEAR(", "words:桶", "-桶", "^桶", "(", "%"),
        *("_", "\\", "桶'--", "𠮷", "🗑", "a" * 5000, "桶" * 3000),
    ],
)
def test_what_looks_like_an_expression_is_only_text(ws: Workspace, label: str, typed: str) -> None:
    assert labels(ws, typed) == []


@pytest.mark.parametrize("typed", ["\x00", "\ud800"])
def test_what_no_text_can_hold_narrows_nothing(ws: Workspace, label: str, typed: str) -> None:
    assert labels(ws, typed) == [label]


def test_percent_and_underscore_stand_for_themselves(ws: Workspace) -> None:
    half = record(ws, a_draft(note="破损50%")).label
    record(ws, a_draft(point=OTHER_POINT, note="破损50处"))

    assert labels(ws, "50%") == [half]
    assert labels(ws, "5_%") == []


def test_words_and_filters_narrow_together(ws: Workspace, label: str) -> None:
    other = record(ws, a_draft(point=OTHER_POINT, note="积水")).label

    assert set(labels(ws, "积水")) == {label, other}
    assert labels(ws, "积水", points=(POINT,)) == [label]
    assert labels(ws, "积水", standards=(STANDARD,), points=(OTHER_POINT,)) == [other]
    assert labels(ws, "积水", states=("closed",)) == []


def test_a_renamed_point_is_found_by_its_new_name_alone(
    ws: Workspace, label: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    point = ws.register.point(POINT)
    assert point is not None
    file = tmp_path_factory.mktemp("names") / "points.csv"
    file.write_text(f"编号,名称,类型\n{POINT},浣溪锦苑,{point.type}\n", encoding="utf-8")

    import_register(ws, "points", [file])

    assert labels(ws, "浣溪") == labels(ws, "hxjy") == [label]
    assert labels(ws, point.name) == []


def test_a_void_issue_shows_only_when_its_state_is_asked_for(ws: Workspace, label: str) -> None:
    void(ws, label, "录错")

    assert labels(ws, "") == labels(ws, label) == []
    assert labels(ws, label, states=("void",)) == labels(ws, "", states=("void",)) == [label]
