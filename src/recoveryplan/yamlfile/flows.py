"""Edits inside brackets: ``[a, b]`` and ``{a: b}``."""

from __future__ import annotations

from recoveryplan.yamlfile import emitting
from recoveryplan.yamlfile.edits import CannotSplice, Slot
from recoveryplan.yamlfile.matching import align, staying
from recoveryplan.yamlfile.nodes import Node, Path, Plain, plain

TYPE_CHECKING = False
if TYPE_CHECKING:
    from recoveryplan.yamlfile.splicing import Splicer


def edit_map(
    splicer: Splicer, node: Node, keys: list[str], before: dict[str, Plain], after: dict[str, Plain], path: Path
) -> None:
    """Edits for a map in brackets."""
    if splicer.text[node.start] != "{":
        raise CannotSplice
    names = list(node.entries)
    parts: list[int | str] = []
    for key in keys:
        if key not in node.entries:
            parts.append(f"{emitting.key(key, flow=True)}: {emitting.flow(after[key])}")
            continue
        parts.append(names.index(key))
        if key in after and (key not in before or before[key] != after[key]):
            slot = Slot(splicer.colon(node.keys[key]), node.mark.column, flow=True)
            was = before[key] if key in before else plain(node.entries[key])
            splicer.value(slot, node.entries[key], was, after[key], (*path, key))
    units = [(node.keys[key].start, max(value.end, node.keys[key].end)) for key, value in node.entries.items()]
    _arrange(splicer, units, parts)


def edit_list(splicer: Splicer, node: Node, before: list[Plain], after: list[Plain], path: Path) -> None:
    """Edits for a list in brackets."""
    places = align(before, after)
    stay = staying([at for at in places if at is not None])
    parts: list[int | str] = []
    for item, at in zip(after, places, strict=True):
        if at is None:
            parts.append(emitting.flow(item))
        elif at in stay:
            parts.append(at)
            slot = Slot(node.items[at].start, node.mark.column, flow=True)
            splicer.value(slot, node.items[at], before[at], item, (*path, at))
        elif before[at] == item:
            parts.append(splicer.text[node.items[at].start : node.items[at].end])
        else:
            raise CannotSplice
    _arrange(splicer, [(item.start, item.end) for item in node.items], parts)


def _arrange(splicer: Splicer, units: list[tuple[int, int]], parts: list[int | str]) -> None:
    """Puts new parts (texts) between the units that stay (their numbers), and takes out the other units."""
    kept = [part for part in parts if isinstance(part, int)]
    if not kept:
        raise CannotSplice
    anchor: int | None = None
    for part in parts:
        if isinstance(part, int):
            anchor = part
        elif anchor is None:
            splicer.edit(units[kept[0]][0], units[kept[0]][0], part + ", ")
        else:
            splicer.edit(units[anchor][1], units[anchor][1], ", " + part)
    for at, (start, end) in enumerate(units):
        if at in kept:
            continue
        gap = (start, units[at + 1][0]) if at < kept[0] else (units[at - 1][1], end)
        if "#" in splicer.text[gap[0] : start] + splicer.text[end : gap[1]]:
            raise CannotSplice
        splicer.raw(*gap, "")
