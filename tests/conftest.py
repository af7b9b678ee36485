"""What every test stands on: no display is needed to see a window."""

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
