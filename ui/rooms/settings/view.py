"""设置与体检 on the screen: four pages, chosen at the left."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QStackedWidget

from inspector.domain.errors import InspectorError
from inspector.text import _
from ui.look import Look
from ui.main_window import KeyHint, Room
from ui.preferences import TEXT_SIZE, THEME, Preferences
from ui.rooms.settings.about_page import AboutPage
from ui.rooms.settings.health_page import HealthPage
from ui.rooms.settings.own_page import OwnPage
from ui.rooms.settings.presenter import HealthLine, SettingsPresenter
from ui.rooms.settings.wording_page import WordingPage
from ui.theme import theme_named
from ui.widgets.asking import BUNDLES, PHOTOS, settle, where_to_lay
from ui.widgets.keys import on_keys
from ui.widgets.marks import Icon, Text
from ui.widgets.pane import Pane
from ui.widgets.rows import Row, RowList

if TYPE_CHECKING:
    from inspector.app.about import About
    from inspector.app.care_told import PersonTold
    from ui.office import Office
    from ui.tasks import Runner

SECTIONS_WIDTH = 168
SECTIONS = (
    ("health", _("体检"), "badge-check"),
    ("own", _("设置"), "settings"),
    ("wording", _("文书措辞"), "file-text"),
    ("about", _("关于"), "info"),
)


class SettingsRoom(Room):
    """设置与体检."""

    room_wanted = Signal(str)
    folder_wanted = Signal(object)
    person_changed = Signal()
    faulted = Signal(object)

    keys = (
        KeyHint(key="1–9", words=_("照做")),
        KeyHint(key="F5", words=_("重新检查")),
        KeyHint(key="Alt+1–4", words=_("换页")),
        KeyHint(key="D", words=_("导出诊断包")),
        KeyHint(key="Esc", words=_("停下重读")),
    )

    def __init__(
        self,
        look: Look,
        office: Office,
        runner: Runner,
        now: Callable[[], datetime],
        *,
        preferences: Preferences,
        stalls: Callable[[], Sequence[str]],
    ) -> None:
        super().__init__()
        self._look, self._now = look, now
        self._sections = RowList(look, _("设置的分页"), inset=16)
        self._health = HealthPage(look)
        self._own = OwnPage(look)
        self._wording = WordingPage(look, office, runner)
        self._about = AboutPage(look)
        self._pages = QStackedWidget()
        self._lay_out()
        self.presenter = SettingsPresenter(self, office, runner, preferences, stalls)
        self._connect()
        self.open_page("health")

    def enter(self) -> None:
        self.told.emit(_("本机的情况和偏好"))
        self.presenter.refresh()
        self._sections.setFocus()

    def open_page(self, code: str) -> None:
        """Health, own settings, wording, or about."""
        self._sections.choose(code)
        self._pages.setCurrentIndex([one for one, _name, _icon in SECTIONS].index(code))
        if code == "wording":
            self._wording.enter()

    def show_health(self, lines: Sequence[HealthLine], words: str) -> None:
        self._health.show_lines(lines, words)

    def show_people(self, people: Sequence[PersonTold], person: str) -> None:
        self._own.show_people(people, person)

    def show_language(self, language: str, words: str) -> None:
        self._own.show_language(language, words)

    def show_workspace_left(self) -> None:
        self._own.show_workspace_left()

    def show_backups(self, folder: Path | None) -> None:
        self._own.show_backups(folder)

    def show_inbox(self, folder: Path | None) -> None:
        self._own.show_inbox(folder)

    def show_sheets(self, *, red_head: bool, shift: str) -> None:
        self._own.show_sheets(red_head=red_head, shift=shift)

    def show_about(self, about: About) -> None:
        self._about.show_about(about)

    def copy(self, words: str) -> None:
        QGuiApplication.clipboard().setText(words)

    def open_room(self, code: str) -> None:
        self.room_wanted.emit(code)

    def open_folder(self, folder: Path) -> None:
        self.folder_wanted.emit(folder)

    def show_person_changed(self) -> None:
        self.person_changed.emit()

    def show_saved(self, words: str) -> None:
        self.saved.emit(words)

    def show_fault(self, error: InspectorError) -> None:
        self.faulted.emit(error)

    def choose_pack(self) -> None:
        """Ask where the pack shall lie; the dialog does not block the window."""
        name = _("诊断包-{day}").format(day=f"{self._now():%Y%m%d}") + ".zip"
        where_to_lay(self, _("导出诊断包"), BUNDLES, name, self.presenter.write_pack).open()

    def choose_backups(self) -> None:
        """Ask for a folder on another disk."""
        dialog = QFileDialog(self, _("备份到"))
        settle(dialog, BUNDLES)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.fileSelected.connect(self._keep_backups)
        dialog.open()

    def choose_inbox(self) -> None:
        """Ask where photos arrive: a phone's folder, what a chat program saves."""
        dialog = QFileDialog(self, _("收件夹"))
        settle(dialog, PHOTOS)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.fileSelected.connect(self._keep_inbox)
        dialog.open()

    def _keep_inbox(self, name: str) -> None:
        self.presenter.choose_inbox(Path(name))

    def _drop_inbox(self) -> None:
        self.presenter.choose_inbox(None)

    def _keep_backups(self, name: str) -> None:
        self.presenter.choose_backups(Path(name))

    def _drop_backups(self) -> None:
        self.presenter.choose_backups(None)

    def _wear(self, code: str) -> None:
        self._look.wear(theme_named(code))
        self.presenter.keep(THEME, code)

    def _grow(self, size: str) -> None:
        self._look.set_text_size(int(size))
        self.presenter.keep(TEXT_SIZE, size)

    def _lay_out(self) -> None:
        sections = Pane(self._look, edges="r", margins=(0, 8, 0, 0))
        sections.setFixedWidth(SECTIONS_WIDTH)
        sections.add(self._sections)
        self._sections.show_rows(
            [
                Row(key=code, left=(Icon(name=icon), Text(words=" "), Text(words=name)))
                for code, name, icon in SECTIONS
            ]
        )
        for page in (self._health, self._own, self._wording, self._about):
            self._pages.addWidget(page)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(sections)
        whole.addWidget(self._pages, 1)

    def _connect(self) -> None:
        presenter, own = self.presenter, self._own
        self._sections.chosen.connect(self.open_page)
        self._wording.saved.connect(self.saved)
        self._wording.faulted.connect(self.faulted)
        self._health.wanted.connect(presenter.do)
        self._health.again.connect(presenter.look)
        own.person_picked.connect(presenter.sit_down)
        own.theme_picked.connect(self._wear)
        own.size_picked.connect(self._grow)
        own.language_picked.connect(presenter.speak)
        own.backups_wanted.connect(self.choose_backups)
        own.backups_dropped.connect(self._drop_backups)
        own.inbox_wanted.connect(self.choose_inbox)
        own.inbox_dropped.connect(self._drop_inbox)
        own.sheets_picked.connect(presenter.choose_sheets)
        own.other_workspace_wanted.connect(presenter.leave_workspace)
        own.pack_wanted.connect(self.choose_pack)
        numbered = [(str(n), partial(self._do_nth, n)) for n in range(1, 10)]
        pages = [
            (f"Alt+{n}", partial(self.open_page, code))
            for n, (code, _name, _icon) in enumerate(SECTIONS, start=1)
        ]
        on_keys(
            self,
            *numbered,
            *pages,
            ("F5", presenter.look),
            ("D", self.choose_pack),
            ("Esc", presenter.call_off),
        )

    def _do_nth(self, number: int) -> None:
        if self._pages.currentIndex() == 0:
            self.presenter.do_nth(number)
