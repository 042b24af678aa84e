"""The paper's table under its own model, m0."""

import re

import bench as common
from answers import cell, edp, gap
from tables import percent, seconds, table, value

# Table 1 of the paper: DOSA, Bayesian search, genetic search, FADiff.
PAPER = {
  ("gpt3_block", "Large"): (1.59e13, 3.67e14, 2.42e14, 1.15e13), ("gpt3_block", "Small"): (6.14e13, 3.69e15, 2.05e15, 4.65e13),
  ("vgg19", "Large"): (1.16e13, 3.31e14, 2.29e14, 9.62e12), ("vgg19", "Small"): (1.99e13, 8.37e14, 6.41e14, 1.66e13),
  ("vgg16", "Large"): (6.82e12, 1.82e14, 8.65e13, 6.16e12), ("vgg16", "Small"): (9.70e12, 6.44e14, 4.84e14, 8.33e12),
  ("mobilenet_v1", "Large"): (2.29e11, 1.60e13, 9.11e12, 1.67e11),
  ("mobilenet_v1", "Small"): (1.44e12, 2.60e13, 2.53e13, 1.37e12),
  ("resnet18", "Large"): (2.21e10, 4.03e12, 2.98e12, 2.07e10), ("resnet18", "Small"): (2.23e10, 8.13e12, 9.26e12, 2.13e10),
}


def physical(bench, network, target):
  """Energy in µJ and cycles that the multiply-adds alone take."""
  operations = bench.operations(network)
  return operations * common.PICOJOULES_PER_MULTIPLY_ADD * 1e-6, operations / common.UNITS[target]


def without_sram_energy(bench):
  """`fadiff-large` with scratchpad and accumulator that cost nothing."""
  text = bench.fusec.describes("fadiff-large")
  lines = [re.sub(r"picojoules_per_byte = \S+ : f64", "picojoules_per_byte = 0.000000e+00 : f64", line)
           if re.search(r'sym_name = "(scratchpad|accumulator)"', line) else line for line in text.splitlines()]
  path = bench.work / "large-free-sram.fir"
  path.write_text("\n".join(lines).replace('sym_name = "fadiff-large"', 'sym_name = "large-free-sram"') + "\n")
  return path


def section(bench):
  rows, wins, feasible_cells, published_answers, side_answers = [], 0, 0, [], []
  for network, target in bench.cells:
    title, size = bench.networks[network], common.MACHINES[target]
    energy, cycles = physical(bench, network, target)
    bound = energy * cycles

    def select(**options):
      return bench.fusec.select(bench.program(network), target, model="m0", search=bench.arguments.ours, **options)

    published, sides, more = select(), select(sides="true"), select(sides="true", extras="all")
    published_answers.append(published)
    side_answers.append(sides)
    dosa, bayes, genetic, fadiff = PAPER[network, size]
    feasible = fadiff >= bound
    feasible_cells += feasible
    wins += bool(feasible and edp(published) and edp(published) <= fadiff)
    compared = "below LB1" if not feasible else f"{edp(published) / fadiff:.3f}" if edp(published) else "-"
    rows.append([title, size, value(bound), cell(published), seconds(published.get("seconds")), value(fadiff), compared,
                 cell(sides), cell(more), value(dosa), value(genetic), value(bayes)])
    bench.progress(f"{title} {size}")
  lines = [
    "### The paper's table, under its own model (`m0`)", "",
    "EDP in µJ·cycles of the whole network, total energy times total cycles. In brackets: how much the plan is above the bound of its "
    "space, proved by the exact search; 0 % is an optimum. \"Published\" limits only the product of what runs along the sides of the "
    "array, as the paper does; \"sides\" limits each side; \"extras\" are the sides with kernel columns folded into the rows and depthwise "
    "layers on the diagonal. LB1: multiply-adds × 3.275 pJ times multiply-adds / units, which no mapping beats. \"Time\" is that of all of fusec for the "
    "column before it. The paper's columns are its Table 1, whose unit is not printed. SRAM energies are reconstructed (see the machines above), so near "
    "ties with the paper mean little.", "",
    *table(["network", "machine", "LB1", "ours, published (gap)", "time", "paper FADiff", "ours / paper", "ours, sides (gap)",
            "ours, extras (gap)", "paper DOSA", "paper GA", "paper BO"], rows), ""]
  proved = sum(gap(answer) is not None and gap(answer) < 5e-5 for answer in published_answers + side_answers)
  lines += [f"Ours, published, is at or below the paper's FADiff in {wins} of {feasible_cells} feasible cells; "
            f"{proved} of the {2 * len(rows)} plans of the columns \"published\" and \"sides\" are proved optima.", ""]
  return lines + (resnet(bench) if "resnet18" in bench.networks else [])


def resnet(bench):
  """What is to be said of the cells of ResNet18."""
  energy, cycles = physical(bench, "resnet18", "fadiff-small")
  operations = bench.operations("resnet18")
  program = bench.program("resnet18")
  sides = bench.fusec.select(program, "fadiff-large", model="m0", search=bench.arguments.ours, sides="true")
  free = bench.fusec.select(program, without_sram_energy(bench), model="m0", search=bench.arguments.ours, sides="true")
  printed = PAPER["resnet18", "Large"][3]
  return [
    f"ResNet18/Small of the paper, 2.13e10, cannot be this network on this machine: {operations:,} multiply-adds at 3.275 pJ take "
    f"{energy:,.1f} µJ, and on 256 units at least {cycles:,.0f} cycles; their product is {value(energy * cycles)} µJ·cycles, "
    f"{energy * cycles / PAPER['resnet18', 'Small'][3]:.2f} times the printed value, before any memory is read.", "",
    f"ResNet18/Large with each side limited has its optimum at {value(edp(sides))}, "
    f"{'above' if (edp(sides) or 0) > printed else 'not above'} the paper's 2.07e10: the first layer has three input channels, which fill 3 of 32 "
    f"rows. That depends on the reconstructed SRAM energies (with SRAM energy zero the optimum is {value(edp(free))}, gap {percent(gap(free))}), so it "
    "proves nothing about the paper."]
