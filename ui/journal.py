"""The window's log: what technicians read when something was slow or went wrong."""

import logging
from pathlib import Path

_LARGEST, _KEPT = 1_000_000, 3  # bytes of a file, files before it
_FORM = "%(asctime)s %(levelname)s %(name)s %(message)s"


def begin(folder: Path, name: str = "window") -> logging.Handler | None:
    """Write to ``logs/<name>.log`` of a workspace from now on; None where it cannot be written."""
    place = folder / "logs"
    from logging.handlers import RotatingFileHandler  # sockets and pickling come along with it

    try:
        place.mkdir(exist_ok=True)
        handler = RotatingFileHandler(
            place / f"{name}.log", maxBytes=_LARGEST, backupCount=_KEPT, encoding="utf-8"
        )
    except OSError:
        return None  # a workspace one may only read is looked at all the same
    handler.setFormatter(logging.Formatter(_FORM))
    for name in ("ui", "inspector"):
        log = logging.getLogger(name)
        log.setLevel(logging.INFO)
        log.addHandler(handler)
    return handler


def end(handler: logging.Handler | None) -> None:
    """Write no more, and let the file go."""
    if handler is not None:
        for name in ("ui", "inspector"):
            logging.getLogger(name).removeHandler(handler)
        handler.close()
