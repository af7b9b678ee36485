"""What goes to a unit in one folder, and what comes back on its feedback sheet."""

from datetime import date
from pathlib import Path

import PIL.Image
import pytest

from inspector.app.capture import record
from inspector.app.ledger import show_issue
from inspector.app.package import pack
from inspector.app.rectify import verify_fix
from inspector.app.replies_in import import_replies
from inspector.app.workspace import Workspace
from inspector.domain.errors import InputError
from tests.builders import OTHER_POINT, a_draft, a_photo, issued
from tests.documents.filled_in import filled_in, with_floating, with_pictures_in_cells
from tests.photos.builders import a_jpeg, a_picture

AFTER_1 = a_jpeg(image=a_picture(90, 60))
AFTER_2 = a_jpeg(image=a_picture(120, 60))


@pytest.fixture
def labels(ws: Workspace) -> list[str]:
    """Three problems of one unit, on one notice, in the order of its list."""
    made = [
        record(ws, a_draft(on=n / 10, spot=spot, photos=(a_photo(),)))
        for n, spot in enumerate(("东门", "南侧", "主巷"))
    ]
    (notice,) = issued(ws)
    by_issue = {one.issue: one.label for one in made}
    return [by_issue[issue] for issue in notice.issues]


@pytest.fixture
def sheet(ws: Workspace, labels: list[str], tmp_path: Path) -> bytes:
    """The feedback sheet of that notice."""
    assert labels
    (package,) = pack(ws, tmp_path / "package")
    (xlsx,) = [Path(one) for one in package.files if one.endswith(".xlsx")]
    return xlsx.read_bytes()


def sent_back(ws: Workspace, folder: Path, content: bytes, name: str = "反馈.xlsx") -> object:
    (folder / name).write_bytes(content)
    told = import_replies(ws, [folder / name])
    return (told.added, told.changed, told.unchanged, [one.reason for one in told.rejected])


def replies(ws: Workspace, label: str) -> list[tuple[str, list[str]]]:
    """Measures of each reply to an issue, with the content names of its photos."""
    case = show_issue(ws, label)
    after = {photo.subject: [] for photo in case.photos}
    for photo in case.photos:
        after[photo.subject].append(photo.sha256)
    return [(deed.words, after.get(deed.id, [])) for deed in case.deeds if deed.what == "reply"]


def test_a_package_holds_everything_the_contact_needs(
    ws: Workspace, labels: list[str], tmp_path: Path
) -> None:
    (package,) = pack(ws, tmp_path / "out")

    names = sorted(Path(one).name.split("-")[-1] for one in package.files if "照片" not in one)
    assert names == [
        "交办长图.png",
        "整改反馈单.xlsx",
        "整改通知书.pdf",
        "群发文字.txt",
        "送达回执.pdf",
    ]
    photos = [Path(one) for one in package.files if "照片" in one]
    assert len(photos) == len(labels)
    for photo in photos:
        with PIL.Image.open(photo) as picture:
            assert not picture.getexif()  # no place, no camera, nobody's name leaves the office
    text = next(Path(one) for one in package.files if one.endswith(".txt")).read_text("utf-8-sig")
    assert [line[0] for line in text.splitlines()[1:4]] == ["1", "2", "3"]
    assert "共3件" in text


def test_units_get_folders_of_their_own_and_nothing_of_each_other(
    ws: Workspace, tmp_path: Path
) -> None:
    record(ws, a_draft(spot="东门"))
    record(ws, a_draft(point=OTHER_POINT, spot="西门"))
    issued(ws)

    packages = pack(ws, tmp_path / "out")

    assert len({one.unit for one in packages}) == len(packages) == 2
    for one in packages:
        (text,) = [Path(file) for file in one.files if file.endswith(".txt")]
        assert text.read_text("utf-8-sig").count("\n1. ") == 1
        assert "\n2. " not in text.read_text("utf-8-sig")


def test_nothing_issued_is_nothing_to_pack(ws: Workspace, tmp_path: Path) -> None:
    record(ws, a_draft())

    with pytest.raises(InputError) as refused:
        pack(ws, tmp_path / "out")

    assert refused.value.code == "nothing"


def test_a_filled_in_row_is_a_reply_and_coming_again_adds_nothing(
    ws: Workspace, labels: list[str], sheet: bytes, tmp_path: Path
) -> None:
    answer = {"整改措施": "已清运", "完成日期": date(2026, 8, 4), "联系电话": "0571000"}
    content = filled_in(sheet, {2: answer})

    assert sent_back(ws, tmp_path, content) == (1, 0, 0, [])
    assert sent_back(ws, tmp_path, content, "再发一遍.xlsx") == (0, 0, 1, [])

    assert [words for words, _photos in replies(ws, labels[1])] == ["已清运"]
    assert replies(ws, labels[0]) == []
    assert show_issue(ws, labels[1]).issue.state == "replied"


def test_a_corrected_sheet_adds_to_what_the_first_said(
    ws: Workspace, labels: list[str], sheet: bytes, tmp_path: Path
) -> None:
    sent_back(ws, tmp_path, filled_in(sheet, {1: {"整改措施": "清理中"}}))

    assert sent_back(ws, tmp_path, filled_in(sheet, {1: {"整改措施": "已清理"}})) == (0, 1, 0, [])
    assert [words for words, _photos in replies(ws, labels[0])] == ["清理中", "已清理"]


def test_a_floating_picture_belongs_to_the_row_it_lies_in(
    ws: Workspace, labels: list[str], sheet: bytes, tmp_path: Path
) -> None:
    content = with_floating(sheet, AFTER_1, first=2, last=2)

    assert sent_back(ws, tmp_path, content) == (1, 0, 0, [])
    ((_words, photos),) = replies(ws, labels[1])
    assert len(photos) == 1


def test_one_picture_over_several_rows_answers_each_of_them(
    ws: Workspace, labels: list[str], sheet: bytes, tmp_path: Path
) -> None:
    content = with_floating(sheet, AFTER_1, first=1, last=3)

    assert sent_back(ws, tmp_path, content) == (3, 0, 0, [])
    assert len({tuple(photos) for one in labels for _words, photos in replies(ws, one)}) == 1


def test_pictures_wps_keeps_inside_cells_are_read(
    ws: Workspace, labels: list[str], sheet: bytes, tmp_path: Path
) -> None:
    content = with_pictures_in_cells(
        filled_in(sheet, {1: {"整改措施": "已清理"}}), {1: AFTER_1, 3: AFTER_2}
    )

    assert sent_back(ws, tmp_path, content) == (2, 0, 0, [])
    ((words, first),) = replies(ws, labels[0])
    ((said, third),) = replies(ws, labels[2])
    assert (words, said) == ("已清理", "见照片")
    assert len(first) == len(third) == 1
    assert first != third


def test_a_refused_row_becomes_a_dispute_once(
    ws: Workspace, labels: list[str], sheet: bytes, tmp_path: Path
) -> None:
    content = filled_in(sheet, {3: {"退单理由": "不属本单位职责"}})

    assert sent_back(ws, tmp_path, content) == (1, 0, 0, [])
    assert sent_back(ws, tmp_path, content) == (0, 0, 1, [])
    (dispute,) = [one for one in show_issue(ws, labels[2]).deeds if one.what == "dispute"]
    assert "不属本单位职责" in dispute.words


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ({"完成日期": "过几天"}, "看不懂"),
        ({"完成日期": date(2026, 7, 1)}, "早于发现日期"),
        ({"完成日期": date(2030, 1, 1)}, "还没到"),
    ],
)
def test_a_row_that_cannot_be_taken_is_named_and_bars_no_other(
    ws: Workspace, labels: list[str], sheet: bytes, tmp_path: Path, cells: dict, reason: str
) -> None:
    content = filled_in(sheet, {1: {"整改措施": "甲", **cells}, 2: {"整改措施": "乙"}})
    (tmp_path / "反馈.xlsx").write_bytes(content)

    told = import_replies(ws, [tmp_path / "反馈.xlsx"])

    assert told.added == 1
    ((row, column, why),) = [(one.row, one.column, one.reason) for one in told.rejected]
    assert (row, column) == (5, "完成日期")
    assert reason in why
    assert replies(ws, labels[0]) == []


def test_days_written_by_hand_are_read(
    ws: Workspace, labels: list[str], sheet: bytes, tmp_path: Path
) -> None:
    content = filled_in(
        sheet,
        {
            1: {"整改措施": "甲", "完成日期": "8月4日"},
            2: {"整改措施": "乙", "完成日期": "2026.8.4"},
            3: {"整改措施": "丙", "完成日期": 46238},
        },
    )

    assert sent_back(ws, tmp_path, content) == (3, 0, 0, [])
    done = ws.db.execute("select distinct substr(done, 1, 10) from reply").fetchall()
    assert done == [("2026-08-04",)]


def test_a_closed_problem_takes_no_more_answers(
    ws: Workspace, labels: list[str], sheet: bytes, tmp_path: Path
) -> None:
    verify_fix(ws, labels[0], passed=True)

    told = sent_back(ws, tmp_path, filled_in(sheet, {1: {"整改措施": "迟到的"}}))

    assert told == (0, 0, 0, ["已销号或已作废，不再收反馈"])


def test_a_dry_run_counts_and_takes_nothing(
    ws: Workspace, labels: list[str], sheet: bytes, tmp_path: Path
) -> None:
    (tmp_path / "f.xlsx").write_bytes(filled_in(sheet, {1: {"整改措施": "已清运"}}))

    assert import_replies(ws, [tmp_path / "f.xlsx"], dry_run=True).added == 1
    assert replies(ws, labels[0]) == []


def test_a_sheet_of_their_own_is_refused_and_ours_beside_it_goes_in(
    ws: Workspace, labels: list[str], sheet: bytes, tmp_path: Path
) -> None:
    assert labels
    (tmp_path / "自己做的.xlsx").write_bytes(b"PK not a workbook")
    (tmp_path / "反馈.xlsx").write_bytes(filled_in(sheet, {1: {"整改措施": "已清运"}}))

    told = import_replies(ws, [tmp_path / "自己做的.xlsx", tmp_path / "反馈.xlsx"])

    assert (told.added, [one.file for one in told.rejected]) == (1, ["自己做的.xlsx"])
    with pytest.raises(InputError) as refused:
        import_replies(ws, [tmp_path / "自己做的.xlsx"])
    assert refused.value.code == "not_a_sheet"
