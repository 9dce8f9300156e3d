"""Mail programs that send one message after the other, and remember what the mail server answered."""

import smtplib
import threading
import time

from mails import OUTSIDE, STAFF


class Outcome:
    """What became of one message as its sender saw it."""

    def __init__(self, key, code, text, seconds):
        self.key = key
        self.code = code
        self.text = text
        self.seconds = seconds

    @property
    def kind(self):
        """taken, rejected or deferred; `unknown` when the connection broke before the answer."""
        return {2: "taken", 5: "rejected", 4: "deferred"}.get(self.code // 100, "unknown")

    @property
    def queue_id(self):
        return self.text.rpartition("queued as ")[2].strip() if "queued as " in self.text else None


class Sender:
    """One connection, opened again when the mail server ends it."""

    def __init__(self, port, timeout=120):
        self.port = port
        self.timeout = timeout
        self.client = None

    def send(self, key, message, recipients=(OUTSIDE,), sender=STAFF):
        """Sends once; a failure before the message was handed over is a deferral, as for any mail program."""
        start = time.monotonic()
        handed_over = False
        try:
            if self.client is None:
                self.client = smtplib.SMTP("127.0.0.1", self.port, local_hostname="client.maplehollow.example", timeout=self.timeout)
                self.client.ehlo()
                start = time.monotonic()
            code, text = self.client.mail(sender, ["BODY=8BITMIME"])
            for recipient in recipients:
                if code // 100 == 2:
                    code, text = self.client.rcpt(recipient)
            if code // 100 == 2:
                code, text = self.client.docmd("DATA")
                if code == 354:
                    handed_over = True
                    quoted = smtplib._quote_periods(message)
                    self.client.send(quoted + (b"" if quoted.endswith(b"\r\n") else b"\r\n") + b".\r\n")
                    code, text = self.client.getreply()
            if code // 100 == 4:
                # Postfix asks a daemon that went away no more in the same session.
                self.close()
            elif code // 100 != 2:
                self.client.rset()
            return Outcome(key, code, text.decode(errors="replace"), time.monotonic() - start)
        except (smtplib.SMTPException, OSError) as error:
            self.close()
            return Outcome(key, 0 if handed_over else 421, str(error), time.monotonic() - start)

    def close(self):
        if self.client is not None:
            try:
                self.client.close()
            finally:
                self.client = None


class Crowd:
    """Senders that send until they are told to stop; what is deferred is sent again until it is decided."""

    def __init__(self, port, count, make, pause=0.0):
        self.port = port
        self.make = make
        self.pause = pause
        self.decided = {}
        self.deferrals = 0
        self.unknown = []
        self.latencies = []
        self._next = 0
        self._going = True
        self._lock = threading.Lock()
        self._threads = [threading.Thread(target=self._run, daemon=True) for _ in range(count)]
        self.started = time.monotonic()
        for thread in self._threads:
            thread.start()

    def _run(self):
        sender = Sender(self.port)
        while self._going:
            with self._lock:
                number = self._next
                self._next += 1
            key, message, recipients = self.make(number)
            while True:
                outcome = sender.send(key, message, recipients)
                with self._lock:
                    self.latencies.append((time.monotonic() - self.started, outcome.seconds, outcome.kind))
                    if outcome.kind == "unknown":
                        self.unknown.append(key)
                    elif outcome.kind == "deferred":
                        self.deferrals += 1
                    else:
                        self.decided[key] = outcome
                if outcome.kind != "deferred":
                    break
                time.sleep(0.05)
            if self.pause:
                time.sleep(self.pause)
        sender.close()

    def stop(self):
        """Lets each sender finish its message."""
        self._going = False
        for thread in self._threads:
            thread.join(120)
        self.seconds = time.monotonic() - self.started
        return self

    def keys(self, kind):
        return {key for key, outcome in self.decided.items() if outcome.kind == kind}


def percentile(values, share):
    """The value that a share of all does not exceed."""
    ordered = sorted(values)
    return ordered[min(int(len(ordered) * share), len(ordered) - 1)] if ordered else 0.0
