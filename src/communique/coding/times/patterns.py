"""The forms of time expressions, as regular expressions over the classes of tokens (one character each; see ``words``)."""

import re
from dataclasses import dataclass

NUMBER = r"(?:[nNY]N?|m(?:=?m|&m)*)"
AMOUNT = rf"(?:{NUMBER}|aq|qf?|a)"

_FORMS: tuple[tuple[str, str], ...] = (
    # name of the reader in ``readers``, classes
    ("iso_date", r"(?:D,?)?[Y][=7]n[=7]n"),
    ("numeric_date", r"1"),
    ("famous_day", r"9"),
    ("holiday", r"H"),
    ("reference_phrase", r"I"),
    ("fused", r"2"),
    ("full_date", r"(?:e=?|t)?(?:D,?)?h?(?:Mn,?Y|MO,?Y|nM,?Y|Of?M,?Y|nM`?[nN]|nMN)"),
    ("day_and_month", r"(?:e=?|t|L)?(?:D,?)?(?:h?Of?M|nM|h?OfM|Mn|MO|hOM)(?![nN]?:)"),
    ("day_range", r"(?:Mn[=j]n(?:,?Y)?|n[=j&]nM(?:,?Y)?)"),
    ("month", r"(?:e=?|B|hBf|Bf|he=?)?(?:h)?[LXtV]?M(?:,?f?Y|'Y)?"),
    ("month_of_year", r"Mf?[tLX]u"),
    ("year", r"(?:e=?|hBf|Bf|hu|huf|%)?Y"),
    ("spelt_year", r"mm(?:=?m)?(?:=?m)?"),
    ("decade", r"(?:h?(?:e=?|Bf|Bfh)?|he=?)(?:4|`4|z)"),
    ("century", r"(?:h?(?:e=?)?)O=?u"),
    ("weekday", r"(?:e=?|R|r|0)?(?:[LXt]|hV|hL|hX|hG|tX|tL)?D(?:'?P)?"),
    ("part_of_weekday", r"h?(?:e=?)?P[f8]?D"),
    ("named_day", r"(?:e=?|R|r)?T(?:'?P)?"),
    ("day_beside", r"h?u[<>]T"),
    ("overnight", r"0"),
    ("weekend", r"(?:h|[LXtV]|h[LXVGtx]|e=?h)?(?:e=?)?w"),
    ("ago", rf"~*{AMOUNT}(?:6m)?(?:qf?)?[uU](?:6[m.])?A|UA|h?u=[AR]"),
    ("earlier", rf"{AMOUNT}[uU][Rr<>]|hu[<>RV]|U[Rr<>]"),
    ("unit_beside", r"(?:[eRr]=?|hBf|Bf)?(?:i?)?(?:h?[LXV]|t|tL|tX|hxx?|x|hG|ht)u"),
    ("day_of", r"[eRr]=?i?h[u]"),
    ("part_beside", r"(?:[eRr]=?)?(?:[Lt]|hx|x|hG|hX|hV)P"),
    ("season", r"(?:(?:hBf|Bf|e=?|he=?)?(?:[LXt]|tL|tX|h)S(?:f?Y|f[Lt]u)?|S,?Y)"),
    ("quarter", r"(?:[tLX]u'%?O=?u|h?Y%?O=?u|h?u=[AR]%?(?:O=?)?u|h?%?O=?%?u(?:f?Y|f[tLX]u)?|[LXt]%?u)"),
    ("recent_units", r"h?CU"),
    ("open_units", r"h?[LX]U"),
    ("recent", r"C"),
    ("current", r"t"),
    ("relative_length", rf"h?[LXVtG](?:~*)(?:{NUMBER}|q|qf)[uU]"),
    ("first_length", rf"h?O{NUMBER}[uU]"),
    ("length", rf"~*h?{AMOUNT}=?[uU](?:=?g)?(?![A])|~*{NUMBER}~[uU]"),
    ("whole_unit", r"(?:hBf)?hu"),
    ("unit_end", r"~?u(?:=|')?B"),
    ("this_quarter", r"h?Yu|hu"),
    ("unit_long", r"[uU]=?g"),
    ("bare_units", r"U"),
    ("set", r"l|v[uDPSMw]|vf?[nm]U|d"),
    ("clock", r"~?(?:5c*|[nNY]cc*|m?c)"),
    ("part_of_day", r"h?(?:e=?)?P"),
    ("reference", r"W"),
)


@dataclass(frozen=True, slots=True)
class Form:
    """One form: the name of its reader and its classes."""

    name: str
    classes: re.Pattern[str]


FORMS = tuple(Form(name, re.compile(pattern)) for name, pattern in _FORMS)
CANDIDATE = re.compile(
    r"(?=[MDduUPpSTzl1245790HIYCLXVtxWA]|[nNm][^.,]|[nNm],?M|[eRrOBv~].|[aq][qfuUnNm]|h[^.,8]|[`]4|%.)"
)
"""Where a time expression can begin; all else is passed over."""
