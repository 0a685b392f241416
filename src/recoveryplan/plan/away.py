"""Whom and what a person keeps away from: a name on that list stands on no page, calendar or screen of trends.

The list is written by hand: "my ex rob", "Zoë O'Neil", "the guys from Joe's Bar". Every word in it that is no common
one counts as a name, however it is written. Where that is too much, some words are not quoted; too little would name
somebody.
"""

from __future__ import annotations

import re
import unicodedata

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import Any

_BETWEEN = re.compile(r"[\s,;:/\\()\[\]{}\"“”„«».…!?&+<>|=*#–—-]+")
_APOSTROPHES = dict.fromkeys(map(ord, "'’‘ʼ`´"))
_LETTER = r"[^\W\d_]"

_COMMON_WORDS = """
a about above across after again all alone along also always am among an and another any anybody anyone anything are
around as at away back bad be because been before behind below beside best better between big both but by call called
calls came can cant come comes could dead did do does doesnt dont down drink drinks each either else enough even ever
every everybody everyone everything far few first for former friendly from front gave get gets give gives go goes
going gone good got had half has have he hell her here hers herself hes him himself his hit hits hold home how hurt
hurts if in inside into is isnt it its just keep keeps kept knew know known knows last late later least leave left
less let like live lived lives long look lot made make makes many me mean met might mine more most much must my myself
near never new next nice no nobody none nor not nothing now of off often old older on once one only or other others
our ours out over own owe owes party parties past people person place places put ran really right room said same saw
say says see sell sells sent several shares she should since so some somebody someone something sometimes still stop
such take takes tell than that the their them then there these they thing things think this those though three through
till to together told too took top two under until up us use used uses using very want wants was way we well went were
what whatever when where which while who whoever whole whom whose why with without work worked working works would yes
yet you younger your acquaintance aunt auntie baby band barman bartender boss boy boyfriend boyfriends boys bro
brother brothers buddies buddy bunch bully child children clan classmate classmates colleague colleagues company
contact contacts cousin cousins coworker coworkers crew crowd customer customers dad daddy date dates daughter
daughters dealer dealers drinker drinkers drinking drug drugs employer enemies enemy ex exes family father fella
fellow fiance fiancee flatmate flatmates folk folks friend friends gang gangs girl girlfriend girlfriends girls gran
granddad grandma grandpa granny group groups guys housemate housemates husband husbands inlaws kid kids landlord lad
lads ladies lady lover lovers man mate mates member members men mob mom mother mum mummy neighbor neighbors neighbour
neighbours nephew niece pal pals parent parents partner partners pimp pusher relative relatives roommate roommates
seller sellers sibling siblings sister sisters son sons stepdad stepfather stepmother stepmum supplier suppliers team
teammate teammates uncle wife wives woman women worker workers angry controlling dangerous high rude sick sober
stalker toxic violent apartment apartments area bank bar bars beach bench block bookies bridge building bus cafe camp
car casino center centre church city clinic club clubs corner corners court door downstairs driver east estate flat
flats gym hall harbor harbour hospital hostel hotel house houses job jail kitchen lane library liquor mall market
motel north office opposite park parking prison pub pubs rehab restaurant river road school shelter shop shops side
site south spot square station store stores street streets studio suburb subway supermarket town train university
upstairs village west yard day days evening evenings friday fridays holiday midnight monday mondays month months
morning night nights noon saturday saturdays sunday sundays thursday thursdays today tomorrow tuesday tuesdays
wednesday wednesdays week weekend weekends weeks year years yesterday account app apps beer blue booze chat cocaine
coke email facebook game games gambling green grindr heroin instagram internet message messages money number online
phone pills poker porn profile red reddit smoke snapchat telegram text texts tinder tiktok twitter weed whatsapp white
wine black brown
"""
_COMMON = frozenset(_COMMON_WORDS.split())
"""Words that name nobody: small words, kin and roles, kinds of places. None of them is a given name."""

_COMMON_IF_SMALL = frozenset({"will", "may", "guy"})
"""Given names only with a capital letter, or at the end ("my ex will")."""


class Away:
    """Tells which words name somebody or some place of the keep-distance list."""

    __slots__ = ("_pattern",)

    def __init__(self, tree: Mapping[str, Any]) -> None:
        listed = tree.get("keep_distance")
        who = [str(one.get("who") or "") for one in listed or [] if isinstance(one, dict)]
        names = dict.fromkeys(name for one in who for name in _names(one))
        self._pattern = re.compile("|".join(map(_as_written, names)) if names else r"(?!)")

    def named_in(self, words: str) -> bool:
        """Whether the words name one of them, in capitals or not, with accents or without."""
        return bool(self._pattern.search(_folded(words)))


def _names(who: str) -> Iterator[str]:
    """The whole of what was written, and each word in it that may be a name; as ``_folded`` writes them."""
    if whole := _folded(who):
        yield whole
    words = [word for part in _BETWEEN.split(who) if (word := part.strip("@_'’"))]
    for number, word in enumerate(words):
        if _is_name(word, number == len(words) - 1):
            yield _folded(word)
            if owner := re.match(r"(.{2,})['’]s\Z", word, re.DOTALL):
                yield _folded(owner[1])


def _is_name(word: str, last: bool) -> bool:
    plain = _folded(word)
    letters = sum(letter.isalpha() for letter in plain)
    if plain in _COMMON or letters < (3 if word.islower() else 2):
        return False
    return last or not word.islower() or plain not in _COMMON_IF_SMALL


def _as_written(name: str) -> str:
    """A pattern for a name: beside it stands no letter but an s. Where letters have no case, words may not be apart."""
    found = re.escape(name)
    if any(letter.isalpha() and letter.upper() == letter for letter in name):
        return found
    return rf"(?<!{_LETTER}){found}s?(?!{_LETTER})"


def _folded(words: str) -> str:
    """Small letters without accents and apostrophes, and one blank between words."""
    bare = unicodedata.normalize("NFKD", words.translate(_APOSTROPHES).casefold())
    return " ".join("".join(letter for letter in bare if not unicodedata.combining(letter)).split())
