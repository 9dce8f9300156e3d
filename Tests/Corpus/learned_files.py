"""The lexicon files of what `learn-words.py` learned."""

import collections
import re

from labelled import CONCERNS, GRAVITY

ROLES = ["staff", "student", "guardian", "outside", "unknown"]
# Of these every message is from one: what all get stands there.
BEGINNINGS = [f"from-{sender}" for sender in ROLES]
# Of these, mail from outside is left to the rules: lists and newsletters of the world are no exchange with a school.
INSIDE = {"boundary", "channel"}
GATE = "  when     sender staff|student|guardian|unknown\n"
# A full number of social security or bank is a disclosure however rare such mail is: rules say whose it is.
NUMBERS = "  when     not mentions full-number\n"
# What every message of a concern gets: so that low begins where F1 is best in districts that were left out. Of gravity
# it is what shares are learned with; what is written has `CAUTION` less.
SHIFT = {"student": 9, "medical": 7, "personnel": 7, "boundary": 5, "channel": -3, GRAVITY: 12}
# So many points less has what is written of gravity: what only sounds grave stays under medium on the check splits.
CAUTION = 12
# How many times more what speaks for gravity says of a concern than F1 asks for: to miss what is grave is worse than to
# take it for another concern.
GRAVE_SHARE = 2.5
# How far the words of a file may go together: a long text holds a few of everything.
LIMIT = 100
# How long a line may get; each is read by every process.
WIDTH = 300
# `80's` is two words to a lexicon.
NOT_ONE_WORD = re.compile(r"\d'")
WORDS = "The words of this message, taken together, speak for the concern or against it."


def circumstances():
    """Who writes to whom: the name of each and its `when` lines."""
    found = {}
    for sender in ROLES:
        found[f"from-{sender}"] = [f"sender {sender}"]
        for recipient in ROLES:
            found[f"{sender}-to-{recipient}"] = [f"sender {sender}", f"every recipient {recipient}"]
            found[f"{sender}-to-{recipient}-by-phone"] = [
                f"sender {sender}", f"every recipient {recipient}", "channel sms|chat|social"]
    found["unknown-from-private"] = ["sender unknown", "sender account personal|social"]
    found["told-to-unknown"] = ["not sender unknown", "every recipient unknown"]
    found["unknown-late"] = ["sender unknown", "hour 21:30-05:30"]
    for recipient in ROLES:
        found[f"to-{recipient}"] = [f"recipient {recipient}"]
        found[f"list-of-{recipient}"] = ["list", f"recipient {recipient}"]
    for duty in ["advisor", "counselor", "nurse", "hr"]:
        found[f"from-{duty}"] = [f"sender {duty}"]
        found[f"to-{duty}"] = [f"recipient {duty}"]
    found["by-phone"] = ["channel sms|chat|social"]
    found["from-private"] = ["sender account personal|social"]
    found["to-private"] = ["recipient account personal|social"]
    found["list"] = ["list"]
    found["late"] = ["hour 21:30-05:30"]
    return found


def shares_rule(parts, gate):
    """The shares of one concern as a rule."""
    lines = ["\nrule others\n  about    What speaks for another concern, or for none, says something of this one.\n" + gate]
    for other, over, under in parts:
        if other == GRAVITY and over > 0:
            over = min(100, round(over * GRAVE_SHARE))
        for percent, ends in ((over, f"from 0 to {LIMIT}"), (under, f"from -{LIMIT} to 0")):
            if percent:
                lines.append(f"  share    {percent:+d}% of {other} {ends}\n")
    return "".join(lines)


def lexicon(concern, part, about, rules, messages):
    """The text of one file."""
    title = f"{concern}.{part}"
    whose = "" if concern == GRAVITY else f"concern   {concern}\n"
    return (f"# Learned by `Tests/Corpus/learn-words.py` from {messages} messages; made anew by the same script, so "
            f"better not\n# edited by hand.\n\nlexicon   {title}\n{whose}language  any\nabout     {about}\n"
            + "".join(rules))


def words_rule(terms, gate, head="rule", about=WORDS, within=""):
    """Terms with their points as one rule; one that adds and a text without any are its hit and miss."""
    lines = [f"\n{head} words\n  about    {about}\n  sum      {LIMIT}{within}\n  in       subject body\n{gate}"]
    by_points = collections.defaultdict(list)
    for term, points in terms:
        if not NOT_ONE_WORD.search(term):
            by_points[points].append(term)
    for points in sorted(by_points, reverse=True):
        line = ""
        for term in sorted(by_points[points]):
            if line and len(line) + len(term) + 2 > WIDTH:
                lines.append(line + "\n")
                line = ""
            line = line + ", " + term if line else f"  words    {points:+d}: {term}"
        lines.append(line + "\n")
    sample = next(term for points in sorted(by_points, reverse=True) for term in by_points[points]
                  if not term.endswith("*") and "#" not in term)
    lines.append(f"  hit      «{sample}»\n  miss     Qwertz.\n")
    return "".join(lines)


def always(kind, name, about, lines, points):
    """Blocks whose points always stand in messages of which `lines` hold; a line adds a hundred at most."""
    blocks, part = [], ""
    while abs(points) > 1:
        some = max(-100, min(points, 100))
        blocks.append(f"\n{kind} {name}{part}\n  about    {about}\n{lines}  always   {some:+d}\n")
        points, part = points - some, part + "-more"
    return blocks


def write(target, data, learned, found, more, untold):
    """Writes the files of all concerns."""
    target.mkdir(parents=True, exist_ok=True)
    for old in target.glob("*.lexicon"):
        old.unlink()
    for concern in CONCERNS:
        chosen = named(data.terms, learned[concern].words)
        of_fact = dict(zip(data.facts, learned[concern].facts))
        base = learned[concern].constant + SHIFT[concern] + more[concern]
        rules = []
        gate = GATE if concern in INSIDE else ""
        for name, lines in circumstances().items():
            p = of_fact[name] + (base if name in BEGINNINGS else 0) + untold[concern].get(name, 0)
            if gate and "outside" in name.split("-to-")[0]:
                continue
            asks = ("".join(f"  when     {line}\n" for line in lines)
                    + ("" if gate or not name.startswith("from-") else NUMBERS)
                    + ("" if any(line.split()[-2:-1] == ["sender"] and line.split()[-1] in ROLES
                                 for line in lines) else gate))
            rules += always("rule", name, "How often such mail is of this concern.", asks, p)
        parts = [
            ("parties", "How often mail between such parties is of this concern.", rules),
            ("words", "Words that labelled messages of this concern have more often, or less, than others.",
             [words_rule(chosen, gate or NUMBERS)])]
        if any(over or under for _, over, under in found.get(concern, [])):
            rule = shares_rule(found[concern], "" if gate else NUMBERS)
            parts.append(("others", "What the points of other concerns say of this one.", [rule]))
        write_parts(target, data, concern, parts)
        print(concern, len(chosen), "terms, to begin with", base, untold[concern], found.get(concern, ""), flush=True)
    write_gravity(target, data, learned[GRAVITY])


def write_parts(target, data, concern, parts):
    """Writes the files of one concern, or of gravity: of each its name, what it is about, and its blocks."""
    for part, about, blocks in parts:
        (target / f"{concern}.{part}.lexicon").write_text(
            lexicon(concern, part, about, blocks, int(data.has_roles.sum())), encoding="utf-8")


def named(terms, points):
    """The terms that have points, with them."""
    return [(term, some) for term, some in zip(terms, points) if some]


def write_gravity(target, data, learned):
    """Writes the files of what makes a message grave, whatever it is of."""
    applies = f"  applies  {' '.join(CONCERNS)}\n" + NUMBERS
    of_fact = dict(zip(data.facts, learned.facts))
    blocks = []
    for name, lines in circumstances().items():
        p = of_fact[name] + (learned.constant + SHIFT[GRAVITY] - CAUTION if name in BEGINNINGS else 0)
        asks = applies + "".join(f"  when     {line}\n" for line in lines)
        blocks += always(GRAVITY, name, "How often such mail is grave.", asks, p)
    words = words_rule(
        named(data.terms, learned.words), applies, GRAVITY,
        "The words of this message, taken together, are those of grave ones or of others.")
    sentence = words_rule(
        named(data.terms, learned.sentence), applies, GRAVITY,
        "The words of this sentence are those of grave messages.", " within sentence")
    write_parts(target, data, GRAVITY, [
        ("parties", "How often mail between such parties is grave.", blocks),
        ("words", "Words that messages of risk medium or high have more often, or less, than others.", [words]),
        ("sentence", "Words that speak for themselves in one sentence of a message.", [sentence])])
    print(GRAVITY, "to begin with", learned.constant + SHIFT[GRAVITY] - CAUTION, flush=True)
