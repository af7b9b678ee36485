"""The command ``inspector``: finds the command asked for, and turns faults into exit codes."""

import importlib
import logging
import os
import sys
from contextlib import suppress
from copy import copy
from itertools import zip_longest
from typing import NoReturn

import click

from inspector.cli.out import show_fault
from inspector.cli.usage import no_such_command, wrong_usage
from inspector.domain.errors import InspectorError, MachineError
from inspector.text import _, speak

log = logging.getLogger(__name__)

# Each command's module, read only when the command is asked for: a cold start matters on laptops.
COMMANDS = {
    "demo": "demo",
    "init": "found",
    "office": "found",
    "import": "imports",
    "take-in": "photos",
    "mark": "marks",
    "record": "capture",
    "inspect": "capture",
    "issues": "ledger",
    "show": "ledger",
    "edit": "amend",
    "void": "amend",
    "rule": "amend",
    "notice": "notices",
    "notices": "notices",
    "package": "notices",
    "reply": "rectify",
    "verify-fix": "rectify",
    "extend": "rectify",
    "defer": "rectify",
    "park": "rectify",
    "plan": "plan",
    "stats": "scores",
    "ledger": "papers",
    "problems": "papers",
    "bulletin": "papers",
    "brief": "papers",
    "deck": "papers",
    "statement": "papers",
    "patrol": "papers",
    "freeze": "scores",
    "outside": "outside",
    "charge": "scores",
    "dispute": "scores",
    "sync": "sync",
    "export": "handover",
    "merge": "handover",
    "merges": "deciding",
    "conflicts": "deciding",
    "devices": "deciding",
    "missing": "deciding",
    "digest": "upkeep",
    "refold": "upkeep",
    "health": "upkeep",
    "verify": "upkeep",
    "backup": "upkeep",
    "restore": "upkeep",
    "takeout": "upkeep",
    "selftest": "upkeep",
}


class _Commands(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:
        del ctx
        return [*COMMANDS]

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args[0] not in COMMANDS and not args[0].startswith("-"):
            raise no_such_command(args[0], [*COMMANDS])
        return super().resolve_command(ctx, args)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        del ctx
        if name not in COMMANDS:
            return None
        module = importlib.import_module(f"inspector.cli.{COMMANDS[name]}")
        command: click.Command = getattr(module, name.replace("-", "_") + "_command")
        return _spoken(command)


def _spoken(command: click.Command) -> click.Command:
    """The command with its help in the language chosen; what is imported stays Chinese."""
    spoken = copy(command)
    spoken.help = _(command.help or "")
    spoken.params = [copy(one) for one in command.params]
    for one in spoken.params:
        if isinstance(one, click.Option) and one.help:
            one.help = _(one.help)
    return spoken


@click.group(cls=_Commands, help="点位督查：检查、整改、重复认定与通报")
@click.option(
    "--lang", type=click.Choice(["zh", "en"]), default=None, expose_value=False, help="输出语言"
)
@click.version_option(package_name="inspector")
def cli() -> None:
    """Nothing of its own: every deed is a command below it."""


def main() -> NoReturn:
    """Run the command line and exit with the code the contract promises."""
    leave(run(sys.argv[1:]))


def leave(code: int) -> NoReturn:
    """End this process with ``code``, whatever the object store's library still has going on.

    WORKAROUND opendal 0.47: its worker threads may reach for an interpreter that is ending, which
    aborts the process (exit 134) after its work was done. So one that spoke with a store does not
    let the interpreter end.
    """
    if "opendal" not in sys.modules:
        sys.exit(code)
    with suppress(OSError, ValueError):  # whoever read our output has had enough
        sys.stdout.flush()
        sys.stderr.flush()
    os._exit(code)


def run(arguments: list[str]) -> int:
    """Run one command; says its exit code (docs/commands.md)."""
    as_json = "--json" in arguments
    speak(_language(arguments))
    try:
        code = _spoken(cli).main(arguments, prog_name="inspector", standalone_mode=False)
        return int(code or 0)
    except InspectorError as error:
        show_fault(error, as_json=as_json)
        return error.exit_code
    except click.exceptions.Abort:
        return 130
    except click.ClickException as error:
        show_fault(wrong_usage(error), as_json=as_json)
        return 2
    except BrokenPipeError:
        return 0  # whoever read our output has had enough
    except Exception as error:  # the outer door: whatever is left is told, never thrown at people
        log.debug("unforeseen", exc_info=True)
        told = _foreseen(error) or _bug(error)
        show_fault(told, as_json=as_json)
        return told.exit_code


def _language(arguments: list[str]) -> str:
    """``--lang`` wherever it stands, else ``INSPECTOR_LANG``: known before any word is said."""
    chosen = os.environ.get("INSPECTOR_LANG", "zh")
    for word, following in zip_longest(arguments, arguments[1:], fillvalue=""):
        if word == "--lang":
            chosen = following
        elif word.startswith("--lang="):
            chosen = word.removeprefix("--lang=")
    return chosen if chosen == "en" else "zh"


def _foreseen(error: Exception) -> InspectorError | None:
    if isinstance(error, OSError):
        return MachineError(
            _("读写磁盘出错：{reason}").format(reason=error),
            _("检查磁盘空间和权限后重试；已保存的不受影响。"),
            code="disk",
        )
    return None


def _bug(error: Exception) -> InspectorError:
    return InspectorError(
        _("程序内部出错（{kind}），刚才的操作没有完成。").format(kind=type(error).__name__),
        _("已保存的数据不受影响；请把这条命令告诉维护人员。"),
        code="bug",
    )
