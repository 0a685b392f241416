"""The edits that turn a file's text into the wanted one, by the positions of its values."""

from __future__ import annotations

from recoveryplan.yamlfile import emitting, flows
from recoveryplan.yamlfile.edits import CannotSplice, Edits, Slot
from recoveryplan.yamlfile.matching import align, merge, order, staying
from recoveryplan.yamlfile.nodes import Document, Node, Path, Plain, plain
from recoveryplan.yamlfile.placing import put

GONE = object()  # in place of what the program understood, where it knew of nothing


class Splicer(Edits):
    """Collects the edits of one try. ``forced`` are paths of lists and maps to write anew as a whole;
    ``re_emitted`` those that were, ``touched`` the paths at which something was edited."""

    def __init__(self, document: Document, forced: set[Path]) -> None:
        super().__init__(document)
        self.forced = forced
        self.re_emitted: list[Path] = []
        self.touched: list[Path] = []

    def root(self, before: Plain, after: Plain) -> None:
        """Edits for the whole document."""
        node = self.document.root
        self.touched.append(())
        if node.kind == "null" and node.start == node.end and after:
            lead = "\n" if self.text and not self.text.endswith("\n") else ""
            written = emitting.block(after, 0, self.style)
            if written is None:
                raise CannotSplice
            self.edit(len(self.text), len(self.text), lead + written + "\n")
        else:
            self._inside(Slot(0, -1), node, before, after, ())

    def value(self, slot: Slot, node: Node, before: object, after: Plain, path: Path) -> None:
        """Edits for one value; writes it anew as a whole where it cannot be edited piece by piece."""
        if before == after:
            return None
        self.touched.append(path)
        mark = len(self.edits), len(self.re_emitted)
        collection = node.kind in ("map", "list")
        if path not in self.forced or not collection:
            try:
                return self._inside(slot, node, before, after, path)
            except CannotSplice:
                if not collection:
                    raise
        del self.edits[mark[0] :], self.re_emitted[mark[1] :]
        self.re_emitted.append(path)
        return put(self, slot, node, self._wanted(node, before, after))

    def _wanted(self, node: Node, before: object, after: Plain) -> Plain:
        return after if before is GONE else merge(plain(node), before, after)  # type: ignore[arg-type]

    def _inside(self, slot: Slot, node: Node, before: object, after: Plain, path: Path) -> None:
        if node.kind == "map" and node.entries and isinstance(before, dict) and isinstance(after, dict):
            keys = order(node.entries, before, after)
            if not keys:
                put(self, slot, node, {})
            elif node.style == "flow":
                flows.edit_map(self, node, keys, before, after, path)
            else:
                self._block_map(node, keys, before, after, path)
        elif node.kind == "list" and node.items and isinstance(before, list) and isinstance(after, list):
            self._in_list(slot, node, before, after, path)
        elif before is not GONE or after != plain(node):
            put(self, slot, node, after)

    def _in_list(self, slot: Slot, node: Node, before: list[Plain], after: list[Plain], path: Path) -> None:
        if len(before) != len(node.items):
            raise CannotSplice
        if after:
            edit = flows.edit_list if node.style == "flow" else Splicer._block_list
            edit(self, node, before, after, path)
        elif node.style == "block" and node.start > self.lines.end(slot.head):
            self._empty_list(slot, node)
        else:
            put(self, slot, node, [])

    # Maps

    def _block_map(
        self, node: Node, keys: list[str], before: dict[str, Plain], after: dict[str, Plain], path: Path
    ) -> None:
        kept = [key for key in keys if key in node.entries]
        if not kept:
            raise CannotSplice
        for key in kept:
            if key in after:
                self._entry(node, key, before.get(key, GONE), after[key], path)
        self._add_keys(node, keys, after)
        self._delete_keys(node, set(kept))

    def _entry(self, node: Node, key: str, before: object, after: Plain, path: Path) -> None:
        if before != after:
            slot = Slot(self.colon(node.keys[key]), node.mark.column)
            self.value(slot, node.entries[key], before, after, (*path, key))

    def colon(self, key: Node) -> int:
        """The offset right behind the colon of a key. Raises CannotSplice where it is not behind the key."""
        blanks = " \t" if self.entry_start(key) == key.start else " \t\r\n"
        at = key.end
        while self.text[at : at + 1] and self.text[at] in blanks:
            at += 1
        if self.text[at : at + 1] != ":":
            raise CannotSplice
        return at + 1

    def entry_start(self, key: Node) -> int:
        """Where the entry of a key starts: at the key, or at the question mark before it."""
        before = self.text[self.lines.start(key.start) : key.start].rstrip(" ")
        marked = before.endswith("?") and before[:-1].strip(" -") == ""
        return self.lines.start(key.start) + len(before) - 1 if marked else key.start

    def _add_keys(self, node: Node, keys: list[str], after: dict[str, Plain]) -> None:
        column = node.mark.column
        lead = "\n" + " " * column
        anchor: str | None = None
        for key in keys:
            if key in node.entries:
                anchor = key
                continue
            written = emitting.entry(key, after[key], column, self.style)
            if anchor is None:
                start = min(self.entry_start(node.keys[other]) for other in keys if other in node.entries)
                self.edit(start, start, written + lead)
            else:
                self._append(node.entries[anchor].end, lead + written)

    def _append(self, after: int, written: str) -> None:
        """Adds lines below the line that ``after`` is on."""
        at = self.lines.end(after)
        self.edit_to_end(at, at, written)

    def _delete_keys(self, node: Node, kept: set[str]) -> None:
        names = list(node.entries)
        first = next(at for at, name in enumerate(names) if name in kept)
        if first and not self.lines.is_first(node.start):
            start, stop = node.start, self.entry_start(node.keys[names[first]])
            if not self.text[self.lines.end(node.entries[names[first - 1]].end) : stop].isspace():
                raise CannotSplice
            self.raw(start, stop, "")
            names = names[first:]
        for name in names:
            if name not in kept:
                self._delete_lines(self.entry_start(node.keys[name]), node.entries[name].end)

    def _delete_lines(self, start: int, end: int) -> None:
        """Deletes whole lines, with the line end before them, or the one after if they are the first."""
        if not self.lines.is_first(start):
            raise CannotSplice
        top, bottom = self.lines.start(start), self.lines.end(end)
        if top:
            self.raw(self.lines.end_before(top), bottom, "")
        else:
            self.raw(0, self.lines.next(bottom), "")

    # Lists

    def _block_list(self, node: Node, before: list[Plain], after: list[Plain], path: Path) -> None:
        dashes = self._dashes(node)
        places = align(before, after)
        stay = staying([at for at in places if at is not None])
        anchor: int | None = None
        for item, at in zip(after, places, strict=True):
            if at is not None and at in stay:
                slot = Slot(dashes[at] + 1, node.mark.column, item=True)
                self.value(slot, node.items[at], before[at], item, (*path, at))
                anchor = at
        anchor = None
        for item, at in zip(after, places, strict=True):
            if at is not None and at in stay:
                anchor = at
            elif at is None:
                self._insert_item(node, dashes, anchor, emitting.list_item(item, node.mark.column, self.style))
            elif before[at] == item:
                self._insert_chunk(node, dashes, anchor, at)
            else:
                raise CannotSplice
        for at, dash in enumerate(dashes):
            if at not in stay:
                moved = at in places
                self._delete_lines(self._chunk_start(node, dashes, at) if moved else dash, node.items[at].end)

    def _empty_list(self, slot: Slot, node: Node) -> None:
        """Takes every item out; comments between them stay."""
        self.edit(slot.head, slot.head, " []")
        for dash, item in zip(self._dashes(node), node.items, strict=True):
            self._delete_lines(dash, item.end)

    def _dashes(self, node: Node) -> list[int]:
        """The offset of each item's dash."""
        dashes = [node.start]
        for item in node.items[:-1]:
            at = self.lines.next(self.lines.end(item.end))
            while self.lines.is_blank_or_comment(at):
                at = self.lines.next(self.lines.end(at))
            dashes.append(at + node.mark.column)
        if any(self.text[dash : dash + 1] != "-" for dash in dashes):
            raise CannotSplice
        return dashes

    def _insert_item(self, node: Node, dashes: list[int], anchor: int | None, written: str) -> None:
        lead = "\n" + " " * node.mark.column
        if anchor is not None:
            self._append(node.items[anchor].end, lead + written)
        elif self.lines.is_first(dashes[0]) and self.lines.start(dashes[0]):
            at = self.lines.end_before(self._chunk_start(node, dashes, 0))
            self.edit(at, at, lead + written)
        else:
            self.edit(dashes[0], dashes[0], written + lead)

    def _insert_chunk(self, node: Node, dashes: list[int], anchor: int | None, at: int) -> None:
        """Puts the lines of an item, with the comment lines right above it, behind another item."""
        start = self._chunk_start(node, dashes, at)
        if not self.lines.is_first(dashes[at]) or not self.lines.is_first(dashes[0]):
            raise CannotSplice
        chunk = self.text[start : self.lines.end(node.items[at].end)]
        first = self._chunk_start(node, dashes, 0)
        if anchor is None and not first:
            self.raw(0, 0, chunk + self.document.newline)
        else:
            place = self.lines.end_before(first) if anchor is None else self.lines.end(node.items[anchor].end)
            self.raw(place, place, self.document.newline + chunk)

    def _chunk_start(self, node: Node, dashes: list[int], at: int) -> int:
        """The start of the comment lines right above an item, or of its own line."""
        start = self.lines.start(dashes[at])
        least = node.items[at - 1].end if at else -1
        while start and self.lines.is_comment(self.lines.start(self.lines.end_before(start))):
            above = self.lines.start(self.lines.end_before(start))
            if above <= least:
                break
            start = above
        return start
