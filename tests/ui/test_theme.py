"""The tokens hold their contrast in every theme."""

import re
from pathlib import Path

import pytest

import ui
from ui.theme import SUNLIGHT, THEMES, Theme, contrast, next_theme, theme_named

WORDS = ("text", "text2", "text3", "accent")
STATES = ("open", "notified", "replied", "returned", "deferred", "parked", "closed", "void")
USED_IN_ROWS = ("ok", "warn", "danger", "late", "repeat", "rebound", "closed", "replied")
FLAGS = ("late", "repeat", "rebound", "candidate", "ok", "warn", "danger")
GROUNDS = ("canvas", "rail", "surface", "sunken", "hover", "soft")

each_theme = pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.code)


def floor(theme: Theme) -> float:
    return 7.0 if theme is SUNLIGHT else 4.5


@each_theme
@pytest.mark.parametrize("word", WORDS + STATES)
@pytest.mark.parametrize("ground", ["surface", "canvas"])
def test_every_word_reads_on_the_panes(theme: Theme, word: str, ground: str) -> None:
    tones = theme.tones
    assert contrast(getattr(tones, word), getattr(tones, ground)) >= floor(theme)


@each_theme
@pytest.mark.parametrize("ground", GROUNDS)
def test_the_weakest_text_reads_on_every_ground(theme: Theme, ground: str) -> None:
    assert contrast(theme.tones.text3, getattr(theme.tones, ground)) >= floor(theme)


@each_theme
@pytest.mark.parametrize("word", [*WORDS, *USED_IN_ROWS])
@pytest.mark.parametrize("ground", GROUNDS)
def test_what_stands_in_rows_reads_on_every_ground_a_row_has(
    theme: Theme, word: str, ground: str
) -> None:
    assert contrast(getattr(theme.tones, word), getattr(theme.tones, ground)) >= floor(theme)


def test_the_tones_of_words_are_all_measured() -> None:
    """Every tone the window writes or draws with, as its own source names it."""
    named = re.compile(r"""tone(?:=|: str = )"(\w+)\"""")
    used = {
        tone
        for file in Path(ui.__file__).parent.rglob("*.py")
        for tone in named.findall(file.read_text("utf-8"))
    }
    grounds = {"surface", "rail", "mat", "soft", "sunken", "canvas", "hover"}
    assert used - grounds - {"on_accent"} <= {*WORDS, *STATES, *FLAGS}


@each_theme
@pytest.mark.parametrize("flag", FLAGS)
def test_the_word_of_a_chip_reads_on_its_tint(theme: Theme, flag: str) -> None:
    tones = theme.tones
    assert contrast(getattr(tones, flag), getattr(tones, f"{flag}_tint")) >= floor(theme)


@each_theme
def test_the_filled_button_reads(theme: Theme) -> None:
    assert contrast(theme.tones.on_accent, theme.tones.accent) >= floor(theme)


@each_theme
def test_the_edge_of_a_field_is_seen(theme: Theme) -> None:
    assert contrast(theme.tones.border, theme.tones.surface) >= 3


def test_black_on_white_is_twenty_one_to_one() -> None:
    assert contrast("#FFFFFF", "#000000") == pytest.approx(21)


@each_theme
def test_nothing_is_written_smaller_than_twelve_pixels(theme: Theme) -> None:
    assert theme.sizes.cap >= 12


def test_the_theme_key_walks_through_all_three_and_comes_back() -> None:
    first = THEMES[0]
    second = next_theme(first)
    third = next_theme(second)
    assert {first.code, second.code, third.code} == {"light", "dark", "sunlight"}
    assert next_theme(third) is first


def test_an_unknown_theme_is_the_light_one() -> None:
    assert theme_named("solarized").code == "light"
