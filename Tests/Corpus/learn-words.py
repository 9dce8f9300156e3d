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

Mail that is certainly ordinary (mbox files after --ordinary) counts as messages with no concern at all.
"""

import argparse
import collections
import csv
import json
import os
import pathlib
import re
import subprocess
import tempfile
import unicodedata

import numpy as np
from scipy.sparse import csr_matrix, diags

HERE = pathlib.Path(__file__).resolve().parent
SENDERS = ["staff", "student", "guardian", "outside"]
CONCERNS = ["student", "medical", "personnel", "boundary", "channel"]
# Letters, digits and marks; an apostrophe between two letters belongs to the word.
MARKS = "\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0900-\u0903\u093a-\u094f\u0951-\u0957\u0962\u0963"
WORD = re.compile(rf"[^\W_][^\W_{MARKS}]*(?:[{MARKS}]+[^\W_]*)*(?:['’][^\W_][^\W_]*(?:[{MARKS}]+[^\W_]*)*)*")
# How many points a step of the logistic scale is worth, and what every message of a concern gets: so that
# low begins where F1 is best in districts that were left out.
SCALE = 14
SHIFT = {"student": 9, "medical": 7, "personnel": 7, "boundary": 5, "channel": -3}
# Words that stand in every message and tell an analyst nothing.
PLAIN = set(
    "the a an and or of to in on at for is it that this as be by with are was from so if but not do have has "
    "had will can just all up out what there no then than when who which were been would could de la el que y "
    "en los las un una o os e do da em um uma para com se".split()
)
# Of these, mail from outside is left to the rules: lists and newsletters of the world are no exchange with a school.
INSIDE = {"boundary", "channel"}
# A full number of social security or bank is a disclosure however rare such mail is: rules say whose it is.
NUMBERS = "  when     not mentions full-number\n"
# How far the words of a file may go together: a long text holds a few of everything.
LIMIT = 60
# Of words that stand on one side only nobody knows by how much.
MOST_CONTRAST = 2.5
# From how many digits on numbers are not told apart.
DIGITS = 5
WIDTH = 118
WORDS = "The words of this message, taken together, speak for the concern or against it."


def circumstances():
    """Who writes to whom: the name of each and its `when` lines."""
    found = {}
    for sender in SENDERS:
        found[f"from-{sender}"] = [f"sender {sender}"]
        for recipient in SENDERS:
            found[f"{sender}-to-{recipient}"] = [f"sender {sender}", f"every recipient {recipient}"]
            found[f"{sender}-to-{recipient}-by-phone"] = [
                f"sender {sender}", f"every recipient {recipient}", "channel sms|chat|social"]
    for recipient in SENDERS:
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


def run(binary, lexicons, *arguments):
    done = subprocess.run(
        [binary, *arguments], env=dict(os.environ, CHAPERONE_LEXICONS=str(lexicons)), capture_output=True,
        text=True)
    return [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]


def read(path, options, folder):
    """The messages of a file with their words' text, circumstances and labels."""
    profile = ["--profile", options.profile] if options.profile else []
    verdicts = [v for v in run(options.binary, folder, "scan", "--quiet", "--format", "jsonl", *profile, path)
                if "risk" in v]
    facts = [{f["rule"].split("/")[1] for f in verdict["findings"]} for verdict in verdicts]
    if path.endswith(".jsonl"):
        lines = [json.loads(line) for line in open(path, encoding="utf-8") if line.strip()]
        texts = [(m.get("subject") or "") + "\n" + m["body"] for m in lines]
        labels = [m["labels"] for m in lines]
    else:
        texts = [(m.get("subject") or "") + "\n" + "\n".join(p["text"] for p in m["passages"])
                 for m in run(options.binary, folder, "text", "--format", "jsonl", path) if "passages" in m]
        labels = [dict.fromkeys(CONCERNS, 0)] * len(texts)
    assert len(texts) == len(facts), f"{path}: {len(texts)} messages, {len(facts)} verdicts"
    name = pathlib.Path(path).name
    return [(name, grams(text), fact, label) for text, fact, label in zip(texts, facts, labels)]


def ends_well(word, end):
    """Whether a beginning of a word ends with a whole letter."""
    return word[end - 1] != "'" and not any(unicodedata.category(mark).startswith("M") for mark in word[end - 1:end + 1])


def grams(text):
    words = WORD.findall(unicodedata.normalize("NFKC", text).casefold().replace("’", "'"))
    found = {word for word in words if word not in PLAIN and len(word) > 1 and not word.isdigit()}
    for word in list(found):
        found.update(word[:end] + "*" for end in range(4, 8) if len(word) > end and ends_well(word, end))
    words = ["#" * min(len(word), DIGITS) if word.isdigit() else word for word in words]
    found.update(word for word in words if word.startswith("#"))
    for one, two in zip(words, words[1:]):
        if not (one in PLAIN and two in PLAIN):
            found.add(one + " " + two)
    return found


def names():
    """The names of the rosters: a name is nobody's topic."""
    found = set()
    for path in HERE.glob("*/roster_*.csv"):
        with open(path, encoding="utf-8", newline="") as rows:
            for row in csv.DictReader(rows):
                for column, value in row.items():
                    if column and "name" in column.lower() and value:
                        found.update(WORD.findall(value.lower()))
    return found


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
    best = max(by_points)
    sample = next(term for term in by_points[best] if not term.endswith("*") and "#" not in term)
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
    parser.add_argument("--ridge", type=float, default=5)
    parser.add_argument("--at-least", type=int, default=5)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        probe(folder, pathlib.Path(options.lexicons))
        messages = []
        for path in options.files + options.ordinary:
            if not any(part in pathlib.Path(path).name for part in options.leave_out):
                messages += read(path, options, folder)
    known = names()
    counts, sources = collections.Counter(), collections.defaultdict(set)
    for source, found, _, _ in messages:
        for gram in found:
            counts[gram] += 1
            sources[gram].add(source)
    terms = sorted(
        gram for gram, count in counts.items()
        if count >= options.at_least and len(sources[gram]) > 1
        and not any(word.rstrip("*") in known for word in gram.split()))
    facts = sorted(circumstances())
    place = {name: index for index, name in enumerate(terms + ["when " + fact for fact in facts])}
    rows, columns = [], []
    for row, (_, found, fact, _) in enumerate(messages):
        for name in list(found) + ["when " + one for one in fact]:
            if name in place:
                rows.append(row)
                columns.append(place[name])
    matrix = csr_matrix((np.ones(len(rows)), (rows, columns)), shape=(len(messages), len(place)))
    weights = np.array([0.35 if source.endswith(".mbox") else 1.0 for source, _, _, _ in messages])
    target = pathlib.Path(options.to)
    target.mkdir(parents=True, exist_ok=True)
    for old in target.glob("*.lexicon"):
        old.unlink()
    for concern in CONCERNS:
        labels = np.array([label[concern] for _, _, _, label in messages], float)
        # Of both kinds as much: else a word speaks first of all against what is rare.
        share = (weights * labels).sum() / weights.sum()
        even = weights * np.where(labels > 0, 0.5 / share, 0.5 / (1 - share))
        contrast = contrasts(matrix, labels, weights)
        contrast[len(terms):] = 1
        points, constant = fit((matrix @ diags(contrast)).tocsr(), labels, even, options.ridge)
        points = points * contrast
        scaled = {name: int(round(points[index] * SCALE)) for name, index in place.items()}
        chosen = [(name, p) for name, p in scaled.items() if p and not name.startswith("when ")]
        base = int(round(constant * SCALE)) + SHIFT[concern]
        rules = []
        gate = "  when     not sender outside\n" if concern in INSIDE else ""
        for name, lines in circumstances().items():
            # Every message is from somebody: what all get stands there.
            p = scaled["when " + name] + (base if name.startswith("from-") and name[5:] in SENDERS else 0)
            if abs(p) > 1 and not (gate and "outside" in name.split("-to-")[0]):
                rules.append(f"\nrule {name}\n  about    How often such mail is of this concern.\n"
                             + "".join(f"  when     {line}\n" for line in lines)
                             + ("" if gate or not name.startswith("from-") else NUMBERS)
                             + ("" if lines[0].split()[-1] in SENDERS and lines[0].startswith("sender") else gate) + f"  always   {p:+d}\n")
        parts = [
            ("parties", "How often mail between such parties is of this concern.", rules),
            ("words", "Words that labelled messages of this concern have more often, or less, than others.",
             [words_rule(chosen, gate or NUMBERS)])]
        for part, about, text in parts:
            (target / f"{concern}.{part}.lexicon").write_text(
                lexicon(concern, part, about, text, len(messages)), encoding="utf-8")
        print(concern, len(chosen), "terms, to begin with", base, flush=True)


if __name__ == "__main__":
    main()
