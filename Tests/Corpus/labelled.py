"""Reads labelled messages for `learn-words.py`: their words, who writes to whom, their labels."""

import collections
import csv
import json
import os
import pathlib
import re
import subprocess
import typing
import unicodedata

HERE = pathlib.Path(__file__).resolve().parent
CONCERNS = ["student", "medical", "personnel", "boundary", "channel"]
# Whether somebody should look at a message before it is sent, whatever it is of.
GRAVITY = "gravity"
# Letters, digits and marks; an apostrophe between two letters belongs to the word.
MARKS = "\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0900-\u0903\u093a-\u094f\u0951-\u0957\u0962\u0963"
WORD = re.compile(rf"[^\W_][^\W_{MARKS}]*(?:[{MARKS}]+[^\W_]*)*(?:['’][^\W_][^\W_]*(?:[{MARKS}]+[^\W_]*)*)*")
# Words that stand in every message and tell an analyst nothing.
PLAIN = set(
    "the a an and or of to in on at for is it that this as be by with are was from so if but not do have has "
    "had will can just all up out what there no then than when who which were been would could de la el que y "
    "en los las un una o os e do da em um uma para com se".split()
)
# What stands before names and is none.
TITLES = {"mr", "mrs", "ms", "miss", "mx", "dr", "coach", "prof", "profe", "professor", "nurse", "sr", "sra", "srta",
          "instagram", "snapchat"}
# What a message counts in learning: to miss what is grave is worst; how grave it is, those between teach less of.
WEIGHTS = {"high": 1.6, "medium": 1.1, "low": 0.7, "none": 1.0}
GRAVITY_WEIGHTS = {"high": 1.6, "medium": 0.6, "low": 0.3, "none": 1.0}
# Where sentences end, as the scanner sees it: see `TextBreak.swift`.
BREAK = re.compile(
    r"(?P<stop>[.!?])[\"')\]}*_]{0,4}(?=[ \n]|$)|[。！？؟।]|\n[ \t]*\n|\n(?= {0,7}(?:[-*+•‣▪●○·]|[0-9]{1,3}[.)]|[a-z]\)) )")
# What a dot ends that is no sentence.
SHORT = re.compile(
    r"(?:^|[^a-z0-9'])(?:[a-z]|mrs?|m[sx]|dra?|sra|srta|profa?|st|[js]r|rev|hon|gov|gen|col|capt|lt|sgt|supt|asst|dept|"
    r"est|approx|appt|vs|etc|cf|al|inc|ltd|corp|bros|mt|ft|ave|blvd|rd|phd|esp|incl)$|(?:^|\n)[0-9]{1,3}$")
# From how many digits on numbers are not told apart.
DIGITS = 5


def run(binary, lexicons, *arguments):
    done = subprocess.run(
        [binary, *arguments], env=dict(os.environ, CHAPERONE_LEXICONS=str(lexicons)), capture_output=True,
        text=True)
    return [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]


def scan(path, options, lexicons):
    """The verdicts on the messages of a file."""
    profile = ["--profile", options.profile] if options.profile else []
    return [v for v in run(options.binary, lexicons, "scan", "--quiet", "--format", "jsonl", *profile, path)
            if "risk" in v]


class Message(typing.NamedTuple):
    """A message as it is learned from."""

    source: str
    terms: set
    circumstances: set
    labels: dict
    weight: float
    # What it counts where it is learned how grave a message is.
    gravity_weight: float
    # The terms of each of its sentences.
    sentences: list
    has_roles: bool = True


def without_roles(path, folder):
    """A copy of a file of messages without the roles that they claim for their parties."""
    copy = folder / pathlib.Path(path).name
    with open(path, encoding="utf-8") as lines, open(copy, "w", encoding="utf-8") as out:
        for line in lines:
            message = json.loads(line)
            for field in ["from", "to", "cc", "bcc"]:
                parties = message.get(field) or []
                for party in parties if isinstance(parties, list) else [parties]:
                    if isinstance(party, dict):
                        party.pop("role", None)
            out.write(json.dumps(message, ensure_ascii=False) + "\n")
    return str(copy)


def read(path, options, folder, weight, has_roles=True):
    """The messages of a file."""
    verdicts = scan(path, options, folder)
    facts = [{f["rule"].split("/")[1] for f in verdict["findings"]} for verdict in verdicts]
    if path.endswith(".jsonl"):
        lines = [json.loads(line) for line in open(path, encoding="utf-8") if line.strip()]
        texts = [(m.get("subject") or "", m["body"]) for m in lines]
        labels = [m["labels"] | {GRAVITY: int(m["risk"] in ["medium", "high"])} for m in lines]
        weights = [(weight * WEIGHTS[m["risk"]], weight * GRAVITY_WEIGHTS[m["risk"]]) for m in lines]
    else:
        texts = [(m.get("subject") or "", "\n".join(p["text"] for p in m["passages"]))
                 for m in run(options.binary, folder, "text", "--format", "jsonl", path) if "passages" in m]
        labels = [dict.fromkeys(CONCERNS + [GRAVITY], 0)] * len(texts)
        weights = [(weight, weight)] * len(texts)
    assert len(texts) == len(facts), f"{path}: {len(texts)} messages, {len(facts)} verdicts"
    source = pathlib.Path(path).stem
    return [Message(source, grams("\n".join(text)), found, label, *weight,
                    [grams(sentence) for part in text for sentence in sentences(part)], has_roles)
            for text, found, label, weight in zip(texts, facts, labels, weights)]


def ends_well(word, end):
    """Whether a beginning of a word ends with a whole letter."""
    return word[end - 1] != "'" and not any(unicodedata.category(mark).startswith("M") for mark in word[end - 1:end + 1])


def beginnings(word):
    return [word[:end] + "*" for end in range(4, 8) if len(word) > end and ends_well(word, end)]


def plain(text):
    return unicodedata.normalize("NFKC", text).replace("’", "'")


def grams(text):
    words = WORD.findall(plain(text).casefold())
    found = {word for word in words if word not in PLAIN and len(word) > 1 and not word.isdigit()}
    for word in list(found):
        found.update(beginnings(word))
    words = ["#" * min(len(word), DIGITS) if word.isdigit() else word for word in words]
    found.update(word for word in words if word.startswith("#"))
    for one, two in zip(words, words[1:]):
        if not (one in PLAIN and two in PLAIN):
            found.add(one + " " + two)
    return found


def sentences(text):
    """The sentences of a text."""
    text, start = plain(text).casefold(), 0
    for end in BREAK.finditer(text):
        if end["stop"] != "." or not SHORT.search(text[max(start, end.start() - 10):end.start()]):
            if WORD.search(text, start, end.end()):
                yield text[start:end.end()]
            start = end.end()
    if WORD.search(text, start):
        yield text[start:]


def names(paths):
    """What people are called in rosters and as senders and recipients: a name is nobody's topic.

    `Hope` and `Will` are words as well: what is also written small, or large throughout, is no name.
    """
    found, large, small = set(TITLES), collections.Counter(), collections.Counter()
    for path in HERE.glob("*/roster_*.csv"):
        with open(path, encoding="utf-8", newline="") as rows:
            for row in csv.DictReader(rows):
                for column in ["first", "last", "preferred", "guardian"]:
                    found.update(WORD.findall(plain(row.get(column) or "").casefold()))
    for path in paths:
        with open(path, encoding="utf-8") as lines:
            for message in map(json.loads, lines):
                for party in [message["from"]] + message["to"]:
                    if isinstance(party, dict):
                        found.update(WORD.findall(plain(party.get("name") or "").casefold()))
                # The first word is large, whatever it is.
                for word in WORD.findall(plain(message["body"]))[1:]:
                    (large if word[0].isupper() and not word[1:].isupper() else small)[word.casefold()] += 1
    found = {word for word in found if large[word] > 5 * small[word]}
    return (found | {word + "'s" for word in found}) - TITLES
