"""The program as tests start it: the real one, with other questions or a planted mistake where a test asks for it.

``RECOVERYPLAN_TEST_QUESTIONS`` names a file of questions, or several. ``RECOVERYPLAN_TEST_PLANT`` names one of the
mistakes below.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Mapping
from typing import Any

from recoveryplan.__main__ import main
from recoveryplan.interview import definitions
from recoveryplan.interview.questions import Questionnaire
from recoveryplan.storage.drafts import Draft
from recoveryplan.workflows import asking, knowledge


def save_at_the_end() -> None:
    """Answers stay in memory and are written when the interview is over, as most programs do it."""
    write, finish = Draft.append, Draft.close
    kept: list[Mapping[str, object]] = []

    def close(self: Draft) -> None:
        while kept and self._handle >= 0:
            write(self, kept.pop(0))
        finish(self)

    Draft.append = lambda self, event: kept.append(event)  # type: ignore[method-assign]
    Draft.close = close  # type: ignore[method-assign]


def save_one_late() -> None:
    """Each answer is written when the next one comes."""
    write = Draft.append
    kept: list[Mapping[str, object]] = []

    def append(self: Draft, event: Mapping[str, object]) -> None:
        kept.append(event)
        while len(kept) > 1:
            write(self, kept.pop(0))

    Draft.append = append  # type: ignore[method-assign]


def only_whole_things() -> None:
    """The fields of a person are written together, when the last one is there."""
    write = Draft.append
    kept: list[Mapping[str, Any]] = []

    def append(self: Draft, event: Mapping[str, Any]) -> None:
        group = "/".join(str(event.get("k")).split("/")[:2])
        if kept and not str(kept[0].get("k")).startswith(group):
            while kept:
                write(self, kept.pop(0))
        kept.append(event)

    Draft.append = append  # type: ignore[method-assign]


def long_text_at_its_end() -> None:
    """The lines of a long text are written when it is complete."""
    asking.Sitting._keep_part = lambda self, step, so_far: None  # type: ignore[method-assign]


def draft_not_put_away() -> None:
    """The draft does not know of its save, and the power goes between the save and its being put away.

    The program ends itself there: to be killed in that moment from outside is a race that a busy machine loses.
    """
    Draft.about_to_save = lambda self, version, digest: None  # type: ignore[method-assign]
    Draft.finish = lambda self: os.kill(os.getpid(), signal.SIGKILL)  # type: ignore[method-assign]


PLANTS: dict[str, Callable[[], None]] = {
    one.__name__: one
    for one in (save_at_the_end, save_one_late, only_whole_things, long_text_at_its_end, draft_not_put_away)
}


def questions_in(paths: str) -> Questionnaire:
    """The questionnaire in some files, with the system's sign between their paths."""
    files = []
    for path in paths.split(os.pathsep):
        with open(path, "rb") as file:
            files.append((os.path.basename(path), file.read()))
    return definitions.load(files, knowledge.vocabulary())


def _other_questions(paths: str) -> None:
    made = questions_in(paths)
    knowledge.questionnaire = lambda: made


if __name__ == "__main__":
    if "RECOVERYPLAN_TEST_PLANT" in os.environ:
        PLANTS[os.environ["RECOVERYPLAN_TEST_PLANT"]]()
    if "RECOVERYPLAN_TEST_QUESTIONS" in os.environ:
        _other_questions(os.environ["RECOVERYPLAN_TEST_QUESTIONS"])
    sys.argv[0] = "recoveryplan"
    main()
