"""A deed on one issue over the line to the back office, and taken back over it."""

from pathlib import Path

import pytest

from inspector.app.capture import CaptureDraft, record
from inspector.app.found import found
from inspector.domain.errors import InputError
from inspector.domain.issue import State
from ui.far_office import FarOffice


def test_an_issue_is_voided_and_counts_again_over_the_line(tmp_path: Path) -> None:
    folder = tmp_path / "工作区"
    with found(folder, person="检查员1号") as ws:
        draft = CaptureDraft(standard="P3.03.01", point=ws.register.points[0].code)
        issue = record(ws, draft).issue
    far = FarOffice(folder, "zh")
    try:
        office = far.office()
        done = office.ledger().void(issue, "重复登记")
        assert office.show_issue(issue).line.state == State.VOID
        with pytest.raises(InputError):
            office.ledger().give_time(issue, "park", "", "等管线迁改", "")
        office.ledger().unsay(done)
        assert office.show_issue(issue).line.state == State.OPEN
    finally:
        far.close()
