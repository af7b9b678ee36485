"""The theme in Qt's terms: colours, fonts, icons and the one style sheet."""

from functools import lru_cache
from importlib.resources import files
from string import Template

from PySide6.QtCore import QByteArray, QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QPainter,
    QPalette,
    QPixmap,
)
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication, QToolTip, QWidget

from ui.theme import LIGHT, Theme, tones_of

TEXT_SIZES = (100, 115, 130)
STRONG_ROLES = ("h3", "h2", "h1", "num", "big")


class Look(QObject):
    """What the window looks like now; ``changed`` tells whoever paints to paint again."""

    changed = Signal()

    def __init__(self, family: str, theme: Theme = LIGHT) -> None:
        super().__init__()
        self.family = family
        self.theme = theme
        self.text_size = 100
        self._is_styled = False
        self._sheet = ""

    def wear(self, theme: Theme) -> None:
        self.theme = theme
        self._dress()

    def set_text_size(self, percent: int) -> None:
        self.text_size = percent
        self._dress()

    def color(self, tone: str) -> QColor:
        return QColor(getattr(self.theme.tones, tone))

    def px(self, size: str) -> int:
        """A size of the theme in pixels, grown with the text size where it holds text."""
        value = float(getattr(self.theme.sizes, size))
        if size in ("icon", "rail", "ring", "control_line", "normal", "strong"):
            return int(value)
        return round(value * self.text_size / 100)

    def font(self, role: str = "body", *, strong: bool = False) -> QFont:
        """The font of a role of the type table; heads are strong by themselves."""
        heavy = strong or role in STRONG_ROLES
        sizes = self.theme.sizes
        return _font(self.family, self.px(role), sizes.strong if heavy else sizes.normal)

    def measure(self, words: str, role: str = "body", *, strong: bool = False) -> float:
        """Width of the words in pixels."""
        heavy = strong or role in STRONG_ROLES
        sizes = self.theme.sizes
        return _width(self.family, self.px(role), sizes.strong if heavy else sizes.normal, words)

    def pixmap(self, name: str, tone: str = "text2", size: int = 0, ratio: float = 1.0) -> QPixmap:
        return _draw_icon(
            name,
            str(getattr(self.theme.tones, tone)),
            size or self.px("icon"),
            self.theme.sizes.stroke,
            ratio,
        )

    def dress(self, app: QApplication) -> None:
        """Put style, palette and font on the application."""
        if not self._is_styled:  # once: making a style anew costs as much as the rest together
            app.setStyle("Fusion")
            self._is_styled = True
        app.setFont(self.font())
        app.setPalette(self._palette())
        QToolTip.setFont(self.font("cap"))
        QToolTip.setPalette(self._palette())

    def clothe(self, part: QWidget) -> None:
        """Put the sheet on a small part of the window, now and with every change.

        Qt goes through all that a sheet lies over, hidden or not: over the whole window with every
        room that was visited it took 0.3 s. A room wears its own, anew when it is seen.
        """
        _Clothes(self, part)

    def sheet(self) -> str:
        """The style sheet in this theme and text size."""
        self._sheet = self._sheet or self._make_sheet()
        return self._sheet

    def _make_sheet(self) -> str:
        sheet = Template(files("resources").joinpath("window.qss").read_text(encoding="utf-8"))
        return sheet.substitute(
            dict(tones_of(self.theme)),
            body=self.px("body"),
            cap=self.px("cap"),
            control=self.px("control") - 2 * self.px("control_line"),
            bar_control=self.px("bar_control") - 2 * self.px("control_line"),
            ring=self.px("ring"),
            control_line=self.px("control_line"),
            row=self.px("quiet_row"),
            weight=self.theme.sizes.normal,
            scroll=14 if self.theme.compact else 10,
        )

    def _dress(self) -> None:
        self._sheet = ""
        app = QApplication.instance()
        if isinstance(app, QApplication):
            self.dress(app)
        self.changed.emit()

    def _palette(self) -> QPalette:
        roles = QPalette.ColorRole
        palette = QPalette()
        for role, tone in (
            (roles.Window, "surface"),
            (roles.Base, "surface"),
            (roles.AlternateBase, "sunken"),
            (roles.Button, "surface"),
            (roles.WindowText, "text"),
            (roles.Text, "text"),
            (roles.ButtonText, "text"),
            (roles.PlaceholderText, "text3"),
            (roles.ToolTipBase, "text"),
            (roles.ToolTipText, "surface"),
            (roles.Highlight, "soft"),
            (roles.HighlightedText, "text"),
            (roles.Link, "accent"),
        ):
            palette.setColor(role, self.color(tone))
        return palette


class _Clothes(QObject):
    """Goes with the part it dresses."""

    def __init__(self, look: Look, part: QWidget) -> None:
        super().__init__(part)
        self._look, self._part = look, part
        look.changed.connect(self._put_on)
        self._put_on()

    def _put_on(self) -> None:
        self._part.setStyleSheet(self._look.sheet())


@lru_cache(maxsize=256)
def _font(family: str, pixels: int, weight: int) -> QFont:
    font = QFont(family)
    font.setPixelSize(pixels)
    font.setWeight(QFont.Weight(weight))
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return font


@lru_cache(maxsize=16_384)
def _width(family: str, pixels: int, weight: int, words: str) -> float:
    """Remembered: each time Qt is asked, the interpreter is let go of and must be waited for."""
    return QFontMetricsF(_font(family, pixels, weight)).horizontalAdvance(words)


@lru_cache(maxsize=64)
def _icon_source(name: str) -> str:
    return files("resources").joinpath(f"icons/{name}.svg").read_text(encoding="utf-8")


@lru_cache(maxsize=512)
def _draw_icon(name: str, colour: str, size: int, stroke: float, ratio: float) -> QPixmap:
    source = _icon_source(name).replace("currentColor", colour)
    source = source.replace('stroke-width="2"', f'stroke-width="{stroke}"')
    side = round(size * ratio)
    pixmap = QPixmap(QSize(side, side))
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    QSvgRenderer(QByteArray(source.encode())).render(painter, QRectF(0, 0, side, side))
    painter.end()
    pixmap.setDevicePixelRatio(ratio)
    return pixmap
