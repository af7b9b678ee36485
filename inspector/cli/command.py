"""What every command has: the workspace, the language, JSON or lines, and the person."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

F = TypeVar("F", bound=Callable[..., Any])

FOLDER = click.Path(path_type=Path)
FILE = click.Path(path_type=Path)


class CommaList(click.ParamType[tuple[str, ...]]):
    """An option's value that may hold several, parted by commas."""

    name = "list"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[str, ...]:
        del param, ctx
        if isinstance(value, tuple):
            return value
        return tuple(part.strip() for part in str(value).split(",") if part.strip())


def several(*names: str, help: str) -> Callable[[F], F]:  # noqa: A002 - click's own word
    """An option that repeats or takes commas; the command gets one flat tuple."""

    def flat(
        _ctx: click.Context, _param: click.Parameter, values: tuple[tuple[str, ...], ...]
    ) -> tuple[str, ...]:
        return tuple(part for group in values for part in group)

    return click.option(*names, type=CommaList(), multiple=True, callback=flat, help=help)


def answers(function: F) -> F:
    """Options of a command that answers: ``--json`` and ``--lang``."""
    function = click.option("--json", "as_json", is_flag=True, help="只输出一个 JSON 文档")(
        function
    )
    return click.option(
        "--lang",
        type=click.Choice(["zh", "en"]),
        default=None,
        expose_value=False,  # main() has heard it before any word was said
        help="输出语言",
    )(function)


def writes(function: F) -> F:
    """Options of a command that writes: those of an answer, and who did it."""
    return click.option("--person", default="", help="经办人；缺省为工作区的使用人")(
        answers(function)
    )


workspace_argument = click.argument("workspace", metavar="WS", type=FOLDER)
