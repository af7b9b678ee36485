"""Files nobody should have made: each is refused, or gives what is sound, and nothing else moves.

No crash, nothing over ten seconds, nothing written outside the workspace, the record as it was.
"""

import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from inspector.app.merge_report import Merged
from inspector.app.merging import merge
from inspector.app.upkeep import digest
from inspector.app.workspace import Workspace
from inspector.exchange.bundle import BlobInBundle
from tests.builders import a_workspace
from tests.exchange import spoilt_files as spoilt
from tests.exchange.base import Sender, sound_devices
from tests.exchange.spoilt_segments import Made, bad_segments, cycles, odd_segments

SLOWEST_S = 10.0


@pytest.fixture
def hub(tmp_path: Path) -> Iterator[Workspace]:
    """A workspace that knows nothing yet."""
    with a_workspace(tmp_path / "hub", seat=False, bare=True) as ws:
        yield ws


@pytest.fixture
def sender() -> Sender:
    return Sender(sound_devices())


@pytest.fixture
def sound(sender: Sender, tmp_path: Path) -> Path:
    return sender.write(tmp_path / "sound.db")


class Trial:
    """Rehearses one file after the other and looks that nothing else has changed."""

    def __init__(self, hub: Workspace, folder: Path) -> None:
        self.hub, self.folder = hub, folder / "received"
        self.folder.mkdir()
        self.before = digest(hub)
        self.around = _listing(folder)
        self._outer = folder

    def of(self, name: str, make: Callable[[Path], object]) -> Merged:
        path = self.folder / f"{name}.db"
        make(path)
        began = time.monotonic()
        told = merge(self.hub, [path], rehearse=True)
        assert time.monotonic() - began < SLOWEST_S, name
        assert told.files[0].status in {"merged", "known", "partial", "waiting", "refused"}
        if path.is_dir():
            path.rmdir()
        else:
            path.unlink()
        return told

    def nothing_moved(self) -> None:
        assert digest(self.hub) == self.before
        assert _listing(self._outer) == self.around
        assert self.hub.db.execute("pragma integrity_check").fetchone()[0] == "ok"


def _listing(folder: Path) -> list[str]:
    """Every file around but for what SQLite keeps beside an open database."""
    return sorted(
        f"{place}/{name}"
        for place, _folders, names in os.walk(folder)
        for name in names
        if not name.endswith(("-wal", "-shm"))
    )


def test_what_was_never_our_export_is_refused_in_words(
    hub: Workspace, sound: Path, tmp_path: Path
) -> None:
    trial = Trial(hub, tmp_path)

    told = {name: trial.of(name, make) for name, make in spoilt.strangers(sound)}

    assert {one.files[0].status for one in told.values()} == {"refused"}
    assert all(one.files[0].reason for one in told.values())
    trial.nothing_moved()


def test_a_file_of_a_newer_version_is_told_so(
    hub: Workspace, sender: Sender, tmp_path: Path
) -> None:
    trial = Trial(hub, tmp_path)
    for version in (2, 999, 1 << 31):
        told = trial.of("newer", lambda path, v=version: spoilt.newer(sender, path, v))
        assert told.files[0].status == "refused"
        assert "更新的版本" in told.files[0].reason
    trial.nothing_moved()


def test_any_other_schema_is_refused(hub: Workspace, sound: Path, tmp_path: Path) -> None:
    """Views, triggers, virtual tables, generated columns, one index more: none is ever run."""
    trial = Trial(hub, tmp_path)

    told = {name: trial.of(name, make) for name, make in spoilt.other_schemas(sound)}

    taken = {name for name, one in told.items() if one.files[0].status != "refused"}
    # Only the tree of `stream` is elsewhere: no key can be read, so that no segment is genuine.
    rootless = {f"schema-{n:02d}" for n, sql in enumerate(spoilt.SCHEMAS) if "99999" in sql}
    assert taken <= rootless
    assert sum(one.new for one in told.values()) == 0
    trial.nothing_moved()


def test_rows_of_a_wrong_kind_cost_themselves_alone(
    hub: Workspace, sender: Sender, sound: Path, tmp_path: Path
) -> None:
    trial = Trial(hub, tmp_path)

    told = {name: trial.of(name, make) for name, make in spoilt.other_rows(sound)}

    status = {name: one.files[0].status for name, one in told.items()}
    assert {name for name, one in status.items() if one not in ("partial", "refused")} == set()
    assert all(one.new + one.merged < sender.changes for one in told.values())
    trial.nothing_moved()


def test_what_only_explains_is_never_believed(
    hub: Workspace, sender: Sender, sound: Path, tmp_path: Path
) -> None:
    """A manifest, a name, a hash column may say anything: the segments speak for themselves."""
    trial = Trial(hub, tmp_path)

    for name, make in spoilt.harmless_rows(sound):
        told = trial.of(name, make)
        assert told.files[0].status == "merged", (name, told.files)
        assert told.new + told.merged == sender.changes, name
    trial.nothing_moved()


def test_a_lying_header_hides_nothing_and_adds_nothing(
    hub: Workspace, sender: Sender, sound: Path, tmp_path: Path
) -> None:
    trial = Trial(hub, tmp_path)
    for name, make in spoilt.header_lies(sound):
        told = trial.of(name, make)
        assert told.new + told.merged in (0, sender.changes), name
    trial.nothing_moved()


def test_a_wrong_count_of_pages_costs_nothing_that_is_there(
    hub: Workspace, sender: Sender, sound: Path, tmp_path: Path
) -> None:
    trial = Trial(hub, tmp_path)
    for name, make in spoilt.wrong_lengths(sound):
        told = trial.of(name, make)
        assert told.new + told.merged == sender.changes, (name, told.files)
    trial.nothing_moved()


def test_a_file_cut_short_gives_what_arrived_and_says_so(
    hub: Workspace, sender: Sender, sound: Path, tmp_path: Path
) -> None:
    trial = Trial(hub, tmp_path)
    taken = []
    for name, make in spoilt.cut_short(sound, 25):
        told = trial.of(name, make)
        assert told.files[0].status in ("partial", "refused"), name
        assert told.files[0].status == "refused" or "没有传完整" in told.files[0].reason
        taken.append(told.new + told.merged)
    assert taken == sorted(taken)  # the more that arrived, the more was taken
    assert max(taken) > 0
    trial.nothing_moved()


def _only_sound(told: Merged, sender: Sender, name: str) -> None:
    """What is taken is of the sender's, and what is missing is said."""
    taken = told.new + told.merged
    assert taken <= sender.changes, name
    if taken < sender.changes:
        assert told.files[0].status in ("partial", "waiting", "refused"), (name, told.files)


def test_a_flipped_bit_on_any_page_is_harmless_or_named(
    hub: Workspace, sender: Sender, sound: Path, tmp_path: Path
) -> None:
    trial = Trial(hub, tmp_path)
    for name, make in spoilt.flipped(sound, 1):
        _only_sound(trial.of(name, make), sender, name)
    trial.nothing_moved()


def test_smashed_pages_are_harmless_or_named(
    hub: Workspace, sender: Sender, sound: Path, tmp_path: Path
) -> None:
    trial = Trial(hub, tmp_path)
    for name, make in spoilt.smashed(sound, 40):
        _only_sound(trial.of(name, make), sender, name)
    trial.nothing_moved()


def test_a_segment_shown_twice_does_not_stand_for_one_that_is_lost(
    hub: Workspace, sender: Sender, sound: Path, tmp_path: Path
) -> None:
    """Nor is such a file known because all that it shows is here."""
    told = merge(hub, [sound])
    assert (told.files[0].status, told.new) == ("merged", sender.changes)
    trial = Trial(hub, tmp_path)

    spoils = dict(spoilt.leaves_shown_twice(sound))

    assert spoils
    for name, make in spoils.items():
        assert trial.of(name, make).files[0].status == "partial", name


@pytest.mark.slow
def test_every_page_flipped_in_many_places(
    hub: Workspace, sender: Sender, sound: Path, tmp_path: Path
) -> None:
    trial = Trial(hub, tmp_path)
    for name, make in [*spoilt.flipped(sound, 60), *spoilt.smashed(sound, 1500)]:
        _only_sound(trial.of(name, make), sender, name)
    trial.nothing_moved()


def _rehearsed(trial: Trial, made: Made) -> Merged:
    name, sender, segments, _expected = made
    return trial.of(name, lambda path: sender.write(path, segments=segments))


def test_a_hostile_segment_is_quarantined_and_bars_no_other(hub: Workspace, tmp_path: Path) -> None:
    trial = Trial(hub, tmp_path)
    for made in bad_segments():
        told = _rehearsed(trial, made)
        assert told.files[0].status == "partial", (made[0], told.files)
        assert len(told.quarantined) == 1, (made[0], told.quarantined)
        assert not told.quarantined[0].reason.isascii(), made[0]  # words for people
        assert told.new == 4, made[0]  # the first segment's: the register and its device
    trial.nothing_moved()


def test_odd_but_genuine_segments_are_taken_or_wait(hub: Workspace, tmp_path: Path) -> None:
    trial = Trial(hub, tmp_path)
    for made in odd_segments():
        told = _rehearsed(trial, made)
        waits = told.waiting > 0
        assert waits == (made[3] == "waiting"), (made[0], told)
        assert not told.quarantined, made[0]
    trial.nothing_moved()


def test_rings_of_findings_and_areas_end(hub: Workspace, tmp_path: Path) -> None:
    trial = Trial(hub, tmp_path)
    for made in cycles():
        told = _rehearsed(trial, made)
        assert told.files[0].status == "merged", (made[0], told)
    trial.nothing_moved()


@pytest.mark.parametrize(
    "name",
    [
        "数据 包.db",
        "a?mode=rwc.db",
        "a#b.db",
        "100%25.db",
        "-x.db",
        "'; drop table x; --",
        "无后缀",
    ],
)
def test_a_bundle_is_taken_under_any_name(
    hub: Workspace, sender: Sender, tmp_path: Path, name: str
) -> None:
    told = merge(hub, [sender.write(tmp_path / name)])

    assert told.files[0].status == "merged"


def test_a_bundle_is_taken_from_read_only_media(
    hub: Workspace, sender: Sender, tmp_path: Path
) -> None:
    stick = tmp_path / "stick"
    path = sender.write(stick / "sent.db")
    path.chmod(0o400)
    stick.chmod(0o500)
    try:
        assert merge(hub, [path]).files[0].status == "merged"
        assert sorted(one.name for one in stick.iterdir()) == ["sent.db"]
    finally:
        stick.chmod(0o700)


def test_a_log_laid_beside_a_bundle_is_never_replayed(
    hub: Workspace, sender: Sender, tmp_path: Path
) -> None:
    path = sender.write(tmp_path / "sent.db")
    for suffix in ("-wal", "-journal", "-shm"):
        path.with_name(path.name + suffix).write_bytes(os.urandom(4096))

    assert merge(hub, [path]).new + 0 > 0


def test_a_bundle_in_log_mode_is_no_export(hub: Workspace, sender: Sender, tmp_path: Path) -> None:
    trial = Trial(hub, tmp_path)

    told = trial.of("wal", lambda path: spoilt.in_wal_mode(sender, path))

    assert told.files[0].status == "refused"
    trial.nothing_moved()


def test_bytes_are_kept_under_their_own_hash_or_not_at_all(
    hub: Workspace, sender: Sender, tmp_path: Path
) -> None:
    blobs = [
        BlobInBundle(hash="0" * 64, kind="photo", content=b"not what it says"),
        BlobInBundle(hash="../" * 20 + "evil", kind="photo", content=b"x"),
        BlobInBundle(hash="0" * 64, kind="print:../../../evil", content=b"x"),
        BlobInBundle(hash="0" * 64, kind="document", content=b"x"),
    ]
    path = sender.write(tmp_path / "sent.db", blobs=blobs)
    before = _listing(tmp_path / "hub")

    told = merge(hub, [path])

    assert told.files[0].status == "merged"
    new = set(_listing(tmp_path / "hub")) - set(before)
    assert all("/backups/" in one for one in new), new
