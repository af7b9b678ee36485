"""File names no office would choose: from old desktops, cameras and sticks, through the window."""

import errno
import os
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QUrl

from inspector.app.found import found
from inspector.app.handover import export
from inspector.app.workspace import open_workspace
from inspector.domain.errors import InputError
from tests.ui.drawn import draw_scene
from ui.capture_told import TrayGroup
from ui.far_office import FarOffice
from ui.rooms.capture.view import photos_in
from ui.rooms.merge.view import bundles_in

LONGEST = 255  # bytes of a name: ext4, NTFS and exFAT allow as many characters
ODD = {
    "written under GBK": "照片".encode("gbk"),
    "as long as a name may be": b"a" * (LONGEST - 4),
    "of two lines": b"IMG\n1",
    "with a sign that names a folder elsewhere": b"DCIM\\IMG",
    "of bytes that are no text": b"\xed\xa0\x80\xff",
}


def odd(folder: Path, name: bytes, suffix: str) -> Path:
    return Path(os.fsdecode(os.fsencode(folder) + b"/" + name + suffix.encode()))


def names(groups: Sequence[TrayGroup]) -> list[str]:
    return [photo.name for group in groups for photo in group.photos]


def test_a_card_of_odd_names_is_taken_in_whole(
    far: FarOffice, workspace: Path, tmp_path: Path
) -> None:
    card = tmp_path / "card"
    for number, name in enumerate([*ODD.values(), b"IMG_1"]):
        drawn = draw_scene(tmp_path / "drawn.jpg", seed=number, size=320)
        card.mkdir(exist_ok=True)
        drawn.rename(odd(card, name, ".jpg"))
    groups = far.office().sort_photos([card])
    assert len(names(groups)) == len(ODD) + 1
    assert all(name.isprintable() for name in names(groups))  # each on one line of the tray
    with open_workspace(workspace) as ws:
        kept = [row[0] for row in ws.db.execute("select name from photo order by id")]
    assert len(kept) == len(ODD) + 1
    assert all(name.endswith(".jpg") for name in kept)
    assert "IMG_1.jpg" in kept


def test_bundles_of_odd_names_are_merged(far: FarOffice, tmp_path: Path) -> None:
    with found(tmp_path / "there", person="检查员2号") as other:
        export(other, tmp_path / "out.db")
    bundles = [odd(tmp_path, name[: LONGEST - 3], ".db") for name in ODD.values()]
    for bundle in bundles:
        shutil.copyfile(tmp_path / "out.db", bundle)
    told = far.office().merge(bundles)
    assert [one.status for one in told.files] == ["merged"] + ["known"] * (len(ODD) - 1)
    assert all(one.name.isprintable() for one in told.files)
    assert told.batch  # it can be undone


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="elsewhere names are text")
@pytest.mark.parametrize("name", ODD.values(), ids=ODD)
def test_what_is_dropped_on_the_window_is_found_by_the_name_on_the_disk(
    qapp: object, tmp_path: Path, name: bytes
) -> None:
    photo = odd(tmp_path, name, ".jpg")
    photo.touch()
    bundle = odd(tmp_path, name, ".db")
    bundle.touch()
    carried = QMimeData()
    carried.setData("text/uri-list", b"\r\n".join(one.as_uri().encode() for one in (photo, bundle)))
    assert photos_in(carried) == [photo]
    assert bundle in bundles_in(carried)


def test_a_folder_that_fails_when_it_is_dropped_is_told_and_not_a_fault_of_the_window(
    qapp: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_place: object) -> list[str]:
        raise OSError(errno.EIO, "Input/output error")

    carried = QMimeData()
    carried.setUrls([QUrl.fromLocalFile(str(tmp_path))])
    monkeypatch.setattr(os, "listdir", fail)
    assert photos_in(carried) == bundles_in(carried) == [tmp_path]


def test_a_file_may_be_called_as_long_as_the_disk_allows_and_no_longer(
    far: FarOffice, tmp_path: Path
) -> None:
    office = far.office()
    longest = (
        odd(tmp_path, b"a" * (LONGEST - 3), ".db"),
        odd(tmp_path, b"b" * (LONGEST - 4), ".pdf"),
    )
    office.hand_back(longest[0])
    office.write_paper("brief", "", longest[1])
    assert all(one.is_file() for one in longest)
    for deed in (
        lambda: office.hand_back(odd(tmp_path, "长".encode() * 90, ".db")),
        lambda: office.write_paper("brief", "", odd(tmp_path, "长".encode() * 90, ".pdf")),
    ):
        with pytest.raises(InputError, match="文件名太长"):
            deed()
    assert set(tmp_path.glob("*.*")) == set(longest)
