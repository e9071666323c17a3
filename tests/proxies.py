"""Real proxies in front of a journal, set up by the very snippets of docs/hosting.md."""

import re
import subprocess
import textwrap
from dataclasses import dataclass
from pathlib import Path

HOSTING = Path(__file__).resolve().parents[1] / "docs" / "hosting.md"
BEHIND = "127.0.0.1:8000"
"""Where the document's snippets look for the journal."""


def snippet(heading: str, begins: str = "") -> str:
    """The first indented block below a heading of the document that begins so."""
    text = HOSTING.read_text()
    _, heading_there, rest = text.partition(f"\n{heading}\n")
    assert heading_there, heading
    part = re.split(r"\n#{2,3} ", rest)[0]
    blocks = re.findall(r"(?:^(?: {4}.*)?\n)+", part, re.MULTILINE)
    blocks = [textwrap.dedent(block).strip("\n") for block in blocks if block.strip()]
    return str(next(block for block in blocks if block.startswith(begins)))


@dataclass(frozen=True)
class Proxied:
    """A journal's port, the proxy's, and a folder for what the proxy keeps."""

    folder: Path
    journal: int
    port: int

    def certificate(self) -> tuple[Path, Path]:
        """A certificate of its own for journal.example.org, and its key."""
        full, key = self.folder / "fullchain.pem", self.folder / "privkey.pem"
        making = "openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=journal.example.org"
        subprocess.run(
            [*making.split(), "-keyout", str(key), "-out", str(full)],
            check=True,
            capture_output=True,
        )
        return full, key

    def filled(self, text: str) -> str:
        """A snippet with the ports and files of this test in place of the document's."""
        text = text.replace(BEHIND, f"127.0.0.1:{self.journal}")
        return text.replace("/etc/ssl/journal", str(self.folder))

    def nginx(self, server: str) -> list[str]:
        """The command that runs nginx with a server block in the foreground."""
        folder = self.folder
        kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
        temporary = "".join(f"  {kind}_temp_path {folder}/{kind};\n" for kind in kinds)
        file = folder / "nginx.conf"
        file.write_text(
            f"daemon off;\nuser root;\npid {folder}/nginx.pid;\nerror_log {folder}/error.log;\n"
            "events {}\nhttp {\n  access_log off;\n"
            f"{temporary}{self.filled(server)}\n}}\n"
        )
        return ["nginx", "-c", str(file), "-p", str(folder)]

    def caddy(self, site: str) -> list[str]:
        """The command that runs Caddy with a site, under a certificate of its own making."""
        file = self.folder / "Caddyfile"
        file.write_text(
            "{\n  admin off\n  local_certs\n  skip_install_trust\n"
            f"  auto_https disable_redirects\n  https_port {self.port}\n  http_port 0\n}}\n"
            + self.filled(site)
            + "\n"
        )
        return ["caddy", "run", "--adapter", "caddyfile", "--config", str(file)]

    def apache(self, host: str, modules: list[str]) -> list[str]:
        """The command that runs Apache with a virtual host in the foreground."""
        folder = self.folder
        modules_text = "".join(
            f"LoadModule {name}_module /usr/lib/apache2/modules/mod_{name}.so\n"
            for name in ["mpm_event", "authz_core", *modules]
        )
        file = folder / "apache.conf"
        file.write_text(
            f"ServerRoot {folder}\nPidFile {folder}/apache.pid\nErrorLog {folder}/error.log\n"
            f"ServerName localhost\nListen 127.0.0.1:{self.port}\nDefaultRuntimeDir {folder}\n"
            f"{modules_text}{self.filled(host).replace('*:443', f'*:{self.port}')}\n"
        )
        return ["apache2", "-D", "FOREGROUND", "-f", str(file)]
