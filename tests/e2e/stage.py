"""A screen of its own, with a window manager and an accessibility bus, to use a window on."""

import os
import select
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageGrab

SYSTEM_PYTHON = "/usr/bin/python3"  # pyatspi is a package of the system, not of the environment
BUS_LAUNCHER = "/usr/libexec/at-spi-bus-launcher"
READY_WITHIN_S = 10.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """``surroundings`` are what a process needs to be seen here."""

    display: str
    surroundings: Mapping[str, str]

    def picture(self) -> Image.Image:
        """What the screen shows now."""
        return ImageGrab.grab(xdisplay=self.display)


def what_is_missing() -> str:
    """What this machine lacks for it, in words; empty where nothing is."""
    needed = ("Xvfb", "openbox", "xdotool", "dbus-daemon", BUS_LAUNCHER, SYSTEM_PYTHON)
    missing = [name for name in needed if shutil.which(name) is None]
    if (
        not missing
        and subprocess.run(
            [SYSTEM_PYTHON, "-c", "import pyatspi"], check=False, capture_output=True
        ).returncode
    ):
        missing = ["python3-pyatspi"]
    return f"needs {', '.join(missing)}: run tools/system_packages" if missing else ""


@contextmanager
def a_stage(home: Path, width: int, height: int) -> Iterator[Stage]:
    """Everything started here ends here, each by its own process id.

    ``width`` and ``height`` are pixels of the screen; ``home`` takes what programs keep.
    """
    with ExitStack() as running:
        display = _screen(running, width, height)
        surroundings = _surroundings(home, display)
        bus = ["dbus-daemon", "--session", "--nofork", "--print-address=1"]
        address = _line_of(running.enter_context(_started(bus, surroundings, told=True)))
        surroundings["DBUS_SESSION_BUS_ADDRESS"] = address
        running.enter_context(_started([BUS_LAUNCHER, "--launch-immediately"], surroundings))
        running.enter_context(_started(["openbox", "--sm-disable"], surroundings))
        wait_until(lambda: _has_manager(surroundings), "a window manager")
        yield Stage(display=display, surroundings=surroundings)


@contextmanager
def _started(
    command: Sequence[str], surroundings: Mapping[str, str], *, told: bool = False
) -> Iterator[subprocess.Popen[str]]:
    """A process with its children, ended when the block is left; ``told`` keeps what it prints."""
    process = subprocess.Popen(
        command,
        env=surroundings,
        text=True,
        stdout=subprocess.PIPE if told else subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        yield process
    finally:
        end(process)
        if process.stdout:
            process.stdout.close()


def end(process: "subprocess.Popen[str]") -> None:
    """End a process started here and whatever it started in turn."""
    for how in (signal.SIGTERM, signal.SIGKILL):
        try:
            os.killpg(process.pid, how)
            process.wait(timeout=3)
        except (ProcessLookupError, subprocess.TimeoutExpired):
            continue
        return


def wait_until(
    holds: Callable[[], object], what: str, within: float = READY_WITHIN_S, step: float = 0.05
) -> None:
    """Return once ``holds``; TimeoutError names ``what`` did not come within so many seconds."""
    until = time.monotonic() + within
    while not holds():
        if time.monotonic() > until:
            raise TimeoutError(f"not within {within:g} s: {what}")
        time.sleep(step)


def _screen(running: ExitStack, width: int, height: int) -> str:
    reads, writes = os.pipe()
    command = ["Xvfb", "-displayfd", str(writes), "-screen", "0", f"{width}x{height}x24",
               "-nolisten", "tcp", "-noreset"]  # fmt: skip
    process = subprocess.Popen(
        command,
        pass_fds=[writes],
        start_new_session=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    running.callback(end, process)
    os.close(writes)
    with os.fdopen(reads) as told:
        if not select.select([told], [], [], READY_WITHIN_S)[0]:
            raise TimeoutError("Xvfb told no display")
        return f":{told.readline().strip()}"


def _surroundings(home: Path, display: str) -> dict[str, str]:
    run = home / "run"
    run.mkdir(parents=True, exist_ok=True)
    run.chmod(0o700)
    own = {name: os.environ[name] for name in ("PATH", "LANG", "LC_ALL") if name in os.environ}
    return own | {
        "DISPLAY": display,
        "HOME": str(home),
        "XDG_RUNTIME_DIR": str(run),
        "INSPECTOR_HOME": str(home / "inspector"),
        "QT_QPA_PLATFORM": "xcb",
        "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
        "PYTHONPATH": str(Path(__file__).parents[2]),
        "PYTHONUTF8": "1",
    }


def _line_of(process: "subprocess.Popen[str]") -> str:
    if process.stdout is None:
        raise TypeError("its output was not kept")
    return process.stdout.readline().strip()


def _has_manager(surroundings: Mapping[str, str]) -> bool:
    asked = ["xprop", "-root", "_NET_SUPPORTING_WM_CHECK"]
    told = subprocess.run(asked, env=surroundings, capture_output=True, text=True, check=False)
    return "window id" in told.stdout
