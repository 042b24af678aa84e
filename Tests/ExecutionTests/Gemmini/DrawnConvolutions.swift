import Passes

/// A drawn network of int8 or f32 convolutions (with and without padding and strides, depthwise, pointwise) with residuals.
struct DrawnConvolutions {
  /// A tensor of the network.
  struct Image: Equatable {
    var images: Int
    var rows: Int
    var columns: Int
    var channels: Int

    func type(_ element: String) -> String {
      "tensor<\(images)x\(rows)x\(columns)x\(channels)x\(element)>"
    }
  }

  /// A convolution, what it reads and what it adds.
  struct Convolution {
    var input: Int
    var added: Int?
    var taps: (rows: Int, columns: Int)
    var stride: (rows: Int, columns: Int)
    var dilation: Int
    var padding: (rows: Int, columns: Int)
    var isDepthwise: Bool
    var hasRelu: Bool
    var hasBias: Bool
  }

  var images: [Image] = []
  var layers: [Convolution] = []
  /// Whether elements are f32 rather than int8.
  var isFloat = false

  /// Draws a network; with `isEven`, one whose layers keep rows and columns, or take every second one, so that they may share
  /// loops.
  init(_ random: inout SplitMix64, isEven: Bool = false) {
    let channels = [1, 3, 4, 8, 16, 20, 32, 48]
    let extents = [4, 6, 8, 12, 16, 20]
    images = [
      Image(
        images: 1 + random.below(2),
        rows: isEven ? extents[random.below(extents.count)] : 1 + random.below(9),
        columns: isEven ? extents[random.below(extents.count)] : 1 + random.below(18),
        channels: channels[random.below(channels.count)])
    ]
    let count = 2 + random.below(3)
    while layers.count < count {
      // Mostly a chain; now and then two layers read one tensor.
      let input = random.below(5) == 0 ? max(0, images.count - 2) : images.count - 1
      let from = images[input]
      let kind = random.below(3)
      func pair(_ most: Int) -> (rows: Int, columns: Int) {
        (1 + random.below(most), 1 + random.below(most))
      }
      var taps = kind == 0 ? (rows: 1, columns: 1) : pair(3)
      let stride = random.below(3) == 0 ? pair(2) : (rows: 1, columns: 1)
      let dilation = random.below(4) == 0 ? 2 : 1
      var padding = kind == 0 ? (rows: 0, columns: 0) : (random.below(2), random.below(2))
      if isEven {
        taps = (taps.rows | 1, taps.columns | 1)
        padding = ((taps.rows - 1) * dilation / 2, (taps.columns - 1) * dilation / 2)
      }
      func extent(_ size: Int, _ taps: Int, _ stride: Int, _ padding: Int) -> Int {
        let span = size + 2 * padding - (taps - 1) * dilation - 1
        return span < 0 ? 0 : span / stride + 1
      }
      var to = from
      to.rows = extent(from.rows, taps.rows, stride.rows, padding.0)
      to.columns = extent(from.columns, taps.columns, stride.columns, padding.1)
      let isDepthwise = kind == 1 && from.channels > 1
      if !isDepthwise { to.channels = channels[random.below(channels.count)] }
      guard to.rows > 0, to.columns > 0 else {
        if !layers.isEmpty { return }
        images[0].rows += 1
        continue
      }
      let same = images.indices.dropFirst().filter { images[$0] == to }
      var added = same.isEmpty || random.below(2) == 0 ? nil : same[random.below(same.count)]
      if input != images.count - 1 {
        // What this layer does not read, it adds: each layer's result is of use.
        guard images[images.count - 1] == to else { continue }
        added = images.count - 1
      }
      layers.append(
        Convolution(
          input: input, added: added, taps: taps, stride: stride, dilation: dilation,
          padding: padding, isDepthwise: isDepthwise, hasRelu: random.below(2) == 0,
          hasBias: random.below(3) == 0))
      images.append(to)
    }
  }

  /// The buffer of a layer's bias, nil without one.
  func bias(_ layer: Int) -> String? {
    guard layers[layer].hasBias else { return nil }
    return "arg\(1 + layers.count + layers[..<layer].count { $0.hasBias })"
  }

  var text: String {
    let (element, sum) = isFloat ? ("f32", "f32") : ("i8", "i32")
    var arguments = ["%x0: \(images[0].type(element))"]
    var biases: [String] = []
    var body = "  %z = arith.constant 0\(isFloat ? ".0" : "") : \(sum)\n"
    body += "  %zero = arith.constant 0\(isFloat ? ".0" : "") : \(element)\n"
    for (index, layer) in layers.enumerated() {
      let (from, to) = (images[layer.input], images[index + 1])
      let wide = to.type(sum)
      let weights =
        layer.isDepthwise
        ? "tensor<\(layer.taps.rows)x\(layer.taps.columns)x\(from.channels)x\(element)>"
        : "tensor<\(layer.taps.rows)x\(layer.taps.columns)x\(from.channels)x\(to.channels)x\(element)>"
      arguments.append("%w\(index): \(weights)")
      var source = from
      var name = "%x\(layer.input)"
      if layer.padding != (0, 0) {
        source.rows += 2 * layer.padding.rows
        source.columns += 2 * layer.padding.columns
        let border = "[0, \(layer.padding.rows), \(layer.padding.columns), 0]"
        body += """
            %p\(index) = tensor.pad \(name) low\(border) high\(border) {
            ^bb0(%i: index, %j: index, %l: index, %m: index):
              tensor.yield %zero : \(element)
            } : \(from.type(element)) to \(source.type(element))

          """
        name = "%p\(index)"
      }
      let op = layer.isDepthwise ? "depthwise_conv_2d_nhwc_hwc" : "conv_2d_nhwc_hwcf"
      let added = layer.added
      let narrow = to.type(element)
      let map = "affine_map<(n, h, w, c) -> (n, h, w, c)>"
      let own = layer.hasBias ? ["affine_map<(n, h, w, c) -> (c)>"] : []
      if layer.hasBias { biases.append("%b\(index): tensor<\(to.channels)x\(sum)>") }
      let maps = ([map] + (added == nil ? [] : [map]) + own + [map]).joined(separator: ", ")
      body += """
          %e\(index) = tensor.empty() : \(wide)
          %f\(index) = linalg.fill ins(%z : \(sum)) outs(%e\(index) : \(wide)) -> \(wide)
          %m\(index) = linalg.\(op) {dilations = dense<\(layer.dilation)> : tensor<2xi64>,
              strides = dense<[\(layer.stride.rows), \(layer.stride.columns)]> : tensor<2xi64>}
              ins(\(name), %w\(index) : \(source.type(element)), \(weights)) outs(%f\(index) : \(wide)) -> \(wide)
          %n\(index) = tensor.empty() : \(narrow)
          %x\(index + 1) = linalg.generic {indexing_maps = [\(maps)],
              iterator_types = ["parallel", "parallel", "parallel", "parallel"]}
              ins(%m\(index)\(added.map { ", %x\($0)" } ?? "")\(layer.hasBias ? ", %b\(index)" : "") :
                \(wide)\(added == nil ? "" : ", \(narrow)")\(layer.hasBias ? ", tensor<\(to.channels)x\(sum)>" : ""))
              outs(%n\(index) : \(narrow)) {
          \(epilogue(layer))
          } -> \(narrow)

        """
    }
    let last = images.count - 1
    return
      "func.func @main(\((arguments + biases).joined(separator: ", "))) -> \(images[last].type(element)) "
      + "{\n\(body)  return %x\(last) : \(images[last].type(element))\n}\n"
  }

  /// The block that makes a layer's result of its sums.
  private func epilogue(_ layer: Convolution) -> String {
    let sum = layer.added == nil ? "%s" : "%u"
    if isFloat {
      return """
        ^bb0(%s: f32, \(layer.added == nil ? "" : "%t: f32, ")\(layer.hasBias ? "%y: f32, " : "")%o: f32):
            \(layer.added == nil ? "" : "%u = arith.addf %s, %t : f32")
            \(layer.hasBias ? "%w = arith.addf \(sum), %y : f32" : "")
            %k = arith.constant 0.5 : f32
            %q = arith.mulf \(layer.hasBias ? "%w" : sum), %k : f32
            \(layer.hasRelu ? "%r = arith.maximumf %q, %z : f32" : "")
            linalg.yield \(layer.hasRelu ? "%r" : "%q") : f32
        """
    }
    return """
      ^bb0(%s: i32, \(layer.added == nil ? "" : "%t: i8, ")\(layer.hasBias ? "%y: i32, " : "")%o: i8):
            \(layer.added == nil ? "" : "%v = arith.extsi %t : i8 to i32\n    %u = arith.addi %s, %v : i32")
            \(layer.hasBias ? "%w = arith.addi \(sum), %y : i32" : "")
            %g = arith.sitofp \(layer.hasBias ? "%w" : sum) : i32 to f32
            %k = arith.constant 0.0625 : f32
            %q = arith.mulf %g, %k : f32
            %r = math.roundeven %q : f32
            %lo = arith.constant \(layer.hasRelu ? "0.0" : "-128.0") : f32
            %hi = arith.constant 127.0 : f32
            %a = arith.maximumf %r, %lo : f32
            %c = arith.minimumf %a, %hi : f32
            %d = arith.fptosi %c : f32 to i8
            linalg.yield %d : i8
      """
  }
}
