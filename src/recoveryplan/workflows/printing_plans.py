"""The plans that pages are made from: which files are meant, and one of them read as `check FILE` reads it."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from recoveryplan import home as names
from recoveryplan.errors import CannotNow, ContentProblem, RecoveryPlanError
from recoveryplan.storage import files
from recoveryplan.storage.folder import KNOWN_FILES, KNOWN_FOLDERS, Home
from recoveryplan.wording import printing as words

ENDINGS = (".yaml", ".yml")
"""How the name of a plan file ends."""


class Named(NamedTuple):
    """The plan files meant, each once and in order, and what there is to say of the rest, a line each."""

    paths: tuple[str, ...]
    remarks: tuple[str, ...]
    empty: bool


def named(given: Sequence[str]) -> Named:
    """The plan files behind what was named: a file, the home of a person, or a folder of plans.

    ``empty``: a folder has no plan in it. Raises CannotNow for a folder that can not be looked into.
    """
    found: dict[str, str] = {}
    remarks: list[str] = []
    empty = False
    for one in given:
        inside = list(_inside(one))
        if not inside:
            remarks.append(f"{files.shown(one)}: {words.NO_PLANS_IN}")
            empty = True
        for path in inside:
            real = os.path.realpath(path)
            remarks += [f"{files.shown(path)}: {words.TWICE}"] if real in found else []
            found.setdefault(real, path)
    return Named(tuple(found.values()), tuple(dict.fromkeys(remarks)), empty)


def _inside(given: str) -> Iterator[str]:
    if not os.path.isdir(given):
        yield given
    elif _is_home(given):
        yield os.path.join(given, names.PLAN)
    else:
        for name in files.names_in(given):
            path = os.path.join(given, name)
            if name.endswith(ENDINGS) and not name.startswith(".") and not os.path.isdir(path):
                yield path


def _is_home(folder: str) -> bool:
    """Whether this program keeps a plan there: other files that end like a plan are none then."""
    beside = KNOWN_FOLDERS | KNOWN_FILES - {names.PLAN}
    return os.path.isfile(os.path.join(folder, names.PLAN)) and any(
        os.path.exists(os.path.join(folder, name)) for name in beside
    )


def is_lost_in(home: Home, folder: str) -> bool:
    """Whether pages in this folder would lie in the home, where nothing that looks after it knows them as pages."""
    real, inside = os.path.realpath(folder), os.path.realpath(home.path)
    return real != os.path.realpath(home.worksheets) and os.path.join(real, "").startswith(os.path.join(inside, ""))


def own(home: Home) -> dict[str, Any] | None:
    """The tree of the plan in the home, or None. Raises ContentProblem."""
    from recoveryplan.workflows import reading

    loaded = reading.plan(home)
    return loaded.tree if loaded else None


def wishes(home: Home) -> tuple[str | None, str | None]:
    """The paper and the country of the plan in the home, for pages that nothing else of it is on; None where unsaid."""
    from recoveryplan.plan.tree import value

    try:
        tree = own(home) or {}
    except RecoveryPlanError:  # an empty page does not wait for a plan to be mended
        return None, None
    paper, country = (value(tree, f"preferences.{name}") for name in ("paper", "country"))
    return str(paper) if paper else None, str(country) if country else None


def load(path: str) -> dict[str, Any]:
    """The tree of a plan file in today's format; nothing is written. Raises CannotNow, ContentProblem by line."""
    from recoveryplan.plan import loading
    from recoveryplan.workflows import reading
    from recoveryplan.yamlfile import read

    shown = files.shown(path)
    data = files.read_file(os.path.abspath(path))
    if data is None:
        raise CannotNow(f"{shown}: {words.NO_FILE}")
    try:
        return loading.dump(reading.typed(read(data, shown)))
    except ContentProblem as error:
        # Many plans may need something: what is true of one run alone is not said of each.
        raise ContentProblem(error.problems) from None
