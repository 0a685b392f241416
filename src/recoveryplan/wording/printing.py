"""What `worksheet` says: what is ready, what stayed off a page, and what it could not do."""

from __future__ import annotations

import re

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

NO_PDF = (
    "A PDF needs one more piece of software, which is not installed here.",
    'This installs it: pip install "recoveryplan[pdf]"',
    "A web page works without it: `--format html`.",
)
NO_SHEET = "There is no sheet of that name."
PLAN_UNNAMED = ("`--plan` was given no file.", "Name a plan file, or a folder of them.")
NO_LINES_ON_IT = "No country is known, so this has no help lines. `--country US` would put those of the US on it."
COPIES_ARE_BLANK = (
    "Only empty pages can be made many times, with a number on each.",
    "Type `--blank --copies 30`, or leave `--copies` out.",
)
COPIES_COUNT = ("That number of copies is not one I can make.", "You could choose one from 1 to 999.")
MERGE_IS_PDF = ("Only PDF pages can go into one file.", "Type `--format pdf --merge`, or leave `--merge` out.")
BLANK_OR_PLAN = (
    "An empty page needs no plan.",
    "Leave out `--blank` to print the plans, or leave out the plans to print empty pages.",
)
NO_PLAN_YET = (
    "There is no plan yet. `recoveryplan worksheet --blank` makes the page empty, to fill in by hand.",
    "`recoveryplan new` makes a plan, or goes on with one you began.",
)
ONLY_FACILITATOR = "There is no plan yet, so this is the page for the person who leads. `--blank` adds the empty sheet."
NO_FILE = "There is no such file."
NO_PLANS_IN = "There is no plan file in this folder."
TWICE = "This file was named more than once. Its pages are made once."
OUR_MISTAKE = "Something went wrong inside recoveryplan at this plan. This is our mistake. Its pages are left out."
INSIDE_HOME = (
    "That folder is inside the one where your plan is kept. I would not know the pages as mine there.",
    "Please name a folder outside of it. Or leave out `-o`: then they go beside your other pages.",
)
FILE_IS_HERE = "There is a file here already."
OVER = "`--yes` writes over it."
HELPER_GONE = (
    "A helper of this run was ended from outside. The pages made so far are whole.",
    "Make some room in memory, or type RECOVERYPLAN_JOBS=1 in front of the command.",
)

_READY = {
    "html": "Your page is ready. Open it in a web browser, then print it:",
    "md": "Your page is ready, as text:",
    "pdf": "Your page is ready. Open it, then print it at 100 percent:",
}
_EMPTY = {
    "html": "An empty page is ready, to fill in by hand. Open it in a web browser, then print it:",
    "md": "An empty page is ready, as text:",
    "pdf": "An empty page is ready, to fill in by hand. Open it, then print it at 100 percent:",
}


def no_sheet(name: str) -> str:
    """Said of a name that no sheet has."""
    return (
        f"There is no sheet named {name}." if re.fullmatch(r"[a-z-]{1,30}", name) else "There is no sheet of that name."
    )


def older(names: Sequence[str]) -> str:
    """Said of numbered pages of a run before, which may be of another plan than their number says now."""
    some = ", ".join(names[:3]) + (" and more" if len(names) > 3 else "")
    return f"Older pages are in this folder too: {some}. Their numbers may stand for other plans."


def one(format_: str, blank: bool) -> str:
    """Said above the path of one page."""
    return (_EMPTY if blank else _READY)[format_]


OPEN_HOW = {
    "html": "Open one in a web browser, then print it.",
    "md": "They are plain text.",
    "pdf": "Open one, then print it at 100 percent.",
}
FIRST = "The first one is:"
WHICH_PLAN = "The number in a file's name stands for a plan. The list is only here, so you could note it down:"
WHICH_ORDER = "The plans stand in the file in this order:"
LEFT_OUT = "left out, see above"

LEFT_OFF_DANGER = (
    "Some own words are left off the pages. If the wrong person found them, they could put someone in danger. "
    "The plan file has them."
)


def takes(minutes: int) -> str:
    """How long a sheet takes, beside its name."""
    return f"about {minutes} minutes"


LIST_HOW = (
    "`recoveryplan worksheet NAME` makes one of them, filled from your plan. With `--blank` it is empty. "
    "`recoveryplan worksheet all` makes every one."
)


def did_you_mean(names: list[str]) -> str:
    """A name that is close to the one typed."""
    return f"Did you mean {' or '.join(names)}?"


def there_are(names: list[str]) -> str:
    """All names of sheets."""
    return f"There are: {', '.join(names)}, and all of them: all."


FAMILY_OFF = "You keep family private, so no page names them. `recoveryplan show` has everyone."
AWAY_OFF = (
    "People you keep away from stand on no page as helpers or in a role. Your own words about them stay. "
    "`recoveryplan show` has everyone."
)
OTHERS_FAMILY_OFF = "Family is kept private in a plan, so no page of it names them. The plan file has everyone."
OTHERS_AWAY_OFF = (
    "People to keep away from stand on no page as helpers or in a role. Own words about them stay. "
    "The plan file has everyone."
)


def seen_by_others(lines: int) -> str:
    """Said when own words stay off a page that others may see."""
    what = "One line of own words" if lines == 1 else f"{lines} lines of own words"
    why = "It names a substance, or tells" if lines == 1 else "They name a substance, or tell"
    return f"{what} stayed off, on pages that others may see. {why} of using. The whole plan on paper has all of it."


def away_seen_by_others(lines: int) -> str:
    """Said when own words that name whom the person keeps away from stay off such a page."""
    what = "One line names" if lines == 1 else f"{lines} lines name"
    return f"{what} who or what is to be kept away from. Pages that others may see are without that."


def cut_short(names: int) -> str:
    """Said when the name of a person would name a substance on such a page."""
    what = "The name of a person is" if names == 1 else f"The names of {names} people are"
    return f"{what} cut short, on pages that others may see. In full, that could tell of a substance."


def ready(pages: int, format_: str, blank: bool) -> str:
    """Said above the paths, or above the folder, of several pages."""
    what = "empty pages are" if blank else "pages are"
    return f"{pages} {what} ready. {OPEN_HOW[format_]}"


def merged(pages: int) -> str:
    """Said above the path of one file with several sheets in it."""
    return f"One file with {pages} sheets is ready. Open it, then print it at 100 percent:"


IN_FOLDER = "They are in this folder:"


def bad_plans(number: int, pages: int) -> str:
    """Said at the end when pages of some plans could not be made."""
    rest = "The rest is done." if pages else "No page was made."
    if number == 1:
        return f"One plan needs a look first, as said above. Its pages are left out. {rest}"
    return f"{number} plans need a look first, as said above. Their pages are left out. {rest}"


def written_before(pages: int) -> str:
    """Said when a run had to stop: what is there already."""
    return f"{pages} {'page was' if pages == 1 else 'pages were'} made before this, and kept."


def files_are_here(more: int) -> str:
    """How many more of the files are there already."""
    return f"{FILE_IS_HERE} So {'is one more' if more == 1 else f'are {more} more'} of them."


def signs(found: list[str]) -> str:
    """Signs that the fonts can not draw; a few of them."""
    few = " ".join(found[:8])
    what = f"this sign: {few}" if len(found) == 1 else f"{len(found)} signs, such as {few}"
    return f"A PDF can not draw {what}. Its name stands there, in brackets. `--format html` shows it as it is."


def so_far(done: int, pages: int) -> str:
    """Said from time to time while many pages are made."""
    return f"{done} of {pages} pages are made."


MAKING = "Making pages"
MAKING_ONE = "Making pages. Last, they go into one file"
