"""The office's sentences are shown as a paper while they are edited; a mistake is never kept."""

from tests.ui.conftest import AtOnce, Later
from tests.ui.fake_office import FakeOffice
from ui.rooms.settings.wording import WordingPresenter
from ui.tasks import Runner


class Surface:
    """Remembers what it was shown."""

    def __init__(self) -> None:
        self.text = ""
        self.samples: list[tuple[str, bytes]] = []
        self.wrong = ""
        self.changed = False
        self.saved: list[str] = []

    def show_text(self, text: str) -> None:
        self.text = text

    def show_sample(self, section: str, paper: bytes) -> None:
        self.samples.append((section, paper))

    def show_wrong(self, words: str) -> None:
        self.wrong = words

    def show_kept(self, *, changed: bool) -> None:
        self.changed = changed

    def show_saved(self, words: str) -> None:
        self.saved.append(words)

    def show_fault(self, error: Exception) -> None:
        raise error


def opened(office: FakeOffice, runner: Runner) -> tuple[WordingPresenter, Surface]:
    surface = Surface()
    presenter = WordingPresenter(surface, office, runner)
    presenter.open()
    return presenter, surface


def test_what_is_typed_is_shown_as_a_paper_and_not_yet_in_force(
    office: FakeOffice, at_once: AtOnce
) -> None:
    presenter, surface = opened(office, at_once)
    before = office.own_papers.words
    presenter.try_out("〔督办函〕\n要求：请马上办。", 2)
    assert [section for section, _paper in surface.samples] == ["督办函"]
    assert surface.changed
    assert office.own_papers.words == before


def test_a_mistake_is_named_and_never_kept(office: FakeOffice, at_once: AtOnce) -> None:
    presenter, surface = opened(office, at_once)
    before = office.own_papers.words
    presenter.try_out("坏", 1)
    assert "第2行" in surface.wrong
    surface.wrong = ""
    presenter.keep("坏")
    assert "第2行" in surface.wrong
    assert (office.own_papers.words, surface.saved) == (before, [])


def test_what_is_kept_is_in_force(office: FakeOffice, at_once: AtOnce) -> None:
    presenter, surface = opened(office, at_once)
    presenter.keep("〔督办函〕\n要求：请马上办。")
    assert office.own_papers.words.endswith("请马上办。")
    assert not surface.changed


def test_only_the_last_sample_that_was_asked_for_is_shown(office: FakeOffice) -> None:
    later = Later()
    presenter, surface = opened(office, later)
    later.run()
    presenter.try_out("〔督办函〕", 1)
    presenter.try_out("〔督办函〕\n要求：请办。", 2)
    later.run(1)
    later.run(0)
    assert len(surface.samples) == 1


def test_a_text_that_is_being_edited_is_not_overwritten_by_coming_back(
    office: FakeOffice, at_once: AtOnce
) -> None:
    presenter, surface = opened(office, at_once)
    surface.text = "typed"
    presenter.open()
    assert surface.text == "typed"
    presenter.put_back()
    assert surface.text == office.own_papers.words
