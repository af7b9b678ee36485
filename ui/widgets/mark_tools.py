"""The tools beside a marked photo: nearer, farther, whole; arrow, box, words, covers; take off."""

from functools import partial

from inspector.domain.mark import MarkKind
from inspector.text import _
from ui.look import Look
from ui.widgets.buttons import DeedButton
from ui.widgets.marked_picture import MarkedPicture
from ui.widgets.pane import Pane, Words

_NEARER = 1.25


class MarkTools(Pane):
    """Buttons for one picture; each says its key."""

    def __init__(self, look: Look, picture: MarkedPicture) -> None:
        super().__init__(look, across=True, spacing=0)
        self._picture = picture
        nearer = DeedButton(look, _("放大"), icon="zoom-in", key="+", kind="tool")
        farther = DeedButton(look, _("缩小"), icon="zoom-out", key="−", kind="tool")
        whole = DeedButton(look, _("看整张"), icon="maximize", key="0", kind="tool")
        nearer.clicked.connect(lambda: picture.go_nearer(_NEARER))
        farther.clicked.connect(lambda: picture.go_nearer(1 / _NEARER))
        whole.clicked.connect(picture.show_whole)
        self._tools = {
            MarkKind.ARROW: DeedButton(
                look, _("画箭头"), icon="move-up-right", key="A", kind="tool"
            ),
            MarkKind.BOX: DeedButton(look, _("画方框"), icon="square", key="R", kind="tool"),
            MarkKind.TEXT: DeedButton(look, _("写文字"), icon="type", key="T", kind="tool"),
            MarkKind.REDACT: DeedButton(
                look, _("遮挡人脸、车牌"), icon="eye-off", key="H", kind="tool"
            ),
            MarkKind.MOSAIC: DeedButton(look, _("马赛克"), icon="grid-3x3", key="M", kind="tool"),
        }
        for kind, button in self._tools.items():
            button.setCheckable(True)
            button.clicked.connect(partial(self._take, kind))
        self._off = DeedButton(look, _("去掉选中的标注"), icon="trash-2", key="Del", kind="tool")
        self._off.clicked.connect(picture.take_picked_off)
        self._told = Words(look, "", role="cap", tone="text2")
        self.add(nearer, farther, whole, 8, *self._tools.values(), 8, self._off, 4, self._told)
        picture.tool_changed.connect(self._show_tool)
        picture.picked.connect(self._told.say)

    def _take(self, kind: MarkKind) -> None:
        """By a click; the binding gives a partial no word of whether it is checked now."""
        self._picture.take_tool(kind if self._tools[kind].isChecked() else None)
        self._picture.setFocus()

    def _show_tool(self, tool: MarkKind | None) -> None:
        for kind, button in self._tools.items():
            button.setChecked(kind is tool)
