"""A photo once covered never leaves uncovered; marks travel, the original stays as it was."""

import subprocess
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from PIL import Image
from sqlite_utils import Database

from inspector.app import office
from inspector.app.bulletin import write_bulletin
from inspector.app.capture import record
from inspector.app.deck import write_deck
from inspector.app.handover import export
from inspector.app.history import import_events
from inspector.app.ledger import SCREEN, THUMB, photo_file
from inspector.app.ledger_sheet import write_ledger
from inspector.app.marks import Drawn, Marked, mark, marks
from inspector.app.merging import found_from, merge
from inspector.app.notice_register import reprint, void_notice
from inspector.app.package import pack
from inspector.app.patrol import write_patrol
from inspector.app.pictures import layers_of, picture
from inspector.app.statement import Payer, write_statement
from inspector.app.workspace import Workspace
from inspector.domain.errors import InputError, NeedsPerson
from inspector.domain.issue_filter import IssueFilter
from inspector.domain.mark import MarkKind
from inspector.photos.renditions import Kind
from tests.app.test_stats import TOWN
from tests.builders import NOW, a_draft, day, issued
from tests.photos.builders import a_file, a_jpeg, a_place, a_tiff
from tests.photos.secret import COVER, a_picture_with_a_plate, plate_shows

REDACT = Drawn(kind=MarkKind.REDACT, numbers=COVER)
MONTH = "2026-08"


@dataclass(frozen=True, slots=True)
class Shot:
    """A photo with a plate on it, its content, and the label of the finding it shows."""

    sha256: str
    file: Path
    label: str


@pytest.fixture
def shot(ws: Workspace, tmp_path: Path) -> Shot:
    tiff = a_tiff(make="HUAWEI", taken="2026:08:03 09:00:00", **a_place(39.9, 116.4))
    content = a_jpeg(tiff, a_picture_with_a_plate(), quality=92)
    file = a_file(tmp_path, "IMG_1.jpg", content)
    label = record(ws, a_draft(photos=(file,), spot="东门")).label
    sha256 = ws.db.execute("select sha256 from photo").fetchone()[0]
    return Shot(sha256=sha256, file=file, label=label)


def pictures_in(file: Path, folder: Path) -> list[bytes]:
    """Every picture a stranger's tools get out of a file."""
    if file.suffix == ".pdf":
        place = folder / f"of-{file.stem}"
        place.mkdir(exist_ok=True)
        subprocess.run(["pdfimages", "-png", file, place / "p"], check=True)
        return [one.read_bytes() for one in sorted(place.iterdir())]
    if file.suffix in (".xlsx", ".docx", ".pptx"):
        with zipfile.ZipFile(file) as parts:
            return [parts.read(name) for name in parts.namelist() if "/media/" in name]
    return [file.read_bytes()] if file.suffix in (".jpg", ".png") else []


def a_notice(ws: Workspace, out: Path) -> list[Path]:
    return [Path(file) for one in issued(ws, out=out) for file in one.files]


def a_package(ws: Workspace, out: Path) -> list[Path]:
    issued(ws)
    return [Path(file) for one in pack(ws, out) for file in one.files]


def the_months_papers(ws: Workspace, out: Path) -> list[Path]:
    issued(ws)
    files = [out / "bulletin.pdf", out / "statement.pdf", out / "patrol.pdf", out / "ledger.xlsx"]
    write_bulletin(ws, MONTH, files[0])
    write_statement(ws, Payer(town=TOWN), MONTH, files[1])
    write_patrol(ws, day(1).date().isoformat(), files[2])
    write_ledger(ws, IssueFilter(), files[3])
    return files


def the_deck(ws: Workspace, out: Path) -> list[Path]:
    """What is shown on a wall: the slide of a town that was seen often enough to be ranked."""
    seen = {"do": "inspect", "at": day(1).isoformat(), "pass": ["P3.02.01"]}
    visits = [seen | {"point": one.code} for one in ws.register.points if one.town == TOWN]
    import_events(ws, {"history": {"events": visits}})
    write_deck(ws, MONTH, out / "deck.pptx")
    return [out / "deck.pptx"]


def papers_in_word(ws: Workspace, out: Path) -> list[Path]:
    """The papers an office edits before it signs them."""
    made = issued(ws, out=out, formats=("docx",), form="table")
    return [Path(file) for one in made for file in one.files]


PAPERS = [a_notice, a_package, the_months_papers, the_deck, papers_in_word]


@pytest.mark.parametrize("papers", PAPERS)
def test_a_covered_photo_is_covered_in_every_paper(
    ws: Workspace,
    shot: Shot,
    tmp_path: Path,
    papers: Callable[[Workspace, Path], list[Path]],
) -> None:
    mark(ws, shot.sha256, [REDACT])

    made = papers(ws, tmp_path / "out")

    by_file = {file.name: pictures_in(file, tmp_path) for file in made}
    assert any(len(found) > 0 for found in by_file.values())
    shown = [name for name, found in by_file.items() for one in found if plate_shows(one)]
    assert shown == []


@pytest.mark.parametrize("papers", PAPERS)
def test_the_look_itself_finds_what_is_not_covered(
    ws: Workspace,
    shot: Shot,
    tmp_path: Path,
    papers: Callable[[Workspace, Path], list[Path]],
) -> None:
    assert shot.label
    made = papers(ws, tmp_path / "out")

    assert any(plate_shows(one) for file in made for one in pictures_in(file, tmp_path))


@pytest.mark.parametrize("kind", list(Kind))
def test_marks_change_what_is_shown_and_never_the_original(
    ws: Workspace, shot: Shot, kind: Kind
) -> None:
    before = picture(ws, shot.sha256, kind)
    mark(ws, shot.sha256, [REDACT])
    after = picture(ws, shot.sha256, kind)

    assert (plate_shows(before.read_bytes()), plate_shows(after.read_bytes())) == (True, False)
    assert ws.photo_store.path(shot.sha256).read_bytes() == shot.file.read_bytes()
    with Image.open(after) as opened:
        assert not opened.getexif()


def test_the_window_shows_it_as_it_would_be_sent(ws: Workspace, shot: Shot) -> None:
    mark(ws, shot.sha256, [REDACT])

    for kind in (THUMB, SCREEN):
        file = photo_file(ws, shot.sha256, kind)
        assert file is not None
        assert not plate_shows(file.read_bytes())


def test_a_mark_taken_off_is_drawn_no_more_but_stays_in_the_record(
    ws: Workspace, shot: Shot
) -> None:
    (added,) = mark(ws, shot.sha256, [REDACT]).added
    told = mark(ws, shot.sha256, remove=[added])

    assert (told.removed, told.marks) == ((added,), ())
    assert plate_shows(picture(ws, shot.sha256, Kind.PRINT).read_bytes())
    assert ws.db.execute("select count(*) from mark").fetchone()[0] == 1
    with pytest.raises(InputError, match="没有这个标注"):
        mark(ws, shot.sha256, remove=[added])


def test_a_notice_issued_before_its_photo_was_covered_is_not_handed_out_again(
    ws: Workspace, shot: Shot, tmp_path: Path
) -> None:
    (made,) = issued(ws)
    assert reprint(ws, str(made.number), tmp_path / "first").is_file()
    mark(ws, shot.sha256, [REDACT])

    with pytest.raises(NeedsPerson, match="后来才遮挡"):
        reprint(ws, str(made.number), tmp_path / "second")
    with pytest.raises(NeedsPerson, match="后来才遮挡"):
        pack(ws, tmp_path / "package")

    void_notice(ws, str(made.number), "照片要遮挡")
    (anew,) = issued(ws)
    assert reprint(ws, str(anew.number), tmp_path / "third").is_file()
    assert pack(ws, tmp_path / "package")


def test_an_arrow_drawn_later_keeps_no_notice_back(
    ws: Workspace, shot: Shot, tmp_path: Path
) -> None:
    (made,) = issued(ws)
    mark(ws, shot.sha256, [Drawn(kind=MarkKind.ARROW, numbers=(0.1, 0.1, 0.5, 0.5))])

    assert reprint(ws, str(made.number), tmp_path / "again").is_file()


def test_prints_that_travel_are_covered_and_originals_travel_whole(
    ws: Workspace, shot: Shot, tmp_path: Path
) -> None:
    """Between laptops of the office originals are evidence; prints are to look at."""
    mark(ws, shot.sha256, [REDACT])
    export(ws, tmp_path / "prints.db", photos="print")
    export(ws, tmp_path / "all.db", photos="all")

    (sent,) = blobs(tmp_path / "prints.db")
    assert not plate_shows(sent)
    assert blobs(tmp_path / "all.db") == [shot.file.read_bytes()]


def blobs(bundle: Path) -> list[bytes]:
    db = Database(bundle)
    rows = db.execute(
        "select data from blob where kind != 'document' order by hash, part"
    ).fetchall()
    db.close()
    return [row[0] for row in rows]


def test_a_laptop_with_only_the_print_covers_what_is_covered_later(
    ws: Workspace, shot: Shot, tmp_path: Path
) -> None:
    export(ws, tmp_path / "prints.db", photos="print")
    with found_from(tmp_path / "other", tmp_path / "prints.db", clock=lambda: NOW) as other:
        assert plate_shows(picture(other, shot.sha256, Kind.PRINT).read_bytes())
        mark(ws, shot.sha256, [REDACT, Drawn(kind=MarkKind.TEXT, numbers=(0, 0), words="车牌")])
        export(ws, tmp_path / "marks.db", photos="none")

        merge(other, [tmp_path / "marks.db"])

        assert [one.kind for one in marks(other, shot.sha256).marks] == ["redact", "text"]
        for kind in Kind:
            assert not plate_shows(picture(other, shot.sha256, kind).read_bytes())
        assert layers_of(other, shot.sha256) == layers_of(ws, shot.sha256)


def test_the_stamp_says_time_and_place_until_the_office_says_otherwise(
    ws: Workspace, shot: Shot
) -> None:
    name = ws.register.point("003-OR-04").name
    assert layers_of(ws, shot.sha256).stamp == ("2026-08-03 09:00", f"{name}（东门）")

    office.set_fields(ws, {"stamp": "hash,place"})
    assert layers_of(ws, shot.sha256).stamp[0] == f"{name}（东门）"
    assert shot.sha256[:12] in layers_of(ws, shot.sha256).stamp[1]
    assert office.read(ws)["stamp"] == "place,hash"

    office.set_fields(ws, {"stamp": "none"})
    assert layers_of(ws, shot.sha256).stamp == ()
    with pytest.raises(InputError, match="水印"):
        office.set_fields(ws, {"stamp": "weather"})


def test_a_photo_without_time_is_stamped_with_none(ws: Workspace, tmp_path: Path) -> None:
    """The time of the finding is not the photo's: no stamp says what the file does not."""
    record(ws, a_draft(photos=(a_file(tmp_path, "x.jpg", a_jpeg()),)))
    sha256 = ws.db.execute("select sha256 from photo").fetchone()[0]

    assert layers_of(ws, sha256).stamp == (ws.register.point("003-OR-04").name,)


@pytest.mark.parametrize(
    "wrong",
    [
        Drawn(kind=MarkKind.REDACT, numbers=(0.9, 0.9, 0.2, 0.2)),
        Drawn(kind=MarkKind.TEXT, numbers=(0.1, 0.1), words=" "),
        Drawn(kind=MarkKind.TEXT, numbers=(0.1, 0.1), words="长" * 201),
    ],
)
def test_a_senseless_mark_is_refused_and_nothing_of_its_deed_is_kept(
    ws: Workspace, shot: Shot, wrong: Drawn
) -> None:
    with pytest.raises(InputError):
        mark(ws, shot.sha256, [REDACT, wrong])

    assert marks(ws, shot.sha256) == Marked(photo=shot.sha256, marks=())


def test_a_photo_is_named_by_content_its_beginning_or_a_file(ws: Workspace, shot: Shot) -> None:
    for name in (shot.sha256, shot.sha256[:8].upper(), str(shot.file)):
        assert marks(ws, name).photo == shot.sha256
    for name in ("abcdef" * 10, str(shot.file.parent), "no such file", "\0"):
        with pytest.raises(InputError, match="没有这张照片"):
            marks(ws, name)


_AT_TAKE_IN = {"photos/take_in.py", "photos/prepare.py"}  # the bare thumb, before any mark


def test_pictures_are_made_in_one_place() -> None:
    """Whoever would draw a rendition elsewhere could forget what must be covered."""
    rooms = Path(picture.__code__.co_filename).parents[1]
    drawing = {
        file.relative_to(rooms).as_posix()
        for file in rooms.rglob("*.py")
        if "rendition(" in file.read_text("utf-8") or "rendition_path(" in file.read_text("utf-8")
    }

    assert drawing == {"app/pictures.py", "photos/renditions.py", *_AT_TAKE_IN}
