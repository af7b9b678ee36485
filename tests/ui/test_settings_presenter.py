"""The checkup offers one deed a line; what takes long can be called off; preferences are kept."""

from collections.abc import Sequence
from pathlib import Path

from inspector.app.about import About
from inspector.app.care_told import BrokenPhoto, CheckLine, PersonTold, Weight
from inspector.domain.errors import InspectorError
from tests.ui.conftest import AtOnce, Later
from tests.ui.fake_office import FakeOffice
from ui.preferences import BACKUPS, INBOX, LANGUAGE, WORKSPACE, Forgetful, shift_of_sheets
from ui.rooms.settings.presenter import HealthLine, SettingsPresenter
from ui.tasks import Runner


class Surface:
    """Remembers what it was shown."""

    def __init__(self) -> None:
        self.lines: Sequence[HealthLine] = ()
        self.words = ""
        self.people: Sequence[PersonTold] = ()
        self.person = ""
        self.language = ("", "")
        self.is_left = False
        self.backups: Path | None = None
        self.about: About | None = None
        self.copied: list[str] = []
        self.rooms: list[str] = []
        self.folders: list[Path] = []
        self.packs = 0
        self.person_changes = 0
        self.saved: list[str] = []
        self.faults: list[str] = []

    def show_health(self, lines: Sequence[HealthLine], words: str) -> None:
        self.lines, self.words = lines, words

    def show_people(self, people: Sequence[PersonTold], person: str) -> None:
        self.people, self.person = people, person

    def show_language(self, language: str, words: str) -> None:
        self.language = (language, words)

    def show_workspace_left(self) -> None:
        self.is_left = True

    def show_backups(self, folder: Path | None) -> None:
        self.backups = folder

    def show_inbox(self, folder: Path | None) -> None:
        self.inbox = folder

    def show_sheets(self, *, red_head: bool, shift: str) -> None:
        self.sheets = (red_head, shift)

    def show_about(self, about: About) -> None:
        self.about = about

    def copy(self, words: str) -> None:
        self.copied.append(words)

    def open_room(self, code: str) -> None:
        self.rooms.append(code)

    def open_folder(self, folder: Path) -> None:
        self.folders.append(folder)

    def choose_pack(self) -> None:
        self.packs += 1

    def show_person_changed(self) -> None:
        self.person_changes += 1

    def show_saved(self, words: str) -> None:
        self.saved.append(words)

    def show_fault(self, error: InspectorError) -> None:
        self.faults.append(error.message)

    def line(self, code: str) -> HealthLine:
        return next(one for one in self.lines if one.code == code)


def opened(
    office: FakeOffice, runner: Runner, *stalls: str
) -> tuple[SettingsPresenter, Surface, Forgetful]:
    surface, kept = Surface(), Forgetful()
    presenter = SettingsPresenter(surface, office, runner, kept, lambda: stalls)
    presenter.refresh()
    return presenter, surface, kept


def test_what_must_be_done_is_counted_before_what_may_be_looked_at(
    office: FakeOffice, at_once: AtOnce
) -> None:
    _presenter, surface, _kept = opened(office, at_once)
    assert surface.words == "1 项要处理，3 项留意"
    assert surface.line("clock").weight == "danger"


def test_every_line_offers_a_deed(office: FakeOffice, at_once: AtOnce) -> None:
    _presenter, surface, _kept = opened(office, at_once)
    assert len(surface.lines) == 9
    assert all(one.deed for one in surface.lines)


def test_a_backup_goes_where_the_person_said(office: FakeOffice, at_once: AtOnce) -> None:
    presenter, surface, kept = opened(office, at_once)
    presenter.do("backup")
    presenter.choose_backups(Path("/mnt/usb/copies"))
    presenter.do("backup")
    assert office.own_care.backed_up == [None, Path("/mnt/usb/copies")]
    assert kept.read(BACKUPS) == "/mnt/usb/copies"
    assert surface.saved[-1] == "已备份到 /mnt/usb/copies"
    presenter.choose_backups(None)
    assert surface.backups is None


def test_a_backup_is_not_begun_twice(office: FakeOffice, later: Later) -> None:
    presenter, surface, _kept = opened(office, later)
    later.run()
    presenter.do("backup")
    presenter.do("backup")
    assert surface.line("backup").words == "正在备份…"
    later.run()
    assert office.own_care.backed_up == [None]


def test_a_full_disk_is_told_and_a_backup_may_be_tried_again(
    office: FakeOffice, at_once: AtOnce
) -> None:
    presenter, surface, _kept = opened(office, at_once)
    office.own_care.full = True
    presenter.do("backup")
    office.own_care.full = False
    presenter.do("backup")
    assert surface.faults == ["磁盘已满"]
    assert len(office.own_care.backed_up) == 1


def test_sound_originals_are_remembered_and_told(office: FakeOffice, at_once: AtOnce) -> None:
    presenter, surface, _kept = opened(office, at_once)
    presenter.do("photos")
    assert surface.saved == ["重读 2 张，都完好"]
    assert len(office.own_care.remembered) == 1
    assert surface.line("photos").deed == "重读原件"


def test_a_broken_original_is_named_with_its_finding(office: FakeOffice, at_once: AtOnce) -> None:
    broken = BrokenPhoto(sha256="ab", name="IMG_2.jpg", label="K7QF-3", meaning="")
    office.own_care.broken = (broken,)
    presenter, surface, _kept = opened(office, at_once)
    presenter.do("photos")
    assert surface.saved == ["重读 2 张，1 张与登记时不同，第一张 IMG_2.jpg（K7QF-3）"]


def test_reading_is_called_off_by_the_same_key(office: FakeOffice, later: Later) -> None:
    presenter, surface, _kept = opened(office, later)
    later.run()
    presenter.do("photos")
    assert surface.line("photos").deed == "停下"
    presenter.do("photos")
    later.run()
    assert office.own_care.remembered == []
    assert surface.line("photos").deed == "重读原件"


def test_a_digit_does_the_deed_of_its_line(office: FakeOffice, at_once: AtOnce) -> None:
    presenter, surface, _kept = opened(office, at_once)
    presenter.do_nth(3)
    presenter.do_nth(8)
    presenter.do_nth(9)
    presenter.do_nth(12)
    assert surface.rooms == ["merge", "merge"]
    assert surface.packs == 1


def test_the_words_to_compare_are_copied_whole(office: FakeOffice, at_once: AtOnce) -> None:
    presenter, surface, _kept = opened(office, at_once)
    presenter.do("device")
    assert surface.copied == [surface.line("device").words]


def test_doubts_are_copied_one_below_the_other(office: FakeOffice, at_once: AtOnce) -> None:
    office.own_care.doubts.append(
        CheckLine(
            code="doubts",
            weight=Weight.LOOK,
            title="存疑资料",
            words="两个网格重叠 等 2 处",
            details=("两个网格重叠", "一个点位不在任何网格"),
        )
    )
    presenter, surface, _kept = opened(office, at_once)

    presenter.do("doubts")

    assert surface.copied == ["两个网格重叠\n一个点位不在任何网格"]


def test_stalls_of_the_sitting_are_told_and_go_into_the_pack(
    office: FakeOffice, at_once: AtOnce
) -> None:
    presenter, surface, _kept = opened(office, at_once, "210 ms", "140 ms")
    assert surface.line("stalls").weight == "warn"
    assert "2 次" in surface.line("stalls").words
    presenter.write_pack(Path("/mnt/usb/pack.zip"))
    assert office.own_care.packs == [(Path("/mnt/usb/pack.zip"), ("210 ms", "140 ms"))]


def test_another_person_sits_down(office: FakeOffice, at_once: AtOnce) -> None:
    presenter, surface, _kept = opened(office, at_once)
    assert surface.person == "u03"
    presenter.sit_down("u04")
    assert office.own_care.sat == "u04"
    assert surface.person_changes == 1


def test_another_language_waits_for_the_next_start(office: FakeOffice, at_once: AtOnce) -> None:
    presenter, surface, kept = opened(office, at_once)
    presenter.speak("en")
    assert kept.read(LANGUAGE) == "en"
    assert surface.language == ("en", "下次打开时换成这种语言")


def test_another_workspace_is_chosen_at_the_next_start(office: FakeOffice, at_once: AtOnce) -> None:
    presenter, surface, kept = opened(office, at_once)
    kept.keep(WORKSPACE, "/home/u/点位督查/示例区")
    presenter.leave_workspace()
    assert (surface.is_left, kept.read(WORKSPACE)) == (True, "")


def test_the_inbox_is_where_the_person_said_until_it_is_taken_back(
    office: FakeOffice, at_once: AtOnce, tmp_path: Path
) -> None:
    presenter, surface, kept = opened(office, at_once)
    presenter.choose_inbox(tmp_path)
    assert (surface.inbox, kept.read(INBOX)) == (tmp_path, str(tmp_path))
    presenter.choose_inbox(None)
    assert (surface.inbox, kept.read(INBOX)) == (None, "")


def test_how_far_pages_move_is_kept_while_the_printer_holds_plain_sheets(
    office: FakeOffice, at_once: AtOnce
) -> None:
    presenter, surface, kept = opened(office, at_once)
    presenter.refresh()
    assert (surface.sheets, shift_of_sheets(kept)) == ((False, "0,0"), "")
    presenter.choose_sheets(True, "1.5,-2")
    assert shift_of_sheets(kept) == "1.5,-2"
    presenter.choose_sheets(False, "1.5,-2")
    assert (surface.sheets, shift_of_sheets(kept)) == ((False, "1.5,-2"), "")
