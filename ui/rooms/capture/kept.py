"""The form as text, so that a draft outlives the window."""

import json
from datetime import datetime
from pathlib import Path

from ui.capture_told import Draft


def write_down(draft: Draft, at: datetime) -> str:
    """The draft as JSON, stamped with the moment it was kept."""
    kept = {
        "at": at.isoformat(),
        "point": draft.point,
        "spot": draft.spot,
        "standard": draft.standard,
        "photos": [str(path) for path in draft.photos],
        "note": draft.note,
        "on_the_spot": draft.on_the_spot,
        "same_as": draft.same_as,
        "variant": draft.variant,
        "unit": draft.unit,
        "deadline": draft.deadline,
    }
    return json.dumps(kept)  # in ASCII: a workspace may lie in a folder whose name is no UTF-8


def read_back(text: str) -> tuple[Draft, datetime] | None:
    """The draft and when it was kept; None where there is none or it cannot be read."""
    if not text:
        return None
    try:
        kept = json.loads(text)
        draft = Draft(
            point=kept["point"],
            spot=kept["spot"],
            standard=kept["standard"],
            photos=tuple(Path(path) for path in kept["photos"]),
            found_at=None,
            note=kept["note"],
            on_the_spot=kept["on_the_spot"],
            same_as=kept["same_as"],
            variant=kept["variant"],
            unit=kept["unit"],
            deadline=kept.get("deadline", ""),
        )
        return draft, datetime.fromisoformat(kept["at"])
    except (ValueError, KeyError, TypeError):
        return None  # a draft of another version: nothing to go on with


def newest(*texts: str) -> tuple[Draft, datetime] | None:
    """Of drafts kept in several places the one kept last; None where none can be read."""
    kept = [one for one in map(read_back, texts) if one is not None]
    return max(kept, key=lambda one: one[1], default=None)
