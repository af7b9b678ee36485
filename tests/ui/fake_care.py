"""Care of a computer made of plain values; some lines ask for attention."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from inspector.app.about import About, Part
from inspector.app.care_told import (
    BackedUp,
    BrokenPhoto,
    CheckLine,
    Packed,
    PersonTold,
    PhotosRead,
    Weight,
)
from inspector.domain.errors import MachineError
from tests.ui.fake_days import NOW

LINES = (
    ("backup", Weight.LOOK, "备份", "11-16 17:20（4 天前） · 只在本机，最好再存一份到别的磁盘"),
    ("photos", Weight.OK, "照片", "8,412 张都在本机 · 重读于 11-02 09:10（18 天前），都完好"),
    ("data", Weight.LOOK, "待决定", "2 处冲突等您定 · 5 件疑似重复等认定"),
    ("disk", Weight.OK, "磁盘空间", "余 86 GB"),
    (
        "encryption",
        Weight.LOOK,
        "磁盘加密",
        "没有加密，电脑丢了照片和姓名谁都能看。请技术人员打开 BitLocker（Windows）或 LUKS（Linux）",
    ),
    ("clock", Weight.ACT, "时钟", "比已有的记录慢 12 分钟，请校准时间"),
    ("device", Weight.OK, "本机", "LAPTOP-03 K7QF · 口令 海松桥 云米灯 · 占编号席位"),
    ("exchange", Weight.OK, "交换", "已知截至 11-19 18:40（1 天前） · 别的电脑 4 台"),
)


@dataclass
class FakeCare:
    """Remembers what it was asked to do."""

    backed_up: list[Path | None] = field(default_factory=list)
    remembered: list[PhotosRead] = field(default_factory=list)
    packs: list[tuple[Path, tuple[str, ...]]] = field(default_factory=list)
    sat: str = "u03"
    broken: tuple[BrokenPhoto, ...] = ()
    full: bool = False
    looks: int = 0
    doubts: list[CheckLine] = field(default_factory=list)

    def folder(self) -> Path:
        return Path("/home/office/ws")

    def checkup(self, backups: Path | None) -> Sequence[CheckLine]:
        del backups
        self.looks += 1
        return [
            CheckLine(code=code, weight=weight, title=title, words=words)
            for code, weight, title, words in LINES
        ] + self.doubts

    def back_up(self, folder: Path | None) -> BackedUp:
        if self.full:
            raise MachineError("磁盘已满", "腾出空间后重试")
        self.backed_up.append(folder)
        return BackedUp(backup=str((folder or Path("/ws/backups")) / "1.db"), copied=0)

    def read_photos(self, tell: Callable[[int, int], None]) -> PhotosRead:
        tell(1, 2)
        tell(2, 2)
        return PhotosRead(at=NOW, checked=2, broken=self.broken)

    def remember_read(self, read: PhotosRead) -> None:
        self.remembered.append(read)

    def people(self) -> Sequence[PersonTold]:
        return [
            PersonTold(code="u03", name="检查员1号", device="LAPTOP-03"),
            PersonTold(code="u04", name="检查员2号", device="LAPTOP-04"),
        ]

    def person(self) -> str:
        return self.sat

    def sit_down(self, code: str) -> None:
        self.sat = code

    def about(self) -> About:
        parts = (
            Part(name="click", version="8.5.1", licence="BSD-3-Clause"),
            Part(name="Pillow", version="13.0.0", licence="MIT-CMU"),
            Part(
                name="PySide6_Essentials",
                version="6.11.3",
                licence="LGPL-3.0-only OR GPL-2.0-only OR GPL-3.0-only",
            ),
            Part(name="reportlab", version="5.1.0", licence="BSD License"),
            Part(name="Noto Sans SC / Noto Serif SC", version="", licence="OFL-1.1"),
        )
        return About(version="0.1.0", parts=parts)

    def write_pack(self, out: Path, stalls: Sequence[str]) -> Packed:
        self.packs.append((out, tuple(stalls)))
        return Packed(pack=str(out), files=5)
