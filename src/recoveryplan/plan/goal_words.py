"""The words in which people say how much, by when, and done or not: patterns for `smart`, over plain lower-case text.

Each stands for whole words. They are texts, compiled when a goal is first looked at: a start of the program that
looks at none does not pay for them.
"""

from __future__ import annotations


def _any(words: str) -> str:
    """Any of the words or phrases between bars; they may stand over several lines."""
    return "(?:" + " ".join(words.split()).replace(" | ", "|") + ")"


def _whole(*patterns: str) -> str:
    return rf"(?<!\w)(?:{'|'.join(patterns)})(?!\w)"


_COUNT = _any(
    r"""\d[\d,.]*\w{0,2} | one | two | three | four | five | six | seven | eight | nine | ten | eleven | twelve
    | fourteen | fifteen | twenty | thirty | forty | fifty | sixty | ninety | hundred | once | twice | half
    | a couple of | several"""
)
_LONG = _any("days? | nights? | weeks? | weekends? | months? | years? | summer | winter | semester | term")
_UNIT = _any(f"{_LONG} | minutes? | hours? | mornings? | afternoons? | evenings? | times? | sessions? | meetings?")
_DAY = "(?:mon|tues|wednes|thurs|fri|satur|sun)day"
_NOT_EVERY = "".join(f"(?<!{word} )" for word in ("each", "every", "on", "a", "per", "of", "other"))

# --- by when, for how long ---

_MONTH = _any(
    """jan(?:uary)? | feb(?:ruary)? | mar(?:ch)? | apr(?:il)? | may | june? | july? | aug(?:ust)? | sept?(?:ember)?
    | oct(?:ober)? | nov(?:ember)? | dec(?:ember)?"""
)
_SEASON = _any(
    """spring | summer | autumn | fall | winter | christmas | easter | thanksgiving | ramadan | eid | hanukkah
    | halloween | diwali | new year"""
)
_NTH = r"\d{1,2}(?:st|nd|rd|th)?"
_DATE = _any(
    rf"""\d{{4}}-\d{{2}}-\d{{2}} | \d{{1,2}}[/.]\d{{1,2}}(?:[/.]\d{{2,4}})? | 20\d\d | the \d{{1,2}}(?:st|nd|rd|th)
    | {_NTH} (?:of )?{_MONTH} | {_MONTH}(?: {_NTH})?"""
)
_EVENT = _any(
    """birthday | wedding | baby | court | hearing | trial | anniversary | graduation | surgery | operation
    | holidays? | vacation | school | semester | term | season | visit | appointment | review | release | parole
    | probation | move | trip | race | date | day | week | weekend | month | year"""
)
_WHOSE = r"(?:(?:my|our|the|his|her|their|this|next|\w+'s) ){0,2}"
_UP_TO = _any("by | before | until | till?")
_AT = _any(f"{_UP_TO} | in | on | from | since | starting | this | next | all | end of | through")
_PART_OF = _any("the | early | late | mid | my | next | this | end of | start of | middle of")
_WITHIN = _any("in | within | for | over | during | after")
_COMING = r"(?:about |at least )?(?:the )?(?:next |coming |whole |rest of the )*"

TIME = _whole(
    rf"{_AT} (?:{_PART_OF} )*(?:{_DATE}|{_SEASON})(?!\w)(?!\s?(?:am|pm|:))",
    r"\d{4}-\d{2}-\d{2}",
    rf"{_UP_TO} {_WHOSE}(?:\w+ ){{0,2}}{_WHOSE}{_EVENT}",
    "by the time|before i (?:turn|am)",
    rf"(?:by|until|till?|on|this|next) {_DAY}",
    rf"{_NOT_EVERY}{_DAY}",
    rf"{_WITHIN} {_COMING}(?:{_COUNT} |a |an |another )?(?:full |more )?{_LONG}",
    rf"(?:this|next|the rest of the|the whole|all) (?:coming )?{_LONG}",
    rf"{_COUNT} {_LONG} from now",
    "today|tonight|tomorrow|right now",
)
"""By when, or for how long."""

SPAN = _whole(rf"{_COUNT} {_LONG} {_any('in a row | straight | running | sober | without | off | free')}")
"""A stretch of time that is itself the goal: its measure and its end."""

# --- how one will know ---

MEASURE = _whole(
    _COUNT,
    rf"(?:each|every|per) (?:other |single |second )?(?:{_UNIT}|{_DAY}|meal)",
    rf"(?<!in )(?<!within )(?<!for )(?<!by )a {_UNIT}",
    "daily|nightly|weekly|monthly|yearly",
    f"{_DAY}s|(?:on |to |only )+weekends?|mornings|evenings|nights",
)
"""How much, or how often."""

_A = "(?:a|an|my|the)"
_ONCE = _any(
    f"""finish | complete | pass | graduate | enroll? | sign up | register | apply | book | schedule | join | buy | sell
    | renew | return | make an appointment | pay off | pay back | pay my | move (?:in|into|out|to) | run {_A}
    | start (?:{_A}|school|work|college) | open {_A} | write (?:{_A}|to) | call {_A} | ask (?:{_A}|for) | tell {_A}
    | meet (?:{_A}|with) | (?:find|get|land) (?:a|an|the|some|custody|into|hired) | get my(?! (?:life|self|act))
    | make it to | go (?:back )?to (?:court|college|school|university|detox)"""
)
_EXPERT = _any("doctor | dentist | nurse | therapist | counsell?or | lawyer | judge | psychiatrist | specialist")
_NOT_DOING = _any("no | not | never | without | stop | stopping | quit | quitting | give up | zero")
_LASTING = "(?:stay|keep|remain|hold|last)"

DONE_OR_NOT = _whole(
    _ONCE,
    rf"see {_A} {_EXPERT}",
    rf"{_NOT_DOING} \w+",
    rf"{_LASTING}(?!\w).{{0,60}}(?<!\w)for (?:the next )?(?:{_COUNT} |a |an )?{_LONG}",
)
"""What is done or not, not doing a thing, and staying for a time: one knows without a number."""

# --- too wide to see ---

_I_WANT = (
    r"(?:(?:i|my goal is|i'd) )?(?:(?:just )?(?:want|will|would like|like|need|wish|hope|try|plan) )?(?:to )?(?:keep )?"
)
_BE = _any("get | getting | be | being | feel | do | become | stay | live | have | eat | sleep | act | start")
_GOOD = _any(
    """better | well | good | great | healthy | healthier | happy | happier | ok | okay | fine | normal | strong
    | stronger | calm | calmer | right | fit | peace | confident | positive | present | stable | life | change | myself
    | help | goals?"""
)
_WHO = _any(
    """dad | father | mom | mum | mother | parent | person | man | woman | husband | wife | partner | son | daughter
    | brother | sister | friend | self | life | me | version of myself | again | person again"""
)
_WIDE = _any(
    rf"""(?:{_BE} ?)?(?:an? )?(?:more |much |a lot |less )?{_GOOD}(?: {_WHO})?
    | (?:change|improve|fix|turn|work on|better|find|love|save)
    (?:my ?self|my life|me|things|everything|peace|my life around|my health)
    | (?:get|put) (?:my (?:life|act|self)|it|things) (?:back|together|on track|back on track)
    | (?:be|feel|get) (?:less|more) \w+ | be there (?:more )?for (?:my )?\w+ | make (?:my )?\w+ proud
    | recover | heal | improve | move on | grow
    | (?:(?:have|build) )?a better (?:relationship|life)(?: with (?:my )?\w+)?"""
)
WIDE = rf"\W*{_I_WANT}{_WIDE}\W*(?:and\W*)?\Z"
"""A whole goal that nobody could see: a wish to be better, in any of its words."""

# --- stopping ---

_DRUGS = _any(
    """opioids? | opiates? | heroin | fentanyl | oxy\\w* | percocet | vicodin | norco | hydrocodone | codeine | tramadol
    | morphine | painkillers? | pills? | tablets? | benzos? | benzodiazepines? | xanax | valium | klonopin | rivotril
    | ativan | alprazolam | diazepam | lorazepam | clonazepam | temazepam | zopiclone | zolpidem | ambien | ghb
    | gabapentin | pregabalin | lyrica | baclofen | phenibut | kratom | dope | smack | gear
    | methadone | buprenorphine | suboxone | subutex | meds | medicines? | medication"""
)
_DRINK = _any("alcohol | booze | beers? | wine | vodka | whiske?y | liquor | spirits")
_TAKEN = f"(?:{_DRUGS}|{_DRINK}|drink\\w*|drugs?|everything)"
_MY = "(?:my |the |your )?(?:\\w+ )?"
_STOP = "(?:stop|stopping|quit|quitting)"
_NEVER = "never(?! miss| skip| forget| run)"
_LESSEN = _any(
    "cut | cutting | reduce | reducing | lower | lowering | halve | halving | skip | skipping | drop | dropping"
)
_HOW = _any(
    f"""it | now | today | tonight | tomorrow | alone | cold | completely | on my own | by myself | in one go
    | (?:all )?at once | on | by | for good | {_DAY}"""
)

STOPPING = _whole(
    r"cold turkey|detox\w*|dry out|(?:go|going|get|getting|be|being|stay|staying) (?:dry|sober|clean)",
    r"(?:wean|weaning|taper|tapering)(?: myself| me)? (?:off|down)",
    r"(?<!never )(?<!not )(?<!don't )"
    rf"{_LESSEN} (?:down |back )?(?:on |off )?{_MY}(?:{_DRUGS}|doses?)",
    rf"(?:take|taking|use|using) (?:less|fewer|half)(?: of)? {_MY}(?:{_DRUGS}|doses?)",
    rf"(?:{_STOP}|(?:give|giving) up|cut out|kick|kicking|taper|tapering|no more|{_NEVER})(?: \w+){{0,2}}? "
    rf"(?:{_TAKEN}|using|use|it all|all of it)",
    rf"(?:come|coming|get|getting|be|stay) off (?:\w+ ){{0,2}}(?:{_TAKEN}|it|stuff)",
    rf"{_STOP}(?: {_HOW})*(?=\W*(?:\Z|[,.;:]))",
)
"""Stopping to drink or use, or a medicine, or taking less of it; also ``stop Monday`` with no word for what."""

# --- drinking ---

DRINKING = _whole(
    rf"{_DRINK}|pints?|cocktails?|(?:cut|cutting) (?:down|back)",
    r"(?:drinks?|drinking)(?! (?:\w+ ){0,3}(?:water|tea|coffee|juice|milk))",
)
"""Some drinking, or less of it."""

NO_DRINK = _whole(r"no|not|never|none|zero|0|without|don't|won't|free|instead of|away from|skip")
"""Words that make of it a goal of not drinking."""
