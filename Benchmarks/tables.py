"""Figures and tables as Markdown, and sections of a file between their markers. Needs Python 3 and nothing else."""

import pathlib
import re
import textwrap


def value(x, digits=4):
  """A number with its power of ten, short: 1.116e13."""
  if x is None:
    return "-"
  if x == 0 or 0.1 <= abs(x) < 1e5:
    return f"{x:.{digits}g}"
  mantissa, exponent = f"{x:.{digits - 1}e}".split("e")
  return f"{mantissa}e{int(exponent)}"


def whole(x):
  return "-" if x is None else f"{x:,.0f}"


def ratio(over, under, digits=3):
  """A quotient; "-" where one side is missing."""
  return f"{over / under:.{digits}f}" if over is not None and under else "-"


def times(theirs, ours):
  """How many times as long theirs took."""
  if not theirs or not ours:
    return "-"
  return f"{theirs / ours:.0f}" if theirs >= 10 * ours else f"{theirs / ours:.1f}"


def percent(x):
  if x is None:
    return "no bound"
  return f"{100 * x:.2f} %" if abs(x) >= 5e-5 else "0 %"


def difference(a, b):
  """How far two figures are apart, relatively."""
  return f"{abs(a / b - 1):.1e}" if a is not None and b else "-"


def seconds(x):
  return "-" if x is None else f"{1000 * x:.1f} ms" if x < 0.1 else f"{x:.2f} s"


def table(head, rows):
  """Columns of figures stand at the right. A row that ends early, since something failed, has empty cells."""
  rows = [[str(cell).replace("|", "\\|") for cell in row] + [""] * (len(head) - len(row)) for row in rows]

  def is_figures(column):
    names = r"\**[A-Za-z]\w* |\d+x\d+"
    return any(re.match(r"\**\d", row[column]) for row in rows) and not any(re.match(names, row[column]) for row in rows)

  rule = "|".join("---:" if is_figures(column) else "---" for column in range(len(head)))
  return ["| " + " | ".join(head) + " |", f"|{rule}|"] + ["| " + " | ".join(row) + " |" for row in rows]


# MARK: The file

def markers(name):
  return f"<!-- {name} -->", f"<!-- end of {name} -->"


def insert(path, name, lines, before=()):
  """Puts a section between its markers. One that has none yet comes after the last of `before` that is there, or else at the end."""
  path = pathlib.Path(path)
  text = path.read_text(encoding="utf-8") if path.exists() else "# Benchmarks\n"
  begin, end = markers(name)
  wrapped = []
  for line in lines:
    keep = not line or line[0] in "|#!"
    wrapped += [line] if keep else textwrap.wrap(line, 120, subsequent_indent="  " if line.startswith("- ") else "",
                                                 break_long_words=False, break_on_hyphens=False)
  block = begin + "\n" + "\n".join(wrapped) + "\n" + end
  if begin in text:
    text = text[:text.index(begin)] + block + text[text.index(end) + len(end):]
  else:
    ends = [text.index(markers(other)[1]) + len(markers(other)[1]) for other in before if markers(other)[1] in text]
    place = ends[-1] if ends else len(text.rstrip("\n"))
    text = text[:place] + "\n\n" + block + (text[place:] or "\n")
  partial = path.with_suffix(".partial")
  partial.write_text(text, encoding="utf-8")
  partial.replace(path)


def section_text(path, name):
  """What stands between the markers of a section; nothing where it has none."""
  begin, end = markers(name)
  text = pathlib.Path(path).read_text(encoding="utf-8") if pathlib.Path(path).exists() else ""
  return text[text.index(begin):text.index(end)] if begin in text and end in text else ""


def note(path, name, line):
  """Adds a line at the end of a section, where there is one."""
  text = section_text(path, name)
  if text:
    insert(path, name, text.splitlines()[1:] + ["", line])
