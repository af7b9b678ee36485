"""送达回执: the slip that comes back stamped, on an odd page of its own."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO

import pikepdf

from inspector.documents.archive import archive
from inspector.documents.composer import Span
from inspector.documents.faces import Face, text_width
from inspector.documents.notice_words import FEEDBACK, LIST, PHOTOS
from inspector.documents.paper import OfficeOnPaper, Printed
from inspector.documents.qr import draw_qr, payload
from inspector.documents.sheet import BOTTOM, LEFT, MEASURE, MM, PITCH, TOP, Sheet, fitted

SIZE, SIZE_LONG, ROW = 12.0, 10.0, 13 * MM
LABELS = 34 * MM
TALL, REMARKS = 38 * MM, 20 * MM
QR_SIDE = 20 * MM
BOX = 10.0
WAYS = ("直接送达", "政务平台", "邮寄", "留置", "其他")


@dataclass(frozen=True, slots=True, kw_only=True)
class SlipPaper:
    """What the slip confirms; nobody's name is filled in."""

    number: str
    office: OfficeOnPaper
    unit_name: str
    title: str
    contents: str  # 正文2页，附件3件（问题清单6件、照片10张、整改反馈单1份）
    issued_on: date
    paper_id: str
    digest: str


def contents_of(pdf: bytes, items: int, photos: int, attached: Sequence[str]) -> str:
    """What a paper consists of, as it was issued: pages of its body, its annexes in their order.

    The body ends where the first bookmark of an annex points to.
    """
    counts = {LIST: f"{items}件", PHOTOS: f"{photos}张", FEEDBACK: "1份"}
    told = [name.replace(PHOTOS, "照片") + counts.get(name, "") for name in attached]
    pages = body_pages(pdf)
    within = f"，附件{len(told)}件（{'、'.join(told)}）" if told else ""
    return f"正文{pages}页{within}"


def body_pages(pdf: bytes) -> int:
    """Pages before the first annex; all of them where the paper has no bookmark of one."""
    with pikepdf.open(BytesIO(pdf)) as paper, paper.open_outline() as outline:
        order = [page.obj.objgen for page in paper.pages]
        for whole in outline.root:
            for annex in whole.children:
                aim = annex.destination
                if isinstance(aim, pikepdf.Array) and aim[0].objgen in order:
                    return max(order.index(aim[0].objgen), 1)
        return len(order)


def slip_pdf(paper: SlipPaper) -> Printed:
    """The slip as a file of one page."""
    sheet = Sheet(f"送达回执 {paper.number}", author=paper.office.name, subject=paper.title)
    draw_slip(sheet, paper)
    sheet.canvas.showPage()
    pdf, pages = archive(sheet.finish(), paper.issued_on)
    return Printed(pdf=pdf, pages=pages, warnings=tuple(sheet.complaints))


def draw_slip(sheet: Sheet, paper: SlipPaper) -> None:
    middle = LEFT + MEASURE / 2
    sheet.text(middle, TOP - 26, "送达回执", Face.SONG_BOLD, 22, anchor=0.5, gap=11)
    y = TOP - 2 * PITCH - 4
    number = sheet.text(LEFT + MEASURE, y, paper.number, size=SIZE, anchor=1.0)
    name = paper.office.name
    sheet.text(LEFT, y, name, size=fitted(name, Face.SONG, SIZE, MEASURE - number - SIZE))
    bottom = _Form(sheet, y - 6).draw(paper)
    _foot(sheet, paper, bottom - 6 * MM)


class _Form:
    """The table of the slip, row by row."""

    def __init__(self, sheet: Sheet, top: float) -> None:
        self._sheet, self._top, self._y = sheet, top, top

    def draw(self, paper: SlipPaper) -> float:
        self._row("文书名称", ROW, lambda y: self._words(y, paper.title))
        self._row("受送达单位", ROW, lambda y: self._words(y, paper.unit_name))
        self._row("文书及附件", ROW, lambda y: self._words(y, paper.contents))
        self._row("送达方式", ROW, self._ways)
        self._row(
            "送达时间",
            ROW,
            lambda y: self._gaps(y, (20, "年", 20, "月", 20, "日", 20, "时", 20, "分")),
        )
        self._row("送达人", ROW, lambda y: self._gaps(y, (0, "签名：")))
        self._row("签收人", ROW, lambda y: self._gaps(y, (0, "签名：", 66, "职务：", 66, "电话：")))
        self._row("收件单位", TALL, self._stamped)
        self._row("备  注", REMARKS, self._remarks)
        self._sheet.box(LEFT, self._y, MEASURE, self._top - self._y, 0.8)
        self._sheet.canvas.setLineWidth(0.4)
        self._sheet.canvas.line(LEFT + LABELS, self._top, LEFT + LABELS, self._y)
        return self._y

    def _row(self, label: str, height: float, fill: Callable[[float], None]) -> None:
        middle = self._y - height / 2 - 4.5
        self._sheet.text(LEFT + LABELS / 2, middle, label, Face.HEI, SIZE, anchor=0.5)
        self._height = height
        fill(middle)
        self._y -= height
        self._sheet.rule(LEFT, self._y, MEASURE, 0.4)

    def _words(self, y: float, words: str) -> None:
        measure = MEASURE - LABELS - 6 * MM
        size = max(fitted(words, Face.SONG, SIZE, measure), SIZE_LONG)
        pitch = size * 1.25
        lines = self._sheet.lines([Span(words, Face.SONG)], measure, size)
        y += (len(lines) - 1) * pitch / 2
        for line in lines[:3]:
            self._sheet.set_line(LEFT + LABELS + 3 * MM, y, line, size, measure=None)
            y -= pitch

    def _ways(self, y: float) -> None:
        x = LEFT + LABELS + 3 * MM
        for way in WAYS:
            self._sheet.box(x, y - 0.5, BOX, BOX, 0.6)
            self._sheet.text(x + 13, y, way, size=SIZE)
            x += 27 + text_width(way, Face.SONG, SIZE)

    def _gaps(self, y: float, parts: tuple[float | str, ...]) -> None:
        x = LEFT + LABELS + 3 * MM
        for part in parts:
            if isinstance(part, str):
                x += self._sheet.text(x, y, part, size=SIZE)
            else:
                x += part

    def _stamped(self, y: float) -> None:
        low, right = self._y - self._height + 5 * MM, LEFT + MEASURE - 8 * MM
        for word in ("日", "月", "年"):
            right -= self._sheet.text(right, low, word, size=SIZE, anchor=1.0) + 18
        self._sheet.text(right - 30, low, "（盖章）", size=SIZE, anchor=1.0)

    def _remarks(self, y: float) -> None:
        low = self._y - self._height + 3.5 * MM
        note = "（代收、退回或者拒收的，写明情况和见证人）"
        self._sheet.text(LEFT + LABELS + 3 * MM, low, note, Face.HEI, 9)


def _foot(sheet: Sheet, paper: SlipPaper, top: float) -> None:
    """How to send it back, beside the code a scan is filed by."""
    phone = f"（电话：{paper.office.phone}）" if paper.office.phone else ""
    words = (
        f"请于收到文书后1个工作日内填写本回执、加盖公章，扫描或者拍照发回{paper.office.we}{phone}。"
        "拍照请拍全四角，保持二维码清晰，以便归入本件档案。"
    )
    sheet.paragraph(LEFT, top + 2, MEASURE - QR_SIDE - 6 * MM, words, SIZE, 19, fill=False)
    low = max(top - QR_SIDE, BOTTOM)
    text = payload(paper.paper_id, paper.issued_on, paper.digest)
    draw_qr(sheet, text, LEFT + MEASURE - QR_SIDE, low, QR_SIDE)
