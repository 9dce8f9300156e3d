#!/usr/bin/env python3
"""Learns the words of Lexicons/learned from labelled messages, for all five concerns.

Of each concern the chance that a reviewer labels a message is the logistic function of the words, pairs of
words, beginnings of words and lengths of numbers in it, and of who writes to whom. The fit does not see what the
rules found: rules know the messages that they were written on too well. All points are drawn to 0 (ridge), the more
the less a word differs between messages with and without the label (as in Wang and Manning, "Baselines and
Bigrams", ACL 2012); none is left out but what rounds to 0: thousands of words that say a little find more than
hundreds that say much (tried on districts that were left out). The points are added to those of the rules. Needs numpy and scipy:
pip install numpy scipy

    Tests/Corpus/learn-words.py --profile Tests/Corpus/all.profile Tests/Corpus/tune/*.jsonl
    Tests/Corpus/learn-words.py --profile … --leave-out saltmarsh --to /tmp/learned …    # held-out district

What one concern comes to says something of another: of a colleague's case nobody needs to read that it is no
student's. How much is learned last, from messages of districts that no rule was written on (--unseen), each read
with words that were learned without its district, and with the points of the rules.

Labelled messages say who is staff, a student or a parent; an export of telephones does not. So each is read twice,
once without these roles. Where nobody knows the role of the sender, or of any recipient, the base is set apart, on
such messages.

Mail that is certainly ordinary (mbox files after --ordinary) counts as messages with no concern at all.
"""

import argparse
import collections
import pathlib
import shutil
import tempfile

import numpy as np
from scipy.sparse import csr_matrix, diags

from labelled import CONCERNS, HERE, beginnings, names, read, scan, without_roles

ROLES = ["staff", "student", "guardian", "outside", "unknown"]
# Of these every message is from one: what all get stands there.
BEGINNINGS = [f"from-{sender}" for sender in ROLES]
# Whose base is set apart.
UNTOLD = ["from-unknown", "told-to-unknown"]
# How many points a step of the logistic scale is worth, and what every message of a concern gets: so that
# low begins where F1 is best in districts that were left out.
SCALE = 14
SHIFT = {"student": 9, "medical": 7, "personnel": 7, "boundary": 5, "channel": -3}
# Of these, mail from outside is left to the rules: lists and newsletters of the world are no exchange with a school.
INSIDE = {"boundary", "channel"}
GATE = "  when     sender staff|student|guardian|unknown\n"
# A full number of social security or bank is a disclosure however rare such mail is: rules say whose it is.
NUMBERS = "  when     not mentions full-number\n"
# How far the words of a file may go together: a long text holds a few of everything.
LIMIT = 60
# Shares under so many hundredths are left out.
LEAST_SHARE = 4
# Into how many parts the districts that no rule was written on are divided.
FOLDS = 4
# Of words that stand on one side only nobody knows by how much.
MOST_CONTRAST = 2.5
# What a message counts in learning that is read without its roles, and an ordinary one.
WITHOUT_ROLES, ORDINARY = 0.4, 1.2
# How long a line may get; each is read by every process.
WIDTH = 300
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


def probe(folder, lexicons):
    """Lexicons whose only rules are the circumstances."""
    rules = ["lexicon probe", "concern student", "language any", "about Circumstances.", ""]
    for name, lines in circumstances().items():
        rules += [f"rule {name}", "  about x"] + [f"  when {line}" for line in lines] + ["  always +1", ""]
    (folder / "probe.lexicon").write_text("\n".join(rules))
    (folder / "concerns.lexicon").write_text((lexicons / "concerns.lexicon").read_text(encoding="utf-8"))


def fit(matrix, labels, weights, ridge, rounds=400):
    """Logistic regression with a ridge by accelerated gradient steps; the constant is free."""
    transposed = matrix.T.tocsr()
    ones = np.random.RandomState(0).randn(matrix.shape[1])
    for _ in range(12):
        ones = transposed @ (weights * (matrix @ ones))
        ones /= np.linalg.norm(ones)
    steep = np.linalg.norm(transposed @ (weights * (matrix @ ones))) / 4 * 1.7 + ridge
    unit = np.sqrt(steep / (weights.sum() / 4)) * 0.5
    points, constant, pace = np.zeros(matrix.shape[1]), 0.0, 1.0
    ahead, ahead_constant = points, constant
    for _ in range(rounds):
        chance = 1 / (1 + np.exp(-np.clip(matrix @ ahead + ahead_constant * unit, -35, 35)))
        gap = weights * (chance - labels)
        step = ahead - (transposed @ gap + ridge * ahead) / steep
        step_constant = ahead_constant - gap.sum() * unit / steep
        following = (1 + np.sqrt(1 + 4 * pace * pace)) / 2
        momentum = (pace - 1) / following
        if ((ahead - step) * (step - points)).sum() > 0:
            following, momentum = 1.0, 0.0
        ahead = step + momentum * (step - points)
        ahead_constant = step_constant + momentum * (step_constant - constant)
        points, constant, pace = step, step_constant, following
    return points, constant * unit


def shares(totals, labels, sources):
    """How much of each other concern's points counts for a concern, in hundredths, and what all get besides.

    `totals` has the points of all concerns of each message. Of the others what is over and what is under 0 counts
    apart, as far as `LIMIT`. A concern begins at 15 points where F1 is best over all sources.
    """
    found, base = {}, np.zeros(len(CONCERNS))
    for _ in range(4):
        moved = totals + base
        for number, concern in enumerate(CONCERNS):
            others = [index for index in range(len(CONCERNS)) if index != number]
            over, under = (np.clip(moved[:, others], *ends) for ends in ((0, LIMIT), (-LIMIT, 0)))
            features = np.hstack([moved[:, [number]].clip(-90, 90), over, under]) / 30
            points, _ = fit(csr_matrix(features), labels[:, number], np.ones(len(labels)), 1.0, 2000)
            percent = np.clip(np.rint(100 * points[1:] / points[0]), -100, 100).astype(int)
            percent[np.abs(percent) < LEAST_SHARE] = 0
            found[concern] = [(CONCERNS[other], percent[index], percent[len(others) + index])
                              for index, other in enumerate(others)]
            base[number] += best_base(with_shares(moved, found)[:, number], labels[:, number], sources)
    return found, np.rint(base).astype(int)


def with_shares(totals, found):
    """The points of all concerns of each message with what others add to them."""
    over, under = np.clip(totals, 0, LIMIT), np.clip(totals, -LIMIT, 0)
    more = np.zeros_like(totals)
    for concern, parts in found.items():
        for other, of_over, of_under in parts:
            place = CONCERNS.index(other)
            more[:, CONCERNS.index(concern)] += (over[:, place] * of_over + under[:, place] * of_under) / 100
    return totals + more


def best_base(score, labels, sources):
    """What must be added to scores so that F1, in the mean of all sources, is best when 15 of them are a finding."""
    steps, tried = np.arange(-30, 31), []
    for more in steps:
        figures = []
        for source in set(sources):
            own = sources == source
            finds = score[own] + more >= 15
            figures.append(2 * (finds & (labels[own] > 0)).sum() / max(1, finds.sum() + labels[own].sum()))
        tried.append(np.mean(figures))
    # What is best by chance in one place is not best around it.
    return steps[np.argmax(np.convolve(np.pad(tried, 3, "edge"), np.ones(7) / 7, "valid"))]


def shares_rule(parts, gate):
    """The shares of one concern as a rule."""
    lines = ["\nrule others\n  about    What speaks for another concern, or for none, says something of this one.\n" + gate]
    for other, over, under in parts:
        for percent, ends in ((over, f"from 0 to {LIMIT}"), (under, f"from -{LIMIT} to 0")):
            if percent:
                lines.append(f"  share    {percent:+d}% of {other} {ends}\n")
    return "".join(lines)


def contrasts(matrix, labels, weights):
    """How differently often each word stands in messages with and without the label."""
    with_label, without = weights * labels, weights * (1 - labels)
    one = (matrix.T @ with_label + 1) / (with_label.sum() + 2)
    other = (matrix.T @ without + 1) / (without.sum() + 2)
    return np.minimum(np.abs(np.log(one / other)), MOST_CONTRAST)


def lexicon(concern, part, about, rules, messages):
    """The text of one file."""
    title = f"{concern}.{part}"
    return (f"# Learned by `Tests/Corpus/learn-words.py` from {messages} messages; made anew by the same script, so "
            f"better not\n# edited by hand.\n\nlexicon   {title}\nconcern   {concern}\nlanguage  any\nabout     {about}\n"
            + "".join(rules))


def words_rule(terms, gate):
    """Terms with their points as one rule; one that adds and a text without any are its hit and miss."""
    lines = [f"\nrule words\n  about    {WORDS}\n  sum      {LIMIT}\n  in       subject body\n{gate}"]
    by_points = collections.defaultdict(list)
    for term, points in terms:
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


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("files", nargs="+")
    parser.add_argument("--ordinary", nargs="*", default=[])
    parser.add_argument("--profile")
    parser.add_argument("--binary", default="chaperone")
    parser.add_argument("--lexicons", default=str(HERE.parent.parent / "Lexicons"))
    parser.add_argument("--to", default=str(HERE.parent.parent / "Lexicons" / "learned"))
    parser.add_argument(
        "--leave-out", nargs="*", default=[], help="files with one of these in their names are not learned from")
    parser.add_argument(
        "--unseen", nargs="*", default=[], help="files that no rule was written on: shares are learned from them")
    parser.add_argument("--ridge", type=float, default=5)
    parser.add_argument("--at-least", type=int, default=5)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        learn_all(options, pathlib.Path(folder))


def learn_all(options, folder):
    """Learns from all files and writes what was learned."""
    lexicons, copies = folder / "probe", folder / "copies"
    lexicons.mkdir()
    copies.mkdir()
    probe(lexicons, pathlib.Path(options.lexicons))
    messages, files = [], []
    for path in options.files + options.ordinary:
        if any(part in pathlib.Path(path).name for part in options.leave_out):
            continue
        if path in options.ordinary:
            messages += read(path, options, lexicons, ORDINARY)
            continue
        for has_roles in [True, False]:
            file = path if has_roles else without_roles(path, copies)
            found = read(file, options, lexicons, 1 if has_roles else WITHOUT_ROLES, has_roles)
            files.append((file, len(messages), len(found)))
            messages += found
    known = names([path for path, _, _ in files[::2]])
    data = Data(messages, terms(messages, options.at_least, known))
    everything = np.ones(len(messages), bool)
    learned = {concern: learn(data, concern, everything, options.ridge) for concern in CONCERNS}
    found, base = {}, dict.fromkeys(CONCERNS, 0)
    untold = {concern: dict.fromkeys(UNTOLD, 0) for concern in CONCERNS}
    unseen = sorted(set(options.unseen) & set(data.sources))
    if unseen:
        totals = rule_points(options, [file for file in files if pathlib.Path(file[0]).stem in unseen], len(messages))
        for fold in range(FOLDS):
            held = np.isin(data.sources, unseen[fold::FOLDS])
            for number, concern in enumerate(CONCERNS):
                totals[held, number] += data.points(learn(data, concern, ~held, options.ridge), concern)[held]
        own = np.isin(data.sources, unseen) & data.has_roles
        found, extra = shares(totals[own], data.labels[own], data.sources[own])
        base = dict(zip(CONCERNS, extra))
        for fact in UNTOLD:
            own = np.isin(data.sources, unseen) & ~data.has_roles & data.holds(fact)
            scores = with_shares(totals[own] + extra, found)
            for number, concern in enumerate(CONCERNS):
                untold[concern][fact] = best_base(scores[:, number], data.labels[own, number], data.sources[own])
    write(pathlib.Path(options.to), data, learned, found, base, untold)


def terms(messages, at_least, known):
    """The words and pairs that are learned: in so many messages, of more than one file, and no names."""
    counts, sources = collections.Counter(), collections.defaultdict(set)
    for message in messages:
        if message.has_roles:
            counts.update(message.terms)
            for term in message.terms:
                sources[term].add(message.source)
    # A beginning that is mostly one of names is none of words.
    begun, named = collections.Counter(), collections.Counter()
    for term, count in counts.items():
        if " " not in term and not term.endswith("*"):
            for beginning in beginnings(term):
                begun[beginning] += count
                named[beginning] += count if term in known else 0
    return sorted(
        term for term, count in counts.items()
        if count >= at_least and len(sources[term]) > 1
        and not any(word in known or 2 * named[word] > begun[word] for word in term.split()))


class Data:
    """The messages as a matrix of their terms and circumstances, with labels and weights."""

    def __init__(self, messages, terms):
        self.terms, self.facts = terms, sorted(circumstances())
        place = {name: index for index, name in enumerate(terms + ["when " + fact for fact in self.facts])}
        rows, columns = [], []
        for row, message in enumerate(messages):
            for name in list(message.terms) + ["when " + fact for fact in message.circumstances]:
                if name in place:
                    rows.append(row)
                    columns.append(place[name])
        self.matrix = csr_matrix((np.ones(len(rows)), (rows, columns)), shape=(len(messages), len(place)))
        self.weights = np.array([message.weight for message in messages])
        self.labels = np.array([[message.labels[concern] for concern in CONCERNS] for message in messages], float)
        self.sources = np.array([message.source for message in messages])
        self.has_roles = np.array([message.has_roles for message in messages])

    def holds(self, fact):
        """The messages of which a circumstance holds."""
        return self.matrix[:, len(self.terms) + self.facts.index(fact)].toarray().ravel() > 0

    def points(self, learned, concern):
        """What the learned files add to each message."""
        points, constant = learned
        words = np.clip(self.matrix[:, :len(self.terms)] @ points[:len(self.terms)], -LIMIT, LIMIT)
        facts = self.matrix[:, len(self.terms):]
        total = words + facts @ points[len(self.terms):] + constant + SHIFT[concern]
        return np.where(self.holds("from-outside"), 0, total) if concern in INSIDE else total


def learn(data, concern, chosen, ridge):
    """The points of all terms and circumstances for a concern, whole numbers, and what every message gets."""
    matrix, weights = data.matrix[chosen], data.weights[chosen]
    labels = data.labels[chosen, CONCERNS.index(concern)]
    # Of both kinds as much: else a word speaks first of all against what is rare.
    share = (weights * labels).sum() / weights.sum()
    even = weights * np.where(labels > 0, 0.5 / share, 0.5 / (1 - share))
    contrast = contrasts(matrix, labels, weights)
    contrast[len(data.terms):] = 1
    points, constant = fit((matrix @ diags(contrast)).tocsr(), labels, even, ridge)
    return np.rint(points * contrast * SCALE).astype(int), int(round(constant * SCALE))


def rule_points(options, files, messages):
    """What the rules without anything learned come to, for the messages of files; 0 for all others.

    Each file stands with the place of its first message and how many it has.
    """
    totals = np.zeros((messages, len(CONCERNS)))
    with tempfile.TemporaryDirectory() as folder:
        rules = pathlib.Path(folder) / "Lexicons"
        shutil.copytree(options.lexicons, rules, ignore=shutil.ignore_patterns("learned"))
        # What only damps is told where there is something to damp.
        for concern in CONCERNS:
            (rules / f"some-{concern}.lexicon").write_text(
                f"lexicon some.{concern}\nconcern {concern}\nlanguage any\nabout A point.\n" + "".join(
                    f"\nrule {name}\n  about x\n  when {line}\n  always +1\n"
                    for name, line in [("list", "list"), ("no-list", "not list")]))
        for path, first, count in files:
            for row, verdict in zip(range(first, first + count), scan(path, options, rules), strict=True):
                for finding in verdict["findings"]:
                    if not finding["rule"].startswith("some."):
                        totals[row, CONCERNS.index(finding["concern"])] += finding["points"]
    return totals


def write(target, data, learned, found, more, untold):
    """Writes the files of all concerns."""
    target.mkdir(parents=True, exist_ok=True)
    for old in target.glob("*.lexicon"):
        old.unlink()
    for concern in CONCERNS:
        points, constant = learned[concern]
        chosen = [(name, p) for name, p in zip(data.terms, points) if p]
        of_fact = dict(zip(data.facts, points[len(data.terms):]))
        base = constant + SHIFT[concern] + more[concern]
        rules = []
        gate = GATE if concern in INSIDE else ""
        for name, lines in circumstances().items():
            p = of_fact[name] + (base if name in BEGINNINGS else 0) + untold[concern].get(name, 0)
            p = max(-100, min(p, 100))
            if abs(p) > 1 and not (gate and "outside" in name.split("-to-")[0]):
                rules.append(f"\nrule {name}\n  about    How often such mail is of this concern.\n"
                             + "".join(f"  when     {line}\n" for line in lines)
                             + ("" if gate or not name.startswith("from-") else NUMBERS)
                             + ("" if any(line.split()[-2:-1] == ["sender"] and line.split()[-1] in ROLES
                                          for line in lines) else gate)
                             + f"  always   {p:+d}\n")
        parts = [
            ("parties", "How often mail between such parties is of this concern.", rules),
            ("words", "Words that labelled messages of this concern have more often, or less, than others.",
             [words_rule(chosen, gate or NUMBERS)])]
        if any(over or under for _, over, under in found.get(concern, [])):
            rule = shares_rule(found[concern], "" if gate else NUMBERS)
            parts.append(("others", "What the points of other concerns say of this one.", [rule]))
        for part, about, text in parts:
            (target / f"{concern}.{part}.lexicon").write_text(
                lexicon(concern, part, about, text, int(data.has_roles.sum())), encoding="utf-8")
        print(concern, len(chosen), "terms, to begin with", base, untold[concern], found.get(concern, ""), flush=True)


if __name__ == "__main__":
    main()
