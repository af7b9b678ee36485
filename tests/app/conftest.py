"""Every deed is tried in a workspace of its own."""

from tests.founded import folder as folder
from tests.founded import founded as founded
from tests.founded import ws as ws
