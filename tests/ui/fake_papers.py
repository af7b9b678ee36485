"""A register of plain values, and papers that come and go as a person decides."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from inspector.domain.errors import InputError
from tests.ui.drawn import draw_scene
from tests.ui.fake_days import NOW, at
from ui.notice_told import Round
from ui.office import Tell
from ui.papers_office import (
    Issued,
    PaperLine,
    PaperState,
    Problem,
    Spare,
    TakenIn,
    TakenLine,
)

S = PaperState
NAMES = (
    "桐安物业服务有限公司",
    "青屿区人民政府桐荫街道办事处",
    "青屿区环境卫生服务中心",
    "桐荫惠民市场服务有限公司",
    "青屿区城市管理和综合执法局",
)
PAPERS = (
    ("审-K7QF-2", 1, S.SUBMITTED, 6),
    ("草-K7QF-1", 2, S.DRAFT, 2),
    ("青城考〔2026〕117号", 0, S.NUMBERED, 3),
    ("青城考〔2026〕116号", 3, S.DELIVERED, 4),
    ("青城考〔2026〕116号", 4, S.NUMBERED, 7),
    ("青城考〔2026〕115号", 1, S.ACKNOWLEDGED, 5),
    ("青城考〔2026〕114号", 2, S.VOID, 1),
    ("青城考〔2026〕113号", 2, S.DELIVERED, 1),
    ("青城考〔2026〕112号", 3, S.ACKNOWLEDGED, 2),
)
TAKEN = TakenIn(
    answered=(
        TakenLine(
            file="桐安物业.xlsx", row=9, about="K7QF-213", words="暴露垃圾", issue="issue-211"
        ),
        TakenLine(file="桐安物业.xlsx", row=10, about="K7QF-212", words="待复查"),
    ),
    refused=(TakenLine(file="桐安物业.xlsx", row=11, about="K7QF-208", words="退单，待裁定"),),
    filed=(
        TakenLine(
            file="回执 0117.jpg",
            row=0,
            about="青城考〔2026〕117号",
            words="已签收 桐安物业服务有限公司",
        ),
    ),
    known=2,
    problems=(
        Problem(file="桐安物业.xlsx", row=12, column="完成日期", reason="还没到这一天"),
        Problem(file="扫描 3.pdf", row=0, column="", reason="没有读到送达回执的二维码"),
    ),
)


def a_paper(number: str, unit: int, state: PaperState, issues: int, *, key: str) -> PaperLine:
    """A notice of this week; only what the test is about is named."""
    day = NOW.date() if state in (S.SUBMITTED, S.DRAFT, S.NUMBERED) else date(2026, 11, 18)
    return PaperLine(
        notice=key,
        number=number,
        kind="整改通知书",
        unit=f"U{unit}",
        unit_name=NAMES[unit],
        issued_on=day,
        deadline=at(11, 24, 23, 59),
        delivered_at=at(11, 18, 9, 0) if state in (S.DELIVERED, S.ACKNOWLEDGED) else None,
        signed_at=at(11, 19, 9, 0) if state is S.ACKNOWLEDGED else None,
        state=state,
        issues=issues,
    )


def a_register() -> list[PaperLine]:
    """Nine papers; two offices gave the same number before they were merged."""
    lines = [a_paper(*one, key=f"n{place}") for place, one in enumerate(PAPERS)]
    lines[3] = replace(lines[3], doubles=(NAMES[4],))
    lines[4] = replace(lines[4], doubles=(NAMES[3],))
    lines[7] = replace(lines[7], replaces="青城考〔2026〕114号")
    return lines


@dataclass
class FakePapers:
    """Remembers what it was asked to do; ``page`` makes the bytes of a paper."""

    folder: Path
    page: Callable[[int], bytes]
    told: list[str] = field(default_factory=list)
    submitted: list[str] = field(default_factory=list)
    not_issued: tuple[str, ...] = ()
    words: str = "〔督办函〕\n要求：请抓紧。\n"
    lines: list[PaperLine] = field(default_factory=a_register)
    delivered: list[str] = field(default_factory=list)
    voided: list[tuple[str, str]] = field(default_factory=list)
    scans: list[tuple[str, Path]] = field(default_factory=list)
    packed: list[tuple[tuple[str, ...], Path]] = field(default_factory=list)
    taken: list[tuple[Path, ...]] = field(default_factory=list)
    bound: list[tuple[tuple[str, ...], Path]] = field(default_factory=list)
    shifts: list[str] = field(default_factory=list)
    told_in: list[Round] = field(default_factory=list)
    written: list[Path] = field(default_factory=list)
    replaced: list[tuple[str, str]] = field(default_factory=list)
    own_contact: tuple[str, str] = ("王某", "0000-1234567")
    bars: str = ""

    def listing(self) -> Sequence[PaperLine]:
        return list(self.lines)

    def paper(self, notice: str) -> bytes:
        return self.page(2)

    def issue(self, units: Sequence[str], wanted: Round, tell: Tell, *, submit: bool) -> Issued:
        self.told_in.append(wanted)
        for done, unit in enumerate(units):
            tell(done, len(units))
            self.told.append(unit)
        if submit:
            self.submitted.extend(units)
            return Issued(numbers=tuple(f"审-K7QF-{n}" for n, _unit in enumerate(units, 3)))
        numbers = tuple(f"青城考〔2026〕{n}号" for n, _unit in enumerate(units, 118))
        return Issued(numbers=numbers, bars=self.not_issued)

    def sign(self, notice: str, *, numbered: bool) -> str:
        if self.bars:
            raise InputError(f"还不能签发：{self.bars}", "处理好再签发。")
        if not numbered:
            self._turn(notice, state=S.SIGNED)
            return next(one.number for one in self.lines if one.notice == notice)
        self._turn(notice, state=S.NUMBERED, number="青城考〔2026〕118号")
        return "青城考〔2026〕118号"

    def deliver(self, notices: Sequence[str]) -> int:
        for notice in notices:
            self.delivered.append(notice)
            self._turn(notice, state=S.DELIVERED, delivered_at=NOW)
        return len(notices)

    def acknowledge(self, notice: str, scan: Path) -> None:
        self.scans.append((notice, scan))
        self._turn(notice, state=S.ACKNOWLEDGED, signed_at=NOW)

    def void(self, notice: str, why: str) -> None:
        self.voided.append((notice, why))
        self._turn(notice, state=S.VOID)

    def reissue(self, notice: str, why: str) -> Sequence[str]:
        self.void(notice, why)
        old = next(one for one in self.lines if one.notice == notice)
        new = replace(
            old, notice="new", number="青城考〔2026〕118号", state=S.NUMBERED, replaces=old.number
        )
        self.lines.insert(0, new)
        return [new.number]

    def write_word(self, notice: str, out: Path) -> None:
        self.written.append(out)

    def write_draft_word(self, unit: str, wanted: Round, out: Path) -> None:
        self.written.append(out)

    def bound_name(self, notices: Sequence[str]) -> str:
        return f"青城考-整改通知书-20261120-{len(notices)}份.pdf"

    def bind(self, notices: Sequence[str], out: Path, tell: Tell) -> str:
        for done in range(len(notices)):
            tell(done, len(notices))
        if self.bars:
            raise InputError(f"没有合并：{self.bars}。", "从备份取回。")
        self.bound.append((tuple(notices), out))
        return f"已合并 {len(notices)} 份、18 页：{out.name}"

    def without_head(self, papers: Sequence[bytes], shift: str) -> Sequence[bytes]:
        self.shifts.append(shift)
        return papers

    def pack(self, units: Sequence[str], folder: Path, tell: Tell) -> str:
        for done in range(len(units)):
            tell(done, len(units))
        self.packed.append((tuple(units), folder))
        return f"已打包 {len(units)} 个单位，15 个文件，3.2 MB"

    def take_in(self, files: Sequence[Path], tell: Tell) -> TakenIn:
        tell(1, 2)
        self.taken.append(tuple(files))
        return TAKEN

    def wording(self) -> str:
        return self.words

    def keep_wording(self, text: str) -> None:
        if "坏" in text:
            raise InputError("文书措辞第2行：看不懂这一行：坏。", "改好这一行再用。")
        self.words = text

    def sample(self, text: str, line: int) -> tuple[str, bytes]:
        if "坏" in text:
            raise InputError("文书措辞第2行：看不懂这一行：坏。", "改好这一行再用。")
        return "督办函", self.page(line)

    def next_label(self) -> str:
        return "青城考〔2026〕118号"

    def contact(self) -> tuple[str, str]:
        return self.own_contact

    def set_contact(self, person: str, phone: str) -> None:
        self.own_contact = (person, phone)

    def spares(self, issue: str) -> Sequence[Spare]:
        return [
            Spare(
                photo=f"sha-{n}",
                name=f"IMG_22{n}.jpg",
                words=f"晚 {n - 15} 分钟",
                thumb=draw_scene(self.folder / f"spare-{n}.jpg", seed=n, size=160),
            )
            for n in (17, 19)
        ]

    def replace_photo(self, issue: str, photo: str) -> None:
        self.replaced.append((issue, photo))

    def _turn(self, notice: str, **changed: object) -> None:
        self.lines = [
            replace(one, **changed)  # type: ignore[arg-type]
            if notice in (one.notice, one.number)
            else one
            for one in self.lines
        ]
