"""The office's own wording lies in its workspace and is checked before anything is printed."""

from pathlib import Path

import pytest

from inspector.app import notice_register
from inspector.app.capture import record
from inspector.app.letters import issue_letters
from inspector.app.office_wording import (
    begin_wording,
    edited,
    keep_wording,
    own_file,
    sample_page,
    write_samples,
)
from inspector.app.paper_told import Manner
from inspector.app.workspace import Workspace
from inspector.documents.template_names import SECTIONS
from inspector.documents.templates import default_text
from inspector.domain.errors import InputError
from inspector.domain.notice import NoticeKind
from tests.builders import a_draft, issued
from tests.documents.reading import running_text


def test_the_usual_wording_is_put_where_it_may_be_edited_once(ws: Workspace) -> None:
    first = begin_wording(ws)
    own_file(ws).write_text("〔下级〕\n排查：请自查。\n", "utf-8")

    again = begin_wording(ws)

    assert (first.begun, again.begun, again.sentences) == (True, False, 1)


def test_the_file_as_it_is_handed_out_changes_no_paper(ws: Workspace, tmp_path: Path) -> None:
    record(ws, a_draft())
    (before,) = issued(ws, draft=True, out=tmp_path / "before")
    begin_wording(ws)
    (after,) = issued(ws, draft=True, out=tmp_path / "after")

    assert own_file(ws).read_text("utf-8") == default_text()
    assert Path(before.files[0]).read_bytes() == Path(after.files[0]).read_bytes()


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gbk"])
def test_a_notice_is_printed_in_the_words_of_the_office(
    ws: Workspace, tmp_path: Path, encoding: str
) -> None:
    record(ws, a_draft())
    begin_wording(ws)
    own_file(ws).write_bytes("〔企业〕\n单件要求：请{对方}马上处理。\n".encode(encoding))

    (made,) = issued(ws, out=tmp_path)

    content = Path(made.files[0]).read_bytes()
    assert "马上处理。" in running_text(tmp_path, content)


def test_a_letter_takes_the_wording_named_for_the_run(ws: Workspace, tmp_path: Path) -> None:
    told = record(ws, a_draft())
    issued(ws)
    mine = tmp_path / "mine.txt"
    mine.write_text("〔提醒函〕\n要求：请{对方}抓紧，于{整改期限}办好。\n", "utf-8")

    manner = Manner(overrule=True, template=mine)
    (made,) = issue_letters(ws, NoticeKind.REMINDER, [told.label], manner, tmp_path)

    assert "抓紧" in running_text(tmp_path, Path(made.files[0]).read_bytes())


def test_a_mistake_in_the_wording_issues_nothing(ws: Workspace) -> None:
    record(ws, a_draft())
    begin_wording(ws)
    own_file(ws).write_text("〔下级〕\n\n期限：请于{哪天}整改。\n", "utf-8")

    with pytest.raises(InputError) as refused:
        issued(ws)

    assert "第3行" in refused.value.message
    assert notice_register.register(ws) == ()


def test_every_section_has_a_sample_and_its_own_words_stand_in_it(
    ws: Workspace, tmp_path: Path
) -> None:
    files = write_samples(ws, tmp_path)

    assert [Path(file).stem for file in files] == list(SECTIONS)
    for section in SECTIONS:
        heading = f"〔{section}〕\n"
        own = "反弹：该问题又回来了。" if "通用" in section else "标题：甲乙丙的样张"
        named, paper = sample_page(ws, f"{heading}{own}\n", 2)
        text = running_text(tmp_path, paper)
        assert named == section
        assert "甲乙丙的样张" in text or "通用" in section


def test_a_sample_follows_the_line_one_stands_on(ws: Workspace) -> None:
    text = "# 说明\n〔督办函〕\n要求：请办。\n〔约谈通知〕\n正文：请来。\n"

    assert [sample_page(ws, text, line)[0] for line in (1, 3, 5)] == ["下级", "督办函", "约谈通知"]


def test_a_text_with_a_mistake_is_not_put_in_force(ws: Workspace) -> None:
    keep_wording(ws, "〔督办函〕\n要求：请办。\n")

    with pytest.raises(InputError) as refused:
        keep_wording(ws, "〔督办函〕\n要求：请于{哪天}办。\n")

    assert "第2行" in refused.value.message
    assert edited(ws) == "〔督办函〕\n要求：请办。\n"
