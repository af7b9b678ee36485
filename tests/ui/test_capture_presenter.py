"""A finding is recorded with what is known filled in and nothing asked twice."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

from inspector.domain.errors import MachineError
from tests.ui.conftest import AtOnce, Later
from tests.ui.fake_days import NOW
from tests.ui.fake_office import FakeOffice
from ui.capture_told import Draft, Foreseen, Recorded, TrayGroup, TrayPhoto, VariantChoice
from ui.far_office import GONE
from ui.office import Tell
from ui.rooms.capture.presenter import CapturePresenter, Fault
from ui.rooms.capture.tray_groups import with_settled
from ui.rooms.capture.verdict import ShownVerdict

PHOTOS = [Path(f"IMG_{number}.jpg") for number in range(1, 5)]


class Surface:
    """Remembers the last of each kind of thing it was shown."""

    def __init__(self) -> None:
        self.asked = ""
        self.verdict: ShownVerdict | None = None
        self.fault: Fault | None = None
        self.recorded: list[Recorded] = []
        self.shown: dict[str, tuple[Any, ...]] = {}
        self.recent: list[str] = []

    def ask_for(self, field: str) -> None:
        self.asked = field

    def show_verdict(self, verdict: ShownVerdict | None) -> None:
        self.verdict = verdict

    def show_form_fault(self, fault: Fault | None) -> None:
        self.fault = fault

    def show_recorded(self, recorded: Recorded) -> None:
        self.recorded.append(recorded)

    def offer_standards(self, standards: list[object], recent: list[str]) -> None:
        self.recent = list(recent)

    def __getattr__(self, name: str) -> Callable[..., None]:
        def keep(*values: object, **named: object) -> None:
            self.shown[name] = (*values, *named.values())

        return keep


def sitting(
    office: FakeOffice, runner: AtOnce | Later, *, photos: bool = True
) -> tuple[CapturePresenter, Surface]:
    """A form with photos taken in, point and spot proposed."""
    surface = Surface()
    presenter = CapturePresenter(surface, office, runner, lambda: NOW)
    presenter.open()
    if photos:
        presenter.take_in(PHOTOS)
    return presenter, surface


def fill(presenter: CapturePresenter) -> None:
    presenter.choose_standard("P3.03.01")
    presenter.write_note("北门垃圾桶满冒，垃圾散落约3㎡")


def test_photos_propose_point_and_spot_and_ask_for_the_standard(
    office: FakeOffice, at_once: AtOnce
) -> None:
    presenter, surface = sitting(office, at_once)
    assert (presenter.draft.point, presenter.draft.spot) == ("003-OR-04", "北门")
    assert surface.asked == "standard"


def test_the_rule_speaks_as_soon_as_point_and_standard_are_known(
    office: FakeOffice, at_once: AtOnce
) -> None:
    presenter, surface = sitting(office, at_once)
    assert surface.verdict is None
    presenter.choose_standard("P3.03.01")
    assert surface.verdict is not None
    assert [kind for kind, _words in surface.verdict.flags] == ["repeat", "rebound"]
    assert len(surface.verdict.photos) == 3


def test_an_older_answer_of_the_rule_is_not_shown(office: FakeOffice) -> None:
    later = Later()
    presenter, surface = sitting(office, later)
    while later.waiting:
        later.run()
    presenter.choose_standard("P3.03.01")
    presenter.choose_standard("P5.01.02")
    later.run(1, 0)
    assert surface.verdict is not None
    assert surface.verdict.kind == "new"


def test_a_person_may_say_it_is_another_place_and_take_it_back(
    office: FakeOffice, at_once: AtOnce
) -> None:
    presenter, surface = sitting(office, at_once)
    presenter.choose_standard("P3.03.01")
    presenter.rule_same_place("none")
    assert surface.verdict is not None
    assert surface.verdict.kind == "new"
    presenter.rule_same_place(surface.verdict.answer_as)
    assert presenter.draft.same_as == ""


def test_saving_records_what_stands_in_the_form_and_goes_to_the_next_photo(
    office: FakeOffice, at_once: AtOnce
) -> None:
    presenter, surface = sitting(office, at_once)
    fill(presenter)
    presenter.save()
    assert len(office.recorded) == 1
    assert office.recorded[0].note == "北门垃圾桶满冒，垃圾散落约3㎡"
    assert office.recorded[0].photos == (PHOTOS[0],)
    assert presenter.draft.photos == (PHOTOS[1],)
    assert presenter.draft.standard == ""
    assert surface.asked == "standard"


def test_the_standard_used_last_is_offered_first(office: FakeOffice, at_once: AtOnce) -> None:
    presenter, surface = sitting(office, at_once)
    fill(presenter)
    presenter.save()
    assert surface.recent == ["P3.03.01"]


def test_a_second_problem_keeps_the_photo_point_and_spot(
    office: FakeOffice, at_once: AtOnce
) -> None:
    presenter, _surface = sitting(office, at_once)
    fill(presenter)
    presenter.same_photo_again()
    assert len(office.recorded) == 1
    assert presenter.draft.photos == (PHOTOS[0],)
    assert presenter.draft.spot == "北门"


def test_without_a_standard_nothing_is_saved_and_the_field_is_named(
    office: FakeOffice, at_once: AtOnce
) -> None:
    presenter, surface = sitting(office, at_once)
    presenter.save()
    assert office.recorded == []
    assert surface.fault is not None
    assert surface.fault.field == surface.asked == "standard"


def test_a_blank_left_open_is_asked_for(office: FakeOffice, at_once: AtOnce) -> None:
    presenter, surface = sitting(office, at_once)
    presenter.choose_standard("P3.03.01")
    presenter.write_note("北门垃圾桶满冒，垃圾散落约＿＿㎡")
    presenter.save()
    assert office.recorded == []
    assert surface.asked == "note"


def test_pressing_save_twice_records_once(office: FakeOffice) -> None:
    later = Later()
    presenter, _surface = sitting(office, later)
    while later.waiting:
        later.run()
    fill(presenter)
    presenter.save()
    presenter.save()
    while later.waiting:
        later.run()
    assert len(office.recorded) == 1


def test_a_draft_is_gone_on_with_after_a_restart(office: FakeOffice, at_once: AtOnce) -> None:
    before, _surface = sitting(office, at_once)
    fill(before)
    before.keep_draft()
    after, surface = sitting(office, at_once, photos=False)
    assert after.draft.standard == "P3.03.01"
    assert after.draft.note == "北门垃圾桶满冒，垃圾散落约3㎡"
    assert surface.shown["show_draft_state"] == ("草稿停在今天 16:18，接着写",)


def test_what_was_recorded_leaves_no_draft(office: FakeOffice, at_once: AtOnce) -> None:
    presenter, _surface = sitting(office, at_once)
    fill(presenter)
    presenter.save()
    assert office.load_draft() == ""


def test_an_unreadable_draft_is_passed_over(office: FakeOffice, at_once: AtOnce) -> None:
    office.drafts.append('{"point": 3')
    presenter, _surface = sitting(office, at_once, photos=False)
    assert presenter.draft.point == ""


def test_the_same_photos_are_taken_in_once(office: FakeOffice, at_once: AtOnce) -> None:
    presenter, surface = sitting(office, at_once)
    presenter.take_in(PHOTOS)
    groups = surface.shown["show_tray"][0]
    assert sum(len(group.photos) for group in groups) == len(PHOTOS)  # type: ignore[attr-defined]


def test_mended_on_the_spot_asks_the_rule_for_the_new_price(
    office: FakeOffice, at_once: AtOnce
) -> None:
    presenter, _surface = sitting(office, at_once)
    fill(presenter)
    presenter.mend_on_the_spot(ticked=True)
    presenter.save()
    assert office.recorded[0].on_the_spot


def test_the_rule_is_asked_anew_for_a_photo_of_another_day(
    office: FakeOffice, at_once: AtOnce
) -> None:
    presenter, _surface = sitting(office, at_once)
    presenter.choose_standard("P3.03.01")
    asked: list[object] = []
    foresee = office.foresee

    def count(draft: Draft) -> Foreseen:
        asked.append(draft.found_at)
        return foresee(draft)

    office.foresee = count  # type: ignore[method-assign]
    first, *rest = presenter._groups
    other_day = replace(first.photos[1], taken_at=NOW - timedelta(days=9))
    photos = (first.photos[0], other_day, *first.photos[2:])
    presenter._groups = (replace(first, photos=photos), *rest)
    presenter.step_photo(1)
    assert len(asked) == 1


def test_a_file_taken_in_twice_lies_in_the_tray_once(office: FakeOffice, at_once: AtOnce) -> None:
    presenter, _surface = sitting(office, at_once)
    before = len(presenter._order())
    presenter._take_groups(office.sort_photos(PHOTOS))
    assert len(presenter._order()) == before


def test_photos_can_be_used_before_anybody_has_looked_at_them(office: FakeOffice) -> None:
    later = Later()
    presenter, surface = sitting(office, later)
    later.run()  # stored and grouped; what looks at them waits in line
    assert presenter._order() == PHOTOS
    assert surface.shown["show_photo"][0] is not None


def test_what_was_seen_of_a_photo_replaces_what_stood_in_the_tray(
    office: FakeOffice, at_once: AtOnce
) -> None:
    sorted_first = office.sort_photos(PHOTOS)
    photo = replace(sorted_first[0].photos[0], facts=(("triangle-alert", "与 7 月的照片相同"),))
    office.settled = (
        replace(sorted_first[0], photos=(photo, *sorted_first[0].photos[1:])),
        *sorted_first[1:],
        TrayGroup(photos=(), name="这批照片", notes=("1 张与以前的照片相同",)),
    )
    presenter, surface = sitting(office, at_once)
    assert presenter._order() == PHOTOS
    assert surface.shown["show_photo"][0] == photo
    assert [note for group in presenter._groups for note in group.notes][-1:] == [
        "1 张与以前的照片相同"
    ]


def test_one_look_at_photos_is_under_way_at_a_time(office: FakeOffice) -> None:
    later = Later()
    presenter, _surface = sitting(office, later, photos=False)
    while later.waiting:
        later.run()
    looks = counted(office)
    presenter._take_sorted(office.sort_photos([Path("first.jpg")]))
    presenter._take_sorted(office.sort_photos([Path("second.jpg")]))
    later.run()
    assert len(looks) == 1
    while later.waiting:
        later.run()
    assert len(looks) == 2


def test_photos_are_sorted_and_looked_at_again_where_the_back_office_was_lost(
    office: FakeOffice, at_once: AtOnce
) -> None:
    looks = counted(office, gone=1)
    presenter, surface = sitting(office, at_once)
    assert len(looks) == 2
    assert presenter._order() == PHOTOS
    assert "后台停了" in str(surface.shown["show_fault"][0])


def test_a_photo_that_brings_the_office_down_each_time_is_looked_at_twice(
    office: FakeOffice, at_once: AtOnce
) -> None:
    looks = counted(office, gone=99)
    presenter, surface = sitting(office, at_once)
    assert len(looks) == 2
    assert presenter._order() == PHOTOS
    assert surface.shown["show_tray"][0] == presenter._groups


def counted(office: FakeOffice, *, gone: int = 0) -> list[int]:
    """Each look at photos; the first ``gone`` of them bring the back office down."""
    looks: list[int] = []

    def look(tell: Tell | None = None) -> Sequence[TrayGroup]:
        del tell
        looks.append(len(looks))
        if len(looks) <= gone:
            raise MachineError("后台停了", code=GONE)
        return ()

    office.settle_photos = look  # type: ignore[method-assign]
    return looks


def test_a_photo_seen_from_the_store_keeps_the_name_it_came_with() -> None:
    came = TrayPhoto(path=Path("ab12"), thumb=Path("ab12"), name="IMG_1.jpg", taken_at=NOW)
    again = replace(came, name="ab12", thumb=Path("thumb"))
    (group,) = with_settled((TrayGroup(photos=(came,)),), (TrayGroup(photos=(again,)),))
    assert (group.photos[0].name, group.photos[0].thumb) == ("IMG_1.jpg", Path("thumb"))


def test_notes_of_an_earlier_batch_stay_when_another_is_settled() -> None:
    earlier = TrayGroup(photos=(), name="这批照片", notes=("相机快了 8 分钟",))
    first = TrayGroup(photos=(), name="这批照片", notes=("2 张没有定位",))
    last = TrayGroup(photos=(), name="这批照片", notes=("2 张没有定位", "1 张像经过编辑"))
    assert with_settled((earlier, first), (last,)) == (earlier, last)


def test_another_unit_goes_into_the_finding(office: FakeOffice, at_once: AtOnce) -> None:
    presenter, surface = sitting(office, at_once)
    fill(presenter)
    presenter.ask_unit()
    assert surface.asked == "unit"
    presenter.choose_unit("T-3")
    presenter.save()
    assert office.recorded[0].unit == "T-3"


def test_another_deadline_goes_into_the_finding_until_the_standards_own_is_taken(
    office: FakeOffice, at_once: AtOnce
) -> None:
    presenter, surface = sitting(office, at_once)
    fill(presenter)
    presenter.ask_deadline()
    assert surface.asked == "deadline"
    (offered,) = surface.shown["offer_deadlines"]
    keys = {one.name: one.key for one in offered}
    assert keys["明天"] == (NOW + timedelta(days=1)).date().isoformat()
    presenter.choose_deadline(keys["明天"])
    assert surface.asked == "note"
    assert surface.verdict is not None
    assert ("期限", f"{NOW + timedelta(days=1):%m-%d} 前", "登记时定") in surface.verdict.facts
    presenter.choose_deadline(keys["按标准"])
    assert ("期限", "2 工作时", "送达起算") in surface.verdict.facts
    presenter.choose_deadline(keys["明天"])
    presenter.save()
    assert office.recorded[0].deadline == keys["明天"]


def test_the_next_case_of_the_standard_is_priced_anew(office: FakeOffice, at_once: AtOnce) -> None:
    presenter, _surface = sitting(office, at_once)
    presenter.choose_standard("P3.03.01")
    cases = (VariantChoice(code="a", words="一般"), VariantChoice(code="b", words="外溢"))
    known = presenter._standards["P3.03.01"]
    presenter._standards["P3.03.01"] = replace(known, variants=cases)
    presenter.next_variant()
    assert presenter.draft.variant == "b"
    presenter.next_variant()
    assert presenter.draft.variant == "a"
