"""An Exim of the test's own.

Its package conflicts with Postfix's, so that it is unpacked into a folder and laid over the system's folders
in a mount namespace that only the test sees: for the test it is installed, for the system it is not.
"""

import os
import subprocess
import sys

from trial import free_port, install, listens, skip, wait_until

PACKAGES = ("exim4-base", "exim4-daemon-light")
LIBRARIES = ("libidn12", "libgnutls-dane0", "libdb5.3")
USER = "Debian-exim"
UNPACKED = "/var/tmp/chaperone-exim"

CONFIGURATION = """
primary_hostname = mail.maplehollow.example
spool_directory = {root}/spool
log_file_path = {root}/log/%slog
pid_file_path = {root}/spool/exim.pid
local_interfaces = 127.0.0.1
daemon_smtp_ports = {port} : {control}
domainlist local_domains = maplehollow.example
acl_smtp_rcpt = accept_all
accept_8bitmime = true
smtp_accept_max = 100
message_size_limit = 100M
never_users = root

begin acl

accept_all:
  warn
    condition = ${{if eq{{$received_port}}{{{control}}}}}
    set acl_m_control = yes
  accept

begin routers

{routers}

inside:
  driver = accept
  domains = +local_domains
  transport = inside

outside:
  driver = manualroute
  route_list = * 127.0.0.1
  self = send
  transport = outside

begin transports

{transports}

inside:
  driver = appendfile
  directory = {root}/boxes
  maildir_format
  user = {user}

outside:
  driver = smtp
  port = {outside}
  allow_localhost
  hosts_try_fastopen =
{headers_remove}

begin retry

* * F,2h,1h
"""


def enter_namespace():
    """Runs the test again in a mount namespace of its own, with Exim laid over the system."""
    if os.environ.get("CHAPERONE_NAMESPACE") == "yes":
        return
    install(*LIBRARIES)
    install(*PACKAGES, into=UNPACKED)
    if subprocess.call(["unshare", "--mount", "true"], stderr=subprocess.DEVNULL) != 0:
        skip("Exim's package conflicts with Postfix's, and this container may not have a mount namespace")
    os.environ["CHAPERONE_NAMESPACE"] = "yes"
    os.execvp("unshare", ["unshare", "--mount", sys.executable, *sys.argv])


class Exim:
    """An Exim with what is added to its routers and transports."""

    def __init__(self, trial, outside_port):
        self.trial = trial
        self.root = trial.folder("exim")
        self.port, self.control_port = free_port(), free_port()
        self.outside_port = outside_port
        self._lay_over()
        for name in ("spool", "log", "boxes"):
            trial.folder(f"exim/{name}", owner=USER)

    def _lay_over(self):
        scratch = self.trial.folder("layers")
        subprocess.run(["mount", "-t", "tmpfs", "none", str(scratch)], check=True)
        # Last of all: the folder can go only when nothing is mounted on it.
        self.trial.at_end.insert(0, lambda: subprocess.run(["umount", "-l", str(scratch)]))
        for target in ("/etc", "/usr/sbin"):
            name = target.strip("/").replace("/", "-")
            for part in ("upper", "work"):
                (scratch / name / part).mkdir(parents=True)
            lower = f"{UNPACKED}{target}:{target}" if os.path.isdir(f"{UNPACKED}{target}") else target
            options = f"lowerdir={lower},upperdir={scratch}/{name}/upper,workdir={scratch}/{name}/work"
            if subprocess.call(["mount", "-t", "overlay", "none", "-o", options, target]) != 0:
                skip("Exim's package conflicts with Postfix's, and this container has no overlay file system")
        if subprocess.call(["getent", "passwd", USER], stdout=subprocess.DEVNULL) != 0:
            # Into the layer, which goes with the test.
            subprocess.run(["useradd", "--system", "--home", "/nonexistent", "--shell", "/usr/sbin/nologin", USER], check=True)

    def start(self, routers, transports, headers_remove):
        os.makedirs("/etc/exim4", exist_ok=True)
        text = CONFIGURATION.format(
            root=self.root, port=self.port, control=self.control_port, outside=self.outside_port, user=USER,
            routers=routers, transports=transports, headers_remove=headers_remove,
        )
        with open("/etc/exim4/exim4.conf", "w") as file:
            file.write(text)
        os.chmod("/etc/exim4/exim4.conf", 0o644)
        with open(self.root / "start.log", "w") as output:
            code = subprocess.call(["/usr/sbin/exim4", "-bd"], stdout=output, stderr=output)
        if code != 0:
            raise RuntimeError((self.root / "start.log").read_text())
        wait_until(lambda: listens(self.port) and listens(self.control_port))
        self.trial.at_end.append(self.stop)

    def stop(self):
        try:
            os.kill(int((self.root / "spool/exim.pid").read_text()), 15)
        except (OSError, ValueError):
            pass

    def queue(self):
        """The ids of the messages in the queue."""
        run = subprocess.run(["/usr/sbin/exim4", "-bpru"], capture_output=True, text=True)
        return [line.split()[2] for line in run.stdout.splitlines() if "<" in line and len(line.split()) > 2]

    def flush(self):
        """Tries everything now."""
        subprocess.run(["/usr/sbin/exim4", "-qff"], check=True)

    def box(self):
        folder = self.root / "boxes/new"
        return [file.read_bytes() for file in sorted(folder.iterdir())] if folder.is_dir() else []

    def log(self):
        path = self.root / "log/mainlog"
        return path.read_text(errors="replace") if path.exists() else ""
