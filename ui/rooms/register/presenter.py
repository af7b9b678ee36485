"""The mind of 基础资料: which kind is looked at, what is sought, which record is open."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Protocol

from inspector.text import _

if TYPE_CHECKING:
    from inspector.app.register_told import EditTold, Entry, KindTold, Listing, RecordTold
    from inspector.domain.errors import InspectorError
    from ui.office import Office
    from ui.tasks import Runner

MOST_LINES = 20_000  # of a list at once; whoever has more types a few letters


class RegisterSurface(Protocol):
    def show_kinds(self, kinds: Sequence[KindTold], chosen: str) -> None: ...
    def show_listing(self, listing: Listing, found: Sequence[Entry], words: str) -> None: ...
    def show_record(self, record: RecordTold | None) -> None: ...
    def show_history(self, edits: Sequence[EditTold]) -> None: ...
    def show_form(self, record: RecordTold) -> None: ...
    def choose_entry(self, key: str) -> None: ...
    def show_saved(self, words: str) -> None: ...
    def show_fault(self, error: InspectorError) -> None: ...


class RegisterPresenter:
    """Seeks in memory as one types; asks the office for one record at a time."""

    def __init__(self, view: RegisterSurface, office: Office, runner: Runner) -> None:
        self._view, self._office, self._runner = view, office, runner
        self.kind = "points"
        self._kinds: Sequence[KindTold] = ()
        self._listing: Listing | None = None
        self._sought = ""
        self._key = ""
        self._form: RecordTold | None = None
        self._shown: RecordTold | None = None
        self._wanted = ""  # the record to stand on once the list is there

    @property
    def is_writing(self) -> bool:
        """A form is open."""
        return self._form is not None

    def refresh(self) -> None:
        """Counts and the list as they are now; an open form is left alone."""

        def show(kinds: Sequence[KindTold]) -> None:
            self._kinds = kinds
            self._view.show_kinds(kinds, self.kind)

        self._runner.read(lambda: self._office.register().kinds(), show, self._view.show_fault)
        self._load(self._key)

    def choose_kind(self, kind: str) -> None:
        """Another list; what was open is closed."""
        if kind != self.kind:
            self.kind, self._sought, self._listing = kind, "", None
            self._close()
            self._load("")

    def known(self) -> KindTold | None:
        """The kind that is looked at; None before the kinds are known."""
        return next((one for one in self._kinds if one.code == self.kind), None)

    def seek(self, text: str) -> None:
        """Keep the lines that hold every word: a name, a code, pinyin initials."""
        self._sought = text
        self._show_list()

    def choose(self, key: str) -> None:
        """Open a record."""
        if key == self._key and self._shown is not None:
            return
        self._form = None
        self._key = key
        self._open(key)

    def edit(self) -> None:
        """Boxes for the fields of the open record, where it may be corrected."""
        if self._shown is not None and self._shown.editable:
            self._form = self._shown
            self._view.show_form(self._shown)

    def add(self) -> None:
        """A blank record of the kind that is looked at."""
        known = self.known()
        if known is None or not known.editable:
            return
        kind = self.kind

        def show(record: RecordTold) -> None:
            if kind == self.kind:
                self._form = record
                self._view.show_form(record)

        self._runner.read(lambda: self._office.register().blank(kind), show, self._view.show_fault)

    def save(self, said: Mapping[str, str], why: str) -> None:
        """Keep what the form says; only what differs from before is sent."""
        form = self._form
        if form is None:
            return
        before = {one.name: one.text for one in form.fields}
        new = {name: text for name, text in said.items() if text.strip() != before.get(name, "")}
        if form.key:
            self._amend(
                form,
                {
                    one.name: new[one.name]
                    for one in form.fields
                    if one.name in new and not one.fixed
                },
                why,
            )
        else:
            self._add(form, said)

    def withdraw(self, why: str) -> None:
        """Take the open record out of the lists; its history keeps it, and why."""
        form = self._form
        if form is None or not form.key or not form.withdrawable:
            return

        def done(_none: None) -> None:
            self._form = None
            self._view.show_saved(_("已撤回 {name}").format(name=form.name))
            self._after("")

        self._runner.write(
            lambda: self._office.register().withdraw(form.kind, form.key, why),
            done,
            self._view.show_fault,
        )

    def cancel(self) -> None:
        """Leave the form; what was typed into it is forgotten."""
        if self._form is not None:
            self._form = None
            self._view.show_record(self._shown)

    def _amend(self, form: RecordTold, said: Mapping[str, str], why: str) -> None:
        def done(words: Sequence[str]) -> None:
            self._form = None
            self._view.show_saved(
                _("已改 {name}：{fields}").format(name=form.name, fields="、".join(words))
                if words
                else _("没有改动")
            )
            self._after(form.key)

        self._runner.write(
            lambda: self._office.register().amend(form.kind, form.key, said, why),
            done,
            self._view.show_fault,
        )

    def _add(self, form: RecordTold, said: Mapping[str, str]) -> None:
        def done(key: str) -> None:
            self._form = None
            self._view.show_saved(_("已添加"))
            self._after(key)

        self._runner.write(
            lambda: self._office.register().add(form.kind, said), done, self._view.show_fault
        )

    def _after(self, key: str) -> None:
        """Something was written: counts, list and record are asked again."""
        self._key, self._shown = "", None
        self._sought = ""
        self.refresh()
        self._load(key)

    def _load(self, key: str) -> None:
        kind = self.kind
        self._wanted = key

        def show(listing: Listing) -> None:
            if kind == self.kind:
                self._listing = listing
                self._show_list()

        self._runner.read(
            lambda: self._office.register().listing(kind), show, self._view.show_fault
        )

    def _show_list(self) -> None:
        if self._listing is None:
            return
        words = self._sought.lower().split()
        found = [one for one in self._listing.entries if all(word in one.sought for word in words)]
        self._view.show_listing(self._listing, found[:MOST_LINES], self._count(len(found)))
        keys = {one.key for one in found[:MOST_LINES]}
        if self._wanted in keys:
            self._view.choose_entry(self._wanted)
        elif found and self._key not in keys:
            self._view.choose_entry(found[0].key)
        elif not found:
            self._close()

    def _count(self, found: int) -> str:
        total = len(self._listing.entries) if self._listing else 0
        if found > MOST_LINES:
            return _("{n:,} 条，先列 {most:,} 条").format(n=found, most=MOST_LINES)
        if found < total:
            return _("{n:,} / {all:,} 条").format(n=found, all=total)
        return _("{n:,} 条").format(n=total)

    def _close(self) -> None:
        self._key, self._form, self._shown = "", None, None
        self._view.show_record(None)

    def _open(self, key: str) -> None:
        kind = self.kind

        def show(record: RecordTold) -> None:
            if (kind, key) == (self.kind, self._key):
                self._shown = record
                self._view.show_record(record)
                self._ask_history(kind, key)

        self._runner.read(
            lambda: self._office.register().record(kind, key), show, self._view.show_fault
        )

    def _ask_history(self, kind: str, key: str) -> None:
        def show(edits: Sequence[EditTold]) -> None:
            if (kind, key) == (self.kind, self._key):
                self._view.show_history(edits)

        self._runner.read(
            lambda: self._office.register().history(kind, key), show, self._view.show_fault
        )
