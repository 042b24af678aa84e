"""The sections of the results, in the order in which they are measured and written.

A section is a function that takes the bench and gives Markdown lines: a module of this folder, and a line here.
"""

from sections import encoder, launches, plans, ranks, times

ALL = {
  "launches": launches.section,
  "whole_models": launches.whole,
  "times": times.one_thread,
  "more_times": times.reported,
  "encoder": encoder.section,
  "plans": plans.section,
  "ranks": ranks.section,
}
