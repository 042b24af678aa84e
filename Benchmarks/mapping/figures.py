"""Line charts as plain SVG text, for the tables of mapping and fusion. Needs Python 3 and nothing else."""

import math
from xml.sax.saxutils import escape

# Okabe and Ito's colours, which all readers tell apart, and a mark each, for those who print in grey.
COLOURS = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#000000", "#e69f00", "#56b4e9", "#7f7f7f")
WIDTH, HEIGHT = 860, 460
LEFT, RIGHT, TOP, BOTTOM = 96, 210, 52, 64


def mark(index, x, y, colour):
  """One of four shapes of 7 pixels."""
  shape = index % 4
  if shape == 0:
    return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3.6" fill="{colour}"/>'
  if shape == 1:
    return f'<rect x="{x - 3.4:.1f}" y="{y - 3.4:.1f}" width="6.8" height="6.8" fill="{colour}"/>'
  points = [(0, -4.4), (4.2, 3.2), (-4.2, 3.2)] if shape == 2 else [(0, -4.6), (4.6, 0), (0, 4.6), (-4.6, 0)]
  text = " ".join(f"{x + dx:.1f},{y + dy:.1f}" for dx, dy in points)
  return f'<polygon points="{text}" fill="{colour}"/>'


def decades(low, high):
  return [10.0 ** power for power in range(math.floor(math.log10(low)), math.ceil(math.log10(high)) + 1)]


def steps(low, high, count=6):
  """Round numbers from at most `low` to at least `high`."""
  span = max(high - low, 1e-12)
  step = 10.0 ** math.floor(math.log10(span / count))
  step *= next(times for times in (1, 2, 5, 10) if span / (step * times) <= count)
  first = math.floor(low / step)
  last = math.ceil(high / step - 1e-9)
  return [step * index for index in range(first, last + 1)]


def number(value):
  if value >= 1e5 or 0 < value < 1e-3:
    mantissa, exponent = f"{value:.0e}".split("e")
    return f"1e{int(exponent)}" if mantissa == "1" else f"{mantissa}e{int(exponent)}"
  return f"{value:g}"


def line_chart(path, title, x_label, y_label, series, x_ticks=None, x_log=True, y_log=False, stairs=False, note=""):
  """Writes a chart of `series`, [(name, [(x, y)])], to a file.

  x_ticks: [(x, label)], or None for decades. stairs: a value holds until the next point.
  """
  xs = [x for _, points in series for x, _ in points]
  ys = [y for _, points in series for _, y in points]
  if not xs:
    return
  x_low, x_high = min(xs), max(xs)
  if x_ticks is None:
    x_ticks = [(x, number(x)) for x in (decades(x_low, x_high) if x_log else steps(x_low, x_high))]
  x_low, x_high = min(x_low, x_ticks[0][0]), max(x_high, x_ticks[-1][0])
  y_ticks = decades(min(ys), max(ys)) if y_log else steps(min(ys), max(ys))
  y_low, y_high = min(y_ticks), max(y_ticks)

  def scaled(value, low, high, log):
    if log:
      value, low, high = math.log10(value), math.log10(low), math.log10(high)
    return (value - low) / (high - low) if high > low else 0.5

  def at(x, y):
    return (LEFT + scaled(x, x_low, x_high, x_log) * (WIDTH - LEFT - RIGHT),
            HEIGHT - BOTTOM - scaled(y, y_low, y_high, y_log) * (HEIGHT - TOP - BOTTOM))

  out = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}" '
         'font-family="DejaVu Sans, Helvetica, Arial, sans-serif" font-size="13">',
         f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#ffffff"/>',
         f'<text x="{LEFT}" y="28" font-size="16" font-weight="bold">{escape(title)}</text>']
  right, bottom = WIDTH - RIGHT, HEIGHT - BOTTOM
  for y in y_ticks:
    _, place = at(x_low, y)
    out.append(f'<line x1="{LEFT}" y1="{place:.1f}" x2="{right}" y2="{place:.1f}" stroke="#dddddd"/>')
    out.append(f'<text x="{LEFT - 8}" y="{place + 4.5:.1f}" text-anchor="end">{escape(number(y))}</text>')
  for x, label in x_ticks:
    place, _ = at(x, y_low)
    out.append(f'<line x1="{place:.1f}" y1="{TOP}" x2="{place:.1f}" y2="{bottom}" stroke="#eeeeee"/>')
    out.append(f'<text x="{place:.1f}" y="{bottom + 20}" text-anchor="middle">{escape(label)}</text>')
  out.append(f'<path d="M {LEFT} {TOP} V {bottom} H {right}" fill="none" stroke="#333333"/>')
  out.append(f'<text x="{(LEFT + right) / 2}" y="{bottom + 44}" text-anchor="middle">{escape(x_label)}</text>')
  out.append(f'<text transform="translate(22 {(TOP + bottom) / 2}) rotate(-90)" text-anchor="middle">'
             f'{escape(y_label)}</text>')
  if note:
    out.append(f'<text x="{LEFT}" y="45" font-size="12" fill="#555555">{escape(note)}</text>')
  for index, (name, points) in enumerate(series):
    colour = COLOURS[index % len(COLOURS)]
    path_text, previous = "", None
    for x, y in points:
      px, py = at(x, y)
      if previous is None:
        path_text = f"M {px:.1f} {py:.1f}"
      elif stairs:
        path_text += f" H {px:.1f} V {py:.1f}"
      else:
        path_text += f" L {px:.1f} {py:.1f}"
      previous = (px, py)
    out.append(f'<path d="{path_text}" fill="none" stroke="{colour}" stroke-width="1.8"/>')
    for x, y in points if len(points) <= 40 else [points[0], points[-1]]:
      out.append(mark(index, *at(x, y), colour))
    legend = TOP + 12 + 22 * index
    out.append(f'<line x1="{right + 14}" y1="{legend}" x2="{right + 40}" y2="{legend}" stroke="{colour}" stroke-width="1.8"/>')
    out.append(mark(index, right + 27, legend, colour))
    out.append(f'<text x="{right + 47}" y="{legend + 4.5}">{escape(name)}</text>')
  out.append("</svg>\n")
  with open(path, "w", encoding="utf-8") as file:
    file.write("\n".join(out))
