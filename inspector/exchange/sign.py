"""The sign by which a file on a stick is known as a bundle, before anything opens it."""

import logging
from pathlib import Path

log = logging.getLogger(__name__)

APPLICATION_ID = 0x444E4442  # "DNDB"
_SQLITE = b"SQLite format 3\x00"
_ID_AT, _ID_ENDS = 68, 72  # application_id in the header of every SQLite file


def is_bundle(file: Path) -> bool:
    """By its first bytes; whether it is whole and whose it is, the rehearsal tells."""
    try:
        with file.open("rb") as opened:
            head = opened.read(_ID_ENDS)
    except OSError as error:
        log.info("not read: %s", error.strerror)
        return False
    return head.startswith(_SQLITE) and head[_ID_AT:] == APPLICATION_ID.to_bytes(4, "big")
