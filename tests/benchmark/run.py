#!/usr/bin/env python3
"""Measures a whole export, process start included: run.py HANDPRESS SAMPLE_DIR KIND

KIND: text (25 slides of words), pictures (the sample deck's pictures on 20
slides), sample (the sample deck), many (200 text decks in one run). Prints the
median and the best of several runs, and the peak of memory.
"""
import os
import pathlib
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

RUNS = 15
FRONT = "---\ntitle: Benchmark\ntype: slide\nslideOptions:\n  theme: white\n---\n\n"
WORDS = """the harbour keeps its gauges dry and reads them every half minute so that nobody has to
climb down at night when the wind comes from the north and the ladder is wet we write what we
learn into one table which all crews share""".split()


def text_slide(number):
    lines = [" ".join(WORDS[(number * 7 + line * 5 + i) % len(WORDS)] for i in range(9)) for line in range(6)]
    return f"# Slide {number}\n\n{lines[0].capitalize()}\n\n" + "\n".join(f"- {line}" for line in lines[1:])


def text_deck(slides=25):
    return FRONT + "\n\n---\n\n".join(text_slide(n) for n in range(1, slides + 1)) + "\n"


def picture_slide(number):
    names = ["sunset.png", "lighthouse.svg", "readings.svg"]
    return f'<!-- .slide: data-background="sunset.png" -->\n# {number}\n\n![]({names[number % 3]} =420x)'


def picture_deck():
    return FRONT + "\n\n---\n\n".join(picture_slide(n) for n in range(1, 21)) + "\n"


def write(folder, name, text):
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return str(path)


def prepare(kind, folder, sample):
    """The input files of a kind, made in the folder."""
    if kind == "many":
        return [write(folder, f"deck-{n:03}.md", text_deck(10)) for n in range(200)]
    for picture in sample.iterdir():
        if picture.suffix in (".png", ".svg", ".md"):
            shutil.copy(picture, folder)
    if kind == "sample":
        return [str(folder / "sample.md")]
    return [write(folder, "deck.md", text_deck() if kind == "text" else picture_deck())]


def main():
    handpress, sample, kind = sys.argv[1:4]
    with tempfile.TemporaryDirectory() as scratch:
        folder = pathlib.Path(scratch)
        inputs = prepare(kind, folder, pathlib.Path(sample))
        times = []
        for _ in range(3 if kind == "many" else RUNS):
            start = time.perf_counter()
            subprocess.run([handpress, "--quiet", "-o", f"{scratch}/out/", *inputs], check=True)
            times.append((time.perf_counter() - start) * 1000)
        size = sum(os.path.getsize(p) for p in folder.glob("out/*.pdf"))
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"{kind}: median {statistics.median(times):.1f} ms, best {min(times):.1f} ms, "
          f"{len(inputs)} deck(s), {size / 1000:.0f} kB, peak {peak:.0f} MB")


if __name__ == "__main__":
    main()
