"""The roster: the same segments and roster give the same fold, whichever of them came first."""

import shutil
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from inspector.app.backup import back_up, restore
from inspector.app.batches import undo
from inspector.app.capture import record
from inspector.app.devices import hand_seat_to, list_devices, set_state
from inspector.app.found import holds_seat, identity
from inspector.app.handover import export
from inspector.app.merge_report import Merged
from inspector.app.merging import found_from, merge
from inspector.app.upkeep import digest, rebuild
from inspector.app.workspace import Workspace, open_workspace
from inspector.domain.change import Draft
from inspector.domain.errors import InputError
from inspector.domain.moment import stored
from inspector.store.apply import apply
from tests.builders import NOW, a_draft, a_workspace

Laptops = dict[str, Workspace]


@pytest.fixture
def district(tmp_path: Path) -> Laptops:
    """An office with the seat, and three laptops it handed everything."""
    office = a_workspace(tmp_path / "office", device="office")
    export(office, tmp_path / "first.db")
    laptops = {
        name: found_from(tmp_path / name, tmp_path / "first.db", device=name, clock=lambda: NOW)
        for name in ("one", "two", "three")
    }
    return {"office": office, **laptops}


@pytest.fixture
def give(district: Laptops, tmp_path: Path) -> Callable[[str, str], Merged]:
    def give(sender: str, receiver: str) -> Merged:
        out = tmp_path / f"{district[sender].new_id()}.db"
        export(district[sender], out)
        return merge(district[receiver], [out])

    return give


def code(district: Laptops, name: str) -> str:
    return list_devices(district[name])[0].code


def say(district: Laptops, name: str, state: str, *, by: str = "office") -> None:
    set_state(district[by], code(district, name), state)


def notes(ws: Workspace) -> set[str]:
    return {row[0] for row in ws.db.execute("select note from finding order by id")}


def write(district: Laptops, name: str, note: str) -> None:
    record(district[name], a_draft(note=note))


def test_the_seat_is_always_heard(district: Laptops, give: Callable[[str, str], Merged]) -> None:
    """It approved others and never thought of itself."""
    give("one", "office")
    say(district, "one", "approved")
    give("office", "one")
    write(district, "office", "后来的")

    assert give("office", "one").waiting == 0
    assert notes(district["one"]) == {"后来的"}


def test_what_waited_comes_in_with_the_approval_and_not_with_the_next_bundle(
    district: Laptops, give: Callable[[str, str], Merged]
) -> None:
    give("one", "office")
    say(district, "one", "approved")
    give("office", "one")
    write(district, "two", "等着的")
    for name in ("office", "one"):
        told = give("two", name)
        assert (told.files[0].status, told.waiting > 0) == ("waiting", True)

    say(district, "two", "approved")
    told = give("office", "one")

    assert notes(district["office"]) == notes(district["one"]) == {"等着的"}
    assert digest(district["one"]).state == digest(district["office"]).state
    assert told.waiting == 0
    assert rebuild(district["one"]).same


def test_who_heard_of_the_roster_later_folds_the_same(
    district: Laptops, give: Callable[[str, str], Merged]
) -> None:
    """Laptop one has merged three before it hears that three is not approved; the office after."""
    write(district, "three", "没批准的")
    give("three", "one")
    give("one", "office")
    give("two", "office")
    say(district, "two", "approved")
    write(district, "three", "更晚的")
    give("three", "two")
    told = give("office", "two")

    assert give("three", "office").waiting == told.waiting == 1
    assert notes(district["two"]) == notes(district["office"]) == {"没批准的"}
    say(district, "three", "approved")
    give("office", "two")
    assert notes(district["two"]) == notes(district["office"]) == {"没批准的", "更晚的"}


def test_what_an_approved_colleague_had_built_upon_comes_in(
    district: Laptops, give: Callable[[str, str], Merged]
) -> None:
    write(district, "three", "基础")
    give("three", "two")
    write(district, "two", "接着")
    give("one", "office")
    say(district, "one", "approved")

    told = give("two", "office")
    assert (told.new, notes(district["office"])) == (0, set())
    say(district, "two", "approved")

    assert notes(district["office"]) == {"基础", "接着"}


def test_of_a_revoked_device_everybody_keeps_what_the_seat_had_and_no_more(
    district: Laptops, give: Callable[[str, str], Merged]
) -> None:
    """Laptop one merges the lost laptop's last work and writes on before it hears of the loss."""
    write(district, "three", "从前的")
    give("three", "office")
    for name in ("one", "three"):
        give(name, "office")
        say(district, name, "approved")
    say(district, "three", "revoked")
    write(district, "three", "丢失以后的")
    give("three", "one")
    write(district, "one", "接着写的")
    assert "丢失以后的" in notes(district["one"])

    give("office", "one")
    told = give("one", "office")

    assert notes(district["one"]) == notes(district["office"]) == {"从前的", "接着写的"}
    assert digest(district["one"]).state == digest(district["office"]).state
    assert told.quarantined == ()


def test_who_had_the_seat_before_is_still_heard(
    district: Laptops, give: Callable[[str, str], Merged]
) -> None:
    give("one", "office")
    hand_seat_to(district["office"], code(district, "one"))
    give("office", "one")
    give("two", "one")
    say(district, "two", "approved", by="one")
    write(district, "office", "交接以后的")

    assert give("office", "one").waiting == 0
    assert notes(district["one"]) == {"交接以后的"}


def test_the_seat_comes_back_from_one_whose_clock_is_right(
    district: Laptops, give: Callable[[str, str], Merged]
) -> None:
    """The office's clock was ten years ahead when it handed the seat on."""
    give("one", "office")
    district["office"].clock = lambda: NOW + timedelta(days=3650)
    hand_seat_to(district["office"], code(district, "one"))
    give("office", "one")

    hand_seat_to(district["one"], code(district, "office"))
    give("one", "office")

    assert holds_seat(district["office"])
    assert not holds_seat(district["one"])


def test_an_office_restored_in_its_place_goes_on_with_the_seat(
    district: Laptops, give: Callable[[str, str], Merged]
) -> None:
    backup = Path(back_up(district["office"]).backup)
    write(district, "office", "备份以后的")
    folder = district["office"].folder
    district["office"].close()
    restore(backup, folder)
    district["office"] = open_workspace(folder, clock=lambda: NOW)

    assert holds_seat(district["office"])
    write(district, "office", "恢复以后的")

    assert holds_seat(district["office"])
    give("one", "office")
    say(district, "one", "approved")
    give("office", "one")
    hand_seat_to(district["office"], code(district, "one"))
    give("office", "one")
    assert holds_seat(district["one"])


def test_a_copy_of_the_office_holds_no_seat(district: Laptops, tmp_path: Path) -> None:
    """Neither before its first deed nor after: the original goes on numbering."""
    shutil.copytree(district["office"].folder, tmp_path / "copy")

    with open_workspace(tmp_path / "copy", clock=lambda: NOW) as copy:
        assert not holds_seat(copy)
        record(copy, a_draft())
        assert not holds_seat(copy)
    assert holds_seat(district["office"])


def test_a_roster_that_is_undone_lets_in_what_it_kept_out(
    district: Laptops, give: Callable[[str, str], Merged]
) -> None:
    write(district, "three", "先汇入的")
    give("three", "one")
    give("two", "office")
    say(district, "two", "approved")
    told = give("office", "one")
    assert (told.waiting > 0, told.needs_person) == (True, True)
    assert notes(district["one"]) == set()

    undo(district["one"], told.batch or "")

    assert notes(district["one"]) == {"先汇入的"}


def test_what_an_undone_merge_brought_of_a_stranger_does_not_come_in_with_his_approval(
    district: Laptops, give: Callable[[str, str], Merged]
) -> None:
    give("one", "office")
    say(district, "one", "approved")
    write(district, "three", "撤销了的")
    told = give("three", "office")
    assert (told.new, told.batch is not None) == (0, True)
    undo(district["office"], told.batch or "")

    say(district, "three", "approved")

    assert notes(district["office"]) == set()
    give("three", "office")
    assert notes(district["office"]) == {"撤销了的"}


def test_the_seat_does_not_revoke_itself(
    district: Laptops, give: Callable[[str, str], Merged]
) -> None:
    """Who has it next may; what the office said until then, the handover too, goes on counting."""
    give("one", "office")
    with pytest.raises(InputError, match="本机"):
        say(district, "office", "revoked")
    hand_seat_to(district["office"], code(district, "one"))
    give("office", "one")
    say(district, "office", "revoked", by="one")
    write(district, "office", "撤销以后的")

    assert give("office", "one").waiting > 0
    assert give("one", "two").waiting == 0
    assert notes(district["one"]) == notes(district["two"]) == set()
    assert holds_seat(district["one"])


def test_a_roster_that_bars_its_own_author_goes_in_no_circle(
    district: Laptops, give: Callable[[str, str], Merged]
) -> None:
    """An older version let the seat revoke itself and hand itself on."""
    give("one", "office")
    office = district["office"]
    with office.writing() as tx:
        apply(tx, [Draft("device", list_devices(office)[0].stream, {"state": "revoked"})])
    hand_seat_to(office, code(district, "one"))

    for _again in range(2):
        assert give("office", "two").waiting == 0
        assert rebuild(district["two"]).same


@pytest.mark.parametrize("approved", [("three",), ("two", "three")])
def test_nobody_bears_himself_out_and_no_two_each_other(
    approved: tuple[str, ...],
    district: Laptops,
    give: Callable[[str, str], Merged],
    tmp_path: Path,
) -> None:
    """They say it by a changed program; a new laptop hears them before it hears the office."""
    give("one", "office")
    say(district, "one", "approved")
    for name in approved:
        write(district, name, "没批准的")
        own = identity(district[name])[0]
        mine = {"holder": own, "at": stored(NOW + timedelta(days=1)), "kind": "handover"}
        said = [
            Draft("device", identity(district[other])[0], {"state": "approved"})
            for other in approved
        ]
        with district[name].writing() as tx:
            apply(tx, [*said, Draft("seat", f"mine-{name}", mine)])
    bundles = {name: tmp_path / f"{name}.db" for name in ("office", *approved)}
    for name, out in bundles.items():
        export(district[name], out)

    merge(district["office"], [bundles[name] for name in approved])
    new = found_from(tmp_path / "new", bundles[approved[0]], device="new", clock=lambda: NOW)
    for name in (*approved, "office"):
        merge(new, [bundles[name]])

    assert notes(new) == notes(district["office"]) == set()
    states = {one.stream: one.state for one in list_devices(new)}
    assert states[identity(district["one"])[0]] == "approved"
    assert {states[identity(district[name])[0]] for name in approved} == {"known"}
    assert [one.device for one in list_devices(new) if one.seat] == ["office"]
