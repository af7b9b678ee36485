"""The palette's lines: the search first, then what fits by name, key or initials."""

from inspector.app.district import initials
from ui.commands import SEARCH, Command, offered

COMMANDS = (
    Command(code="a", words="今日路线", key="Ctrl+T", where="地图"),
    Command(code="b", words="问题台账", key="Ctrl+3"),
    Command(code="c", words="换主题", key="Ctrl+Shift+L"),
    *(Command(code=f"n{number}", words=f"路段{number}") for number in range(20)),
)


def codes(typed: str, *, all_keys: bool = False) -> list[str]:
    return [one.code for one in offered(typed, COMMANDS, initials, all_keys=all_keys)]


def test_the_search_for_what_was_typed_is_always_first() -> None:
    for typed in ("路", "K7QF-206", "wttz"):
        assert codes(typed)[0] == SEARCH
    assert "K7QF-206" in offered("K7QF-206", COMMANDS, initials, all_keys=False)[0].words


def test_initials_name_and_key_find_a_command() -> None:
    assert codes("wttz") == [SEARCH, "b"]
    assert codes("台账") == [SEARCH, "b"]
    assert codes("ctrl+t") == [SEARCH, "a"]


def test_what_begins_with_the_letters_comes_before_what_holds_them() -> None:
    assert codes("路")[1] == "n0"
    assert codes("路", all_keys=True)[-1] == "a"


def test_the_page_of_keys_holds_every_command_and_narrows_as_one_types() -> None:
    assert codes("", all_keys=True) == [one.code for one in COMMANDS]
    assert len(codes("路", all_keys=True)) == 1 + 21
    assert codes("") == []
    assert len(codes("路")) == 10
