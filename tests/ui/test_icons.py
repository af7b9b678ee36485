"""Every icon named in the window is shipped, and so is its licence."""

import re
from importlib.resources import files
from pathlib import Path

import ui
from ui.widgets.marks import CHIP_ICONS

NAMED = re.compile(r'(?:icon="|Icon\(name="|"tool", icon=")([a-z0-9-]+)"')


def test_every_icon_named_in_the_window_is_shipped() -> None:
    shipped = {one.name.removesuffix(".svg") for one in (files("resources") / "icons").iterdir()}
    folder = Path(ui.__file__).parent
    named = {
        name for file in folder.rglob("*.py") for name in NAMED.findall(file.read_text("utf-8"))
    }
    assert len(named) > 10
    assert named | set(CHIP_ICONS.values()) <= shipped


def test_the_licence_of_the_icons_is_shipped() -> None:
    licence = files("resources").joinpath("icons/LICENSE.txt").read_text("utf-8")
    assert "ISC License" in licence
