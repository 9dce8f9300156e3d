"""What `check` answers inside a server, and what the server makes of it: the table in Integrations/README.md."""

import os

from mails import DISCLOSURE_ANYWHERE, OUTSIDE, mail

ENCRYPTED = (
    "--b\nContent-Type: application/pgp-encrypted\n\nVersion: 1\n"
    "--b\nContent-Type: application/octet-stream\n\n-----BEGIN PGP MESSAGE-----\n\nhQ==\n-----END PGP MESSAGE-----\n--b--"
)
ENCRYPTED_HEADERS = "MIME-Version: 1.0\r\nContent-Type: multipart/encrypted; boundary=b; protocol=\"application/pgp-encrypted\"\r\n"

#: Runs the real program and writes down its code and what it printed first.
RECORDER = """#!/bin/sh
out=$(mktemp)
{real} "$@" > "$out"
code=$?
case $(head -c 12 "$out") in
  X-Chaperone-) printed="the message" ;;
  "From "*) printed="the message" ;;
  "") printed=nothing ;;
  *) printed=$(head -c 48 "$out" | head -n 1) ;;
esac
echo "$code $printed" > {note}
cat "$out"
rm -f "$out"
exit $code
"""


def answers(trial, name, observe, to=OUTSIDE):
    """Sends one mail for each result; `observe(key, message)` sends it and says what became of it.

    The codes by result, and a line of the table for each.
    """
    real, note = trial.binary.with_name("chaperone-itself"), trial.root / "note"
    os.rename(trial.binary, real)
    trial.binary.write_text(RECORDER.format(real=real, note=note))
    trial.binary.chmod(0o755)
    note.write_text("")
    note.chmod(0o666)
    lines = []
    codes = {}
    for result, message in (
        ("nothing", mail("See you at the picnic.", key="answer-nothing", to=to)),
        ("something", mail(DISCLOSURE_ANYWHERE, key="answer-something", to=to)),
        ("not all read", mail(ENCRYPTED, key="answer-unread", to=to, headers=ENCRYPTED_HEADERS)),
        ("failure", mail("Not lost.", key="answer-failure", to=to)),
    ):
        if result == "failure":
            os.rename(trial.profile, f"{trial.profile}.aside")
        note.write_text("")
        became = observe(f"answer-{'unread' if result == 'not all read' else result}", message)
        if result == "failure":
            os.rename(f"{trial.profile}.aside", trial.profile)
        code, _, printed = note.read_text().strip().partition(" ")
        codes[result] = code
        lines.append(f"| {name} | {result} | {code} | {printed} | {became} |")
    os.replace(real, trial.binary)
    print("\n".join(lines))
    return codes
