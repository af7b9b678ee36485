"""Starts the window: its back office first, so that it loads while the window is drawn."""

from __future__ import annotations

import argparse
import gc
import sys
from collections.abc import Sequence
from pathlib import Path

from inspector.text import _
from ui.back_process import begin


def main(arguments: Sequence[str] | None = None) -> int:
    """Open the window on a workspace; the exit code of the command contract."""
    given = _read_arguments(sys.argv[1:] if arguments is None else arguments)
    gc.disable()  # nothing becomes garbage before the first paint; looking cost a tenth of it
    back = begin()
    try:
        from ui.sitting import sit

        return sit(given.workspace, back, is_trial=given.exit_after_first_idle)
    finally:
        if back is not None:
            back.close()


def _read_arguments(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="inspector-desktop", description=_("点位督查"))
    parser.add_argument("workspace", nargs="?", type=Path, help=_("工作区文件夹"))
    parser.add_argument("--exit-after-first-idle", action="store_true")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main())
