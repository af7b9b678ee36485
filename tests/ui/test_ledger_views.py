"""Views of one's own keep their filter under a name, three of them."""

from ui.issue_told import Wanted
from ui.preferences import Forgetful
from ui.rooms.ledger.saved_views import KEPT_AS, drop_view, keep_view, read_views

LATE = Wanted(late=True, town="桐荫街道", states=frozenset({"OPEN", "NOTIFIED"}))


def test_a_view_comes_back_with_its_whole_filter() -> None:
    kept = Forgetful()
    keep_view(kept, "桐荫逾期", LATE)
    assert [(one.name, one.wanted) for one in read_views(kept)] == [("桐荫逾期", LATE)]


def test_a_view_of_the_same_name_is_replaced() -> None:
    kept = Forgetful()
    keep_view(kept, "我的", Wanted(repeat=True))
    keep_view(kept, "我的", LATE)
    assert [one.wanted for one in read_views(kept)] == [LATE]


def test_the_oldest_view_yields_to_a_fourth() -> None:
    kept = Forgetful()
    for name in "甲乙丙丁":
        keep_view(kept, name, LATE)
    assert [one.name for one in read_views(kept)] == ["乙", "丙", "丁"]


def test_a_view_can_be_dropped() -> None:
    kept = Forgetful()
    keep_view(kept, "甲", LATE)
    assert drop_view(kept, "甲") == read_views(kept) == ()


def test_views_of_another_version_are_left_out_instead_of_ending_the_program() -> None:
    kept = Forgetful()
    kept.keep(KEPT_AS, '[{"name": "新", "wanted": {"colour": "red", "states": []}}]')
    assert read_views(kept) == ()
