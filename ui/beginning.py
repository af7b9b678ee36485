"""How somebody comes to a first workspace: the ways there are, where it is put, what makes it."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from PySide6.QtCore import (
    QObject,
    QProcess,
    QProcessEnvironment,
    QSignalBlocker,
    QStandardPaths,
    Signal,
)

from inspector.domain.errors import InspectorError, MachineError
from inspector.text import _

DATABASE = "inspector.db"
DEMO, JOIN, FOUND, OPEN = "demo", "join", "found", "open"
_START = "from inspector.cli.main import main; raise SystemExit(main())"


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """``takes`` filters the files it begins with, empty where it takes none."""

    code: str
    icon: str
    words: str
    about: str
    takes: str = ""
    busy: str = ""


def ways() -> Sequence[Way]:
    """In the order somebody new would try them."""
    return (
        Way(
            code=DEMO,
            icon="map",
            words=_("用示例区试一试"),
            about=_("虚构的区，有三个月的记录，随便改；约 1 分钟建好"),
            busy=_("正在建示例区，约 1 分钟"),
        ),
        Way(
            code=JOIN,
            icon="package",
            words=_("用办公室发的数据包建"),
            about=_("点位、标准、单位和已有的问题都在数据包（.db）里"),
            takes=_("数据包 (*.db)"),
            busy=_("正在从数据包建工作区"),
        ),
        Way(
            code=FOUND,
            icon="database",
            words=_("装入本区数据"),
            about=_("选本区的辖区文件（.json），含镇街、点位和责任单位"),
            takes=_("辖区文件 (*.json)"),
            busy=_("正在装入本区数据"),
        ),
        Way(
            code=OPEN,
            icon="folder-input",
            words=_("打开已有的工作区"),
            about=_("这台电脑或移动硬盘上，含有 inspector.db 的文件夹"),
        ),
    )


def workspace_in(folder: Path) -> Path | None:
    """The workspace at a folder or, as in a demo's folder, right in it; None where there is none.

    A demo's folder holds papers and bundles beside its workspace.
    """
    for place in (folder / "workspace", folder):
        if (place / DATABASE).is_file():
            return place
    return None


def usual_home() -> Path:
    """Where workspaces are put unless somebody says otherwise: among the person's documents."""
    kept = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    return Path(kept or Path.home()) / _("点位督查")


def free_place(home: Path, way: Way) -> Path:
    """A folder in ``home`` that is not there yet: what somebody has is never built over."""
    name = _("示例区") if way.code == DEMO else _("工作区")
    return next(place for place in _places(home, name) if not place.exists())


def words_for(way: Way, source: Path | None, folder: Path, language: str) -> list[str]:
    """The words of our own command that makes it."""
    asked = {
        DEMO: ["demo", str(folder), "--recent", "--no-window"],
        JOIN: ["init", str(folder), "--from", str(source)],
        FOUND: ["init", str(folder), "--district", str(source)],
    }[way.code]
    return [*asked, "--json", "--lang", language]


class Making(QObject):
    """Our own command in a process of its own: the window loads none of what founding takes."""

    made = Signal(object)  # the workspace, a Path
    failed = Signal(object)  # an InspectorError

    def __init__(self) -> None:
        super().__init__()
        self._process = QProcess(self)
        self._process.finished.connect(self._tell)
        self._process.errorOccurred.connect(self._tell_not_started)

    @property
    def runs(self) -> bool:
        return self._process.state() is not QProcess.ProcessState.NotRunning

    def start(self, words: Sequence[str]) -> None:
        program, *first = _command()
        surroundings = QProcessEnvironment.systemEnvironment()
        if not getattr(sys, "frozen", False):
            surroundings.insert("PYTHONPATH", os.pathsep.join(filter(None, sys.path)))
            surroundings.insert("PYTHONUTF8", "1")
        self._process.setProcessEnvironment(surroundings)
        self._process.start(program, [*first, *words])

    def stop(self) -> None:
        """Call it off; nothing is told any more."""
        with QSignalBlocker(self._process):
            self._process.kill()
            self._process.waitForFinished(2000)

    def _tell(self, _code: int, _how: QProcess.ExitStatus) -> None:
        out = bytes(self._process.readAllStandardOutput().data()).decode("utf-8", "replace")
        faults = bytes(self._process.readAllStandardError().data()).decode("utf-8", "replace")
        answer = what_it_says(out, faults)
        (self.made if isinstance(answer, Path) else self.failed).emit(answer)

    def _tell_not_started(self, error: QProcess.ProcessError) -> None:
        if error is QProcess.ProcessError.FailedToStart:
            self.failed.emit(_not_made())


def what_it_says(out: str, faults: str) -> Path | InspectorError:
    """The workspace of the command's answer, or the fault it told."""
    try:
        return Path(json.loads(out)["workspace"])
    except (KeyError, TypeError, ValueError):
        pass
    for line in reversed(faults.splitlines()):
        try:
            told = json.loads(line)["error"]
            return InspectorError(str(told["message"]), str(told["hint"]))
        except (KeyError, TypeError, ValueError):
            continue
    return _not_made()


def _not_made() -> MachineError:
    return MachineError(
        _("工作区没有建成"), _("腾出 1 GB 空间后再试；仍不行时换一个位置，或告诉技术人员")
    )


def _places(home: Path, name: str) -> Iterator[Path]:
    yield home / name
    for number in count(2):
        yield home / f"{name} {number}"


def _command() -> list[str]:
    """Our own command: the bundled one beside the window, else a module of our Python."""
    if getattr(sys, "frozen", False):
        program = Path(sys.executable)
        return [str(program.with_name("inspector" + program.suffix))]
    return [sys.executable, "-c", _START]
