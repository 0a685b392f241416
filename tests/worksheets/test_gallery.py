"""docs/worksheets.md shows every sheet as it is. RECOVERYPLAN_UPDATE_GOLDEN=1 draws and writes it anew."""

from __future__ import annotations

import json
import os
import struct

from recoveryplan.worksheets import declared
from worksheets import gallery

UPDATE = os.environ.get("RECOVERYPLAN_UPDATE_GOLDEN") == "1"
ANEW = "look at it, then run with RECOVERYPLAN_UPDATE_GOLDEN=1"


def test_the_page_tells_of_every_sheet() -> None:
    before, _, rest = gallery.PAGE.read_text("utf-8").partition(gallery.BEGIN)
    shown, mark, after = rest.partition(gallery.END)
    assert mark
    if UPDATE:
        shown = gallery.text()
        gallery.PAGE.write_text(before + gallery.BEGIN + shown + gallery.END + after, "utf-8", newline="\n")
    assert shown == gallery.text(), f"docs/worksheets.md changed; {ANEW}"


def test_each_picture_is_of_the_sheet_as_it_is_now() -> None:
    digests = {name: gallery.digest(name) for name in declared.names()}
    if UPDATE:
        for name in declared.names():
            (gallery.PICTURES / f"{name}.png").write_bytes(gallery.picture(name))
        gallery.DRAWN_OF.write_text(json.dumps(digests, indent=1) + "\n", "utf-8", newline="\n")
    assert json.loads(gallery.DRAWN_OF.read_text("utf-8")) == digests, f"a sheet changed; {ANEW}"


def test_no_picture_is_missing_or_left_over() -> None:
    found = sorted(path.name for path in gallery.PICTURES.glob("*.png"))
    assert found == sorted(f"{name}.png" for name in declared.names())
    for name in found:
        width, height = struct.unpack(">II", (gallery.PICTURES / name).read_bytes()[16:24])
        assert 300 < width < height < 600
