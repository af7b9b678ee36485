"""Where to sync and how: entered once, kept with the workspace, the password in the keyring."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLineEdit, QSizePolicy, QWidget

from inspector.text import _
from ui.look import Look
from ui.sync_office import SyncSetup
from ui.widgets.buttons import DeedButton
from ui.widgets.fields import IconField
from ui.widgets.marks import Text
from ui.widgets.pane import MarkLine, Pane, Words

WIDEST = 560
PHOTOS = (
    ("all", _("全传"), _("原图也收发")),
    ("print", _("只传打印图"), _("流量贵时：够出通知书，原图留在本机")),
    ("none", _("不传"), _("只收发文字记录")),
)
EVERY = ((0, _("不自动")), (15, _("15 分钟")), (30, _("30 分钟")), (60, _("1 小时")))
METERED = (
    ("as_usual", _("照常")),
    ("words", _("只传文字")),
    ("wait", _("不自动同步")),
)
CLOSING = (
    ("ask", _("先问")),
    ("always", _("总是同步")),
    ("never", _("不同步")),
)


class SyncSetupPane(Pane):
    """A form of a few lines; Enter keeps it, Esc leaves it."""

    kept = Signal(object)
    left = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__(look, margins=(20, 8, 20, 8), spacing=8)
        self._remote = IconField(look, _("同步位置"), placeholder="webdavs://主机/文件夹")
        self._user = IconField(look, _("用户名"))
        self._password = IconField(look, _("密码"))
        self._password.setEchoMode(QLineEdit.EchoMode.Password)
        self._secret = Words(look, role="cap", tone="text2", wrap=True)
        self._what = Words(look, role="cap", tone="text2", wrap=True)
        self._keep = DeedButton(look, _("存下"), icon="check", key="Enter", height="control")
        self._leave = DeedButton(look, _("不改了"), icon="x", key="Esc", height="control")
        self._choices, self._every, self._metered, self._closing = (
            QButtonGroup(self) for _one in range(4)
        )
        self._lay_out(look)
        self._choices.idClicked.connect(self._say_photos)
        self._keep.clicked.connect(self._hand_over)
        self._leave.clicked.connect(self.left)
        for one in (self._remote, self._user, self._password):
            one.returnPressed.connect(self._hand_over)

    def show_setup(self, setup: SyncSetup) -> None:
        """What is set; the password field stays empty, and closed where nothing would keep it."""
        self._remote.setText(setup.remote)
        self._user.setText(setup.user)
        self._password.clear()
        self._password.setEnabled(setup.keyring)
        self._secret.say(
            _("密码存进系统钥匙串，不写进工作区；不改就留空")
            if setup.keyring
            else _(
                "系统没有钥匙串：请设环境变量 INSPECTOR_REMOTE_USER 和 INSPECTOR_REMOTE_PASSWORD"
            )
        )
        number = [code for code, _name, _words in PHOTOS].index(setup.photos)
        self._choices.button(number).setChecked(True)
        self._say_photos(number)
        every = [minutes for minutes, _name in EVERY]
        nearest = min(every, key=lambda one: abs(one - setup.every_min))
        self._every.button(every.index(nearest)).setChecked(True)
        metered = [code for code, _name in METERED].index(setup.metered)
        self._metered.button(metered).setChecked(True)
        closing = [code for code, _name in CLOSING].index(setup.closing)
        self._closing.button(closing).setChecked(True)
        self._remote.setFocus()
        self._remote.selectAll()

    def _hand_over(self) -> None:
        self.kept.emit(
            SyncSetup(
                remote=self._remote.text().strip(),
                user=self._user.text().strip(),
                password=self._password.text(),
                photos=PHOTOS[self._choices.checkedId()][0],
                every_min=EVERY[self._every.checkedId()][0],
                metered=METERED[self._metered.checkedId()][0],
                closing=CLOSING[self._closing.checkedId()][0],
            )
        )

    def _say_photos(self, number: int) -> None:
        self._what.say(PHOTOS[number][2])

    def _lay_out(self, look: Look) -> None:
        head = MarkLine(look, (Text(words=_("同步设置"), role="h3", strong=True),), height="chip")
        kinds = _(
            "文件夹或U盘 file:///…　网盘 webdavs://…　对象存储 s3://桶/前缀?endpoint=…"
            "　oss、cos、obs 走同一条路，尚未试过"
        )
        self.add(head, Words(look, kinds, role="cap", tone="text2", wrap=True), 8)
        for field in (self._remote, self._user, self._password):
            field.setMaximumWidth(WIDEST)
        who = _beside(_row(look, _("用户名"), self._user), _row(look, _("密码"), self._password))
        self.add(_row(look, _("位置"), self._remote), who)
        self.add(_row(look, "", self._secret))
        photos = _choice(look, self._choices, [name for _code, name, _words in PHOTOS])
        self.add(_row(look, _("照片"), photos), _row(look, "", self._what), 8)
        every = _choice(look, self._every, [name for _minutes, name in EVERY])
        metered = _choice(look, self._metered, [name for _code, name in METERED])
        closing = _choice(look, self._closing, [name for _code, name in CLOSING])
        self.add(_row(look, _("自动"), every), 4, _row(look, _("流量网络"), metered), 4)
        self.add(_row(look, _("关窗时"), closing), 8)
        deeds = QWidget()
        row = QHBoxLayout(deeds)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self._keep)
        row.addWidget(self._leave)
        row.addStretch(1)
        self.add(_row(look, "", deeds), 0)


class ChoiceButton(DeedButton):
    """One of several; the chosen one is filled."""

    def __init__(self, look: Look, words: str) -> None:
        super().__init__(look, words)
        self.setCheckable(True)
        self.toggled.connect(self._wear)

    def _wear(self, chosen: bool) -> None:
        self._kind = "filled" if chosen else "outlined"
        self._icon = "check" if chosen else ""
        self.updateGeometry()
        self.update()


def _choice(look: Look, group: QButtonGroup, names: Sequence[str]) -> QWidget:
    """One of several, side by side."""
    row = QWidget()
    box = QHBoxLayout(row)
    box.setContentsMargins(0, 0, 0, 0)
    box.setSpacing(8)
    for number, name in enumerate(names):
        button = ChoiceButton(look, name)
        group.addButton(button, number)
        box.addWidget(button)
    box.addStretch(1)
    return row


def _beside(*rows: QWidget) -> QWidget:
    """Two rows in one line, so that a low screen holds the form."""
    line = QWidget()
    box = QHBoxLayout(line)
    box.setContentsMargins(0, 0, 0, 0)
    box.setSpacing(16)
    for row in rows:
        box.addWidget(row, 1)
    return line


def _row(look: Look, name: str, field: QWidget) -> QWidget:
    """A label of 56 and its field."""
    row = QWidget()
    box = QHBoxLayout(row)
    box.setContentsMargins(0, 0, 0, 0)
    box.setSpacing(8)
    label = Words(look, name, tone="text2")
    label.setFixedWidth(64)
    box.addWidget(label)
    box.addWidget(field, 1)
    field.setSizePolicy(QSizePolicy.Policy.Expanding, field.sizePolicy().verticalPolicy())
    if field.maximumWidth() == WIDEST:
        box.addStretch(1)
        box.setStretch(1, 100)
    return row
