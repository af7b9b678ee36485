"""Budgets: composer ≤ 0.5 × reportlab's CJK paragraph; 300 notices in one file ≤ 0.5 × 300 files;
peak memory of 300 ≤ 1.5 × that of 30; a notice ≤ its photos' bytes + 160 KB; the archive pass
≤ 0.6 × the layout; 50,000 ledger rows in ≤ 30 MB; a notice ≤ 0.1 × WeasyPrint's time and
≤ typst's; 40 slides with 80 photos < 2 s. Ratios come from one run."""

import subprocess
import sys
import time
import tracemalloc
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from io import BytesIO

from PIL import Image
from reportlab.lib.enums import TA_JUSTIFY
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Paragraph

from benchmarks import other_engines
from inspector.documents import notice
from inspector.documents.archive import archive
from inspector.documents.composer import Span, compose
from inspector.documents.deck import DeckPaper, Mended, deck_pptx
from inspector.documents.faces import Face, register
from inspector.documents.ledger import LedgerPaper, LedgerRow, ledger_xlsx
from inspector.documents.paper import (
    NoticePaper,
    OfficeOnPaper,
    PhotoOnPaper,
    ProblemOnPaper,
    Relation,
    RoundOnPaper,
    UnitOnPaper,
)
from inspector.documents.sheet import BODY, MEASURE, Sheet

TEXT = (
    "11月16日至17日，我办组织开展11月第三轮实地督查，检查你街道点位3个，发现问题6件，其中第2次重复"
    "问题2件（问题清单见附件1，现场照片见附件2）。请对照《关于限期整改新桥湾街道城市管理问题的通知》"
    "（青城考〔2026〕31号）逐件落实责任人和整改措施，能够当场解决的立行立改，其余问题按期完成。"
) * 6


@cache
def jpeg(seed: int) -> bytes:
    image = Image.effect_noise((591, 443), 40 + seed % 7).convert("RGB")
    out = BytesIO()
    image.save(out, "JPEG", quality=60)
    return out.getvalue()


def a_notice(number: int) -> NoticePaper:
    items = tuple(
        ProblemOnPaper(
            no=no,
            point="临湾村改居片区",
            spot="主巷",
            description="3个垃圾桶满冒，垃圾散落约2㎡，未及时清运",
            standard_code="P3.03.01",
            standard_text="垃圾桶（箱）无满冒和散落，周边地面干净",
            deadline="11月19日前",
            found_on=date(2026, 11, 17),
            photos=(PhotoOnPaper(jpeg=jpeg((number * 3 + no) % 60), role="远景"),) * 2,
        )
        for no in range(1, 4)
    )
    return NoticePaper(
        number=f"青城考〔2026〕{number}号",
        office=OfficeOnPaper(
            name="青屿区城市管理考核办公室",
            short_name="区城管考核办",
            prefix="青城考",
            contact="何某申",
            phone="000-0000-0900",
        ),
        unit=UnitOnPaper(name="新桥湾街道办事处", you="你街道", relation=Relation.SUBORDINATE),
        issued_on=date(2026, 11, 18),
        round=RoundOnPaper(first_day=date(2026, 11, 16), last_day=date(2026, 11, 17), points=3),
        items=items,
        report_by=datetime(2026, 11, 23, 17),  # noqa: DTZ001 - local time, as it is printed
    )


def seconds(work: Callable[[], object], times: int = 1) -> float:
    """The best of five, each ``times`` over, per piece of work."""
    return min(_once(work, times) for _ in range(5))


def _once(work: Callable[[], object], times: int) -> float:
    began = time.perf_counter()
    for _ in range(times):
        work()
    return (time.perf_counter() - began) / times


def beside(
    ours: Callable[[], object], theirs: Callable[[], object], times: int = 1
) -> tuple[float, float]:
    """Both in turn, so that whatever else the machine does weighs on both; the best of seven."""
    pairs = [(_once(ours, times), _once(theirs, times)) for _ in range(7)]
    return min(one for one, _other in pairs), min(other for _one, other in pairs)


def composer_against_paragraph() -> str:
    register(Face.SONG)
    style = ParagraphStyle(
        "body",
        fontName=Face.SONG.value,
        fontSize=BODY,
        leading=29,
        wordWrap="CJK",
        alignment=TA_JUSTIFY,
    )
    ours, theirs = beside(
        lambda: compose([Span(TEXT, Face.SONG)], MEASURE, BODY, missing=set()),
        lambda: Paragraph(TEXT, style).wrap(MEASURE, 10_000),
        20,
    )
    return told("composer / CJK paragraph", ours / theirs, 0.5, f"{ours * 1e3:.2f} ms")


def archive_against_layout() -> str:
    papers = [a_notice(number) for number in range(5)]

    def layout() -> bytes:
        sheet = Sheet("x")
        notice.write_notice(sheet, papers[0])
        sheet.canvas.showPage()
        return sheet.finish()

    raw = layout()
    written, passed = seconds(layout, 5), seconds(lambda: archive(raw, date(2026, 11, 18)), 5)
    return told("archive pass / layout", passed / written, 0.6, f"layout {written * 1e3:.0f} ms")


def one_file_against_many(count: int = 300) -> str:
    papers = [a_notice(number) for number in range(count)]
    notice.notice_pdf(papers[0])
    began = time.perf_counter()
    merged = notice.notices_pdf(papers)
    one = time.perf_counter() - began
    began = time.perf_counter()
    for paper in papers:
        notice.notice_pdf(paper)
    many = time.perf_counter() - began
    size = f"{one:.1f} s against {many:.1f} s, {len(merged.pdf) / 1e6:.1f} MB"
    return told(f"{count} in one file / {count} files", one / many, 0.5, size)


def size_beside_photos() -> str:
    paper = a_notice(1)
    photos = len({photo.jpeg for one in paper.items for photo in one.photos})
    given = sum(len(one) for one in {photo.jpeg for each in paper.items for photo in each.photos})
    beside = len(notice.notice_pdf(paper).pdf) - given
    return told(f"bytes beside {photos} photos / 160 KB", beside / 160_000, 1.0, f"{beside} B")


_PEAK = (
    "import resource, sys; from benchmarks.bench_documents import a_notice;"
    "from inspector.documents.notice import notices_pdf;"
    "notices_pdf([a_notice(n) for n in range(int(sys.argv[1]))]);"
    "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)"
)


def peak_memory() -> str:
    few, many = (
        int(
            subprocess.run(
                [sys.executable, "-c", _PEAK, str(count)],
                check=True,
                capture_output=True,
                text=True,
            ).stdout
        )
        for count in (30, 300)
    )
    return told("peak memory of 300 / of 30", many / few, 1.5, f"{many / 1024:.0f} MB")


def ledger_memory(rows: int = 50_000) -> str:
    row = LedgerRow(
        label="E2A4-022",
        inspected_on=date(2026, 11, 17),
        town="新桥湾街道",
        point="临湾村改居片区",
        description="3个垃圾桶满冒，垃圾散落约2㎡",
        deduction=Decimal("1.00"),
    )
    paper = LedgerPaper(
        title="台账",
        office_name="区城管考核办",
        first_day=date(2026, 10, 26),
        last_day=date(2026, 11, 25),
        as_of=date(2026, 11, 19),
        rows=[replace(row, label=f"E2A4-{at:05d}") for at in range(rows)],
    )
    tracemalloc.start()
    before = tracemalloc.get_traced_memory()[0]
    made = ledger_xlsx(paper)
    peak = (tracemalloc.get_traced_memory()[1] - before) / 1e6
    tracemalloc.stop()
    return told(
        f"{rows} rows, MB / 30", peak / 30, 1.0, f"{peak:.1f} MB, file {len(made) / 1e6:.1f} MB"
    )


def against_other_engines() -> Iterator[str]:
    """The same words, rows and photos; an engine that is not installed is told and left out."""
    paper = a_notice(1)
    for engine, most in (("weasyprint", 0.1), ("typst", 1.0)):
        if not other_engines.is_here(engine):
            yield f"     notice / {engine}: not installed (pip install -e '.[bench]')"
            continue
        make = other_engines.maker(engine, paper)
        size = len(make()) // 1000
        ours, theirs = beside(lambda: notice.notice_pdf(paper), make)
        detail = f"{ours * 1e3:.0f} ms, theirs {size} KB in {theirs * 1e3:.0f} ms"
        yield told(f"notice / {engine}", ours / theirs, most, detail)


def slides_with_photos(slides: int = 40) -> str:
    """A before-and-after pair to a slide, 80 different photos, besides cover and ranking."""
    photos = [PhotoOnPaper(jpeg=jpeg(at), role="") for at in range(2 * slides)]
    pages = tuple(
        Mended(
            title="整改前后：钟楼步行街非机动车乱停",
            before=photos[2 * at],
            after=photos[2 * at + 1],
            done="划定停放区3处，10月20日复查合格。",
            place="钟楼步行街（南入口）",
        )
        for at in range(slides)
    )
    paper = DeckPaper(
        office=a_notice(1).office,
        name="青屿区城市管理综合考核",
        month="10月份",
        held_on=date(2026, 10, 28),
        as_of=date(2026, 10, 25),
        ranking_title="",
        ranking_note="",
        groups=(),
        mended=pages,
    )
    content, count = deck_pptx(paper)
    spent = seconds(lambda: deck_pptx(paper))
    size = f"{spent:.2f} s, {count} slides, {len(content) / 1e6:.1f} MB"
    return told(f"{slides} slides with {2 * slides} photos, s / 2", spent / 2, 1.0, size)


def told(what: str, ratio: float, most: float, detail: str) -> str:
    kept = "ok" if ratio <= most else "OVER"
    return f"{kept:4} {what}: {ratio:.2f} (≤ {most}); {detail}"


if __name__ == "__main__":
    for bench in (
        composer_against_paragraph,
        archive_against_layout,
        size_beside_photos,
        one_file_against_many,
        peak_memory,
        ledger_memory,
        slides_with_photos,
    ):
        sys.stdout.write(bench() + "\n")
        sys.stdout.flush()
    for line in against_other_engines():
        sys.stdout.write(line + "\n")
        sys.stdout.flush()
