"""What pre-flight advises about the photos of a paper: used before, or odd in themselves."""

from collections.abc import Mapping, Sequence

from inspector.app.paper_told import Remark
from inspector.app.photo_subjects import Judges
from inspector.app.photo_uses import Uses, used_elsewhere, words_of
from inspector.app.workspace import Workspace
from inspector.photos.odd_signs import gather_signs
from inspector.store.used_photos import photos_shown


def photo_advice(ws: Workspace, issues: Sequence[str]) -> Mapping[str, tuple[Remark, ...]]:
    """By issue: photos that serve elsewhere too, then the odd signs, each kind in one line.

    Sameness is that of files and pixels; what merely looks alike was told when it was taken in.
    """
    shown = photos_shown(ws.db, issues)
    every = list(dict.fromkeys(name for one in shown for name in one.contents))
    odd = list(used_elsewhere(Uses(ws, same_as=every), every)) if every else []
    judges = Judges(ws)
    return {
        one.issue: (
            *(
                Remark(code="photo_reused", words=words_of(again), issue=one.issue)
                for use, again in odd
                if use.finding in one.findings
            ),
            *(
                Remark(code="photo_odd", words=line.words, issue=one.issue)
                for line in gather_signs(judges.of_stored(one.contents, one.point))
            ),
        )
        for one in shown
    }
