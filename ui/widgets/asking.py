"""Dialogs for files and folders: in our language, open where files of that kind were last."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget

from inspector.text import _

PHOTOS, PAPERS, BUNDLES = "photos", "papers", "bundles"
PHOTO_SUFFIXES = (".jpg", ".jpeg", ".png", ".heic", ".heif", ".webp", ".tif", ".tiff")
_FIRST = {PHOTOS: QStandardPaths.StandardLocation.PicturesLocation}


def settle(dialog: QFileDialog, kind: str) -> None:
    """Name what Qt's Chinese leaves in English and begin where ``kind`` was last taken or put.

    A paper saved after photos were read off a card belongs among the papers, not onto the card.
    """
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    label = QFileDialog.DialogLabel
    dialog.setLabelText(label.LookIn, _("查找范围："))
    dialog.setLabelText(label.FileType, _("文件类型："))
    name = f"folder of {kind}"
    app = QApplication.instance()
    last = app.property(name) if app else None
    dialog.setDirectory(str(last or _first_folder(kind)))

    def remember(files: list[str]) -> None:
        if app and files:
            app.setProperty(name, str(Path(files[0]).parent))

    dialog.filesSelected.connect(remember)


def ask_photos(
    asker: QWidget, title: str, then: Callable[[Sequence[Path]], object], *, many: bool = True
) -> None:
    """Ask for photos; the dialog does not block the window."""
    dialog = QFileDialog(asker, title)
    settle(dialog, PHOTOS)
    mode = QFileDialog.FileMode
    dialog.setFileMode(mode.ExistingFiles if many else mode.ExistingFile)
    suffixes = " ".join(f"*{suffix}" for suffix in PHOTO_SUFFIXES)
    dialog.setNameFilter(_("照片 ({suffixes})").format(suffixes=suffixes))
    dialog.filesSelected.connect(lambda names: then([Path(name) for name in names]))
    dialog.open()


def where_to_lay(
    asker: QWidget, title: str, kind: str, name: str, then: Callable[[Path], object]
) -> QFileDialog:
    """A dialog that asks where the file ``name`` shall lie; ``open`` does not block the window."""
    dialog = QFileDialog(asker, title)
    settle(dialog, kind)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.selectFile(name)
    dialog.fileSelected.connect(lambda chosen: then(Path(chosen)))
    return dialog


def offer_word(dialog: QFileDialog) -> None:
    """A paper that can be PDF, to archive, or Word, to work on."""
    _offer(dialog, {_("PDF 文件 (*.pdf)"): ".pdf", _("Word 文件 (*.docx)"): ".docx"})


def offer_picture(dialog: QFileDialog) -> None:
    """A paper that can be PDF, to print, or a picture for the telephone."""
    _offer(dialog, {_("PDF 文件 (*.pdf)"): ".pdf", _("手机图片 (*.png)"): ".png"})


def _offer(dialog: QFileDialog, suffixes: Mapping[str, str]) -> None:
    """The file's name follows the kind chosen."""

    def rename(chosen: str) -> None:
        name = Path(dialog.selectedFiles()[0]).with_suffix(suffixes[chosen]).name
        dialog.selectFile(name)

    dialog.setNameFilters([*suffixes])
    dialog.filterSelected.connect(rename)


def _first_folder(kind: str) -> str:
    usual = _FIRST.get(kind, QStandardPaths.StandardLocation.DocumentsLocation)
    folder = QStandardPaths.writableLocation(usual)
    return folder if Path(folder).is_dir() else str(Path.home())
