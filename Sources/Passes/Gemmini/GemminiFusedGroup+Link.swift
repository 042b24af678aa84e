import FuseIR
import Machine

extension GemminiFusedGroup {
  /// A kernel as a link of a group: with the rows of one step of the shared loop, and with how it walks over tensors.
  struct Link {
    let kernel: GemminiKernel
    let part: GemminiKernel
    let nest: GemminiNest
    /// Steps of the shared loop.
    let steps: Int
    /// Whether the weights stay from step to step.
    let keepsWeights: Bool
    let distance: GemminiNest.Part
    /// How the kernel walks over its whole input and its whole result in a step; nil where they are not in the order in
    /// which tensors lie on chip.
    private(set) var input: GemminiOnChipTensor.Shape?
    private(set) var output: GemminiOnChipTensor.Shape?
    /// The zeros that windows read around the input.
    private(set) var before = GemminiOnChipTensor.Border()
    private(set) var after = GemminiOnChipTensor.Border()

    /// The link of a kernel with a mapping, or why it is none; with `folds`, the rows of images may be one for the array.
    init(
      _ kernel: GemminiKernel, folds: Bool = true, on configuration: GemminiConfiguration,
      in module: borrowing Module
    ) throws(Refusal) {
      if let window = kernel.window {
        try self.init(kernel, window, on: configuration, in: module)
      } else {
        try self.init(product: kernel, folds: folds, on: configuration, in: module)
      }
    }

    /// The link of a product of matrices, or of a convolution that is one.
    private init(
      product kernel: GemminiKernel, folds: Bool, on configuration: GemminiConfiguration,
      in module: borrowing Module
    ) throws(Refusal) {
      let own = try Dimensions(of: kernel)
      let mapping = try Self.mapping(of: kernel, on: configuration, in: module)
      let inside = try Self.inside(
        mapping, sharedLoops: Int(module.integer(PlanAttributes.sharedLoops, of: kernel.root) ?? 0))
      var part = kernel
      let shared = inside.loop.flatMap { own.rows(along: $0, of: kernel) }
      if let shared {
        guard kernel.dimensions[shared].size % inside.steps == 0 else {
          throw Refusal(message: "its shared loop does not divide its rows")
        }
        part.dimensions[shared].size /= inside.steps
      } else if inside.steps > 1 {
        throw Refusal(message: "its shared loop does not go over rows")
      }
      func distance(_ strides: [Int]) -> Int {
        shared.map { strides[$0] * part.dimensions[$0].size } ?? 0
      }
      self.distance = GemminiNest.Part(
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
          inside.mapping, part, plan, folds: folds, on: configuration, in: module)
      } catch let error as GemminiNest.Mismatch {
        throw Refusal(message: error.message)
      } catch let error as Refusal {
        throw error
      } catch {
        throw Refusal(message: "the array cannot follow the mapping of a layer's share")
      }
      let others: [LayerDimension] = [.group, .kernelRow, .kernelColumn]
      guard others.allSatisfy({ nest[$0].size == 1 }) else {
        throw Refusal(message: "a layer of it is no product of two matrices")
      }
      self.kernel = kernel
      self.part = part
      self.nest = nest
      (steps, keepsWeights) = (inside.steps, inside.keepsWeights)
      func size(_ of: Int?) -> Int { of.map { part.dimensions[$0].size } ?? 1 }
      var shape = GemminiOnChipTensor.Shape(columns: 1, channels: 1)
      if kernel.dimensions.contains(where: { $0.role != nil }) {
        shape.images = size(own.rows(along: .batch, of: kernel))
        shape.rows = size(own.rows(along: .outputRow, of: kernel))
        shape.columns = size(own.rows(along: .outputColumn, of: kernel))
      } else {
        shape.columns = size(own.rows.first)
      }
      /// Whether rows and channels lie one after the other.
      func isDense(_ strides: [Int], _ channels: Int?) -> Bool {
        var expected = 1
        for index in (channels.map { [$0] } ?? []) + own.rows.reversed() {
          guard strides[index] == expected else { return false }
          expected *= kernel.dimensions[index].size
        }
        return true
      }
      if kernel.a.offset == 0, isDense(kernel.a.strides, own.depth) {
        shape.channels = size(own.depth)
        input = shape
      }
      if isDense(kernel.resultStrides, own.columns) {
        shape.channels = size(own.columns)
        output = shape
      }
    }

    /// The link of a convolution.
    private init(
      _ kernel: GemminiKernel, _ window: GemminiKernel.Window,
      on configuration: GemminiConfiguration, in module: borrowing Module
    ) throws(Refusal) {
      let mapping = try Self.mapping(of: kernel, on: configuration, in: module)
      let inside = try Self.inside(
        mapping, sharedLoops: Int(module.integer(PlanAttributes.sharedLoops, of: kernel.root) ?? 0))
      guard inside.steps == 1 else {
        throw Refusal(message: "a convolution of it runs in steps of a shared loop")
      }
      do {
        nest = try GemminiPlannedKernel.nest(
          inside.mapping, kernel, nil, isDiagonal: true, on: configuration, in: module)
      } catch let error as GemminiNest.Mismatch {
        throw Refusal(message: error.message)
      } catch {
        throw Refusal(message: "the array cannot follow the mapping of a layer")
      }
      guard nest[.group].size == 1 else {
        throw Refusal(message: "a convolution of it has groups of channels")
      }
      self.kernel = kernel
      part = kernel
      (steps, keepsWeights) = (1, false)
      distance = .unit(addends: kernel.addends.count)
      let nest = nest
      func size(_ of: LayerDimension) -> Int { nest[of].size }
      let channels = size(window.isDepthwise ? .outputChannel : .inputChannel)
      let (rows, columns) = (window.input.rows, window.input.columns)
      // Which of the kernel's dimensions the channels of the input are.
      let depth = window.isDepthwise ? 3 : 6
      if kernel.a.offset == 0, window.pitch.columns == channels || columns == 1,
        window.pitch.rows == columns * channels || rows == 1,
        kernel.a.strides[0] == rows * columns * channels || size(.batch) == 1,
        kernel.a.strides[depth] == 1 || channels == 1
      {
        input = .init(images: size(.batch), rows: rows, columns: columns, channels: channels)
      }
      let width = size(.outputChannel)
      let strides = [
        size(.outputRow) * size(.outputColumn) * width, size(.outputColumn) * width, width, 1,
      ]
      if zip(strides, 0...).allSatisfy({
        kernel.resultStrides[$1] == $0 || kernel.dimensions[$1].size == 1
      }) {
        output = .init(
          images: size(.batch), rows: size(.outputRow), columns: size(.outputColumn),
          channels: width)
      }
      before = .init(rows: window.padding.rows, columns: window.padding.columns)
      func missing(
        _ outputs: Int, _ taps: Int, stride: Int, dilation: Int, _ padding: Int, _ extent: Int
      ) -> Int {
        max(0, (outputs - 1) * stride + (taps - 1) * dilation + 1 - padding - extent)
      }
      after = .init(
        rows: missing(
          size(.outputRow), size(.kernelRow), stride: window.stride.rows,
          dilation: window.dilation.rows, window.padding.rows, rows),
        columns: missing(
          size(.outputColumn), size(.kernelColumn), stride: window.stride.columns,
          dilation: window.dilation.columns, window.padding.columns, columns))
    }

    /// Whether the kernel adds the tensor element by element, position by position.
    func adds(_ index: Int) -> Bool {
      let access = kernel.addends[index].access
      return access.offset == 0
        && kernel.dimensions.indices.allSatisfy {
          access.strides[$0] == kernel.resultStrides[$0] || kernel.dimensions[$0].size == 1
        }
    }

    private static func mapping(
      of kernel: GemminiKernel, on configuration: GemminiConfiguration, in module: borrowing Module
    ) throws(Refusal) -> LayerMapping {
      do throws(GemminiNest.Mismatch) {
        guard let own = try GemminiPlannedKernel.mapping(of: kernel, on: configuration, in: module)
        else { throw GemminiNest.Mismatch(message: "a layer of it has no mapping") }
        return own
      } catch {
        throw Refusal(message: error.message)
      }
    }

    /// What the dimensions of a product are, where they have more than one step: its rows, outermost first, its columns and
    /// its depth.
    private struct Dimensions {
      var rows: [Int] = []
      var columns: Int?
      var depth: Int?

      init(of kernel: GemminiKernel) throws(Refusal) {
        for (index, dimension) in kernel.dimensions.enumerated() where dimension.size > 1 {
          let (a, b) = (kernel.a.strides[index] != 0, kernel.b.strides[index] != 0)
          switch (dimension.isReduced, a, b) {
          case (true, true, true) where depth == nil: depth = index
          case (false, true, false) where rows.isEmpty || dimension.role != nil: rows.append(index)
          case (false, false, true) where columns == nil: columns = index
          default: throw Refusal(message: "a layer of it is no product of two matrices")
          }
        }
      }

      /// The kernel's dimension that a loop of the layer over rows goes along.
      func rows(along loop: LayerDimension, of kernel: GemminiKernel) -> Int? {
        rows.first { kernel.dimensions[$0].role == loop || kernel.dimensions[$0].role == nil }
      }
    }

    /// The mapping of what a step does, without the shared loops around it.
    private static func inside(
      _ mapping: LayerMapping, sharedLoops: Int
    ) throws(Refusal) -> (
      mapping: LayerMapping, steps: Int, loop: LayerDimension?, keepsWeights: Bool
    ) {
      var nodes: [LayerMapping.Node] = []
      var found = 0
      var steps = 1
      var loop: LayerDimension?
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
          (loop, steps) = (dimension, count)
        case .memory(let memory, let roles):
          if memory > 0, roles.contains(.weight) { keepsWeights = true }
          nodes.append(node)
        case .spatial: nodes.append(node)
        }
      }
      guard found == max(0, sharedLoops) else {
        throw Refusal(message: "a layer has fewer loops than are shared")
      }
      return (LayerMapping(nodes: nodes), steps, loop, keepsWeights)
    }
  }
}
