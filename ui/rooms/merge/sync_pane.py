"""Sync on the screen: where to, how it stands, one button."""

from collections.abc import Callable
from datetime import datetime
from urllib.parse import unquote, urlsplit

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from inspector.text import _
from ui.look import Look
from ui.moments import when
from ui.sync_office import SyncLine
from ui.widgets.buttons import DeedButton
from ui.widgets.marks import Icon, Mark, Text
from ui.widgets.pane import MarkLine, Pane, Words

_NAMED = 3
PHOTOS = {"all": _("照片全传"), "print": _("只传打印图"), "none": _("照片不传")}


class SyncPane(Pane):
    """Two quiet lines and a button; a failure and a doubt stand in words until they are over."""

    asked = Signal()
    confirmed = Signal()
    called_off = Signal()
    setting = Signal()

    def __init__(self, look: Look, now: Callable[[], datetime]) -> None:
        super().__init__(look, edges="t", margins=(16, 8, 16, 12), spacing=6)
        self._now = now
        self._head = MarkLine(look, height="chip")
        self._setup = DeedButton(look, _("同步设置"), icon="settings", kind="tool")
        self._place = Words(look, role="cap", tone="text2", elided=True)
        self._how = MarkLine(look, height="chip")
        self._did = MarkLine(look, height="chip")
        self._missing = Words(look, role="cap", tone="warn", wrap=True)
        self._next = Words(look, role="cap", tone="text2", wrap=True)
        self._words = Words(look, role="cap", tone="text2", wrap=True)
        self._go = DeedButton(
            look, _("同步"), icon="repeat-2", key="Ctrl+U", height="control", spread=True
        )
        self._stop = DeedButton(look, _("停下"), icon="x", height="control", spread=True)
        self._confirm = DeedButton(
            look, _("我已确认，继续同步"), icon="triangle-alert", height="control", spread=True
        )
        head = QWidget()
        across = QHBoxLayout(head)
        across.setContentsMargins(0, 0, 0, 0)
        across.addWidget(self._head, 1)
        across.addWidget(self._setup)
        self.add(head, self._place, self._how, self._did, self._missing, self._next)
        self.add(self._words, self._confirm, self._go, self._stop)
        self._confirm.hide()
        self._words.hide()
        self._go.clicked.connect(self.asked)
        self._stop.clicked.connect(self.called_off)
        self._confirm.clicked.connect(self.confirmed)
        self._setup.clicked.connect(self.setting)
        self.show_sync(None, "", "")

    def show_sync(self, line: SyncLine | None, result: str, doubt: str) -> None:
        """How it stands; ``result`` of the last one here, ``doubt`` to be confirmed."""
        self._let_stop(running=False)
        left = _("还有 {n:,} 件").format(n=line.left) if line and line.left else ""
        self._head.show_marks(
            (Text(words=_("同步"), role="h3", strong=True),),
            (Text(words=left, role="cap", tone="warn"),) if left else (),
        )
        self._place.say(shown(line.remote) if line else _("还没有同步位置"))
        photos = Text(words=PHOTOS[line.photos], role="cap", tone="text3") if line else None
        self._how.show_marks(self._standing(line), (photos,) if photos else ())
        self._did.show_marks(_counts(line))
        self._did.setVisible(bool(line and line.did) and not result)  # the result tells them too
        self._missing.say(_missing(line), "warn")
        self._missing.setVisible(bool(line and line.missing))
        self._next.say("\n".join(self._ahead(line)), "warn" if line and line.clock else "text2")
        self._next.setVisible(bool(self._ahead(line)))
        words = doubt or (line.failure if line else "") or result
        if words == (line.failure if line else "") and result:
            words = f"{words}\n{result}"
        self._say(words, "danger" if doubt or (line and line.failure) else "text2")
        self._confirm.setVisible(bool(doubt))
        self._go.name(_("同步") if line else _("设同步位置"))

    def show_syncing(self, words: str) -> None:
        """One runs: the button stops it."""
        self._let_stop(running=True)
        self._how.show_marks((Icon(name="repeat-2", tone="accent"), Text(words=words)))
        self._say("", "text2")
        self._confirm.hide()

    def _standing(self, line: SyncLine | None) -> tuple[Mark, ...]:
        if line is None:
            return (Icon(name="wifi-off", tone="text3"), Text(words=_("只在本机"), tone="text2"))
        good = when(line.good_at, self._now()) if line.good_at else _("还没有过")
        told = Text(words=_("上次成功 {when}").format(when=good), tone="text2", elastic=True)
        if line.failure:
            return (Icon(name="octagon-x", tone="danger"), told)
        return (Icon(name="circle-check" if line.good_at else "clock", tone="ok"), told)

    def _ahead(self, line: SyncLine | None) -> list[str]:
        """When it goes on by itself, and what is wrong with this computer's clock."""
        found = [line.clock] if line and line.clock else []
        if line and line.every_min:
            due = max(line.next_at or self._now(), self._now())
            found.append(
                _("每 {n} 分钟自动同步，下次约 {at}").format(
                    n=line.every_min, at=due.astimezone(self._now().tzinfo).strftime("%H:%M")
                )
            )
        return found

    def _say(self, words: str, tone: str) -> None:
        self._words.say(words, tone)
        self._words.setVisible(bool(words))

    def _let_stop(self, *, running: bool) -> None:
        self._stop.setVisible(running)
        self._go.setVisible(not running)


def _counts(line: SyncLine | None) -> tuple[Mark, ...]:
    """What the last good sync did, in pieces."""
    if line is None or line.did is None:
        return ()
    sent, acknowledged, received = line.did
    words = _("发出 {sent} · 确认 {acknowledged} · 收到 {received}").format(
        sent=sent, acknowledged=acknowledged, received=received
    )
    return (Text(words=words, role="cap", tone="text2", elastic=True),)


def _missing(line: SyncLine | None) -> str:
    """Photos and papers that are not here, and whom to ask for them."""
    away = line.missing if line else ()
    named = [
        _("{device} {n} 件").format(device=device or _("来处不明"), n=f"{many:,}")
        for device, many in away[:_NAMED]
    ]
    if len(away) > _NAMED:
        named.append(_("另 {n} 台").format(n=len(away) - _NAMED))
    return _("本机缺：{what}").format(what="，".join(named)) if named else ""


def shown(remote: str) -> str:
    """A place as people know it: where, and the folder in it."""
    parts = urlsplit(remote)
    host = parts.netloc.rpartition("@")[2]
    return f"{host}{unquote(parts.path)}" or remote
