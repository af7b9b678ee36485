"""What goes wrong while the window's back office works: told in a sentence, nothing lost."""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest

from inspector.app.workspace import open_workspace
from inspector.domain.errors import MachineError
from tests.faults.harness import needs_strace
from tests.ui.drawn import draw_scene
from ui.capture_told import TrayGroup
from ui.far_office import FarOffice

TREE = Path(__file__).parents[2]
PHOTOS = 6
VISITOR = """
import os, sys
from datetime import datetime
from pathlib import Path
from ui.far_office import FarOffice
from ui.capture_told import Draft
far = FarOffice(Path(sys.argv[1]), "zh")
office = far.office()
office.save_draft("草稿：井盖")
group = office.sort_photos([Path(sys.argv[2])])[0]
point = office.points()[0]
standard = office.standards(point.code)[0].code
photos = tuple(photo.path for photo in group.photos)
now = datetime.now(office.standing().zone)
draft = Draft(
    point=point.code, spot="", standard=standard, photos=photos, found_at=now, note="北侧井盖"
)
label = office.record(draft).label
assert office.show_issue(label).line.label == label
assert office.load_draft() == "草稿：井盖"
sys.stdout.buffer.write(os.fsencode(group.photos[0].name))
far.close()
"""


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    """A card with its photos, in a folder with a Chinese name."""
    folder = tmp_path / "存储卡" / "DCIM"
    for number in range(PHOTOS):
        draw_scene(folder / f"照片{number}.jpg", seed=number, size=320)
    return folder


def taken(groups: Sequence[TrayGroup]) -> int:
    return sum(len(group.photos) for group in groups)


def whole_originals(workspace: Path) -> int:
    """Photos that have their row and verify byte for byte; others there are none."""
    with open_workspace(workspace) as ws:
        names = [row[0] for row in ws.db.execute("select sha256 from photo order by id")]
        assert all(ws.photo_store.check(name) for name in names)
        return len(names)


def test_a_stick_pulled_out_under_way_costs_only_what_was_not_read_yet(
    far: FarOffice, workspace: Path, stick: Path, tmp_path: Path
) -> None:
    office, drawer = far.office(), tmp_path / "drawer"

    def pull_out(now: int, _whole: int) -> None:
        if now and not drawer.exists():
            shutil.move(stick.parent, drawer)

    groups = office.sort_photos([stick], pull_out)
    kept = taken(groups)
    assert 1 <= kept < PHOTOS
    refused = groups[-1]
    assert refused.name == f"没有收下 {PHOTOS - kept} 张"
    assert refused.doubt  # what to do
    assert whole_originals(workspace) == kept
    shutil.move(drawer, stick.parent)
    office.sort_photos([stick])
    assert whole_originals(workspace) == PHOTOS


@contextmanager
def full_disk(process: int) -> Iterator[None]:
    """From now on nothing that this process writes reaches the disk, as if it were full."""
    with subprocess.Popen(
        [
            *("strace", "-f", "-qq", "-o", os.devnull, "-p", str(process)),
            *("-e", "trace=fsync,fdatasync,pwrite64"),
            *("-e", "inject=fsync,fdatasync,pwrite64:error=ENOSPC:when=1+"),
        ],
        stderr=subprocess.DEVNULL,
    ) as watcher:
        _wait_until_watched(process)
        yield
        watcher.terminate()
        watcher.wait(timeout=10)


def _wait_until_watched(process: int) -> None:
    for task in Path(f"/proc/{process}/task").iterdir():
        for _time in range(500):
            if "TracerPid:\t0" not in (task / "status").read_text():
                break
            time.sleep(0.01)


@needs_strace
def test_a_disk_that_fills_up_is_told_with_a_hint_and_a_second_try_takes_all(
    far: FarOffice, workspace: Path, stick: Path
) -> None:
    office = far.office()
    office.save_draft("写到一半")
    process = far.process_id()
    with full_disk(process):
        groups = office.sort_photos([stick])
        assert taken(groups) == 0
        assert groups[-1].name == f"没有收下 {PHOTOS} 张"
        assert groups[-1].doubt
        with pytest.raises(MachineError) as told:
            office.save_draft("再写")
        assert told.value.hint
    assert far.process_id() == process  # it lives on
    assert office.load_draft() == "写到一半"
    assert taken(office.sort_photos([stick])) == PHOTOS
    assert whole_originals(workspace) == PHOTOS


def a_gbk_locale(folder: Path) -> dict[str, str]:
    """Surroundings of an old Chinese desktop; empty where this machine can make none."""
    made = folder / "zh_CN.GBK"
    command = ["localedef", "-i", "zh_CN", "-f", "GBK", str(made)]
    if shutil.which("localedef") is None:
        return {}
    subprocess.run(command, check=False, capture_output=True)
    return {"LC_ALL": "zh_CN.GBK", "LOCPATH": str(folder)} if made.is_dir() else {}


@pytest.mark.parametrize("locale", ["C", "POSIX", "zh_CN.GBK"])
def test_chinese_folders_and_names_pass_the_line_in_every_locale(
    workspace: Path, stick: Path, tmp_path: Path, locale: str
) -> None:
    surroundings = {"LC_ALL": locale}
    if locale == "zh_CN.GBK":
        surroundings = a_gbk_locale(tmp_path)
        if not surroundings:
            pytest.skip("no charmaps here to make a GBK locale of: apt-get install locales")
    plain = {name: one for name, one in os.environ.items() if name != "PYTHONUTF8"}
    visitor = tmp_path / "visitor.py"
    visitor.write_text(VISITOR, "utf-8")
    told = subprocess.run(
        [sys.executable, str(visitor), str(workspace), str(stick / "照片3.jpg")],
        capture_output=True,
        cwd=TREE,
        env={**plain, "PYTHONPATH": str(TREE), **surroundings},
        check=False,
    )
    assert told.returncode == 0, told.stderr.decode("utf-8", "replace")
    assert told.stdout.decode("utf-8") == "照片3.jpg"  # byte for byte the name on the card
    assert whole_originals(workspace) == 1
