"""README and the other papers say what is there, no less and no more."""

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement

HOME = Path(__file__).parents[1]


def section(title: str) -> str:
    """Return what README has under a heading."""
    found = re.search(rf"^## {re.escape(title)}\n(.*?)(?=^## |\Z)", read("README.md"), re.MULTILINE | re.DOTALL)
    assert found, f"README has no section {title!r}"
    return found[1]


def table(title: str) -> dict[str, str]:
    """Return the table in a section of README: the first cell without its backticks, and the second."""
    rows = re.findall(r"^\| `([^`]+)`[^|]*\| ([^|]*?) +\|", section(title), re.MULTILINE)
    return dict(rows)


def read(name: str) -> str:
    return (HOME / name).read_text(encoding="utf-8")


def test_readme_lists_every_setting_and_what_it_is_for() -> None:
    from dashboard.settings import Settings

    prefix = Settings.model_config["env_prefix"].upper()
    settings = {
        str(field.validation_alias or prefix + name.upper()): field.description
        for name, field in Settings.model_fields.items()
    }
    assert table("Settings") == settings


def test_readme_lists_every_command_and_what_it_does() -> None:
    import typer.main

    from dashboard.cli import app

    group = typer.main.get_group(app)
    commands = {name: command.get_short_help_str(limit=500) for name, command in group.commands.items()}
    assert table("The command line") == commands


def test_readme_lists_every_chart_and_its_question() -> None:
    from dashboard.questions.catalogue import QUESTIONS

    assert table("The charts") == {question.id: question.asks for question in QUESTIONS}
    takes = re.findall(r"^\| `[^`]+` \|[^|]*\| ([^|]*) \|$", section("The charts"), re.MULTILINE)
    assert takes == [", ".join(question.takes) or "nothing" for question in QUESTIONS]


def test_readme_says_what_each_level_means() -> None:
    from dashboard.vocabulary import LEVEL_MEANINGS

    assert table("What the levels mean") == LEVEL_MEANINGS


@pytest.mark.parametrize("paper", ["README.md", "CONTRIBUTING.md", "CHANGELOG.md", "data/README.md"])
def test_links_inside_the_repository_lead_somewhere(paper: str) -> None:
    links = re.findall(r"\]\((?!https?://|#)([^)#]+)", read(paper))
    assert not [link for link in links if not ((HOME / paper).parent / link).exists()]


def test_readme_and_contributing_name_every_make_target() -> None:
    targets = re.findall(r"^([a-z]+):.*## ", read("Makefile"), re.MULTILINE)
    papers = read("README.md") + read("CONTRIBUTING.md")
    assert not [target for target in targets if f"make {target}" not in papers]


def test_the_licence_covers_software_and_cases() -> None:
    text = read("LICENSE")
    assert text.startswith("MIT License")
    assert "CC BY 4.0" in text
    assert tomllib.loads(read("pyproject.toml"))["project"]["license"] == "MIT"


PINNED = ("requirements.txt", "tests/requirements.txt")


def pinned(name: str) -> dict[str, list[str]]:
    """Return what a pinned set lists, with the hashes of its files."""
    listed = re.findall(r"^(\S.*?)((?: \\\n +--hash=\S+)*)$", read(name), re.MULTILINE)
    return {line: hashes.split(" --hash=")[1:] for line, hashes in listed if not line.startswith("#")}


@pytest.mark.parametrize(("group", "name"), [("run", PINNED[0]), ("build", PINNED[0]), ("test", PINNED[1])])
def test_what_is_pinned_is_what_is_asked_for(group: str, name: str) -> None:
    settings = tomllib.loads(read("pyproject.toml"))
    asked = settings["project"]["dependencies"] if group == "run" else settings["dependency-groups"][group]
    versions = {one.name: next(iter(one.specifier)).version for one in map(Requirement, pinned(name))}
    ranges = [Requirement(line) for line in asked]
    assert not [str(one) for one in ranges if one.name not in versions or versions[one.name] not in one.specifier]


@pytest.mark.parametrize("name", PINNED)
def test_all_that_is_pinned_has_the_hashes_of_its_files(name: str) -> None:
    assert len(pinned(name)) > 30
    assert not [line for line, hashes in pinned(name).items() if not hashes or "==" not in line]
    assert not [line for line in pinned(name) if line.startswith("parley")]  # it follows, without dependencies


def test_nothing_that_is_not_pinned_builds_parley() -> None:
    settings = tomllib.loads(read("pyproject.toml"))
    assert settings["build-system"]["requires"] == settings["dependency-groups"]["build"]
    installing = [line for line in read("Makefile").splitlines() if line.startswith("\t@$(PIP)")]
    closed = ("--require-hashes", "--no-deps --no-build-isolation")
    assert installing and all(any(option in line for option in closed) for line in installing)


def test_the_pictures_in_contributing_are_of_the_house_as_it_is() -> None:
    from tests import pictures

    paper = read("CONTRIBUTING.md")
    assert paper == pictures.drawn(paper), "run: make pictures"
