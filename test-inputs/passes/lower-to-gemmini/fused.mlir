// RUN: fusec %s -passes=lower-to-gemmini -target=gemmini -remarks=lower-to-gemmini 2>&1 | FileCheck %s
// RUN: fusec %s -passes=lower-to-gemmini -target=gemmini -run=main -on=gemmini -seed=1 | FileCheck %s --check-prefix=NUMBERS
// RUN: fusec %s -passes=lower-to-gemmini -target=gemmini -emit=gemmini-trace:- | FileCheck %s --check-prefix=TRACE
// RUN: fusec %s -passes='lower-to-gemmini{on-chip=false}' -target=gemmini -remarks=lower-to-gemmini 2>&1 | FileCheck %s --check-prefix=DRAM
// RUN: fusec %s -passes='lower-to-gemmini{on-chip=false}' -target=gemmini -run=main -on=gemmini -seed=1 | FileCheck %s --check-prefix=DRAM-NUMBERS
// RUN: fusec %s -passes='select-mapping{search=exact groups=matmul1+matmul2 elements=machine},lower-to-gemmini' -target=gemmini -run=main -on=gemmini -seed=1 | FileCheck %s --check-prefix=SEARCHED

// The first product's result, requantised, goes from the accumulator to the scratchpad by a product with the identity, and
// the second product reads it there: 16 rows in each of the four steps of the shared loop. Weights come in the first step.

// CHECK: remark: lower-to-gemmini: its input stays on chip, 32 rows of the scratchpad
// CHECK-NOT: role = "temporary"
// CHECK: {{.*}}role = "constant", sym_name = "identity"
// CHECK-NOT: role = "temporary"
// CHECK: "gemmini.mvin"() {buffer = @identity
// CHECK: "gemmini.loop"() ({
// CHECK: "gemmini.config_ex"() {scale = 0.00999999977 : f32}
// CHECK: "gemmini.preload"({{.*}}memory = "accumulator"
// CHECK: "gemmini.preload"({{.*}}memory = "scratchpad"
// CHECK-NEXT: "gemmini.compute"({{.*}}memory = "accumulator"
// CHECK-NOT: "gemmini.fence"
// CHECK: "gemmini.config_ex"() :
// CHECK: "gemmini.mvout"{{.*}} {buffer = @result0
// CHECK: }) {count = 4 : i64}
// CHECK: hardware_only = true

// 64 x 48 + 48 x 32 + 32 x 80 + 16 x 16 bytes, and 64 x 80 sums.
// NUMBERS: max |error| 0
// NUMBERS: 0 violations
// NUMBERS: dram {{ *}}7424 bytes read, 20480 written

// TRACE: # needs hardware: reads operands from the accumulator, which Spike cannot

// DRAM: remark: lower-to-gemmini: what the plan keeps on chip for it goes through DRAM: 'on-chip' is off
// DRAM-NOT: "gemmini.compute"({{.*}}memory
// DRAM-NOT: hardware_only
// DRAM-NUMBERS: max |error| 0
// DRAM-NUMBERS: dram {{ *}}9216 bytes read, 22528 written

// SEARCHED: max |error| 0
// SEARCHED: dram {{ *}}7424 bytes read, 20480 written

#id = affine_map<(i, j) -> (i, j)>
func.func @main(%x: tensor<64x48xi8>, %w1: tensor<48x32xi8>, %w2: tensor<32x80xi8>) -> tensor<64x80xi32> {
  %zero = arith.constant 0 : i32
  %e1 = tensor.empty() : tensor<64x32xi32>
  %f1 = linalg.fill ins(%zero : i32) outs(%e1 : tensor<64x32xi32>) -> tensor<64x32xi32>
  %m1 = linalg.matmul {
      fuse.group_id = 0 : i64, fuse.shared_loops = 1 : i64,
      fuse.mapping = #fuse.mapping<["dram I W", "scratchpad W", "for N 4", "accumulator O", "scratchpad I", "for K 2", "for C 3", "columns K 16", "rows C 16", "registers W", "for N 16"]>
    } ins(%x, %w1 : tensor<64x48xi8>, tensor<48x32xi8>) outs(%f1 : tensor<64x32xi32>) -> tensor<64x32xi32>
  %e2 = tensor.empty() : tensor<64x32xi8>
  %q = linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel", "parallel"]}
      ins(%m1 : tensor<64x32xi32>) outs(%e2 : tensor<64x32xi8>) attrs = {fuse.group_id = 0 : i64} {
  ^bb0(%s: i32, %o: i8):
    %f = arith.sitofp %s : i32 to f32
    %scale = arith.constant 0.01 : f32
    %p = arith.mulf %f, %scale : f32
    %r = math.roundeven %p : f32
    %low = arith.constant -128.0 : f32
    %high = arith.constant 127.0 : f32
    %a = arith.maximumf %r, %low : f32
    %b = arith.minimumf %a, %high : f32
    %i = arith.fptosi %b : f32 to i8
    linalg.yield %i : i8
  } -> tensor<64x32xi8>
  %e3 = tensor.empty() : tensor<64x80xi32>
  %f3 = linalg.fill ins(%zero : i32) outs(%e3 : tensor<64x80xi32>) -> tensor<64x80xi32>
  %m2 = linalg.matmul {
      fuse.group_id = 0 : i64, fuse.shared_loops = 1 : i64, fuse.sigma = array<i64: 1>,
      fuse.mapping = #fuse.mapping<["dram W O", "scratchpad W", "for N 4", "scratchpad I", "accumulator O", "for K 5", "for C 2", "columns K 16", "rows C 16", "registers W", "for N 16"]>
    } ins(%q, %w2 : tensor<64x32xi8>, tensor<32x80xi8>) outs(%f3 : tensor<64x80xi32>) -> tensor<64x80xi32>
  return %m2 : tensor<64x80xi32>
}
