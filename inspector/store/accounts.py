"""Accounts: what periods ask of an issue, kept beside it so that a month reads no deeds."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import orjson

from inspector.domain.issue import AFTER, Issue, State
from inspector.domain.lateness import (
    Lateness,
    Turn,
    first_delivery,
    lateness_of,
    put_off_at,
)
from inspector.domain.moment import from_stored, local_date, stored
from inspector.store.values import canonical

ACCOUNT_COLUMNS = (
    "due_at",
    "put_off_at",
    "ended_at",
    "in_time",
    "late_from",
    "late_day",
    "late_days",
    "turns",
    "returns",
    "last_return_at",
    "moves",
    "last_deed_at",
)

_LETTERS = {state: letter for letter, state in zip("onrtdpcv", State, strict=True)}
_STATES = {letter: state for state, letter in _LETTERS.items()}
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND = timedelta(milliseconds=1)


def account_of(issue: Issue, zone: ZoneInfo) -> dict[str, object]:
    """Moments and turns of one issue; moments as stored, lists as JSON.

    Where one deadline was told and late, its local day as an ordinal and the days until the work
    ended are enough; ``turns`` holds the deadlines of an issue that was told several.
    """
    if not issue.deeds:
        return dict.fromkeys(ACCOUNT_COLUMNS)
    lateness, delivery = lateness_of(issue), first_delivery(issue)
    due = delivery.until if delivery else None
    ended = lateness.ended_at
    late_from = lateness.late_from
    put_off = put_off_at(issue, due) if due else None
    returns = [stored(deed.at) for deed in issue.returns]
    return {
        "due_at": stored(due) if due else None,
        "put_off_at": stored(put_off) if put_off else None,
        "ended_at": stored(ended) if ended else None,
        "in_time": _in_time(lateness),
        "late_from": stored(late_from) if late_from else None,
        **_late(lateness, zone),
        "returns": canonical(returns) if returns else None,
        "last_return_at": returns[-1] if returns else None,
        "moves": _moves(issue),
        "last_deed_at": stored(issue.deeds[-1].at) if issue.deeds else None,
    }


def _late(lateness: Lateness, zone: ZoneInfo) -> dict[str, object]:
    late_day, late_days, turns = None, None, None
    if lateness.late_from and len(lateness.turns) > 1:
        turns = _turns(lateness)
    elif lateness.late_from and lateness.turns[0].deadline:
        late_day = local_date(lateness.turns[0].deadline, zone).toordinal()
        if lateness.ended_at:
            late_days = local_date(lateness.ended_at, zone).toordinal() - late_day
    return {"late_day": late_day, "late_days": late_days, "turns": turns}


def _in_time(lateness: Lateness) -> int | None:
    """Whether it ended by the deadline then in force; parked without a day counts as in time."""
    if lateness.ended_at is None:
        return None
    deadline = lateness.deadline_at(lateness.ended_at)
    return int(deadline is None or lateness.ended_at <= deadline)


def _turns(lateness: Lateness) -> str:
    return canonical(
        [
            [stored(turn.at), stored(turn.deadline) if turn.deadline else None]
            for turn in lateness.turns
        ]
    )


def read_lateness(turns: str, ended_at: str | None) -> Lateness:
    """The lateness behind a row's ``turns`` and ``ended_at``."""
    return Lateness(
        turns=tuple(
            Turn(at=from_stored(at), deadline=from_stored(deadline) if deadline else None)
            for at, deadline in orjson.loads(turns)
        ),
        ended_at=from_stored(ended_at) if ended_at else None,
    )


def _moves(issue: Issue) -> str | None:
    """State after each deed as letter and hexadecimal milliseconds: short, there are millions."""
    moves = [
        f"{_LETTERS[AFTER[deed.kind]]}{(deed.at - _EPOCH) // _MILLISECOND:x}"
        for deed in issue.deeds
        if deed.kind in AFTER
    ]
    return " ".join(moves) or None


def state_at(moves: str | None, moment: datetime) -> State:
    """The state that the moves up to ``moment`` leave; closed stays closed."""
    until = (moment - _EPOCH) // _MILLISECOND
    state = State.OPEN
    for move in (moves or "").split():
        if int(move[1:], 16) > until:
            break
        state = _STATES[move[0]]
        if state is State.CLOSED:
            break
    return state
