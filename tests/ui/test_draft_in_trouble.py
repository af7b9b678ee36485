"""What is typed and what is recorded, where the disk fills up or the clock is set back."""

import os
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from inspector.domain.errors import MachineError
from tests.ui.conftest import AtOnce
from tests.ui.fake_days import NOW
from tests.ui.fake_office import FakeOffice
from tests.ui.test_capture_presenter import Surface, fill, sitting
from ui.rooms.capture.kept import read_back
from ui.rooms.capture.presenter import CapturePresenter
from ui.slip import Slip


class FullDisk(FakeOffice):
    """Takes a finding, and no draft any more from then on until there is room."""

    is_full = False

    def save_draft(self, text: str) -> None:
        if self.is_full:
            raise MachineError("磁盘空间不足", "腾出空间后重试")
        super().save_draft(text)


@pytest.fixture
def full(tmp_path: Path) -> FullDisk:
    return FullDisk(tmp_path)


def test_a_finding_stands_though_its_draft_cannot_be_dropped(
    full: FullDisk, at_once: AtOnce
) -> None:
    presenter, surface = sitting(full, at_once)
    fill(presenter)
    presenter.keep_draft()
    full.is_full = True
    presenter.save()
    assert len(surface.recorded) == len(full.recorded) == 1
    assert presenter.draft.standard == ""  # pressing the key again records nothing twice
    full.is_full = False
    presenter.keep_draft()  # as when the room is left
    assert full.load_draft() == ""  # nor does the next sitting go on with it


def test_words_written_before_a_standard_was_chosen_are_gone_on_with(
    full: FullDisk, at_once: AtOnce
) -> None:
    first, _surface = sitting(full, at_once)
    first.write_note("北门外有人反映")
    first.keep_draft()
    second, surface = sitting(full, at_once, photos=False)
    assert second.draft.note == "北门外有人反映"
    assert surface.shown["show_note"] == ("北门外有人反映",)


def test_words_outlive_the_standard_they_were_written_for(full: FullDisk, at_once: AtOnce) -> None:
    first, _surface = sitting(full, at_once)
    fill(first)
    first.keep_draft()
    full.drafts.append(full.drafts[-1].replace("P3.03.01", "P9.99.99"))
    second, _surface = sitting(full, at_once, photos=False)
    assert (second.draft.standard, second.draft.note) == ("", "北门垃圾桶满冒，垃圾散落约3㎡")


def test_a_draft_is_kept_in_a_workspace_whose_folder_was_named_under_gbk(
    full: FullDisk, at_once: AtOnce, tmp_path: Path
) -> None:
    photo = Path(os.fsdecode("/工作区/photos/ab.jpg".encode("gbk")))
    slip = Slip(tmp_path)
    presenter = CapturePresenter(Surface(), full, at_once, lambda: NOW, slip)
    presenter.open()
    presenter.add_photo(photo)
    presenter.write_note("井盖破损")
    presenter.keep_draft()
    kept, _at = read_back(slip.read()) or (None, None)
    assert kept is not None
    assert (kept.photos, kept.note) == ((photo,), "井盖破损")
    full.load_draft().encode()  # a database keeps no other text


class SetBack:
    """A clock somebody sets."""

    def __init__(self) -> None:
        self.shows = NOW

    def __call__(self) -> datetime:
        return self.shows


@pytest.mark.parametrize("back", [timedelta(hours=1), timedelta(days=365)])
def test_the_words_written_last_are_gone_on_with_though_the_clock_was_set_back(
    full: FullDisk, at_once: AtOnce, tmp_path: Path, back: timedelta
) -> None:
    clock, slip = SetBack(), Slip(tmp_path)
    first = CapturePresenter(Surface(), full, at_once, clock, slip)
    first.open()
    fill(first)
    first.keep_draft()
    clock.shows -= back
    full.is_full = True  # from here on only the slip has them
    first.write_note("北门垃圾桶满冒，已通知保洁")
    first.keep_draft()
    second = CapturePresenter(Surface(), full, at_once, clock, slip)
    second.open()
    assert second.draft.note == "北门垃圾桶满冒，已通知保洁"
    second.write_note("北门垃圾桶满冒，已清走")
    second.keep_draft()
    third = CapturePresenter(Surface(), full, at_once, clock, slip)
    third.open()
    assert third.draft.note == "北门垃圾桶满冒，已清走"
