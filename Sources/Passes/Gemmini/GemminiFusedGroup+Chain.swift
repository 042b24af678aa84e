import FuseIR
import Machine

extension GemminiFusedGroup {
  /// A product of matrices as a link of a chain: the kernel with the rows of one step of the shared loop.
  struct Chain {
    let kernel: GemminiKernel
    let part: GemminiKernel
    let nest: GemminiNest
    /// Steps of the shared loop.
    let steps: Int
    /// Whether the weights stay from step to step.
    let keepsWeights: Bool
    let distance: GemminiNest.Part
    /// The kernel's dimension that its rows are, its columns and its depth; nil where it has none of more than one step.
    private let rows: Int?
    private let columns: Int?
    private let depth: Int?

    /// The link of a kernel with a mapping, or why it is none.
    init(
      _ kernel: GemminiKernel, on configuration: GemminiConfiguration, in module: borrowing Module
    ) throws(Refusal) {
      guard kernel.window == nil, kernel.dimensions.allSatisfy({ $0.role == nil }) else {
        throw Refusal(message: "it has a convolution")
      }
      let (rows, columns, depth) = try Self.dimensions(of: kernel)
      let mapping: LayerMapping
      do throws(GemminiNest.Mismatch) {
        guard let own = try GemminiPlannedKernel.mapping(of: kernel, on: configuration, in: module)
        else { throw GemminiNest.Mismatch(message: "a layer of it has no mapping") }
        mapping = own
      } catch {
        throw Refusal(message: error.message)
      }
      let inside = try Self.inside(
        mapping, sharedLoops: Int(module.integer(PlanAttributes.sharedLoops, of: kernel.root) ?? 0))
      var part = kernel
      if let rows {
        guard kernel.dimensions[rows].size % inside.steps == 0 else {
          throw Refusal(message: "its shared loop does not divide its rows")
        }
        part.dimensions[rows].size /= inside.steps
      } else if inside.steps > 1 {
        throw Refusal(message: "its shared loop does not go over rows")
      }
      func distance(_ strides: [Int]) -> Int {
        rows.map { strides[$0] * part.dimensions[$0].size } ?? 0
      }
      let distances = GemminiNest.Part(
        size: inside.steps, a: distance(kernel.a.strides), b: 0,
        result: distance(kernel.resultStrides),
        addends: kernel.addends.map { distance($0.access.strides) })
      let nest: GemminiNest
      do {
        let plan = try GemminiMatmulPlan.plan(part, on: configuration)
        guard !plan.isSwapped, !plan.transposesA else {
          throw Refusal(message: "the array takes a layer's weights or columns for its rows")
        }
        nest = try GemminiPlannedKernel.nest(
          inside.mapping, part, plan, on: configuration, in: module)
      } catch let error as GemminiNest.Mismatch {
        throw Refusal(message: error.message)
      } catch let error as Refusal {
        throw error
      } catch {
        throw Refusal(message: "the array cannot follow the mapping of a layer's share")
      }
      let others: [LayerDimension] = [.group, .batch, .outputRow, .kernelRow, .kernelColumn]
      guard others.allSatisfy({ nest[$0].size == 1 }) else {
        throw Refusal(message: "a layer of it is no product of two matrices")
      }
      self.kernel = kernel
      self.part = part
      self.nest = nest
      (steps, keepsWeights) = (inside.steps, inside.keepsWeights)
      self.distance = distances
      (self.rows, self.columns, self.depth) = (rows, columns, depth)
    }

    /// Checks that the kernel's input is the whole result of the one before, element by element.
    func check(after producer: Chain, in module: borrowing Module) throws(Refusal) {
      let stored = GemminiSchedule.stored(producer.kernel.result, in: module)
      guard GemminiSchedule.stored(kernel.a.value, in: module) == stored else {
        throw Refusal(message: "its layers do not follow one another in a chain")
      }
      let others = [kernel.b.value] + kernel.addends.map(\.access.value)
      guard others.allSatisfy({ GemminiSchedule.stored($0, in: module) != stored }) else {
        throw Refusal(message: "a layer reads the tensor before it twice")
      }
      func size(_ of: Int?, _ kernel: GemminiKernel) -> Int {
        of.map { kernel.dimensions[$0].size } ?? 1
      }
      let channels = size(depth, kernel)
      guard size(rows, kernel) == size(producer.rows, producer.kernel),
        channels == size(producer.columns, producer.kernel), kernel.a.offset == 0,
        rows.map({ kernel.a.strides[$0] == channels }) ?? true,
        depth.map({ kernel.a.strides[$0] == 1 }) ?? true,
        producer.rows.map({ producer.kernel.resultStrides[$0] == channels }) ?? true,
        producer.columns.map({ producer.kernel.resultStrides[$0] == 1 }) ?? true
      else {
        throw Refusal(message: "a layer reads the tensor before it in another order")
      }
    }

    private static func dimensions(
      of kernel: GemminiKernel
    ) throws(Refusal) -> (rows: Int?, columns: Int?, depth: Int?) {
      var found: (rows: Int?, columns: Int?, depth: Int?)
      for (index, dimension) in kernel.dimensions.enumerated() where dimension.size > 1 {
        let (a, b) = (kernel.a.strides[index] != 0, kernel.b.strides[index] != 0)
        switch (dimension.isReduced, a, b) {
        case (true, true, true) where found.depth == nil: found.depth = index
        case (false, true, false) where found.rows == nil: found.rows = index
        case (false, false, true) where found.columns == nil: found.columns = index
        default: throw Refusal(message: "a layer of it is no product of two matrices")
        }
      }
      return found
    }

    /// The mapping of what a step does, without the shared loops around it.
    private static func inside(
      _ mapping: LayerMapping, sharedLoops: Int
    ) throws(Refusal) -> (mapping: LayerMapping, steps: Int, keepsWeights: Bool) {
      var nodes: [LayerMapping.Node] = []
      var found = 0
      var steps = 1
      var keepsWeights = false
      for node in mapping.nodes {
        guard found < sharedLoops else {
          nodes.append(node)
          continue
        }
        switch node {
        case .loop(_, 1): break
        case .loop(let dimension, let count):
          guard GemminiNest.rows.contains(dimension), found == 0 else {
            throw Refusal(message: "its shared loops are not one loop over rows")
          }
          found += 1
          steps = count
        case .memory(let memory, let roles):
          if memory > 0, roles.contains(.weight) { keepsWeights = true }
          nodes.append(node)
        case .spatial: nodes.append(node)
        }
      }
      guard found == max(0, sharedLoops) else {
        throw Refusal(message: "a layer has fewer loops than are shared")
      }
      return (LayerMapping(nodes: nodes), steps, keepsWeights)
    }
  }
}
