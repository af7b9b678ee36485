"""The command as a person's script meets it: what it prints where, and how it ends."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from inspector.cli.main import run
from inspector.text import speak


@dataclass(frozen=True, slots=True)
class Answer:
    """Exit code and both outputs of one command."""

    code: int
    out: str
    err: str

    @property
    def told(self) -> Any:
        """The one JSON document on stdout."""
        return json.loads(self.out)

    @property
    def error(self) -> dict[str, str]:
        """The one JSON document on stderr."""
        error: dict[str, str] = json.loads(self.err)["error"]
        return error


Inspector = Callable[..., Answer]


@pytest.fixture
def inspector(capsys: pytest.CaptureFixture[str]) -> Inspector:
    """``inspector(command, argument…)`` within this process."""

    def ask(*arguments: str | Path) -> Answer:
        code = run([str(one) for one in arguments])
        told = capsys.readouterr()
        speak("zh")
        return Answer(code, told.out, told.err)

    return ask
