"""Long work of the room: packages made, papers bound, feedback taken in; it can be called off."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TypeVar

from inspector.text import _
from ui.papers_office import TakenIn

if TYPE_CHECKING:
    from inspector.domain.errors import InspectorError
    from ui.office import Office, Tell
    from ui.tasks import Report, Runner

T = TypeVar("T")
SHEETS = (".xlsx",)
SCANS = (".pdf", ".jpg", ".jpeg", ".png")


class CarrySurface(Protocol):
    def show_progress(self, words: str) -> None:
        """Words while it goes on, empty when it is over."""

    def show_taken(self, taken: TakenIn, words: str) -> None: ...
    def ask_bound(self, notices: Sequence[str], name: str) -> None:
        """Ask where one file of these papers shall lie; ``name`` is what it is called."""

    def show_fitted(self, papers: Sequence[bytes]) -> None:
        """Papers as the printer shall put them on its sheets."""

    def show_saved(self, words: str) -> None: ...
    def show_fault(self, error: InspectorError) -> None: ...


class CarryPresenter:
    """What was finished before the work was called off stays, and is said."""

    def __init__(self, view: CarrySurface, office: Office, runner: Runner) -> None:
        self._view, self._office, self._runner = view, office, runner
        self._report: Report | None = None
        self._is_busy = False

    def pack(self, units: Sequence[str], folder: Path) -> None:
        """A folder for each unit, under the folder a person chose."""
        if units:
            self._carry(
                lambda tell: self._office.papers().pack(units, folder, tell),
                self._view.show_saved,
                going=_("正在打包"),
                stopped=_("已停止打包，做好的文件夹还在"),
            )

    def name_bound(self, notices: Sequence[str]) -> None:
        """Find a name for one file of these papers, then ask where it shall lie."""
        if notices and not self._is_busy:
            self._runner.read(
                lambda: self._office.papers().bound_name(notices),
                lambda name: self._view.ask_bound(notices, name),
                self._view.show_fault,
            )

    def bind(self, notices: Sequence[str], out: Path) -> None:
        """The papers as they were issued, in one file with a bookmark for each."""
        self._carry(
            lambda tell: self._office.papers().bind(notices, out, tell),
            self._view.show_saved,
            going=_("正在合并"),
            stopped=_("已停止合并，没有写文件"),
        )

    def fit_to_sheets(self, papers: Sequence[bytes], shift: str) -> None:
        """Leave out the red head and move the pages where the sheets bear it already."""
        if not shift:
            self._view.show_fitted(papers)
            return
        self._runner.read(
            lambda: self._office.papers().without_head(papers, shift),
            self._view.show_fitted,
            self._view.show_fault,
        )

    def take_in(self, files: Sequence[Path]) -> None:
        """Feedback sheets and scanned slips, in whatever order they came."""
        wanted = [file for file in files if file.suffix.lower() in (*SHEETS, *SCANS)]
        if wanted:
            self._carry(
                lambda tell: self._office.papers().take_in(wanted, tell),
                lambda taken: self._view.show_taken(taken, words_of(taken)),
                going=_("正在收反馈"),
                stopped=_("已停止，收下的还在"),
            )

    def call_off(self) -> bool:
        """Stop what goes on; false where nothing does."""
        if self._report is not None and self._is_busy:
            self._report.cancelled = True
        return self._is_busy

    def _carry(
        self, work: Callable[[Tell], T], done: Callable[[T], None], *, going: str, stopped: str
    ) -> None:
        if self._is_busy:
            return
        self._is_busy = True

        def over() -> None:
            self._is_busy = False
            self._view.show_progress("")

        def finish(answer: T) -> None:
            over()
            done(answer)

        def fail(error: InspectorError) -> None:
            over()
            self._view.show_fault(error)

        def stop() -> None:
            over()
            self._view.show_saved(stopped)

        def go_on(now: int, total: int) -> None:
            if self._is_busy:
                self._view.show_progress(
                    _("{going} {now} / {total} · 取消 Esc").format(
                        going=going, now=now, total=total
                    )
                )

        self._view.show_progress(going + "…")
        self._report = self._runner.carry_out(work, finish, fail, go_on, stop)


def words_of(taken: TakenIn) -> str:
    """What became of it, in counts; what is not there is not said."""
    counts = (
        (len(taken.answered), _("收下答复 {n} 行")),
        (len(taken.refused), _("退单 {n} 件")),
        (len(taken.filed), _("签收回执 {n} 份")),
        (taken.known, _("已有 {n}")),
        (len(taken.problems), _("没收 {n}")),
    )
    told = [words.format(n=count) for count, words in counts if count]
    return " · ".join(told) or _("没有可收的内容")
