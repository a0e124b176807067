#!/usr/bin/env python3
"""Checks how documents are cut into pages (TAP): pages-check.py HANDPRESS FILE…

Reads the fragments of each document and looks for what a typesetter would send
back: a heading at the foot of a page without its text, a line of a paragraph
left alone on either page, a table row on two pages that fits one, a line
outside the margins.
"""
import re
import subprocess
import sys

FRAGMENT = re.compile(r"^( *)(box|text|image|placeholder|marker|formula) (-?[\d.]+),(-?[\d.]+) (-?[\d.]+)x(-?[\d.]+)(.*)$")
PAGE = re.compile(r"^page \S+ ([\d.]+)x([\d.]+) ")
EDGE = 1.0


class Fragment:
    def __init__(self, kind, x, y, width, height, rest):
        self.kind, self.x, self.y, self.width, self.height = kind, x, y, width, height
        before = rest.split(' "')[0].split(" base ")[0].split()
        self.role = before[0] if before and "=" not in before[0] and before[0] != "transform" else ""
        match = re.search(r"open=(\d+)", rest)
        self.open = int(match.group(1)) if match else 0
        match = re.search(r"order=(\d+)", rest)
        self.order = int(match.group(1)) if match else 0
        match = re.search(r"line=(\d+)/(\d+)", rest)
        self.line = (int(match.group(1)), int(match.group(2))) if match else None
        self.children, self.parent = [], None
        self.text = rest.split(' "', 1)[1] if ' "' in rest else ""

    def walk(self):
        yield self
        for child in self.children:
            yield from child.walk()
