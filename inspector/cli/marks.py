"""The command that marks a photo."""

from pathlib import Path

import click

from inspector.app.marks import Drawn, Marked, mark, marks
from inspector.app.workspace import open_workspace
from inspector.cli.command import workspace_argument, writes
from inspector.cli.out import show
from inspector.domain.errors import InputError
from inspector.domain.mark import MarkKind
from inspector.text import _


@click.command("mark", help="在照片上标注：箭头、方框、文字、遮挡；原件不变")
@workspace_argument
@click.argument("photo")
@click.option("--arrow", multiple=True, metavar="X1,Y1,X2,Y2", help="箭头，指向第二个点")
@click.option("--box", multiple=True, metavar="X,Y,W,H", help="方框")
@click.option("--text", multiple=True, metavar="X,Y,WORDS", help="文字")
@click.option("--redact", multiple=True, metavar="X,Y,W,H", help="遮挡：涂黑，外发时看不到")
@click.option("--mosaic", multiple=True, metavar="X,Y,W,H", help="遮挡：打马赛克")
@click.option("--remove", multiple=True, metavar="MARK", help="撤去一个标注")
@click.option("--list", "only_list", is_flag=True, help="只列出这张照片的标注")
@writes
def mark_command(
    workspace: Path,
    photo: str,
    arrow: tuple[str, ...],
    box: tuple[str, ...],
    text: tuple[str, ...],
    redact: tuple[str, ...],
    mosaic: tuple[str, ...],
    remove: tuple[str, ...],
    only_list: bool,
    person: str,
    as_json: bool,
) -> None:
    """Mark a photo, take marks off, or list them; places are fractions of the picture as shown."""
    given = {
        MarkKind.ARROW: arrow,
        MarkKind.BOX: box,
        MarkKind.TEXT: text,
        MarkKind.REDACT: redact,
        MarkKind.MOSAIC: mosaic,
    }
    drawn = [_drawn(kind, words) for kind, several in given.items() for words in several]
    if only_list and (drawn or remove):
        raise InputError(
            _("--list 只列出，不能和其他标注选项一起用。"), _("分两次执行。"), code="usage"
        )
    looks_only = not drawn and not remove
    with open_workspace(workspace, person=person, read_only=looks_only) as ws:
        told = marks(ws, photo) if looks_only else mark(ws, photo, drawn, remove=remove)
    show(told, _lines(told), as_json=as_json)


def _drawn(kind: MarkKind, words: str) -> Drawn:
    """``0.1,0.2,0.3,0.4``, or two numbers and the words, which may have commas themselves."""
    most = 2 if kind is MarkKind.TEXT else -1
    parts = words.replace("，", ",", most).split(",", most)
    said = parts.pop() if kind is MarkKind.TEXT and len(parts) > 2 else ""
    try:
        return Drawn(kind=kind, numbers=tuple(map(float, parts)), words=said)
    except ValueError as error:
        raise InputError(
            _("看不懂标注的位置：{words}").format(words=words),
            _("写成 0.1,0.2,0.3,0.4，都是占画面宽高的比例。"),
            code="bad_mark",
        ) from error


def _lines(told: Marked) -> list[str]:
    lines = [
        "  ".join(
            [
                one.mark,
                _kind_word(one.kind),
                ",".join(f"{number:g}" for number in one.shape or ()),
                one.text,
            ]
        ).rstrip()
        for one in told.marks
    ]
    return [_("照片 {hash} 有 {n} 个标注").format(hash=told.photo[:12], n=len(lines)), *lines]


def _kind_word(kind: str | None) -> str:
    known = MarkKind.__members__.get((kind or "").upper())
    return _(known.value) if known else kind or ""
