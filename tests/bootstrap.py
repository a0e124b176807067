#!/usr/bin/env python3
"""Tries `bootstrap deps` with tools that only write down what they are asked
(TAP): bootstrap.py SOURCE_ROOT

What is missing is installed and nothing else; as root, through sudo, or not at
all where there is neither; without apt the packages are named.
"""
import pathlib
import shutil
import subprocess
import sys
import tempfile

TOOLS = ["sh", "dirname", "sed", "awk", "cat", "env"]
DPKG = '#!/bin/sh\nfor name; do :; done\ncase " $ABSENT " in *" $name "*) ;; *) printf installed ;; esac\n'
APT = '#!/bin/sh\necho "apt-get $*" >>"$LOG"\n'
SUDO = '#!/bin/sh\necho "sudo $1" >>"$LOG"\nexec "$@"\n'
ID = '#!/bin/sh\necho "$USER_ID"\n'


def run(root, fakes, user=0, absent=""):
    """(exit status, what was said, what the tools were asked)."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = pathlib.Path(scratch)
        for tool in TOOLS:
            (folder / tool).symlink_to(shutil.which(tool))
        for name, text in fakes.items():
            (folder / name).write_text(text)
            (folder / name).chmod(0o755)
        log = folder / "log"
        environment = {"PATH": scratch, "LOG": str(log), "USER_ID": str(user), "ABSENT": absent}
        done = subprocess.run(["/bin/sh", str(root / "bootstrap"), "deps"], env=environment, capture_output=True, text=True)
        return done.returncode, done.stdout + done.stderr, log.read_text() if log.exists() else ""


def main():
    root = pathlib.Path(sys.argv[1])
    system = {"dpkg-query": DPKG, "apt-get": APT, "id": ID}
    all_there = run(root, system)
    as_root = run(root, system, absent="libmd4c-dev fonts-lato clang")
    with_sudo = run(root, {**system, "sudo": SUDO}, user=1000, absent="clang")
    no_sudo = run(root, system, user=1000, absent="clang")
    no_apt = run(root, {"id": ID})
    install = [line for line in as_root[2].splitlines() if " install " in line]
    cases = [
        ("nothing is missing: nothing is asked", all_there[0] == 0 and all_there[2] == ""),
        ("root: updates, then installs what is missing", as_root[0] == 0 and "update" in as_root[2].splitlines()[0]),
        ("only what is missing", install and set(install[0].split()[-3:]) == {"libmd4c-dev", "fonts-lato", "clang"}),
        ("and no other", install and install[0].split()[-4].startswith("-")),
        ("says what it installs", "libmd4c-dev" in as_root[1]),
        ("through sudo", with_sudo[0] == 0 and "sudo env" in with_sudo[2] and "clang" in with_sudo[2]),
        ("no root and no sudo: names them and stops", no_sudo[0] == 1 and "clang" in no_sudo[1] and no_sudo[2] == ""),
        ("no apt: names all and stops", no_apt[0] == 1 and "libmd4c-dev" in no_apt[1] and "fonts-lato" in no_apt[1]),
    ]
    print(f"1..{len(cases)}")
    for number, (name, good) in enumerate(cases, 1):
        print(f"{'ok' if good else 'not ok'} {number} {name}")
    return 0 if all(good for _, good in cases) else 1


if __name__ == "__main__":
    sys.exit(main())
