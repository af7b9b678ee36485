"""A paper's way through the office: handed in, signed, numbered, delivered; withdrawn, anew."""

from pathlib import Path

import orjson
import pytest

from inspector.app import handover, merging, notice_register, numbering, signing
from inspector.app.amend import edit, void
from inspector.app.capture import record
from inspector.app.devices import list_devices
from inspector.app.ledger import show_issue
from inspector.app.letter_words import Said
from inspector.app.letters import issue_letters
from inspector.app.merging import found_from
from inspector.app.package import pack
from inspector.app.paper_parts import last_urged
from inspector.app.paper_told import Manner, NoticeMade
from inspector.app.upkeep import digest
from inspector.app.workspace import Workspace
from inspector.domain.errors import InputError
from inspector.domain.notice import NoticeKind, NoticeState
from inspector.store.notices import notice_of
from tests.builders import NOW, OTHER_POINT, a_draft, issued
from tests.documents.reading import running_text
from tests.founded import Founded


def submitted(ws: Workspace, **fields: object) -> NoticeMade:
    (made,) = issued(ws, submit=True, **fields)
    return made


def signed(ws: Workspace, made: NoticeMade, **fields: object) -> NoticeMade:
    return signing.sign(ws, made.number or "", Manner(overrule=True, **fields), None)


def test_what_is_handed_in_has_no_number_and_starts_no_deadline(ws: Workspace) -> None:
    told = record(ws, a_draft())

    made = submitted(ws)

    (line,) = notice_register.register(ws)
    assert (line.state, line.delivered_at) == ("submitted", None)
    assert (made.number or "").startswith("审-")
    assert show_issue(ws, told.label).issue.state == "open"
    assert issued(ws) == ()  # it waits for its signature and is not told a second time


def test_a_signed_paper_gets_the_next_number_and_is_delivered(ws: Workspace) -> None:
    told = record(ws, a_draft())
    waiting = submitted(ws)

    made = signed(ws, waiting, on="2026-08-04")

    (line,) = notice_register.register(ws)
    assert made.number == line.number == "青城考〔2026〕1号"
    assert (line.state, line.issues) == ("delivered", (told.issue,))
    assert line.issued_on == "2026-08-04"
    assert line.sha256 != waiting.sha256  # printed anew, with its number and day
    deadline = show_issue(ws, told.label).issue.deadline
    assert deadline is not None
    assert deadline.isoformat() == "2026-08-04T10:30:00+08:00"


def test_the_deadline_and_form_that_were_handed_in_are_those_that_are_signed(
    ws: Workspace, tmp_path: Path
) -> None:
    told = record(ws, a_draft())
    waiting = submitted(ws, deadline="2026-12-24T18:00", form="table")

    signed(ws, waiting)

    deadline = show_issue(ws, told.label).issue.deadline
    assert deadline is not None
    assert deadline.isoformat() == "2026-12-24T18:00:00+08:00"


def test_a_paper_is_signed_once(ws: Workspace) -> None:
    record(ws, a_draft())
    waiting = submitted(ws)
    signed(ws, waiting)
    before = digest(ws)

    with pytest.raises(InputError) as refused:
        signed(ws, waiting)

    assert refused.value.code == "not_submitted"
    assert digest(ws) == before


def test_a_paper_may_be_signed_first_and_numbered_later(ws: Workspace) -> None:
    told = record(ws, a_draft())
    waiting = submitted(ws)

    first = signed(ws, waiting, unnumbered=True)

    (line,) = notice_register.register(ws)
    assert (first.number, line.state, line.stands) == (waiting.number, "signed", NoticeState.ISSUED)
    assert line.approved_at is not None
    assert line.delivered_at is None
    assert show_issue(ws, told.label).issue.state == "open"

    made = signed(ws, waiting, on="2026-08-04")

    (line,) = notice_register.register(ws)
    assert made.number == line.number == "青城考〔2026〕1号"
    assert line.state == "delivered"


def test_who_signed_first_stays_named_when_another_numbers_it(ws: Workspace) -> None:
    record(ws, a_draft())
    waiting = submitted(ws)
    signed(ws, waiting, unnumbered=True)
    before = notice_register.register(ws)[0].approved_at
    ws.person = "H02"

    signed(ws, waiting)

    row = notice_of(ws.db, waiting.notice or "") or {}
    assert orjson.loads(row["content"])["signed"]["by"] != "H02"
    assert notice_register.register(ws)[0].approved_at == before


def test_a_paper_signed_without_a_number_is_neither_delivered_nor_packed_nor_signed_again(
    ws: Workspace, tmp_path: Path
) -> None:
    record(ws, a_draft())
    waiting = submitted(ws)
    signed(ws, waiting, unnumbered=True)

    with pytest.raises(InputError, match="还没有编号"):
        notice_register.deliver(ws, waiting.number or "", None)
    with pytest.raises(InputError, match="已经签发"):
        signed(ws, waiting, unnumbered=True)
    assert issued(ws) == ()  # nor are its issues told in a second paper


def test_what_was_signed_is_not_numbered_when_an_issue_in_it_has_ended(ws: Workspace) -> None:
    first = record(ws, a_draft())
    record(ws, a_draft(standard="P3.02.01"))
    waiting = submitted(ws)
    signed(ws, waiting, unnumbered=True)
    void(ws, first.label, "记错了")

    made = signed(ws, waiting)

    assert [one.code for one in made.blocked] == ["signed"]
    assert notice_register.register(ws)[0].state == "signed"


def test_what_a_laptop_signed_the_seat_numbers(
    ws: Workspace, founded: Founded, tmp_path: Path
) -> None:
    with found_from(tmp_path / "laptop", founded.bundle, clock=lambda: NOW) as laptop:
        record(laptop, a_draft())
        waiting = submitted(laptop)
        signed(laptop, waiting, unnumbered=True)
        handover.export(laptop, tmp_path / "theirs.db")
        approved = notice_register.register(laptop)[0].approved_at
    merging.merge(ws, [tmp_path / "theirs.db"])

    made = signed(ws, waiting)

    (line,) = notice_register.register(ws)
    assert made.number == line.number == "青城考〔2026〕1号"
    assert line.approved_at == approved


def test_what_is_sent_back_frees_its_issues(ws: Workspace) -> None:
    record(ws, a_draft())
    waiting = submitted(ws)

    notice_register.void_notice(ws, waiting.number or "", "措辞不妥")

    (again,) = issued(ws)
    assert again.number == "青城考〔2026〕1号"  # what was never signed takes no number


def test_nothing_is_delivered_or_packed_before_it_is_signed(ws: Workspace, tmp_path: Path) -> None:
    record(ws, a_draft())
    waiting = submitted(ws)

    with pytest.raises(InputError) as refused:
        notice_register.deliver(ws, waiting.number or "", None)

    assert refused.value.code == "submitted"
    with pytest.raises(InputError):
        pack(ws, tmp_path)
    assert not any(tmp_path.glob("*.pdf"))


def test_an_issue_that_changed_hands_blocks_the_signature(ws: Workspace) -> None:
    told = record(ws, a_draft())
    waiting = submitted(ws)
    edit(ws, told.label, {"unit": "DEP-CG"}, "移交")

    made = signed(ws, waiting)

    assert "unit" in [one.code for one in made.blocked]
    assert notice_register.register(ws)[0].state == "submitted"


def test_a_withdrawn_notice_is_issued_anew_and_says_what_it_replaces(ws: Workspace) -> None:
    told = record(ws, a_draft())
    (first,) = issued(ws)

    (again,) = signing.reissue(ws, first.number or "", "期限写错", Manner(overrule=True), None)

    lines = {one.number: one for one in notice_register.register(ws)}
    assert lines["青城考〔2026〕1号"].state == "void"
    assert lines["青城考〔2026〕2号"].replaces == first.notice
    assert again.issues == (told.issue,)
    assert show_issue(ws, told.label).issue.notice == "青城考〔2026〕2号"


def test_nothing_is_withdrawn_while_the_new_one_is_blocked(ws: Workspace) -> None:
    record(ws, a_draft(point=OTHER_POINT))  # this standard asks for a photo, and has none
    (first,) = issued(ws)

    (blocked,) = signing.reissue(ws, first.number or "", "期限写错", Manner(), None)

    assert [one.code for one in blocked.blocked] == ["photo_missing"]
    assert notice_register.register(ws)[0].state == "delivered"


def test_a_laptop_numbers_from_the_block_the_seat_set_aside(
    ws: Workspace, founded: Founded, tmp_path: Path
) -> None:
    with found_from(tmp_path / "laptop", founded.bundle, clock=lambda: NOW) as laptop:
        record(laptop, a_draft())
        handover.export(laptop, tmp_path / "theirs.db")
        merging.merge(ws, [tmp_path / "theirs.db"])
        (device,) = (one for one in list_devices(ws) if not one.seat and one.head)
        block = numbering.reserve(ws, device.code, 3)
        assert block.numbers[0] == "青城考〔2026〕1号"
        handover.export(ws, tmp_path / "ours.db")
        merging.merge(laptop, [tmp_path / "ours.db"])

        assert [one.number for one in issued(laptop)] == ["青城考〔2026〕1号"]

        for point in (OTHER_POINT, "001-AR-01"):
            record(laptop, a_draft(point=point))
        assert {one.number for one in issued(laptop)} == {"青城考〔2026〕2号", "青城考〔2026〕3号"}
        record(laptop, a_draft(standard="P3.02.01"))
        (last,) = issued(laptop)
        assert (last.number or "").startswith("草-")  # the block is used up


def test_the_series_goes_on_behind_what_was_set_aside(ws: Workspace) -> None:
    record(ws, a_draft())
    issued(ws)
    (device,) = list_devices(ws)
    numbering.reserve(ws, device.code, 10)
    record(ws, a_draft(point=OTHER_POINT))

    (made,) = issued(ws)

    assert made.number == "青城考〔2026〕12号"


def test_only_the_seat_sets_numbers_aside(founded: Founded, tmp_path: Path) -> None:
    with found_from(tmp_path / "laptop", founded.bundle, clock=lambda: NOW) as laptop:
        (own, *_rest) = list_devices(laptop)
        with pytest.raises(InputError) as refused:
            numbering.reserve(laptop, own.code, 5)

    assert refused.value.code == "not_seat"


def test_without_a_number_of_its_own_a_laptop_signs_only_by_hand(
    founded: Founded, tmp_path: Path
) -> None:
    with found_from(tmp_path / "laptop", founded.bundle, clock=lambda: NOW) as laptop:
        record(laptop, a_draft())
        waiting = submitted(laptop)

        with pytest.raises(InputError) as refused:
            signed(laptop, waiting)
        assert refused.value.code == "no_number"

        made = signed(laptop, waiting, number="青城考〔2026〕9号")
        assert made.number == "青城考〔2026〕9号"


def a_letter_handed_in(
    ws: Workspace, kind: NoticeKind, label: str, deadline: str | None = None, **said: object
) -> NoticeMade:
    manner = Manner(submit=True, overrule=True, deadline=deadline)
    (made,) = issue_letters(ws, kind, [label], manner, None, said=Said(**said))
    return made


def test_a_letter_is_handed_in_and_signed_in_the_words_it_was_handed_in_with(
    ws: Workspace, tmp_path: Path
) -> None:
    label = record(ws, a_draft(standard="P3.02.01")).label
    issued(ws, on="2026-08-04")
    term, meanwhile = "2026-12-24", "每日清扫两次"
    waiting = a_letter_handed_in(ws, NoticeKind.EXTENSION, label, term, meanwhile=meanwhile)

    made = signing.sign(ws, waiting.number or "", Manner(), tmp_path)

    newest = next(one for one in notice_register.register(ws) if one.notice == made.notice)
    assert (waiting.number or "").startswith("审-")
    assert (made.number, newest.kind) == ("青城考〔2026〕2号", "extension")
    assert newest.submitted_at is not None
    assert newest.approved_at is not None
    text = running_text(tmp_path, Path(made.files[0]).read_bytes())
    assert "延期至2026年12月24日。延期期间请落实每日清扫两次" in text


def test_an_extension_handed_in_is_granted_by_its_signature(ws: Workspace) -> None:
    label = record(ws, a_draft()).label
    issued(ws, on="2026-08-04")
    before = show_issue(ws, label).issue.deadline

    waiting = a_letter_handed_in(ws, NoticeKind.EXTENSION, label, deadline="2026-12-24")
    assert show_issue(ws, label).issue.deadline == before
    signed(ws, waiting)

    after = show_issue(ws, label).issue.deadline
    assert after is not None
    assert after.isoformat() == "2026-12-25T00:00:00+08:00"


def test_a_letter_that_waits_urges_nobody(ws: Workspace) -> None:
    label = record(ws, a_draft(standard="P3.02.01")).label
    issued(ws, on="2026-08-04")
    a_letter_handed_in(ws, NoticeKind.SUPERVISION, label)

    assert last_urged(ws, show_issue(ws, label).issue.issue) == ""


def test_the_register_says_how_far_a_paper_has_come(ws: Workspace) -> None:
    label = record(ws, a_draft()).label
    waiting = submitted(ws)
    steps = [_stands(ws)]
    signed(ws, waiting, delivered=False)
    steps.append(_stands(ws))
    notice_register.deliver(ws, _only(ws).number, None)
    steps.append(_stands(ws))
    notice_register.void_notice(ws, _only(ws).number, "写错")

    assert show_issue(ws, label).issue.state == "open"
    assert [*steps, _stands(ws)] == ["送审中", "已编号", "已送达", "作废"]


def _only(ws: Workspace) -> notice_register.NoticeLine:
    (line,) = notice_register.register(ws)
    return line


def _stands(ws: Workspace) -> str:
    return _only(ws).stands.value
