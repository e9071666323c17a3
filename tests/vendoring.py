"""The vendored browser files, fetched anew: ``python3 run.py vendor`` runs it."""

import base64
import hashlib
import json
import shutil
import subprocess
import sys
import tarfile
import tempfile
from argparse import ArgumentParser
from pathlib import Path
from typing import Any, Final

FOLDER: Final = Path(__file__).resolve().parents[1] / "static" / "vendor"


def is_vendored(file: Path) -> bool:
    """Whether a file of that folder came from elsewhere as it is."""
    return file.suffix not in {".br", ".gz"} and file.name not in {
        "SHA256SUMS",
        "vendor.lock.json",
    }


def take(npm: str, entry: dict[str, Any]) -> None:  # as the lock file says it
    """Fetch one package, and take its files if it is the locked one."""
    name = f"{entry['package']}@{entry['version']}"
    with tempfile.TemporaryDirectory() as scratch:
        subprocess.run([npm, "pack", "--silent", name], cwd=scratch, check=True)
        archive = next(Path(scratch).glob("*.tgz"))
        digest = base64.b64encode(hashlib.sha512(archive.read_bytes()).digest()).decode()
        if f"sha512-{digest}" != entry["integrity"]:
            sys.exit(f"{name} is not what the lock file says.")
        with tarfile.open(archive) as packed:
            for inside, outside in entry["files"].items():
                member = packed.extractfile(f"package/{inside}")
                if member is None:
                    sys.exit(f"{name} holds no {inside}.")
                (FOLDER / outside).write_bytes(member.read())
    print(name)


def main() -> None:
    """Fetch each package with npm, then write the digests and the compressed copies anew."""
    ArgumentParser("python3 run.py vendor", description=main.__doc__).parse_args()
    npm = shutil.which("npm") or sys.exit("npm is needed to fetch the vendored files.")
    for entry in json.loads((FOLDER / "vendor.lock.json").read_text()):
        take(npm, entry)
    files = sorted(file for file in FOLDER.iterdir() if is_vendored(file))
    digests = (f"{hashlib.sha256(file.read_bytes()).hexdigest()}  {file.name}" for file in files)
    (FOLDER / "SHA256SUMS").write_text("\n".join(digests) + "\n")
    for copy in [*FOLDER.glob("*.br"), *FOLDER.glob("*.gz")]:
        copy.unlink()
    subprocess.run(
        [sys.executable, "-m", "whitenoise.compress", "--quiet", str(FOLDER)], check=True
    )


if __name__ == "__main__":
    main()
