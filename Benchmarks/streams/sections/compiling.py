"""What choosing a schedule takes."""

import tables

ROWS = ("gcn-cora", "sage-cora", "gcn-synth-dblp", "sae-50", "attention-1024-16", "decoder-1024-16", "decoders-1024-16", "decoders-1024-64")


def lines(bench):
  rows, notes = [], []
  for name in ROWS:
    row = [name]
    for options in ("regions=layer orders=written formats=false associate=false", "regions=auto"):
      try:
        row.append(tables.seconds(min(bench.expected(name, options)["seconds"] for _ in range(3))))
      except Exception as problem:
        row.append("-")
        notes.append(f"- {name}, `{options}`: not measured: {problem}")
    rows.append(row)
    bench.progress(name)
  return ["### Compile time", "",
          "The whole command, reading the program included, best of 3, without and with a search. Published: under 750 ms for every "
          "model, without a search.", "", *tables.table(["workload", "as written", "chosen"], rows), "", *notes]
