"""A letter drafted in the ledger waits in the register of papers, and says what it lacks."""

from pathlib import Path

import pytest

from inspector.app.capture import record
from inspector.app.notice_register import register
from inspector.domain.errors import InputError
from tests.builders import a_draft, a_workspace, issued
from ui import letter_answers


def test_a_letter_is_handed_in_and_has_no_number_yet(tmp_path: Path) -> None:
    with a_workspace(tmp_path / "ws") as ws:
        told = record(ws, a_draft())
        issued(ws, told.label, on="2026-08-04")

        words = letter_answers.hand_in(ws, told.label, "supervision", "", "增加清运频次")

        waiting = [one for one in register(ws) if one.state == "submitted"]
        assert [(one.kind, one.issues) for one in waiting] == [("supervision", (told.issue,))]
        assert words.startswith("督办函已送审")


def test_a_talk_needs_its_hour_and_place(tmp_path: Path) -> None:
    with a_workspace(tmp_path / "ws") as ws:
        label = record(ws, a_draft()).label
        before = len(register(ws))
        for value in ("", "2026-11-26 09:00", "区城管局二楼"):
            with pytest.raises(InputError) as refused:
                letter_answers.hand_in(ws, label, "talk", value, "")
            assert refused.value.code == "bad_talk"
        assert len(register(ws)) == before


def test_what_stands_against_a_letter_is_told(tmp_path: Path) -> None:
    with a_workspace(tmp_path / "ws") as ws:
        label = record(ws, a_draft()).label

        with pytest.raises(InputError) as refused:
            letter_answers.hand_in(ws, label, "recheck", "", "")

        assert "还没有复查记录" in str(refused.value)
        assert register(ws) == ()
