extension CostReport {
  /// The report as JSON text, two spaces deep per level, with a final newline.
  ///
  /// The same report gives the same bytes everywhere: numbers are Swift's shortest forms that read
  /// back, without a locale.
  public var json: String {
    var writer = JSONWriter()
    writer.object { root in
      root.member("target", string: target)
      root.member("model", string: model)
      root.member("total") { value in
        value.object { object in
          object.members(of: total)
          object.member("lower_bound") { value in
            value.object { object in
              object.members(of: lowerBound)
              if let kernels {
                object.member("offchip_bytes", number: kernels.lowerBoundOffChipBytes)
              }
            }
          }
          object.member("gap", number: gap)
          object.member("objective", string: objective.rawValue)
          if let kernels {
            object.member("kernels", integer: kernels.count)
            object.member("offchip_bytes", number: kernels.offChipBytes)
          }
          if let tokens { object.member("tokens", integer: tokens) }
          if let peakFeatureBytes { object.member("peak_feature_bytes", integer: peakFeatureBytes) }
          if let bytes = layerByLayerPeakFeatureBytes {
            object.member("layer_by_layer_peak_feature_bytes", integer: bytes)
          }
        }
      }
      root.member("memories") { value in
        value.object { object in
          for memory in memories {
            object.member(memory.name) { value in
              value.object { use in
                use.member("read_bytes", integer: memory.readBytes)
                use.member("written_bytes", integer: memory.writtenBytes)
                use.member("peak_bytes", integer: memory.peakBytes)
              }
            }
          }
        }
      }
      root.member("ops") { value in
        value.array { array in
          for operation in operations {
            array.element { $0.object { $0.members(of: operation) } }
          }
        }
      }
      root.member("search") { value in
        guard let search else {
          value.null()
          return
        }
        value.object { object in
          object.member("seconds", number: search.seconds)
          object.member("evaluations", integer: search.evaluations)
          object.member("seed") { $0.raw(String(search.seed)) }
        }
      }
      if !counters.isEmpty {
        root.member("counters") { value in
          value.object { object in
            for counter in counters {
              object.member(counter.name, number: counter.value)
            }
          }
        }
      }
    }
    return writer.text + "\n"
  }
}

extension JSONWriter {
  fileprivate mutating func members(of total: CostReport.Total) {
    member("cycles", number: total.cycles)
    member("energy_pj", number: total.picojoules)
    member("edp_uj_cycles", number: total.microjouleCycles)
  }

  fileprivate mutating func members(of operation: CostReport.Operation) {
    member("name", string: operation.name)
    member("location", string: operation.location)
    member("cycles", number: operation.cycles)
    member("energy_pj", number: operation.picojoules)
    member("group", integer: operation.group)
    member("mapping", string: operation.mapping)
    if let bytes = operation.outermostBytes {
      member("dram_read_bytes", integer: bytes.readBytes)
      member("dram_written_bytes", integer: bytes.writtenBytes)
    }
  }
}
