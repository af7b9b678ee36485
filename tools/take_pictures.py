"""Takes a picture of each room in each theme, of a workspace or of the drawn office of the tests.

python tools/take_pictures.py FOLDER [--workspace WS] [--size 2560x1440 --scale 2] [--rooms home]
"""

import argparse
import os
import sys
import time
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PIL import Image
from PySide6.QtCore import QEventLoop
from PySide6.QtWidgets import QApplication

from ui.desk import Desk
from ui.faces import load_faces
from ui.look import Look
from ui.office import Office
from ui.tasks import TaskRunner
from ui.theme import THEMES
from ui.workspace_office import WorkspaceOffice

_EXIF, _TAKEN = 0x8769, 0x9003  # the EXIF block, DateTimeOriginal in it
_GPS, _GPS_DAY = 0x8825, 29
ROOMS = (
    *("home", "capture", "ledger", "recheck"),
    *("notices", "scores", "map", "merge", "register", "settings"),
)
LISTS = ("blind", "assigned", "outside")
SHEET = (
    "点位编号,名称,类型,镇街,经度,纬度,备注",
    "003-OR-90,河滨新村,老旧小区,桐荫街道,83.4512,38.8551,新建",
    "003-OR-91,河滨二村,老旧小区,桐荫街道,83.4520,北纬38,",
    "003-FM-92,河滨市场,菜市场,桐荫街道,83.4533,38.8562,",
)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--workspace", type=Path)
    parser.add_argument("--size", default="1366x768", help="pixels of the picture")
    parser.add_argument("--scale", type=int, default=1, help="pixels of a screen point")
    parser.add_argument("--rooms", default=",".join(ROOMS))
    parser.add_argument("--themes", default=",".join(theme.code for theme in THEMES))
    parser.add_argument("--photos", type=Path, nargs="*", default=[])
    parser.add_argument("--day", help="put the photos to this day, as 2026-09-12")
    parser.add_argument("--bundles", type=Path, nargs="*", default=[])
    given = parser.parse_args()
    os.environ["QT_SCALE_FACTOR"] = str(given.scale)  # read once, when Qt starts
    app = QApplication(sys.argv[:1])
    given.folder.mkdir(parents=True, exist_ok=True)
    for picture in take(app, given):
        print(picture)


def take(app: QApplication, given: argparse.Namespace) -> Iterator[Path]:
    """Open the window once a theme and walk through its rooms."""
    width, high = (int(part) // given.scale for part in given.size.split("x"))
    look, runner = Look(load_faces()), TaskRunner()
    photos = given.photos or _drawn_photos(given)
    if given.day:
        photos = [_put_to_day(photo, given) for photo in photos]
    for theme in THEMES:
        if theme.code not in given.themes.split(","):
            continue
        look.wear(theme)
        office, now = _office(given)
        desk = Desk(look, office, runner, lambda now=now: now)
        desk.window.resize(width, high)
        desk.window.show()
        for code in given.rooms.split(","):
            room = desk.window.open_room(code)
            _settle(app, 2.5 if given.workspace else 0.7)
            if code == "capture":
                _fill_the_form(app, room, photos, 4 if given.workspace else 0.7)
            if code == "merge":
                room.presenter.take_in(given.bundles or [Path("/mnt/usb/1120.db")])
                _settle(app, 4 if given.workspace else 0.7)
            for name, further in (("", lambda: None), *_further(code, room, given.folder)):
                further()
                _settle(app, 1.5 if given.workspace else 0.4)
                path = given.folder / f"{code}{name}-{theme.code}-{given.size}.png"
                desk.window.grab().save(str(path))
                yield path
        desk.window.close()
    runner.close()


def _further(code: str, room: object, folder: Path) -> tuple[tuple[str, Callable[[], object]], ...]:
    """What else a room shows: a form, an import, other pages; each goes on from the one before."""
    if code == "settings":
        return (
            ("-own", lambda: room.open_page("own")),
            ("-wording", lambda: room.open_page("wording")),
            ("-about", lambda: room.open_page("about")),
        )
    if code == "capture":
        return _in_capture(room)
    if code == "notices":
        return _in_notices(room)
    if code == "scores":
        return _in_scores(room)
    if code == "map":
        return _map_pages(room)
    if code == "register":
        sheet = folder / "points.csv"
        sheet.write_text("\n".join(SHEET), "utf-8")
        return (
            ("-form", room.presenter.edit),
            ("-import", lambda: (room.presenter.cancel(), room.importing.open("points", sheet))),
        )
    return ()


def _in_capture(room: object) -> tuple[tuple[str, Callable[[], object]], ...]:
    """The checklist of the point half answered, a fault written in place, all answered."""

    from ui.rooms.capture.checklist.sheet import Answer

    def answer() -> None:
        for letter in "YYXYY":
            room.checklist.presenter.answer(Answer(letter))
        room.checklist.presenter.type("6")

    return (
        ("-deadline", room.presenter.ask_deadline),
        ("-list", lambda: (room.presenter.begin_anew(), room.toggle_checklist())),
        ("-answers", answer),
        ("-fault", lambda: room.checklist.presenter.answer_at("P3.03.01", Answer.FAULT)),
        ("-recorded", lambda: (room.form.phrase.edit.insertPlainText("3"), room._save())),
        (
            "-past",
            lambda: (room.window().toast.hide(), room.checklist.stand_on("P3.03.01")),
        ),
        ("-whole", room.checklist.presenter.pass_the_rest),
    )


def _in_notices(room: object) -> tuple[tuple[str, Callable[[], object]], ...]:
    """A fault that is mended, the register, a paper that is withdrawn, feedback that came back."""
    from tests.ui.fake_papers import TAKEN
    from ui.rooms.notices.carrying import words_of

    drafts = room.drafts
    return (
        ("-mend", lambda: [drafts.mending.open(c) for c in drafts._cures.values() if c.mend][:1]),
        ("-book", lambda: (room.drafts.step_out(), room.turn_over())),
        ("-void", room.book.ask_void),
        ("-taken", lambda: room.show_taken(TAKEN, words_of(TAKEN))),
    )


def _in_scores(room: object) -> tuple[tuple[str, Callable[[], object]], ...]:
    """A number that is tried, a dispute that is ruled on, a statement."""
    return (
        ("-numbers", lambda: room.open_page(1)),
        ("-try", lambda: room.trying.presenter.set("overdue.per_day", "0.3")),
        ("-disputes", lambda: room.open_page(2)),
        ("-ruling", lambda: room.disputes._incline("reduced")),
        ("-statement", lambda: room.open_page(3)),
        ("-lists", lambda: room.open_page(4)),
        *((f"-{code}", lambda code=code: room.lists._kinds.choose(code)) for code in LISTS),
    )


def _map_pages(room: object) -> tuple[tuple[str, Callable[[], object]], ...]:
    """A chosen point, the other themes, the day's route, a point being moved."""
    from ui.rooms.map.sheet import Theme

    presenter = room.presenter

    def choose() -> None:
        point = presenter.lines()[0].key  # known once the sheet has been read
        presenter.choose(point)
        room.choose_line(point)

    def move() -> None:
        presenter.plan_route()
        choose()
        presenter.start_move()
        presenter.shift(30, 18)
        presenter.set_down()

    return (
        ("-card", choose),
        ("-issues", lambda: presenter.choose_theme(Theme.ISSUES)),
        ("-returned", lambda: presenter.choose_theme(Theme.RETURNED)),
        ("-grids", lambda: presenter.choose_theme(Theme.GRIDS)),
        ("-route", lambda: (presenter.choose_theme(Theme.COVERAGE), presenter.plan_route())),
        ("-move", move),
    )


def _office(given: argparse.Namespace) -> tuple[Office, datetime]:
    if given.workspace:
        office = WorkspaceOffice(given.workspace)
        return office, datetime.now().astimezone(office.standing().zone)
    from tests.ui.fake_days import NOW
    from tests.ui.fake_office import FakeOffice

    return FakeOffice(given.folder / "photos"), NOW


def _drawn_photos(given: argparse.Namespace) -> list[Path]:
    from tests.ui.drawn import draw_scene

    folder = given.folder / "card"
    return [draw_scene(folder / f"IMG_{n}.jpg", seed=n, size=1280) for n in range(40, 46)]


def _put_to_day(photo: Path, given: argparse.Namespace) -> Path:
    """A copy whose camera says that day, at the same hour."""
    copy = given.folder / "card" / photo.name
    copy.parent.mkdir(parents=True, exist_ok=True)
    with Image.open(photo) as image:
        exif = image.getexif()
        taken = exif.get_ifd(_EXIF)
        hour = str(taken[_TAKEN]).partition(" ")[2]
        taken[_TAKEN] = f"{given.day.replace('-', ':')} {hour}"
        exif.get_ifd(_GPS)[_GPS_DAY] = given.day.replace("-", ":")
        image.save(copy, quality=95, exif=exif)
    return copy


def _fill_the_form(app: QApplication, room: object, photos: list[Path], seconds: float) -> None:
    """Type what a person would type for a usual finding, short of saving."""
    from tests.ui.typing_hand import record_usual_finding

    record_usual_finding(room, photos, settle=lambda: _settle(app, seconds), save=False)


def _settle(app: QApplication, seconds: float = 0.7) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        app.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 50)
        time.sleep(0.01)


if __name__ == "__main__":
    main()
