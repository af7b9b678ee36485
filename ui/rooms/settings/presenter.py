"""The mind of 设置与体检: what was looked at, what is being done about it, what is preferred."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from inspector.text import _
from ui.preferences import (
    BACKUPS,
    INBOX,
    LANGUAGE,
    NO_SHIFT,
    RED_HEAD,
    SHIFT,
    WORKSPACE,
    Preferences,
)

if TYPE_CHECKING:
    from inspector.app.about import About
    from inspector.app.care_told import BackedUp, CheckLine, Packed, PersonTold, PhotosRead
    from inspector.domain.errors import InspectorError
    from ui.office import Office
    from ui.tasks import Report, Runner


@dataclass(frozen=True, slots=True, kw_only=True)
class HealthLine:
    """A line of the checkup: ``weight`` is ok, warn or danger; ``deed`` is what can be done."""

    code: str
    weight: str
    title: str
    words: str
    deed: str = ""
    icon: str = ""


class SettingsSurface(Protocol):
    def show_health(self, lines: Sequence[HealthLine], words: str) -> None: ...
    def show_people(self, people: Sequence[PersonTold], person: str) -> None: ...
    def show_language(self, language: str, words: str) -> None: ...
    def show_workspace_left(self) -> None: ...
    def show_backups(self, folder: Path | None) -> None: ...
    def show_inbox(self, folder: Path | None) -> None: ...
    def show_sheets(self, *, red_head: bool, shift: str) -> None: ...
    def show_about(self, about: About) -> None: ...
    def copy(self, words: str) -> None: ...
    def open_room(self, code: str) -> None: ...
    def open_folder(self, folder: Path) -> None: ...
    def choose_pack(self) -> None: ...
    def show_person_changed(self) -> None: ...
    def show_saved(self, words: str) -> None: ...
    def show_fault(self, error: InspectorError) -> None: ...


_WEIGHTS = {"OK": "ok", "LOOK": "warn", "ACT": "danger"}


class SettingsPresenter:
    """Looks once when the room is entered and after each deed; reads photos behind all else."""

    def __init__(
        self,
        view: SettingsSurface,
        office: Office,
        runner: Runner,
        preferences: Preferences,
        stalls: Callable[[], Sequence[str]],
    ) -> None:
        self._view, self._office, self._runner = view, office, runner
        self._preferences, self._stalls = preferences, stalls
        self._checked: Sequence[CheckLine] = ()
        self._reading: Report | None = None
        self._read_words = ""
        self._busy = ""

    def refresh(self) -> None:
        """Everything as it stands now."""
        self.look()
        self._runner.read(self._ask_people, self._show_people, self._view.show_fault)
        self._runner.read(
            lambda: self._office.care().about(), self._view.show_about, self._view.show_fault
        )
        self._view.show_language(self._preferences.read(LANGUAGE) or "zh", "")
        self._view.show_backups(self.backups)
        self._view.show_inbox(self._folder_of(INBOX))
        self._show_sheets()

    def look(self) -> None:
        """The checkup anew."""
        backups = self.backups

        def show(lines: Sequence[CheckLine]) -> None:
            self._checked = lines
            self._show()

        self._runner.read(lambda: self._office.care().checkup(backups), show, self._view.show_fault)

    @property
    def backups(self) -> Path | None:
        """Where copies go besides the workspace."""
        return self._folder_of(BACKUPS)

    def _folder_of(self, name: str) -> Path | None:
        kept = self._preferences.read(name)
        return Path(kept) if kept else None

    def do(self, code: str) -> None:
        """What can be done about a line."""
        deeds: dict[str, Callable[[], None]] = {
            "backup": self.back_up,
            "photos": self.read_photos,
            "data": lambda: self._view.open_room("merge"),
            "doubts": self._copy_doubts,
            "disk": self._open_folder,
            "encryption": self._copy_words,
            "clock": self.look,
            "device": self._copy_code,
            "exchange": lambda: self._view.open_room("merge"),
            "stalls": self._view.choose_pack,
        }
        if code in deeds:
            deeds[code]()

    def do_nth(self, number: int) -> None:
        """The deed of the ``number``-th line, from 1."""
        lines = self.lines()
        if number <= len(lines):
            self.do(lines[number - 1].code)

    def back_up(self) -> None:
        """A checked copy now, to the folder chosen for it or beside the workspace."""
        if self._busy:
            return
        self._busy, folder = "backup", self.backups
        self._show()

        def done(told: BackedUp) -> None:
            self._busy = ""
            self._view.show_saved(_("已备份到 {place}").format(place=Path(told.backup).parent))
            self.look()

        def fail(error: InspectorError) -> None:
            self._busy = ""
            self._show()
            self._view.show_fault(error)

        self._runner.write(lambda: self._office.care().back_up(folder), done, fail)

    def read_photos(self) -> None:
        """Read every original again; pressed while it runs, it is called off."""
        if self._reading is not None:
            self.call_off()
            return

        def done(read: PhotosRead) -> None:
            self._reading, self._read_words = None, ""
            self._runner.write(
                lambda: self._office.care().remember_read(read),
                lambda _nothing: self.look(),
                self._view.show_fault,
            )
            self._view.show_saved(_read_told(read))

        def fail(error: InspectorError) -> None:
            self._stop_reading()
            self._view.show_fault(error)

        self._read_words = _("正在重读…")
        report = self._runner.follow(
            lambda tell: self._office.care().read_photos(tell),
            done=done,
            failed=fail,
            progress=self._tell_reading,
            stopped=self._stop_reading,
        )
        if self._read_words:
            self._reading = report
            self._show()

    def call_off(self) -> None:
        """Stop reading; nothing is remembered of it."""
        if self._reading is not None:
            self._reading.cancelled = True

    def sit_down(self, code: str) -> None:
        """Another person records here from now on."""

        def done(_nothing: None) -> None:
            self._view.show_saved(_("经办人已换"))
            self._view.show_person_changed()

        self._runner.write(lambda: self._office.care().sit_down(code), done, self._view.show_fault)

    def speak(self, language: str) -> None:
        """Another language, from the next start on."""
        if language != (self._preferences.read(LANGUAGE) or "zh"):
            self._preferences.keep(LANGUAGE, language)
            self._view.show_language(language, _("下次打开时换成这种语言"))

    def leave_workspace(self) -> None:
        """At the next start somebody chooses; this one stays as it is, and open until then."""
        self._preferences.keep(WORKSPACE, "")
        self._view.show_workspace_left()

    def keep(self, name: str, value: str) -> None:
        """A preference the window itself acts on."""
        self._preferences.keep(name, value)

    def choose_backups(self, folder: Path | None) -> None:
        """Where copies go from now on; None is beside the workspace."""
        self._preferences.keep(BACKUPS, str(folder) if folder else "")
        self._view.show_backups(folder)
        self.look()

    def choose_inbox(self, folder: Path | None) -> None:
        """Where photos arrive from now on; None is the workspace's own inbox."""
        self._preferences.keep(INBOX, str(folder) if folder else "")
        self._view.show_inbox(folder)

    def choose_sheets(self, red_head: bool, shift: str) -> None:
        """What the printer holds; how far pages move is kept while it holds plain sheets too."""
        self._preferences.keep(RED_HEAD, "yes" if red_head else "")
        self._preferences.keep(SHIFT, shift)
        self._show_sheets()

    def _show_sheets(self) -> None:
        red_head = bool(self._preferences.read(RED_HEAD))
        self._view.show_sheets(red_head=red_head, shift=self._preferences.read(SHIFT) or NO_SHIFT)

    def write_pack(self, out: Path) -> None:
        """The pack for technicians, where the person says."""
        stalls = tuple(self._stalls())

        def done(told: Packed) -> None:
            words = _("诊断包已存到 {pack}，{n} 个文件，没有照片和姓名")
            self._view.show_saved(words.format(pack=told.pack, n=told.files))

        self._runner.read(
            lambda: self._office.care().write_pack(out, stalls), done, self._view.show_fault
        )

    def lines(self) -> list[HealthLine]:
        """The checkup as it is shown, with what runs at the moment."""
        shown = [self._line(one) for one in self._checked]
        return [*shown, self._stall_line()] if shown else []

    def _line(self, one: CheckLine) -> HealthLine:
        words, (deed, icon) = one.words, _deeds()[one.code]
        if one.code == "photos" and self._read_words:
            words, deed, icon = self._read_words, _("停下"), "circle-x"
        if one.code == "backup" and self._busy:
            words = _("正在备份…")
        return HealthLine(
            code=one.code,
            weight=_WEIGHTS[one.weight.name],
            title=one.title,
            words=words,
            deed=deed,
            icon=icon,
        )

    def _stall_line(self) -> HealthLine:
        stalls = self._stalls()
        words = (
            _("这次打开后停顿过 {n} 次，最近一次 {last}").format(n=len(stalls), last=stalls[-1])
            if stalls
            else _("这次打开后没有停顿")
        )
        return HealthLine(
            code="stalls",
            weight="warn" if stalls else "ok",
            title=_("窗口"),
            words=words,
            deed=_("导出诊断包"),
            icon="download",
        )

    def _show(self) -> None:
        lines = self.lines()
        act = sum(one.weight == "danger" for one in lines)
        look = sum(one.weight == "warn" for one in lines)
        parts = [
            text.format(n=number)
            for number, text in ((act, _("{n} 项要处理")), (look, _("{n} 项留意")))
            if number
        ]
        self._view.show_health(lines, "，".join(parts) or _("都正常"))

    def _tell_reading(self, now: int, total: int) -> None:
        self._read_words = _("正在重读 {now:,} / {total:,}").format(now=now, total=total)
        self._show()

    def _stop_reading(self) -> None:
        self._reading, self._read_words = None, ""
        self._show()

    def _ask_people(self) -> tuple[Sequence[PersonTold], str]:
        care = self._office.care()
        return care.people(), care.person()

    def _show_people(self, told: tuple[Sequence[PersonTold], str]) -> None:
        self._view.show_people(*told)

    def _open_folder(self) -> None:
        self._runner.read(
            lambda: self._office.care().folder(), self._view.open_folder, self._view.show_fault
        )

    def _copy_words(self) -> None:
        words = next(one.words for one in self._checked if one.code == "encryption")
        self._view.copy(words)
        self._view.show_saved(_("已复制说明"))

    def _copy_doubts(self) -> None:
        details = next(one.details for one in self._checked if one.code == "doubts")
        self._view.copy("\n".join(details))
        self._view.show_saved(_("已复制 {n} 处").format(n=len(details)))

    def _copy_code(self) -> None:
        words = next(one.words for one in self._checked if one.code == "device")
        self._view.copy(words)
        self._view.show_saved(_("已复制本机编号和口令"))


def _read_told(read: PhotosRead) -> str:
    if read.broken:
        first = read.broken[0]
        words = _("重读 {n:,} 张，{broken} 张与登记时不同，第一张 {name}（{label}）")
        return words.format(
            n=read.checked, broken=len(read.broken), name=first.name, label=first.label
        )
    return _("重读 {n:,} 张，都完好").format(n=read.checked)


def _deeds() -> dict[str, tuple[str, str]]:
    """What can be done about a line, and its icon."""
    return {
        "backup": (_("现在备份"), "hard-drive-upload"),
        "photos": (_("重读原件"), "image"),
        "data": (_("去看看"), "git-merge"),
        "doubts": (_("复制清单"), "copy"),
        "disk": (_("打开文件夹"), "folder-input"),
        "encryption": (_("复制说明"), "copy"),
        "clock": (_("再看一次"), "clock"),
        "device": (_("复制口令"), "copy"),
        "exchange": (_("去汇总"), "git-merge"),
    }
