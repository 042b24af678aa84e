"""What choosing a schedule takes."""

import tables
from bench import Problem

ROWS = ("gcn-cora", "sage-cora", "gcn-synth-dblp", "sae-50", "attention-1024-16", "decoder-1024-16", "decoders-1024-16", "decoders-1024-64")
CHOICES = ("regions=layer orders=written formats=false associate=false", "regions=auto")


def lines(bench):
  rows, notes, late = [], [], []
  for name in ROWS:
    row = [name]
    for options, limit in zip(CHOICES, (0.1, 0.75)):
      try:
        taken = min(bench.expected(name, options)["seconds"] for _ in range(3))
        row.append(tables.seconds(taken))
        late += [f"{name} ({tables.seconds(limit)})"] if taken > limit else []
      except Problem as problem:
        row.append("-")
        notes.append(f"- {name}, `{options}`: not measured: {problem}")
    rows.append(row)
    bench.progress(name)
  bench.raw["compiling"] = rows
  return ["### Compile time", "",
          "The whole command, reading the program included, best of 3, without and with a search. Published: under 750 ms for every "
          "model, without a search. Asked of this one: 100 ms without, 750 ms with. " +
          (f"Over that: {', '.join(late)}." if late else "All are within that."), "",
          *tables.table(["workload", "as written", "chosen"], rows), "", *notes]
