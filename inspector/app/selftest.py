"""Self-test (自检): photo, finding, notice and merge in a temporary workspace of its own."""

import os
import tempfile
from dataclasses import dataclass
from importlib.resources import as_file, files
from pathlib import Path

from inspector.app import notify, paper_told
from inspector.app.capture import CaptureDraft, record
from inspector.app.found import found
from inspector.app.handover import export
from inspector.app.merging import found_from
from inspector.app.upkeep import digest, rebuild
from inspector.domain.errors import InspectorError
from inspector.text import _

_PHOTO = "demo/photos/DSC04181.jpg"


@dataclass(frozen=True, slots=True, kw_only=True)
class SelfTest:
    """The steps that were tried and held."""

    steps: tuple[str, ...]


def selftest() -> SelfTest:
    """Walk one finding's way through every room; raises where a room fails."""
    with tempfile.TemporaryDirectory(prefix="inspector-") as name, _own_home(Path(name)):
        folder = Path(name)
        with (
            found(folder / "one", device="A", person="u03") as ws,
            as_file(files("resources") / _PHOTO) as photo,
        ):
            told = record(
                ws,
                CaptureDraft(point="003-OR-04", standard="P3.03.01", note="自检", photos=(photo,)),
            )
            choice = notify.Choice(issues=(told.issue,))
            made = notify.issue_notices(ws, choice, paper_told.Manner(), folder / "out")
            _must(len(made) == 1 and made[0].pages > 0, _("通知书"))
            export(ws, folder / "one.db")
            with found_from(folder / "two", folder / "one.db", device="B") as other:
                _must(digest(other).derived == digest(ws).derived, _("汇入"))
            _must(rebuild(ws).same, _("重建"))
    return SelfTest(steps=(_("照片"), _("登记"), _("通知书"), _("汇入"), _("重建")))


class _own_home:  # noqa: N801 - a context, named as one reads it
    """Install records of the test go into its own folder, not the person's."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._before = os.environ.get("INSPECTOR_HOME")

    def __enter__(self) -> None:
        os.environ["INSPECTOR_HOME"] = str(self._folder / "home")

    def __exit__(self, *_error: object) -> None:
        os.environ.pop("INSPECTOR_HOME", None)
        if self._before is not None:
            os.environ["INSPECTOR_HOME"] = self._before


def _must(holds: bool, step: str) -> None:
    if not holds:
        raise InspectorError(
            _("自检没有通过：{step}").format(step=step), _("请重新安装。"), code="selftest"
        )
