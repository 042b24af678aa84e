"""The networks under m1, the model that knows the order of loops."""

import bench as common
from answers import cell, edp, worst_gap
from tables import percent, ratio, seconds, table, value

# Printed for the exact unfused mapper of the comparison, AccelForge, with 8-bit partial sums, in µJ·cycles.
ACCELFORGE = {"Large": 1.1205e13, "Small": 6.807e13}


def section(bench):
  # Without fusion, 8-bit sums, and with pipeline terms: no time is shown of these, so two run at a time.
  variants = {
    "alone": dict(search="exact", groups="none"), "narrow": dict(partial_sum_bits=8),
    "narrow alone": dict(partial_sum_bits=8, search="exact", groups="none"), "terms": dict(partial_sum_bits=8, pipeline="true")}
  keys = [(network, target, name) for network, target in bench.cells for name in variants]

  def select(network, target, name):
    return bench.fusec.select(bench.program(network), target, model="m1", elements="machine", **variants[name])

  answers = dict(zip(keys, bench.side_by_side(
    [(select, *key) for key in keys], [f"{bench.networks[key[0]]} {common.MACHINES[key[1]]}, {key[2]}" for key in keys])))
  rows, narrow_rows, plain = [], [], {}
  for network, target in bench.cells:
    title, size = bench.networks[network], common.MACHINES[target]
    # Measured by the section of times where that ran before; otherwise now, alone.
    plain[network, target] = answer = bench.default(network, target)
    alone, narrow, lone, terms = (answers[network, target, name] for name in variants)
    rows.append([title, size, cell(answer), cell(alone), int(answer.get("groups", 0)), seconds(answer.get("seconds")),
                 ratio(edp(answer), answer.get("bound_edp_uj_cycles"), 2)])
    limit = ACCELFORGE[size] if network == "gpt3_block" else None
    narrow_rows.append([title, size, cell(narrow), cell(lone), value(limit), cell(terms)])
  chains = worst_gap([answer for (network, _), answer in plain.items() if network in common.CHAINS])
  others = worst_gap([answer for (network, _), answer in plain.items() if network not in common.CHAINS])
  gpt3 = [f"{size} {value(edp(answers['gpt3_block', target, 'narrow']))} (at most {value(ACCELFORGE[size])} asked)"
          for target, size in common.MACHINES.items()] if "gpt3_block" in bench.networks else []
  return [
    "### The same networks under the model that knows the order of loops (`m1`)", "",
    "EDP in µJ·cycles; 8-bit elements, 32-bit partial sums, each side of the array limited, without pipeline terms. `gradient+exact`, the "
    "default search, with its default budget; in brackets how much it is above the bound of its space with fusion. \"Unfused\" is `search=exact` "
    "without fusion, with its gap. \"Time\" is one run of all of fusec. The last column is the EDP over the bound of operations and compulsory traffic, "
    "which no mapping of any space beats. VGG and MobileNet are chains; ResNet18 and the GPT-3 block have residuals.", "",
    *table(["network", "machine", "ours (gap)", "unfused (gap)", "groups", "time", "times the physical bound"], rows), "",
    f"The largest gap of the chains is {percent(chains)} (asked: 1 %), of the others {percent(others)} (asked: 3 %).", "",
    "With 8-bit partial sums and without pipeline terms, as the exact unfused mapper of the comparison counts, and with the terms on (the loads of weights, the "
    "filling of the array and, on these machines, all moves), whose gap is to a bound with simpler terms. The mapper's own values are in the column "
    "\"AccelForge, unfused\".", "",
    *table(["network", "machine", "ours (gap)", "unfused (gap)", "AccelForge, unfused", "with the terms on (gap)"], narrow_rows),
    *(["", f"GPT-3 block with 8-bit partial sums: {'; '.join(gpt3)}."] if gpt3 else [])]
