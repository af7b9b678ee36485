"""Prints the accessibility tree of a process as JSON; run by the system's Python (pyatspi)."""

import json
import sys

import pyatspi

MOST_CHILDREN = 80  # of a list or table: what is out of sight is not listed further
STATES = ("focused", "showing", "enabled", "checked", "selected")


def main() -> None:
    process = int(sys.argv[1])
    nodes: list[dict[str, object]] = []
    for app in pyatspi.Registry.getDesktop(0):
        if app is not None and app.get_process_id() == process:
            for window in app:
                walk(window, nodes, "")
    json.dump(nodes, sys.stdout)


def walk(node: pyatspi.Accessible, nodes: list[dict[str, object]], path: str) -> None:
    """Everything that shows, parents first."""
    if node is None:
        return
    states = node.getState()
    if not states.contains(pyatspi.STATE_SHOWING):
        return
    role = node.getRoleName()
    nodes.append(
        {
            "role": role,
            "name": node.name or "",
            "words": words_of(node),
            "states": [one for one in STATES if states.contains(state_named(one))],
            "box": box_of(node),
            "within": path,
        }
    )
    for number in range(min(node.childCount, MOST_CHILDREN)):
        walk(node.getChildAtIndex(number), nodes, f"{path}/{node.name or role}")


def state_named(name: str) -> int:
    return getattr(pyatspi, f"STATE_{name.upper()}")


def words_of(node: pyatspi.Accessible) -> str:
    try:
        return node.queryText().getText(0, -1)
    except NotImplementedError:
        return ""


def box_of(node: pyatspi.Accessible) -> list[int]:
    try:
        box = node.queryComponent().getExtents(pyatspi.DESKTOP_COORDS)
    except NotImplementedError:
        return [0, 0, 0, 0]
    return [box.x, box.y, box.width, box.height]


main()
