"""The words people read: Chinese in the source, other languages from the catalogues."""

import gettext
from importlib.resources import as_file, files

_translations: gettext.NullTranslations = gettext.NullTranslations()


def _(chinese: str) -> str:
    """The sentence in the language chosen by :func:`speak`; Chinese when none was chosen."""
    return _translations.gettext(chinese)


def speak(language: str) -> None:
    """Choose the language of all words from here on: ``zh`` or ``en``; others stay Chinese."""
    global _translations  # noqa: PLW0603 - one process speaks one language
    if language == "zh":
        _translations = gettext.NullTranslations()
        return
    with as_file(files("resources") / "locale") as folder:
        _translations = gettext.translation("inspector", folder, [language], fallback=True)
