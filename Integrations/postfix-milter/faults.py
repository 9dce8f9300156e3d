"""What can go wrong, under load: nothing may be lost, doubled or altered."""

import itertools
import subprocess
import time

from gateway import ACTIONS, Gateway
from mails import DISCLOSURE, OUTSIDE, body, key, mail, shapes
from senders import Crowd, Sender, percentile
from trial import FILTER_USER, wait_until


class Traffic:
    """A crowd of senders on shapes of mail, some of high risk, and the account of what became of them."""

    #: Tells the mail of one crowd from that of another of the same name in the same trial.
    numbers = itertools.count()

    def __init__(self, server, mark, senders=4, pause=0.0, port=None):
        self.server = server
        self.mark = f"{mark}.{next(self.numbers)}"
        self.mails = shapes()
        self.names = list(self.mails)
        self.crowd = Crowd(port or server.port, senders, self._make, pause)

    def _make(self, number):
        if number % 10 == 9:
            return f"{self.mark}-{number}", mail(DISCLOSURE, key=f"{self.mark}-{number}"), [OUTSIDE]
        name = self.names[number % len(self.names)]
        marked = b"Message-ID: <%s-%d-" % (self.mark.encode(), number)
        return f"{self.mark}-{number}-{name}", self.mails[name].replace(b"Message-ID: <", marked), [OUTSIDE]

    def finish(self, trial, what, settles=60):
        """Stops the senders, waits until the queue is empty, and checks that the account is even."""
        crowd = self.crowd.stop()
        # What a full disk put off inside the queue is tried again.
        self.server.postfix.flush()
        trial.expect(self.server.postfix.settled(0, settles), f"{what}: the queue is empty", len(self.server.postfix.queue()))
        arrived = {}
        for message in list(self.server.sink.delivered):
            name = key(message.data) or ""
            if name.startswith(f"{self.mark}-"):
                arrived.setdefault(name, []).append(message.data)
        taken, rejected = crowd.keys("taken"), crowd.keys("rejected")
        trial.equal(crowd.unknown, [], f"{what}: every sender got an answer")
        trial.equal(sorted(taken - arrived.keys())[:5], [], f"{what}: all that was taken arrives")
        trial.equal(sorted(arrived.keys() - taken)[:5], [], f"{what}: nothing arrives that was not taken")
        trial.equal([name for name, copies in arrived.items() if len(copies) > 1][:5], [], f"{what}: nothing arrives twice")
        trial.expect(rejected and not any(name in arrived for name in rejected), f"{what}: what is rejected does not leave")
        bodies = self.server.control_bodies
        altered = [
            name for name, copies in arrived.items()
            if name in taken and body(copies[0]) != bodies.get(name.split("-", 2)[-1], body(copies[0]))]
        trial.equal(altered[:5], [], f"{what}: no body is altered")
        seconds = [seconds for _, seconds, kind in crowd.latencies if kind in ("taken", "rejected")]
        print(
            f"{what}: sent {len(taken) + len(rejected)} = delivered {len(arrived)} + rejected {len(rejected)}"
            f" (deferred on the way {crowd.deferrals}) in {crowd.seconds:.0f} s;"
            f" median {percentile(seconds, 0.5) * 1000:.0f} ms, 99th {percentile(seconds, 0.99) * 1000:.0f} ms", flush=True)
        return crowd


def limits_are_told(trial, server):
    """What is too long, too deep or too much is told, goes the way that was chosen, and is not altered."""
    nested = b"innermost"
    for level in range(80):
        nested = b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n%s\r\n--b%d--\r\n" % (level, level, nested, level)
    head, _, deep = nested.partition(b"\r\n\r\n")
    parts = b"".join(b"--p\r\nContent-Type: text/plain\r\n\r\npart %d\r\n" % number for number in range(2_100)) + b"--p--"
    cases = {
        "long": mail("word " * 60_000, key="l-long"),
        "deep": mail(deep, headers=f"MIME-Version: 1.0\r\n{head.decode()}\r\n", key="l-deep"),
        "many": mail(parts, headers="MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=p\r\n", key="l-many"),
        "encrypted": mail(
            "--e\nContent-Type: application/pgp-encrypted\n\nVersion: 1\n--e\nContent-Type: application/octet-stream\n\nxx\n--e--",
            headers='MIME-Version: 1.0\r\nContent-Type: multipart/encrypted; protocol="application/pgp-encrypted"; boundary=e\r\n',
            key="l-encrypted"),
        "binary": mail(bytes(range(1, 256)).replace(b"\r", b"").replace(b"\n", b"") * 40, key="l-binary"),
    }
    settings = "size-limit 200K\non-size-limit {}\noutgoing incomplete {}\n"
    sender = Sender(server.port)
    for answer, kinds in (("open", "taken"), ("defer", "deferred")):
        action = {"open": "accept", "defer": "tempfail Later."}[answer]
        server.gateway.configure(ACTIONS + settings.format(answer, action))
        before = server.gateway.count("chaperone_reloads_total")
        server.gateway.reload()
        wait_until(lambda: server.gateway.count("chaperone_reloads_total") > before)
        for name, message in cases.items():
            outcome = sender.send(name, message)
            wanted = "taken" if name == "binary" else kinds
            trial.equal(outcome.kind, wanted, f"{name}: with {answer}")
            event = server.gateway.events("message")[-1]
            trial.equal(event.get("complete", True), name == "binary", f"{name}: the log says what was read")
            if answer == "open":
                Sender(server.postfix.control_port).send(name, message.replace(b"<l-", b"<lc-"))
                ours, control = server.arrives(f"l-{name}"), server.arrives(f"lc-{name}")
                if trial.equal((len(ours), len(control)), (1, 1), f"{name}: it arrives once"):
                    trial.equal(body(ours[0].data) == body(control[0].data), True, f"{name}: the same body")
    server.gateway.configure(ACTIONS + "time-limit 1ms\non-time-limit defer\n")
    before = server.gateway.count("chaperone_reloads_total")
    server.gateway.reload()
    wait_until(lambda: server.gateway.count("chaperone_reloads_total") > before)
    outcome = sender.send("slow", mail("The quick suspension of a student. " * 4_000, key="l-slow"))
    trial.equal(outcome.kind, "deferred", "a message without a verdict in time waits with its sender")
    server.gateway.configure(ACTIONS)
    server.gateway.reload()
    wait_until(lambda: server.gateway.count("chaperone_reloads_total") > before + 1)
    sender.close()
    return len(cases) + 1


def reloads(trial, server, seconds=3):
    """New lexicons while mail flows; a broken one changes nothing; no sender notices either."""
    gateway = server.gateway
    traffic = Traffic(server, "reload")
    done = gateway.metrics()['chaperone_reloads_total{result="done"}']
    lexicon = trial.lexicons / "own.lexicon"
    good = "lexicon own\nconcern student\nrule fox\n  about  Foxes.\n  +90  purple fox {}\n  hit    «purple fox {}»\n  miss   slow fox\n"
    for number in range(seconds):
        lexicon.write_text(good.format(number, number))
        gateway.reload()
        time.sleep(1)
    fox = f"The purple fox {seconds - 1}."
    # Signals that come during a reload are one; on a busy machine a reload takes seconds.
    counts = wait_until(lambda: Sender(server.port).send("fox", mail(fox, key="fox")).kind == "rejected", 90, every=0.5)
    trial.expect(counts, "reload: the new lexicon counts")
    trial.expect(gateway.metrics()['chaperone_reloads_total{result="done"}'] > done, "reload: the counters tell it")
    refusals = len(gateway.events("reload-refused"))
    lexicon.write_text("lexicon own\nconcern student\nrule fox\n  +90 broken {\n")
    gateway.reload()
    trial.expect(
        wait_until(lambda: len(gateway.events("reload-refused")) > refusals, 60), "a broken lexicon is refused")
    outcome = Sender(server.port).send("fox2", mail(fox, key="fox2"))
    trial.equal(outcome.kind, "rejected", "a broken lexicon: the old one stays")
    told = "".join(str(event) for event in gateway.events("mistake"))
    trial.expect("own.lexicon:" in told, "the log tells the place of the mistake", told)
    lexicon.unlink()
    refused = gateway.metrics()['chaperone_reloads_total{result="refused"}']
    trial.expect(refused >= 1, "the counters tell it")
    # Nobody tells the daemon: it sees that the file is gone.
    trial.expect(
        wait_until(lambda: Sender(server.port).send("fox3", mail(fox, key="fox3")).kind == "taken", 60),
        "a change is noticed without a signal")
    crowd = traffic.finish(trial, "reload under load")
    trial.equal(crowd.deferrals, 0, "reload under load: nobody was put off")


def faults(trial, server, seconds=2):
    """Each fault under load; answers how many there were."""
    survived = [killed, socket_gone, terminated, disk_full]
    for fault in survived:
        traffic = Traffic(server, fault.__name__)
        time.sleep(seconds)
        told = fault(trial, server, seconds)
        time.sleep(seconds)
        crowd = traffic.finish(trial, f"{fault.__name__.replace('_', ' ')} ({told})")
        if fault in (killed, socket_gone, terminated):
            trial.expect(crowd.deferrals > 0, f"{fault.__name__}: the fault was felt")
    return len(survived)


def killed(trial, server, seconds):
    """kill -9 in the midst of messages."""
    for _ in range(3):
        server.gateway.kill()
        time.sleep(seconds / 4)
        server.gateway.start()
        time.sleep(seconds / 4)
    return "kill -9 three times"


def socket_gone(trial, server, seconds):
    """The socket's file is removed under the daemon."""
    if server.gateway.socket.startswith("unix:"):
        (server.gateway.folder / "milter.sock").unlink()
    time.sleep(seconds)
    server.gateway.stop()
    server.gateway.start()
    return "its file removed"


def terminated(trial, server, seconds):
    """SIGTERM: what is in progress is finished, then it ends."""
    before = server.gateway.count("chaperone_abandoned_total")
    code, took = server.gateway.stop()
    trial.equal(code, 0, "SIGTERM: it ends well")
    trial.equal(server.gateway.events("stop")[-1].get("in_progress"), "0", "SIGTERM: nothing was in progress")
    time.sleep(seconds / 2)
    server.gateway.start()
    return f"SIGTERM, ended after {took:.1f} s, {before:.0f} abandoned before"


def disk_full(trial, server, seconds):
    """The disk of the queue and of the daemon's log is full for a while."""
    if not server.small_disk:
        return "left out: no file system can be mounted here"
    filler = server.small_disk / "filler"
    for size in (1 << 20, 1 << 12):
        with open(filler, "ab", buffering=0) as file:
            try:
                while file.write(b"x" * size) == size:
                    pass
            except OSError:
                pass
    time.sleep(seconds)
    logged = server.gateway.metrics()['chaperone_failures_total{kind="log"}']
    filler.unlink()
    return f"queue and log without room for {seconds} s, {logged:.0f} lines of the log not written"
