"""The parent's end of the fenced reader: asks, waits so long and no longer, believes nothing."""

import json
import struct
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import IO

from inspector.exchange import child

WAIT_S = 60.0  # for one answer; then the reader is ended
_LOOK_S = 0.2
_FRAME = 8 << 20  # bytes; no row of a bundle may be longer than half of it
_HEAD = struct.Struct(">cI")

Frame = tuple[bytes, bytes]  # kind, content


class ReaderGoneError(Exception):
    """The reader died, ran out of memory or said nothing in time: what it read is not taken."""


class RefusedByReaderError(Exception):
    """The reader says why the file is none: schema, damaged, too_large or memory."""


class Reader:
    """A process started when first asked, and anew after one that died."""

    def __init__(self, *, wait_s: float = WAIT_S) -> None:
        self._wait_s = wait_s
        self._process: subprocess.Popen[bytes] | None = None
        self._until: float | None = None
        self.holds: Path | None = None  # the file it has open

    def ask(self, question: Mapping[str, object]) -> Iterator[Frame]:
        """The frames of the answer; each answer is to be read to its end before the next."""
        process = self._running()
        left = self._wait_s
        try:
            if process.stdin is None or process.stdout is None:
                raise ReaderGoneError
            process.stdin.write(json.dumps(question).encode() + b"\n")
            process.stdin.flush()
            while True:
                began = time.monotonic()
                self._until = began + left
                kind, content = _frame(process.stdout)
                self._until = None
                left = max(left - (time.monotonic() - began), 0.0)
                if kind == b"E":
                    return
                if kind == b"X":
                    raise RefusedByReaderError(content.decode("ascii", "replace"))
                yield kind, content
        except (OSError, ReaderGoneError) as error:
            self.close()
            raise ReaderGoneError from error
        except GeneratorExit:
            self.close()  # half an answer is still in the pipe
            raise
        finally:
            self._until = None

    def close(self) -> None:
        process, self._process, self.holds = self._process, None, None
        if process is None:
            return
        with suppress(OSError):
            process.kill()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                with suppress(OSError):
                    pipe.close()
        process.wait()

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is None:
            self._process = subprocess.Popen(
                command(),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
                bufsize=1 << 16,
            )
            threading.Thread(target=self._watch, args=(self._process,), daemon=True).start()
        return self._process

    def _watch(self, process: subprocess.Popen[bytes]) -> None:
        """End a reader that lets its parent wait too long."""
        while process is self._process and process.poll() is None:
            until = self._until
            if until is not None and time.monotonic() > until:
                process.kill()
                return
            time.sleep(_LOOK_S)


def command() -> list[str]:
    """How the reader is started: our own Python, or the bundled command with a hidden word."""
    if getattr(sys, "frozen", False):
        program = Path(sys.executable)
        beside = program.with_name("inspector" + program.suffix)  # the window has no pipes
        return [str(beside if beside.exists() else program), child.WORD]
    return [sys.executable, "-I", "-S", "-X", "utf8", str(Path(child.__file__))]


def _frame(pipe: IO[bytes]) -> Frame:
    kind, length = _HEAD.unpack(_exactly(pipe, _HEAD.size))
    if length > _FRAME:
        raise ReaderGoneError
    return kind, _exactly(pipe, length)


def _exactly(pipe: IO[bytes], length: int) -> bytes:
    found = pipe.read(length)
    if len(found) < length:
        raise ReaderGoneError
    return found
