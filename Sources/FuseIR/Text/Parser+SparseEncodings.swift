// `#sparse_tensor.encoding<...>`: brought to the text in which mlir-opt prints it, and checked where a type bears it.

extension Parser {
  /// The text behind `#sparse_tensor` as attributes keep it: that of an encoding is checked and brought to canonical form,
  /// others stay as they are. `start` is where the attribute begins, `place` its name.
  mutating func canonicalSparseBody(
    _ body: StringID, from start: Int, _ place: Range<Int>
  ) throws(ParseFailure) -> StringID {
    let bytes = module.withBytes(of: body) { Array($0) }
    guard bytes.starts(with: ".encoding<".utf8) else { return body }
    do throws(SparseEncodingError) {
      var encoding = try bytes.withUnsafeBufferPointer { bytes throws(SparseEncodingError) in
        try SparseEncodingReader.read(bytes)
      }
      if let problem = encoding.problem { throw SparseEncodingError(problem) }
      encoding.explicitValue = try canonicalValue(encoding.explicitValue, "explicitVal")
      encoding.implicitValue = try canonicalValue(encoding.implicitValue, "implicitVal")
      return module.intern(".encoding\(encoding.text)")
    } catch {
      // Where aliases were replaced, the text is not the one that was read, and its offsets are no places.
      let dialect = start + "#sparse_tensor".utf8.count
      let isVerbatim = (0...1).contains(previousEnd - dialect - bytes.count + 1)
      guard isVerbatim else { throw self.error(error.message, at: place) }
      // What is wrong with the whole is told at the word `encoding`.
      let offset = dialect + (error.offset ?? 1)
      throw self.error(error.message, at: offset..<min(offset + 1, previousEnd))
    }
  }

  /// A number as attributes are printed.
  private func canonicalValue(
    _ text: String?, _ key: String
  ) throws(SparseEncodingError) -> String? {
    guard let text else { return nil }
    let source = SourceFile(name: key, text: text)
    let canonical: String? = source.bytes.withUnsafeBufferPointer { bytes in
      var parser = Parser(
        source: source, text: bytes, diagnostics: DiagnosticEngine(), options: ParserOptions())
      guard let attribute = try? parser.parseAttribute(), parser.token.kind == .endOfFile else {
        return nil
      }
      switch parser.module.attribute(attribute) {
      case .integer, .wideInteger, .float, .wideFloat, .dialect:
        return parser.module.text(of: attribute)
      default: return nil
      }
    }
    guard let canonical else {
      throw SparseEncodingError("expected a numeric value for \(key)")
    }
    return canonical
  }

  /// Throws where a tensor type of the given shape and elements can't have the encoding.
  mutating func checkEncoding(
    _ attribute: AttributeID, of shape: [Int64], _ element: TypeID
  ) throws(ParseFailure) {
    guard module.isSparseEncoding(attribute),
      let encoding = try? SparseEncoding(attribute, in: module)
    else { return }
    let type = module.text(of: element)
    if let problem = encoding.problem(rank: shape.count) ?? encoding.valueProblem(elements: type) {
      throw error(problem)
    }
  }
}

extension Module {
  /// Whether an attribute is a `#sparse_tensor.encoding<...>`, which is printed as an alias.
  func isSparseEncoding(_ attribute: AttributeID) -> Bool {
    guard case .dialect(let dialect, let body) = self.attribute(attribute) else { return false }
    return withBytes(of: dialect) { $0.elementsEqual("sparse_tensor".utf8) }
      && withBytes(of: body) { $0.starts(with: ".encoding<".utf8) }
  }

  /// The attribute with the given canonical text behind `#sparse_tensor.encoding`.
  mutating func sparseEncodingAttribute(body: StringID) -> AttributeID {
    attributes.noteAlias()
    return intern(.dialect(intern("sparse_tensor"), body: body))
  }
}
