"""Settings on the screen: a name at the left, the control at the right."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QWidget

from inspector.text import _
from ui.look import TEXT_SIZES, Look
from ui.rooms.settings.sheets_choice import SheetsChoice
from ui.theme import THEMES
from ui.widgets.buttons import DeedButton
from ui.widgets.choices import ChoiceField, Segments
from ui.widgets.pane import Pane, Words

if TYPE_CHECKING:
    from inspector.app.care_told import PersonTold

WIDEST = 720
_THEMES = {"light": _("浅色"), "dark": _("深色"), "sunlight": _("日光")}
_LANGUAGES = (("zh", "中文"), ("en", "English"))


class OwnPage(Pane):
    """What follows the person: who records, how the window looks, where copies go."""

    person_picked = Signal(str)
    theme_picked = Signal(str)
    size_picked = Signal(str)
    language_picked = Signal(str)
    backups_wanted = Signal()
    backups_dropped = Signal()
    inbox_wanted = Signal()
    inbox_dropped = Signal()
    sheets_picked = Signal(bool, str)
    other_workspace_wanted = Signal()
    pack_wanted = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__(look)
        self._person = ChoiceField(look, _("经办人"))
        self._person.setFixedWidth(220)
        themes = [(one.code, _THEMES[one.code]) for one in THEMES]
        self._theme = Segments(look, _("主题"), themes)
        sizes = [(str(size), f"{size}%") for size in TEXT_SIZES]
        self._size = Segments(look, _("字号"), sizes)
        self._language = Segments(look, _("语言"), _LANGUAGES)
        self._language_words = Words(look, "", role="cap", tone="text2")
        self._workspace = Words(
            look, _("这个区的记录和照片；换一个不会动它"), role="cap", tone="text2", elided=True
        )
        self._leave = DeedButton(look, _("换工作区"), icon="folder-input")
        self._backups = Words(look, "", role="cap", tone="text2", elided=True)
        self._choose = DeedButton(look, _("选文件夹"), icon="folder-input")
        self._drop = DeedButton(look, _("只放本机"))
        self._inbox = Words(look, "", role="cap", tone="text2", elided=True)
        self._choose_inbox = DeedButton(look, _("选收件夹"), icon="folder-input")
        self._drop_inbox = DeedButton(look, _("用工作区的"))
        self._sheets = SheetsChoice(look)
        self._pack = DeedButton(look, _("导出诊断包"), icon="download", key="D")
        self._person_words = Words(
            look, _("登记、复查、签发都记在这个人名下"), role="cap", tone="text2", elided=True
        )
        self._lay_out()
        self._connect()
        self.show_look()

    def show_people(self, people: Sequence[PersonTold], person: str) -> None:
        choices = [(one.code, one.name) for one in people]
        self._person.show_choices(choices, person)

    def show_language(self, language: str, words: str) -> None:
        self._language.choose(language)
        self._language_words.say(words or _("界面用的语言"))

    def show_workspace_left(self) -> None:
        self._workspace.say(_("下次打开时选工作区；现在这个留着，数据不变"))
        self._leave.setEnabled(False)

    def show_backups(self, folder: Path | None) -> None:
        self._backups.say(str(folder) if folder else _("本机的 backups 文件夹，保留最近 10 份"))
        self._drop.setEnabled(folder is not None)

    def show_inbox(self, folder: Path | None) -> None:
        self._inbox.say(str(folder) if folder else _("工作区的 inbox 文件夹，到了照片就提示"))
        self._drop_inbox.setEnabled(folder is not None)

    def show_sheets(self, *, red_head: bool, shift: str) -> None:
        self._sheets.show_sheets(red_head=red_head, shift=shift)

    def show_look(self) -> None:
        """Theme and text size may be changed by keys too."""
        self._theme.choose(self._look.theme.code)
        self._size.choose(str(self._look.text_size))

    def _connect(self) -> None:
        self._person.picked.connect(self.person_picked)
        self._theme.picked.connect(self.theme_picked)
        self._size.picked.connect(self.size_picked)
        self._language.picked.connect(self.language_picked)
        self._choose.clicked.connect(self.backups_wanted)
        self._drop.clicked.connect(self.backups_dropped)
        self._choose_inbox.clicked.connect(self.inbox_wanted)
        self._drop_inbox.clicked.connect(self.inbox_dropped)
        self._sheets.picked.connect(self.sheets_picked)
        self._leave.clicked.connect(self.other_workspace_wanted)
        self._pack.clicked.connect(self.pack_wanted)
        self._look.changed.connect(self.show_look)

    def _lay_out(self) -> None:
        look = self._look
        sheet = Pane(look, margins=(24, 8, 24, 8))
        sheet.setMaximumWidth(WIDEST)
        sheet.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

        def words(text: str) -> Words:
            return Words(look, text, role="cap", tone="text2", elided=True)

        sheet.add(
            self._row(_("经办人"), self._person_words, self._person),
            self._row(_("主题"), words(_("日光用于车里和户外，Ctrl+Shift+L 换")), self._theme),
            self._row(_("字号"), words(_("Ctrl+Shift+= 大，Ctrl+Shift+- 小")), self._size),
            self._row(_("语言"), self._language_words, self._language),
            self._row(_("工作区"), self._workspace, self._leave),
            self._row(_("备份到"), self._backups, self._drop, self._choose),
            self._row(_("收件夹"), self._inbox, self._drop_inbox, self._choose_inbox),
            self._row(
                _("打印用纸"),
                words(_("红头不再印，整页移位对准")),
                self._sheets,
            ),
            self._row(
                _("诊断包"),
                words(_("版本、计数、日志，交给技术人员；没有照片，没有姓名")),
                self._pack,
            ),
            0,
        )
        room = QScrollArea()  # under the sun, where all is larger, the last rows yield
        room.setWidgetResizable(True)
        room.setFrameShape(QFrame.Shape.NoFrame)
        room.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        room.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        room.setWidget(sheet)
        self.add(room)

    def _row(self, name: str, told: Words, *controls: QWidget) -> Pane:
        row = Pane(self._look, edges="b", across=True, spacing=8)
        said = Pane(self._look, margins=(0, 8, 0, 8), spacing=0)
        title = Words(self._look, name, strong=True)
        title.setBuddy(controls[-1])
        said.add(title, told)
        said.rows.setAlignment(Qt.AlignmentFlag.AlignVCenter)
        row.add(said)
        for control in controls:
            row.add(control)
        row.rows.setStretch(0, 1)
        return row
