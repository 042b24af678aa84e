func.func @main(%b: tensor<?xf64>) -> tensor<f64> {
  %0 = "sam.graph"(%b) ({
  ^bb0(%B: tensor<?xf64>):
    %r = "sam.root"() : () -> !sam.ref<0>
    %i, %ri = "sam.scan"(%B, %r) {level = 0 : i64} : (tensor<?xf64>, !sam.ref<0>) -> (!sam.crd<1>, !sam.ref<1>)
    %v = "sam.array"(%B, %ri) : (tensor<?xf64>, !sam.ref<1>) -> !sam.val<1, f64>
    %s = "sam.reduce"(%v) {function = "add"} : (!sam.val<1, f64>) -> !sam.val<0, f64>
    %w = "sam.write_values"(%s) : (!sam.val<0, f64>) -> !sam.mem
    %x = "sam.tensor"(%w) : (!sam.mem) -> tensor<f64>
    "fuse_end.yield"(%x) : (tensor<f64>) -> ()
  }) {operand_names = ["B"], result_names = ["x"]} : (tensor<?xf64>) -> tensor<f64>
  return %0 : tensor<f64>
}
