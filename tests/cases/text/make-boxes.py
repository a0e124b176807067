#!/usr/bin/env python3
"""Makes boxes.ttf, boxes.woff and boxes.woff2: a font of our own whose letters
are boxes, for the tests of @font-face. Needs fonttools and brotli, which the
tests do not.
"""
import pathlib

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen

HERE = pathlib.Path(__file__).parent
WIDTHS = {".notdef": 500, "space": 300, "A": 1000, "a": 600, "eacute": 800}
CHARACTERS = {ord(" "): "space", ord("A"): "A", ord("a"): "a", ord("é"): "eacute"}


def box(width):
    pen = TTGlyphPen(None)
    if width > 300:
        pen.moveTo((50, 0))
        for point in ((50, 700), (width - 50, 700), (width - 50, 0)):
            pen.lineTo(point)
        pen.closePath()
    return pen.glyph()


def build():
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder(list(WIDTHS))
    builder.setupCharacterMap(CHARACTERS)
    builder.setupGlyf({name: box(width) for name, width in WIDTHS.items()})
    builder.setupHorizontalMetrics({name: (width, 50) for name, width in WIDTHS.items()})
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupNameTable({"familyName": "Handpress Boxes", "styleName": "Regular"})
    builder.setupOS2(sTypoAscender=800, sTypoDescender=-200, usWinAscent=800, usWinDescent=200)
    builder.setupPost()
    builder.updateHead(created=0, modified=0)
    return builder.font


for kind in ("ttf", "woff", "woff2"):
    font = build()
    font.flavor = None if kind == "ttf" else kind
    font.recalcTimestamp = False
    font.save(HERE / f"boxes.{kind}")
