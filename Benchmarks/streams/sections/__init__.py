"""The sections of the stream tables, in their order."""

from . import accuracy, cases, compiling, counters, lanes, long, orders, published, schedules, speed

ALL = {section.__name__.rsplit(".", 1)[1]: section.lines
       for section in (cases, published, long, schedules, orders, lanes, counters, accuracy, compiling, speed)}
