"""Commands are found by their pinyin initials once the office has told them."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from inspector.domain.errors import MachineError
from tests.ui.conftest import AtOnce, Later
from tests.ui.fake_office import FakeOffice
from ui.initials import Initials


class Asked(FakeOffice):
    """Keeps what it was asked; away as long as ``is_away``."""

    def __init__(self) -> None:
        super().__init__(Path())
        self.asked: list[list[str]] = []
        self.is_away = False

    def initials(self, words: Sequence[str]) -> Mapping[str, str]:
        self.asked.append(list(words))
        if self.is_away:
            raise MachineError("后台停了")
        return super().initials(words)


def test_words_have_none_until_the_answer_is_here() -> None:
    later = Later()
    initials = Initials(Asked(), later)
    initials.learn(["数据汇总"])
    assert initials.of("数据汇总") == ""
    later.run()
    assert initials.of("数据汇总") == "sjhz"


def test_what_is_known_is_not_asked_again() -> None:
    office = Asked()
    initials = Initials(office, AtOnce())
    initials.learn(["地图", "地图"])
    initials.learn(["地图", "通知书"])
    assert office.asked == [["地图"], ["通知书"]]


def test_an_answer_that_failed_is_asked_for_with_the_next_list() -> None:
    office = Asked()
    initials = Initials(office, AtOnce())
    office.is_away = True
    initials.learn(["地图"])
    office.is_away = False
    initials.learn(["地图"])
    assert initials.of("地图") == "dt"
