"""A Postfix with chaperone-milter in front, and the same Postfix without it on another port."""

import subprocess
import time
from pathlib import Path

from gateway import Gateway
from mails import key
from postfix import Postfix
from sink import Sink
from trial import free_port, wait_until

HERE = Path(__file__).resolve().parent
#: Postfix itself leaves the mail as it is: no completed addresses, no folded lines (which break signatures).
UNTOUCHED = """
local_header_rewrite_clients =
smtp_line_length_limit = 0
# No notice to the postmaster of each message that finds the disk full.
notify_classes =
"""
COLLEAGUE = "office@maplehollow.example"


class Server:
    """Starts both with the shipped lines of main.cf."""

    def __init__(self, trial, gateway=None):
        self.trial = trial
        self.small_disk = self._small_disk()
        self.gateway = (gateway or Gateway(trial)).start()
        #: The bodies of shapes as the same Postfix delivers them without Chaperone.
        self.control_bodies = {}
        self.sink = Sink()
        trial.at_end.append(self.sink.close)
        self.postfix = Postfix(trial, self.sink.port)
        self.port = free_port()
        self.spare_port = free_port()
        places = {
            "unix:/run/chaperone/milter.sock": self.gateway.postfix_socket,
            # A daemon that is away is missed at once.
            "milter_connect_timeout = 10s": "milter_connect_timeout = 5s",
        }
        shipped = trial.place(HERE / "main.cf", trial.folder("parts") / "main.cf", places).read_text()
        self.postfix.add("main.cf", shipped + UNTOUCHED)
        self.postfix.add("master.cf", f"{self.port} inet n - n - - smtpd")
        self._control_without_milters()
        self.postfix.start()

    def _small_disk(self):
        """A file system of 256 MB for Postfix' queue and the daemon's log; nil where none can be mounted."""
        path = self.trial.folder("small")
        if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=256m,mode=755", "tmpfs", path], capture_output=True).returncode:
            return None
        self.trial.at_end.append(lambda: subprocess.run(["umount", "-l", path]))
        for name in ("postfix/spool", "gateway"):
            (path / name).mkdir(parents=True)
            (self.trial.root / name).parent.mkdir(parents=True, exist_ok=True)
            (self.trial.root / name).symlink_to(path / name)
        return path

    def _control_without_milters(self):
        path = self.postfix.etc / "master.cf"
        line = f"{self.postfix.control_port}  inet  n  -  n  -    -  smtpd"
        path.write_text(path.read_text().replace(line, line + "\n  -o smtpd_milters="))

    def restart(self, gateway):
        """Puts another daemon in the place of this one."""
        self.gateway.stop()
        self.use(gateway.start())

    def use(self, gateway, milters=None):
        """Tells Postfix where the daemon is now."""
        self.gateway = gateway
        self.postfix.command(
            "postconf", "-c", str(self.postfix.etc), "-e", f"smtpd_milters={milters or gateway.postfix_socket}")
        self.postfix.reload()
        # Postfix' processes of before finish what they have.
        time.sleep(1)

    def outside(self, name):
        """The messages with this key that left the district."""
        return [message for message in list(self.sink.delivered) if key(message.data) == name]

    def arrives(self, name, count=1, seconds=20):
        wait_until(lambda: len(self.outside(name)) >= count, seconds)
        return self.outside(name)

    def inside(self, box, name, seconds=20):
        """The messages with this key in a mailbox of the district."""

        def found():
            return [message for message in self.postfix.box(box) if key(message) == name]

        return wait_until(found, seconds)
