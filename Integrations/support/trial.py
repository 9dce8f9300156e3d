"""What every test of an integration needs: a folder of its own, expectations, and how it ends."""

import os
import pwd
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

SUPPORT = Path(__file__).resolve().parent
REPOSITORY = SUPPORT.parent.parent

#: Who the filter runs as in the tests: somebody who owns nothing. An installation has a user of its own.
FILTER_USER = "nobody"

#: A few rules that hold still while the shipped lexicons are tuned.
FIXED_LEXICONS = REPOSITORY / "Tests/Fixtures/cards/Lexicons"


def skip(reason):
    """Ends the test: it cannot run here."""
    print(reason)
    sys.exit(77)


def install(*packages, into=None):
    """Installs Debian packages, or skips the test where that cannot be done."""
    if os.geteuid() != 0:
        skip("a mail server on loopback needs root to start; run it as root or with sudo")
    command = [str(SUPPORT / "install")] + (["--into", str(into)] if into else []) + list(packages)
    run = subprocess.run(command, stdout=subprocess.PIPE, text=True)
    if run.returncode != 0:
        skip(run.stdout.strip().splitlines()[-1] if run.stdout.strip() else "could not install")


def free_port():
    """A port of loopback that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def listens(port):
    """Whether somebody listens on a port of loopback."""
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def wait_until(condition, seconds=20, every=0.02):
    """Waits until the condition holds; what it then is, or what it was at last."""
    end = time.monotonic() + seconds
    while True:
        value = condition()
        if value or time.monotonic() > end:
            return value
        time.sleep(every)


class Trial:
    """One run of a test: a folder with Chaperone installed in it, and what was expected and seen."""

    def __init__(self):
        binary = os.environ.get("CHAPERONE")
        if not binary or not os.access(binary, os.X_OK):
            skip("CHAPERONE does not name the program; run this through: make test-integrations")
        self.root = Path(tempfile.mkdtemp(prefix="chaperone-"))
        self.root.chmod(0o755)
        self.expected = 0
        self.failures = []
        self.at_end = []
        # The program and its files where any user can read them, which a checkout need not be.
        self.binary = self.root / "bin/chaperone"
        self.profile = self.root / "etc/chaperone/district.profile"
        self.lexicons = self.root / "share/chaperone/Lexicons"
        self.binary.parent.mkdir(parents=True)
        shutil.copy(binary, self.binary)
        shutil.copytree(os.environ.get("CHAPERONE_LEXICONS", REPOSITORY / "Lexicons"), self.lexicons)
        examples = REPOSITORY / "Examples"
        self.profile.parent.mkdir(parents=True)
        shutil.copy(examples / "district.profile", self.profile)
        shutil.copytree(examples / "rosters", self.profile.parent / "rosters")
        os.environ.pop("CHAPERONE_LEXICONS", None)
        self.cache = self.folder("cache", owner=FILTER_USER, mode=0o700)

    def own(self, path, owner):
        """Gives a folder to a user."""
        entry = pwd.getpwnam(owner)
        os.chown(path, entry.pw_uid, entry.pw_gid)

    def warm(self, user=FILTER_USER):
        """Runs the program once as the filter's user: the first run prepares the lexicons, the next ones are fast."""
        command = ["check", "--format", "none", "--profile", str(self.profile)]
        entry = pwd.getpwnam(user)
        subprocess.run(
            [str(self.binary), *command],
            input=b"Subject: first\n\nfirst\n",
            env={"CHAPERONE_CACHE": str(self.cache)},
            user=entry.pw_uid,
            group=entry.pw_gid,
            extra_groups=[],
            cwd="/",
            check=True,
        )

    def folder(self, name, owner=None, mode=0o755):
        """Makes a folder of the trial's own."""
        path = self.root / name
        path.mkdir(parents=True, exist_ok=True)
        if owner:
            entry = pwd.getpwnam(owner)
            os.chown(path, entry.pw_uid, entry.pw_gid)
        path.chmod(mode)
        return path

    def place(self, source, target, replacing=None, mode=0o644):
        """Puts a shipped file where the server looks for it, with the paths of an installation made the trial's."""
        text = Path(source).read_text()
        paths = {
            "/usr/local/bin/chaperone": str(self.binary),
            "/etc/chaperone/": f"{self.profile.parent}/",
            "/var/cache/chaperone": str(self.cache),
        }
        for old, new in {**paths, **(replacing or {})}.items():
            text = text.replace(old, new)
        target = Path(target)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text)
        target.chmod(mode)
        return target

    def expect(self, holds, what, seen=None):
        """Counts an expectation, and says what was seen in its place where it does not hold."""
        self.expected += 1
        if not holds:
            told = what if seen is None else f"{what}; seen: {seen!r:.2000}"
            self.failures.append(told)
            print(f"not so: {told}", flush=True)
        return bool(holds)

    def equal(self, seen, wanted, what):
        """Expects two values to be the same."""
        return self.expect(seen == wanted, f"{what}: wanted {wanted!r:.2000}", seen)

    def end(self, summary):
        """Stops the servers, and ends the test with what was seen."""
        self.clean_up()
        if self.failures:
            print(f"{len(self.failures)} of {self.expected} expectations do not hold")
            sys.exit(1)
        print(f"{summary} ({self.expected} expectations)")
        sys.exit(0)

    def clean_up(self):
        """Stops what runs and removes the folder, unless KEEP is set."""
        while self.at_end:
            self.at_end.pop()()
        if os.environ.get("KEEP"):
            print(f"kept: {self.root}")
        else:
            shutil.rmtree(self.root, ignore_errors=True)


def run(test, lexicons=None):
    """Runs a test with these lexicons, or those of CHAPERONE_LEXICONS; whatever happens, its servers are stopped."""
    if lexicons:
        os.environ["CHAPERONE_LEXICONS"] = str(lexicons)
    trial = Trial()
    try:
        summary = test(trial)
    except BaseException:
        trial.clean_up()
        raise
    trial.end(summary)
