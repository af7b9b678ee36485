"""Collect every sentence people read, keep its English, compile the catalogue.

Run by ``make words``: reads inspector/ and ui/, brings resources/locale/en up to date and says
which sentences still lack English. Nothing in the files depends on the day or the machine.
"""

import ast
import io
import struct
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "resources" / "locale" / "en" / "LC_MESSAGES"
PO, MO = FOLDER / "inspector.po", FOLDER / "inspector.mo"
HEADER = "Content-Type: text/plain; charset=UTF-8\n"


def sentences() -> dict[str, list[str]]:
    """Every sentence and the files it stands in, both sorted."""
    found: dict[str, set[str]] = {}
    for folder in ("inspector", "ui"):
        for file in sorted((ROOT / folder).rglob("*.py")):
            for sentence in _sentences_of(ast.parse(file.read_text("utf-8"))):
                found.setdefault(sentence, set()).add(file.relative_to(ROOT).as_posix())
    return {sentence: sorted(files) for sentence, files in sorted(found.items())}


def _sentences_of(tree: ast.Module) -> Iterator[str]:
    """What ``_()`` is given, what ``help=`` says, and the values of enums, shown by ``_()``."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            if isinstance(node.func, ast.Name) and node.func.id == "_" and node.args:
                yield from _texts([node.args[0]])
            yield from _texts(keyword.value for keyword in node.keywords if keyword.arg == "help")
        elif isinstance(node, ast.ClassDef) and _is_enum(node):
            yield from _texts(one.value for one in node.body if isinstance(one, ast.Assign))


def _texts(nodes: Iterable[ast.expr]) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            if any("\u4e00" <= sign <= "\u9fff" for sign in node.value):
                yield node.value
        elif isinstance(node, ast.Tuple):
            yield from _texts(node.elts)


def _is_enum(node: ast.ClassDef) -> bool:
    return any(isinstance(base, ast.Name) and base.id == "StrEnum" for base in node.bases)


def read_english(text: str) -> dict[str, str]:
    """The English of each sentence of a .po file; empty where there is none yet."""
    catalogue = read_po(io.StringIO(text), locale="en")
    return {str(one.id): str(one.string) for one in catalogue if one.id}


def po_text(english: dict[str, str]) -> str:
    """The .po file of all sentences there are now, with what English is known."""
    catalogue = Catalog(locale="en")
    for sentence, files in sentences().items():
        places = [(file, 0) for file in files]
        catalogue.add(sentence, string=english.get(sentence, ""), locations=places)
    out = io.BytesIO()
    write_po(out, catalogue, width=100, omit_header=True, sort_output=True, include_lineno=False)
    head = f'msgid ""\nmsgstr "{HEADER}"\n\n'.replace("UTF-8\n", "UTF-8\\n")
    return head + out.getvalue().decode()


def mo_bytes(english: dict[str, str]) -> bytes:
    """The compiled catalogue, in the format of GNU gettext, without a hash table."""
    pairs = sorted(
        (sentence.encode(), words.encode())
        for sentence, words in {"": HEADER, **english}.items()
        if words
    )
    count, table = len(pairs), 28
    ids = b"".join(sentence + b"\0" for sentence, _words in pairs)
    texts = b"".join(words + b"\0" for _sentence, words in pairs)
    first = table + 16 * count
    head = struct.pack("<7I", 0x950412DE, 0, count, table, table + 8 * count, 0, first)
    tables = _table((sentence for sentence, _words in pairs), first)
    tables += _table((words for _sentence, words in pairs), first + len(ids))
    return head + tables + ids + texts


def _table(texts: Iterable[bytes], start: int) -> bytes:
    table = b""
    for text in texts:
        table += struct.pack("<2I", len(text), start)
        start += len(text) + 1
    return table


def main() -> int:
    """Bring both files up to date; 1 when a sentence has no English."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    english = read_english(PO.read_text("utf-8")) if PO.exists() else {}
    text = po_text(english)
    PO.write_text(text, "utf-8")
    now = read_english(text)
    MO.write_bytes(mo_bytes(now))
    missing = [sentence for sentence, words in now.items() if not words]
    for sentence in missing:
        print(f"no English: {sentence}")
    print(f"{len(now)} sentences, {len(missing)} without English")
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
