"""Our own text, wherever it stands, and how it is measured: grade, length of sentences, words that hurt."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import textstat

from recoveryplan import resources
from recoveryplan.yamlfile import plain, read

SRC = Path(resources.__file__).parent
TEMPLATES = Path(resources.templates_folder())

SAID = frozenset(
    (
        "text", "title", "intro", "ask", "ask_next", "ask_easy", "ask_edit", "ask_own", "help", "why", "label",
        "examples", "do", "then", "step", "caution", "note", "may_contact", "card", "on_paper", "purpose", "low",
        "high", "what", "how", "called", "answered", "unknown", "tick", "grid", "down", "first", "rate", "rings",
        "prepare", "open", "along", "close", "disclosure",
    )
)  # fmt: skip
"""The keys of content files behind which stands text for a person."""

PHRASES = frozenset({"values"})
"""The groups of content files in which every value is text for a person."""

PAIRS = frozenset({"write", "example"})
"""The keys behind which stand lists of `label: words`, where the labels are text for a person too."""

THEIRS = "theirs"
"""The key of content files behind which stand words that are not ours: kept as they are, and not measured."""

LEAST, GRADE, LONGEST = 100, 6.0, 20


@cache
def tree(name: str) -> Any:
    return plain(read(resources.content(name), name))


def content_files() -> list[str]:
    folder = Path(resources.content_folder())
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.yaml"))


@dataclass(frozen=True)
class Text:
    """One text for a person, and where it stands."""

    place: str
    words: str


def texts_in(name: str) -> list[Text]:
    """Every text for a person in one content file."""
    if name == "choices.yaml":
        return [Text(f"{name}: {k}.{v}", words) for k, group in tree(name).items() for v, words in group.items()]
    if name in {"sources.yaml", "words.yaml", "records.yaml"}:
        return []
    return list(_said(tree(name), name))


def _said(value: Any, place: str, said: bool = False) -> Iterator[Text]:
    if isinstance(value, Mapping):
        name = value.get("id", "")
        for key, inner in value.items():
            if key == THEIRS:
                continue
            if key in PAIRS and isinstance(inner, list):
                yield from (Text(f"{place} {key}", words) for pair in inner for one in pair.items() for words in one)
                continue
            whole = key in PHRASES if isinstance(inner, Mapping) else said or key in SAID
            yield from _said(inner, f"{place} {name}".rstrip() + f" {key}", whole)
    elif isinstance(value, list):
        for inner in value:
            yield from _said(inner, place, said)
    elif said and value:
        yield Text(place, str(value))


def python_texts(path: Path) -> list[Text]:
    """Every string of a module but its docstrings."""
    module = ast.parse(path.read_text("utf-8"))
    quiet = {id(node) for parent in ast.walk(module) for node in _docstrings(parent)}
    return [
        Text(f"{path.name}, line {node.lineno}", node.value)
        for node in ast.walk(module)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in quiet
    ]


def _docstrings(parent: ast.AST) -> Iterator[ast.AST]:
    for body in (getattr(parent, "body", None),):
        if isinstance(body, list):
            yield from (one.value for one in body if isinstance(one, ast.Expr) and isinstance(one.value, ast.Constant))


def command_helps() -> list[Text]:
    """What `--help` of each command says: the docstrings of the commands."""
    return [
        Text(f"{path.name} help", ast.get_docstring(node) or "")
        for path in [*sorted((SRC / "commands").glob("*.py")), SRC / "cli.py"]
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.FunctionDef) and node.name in {"command", "_recoveryplan"}
    ]


def template_texts() -> list[Text]:
    """What the drawn pages say by themselves."""
    found = []
    for path in sorted(TEMPLATES.rglob("*.j2")):
        words = re.sub(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", " ", path.read_text("utf-8"), flags=re.DOTALL)
        words = re.sub(r"<style.*?</style>|<[^>]*>", "\n", words, flags=re.DOTALL)
        found += [Text(path.name, line.strip(" #*-|_.")) for line in words.split("\n") if len(line.split()) > 2]
    return found


def everything() -> dict[str, list[Text]]:
    """All our own text for a person, by the file it stands in."""
    found = {name: texts_in(name) for name in content_files()}
    for path in sorted((SRC / "wording").glob("*.py")):
        name = "wording.py" if path.stem == "__init__" else f"wording/{path.name}"
        found[name] = [text for text in python_texts(path) if " " in text.words]
    found["card.py"] = [text for text in python_texts(SRC / "guidance" / "card.py") if text.words.count(" ") > 2]
    found["saying.py"] = [text for text in python_texts(SRC / "guidance" / "saying.py") if text.words.count(" ") > 2]
    found["completeness.py"] = [t for t in python_texts(SRC / "plan" / "completeness.py") if t.words.count(" ") > 2]
    for path in (SRC / "commands" / "now_wait.py", SRC / "terminal" / "waiting.py"):
        found[path.name] = [text for text in python_texts(path) if text.words.count(" ") > 1]
    found["helps"] = command_helps()
    found["templates"] = template_texts()
    return {name: texts for name, texts in found.items() if texts}


# --- measuring ---


def words_of(text: str) -> list[str]:
    return [word for word in text.split() if re.search(r"\w", word)]


def sentences(text: str) -> list[str]:
    return [one for one in re.split(r"(?<=[.!?…])[\"'”’)]*\s+|\n{2,}|\n(?=[-*•] )", text) if one.strip()]


@cache
def _terms() -> re.Pattern[str]:
    terms = sorted((str(term) for term in tree("words.yaml")["terms"]), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, terms))})(?!\w)", re.IGNORECASE)


def plainer(text: str) -> str:
    """The text with the field's terms, commands, numbers and addresses as one short word each."""
    text = re.sub(r"`[^`]*`|\S+\.(?:org|com|net|gov|yaml|md)\S*|\{\w*\}", "it", text)
    text = re.sub(r"[\d][\d\-]*", "ten", text)
    return _terms().sub("it", text)


def too_long(text: str, most: int = LONGEST) -> list[str]:
    return [one for one in sentences(plainer(text)) if len(words_of(one)) > most]


def sections(texts: list[Text], least: int = LEAST) -> list[str]:
    """Joined texts of at least so many words; what is left over goes to the last."""
    made: list[str] = []
    now = ""
    for text in texts:
        words = " ".join(plainer(text.words).split())
        now = f"{now} {words}{'' if words[-1:] in '.?!:…' else '.'}".strip()
        if len(words_of(now)) >= least:
            made.append(now)
            now = ""
    if now and made:
        made[-1] += " " + now
    return made or [now]


def grade(text: str) -> float:
    """Flesch-Kincaid grade."""
    return float(textstat.flesch_kincaid_grade(text))


@cache
def _hurtful() -> re.Pattern[str]:
    words = sorted((str(one["words"]) for one in tree("words.yaml")["hurtful"]), key=len, reverse=True)
    return re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, words))})(?![\w-])", re.IGNORECASE)


def hurtful(text: str) -> list[str]:
    return _hurtful().findall(" ".join(text.split()))


def shouted(text: str) -> list[str]:
    """Words in capitals that no list allows."""
    allowed = set(map(str, tree("words.yaml")["acronyms"]))
    text = re.sub(r"`[^`]*`|Example: .*|--\w+ [A-Z]+", " ", text)
    return [word for word in re.findall(r"(?<![\w-])[A-Z][A-Z]+(?![\w-])", text) if word not in allowed]
