"""Letters quote what is recorded, and leave verdicts, deadlines and the notice as they were."""

from pathlib import Path
from typing import Any

import pytest

from inspector.app.capture import record
from inspector.app.ledger import show_issue
from inspector.app.letter_words import Said
from inspector.app.letters import issue_letters
from inspector.app.notice_register import deliver, register, reprint, void_notice
from inspector.app.office import set_fields
from inspector.app.paper_told import Manner, NoticeMade
from inspector.app.rectify import extend, verify_fix
from inspector.app.upkeep import digest, rebuild
from inspector.app.workspace import Workspace
from inspector.domain.errors import InputError
from inspector.domain.notice import NoticeKind
from inspector.domain.unit import Relation
from tests.builders import OTHER_POINT, a_draft, a_photo, issued
from tests.documents.reading import running_text

STREET = "P3.02.01"  # at the usual point this one is the street's to mend


def a_letter(
    ws: Workspace, kind: NoticeKind, *labels: str, out: Path | None = None, **said: Any
) -> NoticeMade:
    manner = Manner(**{name: said.pop(name) for name in ("deadline", "on") if name in said})
    (made,) = issue_letters(ws, kind, labels, manner, out, said=Said(**said))
    return made


def an_ordered_issue(ws: Workspace) -> tuple[str, str]:
    """Label and notice number of an issue of a unit below that was ordered."""
    for standard in (STREET, "P3.03.01", "P2.03.02", "P5.01.01", "P1.02.01"):
        told = record(ws, a_draft(standard=standard))
        unit = ws.register.directory.unit(told.unit or "")
        if unit and unit.relation is Relation.SUBORDINATE:
            (made,) = issued(ws, told.label, on="2026-08-04")
            return told.label, made.number or ""
    raise AssertionError("the district has no such standard")


def read(folder: Path, made: NoticeMade) -> str:
    return running_text(folder, Path(made.files[0]).read_bytes())


def test_a_letter_moves_neither_verdict_nor_deadline_nor_the_notice(ws: Workspace) -> None:
    label, number = an_ordered_issue(ws)
    before = show_issue(ws, label).issue
    derived = digest(ws).derived

    made = a_letter(ws, NoticeKind.SUPERVISION, label, deadline="2027-01-05")

    after = show_issue(ws, label).issue
    assert after == before
    assert after.notice == number
    assert digest(ws).derived == derived
    assert made.number == "青城考〔2026〕2号"
    assert rebuild(ws).same


def test_a_letter_delivered_by_hand_starts_no_term(ws: Workspace) -> None:
    told = record(ws, a_draft())
    (made,) = issue_letters(ws, NoticeKind.REMINDER, [told.label], Manner(delivered=False), None)
    before = show_issue(ws, told.label).issue

    line = deliver(ws, made.number or "", None)

    assert line.state == "delivered"
    assert show_issue(ws, told.label).issue == before


def test_an_issue_a_letter_names_still_waits_for_its_notice(ws: Workspace) -> None:
    told = record(ws, a_draft())
    a_letter(ws, NoticeKind.REMINDER, told.label)

    (made,) = issued(ws)

    assert made.issues == (told.issue,)
    kinds = [one.kind for one in show_issue(ws, told.label).documents]
    assert sorted(kinds) == ["rectification", "reminder"]


def test_letters_stand_in_the_register_and_are_reprinted_and_withdrawn(
    ws: Workspace, tmp_path: Path
) -> None:
    label, _number = an_ordered_issue(ws)
    made = a_letter(ws, NoticeKind.LISTING, label, out=tmp_path / "out")

    line = next(one for one in register(ws) if one.notice == made.notice)
    assert (line.kind, line.state) == ("listing", "delivered")
    again = reprint(ws, made.number or "", tmp_path / "again")
    assert again.read_bytes() == Path(made.files[0]).read_bytes()
    assert again.name == Path(made.files[0]).name
    assert "挂牌督办" in again.name
    assert void_notice(ws, made.number or "", "写错").state == "void"


def test_a_late_issue_is_supervised_by_its_notice_and_its_days(
    ws: Workspace, tmp_path: Path
) -> None:
    label, number = an_ordered_issue(ws)

    text = read(tmp_path, a_letter(ws, NoticeKind.SUPERVISION, label, out=tmp_path))

    assert f"{number}交办的" in text
    assert "逾期未改的督办函" in text


def test_peers_are_asked_and_never_ordered(ws: Workspace, tmp_path: Path) -> None:
    peer = next(one for one in ws.register.units if one.relation is Relation.PEER)
    told = record(ws, a_draft(unit=peer.code))

    made = a_letter(ws, NoticeKind.SUPERVISION, told.label, out=tmp_path)
    listed = a_letter(ws, NoticeKind.LISTING, told.label)

    assert "商请函" in Path(made.files[0]).name
    assert not any(word in read(tmp_path, made) for word in ("督办", "限期", "扣"))
    assert [one.code for one in listed.blocked] == ["relation"]


def test_a_recheck_opinion_counts_what_passed_and_names_what_did_not(
    ws: Workspace, tmp_path: Path
) -> None:
    first, second = record(ws, a_draft()), record(ws, a_draft(on=1, standard=STREET, unit=None))
    unit = first.unit
    if second.unit != unit:
        second = record(ws, a_draft(on=2, standard=STREET, unit=unit))
    issued(ws, first.label, second.label, on="2026-08-10")
    assert a_letter(ws, NoticeKind.RECHECK, first.label).blocked[0].code == "incomplete"
    verify_fix(ws, first.label, passed=True)
    verify_fix(ws, second.label, passed=False, reason="仍有积水")

    made = a_letter(ws, NoticeKind.RECHECK, first.label, second.label, out=tmp_path)

    assert "经11月22日复查，1件合格，同意销号；1件不合格，退回整改" in read(tmp_path, made)


def test_an_extension_is_granted_once_and_moves_the_deadline(ws: Workspace) -> None:
    label, _number = an_ordered_issue(ws)
    assert a_letter(ws, NoticeKind.EXTENSION, label).blocked[0].code == "incomplete"

    a_letter(ws, NoticeKind.EXTENSION, label, deadline="2027-01-05")
    limit = show_issue(ws, label).issue.deadline
    a_letter(ws, NoticeKind.EXTENSION, label)  # quotes the record, and makes no other

    assert limit is not None
    assert limit.isoformat() == "2027-01-06T00:00:00+08:00"
    assert show_issue(ws, label).issue.deadline == limit
    assert ws.db.execute("select count(*) from extension").fetchone()[0] == 1


def test_a_refused_extension_changes_nothing(ws: Workspace, tmp_path: Path) -> None:
    label, _number = an_ordered_issue(ws)
    extend(ws, label, "2027-01-01", "雨")
    before = show_issue(ws, label).issue

    made = a_letter(
        ws,
        NoticeKind.EXTENSION,
        label,
        out=tmp_path,
        deadline="2027-03-01",
        refuse=True,
        asked="2026-11-20",
    )

    assert "不同意该问题整改期限延期至2027年3月1日" in read(tmp_path, made)
    assert show_issue(ws, label).issue == before


def test_a_talk_without_time_or_place_waits(ws: Workspace, tmp_path: Path) -> None:
    label, _number = an_ordered_issue(ws)

    assert a_letter(ws, NoticeKind.TALK, label).blocked[0].code == "incomplete"
    made = a_letter(
        ws,
        NoticeKind.TALK,
        label,
        out=tmp_path,
        talk_at="2026-11-30T09:00",
        talk_place="201会议室",
    )

    assert "时间：2026年11月30日（星期一）9时" in read(tmp_path, made)


def test_a_letter_waits_for_a_whole_office(ws: Workspace) -> None:
    told = record(ws, a_draft())
    set_fields(ws, {"phone": ""})

    made = a_letter(ws, NoticeKind.REMINDER, told.label)

    assert [one.code for one in made.blocked] == ["office"]
    assert register(ws) == ()


def test_a_letter_names_its_issue(ws: Workspace) -> None:
    with pytest.raises(InputError):
        issue_letters(ws, NoticeKind.REMINDER, [], Manner(), None)


def test_word_and_paper_come_from_one_draft(ws: Workspace, tmp_path: Path) -> None:
    told = record(ws, a_draft(photos=(a_photo(),)))

    (made,) = issued(ws, out=tmp_path, formats=("pdf", "docx"))
    letter = issue_letters(
        ws, NoticeKind.REMINDER, [told.label], Manner(formats=("docx",)), tmp_path
    )[0]

    assert [Path(one).suffix for one in made.files] == [".pdf", ".docx"]
    assert Path(made.files[0]).stem == Path(made.files[1]).stem
    assert [Path(one).suffix for one in letter.files] == [".docx"]
    assert len(list((ws.folder / "notices").rglob("*.*"))) == 2  # kept are the papers


def test_one_file_joins_the_papers_and_the_register_keeps_each(
    ws: Workspace, tmp_path: Path
) -> None:
    record(ws, a_draft())
    record(ws, a_draft(point=OTHER_POINT))

    made = issued(ws, out=tmp_path, one_file=True)

    assert len(made) == 2
    assert {one.files for one in made} == {(str(next(tmp_path.glob("*.pdf"))),)}
    assert len({one.sha256 for one in register(ws)}) == 2
    text = running_text(tmp_path, Path(made[0].files[0]).read_bytes())
    assert all(one.number in text for one in made if one.number)


def test_a_deadline_by_hand_is_the_same_in_notice_and_letter(ws: Workspace, tmp_path: Path) -> None:
    told = record(ws, a_draft())
    (notice,) = issued(ws, deadline="2026-12-10", out=tmp_path)
    letter = a_letter(ws, NoticeKind.REMINDER, told.label, deadline="2026-12-10", out=tmp_path)

    for made in (notice, letter):
        assert "于12月10日前整改到位" in running_text(tmp_path, Path(made.files[0]).read_bytes())
    deadline = show_issue(ws, told.label).issue.deadline
    assert deadline is not None
    assert deadline.isoformat() == "2026-12-11T00:00:00+08:00"  # to the end of that day
