"""问题登记 on the screen: tray, photo with the repeat panel under it, form."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import cached_property, partial
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp
from weakref import finalize

from PySide6.QtCore import QEvent, QMimeData, QObject, QTimer, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDropEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
)
from PySide6.QtWidgets import QHBoxLayout, QWidget

from inspector.domain.errors import InspectorError
from inspector.text import _
from ui.capture_told import Recorded, TrayGroup, TrayPhoto
from ui.dropped import files_in, files_of, is_folder
from ui.issue_told import IssueCase
from ui.look import Look
from ui.main_window import KeyHint, Room
from ui.marking import PhotoMarking
from ui.marking_office import PhotoMark
from ui.match import Choice
from ui.moments import weekday
from ui.office import Office
from ui.rooms.capture.checklist import page as checklist
from ui.rooms.capture.checklist.page import ChecklistPage
from ui.rooms.capture.form import FindingForm
from ui.rooms.capture.presenter import CapturePresenter, Fault
from ui.rooms.capture.repeat_panel import RepeatPanel
from ui.rooms.capture.tray import Tray
from ui.rooms.capture.verdict import ShownVerdict
from ui.slip import Slip
from ui.tasks import Runner
from ui.widgets.asking import PHOTO_SUFFIXES, ask_photos
from ui.widgets.buttons import DeedButton
from ui.widgets.keys import on_key
from ui.widgets.mark_tools import MarkTools
from ui.widgets.marked_picture import MarkedPicture
from ui.widgets.marks import Icon, Key, Mark, Text
from ui.widgets.pane import MarkLine, Pane
from ui.widgets.pictures import Picture

AUTOSAVE_MS = 500
WARNING = "triangle-alert"


KEYS = (
    KeyHint(key="Ctrl+Enter", words=_("保存并下一张")),
    KeyHint(key="Ctrl+D", words=_("同照片再记")),
    KeyHint(key="F2", words=_("检查表")),
    KeyHint(key="F3", words=_("并排对比")),
    KeyHint(key="F4", words=_("是否同一处")),
)
KEYS_OF_FAULT = (
    KeyHint(key="Ctrl+Enter", words=_("保存，下一项")),
    KeyHint(key="PgDn", words=_("换照片")),
    KeyHint(key="F4", words=_("是否同一处")),
    KeyHint(key="F9", words=_("立行立改")),
    KeyHint(key="Esc", words=_("不记，回检查表")),
)


class CaptureRoom(Room):
    """问题登记."""

    recorded = Signal(object)
    visited = Signal(str, object)  # a checklist is stored: in words, and what takes it back
    changed = Signal()
    photo_wanted = Signal(object, int)
    faulted = Signal(object)

    keys = KEYS

    def __init__(
        self,
        look: Look,
        office: Office,
        runner: Runner,
        now: Callable[[], datetime],
        slip: Slip | None = None,
    ) -> None:
        super().__init__()
        self._look, self._now = look, now
        self.tray = Tray(look, runner)
        self.form = FindingForm(look, runner)
        self.panel = RepeatPanel(look, runner)
        self._picture = MarkedPicture(
            look,
            runner,
            _("照片"),
            _("把照片拖到这里；没有照片也可以先登记"),
            fetch=lambda original: office.marking().bare_photo(original),
        )
        self._marking = PhotoMarking(self, office.marking, runner)
        self._beside = Picture(look, runner, _("上次照片"), fetch=office.screen_photo)
        self._beside.hide()
        self._verdict: ShownVerdict | None = None
        self._bar = MarkLine(look, height="check_row")
        self._facts = MarkLine(look, height="quiet_row")
        self._take_in = DeedButton(look, _("导入照片"), icon="folder-input", key="Ctrl+O")
        self._compare = DeedButton(look, _("并排对比"), icon="columns-2", key="F3", kind="tool")
        self._compare.setCheckable(True)
        self.setAcceptDrops(True)
        self.checklist = ChecklistPage(look, office, runner)
        self._is_listing = self._is_recording = False
        self._out = on_key(self, "Esc", self._step_out)
        self._lay_out()
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(AUTOSAVE_MS)
        self.presenter = CapturePresenter(self, office, runner, now, slip)
        self._connect()
        self.show_photo(None, 0, 0)

    def deed(self) -> QWidget:
        return self._take_in

    def enter(self) -> None:
        self._tell_where()
        self.presenter.open()
        self.ask_for("standard" if self.presenter.draft.point else "point")

    def leave(self) -> None:
        self._pause.stop()
        self.presenter.keep_draft()

    def start_finding(self) -> None:
        """Come in for a new finding: the caret stands where the next input is."""
        self.close_checklist()
        self.ask_for("standard" if self.presenter.draft.point else "point")

    def take_in_card(self, folder: Path) -> None:
        """A camera's folder, whole; what is known of it is not kept twice."""
        self.close_checklist()
        self.presenter.take_in([folder])

    def start_at(self, case: IssueCase) -> None:
        self.close_checklist()
        self.presenter.start_at(case)

    def start_at_point(self, code: str) -> None:
        self.close_checklist()
        self.presenter.start_at_point(code)

    def toggle_checklist(self) -> None:
        """Answer the standards of the point one by one, or go back to its photos."""
        if self._is_listing:
            self.close_checklist()
            return
        point = self.presenter.draft.point
        if not point:
            words = _("还没有点位。先定点位，再开检查表")
            self.show_form_fault(Fault(field="point", words=words))
            self.ask_for("point")
            return
        self._is_listing = self.presenter.keeps_point = True
        self._show_parts()
        self.checklist.presenter.open(point)
        self.checklist.list.setFocus()

    def close_checklist(self) -> None:
        """Back to the photos; the answers stay, and so does a fault that is being written."""
        if not self._is_listing:
            return
        self._is_listing = self._is_recording = self.presenter.keeps_point = False
        self.checklist.presenter.record_no_fault()
        self._show_parts()
        if not self.presenter.draft.standard:
            self.presenter.step_photo(0)
        self.ask_for("standard" if self.presenter.draft.point else "point")

    def show_tray(self, groups: Sequence[TrayGroup], done: frozenset[Path]) -> None:
        self.tray.show_groups(groups, done)

    def show_taking(self, now: int, total: int) -> None:
        self.tray.show_taking(now, total)

    def show_photo(self, photo: TrayPhoto | None, number: int, total: int) -> None:
        self._picture.show_photo(photo.path if photo else None)
        self._marking.show_photo(photo.path if photo else None)
        place = f"{number} / {total}" if photo else ""
        roomy = photo and not self._look.theme.compact  # under the sun the tools need the width
        keys: tuple[Mark, ...] = (Key(words="PgUp"), Key(words="PgDn")) if roomy else ()
        words = Text(words=place, role="cap", tone="text2")
        self._bar.show_marks((words,), keys)
        self._facts.show_marks(_facts(photo.facts) if photo else ())

    def show_marks_on(self, original: Path, marks: Sequence[PhotoMark]) -> None:
        del original  # the one that is shown
        self._picture.show_marks(marks)

    def show_photos_of_form(self, photos: Sequence[TrayPhoto]) -> None:
        self.form.show_photos([photo.thumb for photo in photos])
        paths = [photo.path for photo in photos]
        self.tray.show_chosen(paths[0] if paths else None, paths)

    def offer_points(self, points: Sequence[Choice]) -> None:
        self.form.point.offer_choices(points)

    def offer_units(self, units: Sequence[Choice]) -> None:
        self.form.unit.offer_choices(units)

    def offer_deadlines(self, deadlines: Sequence[Choice]) -> None:
        self.form.deadline.offer_choices(deadlines)

    def offer_spots(self, spots: Sequence[str]) -> None:
        """Numbered in the empty field: a digit typed where the standard is asked takes one."""
        field = self.form.spot
        field.offer_choices([Choice(key=spot, name=spot) for spot in spots])
        numbered = [f"{number} {spot}" for number, spot in enumerate(spots[:8], start=1)]
        field.setPlaceholderText("　".join(numbered) or _("点位内的具体位置"))

    def offer_standards(self, standards: Sequence[Choice], recent: Sequence[str]) -> None:
        self.form.standard.offer_choices(standards, recent)

    def show_point(self, name: str, code: str) -> None:
        self.form.point.show_value(name, code)

    def show_spot(self, spot: str) -> None:
        self.form.spot.show_value(spot)

    def show_standard(self, title: str, code: str) -> None:
        self.form.standard.show_value(title, code)

    def show_phrase(self, phrases: Sequence[str], number: int, filled: Mapping[str, str]) -> None:
        self.form.phrase.show_phrase(phrases, number, filled)
        self.form.phrase.edit.enter_blank()

    def show_note(self, note: str) -> None:
        self.form.phrase.show_note(note)

    def show_on_the_spot(self, *, ticked: bool) -> None:
        self.form.on_the_spot.setChecked(ticked)

    def show_verdict(self, verdict: ShownVerdict | None) -> None:
        self._verdict = verdict
        self.panel.show_verdict(verdict)
        self.form.show_facts(verdict.facts if verdict else ())
        self._show_beside()

    def show_draft_state(self, words: str) -> None:
        self.form.show_state(words)
        if words and not self._pause.isActive():
            self._pause.start()  # once running it is not put off: typing goes on, half a second not

    def show_form_fault(self, fault: Fault | None) -> None:
        self.form.show_fault(fault.words if fault else "")

    def show_saved(self, words: str) -> None:
        self.saved.emit(words)

    def show_recorded(self, recorded: Recorded) -> None:
        self._pause.stop()
        if self._is_recording:
            self._is_recording = False
            self._show_parts()
            flags = self._verdict.flags if self._verdict else ()
            self.checklist.presenter.fault_recorded(flags)
        self.recorded.emit(recorded)

    def show_fault(self, error: InspectorError) -> None:
        self.faulted.emit(error)

    def ask_for(self, field: str) -> None:
        """Put the focus where the next input is."""
        form = self.form
        if self._is_listing and not self._is_recording:
            self.checklist.list.setFocus()
            return
        if field == "note":
            form.phrase.enter()
            return
        if field == "unit":
            form.show_unit_field(shown=True)
            return
        if field == "deadline":
            form.show_deadline_field(shown=True)
            return
        target = {"point": form.point, "spot": form.spot, "standard": form.standard}[field]
        target.setFocus()
        if field == "spot":
            target.open_list()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if photos_in(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        self.presenter.take_in(photos_in(event.mimeData()))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Ctrl+V in a field pastes words; photos on the clipboard go into the tray all the same."""
        if isinstance(event, QKeyEvent) and event.matches(QKeySequence.StandardKey.Paste):
            carried = QGuiApplication.clipboard().mimeData()
            if photos_in(carried) or carried.hasImage():
                if event.type() == QEvent.Type.KeyPress:
                    self.paste()
                event.accept()
                return True
        return super().eventFilter(watched, event)

    @cached_property
    def _pasted(self) -> Path:
        """Made with the first picture pasted, gone with the room: what counts is in the store."""
        folder = Path(mkdtemp(prefix="inspector-"))
        finalize(self, rmtree, folder, ignore_errors=True)
        return folder

    def paste(self) -> None:
        """Take in the photo files on the clipboard, or the picture that was copied."""
        clipboard = QGuiApplication.clipboard()
        paths = photos_in(clipboard.mimeData())
        if not paths and not clipboard.image().isNull():
            copied = self._pasted / f"{_('粘贴')}{self._now():%H%M%S}.png"
            clipboard.image().save(str(copied))
            paths = [copied]
        self.presenter.take_in(paths)

    def choose_files(self) -> None:
        """Ask for photos; the dialog does not block the window."""
        ask_photos(self, _("导入照片"), self.presenter.take_in)

    def _lay_out(self) -> None:
        look = self._look
        tools = Pane(look, edges="b", across=True, margins=(12, 0, 12, 0), spacing=8)
        tools.add(self._compare, 4, MarkTools(look, self._picture), self._bar)
        tools.rows.setStretch(tools.rows.count() - 1, 1)
        pictures = QHBoxLayout()
        pictures.setSpacing(2)
        pictures.addWidget(self._picture)
        pictures.addWidget(self._beside)
        facts = Pane(look, margins=(16, 0, 16, 0))
        facts.add(self._facts)
        middle = Pane(look)
        middle.add(tools)
        middle.rows.addLayout(pictures, 1)
        middle.add(facts)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.tray)
        whole.addWidget(middle, 1)
        whole.addWidget(self.checklist, 1)
        whole.addWidget(self.form)
        self._middle = middle
        self._show_parts()

    def _connect(self) -> None:
        form, presenter = self.form, self.presenter
        self._pause.timeout.connect(presenter.keep_draft)
        self._take_in.clicked.connect(self.choose_files)
        self.tray.take_in_wanted.connect(self.choose_files)
        self.tray.chosen.connect(presenter.choose_photo)
        self.tray.added.connect(presenter.add_photo)
        form.point.chosen.connect(presenter.choose_point)
        form.spot.chosen.connect(self._take_spot)
        form.spot.written.connect(presenter.choose_spot)
        form.standard.chosen.connect(presenter.choose_standard)
        form.standard.take_digit = presenter.choose_nth_spot
        form.unit.chosen.connect(self._take_unit)
        form.deadline.chosen.connect(self._take_deadline)
        form.phrase.written.connect(presenter.write_note)
        form.phrase.another.connect(presenter.next_phrase)
        form.on_the_spot.toggled.connect(self._tick_on_the_spot)
        form.saved.connect(self._save)
        form.listed.connect(self.toggle_checklist)
        form.again.connect(self._again)
        self.panel.answered.connect(presenter.rule_same_place)
        self._compare.toggled.connect(self._show_beside)
        self._picture.drawn.connect(self._marking.draw)
        self._picture.taken_off.connect(self._marking.take_off)
        self._picture.undone.connect(self._marking.undo)
        self.checklist.record_wanted.connect(self._record_fault)
        self.checklist.stored.connect(self._tell_visited)
        self.checklist.taken_back.connect(self.changed)
        self.checklist.kept.connect(self.show_saved)
        self.checklist.opened.connect(self._tell_where)
        self.checklist.left.connect(self.close_checklist)
        self.checklist.photo_wanted.connect(self.photo_wanted)
        self.checklist.in_the_way.connect(self._tell_in_the_way)
        self.checklist.faulted.connect(self.faulted)
        on_key(self, "Ctrl+Return", self._save)
        on_key(self, "Ctrl+Enter", self._save)
        on_key(self, "F2", self.toggle_checklist)
        on_key(self, "Ctrl+S", self._save_and_stay)
        on_key(self, "Ctrl+D", self._again)
        on_key(self, "Ctrl+O", self.choose_files)
        for typed_in in (form.point, form.spot, form.standard, form.unit, form.deadline):
            typed_in.installEventFilter(self)
        form.phrase.edit.installEventFilter(self)
        on_key(self, "Ctrl+V", self.paste)
        on_key(self, "F3", self._compare.toggle)
        on_key(self, "F4", self.panel.answer)
        on_key(self, "F6", presenter.next_variant)
        on_key(self, "F7", presenter.ask_deadline)
        on_key(self, "F8", presenter.ask_unit)
        on_key(self, "F9", form.on_the_spot.toggle)
        on_key(self, "PgUp", self._photo_before)
        on_key(self, "PgDown", self._photo_after)
        for key, field in (("Alt+P", "point"), ("Alt+W", "spot"), ("Alt+B", "standard")):
            on_key(self, key, partial(self.ask_for, field))

    def _show_parts(self) -> None:
        """Tray, photo and form; or the checklist with its item, or with the fault's form."""
        listing, recording = self._is_listing, self._is_recording
        self.tray.setVisible(not listing)
        self._middle.setVisible(not listing)
        self.checklist.setVisible(listing)
        self.checklist.pane.setVisible(not recording)
        self.form.setVisible(recording or not listing)
        self.form.stand_in_list(is_so=recording)
        if recording:
            self.checklist.put_below(self.panel)
        else:
            self._middle.add(self.panel)
        self._out.setEnabled(listing)  # else a field's list of proposals would not close by it
        self.keys = KEYS_OF_FAULT if recording else checklist.KEYS if listing else KEYS
        self.keys_changed.emit()
        self._tell_where()

    def _tell_where(self) -> None:
        if self._is_listing:
            name = self.checklist.presenter.name
            self.told.emit(_("检查表 · {point}").format(point=name) if name else _("检查表"))
        else:
            self.told.emit(f"{self._now():%m-%d} {weekday(self._now())}")

    def _record_fault(self, standard: str, phrase: int) -> None:
        """The form in place of the item, at its standard, the caret in the first blank."""
        if not self.presenter.knows(standard):
            self._tell_in_the_way(_("标准还在读，请再按一次"))
            return
        if self.presenter.draft.point != self.checklist.presenter.point:
            self.presenter.choose_point(self.checklist.presenter.point, ask_next=False)
        self.presenter.drop_recorded_photos()
        self._is_recording = True
        self._show_parts()
        self.presenter.choose_standard(standard)
        if phrase:
            self.presenter.next_phrase(phrase)

    def _save(self) -> None:
        """The finding; of a checklist without an open fault, the visit."""
        if self._is_recording:
            self.presenter.save(stay=True)
        elif self._is_listing:
            self.checklist.presenter.store()
        else:
            self.presenter.save()

    def _step_out(self) -> None:
        """Out of the fault back to the list, out of the list back to the photos."""
        if not self._is_recording:
            self.close_checklist()
            return
        self._is_recording = False
        self.checklist.presenter.record_no_fault()
        self._show_parts()
        self.presenter.begin_anew()
        self.checklist.list.setFocus()

    def _tell_visited(self, words: str, undo: Callable[[], None]) -> None:
        self.close_checklist()
        self.visited.emit(words, undo)

    def _tell_in_the_way(self, words: str) -> None:
        self.saved.emit(words)

    def _take_spot(self, spot: str) -> None:
        self.presenter.choose_spot(spot)
        self.ask_for("note" if self.presenter.draft.standard else "standard")

    def _take_unit(self, code: str) -> None:
        self.form.show_unit_field(shown=False)
        self.presenter.choose_unit(code)

    def _take_deadline(self, day: str) -> None:
        self.form.show_deadline_field(shown=False)
        self.presenter.choose_deadline(day)

    def _tick_on_the_spot(self, ticked: bool) -> None:
        self.presenter.mend_on_the_spot(ticked=ticked)

    def _again(self) -> None:
        if not self._is_listing:
            self.presenter.same_photo_again()

    def _save_and_stay(self) -> None:
        if self._is_recording or not self._is_listing:
            self.presenter.save(stay=True)

    def _photo_before(self) -> None:
        self._step_photo(-1)

    def _photo_after(self) -> None:
        self._step_photo(1)

    def _step_photo(self, by: int) -> None:
        if self._is_recording:
            self.presenter.step_photo_here(by)
        elif not self._is_listing:
            self.presenter.step_photo(by)

    def _show_beside(self) -> None:
        """The newest earlier photo beside this one, at the same size, while F3 is on."""
        photos = self._verdict.photos if self._verdict else ()
        self._beside.setVisible(self._compare.isChecked() and bool(photos))
        if photos:
            self._beside.show_photo(photos[0].screen)


def photos_in(carried: QMimeData) -> list[Path]:
    """Photo files among what was dropped or pasted, folders opened one level."""
    paths = files_of(carried.urls())
    found = [path for path in paths if path.suffix.lower() in PHOTO_SUFFIXES]
    for folder in filter(is_folder, paths):
        below = files_in(folder)
        found += [one for one in below if one == folder or one.suffix.lower() in PHOTO_SUFFIXES]
    return found


def _facts(facts: Sequence[tuple[str, str]]) -> tuple[Mark, ...]:
    """Time, place and camera whole; the warnings in one run of words, which alone gives way."""
    odd = "；".join(words for icon, words in facts if icon == WARNING)
    plain = [one for one in facts if one[0] != WARNING]
    marks: list[Mark] = []
    for icon, words in [*plain, (WARNING, odd)] if odd else plain:
        marks += [
            Icon(name=icon, size=14),
            Text(words=words, role="cap", tone="text2", elastic=icon == WARNING),
            Text(words=" ", role="cap"),
        ]
    return tuple(marks)
