"""What bars a notice, mended where it is told: a photo, the office's contact."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Protocol

from inspector.domain.errors import InputError
from inspector.text import _
from ui.papers_office import Spare

if TYPE_CHECKING:
    from inspector.domain.errors import InspectorError
    from ui.notice_told import Check
    from ui.office import Office
    from ui.tasks import Runner


class MendSurface(Protocol):
    def show_spares(self, check: Check, spares: Sequence[Spare]) -> None: ...
    def show_contact(self, check: Check, words: str) -> None: ...
    def show_no_mending(self) -> None: ...
    def show_fault(self, error: InspectorError) -> None: ...


class MendPresenter:
    """One fault at a time; ``mended`` hears that the papers must be looked over again."""

    def __init__(
        self, view: MendSurface, office: Office, runner: Runner, mended: Callable[[str], None]
    ) -> None:
        self._view, self._office, self._runner, self._mended = view, office, runner, mended
        self._check: Check | None = None

    @property
    def is_open(self) -> bool:
        return self._check is not None

    def open(self, check: Check) -> None:
        """Propose what could stand for the photo, or ask for the contact."""
        self._check = check
        if check.mend != "contact":
            self._runner.read(
                lambda: self._office.papers().spares(check.issue),
                lambda spares: self._view.show_spares(check, spares),
                self._view.show_fault,
            )
        else:
            self._runner.read(
                self._office.papers().contact,
                lambda told: self._view.show_contact(check, " ".join(filter(None, told))),
                self._view.show_fault,
            )

    def take_photo(self, photo: str) -> None:
        """A photo that is here by its name, or a file."""
        check = self._check
        if check is not None and photo:
            lacked = check.mend == "first_photo"
            words = _("已补照片 {issue}") if lacked else _("已换照片 {issue}")
            self._do(
                lambda: self._office.papers().replace_photo(check.issue, photo),
                words.format(issue=check.issue),
            )

    def set_contact(self, words: str) -> None:
        """Name and phone, written one after the other."""
        name, _gap, phone = words.strip().rpartition(" ")
        if not (name and any(one.isdigit() for one in phone)):
            self._view.show_fault(
                InputError(_("写上联系人和电话"), _("中间空一格，如：王某 0571-1234567。"))
            )
            return
        self._do(
            lambda: self._office.papers().set_contact(name.strip(), phone),
            _("已补联系人 {name}").format(name=name.strip()),
        )

    def close(self) -> None:
        self._check = None
        self._view.show_no_mending()

    def _do(self, deed: Callable[[], None], words: str) -> None:
        def done(_nothing: None) -> None:
            self.close()
            self._mended(words)

        self._runner.write(deed, done, self._view.show_fault)
