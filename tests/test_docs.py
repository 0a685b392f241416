"""What the documents say is so: commands, options, fields, choices, exit codes, links and examples."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer

from recoveryplan import cli, errors, resources
from recoveryplan.commands import review
from recoveryplan.errors import ContentProblem, RecoveryPlanError
from recoveryplan.interview import definitions
from recoveryplan.interview.definitions import KINDS
from recoveryplan.plan import conditions, ids, loading
from recoveryplan.plan.model import Plan
from recoveryplan.workflows import knowledge, reading
from recoveryplan.yamlfile import read

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "recoveryplan"
DOCUMENTS = [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").rglob("*.md"))]
FOR_PEOPLE = [path for path in DOCUMENTS if "adr" not in path.parts and path.name != "sources.md"]
"""What a person reads who is not a programmer; notes on design and lists of sources follow other rules."""

FENCED = re.compile(r"^```(\w*)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
CALL = re.compile(r"(?:^|[/\s`\"'])recoveryplan((?:[ \t]+[^\s`\"'|<>;)]+)*)")
EVERY_COMMAND = {"--home", "--plain", "--no-input", "--no-color", "--debug", "--help", "-h"}


def text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def blocks(words: str, language: str) -> list[str]:
    return [body for kind, body in FENCED.findall(words) if kind == language]


def code_of(words: str) -> Iterator[str]:
    """What stands as code in a Markdown document: whole blocks by line, and pieces between back ticks."""
    for kind, body in FENCED.findall(words):
        yield from body.splitlines() if kind in {"sh", "powershell", "text", "yaml"} else ()
    yield from re.findall(r"`([^`\n]+)`", FENCED.sub("", words))


def calls(code: str) -> Iterator[list[str]]:
    for match in CALL.finditer(code):
        yield match[1].split()


def command_in(arguments: list[str]) -> str | None:
    """The command's name of a call; None for a bare one, or where the words are not a call."""
    rest = [word for word in arguments if not word.startswith("-")]
    first = arguments[0] if arguments else ""
    if first == "--home":
        rest = rest[1:]
    rest = rest[1:] if rest[:1] == ["help"] else rest  # the word help before a command, or before `about`
    return rest[0].rstrip(".,:") if rest and re.fullmatch(r"[a-z]+[.,:]?", rest[0]) else None


# --- commands ---


def strings_of_the_program() -> Iterator[tuple[str, str]]:
    """Every text in our Python (docstrings too: they are the help), and every line of our content."""
    for path in sorted(SOURCE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield path.name, node.value
    for path in sorted((SOURCE / "content").rglob("*.yaml")):
        for line in path.read_text(encoding="utf-8").splitlines():
            yield path.name, line


def named_calls() -> Iterator[tuple[str, list[str]]]:
    for path in DOCUMENTS:
        for code in code_of(path.read_text(encoding="utf-8")):
            yield from ((path.name, call) for call in calls(code))
    for name, words in strings_of_the_program():
        quoted = re.findall(r"`([^`\n]+)`", words) + re.findall(
            r"(?:Example|with|moment|run):\s+(recoveryplan.*)", words
        )
        yield from ((name, call) for code in quoted for call in calls(code))


def options_of(command: str) -> set[str]:
    built: Any = typer.main.get_command(cli.app)
    parameters = built.get_command(None, command).params
    return {option for parameter in parameters for option in parameter.opts} | EVERY_COMMAND


def test_every_command_that_is_named_exists() -> None:
    found = [(where, call) for where, call in named_calls() if command_in(call)]
    assert len(found) > 60
    assert [(where, call) for where, call in found if command_in(call) not in {*cli.COMMANDS, cli.ABOUT}] == []


def test_every_option_that_is_named_exists() -> None:
    wrong = []
    for where, call in named_calls():
        options = {word.split("=")[0].rstrip(".,:") for word in call if word.startswith("-")}
        known = options_of(command) if (command := command_in(call)) else EVERY_COMMAND | {"--version"}
        wrong += [(where, option) for option in options - known]
    assert wrong == []


def test_a_command_that_does_not_exist_would_be_seen() -> None:
    assert [command_in(call) for call in calls("then run recoveryplan frobnicate --all")] == ["frobnicate"]
    assert [command_in(call) for call in calls("recoveryplan --home DIR show")] == ["show"]


def test_the_readme_shows_every_command() -> None:
    shown = {command_in(call) for code in code_of(text("README.md")) for call in calls(code)}
    assert set(cli.COMMANDS) <= shown


# --- the plan file ---


def _resolved(schema: dict[str, Any], shapes: dict[str, Any]) -> dict[str, Any]:
    if "$ref" in schema:
        return _resolved(shapes[schema["$ref"].rsplit("/", 1)[-1]], shapes)
    inner = [one for one in schema.get("anyOf", []) if one.get("type") != "null"]
    return _resolved(inner[0], shapes) if len(inner) == 1 else schema


def fields_of_the_plan() -> dict[str, dict[str, Any]]:
    """Every field's path, with ``[]`` behind lists, and its JSON schema."""
    schema = Plan.model_json_schema(by_alias=True)
    found: dict[str, dict[str, Any]] = {}

    def walk(one: dict[str, Any], path: str) -> None:
        one = _resolved(one, schema["$defs"])
        if "properties" in one:
            for name, inner in one["properties"].items():
                walk(inner, f"{path}.{name}" if path else name)
        elif one.get("type") == "array":
            walk(one["items"], path + "[]")
        else:
            found[path] = one

    walk(schema, "")
    return found


def rows(words: str, heading: str) -> list[list[str]]:
    """The rows of every table whose first column has this heading."""
    found: list[list[str]] = []
    inside = False
    for line in words.splitlines():
        if not line.startswith("|"):
            inside = False
            continue
        cells = [cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]]
        if cells[0] == heading:
            inside = True
        elif inside and not set(line) <= set("|-: "):
            found.append(cells)
    return found


def test_the_plan_format_names_every_field_and_no_other() -> None:
    common = re.compile(r".+\[\]\.(id|from)$")
    wanted = {common.sub(r"[].\1", path) for path in fields_of_the_plan()}
    named = [row[0].strip("`") for row in rows(text("docs/plan-format.md"), "Field")]
    assert sorted(named) == sorted(wanted)


def test_the_plan_format_tells_the_kind_of_each_choice_and_date() -> None:
    kinds = {row[0].strip("`"): row[2] for row in rows(text("docs/plan-format.md"), "Field")}
    for path, schema in fields_of_the_plan().items():
        if "x-choices" in schema:
            assert f"`{schema['x-choices']}`" in kinds[path], path
        assert (kinds.get(path) == "date") == (schema.get("format") == "date"), path


def test_each_section_is_told_with_the_need_it_serves() -> None:
    words = text("docs/plan-format.md")
    sections = [
        name for name in loading.keys_of(Plan) if name not in {"schema_version", "version", "updated", "reason"}
    ]
    assert re.findall(r"^### (\w+)$", words, re.MULTILINE) == sections
    told = re.findall(r"^### (\w+)\n(.+)$", words, re.MULTILINE)
    assert [
        name for name, intro in told if name != "more" and not re.search(r"\([A-G]\d+(, [A-G]\d+)*\)$", intro)
    ] == []


def test_the_plan_format_has_every_choice_and_no_other() -> None:
    told = {row[0].strip("`"): re.findall(r"`([^`]+)`", row[1]) for row in rows(text("docs/plan-format.md"), "List")}
    assert told == {name: list(words) for name, words in knowledge.vocabulary().items()}


def test_the_plan_format_has_the_letter_of_every_list() -> None:
    told = {
        name: row[0].strip("`")
        for row in rows(text("docs/plan-format.md"), "Letter")
        for name in re.findall(r"`([^`]+)`", row[1])
    }
    assert told == ids.PREFIXES


PLANS = [(name, block) for name in ("README.md", "docs/plan-format.md") for block in blocks(text(name), "yaml")]


@pytest.mark.parametrize(("name", "block"), PLANS, ids=[f"{name}-{n}" for n, (name, _) in enumerate(PLANS)])
def test_the_plans_that_are_shown_are_as_good_as_they_say(name: str, block: str) -> None:
    document = read(block.encode(), name)
    if block.startswith("# not accepted"):
        with pytest.raises(ContentProblem):
            reading.typed(document)
    else:
        reading.typed(document)


# --- questions: the examples and slips of writing-questions.md are tried in tests/content/test_writing_questions.py ---


def test_every_kind_key_and_operator_of_a_question_is_told() -> None:
    words = text("docs/writing-questions.md")
    told = set(re.findall(r"`(\w+)`", words)) | set(re.findall(r"`(\w+): [^`]+`", words))
    assert [row[0].strip("`") for row in rows(words, "Kind")] == list(KINDS)
    assert definitions._QUESTION_KEYS - told == set()
    operators = [name for row in rows(words, "Operator") for name in re.findall(r"`(\w+)`", row[0])]
    assert sorted(operators) == sorted(conditions._OPERATORS)


# --- exit codes, links, words ---


def exit_codes() -> set[int]:
    kinds = [kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, RecoveryPlanError)]
    return {0, 130, review.DUE} | {kind.exit_code for kind in kinds}  # 130: stopped with Ctrl-C


def test_every_exit_code_is_told_and_no_other() -> None:
    assert {int(row[0]) for row in rows(text("docs/exit-codes.md"), "Code")} == exit_codes()


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_links_lead_somewhere(path: Path) -> None:
    targets = re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", path.read_text(encoding="utf-8"))
    here = [target for target in targets if not target.startswith("https://")]
    assert [target for target in here if not (path.parent / target).exists()] == []


@pytest.mark.parametrize("path", FOR_PEOPLE, ids=lambda path: path.name)
def test_no_word_that_hurts(path: Path) -> None:
    hurtful = tuple(one["words"] for one in knowledge.tree("words.yaml")["hurtful"])
    found = conditions.whole_words(hurtful).findall(" ".join(path.read_text(encoding="utf-8").lower().split()))
    assert found == []


@pytest.mark.parametrize("path", FOR_PEOPLE, ids=lambda path: path.name)
def test_sentences_are_short_and_calm(path: Path) -> None:
    told = prose(re.sub(r"!\[[^\]]*\]\([^)]*\)", "", path.read_text(encoding="utf-8")))
    assert [one for one in re.split(r"(?<=[.?!])\s+", told) if len(one.split()) > 20] == []
    assert "!" not in told


def prose(words: str) -> str:
    """The running text of a document: no code, no tables, no comments; each heading and item a sentence."""
    words = re.sub(r"<!--.*?-->", "", FENCED.sub("", words), flags=re.DOTALL)
    words = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", re.sub(r"`[^`\n]*`", "code", words))
    lines = [line for line in words.splitlines() if not line.startswith("|")]
    lines = [re.sub(r"^(?:#+|-|\d+\.) ", "\n", line) or "\n" for line in lines]
    paragraphs = [" ".join(one.split()) for one in re.sub(r"[*_]", "", "\n".join(lines)).split("\n\n")]
    return " ".join(one if one[-1] in ".?!" else one.rstrip(":") + "." for one in paragraphs if one)


def test_the_readme_is_easy_to_read() -> None:
    import textstat  # type: ignore[import-untyped]

    terms = sorted(map(str, knowledge.tree("words.yaml")["terms"]), key=len, reverse=True)
    for name in ("README.md", "docs/privacy.md"):
        told = conditions.whole_words(tuple(terms)).sub("word", prose(text(name)).lower())
        assert textstat.flesch_kincaid_grade(told) <= 6, name


def test_the_help_lines_come_first() -> None:
    first = next(line for line in text("README.md").splitlines()[1:] if line)
    assert first.startswith("**In danger?")
    numbers = knowledge.tree("lines.yaml")["elsewhere"]["emergency_numbers"]
    assert numbers in text("README.md")


def test_the_readme_says_where_the_data_is() -> None:
    home = (Path(resources.__file__).parent / "home.py").read_text(encoding="utf-8")
    for place in (".local/share", "Library/Application Support", "APPDATA", "XDG_DATA_HOME", "RECOVERYPLAN_HOME"):
        assert place in text("README.md")
        assert place in home


def test_both_set_up_commands_stand_near_the_top_on_one_line_each() -> None:
    lines = text("README.md").splitlines()
    commands = [(number, line) for number, line in enumerate(lines) if line.startswith("python3 -m venv ")]
    assert len(commands) == 2
    assert commands[0][1].endswith("recoveryplan new")
    assert commands[1][1].endswith("pytest -q")
    assert commands[1][0] < 40


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_files_and_folders_that_are_named_exist(path: Path) -> None:
    named = re.findall(
        r"`((?:src|tests|docs|templates|benchmarks|content)/[\w./-]*)`", path.read_text(encoding="utf-8")
    )
    places = [ROOT / name for name in named if not name.startswith("content/")]
    places += [SOURCE / name for name in named if name.startswith("content/")]
    assert [place for place in places if not place.exists()] == []


def test_the_changelog_counts_the_countries() -> None:
    assert f"help lines for {len(knowledge.lines().places)} countries" in text("CHANGELOG.md")
