"""The main job end to end: the demo runs twice, tells every verdict, and prints sound notices."""

from pathlib import Path

import pytest

from inspector.app.demo import Demo, show_demo
from inspector.app.notice_register import register, reprint
from inspector.app.upkeep import rebuild
from inspector.app.workspace import open_workspace
from inspector.domain.errors import InputError
from inspector.domain.repeat import Kind
from tests.documents.reading import run

STARTS, ENDS = "，。；：、！？）》”’】", "（《“‘【"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("demo") / "demo"


@pytest.fixture(scope="module")
def demo(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Demo:
    """Shown twice in a row: the second one replaces the first."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("INSPECTOR_HOME", str(tmp_path_factory.mktemp("home")))
        show_demo(folder)
        return show_demo(folder)


def text_of(pdf: str) -> str:
    return run("pdftotext", "-layout", pdf, "-")


def test_findings_of_every_verdict_were_made(demo: Demo) -> None:
    assert set(demo.verdicts) == {kind.name.lower() for kind in Kind}
    assert demo.repeats > 0
    assert demo.rebounds > 0
    assert demo.conflicts == 1


def test_every_photo_went_in_and_a_notice_went_out_to_each_unit(demo: Demo) -> None:
    assert demo.photos > 100
    assert demo.notices == len([one for one in demo.files if one.endswith("整改通知书.pdf")]) > 5


def test_every_font_of_every_notice_is_embedded(demo: Demo) -> None:
    for pdf in demo.files:
        if pdf.endswith(".pdf"):
            rows = [line.split() for line in run("pdffonts", pdf).splitlines()[2:]]
            assert rows
            assert all(row[-5] == "yes" for row in rows), pdf


def test_no_line_of_a_notice_begins_or_ends_where_it_must_not(demo: Demo) -> None:
    for pdf in demo.files:
        if not pdf.endswith("整改通知书.pdf"):
            continue
        body = text_of(pdf).split("附件1")[0]
        for line in filter(None, map(str.strip, body.splitlines())):
            assert line[0] not in STARTS, (pdf, line)
            assert line[-1] not in ENDS, (pdf, line)


def test_a_reprint_is_the_same_bytes_and_a_rebuild_the_same_tables(
    demo: Demo, tmp_path: Path
) -> None:
    with open_workspace(Path(demo.workspace)) as ws:
        line = register(ws)[0]
        printed = reprint(ws, line.number, tmp_path)
        issued = next(one for one in demo.files if line.number in one)

        assert printed.read_bytes() == Path(issued).read_bytes()
        assert rebuild(ws).same


def test_nobody_is_told_of_a_problem_before_it_was_found(demo: Demo) -> None:
    with open_workspace(Path(demo.workspace), read_only=True) as ws:
        early = ws.db.execute(
            "select count(*) from delivery d join finding f on f.id = d.finding "
            "where d.at < f.found_at"
        ).fetchone()[0]

    assert early == 0


def test_a_folder_with_other_things_in_it_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("x")

    with pytest.raises(InputError):
        show_demo(tmp_path)

    assert [one.name for one in tmp_path.iterdir()] == ["letter.txt"]
