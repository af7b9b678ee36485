"""A command line that is wrong, told in the language chosen: click says it in English alone."""

from difflib import get_close_matches

import click

from inspector.domain.errors import InputError
from inspector.text import _


def wrong_usage(error: click.ClickException) -> InputError:
    """What is wrong with the words of a command (exit 2)."""
    return InputError(_wrong(error), _("用 --help 查看写法。"), code="usage")


def no_such_command(name: str, known: list[str]) -> InputError:
    """The command does not exist; names those written nearly so."""
    near = get_close_matches(name, known)
    if not near:
        return InputError(
            _("没有这个命令：{name}").format(name=name),
            _("用 --help 查看全部命令。"),
            code="usage",
        )
    return InputError(
        _("没有这个命令：{name}").format(name=name),
        _("是不是：{names}？用 --help 查看全部命令。").format(names=", ".join(near)),
        code="usage",
    )


def _wrong(error: click.ClickException) -> str:
    if isinstance(error, click.MissingParameter) and error.param:
        return _("缺少 {name}。").format(name=_name(error.param))
    if isinstance(error, click.NoSuchOption):
        return _("没有这个选项：{name}").format(name=error.option_name)
    if isinstance(error, click.BadOptionUsage):
        return _wrong_option(error)
    if isinstance(error, click.BadParameter) and error.param:
        return _wrong_value(error.param)
    if type(error) is click.UsageError and "(" in error.message:
        words = error.message.partition("(")[2].rpartition(")")[0]
        return _("多出来的词：{words}").format(words=words)
    return _("命令写得不对：{reason}").format(reason=error.format_message())


def _wrong_option(error: click.BadOptionUsage) -> str:
    if "not take a value" in error.message:  # click tells the two apart in words alone
        return _("选项 {name} 后面不写值。").format(name=error.option_name)
    return _("选项 {name} 后面缺少值。").format(name=error.option_name)


def _wrong_value(param: click.Parameter) -> str:
    name, kind = _name(param), param.type
    if isinstance(kind, click.Choice):
        return _("{name} 只能是这几个之一：{choices}。").format(
            name=name, choices=", ".join(map(str, kind.choices))
        )
    if isinstance(kind, click.IntRange):
        if kind.max is None:
            return _("{name} 要写不小于 {least} 的整数。").format(name=name, least=kind.min)
        return _("{name} 要写 {least} 到 {most} 的整数。").format(
            name=name, least=kind.min, most=kind.max
        )
    if isinstance(kind, type(click.INT)):
        return _("{name} 要写整数。").format(name=name)
    return _("{name} 写得不对。").format(name=name)


def _name(param: click.Parameter) -> str:
    first = param.opts[0] if param.opts else ""
    return first if first.startswith("-") else param.human_readable_name
