"""复查销号 on the screen: the queue, both photos at one scale, the reply, the decision."""

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget

from inspector.domain.errors import InspectorError
from inspector.text import _
from ui.issue_told import CasePhoto, IssueLine
from ui.look import Look
from ui.main_window import KeyHint, Room
from ui.moments import day, when
from ui.office import Office
from ui.recheck_told import Recheck, Verified
from ui.rooms.ledger.rows import flags_of
from ui.rooms.recheck.presenter import REASONS, RecheckPresenter
from ui.tasks import Runner
from ui.widgets.buttons import DeedButton
from ui.widgets.empty import EmptyState
from ui.widgets.fields import IconField
from ui.widgets.keys import on_key, on_keys
from ui.widgets.laid_over import LaidOver, Over
from ui.widgets.marks import Chip, Glyph, Icon, Mark, Text
from ui.widgets.pane import MarkLine, Pane, Words
from ui.widgets.pictures import Picture
from ui.widgets.rows import Row, RowList

QUEUE_WIDTH = 264
REPLY_WIDTH = 392
REMARKS = 3
ICONS = {"ok": "check", "warn": "triangle-alert"}


class RecheckRoom(Room):
    """复查销号."""

    verified = Signal(object)
    photo_wanted = Signal(object, int)
    faulted = Signal(object)

    keys = (
        KeyHint(key="Y", words=_("通过")),
        KeyHint(key="N", words=_("退回")),
        KeyHint(key="1 2 3", words=_("并排、推拉、叠加")),
        KeyHint(key="← →", words=_("换照片")),
        KeyHint(key="Space", words=_("看大图")),
        KeyHint(key="↑ ↓", words=_("上下件")),
        KeyHint(key="Ctrl+Z", words=_("撤销")),
    )

    def __init__(
        self, look: Look, office: Office, runner: Runner, now: Callable[[], datetime]
    ) -> None:
        super().__init__()
        self._look, self._now = look, now
        self._photos: list[CasePhoto] = []
        self._queue = RowList(look, _("待复查"))
        self._queue_head = MarkLine(look, height="check_row")
        self._tally = Words(look, "", role="cap", tone="text2")
        self._title = MarkLine(look, height="tall_row")
        self._before = Picture(look, runner, _("整改前"), fetch=office.screen_photo)
        self._after = Picture(
            look, runner, _("整改后"), _("单位没有附整改后照片"), fetch=office.screen_photo
        )
        self._over = LaidOver(look, runner, (_("整改前"), _("整改后")), fetch=office.screen_photo)
        self._ways = [
            DeedButton(look, words, icon=icon, key=key, kind="tool")
            for words, icon, key in (
                (_("并排看"), "columns-2", "1"),
                (_("推拉对比"), "square-split-horizontal", "2"),
                (_("叠加透看"), "layers-2", "3"),
            )
        ]
        self._reply = Words(look, "", wrap=True)
        self._replied = Words(look, "", role="cap", tone="text2")
        self._facts = Words(look, "", role="cap", tone="text2", elided=True)
        self._remarks = [MarkLine(look, height="quiet_row") for _n in range(REMARKS)]
        self._reasons = [
            DeedButton(look, words, key=str(number), kind="quiet")
            for number, words in enumerate(REASONS, start=1)
        ]
        self._own_reason = IconField(
            look, _("自己写退回原因"), placeholder=_("自己写，Enter 退回"), key="5", bar=True
        )
        self._pass = DeedButton(
            look, _("通过，销号"), icon="check", key="Y", kind="filled", height="main_deed"
        )
        self._return = DeedButton(look, _("退回整改"), icon="undo-2", key="N", height="main_deed")
        self._nothing = EmptyState(look, "circle-check", _("今天没有要复查的。可先看逾期的问题"))
        self._sides = QStackedWidget()
        self._lay_out()
        self.presenter = RecheckPresenter(self, office, runner, now)
        self._connect()

    def enter(self) -> None:
        self.told.emit(_("核对答复，逐件销号"))
        self.presenter.refresh()
        self._queue.setFocus()

    def show_queue(self, lines: Sequence[IssueLine], total: int) -> None:
        self._queue_head.show_marks(
            (
                Text(words=_("待复查"), role="h3", strong=True),
                Text(words=str(total) if total else "", tone="text3"),
            )
        )
        self._queue.show_rows([self._row(line) for line in lines])

    def stand_on(self, issue: str) -> None:
        self._queue.choose(issue)

    def show_recheck(self, recheck: Recheck | None, photo: int) -> None:
        self._sides.setCurrentIndex(0 if recheck else 1)
        self._photos = [] if recheck is None else [*recheck.after, *recheck.before]
        if recheck is None:
            return
        line = recheck.line
        chips: tuple[Mark, ...] = tuple(Chip(kind=kind, words=say) for kind, say in flags_of(line))
        place = f"{line.point_name} {line.spot}".strip()
        where = Text(words=f"{place} · {line.label} · {line.unit_name}", tone="text2", elastic=True)
        name = Text(words=line.title, role="h2", strong=True)
        self._title.show_marks((Glyph(state=line.state.name.lower()), name, *chips, where))
        self._show_side(self._before, _("整改前"), recheck.before, photo, line.found_at)
        self._show_side(self._after, _("整改后"), recheck.after, photo, None)
        self._over.show_photos(_nth(recheck.before, photo), _nth(recheck.after, photo))
        unsaid = _("没有文字答复") if recheck.replied else _("单位还没有答复，可以到现场看过再定")
        self._reply.say(recheck.reply or unsaid)
        self._replied.say(recheck.replied)
        self._facts.say(recheck.facts)
        for number, remark in enumerate(self._remarks):
            remark.setVisible(number < len(recheck.remarks))
            if number < len(recheck.remarks):
                weight, title, words = recheck.remarks[number]
                remark.show_marks(
                    (
                        Icon(name=ICONS[weight], tone=weight),
                        Text(words=title, strong=True),
                        Text(words=" "),
                        Text(words=words, tone="text2", elastic=True),
                    )
                )

    def show_asking(self, *, asking: bool) -> None:
        """Light the reasons once a return is asked for."""
        self._reason_bar.set_tone("soft" if asking else "sunken")
        for button in self._reasons:
            button.setEnabled(asking)
        self._own_reason.setEnabled(asking)
        self._own_reason.clear()

    def show_tally(self, words: str) -> None:
        self._tally.say(words)

    def show_verified(self, verified: Verified) -> None:
        self._queue.setFocus()
        self.verified.emit(verified)

    def show_taken_back(self, verified: Verified) -> None:
        self.saved.emit(_("已撤销：{did}").format(did=verified.words))

    def show_fault(self, error: InspectorError) -> None:
        self.faulted.emit(error)

    def _show_side(
        self,
        picture: Picture,
        name: str,
        photos: Sequence[CasePhoto],
        number: int,
        otherwise: datetime | None,
    ) -> None:
        photo = photos[min(number, len(photos) - 1)] if photos else None
        taken = (photo.taken_at if photo else None) or otherwise
        picture.show_photo(photo.screen if photo else None)
        moment = when(taken, self._now()) if taken else _("无拍摄时间")
        count = f"{min(number, len(photos) - 1) + 1}/{len(photos)}" if len(photos) > 1 else ""
        picture.label(f"{name}  {moment}  {count}".strip() if photo else "")

    def _row(self, line: IssueLine) -> Row:
        now = self._now()
        right: tuple[Mark, ...] = ()
        if line.late_days > 0:
            right = (Chip(kind="late", words=_("逾 {n} 天").format(n=line.late_days)),)
        place = f"{line.point_name} {line.spot}".strip()
        found = _("{day} 发现").format(day=day(line.found_at, now))
        return Row(
            key=line.issue,
            left=(
                Glyph(state=line.state.name.lower()),
                Text(words=line.title, strong=True, elastic=True),
            ),
            right=right,
            below=(
                Text(words=place, role="cap", tone="text2", elastic=True),
                Text(words=found, role="cap", tone="text3"),
            ),
            indented=True,
            height="tall_row",
        )

    def _lay_out(self) -> None:
        look = self._look
        queue = Pane(look, edges="r")
        queue.setFixedWidth(QUEUE_WIDTH)
        head = Pane(look, edges="b", margins=(20, 0, 12, 0))
        head.add(self._queue_head)
        foot = Pane(look, margins=(20, 8, 12, 12))
        foot.add(self._tally)
        queue.add(head, self._queue, foot)
        self._reason_bar = self._build_reasons()
        case = Pane(look)
        case.add(
            self._build_title(),
            self._build_photos(),
            self._build_reply(),
            self._reason_bar,
            self._build_deeds(),
        )
        case.rows.setStretch(1, 1)
        self._sides.addWidget(case)
        self._sides.addWidget(self._nothing)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(queue)
        whole.addWidget(self._sides, 1)

    def _build_title(self) -> Pane:
        title = Pane(self._look, across=True, margins=(20, 0, 20, 0))
        title.add(self._title, *self._ways)
        title.rows.setStretch(0, 1)
        return title

    def _build_photos(self) -> QStackedWidget:
        beside = Pane(self._look, across=True, margins=(20, 0, 20, 0), spacing=8)
        beside.add(self._before, self._after)
        beside.rows.setStretch(0, 1)
        beside.rows.setStretch(1, 1)
        upon = Pane(self._look, margins=(20, 0, 20, 0))
        upon.add(self._over)
        self._photo_ways = QStackedWidget()
        self._photo_ways.addWidget(beside)
        self._photo_ways.addWidget(upon)
        for button in self._ways:
            button.setCheckable(True)
        self._see(1)
        return self._photo_ways

    def _build_reply(self) -> Pane:
        look = self._look
        said = Pane(look, spacing=4)
        said.setFixedWidth(REPLY_WIDTH)
        head = Pane(look, across=True)
        head.add(Words(look, _("单位答复"), role="cap", tone="text2"), 0, self._replied)
        said.add(head, self._reply, self._facts, 0)
        seen = Pane(look, spacing=0)
        seen.add(Words(look, _("照片对看"), role="cap", tone="text2"), *self._remarks, 0)
        both = Pane(look, across=True, margins=(20, 12, 20, 8), spacing=32)
        both.add(said, seen)
        both.rows.setStretch(1, 1)
        both.setFixedHeight(look.px("quiet_row") * (REMARKS + 1) + 20)
        return both

    def _build_reasons(self) -> Pane:
        look = self._look
        bar = Pane(look, tone="sunken", edges="b", across=True, margins=(20, 4, 20, 4), spacing=4)
        bar.add(Words(look, _("退回原因"), tone="text2"), *self._reasons, self._own_reason)
        bar.rows.setStretch(bar.rows.count() - 1, 1)
        return bar

    def _build_deeds(self) -> Pane:
        look = self._look
        deeds = Pane(look, across=True, margins=(20, 12, 20, 12), spacing=12)
        hint = Words(look, _("记完自动到下一件"), role="cap", tone="text2")
        deeds.add(self._pass, self._return, 0, hint)
        return deeds

    def _connect(self) -> None:
        presenter = self.presenter
        self._queue.chosen.connect(presenter.choose)
        self._pass.clicked.connect(presenter.pass_it)
        self._return.clicked.connect(presenter.ask_reason)
        self._own_reason.returnPressed.connect(self._write_reason)
        for number, button in enumerate(self._reasons, start=1):
            button.clicked.connect(partial(presenter.take_reason, number))
            on_key(self, str(number), partial(self._press_digit, number))
        for number, way in enumerate(self._ways, start=1):
            way.clicked.connect(partial(self._see, number))
        on_keys(
            self,
            (",", partial(self._over.shift, -0.05)),
            (".", partial(self._over.shift, 0.05)),
            ("Y", presenter.pass_it),
            ("N", presenter.ask_reason),
            ("5", self._own_reason.setFocus),
            ("Left", partial(presenter.step_photo, -1)),
            ("Right", partial(presenter.step_photo, 1)),
            ("Space", self._open_photos),
            ("J", partial(self._step, 1)),
            ("K", partial(self._step, -1)),
        )

    def _step(self, by: int) -> None:
        at = self._queue.currentIndex().row() + by
        if 0 <= at < len(self._queue.rows):
            self._queue.choose(self._queue.rows[at].key)

    def _press_digit(self, number: int) -> None:
        """Once a return is asked for a digit names its reason; before, how photos are compared."""
        if not self._own_reason.isEnabled() and number <= len(self._ways):
            self._see(number)
        else:
            self.presenter.take_reason(number)

    def _see(self, way: int) -> None:
        """1 side by side, 2 parted by a line, 3 one shining through the other."""
        for number, button in enumerate(self._ways, start=1):
            button.setChecked(number == way)
        self._photo_ways.setCurrentIndex(0 if way == 1 else 1)
        if way > 1:
            self._over.lay(Over.PARTED if way == 2 else Over.SHINING)

    def _open_photos(self) -> None:
        """The photos over the whole window: the newest, by which it is decided, first."""
        if self._photos:
            self.photo_wanted.emit([photo.screen for photo in self._photos], 0)

    def _write_reason(self) -> None:
        self.presenter.send_back(self._own_reason.text())


def _nth(photos: Sequence[CasePhoto], number: int) -> Path | None:
    """The photo of that number, the last one where there are fewer."""
    return photos[min(number, len(photos) - 1)].screen if photos else None
