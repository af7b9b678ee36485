"""Devices (电脑): who is known, who is approved, who holds the seat."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime

from inspector.app.found import holds_seat, identity, seat_of
from inspector.app.workspace import Workspace
from inspector.domain.change import Draft
from inspector.domain.errors import InputError
from inspector.domain.ids import StreamId, spoken_code, stream_code
from inspector.domain.merge_order import wall_ms
from inspector.store.apply import apply
from inspector.store.branches import branch_root
from inspector.store.derive import derive
from inspector.store.roster import read_roster
from inspector.store.seal import seal_tail
from inspector.store.seat import a_handover, read_seat, read_standing
from inspector.store.segment_rows import last_segment
from inspector.store.segments import known_entries
from inspector.store.settling import settle
from inspector.store.succession import become_ours
from inspector.text import _


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceTold:
    """One device; ``head`` is its last change here, ``last_heard`` when that was made by its clock.

    ``spoken`` is what two people read to one another before its key is approved. ``state`` counts
    what was said of those it goes on for, ``continued_by`` are the codes of those that go on for
    it, and ``rival`` where it is one of several the seat could be.
    """

    device: str
    code: str
    spoken: str
    stream: str
    state: str
    seat: bool
    head: int
    last_heard: datetime | None
    continued_by: tuple[str, ...] = ()
    rival: bool = False


def list_devices(ws: Workspace) -> tuple[DeviceTold, ...]:
    """Every stream whose changes or name are here, our own first."""
    own, _database = identity(ws)
    standing = read_standing(ws.db, every=True)
    seat = read_seat(ws.db, standing)
    rows = ws.db.query(
        "select s.no, s.uid, s.head_seq, d.name from stream s "
        "left join device d on d.id = s.uid where s.pubkey is not null "
        "order by s.uid = :own desc, s.uid",
        {"own": own},
    )
    return tuple(
        DeviceTold(
            device=row["name"] or row["uid"][:8],
            code=stream_code(StreamId(row["uid"])),
            spoken=spoken_code(StreamId(row["uid"])),
            stream=row["uid"],
            state=standing.state_of(branch_root(row["uid"])) or "known",
            seat=row["uid"] == seat.holder,
            head=row["head_seq"],
            last_heard=_last_heard(ws, row["no"]),
            continued_by=tuple(
                stream_code(StreamId(new))
                for new, olds in sorted(standing.after.items())
                if row["uid"] in olds
            ),
            rival=row["uid"] in seat.rivals,
        )
        for row in rows
    )


def _last_heard(ws: Workspace, stream: int) -> datetime | None:
    """When the last sealed change of a stream was made, by the clock of its device."""
    last = last_segment(ws.db, stream)
    entries = known_entries(last) if last else []
    if not entries:
        return None
    made = datetime.fromtimestamp(wall_ms(entries[-1][1]) / 1000, UTC)
    return made.astimezone(ws.register.zone)


def set_state(ws: Workspace, code: str, state: str) -> None:
    """Approve or revoke a device; only the seat may. What waited for it comes in at once.

    It is sealed, so that what the seat had seen of the others till then is on record.
    """
    need_seat(ws)
    device = known_device(ws, code)
    own = identity(ws)[0]
    if state == "revoked" and device.stream == own:
        raise InputError(
            _("不能撤销本机：它占着编号席位。"),
            _("先把席位移交给另一台电脑，由那台电脑撤销。"),
            code="own_device",
        )
    standing = read_standing(ws.db, every=True)
    then = replace(standing, states={**standing.states, device.stream: state})
    if then.state_of(own) == "revoked":
        raise InputError(
            _("本机接续的就是这台电脑，撤销它，本机也随之失效。"),
            _("先批准本机的编号，再撤销它。"),
            code="own_past",
        )
    drafts = [Draft("device", device.stream, {"state": state})]
    if state == "revoked" and device.stream in seat_of(ws).line:
        drafts.append(a_handover(ws.db, own, ws.clock()))  # it hangs on no revoked one's word
    with ws.writing() as tx:
        derive(tx, apply(tx, drafts))
        seal_tail(tx)
        settle(tx)


def hand_seat_to(ws: Workspace, code: str) -> None:
    """Hand the seat on: from then on the other numbers, freezes and approves."""
    need_seat(ws)
    device = known_device(ws, code)
    with ws.writing() as tx:
        apply(tx, [a_handover(tx.db, device.stream, tx.now)])


def take_seat(ws: Workspace, code: str) -> None:
    """Take the seat over from the device with this code, which can no longer hand it on.

    For when it is lost, or a copy works beside its original and the seat is therefore nobody's.
    It is sealed and told wherever it is merged: nobody takes a seat unseen.

    :raises InputError: that device does not have the seat and cannot claim it either, or ours is
        one that the others do not hear.
    """
    device = known_device(ws, code)
    seat = seat_of(ws)
    if device.stream != seat.holder and device.stream not in seat.rivals:
        raise InputError(
            _("编号席位不在这台电脑上：{code}").format(code=code),
            _("用 inspector devices 查看席位现在在哪里。"),
            code="not_seat_there",
        )
    with ws.writing() as tx:
        if tx.uid in seat.line:
            tx.is_ours = False  # whoever else goes on for our stream has no part in the new one
        become_ours(tx)
        if not read_roster(tx.db, tx.uid).is_heard(tx.uid):
            raise InputError(
                _("本机还没有被批准，不能接管编号席位。"),
                _("请在一台已批准的电脑上接管，再由它批准本机。"),
                code="not_heard",
            )
        apply(tx, [a_handover(tx.db, tx.uid, tx.now)])
        seal_tail(tx)
        settle(tx)


def need_seat(ws: Workspace) -> None:
    """InputError on every workspace but the one that holds the seat."""
    if not holds_seat(ws):
        raise not_seat()


def not_seat() -> InputError:
    """Only the seat approves, revokes and hands on."""
    return InputError(
        _("本机不占编号席位，不能批准、撤销或移交。"),
        _("请在占席位的电脑上操作。"),
        code="not_seat",
    )


def known_device(ws: Workspace, code: str) -> DeviceTold:
    """The device with this code, name or stream; InputError for none, or for several."""
    found = [one for one in list_devices(ws) if code in (one.code, one.device, one.stream)]
    if len(found) != 1:
        raise InputError(
            _("没有这台电脑，或编号不唯一：{code}").format(code=code),
            _("用 inspector devices 查看编号。"),
            code="unknown_device",
        )
    return found[0]
