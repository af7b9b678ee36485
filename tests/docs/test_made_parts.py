"""What docs say of commands, errors, members and tables is what the program has."""

import re
import tomllib
from itertools import chain
from pathlib import Path

import click
import pytest

from inspector.cli.main import COMMANDS, cli
from inspector.store.schema import ENTITIES
from tools.build_docs import ANSWERS, DOCS, PARTS, enums, errors_told, page

ROOMS = ("inspector", "ui", "benchmarks", "tools", "tests")


@pytest.mark.parametrize("name", PARTS)
def test_a_page_says_what_the_program_has(name: str) -> None:
    assert (DOCS / name).read_text("utf-8") == page(name), "run make docs"


def test_every_command_and_option_is_named() -> None:
    text = (DOCS / "commands.md").read_text("utf-8")
    sections = dict(re.findall(r"^### `([\w-]+)[^\n]*\n(.*?)(?=^##|\Z)", text, re.S | re.M))

    assert sections.keys() == COMMANDS.keys() == ANSWERS.keys()
    for name in COMMANDS:
        command = cli.get_command(click.Context(cli), name)
        assert command is not None
        for param in command.params:
            if isinstance(param, click.Option):
                for option in param.opts:
                    assert f"`{option}" in sections[name] or f"`{option}" in text
        assert "--json" in sections[name]


def test_every_exit_code_is_explained() -> None:
    text = (DOCS / "commands.md").read_text("utf-8")

    for code in (0, 2, 3, 4, 70):
        assert f"| {code} |" in text


def test_every_member_is_in_the_glossary() -> None:
    text = (DOCS / "glossary.md").read_text("utf-8")

    for kind in enums():
        for member in kind:
            assert re.search(rf"\| {member.value} \| [^|]+ \| `{member.name.lower()}` \|", text)


def test_every_error_has_a_sentence_and_a_cure() -> None:
    text = (DOCS / "errors.md").read_text("utf-8")

    for one in errors_told():
        assert one.sentence, one
        assert one.cure, one
        assert f"| `{one.code}` | {one.exit} |" in text


def test_every_replicated_column_is_in_the_format() -> None:
    text = (DOCS / "format.md").read_text("utf-8")

    for entity, columns in ENTITIES.items():
        row = re.search(rf"^\| `{entity}` \| (.*) \|$", text, re.M)
        assert row
        assert [word.split(" ")[0] for word in row[1].split(", ")] == list(columns)
    assert text.rstrip().splitlines()[-3].startswith("| version |")  # it ends in its changes


@pytest.mark.parametrize(
    "file",
    [*sorted(DOCS.rglob("*.md")), *sorted(DOCS.parent.glob("*.md"))],
    ids=lambda one: one.name,
)
def test_links_between_pages_lead_somewhere(file: Path) -> None:
    for target in re.findall(r"\]\(([^)#:]+)\)", file.read_text("utf-8")):
        assert (file.parent / target).exists(), target


def test_a_page_that_the_code_names_as_its_source_is_there() -> None:
    pages = {file.name for file in [*DOCS.rglob("*.md"), *DOCS.parent.glob("*.md")]}
    code = [file for room in ROOMS for file in (DOCS.parent / room).rglob("*.py")]

    missing = {
        (file.name, named)
        for file in code
        for named in re.findall(r"[\w-]+\.md\b", file.read_text("utf-8"))
        if named not in pages
    }

    assert missing == set()


def test_every_library_has_its_reason() -> None:
    project = tomllib.loads((DOCS.parent / "pyproject.toml").read_text("utf-8"))["project"]
    every = [*project["dependencies"], *chain(*project["optional-dependencies"].values())]
    reasons = (DOCS / "decisions" / "parts.md").read_text("utf-8").lower()

    names = {re.split(r"[^\w-]", one)[0].lower() for one in every}
    assert len(names) > 30
    assert {name for name in names if f"`{name}" not in reasons} == set()


def test_the_readme_names_the_two_commands_of_the_makefile() -> None:
    readme = (DOCS.parent / "README.md").read_text("utf-8")
    makefile = (DOCS.parent / "Makefile").read_text("utf-8")

    for target in ("demo", "test"):
        assert f"\nmake {target} " in readme
        assert re.search(rf"^{target}:", makefile, re.M)
