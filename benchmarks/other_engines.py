"""The same notice by two other engines, for a ratio taken in one run: WeasyPrint and typst.

Neither is needed by the product: ``pip install -e ".[bench]"``, or in an environment of their
own whose ``site-packages`` is named in PYTHONPATH behind this folder.
"""

from collections.abc import Callable
from html import escape
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from inspector.documents.notice_words import annexes_of, body_of, notice_title
from inspector.documents.paper import NoticePaper, ProblemOnPaper

FONTS = Path(__file__).resolve().parent.parent / "resources" / "fonts"


def is_here(engine: str) -> bool:
    return find_spec(engine) is not None


def maker(engine: str, paper: NoticePaper) -> Callable[[], bytes]:
    """Work that prints the paper with that engine, its markup and photos lying ready."""
    return {"weasyprint": _weasyprint, "typst": _typst}[engine](paper)


def _rows(item: ProblemOnPaper) -> tuple[str, ...]:
    return (
        str(item.no),
        item.place,
        item.description,
        f"{item.standard_code} {item.standard_text}",
        item.occurrence_word,
        item.deadline,
    )


def _body(paper: NoticePaper) -> list[str]:
    annexes = annexes_of(paper)
    return ["".join(span.text for span in spans) for spans in body_of(paper, annexes)]


def _photos(paper: NoticePaper, folder: Path) -> list[tuple[str, str]]:
    """Every photo as a file, with what stands above it."""
    told = []
    for item in paper.items:
        for at, photo in enumerate(item.photos):
            name = f"{item.no}-{at}.jpg"
            content = photo.jpeg if isinstance(photo.jpeg, bytes) else photo.jpeg.read_bytes()
            (folder / name).write_bytes(content)
            told.append((name, f"{item.no}.{item.place}"))
    return told


def _weasyprint(paper: NoticePaper) -> Callable[[], bytes]:
    import weasyprint

    folder = TemporaryDirectory()
    photos = _photos(paper, Path(folder.name))
    faces = "".join(
        f"@font-face{{font-family:'{name}';src:url('{(FONTS / file).as_uri()}');}}"
        for name, file in (
            ("song", "InspectorSong-Regular.ttf"),
            ("bold", "InspectorSong-Bold.ttf"),
            ("hei", "InspectorHei-Regular.ttf"),
        )
    )
    rows = "".join(
        "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in _rows(item)) + "</tr>"
        for item in paper.items
    )
    text = (
        f"<style>{faces}@page{{size:A4;margin:37mm 26mm 35mm 28mm}}"
        "body{font:15.75pt/29pt song;text-align:justify}h1{font:42pt bold;color:#db0000;"
        "text-align:center}h2{font:22pt bold;text-align:center}p{text-indent:2em;margin:0}"
        "table{border-collapse:collapse;font:10.5pt/14.5pt song;page-break-before:always}"
        "td{border:.4pt solid}img{height:43mm}</style>"
        f"<h1>{escape(paper.office.name)}文件</h1><p>{escape(paper.number)}</p>"
        f"<h2>{escape(''.join(notice_title(paper)))}</h2>"
        + "".join(f"<p>{escape(one)}</p>" for one in _body(paper))
        + f"<table>{rows}</table>"
        + "".join(f"<p>{escape(words)}</p><img src='{name}'>" for name, words in photos)
    )

    def make() -> bytes:
        made: Any = weasyprint.HTML(string=text, base_url=folder.name + "/").write_pdf()
        return bytes(made)

    return make


def _typst(paper: NoticePaper) -> Callable[[], bytes]:
    import typst

    folder = TemporaryDirectory()
    photos = _photos(paper, Path(folder.name))
    cells = ", ".join(f"[{_plain(cell)}]" for item in paper.items for cell in _rows(item))
    body = "\n\n".join(_plain(one) for one in _body(paper))
    shown = "\n\n".join(
        f'{_plain(words)}\n\n#image("{name}", height: 43mm)' for name, words in photos
    )
    source = Path(folder.name) / "notice.typ"
    source.write_text(
        '#set page("a4", margin: (top: 37mm, right: 26mm, bottom: 35mm, left: 28mm))\n'
        '#set text(font: "Inspector Song", size: 15.75pt, lang: "zh")\n'
        "#set par(justify: true, first-line-indent: 2em)\n"
        f"#align(center, text(42pt, red)[{_plain(paper.office.name)}文件])\n\n"
        f"{_plain(paper.number)}\n\n"
        f"#align(center, text(22pt)[{_plain(''.join(notice_title(paper)))}])\n\n{body}\n\n"
        "#pagebreak()\n#set text(size: 10.5pt)\n"
        f"#table(columns: (9mm, 32mm, 41mm, 36mm, 15mm, 23mm), {cells})\n\n{shown}\n",
        "utf-8",
    )

    def make() -> bytes:
        compiler = typst.Compiler(str(source), font_paths=[str(FONTS)])
        made: Any = compiler.compile(format="pdf")
        return bytes(made or folder.name.encode())

    return make


def _plain(text: str) -> str:
    return "".join(f"\\{sign}" if sign in "#$*_`<>@[]\\~/" else sign for sign in text)
