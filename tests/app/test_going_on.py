"""Restored in its place a computer is taken for what it was; a copy of it is not."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import count
from pathlib import Path

import pytest

from inspector.app.backup import back_up, restore
from inspector.app.capture import record
from inspector.app.devices import hand_seat_to, list_devices, set_state, take_seat
from inspector.app.found import holds_seat
from inspector.app.handover import export
from inspector.app.merge_report import Merged
from inspector.app.merging import found_from, merge
from inspector.app.upkeep import digest, rebuild
from inspector.app.workspace import Workspace, open_workspace
from inspector.domain.errors import InputError
from inspector.store.install import home
from tests.builders import NOW, a_draft, a_workspace

_files = count()


@dataclass
class Computer:
    """A workspace, and what its computer keeps outside of it."""

    patch: pytest.MonkeyPatch
    folder: Path
    home: Path
    late: timedelta = field(default_factory=timedelta)

    @contextmanager
    def open(self) -> Iterator[Workspace]:
        self.patch.setenv("INSPECTOR_HOME", str(self.home))
        with open_workspace(self.folder, clock=lambda: NOW + self.late) as ws:
            yield ws

    def write(self, note: str) -> None:
        with self.open() as ws:
            record(ws, a_draft(note=note))

    def out(self) -> Path:
        with self.open() as ws:
            out = self.home.parent / f"{next(_files)}.db"
            export(ws, out)
        return out

    def take(self, *senders: "Computer") -> Merged:
        files = [one.out() for one in senders]
        with self.open() as ws:
            return merge(ws, files)

    def back_up(self) -> Path:
        with self.open() as ws:
            return Path(back_up(ws).backup)

    def restore(self, backup: Path) -> None:
        self.patch.setenv("INSPECTOR_HOME", str(self.home))
        restore(backup, self.folder)

    def image(self, folder: Path) -> "Computer":
        """The whole computer on another disk, as it is; ``folder`` stands for that disk."""
        shutil.copytree(self.home, folder / "home")
        shutil.copytree(self.folder, folder / "ws")
        twin = Computer(self.patch, folder / "ws", folder / "home")
        _as_if_in_the_same_place(self, twin)
        return twin

    @property
    def code(self) -> str:
        with self.open() as ws:
            return list_devices(ws)[0].code

    @property
    def notes(self) -> set[str]:
        with self.open() as ws:
            return {row[0] for row in ws.db.execute("select note from finding order by id")}

    @property
    def is_seat(self) -> bool:
        with self.open() as ws:
            return holds_seat(ws)

    def say(self, other: "Computer", state: str) -> None:
        with self.open() as ws:
            set_state(ws, other.code, state)


def _as_if_in_the_same_place(original: Computer, twin: Computer) -> None:
    """An image has path and inode of its original, which two folders on one disk cannot have."""
    old, new = (str(one.folder).encode() for one in (original, twin))
    inodes = [str((one.folder / "inspector.db").stat().st_ino).encode() for one in (original, twin)]
    for file in twin.home.rglob("record.json"):
        words = file.read_bytes().replace(old, new).replace(inodes[0], inodes[1])
        file.write_bytes(words)


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Computer:
    one = Computer(monkeypatch, tmp_path / "office", home())
    a_workspace(one.folder, device="office").close()
    return one


@pytest.fixture
def laptops(office: Computer, tmp_path: Path) -> list[Computer]:
    """Two approved ones and one that is not."""
    first, made = office.out(), []
    for name in ("one", "two", "three"):
        found_from(tmp_path / name, first, device=name, clock=lambda: NOW).close()
        made.append(Computer(office.patch, tmp_path / name, home()))
    office.take(*made)
    for one in made[:2]:
        office.say(one, "approved")
    for one in made:
        one.take(office)
    return made


def test_a_restored_office_is_heard_and_goes_on_as_the_seat(
    office: Computer, laptops: list[Computer]
) -> None:
    backup = office.back_up()
    office.write("备份以后的")
    laptops[0].take(office)
    office.restore(backup)
    office.write("恢复以后的")

    told = laptops[0].take(office)

    assert (told.waiting, told.needs_person) == (0, False)
    assert any("编号席位" in note for note in told.notes)
    assert office.is_seat
    assert laptops[0].notes == {"备份以后的", "恢复以后的"}
    office.say(laptops[2], "approved")
    laptops[2].write("批准以后的")
    assert laptops[0].take(office, laptops[2]).waiting == 0
    with laptops[0].open() as ws:
        assert [one.device for one in list_devices(ws) if one.seat] == ["office"]
        assert rebuild(ws).same


def test_an_office_restored_again_from_the_same_backup_is_still_the_one_seat(
    office: Computer, laptops: list[Computer]
) -> None:
    backup = office.back_up()
    for note in ("第一次", "第二次", "第三次"):
        office.restore(backup)
        office.write(note)
        assert office.is_seat
        assert laptops[0].take(office).waiting == 0
        with laptops[0].open() as ws:
            assert [one.code for one in list_devices(ws) if one.seat] == [office.code]
    assert laptops[0].notes == {"第一次", "第二次", "第三次"}


def test_an_office_restored_before_it_handed_anything_over_is_still_heard(
    office: Computer, laptops: list[Computer]
) -> None:
    """Its stream in between never got a first segment that could name it."""
    backup = office.back_up()
    for note in ("没交出过", "恢复以后的"):
        office.restore(backup)
        office.write(note)
    office.restore(office.back_up())
    office.write("再恢复以后的")

    assert laptops[0].take(office).waiting == 0
    assert office.is_seat
    assert laptops[0].notes == {"恢复以后的", "再恢复以后的"}


def test_a_restored_laptop_needs_no_new_approval(office: Computer, laptops: list[Computer]) -> None:
    one, other, _third = laptops
    backup = one.back_up()
    one.restore(backup)
    one.write("恢复以后的")

    assert office.take(one).waiting == 0
    assert other.take(one).waiting == 0
    assert office.notes == {"恢复以后的"}
    with office.open() as ws:
        assert {line.state for line in list_devices(ws) if line.device == "one"} == {"approved"}


def test_who_is_revoked_is_revoked_in_whatever_he_goes_on_as(
    office: Computer, laptops: list[Computer]
) -> None:
    """Before the seat heard of the restored one, or after: the same."""
    one, other, _third = laptops
    backup = one.back_up()
    old = one.code
    one.restore(backup)
    one.write("恢复以后的")
    other.take(one)
    assert other.notes == {"恢复以后的"}
    with office.open() as ws:
        set_state(ws, old, "revoked")

    assert office.take(one).waiting > 0
    told = other.take(office)
    assert told.waiting > 0
    assert any("收起" in note for note in told.notes)
    assert (office.notes, other.notes) == (set(), set())
    one.restore(backup)
    one.write("又恢复")
    assert office.take(one).waiting > 0


def test_a_copy_of_the_folder_is_nobody_until_it_is_approved(
    office: Computer, laptops: list[Computer], tmp_path: Path
) -> None:
    shutil.copytree(office.folder, tmp_path / "away" / "ws")
    copy = Computer(office.patch, tmp_path / "away" / "ws", tmp_path / "away" / "home")
    copy.write("副本写的")

    assert not copy.is_seat
    assert laptops[0].take(copy).waiting > 0
    with copy.open() as ws, pytest.raises(InputError) as told:
        take_seat(ws, office.code)
    assert told.value.code == "not_heard"
    assert laptops[0].notes == set()


def test_two_images_of_the_office_have_no_seat_until_a_person_says_which(
    office: Computer, laptops: list[Computer], tmp_path: Path
) -> None:
    twin = office.image(tmp_path / "twin")
    for one in (office, twin):
        one.write(f"{one.home.parent.name} 写的")
    told = laptops[0].take(office, twin)
    assert told.needs_person
    assert any("暂停编号" in note for note in told.notes)

    office.take(laptops[0])
    twin.take(laptops[0])
    assert not office.is_seat
    assert not twin.is_seat
    office.write("知道以后的")
    twin.write("副本知道以后的")
    assert laptops[0].take(office, twin).waiting == 0
    assert not office.is_seat
    with laptops[0].open() as ws:
        assert [one for one in list_devices(ws) if one.seat] == []
        assert len([one for one in list_devices(ws) if one.rival]) >= 2

    with office.open() as ws:
        take_seat(ws, office.code)
    told = laptops[0].take(office)
    assert office.is_seat
    assert any("编号席位" in note for note in told.notes)
    twin.take(office)
    assert not twin.is_seat
    office.say(laptops[2], "approved")


def test_an_image_that_goes_on_for_the_office_is_found_out_when_the_office_writes(
    office: Computer, laptops: list[Computer], tmp_path: Path
) -> None:
    """The twin has the office's key and everything it knew, and was restored on purpose."""
    twin = office.image(tmp_path / "twin")
    twin.restore(twin.back_up())
    twin.write("副本写的")
    told = laptops[0].take(twin)
    assert any("编号席位" in note for note in told.notes), "a seat that moves is told"
    office.write("原来的写的")

    told = laptops[0].take(office)

    assert told.needs_person
    assert any("暂停编号" in note for note in told.notes)
    office.take(laptops[0])
    assert not office.is_seat
    with office.open() as ws:
        take_seat(ws, office.code)
    assert office.is_seat
    copied = twin.code
    with office.open() as ws:
        set_state(ws, copied, "revoked")
    assert office.is_seat
    assert laptops[0].take(office).waiting == 0
    assert laptops[0].take(twin).waiting == 0  # the copy's work until then had been seen
    twin.write("撤销以后的")
    assert laptops[0].take(twin).waiting > 0


def test_the_seat_of_a_lost_computer_is_taken_by_one_that_is_approved(
    office: Computer, laptops: list[Computer]
) -> None:
    one, other, third = laptops
    with office.open() as ws:
        hand_seat_to(ws, one.code)
    for laptop in laptops:
        laptop.take(office)
    lost = one.code

    with third.open() as ws, pytest.raises(InputError) as told:
        take_seat(ws, lost)
    assert told.value.code == "not_heard"
    with other.open() as ws:
        with pytest.raises(InputError) as told:
            take_seat(ws, office.code)
        assert told.value.code == "not_seat_there"
        take_seat(ws, lost)

    assert other.is_seat
    other.say(third, "approved")
    merged = office.take(other)
    assert any("two" in note and "编号席位" in note for note in merged.notes)
    assert not office.is_seat


def test_the_seat_does_not_revoke_what_it_goes_on_for(
    office: Computer, laptops: list[Computer]
) -> None:
    old = office.code
    office.restore(office.back_up())
    office.write("恢复以后的")

    with office.open() as ws:
        with pytest.raises(InputError) as told:
            set_state(ws, old, "revoked")
        assert told.value.code == "own_past"
        set_state(ws, list_devices(ws)[0].code, "approved")
        set_state(ws, old, "revoked")

    assert laptops[0].take(office).waiting == 0
    assert office.is_seat


def test_whichever_came_first_everybody_folds_the_same(
    office: Computer, laptops: list[Computer]
) -> None:
    one, other, third = laptops
    backup = one.back_up()
    one.write("备份以后的")
    one.out()
    one.restore(backup)
    one.write("恢复以后的")
    office.restore(office.back_up())
    office.say(third, "approved")
    third.write("刚批准的")
    for computer, senders in ((other, (third, one, office)), (one, (office, third))):
        computer.take(*senders)
        computer.take(other)
    office.take(one, other, third)
    other.take(office)
    one.take(office)

    with other.open() as ws:
        there = digest(ws)
    for computer in (office, one):
        with computer.open() as ws:
            assert digest(ws) == there
