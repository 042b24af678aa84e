import FuseIR
import Testing

/// How names, aliases, locations and blocks are written.
@Suite struct TextPrinterTests {
  @Test func aliasesAndLocations() {
    let text = """
      "t.o"() {k = affine_map<(d0) -> (3 - d0)>, l = loc("q"), \
      m = affine_set<(d0)[s0] : (s0 - d0 >= 1)>} : () -> () loc(fused<"m">["a", "b":1:2])
      "t.r"() ({
      ^bb0(%a: i32 loc("x")):
        "t.br"()[^b] : () -> () loc(callsite("c" at "f":3:4))
      ^b:
        "t.br"()[^b] : () -> () loc("r":1:2 to :5)
      }) : () -> () loc(unknown)
      """
    let expected = """
      #loc3 = loc("x")
      #loc9 = loc("q")
      #map = affine_map<(d0) -> (-d0 + 3)>
      #set = affine_set<(d0)[s0] : (-d0 + s0 - 1 >= 0)>
      """
    let printed = TextSupport.printed(text, .generic, debugInfo: true)
    #expect(printed.contains("\"t.o\"() {k = #map, l = #loc"))
    #expect(printed.contains("^bb0(%arg0: i32 loc(\"x\")):\n"))
    #expect(printed.contains("^bb1:  // 2 preds: ^bb0, ^bb1\n"))
    #expect(printed.contains("loc(\"r\":1:2 to :5)\n"))
    for line in expected.split(separator: "\n").dropFirst(2) {
      #expect(printed.contains(line), "\(printed)")
    }
    #expect(TextSupport.printed(printed, .generic, debugInfo: true) == printed)
  }

  @Test func locationAliasesMayFollow() {
    let text = "\"t.o\"() : () -> () loc(#l)\n#l = loc(\"here\")\n"
    #expect(
      TextSupport.printed(text, .generic, debugInfo: true)
        == """
        "builtin.module"() ({
          "t.o"() : () -> () loc(#loc1)
        }) : () -> () loc(#loc)
        #loc = loc("t.mlir":0:0)
        #loc1 = loc("here")

        """)
  }

  @Test func usesMayComeBeforeDefinitions() {
    let text = """
      "t.u"(%b#1, %a) : (f32, i32) -> ()
      %a = "t.o"() : () -> i32
      %b:2 = "t.o"(%b#0) : (i1) -> (i1, f32)
      """
    #expect(
      TextSupport.printed(text)
        == """
        module {
          "t.u"(%1#1, %0) : (f32, i32) -> ()
          %0 = "t.o"() : () -> i32
          %1:2 = "t.o"(%1#0) : (i1) -> (i1, f32)
        }

        """)
  }

  @Test func suggestedNamesAreUnique() {
    let text = """
      func.func @f(%x: i32) {
        %a = arith.constant 1 : i32
        %b = arith.constant 1 : i32
        "t.r"() ({
          %c = arith.constant 1 : i32
        }) : () -> ()
        return
      }
      """
    #expect(
      TextSupport.printed(text)
        == """
        module {
          func.func @f(%arg0: i32) {
            %c1_i32 = arith.constant 1 : i32
            %c1_i32_0 = arith.constant 1 : i32
            "t.r"() ({
              %c1_i32_1 = arith.constant 1 : i32
            }) : () -> ()
            return
          }
        }

        """)
  }

  @Test func aliasesInDialectBodiesAreSpelledOut() {
    let text = "#m = affine_map<(d0) -> (d0)>\n\"t.o\"() {a = #t.x<#m, \"#m\">} : () -> ()\n"
    #expect(TextSupport.printed(text).contains("#t.x<affine_map<(d0) -> (d0)>, \"#m\">"))
  }

  @Test func largeElementsAreHexOrElided() {
    let elements = (0..<101).map { "\($0)" }.joined(separator: ", ")
    let bits = (0..<101).map { $0 % 3 == 0 ? "true" : "false" }.joined(separator: ", ")
    let text =
      "\"t.o\"() {a = dense<[\(elements)]> : tensor<101xi8>, b = dense<[\(bits)]> : tensor<101xi1>}"
      + " : () -> ()"
    let engine = DiagnosticEngine()
    let source = SourceFile(name: "t", text: text)
    guard let module = Module.parse(source, diagnostics: engine) else {
      Issue.record("\(engine.rendered())")
      return
    }
    #expect(module.text().contains("dense<\"0x000102030405"))
    #expect(module.text().contains("dense<\"0x49922449922449922449922409\"> : tensor<101xi1>"))
    #expect(TextSupport.printed(module.text()) == module.text())
    var options = PrinterOptions()
    options.elideElementsLargerThan = 100
    #expect(module.text(options).contains("dense_resource<__elided__> : tensor<101xi8>"))
  }

  @Test func resourcesAreKept() {
    let text = """
      "builtin.module"() ({
        "t.o"() {a = dense_resource<k.x> : tensor<1xf32>} : () -> ()
      }) : () -> ()

      {-#
        dialect_resources: {
          builtin: {
            k.x: "0x040000000000803F"
          }
        },
        external_resources: {
          tool: {
            "a b": "text",
            flag: true
          }
        }
      #-}

      """
    #expect(TextSupport.printed(text, .generic) == text)
    let unused = text.replacing(
      "    }\n  },", with: "      ,\n      unused: \"0x0400000000000000\"\n    }\n  },")
    #expect(TextSupport.printed(unused, .generic) == text)
  }

  @Test func wideNumbersAreKept() {
    for attribute in [
      "-170141183460469231731687303715884105728 : i128",
      "340282366920938463463374607431768211455 : ui128",
      "0x3FFF8000000000000000 : f80", "-1 : i65", "0 : i0", "255 : ui8", "-7 : si4",
      "dense<[(1,-2), (3,4)]> : tensor<2xcomplex<i8>>", "dense<[1, -1]> : tensor<2xi128>",
      "array<si32: 1, -2>", "array<i1: true, false>", "distinct[0]<\"x\">",
      "sparse<[[0, 1]], 2> : tensor<2x2xi32>", "strided<[1, ?], offset: 3>", "@a::@\"b c\"",
    ] {
      let text = "\"t.o\"() {a = \(attribute)} : () -> ()"
      let printed = TextSupport.printed(text)
      #expect(printed.contains(attribute), "\(printed)")
    }
  }

  /// A custom form names parts of the op, which one that was not verified may lack.
  @Test func opsWithoutTheirPartsHaveGenericForm() {
    let text = """
      "builtin.module"() ({
        "stablehlo.cosine"() {a = -1 : i8} : () -> ()
      }) : () -> ()

      """
    #expect(TextSupport.printed(text, .generic) == text)
    let pretty = TextSupport.printed(text, .pretty)
    #expect(pretty == "module {\n  \"stablehlo.cosine\"() {a = -1 : i8} : () -> ()\n}\n")
    #expect(
      TextSupport.printed(pretty, .pretty, debugInfo: true).contains("\"stablehlo.cosine\"()"))
  }

  /// Stock readers of StableHLO drop them too; kept, custom forms would make them attributes.
  @Test(arguments: [
    "\"stablehlo.cosine\"(%0) <{result_accuracy = 1 : i8, accuracy = 2 : i8}>",
    "\"stablehlo.broadcast_in_dim\"(%0) <{broadcast_dimensions = array<i64: 0>, dims = 1 : i8}>",
    "\"chlo.erf_inv\"(%0) {d.x = 1 : i8}",
  ])
  func unknownPropertiesAreDropped(op: String) throws {
    let text = """
      %0 = "t.o"() : () -> tensor<2xf32>
      %1 = \(op) : (tensor<2xf32>) -> tensor<2xf32>
      """
    for form in [PrinterOptions.Form.generic, .standard, .pretty] {
      for debugInfo in [false, true] {
        let once = TextSupport.printed(text, form, debugInfo: debugInfo)
        #expect(!once.contains("2 : i8") && !once.contains("dims = 1") && once.contains("1 = "))
        #expect(TextSupport.printed(once, form, debugInfo: debugInfo) == once)
      }
    }
  }

  @Test func opsWithoutPropertiesTakeNone() {
    let text = "%0 = \"t.o\"() : () -> tensor<2xf32>\n"
    #expect(
      TextSupport.error(text + "\"stablehlo.abs\"(%0) <{}> : (tensor<2xf32>) -> tensor<2xf32>")
        == "t:2:22: error: 'stablehlo.abs' has no properties, so no '<...>'")
    #expect(
      TextSupport.error("\"arith.constant\"() <5> : () -> i32")
        == "t:1:21: error: expected a dictionary of properties, '<{...}>'")
  }
}
