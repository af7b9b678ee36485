"""Commands are tried on workspaces of their own."""

import sys

from tests.cli.inspector import inspector as inspector
from tests.founded import folder as folder
from tests.founded import founded as founded

# Full disks and missing rights are brought about by means that Windows has not.
collect_ignore = ["test_machine_faults.py"] if sys.platform == "win32" else []
