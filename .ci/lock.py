"""Writes requirements.txt and requirements-dev.txt from the .in files: pinned, hashed, each direct dependency with its
reason.

Run by `make lock`; needs pip-tools (PyPI) in the environment that runs it.
"""

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


OPTIONS = ("--quiet", "--generate-hashes", "--strip-extras", "--allow-unsafe", "--no-header")
# The file names packages, not the place where they were found.
OPTIONS += ("--no-emit-index-url", "--no-emit-find-links", "--no-emit-trusted-host")


def reasons(source: Path) -> dict[str, str]:
    """Package name in lower case → why we use it, from the comments of an .in file."""
    found = {}
    for line in source.read_text(encoding="utf-8").splitlines():
        if match := re.match(r"([A-Za-z0-9_.-]+)[^#]*#\s*(.+)", line):
            found[match[1].lower().replace("_", "-")] = match[2].strip()
    return found


def lock(name: str) -> None:
    source, target = ROOT / f"{name}.in", ROOT / f"{name}.txt"
    subprocess.run(
        [sys.executable, "-m", "piptools", "compile", *OPTIONS, "--output-file", str(target), str(source)],
        check=True,
        cwd=ROOT,
    )
    why = reasons(ROOT / "requirements.in") | reasons(source)
    blocks = re.split(r"(?m)^(?=[a-z0-9])", target.read_text(encoding="utf-8"))
    out = ["# Written by `make lock` from the .in file of the same name: edit that one.\n"]
    for block in blocks:
        package = block.split("==")[0].strip()
        if not package or "==" not in block:
            continue
        body = re.sub(r"(?m)^    # via.*\n(    #   .*\n)*", "", block + ("" if block.endswith("\n") else "\n"))
        via = sorted(set(re.findall(r"(?m)^    # (?:via )?\s*([a-z0-9-]+)(?: .*)?$", block)) - {"via"})
        out.append(f"# {why.get(package) or 'needed by ' + ', '.join(via)}\n{body}")
    target.write_text("".join(out), encoding="utf-8")


if __name__ == "__main__":
    lock("requirements")
    lock("requirements-dev")
