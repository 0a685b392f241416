"""Going on with answers begun on another day, or starting anew: what `new` and `edit` share."""

from __future__ import annotations

from recoveryplan import wording
from recoveryplan.wording import Said

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any

    from recoveryplan.interview.prompts import Option, Prompter
    from recoveryplan.interview.questions import Questionnaire
    from recoveryplan.storage.drafts import Draft, Waiting
    from recoveryplan.storage.folder import Home
    from recoveryplan.workflows.reading import Loaded


def opened(
    home: Home, kind: str, before: Loaded | None, prompter: Prompter, fresh: Callable[[], Draft | None]
) -> Draft | None:
    """The draft to work on: the one that waits, if the person goes on with it, else a fresh one. None to leave."""
    from recoveryplan.storage import drafts

    waiting = drafts.find(home, kind)
    return _waiting(home, before, waiting, prompter, fresh) if waiting and waiting.events else fresh()


def _waiting(
    home: Home, before: Loaded | None, waiting: Waiting, prompter: Prompter, fresh: Callable[[], Draft | None]
) -> Draft | None:
    from recoveryplan.interview.prompts import Option
    from recoveryplan.storage.drafts import Draft

    options = (Option("on", wording.GO_ON), Option("over", wording.START_OVER))
    if _changed_since(waiting, before):
        prompter.show([Said(wording.PLAN_SINCE)])
    wish = chosen(prompter, "resume", wording.RESUME_ASK[waiting.kind], options, wording.RESUME_HELP)
    if not wish:
        return None
    draft = Draft.resume(home, waiting)
    if wish == "over":
        draft.set_aside()
        prompter.show([Said(wording.KEPT_ASIDE), Said(home.kept, "contact", 2)])
        return fresh()
    if draft.bad_lines:
        prompter.show([Said(wording.lost_lines(len(draft.bad_lines))), Said(draft.path, "contact", 2)])
    return draft


def _changed_since(waiting: Waiting, before: Loaded | None) -> bool:
    """Whether the plan is another one than the draft was begun on, also where it was changed by hand."""
    version, digest = (before.stored.version, before.stored.digest) if before else (0, "")
    return waiting.base_version != version or waiting.head.get("base_digest", digest) != digest


def start(home: Home, kind: str, before: Loaded | None, **more: object) -> Draft:
    """A fresh draft on the plan there is."""
    from recoveryplan import clock
    from recoveryplan.storage.drafts import Draft

    head: dict[str, Any] = {
        "base_version": before.stored.version if before else 0,
        "base_digest": before.stored.digest if before else "",
        "questionnaire": _questions(kind).version,
        "started": clock.stamp(),
    }
    return Draft.open_or_start(home, kind, head | more)


def _questions(kind: str) -> Questionnaire:
    from recoveryplan.workflows import knowledge

    return knowledge.record_questions(kind) if kind in knowledge.RECORDS else knowledge.questionnaire()


def chosen(
    prompter: Prompter, key: str, ask: str, options: tuple[Option, ...], help_: str = "", country: str | None = None
) -> str | None:
    """What was chosen at a question beside the interview; nothing for any way out, with a word where one may stand."""
    from recoveryplan.interview.prompts import Prompt
    from recoveryplan.workflows.beside import choose

    wish = choose(prompter, Prompt(key, "choice", ask, options=options, help=help_), lambda: country)
    if wish is None:
        prompter.show([Said(wording.NOTHING_CHANGED)])
    return wish or None


def told_saved(show: Callable[[Sequence[Said]], None], home: Home, version: int, recorded: int | None = None) -> None:
    """Say that a version was written, and that what was changed by hand was kept first."""
    if recorded:
        show([Said(wording.recorded_as(recorded))])
    show([Said(wording.saved_as(version), "heading"), Said(home.plan, "contact", 2)])
