#!/usr/bin/env python3
"""Holds the #include lines under src/ against the table of rooms (TAP).

A room is a folder of src/; the files of src/ itself are the room "job". Each
room may include its own headers and those of the rooms after its arrow. Some
libraries have one caller only.
"""
import pathlib
import re
import sys

CORE = "base source markdown dom asset css text math code diagram layout paint pdf".split()

MAY_INCLUDE = {
    "base": [],
    "source": ["base"],
    "markdown": ["base", "source"],
    "dom": ["base", "source"],
    "asset": ["base"],
    "css": ["base", "dom", "asset"],
    "text": ["base", "css", "asset"],
    "math": ["base", "text", "asset"],
    "code": ["base", "text", "asset"],
    "diagram": ["base", "text", "asset"],
    "layout": ["base", "dom", "css", "text", "asset", "math", "code", "diagram"],
    "paint": ["base", "css", "text", "asset", "layout"],
    "pdf": ["base", "source", "asset", "layout", "paint"],
    "sheet": CORE,
    "job": CORE + ["sheet"],
    "press": ["base", "source", "asset", "pdf", "sheet", "job"],
    "fetch": ["base"],
    "letterhead": ["base"],
    "mail": ["base"],
    "protect": ["base"],
    "batch": ["base", "source", "asset", "pdf", "sheet", "job"],
    "cli": CORE + ["sheet", "job", "press", "batch"],
}

# Header of a library: the rooms that may know it.
ONLY_CALLER = {
    r"pango/": ["text"],
    r"gumbo": ["dom"],
    r"md4c": ["markdown"],
    r"yaml": ["source"],
    r"qpdf/": ["letterhead", "protect"],
    r"librsvg/": ["asset"],
    r"gdk-pixbuf/": ["asset"],
    r"png.h": ["paint"],
    r"curl/": ["fetch"],
    r"gmime/": ["mail"],
    r"jpeglib": ["asset"],
    r"libdeflate": ["asset"],
    r"json-glib/": ["batch", "cli"],
    r"sqlite3": ["batch"],
}

INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]+(?:"([^"]+)"|<([^>]+)>)', re.MULTILINE)


def room_of(path):
    """The room of a path below src/."""
    return path.parts[0] if len(path.parts) > 1 else "job"


def faults(path, text):
    """What the #include lines of one file do against the rules."""
    room = room_of(path)
    if room not in MAY_INCLUDE:
        yield f"{path}: no room is called {room}"
        return
    for match in INCLUDE.finditer(text):
        own, foreign = match.groups()
        line = text.count("\n", 0, match.start()) + 1
        if own:
            target = own.split("/")[0] if "/" in own else ("job" if own.startswith("job") else room)
            if target != room and target not in MAY_INCLUDE[room]:
                yield f"{path}:{line}: {room} may not include {own}"
        else:
            for header, rooms in ONLY_CALLER.items():
                if re.match(header, foreign) and room not in rooms:
                    yield f"{path}:{line}: {room} may not call the library of <{foreign}>"


# The rule itself, tried on lines whose verdict is known: (file, line, allowed).
TRIALS = [
    ("css/cascade.c", '#include "dom/node.h"', True),
    ("css/cascade.c", '#include "css-internal.h"', True),
    ("css/cascade.c", '#include "layout/layout.h"', False),
    ("layout/block.c", '# include  "paint/paint.h"', False),
    ("layout/block.c", "#include <pango/pango.h>", False),
    ("text/shape.c", "#include <pango/pango.h>", True),
    ("pdf/finish.c", '#include "css/style.h"', False),
    ("job.c", '#include "sheet/tree.h"', True),
    ("job.c", '#include "cli/options.h"', False),
    ("cli/main.c", '#include "job.h"', True),
    ("sheet/tree.c", '#include "job.h"', False),
]


def main():
    src = pathlib.Path(sys.argv[1])
    files = sorted(p for p in src.rglob("*") if p.suffix in (".c", ".h"))
    rooms = sorted({room_of(p.relative_to(src)) for p in files})
    print(f"1..{len(rooms) + len(TRIALS)}")
    number = failed = 0
    for name, line, allowed in TRIALS:
        number += 1
        good = (not list(faults(pathlib.Path(name), line))) == allowed
        failed += not good
        print(f"{'ok' if good else 'not ok'} {number} {name}: {line.replace('#', '')} is {'allowed' if allowed else 'refused'}")
    for room in rooms:
        number += 1
        found = []
        for path in files:
            name = path.relative_to(src)
            if room_of(name) == room:
                found += faults(name, path.read_text(encoding="utf-8"))
        failed += bool(found)
        for fault in found:
            print(f"# {fault}")
        print(f"{'not ok' if found else 'ok'} {number} {room} keeps to its row of the table")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
