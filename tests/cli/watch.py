#!/usr/bin/env python3
"""handpress watch as people use it (TAP): watch.py HANDPRESS"""
import os
import pathlib
import queue
import subprocess
import sys
import tempfile
import threading

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
import tap

PROGRAM = os.path.abspath(sys.argv[1])
PATIENCE = 60  # seconds, for machines that are busy
SVG = "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><rect width='9' height='9' fill='{}'/></svg>"


class Watch:
    """A run of the program in a folder of its own, with what it says."""

    def __init__(self, files, *arguments):
        self.scratch = tempfile.TemporaryDirectory()
        self.folder = pathlib.Path(self.scratch.name).resolve()
        for name, text in files.items():
            self.write(name, text)
        self.arguments = arguments

    def write(self, name, text):
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)

    def __enter__(self):
        self.process = subprocess.Popen([PROGRAM, "watch", *self.arguments], cwd=self.folder, stderr=subprocess.PIPE, text=True)
        self.lines = queue.Queue()
        threading.Thread(target=self.listen, daemon=True).start()
        self.wait("watching")
        return self

    def listen(self):
        for line in self.process.stderr:
            self.lines.put(line)
        self.lines.put(None)

    def __exit__(self, *args):
        self.process.terminate()
        self.process.wait()
        self.process.stderr.close()
        self.scratch.cleanup()

    def wait(self, text):
        """The next line that has the text."""
        while True:
            try:
                line = self.lines.get(timeout=PATIENCE)
            except queue.Empty:
                raise AssertionError(f"never said: {text}") from None
            assert line is not None, f"ended without saying: {text}"
            if text in line:
                return line

    def words(self, name):
        return subprocess.run(["pdftotext", self.folder / name, "-"], capture_output=True, text=True, check=True).stdout.split()


def check_source():
    with Watch({"deck.md": "# One\n"}, "deck.md") as watch:
        assert "One" in watch.words("deck.pdf")
        watch.write("deck.md", "# Two\n")
        watch.wait("(deck.md changed)")
        assert "Two" in watch.words("deck.pdf")


def check_rename():
    """As editors save: the old file aside, a new one in its place."""
    with Watch({"deck.md": "# One\n"}, "deck.md") as watch:
        os.rename(watch.folder / "deck.md", watch.folder / "deck.md~")
        watch.write(".deck.tmp", "# Two\n")
        os.rename(watch.folder / ".deck.tmp", watch.folder / "deck.md")
        watch.wait("(deck.md changed)")
        assert "Two" in watch.words("deck.pdf")


def check_burst():
    with Watch({"deck.md": "# One\n"}, "deck.md") as watch:
        for number in range(50):
            watch.write("deck.md", f"# Number{number}\n")
        lines = 0
        while "Number49" not in watch.words("deck.pdf"):
            watch.wait("(deck.md changed)")
            lines += 1
        assert lines < 50


def check_picture():
    """One that appears, also in a folder that was not there, and changes."""
    with Watch({"deck.md": "![](a.svg) ![](new/b.svg)\n"}, "deck.md") as watch:
        first = (watch.folder / "deck.pdf").read_bytes()
        watch.write("a.svg", SVG.format("red"))
        watch.wait("(a.svg changed)")
        second = (watch.folder / "deck.pdf").read_bytes()
        watch.write("a.svg", SVG.format("blue"))
        watch.wait("(a.svg changed)")
        third = (watch.folder / "deck.pdf").read_bytes()
        assert len({first, second, third}) == 3
        watch.write("other.svg", SVG.format("blue"))
        watch.write("aside/b.svg", SVG.format("green"))
        os.rename(watch.folder / "aside", watch.folder / "new")
        assert "(new changed)" in watch.wait(" ms (")
        assert "other" not in "".join(filter(None, watch.lines.queue))
        watch.write("new/b.svg", SVG.format("red"))
        watch.wait("(b.svg changed)")


def check_style():
    with Watch({"deck.md": "# One\n", "styles/document.css": "h1 { color: red }"}, "--styles", "styles", "deck.md") as watch:
        first = (watch.folder / "deck.pdf").read_bytes()
        watch.write("styles/document.css", "h1 { color: blue }")
        watch.wait("(document.css changed)")
        assert (watch.folder / "deck.pdf").read_bytes() != first


def check_folder():
    with Watch({"in/a.md": "# A\n", "in/.hidden.md": "# H\n", "in/deep/b.md": "# B\n"}, "in", "-o", "out") as watch:
        assert (watch.folder / "out/a.pdf").exists() and (watch.folder / "out/deep/b.pdf").exists()
        watch.write("in/c.md", "# C\n")
        watch.wait("out/c.pdf")
        watch.write("in/new/deeper/d.md", "# D\n")
        watch.wait("out/new/deeper/d.pdf")
        watch.write("in/new/deeper/d.md", "# Dee\n")
        watch.wait("(d.md changed)")
        assert "Dee" in watch.words("out/new/deeper/d.pdf")
        assert not (watch.folder / "out/.hidden.pdf").exists()


def check_failure():
    """What fails is said; what was there before stays; it goes on."""
    with Watch({"deck.md": "# One\n"}, "--strict", "deck.md") as watch:
        first = (watch.folder / "deck.pdf").read_bytes()
        watch.write("deck.md", "# Two ![](gone.png)\n")
        watch.wait("--strict")
        assert (watch.folder / "deck.pdf").read_bytes() == first
        os.remove(watch.folder / "deck.md")
        watch.write("deck.md", "# Three\n")
        watch.wait("(deck.md changed)")
        assert "Three" in watch.words("deck.pdf")


def check_moment_before():
    """A change after the reading and before there is a watch: here a diagram's program makes it."""
    script = "printf '# Two\\n' >deck.md; printf '%s' \"" + SVG.format("red") + "\"\n"
    files = {"deck.md": "# One\n\n```x\nBox\n```\n", "draw.sh": script}
    with Watch(files, "--diagram", "x=sh draw.sh", "deck.md") as watch:
        assert "Two" in watch.words("deck.pdf")


def check_use():
    with tempfile.TemporaryDirectory() as folder:
        for arguments in ([], ["gone.md"], ["--json", "."], ["--nonsense", "."], ["-"]):
            done = subprocess.run([PROGRAM, "watch", *arguments], cwd=folder, capture_output=True, text=True)
            assert done.returncode == 2 and done.stderr, arguments
        assert subprocess.run([PROGRAM, "watch", "--help"], capture_output=True).returncode == 0


CHECKS = [
    ("a source", check_source),
    ("a source that is renamed over", check_rename),
    ("many changes at once", check_burst),
    ("pictures", check_picture),
    ("styles", check_style),
    ("a folder", check_folder),
    ("failures", check_failure),
    ("a change before the watch", check_moment_before),
    ("wrong use", check_use),
]


if __name__ == "__main__":
    sys.exit(tap.run(CHECKS))
