"""A Postfix of the test's own: its configuration, queue and log in the trial's folder, high ports on loopback."""

import json
import shutil
import subprocess
from pathlib import Path

from mails import key
from trial import free_port, install, listens, wait_until

MAIN = """
compatibility_level = 3.6
command_directory = {root}/sbin
queue_directory = {root}/spool
data_directory = {root}/data
maillog_file_prefixes = {root}
maillog_file = {root}/mail.log
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
mynetworks = 127.0.0.0/8
myhostname = mail.maplehollow.example
mydestination =
local_recipient_maps =
alias_maps =
virtual_mailbox_domains = maplehollow.example, students.maplehollow.example
virtual_mailbox_base = {root}/boxes
virtual_mailbox_maps = texthash:{root}/etc/boxes
virtual_uid_maps = static:65534
virtual_gid_maps = static:65534
relayhost = [127.0.0.1]:{outside}
smtpd_relay_restrictions = permit_mynetworks, reject
smtpd_client_connection_count_limit = 0
smtpd_client_connection_rate_limit = 0
smtp_dns_support_level = disabled
# A test does not wait five minutes for the next try.
minimal_backoff_time = 1h
maximal_backoff_time = 1h
queue_run_delay = 1h
"""

MASTER = """
postlog    unix-dgram n  -  n  -  1  postlogd
pickup     unix  n  -  n  1    1  pickup
cleanup    unix  n  -  n  -    0  cleanup
qmgr       unix  n  -  n  3600 1  qmgr
rewrite    unix  -  -  n  -    -  trivial-rewrite
bounce     unix  -  -  n  -    0  bounce
defer      unix  -  -  n  -    0  bounce
trace      unix  -  -  n  -    0  bounce
verify     unix  -  -  n  -    1  verify
flush      unix  n  -  n  1000? 0 flush
proxymap   unix  -  -  n  -    -  proxymap
proxywrite unix  -  -  n  -    1  proxymap
smtp       unix  -  -  n  -    -  smtp
relay      unix  -  -  n  -    -  smtp
showq      unix  n  -  n  -    -  showq
error      unix  -  -  n  -    -  error
retry      unix  -  -  n  -    -  error
discard    unix  -  -  n  -    -  discard
virtual    unix  -  n  n  -    -  virtual
lmtp       unix  -  -  n  -    -  lmtp
anvil      unix  -  -  n  -    1  anvil
scache     unix  -  -  n  -    1  scache
# The same Postfix without Chaperone, to compare with.
{control}  inet  n  -  n  -    -  smtpd
"""

#: Who has a mailbox in the district.
BOXES = (
    "t.okafor@maplehollow.example",
    "office@maplehollow.example",
    "colleague@maplehollow.example",
    "j.hale@maplehollow.example",
    "pupil@students.maplehollow.example",
    "postmaster@maplehollow.example",
)


class Postfix:
    """Installs Postfix where it is missing; `start` runs it with what is added to main.cf and master.cf."""

    def __init__(self, trial, outside_port):
        install("postfix")
        self.root = trial.folder("postfix")
        self.trial = trial
        self.control_port = free_port()
        self.etc = trial.folder("postfix/etc")
        trial.folder("postfix/spool")
        trial.folder("postfix/data", owner="postfix", mode=0o700)
        trial.folder("postfix/boxes", owner="nobody")
        (self.etc / "boxes").write_text("".join(f"{name} {name.partition('@')[0]}/\n" for name in BOXES))
        self.let_users_hand_in()
        names = {"root": self.root, "outside": outside_port, "control": self.control_port}
        (self.etc / "main.cf").write_text(MAIN.format(**names))
        (self.etc / "master.cf").write_text(MASTER.format(**names))

    def let_users_hand_in(self):
        """Lets `sendmail` of any user reach this queue.

        postdrop is set-group-id and then trusts /etc/postfix alone, which is not the test's to change: a
        copy without that bit, and folders that everybody may write to, do for a queue of our own.
        """
        folder = self.trial.folder("postfix/sbin")
        for program in Path("/usr/sbin").glob("post*"):
            (folder / program.name).unlink(missing_ok=True)
            if program.name == "postdrop":
                shutil.copyfile(program, folder / program.name)
                (folder / program.name).chmod(0o755)
            else:
                (folder / program.name).symlink_to(program)

    def add(self, name, text):
        """Appends to main.cf or master.cf."""
        with open(self.etc / name, "a") as file:
            file.write("\n" + text + "\n")

    def command(self, *arguments):
        run = subprocess.run(arguments, capture_output=True, text=True)
        if run.returncode != 0:
            raise RuntimeError(f"{' '.join(arguments)}: {run.stdout}{run.stderr}{self.log()}")
        return run.stdout

    def start(self):
        self.command("postfix", "-c", str(self.etc), "start")
        self.trial.at_end.append(self.stop)
        wait_until(lambda: listens(self.control_port))
        (self.root / "spool/maildrop").chmod(0o1733)
        (self.root / "spool/public").chmod(0o2711)

    def stop(self):
        subprocess.run(["postfix", "-c", str(self.etc), "stop"], capture_output=True)

    def reload(self):
        self.command("postfix", "-c", str(self.etc), "reload")

    def flush(self):
        """Tries everything that was deferred now."""
        self.command("postqueue", "-c", str(self.etc), "-f")

    def release(self):
        """Lets go what was held."""
        self.command("postsuper", "-c", str(self.etc), "-H", "ALL")

    def delete_queue(self):
        self.command("postsuper", "-c", str(self.etc), "-d", "ALL")

    def queue(self):
        """What is in the queue: one object a message, with its queue's name and its recipients' reasons."""
        output = self.command("postqueue", "-c", str(self.etc), "-j")
        return [json.loads(line) for line in output.splitlines() if line]

    def reasons(self):
        """Why messages are in the queue."""
        return [
            recipient.get("delay_reason", "")
            for message in self.queue()
            for recipient in message["recipients"]
        ]

    def resting(self):
        """The messages that were deferred or are held."""
        return [message for message in self.queue() if message["queue_name"] in ("deferred", "hold")]

    def settled(self, count=0, seconds=30):
        """Waits until nothing is on its way and `count` messages are deferred or held."""

        def is_so():
            queue = self.queue()
            resting = [message for message in queue if message["queue_name"] in ("deferred", "hold")]
            return len(resting) == len(queue) == count

        return wait_until(is_so, seconds, every=0.1)

    def box(self, name):
        """The messages in a mailbox of the district."""
        folder = self.root / "boxes" / name / "new"
        return [path.read_bytes() for path in sorted(folder.iterdir())] if folder.is_dir() else []

    def arrives(self, name, box, seconds=20):
        """The messages with this key in a mailbox of the district, once there is one."""
        return wait_until(lambda: [message for message in self.box(box) if key(message) == name], seconds)

    def log(self):
        path = Path(self.root / "mail.log")
        return path.read_text(errors="replace") if path.exists() else ""
