"""Every road a database comes by: whole, torn, asked for, handed back, withdrawn."""

from pathlib import Path
from random import Random

import pytest

from inspector.app.amend import edit, void
from inspector.app.backup import back_up
from inspector.app.batches import list_batches, undo
from inspector.app.capture import record
from inspector.app.conflicts import list_conflicts, take
from inspector.app.devices import hand_seat_to, list_devices, set_state
from inspector.app.found import holds_seat
from inspector.app.handover import export
from inspector.app.merging import found_from, merge
from inspector.app.upkeep import digest, missing
from inspector.app.verify import verify
from inspector.app.workspace import Workspace
from inspector.domain.errors import InputError, NeedsPerson
from tests.builders import NOW, a_draft, a_workspace
from tests.photos.builders import a_file, a_jpeg, a_picture


@pytest.fixture
def office(tmp_path: Path) -> Workspace:
    return a_workspace(tmp_path / "office", device="办公室")


@pytest.fixture
def laptop(office: Workspace, tmp_path: Path) -> Workspace:
    """A laptop that was handed everything the office had."""
    export(office, tmp_path / "out.db")
    return found_from(
        tmp_path / "laptop", tmp_path / "out.db", device="LAPTOP-04", clock=lambda: NOW
    )


def a_photo(folder: Path, name: str = "1.jpg") -> Path:
    return a_file(folder, name, a_jpeg(image=a_picture(80, 60)))


def given(one: Workspace, other: Workspace, folder: Path, **how: object) -> None:
    """One hands everything to the other."""
    out = folder / f"{one.folder.name}-{one.new_id()}.db"
    export(one, out, **how)  # type: ignore[arg-type]
    merge(other, [out])


def test_a_laptop_founded_from_a_bundle_knows_everything_and_holds_no_seat(
    office: Workspace, tmp_path: Path
) -> None:
    record(office, a_draft())
    export(office, tmp_path / "out.db")

    with found_from(tmp_path / "laptop", tmp_path / "out.db") as laptop:
        assert digest(laptop).derived == digest(office).derived
        assert not holds_seat(laptop)


def test_a_delta_since_a_device_holds_only_what_it_has_not_seen(
    office: Workspace, laptop: Workspace, tmp_path: Path
) -> None:
    record(laptop, a_draft())
    given(laptop, office, tmp_path)
    record(office, a_draft(on=9))
    code = next(one.code for one in list_devices(office) if one.device == "LAPTOP-04")

    sent = export(office, tmp_path / "delta.db", since=code)
    merge(laptop, [tmp_path / "delta.db"])

    assert sent.changes < 10
    assert digest(laptop).state == digest(office).state


def test_a_torn_bundle_gives_what_verifies_and_names_the_rest(
    office: Workspace, tmp_path: Path
) -> None:
    """Every page torn once: good segments come in, bad ones never do, nothing crashes."""
    for number in range(30):
        record(office, a_draft(on=number / 50))
        export(office, tmp_path / "whole.db")
    content = (tmp_path / "whole.db").read_bytes()
    torn, chance, partial = tmp_path / "torn.db", Random(1), 0
    for page in range(1, len(content) // 4096, 5):
        body = bytearray(content)
        for _ in range(20):
            body[page * 4096 + chance.randrange(4096)] ^= 0xFF
        torn.write_bytes(body)
        with a_workspace(tmp_path / f"hub{page}", seat=False, bare=True) as hub:
            told = merge(hub, [torn])
            partial += told.files[0].status in ("partial", "waiting", "refused")
            assert hub.db.execute("pragma integrity_check").fetchone()[0] == "ok"
            merge(hub, [tmp_path / "whole.db"])
            assert digest(hub).derived == digest(office).derived
    assert partial > 0


def test_a_bundle_cut_short_gives_what_came_through(office: Workspace, tmp_path: Path) -> None:
    for number in range(40):
        record(office, a_draft(on=number / 50))
        export(office, tmp_path / "whole.db")
    content = (tmp_path / "whole.db").read_bytes()
    (tmp_path / "cut.db").write_bytes(content[: len(content) * 3 // 4])

    with a_workspace(tmp_path / "hub", seat=False, bare=True) as hub:
        told = merge(hub, [tmp_path / "cut.db"])

        assert told.files[0].status in ("partial", "refused", "waiting")
        merge(hub, [tmp_path / "whole.db"])
        assert digest(hub).derived == digest(office).derived


def test_a_whole_folder_on_a_stick_gives_its_segments_and_counts_what_was_not_sealed(
    office: Workspace, laptop: Workspace, tmp_path: Path
) -> None:
    record(laptop, a_draft(photos=(a_photo(tmp_path),)))
    export(laptop, tmp_path / "x.db")
    record(laptop, a_draft(on=3))

    told = merge(office, [laptop.folder])

    assert told.files[0].status == "merged"
    assert "尚未封存" in told.files[0].reason
    assert missing(office) == ()
    assert len(office.db.execute("select id from finding").fetchall()) == 1


def test_missing_photos_are_asked_for_by_content_and_come_by_any_road(
    office: Workspace, laptop: Workspace, tmp_path: Path
) -> None:
    record(laptop, a_draft(photos=(a_photo(tmp_path),)))
    given(laptop, office, tmp_path, photos="none")
    assert len(missing(office)) == 1

    export(laptop, tmp_path / "asked.db", wanted=office.folder)
    merge(office, [tmp_path / "asked.db"])

    assert missing(office) == ()


def test_a_bundle_parted_by_size_arrives_in_any_order(
    office: Workspace, laptop: Workspace, tmp_path: Path
) -> None:
    for number in range(4):
        photo = a_file(tmp_path, f"{number}.jpg", a_jpeg(image=a_picture(80 + number, 60)))
        record(laptop, a_draft(on=number, photos=(photo,)))

    sent = export(laptop, tmp_path / "part.db", max_size=20_000)
    merge(office, [Path(one) for one in reversed(sent.files)])

    assert len(sent.files) > 1
    assert missing(office) == ()


def test_an_undone_batch_is_gone_and_its_file_brings_it_back(
    office: Workspace, laptop: Workspace, tmp_path: Path
) -> None:
    record(laptop, a_draft())
    export(laptop, tmp_path / "in.db")
    before = digest(office)
    after = merge(office, [tmp_path / "in.db"])
    merged = digest(office)

    undo(office, str(after.batch))

    assert digest(office).state == before.state
    (batch, *_older) = list_batches(office)
    assert batch.undone is not None
    assert batch.undone.utcoffset() == batch.at.utcoffset()  # both by the district's clock
    merge(office, [tmp_path / "in.db"])
    assert digest(office) == merged
    with pytest.raises(InputError):
        undo(office, str(after.batch))


def test_a_rehearsal_changes_nothing(office: Workspace, laptop: Workspace, tmp_path: Path) -> None:
    record(laptop, a_draft(photos=(a_photo(tmp_path),)))
    export(laptop, tmp_path / "in.db")
    before = digest(office)

    told = merge(office, [tmp_path / "in.db"], rehearse=True)

    assert (told.batch, told.files[0].status) == (None, "merged")
    assert told.new > 0
    assert digest(office) == before
    assert list((office.folder / "photos").rglob("*.jpg")) == []


def test_taking_back_ones_own_work_needs_nobody(
    office: Workspace, laptop: Workspace, tmp_path: Path
) -> None:
    findings = [record(laptop, a_draft(on=number)).finding for number in range(25)]
    given(laptop, office, tmp_path)
    for finding in findings:
        void(laptop, finding, "误操作")

    given(laptop, office, tmp_path)

    assert digest(office).derived == digest(laptop).derived


def test_a_report_counts_file_by_file(office: Workspace, laptop: Workspace, tmp_path: Path) -> None:
    finding = record(office, a_draft(note="旧", photos=(a_photo(tmp_path),))).finding
    given(office, laptop, tmp_path)
    edit(office, finding, {"note": "甲"}, "核对")
    edit(laptop, finding, {"note": "乙"}, "核对")
    another = a_file(tmp_path, "2.jpg", a_jpeg(image=a_picture(90, 60)))
    record(laptop, a_draft(on=3, photos=(another,)))
    export(laptop, tmp_path / "in.db")
    (tmp_path / "none.db").write_bytes(b"not a bundle")

    told = merge(office, [tmp_path / "in.db", tmp_path / "none.db"])
    again = merge(office, [tmp_path / "in.db"])

    by_name = {Path(one.file).name: one for one in told.files}
    counted = by_name["in.db"]
    assert (counted.new, counted.merged, counted.known) == (told.new, told.merged, told.known)
    assert (counted.conflicts, counted.photos) == (1, 1)
    assert counted.merged >= 1
    assert by_name["none.db"].status == "refused"
    assert (again.batch, again.new, again.merged) == (None, 0, 0)
    assert len(list_batches(office)) == 1


def test_a_merge_tells_how_far_it_is_and_is_called_off_without_a_trace(
    office: Workspace, laptop: Workspace, tmp_path: Path
) -> None:
    for number in range(12):
        record(laptop, a_draft(on=number / 50))
    export(laptop, tmp_path / "in.db")
    before = digest(office)
    heard: list[tuple[int, int]] = []

    class NoMoreError(Exception):
        """The person has closed the window."""

    def listen(now: int, total: int) -> None:
        heard.append((now, total))

    merge(office, [tmp_path / "in.db"], rehearse=True, tell=listen)
    assert [now for now, _total in heard] == sorted(now for now, _total in heard)
    assert len({total for _now, total in heard}) == 1
    for stop in range(1, len(heard) + 1, 2):
        left = stop

        def lose_patience(_now: int, _total: int) -> None:
            nonlocal left
            left -= 1
            if left == 0:
                raise NoMoreError

        with pytest.raises(NoMoreError):
            merge(office, [tmp_path / "in.db"], tell=lose_patience)
        assert digest(office) == before
        assert list_batches(office) == ()
    merge(office, [tmp_path / "in.db"])
    assert digest(office).derived == digest(laptop).derived


def test_many_voids_at_once_need_a_person(
    office: Workspace, laptop: Workspace, tmp_path: Path
) -> None:
    findings = [record(office, a_draft(on=number)).finding for number in range(25)]
    given(office, laptop, tmp_path)
    for finding in findings:
        void(laptop, finding, "误操作")
    export(laptop, tmp_path / "voids.db")
    before = digest(office)

    with pytest.raises(NeedsPerson):
        merge(office, [tmp_path / "voids.db"])

    assert digest(office) == before
    merge(office, [tmp_path / "voids.db"], yes=True)
    assert digest(office).state == digest(laptop).state


def test_unknown_keys_wait_once_there_is_a_roster_and_come_in_when_approved(
    office: Workspace, laptop: Workspace, tmp_path: Path
) -> None:
    given(laptop, office, tmp_path)
    own = next(one.code for one in list_devices(office) if one.device == "办公室")
    set_state(office, own, "approved")
    record(laptop, a_draft())
    export(laptop, tmp_path / "in.db")

    told = merge(office, [tmp_path / "in.db"])

    assert told.waiting > 0
    assert office.db.execute("select count(*) from finding").fetchone()[0] == 0
    code = next(one.code for one in list_devices(office) if one.device == "LAPTOP-04")
    set_state(office, code, "approved")
    merge(office, [tmp_path / "in.db"])
    assert office.db.execute("select count(*) from finding").fetchone()[0] == 1


def test_a_conflict_is_the_same_list_everywhere_and_a_ruling_clears_it_everywhere(
    office: Workspace, laptop: Workspace, tmp_path: Path
) -> None:
    finding = record(laptop, a_draft(note="旧")).finding
    given(laptop, office, tmp_path)
    edit(office, finding, {"note": "甲"}, "核对")
    edit(laptop, finding, {"note": "乙"}, "核对")
    given(laptop, office, tmp_path)
    given(office, laptop, tmp_path)

    (conflict,) = list_conflicts(office)

    assert list_conflicts(laptop) == (conflict,)
    assert (conflict.base, {leaf.value for leaf in conflict.leaves}) == ("旧", {"甲", "乙"})
    take(laptop, conflict.id, conflict.leaves[0].leaf)
    given(laptop, office, tmp_path)
    assert list_conflicts(office) == ()
    assert digest(office).state == digest(laptop).state


def test_the_seat_is_handed_on_by_a_deed_that_travels(
    office: Workspace, laptop: Workspace, tmp_path: Path
) -> None:
    given(laptop, office, tmp_path)
    code = next(one.code for one in list_devices(office) if one.device == "LAPTOP-04")
    hand_seat_to(office, code)
    given(office, laptop, tmp_path)

    assert (holds_seat(office), holds_seat(laptop)) == (False, True)
    with pytest.raises(InputError):
        hand_seat_to(office, code)


def test_a_changed_original_and_a_changed_segment_are_found(
    office: Workspace, tmp_path: Path
) -> None:
    told = record(office, a_draft(photos=(a_photo(tmp_path),)))
    export(office, tmp_path / "out.db")
    assert verify(office.folder).ok
    assert verify(tmp_path / "out.db").ok
    (photo,) = (office.folder / "photos").rglob("*.jpg")
    photo.chmod(0o644)
    photo.write_bytes(photo.read_bytes() + b"x")
    office.db.execute("update segment set body = zeroblob(10) where id = 1")

    broken = {one.what for one in verify(office.folder).broken}

    assert told.label
    assert broken == {"照片", "变更段"}


def test_what_waits_for_a_bundle_that_was_lost_is_nothing_broken(
    office: Workspace, laptop: Workspace, tmp_path: Path
) -> None:
    record(laptop, a_draft())
    given(laptop, office, tmp_path)
    for number in (1, 2, 3):
        record(laptop, a_draft(on=number))
        export(laptop, tmp_path / f"{number}.db")
    delta = tmp_path / "delta.db"
    export(laptop, delta, since=str(tmp_path / "2.db"))

    assert merge(office, [delta]).waiting == 1

    assert verify(office.folder).broken == ()
    merge(office, [tmp_path / "3.db"])
    assert digest(office).state == digest(laptop).state


def test_what_waited_of_an_undone_merge_does_not_come_in_with_what_it_waited_for(
    office: Workspace, laptop: Workspace, tmp_path: Path
) -> None:
    record(laptop, a_draft(note="先"))
    export(laptop, tmp_path / "first.db")
    record(laptop, a_draft(note="后"))
    export(laptop, tmp_path / "delta.db", since=str(tmp_path / "first.db"))
    batch = merge(office, [tmp_path / "delta.db"]).batch

    assert batch
    assert undo(office, batch).segments == 1
    merge(office, [tmp_path / "first.db"])

    rows = office.db.execute("select note from finding order by id").fetchall()
    assert [note for (note,) in rows] == ["先"]
    merge(office, [tmp_path / "delta.db"])
    assert digest(office).state == digest(laptop).state


def test_files_are_told_in_the_order_they_were_named(
    office: Workspace, laptop: Workspace, tmp_path: Path
) -> None:
    export(laptop, tmp_path / "good.db")
    named = [tmp_path / "good.db", tmp_path / "absent.db"]

    told = merge(office, named)

    assert [one.file for one in told.files] == [str(one) for one in named]


def test_a_backup_goes_to_no_place_where_a_file_lies(office: Workspace, tmp_path: Path) -> None:
    (tmp_path / "stick").touch()

    with pytest.raises(InputError, match="stick") as told:
        back_up(office, tmp_path / "stick")

    assert "exists" not in told.value.message


def test_a_device_is_approved_in_the_same_breath_as_its_bundle_is_merged(
    office: Workspace, laptop: Workspace, tmp_path: Path
) -> None:
    own = next(one.code for one in list_devices(office) if one.device == "办公室")
    set_state(office, own, "approved")
    record(laptop, a_draft())
    export(laptop, tmp_path / "in.db")
    code = next(one.code for one in list_devices(laptop) if one.device == "LAPTOP-04")

    told = merge(office, [tmp_path / "in.db"], approve=[code])

    assert (told.files[0].status, told.waiting) == ("merged", 0)
    with pytest.raises(InputError):
        merge(laptop, [tmp_path / "in.db"], approve=[code])
