"""How one value is written: plain where every YAML reader takes it as the same text, else in quotes."""

from __future__ import annotations

import re
from datetime import date

# What a reader of YAML 1.1 or 1.2 would take as something else than text.
_RETYPED = re.compile(
    r"""(?ix: y | n | yes | no | on | off | true | false | null | ~ | = | << )
    | [-+]?\.(?i:inf|nan)
    | [-+.]?[0-9][0-9_]*(?:[.:,][0-9_]*)*(?:[eE][-+]?[0-9]+)?
    | [-+]?0[xXoObB][0-9a-fA-F_]+
    | [-+(]?[0-9][-+().\ /0-9]*
    | \d{4}-\d\d?-\d\d?(?:[Tt]|\s+)\d.*""",
    re.VERBOSE,
)
_ISO_DATE = re.compile(r"\d{4}-\d\d-\d\d")
_INDICATORS = frozenset("-?:,[]{}#&*!|>'\"%@`=")
_ESCAPES = {"\0": "\\0", "\t": "\\t", "\n": "\\n", "\r": "\\r", '"': '\\"', "\\": "\\\\", "\x1b": "\\e", "\x07": "\\a"}
# Line ends of YAML 1.1, and what no YAML file may hold as it is.
_NOT_AS_IS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff\r]")


class Bare(str):
    """A text that stands for a number, a date or yes/no, and so is written without quotes."""

    __slots__ = ()


def textual_scalar(value: object) -> str | None:
    """A value of the tree as the text that stands for it; None stays None. TypeError for anything else."""
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, bool):
        return Bare("true" if value else "false")
    if isinstance(value, date):
        return Bare(value.isoformat())
    if isinstance(value, int | float):
        return Bare(value)
    raise TypeError(type(value).__name__)


def scalar(value: object, *, flow: bool = False) -> str:
    """One value on one line: ``null``, plain, or in double quotes."""
    text = textual_scalar(value)
    if text is None:
        return "null"
    if isinstance(text, Bare) and plain_is_readable(text, flow=flow):
        return text
    return text if plain_is_safe(text, flow=flow) else double(text)


def plain_is_safe(text: str, *, flow: bool = False) -> bool:
    """True if the text stays the same text for any YAML reader when it is written without quotes."""
    if _ISO_DATE.fullmatch(text):
        return _is_date(text)
    return plain_is_readable(text, flow=flow) and not _RETYPED.fullmatch(text)


def plain_is_readable(text: str, *, flow: bool = False) -> bool:
    """True if the text can be written without quotes and our own reader gives it back."""
    if not text or _indicated(text) or text[0].isspace() or text[-1].isspace() or text[-1] == ":":
        return False
    if ": " in text or " #" in text or "\t" in text or "\n" in text or text.startswith("..."):
        return False
    if flow and (any(character in ",[]{}?" for character in text) or ":" in text):
        return False
    return not _NOT_AS_IS.search(text) and text not in ("~", "null", "Null", "NULL")


def _indicated(text: str) -> bool:
    return text[0] in _INDICATORS and not (text[0] == "-" and text[1:2].isdigit())


def _is_date(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def double(text: str) -> str:
    """The text in double quotes on one line, with escapes for what cannot stand there."""
    return '"' + "".join(map(_escaped, text)) + '"'


def _escaped(character: str) -> str:
    if character in _ESCAPES:
        return _ESCAPES[character]
    if not _NOT_AS_IS.match(character):
        return character
    code = ord(character)
    if 0xD800 <= code < 0xE000:
        raise ValueError("half a character cannot be written")
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"


def single(text: str) -> str | None:
    """The text in single quotes on one line; None where that cannot hold it."""
    if "\n" in text or "\t" in text or _NOT_AS_IS.search(text):
        return None
    return "'" + text.replace("'", "''") + "'"


def kept(text: str, old: str, style: str, *, flow: bool = False) -> str | None:
    """The text on one line in the quotes that ``old`` had, where they can hold it; None where a block is better."""
    written = None
    if style == "double":
        written = double(text)
    elif style == "single":
        written = single(text)
    elif style == "plain" and not plain_is_safe(old, flow=flow) and plain_is_readable(text, flow=flow):
        written = text
    if written is None and not (not flow and "\n" in text and literal_fits(text)):
        written = scalar(text, flow=flow)
    return written


def literal_fits(text: str) -> bool:
    """True if a ``|`` block can hold the text exactly.

    Not so for a text with empty lines at its end: the empty lines that follow it in the file would join it.
    """
    lines = text.split("\n")
    if not text.strip("\n") or text.endswith("\n\n") or _NOT_AS_IS.search(text):
        return False
    return not any(line.isspace() or line.startswith("\t") for line in lines)


def literal(text: str, indent: int, step: int = 2) -> str:
    """The text as a ``|`` block whose lines stand at ``indent + step``: header and lines, no final line end.

    ``indent`` is the column of what the block belongs to; the last line end stands for the text's own.
    """
    body = text.removesuffix("\n")
    hint = str(step) if body.startswith((" ", "\n")) else ""
    header = "|" + hint + ("" if body != text else "-")
    lead = " " * (indent + step)
    return "\n".join([header, *(lead + line if line else "" for line in body.split("\n"))])
