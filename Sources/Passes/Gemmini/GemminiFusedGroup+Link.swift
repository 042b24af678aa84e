import FuseIR
import Machine

extension GemminiFusedGroup {
  /// How a kernel walks over a tensor: what it makes or takes of it in a step, and in all steps.
  struct Walk {
    var part: GemminiOnChipTensor.Shape
    var whole: GemminiOnChipTensor.Shape

    /// The same of a tensor that has more than a step's part along some axes.
    func holding(_ axes: GemminiOnChipTensor.Axes) -> GemminiOnChipTensor.Shape {
      part.taking(axes, of: whole)
    }
  }

  /// A kernel as a link of a group: with its share of one step of the shared loops, and with how it walks over tensors.
  struct Link {
    let kernel: GemminiKernel
    let part: GemminiKernel
    let nest: GemminiNest
    /// The shared loops, outermost first.
    let steps: [GemminiSharedStep]
    /// How many of them are outside of the memories that keep the weights and the input.
    let weightPlace: Int
    let inputPlace: Int
    /// How the kernel walks over its input and its result; nil where they are not in the order in which tensors lie on
    /// chip.
    private(set) var input: Walk?
    private(set) var output: Walk?
    /// Whether the plan has rows and columns that windows share computed again in each step.
    let recomputes: Bool
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
      let inside = try Self.inside(mapping, of: kernel, in: module)
      if !inside.loops.isEmpty, kernel.dimensions.allSatisfy({ $0.role == nil }),
        let layer = try? LayerNest.read(kernel.root, in: module), layer.input == 1
      {
        throw Refusal(message: "the array takes a layer's weights or columns for its rows")
      }
      var part = kernel
      var steps: [GemminiSharedStep] = []
      for (dimension, count) in inside.loops {
        let found =
          dimension == .outputChannel ? own.columns : own.rows(along: dimension, of: kernel)
        guard let index = found else {
          throw Refusal(
            message: "a shared loop goes neither over rows nor over channels of a layer")
        }
        steps.append(try Self.share(index, dimension, count, of: &part))
      }
      let nest: GemminiNest
      do {
        let plan = try GemminiMatmulPlan.plan(part, on: configuration)
        guard !plan.isSwapped, !plan.transposesA else {
          throw Refusal(message: "the array takes a layer's weights or columns for its rows")
        }
        nest = try GemminiPlannedKernel.nest(
          inside.mapping, part, plan, folds: folds, on: configuration, in: module
        ).asPart(of: Self.lineCounts(steps))
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
      self.steps = steps
      (weightPlace, inputPlace) = (inside.weightPlace, inside.inputPlace)
      recomputes =
        module.string(PlanAttributes.halo, of: kernel.root) == NetworkPlan.Halo.recomputed.rawValue
      /// The shape of what a kernel has of rows, with the channels along a dimension.
      func shape(_ kernel: GemminiKernel, _ channels: Int?) -> GemminiOnChipTensor.Shape {
        func size(_ of: Int?) -> Int { of.map { kernel.dimensions[$0].size } ?? 1 }
        var shape = GemminiOnChipTensor.Shape(columns: 1, channels: size(channels))
        if kernel.dimensions.contains(where: { $0.role != nil }) {
          shape.images = size(own.rows(along: .batch, of: kernel))
          shape.rows = size(own.rows(along: .outputRow, of: kernel))
          shape.columns = size(own.rows(along: .outputColumn, of: kernel))
        } else {
          shape.columns = size(own.rows.first)
        }
        return shape
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
        input = Walk(part: shape(part, own.depth), whole: shape(kernel, own.depth))
      }
      if isDense(kernel.resultStrides, own.columns) {
        output = Walk(part: shape(part, own.columns), whole: shape(kernel, own.columns))
      }
    }

    /// The link of a convolution.
    private init(
      _ kernel: GemminiKernel, _ window: GemminiKernel.Window,
      on configuration: GemminiConfiguration, in module: borrowing Module
    ) throws(Refusal) {
      let mapping = try Self.mapping(of: kernel, on: configuration, in: module)
      let inside = try Self.inside(mapping, of: kernel, in: module)
      var part = kernel
      var steps: [GemminiSharedStep] = []
      let indices: [LayerDimension: Int] = [
        .batch: 0, .outputRow: 1, .outputColumn: 2, .outputChannel: 3,
        .group: window.isDepthwise ? 3 : -1,
      ]
      for (dimension, count) in inside.loops {
        guard let index = indices[dimension], index >= 0 else {
          throw Refusal(
            message: "a shared loop goes neither over rows nor over channels of a layer")
        }
        var step = try Self.share(
          index, index == 3 ? .outputChannel : dimension, count, of: &part)
        // Where windows lie in the input, the emitter finds out by itself.
        if index == 1 || index == 2 { step.distance.a = 0 }
        // Weights of channels that do not mix lie in columns by the channel's number.
        if window.isDepthwise, index == 3, step.size % configuration.dimension != 0 {
          throw Refusal(message: "the steps of its shared loop do not fill rows of local memory")
        }
        steps.append(step)
      }
      do {
        nest = try GemminiPlannedKernel.nest(
          inside.mapping, part, nil, isDiagonal: true, on: configuration, in: module
        ).asPart(of: Self.lineCounts(steps))
      } catch let error as GemminiNest.Mismatch {
        throw Refusal(message: error.message)
      } catch {
        throw Refusal(message: "the array cannot follow the mapping of a layer")
      }
      guard nest[.group].size == 1 else {
        throw Refusal(message: "a convolution of it has groups of channels")
      }
      self.kernel = kernel
      self.part = part
      self.steps = steps
      (weightPlace, inputPlace) = (inside.weightPlace, inside.inputPlace)
      recomputes =
        module.string(PlanAttributes.halo, of: kernel.root) == NetworkPlan.Halo.recomputed.rawValue
      // Which of the kernel's dimensions the channels of the input are.
      let depth = window.isDepthwise ? 3 : 6
      let (rows, columns) = (window.input.rows, window.input.columns)
      func size(_ index: Int, in kernel: GemminiKernel) -> Int { kernel.dimensions[index].size }
      func inputs(_ kernel: GemminiKernel) -> GemminiOnChipTensor.Shape {
        .init(
          images: size(0, in: kernel), rows: rows, columns: columns,
          channels: size(depth, in: kernel))
      }
      func outputs(_ kernel: GemminiKernel) -> GemminiOnChipTensor.Shape {
        .init(
          images: size(0, in: kernel), rows: size(1, in: kernel), columns: size(2, in: kernel),
          channels: size(3, in: kernel))
      }
      let channels = size(depth, in: kernel)
      if kernel.a.offset == 0, window.pitch.columns == channels || columns == 1,
        window.pitch.rows == columns * channels || rows == 1,
        kernel.a.strides[0] == rows * columns * channels || size(0, in: kernel) == 1,
        kernel.a.strides[depth] == 1 || channels == 1
      {
        input = Walk(part: inputs(part), whole: inputs(kernel))
      }
      let whole = outputs(kernel)
      let strides = [
        whole.rows * whole.columns * whole.channels, whole.columns * whole.channels, whole.channels,
        1,
      ]
      if zip(strides, 0...).allSatisfy({
        kernel.resultStrides[$1] == $0 || kernel.dimensions[$1].size == 1
      }) {
        output = Walk(part: outputs(part), whole: whole)
      }
      before = GemminiOnChipTensor.Border(
        rows: window.padding.rows, columns: window.padding.columns)
      func missing(
        _ outputs: Int, _ taps: Int, stride: Int, dilation: Int, _ padding: Int, _ extent: Int
      ) -> Int {
        max(0, (outputs - 1) * stride + (taps - 1) * dilation + 1 - padding - extent)
      }
      after = .init(
        rows: missing(
          whole.rows, size(4, in: kernel), stride: window.stride.rows,
          dilation: window.dilation.rows, window.padding.rows, rows),
        columns: missing(
          whole.columns, size(5, in: kernel), stride: window.stride.columns,
          dilation: window.dilation.columns, window.padding.columns, columns))
    }

    /// Takes of a kernel what a step of a shared loop does.
    private static func share(
      _ index: Int, _ dimension: LayerDimension, _ count: Int, of part: inout GemminiKernel
    ) throws(Refusal) -> GemminiSharedStep {
      guard part.dimensions[index].size % count == 0 else {
        throw Refusal(message: "its shared loop does not divide its rows")
      }
      part.dimensions[index].size /= count
      let size = part.dimensions[index].size
      return GemminiSharedStep(
        dimension: dimension, count: count, size: size,
        distance: .init(
          size: count, a: part.a.strides[index] * size, b: part.b.strides[index] * size,
          result: part.resultStrides[index] * size,
          addends: part.addends.map { $0.access.strides[index] * size }))
    }

    /// The steps along rows and columns.
    private static func lineCounts(_ steps: [GemminiSharedStep]) -> (rows: Int, columns: Int) {
      func count(_ axis: GemminiOnChipTensor.Axes) -> Int {
        steps.reduce(1) { $1.axis == axis ? $0 * $1.count : $0 }
      }
      return (count(.rows), count(.columns))
    }

    /// The axis of the input along which a shared loop goes; nil where it goes along none.
    func inputAxis(_ depth: Int) -> GemminiOnChipTensor.Axes? {
      let axis = steps[depth].axis
      return axis != .channels || kernel.window?.isDepthwise ?? false ? axis : nil
    }

    /// What the windows of a step of a shared loop touch; nil where it goes along neither rows nor columns.
    func reach(_ depth: Int) -> GemminiWindowReach? {
      let step = steps[depth]
      guard step.axis == .rows || step.axis == .columns else { return nil }
      guard let window = kernel.window else {
        return GemminiWindowReach(size: step.size, stride: 1, padding: 0, span: 1)
      }
      return step.axis == .rows
        ? GemminiWindowReach(
          size: step.size, stride: window.stride.rows, padding: window.padding.rows,
          span: (kernel.dimensions[4].size - 1) * window.dilation.rows + 1)
        : GemminiWindowReach(
          size: step.size, stride: window.stride.columns, padding: window.padding.columns,
          span: (kernel.dimensions[5].size - 1) * window.dilation.columns + 1)
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
      _ mapping: LayerMapping, of kernel: GemminiKernel, in module: borrowing Module
    ) throws(Refusal) -> (
      mapping: LayerMapping, loops: [(LayerDimension, Int)], weightPlace: Int, inputPlace: Int
    ) {
      let shared = Int(module.integer(PlanAttributes.sharedLoops, of: kernel.root) ?? 0)
      var nodes: [LayerMapping.Node] = []
      var loops: [(LayerDimension, Int)] = []
      var places: (weight: Int?, input: Int?)
      for node in mapping.nodes {
        guard loops.count < shared else {
          nodes.append(node)
          continue
        }
        switch node {
        case .loop(_, 1): break
        case .loop(let dimension, let count):
          guard !loops.contains(where: { $0.0 == dimension }) else {
            throw Refusal(message: "two of its shared loops go along the same rows")
          }
          loops.append((dimension, count))
        case .memory(let memory, let roles):
          if memory > 0, roles.contains(.weight) { places.weight = places.weight ?? loops.count }
          if memory > 0, roles.contains(.input) { places.input = places.input ?? loops.count }
          nodes.append(node)
        case .spatial: nodes.append(node)
        }
      }
      guard loops.count == max(0, shared) else {
        throw Refusal(message: "a layer has fewer loops than are shared")
      }
      return (
        LayerMapping(nodes: nodes), loops, places.weight ?? loops.count,
        places.input ?? loops.count
      )
    }
  }
}
