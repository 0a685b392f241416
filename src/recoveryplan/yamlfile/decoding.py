"""From bytes to text: encodings, and what must not stand in a text file."""

from __future__ import annotations

_MARKS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
_FINE = bytes([9, 10, 13, *range(32, 127), *range(128, 256)])
_ODD = tuple(map(chr, (*range(0x80, 0xA0), 0xFEFF, 0xFFFE, 0xFFFF)))
_CONFLICT = ("<<<<<<< ", "=======", ">>>>>>> ", "||||||| ")


def decode(data: bytes, name: str) -> tuple[str, str, bytes]:
    """Text, encoding and byte order mark of a file's bytes. Raises ContentProblem where they are not text."""
    bom, encoding = b"", "utf-8"
    for mark, named in _MARKS:
        if data.startswith(mark):
            bom, encoding = mark, named
            break
    try:
        text = data[len(bom) :].decode(encoding)
    except UnicodeDecodeError as error:
        from recoveryplan.yamlfile.trouble import not_text

        raise not_text(name, data[len(bom) :], encoding, error.start) from None
    _look_over(text, name)
    return text, encoding, bom


def _directive(text: str) -> int | None:
    """Where a line of orders to YAML programs stands above the first value."""
    at = 0
    for line in text.splitlines(keepends=True):
        if line.startswith("%"):
            return at
        if line.strip() and not line.lstrip().startswith("#"):
            return None
        at += len(line)
    return None


def _look_over(text: str, name: str) -> None:
    """Raises for control characters and for the marks of an unfinished merge, which parsers explain badly."""
    bad = text.encode("utf-8", "replace").translate(None, _FINE).decode()
    if not text.isascii():
        bad += "".join(odd for odd in _ODD if odd in text)
    if bad:
        from recoveryplan.yamlfile.trouble import control_character

        raise control_character(name, text, bad)
    order = _directive(text) if "%" in text else None
    if order is not None:
        from recoveryplan.yamlfile.trouble import refuse_at

        raise refuse_at(name, text, "directive", order)
    for mark in _CONFLICT:
        at = 0 if text.startswith(mark) else text.find("\n" + mark) + 1
        if (at or text.startswith(mark)) and (mark != "=======" or text[at:].split("\n", 1)[0].strip() == mark):
            from recoveryplan.yamlfile.trouble import conflict

            raise conflict(name, text, at)
