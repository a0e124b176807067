#!/usr/bin/env python3
"""Paints sunset.png, the title picture of the sample deck: make-sunset.py OUT

Sky, sun, sea with glitter and a quay, from arithmetic alone; the same bytes on
every run.
"""
import math
import struct
import sys
import zlib

WIDTH, HEIGHT, HORIZON = 832, 607, 380
SUN = (690, 342, 46)


def mix(a, b, t):
    return tuple(a[i] + (b[i] - a[i]) * t for i in range(3))


def sky(x, y):
    t = y / HORIZON
    color = mix((20, 42, 84), (196, 94, 92), t / 0.7) if t < 0.7 else mix((196, 94, 92), (250, 190, 112), (t - 0.7) / 0.3)
    distance = math.hypot(x - SUN[0], y - SUN[1])
    if distance < SUN[2]:
        return (255, 238, 190)
    return mix(color, (255, 220, 150), 0.55 * math.exp(-(distance - SUN[2]) / 90))


def sea(x, y):
    depth = (y - HORIZON) / (HEIGHT - HORIZON)
    color = mix((214, 140, 104), (8, 40, 56), min(1, depth * 1.6))
    wave = math.sin(y * 0.9 / (0.25 + depth) + 2.2 * math.sin(x * 0.013 + y * 0.11)) * math.sin(x * 0.05 / (0.2 + depth))
    track = math.exp(-((x - SUN[0]) / (26 + 190 * depth)) ** 2)
    return mix(color, (255, 226, 160), track * (0.75 if wave > 0.1 else 0.1) * (1 - 0.5 * depth))


def pixel(x, y):
    if y > 548 - 0.04 * x:  # the quay
        return (24, 26, 30)
    if 108 < x < 116 and y > 455 or 300 < x < 308 and y > 470:  # its posts
        return (24, 26, 30)
    return sky(x, y) if y < HORIZON else sea(x, y)


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def main():
    rows = bytearray()
    for y in range(HEIGHT):
        row = bytearray()
        for x in range(WIDTH):
            # Steps of four keep the file small; the eye does not see them here.
            row += bytes(min(255, int(c / 4 + 0.5) * 4) for c in pixel(x, y))
        rows.append(1)  # filter Sub
        rows += bytes((row[i] - (row[i - 3] if i >= 3 else 0)) & 255 for i in range(len(row)))
    header = struct.pack(">IIBBBBB", WIDTH, HEIGHT, 8, 2, 0, 0, 0)
    png = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(bytes(rows), 9)) + chunk(b"IEND", b"")
    with open(sys.argv[1], "wb") as out:
        out.write(png)


if __name__ == "__main__":
    main()
