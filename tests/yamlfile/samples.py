# ruff: noqa: E501 - one sample a line reads best
"""YAML as people write it by hand: one way of writing each, all with a `name` text and a list of `things`."""

from __future__ import annotations

STYLES: dict[str, str] = {
    "house": "name: Dana\nthings:\n- id: a\n  text: one\n- id: b\n  text: two\n- id: c\n  text: three\nlast: end\n",
    "indented list": "name: Dana\nthings:\n  - id: a\n    text: one\n  - id: b\n    text: two\nlast: end\n",
    "flat texts": "name: Dana\nthings:\n- one\n- two\n- three\nlast: end\n",
    "indented texts": "name: Dana\nthings:\n    - one\n    - two\nlast: end\n",
    "flow list": "name: Dana\nthings: [one, two, three]\nlast: end\n",
    "flow list over lines": "name: Dana\nthings: [\n  one,\n  two,\n]\nlast: end\n",
    "flow maps in a list": "name: Dana\nthings:\n- {id: a, text: one}\n- {id: b, text: two}\nlast: end\n",
    "all flow": "{name: Dana, things: [{id: a, text: one}, {id: b, text: two}], last: end}\n",
    "all flow over lines": '{\n  "name": "Dana",\n  "things": ["one", "two"],\n  "last": "end"\n}\n',
    "literal": "name: |\n  Dana\n  and Sam\nthings:\n- |\n  one\n  more\n- two\nlast: end\n",
    "literal strip": "name: |-\n  Dana\n  and Sam\n\nthings:\n- |-\n  one\n- two\nlast: end\n",
    "literal keep": "name: |+\n  Dana\n\n\nthings:\n- one\n- |+\n  two\n\nlast: end\n",
    "literal with indicator": "name: |2\n   Dana\n  and Sam\nthings:\n- |1\n  one\n- two\nlast: |\n  end\n",
    "folded": "name: >\n  Dana\n  and Sam\nthings:\n- id: a\n  text: >\n    one\n    more\n- id: b\n  text: two\nlast: end\n",
    "folded strip and keep": "name: >-\n  Dana\n  and Sam\nthings:\n- >+\n  one\n\n- two\nlast: end\n",
    "single quotes": "name: 'Dana''s'\nthings:\n- 'one'\n- 'two'\nlast: 'end'\n",
    "double quotes": 'name: "Dana \\u00e9"\nthings:\n- "one"\n- "two"\nlast: "end"\n',
    "quotes over lines": "name: \"Dana\n  and Sam\"\nthings:\n- 'one\n\n  more'\n- two\nlast: end\n",
    "plain over lines": "name: Dana\n  and Sam\nthings:\n- one\n  more\n- two\nlast: end\n",
    "value on next line": "name:\n  Dana\nthings:\n-\n  id: a\n  text:\n    one\n-\n  id: b\n  text: two\nlast: end\n",
    "comments behind": "name: Dana # a friend\nthings: # all of them\n- one # first\n- two # second\nlast: end # over\n",
    "comments between": (
        "# top\n\n# who\nname: Dana\n# what\nthings:\n# before one\n- id: a\n  # in one\n  text: one\n"
        "# before two\n- id: b\n  text: two\n\n# before last\nlast: end\n"
    ),
    "comments of a list": "name: Dana\nthings:\n  # 1\n  - one\n  # 2\n\n  - two\n    # deep\n  # after\n# out\nlast: end\n",
    "comment at the end": "name: Dana\nthings:\n- one\n- two\n# bye\n  # and more",
    "windows": "name: Dana\r\n# what\r\nthings:\r\n- id: a\r\n  text: one\r\n- id: b\r\n  text: two\r\nlast: end\r\n",
    "windows literal": "name: |\r\n  Dana\r\n  and Sam\r\nthings:\r\n- one\r\n- two\r\n",
    "mixed line ends": "name: Dana\r\nthings:\n- one\r\n- two\nlast: end\r\n",
    "byte order mark": "\ufeffname: Dana\nthings:\n- one\n- two\nlast: end\n",
    "blank lines": "\n\nname: Dana\n\n\nthings:\n\n- one\n\n- two\n\n\nlast: end\n\n\n",
    "no final newline": "name: Dana\nthings:\n- id: a\n  text: one\n- id: b\n  text: two",
    "document start": "---\nname: Dana\nthings:\n- one\n- two\nlast: end\n",
    "document end": "---\nname: Dana\nthings:\n- one\n- two\n...\n",
    "quoted keys": "\"name\": Dana\n'things':\n- \"id\": a\n  'text': one\n- {'id': b, \"text\": two}\nlast: end\n",
    "blank before colon": "name : Dana\nthings :\n- id : a\n  text : one\n- id : b\n  text : two\nlast : end\n",
    "wide blanks": "name:    Dana\nthings:\n-   id:   a\n    text:   one\n-   id:   b\n    text: two\nlast:  end\n",
    "tabs after values": "name:\tDana\t\nthings:\n- one\t# tab\n- two\t\nlast: end\n",
    "trailing blanks": "name: Dana  \nthings:  \n- one  \n- two \nlast: end \n",
    "unicode": "name: Дана 😀 é\nthings:\n- 一\n- ２ # ümlaut 😀\n- three\nlast: fin\n",
    "empty values": "name:\nthings:\n- id: a\n  text:\n- id: b\n  text: # nothing\nlast:\n",
    "nulls": "name: null\nthings:\n- ~\n- null # none\n- three\nlast: ~\n",
    "deep": "name: Dana\nthings:\n- id: a\n  text: one\n  more:\n  - id: x\n    far:\n      in: it\n- id: b\n  text: two\nlast: end\n",
    "lists in lists": "name: Dana\nthings:\n- - a\n  - b\n- - c\nlast: end\n",
    "nested flow": "name: Dana\nthings:\n- id: a\n  text: one\n  why: [x, {y: z}] # w\n- id: b\n  text: two\nlast: {a: [b]}\n",
    "four blanks": "name: Dana\nabout:\n    age: none\nthings:\n    -   id: a\n        text: one\n    -   id: b\n        text: two\nlast: end\n",
    "long key": "name: Dana\nthings:\n- one\n- two\n" + "a long name " * 20 + ": yes\nlast: end\n",
    "one thing": "name: Dana\nthings:\n- id: a\n  text: one\nlast: end\n",
    "one text in flow": "name: Dana\nthings: [one] # only\nlast: end\n",
    "no things": "name: Dana\nthings: []\nlast: end\n",
    "null things": "name: Dana\nthings: # none yet\nlast: end\n",
    "explicit keys": "? name\n: Dana\n? things\n: - one\n  - two\n? last\n: end\n",
    "hash and colon in text": "name: a#b c:d http://x.org\nthings:\n- it's 12:30\n- 'x # y'\nlast: \"k: v\"\n",
}


def encoded(text: str) -> dict[str, bytes]:
    """The text in each encoding that is read."""
    plain = text.removeprefix("\ufeff")
    return {
        "utf-8": text.encode(),
        "utf-8 with mark": b"\xef\xbb\xbf" + plain.encode(),
        "utf-16-le": b"\xff\xfe" + plain.encode("utf-16-le"),
        "utf-16-be": b"\xfe\xff" + plain.encode("utf-16-be"),
    }
