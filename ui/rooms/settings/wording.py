"""The mind of 文书措辞: the office's sentences, their paper, and what is wrong in them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from inspector.text import _

if TYPE_CHECKING:
    from inspector.domain.errors import InspectorError
    from ui.office import Office
    from ui.tasks import Runner


class WordingSurface(Protocol):
    def show_text(self, text: str) -> None: ...
    def show_sample(self, section: str, paper: bytes) -> None: ...
    def show_wrong(self, words: str) -> None:
        """What is wrong with the text, or nothing."""

    def show_kept(self, *, changed: bool) -> None: ...
    def show_saved(self, words: str) -> None: ...
    def show_fault(self, error: InspectorError) -> None: ...


class WordingPresenter:
    """The text is checked and shown as a paper at every pause; it is in force once it is kept."""

    def __init__(self, view: WordingSurface, office: Office, runner: Runner) -> None:
        self._view, self._office, self._runner = view, office, runner
        self._kept: str | None = None
        self._asked = ("", 0)

    def open(self) -> None:
        """The text in force; one that is being edited is left as it is."""
        if self._kept is None:
            self.put_back()

    def put_back(self) -> None:
        """Leave what was typed and show the text in force."""

        def show(text: str) -> None:
            self._kept = text
            self._view.show_text(text)
            self._view.show_kept(changed=False)

        self._runner.read(lambda: self._office.papers().wording(), show, self._view.show_fault)

    def try_out(self, text: str, line: int) -> None:
        """Show the paper of the section the line stands in; only the last answer counts."""
        self._view.show_kept(changed=text != self._kept)
        self._asked = asked = (text, line)

        def show(sample: tuple[str, bytes]) -> None:
            if self._asked == asked:
                self._view.show_wrong("")
                self._view.show_sample(*sample)

        def fail(error: InspectorError) -> None:
            if self._asked == asked:
                self._view.show_wrong(error.message)

        self._runner.read(lambda: self._office.papers().sample(text, line), show, fail)

    def keep(self, text: str) -> None:
        """Put the text in force; one with a mistake in it is not."""

        def done(_nothing: None) -> None:
            self._kept = text
            self._view.show_kept(changed=False)
            self._view.show_saved(_("措辞已保存，以后的文书都按它写"))

        def failed(error: InspectorError) -> None:
            self._view.show_wrong(error.message)

        self._runner.write(lambda: self._office.papers().keep_wording(text), done, failed)
