"""Plots of multi-core schedules as plain SVG text. Needs Python 3 and nothing else."""

from xml.sax.saxutils import escape

from figures import COLOURS, decades, mark, number

import math

WIDTH, HEIGHT, LEFT, TOP, BOTTOM, GAP, LEGEND = 1060, 440, 84, 64, 58, 92, 150


def scatter(path, title, series):
  """Writes two charts side by side to a file: cycles and energy (in microjoules) over memory in bytes, of `series`, [(name, [(bytes, cycles, picojoules)])].
  False where there is nothing to draw."""
  series = [(name, [point for point in points if point[0] > 0 and point[1] > 0]) for name, points in series]
  if not any(points for _, points in series):
    return False
  side = (WIDTH - LEFT - GAP - LEGEND) / 2
  out = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}" '
         'font-family="DejaVu Sans, Helvetica, Arial, sans-serif" font-size="12">',
         f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#ffffff"/>',
         f'<text x="{LEFT}" y="26" font-size="16" font-weight="bold">{escape(title)}</text>']
  for place, (label, scale) in enumerate((("cycles", lambda point: point[1]), ("energy, µJ", lambda point: point[2] / 1e6 if point[2] else None))):
    left = LEFT + place * (side + GAP)
    points = [(index, point[0], scale(point)) for index, (_, some) in enumerate(series) for point in some]
    points = [point for point in points if point[2]]
    if points:
      out += chart(left, side, label, points)
  for index, (name, points) in enumerate(series):
    y = TOP + 10 + 20 * index
    out.append(mark(index, WIDTH - LEGEND + 22, y, COLOURS[index % len(COLOURS)]))
    out.append(f'<text x="{WIDTH - LEGEND + 34}" y="{y + 4}">{escape(name)}</text>')
  out.append("</svg>\n")
  with open(path, "w", encoding="utf-8") as file:
    file.write("\n".join(out))
  return True


def chart(left, width, label, points):
  """One chart; both axes go by powers of ten."""
  x_ticks, y_ticks = ticks([x for _, x, _ in points]), ticks([y for _, _, y in points])

  def place(value, marks, start, length):
    low, high = math.log10(marks[0]), math.log10(marks[-1])
    return start + (math.log10(value) - low) / max(high - low, 1e-9) * length

  bottom, height = HEIGHT - BOTTOM, HEIGHT - TOP - BOTTOM
  out = []
  for x in x_ticks:
    at = place(x, x_ticks, left, width)
    out.append(f'<line x1="{at:.1f}" y1="{TOP}" x2="{at:.1f}" y2="{bottom}" stroke="#eeeeee"/>')
    out.append(f'<text x="{at:.1f}" y="{bottom + 18}" text-anchor="middle">{escape(number(x))}</text>')
  for y in y_ticks:
    at = place(y, y_ticks, bottom, -height)
    out.append(f'<line x1="{left}" y1="{at:.1f}" x2="{left + width:.1f}" y2="{at:.1f}" stroke="#dddddd"/>')
    out.append(f'<text x="{left - 8}" y="{at + 4:.1f}" text-anchor="end">{escape(number(y))}</text>')
  out.append(f'<path d="M {left} {TOP} V {bottom} H {left + width:.1f}" fill="none" stroke="#333333"/>')
  out.append(f'<text x="{left + width / 2:.1f}" y="{bottom + 42}" text-anchor="middle">peak of features, bytes</text>')
  out.append(f'<text transform="translate({left - 62} {(TOP + bottom) / 2}) rotate(-90)" text-anchor="middle">{escape(label)}</text>')
  for index, x, y in points:
    out.append(mark(index, place(x, x_ticks, left, width), place(y, y_ticks, bottom, -height), COLOURS[index % len(COLOURS)]))
  return out


def ticks(values):
  """Powers of ten around the values, with the steps between where there are few."""
  powers = decades(min(values), max(values))
  if len(powers) > 3:
    return powers
  some = [power * step for power in powers for step in (1, 2, 5)]
  first = max((index for index, tick in enumerate(some) if tick <= min(values)), default=0)
  last = min((index for index, tick in enumerate(some) if tick >= max(values)), default=len(some) - 1)
  return some[first:last + 1] if last > first else some[max(0, first - 1):last + 2]
