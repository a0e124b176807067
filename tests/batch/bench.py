"""What the tests of the batch share: a small archive in a folder of its own, runs
of handpress on it, and a runner that speaks TAP.
"""
import json
import os
import pathlib
import struct
import subprocess
import sys
import tempfile
import traceback
import zlib

DECK = "---\ntype: slide\n---\n\n# {title}\n\n---\n\n# Second\n\n{body}\n"
NOTE = "# {title}\n\n{body}\n"


class Skip(Exception):
    """A test that cannot run here, and why."""


def png(width=4, height=4, color=(200, 30, 30)):
    """A small PNG of one colour."""
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    rows = (b"\0" + bytes(color) * width) * height
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


class Archive:
    """A folder with in/ (the archive) and out/."""

    def __init__(self, program):
        self.program = program
        self.scratch = tempfile.TemporaryDirectory(prefix="handpress-")
        self.root = pathlib.Path(self.scratch.name)
        self.source = self.root / "in"
        self.out = self.root / "out"
        self.source.mkdir()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.scratch.cleanup()

    def write(self, name, content):
        path = self.source / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(content, bytes):
            path.write_bytes(content)
        else:
            path.write_text(content, encoding="utf-8")
        return path

    def note(self, name, title="Title", body="Text."):
        return self.write(name, NOTE.format(title=title, body=body))

    def deck(self, name, title="Title", body="Text."):
        return self.write(name, DECK.format(title=title, body=body))

    def command(self, *arguments, folders=("in",)):
        return [self.program, "batch", *folders, "-o", "out", *arguments]

    def run(self, *arguments, status=0, folders=("in",), env=None):
        """Runs a batch; the completed process. status None: any."""
        run = subprocess.run(self.command(*arguments, folders=folders), cwd=self.root, capture_output=True,
                             text=True, timeout=300, env=dict(os.environ, **(env or {})), check=False)
        if status is not None and run.returncode != status:
            raise AssertionError(f"status {run.returncode} instead of {status}\n{run.stdout}{run.stderr}")
        return run

    def report(self, name="report.json"):
        return json.loads((self.out / name).read_text(encoding="utf-8"))

    def statuses(self, name="report.json"):
        """{output: (status, reason)} of the report."""
        return {f["output"]: (f["status"], f["reason"]) for f in self.report(name)["files"]}

    def made(self, *arguments, **options):
        """The outputs that a run has written, sorted."""
        self.run(*arguments, **options)
        return sorted(name for name, (status, _) in self.statuses().items() if status == "written")

    def pdfs(self):
        """All PDFs below out, as relative names."""
        return sorted(str(p.relative_to(self.out)) for p in self.out.rglob("*.pdf"))

    def check_whole(self):
        """Every file of the output folder is whole, and nothing is left beside."""
        for path in self.out.rglob("*.pdf"):
            data = path.read_bytes()
            assert data.startswith(b"%PDF-") and data.rstrip().endswith(b"%%EOF"), f"{path} is not whole"


def equal(got, wanted):
    if got != wanted:
        raise AssertionError(f"got {got!r} instead of {wanted!r}")


def contains(text, part):
    if part not in text:
        raise AssertionError(f"{part!r} is not in {text!r}")


def main(tests):
    """Runs the functions with argv[1] as the program."""
    program = os.path.abspath(sys.argv[1])
    print(f"1..{len(tests)}", flush=True)
    failed = False
    for number, test in enumerate(tests, 1):
        name = test.__name__.removeprefix("test_").replace("_", " ")
        try:
            with Archive(program) as archive:
                test(archive)
            print(f"ok {number} {name}", flush=True)
        except Skip as why:
            print(f"ok {number} {name} # SKIP {why}", flush=True)
        except Exception:  # whatever it is, the other tests go on
            failed = True
            print("\n".join("# " + line for line in traceback.format_exc().splitlines()))
            print(f"not ok {number} {name}", flush=True)
    return 1 if failed else 0
