#!/usr/bin/env python3
"""`handpress press --attach-source` (TAP): press-source.py HANDPRESS

The attachment is listed and taken out with pdfdetach, the file checked with qpdf.
"""
import functools
import hashlib
import json
import pathlib
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
import tap

HANDPRESS = pathlib.Path(sys.argv[1]).resolve()
NAME = "2024-11-07-hafen-fuer-alle"
DECK = """---
type: slide
title: Hafen für alle
lang: de
---

# Hafen

##### 2024-11-07

Note:
unter uns

<!-- noch ein Entwurf -->
""".encode()


def run(folder, *arguments):
    return subprocess.run([HANDPRESS, "press", *arguments], cwd=folder, capture_output=True, text=True, timeout=120)


def detach(folder, pdf, *password):
    """The attached files, name to bytes."""
    out = folder / "detached"
    out.mkdir(exist_ok=True)
    for old in out.iterdir():
        old.unlink()
    subprocess.run(["pdfdetach", *password, "-saveall", "-o", out, pdf], cwd=folder, check=True, capture_output=True)
    return {path.name: path.read_bytes() for path in out.iterdir()}


def checked(folder, pdf, *password):
    result = subprocess.run(["qpdf", "--check", *password, pdf], cwd=folder, capture_output=True, text=True)
    assert result.returncode == 0, result.stdout + result.stderr


def objects_of(folder, pdf):
    shown = subprocess.run(["qpdf", "--json=1", "--json-key=objects", pdf], cwd=folder, check=True, capture_output=True)
    return json.loads(shown.stdout)["objects"]


def test_bytes(folder):
    """the attachment is the deck byte for byte, and there is none unasked"""
    odd = b"\xef\xbb\xbf" + DECK.replace(b"\n", b"\r\n") + b"\xff(\\ endstream endobj"
    for name, deck in (("plain", DECK), ("odd", odd), ("empty", b"")):
        source = folder / f"{name}.md"
        source.write_bytes(deck)
        assert run(folder, "--attach-source", "-o", f"out-{name}/", source.name).returncode == 0
        (pdf,) = (folder / f"out-{name}").iterdir()
        checked(folder, pdf)
        assert detach(folder, pdf) == {pdf.stem + ".md": deck}, name
    assert (folder / "out-plain" / f"{NAME}.pdf").exists()
    assert run(folder, "-o", "without.pdf", "deck.md").returncode == 0
    assert detach(folder, "without.pdf") == {}


def test_objects(folder):
    """the document names it as its source, with type, size and checksum"""
    assert run(folder, "--attach-source", "-o", "a.pdf", "deck.md").returncode == 0
    objects = objects_of(folder, "a.pdf")
    catalog = objects[objects["trailer"]["/Root"]]
    (reference,) = catalog["/AF"]
    assert catalog["/Names"]["/EmbeddedFiles"]["/Names"] == [f"{NAME}.md", reference]
    specification = objects[reference]
    assert specification["/AFRelationship"] == "/Source" and specification["/Type"] == "/Filespec"
    assert specification["/F"] == specification["/UF"] == f"{NAME}.md"
    assert specification["/EF"]["/F"] == specification["/EF"]["/UF"]
    stream = objects[specification["/EF"]["/F"]]
    assert stream["/Type"] == "/EmbeddedFile" and stream["/Params"]["/Size"] == len(DECK), stream
    assert stream["/Subtype"].lower() in ("/text/markdown", "/text#2fmarkdown"), stream
    plain = ["qpdf", "--qdf", "--object-streams=disable", "a.pdf", "-"]
    raw = subprocess.run(plain, cwd=folder, check=True, capture_output=True).stdout
    at = raw.index(b"/CheckSum") + len(b"/CheckSum ")
    assert raw[at:].startswith(b"<" + hashlib.md5(DECK).hexdigest().encode() + b">"), raw[at:at + 40]


def test_page(folder):
    """a deck that is a page of HTML is attached as one"""
    page = b'\xef\xbb\xbf<!doctype html>\n<div class="reveal"><div class="slides"><section><h1>Kai</h1></section></div></div>\n'
    (folder / "page.html").write_bytes(page)
    assert run(folder, "--attach-source", "-o", "page/", "page.html").returncode == 0
    (pdf,) = (folder / "page").iterdir()
    assert detach(folder, pdf) == {pdf.stem + ".html": page}
    objects = objects_of(folder, pdf)
    types = [o["/Subtype"] for o in objects.values() if isinstance(o, dict) and o.get("/Type") == "/EmbeddedFile"]
    assert [t.lower() for t in types] in (["/text/html"], ["/text#2fhtml"]), types


def test_same(folder):
    """the same input gives the same bytes"""
    assert run(folder, "--attach-source", "-o", "b.pdf", "deck.md").returncode == 0
    assert run(folder, "--attach-source", "-o", "c.pdf", "deck.md").returncode == 0
    assert (folder / "b.pdf").read_bytes() == (folder / "c.pdf").read_bytes()


def test_limit(folder):
    """it counts in --max-size"""
    noise = "".join(hashlib.sha256(bytes([i])).hexdigest() for i in range(256))
    (folder / "large.md").write_bytes(DECK + f"\n<!-- {noise} -->\n".encode())
    assert run(folder, "--max-size", "20k", "-o", "d.pdf", "large.md").returncode == 0
    size = (folder / "d.pdf").stat().st_size
    result = run(folder, "--attach-source", "--max-size", str(size + 1000), "-o", "e.pdf", "large.md")
    assert result.returncode == 1 and "with the source attached: " in result.stderr, result.stderr
    assert not (folder / "e.pdf").exists()


def test_password(folder):
    """it is under the password, too"""
    assert run(folder, "--attach-source", "--password", "geheim", "-o", "f.pdf", "deck.md").returncode == 0
    assert subprocess.run(["pdfdetach", "-list", "f.pdf"], cwd=folder, capture_output=True).returncode != 0
    checked(folder, "f.pdf", "--password=geheim")
    assert detach(folder, "f.pdf", "-upw", "geheim") == {f"{NAME}.md": DECK}
    assert b"unter uns" not in (folder / "f.pdf").read_bytes()


def test_help(folder):
    """the help says what goes along"""
    shown = run(folder, "--help").stdout
    assert "speaker notes" in shown[shown.index("--attach-source"):].splitlines()[0], shown


def main():
    tests = [test for name, test in globals().items() if name.startswith("test_")]
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        (folder / "deck.md").write_bytes(DECK)
        return tap.run([(test.__doc__, functools.partial(test, folder)) for test in tests])


if __name__ == "__main__":
    sys.exit(main())
