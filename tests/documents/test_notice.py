"""A notice measured as a stranger's tools see it, not by our own constants."""

import subprocess
import sys
from dataclasses import replace
from hashlib import md5
from io import BytesIO
from itertools import pairwise
from pathlib import Path

import pikepdf
import pytest

from inspector.documents.notice import notice_pdf, notices_pdf
from inspector.documents.paper import NoticePaper, Trouble, UnitOnPaper
from inspector.domain.errors import InputError
from inspector.domain.unit import Relation
from tests.documents.papers import BUREAU, a_notice, a_photo, a_problem, a_repeat
from tests.documents.reading import fonts_of, running_text, words_of

LEFT, RIGHT, TOP, BOTTOM = 28.0, 184.0, 37.0, 262.0  # millimetres, GB/T 9704-2012
STOPS = "，。、；：？！”’）》"
FORBIDDEN_IN_LETTERS = ("督办", "限期", "责令", "扣分", "通报")


def test_full_lines_run_from_edge_to_edge(tmp_path: Path) -> None:
    body = [word for word in words_of(tmp_path, notice_pdf(a_notice()).pdf) if word.page == 1]
    full = [word for word in body if word.left < 28.1 and word.right > 180 and word.top > 190]

    assert full
    for word in full:
        if word.text[-1] not in STOPS:
            assert word.right == pytest.approx(RIGHT, abs=0.1)
        assert word.left == pytest.approx(LEFT, abs=0.1)


def test_a_page_of_body_text_has_28_characters_in_22_lines(tmp_path: Path) -> None:
    long = "城市管理" * 200
    words = words_of(tmp_path, notice_pdf(a_notice(1, items=(a_problem(description=long),))).pdf)
    lines = [word for word in words if word.page == 2 and word.top < BOTTOM - 3]

    assert len(lines) == 22
    assert {len(word.text) for word in lines} == {28}
    pitches = {round(b.top - a.top, 2) for a, b in pairwise(lines)}
    assert all(pitch == pytest.approx(225 / 22, abs=0.02) for pitch in pitches)


def test_nothing_lies_outside_the_type_area_but_the_page_number(tmp_path: Path) -> None:
    for word in words_of(tmp_path, notice_pdf(a_notice(7)).pdf):
        if set(word.text) <= set("—0123456789"):
            continue
        assert word.left > LEFT - 0.1
        assert word.right < RIGHT + (3 if word.text[-1] in STOPS else 0.1)
        assert TOP - 1 < word.top < word.bottom < BOTTOM + 1


def test_page_numbers_stand_outside(tmp_path: Path) -> None:
    words = words_of(tmp_path, notice_pdf(a_notice()).pdf)
    dashes = [word for word in words if word.text == "—"]

    odd = [word.right for word in dashes if word.page == 1]
    even = [word.left for word in dashes if word.page == 2]
    character = 14 / 72 * 25.4
    assert max(odd) == pytest.approx(RIGHT - character, abs=0.2)
    assert min(even) == pytest.approx(LEFT + character, abs=0.2)


def test_no_line_of_the_body_begins_with_a_stop_or_ends_with_an_opener(tmp_path: Path) -> None:
    paper = a_notice(items=(a_repeat(1), a_repeat(2, spot="河边一排"), a_problem(3)))
    for word in words_of(tmp_path, notice_pdf(paper).pdf):
        assert word.text[0] not in STOPS or word.text[0] == "”"
        assert word.text[-1] not in "（《“"


def test_every_font_is_embedded_and_ours(tmp_path: Path) -> None:
    fonts = fonts_of(tmp_path, notice_pdf(a_notice(3, qr=True, paper_id="p", digest="d")).pdf)

    assert fonts
    for font in fonts:
        assert "+Inspector" in font[0]
        assert font[-5:-2] == ["yes", "yes", "yes"]  # embedded, subset, mapped to Unicode


def test_rare_names_can_be_copied_from_the_paper(tmp_path: Path) -> None:
    paper = a_notice(items=(a_problem(description="张㛃、李䶮、王𬭎门前堆物"), a_problem(2)))
    text = running_text(tmp_path, notice_pdf(paper).pdf)

    assert "张㛃、李䶮、王𬭎门前堆物" in text


def test_the_bytes_of_the_photos_are_left_alone() -> None:
    paper = a_notice(items=(a_problem(1, photos=3), a_problem(2, photos=2)))
    given = {md5(photo.jpeg).hexdigest() for one in paper.items for photo in one.photos}
    with pikepdf.open(_file(paper)) as file:
        streams = [one for one in file.objects if isinstance(one, pikepdf.Stream)]
        images = [one for one in streams if one.get("/Subtype") == "/Image"]
        printed = {md5(one.read_raw_bytes()).hexdigest() for one in images}

    assert printed == given


def _file(paper: NoticePaper) -> BytesIO:
    return BytesIO(notice_pdf(paper).pdf)


def test_photos_of_a_problem_stand_in_one_row_of_equal_height(tmp_path: Path) -> None:
    path = tmp_path / "paper.pdf"
    path.write_bytes(notice_pdf(a_notice(items=(a_problem(1, photos=3), a_problem(2)))).pdf)
    listed = subprocess.run(
        ["pdfimages", "-list", path], check=True, capture_output=True, text=True
    )
    rows = [line.split() for line in listed.stdout.splitlines()[2:]]
    heights = [int(row[4]) / int(row[13]) * 25.4 for row in rows[:3]]

    assert max(heights) - min(heights) < 0.3
    assert max(heights) <= 43.2


def test_the_same_values_give_the_same_bytes_in_any_zone_and_language(tmp_path: Path) -> None:
    script = (
        "import sys; from hashlib import sha256;"
        "from inspector.documents.notice import notice_pdf;"
        "from tests.documents.papers import a_notice;"
        "sys.stdout.write(sha256(notice_pdf(a_notice(3)).pdf).hexdigest())"
    )
    here = Path(__file__).parents[2]
    digests = {
        subprocess.run(
            [sys.executable, "-c", script],
            check=True,
            capture_output=True,
            text=True,
            cwd=here,
            env={"PYTHONPATH": str(here), "TZ": zone, "LANG": lang, "PYTHONHASHSEED": seed},
        ).stdout
        for zone, lang, seed in (("UTC", "C", "1"), ("Asia/Shanghai", "zh_CN.UTF-8", "2"))
    }

    assert len(digests) == 1


def test_a_notice_without_problems_is_refused() -> None:
    with pytest.raises(InputError):
        notice_pdf(a_notice(0))


def test_one_problem_is_told_in_the_body_and_needs_no_list(tmp_path: Path) -> None:
    text = running_text(tmp_path, notice_pdf(a_notice(1)).pdf)

    assert "系首次发现" in text
    assert "问题清单" not in text
    assert "第1次" not in text


@pytest.mark.parametrize("count", [2, 7, 40])
def test_every_problem_has_its_row(count: int, tmp_path: Path) -> None:
    printed = notice_pdf(a_notice(count))
    text = running_text(tmp_path, printed.pdf)

    assert text.count("P3.03.01") == count
    assert f"共{count}件" in text
    assert not printed.warnings


def test_more_than_forty_problems_stand_on_landscape_pages() -> None:
    items = tuple(a_problem(no, photos=0, photo_needed=False) for no in range(1, 61))
    with pikepdf.open(_file(a_notice(items=items))) as file:
        wide = [page for page in file.pages if page.mediabox[2] > page.mediabox[3]]
        last = file.pages[-1]

        assert wide
        assert last.mediabox[2] < last.mediabox[3]


@pytest.mark.parametrize(("photos", "printed"), [(0, 0), (1, 1), (6, 6), (20, 6)])
def test_of_many_photos_the_first_six_are_printed(
    photos: int, printed: int, tmp_path: Path
) -> None:
    paper = a_notice(items=(a_problem(1, photos=photos), a_problem(2, photos=0)))
    made = notice_pdf(paper)
    text = running_text(tmp_path, made.pdf)

    assert text.count("远景") == printed
    assert ("另有14张，见电子版" in text) == (photos == 20)
    assert "无照片" in text


@pytest.mark.parametrize(
    "jpeg",
    [b"", b"GIF89a", Path("nowhere.jpg"), "cut", "exif"],
    ids=["empty", "gif", "gone", "cut", "exif"],
)
def test_a_photo_that_cannot_be_printed_leaves_its_frame_and_a_warning(
    jpeg: bytes | str | Path, tmp_path: Path
) -> None:
    whole = a_photo().jpeg
    assert isinstance(whole, bytes)
    if jpeg == "cut":
        jpeg = whole[:5000]
    elif jpeg == "exif":
        jpeg = whole[:2] + b"\xff\xe1\x00\x08Exif\0\0" + whole[2:]
    broken = a_problem(2, photos=0, photo_needed=True)
    made = notice_pdf(a_notice(items=(a_problem(1), replace(broken, photos=(a_photo(jpeg=jpeg),)))))

    assert [one.kind for one in made.warnings] == [Trouble.PHOTO_UNREADABLE]
    assert made.warnings[0].problem == 2
    assert "照片无法读取" in running_text(tmp_path, made.pdf)


def test_a_long_description_runs_over_pages_and_loses_nothing(tmp_path: Path) -> None:
    long = "".join(f"第{n}处堆放杂物，" for n in range(600))
    made = notice_pdf(a_notice(items=(a_problem(1, description=long), a_problem(2))))

    text = running_text(tmp_path, made.pdf)
    assert "第599处堆放杂物" in text


def test_hostile_notes_print_as_they_are(tmp_path: Path) -> None:
    note = '<b>粗</b>&amp;<img src=/etc/passwd>=HYPERLINK("x")\u202e\x00'
    made = notice_pdf(a_notice(items=(a_problem(1, description=note), a_problem(2))))

    assert '<b>粗</b>&amp;<imgsrc=/etc/passwd>=HYPERLINK("x")' in running_text(tmp_path, made.pdf)


def test_a_long_name_stays_within_the_type_area(tmp_path: Path) -> None:
    name = "澜川市青屿区望澜街道" * 4
    unit = UnitOnPaper(name=name, you="你街道", relation=Relation.SUBORDINATE, place=name)
    office = replace(a_notice().office, name="澜川市青屿区城市管理" * 3)
    made = notice_pdf(a_notice(unit=unit, office=office))

    for word in words_of(tmp_path, made.pdf):
        assert word.left > LEFT - 0.2
        assert word.right < RIGHT + (3 if word.text[-1] in STOPS else 0.2)


def test_a_character_without_a_glyph_blocks_by_a_warning() -> None:
    made = notice_pdf(a_notice(items=(a_problem(description="王\U0010fffd"), a_problem(2))))

    assert [(one.kind, one.detail) for one in made.warnings] == [
        (Trouble.MISSING_GLYPH, "U+10FFFD")
    ]


@pytest.mark.parametrize("relation", [Relation.PEER, Relation.VERTICAL])
@pytest.mark.parametrize("count", [1, 3])
def test_those_who_are_not_below_are_asked_not_ordered(
    relation: Relation, count: int, tmp_path: Path
) -> None:
    items = tuple(a_repeat(no, earlier=()) for no in range(1, count + 1))
    unit = replace(BUREAU, relation=relation)
    text = running_text(tmp_path, notice_pdf(a_notice(unit=unit, items=items)).pdf)

    assert not [word for word in FORBIDDEN_IN_LETTERS if word in text]
    assert "商请贵局" in text
    assert "专此函达" in text


def test_a_repeat_cites_the_paper_that_ordered_it_before(tmp_path: Path) -> None:
    text = running_text(tmp_path, notice_pdf(a_notice(items=(a_repeat(1), a_problem(2)))).pdf)

    assert "《关于限期整改新桥湾街道城市管理问题的通知》（青城考〔2026〕31号）" in text
    assert "不足30日再次发现，系第2次重复问题" in text
    assert "1号，10月20日发现（青城考〔2026〕31号），10月22日销号" in text


def test_the_days_on_paper_are_the_days_in_force(tmp_path: Path) -> None:
    paper = a_notice(items=(a_repeat(1), a_problem(2)), repeat_window_days=45)
    text = running_text(tmp_path, notice_pdf(paper).pdf)

    assert "不足45日" in text
    assert "45日内再次发现" in text


def test_several_notices_in_one_file_are_each_numbered_from_one(tmp_path: Path) -> None:
    made = notices_pdf((a_notice(), a_notice(number="青城考〔2026〕38号")))
    with pikepdf.open(BytesIO(made.pdf)) as file:
        outline = [str(entry.title) for entry in file.open_outline().root]

    assert outline == ["青城考〔2026〕37号 新桥湾街道办事处", "青城考〔2026〕38号 新桥湾街道办事处"]
    words = words_of(tmp_path, made.pdf)
    firsts = [word.page for word in words if word.text == "青屿区城市管理考核办公室文件"]
    assert [page % 2 for page in firsts] == [1, 1]


def test_overhead_beside_the_photos_stays_below_160_kilobytes() -> None:
    paper = a_notice(6)
    photos = sum(len(photo.jpeg) for one in paper.items for photo in one.photos)

    assert len(notice_pdf(paper).pdf) - photos < 160_000


def test_what_the_values_lack_is_told_problem_by_problem() -> None:
    items = (a_problem(1, deadline=""), a_problem(2, photos=0), a_problem(3))
    made = notice_pdf(a_notice(items=items))

    told = [(one.kind, one.problem) for one in made.warnings]
    assert told == [(Trouble.NO_DEADLINE, 1), (Trouble.PHOTO_WANTED, 2)]
