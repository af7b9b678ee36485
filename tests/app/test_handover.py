import shutil
import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import permutations
from pathlib import Path

import pytest

from inspector.app import amend, rectify
from inspector.app.capture import record
from inspector.app.handover import export
from inspector.app.merging import found_from, merge
from inspector.app.upkeep import digest
from inspector.app.workspace import Workspace, open_workspace
from inspector.domain.errors import InputError
from tests.builders import NOW, OTHER_POINT, a_draft, a_photo, day, issued
from tests.founded import Founded


def _laptop(founded: Founded, folder: Path) -> Workspace:
    """A laptop that was handed the district before anything happened."""
    return found_from(folder, founded.bundle, device=folder.name, clock=lambda: NOW)


def _hand_out(ws: Workspace, file: Path) -> Path:
    export(ws, file)
    return file


def test_what_one_laptop_found_the_office_knows_after_merging(
    ws: Workspace, founded: Founded, tmp_path: Path
) -> None:
    with _laptop(founded, tmp_path / "two") as two:
        told = record(two, a_draft(photos=(a_photo(),)))
        bundle = _hand_out(two, tmp_path / "two.db")

        report = merge(ws, [bundle])

        assert [one.status for one in report.files] == ["merged"]
        assert (report.conflicts, report.missing_photos) == (0, 0)
        assert digest(ws).derived == digest(two).derived
        assert ws.db.execute("select label from issue").fetchone()[0] == told.label
        assert len(list((ws.folder / "photos").rglob("*.jpg"))) == 1


def test_a_bundle_merged_again_is_known(ws: Workspace, founded: Founded, tmp_path: Path) -> None:
    with _laptop(founded, tmp_path / "two") as two:
        record(two, a_draft())
        bundle = _hand_out(two, tmp_path / "two.db")
    merge(ws, [bundle])
    before = digest(ws)

    report = merge(ws, [bundle, bundle])

    assert {one.status for one in report.files} == {"known"}
    assert (report.new, report.merged) == (0, 0)
    assert digest(ws) == before


def test_a_rehearsal_says_what_would_be_and_does_none_of_it(
    ws: Workspace, founded: Founded, tmp_path: Path
) -> None:
    with _laptop(founded, tmp_path / "two") as two:
        record(two, a_draft(photos=(a_photo(),)))
        bundle = _hand_out(two, tmp_path / "two.db")
    before = digest(ws)

    told = merge(ws, [bundle], rehearse=True)

    assert told.batch is None
    assert told.new > 0
    assert digest(ws) == before
    assert not list((ws.folder / "photos").rglob("*.jpg"))
    assert merge(ws, [bundle]) == replace(told, batch=merge_batch(ws), missing_photos=0)


def merge_batch(ws: Workspace) -> str:
    return str(ws.db.execute("select id from batch order by at desc, id desc").fetchone()[0])


def test_photos_that_stay_behind_are_counted_as_missing(
    ws: Workspace, founded: Founded, tmp_path: Path
) -> None:
    with _laptop(founded, tmp_path / "two") as two:
        record(two, a_draft(photos=(a_photo(),)))
        export(two, tmp_path / "two.db", photos="none")

    assert merge(ws, [tmp_path / "two.db"]).missing_photos == 1


def test_a_delta_holds_only_what_the_other_lacks(
    ws: Workspace, founded: Founded, tmp_path: Path
) -> None:
    record(ws, a_draft())

    told = export(ws, tmp_path / "delta.db", since=str(founded.bundle), photos="none")

    assert told.changes < 5
    with _laptop(founded, tmp_path / "two") as two:
        merge(two, [tmp_path / "delta.db"])
        assert digest(two).derived == digest(ws).derived


def _same_finding_corrected_apart(
    ws: Workspace, founded: Founded, tmp_path: Path
) -> tuple[Workspace, str]:
    """Both have one finding; here and there it gets another note."""
    told = record(ws, a_draft())
    two = found_from(tmp_path / "two", _hand_out(ws, tmp_path / "one.db"), clock=lambda: NOW)
    amend.edit(ws, told.label, {"note": "南侧"}, "核对")
    amend.edit(two, told.label, {"note": "北侧"}, "核对")
    return two, told.label


def test_two_corrections_made_apart_are_a_conflict_and_block_nothing(
    ws: Workspace, founded: Founded, tmp_path: Path
) -> None:
    two, _label = _same_finding_corrected_apart(ws, founded, tmp_path)
    with two:
        report = merge(ws, [_hand_out(two, tmp_path / "two.db")])

        assert report.conflicts == 1
        assert report.needs_person
        merge(two, [_hand_out(ws, tmp_path / "back.db")])
        assert digest(two) == replace(digest(ws), vector=digest(two).vector)


def test_equal_corrections_made_apart_are_no_conflict(
    ws: Workspace, founded: Founded, tmp_path: Path
) -> None:
    told = record(ws, a_draft())
    with found_from(tmp_path / "two", _hand_out(ws, tmp_path / "one.db"), clock=lambda: NOW) as two:
        amend.edit(ws, told.label, {"note": "南侧"}, "核对")
        amend.edit(two, told.label, {"note": "南侧"}, "核对")

        assert merge(ws, [_hand_out(two, tmp_path / "two.db")]).conflicts == 0


def _three_laptops(founded: Founded, tmp_path: Path) -> list[Path]:
    """Bundles of three laptops that worked apart: findings of one key, a closing, a correction."""
    laptops = [_laptop(founded, tmp_path / name) for name in ("甲", "乙", "丙")]
    one, two, three = laptops
    first = record(one, a_draft())
    issued(one)
    rectify.verify_fix(one, first.label, passed=True, at=day(3).isoformat())
    record(two, a_draft(on=8, photos=(a_photo(),)))
    record(two, a_draft(on=2, point=OTHER_POINT))
    record(three, a_draft(on=1))
    amend.void(three, record(three, a_draft(on=5)).label, "误登")
    bundles = [_hand_out(ws, tmp_path / f"{n}.db") for n, ws in enumerate(laptops)]
    for laptop in laptops:
        laptop.close()
    return bundles


def test_three_laptops_merge_to_one_record_in_all_six_orders(
    founded: Founded, tmp_path: Path
) -> None:
    bundles = _three_laptops(founded, tmp_path)
    digests = set()
    for number, order in enumerate(permutations(bundles)):
        with _laptop(founded, tmp_path / f"hub{number}") as hub:
            _merge_one_by_one(hub, order)
            told = digest(hub)
            digests.add((told.state, told.conflicts, told.derived))
            kinds = dict(hub.db.execute("select kind, count(*) from verdict group by kind"))
            shutil.rmtree(hub.folder)
    # Six hubs are six devices; what they know apart from their own names must be one.
    assert len({derived for _state, _conflicts, derived in digests}) == 1
    assert len({conflicts for _state, conflicts, _derived in digests}) == 1
    assert kinds == {"new": 2, "sighting": 1, "repeat": 1}


def test_merging_at_once_is_merging_one_by_one(
    founded: Founded, folder: Path, tmp_path: Path
) -> None:
    """One workspace, copied aside and back, so that even the device is the same."""
    bundles = _three_laptops(founded, tmp_path)
    told = set()
    for order in permutations(bundles):
        for together in (True, False):
            copy = tmp_path / "copy"
            shutil.copytree(folder, copy)
            with open_workspace(copy, clock=lambda: NOW) as hub:
                if together:
                    merge(hub, order)
                else:
                    _merge_one_by_one(hub, order)
                seen = digest(hub)
            told.add((seen.state, seen.conflicts, seen.derived))
            shutil.rmtree(copy)
    assert len(told) == 1


def _merge_one_by_one(hub: Workspace, bundles: Sequence[Path]) -> None:
    for bundle in bundles:
        merge(hub, [bundle])


def test_a_copied_workspace_goes_on_under_a_code_of_its_own(folder: Path, tmp_path: Path) -> None:
    with open_workspace(folder, clock=lambda: NOW) as ws:
        original = record(ws, a_draft())
    shutil.copytree(folder, tmp_path / "copy")

    with open_workspace(tmp_path / "copy", clock=lambda: NOW) as copy:
        told = record(copy, a_draft(point=OTHER_POINT))
        bundle = _hand_out(copy, tmp_path / "copy.db")
    with open_workspace(folder, clock=lambda: NOW) as ws:
        here = record(ws, a_draft(on=1, point="001-AR-01"))
        report = merge(ws, [bundle])

        assert told.label.split("-")[0] != original.label.split("-")[0]
        assert here.label == original.label.replace("-1", "-2")
        assert (report.conflicts, report.quarantined) == (0, ())
        assert ws.db.execute("select count(*) from issue").fetchone()[0] == 3


def test_an_issued_paper_that_says_what_is_no_longer_so_is_listed(
    ws: Workspace, founded: Founded, tmp_path: Path
) -> None:
    with _laptop(founded, tmp_path / "two") as two:
        earlier = record(two, a_draft())
        rectify.verify_fix(two, earlier.label, passed=True, at=day(1).isoformat())
        bundle = _hand_out(two, tmp_path / "two.db")
    told = record(ws, a_draft(on=8))
    (made,) = issued(ws)

    report = merge(ws, [bundle])

    changed = {one.field: (one.said, one.now) for one in report.issued_changed}
    assert changed == {"occurrence": (1, 2), "rebound": (0, 1)}
    assert {one.number for one in report.issued_changed} == {made.number}
    assert {one.issue for one in report.issued_changed} == {told.finding}


def _foreign(file: Path) -> None:
    db = sqlite3.connect(file)
    db.execute("create table manifest (k text)")
    db.close()


def _newer(file: Path) -> None:
    db = sqlite3.connect(file)
    db.execute("pragma user_version = 99")
    db.commit()
    db.close()


def _with_a_trigger(file: Path) -> None:
    db = sqlite3.connect(file)
    db.execute("create trigger t after insert on segment begin delete from blob; end")
    db.commit()
    db.close()


def _other_text(file: Path) -> None:
    file.write_text("整改台账", "utf-8")


@pytest.mark.parametrize("spoil", [_newer, _with_a_trigger, _other_text])
def test_a_file_that_is_no_sound_bundle_is_refused_and_the_others_go_in(
    ws: Workspace, founded: Founded, tmp_path: Path, spoil: Callable[[Path], None]
) -> None:
    with _laptop(founded, tmp_path / "two") as two:
        record(two, a_draft())
        good = _hand_out(two, tmp_path / "two.db")
    bad = tmp_path / "bad.db"
    shutil.copy(good, bad)
    spoil(bad)

    report = merge(ws, [bad, good])

    assert [one.status for one in report.files] == ["refused", "merged"]
    assert report.needs_person
    assert report.files[0].reason


def test_a_foreign_database_is_refused(ws: Workspace, tmp_path: Path) -> None:
    _foreign(tmp_path / "foreign.db")
    before = digest(ws)

    report = merge(ws, [tmp_path / "foreign.db", tmp_path / "absent.db"])

    assert [one.status for one in report.files] == ["refused", "refused"]
    assert digest(ws) == before


def test_a_live_workspace_is_read_for_its_segments_alone(ws: Workspace, folder: Path) -> None:
    """Our own, say: everything in it is known already."""
    assert merge(ws, [folder / "inspector.db"]).files[0].status == "known"


def test_one_flipped_bit_costs_one_segment_and_no_other(
    ws: Workspace, founded: Founded, tmp_path: Path
) -> None:
    with _laptop(founded, tmp_path / "two") as two, _laptop(founded, tmp_path / "three") as three:
        record(two, a_draft())
        record(three, a_draft(point=OTHER_POINT))
        merge(three, [_hand_out(two, tmp_path / "two.db")])
        both = _hand_out(three, tmp_path / "both.db")
    db = sqlite3.connect(both)
    name, body = db.execute("select hash, body from segment order by length(body)").fetchone()
    db.execute("update segment set body = ? where hash = ?", [body[:-1] + b"\x00", name])
    db.commit()
    db.close()

    report = merge(ws, [both])

    assert [one.status for one in report.files] == ["partial"]
    assert [one.reason for one in report.quarantined] == ["签名不符，内容可能被改动"]
    assert report.new > 0


def test_founding_from_what_is_no_bundle_leaves_nothing(tmp_path: Path) -> None:
    _foreign(tmp_path / "foreign.db")

    with pytest.raises(InputError) as refused:
        found_from(tmp_path / "new", tmp_path / "foreign.db")

    assert refused.value.code == "not_ours"
    assert not (tmp_path / "new").exists()
