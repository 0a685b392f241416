"""Where lines start and end in a text, whatever its line ends are."""

from __future__ import annotations


class Lines:
    """Questions about the lines of one text. All places are offsets in characters."""

    __slots__ = ("text",)

    def __init__(self, text: str) -> None:
        self.text = text

    def start(self, at: int) -> int:
        """Where the line of ``at`` starts."""
        return self.text.rfind("\n", 0, at) + 1

    def end(self, at: int) -> int:
        """Where the line of ``at`` ends, before its line end."""
        found = self.text.find("\n", at)
        if found < 0:
            return len(self.text)
        return found - 1 if found > at and self.text[found - 1] == "\r" else found

    def end_before(self, start: int) -> int:
        """Where the line above the one that starts at ``start`` ends, before its line end."""
        at = start - 1
        return at - 1 if at > 0 and self.text[at - 1] == "\r" else at

    def next(self, end: int) -> int:
        """Where the line after the one that ends at ``end`` starts."""
        if self.text[end : end + 2] == "\r\n":
            return end + 2
        return min(end + 1, len(self.text))

    def is_first(self, at: int) -> bool:
        """True if nothing but blanks stands before ``at`` on its line."""
        return not self.text[self.start(at) : at].strip(" ")

    def is_comment(self, start: int) -> bool:
        """True if the line holds only a comment."""
        return self.text[start : self.end(start)].lstrip().startswith("#")

    def is_blank_or_comment(self, start: int) -> bool:
        """True if the line holds nothing, or only a comment; False behind the last line."""
        return start < len(self.text) and self.text[start : self.end(start)].lstrip()[:1] in ("", "#")
