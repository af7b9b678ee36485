"""Where people have something written: a place they chose, which may be gone since."""

from pathlib import Path

from inspector.domain.errors import MachineError
from inspector.text import _


def standing(folder: Path) -> Path:
    """``folder``, once it is seen to be there.

    Made anew in place of a stick that was pulled out it would lie on this machine's own disk.

    :raises MachineError: it is gone.
    """
    try:
        is_there = folder.is_dir()
    except OSError:
        is_there = False
    if not is_there:
        raise MachineError(
            _("存放的文件夹不在了：{folder}").format(folder=folder),
            _("接好 U 盘或移动硬盘再存，或另选一个文件夹。"),
            code="place_gone",
        )
    return folder


def placed(out: Path) -> Path:
    """``out``, once its folder is seen to be there, see :func:`standing`."""
    return standing(out.parent) / out.name
