"""English verbs by their forms, as far as factual prose needs them.

Only what is here is taken for a verb: a question is turned round a verb or not at all.
"""

from __future__ import annotations

REGULAR = """
accept achieve acquire add adopt affect agree aim allow announce appear apply argue arrive ask
assume attack attract avoid base believe belong call carry cause celebrate change charge claim
close collect combine compare complete compose concern conclude confirm connect conquer consider
consist consume contain continue control convert cool cover create decide declare decline decrease
deliver demand deny depend describe design destroy detect determine develop die discover divide
double drop earn elect employ enable encourage end enjoy enter establish estimate exceed expand
expect explain export express extend face fail finance finish fire follow force form found function
gain generate govern grant guarantee handle happen heat help hold host identify import improve
include increase inform inhabit inspire install introduce invade invent invest invite involve issue
join jump kill lack last launch limit link list live load locate look lower maintain manage mark
measure mention migrate mine move name need note observe obtain occupy occur offer open operate
order organise organize own participate pass perform persuade place plan play point possess predict
prefer prepare present preserve prevent produce promise propose protect prove provide publish
pull purchase pursue raise range reach receive recommend record reduce refer refine reflect refuse
regard reject relate release rely remain remove repeat replace report represent require rescue
resign restore result retain retire return reveal rise rule save score search separate serve settle
share ship shock show sign signal solve specialise specialize stand start state stay stem stop store
study succeed suffer suggest supply support survive talk target test tie trade train transfer
transform travel treat triple try turn unite unveil use vary visit vote walk want warn waste watch
weigh win work
""".split()
IRREGULAR = {
    "be": "was",
    "beat": "beat beaten",
    "become": "became",
    "begin": "began",
    "break": "broke",
    "bring": "brought",
    "build": "built",
    "burn": "burnt",
    "buy": "bought",
    "catch": "caught",
    "choose": "chose",
    "come": "came",
    "cost": "cost",
    "cut": "cut",
    "draw": "drew",
    "drive": "drove",
    "fall": "fell",
    "feed": "fed",
    "fight": "fought",
    "find": "found",
    "fly": "flew",
    "forbid": "forbade",
    "gather": "gathered",
    "get": "got",
    "give": "gave",
    "go": "went",
    "grow": "grew",
    "hit": "hit",
    "hold": "held",
    "keep": "kept",
    "know": "knew",
    "lay": "laid",
    "lead": "led",
    "learn": "learnt",
    "leave": "left",
    "lend": "lent",
    "lie": "lay",
    "lose": "lost",
    "make": "made",
    "mean": "meant",
    "meet": "met",
    "overtake": "overtook",
    "pay": "paid",
    "put": "put",
    "read": "read",
    "rise": "rose",
    "run": "ran",
    "say": "said",
    "see": "saw",
    "sell": "sold",
    "send": "sent",
    "set": "set",
    "shrink": "shrank",
    "sink": "sank",
    "speak": "spoke",
    "spend": "spent",
    "spread": "spread",
    "stand": "stood",
    "take": "took",
    "teach": "taught",
    "tell": "told",
    "think": "thought",
    "throw": "threw",
    "understand": "understood",
    "win": "won",
    "write": "wrote",
}
DOUBLING = frozenset("drop plan ship stop stem prefer refer control occur permit".split())
AUXILIARIES = frozenset(
    "is are was were has have had will would can could may might must should".split()
)
SINGLE = frozenset(("sing", "split", "quit"))


def _past(base: str) -> str:
    if base.endswith("e"):
        return f"{base}d"
    if base.endswith("y") and base[-2] not in "aeiou":
        return f"{base[:-1]}ied"
    return f"{base}{base[-1]}ed" if base in DOUBLING else f"{base}ed"


def _third(base: str) -> str:
    if base.endswith("y") and base[-2] not in "aeiou":
        return f"{base[:-1]}ies"
    return f"{base}es" if base.endswith(("s", "x", "ch", "sh", "o")) else f"{base}s"


PAST = {_past(base): base for base in REGULAR if base not in IRREGULAR} | {
    form: base for base, forms in IRREGULAR.items() if base != "be" for form in forms.split()
}
"""Simple past to base."""
THIRD = {_third(base): base for base in {*REGULAR, *IRREGULAR} - {"be"}}
"""Third person to base."""
