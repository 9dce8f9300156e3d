"""Postfix that delivers through a program of its users (procmail, maildrop): what their tests have in common."""

import os
import statistics
import time

from mails import DISCLOSURE_ANYWHERE, body, fields, key, mail, own_fields, send, shapes
from postfix import Postfix
from sink import Sink
from trial import FILTER_USER, install, wait_until

#: Who receives; the user exists everywhere, and the mailbox is the test's own.
RECEIVER = f"{FILTER_USER}@local.maplehollow.example"
CONTROL = f"control+{FILTER_USER}@maplehollow.example"
PARENT = "a.parent@elsewhere.example"


class LocalDelivery:
    """A Postfix whose mail for one user goes through a program, with or without Chaperone."""

    def __init__(self, trial, package, command):
        self.trial = trial
        self.boxes = trial.folder("home", owner=FILTER_USER)
        self.sink = Sink()
        trial.at_end.append(self.sink.close)
        self.postfix = Postfix(trial, self.sink.port)
        install(package)
        self.postfix.add("main.cf", f"mydestination = local.maplehollow.example\nmailbox_command = {command}")
        self.postfix.add("master.cf", "local unix - n n - - local")
        trial.warm()
        self.postfix.start()

    def send(self, message):
        send(self.postfix.control_port, message, [RECEIVER], PARENT)

    def box(self, folder=""):
        """The messages of the user's Maildir, or of a folder of it."""
        path = self.boxes / "Maildir" / folder / "new"
        return [file.read_bytes() for file in sorted(path.iterdir())] if path.is_dir() else []

    def find(self, name):
        """The folder that the message lies in."""
        for folder in ("", ".Chaperone"):
            if any(key(message) == name for message in self.box(folder)):
                return folder.strip(".") or "the inbox"
        return None

    def arrives(self, name, folder="", seconds=30):
        """The messages with this key, once there is one."""
        found = lambda: [message for message in self.box(folder) if key(message) == name]  # noqa: E731
        wait_until(found, seconds)
        return found()


def shapes_are_kept(trial, server, unfiltered):
    """Every mail arrives as it does without Chaperone; `unfiltered` turns it off and on."""
    delivered = {}
    for is_filtered in (False, True):
        unfiltered(not is_filtered)
        for name, message in shapes().items():
            mark = b"<f-" if is_filtered else b"<c-"
            server.send(message.replace(b"Message-ID: <", b"Message-ID: " + mark))
        if not trial.expect(server.postfix.settled(), "the queue is empty", server.postfix.reasons()):
            raise RuntimeError(server.postfix.log()[-3000:])
    for message in server.box():
        delivered.setdefault(key(message), []).append(message)
    for name in shapes():
        filtered, control = delivered.get(f"f-{name}", []), delivered.get(f"c-{name}", [])
        if trial.equal((len(filtered), len(control)), (1, 1), f"{name}: delivered once"):
            trial.equal(body(filtered[0]), body(control[0]), f"{name}: the same body")
            unmarked = [line.replace(b"<f-", b"<c-") for line in own_fields(filtered[0])]
            trial.equal(unmarked, own_fields(control[0]), f"{name}: the same fields")
            trial.equal(fields(filtered[0], "X-Chaperone-Level"), ["none"], f"{name}: its level")
    return len(shapes())


def high_risk_is_filed(trial, server, folder):
    server.send(mail(DISCLOSURE_ANYWHERE, key="high", headers="X-Chaperone-Level: none\r\n"))
    found = server.arrives("high", folder)
    if trial.equal(len(found), 1, "high risk lies in its folder"):
        trial.equal(fields(found[0], "X-Chaperone-Level"), ["high"], "the forged level is gone")
    trial.equal([m for m in server.box() if key(m) == "high"], [], "and not in the inbox")


def failures_defer(trial, server, ending=b"\n"):
    """Whatever fails, Postfix keeps the message and delivers it when the failure is mended."""
    failures = {
        "no-profile": (trial.profile, None),
        "no-binary": (trial.binary, None),
        "killed": (trial.binary, "#!/bin/sh\nkill -9 $$\n"),
        "odd-code": (trial.binary, "#!/bin/sh\nexit 42\n"),
        "half-printed": (trial.binary, "#!/bin/sh\nhead -c 40\nexit 75\n"),
        "slow": (trial.binary, "#!/bin/sh\nexec sleep 60\n"),
    }
    for name, (path, instead) in failures.items():
        os.rename(path, f"{path}.aside")
        if instead:
            path.write_text(instead)
            path.chmod(0o755)
        server.send(mail("Not lost.", key=name))
        resting = server.postfix.settled(1)
        trial.expect(resting, f"{name}: the message is deferred", server.postfix.log()[-1500:])
        trial.equal([m for m in server.box() if key(m) == name], [], f"{name}: it does not pass")
        print(f"{name}: {server.postfix.reasons()}")
        os.replace(f"{path}.aside", path)
        server.postfix.flush()
        arrived = server.arrives(name)
        trial.equal(len(arrived), 1, f"{name}: it arrives when the failure is mended")
        if arrived:
            trial.equal(body(arrived[0]), b"Not lost." + ending, f"{name}: whole")
        trial.expect(server.postfix.settled(), f"{name}: the queue is empty", server.postfix.reasons())
    return len(failures)


def became(server, name, message):
    """Sends a mail and says where it is then."""
    server.send(message)
    wait_until(lambda: server.find(name) or server.postfix.resting())
    if server.find(name):
        return f"lies in {server.find(name)}"
    server.postfix.delete_queue()
    return "deferred"


def latency(server, unfiltered, count=30):
    """Median milliseconds from sending to lying in the mailbox, with Chaperone and without."""
    medians = []
    for is_filtered in (True, False):
        unfiltered(not is_filtered)
        taken = []
        for index in range(count):
            name = f"late{is_filtered}{index}"
            start = time.monotonic()
            server.send(mail("The bus leaves at nine. " * 20, key=name))
            before = len(server.box())
            wait_until(lambda: any(key(m) == name for m in server.box()[-3:]) or server.arrives(name, seconds=0), 20, 0.002)
            taken.append((time.monotonic() - start) * 1000)
        medians.append(statistics.median(taken))
    unfiltered(False)
    return medians
