"""Checks told as TAP."""
import traceback


def run(checks):
    """Runs all of them, whatever fails. checks: (name, function), which may return why it is skipped. An exit status."""
    print(f"1..{len(checks)}", flush=True)
    failed = 0
    for number, (name, check) in enumerate(checks, 1):
        try:
            why_not = check()
            print(f"ok {number} {name}" + (f" # SKIP {why_not}" if why_not else ""), flush=True)
        except Exception as error:
            failed += 1
            frames = traceback.extract_tb(error.__traceback__)
            where = ", ".join(str(frame.lineno) for frame in frames[1:])
            print(f"not ok {number} {name}\n# line {where}: {error!r}", flush=True)
    return 1 if failed else 0
