"""One sync in hand: workspace, remote and notes together, and what is counted on the way."""

from collections.abc import Callable
from dataclasses import dataclass, field

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from inspector.app.progress import Tell
from inspector.app.workspace import Workspace
from inspector.domain.errors import MachineError
from inspector.exchange.remotes.objects import Piece
from inspector.exchange.remotes.patience import PatientRemote
from inspector.store import install
from inspector.store.roster import read_roster
from inspector.store.streams import database_id, read_meta
from inspector.store.sync_notes import PieceNote, SyncNotes
from inspector.text import _


@dataclass(slots=True, kw_only=True)
class Counts:
    """Pieces (segments, photos, documents, prints) that went, came, stay behind or failed."""

    sent: int = 0
    received: int = 0
    acknowledged: int = 0
    failed: int = 0
    changes_sent: int = 0
    changes_received: int = 0
    photos_sent: int = 0
    photos_received: int = 0
    left_to_send: int = 0
    left_to_receive: int = 0
    damaged: list[str] = field(default_factory=list)


@dataclass(slots=True, kw_only=True)
class Session:
    """``photos`` is all, print or none; ``recheck``: trust nothing noted before, look at each.

    ``reread``: by its bytes, not by its length alone. ``pack_after`` segments the seat packs them
    all into one object.
    """

    ws: Workspace
    remote: PatientRemote
    notes: SyncNotes
    url: str
    photos: str
    yes: bool
    recheck: bool
    reread: bool
    pack_after: int
    tell: Tell | None = None
    counts: Counts = field(default_factory=Counts)
    put_markers: set[str] = field(default_factory=set)
    _done: int = 0

    @property
    def own(self) -> str:
        """Our stream."""
        return read_meta(self.ws.db, "stream") or ""

    def key(self) -> Ed25519PrivateKey:
        """What signs our lists and packs. :raises MachineError: it is not where it should lie."""
        found = install.read_key(database_id(self.ws.db), self.own)
        if found is None:
            raise MachineError(
                _("本机找不到这个工作区的签名密钥。"),
                _("检查用户目录是否可读，然后重试。"),
                code="key",
            )
        return found

    def accepted(self) -> Callable[[str], bool]:
        """Whether the key of a stream is accepted here."""
        return read_roster(self.ws.db, self.own).accepts

    def step(self, left: int = 0) -> None:
        """One piece more is through; what the listener raises calls the sync off."""
        self._done += 1
        if self.tell:
            self.tell(self._done, self._done + left)

    def note(self, piece: Piece, *, announced: bool, here: bool) -> None:
        """A file is known to lie on the remote."""
        self.note_all([piece], announced=announced, here=here)

    def note_all(self, pieces: list[Piece], *, announced: bool, here: bool) -> None:
        """Several at once."""
        self.notes.note_pieces(
            self.url,
            [
                PieceNote(
                    kind=one.kind,
                    name=one.name,
                    sha256=one.sha256,
                    size=one.size,
                    announced=announced,
                    here=here,
                )
                for one in pieces
            ],
        )
