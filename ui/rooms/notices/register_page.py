"""登记簿 on the screen: papers by state and unit, the page as it was issued, deeds on them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QSizePolicy,
    QStackedWidget,
    QWidget,
)

from inspector.text import _
from ui.look import Look
from ui.main_window import KeyHint
from ui.papers_office import PaperLine, PaperState
from ui.rooms.notices.carrying import SCANS
from ui.rooms.notices.register_rows import heads_of, paper_row, state_choices
from ui.rooms.notices.registering import PapersPresenter
from ui.widgets.asking import PAPERS, settle, where_to_lay
from ui.widgets.buttons import DeedButton
from ui.widgets.choices import ChoiceField
from ui.widgets.fields import IconField
from ui.widgets.keys import on_key
from ui.widgets.marks import Text
from ui.widgets.page_pane import PagePane
from ui.widgets.pane import MarkLine, Pane, Words
from ui.widgets.rows import RowList

if TYPE_CHECKING:
    from inspector.domain.errors import InspectorError
    from ui.office import Office
    from ui.tasks import Runner

PAGE_WIDTH, WIDEST_PAGE = 520, 616  # at the plain size of letters; at the largest
S = PaperState
_MAIN = {
    S.SUBMITTED: (_("签发"), "signature", "Ctrl+Enter"),
    S.DRAFT: (_("送达"), "send", "D"),
    S.SIGNED: (_("签发"), "signature", "Ctrl+Enter"),  # it only lacks its number, and says so
    S.NUMBERED: (_("送达"), "send", "D"),
    S.DELIVERED: (_("签收"), "mail-check", "Y"),
}
KEYS = (
    KeyHint(key=_("空格"), words=_("勾选")),
    KeyHint(key="D", words=_("送达")),
    KeyHint(key="Y", words=_("签收")),
    KeyHint(key="F", words=_("状态")),
    KeyHint(key="Ctrl+O", words=_("收反馈")),
    KeyHint(key="Ctrl+R", words=_("回待开")),
)


class RegisterPage(QWidget):
    """The second page of 通知书."""

    saved = Signal(str)
    faulted = Signal(object)
    printing = Signal(object)  # papers to be printed
    packing = Signal(object)  # units to be packed for
    binding = Signal(object)  # papers to be put into one file
    changed = Signal()

    def __init__(self, look: Look, office: Office, runner: Runner) -> None:
        super().__init__()
        self._look = look
        self._lines: Sequence[PaperLine] = ()
        self._ticked: frozenset[str] = frozenset()
        self._state = ChoiceField(look, _("状态"))
        self._unit = ChoiceField(look, _("单位"))
        self._count = MarkLine(look, height="bar_control")
        self._heads = MarkLine(look, height="quiet_row")
        self._above = Pane(look, edges="b", margins=(20, 0, 20, 0))
        self._list = RowList(look, _("登记簿"))
        self._main: dict[str, DeedButton] = {
            icon: DeedButton(look, words, icon=icon, key=key, kind="filled", height="main_deed")
            for words, icon, key in dict.fromkeys(_MAIN.values())
        }
        self._sign_only = DeedButton(look, _("只签"), key="Q")
        self._sign_only.setAccessibleName(_("只签发，暂不编号"))
        self._sign_only.setToolTip(_("只签发，暂不编号"))
        self._void = DeedButton(look, _("作废"), icon="x", key="Del")
        self._again = DeedButton(look, _("重发"), icon="refresh-ccw", key="N")
        self._word = DeedButton(look, "Word", icon="file-text", key="W")
        self._print = DeedButton(look, _("打印"), icon="printer", key="Ctrl+P")
        self._bind = DeedButton(look, _("合并PDF"), icon="layers-2", key="M")
        self._pack = DeedButton(look, _("打包"), icon="package", key="P")
        self._why = IconField(look, _("作废的原因"), bar=True)
        self._why_named = Words(look, "", tone="text2")
        self._why_do = DeedButton(look, "", key="Enter", kind="filled", height="control")
        self._why_not = DeedButton(look, _("不作废"), key="Esc", height="control")
        self._deeds = QStackedWidget()
        self._wished: Callable[[str], None] = lambda _why: None
        self._page = PagePane(look, runner, self._foot())
        self._lay_out()
        self.presenter = PapersPresenter(self, office, runner)
        self._connect()
        self._fit()
        self.show_deeds(None, 0)

    def enter(self) -> None:
        self.presenter.refresh()
        self._list.setFocus()

    def show_choices(self, units: Sequence[tuple[str, str]]) -> None:
        self._state.show_choices(state_choices(), self._state.code())
        chosen = self._unit.code()
        known = chosen if chosen in dict(units) else ""
        self._unit.show_choices(units, known)

    def show_papers(self, lines: Sequence[PaperLine], ticked: frozenset[str], words: str) -> None:
        self._lines, self._ticked = lines, ticked
        told = _("已选 {n} 份").format(n=len(ticked)) if ticked else words
        self._count.show_marks((), (Text(words=told, tone="accent" if ticked else "text2"),))
        self._show_rows()

    def show_deeds(self, chosen: PaperLine | None, ticked: int) -> None:
        """The filled button is the next step of the chosen paper."""
        step = _MAIN.get(chosen.state) if chosen else None
        for icon, button in self._main.items():
            button.setVisible(step is not None and icon == step[1])
        self._sign_only.setVisible(chosen is not None and chosen.state is S.SUBMITTED)
        lacks_number = chosen is not None and chosen.state is S.SIGNED
        self._main["signature"].name(_("编号") if lacks_number else _("签发"))
        several = ticked > 1
        self._main["send"].name(_("送达 {n} 份").format(n=ticked) if several else _("送达"))
        live = chosen is not None and chosen.state is not S.VOID
        self._void.setEnabled(live)
        self._again.setEnabled(live and chosen is not None and chosen.deadline is not None)
        self._word.setEnabled(chosen is not None and chosen.deadline is not None)
        self._print.setEnabled(chosen is not None)
        self._bind.setEnabled(chosen is not None)
        self._pack.setEnabled(chosen is not None)

    def show_paper(self, name: str, paper: bytes) -> None:
        self._page.show_paper(name, paper)

    def show_no_paper(self, words: str) -> None:
        self._page.show_words(words)

    def show_saved(self, words: str) -> None:
        self.saved.emit(words)
        self.changed.emit()

    def show_fault(self, error: InspectorError) -> None:
        self.faulted.emit(error)

    def print_papers(self, papers: Sequence[bytes]) -> None:
        self.printing.emit(tuple(papers))

    def bind_papers(self, notices: Sequence[str]) -> None:
        self.binding.emit(tuple(notices))

    def stand_on(self, notice: str) -> None:
        if self._list.chosen_key() != notice:
            self._list.choose(notice)

    def step_out(self) -> bool:
        """Out of the reason, out of the filter; false where there is nothing to leave."""
        if self._deeds.currentIndex():
            self._ask_no_more()
            return True
        if self._state.code() or self._unit.code():
            self._state.setCurrentIndex(0)
            self._unit.setCurrentIndex(0)
            self.presenter.filter(state="", unit="")
            self._list.setFocus()
            return True
        return False

    def choose_scan(self) -> None:
        """Ask for the stamped slip of the chosen paper; the dialog does not block the window."""
        line = self.presenter.chosen()
        if line is None or line.state is S.VOID:
            return
        dialog = QFileDialog(self, _("{number} 的送达回执").format(number=line.number))
        settle(dialog, PAPERS)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        suffixes = " ".join(f"*{suffix}" for suffix in SCANS)
        dialog.setNameFilter(_("扫描件 ({suffixes})").format(suffixes=suffixes))
        dialog.fileSelected.connect(lambda name: self.presenter.acknowledge(Path(name)))
        dialog.open()

    def choose_word(self) -> None:
        """Ask where the Word twin shall lie."""
        if not self._word.isEnabled():
            return
        name = self.presenter.word_name()
        where_to_lay(self, _("存放"), PAPERS, name, self.presenter.write_word).open()

    def ask_void(self) -> None:
        self._ask(self._void, _("作废这份"), self.presenter.void)

    def ask_reissue(self) -> None:
        self._ask(self._again, _("作废并重发"), self.presenter.reissue)

    def _ask(self, button: DeedButton, words: str, deed: Callable[[str], None]) -> None:
        line = self.presenter.chosen()
        if not button.isEnabled() or line is None:
            return
        self._wished = deed
        self._why_named.say(line.number)
        self._why_do.name(words)
        self._why.clear()
        self._deeds.setCurrentIndex(1)
        self._why.setFocus()

    def _answer(self) -> None:
        why = self._why.text().strip()
        if not self._deeds.currentIndex():
            return
        if not why:
            self._why.ask()
            return
        self._ask_no_more()
        self._wished(why)

    def _ask_no_more(self) -> None:
        self._deeds.setCurrentIndex(0)
        self._list.setFocus()

    def _foot(self) -> QStackedWidget:
        look = self._look
        usual = Pane(look, edges="t", margins=(20, 12, 16, 12), spacing=8)
        papers = Pane(look, across=True, spacing=8)
        papers.add(self._word, self._print, self._bind, 0, self._sign_only)
        steps = Pane(look, across=True, spacing=8)
        steps.add(self._pack, self._void, self._again, 0, *self._main.values())
        usual.add(papers, steps)
        self._why.setPlaceholderText(_("原因，如：责任单位有误"))
        asked = Pane(look, edges="t", margins=(20, 12, 16, 12), spacing=8)
        answers = Pane(look, across=True, spacing=8)
        answers.add(self._why_named, 0, self._why_not, self._why_do)
        asked.add(self._why, answers)
        self._deeds.addWidget(usual)
        self._deeds.addWidget(asked)
        self._deeds.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        return self._deeds

    def _lay_out(self) -> None:
        look = self._look
        bar = Pane(look, edges="b", across=True, margins=(20, 8, 20, 8), spacing=8)
        self._unit.setMinimumContentsLength(8)
        bar.add(self._state, self._unit, self._count)
        bar.rows.setStretch(2, 1)
        above = self._above
        above.add(self._heads)
        left = Pane(look, edges="r")
        left.add(bar, above, self._list)
        left.rows.setStretch(2, 1)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(left, 1)
        whole.addWidget(self._page)
        self._state.show_choices(state_choices(), "")
        self._unit.show_choices([("", _("全部单位"))], "")

    def _connect(self) -> None:
        presenter = self.presenter
        self._look.changed.connect(self._fit)
        self._list.verticalScrollBar().rangeChanged.connect(self._set_heads)
        self._list.chosen.connect(presenter.choose)
        self._list.ticked.connect(presenter.tick)
        self._state.picked.connect(lambda code: presenter.filter(state=code))
        self._unit.picked.connect(lambda code: presenter.filter(unit=code))
        self._why.returnPressed.connect(self._answer)
        self._why_do.clicked.connect(self._answer)
        self._why_not.clicked.connect(self._ask_no_more)
        deeds: tuple[tuple[str, DeedButton | None, Callable[[], object]], ...] = (
            ("Ctrl+Return", self._main["signature"], presenter.sign),
            ("Ctrl+Enter", None, presenter.sign),
            ("Q", self._sign_only, presenter.sign_only),
            ("D", self._main["send"], presenter.deliver),
            ("Y", self._main["mail-check"], self.choose_scan),
            ("Del", self._void, self.ask_void),
            ("N", self._again, self.ask_reissue),
            ("W", self._word, self.choose_word),
            ("Ctrl+P", self._print, presenter.print),
            ("M", self._bind, presenter.bind),
            ("P", self._pack, self._want_packing),
            ("Ctrl+Shift+P", None, self._want_packing),
            ("F", None, self._state.setFocus),
            ("U", None, self._unit.setFocus),
            ("Ctrl+A", None, presenter.tick_all),
            ("PgUp", None, partial(self._page.turn, -1)),
            ("PgDown", None, partial(self._page.turn, 1)),
        )
        for keys, button, deed in deeds:
            on_key(self, keys, deed)
            if button is not None:
                button.clicked.connect(deed)

    def _fit(self) -> None:
        """The deeds below the page are wider where the theme writes larger."""
        wide = round(PAGE_WIDTH * self._look.px("body") / 13)
        self._page.setFixedWidth(min(wide, WIDEST_PAGE))
        self._show_rows()

    def _set_heads(self) -> None:
        """The heads stand over their columns, whether the list needs a scroll bar or not."""
        bar = self._list.verticalScrollBar()
        taken = bar.sizeHint().width() if bar.maximum() > 0 else 0
        self._above.rows.setContentsMargins(20, 0, 20 + taken, 1)

    def _want_packing(self) -> None:
        units = self.presenter.units()
        if units:
            self.packing.emit(units)

    def _show_rows(self) -> None:
        self._heads.show_marks(*heads_of(self._look))
        self._list.show_rows(
            [paper_row(self._look, one, ticked=one.notice in self._ticked) for one in self._lines]
        )
