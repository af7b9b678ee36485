"""The mind of 问题登记: what is known, what to ask next, what the rule says about it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Protocol

from inspector.domain.errors import InspectorError
from inspector.text import _
from ui.capture_told import (
    Draft,
    Foreseen,
    PointChoice,
    Recorded,
    StandardChoice,
    TrayGroup,
    TrayPhoto,
    UnitChoice,
)
from ui.issue_told import IssueCase
from ui.match import Choice
from ui.moments import when
from ui.office import Office
from ui.rooms.capture.deadlines import BY_STANDARD, deadlines_from
from ui.rooms.capture.kept import newest, write_down
from ui.rooms.capture.phrase import SPOT, has_blank, settle
from ui.rooms.capture.settling import Settling
from ui.rooms.capture.tray_groups import less_known, with_settled
from ui.rooms.capture.verdict import ShownVerdict, shown_verdict
from ui.slip import Slip
from ui.tasks import Runner

BLANK = Draft(point="", spot="", standard="", photos=(), found_at=None, note="")


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """What a field lacks and how to mend it."""

    field: str
    words: str


class CaptureSurface(Protocol):
    def show_tray(self, groups: Sequence[TrayGroup], done: frozenset[Path]) -> None: ...
    def show_photo(self, photo: TrayPhoto | None, number: int, total: int) -> None: ...
    def show_photos_of_form(self, photos: Sequence[TrayPhoto]) -> None: ...
    def offer_points(self, points: Sequence[Choice]) -> None: ...
    def offer_spots(self, spots: Sequence[str]) -> None: ...
    def offer_standards(self, standards: Sequence[Choice], recent: Sequence[str]) -> None: ...
    def offer_units(self, units: Sequence[Choice]) -> None: ...
    def offer_deadlines(self, deadlines: Sequence[Choice]) -> None: ...
    def show_point(self, name: str, code: str) -> None: ...
    def show_spot(self, spot: str) -> None: ...
    def show_standard(self, title: str, code: str) -> None: ...
    def show_phrase(
        self, phrases: Sequence[str], number: int, filled: Mapping[str, str]
    ) -> None: ...
    def show_note(self, note: str) -> None: ...
    def show_on_the_spot(self, *, ticked: bool) -> None: ...
    def show_verdict(self, verdict: ShownVerdict | None) -> None: ...
    def show_draft_state(self, words: str) -> None: ...
    def show_form_fault(self, fault: Fault | None) -> None: ...
    def show_taking(self, now: int, total: int) -> None: ...
    def show_saved(self, words: str) -> None: ...
    def show_recorded(self, recorded: Recorded) -> None: ...
    def show_fault(self, error: InspectorError) -> None: ...
    def ask_for(self, field: str) -> None: ...


class CapturePresenter:
    """Keeps the draft; every change of point, spot or standard asks the rule anew."""

    def __init__(
        self,
        view: CaptureSurface,
        office: Office,
        runner: Runner,
        now: Callable[[], datetime],
        slip: Slip | None = None,
    ) -> None:
        """``slip`` is where the window itself writes down what the office has not kept yet."""
        self._view, self._office, self._runner, self._now = view, office, runner, now
        self._slip = slip or Slip()
        self._is_keeping = self._is_behind = self._is_dropped_late = False
        self._written_at: datetime | None = None
        self.draft = BLANK
        self._groups: tuple[TrayGroup, ...] = ()
        self._points: dict[str, PointChoice] = {}
        self._standards: dict[str, StandardChoice] = {}
        self._recent: list[str] = []
        self._done: set[Path] = set()
        self._last_photo: TrayPhoto | None = None
        self._photo: TrayPhoto | None = None
        self._phrase = 0
        self._asked = 0
        self._rule_asked_for: tuple[object, ...] = ()
        self._opened = False
        self._left = BLANK
        self._left_photos: tuple[Path, ...] = ()
        self._saving: Draft | None = None
        self._wanted_point = ""
        self.keeps_point = False  # a checklist is answered: no photo leads elsewhere
        self._settling = Settling(
            office,
            runner,
            tell=view.show_taking,
            done=self._take_settled,
            failed=self._fail_taking,
            rest=self._show_tray,
            lost=self._sort_again,
        )

    def open(self) -> None:
        """Read the points once and go on with the draft that was left."""
        if self._opened:
            return
        self._opened = True
        self._runner.read(self._office.points, self._take_points, self._view.show_fault)

    def take_in(self, paths: Sequence[Path]) -> None:
        """Sort photos onto points and stand on the first; photos already here stay."""
        known = {photo.path for group in self._groups for photo in group.photos}
        self._sort([path for path in paths if path not in known])

    def _sort(self, paths: Sequence[Path]) -> None:
        if paths:
            self._view.show_taking(0, 0)
            self._runner.carry_out(
                lambda tell: self._office.sort_photos(paths, tell),
                self._take_sorted,
                self._fail_taking,
                self._view.show_taking,
                self._show_tray,
            )

    def _fail_taking(self, error: InspectorError) -> None:
        self._show_tray()
        self._view.show_fault(error)

    def _show_tray(self) -> None:
        self._view.show_tray(self._groups, frozenset(self._done))

    def choose_photo(self, path: Path) -> None:
        """Stand on a photo: it becomes the finding's, its group proposes point and spot."""
        for group in self._groups:
            for photo in group.photos:
                if photo.path == path:
                    self._stand_on(photo, group)

    def add_photo(self, path: Path) -> None:
        """A further photo of the same finding; a second time takes it out again."""
        photos = self.draft.photos
        if path in photos and len(photos) > 1:
            photos = tuple(one for one in photos if one != path)
        elif path not in photos:
            photos = (*photos, path)
        self._change(replace(self.draft, photos=photos))
        self._show_form_photos()

    def step_photo(self, by: int) -> None:
        """The photo before or after, across groups."""
        order = self._order()
        if order:
            at = order.index(self._photo.path) if self._photo else 0
            self.choose_photo(order[min(max(at + by, 0), len(order) - 1)])

    def step_photo_here(self, by: int) -> None:
        """Another photo of this point for the finding, of those nothing was recorded of yet."""
        here = [
            photo
            for group in self._groups
            if group.point == self.draft.point
            for photo in group.photos
            if photo.path not in self._done
        ]
        paths = [photo.path for photo in here]
        if here:
            standing = self.draft.photos[0] if self.draft.photos else None
            at = paths.index(standing) + by if standing in paths else 0
            photo = here[min(max(at, 0), len(here) - 1)]
            self._change(replace(self.draft, photos=(photo.path,), found_at=photo.taken_at))
            self._show_form_photos()

    def drop_recorded_photos(self) -> None:
        """The next fault has photos of its own, or none."""
        photos = tuple(path for path in self.draft.photos if path not in self._done)
        if photos != self.draft.photos:
            self.draft = replace(self.draft, photos=photos)
            self._show_form_photos()

    def begin_anew(self) -> None:
        """Put aside what was begun; point and spot stay, photos go."""
        self._clear_standard()
        self._change(replace(self.draft, photos=(), found_at=None))
        self._show_form_photos()
        self._view.show_draft_state("")
        self._drop_draft()

    def _drop_draft(self) -> None:
        self._is_dropped_late = False
        self._runner.write(
            lambda: self._office.save_draft(""), lambda _nothing: None, self._view.show_fault
        )

    def choose_point(self, code: str, *, ask_next: bool = True, proposal: str = "") -> None:
        """``proposal`` says how sure we are, where it was not the person who chose."""
        point = self._points.get(code)
        if point is None:
            return
        spot = self.draft.spot if code == self.draft.point else ""
        self._change(replace(self.draft, point=code, spot=spot, same_as=""))
        self._view.show_point(point.name, proposal or point.code)
        self._view.offer_spots(point.spots)
        self._view.show_spot(spot)
        self._runner.read(
            lambda: (code, self._office.standards(code)),
            self._take_standards,
            self._view.show_fault,
        )
        self._ask_rule()
        if ask_next:
            self._view.ask_for("spot" if point.spots and not spot else "standard")

    def choose_spot(self, spot: str) -> None:
        if spot == self.draft.spot:
            return
        self._change(replace(self.draft, spot=spot, same_as=""))
        self._view.show_spot(spot)
        self._show_phrase()
        self._ask_rule()

    def choose_nth_spot(self, number: int) -> bool:
        """Take the point's spot of that number, where none is known yet; whether there was one."""
        point = self._points.get(self.draft.point)
        spots = point.spots if point is not None and not self.draft.spot else ()
        if number > len(spots):
            return False
        self.choose_spot(spots[number - 1])
        return True

    def choose_standard(self, code: str) -> None:
        """Its phrase goes into the form with the spot filled in, the caret into the first blank."""
        standard = self._standards.get(code)
        if standard is None:
            return
        self._phrase = 0
        self._change(replace(self.draft, standard=code, same_as="", variant=""))
        self._view.show_standard(standard.title, standard.code)
        self._show_phrase()
        self._ask_rule()
        self._view.ask_for("note")

    def knows(self, standard: str) -> bool:
        """Whether it can be chosen; the standards come a moment after their point."""
        return standard in self._standards

    def next_phrase(self, by: int = 1) -> None:
        standard = self._standards.get(self.draft.standard)
        if standard is not None and standard.phrases:
            self._phrase = (self._phrase + by) % len(standard.phrases)
            self._show_phrase()

    def write_note(self, words: str) -> None:
        self._change(replace(self.draft, note=settle(words)))

    def mend_on_the_spot(self, *, ticked: bool) -> None:
        self._change(replace(self.draft, on_the_spot=ticked))
        self._view.show_on_the_spot(ticked=ticked)
        self._ask_rule()

    def next_variant(self) -> None:
        """The next case of the standard: what it costs and how much time it gives."""
        standard = self._standards.get(self.draft.standard)
        codes = [one.code for one in standard.variants] if standard else []
        if len(codes) < 2:
            self._view.show_saved(_("这条标准没有别的情形"))
            return
        here = codes.index(self.draft.variant) if self.draft.variant in codes else 0
        self._change(replace(self.draft, variant=codes[(here + 1) % len(codes)]))
        self._ask_rule()

    def ask_unit(self) -> None:
        """Offer every unit, where the one filled in is not the one responsible."""

        def show(units: Sequence[UnitChoice]) -> None:
            self._view.offer_units(
                [
                    Choice(key=one.code, name=one.name, initials=one.initials, words=one.kind)
                    for one in units
                ]
            )
            self._view.ask_for("unit")

        self._runner.read(self._office.units, show, self._view.show_fault)

    def choose_unit(self, code: str) -> None:
        self._change(replace(self.draft, unit=code))
        self._ask_rule()
        self._view.ask_for("note")

    def ask_deadline(self) -> None:
        """Offer the standard's own and a few days, where the place cannot wait or needs longer."""
        self._view.offer_deadlines(deadlines_from(self._now()))
        self._view.ask_for("deadline")

    def choose_deadline(self, day: str) -> None:
        """The end of this day, an ISO date; :data:`BY_STANDARD` for the standard's own."""
        self._change(replace(self.draft, deadline="" if day == BY_STANDARD else day))
        self._ask_rule()
        self._view.ask_for("note")

    def rule_same_place(self, same_as: str) -> None:
        """The person decides: an earlier issue's label, or ``none`` for a place of its own."""
        back = "" if same_as == self.draft.same_as else same_as
        self._change(replace(self.draft, same_as=back))
        self._ask_rule()

    def keep_draft(self) -> None:
        """Write the form down; called at most half a second after a key and when leaving.

        Of two that were written down the later is gone on with, so their moments never go back,
        not even where the clock of this machine does.
        """
        if not (self.draft.standard or self.draft.note):
            if self._is_dropped_late:
                self._drop_draft()
            return  # what was proposed is proposed again
        self._written_at = _after(self._written_at, self._now())
        text = write_down(self.draft, self._written_at)
        self._slip.write(text)
        if self._is_keeping:
            self._is_behind = True  # one at a time: an office that is busy is not heaped up
            return
        self._is_keeping = True
        self._runner.write(lambda: self._office.save_draft(text), self._kept, self._not_kept)

    def _kept(self, _nothing: None) -> None:
        self._view.show_saved(_("已自动保存"))
        self._keep_the_newest()

    def _not_kept(self, error: InspectorError) -> None:
        self._view.show_fault(error)
        self._keep_the_newest()

    def _keep_the_newest(self) -> None:
        self._is_keeping, was_behind = False, self._is_behind
        self._is_behind = False
        if was_behind:
            self.keep_draft()

    def save(self, *, stay: bool = False) -> None:
        """Record the finding; then the next photo, or the same one again where ``stay``."""
        fault = self._lacking()
        self._view.show_form_fault(fault)
        if fault is not None:
            self._view.ask_for(fault.field)
            return
        draft = self.draft
        if self._saving == draft:
            return  # a second press while the first is on its way
        self._saving = draft

        def done(recorded: Recorded) -> None:
            self._saving = None
            self._after(draft, recorded, stay=stay)

        def failed(error: InspectorError) -> None:
            self._saving = None
            self._view.show_fault(error)

        self._runner.write(lambda: self._record(draft), done, failed)

    def same_photo_again(self) -> None:
        """A further problem on the same photo: the form is saved first where it is complete."""
        if self.draft.standard:
            self.save(stay=True)
        elif self._last_photo is not None:
            self.choose_photo(self._last_photo.path)

    def start_at(self, case: IssueCase) -> None:
        """A new finding at the point and spot of an issue."""
        name = case.line.point_name
        for point in self._points.values():
            if point.name == name:
                self.choose_point(point.code, ask_next=False)
                self.choose_spot(case.line.spot)
                self._view.ask_for("standard")

    def start_at_point(self, code: str) -> None:
        """A new finding at a point; one begun elsewhere is not put aside for it."""
        if not self._points:
            self._wanted_point = code
        elif not (self.draft.standard or self.draft.photos or self.draft.note):
            self.choose_point(code)

    def _record(self, draft: Draft) -> Recorded:
        """From the record on the finding stands: told as failed, it would be recorded twice."""
        recorded = self._office.record(draft)
        try:
            self._office.save_draft("")
        except InspectorError:
            self._is_dropped_late = True
        return recorded

    def _after(self, draft: Draft, recorded: Recorded, *, stay: bool) -> None:
        self._slip.write("")
        self._done.update(draft.photos)
        self._last_photo = self._photo
        if draft.standard in self._recent:
            self._recent.remove(draft.standard)
        self._recent.insert(0, draft.standard)
        self._view.show_recorded(recorded)
        self._show_tray()
        waiting = [path for path in self._order() if path not in self._done]
        self._clear_standard()
        if not stay and waiting:
            self.choose_photo(waiting[0])
        elif not stay:
            self._photo = None
            self._view.show_photo(None, 0, len(self._order()))
            self._change(replace(self.draft, photos=()))
            self._show_form_photos()
        self._view.offer_standards(self._choices(), self._recent)
        self._view.ask_for("standard")

    def _clear_standard(self) -> None:
        kept = self.draft
        self.draft = replace(
            BLANK, point=kept.point, spot=kept.spot, photos=kept.photos, found_at=kept.found_at
        )
        self._view.show_standard("", "")
        self._view.show_note("")
        self._view.show_on_the_spot(ticked=False)
        self._view.show_verdict(None)
        self._view.show_draft_state("")
        self._asked += 1
        self._rule_asked_for = ()

    def _lacking(self) -> Fault | None:
        draft = self.draft
        if not draft.point:
            return Fault(field="point", words=_("还没有点位。输入拼音首字母，按 Enter 选定"))
        if not draft.standard:
            return Fault(field="standard", words=_("还没有标准。输入拼音首字母，按 Enter 选定"))
        if has_blank(draft.note):
            return Fault(field="note", words=_("描述里还有一空。填上数，或按 ↓ 换一句"))
        return None

    def _stand_on(self, photo: TrayPhoto, group: TrayGroup) -> None:
        self._photo = photo
        self._number_photo(photo)
        goes_on = photo.path in self._left_photos
        photos = self._left_photos if goes_on else (photo.path,)
        self.draft = replace(self.draft, photos=photos, found_at=photo.taken_at)
        self._show_form_photos()
        is_bound = goes_on or self.keeps_point
        if group.point and group.point != self.draft.point and not is_bound:
            self.choose_point(group.point, ask_next=False, proposal=group.proposal)
        if group.spot and group.spot != self.draft.spot and not is_bound:
            self.choose_spot(group.spot)
        self._left_photos = ()
        self._ask_rule()
        self._view.ask_for("standard" if self.draft.point else "point")

    def _show_form_photos(self) -> None:
        known = {photo.path: photo for group in self._groups for photo in group.photos}
        self._view.show_photos_of_form([known[path] for path in self.draft.photos if path in known])

    def _number_photo(self, photo: TrayPhoto) -> None:
        order = self._order()
        self._view.show_photo(photo, order.index(photo.path) + 1, len(order))

    def _order(self) -> list[Path]:
        return [photo.path for group in self._groups for photo in group.photos]

    def _change(self, draft: Draft) -> None:
        if draft != self.draft:
            self.draft = draft
            self._view.show_form_fault(None)
            self._view.show_draft_state(_("草稿"))

    def _show_phrase(self) -> None:
        standard = self._standards.get(self.draft.standard)
        if standard is None:
            return
        phrases = standard.phrases or (f"{{{SPOT}}}{standard.title}",)
        self._view.show_phrase(phrases, self._phrase, {SPOT: self.draft.spot})

    def _ask_rule(self) -> None:
        """Ask what the rule makes of the draft; only the newest answer is shown."""
        draft = self.draft
        if not (draft.point and draft.standard):
            self._view.show_verdict(None)
            return
        about = (
            draft.point,
            draft.spot,
            draft.standard,
            draft.same_as,
            draft.on_the_spot,
            draft.variant,
            draft.unit,
            draft.deadline,
            draft.found_at,
        )
        if about == self._rule_asked_for:
            return
        self._rule_asked_for = about
        self._asked += 1
        ticket = self._asked

        def show(foreseen: Foreseen) -> None:
            if ticket == self._asked:
                self._view.show_verdict(shown_verdict(foreseen, draft.same_as, self._now()))

        self._runner.read(lambda: self._office.foresee(draft), show, self._view.show_fault)

    def _take_points(self, points: Sequence[PointChoice]) -> None:
        self._points = {point.code: point for point in points}
        self._view.offer_points(
            [
                Choice(
                    key=point.code,
                    name=point.name,
                    initials=point.initials,
                    words=point.type_name,
                )
                for point in points
            ]
        )
        self._runner.read(self._office.load_draft, self._take_draft, self._view.show_fault)

    def _take_draft(self, text: str) -> None:
        kept = newest(text, self._slip.read())
        if kept is None or self.draft != BLANK:
            if self._wanted_point:
                self.start_at_point(self._wanted_point)
            return
        draft, at = kept
        self._written_at = at
        self._left_photos = draft.photos
        self.take_in(draft.photos)
        self.choose_point(draft.point, ask_next=False)
        self.choose_spot(draft.spot)
        self._left = draft
        are_to_come = draft.point in self._points and not self._standards
        self._go_on_with_left(are_all_here=not are_to_come)
        words = _("草稿停在{when}，接着写").format(when=when(at, self._now()))
        self._view.show_draft_state(words)

    def _take_standards(self, answer: tuple[str, Sequence[StandardChoice]]) -> None:
        point, standards = answer
        if point != self.draft.point:
            return
        self._standards = {standard.code: standard for standard in standards}
        self._go_on_with_left(are_all_here=True)
        self._view.offer_standards(self._choices(), self._recent)

    def _go_on_with_left(self, *, are_all_here: bool) -> None:
        """Fill in the draft that was left once its standard is known; its words in any case.

        ``are_all_here`` says that no more standards are to come.
        """
        left = self._left
        is_known = left.standard in self._standards
        if left == BLANK or not (is_known or are_all_here or not left.standard):
            return
        self._left = BLANK
        if is_known:
            self.choose_standard(left.standard)
            self._change(
                replace(
                    self.draft,
                    variant=left.variant,
                    unit=left.unit,
                    same_as=left.same_as,
                    deadline=left.deadline,
                )
            )
            self.mend_on_the_spot(ticked=left.on_the_spot)
        if left.note:
            self._view.show_note(left.note)
            self.write_note(left.note)

    def _choices(self) -> list[Choice]:
        return [
            Choice(
                key=standard.code,
                name=standard.title,
                initials=standard.initials,
                aliases=standard.aliases,
                words=standard.code,
            )
            for standard in self._standards.values()
        ]

    def _take_sorted(self, groups: Sequence[TrayGroup]) -> None:
        """They can be used; how they look is seen behind, while the person works."""
        self._take_groups(groups)
        self._settling.want()

    def _sort_again(self) -> None:
        """The office that knew what it still had to look at is gone; the photos are all stored."""
        self._sort(self._order())

    def _take_settled(self, groups: Sequence[TrayGroup]) -> None:
        """The same photos with thumbs and odd signs."""
        self._groups = with_settled(self._groups, groups)
        self._show_tray()
        if self._photo is not None:
            path = self._photo.path
            self._photo = next(
                (one for group in groups for one in group.photos if one.path == path), self._photo
            )
            self._number_photo(self._photo)

    def _take_groups(self, groups: Sequence[TrayGroup]) -> None:
        first = not self._groups
        groups = less_known(groups, set(self._order()))
        self._groups = (*self._groups, *groups)
        self._show_tray()
        if (first or self._photo is None) and groups and groups[0].photos:
            self.choose_photo(groups[0].photos[0].path)
        elif self._photo is not None:
            self._number_photo(self._photo)


def _after(last: datetime | None, now: datetime) -> datetime:
    """Now; where the clock stands no later than ``last``, the moment that follows that one."""
    return now if last is None else max(now, last + timedelta(microseconds=1))
