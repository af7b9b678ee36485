"""What stands on an office's papers, as values: nothing here knows where it came from."""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path

from inspector.documents.templates import Wording
from inspector.domain.unit import Relation

USUAL = Wording()


class Form(StrEnum):
    """The outer form the paper takes: the two of GB/T 9704-2012, or a form with cells."""

    FILE = "文件式"
    LETTER = "信函式"
    TABLE = "表格式"


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeOnPaper:
    """The issuing office; ``we`` is how it calls itself in a sentence."""

    name: str
    short_name: str
    prefix: str  # of its numbers: 青城考
    contact: str
    phone: str
    we: str = "我办"


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitOnPaper:
    """The addressee; ``name`` is the usual short name, ``you`` how a sentence addresses it."""

    name: str
    you: str  # 你街道, 贵局
    relation: Relation
    place: str = ""  # how the title names it: 新桥湾街道; the name when empty


@dataclass(frozen=True, slots=True, kw_only=True)
class PhotoOnPaper:
    """A print rendition: upright, without metadata; its bytes go into the paper as they are."""

    jpeg: bytes | Path
    role: str  # 远景, 近景, 侧面
    taken_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlierOnPaper:
    """An earlier finding of the same problem, as the office's own papers recorded it."""

    found_on: date
    number: str = ""  # of the paper that ordered it: 青城考〔2026〕31号
    title: str = ""
    closed_on: date | None = None
    deadline: str = ""
    description: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProblemOnPaper:
    """One line of the problem list; the same number stands on every paper of the package."""

    no: int
    point: str
    spot: str = ""
    description: str = ""
    standard_code: str = ""
    standard_text: str = ""
    occurrence: int = 1
    rebound: bool = False
    rebound_after_days: int | None = None
    deadline: str = ""  # 11月18日16:00前, or in stages: 围护11月18日11:00前；修复11月19日前
    found_on: date
    earlier: tuple[EarlierOnPaper, ...] = ()
    photos: tuple[PhotoOnPaper, ...] = ()
    photo_needed: bool = True
    key: str = ""  # the feedback sheet's hidden id

    @property
    def place(self) -> str:
        return f"{self.point}（{self.spot}）" if self.spot else self.point

    @property
    def occurrence_word(self) -> str:
        return "首次" if self.occurrence < 2 else f"第{self.occurrence}次"


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundOnPaper:
    """The inspection the paper rests on."""

    first_day: date
    last_day: date
    name: str = ""  # 11月第三轮
    points: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticePaper:
    """A 整改通知书 to one unit.

    ``number`` is the registered number or the draft label; ``report_by`` the moment the
    feedback is due; ``windows`` the repeat and rebound windows in days that were in force.
    """

    number: str
    office: OfficeOnPaper
    unit: UnitOnPaper
    issued_on: date
    round: RoundOnPaper
    items: tuple[ProblemOnPaper, ...]
    report_by: datetime
    all_done_by: str = ""  # the latest deadline, as it is to be printed: 11月20日前
    copy_to: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()  # what the unit is to look for on its own
    repeat_window_days: int = 30
    rebound_window_days: int = 30
    feedback_annex: bool = True
    sector: str = ""  # the authority told when an enterprise does nothing
    form: Form | None = None  # the one the relation asks for when None
    wording: Wording = USUAL
    paper_id: str = ""  # for the QR code; none is printed on the notice without qr
    digest: str = ""
    qr: bool = False


class Trouble(StrEnum):
    """What a printed paper may lack."""

    MISSING_GLYPH = "含缺字"
    PHOTO_UNREADABLE = "照片无法读取"
    PHOTO_WANTED = "无照片"
    NO_DEADLINE = "无整改期限"


@dataclass(frozen=True, slots=True, kw_only=True)
class Complaint:
    """A reason not to issue the paper yet; ``problem`` is the number in the list, 0 for none."""

    kind: Trouble
    detail: str = ""
    problem: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """The bytes of the paper, its pages, and what is wrong with it."""

    pdf: bytes
    pages: int
    warnings: tuple[Complaint, ...] = field(default=())
