#!/usr/bin/env python3
"""Exports a corpus of real decks and minutes, where there is one (TAP).

corpus.py HANDPRESS DEFAULT_FOLDER: the folder is $HANDPRESS_CORPUS, else the
default. Every deck below it is exported and every twelfth other document, in
few runs of the program, as a person with an archive would. Nothing may fail or
crash; qpdf looks at some of the files. Without a corpus the test is skipped.
"""
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

DECK = re.compile(r"^type:\s*slide\s*$", re.MULTILINE)
DOCUMENT_STEP = 12
QPDF_STEP = 7


def find(corpus):
    """(decks, documents) among the Markdown of the corpus, sorted."""
    decks, documents = [], []
    for path in sorted(corpus.rglob("*")):
        if path.suffix not in (".md", ".txt") or path.name.upper().startswith(("README", "LICENSE")):
            continue
        head = path.read_bytes()[:2000].decode("utf-8", "replace")
        (decks if DECK.search(head) else documents).append(path)
    return decks, documents[::DOCUMENT_STEP]


def export(handpress, paths, out):
    """One run over files of one folder; a list of what is wrong."""
    names = [str(p) for p in paths]
    run = subprocess.run([handpress, "--json", "-o", f"{out}/", *names], capture_output=True, text=True, timeout=300)
    if run.returncode != 0:
        yield f"status {run.returncode}: {run.stderr[-2000:]}"
    try:
        files = json.loads(run.stdout)["files"]
    except ValueError:
        yield "no JSON on stdout"
        return
    if len(files) != len(names):
        yield f"{len(files)} results for {len(names)} files"
    for file in files:
        if not file["pages"]:
            errors = [d["message"] for d in file["diagnostics"] if d["severity"] == "error"]
            yield f"{pathlib.Path(file['input']).name}: {errors}"


def check(pdfs):
    """What qpdf finds wrong in some of the files."""
    if not shutil.which("qpdf"):
        return
    for pdf in sorted(pdfs)[::QPDF_STEP]:
        run = subprocess.run(["qpdf", "--check", pdf], capture_output=True, text=True)
        if run.returncode != 0:
            yield f"{pdf.name}: {run.stdout}{run.stderr}"


def report(number, name, faults):
    for fault in faults:
        print("\n".join(f"# {line}" for line in str(fault).splitlines()))
    print(f"{'not ok' if faults else 'ok'} {number} {name}", flush=True)
    return bool(faults)


def main():
    handpress, default = sys.argv[1:3]
    corpus = pathlib.Path(os.environ.get("HANDPRESS_CORPUS", default))
    if not corpus.is_dir():
        print("1..0 # SKIP no corpus: set HANDPRESS_CORPUS to a folder of decks")
        return 0
    decks, documents = find(corpus)
    folders = sorted({p.parent for p in decks + documents})
    print(f"1..{len(folders) + 1}")
    failed = False
    with tempfile.TemporaryDirectory() as scratch:
        for number, folder in enumerate(folders, 1):
            paths = [p for p in decks + documents if p.parent == folder]
            faults = list(export(handpress, paths, f"{scratch}/{number}"))
            failed |= report(number, f"{folder.name}: {len(paths)} files", faults)
        failed |= report(len(folders) + 1, "qpdf finds nothing wrong", list(check(pathlib.Path(scratch).rglob("*.pdf"))))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
