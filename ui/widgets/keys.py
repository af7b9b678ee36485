"""Keys of a part of the window: they do their deed while the focus is somewhere in it."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget


def on_key(part: QWidget, keys: str, deed: Callable[[], object]) -> QShortcut:
    """``keys`` as Qt writes them, ``Ctrl+D``; the shortcut lives as long as ``part``."""
    shortcut = QShortcut(QKeySequence(keys), part)
    shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
    shortcut.activated.connect(deed)
    return shortcut


def on_keys(part: QWidget, *deeds: tuple[str, Callable[[], object]]) -> None:
    """Each key and its deed, as :func:`on_key`."""
    for keys, deed in deeds:
        on_key(part, keys, deed)
