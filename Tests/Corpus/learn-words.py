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
student's; and so does how grave the message is. How much is learned last, from messages of districts that no rule was
written on (--unseen), each read with words that were learned without its district, and with the points of the rules.

Labelled messages say who is staff, a student or a parent; an export of telephones does not. So each is read twice,
once without these roles. Where nobody knows the role of the sender, or of any recipient, the base is set apart, on
such messages.

How grave a message is, whatever it is of, is learned besides, in the same way from all messages at once: whether its
risk is medium or more. That makes no finding; it decides how much one weighs (`gravity`). A long letter may be grave for
half a sentence, so the words of its gravest sentence count once more, with points of their own.

Mail that is certainly ordinary (mbox files after --ordinary) counts as messages with no concern at all.
"""

import argparse
import collections
import multiprocessing
import pathlib
import shutil
import tempfile
import typing

import numpy as np
from scipy.sparse import csr_matrix, diags, hstack

from labelled import CONCERNS, GRAVITY, HERE, beginnings, names, read, scan, without_roles
from learned_files import INSIDE, LIMIT, SHIFT, circumstances, write

TALLIES = CONCERNS + [GRAVITY]
# What takes longest to learn begins, so that no core waits in the end.
LONGEST_FIRST = TALLIES[::-1]
# Whose base is set apart.
UNTOLD = ["from-unknown", "told-to-unknown"]
# How many points a step of the logistic scale is worth.
SCALE = 18
# Shares under so many hundredths are left out.
LEAST_SHARE = 4
# Into how many parts the districts that no rule was written on are divided.
FOLDS = 4
# Of words that stand on one side only nobody knows by how much.
MOST_CONTRAST = 2.5
# The power of this contrast by which the points of gravity are drawn to 0: what is grave is told by many words that
# say little.
GRAVITY_CONTRAST = 0.5
# What `learn_each` gives to its processes: too much to be sent to them.
LEARNING = {}
# What a message counts in learning that is read without its roles, and an ordinary one.
WITHOUT_ROLES, ORDINARY = 0.4, 2.0


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

    `totals` has the points of all concerns of each message, and those of gravity. Of the others what is over and
    what is under 0 counts apart, as far as `LIMIT`; that nothing speaks for another concern never speaks for this one,
    as it would in any mail of the world. A concern begins at 15 points where F1 is best over all sources.
    """
    found, base = {}, np.zeros(len(TALLIES))
    for _ in range(4):
        moved = totals + base
        for number, concern in enumerate(CONCERNS):
            others = [index for index in range(len(TALLIES)) if index != number]
            over, under = (np.clip(moved[:, others], *ends) for ends in ((0, LIMIT), (-LIMIT, 0)))
            features = np.hstack([moved[:, [number]].clip(-90, 90), over, under]) / 30
            points = np.zeros(features.shape[1])
            kept = np.ones(features.shape[1], bool)
            while True:
                points[~kept] = 0
                points[kept], _ = fit(
                    csr_matrix(features[:, kept]), labels[:, number], np.ones(len(labels)), 1.0, 2000)
                is_wrong = (points < 0) & (np.arange(len(points)) > len(others))
                if not is_wrong.any():
                    break
                kept &= ~is_wrong
            percent = np.clip(np.rint(100 * points[1:] / points[0]), -100, 100).astype(int)
            percent[np.abs(percent) < LEAST_SHARE] = 0
            found[concern] = [(TALLIES[other], percent[index], percent[len(others) + index])
                              for index, other in enumerate(others)]
            base[number] += best_base(with_shares(moved, found)[:, number], labels[:, number], sources)
    return found, np.rint(base).astype(int)


def with_shares(totals, found):
    """The points of all concerns of each message with what others add to them."""
    over, under = np.clip(totals, 0, LIMIT), np.clip(totals, -LIMIT, 0)
    more = np.zeros_like(totals)
    for concern, parts in found.items():
        for other, of_over, of_under in parts:
            place = TALLIES.index(other)
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


def contrasts(matrix, labels, weights):
    """How differently often each word stands in messages with and without the label."""
    with_label, without = weights * labels, weights * (1 - labels)
    one = (matrix.T @ with_label + 1) / (with_label.sum() + 2)
    other = (matrix.T @ without + 1) / (without.sum() + 2)
    return np.minimum(np.abs(np.log(one / other)), MOST_CONTRAST)


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
    tasks = [(concern, everything) for concern in LONGEST_FIRST]
    learned = dict(zip(LONGEST_FIRST, learn_each(data, tasks, options.ridge)))
    found, base = {}, dict.fromkeys(CONCERNS, 0)
    untold = {concern: dict.fromkeys(UNTOLD, 0) for concern in CONCERNS}
    unseen = sorted(set(options.unseen) & set(data.sources))
    if unseen:
        totals = rule_points(options, [file for file in files if pathlib.Path(file[0]).stem in unseen], len(messages))
        helds = [np.isin(data.sources, unseen[fold::FOLDS]) for fold in range(FOLDS)]
        tasks = [(concern, ~held) for held in helds for concern in LONGEST_FIRST]
        for (concern, chosen), points in zip(tasks, learn_each(data, tasks, options.ridge)):
            totals[~chosen, TALLIES.index(concern)] += data.points(points, concern)[~chosen]
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


def ones(rows, names):
    """A matrix with a one where a row has a name."""
    place = {name: index for index, name in enumerate(names)}
    known = [[place[name] for name in row if name in place] for row in rows]
    ends = np.cumsum([0] + [len(some) for some in known])
    return csr_matrix(
        (np.ones(ends[-1]), [column for some in known for column in some], ends), shape=(len(rows), len(names)))


class Data:
    """The messages as a matrix of their terms and circumstances, with labels and weights."""

    def __init__(self, messages, terms):
        self.terms, self.facts = terms, sorted(circumstances())
        self.matrix = hstack([
            ones([message.terms for message in messages], self.terms),
            ones([message.circumstances for message in messages], self.facts)]).tocsr()
        self.weights = np.array([message.weight for message in messages])
        self.gravity_weights = np.array([message.gravity_weight for message in messages])
        self.sentences = Sentences(messages, terms)
        self.labels = np.array([[message.labels[concern] for concern in CONCERNS] for message in messages], float)
        self.gravity = np.array([message.labels[GRAVITY] for message in messages], float)
        self.sources = np.array([message.source for message in messages])
        self.has_roles = np.array([message.has_roles for message in messages])

    def holds(self, fact):
        """The messages of which a circumstance holds."""
        return self.matrix[:, len(self.terms) + self.facts.index(fact)].toarray().ravel() > 0

    def points(self, learned, concern):
        """What the learned files add to each message."""
        words = np.clip(self.matrix[:, :len(self.terms)] @ learned.words, -LIMIT, LIMIT)
        if learned.sentence is not None:
            words += np.clip(self.sentences.most(learned.sentence)[0], -LIMIT, LIMIT)
        total = words + self.matrix[:, len(self.terms):] @ learned.facts + learned.constant + SHIFT[concern]
        return np.where(self.holds("from-outside"), 0, total) if concern in INSIDE else total


def learn(data, concern, chosen, ridge):
    """What is learned of a concern, or of how grave messages are, from some messages.

    A long letter that is grave for half a sentence is told by its gravest sentence: its words count besides, with
    points of their own. Which sentence that is, the words of whole messages say first.
    """
    count = len(data.terms)
    if concern != GRAVITY:
        labels = data.labels[chosen, CONCERNS.index(concern)]
        points, constant = learn_terms(data.matrix[chosen], labels, data.weights[chosen], ridge, len(data.facts), 1)
        return Learned(points[:count], points[count:], constant)
    labels, weights = data.gravity[chosen], data.gravity_weights[chosen]
    rest = ridge, len(data.facts), GRAVITY_CONTRAST
    points, _ = learn_terms(data.matrix[chosen], labels, weights, *rest)
    gravest = data.sentences.matrix[data.sentences.most(points[:count])[1]]
    matrix = hstack([data.matrix[:, :count], gravest, data.matrix[:, count:]]).tocsr()
    points, constant = learn_terms(matrix[chosen], labels, weights, *rest)
    return Learned(points[:count], points[2 * count:], constant, points[count:2 * count])


class Learned(typing.NamedTuple):
    """Whole numbers of points: of terms, of circumstances, of every message, and of terms in the gravest sentence."""

    words: np.ndarray
    facts: np.ndarray
    constant: int
    sentence: np.ndarray = None


def learn_terms(matrix, labels, weights, ridge, facts, power):
    """The points of all columns, of which the last are circumstances, and what every message gets."""
    # Of both kinds as much: else a word speaks first of all against what is rare.
    share = (weights * labels).sum() / weights.sum()
    even = weights * np.where(labels > 0, 0.5 / share, 0.5 / (1 - share))
    contrast = contrasts(matrix, labels, weights) ** power
    contrast[-facts:] = 1
    points, constant = fit((matrix @ diags(contrast)).tocsr(), labels, even, ridge)
    return np.rint(points * contrast * SCALE).astype(int), int(round(constant * SCALE))


class Sentences:
    """The sentences of all messages as a matrix of their terms; a message has one at least."""

    def __init__(self, messages, terms):
        sentences = [message.sentences or [set()] for message in messages]
        self.starts = np.cumsum([0] + [len(some) for some in sentences[:-1]])
        self.matrix = ones([sentence for some in sentences for sentence in some], terms)

    def most(self, points):
        """Of each message what its sentences come to at most, and which one does."""
        totals = self.matrix @ points
        most = np.maximum.reduceat(totals, self.starts)
        lengths = np.diff(np.append(self.starts, len(totals)))
        places = np.where(totals == np.repeat(most, lengths), np.arange(len(totals)), len(totals))
        return most, np.minimum.reduceat(places, self.starts)


def learn_each(data, tasks, ridge):
    """What is learned of each concern from the messages chosen for it, by as many processes as there are cores."""
    LEARNING.update(data=data, tasks=tasks, ridge=ridge)
    with multiprocessing.get_context("fork").Pool() as pool:
        return pool.map(learn_one, range(len(tasks)), chunksize=1)


def learn_one(index):
    """What is learned for one task; a process has the tasks from the one that it was forked from."""
    concern, chosen = LEARNING["tasks"][index]
    return learn(LEARNING["data"], concern, chosen, LEARNING["ridge"])


def rule_points(options, files, messages):
    """What the rules without anything learned come to, for the messages of files; 0 for all others.

    Each file stands with the place of its first message and how many it has.
    """
    totals = np.zeros((messages, len(TALLIES)))
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


if __name__ == "__main__":
    main()
