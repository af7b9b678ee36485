"""Files into the store: byte for byte, one line each, nothing half."""

import errno
import os
import stat
from pathlib import Path

import pytest

from inspector.domain.errors import MachineError
from inspector.photos import photo_store
from inspector.photos.batch import gather, prepare_many, take_in_many
from inspector.photos.exif import Flag
from inspector.photos.photo_store import PhotoStore
from inspector.photos.renditions import Kind, rendition_path
from inspector.photos.take_in import LARGEST_READ, Status, shown_name, take_in
from tests.photos.builders import a_file, a_heic, a_jpeg, a_picture, a_png, a_png_bomb, a_tiff


@pytest.fixture
def store(tmp_path: Path) -> PhotoStore:
    return PhotoStore(tmp_path / "workspace")


@pytest.fixture
def card(tmp_path: Path) -> Path:
    return tmp_path / "card"


def files_in(store: PhotoStore) -> list[Path]:
    return [file for file in store.originals.rglob("*") if file.is_file()]


def test_an_original_is_kept_byte_for_byte_and_read_only(store: PhotoStore, card: Path) -> None:
    content = a_jpeg(a_tiff(model="P40", orientation=6))
    taken = take_in(store, a_file(card, "IMG_1.jpg", content))

    assert (taken.status, taken.reason, taken.width, taken.height) == (Status.NEW, "", 48, 64)
    kept = store.path(taken.sha256)
    assert kept.read_bytes() == content
    assert kept.name == f"{taken.sha256}.jpg"
    assert not kept.stat().st_mode & stat.S_IWUSR
    assert store.check(taken.sha256)


def test_the_source_is_never_touched(store: PhotoStore, card: Path) -> None:
    file = a_file(card, "IMG_1.jpg", a_jpeg())
    before = file.stat()
    take_in(store, file)

    assert (file.stat().st_mtime_ns, file.stat().st_size) == (before.st_mtime_ns, before.st_size)


def test_known_content_is_linked_whatever_its_name(store: PhotoStore, card: Path) -> None:
    first = take_in(store, a_file(card, "a.jpg", a_jpeg()))
    again = take_in(store, a_file(card, "b.jpg", a_jpeg()))

    assert again.status is Status.KNOWN
    assert again.sha256 == first.sha256
    assert len(files_in(store)) == 1


def test_an_original_cut_short_on_disk_is_mended_from_the_next_copy(
    store: PhotoStore, card: Path
) -> None:
    file = a_file(card, "a.jpg", a_jpeg())
    sha256 = take_in(store, file).sha256
    kept = store.path(sha256)
    kept.unlink()
    kept.write_bytes(b"\xff\xd8")

    assert take_in(store, file).status is Status.NEW
    assert store.check(sha256)


def test_an_altered_original_fails_its_check(store: PhotoStore, card: Path) -> None:
    sha256 = take_in(store, a_file(card, "a.jpg", a_jpeg())).sha256
    kept = store.path(sha256)
    kept.chmod(0o644)
    kept.write_bytes(kept.read_bytes()[:-1] + b"\x00")

    assert not store.check(sha256)


@pytest.mark.parametrize(
    ("name", "content", "status", "flag"),
    [
        ("v.mp4", b"\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00mp42isom", Status.KEPT, Flag.VIDEO),
        ("r.dng", a_tiff(make="Canon"), Status.KEPT, Flag.RAW),
        ("half.jpg", a_jpeg(image=a_picture(400, 300))[:2000], Status.KEPT, Flag.DAMAGED),
        ("bomb.png", a_png_bomb(), Status.KEPT, Flag.TOO_LARGE),
        ("noise.jpg", b"\xff\xd8\xff" + bytes(500), Status.KEPT, Flag.UNDECODABLE),
        ("broken.heic", a_heic()[:300], Status.KEPT, Flag.UNDECODABLE),
        ("text.jpg", "不是照片".encode(), Status.REJECTED, None),
        ("empty.jpg", b"", Status.REJECTED, None),
        ("tool.exe", b"MZ" + bytes(200), Status.REJECTED, None),
        ("IMG_1.AAE", b"<plist/>", Status.PASSED, None),
        ("._IMG_1.jpg", a_jpeg(), Status.PASSED, None),
    ],
)
def test_what_cannot_be_shown_is_kept_and_what_is_no_photo_is_refused(
    store: PhotoStore, card: Path, name: str, content: bytes, status: Status, flag: Flag | None
) -> None:
    taken = take_in(store, a_file(card, name, content))

    assert taken.status is status
    assert taken.reason
    assert flag is None or flag in taken.flags
    assert len(files_in(store)) == (status is Status.KEPT)


def test_a_jpeg_cut_in_half_still_shows_its_half(store: PhotoStore, card: Path) -> None:
    content = a_jpeg(image=a_picture(800, 600), quality=95)
    taken = take_in(store, a_file(card, "half.jpg", content[: len(content) // 2]))

    assert rendition_path(store, taken.sha256, Kind.THUMB).is_file()


def test_a_lying_frame_header_is_not_believed(store: PhotoStore, card: Path) -> None:
    content = a_jpeg()
    at = content.index(b"\xff\xc0") + 5
    lying = content[:at] + b"\xfd\xe8\xfd\xe8" + content[at + 4 :]

    assert Flag.TOO_LARGE in take_in(store, a_file(card, "lie.jpg", lying)).flags


def test_a_wrong_extension_is_said_and_content_names_the_original(
    store: PhotoStore, card: Path
) -> None:
    taken = take_in(store, a_file(card, "really_png.jpg", a_png()))

    assert Flag.EXTENSION_DIFFERS in taken.flags
    assert store.path(taken.sha256).suffix == ".png"


@pytest.mark.parametrize(
    "name",
    ["CON.jpg", "a" * 240 + ".jpg", "photo.jpg.", "\u202egpj.exe.jpg", "；rm -rf.jpg", "NUL"],
)
def test_no_name_reaches_the_store(store: PhotoStore, card: Path, name: str) -> None:
    taken = take_in(store, a_file(card, name, a_jpeg()))

    assert [file.stem for file in files_in(store)] == [taken.sha256]


def test_signs_that_turn_text_around_are_not_shown() -> None:
    assert shown_name("\u202egpj.exe\u2066.jpg\n") == "gpj.exe.jpg"


def test_a_pipe_is_refused_without_waiting(store: PhotoStore, card: Path) -> None:
    card.mkdir()
    os.mkfifo(card / "pipe.jpg")

    assert take_in(store, card / "pipe.jpg").status is Status.REJECTED


def test_a_card_pulled_out_gives_one_line_per_file_and_the_rest_goes_on(
    store: PhotoStore, card: Path
) -> None:
    good = a_file(card, "a.jpg", a_jpeg())
    lines = list(take_in_many(store, [good, card / "gone.jpg", a_file(card, "z.png", a_png())]))

    assert [line.status for line in lines] == [Status.NEW, Status.REJECTED, Status.NEW]
    assert "断开" in lines[1].reason


def test_a_file_still_being_written_is_left_for_later(
    store: PhotoStore, card: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = a_file(card, "a.jpg", a_jpeg())
    real = Path.open

    def grow_then_open(path: Path, *args: object, **options: object) -> object:
        if path == file:
            os.truncate(file, file.stat().st_size + 10)
        return real(path, *args, **options)

    monkeypatch.setattr(Path, "open", grow_then_open)

    assert take_in(store, file).status is Status.REJECTED


def test_a_file_too_large_for_memory_is_copied_in_pieces(store: PhotoStore, card: Path) -> None:
    file = a_file(card, "v.mov", b"\x00\x00\x00\x14ftypqt  \x00\x00\x02\x00qt  ")
    os.truncate(file, LARGEST_READ + 12_345)
    taken = take_in(store, file)

    assert taken.status is Status.KEPT
    assert store.check(taken.sha256)


@pytest.mark.parametrize("operation", ["write", "fsync", "replace"])
@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EROFS, errno.EACCES, errno.EIO])
def test_a_store_that_fails_at_any_step_keeps_nothing_half(
    store: PhotoStore, card: Path, monkeypatch: pytest.MonkeyPatch, operation: str, code: int
) -> None:
    file = a_file(card, "a.jpg", a_jpeg())

    def fail(*_: object) -> None:
        raise OSError(code, os.strerror(code))

    with monkeypatch.context() as patched:
        patched.setattr(photo_store.os, operation, fail)
        with pytest.raises(MachineError) as raised:
            take_in(store, file)

    assert raised.value.hint
    assert files_in(store) == []
    assert take_in(store, file).status is Status.NEW


def test_a_disk_that_loses_what_was_written_is_noticed(
    store: PhotoStore, card: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(photo_store, "_hash_file", lambda _: "0" * 64)

    with pytest.raises(MachineError):
        take_in(store, a_file(card, "a.jpg", a_jpeg()))
    assert files_in(store) == []


def test_a_full_disk_gives_each_file_its_line(
    store: PhotoStore, card: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_file(card, "a.jpg", a_jpeg())
    a_file(card, "b.png", a_png())

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(photo_store.os, "fsync", full)
    lines = list(take_in_many(store, [card]))

    assert [line.status for line in lines] == [Status.FAILED] * 2
    assert all("磁盘已满" in line.reason for line in lines)


def test_stopping_a_batch_keeps_what_was_taken(store: PhotoStore, card: Path) -> None:
    for seed in range(1, 12):
        a_file(card, f"{seed:02}.jpg", a_jpeg(image=a_picture(seed=seed)))
    batch = take_in_many(store, [card])
    first = next(batch)
    batch.close()

    assert store.check(first.sha256)
    assert len(files_in(store)) < 11
    assert sum(line.status is Status.KNOWN for line in take_in_many(store, [card])) >= 1
    assert len(files_in(store)) == 11


def test_a_batch_reports_bytes_and_prepares_thumbs_afterwards(
    store: PhotoStore, card: Path
) -> None:
    sizes = [a_file(card, f"{seed}.jpg", a_jpeg(image=a_picture(seed=seed))).stat().st_size
             for seed in (1, 2, 3)]  # fmt: skip
    told: list[tuple[int, int]] = []
    lines = list(take_in_many(store, [card], lambda done, whole: told.append((done, whole))))
    prepared = list(prepare_many(store, [line.sha256 for line in lines]))

    assert told[-1] == (sum(sizes), sum(sizes))
    assert all(one.likeness is not None and one.flag is None for one in prepared)
    assert all(rendition_path(store, one.sha256, Kind.THUMB).is_file() for one in prepared)


def test_hidden_folders_are_left_out_and_files_come_in_order(card: Path) -> None:
    a_file(card / ".Trashes", "x.jpg", b"x")
    wanted = [a_file(card / "100", "a.jpg", b"x"), a_file(card / "101", "b.jpg", b"x")]

    assert gather([card, wanted[0]]) == wanted


def test_old_temporary_files_are_swept_and_young_ones_left(store: PhotoStore) -> None:
    old = a_file(store.originals, ".tmp-old", b"half")
    young = a_file(store.originals, ".tmp-young", b"half")
    now = young.stat().st_mtime + 10
    os.utime(old, (now - 4000, now - 4000))

    assert store.sweep(now) == 1
    assert young.exists()
    assert not old.exists()
