"""The fault harness: a deed in a child process that dies, or is refused, at its n-th system call.

strace stops the child at the call itself, so that SQLite's own writes are counted as ours are.
"""

import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

# What changes a disk. A deed makes some dozens of these; interpreter start-up is not among them,
# because the child is forked when everything is imported already.
CALLS = (
    "write,pwrite64,sendfile,copy_file_range,fsync,fdatasync,rename,renameat,renameat2,"
    "unlink,unlinkat,ftruncate,mkdir"
)

needs_strace = pytest.mark.skipif(
    sys.platform != "linux" or shutil.which("strace") is None,
    reason="strace is not here: apt-get install strace",
)

_DONE, _FAILED = 0, 7


def run_struck(
    deed: Callable[[], object],
    number: int,
    strike: str = "signal=KILL",
    *,
    call: str = CALLS,
    onwards: bool = False,
) -> int:
    """Run ``deed`` in a child struck at its ``number``-th call; its exit code, -9 when killed.

    ``strike`` is what strace injects: ``signal=KILL`` or ``error=ENOSPC``; ``onwards`` strikes
    every later call too. strace counts each kind of call, in each thread, apart: of several kinds
    the one that is first made ``number`` times is struck; ``call`` names one. An exception of the
    deed's is exit code 7.
    """
    when = f"{number}{'+' if onwards else ''}"
    return _run_watched(deed, "-o", os.devnull, "-e", f"inject={call}:{strike}:when={when}")


def calls_made(deed: Callable[[], object], folder: Path) -> list[tuple[str, int]]:
    """Run ``deed`` unharmed in a child; its calls in order, each with its number of that kind."""
    log = folder / "calls"
    if _run_watched(deed, "-o", str(log)) != _DONE:
        pytest.fail("the deed fails when it is left alone")
    names = re.findall(r"^\d+ +(\w+)\(", log.read_text("utf-8", "replace"), re.MULTILINE)
    return [(name, names[: place + 1].count(name)) for place, name in enumerate(names)]


def at_calls(step: int) -> pytest.MarkDecorator:
    """``aim``: every ``step``-th call with all the tests; all, in four parts, in the sweep."""
    parts = [
        pytest.param(
            slice(part, None, 4), marks=pytest.mark.slow, id=f"every call, {part + 1} of 4"
        )
        for part in range(4)
    ]
    return pytest.mark.parametrize(
        "aim", [pytest.param(slice(0, None, step), id="some calls"), *parts]
    )


def strike_each(
    template: Path, deed: Callable[[Path], object], check: Callable[[Path], object], aim: slice
) -> None:
    """Strike ``deed`` at those of its calls, each time on a fresh copy of ``template``.

    ``check`` looks at each copy afterwards. Most strikes must kill: receiving has a child of its
    own, which makes some of the calls and whose death its parent outlives.
    """
    copy = template.with_name("struck")

    def on_a_copy(run: Callable[[], object]) -> object:
        shutil.copytree(template, copy)
        try:
            told = run()
            check(copy)
        finally:
            shutil.rmtree(copy)
        return told

    log = template.parent
    calls: list[tuple[str, int]] = []
    on_a_copy(lambda: calls.extend(calls_made(lambda: deed(copy), log)))
    aimed = calls[aim]
    killed = [
        on_a_copy(partial(run_struck, lambda: deed(copy), nth, call=call)) == -9
        for call, nth in aimed
    ]
    assert sum(killed) >= max(3, len(aimed) * 3 // 4)


def _run_watched(deed: Callable[[], object], *options: str) -> int:
    ready, go = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(go)
        os.read(ready, 1)  # until strace is watching
        code = _DONE
        try:
            deed()
        except BaseException:  # noqa: BLE001 - whatever it is, the child ends here
            code = _FAILED
        os._exit(code)
    os.close(ready)
    watcher = subprocess.Popen(
        ["strace", "-f", "-qq", "-e", f"trace={CALLS}", *options, "-p", str(child)],
        stderr=subprocess.DEVNULL,
    )
    _wait_until_watched(child)
    os.write(go, b"!")
    os.close(go)
    _pid, status = os.waitpid(child, 0)
    watcher.wait(timeout=10)
    return os.waitstatus_to_exitcode(status)


def _wait_until_watched(child: int) -> None:
    status = Path(f"/proc/{child}/status")
    for _ in range(500):
        if "TracerPid:\t0" not in status.read_text():
            return
        time.sleep(0.01)
    pytest.fail("strace did not take hold of the child")
