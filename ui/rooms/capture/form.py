"""The form of a finding: what is asked is boxed, what follows from it is plain."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLabel, QWidget

from inspector.text import _
from ui.look import Look
from ui.rooms.capture.phrase_field import PhraseField
from ui.tasks import Runner
from ui.widgets.buttons import DeedButton, TickBox
from ui.widgets.marks import Icon, Key, Text
from ui.widgets.pane import MarkLine, Pane, Words
from ui.widgets.pictures import Thumb
from ui.widgets.suggest import SuggestField

WIDTH = 372
THUMB = QSize(64, 48)
SHOWN_PHOTOS = 4
FULL_HEIGHT = 668
LEAST_FOR_PHOTOS = 540
FAULT_TAKES = 44  # a fault's line, and the field above it whole
_STAYS = (Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason)
FACT_KEYS = {_("扣分"): "F6", _("期限"): "F7", _("责任"): "F8"}


class FindingForm(Pane):
    """Point, spot, standard, words; below, deduction, deadline and unit as the rule has them."""

    saved = Signal()
    again = Signal()
    listed = Signal()  # the checklist of the point is wanted

    def __init__(self, look: Look, runner: Runner) -> None:
        super().__init__(look, edges="l")
        self._look = look
        self.setFixedWidth(WIDTH)
        self._head = MarkLine(look, height="check_row")
        self.point = SuggestField(
            look, _("点位"), icon="map-pin", placeholder=_("拼音首字母、编号")
        )
        self.spot = SuggestField(look, _("位置"), placeholder=_("点位内的具体位置"), free=True)
        self.standard = SuggestField(
            look, _("标准"), icon="book-open-check", placeholder=_("拼音首字母、别名")
        )
        self.phrase = PhraseField(look)
        self.unit = SuggestField(look, _("责任单位"), placeholder=_("拼音首字母、名称"))
        self.deadline = SuggestField(look, _("整改期限"), placeholder=_("按标准，或几天之内"))
        self._others = {_("责任"): self.unit, _("期限"): self.deadline}
        for field in self._others.values():
            field.setProperty("bar", True)
            field.hide()
            field.installEventFilter(self)
        self._fault = MarkLine(look)
        self._fault.hide()
        self.on_the_spot = TickBox(look, _("立行立改（当场整改）"), "F9")
        self._photos = [Thumb(look, runner, _("照片"), THUMB) for _n in range(SHOWN_PHOTOS)]
        self._facts: dict[str, tuple[Words, Words, Pane]] = {}
        self._again = DeedButton(
            look,
            _("同一照片再记一条"),
            icon="copy-plus",
            key="Ctrl+D",
            height="control",
            spread=True,
        )
        self._save = DeedButton(
            look,
            _("保存，下一张"),
            icon="check",
            key="Ctrl+Enter",
            kind="filled",
            height="main_deed",
            spread=True,
        )
        self._list = DeedButton(look, _("检查表"), icon="list-checks", key="F2", kind="quiet")
        self._list.clicked.connect(self.listed)
        self._again.clicked.connect(self.again)
        self._save.clicked.connect(self.saved)
        self._is_in_list = False
        self._lay_out()
        self.show_state("")
        self.show_photos(())

    def stand_in_list(self, *, is_so: bool) -> None:
        """Beside a checklist the form writes one fault, then the list goes on."""
        self._is_in_list = is_so
        self._list.setHidden(is_so)
        self._again.setHidden(is_so)
        self._fold()

    def show_state(self, words: str) -> None:
        """Whether the form is a draft, in words beside its name."""
        self._head.show_marks(
            (
                Text(words=_("新问题"), role="h3", strong=True),
                Text(words=words, tone="text3", elastic=True),
            )
        )

    def show_photos(self, photos: Sequence[Path]) -> None:
        for number, thumb in enumerate(self._photos):
            thumb.setVisible(number < len(photos))
            if number < len(photos):
                thumb.show_photo(photos[number])
        self._none.setVisible(not photos)

    def show_facts(self, facts: Sequence[tuple[str, str, str]]) -> None:
        known = {label: (strong, quiet) for label, strong, quiet in facts}
        for label, (value, more, _line) in self._facts.items():
            strong, quiet = known.get(label, ("–", ""))
            value.say(strong)
            value.setVisible(bool(strong))
            more.say(quiet)

    def show_unit_field(self, *, shown: bool) -> None:
        """The field to choose another unit, in place of the one filled in."""
        self._show_other(_("责任"), shown=shown)

    def show_deadline_field(self, *, shown: bool) -> None:
        """The field to choose another deadline, with its choices, in place of the standard's."""
        self._show_other(_("期限"), shown=shown)
        if shown:
            self.deadline.open_list()

    def _show_other(self, label: str, *, shown: bool) -> None:
        value, more, line = self._facts[label]
        field = self._others[label]
        field.setVisible(shown)
        value.setVisible(not shown)
        more.setVisible(not shown)
        if shown:
            line.rows.activate()  # its list opens as wide as the field is now
            field.show_value("")
            field.setFocus()

    def show_fault(self, words: str) -> None:
        self._fault.setVisible(bool(words))
        self._fold()
        self._fault.show_marks(
            (
                Icon(name="octagon-x", tone="danger", size=14),
                Text(words=words, role="cap", tone="danger", elastic=True),
            )
        )

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Who leaves such a field without choosing sees again what was filled in."""
        if isinstance(event, QFocusEvent) and event.lostFocus() and event.reason() not in _STAYS:
            for label, field in self._others.items():
                if field is watched:
                    self._show_other(label, shown=False)
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold()

    def minimumSizeHint(self) -> QSize:
        """Folding makes room, so the form never holds the window open."""
        return QSize(WIDTH, 0)

    def _fold(self) -> None:
        """Where height is short the two deeds stand side by side, and 抄送 gives way.

        Where it is shorter still the row of photos goes too: the tray numbers them. A fault takes
        its height from them, not from the field it is about.
        """
        grown = self._look.px("body") / 13
        taken = 0 if self._fault.isHidden() else FAULT_TAKES * grown
        short = self.height() - taken < FULL_HEIGHT * grown
        self._facts[_("抄送")][2].setHidden(short)
        self._filled.setHidden(bool(taken) and short)
        is_least = self.height() - taken < LEAST_FOR_PHOTOS * grown
        self._photo_line.setHidden(is_least)
        self._facts[_("期限")][2].setHidden(bool(taken) and is_least)
        brief = _("再记") if self._look.theme.compact else _("再记一条")
        self._again.name(brief if short else _("同一照片再记一条"))
        saved = _("保存，下一项") if self._is_in_list else _("保存，下一张")
        self._save.name(_("保存") if short else saved)
        direction = QBoxLayout.Direction
        self._deeds.rows.setDirection(direction.LeftToRight if short else direction.TopToBottom)

    def _lay_out(self) -> None:
        look = self._look
        head = Pane(look, edges="b", across=True, margins=(16, 0, 8, 0))
        head.add(self._head, self._list)
        head.rows.setStretch(0, 1)
        asked = Pane(look, edges="b", margins=(16, 12, 16, 12), spacing=8)
        fields = {
            _("点位(&P)"): self.point,
            _("位置(&W)"): self.spot,
            _("标准(&B)"): self.standard,
            _("描述(&M)"): self.phrase,
        }
        self._fit_labels((*fields, _("照片")))
        for words, field in fields.items():
            asked.add(self._row(words, field))
        self._photo_line = self._photo_row()
        asked.add(self._fault, self._photo_line)
        known = Pane(look, margins=(16, 8, 16, 4))
        self._filled = Words(look, _("自动填好"), role="cap", tone="text3")
        known.add(self._filled)
        for label in (_("扣分"), _("期限"), _("责任"), _("抄送")):
            known.add(self._fact(label))
        known.add(self.on_the_spot)
        self._deeds = Pane(look, edges="t", margins=(16, 12, 16, 12), spacing=8)
        self._deeds.add(self._again, self._save)
        self.add(head, asked, known, 0, self._deeds)

    def _fit_labels(self, labels: Sequence[str]) -> None:
        """One column wide enough for the longest; Chinese names need the least, English more."""
        longest = max(self._look.measure(words.replace("&", "")) for words in labels)
        least = 64 if not self._look.theme.compact else 68
        self._label_width = max(least, round(longest) + 8)

    def _row(self, words: str, field: QWidget) -> QWidget:
        label = QLabel(words)
        label.setBuddy(field)
        label.setFixedWidth(self._label_width)
        label.setAlignment(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        line.addWidget(label)
        line.addWidget(field, 1)
        return row

    def _photo_row(self) -> QWidget:
        strip = Pane(self._look, across=True, spacing=8)
        self._none = Words(self._look, _("还没有选照片"), role="cap", tone="text3")
        strip.add(*self._photos, self._none, 0)
        strip.setFixedHeight(THUMB.height())
        return self._row(_("照片"), strip)

    def _fact(self, label: str) -> QWidget:
        look = self._look
        line = Pane(look, across=True, spacing=6)
        name = Words(look, label, tone="text3")
        name.setFixedWidth(max(58, name.sizeHint().width() + 8))
        value = Words(look, "–", strong=True)
        more = Words(
            look, "", role="cap" if label != _("抄送") else "body", tone="text2", elided=True
        )
        line.add(name, value, more)
        line.rows.setStretch(2, 1)
        if label in self._others:
            line.add(self._others[label])
            line.rows.setStretch(3, 1)
        if label in FACT_KEYS:
            line.add(MarkLine(look, (), (Key(words=FACT_KEYS[label]),)))
        line.setFixedHeight(look.px("quiet_row"))
        self._facts[label] = (value, more, line)
        return line
