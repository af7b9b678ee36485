"""About on the screen: the version, and every part with its licence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from inspector.text import _
from ui.look import Look
from ui.widgets.marks import Slot, Text
from ui.widgets.pane import MarkLine, Pane, Words
from ui.widgets.rows import Row, RowList

if TYPE_CHECKING:
    from inspector.app.about import About, Part

WIDEST = 820
_VERSION_ROOM, _LICENCE_ROOM = 84, 320


class AboutPage(Pane):
    """Everything is free to pass on; the licences say under which terms."""

    def __init__(self, look: Look) -> None:
        super().__init__(look)
        self._version = MarkLine(look, height="check_row")
        self._parts = RowList(look, _("组成部分"), inset=24)
        head = Pane(look, edges="b", margins=(24, 0, 16, 0))
        head.add(self._version)
        note = Pane(look, margins=(24, 10, 24, 6))
        note.add(
            Words(
                look,
                _("离线的点位检查、整改和重复认定。由下列自由软件和字体组成，各按自己的许可证。"),
                tone="text2",
                wrap=True,
            )
        )
        self._parts.setMaximumWidth(WIDEST)
        self.add(head, note, self._parts)
        self.rows.setStretch(2, 1)

    def show_about(self, about: About) -> None:
        self._version.show_marks(
            (
                Text(words=_("点位督查"), role="h3", strong=True),
                Text(words=about.version, tone="text2"),
            ),
            (Text(words=_("{n} 个部分").format(n=len(about.parts)), role="cap", tone="text3"),),
        )
        self._parts.show_rows([_row(one) for one in about.parts])


def _row(part: Part) -> Row:
    version = Text(words=part.version or "—", role="cap", tone="text2")
    licence = Text(words=part.licence, role="cap", tone="text2")
    return Row(
        key=part.name,
        left=(Text(words=part.name, elastic=True),),
        right=(
            Slot(mark=version, room=_VERSION_ROOM, tight=True),
            Slot(mark=licence, room=_LICENCE_ROOM, tight=True),
        ),
        height="quiet_row",
    )
