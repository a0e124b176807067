#!/usr/bin/env python3
"""Holds README.md against the sources (TAP): documentation.py SOURCE_ROOT

Every code of a diagnostic and every option of the program is told in README.md,
and no other; every room of src/ is in src/README.md.
"""
import pathlib
import re
import sys

# The code is the third argument after the severity is in the name, the third
# of hp_diag_add itself; the first string literal of the call in any case.
CALL = re.compile(r'\bhp_diag_(?:warning|note|add)\s*\(([^;]*?)"([a-z0-9]+(?:-[a-z0-9]+)+)"', re.DOTALL)
ROW = re.compile(r"^\| `([a-z0-9-]+)` \|", re.MULTILINE)
OPTION = re.compile(r'\{"([a-z-]+)", (?:0|\'.\')')


def codes_of(src):
    codes = {"input-failed", "output-failed", "limit-passed", "internal-error"}
    for path in src.rglob("*.c"):
        codes |= {match.group(2) for match in CALL.finditer(path.read_text(encoding="utf-8"))}
    return codes


def difference(wanted, got, what):
    for name in sorted(wanted - got):
        yield f"README.md does not tell {what} {name}"
    for name in sorted(got - wanted):
        yield f"README.md tells {what} {name}, which there is not"


def main():
    root = pathlib.Path(sys.argv[1])
    readme = (root / "README.md").read_text(encoding="utf-8")
    map_text = (root / "src/README.md").read_text(encoding="utf-8")
    options = {name for path in (root / "src/cli").glob("*.c") for name in OPTION.findall(path.read_text(encoding="utf-8"))}
    told = set(re.findall(r"--([a-z]+(?:-[a-z]+)*)", readme))
    rooms = {p.name for p in (root / "src").iterdir() if p.is_dir()}
    checks = [
        ("codes of diagnostics", list(difference(codes_of(root / "src"), set(ROW.findall(readme)), "the code"))),
        ("options", [f"README.md does not tell --{name}" for name in sorted(options - told)]),
        ("rooms", [f"src/README.md does not tell {name}/" for name in sorted(rooms) if f"**{name}/**" not in map_text]),
    ]
    print(f"1..{len(checks)}")
    for number, (name, faults) in enumerate(checks, 1):
        for fault in faults:
            print(f"# {fault}")
        print(f"{'not ok' if faults else 'ok'} {number} {name}")
    return 1 if any(faults for _, faults in checks) else 0


if __name__ == "__main__":
    sys.exit(main())
