"""The daemon under test: its configuration, its process, its log and its counters."""

import functools
import json
import os
import pwd
import signal
import socket
import subprocess
import time
from pathlib import Path

from trial import FILTER_USER, REPOSITORY, install, skip, wait_until

#: What the trials ask for unless they say otherwise.
ACTIONS = """
outgoing  high    reject  Not sent: {level} risk ({concerns}; policy {clauses}).
outgoing  medium  quarantine
internal  high    headers
override  X-Chaperone-Override
"""


@functools.cache
def build():
    """The daemon's path: CHAPERONE_MILTER, or what `make milter` builds with CONFIGURATION in the folder BUILD."""
    if os.environ.get("CHAPERONE_MILTER"):
        return Path(os.environ["CHAPERONE_MILTER"])
    install("libmilter-dev")
    if subprocess.run(["which", "swift"], capture_output=True).returncode != 0:
        skip("swift is not on the PATH, and CHAPERONE_MILTER names no chaperone-milter")
    scratch = Path(os.environ.get("BUILD", REPOSITORY / ".build"))
    configuration = os.environ.get("CONFIGURATION", "release")
    start = time.monotonic()
    run = subprocess.run(
        ["make", "-C", REPOSITORY, "milter", f"BUILD={scratch}", f"CONFIGURATION={configuration}"],
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
    )
    if run.returncode != 0:
        raise RuntimeError(f"chaperone-milter does not build:\n{run.stdout[-4000:]}")
    print(f"built chaperone-milter in {time.monotonic() - start:.0f} s", flush=True)
    return scratch / configuration / "chaperone-milter"


class Gateway:
    """A chaperone-milter of the trial's own; `start` runs it."""

    def __init__(self, trial, lines=ACTIONS, profile=None, socket_name=None):
        self.trial = trial
        self.binary = build()
        self.folder = trial.folder("gateway", owner=FILTER_USER)
        self.socket = socket_name or f"unix:{self.folder}/milter.sock"
        self.configuration = self.folder / "chaperone-milter.conf"
        self.log_path = self.folder / "log"
        self.profile = profile or trial.profile
        self.process = None
        self.configure(lines)
        trial.at_end.append(self.kill)

    def configure(self, lines, log=None):
        log = log or self.log_path
        self.configuration.write_text(
            f"socket {self.socket}\nsocket-mode 0666\nuser {FILTER_USER}\nlog {log}\n"
            f"metrics unix:{self.folder}/metrics.sock\nlexicons {self.trial.lexicons}\nprofile {self.profile}\n"
            f"check-every 1s\n{lines}\n"
        )

    @property
    def postfix_socket(self):
        """The socket as Postfix writes it."""
        if self.socket.startswith("unix:"):
            return self.socket
        port, host = self.socket.removeprefix("inet:").split("@")
        return f"inet:{host}:{port}"

    def start(self):
        environment = {**os.environ, "CHAPERONE_CACHE": str(self.trial.cache)}
        self.process = subprocess.Popen([self.binary, "--config", self.configuration], env=environment)
        if not wait_until(self.answers, 60):
            raise RuntimeError(f"the daemon does not start: {self.process.poll()}")
        return self

    def answers(self):
        """Whether the daemon serves: its counters can be read."""
        try:
            return "chaperone_rules" in self.metrics_text()
        except OSError:
            return False

    def signal(self, number):
        os.kill(self.process.pid, number)

    def kill(self):
        """Ends it at once, as a crash does."""
        if self.process and self.process.poll() is None:
            self.process.kill()
            self.process.wait()

    def stop(self):
        """SIGTERM; answers the exit code and the seconds that it took."""
        start = time.monotonic()
        self.signal(signal.SIGTERM)
        return self.process.wait(60), time.monotonic() - start

    def reload(self):
        self.signal(signal.SIGHUP)

    def metrics_text(self):
        with socket.socket(socket.AF_UNIX) as client:
            client.settimeout(10)
            client.connect(f"{self.folder}/metrics.sock")
            client.sendall(b"GET /metrics HTTP/1.0\r\n\r\n")
            text = b""
            while part := client.recv(1 << 16):
                text += part
        return text.decode().partition("\r\n\r\n")[2]

    def metrics(self):
        """The counters: their value by name and labels."""
        lines = [line for line in self.metrics_text().splitlines() if not line.startswith("#")]
        return {name: float(value) for name, value in (line.rsplit(" ", 1) for line in lines)}

    def count(self, name):
        """The sum of a counter over all its labels."""
        return sum(value for key, value in self.metrics().items() if key.split("{")[0] == name)

    def events(self, kind=None):
        """The log's lines, all or of one kind."""
        lines = self.log_path.read_text().splitlines() if self.log_path.exists() else []
        events = [json.loads(line) for line in lines]
        return [event for event in events if kind in (None, event["event"])]

    def memory(self):
        """Megabytes that the process uses."""
        for line in Path(f"/proc/{self.process.pid}/status").read_text().splitlines():
            if line.startswith("VmRSS"):
                return int(line.split()[1]) / 1024
        return 0.0

    def identity(self):
        """The user that the process runs as."""
        uid = os.stat(f"/proc/{self.process.pid}").st_uid
        return pwd.getpwuid(uid).pw_name
