"""A person at the window: keys and clicks through the display, eyes through the bus."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.e2e.stage import SYSTEM_PYTHON, Stage, end, wait_until

TREE = Path(__file__).parent / "tree.py"
SEEN_WITHIN_S = 30.0
LOOKS = 10
Telling = Callable[["Node"], bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """What a screen reader is told of one thing that shows; ``box`` is x, y, width, height."""

    role: str
    name: str
    words: str
    states: tuple[str, ...]
    box: tuple[int, int, int, int]
    within: str


class Person:
    """Every input is counted: one chord, one click, or one run of typing."""

    def __init__(self, stage: Stage, process: "subprocess.Popen[bytes]", pictures: Path) -> None:
        self._stage, self._process, self._pictures = stage, process, pictures
        self._taken = 0
        self.inputs = 0
        pictures.mkdir(parents=True, exist_ok=True)

    def press(self, chord: str) -> None:
        """A chord as xdotool writes it: ctrl+Return, Tab."""
        self.inputs += 1
        self._do("key", "--clearmodifiers", chord)

    def write(self, words: str) -> None:
        """A run of typing; letters of the keyboard only."""
        self.inputs += 1
        self._do("type", "--delay", "30", words)

    def click(self, name: str) -> None:
        """The middle of what is called so."""
        self.inputs += 1
        x, y, width, height = self.sees(called(name)).box
        self._do("mousemove", str(x + width // 2), str(y + height // 2), "click", "1")

    def sees(self, telling: Telling, what: str = "", within: float = SEEN_WITHIN_S) -> Node:
        """The first thing that shows of which ``telling`` holds, as soon as there is one."""
        found: list[Node] = []

        def look() -> bool:
            found.extend(node for node in self.tree() if telling(node))
            return bool(found)

        try:
            wait_until(look, what or "what was looked for", within, step=0.1)
        except TimeoutError as error:
            shown = "\n".join(f"{one.role}: {one.name} {one.states}" for one in self.tree())
            self.picture("not-seen")
            raise AssertionError(f"{error}; shown was:\n{shown}") from error
        return found[0]

    def reads(self, words: str) -> Node:
        """Something whose name holds these words."""
        return self.sees(lambda node: words in node.name or words in node.words, words)

    def stands_in(self, name: str) -> Node:
        """The focus is in what is called so."""
        return self.sees(
            lambda node: "focused" in node.states and name in node.name, f"the focus in {name}"
        )

    def tree(self) -> list[Node]:
        command = [SYSTEM_PYTHON, str(TREE), str(self._process.pid)]
        surroundings = {k: v for k, v in self._stage.surroundings.items() if k != "PYTHONPATH"}
        for _attempt in range(LOOKS):  # what goes while it is being looked at ends the look
            told = subprocess.run(command, env=surroundings, capture_output=True, check=False)
            if told.returncode == 0:
                return [_node(one) for one in json.loads(told.stdout)]
        raise AssertionError(told.stderr.decode())

    def picture(self, name: str) -> Path:
        """Keep what the screen shows, numbered in order."""
        self._taken += 1
        path = self._pictures / f"{self._taken:02d}-{name}.png"
        self._stage.picture().save(path)
        return path

    def _do(self, *words: str) -> None:
        subprocess.run(["xdotool", *words], env=self._stage.surroundings, check=True)
        time.sleep(0.1)  # a person looks before the next key


def called(name: str) -> Telling:
    return lambda node: node.name == name


@contextmanager
def at_the_window(
    stage: Stage, workspace: Path, pictures: Path, further: Mapping[str, str] | None = None
) -> Iterator[Person]:
    """The window as its users start it, in a process of its own, closed by its own key."""
    command = [sys.executable, "-m", "ui.app", str(workspace)]
    log = workspace / "window.err"
    with log.open("wb") as told:
        surroundings = {**stage.surroundings, **(further or {})}
        process = subprocess.Popen(
            command, env=surroundings, stderr=told, stdout=told, start_new_session=True
        )
    try:
        person = Person(stage, process, pictures)
        person.sees(lambda node: node.name == "工作台" and node.role != "push button", "工作台")
        yield person
        person.press("ctrl+q")
        process.wait(timeout=20)
        said = log.read_text("utf-8")
        assert "Traceback" not in said, said
        assert process.returncode == 0
    finally:
        end(process)


def _node(raw: dict[str, Any]) -> Node:
    return Node(
        role=raw["role"],
        name=raw["name"],
        words=raw["words"],
        states=tuple(raw["states"]),
        box=tuple(raw["box"]),
        within=raw["within"],
    )


def inspector(home: Mapping[str, str], *words: str) -> Any:
    """What the command answers, as its one JSON document."""
    command = [sys.executable, "-m", "tools.run_command", *words, "--json"]
    told = subprocess.run(
        command, env={**os.environ, **home}, capture_output=True, text=True, check=False
    )
    assert told.returncode == 0, told.stdout + told.stderr
    return json.loads(told.stdout)
