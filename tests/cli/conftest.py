"""Commands are tried on workspaces of their own."""

from tests.cli.inspector import inspector as inspector
from tests.founded import folder as folder
from tests.founded import founded as founded
