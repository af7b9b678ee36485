"""The checkup says in words how this computer stands, and never more than is known."""

import os
import zipfile
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from inspector.app import at_the_desk, capture, diagnostics, disk
from inspector.app.about import about
from inspector.app.backup import back_up, latest_backup
from inspector.app.care_told import CheckLine, Weight
from inspector.app.checkup import checkup
from inspector.app.imports import import_register
from inspector.app.photo_check import last_read, read_photos, remember_read
from inspector.app.workspace import Workspace, open_workspace
from inspector.domain.errors import InputError
from tests.builders import NOW, POINT
from tests.ui.drawn import draw_scene


def looked(ws: Workspace, backups: Path | None = None) -> Mapping[str, CheckLine]:
    return {one.code: one for one in checkup(ws, backups)}


def aged(copy: Path, days: float) -> None:
    moment = (NOW - timedelta(days=days)).timestamp()
    os.utime(copy, (moment, moment))


def a_finding(ws: Workspace, folder: Path) -> str:
    photo = draw_scene(folder / "one.jpg", seed=1, size=320)
    draft = capture.CaptureDraft(point=POINT, standard="P3.03.01", photos=(photo,))
    return capture.record(ws, draft).label


def an_original(ws: Workspace) -> Path:
    (name,) = ws.db.execute("select sha256 from photo").fetchone()
    return ws.photo_store.path(name)


def spoil(original: Path) -> None:
    original.chmod(0o600)
    original.write_bytes(original.read_bytes()[:-1] + b"?")


def test_without_a_backup_somebody_must_act(ws: Workspace) -> None:
    assert latest_backup(ws) is None
    assert looked(ws)["backup"].weight is Weight.ACT


@pytest.mark.parametrize(("days", "weight"), [(0, "OK"), (4, "LOOK"), (9, "ACT")])
def test_a_backup_weighs_by_its_age(ws: Workspace, days: int, weight: str) -> None:
    aged(Path(back_up(ws).backup), days)

    assert looked(ws)["backup"].weight.name == weight


def test_a_copy_beside_the_workspace_is_told_as_such(ws: Workspace, tmp_path: Path) -> None:
    aged(Path(back_up(ws).backup), 0.5)
    assert "只在本机" in looked(ws, tmp_path / "stick")["backup"].words

    aged(Path(back_up(ws, tmp_path / "stick").backup), 0)
    assert str(tmp_path / "stick") in looked(ws, tmp_path / "stick")["backup"].words


def test_photos_that_were_never_read_again_are_told(ws: Workspace, tmp_path: Path) -> None:
    assert looked(ws)["photos"].weight is Weight.OK
    a_finding(ws, tmp_path)
    assert looked(ws)["photos"].weight is Weight.LOOK


def test_reading_every_original_finds_the_one_that_changed(ws: Workspace, tmp_path: Path) -> None:
    label = a_finding(ws, tmp_path)
    spoil(an_original(ws))
    heard: list[tuple[int, int]] = []

    read = read_photos(ws, lambda now, total: heard.append((now, total)))
    remember_read(ws, read)

    assert [(one.name, one.label) for one in read.broken] == [("one.jpg", label)]
    assert heard == [(1, 1)]
    assert looked(ws)["photos"].weight is Weight.ACT


def test_sound_originals_are_remembered_as_read(ws: Workspace, tmp_path: Path) -> None:
    a_finding(ws, tmp_path)
    remember_read(ws, read_photos(ws, lambda _now, _total: None))

    known = last_read(ws)
    assert known is not None
    assert known[1:] == (1, 0)
    assert looked(ws)["photos"].weight is Weight.OK


def test_a_reading_that_is_called_off_remembers_nothing(ws: Workspace, tmp_path: Path) -> None:
    a_finding(ws, tmp_path)

    def stop(_now: int, _total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        read_photos(ws, stop)
    assert last_read(ws) is None


def test_a_missing_original_is_no_broken_one(ws: Workspace, tmp_path: Path) -> None:
    a_finding(ws, tmp_path)
    original = an_original(ws)
    original.chmod(0o600)
    original.unlink()

    assert read_photos(ws, lambda _now, _total: None).broken == ()
    assert "不在本机" in looked(ws)["photos"].words


def test_a_clock_behind_what_was_recorded_must_be_set(folder: Path) -> None:
    with open_workspace(folder, clock=lambda: NOW - timedelta(days=2)) as late:
        line = looked(late)["clock"]

    assert line.weight is Weight.ACT
    assert "2 天" in line.words


def test_a_clock_that_agrees_is_no_matter(ws: Workspace) -> None:
    assert looked(ws)["clock"].weight is not Weight.ACT


@pytest.mark.parametrize(("left", "weight"), [(1, "ACT"), (5, "LOOK"), (86, "OK")])
def test_room_on_the_disk_weighs_by_what_photos_need(
    ws: Workspace, monkeypatch: pytest.MonkeyPatch, left: int, weight: str
) -> None:
    monkeypatch.setattr("inspector.app.checkup.free_bytes", lambda _folder: left * 1024**3)

    line = looked(ws)["disk"]
    assert (line.weight.name, str(left) in line.words) == (weight, True)


def a_disk(folder: Path, uuid: str, *below: str) -> Path:
    """What sysfs shows of the disk below ``folder``."""
    number = folder.stat().st_dev
    sys = folder / "sys"
    device = sys / f"{os.major(number)}:{os.minor(number)}"
    (device / "dm").mkdir(parents=True)
    (device / "dm" / "uuid").write_text(uuid)
    for name in below:
        (device / "slaves" / name / "dm").mkdir(parents=True)
        (device / "slaves" / name / "dm" / "uuid").write_text(name)
    return sys


@pytest.mark.parametrize(
    ("uuid", "below", "encrypted"),
    [("CRYPT-LUKS2-x", (), True), ("LVM-x", ("CRYPT-LUKS1-y",), True), ("LVM-x", (), False)],
)
def test_an_encrypted_disk_is_known_by_its_mapping(
    tmp_path: Path, uuid: str, below: tuple[str, ...], encrypted: bool
) -> None:
    assert disk.is_encrypted(tmp_path, devices=a_disk(tmp_path, uuid, *below)) is encrypted


def test_a_system_that_does_not_tell_is_not_called_unencrypted(tmp_path: Path) -> None:
    assert disk.is_encrypted(tmp_path, devices=tmp_path / "nowhere") is None


def test_the_own_device_is_told_with_the_words_to_compare(ws: Workspace) -> None:
    line = looked(ws)["device"]

    assert line.weight is Weight.OK
    assert "LAPTOP-03" in line.words
    assert "占编号席位" in line.words


def test_who_sits_down_stands_on_what_is_recorded(folder: Path, tmp_path: Path) -> None:
    with open_workspace(folder, clock=lambda: NOW) as ws:
        at_the_desk.sit_down(ws, "u04")
    with open_workspace(folder, clock=lambda: NOW) as ws:
        a_finding(ws, tmp_path)
        (person,) = ws.db.execute("select person from finding").fetchone()

    assert person == "u04"


def test_nobody_unknown_sits_down(ws: Workspace) -> None:
    with pytest.raises(InputError):
        at_the_desk.sit_down(ws, "u99")


def test_the_pack_holds_no_photo_and_no_name(ws: Workspace, tmp_path: Path) -> None:
    a_finding(ws, tmp_path)
    log = ws.folder / "logs" / "window.log"
    began = "2026-11-24 03:03:41,546 INFO"
    log.write_text(f"{began} opened {ws.folder} by 检查员1号 for 桐安物业 000-0000-0169 in 12 ms\n")
    out = tmp_path / "pack.zip"

    told = diagnostics.write_pack(ws, out, checkup(ws), [f"{ws.folder}/x.py:3 paint 120 ms"])

    with zipfile.ZipFile(out) as pack:
        assert len(pack.namelist()) == told.files
        whole = b"".join(pack.read(name) for name in pack.namelist()).decode()
        assert "12 ms" in pack.read("logs/window.log").decode()
        assert pack.read("logs/window.log").decode().startswith(began)
    names = {
        str(row[0])
        for table in ("person", "unit", "point", "device")
        for row in ws.db.execute(f"select name from {table} where name is not null")
    }
    assert [name for name in names if name in whole] == []
    for secret in (str(ws.folder), "检查员", "000-0000-0169", "JFIF"):
        assert secret not in whole


def test_every_part_states_a_licence() -> None:
    told = about()

    assert {one.name for one in told.parts} >= {"click", "reportlab", "Lucide"}
    assert all(one.licence for one in told.parts)
    assert all(len(one.licence) < 120 for one in told.parts)


def test_moments_are_told_by_the_clock_of_the_district(ws: Workspace) -> None:
    aged(Path(back_up(ws).backup), 0)
    local = NOW.astimezone(ws.register.zone)

    assert f"{local:%H:%M}" in looked(ws)["backup"].words
    assert local.utcoffset() != datetime.now(UTC).utcoffset()


def test_what_cannot_be_right_in_the_register_is_one_line_with_its_list(
    ws: Workspace, tmp_path: Path
) -> None:
    assert "doubts" not in looked(ws)  # silence where everything fits
    far = tmp_path / "points.csv"
    rows = (f"003-OR-9{n},远处{n},OR,990102003,10.0,10.0" for n in range(2))
    far.write_text("\n".join(["点位编号,点位名称,点位类型,镇街,经度,纬度", *rows]), "utf-8")
    import_register(ws, "points", [far])

    line = looked(ws)["doubts"]

    assert (line.weight, len(line.details)) == (Weight.LOOK, 2)
    assert line.words.startswith(line.details[0])
