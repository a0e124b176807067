#!/usr/bin/env python3
"""Adds up the test results of build directories: totals.py BUILD_DIR...

Counts TAP cases where a program printed them, else the program as one. A
program that failed without a failed case (a crash, a leak, a time-out) counts
as one failure. Ends with "N passed, N failed"; the exit status tells the same.
"""
import json
import re
import sys

CASE = re.compile(r"^(not )?ok\b(.*)$", re.MULTILINE)


def count(test):
    """(passed, failed, skipped) of one entry of meson's testlog.json."""
    result = test["result"]
    cases = [(bool(no), rest) for no, rest in CASE.findall(test.get("stdout") or "")]
    skipped = sum("# skip" in rest.lower() for _, rest in cases)
    failed = sum(no for no, rest in cases if "# skip" not in rest.lower())
    passed = len(cases) - failed - skipped
    # A test that has to fail is one, and has passed when it did.
    if result in ("EXPECTEDFAIL", "UNEXPECTEDPASS"):
        return int(result == "EXPECTEDFAIL"), int(result == "UNEXPECTEDPASS"), skipped
    if result == "SKIP":
        return 0, 0, max(skipped, 1)
    if result != "OK" and failed == 0:
        failed = 1
    if not cases and result == "OK":
        passed = 1
    return passed, failed, skipped


def main():
    passed = failed = skipped = 0
    for directory in sys.argv[1:]:
        with open(f"{directory}/meson-logs/testlog.json", encoding="utf-8") as log:
            tests = [json.loads(line) for line in log if line.strip()]
        if not tests:
            failed += 1
            print(f"{directory}: no test has run")
        for test in tests:
            p, f, s = count(test)
            passed, failed, skipped = passed + p, failed + f, skipped + s
            if f:
                print(f"{directory}: {test['name']}: {test['result']}, {f} failed")
    if skipped:
        print(f"{skipped} skipped")
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
