"""The sections of the results, in the order in which they are measured and written.

A section is a function that takes the bench and gives Markdown lines: a module of this folder, and a line here.
"""

from sections import chains, features, heads, models, overlap, study, throughput

ALL = {
  "features": features.section,
  "study": study.section,
  "heads": heads.section,
  "overlap": overlap.section,
  "chains": chains.section,
  "throughput": throughput.section,
  "models": models.section,
}
