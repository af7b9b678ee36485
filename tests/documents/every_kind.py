"""One paper of every kind the office hands out, from values in which every text can be spoilt."""

from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass, replace
from functools import partial
from typing import Any

from inspector.documents import ladder
from inspector.documents.brief import brief_pdf
from inspector.documents.bulletin import bulletin_pdf
from inspector.documents.bulletin_docx import bulletin_docx
from inspector.documents.deck import deck_pptx
from inspector.documents.feedback import feedback_xlsx
from inspector.documents.ledger import ledger_xlsx
from inspector.documents.letter import letter_pdf
from inspector.documents.letter_docx import letter_docx
from inspector.documents.longpicture import long_pictures
from inspector.documents.notice import notice_pdf, notices_pdf
from inspector.documents.notice_docx import notice_docx
from inspector.documents.paper import Form
from inspector.documents.patrol import patrol_pdf
from inspector.documents.patrol_phone import patrol_pictures
from inspector.documents.slip import slip_pdf
from inspector.documents.statement import statement_pdf
from inspector.documents.statement_xlsx import statement_xlsx
from tests.documents.papers import BUREAU, a_notice, a_photo, a_problem, a_repeat
from tests.documents.test_brief_and_statement import BRIEF, STATEMENT
from tests.documents.test_bulletin import PAPER as BULLETIN
from tests.documents.test_deck import DECK
from tests.documents.test_letter import ASKED, CASE, TALK
from tests.documents.test_patrol import a_patrol
from tests.documents.test_sheets import ROW, a_ledger
from tests.documents.test_slip import SLIP

Spoil = Callable[[Any], Any]


def as_it_is(value: Any) -> Any:
    return value


def spoilt(value: Any, hostile: str) -> Any:
    """The same value, every text that people type grown by ``hostile``."""
    if isinstance(value, tuple):
        return tuple(spoilt(one, hostile) for one in value)
    if not is_dataclass(value):
        return value
    changed = {}
    for field in fields(value):
        old = getattr(value, field.name)
        if field.name in _TYPED and isinstance(old, str) and old:
            changed[field.name] = old + hostile
        elif isinstance(old, tuple) or is_dataclass(old):
            changed[field.name] = spoilt(old, hostile)
    return replace(value, **changed)


_TYPED = frozenset(
    {
        *(
            "point",
            "spot",
            "description",
            "problem",
            "place",
            "what",
            "done",
            "measures",
            "subject",
        ),
        *("remark", "reason", "where", "standard_text", "name", "reply", "note", "title_note"),
    }
)


def every_kind(spoil: Spoil = as_it_is) -> Mapping[str, Callable[[], bytes]]:
    """Makers of the bytes of each kind of paper, by a name that ends in its suffix."""
    several = spoil(a_notice(items=(a_repeat(1, photos=3), a_problem(2, photos=1), a_problem(3))))
    peer, case, asked = spoil(a_notice(2, unit=BUREAU)), spoil(CASE), spoil(ASKED)
    ledger = spoil(
        a_ledger(ROW, replace(ROW, label="E2A4-023", before=a_photo(1), after=a_photo(2)))
    )
    made: dict[str, Callable[[], bytes]] = {
        "notice.pdf": lambda: notice_pdf(several).pdf,
        "notice-form.pdf": lambda: notice_pdf(replace(several, form=Form.TABLE)).pdf,
        "notice-to-peer.pdf": lambda: notice_pdf(peer).pdf,
        "notices.pdf": lambda: notices_pdf((several, peer)).pdf,
        "notice.docx": lambda: notice_docx(several),
        "notice-form.docx": lambda: notice_docx(replace(several, form=Form.TABLE)),
        "notice-to-peer.docx": lambda: notice_docx(peer),
        "talk.pdf": lambda: letter_pdf(ladder.talk(spoil(TALK))).pdf,
        "slip.pdf": lambda: slip_pdf(spoil(SLIP)).pdf,
        "feedback.xlsx": lambda: feedback_xlsx(several),
        "picture.png": lambda: long_pictures(several).pngs[0],
        "bulletin.pdf": lambda: bulletin_pdf(spoil(BULLETIN)).pdf,
        "bulletin.docx": lambda: bulletin_docx(spoil(BULLETIN)),
        "brief.pdf": lambda: brief_pdf(spoil(BRIEF)).pdf,
        "statement.pdf": lambda: statement_pdf(spoil(STATEMENT)).pdf,
        "statement.xlsx": lambda: statement_xlsx(spoil(STATEMENT)),
        "patrol.pdf": lambda: patrol_pdf(spoil(a_patrol(2, 3))).pdf,
        "patrol.png": lambda: patrol_pictures(spoil(a_patrol(2, 3))).pngs[0],
        "deck.pptx": lambda: deck_pptx(spoil(DECK))[0],
        "ledger.xlsx": lambda: ledger_xlsx(ledger),
    }
    for write in (ladder.reminder, ladder.supervision, ladder.listing, ladder.criticism):
        made[f"{write.__name__}.pdf"] = partial(_letter, write, case)
        made[f"{write.__name__}.docx"] = partial(_word, write, case)
    made["request.pdf"] = partial(_letter, ladder.request, asked)
    return made


def _letter(write: Callable[[Any], Any], case: Any) -> bytes:
    return letter_pdf(write(case)).pdf


def _word(write: Callable[[Any], Any], case: Any) -> bytes:
    return letter_docx(write(case))
