"""Write those parts of docs/ that the program itself knows: commands, errors, members, tables.

Run by ``make docs``. A part lies between ``<!-- made: NAME -->`` and ``<!-- end -->``; all other
text is written by hand and stays.
"""

import ast
import dataclasses
import re
import sys
import types
import typing
from collections.abc import Callable, Iterator
from enum import StrEnum
from importlib import import_module
from pathlib import Path

import click
from sqlite_utils import Database

from inspector.app import (
    amend,
    assess,
    backup,
    batches,
    capture,
    conflicts,
    demo,
    devices,
    found,
    handover,
    history,
    imports,
    issuing,
    ledger,
    marks,
    merge_report,
    notice_register,
    package,
    paper_parts,
    plan_told,
    rectify,
    selftest,
    stats_told,
    sync,
    take_in,
    takeout,
    told,
    upkeep,
    verify,
    visit,
)
from inspector.cli.main import COMMANDS, cli
from inspector.domain.notice import Block
from inspector.exchange import bundle
from inspector.store.schema import ENTITIES, migrations
from inspector.text import _, speak

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"

# What each command prints with --json: a class, or keys that hold one.
ANSWERS: dict[str, object] = {
    "demo": demo.Demo,
    "init": found.Founded,
    "office": dict.fromkeys(
        [
            "name",
            "short_name",
            "prefix",
            "series",
            "contact",
            "phone",
            "address",
            "month_cutoff_day",
            "stamp",
            "wording",
            "sentences",
            "samples",
        ]
    ),
    "import": [imports.Imported, history.HistoryImported],
    "take-in": {
        "photos": [take_in.PhotoLine],
        "clusters": None,
        "corrections": None,
        "signs": None,
        "totals": None,
        "waiting": None,
    },
    "mark": marks.Marked,
    "record": capture.Recorded,
    "inspect": visit.Visited,
    "issues": ledger.IssuePage,
    "show": [told.IssueLine, ledger.IssueCase],
    "edit": amend.Amended,
    "void": amend.Amended,
    "rule": amend.Amended,
    "notice": {"notices": [issuing.NoticeMade]},
    "notices": {
        "notices": [notice_register.NoticeLine],
        "files": None,
        "blocks": [Block],
        "made": [issuing.NoticeMade],
    },
    "package": {"packages": [package.Package]},
    "reply": rectify.Standing,
    "verify-fix": rectify.Standing,
    "extend": rectify.Standing,
    "defer": rectify.Standing,
    "park": rectify.Standing,
    "export": handover.Exported,
    "merge": merge_report.Merged,
    "stats": stats_told.Stats,
    "plan": plan_told.Plan,
    "freeze": assess.Finished,
    "outside": stats_told.OutsideResult,
    "charge": assess.Entered,
    "dispute": rectify.Standing,
    "ledger": paper_parts.RowsMade,
    "problems": paper_parts.RowsMade,
    "bulletin": paper_parts.PagesMade,
    "brief": paper_parts.PagesMade,
    "deck": paper_parts.SlidesMade,
    "statement": [paper_parts.PagesMade, paper_parts.RowsMade],
    "patrol": paper_parts.PagesMade,
    "merges": {"merges": [batches.Batch], "undone": batches.Undone},
    "conflicts": {"conflicts": [conflicts.ConflictTold]},
    "devices": {"devices": [devices.DeviceTold]},
    "missing": {"missing": [upkeep.Missing]},
    "sync": sync.Synced,
    "verify": verify.Verified,
    "backup": backup.BackedUp,
    "restore": backup.Restored,
    "takeout": takeout.TakenOut,
    "digest": upkeep.Digest,
    "refold": upkeep.Rebuilt,
    "health": upkeep.Health,
    "selftest": selftest.SelfTest,
}
# Codes that are worked out where they are used, and words that come from the system's own error.
_COMPUTED = {"name": ("unknown_state", "unknown_verdict"), "state": ("closed", "void")}
_ELSEWHERE = {
    "unknown_state": "没有这种状态：{code}",
    "unknown_verdict": "没有这种认定：{code}",
    "photo_store": "磁盘写入出错，照片没有保存",
}
_CURES = {"photo_store": "请检查磁盘是否松动或损坏，再重新导入"}
_EXITS = {
    "InputError": 2,
    "MachineError": 3,
    "SourceError": 3,
    "NeedsPerson": 4,
    "InspectorError": 70,
}
_ENUM_ROOMS = ("domain", "documents/paper.py", "photos")


def commands() -> Iterator[str]:
    """A section for each command: what it does, its options, its keys."""
    context = click.Context(cli)
    for name in COMMANDS:
        speak("zh")
        chinese = cli.get_command(context, name)
        speak("en")
        command = cli.get_command(context, name)
        if command is None or chinese is None:
            raise KeyError(name)
        places = " ".join(_place(one) for one in command.params if isinstance(one, click.Argument))
        yield f"### `{name} {places}`" if places else f"### `{name}`"
        yield f"{chinese.help} · {command.help}"
        yield ""
        options = [one for one in command.params if isinstance(one, click.Option)]
        yield from (_option(one) for one in options if not {"json", "lang"} & set(_names(one)))
        yield ""
        yield f"`--json`: {_keys(ANSWERS[name])}"
        yield ""
    speak("zh")


def _names(option: click.Option) -> list[str]:
    return [name.lstrip("-") for name in option.opts]


def _place(argument: click.Argument) -> str:
    name = argument.make_metavar(click.Context(cli))
    return name.strip("[]") if argument.metavar else name


def _option(option: click.Option) -> str:
    names = "/".join([*option.opts, *option.secondary_opts])
    kind = "" if option.is_flag else f" {option.make_metavar(click.Context(cli))}"
    marks = [
        word
        for word, holds in (("required", option.required), ("repeats", option.multiple))
        if holds
    ]
    if isinstance(option.default, str | int) and option.show_default:
        marks.append(f"default {option.default}")
    return f"- `{names}{kind}` {option.help or ''}" + (f" ({', '.join(marks)})" if marks else "")


def _keys(answer: object) -> str:
    if isinstance(answer, dict):
        return "`{" + ", ".join(_key(name, one) for name, one in answer.items()) + "}`"
    several = answer if isinstance(answer, list) else [answer]
    return "`" + "` or `".join(_shape(one) for one in several) + "`"


def _key(name: str, answer: object) -> str:
    if isinstance(answer, list):
        return f"{name}: [{_shape(answer[0])}]"
    return name


def _shape(kind: object) -> str:
    """``{finding, verdict: {kind, …}, earlier: [{…}]}`` of a class."""
    hints = typing.get_type_hints(kind)
    parts = []
    for field in dataclasses.fields(typing.cast(typing.Any, kind)):
        inner, is_list = _inner(hints[field.name])
        if inner is None:
            parts.append(field.name)
        else:
            parts.append(f"{field.name}: " + (f"[{_shape(inner)}]" if is_list else _shape(inner)))
    return "{" + ", ".join(parts) + "}"


def _inner(hint: object) -> tuple[object | None, bool]:
    """The dataclass a field holds, if any, and whether it holds several."""
    origin, inside = typing.get_origin(hint), typing.get_args(hint)
    if origin in (tuple, list):
        return _inner(inside[0])[0], True
    if origin in (types.UnionType, typing.Union):
        return next((_inner(one) for one in inside if _inner(one)[0]), (None, False))
    return (hint if dataclasses.is_dataclass(hint) else None), False


@dataclasses.dataclass(frozen=True, slots=True, order=True)
class Told:
    """One way an error is told; texts are the Chinese of the source."""

    code: str
    exit: int
    sentence: str
    cure: str


def errors_told() -> list[Told]:
    """Every error the program can tell, read out of its source."""
    found_ = set()
    for file in sorted((ROOT / "inspector").rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                found_.update(_errors_of(node, node.func.id))
    return sorted(found_)


def _errors_of(node: ast.Call, name: str) -> Iterator[Told]:
    code = next((one.value for one in node.keywords if one.arg == "code"), None)
    if name not in _EXITS or not node.args:
        return
    if code is None:
        raise ValueError(f"an error without code: {ast.unparse(node)}")
    texts = [_text(one) for one in node.args]
    codes = (str(code.value),) if isinstance(code, ast.Constant) else _COMPUTED[ast.unparse(code)]
    for one in codes:
        sentence = texts[0] or _ELSEWHERE.get(one, "缺少 {name}。")
        cure = texts[1] if len(texts) > 1 else ""
        yield Told(one, _EXITS[name], sentence, cure or _CURES.get(one, ""))


def _text(node: ast.expr) -> str:
    texts = (
        one.args[0].value
        for one in ast.walk(node)
        if isinstance(one, ast.Call)
        and isinstance(one.func, ast.Name)
        and one.func.id == "_"
        and isinstance(one.args[0], ast.Constant)
    )
    return str(next(texts, ""))


def errors() -> Iterator[str]:
    """A row for each way an error is told, in both languages."""
    speak("en")
    yield "| code | exit | what is said | what to do |"
    yield "|---|---|---|---|"
    for one in errors_told():
        said = f"{one.sentence}<br>{_of_many(_(one.sentence))}"
        yield f"| `{one.code}` | {one.exit} | {said} | {one.cure}<br>{_of_many(_(one.cure))} |"
    speak("zh")


def _of_many(words: str) -> str:
    """A sentence as it is said of many; in a table the mark between one and many ends a cell."""
    return re.sub(r"{\w+:[^|}]*\|([^}]*)}", r"\1", words)


def enums() -> list[type[StrEnum]]:
    """Every enum whose members are shown to people."""
    kinds = []
    for room in _ENUM_ROOMS:
        place = ROOT / "inspector" / room
        for file in sorted(place.rglob("*.py")) if place.is_dir() else [place]:
            module = import_module(
                file.relative_to(ROOT).with_suffix("").as_posix().replace("/", ".")
            )
            kinds += [
                one
                for one in vars(module).values()
                if isinstance(one, type)
                and issubclass(one, StrEnum)
                and one.__module__ == module.__name__
                and any(ord(sign) > 0x2E80 for member in one for sign in member.value)
            ]
    return kinds


def members() -> Iterator[str]:
    """A table for each enum: official Chinese, English, code name."""
    speak("en")
    for kind in enums():
        yield f"### `{kind.__module__.split('.')[-1]}.{kind.__name__}`"
        yield " ".join((kind.__doc__ or "").split())
        yield ""
        yield "| 中文 | English | code name |"
        yield "|---|---|---|"
        yield from (f"| {one.value} | {_(one.value)} | `{one.name.lower()}` |" for one in kind)
        yield ""
    speak("zh")


def replicated() -> Iterator[str]:
    """The replicated tables; each also has ``id``, ``_clk`` and ``_extra``."""
    yield "| table | columns |"
    yield "|---|---|"
    for entity, columns in sorted(ENTITIES.items()):
        words = ", ".join(
            name if kind == "text" else f"{name} *{kind}*" for name, kind in columns.items()
        )
        yield f"| `{entity}` | {words} |"


def local() -> Iterator[str]:
    """The tables that are not replicated: those of the changes, and those derived."""
    db = Database(memory=True)
    migrations.apply(db)
    yield "| table | columns |"
    yield "|---|---|"
    for table in sorted(db.table_names()):
        if table not in ENTITIES and not table.startswith("_"):
            columns = ", ".join(
                f"{one.name} *{one.type.lower()}*" for one in db.table(table).columns
            )
            yield f"| `{table}` | {columns} |"
    db.close()


def bundled() -> Iterator[str]:
    """The whole schema of a bundle, as SQLite keeps it."""
    yield "```sql"
    yield from (f"{statement};" for statement in bundle.TABLES.values())
    yield "```"


PARTS: dict[str, dict[str, Callable[[], Iterator[str]]]] = {
    "commands.md": {"commands": commands},
    "errors.md": {"errors": errors},
    "glossary.md": {"members": members},
    "format.md": {"replicated": replicated, "local": local, "bundle": bundled},
}


def page(name: str) -> str:
    """A page with its made parts as the program now has them."""
    text = (DOCS / name).read_text("utf-8")
    for part, make in PARTS[name].items():
        head, begin, rest = text.partition(f"<!-- made: {part} -->\n")
        _old, end, tail = rest.partition("<!-- end -->")
        if not (begin and end):
            raise ValueError(f"{name} has no part {part}")
        made = "".join(f"{line}\n" for line in make())
        text = f"{head}{begin}{made}{end}{tail}"
    return text


def main() -> int:
    """Bring every page up to date."""
    for name in PARTS:
        (DOCS / name).write_text(page(name), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
