"""The sections of the stream tables, in their order."""

from . import compiling, published, schedules, speed

ALL = {"published": published.lines, "schedules": schedules.lines, "compiling": compiling.lines, "speed": speed.lines}
