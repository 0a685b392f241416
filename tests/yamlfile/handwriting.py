"""Writes a tree the way some person might: random indents, quotes, brackets, comments, blank lines, line ends."""

from __future__ import annotations

import json
from random import Random

TEXTS = ["walk with Sam", "555-0142", "no", "12:30", "2026-11-22", "it's fine", "a#b", "é 😀", "http://x.org", "x" * 90]


def some_tree(random: Random, depth: int = 0) -> object:
    """A map at the top; below it texts, None, lists of texts or of maps with ids, and maps."""
    kind = random.choice(["text"] * 4 + ["none", "list", "things", "map", "empty"]) if depth else "map"
    if depth > 3 or kind == "text":
        return random.choice(TEXTS)
    if kind == "none":
        return None
    if kind == "empty":
        return random.choice([[], {}])
    if kind == "list":
        return [some_tree(random, 4) for _ in range(random.randint(1, 4))]
    if kind == "things":
        return [{"id": f"i{at}", **some_map(random, depth)} for at in range(random.randint(1, 4))]
    return some_map(random, depth) or {"k": "v"}


def some_map(random: Random, depth: int) -> dict[str, object]:
    names = random.sample(["what", "when", "why now", "text", "phone", "if", "then"], random.randint(1, 5))
    return {name: some_tree(random, depth + 1) for name in names}


class Hand:
    """One way of writing; each comment it makes has a number of its own."""

    def __init__(self, random: Random) -> None:
        self.random = random
        self.comments = 0
        self.dash = random.choice([0, 2, 2, 4])
        self.step = random.choice([2, 2, 3, 4])
        self.newline = random.choice(["\n", "\n", "\r\n"])
        self.chatty = random.choice([0, 0.2, 0.5])

    def file(self, tree: dict[str, object]) -> bytes:
        """The bytes of the file."""
        text = "".join(line + "\n" for line in [*self.above(0), *self.map(tree, 0), *self.above(0)])
        if self.random.random() < 0.2:
            text = text.rstrip("\n")
        bom = self.random.choice([b"", b"", b"\xef\xbb\xbf"])
        return bom + text.replace("\n", self.newline).encode()

    def above(self, column: int) -> list[str]:
        """Comment and blank lines before something."""
        lines = []
        while self.random.random() < self.chatty:
            lines.append(self.random.choice(["", " " * column + self.comment()]))
        return lines

    def comment(self) -> str:
        self.comments += 1
        return f"# c{self.comments}c"

    def tail(self) -> str:
        return "  " + self.comment() if self.random.random() < self.chatty / 2 else ""

    def map(self, tree: dict[str, object], column: int) -> list[str]:
        lines: list[str] = []
        for name, value in tree.items():
            lines += self.above(column) if lines else []
            lines += self.hung(f"{' ' * column}{name}:", value, column, item=False)
        return lines

    def list(self, items: list[object], column: int) -> list[str]:
        lines: list[str] = []
        for item in items:
            lines += self.above(column) if lines else []
            lines += self.hung(" " * column + "-", item, column, item=True)
        return lines

    def hung(self, head: str, value: object, column: int, *, item: bool) -> list[str]:
        """The value behind a colon or dash."""
        if not isinstance(value, dict | list):
            return self.scalar(head, value, column)
        if not value or self.random.random() < 0.15:
            return [f"{head} {self.flow(value)}{self.tail()}"]
        if item:
            below = self.map(value, column + 2) if isinstance(value, dict) else self.list(value, column + 2)
            return [head + " " + below[0].lstrip(), *below[1:]]
        if isinstance(value, dict):
            return [head + self.tail(), *self.map(value, column + self.step)]
        return [head + self.tail(), *self.list(value, column + self.dash)]

    def scalar(self, head: str, value: object, column: int) -> list[str]:
        if value is None:
            return [head + self.random.choice(["", " ~", " null"]) + self.tail()]
        text, deeper = str(value), " " * (column + self.step)
        match self.random.choice(["plain", "plain", "plain", "single", "double", "literal", "folded", "below"]):
            case "single":
                return [f"{head} '" + text.replace("'", "''") + "'" + self.tail()]
            case "double":
                return (
                    [
                        f"{head} {json.dumps(text, ensure_ascii=self.random.random() < 0.3)}{self.tail()}".encode(
                            "utf-16", "surrogatepass"
                        ).decode("utf-16")
                    ]
                    if text.isascii()
                    else [f'{head} "{text}"{self.tail()}']
                )
            case "literal":
                return [f"{head} |-{self.tail()}", deeper + text]
            case "folded":
                return [f"{head} >-{self.tail()}", deeper + text]
            case "below":
                return [head, deeper + text + self.tail()]
        return [f"{head} {text}{self.tail()}"]

    def flow(self, value: object) -> str:
        if isinstance(value, dict):
            return "{" + ", ".join(f"{name}: {self.flow(item)}" for name, item in value.items()) + "}"
        if isinstance(value, list):
            return "[" + ", ".join(map(self.flow, value)) + "]"
        return "null" if value is None else "'" + str(value).replace("'", "''") + "'"
