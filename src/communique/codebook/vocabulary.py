"""The words that codebook files may use for slots, roles and codes of other ontologies."""

ROLES = frozenset(("initiator", "recipient", "place", "weapon", "none"))

SYNTACTIC_SLOTS = frozenset(
    ("subject", "object", "possessive", "modifier", "complement", "condition", "hit", "laid", "aim", "any")
)

PREPOSITIONS = frozenset(
    (
        *("aboard", "about", "above", "across", "after", "against", "along", "alongside", "amid", "among", "amongst"),
        *("around", "as", "at", "before", "behind", "below", "beneath", "beside", "besides", "between", "beyond", "by"),
        *("despite", "down", "during", "except", "for", "from", "in", "inside", "into", "involving", "like", "near"),
        *("of", "off", "on", "onto", "opposite", "out", "outside", "over", "past", "since", "targeting", "through"),
        *("throughout", "to", "toward", "towards", "under", "underneath", "until", "up", "upon", "using", "via"),
        *("with", "within", "without"),
    )
)

SLOTS = SYNTACTIC_SLOTS | PREPOSITIONS

SENSES = frozenset(("place", "armed", "state", "nonstate", "unarmed", "person", "actor", "government", "none"))
"""Classes that the coder resolves from the actors and places of the report, and ``none``: the slot is empty."""

ACLED = {
    "Battles": ("Government regains territory", "Non-state actor overtakes territory", "Armed clash"),
    "Protests": ("Excessive force against protesters", "Protest with intervention", "Peaceful protest"),
    "Riots": ("Violent demonstration", "Mob violence"),
    "Explosions/Remote violence": (
        *("Chemical weapon", "Air/drone strike", "Suicide bomb", "Shelling/artillery/missile attack"),
        *("Remote explosive/landmine/IED", "Grenade"),
    ),
    "Violence against civilians": ("Sexual violence", "Attack", "Abduction/forced disappearance"),
    "Strategic developments": (
        *("Agreement", "Arrests", "Change to group/activity", "Disrupted weapons use"),
        *("Headquarters or base established", "Looting/property destruction"),
        *("Non-violent transfer of territory", "Other"),
    ),
}
"""Event types and sub-event types of the ACLED codebook."""

PLOVER = {
    "AGREE": (),
    "CONSULT": ("visit", "third-party", "multilateral", "phone"),
    "SUPPORT": (),
    "CONCEDE": (),
    "COOPERATE": (),
    "AID": (),
    "RETREAT": ("withdraw", "release", "disarm", "ceasefire", "access", "resign"),
    "REQUEST": ("assist", "change", "yield", "meet"),
    "ACCUSE": ("disapprove", "investigate", "allege"),
    "REJECT": ("assist", "change", "yield", "meet"),
    "THREATEN": ("restrict", "arrest", "relations", "expel", "territory", "violence"),
    "PROTEST": ("demo", "riot", "strike", "hunger", "boycott", "obstruct", "vandalize"),
    "SANCTION": ("convict", "expel", "withdraw", "discontinue"),
    "MOBILIZE": ("troops", "weapons", "police", "militia"),
    "COERCE": (
        *("seize", "restrict", "censor", "curfew", "martial-law", "arrest", "deport", "withhold", "misinformation"),
        "cyber",
    ),
    "ASSAULT": (
        *("abduct", "beat", "torture", "sexual", "targeted", "destroy", "primitive", "firearms", "explosives"),
        *("suicide-attack", "aerial", "drone", "heavy-weapons", "crowd-control", "unconventional"),
    ),
}
"""Events and modes of the PLOVER manual, draft 2.0."""

UCDP_QUALIFIES = ("if-deaths", "never")
UCDP_VIOLENCE = ("by-actors", "one-sided")
