"""The plan on a disk: how it stands, its versions, saving the next one, and removing everything.

What only a changing command needs is loaded on first use, so that reading costs next to nothing.
"""

from __future__ import annotations

from recoveryplan.storage.cards import write_card
from recoveryplan.storage.files import digest
from recoveryplan.storage.standing import Stored, history, newest_kept, read, version_bytes, version_problem
from recoveryplan.storage.versions import Entry

TYPE_CHECKING = False
if TYPE_CHECKING:
    from recoveryplan.storage.aside import keep_text
    from recoveryplan.storage.removal import Found, delete_all, survey
    from recoveryplan.storage.saving import BY_HAND, PUT_BACK, Session, commit, record_name

__all__ = [
    "BY_HAND",
    "PUT_BACK",
    "Entry",
    "Found",
    "Session",
    "Stored",
    "commit",
    "delete_all",
    "digest",
    "history",
    "keep_text",
    "newest_kept",
    "read",
    "record_name",
    "survey",
    "version_bytes",
    "version_problem",
    "write_card",
]

_HOMES = {"keep_text": "aside", "Found": "removal", "delete_all": "removal", "survey": "removal"}


def __getattr__(name: str) -> object:
    if name not in __all__:
        raise AttributeError(name)
    module = f"recoveryplan.storage.{_HOMES.get(name, 'saving')}"
    value: object = getattr(__import__(module, fromlist=[name]), name)
    globals()[name] = value
    return value
