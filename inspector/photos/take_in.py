"""One file from a camera, phone or chat taken into the store, and what became of it."""

import hashlib
import os
import re
import stat
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path

from inspector.photos.containers import Container, unwrap
from inspector.photos.exif import Flag, Metadata, read_metadata, size_shown, turn_to_show
from inspector.photos.formats import DRAWABLE, SNIFFED_BYTES, TIFF_LIKE, VIDEOS, Format, sniff
from inspector.photos.inner_thumb import thumb_bits
from inspector.photos.likeness import Likeness, likeness_of
from inspector.photos.photo_store import PhotoStore, Staged
from inspector.photos.pixels import CannotDraw, Decoded, decode, is_too_large
from inspector.photos.renditions import LONG_SIDE, Kind, is_whole, rendition_path, save_rendition
from inspector.text import _

LARGEST_READ = 80 << 20
"""Bytes held in memory at most; larger files (videos, mostly) are copied piece by piece."""

PASSED_OVER = frozenset(
    {".aae", ".xmp", ".thm", ".lrv", ".ini", ".db", ".ds_store", ".nomedia", ".ctg", ".dat"}
)
"""What cameras, phones and systems lay beside photos; counted, not taken."""

_PHOTO_NAMES = frozenset(
    {".jpg", ".jpeg", ".heic", ".heif", ".hif", ".png", ".webp", ".avif", ".tif", ".tiff", ".dng"}
)
_EXTENSIONS = {
    Format.JPEG: {".jpg", ".jpeg", ".jpe", ".mpo"},
    Format.PNG: {".png"},
    Format.WEBP: {".webp"},
    Format.HEIF: {".heic", ".heif", ".hif"},
}
_HIDDEN_SIGNS = re.compile("[\u0000-\u001f\u007f\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_PIECE = 1 << 20


class Status(StrEnum):
    """What became of one file."""

    NEW = "new"  # stored now, can be shown
    KNOWN = "known"  # the same bytes were here already
    KEPT = "kept"  # stored, but without a picture of it
    REJECTED = "rejected"  # not stored: no photo, or not readable
    PASSED = "passed"  # not stored: a camera's side file
    FAILED = "failed"  # not stored: the store could not be written; try again


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenIn:
    """``reason`` is Chinese, empty for NEW; ``width``, ``height`` in pixels as shown, 0 unknown.

    ``thumb_bits`` (0-64) is how far the thumbnail embedded in EXIF is from the picture.
    ``picture_hash`` is equal for files whose pixels are, whatever their metadata says.
    """

    file: Path
    status: Status
    reason: str = ""
    sha256: str | None = None
    bytes: int = 0
    format: Format | None = None
    width: int = 0
    height: int = 0
    metadata: Metadata = field(default_factory=Metadata)
    picture_hash: str | None = None
    likeness: Likeness | None = None
    thumb_bits: int | None = None
    flags: tuple[Flag, ...] = ()

    @property
    def name(self) -> str:
        """The file's name as it may be shown: without signs that turn or hide text."""
        return shown_name(self.file.name)


@dataclass(frozen=True, slots=True, kw_only=True)
class InHand:
    """A file read and judged; ``staged`` are its bytes in the store, without their name yet."""

    taken: TakenIn
    staged: Staged | None = None
    decoded: Decoded | None = None


def take_in(store: PhotoStore, file: Path) -> TakenIn:
    """Read ``file`` once, store its bytes durably, and say what it is.

    The pixels are decoded before anything is written, and thumb and likeness kept from that one
    decode. When this returns NEW, KNOWN or KEPT the bytes are durable, and only then may a row
    name them. The source is never touched.

    :raises MachineError: the store cannot be written; nothing half is left in it.
    """
    return settle(store, stage(store, file, decode_now=True))


def settle(store: PhotoStore, in_hand: InHand) -> TakenIn:
    """Give what was staged its name in the store: from here on a row may name it.

    :raises MachineError: the store cannot be written.
    """
    taken = in_hand.taken
    fresh = in_hand.staged is not None and store.place(in_hand.staged)
    if in_hand.decoded is not None and taken.sha256:
        save_rendition(store, taken.sha256, Kind.THUMB, in_hand.decoded.image)
    return taken if fresh or taken.sha256 is None else _as_known(taken)


def stage(store: PhotoStore, file: Path, *, decode_now: bool = False) -> InHand:
    """Read ``file`` once, judge it, and lay its bytes beside their place in the store.

    Without ``decode_now`` the header alone is judged, and
    :func:`inspector.photos.prepare.prepare` does the rest later.

    :raises MachineError: the store cannot be written; nothing half is left in it.
    """
    if file.suffix.lower() in PASSED_OVER or file.name.startswith("._"):
        reason = _("相机附带文件，不是照片")
        return InHand(taken=TakenIn(file=file, status=Status.PASSED, reason=reason))
    try:
        size = _size_of_regular(file)
        if size > LARGEST_READ:
            return _stage_pieces(store, file, size)
        content = _read_whole(file, size)
    except _Unreadable as unreadable:
        taken = TakenIn(file=file, status=Status.REJECTED, reason=unreadable.reason)
        return InHand(taken=taken)
    return _stage_content(store, file, content, decode_now=decode_now)


def shown_name(name: str) -> str:
    """A received name made safe to show; the store never uses it."""
    return _HIDDEN_SIGNS.sub("", name.encode("utf-8", "replace").decode("utf-8"))


class _Unreadable(Exception):  # noqa: N818 - an answer about one file
    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def _stage_content(store: PhotoStore, file: Path, content: bytes, *, decode_now: bool) -> InHand:
    container = unwrap(content)
    if reason := _refusal(container.format, file):
        return InHand(
            taken=TakenIn(
                file=file, status=Status.REJECTED, reason=reason, bytes=len(content),
                format=container.format,
            )
        )  # fmt: skip
    sha256 = hashlib.sha256(content).hexdigest()
    taken = _describe(file, content, container, sha256)
    decoded = None
    if decode_now and not is_whole(rendition_path(store, sha256, Kind.THUMB)):
        taken, decoded = _judge_pixels(taken, content, container)
    staged = store.stage([content], sha256, container.format, len(content))
    return InHand(taken=taken, staged=staged, decoded=decoded)


def _judge_pixels(
    taken: TakenIn, content: bytes, container: Container
) -> tuple[TakenIn, Decoded | None]:
    """Decode once at thumb size; the status, flags and likeness then rest on pixels."""
    turn = turn_to_show(container, taken.metadata.orientation)
    try:
        decoded = decode(content, container, turn, LONG_SIDE[Kind.THUMB])
    except CannotDraw as cannot:
        return kept_only(taken, Flag.TOO_LARGE if cannot.too_large else _cause(taken)), None
    likeness = likeness_of(decoded.image)
    bits = thumb_bits(container, turn, likeness)
    taken = replace(taken, likeness=likeness, thumb_bits=bits)
    return (kept_only(taken, Flag.DAMAGED) if decoded.damaged else taken), decoded


def _describe(file: Path, content: bytes, container: Container, sha256: str) -> TakenIn:
    """All that the header tells; a file whose header promises no picture is KEPT at once."""
    metadata = read_metadata(container, file.name)
    width, height = size_shown(container, metadata.orientation)
    differs = container.format in _EXTENSIONS and (
        file.suffix.lower() not in _EXTENSIONS[container.format]
    )
    taken = TakenIn(
        file=file,
        status=Status.NEW,
        sha256=sha256,
        bytes=len(content),
        format=container.format,
        width=width,
        height=height,
        metadata=metadata,
        picture_hash=container.picture_hash,
        flags=(*metadata.flags, *((Flag.EXTENSION_DIFFERS,) if differs else ())),
    )
    if container.format not in DRAWABLE or not container.opens:
        return kept_only(taken, _cause(taken))
    if is_too_large(container):
        return kept_only(taken, Flag.TOO_LARGE)
    return taken if container.complete else kept_only(taken, Flag.DAMAGED)


def kept_only(taken: TakenIn, flag: Flag) -> TakenIn:
    """The same file, stored as evidence without a picture of it, and why."""
    reasons = {
        Flag.VIDEO: _("视频已存为证据，不生成预览"),
        Flag.RAW: _("相机原始格式已存为证据，不生成预览"),
        Flag.TOO_LARGE: _("画面尺寸过大，原件已保存，不生成预览"),
        Flag.DAMAGED: _("文件不完整，原件已保存，只能显示一部分"),
    }
    reason = reasons.get(flag, _("画面无法解码，原件已保存"))
    flags = taken.flags if flag in taken.flags else (*taken.flags, flag)
    return replace(taken, status=Status.KEPT, reason=reason, flags=flags)


def _as_known(taken: TakenIn) -> TakenIn:
    return replace(taken, status=Status.KNOWN, reason=_("相同内容已在库中，直接引用"))


def _cause(taken: TakenIn) -> Flag:
    if taken.format in VIDEOS:
        return Flag.VIDEO
    return Flag.RAW if taken.format in TIFF_LIKE else Flag.UNDECODABLE


def _refusal(kind: Format, file: Path) -> str:
    """Why a file of this kind is not taken in; empty when it is."""
    if kind is Format.EMPTY:
        return _("文件是空的（0 字节），请从相机或手机重新导出")
    if kind is Format.TEXT:
        return _("这是文本文件，不是照片")
    if kind is Format.UNKNOWN and file.suffix.lower() not in _PHOTO_NAMES:
        return _("不是照片或视频")
    return ""


def _size_of_regular(file: Path) -> int:
    try:
        status = file.stat()
    except OSError as error:
        raise _Unreadable(_why_unreadable(error)) from error
    if stat.S_ISDIR(status.st_mode):
        raise _Unreadable(_("文件夹读不出来，存储卡可能已松动或损坏"))
    if not stat.S_ISREG(status.st_mode):
        raise _Unreadable(_("不是普通文件"))
    return status.st_size


def _read_whole(file: Path, size: int) -> bytes:
    try:
        with file.open("rb", buffering=0) as source:
            content = b"".join(iter(lambda: source.read(8 * _PIECE), b""))
            now = os.fstat(source.fileno()).st_size
    except OSError as error:
        raise _Unreadable(_why_unreadable(error)) from error
    if len(content) != size or now != size:
        raise _Unreadable(_("文件正在写入或读取不完整，请稍后重新导入"))
    return content


def _stage_pieces(store: PhotoStore, file: Path, size: int) -> InHand:
    """A file too large for memory: hashed first, then copied piece by piece, never decoded."""
    digest, head = hashlib.sha256(), b""
    for piece in _pieces(file):
        head = head or piece[:SNIFFED_BYTES]
        digest.update(piece)
    kind = sniff(head)
    if reason := _refusal(kind, file):
        return InHand(
            taken=TakenIn(file=file, status=Status.REJECTED, reason=reason, bytes=size, format=kind)
        )
    metadata = read_metadata(Container(format=kind), file.name)
    taken = TakenIn(
        file=file, status=Status.NEW, sha256=digest.hexdigest(), bytes=size, format=kind,
        metadata=metadata, flags=metadata.flags,
    )  # fmt: skip
    taken = kept_only(taken, Flag.TOO_LARGE if kind in DRAWABLE else _cause(taken))
    return InHand(taken=taken, staged=store.stage(_pieces(file), digest.hexdigest(), kind, size))


def _pieces(file: Path) -> Iterator[bytes]:
    try:
        with file.open("rb", buffering=0) as source:
            yield from iter(lambda: source.read(_PIECE), b"")
    except OSError as error:
        raise _Unreadable(_why_unreadable(error)) from error


def _why_unreadable(error: OSError) -> str:
    if isinstance(error, PermissionError):
        return _("没有读取这个文件的权限")
    if isinstance(error, FileNotFoundError):
        return _("文件已不在原处，存储卡或手机可能已断开")
    return _("读取出错，存储卡可能已松动或损坏")
