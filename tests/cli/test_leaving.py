"""How the process ends: with the code promised, whatever a library does at the very end."""

import subprocess
import sys

import pytest

_ABORTS_AT_ITS_END = """
import atexit, os, sys, types
atexit.register(os.abort)
sys.modules["opendal"] = types.ModuleType("opendal")
sys.argv = ["inspector", *sys.argv[1:]]
from inspector.cli.main import main
main()
"""


@pytest.mark.parametrize(("words", "code"), [(["--version"], 0), (["no-such-command"], 2)])
def test_a_command_that_spoke_with_a_store_ends_as_promised(words: list[str], code: int) -> None:
    """The store's library may abort an interpreter that ends; what was said is said whole."""
    ended = subprocess.run(
        [sys.executable, "-c", _ABORTS_AT_ITS_END, *words],
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert ended.returncode == code
    assert ended.stderr if code else b"version" in ended.stdout
