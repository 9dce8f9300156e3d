#!/usr/bin/env python3
"""A bag of words for scale: word and character n-grams, roles and channel, logistic regression.

It is trained on the tune split and measured on the files named: what a statistical filter without any
knowledge of schools reaches on the same messages. Needs scikit-learn: pip install scikit-learn

    Tests/Corpus/bag-of-words.py Tests/Corpus/check.jsonl
"""

import json
import pathlib
import sys

from scipy.sparse import hstack
from sklearn.feature_extraction import DictVectorizer
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score

CONCERNS = ["student", "medical", "personnel", "boundary", "channel"]


def read(path):
    with open(path, encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def text(message):
    return (message.get("subject") or "") + " \n " + message["body"]


def role(party):
    return (party.get("role") or "unknown") if isinstance(party, dict) else "unknown"


def facts(message):
    sender = role(message["from"])
    found = {"sender " + sender: 1, "channel " + message["channel"]: 1}
    for party in message["to"] + message.get("cc", []):
        found["recipient " + role(party)] = 1
        found["from " + sender + " to " + role(party) + " by " + message["channel"]] = 1
    return found


def main():
    here = pathlib.Path(__file__).parent
    tune = [message for path in sorted((here / "tune").glob("*.jsonl")) for message in read(path)]
    words = TfidfVectorizer(ngram_range=(1, 2), min_df=2, sublinear_tf=True, token_pattern=r"\b\w+\b")
    letters = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), min_df=3, sublinear_tf=True)
    roles = DictVectorizer()

    def features(messages, fit=False):
        def of(vectorizer, values):
            return vectorizer.fit_transform(values) if fit else vectorizer.transform(values)

        texts = [text(message) for message in messages]
        return hstack(
            [of(words, texts), of(letters, texts), of(roles, [facts(message) for message in messages])]
        ).tocsr()

    trained = features(tune, fit=True)
    models = {}
    for concern in CONCERNS:
        labels = [message["labels"].get(concern, 0) for message in tune]
        models[concern] = LogisticRegression(C=10, max_iter=1000, class_weight="balanced").fit(trained, labels)
    for path in sys.argv[1:] or [here / "check.jsonl"]:
        messages = read(path)
        measured = features(messages)
        scores = []
        for concern in CONCERNS:
            labels = [message["labels"].get(concern, 0) for message in messages]
            scores.append(f1_score(labels, models[concern].predict(measured)))
        shown = "  ".join(f"{concern} {score:.3f}" for concern, score in zip(CONCERNS, scores))
        print(f"{path}: {shown}  macro F1 {sum(scores) / len(scores):.3f}")


if __name__ == "__main__":
    main()
