import FuseIR
import Machine

/// How a convolution runs on the array: tiles of its result, and steps of its reduction.
///
/// A tile is some rows and columns of one image for some output channels. The patch of the input under the tile, for
/// the channels of a step, lies in the scratchpad as it lies in the image: pixel by pixel, one row of local memory per
/// pixel and block of channels. Each tap of the kernel is a product of a shifted view of the patch with the tap's
/// weights. Nothing is copied in DRAM.
struct GemminiConvolutionPlan {
  /// Extents of the convolution.
  let images: Int
  let outputRows: Int
  let outputColumns: Int
  let outputChannels: Int
  let kernelRows: Int
  let kernelColumns: Int
  let inputChannels: Int
  let isDepthwise: Bool

  /// Rows of a tile, in rows of the result.
  let tileRows: Int
  /// Columns of a tile, in chunks of DIM columns.
  let tileChunks: Int
  /// Output channels of a tile, in blocks of DIM.
  let tileChannels: Int
  /// Input channels of a step, in blocks of DIM; 1 for depthwise.
  let stepChannels: Int
  /// Kernel rows of a step: all, or one.
  let stepKernelRows: Int
  /// How many buffers each operand has: 2, or 1 where two do not fit.
  let buffers: Int
  /// True iff loops over tiles of output channels are outside of loops over rows and columns.
  let channelsOutside: Bool
  /// True iff what the inner loops do not change stays in the scratchpad: weights where channels are outside, the
  /// patch otherwise.
  let isResident: Bool

  /// Rows and columns of a patch, and the distance of its rows and columns in the input.
  let patch: (rows: Int, columns: Int)
  let columnPitch: Int
  /// The distance of neighbouring results' inputs in the patch.
  let columnStride: Int

  private let dimension: Int

  static func quotient(_ a: Int, _ b: Int) -> Int { (a + b - 1) / b }

  /// The number of chunks of DIM columns of the result.
  var chunks: Int { Self.quotient(outputColumns, dimension) }
  /// The number of blocks of output channels.
  var outputBlocks: Int { Self.quotient(outputChannels, dimension) }
  /// The number of blocks of input channels that are summed up.
  var inputBlocks: Int { isDepthwise ? 1 : Self.quotient(inputChannels, dimension) }
  /// Tiles along rows, columns and channels of the result.
  var tiles: (rows: Int, columns: Int, channels: Int) {
    (
      Self.quotient(outputRows, tileRows), Self.quotient(chunks, tileChunks),
      Self.quotient(outputBlocks, tileChannels)
    )
  }
  /// Steps along input channels and kernel rows.
  var steps: (channels: Int, kernelRows: Int) {
    (
      Self.quotient(inputBlocks, stepChannels), Self.quotient(kernelRows, stepKernelRows)
    )
  }
  /// Blocks of channels of a patch.
  var patchBlocks: Int { isDepthwise ? tileChannels : stepChannels }
  /// Local rows of one patch.
  var patchRows: Int { patch.rows * patch.columns * patchBlocks }
  /// Local rows of the weights of one step.
  var weightRows: Int {
    stepKernelRows * kernelColumns * stepChannels * tileChannels * dimension
  }

  /// The best plan for the kernel, or why there is none.
  static func plan(
    _ kernel: GemminiKernel, window: GemminiKernel.Window,
    on configuration: GemminiConfiguration
  ) throws(GemminiKernelMatcher.RefusalError) -> GemminiConvolutionPlan {
    func isContiguous(_ stride: Int, _ size: Int) -> Bool { stride == 1 || size == 1 }
    let sizes = kernel.dimensions.map(\.size)
    let channels = window.isDepthwise ? 3 : 6
    guard isContiguous(kernel.a.strides[channels], sizes[channels]) else {
      throw .init(reason: .layout("the channels of its input are not neighbours"))
    }
    guard window.isDepthwise || isContiguous(kernel.b.strides[3], sizes[3]) else {
      throw .init(reason: .layout("the output channels of its weights are not neighbours"))
    }
    guard isContiguous(kernel.resultStrides[3], sizes[3]),
      kernel.addends.allSatisfy({ isContiguous($0.access.strides[3], sizes[3]) })
    else {
      throw .init(reason: .layout("the channels of its result or addends are not neighbours"))
    }
    guard sizes.count == (window.isDepthwise ? 6 : 7),
      kernel.resultStrides[2] <= Int(UInt32.max) / 4
    else { throw .init(reason: .layout("its dimensions were split")) }
    let search = Search(sizes: sizes, window: window, configuration: configuration)
    guard let plan = search.best() else {
      throw .init(
        reason: .layout("the weights of one row of its kernel do not fit the scratchpad"))
    }
    return plan
  }

  /// Goes through tile sizes and keeps the one with the least traffic to DRAM.
  private struct Search {
    let sizes: [Int]
    let window: GemminiKernel.Window
    let configuration: GemminiConfiguration

    private var dimension: Int { configuration.dimension }

    func best() -> GemminiConvolutionPlan? {
      for buffers in [2, 1] {
        if let plan = best(buffers: buffers) { return plan }
      }
      return nil
    }

    private func best(buffers: Int) -> GemminiConvolutionPlan? {
      var best: (plan: GemminiConvolutionPlan, cost: Double)?
      let half = configuration.accumulatorRows / 2 / dimension
      let chunks = quotient(sizes[2], dimension)
      let channels = quotient(sizes[3], dimension)
      for tileChunks in Set([chunks, min(chunks, 4), min(chunks, 2), 1]).sorted(by: >) {
        guard tileChunks <= half else { continue }
        for kernelRows in Set([sizes[4], 1]).sorted(by: >) {
          for tileChannels in 1...min(channels, half / tileChunks) {
            guard balanced(tileChannels, channels) == tileChannels else { continue }
            for tileRows in 1...min(sizes[1], half / tileChunks / tileChannels) {
              guard balanced(tileRows, sizes[1]) == tileRows else { continue }
              for channelsOutside in [true, false] {
                guard
                  let plan = GemminiConvolutionPlan(
                    self, tileRows: tileRows, tileChunks: tileChunks, tileChannels: tileChannels,
                    stepKernelRows: kernelRows, buffers: buffers, channelsOutside: channelsOutside)
                else { continue }
                let cost = plan.traffic
                if best.map({ cost < $0.cost }) ?? true { best = (plan, cost) }
              }
            }
          }
        }
        // Narrower tiles only where wide ones do not fit: they load the seams twice.
        if best != nil { break }
      }
      return best?.plan
    }

    private func balanced(_ size: Int, _ total: Int) -> Int {
      quotient(total, quotient(total, size))
    }
  }

  private init?(
    _ search: Search, tileRows: Int, tileChunks: Int, tileChannels: Int, stepKernelRows: Int,
    buffers: Int, channelsOutside: Bool
  ) {
    let (sizes, window) = (search.sizes, search.window)
    dimension = search.configuration.dimension
    images = sizes[0]
    outputRows = sizes[1]
    outputColumns = sizes[2]
    outputChannels = sizes[3]
    kernelRows = sizes[4]
    kernelColumns = sizes[5]
    isDepthwise = window.isDepthwise
    inputChannels = window.isDepthwise ? sizes[3] : sizes[6]
    self.tileRows = tileRows
    self.tileChunks = tileChunks
    self.tileChannels = tileChannels
    self.stepKernelRows = stepKernelRows
    self.buffers = buffers
    self.channelsOutside = channelsOutside

    // Where the kernel has one column and no padding, only the pixels that count are loaded.
    let isInside =
      window.padding.columns == 0 && (sizes[2] - 1) * window.stride.columns < window.input.columns
    columnPitch = sizes[5] == 1 && isInside ? window.stride.columns : 1
    columnStride = columnPitch == 1 ? window.stride.columns : 1
    let columns = min(tileChunks * dimension, sizes[2])
    let patchColumns = (columns - 1) * columnStride + (sizes[5] - 1) * window.dilation.columns + 1
    let patchRows =
      stepKernelRows == 1
      ? tileRows
      : (tileRows - 1) * window.stride.rows + (sizes[4] - 1) * window.dilation.rows + 1
    patch = (patchRows, patchColumns)

    let room = search.configuration.scratchpadRows / 2 / buffers
    let (pixels, overflow) = patchRows.multipliedReportingOverflow(by: patchColumns)
    guard !overflow, pixels <= min(room, 0xFFFF), columnStride <= 0xFFFF else { return nil }
    let taps = stepKernelRows * sizes[5] * tileChannels * dimension
    guard taps <= room else { return nil }
    if window.isDepthwise {
      guard pixels * tileChannels <= room else { return nil }
      stepChannels = 1
    } else {
      let blocks = Self.quotient(sizes[6], dimension)
      let group = search.configuration.maximumMoveInColumns(.scratchpad) / dimension
      var step = min(blocks, room / pixels, room / taps)
      if step < blocks, step > group { step -= step % group }
      stepChannels = step
    }
    let inputBlocks = window.isDepthwise ? 1 : Self.quotient(sizes[6], dimension)
    let steps =
      Self.quotient(inputBlocks, stepChannels) * Self.quotient(sizes[4], stepKernelRows)
    let kept =
      channelsOutside
      ? taps * stepChannels : pixels * (window.isDepthwise ? tileChannels : stepChannels)
    let (keptRows, keptOverflow) = kept.multipliedReportingOverflow(by: steps)
    isResident = !keptOverflow && keptRows <= room && !(window.isDepthwise && !channelsOutside)
  }

  /// The elements of input and weights that are loaded.
  private var traffic: Double {
    let spatial = Double(images) * Double(tiles.rows) * Double(tiles.columns)
    let patches = spatial * Double(patch.rows * patch.columns) * Double(steps.kernelRows)
    let channels = isDepthwise ? outputChannels : inputChannels
    let weights =
      Double(kernelRows * kernelColumns) * Double(isDepthwise ? dimension : inputChannels)
      * Double(outputChannels)
    let isPatchReused = isDepthwise || (isResident && !channelsOutside)
    let areWeightsReused = isResident && channelsOutside
    return patches * Double(channels) * (isPatchReused ? 1 : Double(tiles.channels))
      + weights * (areWeightsReused ? 1 : spatial)
  }
}
