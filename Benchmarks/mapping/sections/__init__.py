"""The sections of the results, in the order in which they are measured and written.

A section is a function that takes the bench and gives Markdown lines: a module of this folder, and a line here. Sections that
show times of ours run one thing at a time; the others may ask the bench to run jobs side by side. The times of whole networks
come early, since later sections show the same runs.
"""

from sections import (attention, buffers, convergence, dma_bytes, layer_bytes, orders, paper, products, rates, searches, simulated, uneven,
                      whole_networks)

ALL = {
  "paper": paper.section,
  "paper_peers": searches.under_m0,
  "networks": whole_networks.times,
  "orders": orders.section,
  "orders_peers": searches.under_m1,
  "products": products.section,
  "uneven": uneven.section,
  "attention": attention.section,
  "buffers": buffers.section,
  "memory": whole_networks.memory,
  "convergence": convergence.section,
  "rates": rates.section,
  "cycles": simulated.section,
  "bytes": dma_bytes.section,
  "layer_bytes": layer_bytes.section,
}
