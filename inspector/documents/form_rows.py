"""What stands in a notice that is a form: the lines of its cells, alike on paper and in Word."""

from dataclasses import dataclass

from inspector.documents import problem_list
from inspector.documents.notice_words import (
    Annexes,
    demands_of,
    inspected_and_found,
    notice_title,
)
from inspector.documents.paper import NoticePaper
from inspector.documents.wording import due, full_day

TITLE = "整改通知书"
SIGNED_BY = ("签收人（签名）：", "职务：", "电话：", "签收时间：")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A label and what stands beside it, paragraph by paragraph."""

    label: str
    paragraphs: tuple[str, ...]


def above_list(paper: NoticePaper, annexes: Annexes) -> tuple[tuple[Line, ...], ...]:
    """Rows of one or two cells that stand before the table of problems."""
    inspected = f"{inspected_and_found(paper, annexes)}。"
    return (
        (
            Line(label="受送达单位", paragraphs=(paper.unit.name,)),
            Line(label="签发日期", paragraphs=(full_day(paper.issued_on),)),
        ),
        (Line(label="事　　由", paragraphs=("".join(notice_title(paper)),)),),
        (Line(label="检查情况", paragraphs=(inspected,)),),
    )


def below_list(paper: NoticePaper, annexes: Annexes) -> tuple[Line, ...]:
    """Rows that stand after it; what has nothing to say is left out."""
    asked = demands_of(paper, annexes)
    office = paper.office
    lines = (
        Line(
            label="整改要求",
            paragraphs=tuple(f"{number}.{text}" for number, (_name, text) in enumerate(asked, 1)),
        ),
        Line(label="反馈时限", paragraphs=(due(paper.report_by),)),
        Line(label="附　　件", paragraphs=("；".join(annexes.listed),)),
        Line(
            label="联 系 人",
            paragraphs=("  ".join(part for part in (office.contact, office.phone) if part),),
        ),
        Line(label="抄　　送", paragraphs=("、".join(paper.copy_to),)),
        Line(label="说　　明", paragraphs=(problem_list.notes(paper).removeprefix("注："),)),
    )
    return tuple(one for one in lines if any(one.paragraphs))
