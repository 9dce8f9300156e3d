"""Thousands of real mails through Postfix with and without Chaperone: bodies, verdicts and latencies compared."""

import email.utils
import json
import lzma
import re
import subprocess
import time
from pathlib import Path

from gateway import Gateway
from mails import body, own_fields
from senders import Sender, percentile
from trial import REPOSITORY, wait_until

ADDRESS = re.compile(r"^[A-Za-z0-9._+=&'-]{1,64}@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$")
MARK = b"X-Trial: "


def mbox(path):
    """The messages of an mbox file (mboxrd), with CRLF and without their separator lines."""
    data = lzma.open(path).read() if path.suffix == ".xz" else path.read_bytes()
    for part in re.split(rb"(?m)^From (?=\S+.*\d{4}\r?$)", data)[1:]:
        text = part.partition(b"\n")[2].replace(b"\r\n", b"\n")
        text = re.sub(rb"(?m)^>(>*From )", rb"\1", text)
        yield text.rstrip(b"\n").replace(b"\n", b"\r\n") + b"\r\n"


def labelled(path):
    """Messages of a JSON Lines file as mail, as far as they are mail."""
    for line in path.read_text().splitlines():
        record = json.loads(line)
        people = {"From": [record["from"]], "To": record.get("to", []), "Cc": record.get("cc", [])}
        head = []
        for field, list_ in people.items():
            pairs = [(p.get("name", ""), p.get("address", "")) if isinstance(p, dict) else ("", p) for p in list_]
            pairs = [pair for pair in pairs if ADDRESS.match(pair[1])]
            if pairs:
                head.append(f"{field}: " + ", ".join(email.utils.formataddr(pair) for pair in pairs))
        from datetime import datetime

        if record.get("date"):
            head.append("Date: " + email.utils.format_datetime(datetime.fromisoformat(record["date"])))
        subject = record.get("subject", "").encode()
        head = "\r\n".join(head).encode() + b"\r\nSubject: " + subject
        head += f"\r\nMessage-ID: <{record['id']}@samples.example>\r\nMIME-Version: 1.0\r\n".encode()
        head += b"Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
        yield head + record.get("body", "").encode().replace(b"\r\n", b"\n").replace(b"\n", b"\r\n") + b"\r\n"


def envelope(message):
    """Sender and recipients as the header says them, and whether all of them can be had in an envelope."""
    head = re.sub(rb"\r\n[ \t]+", b" ", message.partition(b"\r\n\r\n")[0]).decode("latin-1")

    def addresses(field):
        values = re.findall(rf"(?im)^{field}:[ \t]*(.*?)\r?$", head)
        return [address for _, address in email.utils.getaddresses(values) if address]

    senders = addresses("From")
    recipients = addresses("To") + addresses("Cc") + addresses("Bcc")
    usable = [address for address in dict.fromkeys(recipients) if ADDRESS.match(address)][:100]
    agrees = (
        len(senders) >= 1 and ADDRESS.match(senders[0]) is not None
        and len(usable) == len(dict.fromkeys(recipients)) and bool(usable))
    sender = senders[0] if senders and ADDRESS.match(senders[0]) else "unknown@elsewhere.example"
    return sender, usable or ["undisclosed@elsewhere.example"], agrees


def messages(folder, count):
    """`count` mails, evenly from the folder's mbox files, then the samples if they lie beside it."""
    files = sorted(folder.glob("*.mbox*"))
    lists = [list(mbox(path)) for path in files]
    share = -(-count // len(lists))
    chosen = []
    for all_ in lists:
        step = max(len(all_) // share, 1)
        chosen += all_[::step][:share]
    chosen = chosen[:count]
    samples = folder.parent / "labelled-sample.jsonl"
    if samples.exists():
        chosen += list(labelled(samples))
    # What Postfix does not take whatever the filter: it has a size limit and wants a header.
    return [message for message in chosen if len(message) < 9_000_000]


def compare(trial, server, folder, count=2_000):
    """Sends every mail through both ports, one after the other, and compares all that can be."""
    profile = next(
        (path for path in [folder.parent / "corpus/westvale.profile", REPOSITORY / "Tests/Corpus/westvale.profile"] if path.exists()))
    mails = messages(folder, count)
    server.gateway.stop()
    gateway = Gateway(trial, "outgoing high reject {level}\ninternal high reject {level}\nincoming high reject {level}\n", profile=profile)
    # The daemons of one trial write one log; what is counted here is this one's.
    gateway.log_path.unlink(missing_ok=True)
    server.use(gateway.start())
    # Whatever the domain, everything goes to the sink.
    server.postfix.command("postconf", "-c", str(server.postfix.etc), "-e", "virtual_mailbox_domains=", "message_size_limit=40000000")
    server.postfix.reload()
    time.sleep(1)
    ours, plain, agreeing = [], [], []
    filtered, control = Sender(server.port), Sender(server.postfix.control_port)
    for number, message in enumerate(mails):
        sender, recipients, agrees = envelope(message)
        agreeing.append(agrees)
        for kind, client, outcomes in (("f", filtered, ours), ("c", control, plain)):
            marked = MARK + f"{kind}{number}\r\n".encode() + message
            outcomes.append(client.send(number, marked, recipients, sender))
    trial.expect(server.postfix.settled(0, 120), "corpus: the queue is empty", len(server.postfix.queue()))
    # Postfix wants more than this free on its disk before it takes anything.
    server.postfix.command("postconf", "-c", str(server.postfix.etc), "-X", "message_size_limit")
    server.postfix.reload()
    arrived = {}
    for message in list(server.sink.delivered):
        found = re.search(rb"(?m)^X-Trial: ([fc]\d+)", message.data.partition(b"\r\n\r\n")[0])
        if found:
            arrived.setdefault(found[1].decode(), []).append(message.data)

    kinds = {kind: [o.key for o in ours if o.kind == kind] for kind in ("taken", "rejected", "deferred", "unknown")}
    refused = [o.key for o in plain if o.kind != "taken"]
    delivered = [number for number in range(len(mails)) if f"f{number}" in arrived]
    trial.equal([number for number in kinds["taken"] if number not in delivered], [], "corpus: all that was taken arrives")
    trial.equal(kinds["deferred"] + kinds["unknown"], [], "corpus: nothing is deferred")
    trial.equal([n for n in delivered if len(arrived[f"f{n}"]) != 1 and len(arrived[f"f{n}"]) != len(arrived[f"c{n}"])], [], "corpus: nothing twice")
    unlike = [n for n in delivered if body(arrived[f"f{n}"][0]) != body(arrived[f"c{n}"][0])]
    trial.equal(unlike, [], "corpus: bodies are those without Chaperone")
    drop = lambda lines: [line for line in lines if not line.startswith(MARK)]
    headers = [n for n in delivered if drop(own_fields(arrived[f"f{n}"][0])) != drop(own_fields(arrived[f"c{n}"][0]))]
    trial.equal(headers, [], "corpus: fields are those without Chaperone")

    differing, unlike_parties = verdicts(trial, gateway, mails, profile, agreeing)
    trial.equal(differing, [], "corpus: verdicts are those of scan where the parties agree")
    latency = {name: [o.seconds * 1000 for o in outcomes if o.kind != "unknown"] for name, outcomes in (("with", ours), ("without", plain))}
    figures = {name: (percentile(all_, 0.5), percentile(all_, 0.99)) for name, all_ in latency.items()}
    levels = {}
    for event in gateway.events("message"):
        levels[event["level"]] = levels.get(event["level"], 0) + 1
    print(
        f"corpus: sent {len(mails)} = delivered {len(delivered)} + rejected {len(kinds['rejected'])} + deferred {len(kinds['deferred'])}"
        f" (without Chaperone Postfix refuses {len(refused)}); levels {levels}; {len(unlike)} bodies and {len(headers)} headers differ;"
        f" verdicts: {sum(agreeing)} with the same parties, {len(differing)} differ; {len(mails) - sum(agreeing)} with other parties, of which"
        f" {len(unlike_parties)} differ: {unlike_parties[:20]}; milliseconds a message with Chaperone: median {figures['with'][0]:.1f},"
        f" 99th {figures['with'][1]:.1f}; without: {figures['without'][0]:.1f}, {figures['without'][1]:.1f}", flush=True)
    return f"{len(mails)} real mails, {len(unlike)} bodies and {len(differing)} verdicts differ"


def verdicts(trial, gateway, mails, profile, agreeing):
    """Messages whose level or score in the log is not that of `chaperone scan`: with the same parties, and with others."""
    folder = trial.folder("corpus")
    for number, message in enumerate(mails):
        (folder / f"{number:06}.eml").write_bytes(MARK + f"f{number}\r\n".encode() + message)
    run = subprocess.run(
        [trial.binary, "scan", "--format", "jsonl", "--lexicons", trial.lexicons, "--profile", profile, "--input-format", "eml", folder],
        capture_output=True)
    scanned = {}
    for line in run.stdout.splitlines():
        record = json.loads(line)
        if "risk" in record:
            scanned[int(Path(record["source"]).stem)] = record
    told = gateway.events("message")
    trial.equal(len(told), len(mails), "corpus: one line of the log for each message")
    same, other = [], []
    for number, event in enumerate(told):
        record = scanned.get(number)
        if record is None:
            same.append((number, "not scanned"))
        elif (record["risk"], record["score"]) != (event["level"], event.get("score")):
            seen = (number, f"scan {record['risk']} {record['score']}", f"milter {event['level']} {event.get('score')}")
            (same if agreeing[number] else other).append(seen)
    return same, other
