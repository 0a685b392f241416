"""Changes in particular: what the program understood otherwise, what moves, and the traps of hazards.md."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from recoveryplan.yamlfile import change, changing, plain, read


def changed(text: str, before: object, after: object) -> str:
    result = change(read(text.encode(), "f"), before, after)
    assert result.re_emitted == ()
    return result.data.decode()


def test_nothing_moves_where_nothing_changed() -> None:
    text = "by: 12 May 2026 # soon\nversion: 03\nlist: {a: b}\n"
    understood = {"by": "2026-05-12", "version": 3, "list": ["a"], "extra": [], "none": None}
    assert changed(text, understood, dict(understood)) == text


def test_only_what_changed_moves_though_all_is_understood_otherwise() -> None:
    text = "by: 12 May 2026 # soon\nversion: 03\nwhat: x\n"
    before = {"by": "2026-05-12", "version": 3, "what": "x", "steps": []}
    after = {"by": date(2026, 5, 12), "version": 4, "what": "x", "steps": ["go"]}
    assert changed(text, before, after) == "by: 12 May 2026 # soon\nversion: 4\nwhat: x\nsteps:\n- go\n"


def test_a_key_the_program_did_not_know_is_changed_or_kept() -> None:
    text = "a: 1\nb: no # mine\nc: x\n"
    assert changed(text, {"c": "x"}, {"b": "yes", "c": "x"}) == "a: 1\nb: yes # mine\nc: x\n"
    assert changed(text, {"c": "x"}, {"b": "no", "c": "z"}) == "a: 1\nb: no # mine\nc: z\n"
    assert changed(text, {"a": 1, "c": "x", "d": "gone"}, {"c": "x"}) == "b: no # mine\nc: x\n"


def test_keys_come_where_the_order_wants_them() -> None:
    text = "a: 1\n# about c\nc: 3\n\nd: 4\n"
    before = {"a": "1", "c": "3", "d": "4"}
    after = {"z": "0", "a": "1", "b": "2", "c": "3", "d": "4", "e": "5"}
    assert changed(text, before, after) == 'z: "0"\na: 1\nb: "2"\n# about c\nc: 3\n\nd: 4\ne: "5"\n'


def test_things_are_known_by_their_id() -> None:
    text = "t:\n# one\n- id: a\n  w: x # why\n# two\n- id: b\n  w: y\n# three\n- id: c\n  w: z\n"
    before: Any = plain(read(text.encode(), "f"))
    a, b, c = before["t"]
    assert changed(text, before, {"t": [c, a, b]}) == (
        "t:\n# three\n- id: c\n  w: z\n# one\n- id: a\n  w: x # why\n# two\n- id: b\n  w: y\n"
    )
    moved = {"t": [{"id": "n", "w": "new"}, b, {**a, "w": "v"}]}
    result = change(read(text.encode(), "f"), before, moved)
    assert plain(read(result.data, "f")) == moved
    assert changed(text, before, {"t": [a, {**b, "w": "v"}, c]}) == text.replace("w: y", "w: v")


def test_the_traps() -> None:
    assert changed("a:\n- x\n# end\n", {"a": ["x"]}, {"a": []}) == "a: []\n# end\n"
    assert changed("a: [] # none\n", {"a": []}, {"a": ["x"]}) == "a: # none\n- x\n"
    assert changed("a: # none\nb: 1\n", {"a": [], "b": "1"}, {"a": ["x"], "b": "1"}) == "a: # none\n- x\nb: 1\n"
    assert changed("a: ~\n", {"a": None}, {"a": {"b": "c"}}) == "a:\n  b: c\n"
    assert changed("a: 1", {"a": "1"}, {"a": "x\ny\n"}) == "a: |\n  x\n  y\n"
    assert changed("a: 1", {"a": "1"}, {"a": "x\ny"}) == "a: |-\n  x\n  y"
    assert changed("a: one # c\n", {"a": "one"}, {"a": "x\ny"}) == 'a: "x\\ny" # c\n'
    assert changed("a: |\n    x\n    y\n# c\n", {"a": "x\ny\n"}, {"a": "z\n"}) == "a: |\n    z\n# c\n"
    assert changed("a: [1, 2 ] # c\n", {"a": ["1", "2"]}, {"a": ["1", "2", "x, y"]}) == 'a: [1, 2, "x, y" ] # c\n'
    assert changed("a: {b: c}\n", {"a": {"b": "c"}}, {"a": {"b": "d", "e": "f"}}) == "a: {b: d, e: f}\n"
    assert changed("", None, {"a": ["b"]}) == "a:\n- b\n"
    assert changed("# hi", {}, {"a": "b"}) == "# hi\na: b\n"
    assert changed("t:\n- |\n  # no comment\n- b\n", {"t": ["# no comment\n", "b"]}, {"t": ["b", "# no comment\n"]})


def test_quotes_are_kept_where_they_can_hold_the_new_text() -> None:
    text = "a: 'x'\nb: \"x\"\nc: x\nd: 555-0142\n"
    before = plain(read(text.encode(), "f"))
    after = {"a": "it's", "b": "y", "c": "no", "d": "555-0199"}
    assert changed(text, before, after) == "a: 'it''s'\nb: \"y\"\nc: \"no\"\nd: 555-0199\n"


def test_windows_files_stay_windows_files() -> None:
    text = "a: 1\r\nt:\r\n- x\r\n"
    after = {"a": "one\ntwo\n", "t": ["x", "z"], "k": {"m": "o"}}
    assert changed(text, {"a": "1", "t": ["x"]}, after).replace("\r\n", "") == "a: |  one  twot:- x- zk:  m: o"


def test_the_file_s_own_indents_are_used() -> None:
    text = "a:\n    b:\n      - x\n"
    after = {"a": {"b": ["x"], "c": {"d": ["e"]}}}
    assert (
        changed(text, plain(read(text.encode(), "f")), after)
        == text + "        c:\n"[4:] + "        d:\n          - e\n"
    )


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_encodings_stay(encoding: str) -> None:
    bom = "\ufeff".encode(encoding)
    result = change(read(bom + "a: é\n".encode(encoding), "f"), {"a": "é"}, {"a": "ü 😀"})
    assert result.data == bom + "a: ü 😀\n".encode(encoding)


def test_what_cannot_be_edited_is_written_anew_and_said() -> None:
    text = "# top\na: 1\nt: [x: 1, y] # pair\n"
    result = change(read(text.encode(), "f"), {"a": "1", "t": [{"x": "1"}, "y"]}, {"a": "1", "t": [{"x": "2"}, "y"]})
    assert plain(read(result.data, "f")) == {"a": "1", "t": [{"x": "2"}, "y"]}
    text = "t:\n- a # 1\n- b\n"
    result = change(read(text.encode(), "f"), {"t": ["a"]}, {"t": ["a", "c"]})
    assert result.re_emitted == (("t",),)
    assert plain(read(result.data, "f")) == {"t": ["a", "c"]}


def test_a_splice_that_reads_back_wrong_is_written_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    """Planted: an edit that loses something. The result is still what was wanted, and it is said."""
    real = changing.Splicer.raw

    def clumsy(self: Any, start: int, end: int, new: str) -> None:
        real(self, start, end, "# " + new if not self.forced else new)

    monkeypatch.setattr(changing.Splicer, "raw", clumsy)
    result = change(read(b"x: y\nt:\n  a: b\n", "f"), {"x": "y", "t": {"a": "b"}}, {"x": "y", "t": {"a": "c"}})
    assert result.re_emitted
    assert plain(read(result.data, "f")) == {"x": "y", "t": {"a": "c"}}


def test_when_nothing_works_nothing_is_written(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(changing, "_encode", lambda _document, _text: b"a: wrong\n")
    with pytest.raises(changing.ChangeFailed) as caught:
        change(read(b"a: secret\n", "f"), {"a": "secret"}, {"a": "other"})
    assert "secret" not in str(caught.value)
