import Foundation
import FuseIR
import Testing

/// Real models, read and written.
@Suite struct TextModelTests {
  @Test(arguments: TextSupport.models(ending: ".generic.mlir"))
  func genericFormIsKept(model: String) throws {
    let text = try TextSupport.model(model + ".generic.mlir")
    #expect(
      TextSupport.lines(TextSupport.printed(text, .generic)) == TextSupport.lines(text))
  }

  @Test(arguments: TextSupport.models(ending: ".mlir").filter { !$0.hasSuffix(".generic") })
  func prettyFormIsKept(model: String) throws {
    let text = try TextSupport.model(model + ".mlir")
    #expect(
      TextSupport.lines(TextSupport.printed(text, .pretty)) == TextSupport.lines(text))
  }

  @Test(arguments: TextSupport.models(ending: ".mlir").filter { !$0.hasSuffix(".generic") })
  func prettyFormMeansTheGenericOne(model: String) throws {
    let pretty = try TextSupport.model(model + ".mlir")
    // Pretty text does not say whether arguments have empty dictionaries or none, nor whether a custom call has its usual
    // attributes or none.
    let generic = try TextSupport.model(model + ".generic.mlir")
      .replacingOccurrences(
        of:
          "(arg|res)_attrs = \\[(\\{\\}(, )?)*\\], |api_version = 1 : i32, |called_computations = \\[\\], |"
          + "has_side_effect = false, ", with: "", options: .regularExpression)
    #expect(
      TextSupport.lines(TextSupport.printed(pretty, .generic)) == TextSupport.lines(generic))
  }

  @Test(arguments: ["zoo_calls.generic.mlir", "torch_mlp_b64.linalg.generic.mlir"])
  func locationsAreKept(model: String) throws {
    let once = TextSupport.printed(try TextSupport.model(model), .generic, debugInfo: true)
    #expect(once.contains(" loc(#loc"))
    #expect(TextSupport.printed(once, .generic, debugInfo: true) == once)
  }
}
