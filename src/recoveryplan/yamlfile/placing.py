"""Putting a whole value in the place of another, so that what stands around it stays."""

from __future__ import annotations

from recoveryplan.yamlfile import emitting, scalars
from recoveryplan.yamlfile.edits import CannotSplice, Edits, Slot
from recoveryplan.yamlfile.nodes import Node, Plain


def put(edits: Edits, slot: Slot, node: Node, value: Plain) -> None:
    """Writes ``value`` where ``node`` stands. Raises CannotSplice at the root, which has no place of its own."""
    if slot.flow:
        _in_flow(edits, slot, node, value)
    elif slot.column < 0:
        raise CannotSplice
    elif node.style in ("literal", "folded"):
        _over_text_block(edits, slot, node, value)
    elif node.style == "block":
        _over_collection(edits, slot, node, value)
    else:
        _over_inline(edits, slot, node, value)


def _in_flow(edits: Edits, slot: Slot, node: Node, value: Plain) -> None:
    if isinstance(value, str) and node.kind == "text":
        written = scalars.kept(value, node.text, node.style, flow=True) or scalars.double(value)
    else:
        written = emitting.flow(value)
    if node.start < node.end:
        edits.edit(node.start, node.end, written)
    else:
        edits.edit(slot.head, slot.head, " " + written)


def _over_inline(edits: Edits, slot: Slot, node: Node, value: Plain) -> None:
    """Over a value that began on its key's line, or over none at all."""
    empty = node.start == node.end
    end = slot.head if empty else node.end
    free = not edits.text[end : edits.lines.end(end)].strip()
    written = _on_one_line(node, value, free=free and not _deep_comment(edits, slot, end))
    stop = edits.lines.end(end) if free else end
    start, lead = (slot.head, " ") if empty else (node.start, "")
    if written is not None:
        edits.edit(start, stop if empty else end, lead + written)
    elif isinstance(value, str):
        step = 2 if slot.item else edits.style.step
        edits.edit_to_end(start, stop, lead + scalars.literal(value, slot.column, step))
    elif slot.item and free:
        edits.edit_to_end(start, stop, lead + _block(edits, value, slot.column + 2))
    else:
        _below_inline(edits, slot, start, end, value)


def _deep_comment(edits: Edits, slot: Slot, end: int) -> bool:
    """True if a comment follows that would become a line of a text block."""
    at = edits.lines.next(edits.lines.end(end))
    while edits.lines.is_blank_or_comment(at):
        stop = edits.lines.end(at)
        line = edits.text[at:stop]
        if line.strip():
            return len(line) - len(line.lstrip()) > slot.column
        at = edits.lines.next(stop)
    return False


def _on_one_line(node: Node, value: Plain, *, free: bool) -> str | None:
    if not isinstance(value, str):
        return emitting.inline(value)
    written = scalars.kept(value, node.text, node.style) if node.kind == "text" else emitting.inline(value)
    return scalars.double(value) if written is None and not free else written


def _below_inline(edits: Edits, slot: Slot, start: int, end: int, value: Plain) -> None:
    """A list or map below its key; a comment behind the old value stays on the key's line."""
    if start > edits.lines.end(slot.head):
        raise CannotSplice
    stop = edits.lines.end(end)
    if edits.text[end:stop].strip():
        edits.raw(slot.head, end, "")
        edits.edit_to_end(stop, stop, _below(edits, slot, value))
    else:
        edits.edit_to_end(slot.head, stop, _below(edits, slot, value))


def _below(edits: Edits, slot: Slot, value: Plain, column: int | None = None) -> str:
    if column is None:
        deeper = edits.style.dash if isinstance(value, list) else edits.style.step
        column = slot.column + (2 if slot.item else deeper)
    return "\n" + " " * column + _block(edits, value, column)


def _block(edits: Edits, value: Plain, column: int) -> str:
    written = emitting.block(value, column, edits.style)
    if written is None:
        raise CannotSplice
    return written


def _over_text_block(edits: Edits, slot: Slot, node: Node, value: Plain) -> None:
    """Over a ``|`` or ``>`` text; a comment behind its header stays."""
    first = edits.lines.end(node.start)
    header_end = node.start + len(edits.text[node.start : first].split(None, 1)[0])
    if isinstance(value, str) and scalars.literal_fits(value):
        header, body = scalars.literal(value, slot.column, _step(edits, slot, node)).split("\n", 1)
        edits.edit(node.start, header_end, header)
        last = node.end == len(edits.text) and value.endswith("\n")
        edits.edit(first, node.end, "\n" + body + ("\n" if last else ""))
        return
    written = scalars.scalar(value) if value is None or isinstance(value, str) else emitting.inline(value)
    if written is not None:
        edits.edit(node.start, header_end, written)
        edits.raw(first, node.end, "")
    else:
        edits.raw(slot.head, header_end, "")
        edits.edit_to_end(first, node.end, _below(edits, slot, value))


def _step(edits: Edits, slot: Slot, node: Node) -> int:
    """How far the lines of a text block stand to the right of its key."""
    lines = edits.text[edits.lines.end(node.start) : node.end].split("\n")
    columns = [len(line) - len(line.lstrip(" ")) for line in lines if line.strip()]
    step = columns[0] - slot.column if columns else 0
    return step if 0 < step < 10 and not node.text.lstrip("\n").startswith(" ") else 2


def _over_collection(edits: Edits, slot: Slot, node: Node, value: Plain) -> None:
    """Over a list or map in lines: those lines go, with the comments in them."""
    stop = edits.lines.end(node.end)
    written = emitting.inline(value)
    same = isinstance(value, dict if node.kind == "map" else list)
    if node.start <= edits.lines.end(slot.head):
        if written is None and isinstance(value, str):
            written = scalars.literal(value, slot.column)
        column = node.mark.column if same else slot.column + 2
        edits.edit_to_end(node.start, stop, written if written is not None else _block(edits, value, column))
        return
    top = edits.lines.end_before(edits.lines.start(node.start))
    if written is not None:
        edits.edit(slot.head, slot.head, " " + written)
        edits.raw(top, stop, "")
    elif isinstance(value, str):
        header, body = scalars.literal(value, slot.column, edits.style.step).split("\n", 1)
        edits.edit(slot.head, slot.head, " " + header)
        edits.edit_to_end(top, stop, "\n" + body)
    else:
        edits.edit_to_end(top, stop, _below(edits, slot, value, node.mark.column if same else None))
