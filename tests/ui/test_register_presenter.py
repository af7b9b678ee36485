"""Reference data is found as one types, opened one by one, and written only through its form."""

from collections.abc import Sequence

from inspector.app.register_told import EditTold, Entry, KindTold, Listing, RecordTold
from inspector.domain.errors import InspectorError
from tests.ui.conftest import AtOnce, Later
from tests.ui.fake_office import FakeOffice
from ui.rooms.register import presenter as room
from ui.rooms.register.presenter import RegisterPresenter
from ui.tasks import Runner


class Surface:
    """Remembers what it was shown; a chosen line is opened, as by the list."""

    def __init__(self) -> None:
        self.presenter: RegisterPresenter | None = None
        self.kinds: Sequence[KindTold] = ()
        self.found: Sequence[Entry] = ()
        self.words = ""
        self.record: RecordTold | None = None
        self.history: Sequence[EditTold] = ()
        self.form: RecordTold | None = None
        self.chosen: list[str] = []
        self.saved: list[str] = []
        self.faults: list[str] = []

    def show_kinds(self, kinds: Sequence[KindTold], chosen: str) -> None:
        self.kinds = kinds

    def show_listing(self, listing: Listing, found: Sequence[Entry], words: str) -> None:
        self.found, self.words = found, words

    def show_record(self, record: RecordTold | None) -> None:
        self.record, self.form = record, None

    def show_history(self, edits: Sequence[EditTold]) -> None:
        self.history = edits

    def show_form(self, record: RecordTold) -> None:
        self.form = record

    def choose_entry(self, key: str) -> None:
        self.chosen.append(key)
        assert self.presenter is not None
        self.presenter.choose(key)

    def show_saved(self, words: str) -> None:
        self.saved.append(words)

    def show_fault(self, error: InspectorError) -> None:
        self.faults.append(error.message)


def opened(office: FakeOffice, runner: Runner) -> tuple[RegisterPresenter, Surface]:
    surface = Surface()
    presenter = RegisterPresenter(surface, office, runner)
    surface.presenter = presenter
    presenter.refresh()
    return presenter, surface


def test_the_first_point_is_open_when_the_room_is_entered(
    office: FakeOffice, at_once: AtOnce
) -> None:
    _presenter, surface = opened(office, at_once)
    assert surface.record is not None
    assert surface.record.name == "纺机二村"
    assert len(surface.history) == 2


def test_initials_find_a_point_and_stand_on_it(office: FakeOffice, at_once: AtOnce) -> None:
    presenter, surface = opened(office, at_once)
    presenter.seek("TYNM")
    assert [one.name for one in surface.found] == ["桐荫农贸市场"]
    assert surface.words == "1 / 15 条"
    assert surface.record is not None
    assert surface.record.name == "桐荫农贸市场"


def test_every_word_must_fit(office: FakeOffice, at_once: AtOnce) -> None:
    presenter, surface = opened(office, at_once)
    presenter.seek("老旧 书院")
    assert [one.name for one in surface.found] == ["书院新村"]


def test_nothing_found_leaves_nothing_open(office: FakeOffice, at_once: AtOnce) -> None:
    presenter, surface = opened(office, at_once)
    presenter.seek("没有这样的")
    assert surface.record is None


def test_a_long_list_says_how_much_it_shows(
    office: FakeOffice, at_once: AtOnce, monkeypatch: object
) -> None:
    presenter, surface = opened(office, at_once)
    before, room.MOST_LINES = room.MOST_LINES, 10
    try:
        presenter.seek("")
    finally:
        room.MOST_LINES = before
    assert len(surface.found) == 10
    assert surface.words == "15 条，先列 10 条"


def test_an_answer_for_the_kind_before_is_dropped(office: FakeOffice, later: Later) -> None:
    presenter, surface = opened(office, later)
    presenter.choose_kind("units")
    later.run()
    later.run()
    assert [one.name for one in surface.found] == ["区环卫中心"]


def test_a_record_opened_too_late_is_not_shown(office: FakeOffice, later: Later) -> None:
    presenter, surface = opened(office, later)
    later.run()
    later.run()
    presenter.choose("point:003-AR-02")
    presenter.choose("point:003-BS-05")
    later.run(2)
    later.run(1)
    assert surface.record is not None
    assert surface.record.code == "003-BS-05"


def test_only_what_differs_is_written_with_its_reason(office: FakeOffice, at_once: AtOnce) -> None:
    presenter, surface = opened(office, at_once)
    presenter.edit()
    assert surface.form is not None
    said = {one.name: one.text for one in surface.form.fields} | {"phone": "000-1"}
    presenter.save(said, "换号")
    assert office.own_register.amended == [("point:003-OR-04", {"phone": "000-1"}, "换号")]
    assert surface.saved == ["已改 纺机二村：电话"]
    assert not presenter.is_writing


def test_a_field_that_cannot_be_leaves_the_form_open(office: FakeOffice, at_once: AtOnce) -> None:
    presenter, surface = opened(office, at_once)
    presenter.edit()
    presenter.save({"lat": "北纬"}, "")
    assert surface.faults == ["纬度：不是数字：北纬"]
    assert presenter.is_writing


def test_leaving_the_form_shows_the_record_again(office: FakeOffice, at_once: AtOnce) -> None:
    presenter, surface = opened(office, at_once)
    presenter.edit()
    presenter.cancel()
    assert surface.form is None
    assert surface.record is not None
    assert office.own_register.amended == []


def test_a_new_point_is_added_and_stood_on(office: FakeOffice, at_once: AtOnce) -> None:
    presenter, surface = opened(office, at_once)
    presenter.add()
    presenter.save({"code": "003-OR-03", "zh": "纺机一村", "type": "OR"}, "")
    assert office.own_register.added == [{"code": "003-OR-03", "zh": "纺机一村", "type": "OR"}]
    assert surface.saved == ["已添加"]
    assert surface.chosen[-1] == "point:003-OR-03"


def test_a_code_that_is_taken_is_told_and_the_form_stays(
    office: FakeOffice, at_once: AtOnce
) -> None:
    presenter, surface = opened(office, at_once)
    presenter.add()
    presenter.save({"code": "003-OR-04", "zh": "又一个"}, "")
    assert surface.faults == ["已有这个编号"]
    assert presenter.is_writing


def test_what_is_not_entered_by_hand_has_no_form(office: FakeOffice, at_once: AtOnce) -> None:
    presenter, surface = opened(office, at_once)
    presenter.choose_kind("profiles")
    presenter.edit()
    presenter.add()
    assert surface.form is None


def test_an_open_form_outlives_a_second_look_at_the_room(
    office: FakeOffice, at_once: AtOnce
) -> None:
    presenter, surface = opened(office, at_once)
    presenter.edit()
    presenter.refresh()
    assert surface.form is not None
    assert presenter.is_writing


def test_a_result_entered_by_mistake_is_withdrawn_with_its_reason(
    office: FakeOffice, at_once: AtOnce
) -> None:
    presenter, surface = opened(office, at_once)
    presenter.choose_kind("outside")
    presenter.edit()

    presenter.withdraw("误登")

    assert office.own_register.withdrawn == [("outside", "outside:1", "误登")]
    assert surface.saved[-1].startswith("已撤回")
    assert not presenter.is_writing


def test_a_point_is_never_withdrawn(office: FakeOffice, at_once: AtOnce) -> None:
    presenter, _surface = opened(office, at_once)
    presenter.edit()

    presenter.withdraw("不要了")

    assert office.own_register.withdrawn == []
