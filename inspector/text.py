"""The words people read: Chinese in the source, other languages from the catalogues."""

import gettext
from importlib.resources import as_file, files
from string import Formatter
from typing import Any

_translations: gettext.NullTranslations = gettext.NullTranslations()


def _(chinese: str) -> str:
    """The sentence in the language chosen by :func:`speak`; Chinese when none was chosen."""
    said = _translations.gettext(chinese)
    return Counted(said) if "|" in said else said


class Counted(str):
    """A sentence that says one thing otherwise than many: ``{n} {n:row|rows}``.

    Chinese has no plural, so its sentences and those who fill them in know nothing of this.
    """

    __slots__ = ()

    def format(self, *places: object, **names: object) -> str:
        """Filled in, each counted word as its number asks."""
        return _Counting().vformat(self, places, names)


class _Counting(Formatter):
    def format_field(self, value: Any, format_spec: str) -> str:
        one, is_counted, many = format_spec.partition("|")
        if not is_counted:
            return str(super().format_field(value, format_spec))
        return one if str(value) == "1" else many


def speak(language: str) -> None:
    """Choose the language of all words from here on: ``zh`` or ``en``; others stay Chinese."""
    global _translations  # noqa: PLW0603 - one process speaks one language
    if language == "zh":
        _translations = gettext.NullTranslations()
        return
    with as_file(files("resources") / "locale") as folder:
        _translations = gettext.translation("inspector", folder, [language], fallback=True)
