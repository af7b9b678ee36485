"""A stick or card is pulled out, or fails, while it is read or written."""

import errno
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from inspector.app.found import found
from inspector.app.handover import export
from inspector.app.take_in import take_in_batch
from inspector.app.workspace import open_workspace
from inspector.domain.errors import MachineError
from tests.ui.conftest import AtOnce
from tests.ui.drawn import draw_scene
from ui.far_office import FarOffice
from ui.issue_told import Wanted
from ui.stick_watch import StickWatch


@pytest.fixture
def card(tmp_path: Path) -> Path:
    """Two folders of photos, as a camera makes them."""
    for seed, name in enumerate(("100EOS/1.jpg", "101EOS/2.jpg")):
        draw_scene(tmp_path / "EOS" / "DCIM" / name, seed=seed, size=320)
    return tmp_path / "EOS"


def nothing(_now: int, _whole: int) -> None:
    """Nobody asks how far it is."""


def test_what_is_put_onto_a_stick_that_is_gone_is_not_written_elsewhere(
    far: FarOffice, tmp_path: Path
) -> None:
    office, stick = far.office(), tmp_path / "KINGSTON"
    deeds: tuple[Callable[[], object], ...] = (
        lambda: office.hand_back(stick / "发还.db"),
        lambda: office.write_paper("brief", "", stick / "一页纸.pdf"),
        lambda: office.ledger().write_table(Wanted(), stick / "台账.xlsx"),
        lambda: office.papers().pack(["DEP-XC"], stick, nothing),
        lambda: office.care().back_up(stick),
        lambda: office.care().write_pack(stick / "诊断包.zip", ()),
    )
    for deed in deeds:
        with pytest.raises(MachineError) as told:
            deed()
        assert told.value.code == "place_gone"
        assert told.value.hint
    assert not stick.exists()
    stick.mkdir()  # plugged in again
    deeds[0]()
    assert [one.name for one in stick.iterdir()] == ["发还.db"]


def test_a_stick_pulled_out_under_a_merge_leaves_nothing_half_done(
    far: FarOffice, tmp_path: Path
) -> None:
    office, stick = far.office(), tmp_path / "KINGSTON"
    stick.mkdir()
    for number in (1, 2):
        with found(tmp_path / f"笔记本{number}", person="检查员2号") as other:
            export(other, stick / f"{number}.db")

    def pull_out(_now: int, _whole: int) -> None:
        if stick.exists():
            stick.rename(tmp_path / "drawer")

    bundles = [stick / "1.db", stick / "2.db"]
    told = office.merge(bundles, pull_out)
    assert {one.status for one in told.files} <= {"merged", "refused"}
    assert "refused" in {one.status for one in told.files}
    assert all(one.reason for one in told.files if one.status == "refused")
    (tmp_path / "drawer").rename(stick)
    again = office.merge(bundles)
    assert {one.status for one in again.files} <= {"merged", "known"}


@pytest.fixture
def fail_at(monkeypatch: pytest.MonkeyPatch) -> Callable[[Path, int], None]:
    """From now on a folder answers with an error of the system when it is read."""

    def begin(folder: Path, number: int) -> None:
        real = os.scandir

        def read(place: Any = ".") -> Any:
            if Path(place) == folder:
                raise OSError(number, os.strerror(number), str(place))
            return real(place)

        monkeypatch.setattr(os, "scandir", read)

    return begin


@pytest.mark.parametrize("number", [errno.EIO, errno.ENOENT], ids=["it fails", "it is gone"])
def test_a_folder_that_cannot_be_read_costs_no_other_and_is_named(
    workspace: Path, card: Path, fail_at: Callable[[Path, int], None], number: int
) -> None:
    fail_at(card / "DCIM" / "100EOS", number)
    with open_workspace(workspace) as ws:
        lines = take_in_batch(ws, [card]).photos
    told = {line.name: (line.status, line.reason) for line in lines}
    assert told["2.jpg"] == ("new", "")
    assert told["100EOS"][0] == "rejected"
    assert "存储卡" in told["100EOS"][1]


def test_a_folder_one_may_not_enter_is_nobodys(
    workspace: Path, card: Path, fail_at: Callable[[Path, int], None]
) -> None:
    (card / "lost+found").mkdir()
    fail_at(card / "lost+found", errno.EACCES)
    with open_workspace(workspace) as ws:
        lines = take_in_batch(ws, [card]).photos
    assert sorted(line.name for line in lines) == ["1.jpg", "2.jpg"]


def test_a_stick_that_fails_under_the_look_hides_no_other_and_is_seen_when_it_answers(
    qapp: object,
    card: Path,
    tmp_path: Path,
    fail_at: Callable[[Path, int], None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    (tmp_path / "KINGSTON").mkdir()
    fail_at(tmp_path / "KINGSTON", errno.EIO)
    told: list[str] = []
    watch = StickWatch(AtOnce(), lambda: (tmp_path / "KINGSTON", card))
    watch.came.connect(lambda stick: told.append(stick.place.name))
    watch.look()
    assert told == ["EOS"]
    monkeypatch.undo()
    draw_scene(tmp_path / "KINGSTON" / "DCIM" / "3.jpg", seed=3, size=320)
    watch.look()
    assert told == ["EOS", "KINGSTON"]
