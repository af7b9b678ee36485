"""The type of the window: bundled faces first, else what the machine has for Chinese."""

import logging
from importlib.resources import files

from PySide6.QtGui import QFontDatabase

log = logging.getLogger(__name__)

BUNDLED = ("Inspector Hei", "Noto Sans SC")
INSTALLED = (
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "Microsoft YaHei UI",
    "PingFang SC",
    "WenQuanYi Micro Hei",
)


def load_faces() -> str:
    """Register the bundled sans faces; the family to write with.

    Only the files whose name says Hei or Sans are registered: the serif faces are for paper and
    would cost the window 30 MB.
    """
    bundled: set[str] = set()
    for face in sorted(files("resources").joinpath("fonts").iterdir(), key=lambda one: one.name):
        if face.name.endswith(".ttf") and ("Hei" in face.name or "Sans" in face.name):
            number = QFontDatabase.addApplicationFont(str(face))
            bundled.update(QFontDatabase.applicationFontFamilies(number))
    for family in BUNDLED:
        if family in bundled:
            return family  # the machine's own faces are looked through only where ours are gone
    known = set(QFontDatabase.families())
    for family in INSTALLED:
        if family in known:
            return family
    chinese = QFontDatabase.families(QFontDatabase.WritingSystem.SimplifiedChinese)
    if not chinese:
        log.warning("no face of this machine covers Chinese")
    return chinese[0] if chinese else ""
