"""The office's own wording lies in its workspace and is checked before anything is printed."""

from pathlib import Path

import pytest

from inspector.app import notice_register
from inspector.app.capture import record
from inspector.app.issuing import Manner
from inspector.app.letters import issue_letters
from inspector.app.office_wording import begin_wording, own_file
from inspector.app.workspace import Workspace
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
