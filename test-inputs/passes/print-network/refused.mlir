// RUN: fusec %s -passes=print-network -target=gemmini -o /dev/null 2>&1 | FileCheck %s

// CHECK: :[[#@LINE+2]]:{{[0-9]+}}: remark: print-network: this linalg.matmul is no layer: its sizes are not known
func.func @dynamic(%a: tensor<?x4xf32>, %b: tensor<4x4xf32>, %c: tensor<?x4xf32>) -> tensor<?x4xf32> {
  %0 = linalg.matmul ins(%a, %b : tensor<?x4xf32>, tensor<4x4xf32>) outs(%c : tensor<?x4xf32>) -> tensor<?x4xf32>
  return %0 : tensor<?x4xf32>
}

// CHECK: remark: print-network: this linalg.matmul is no layer: one of its loops has no iteration
func.func @empty(%a: tensor<4x0xf32>, %b: tensor<0x4xf32>, %c: tensor<4x4xf32>) -> tensor<4x4xf32> {
  %0 = linalg.matmul ins(%a, %b : tensor<4x0xf32>, tensor<0x4xf32>) outs(%c : tensor<4x4xf32>) -> tensor<4x4xf32>
  return %0 : tensor<4x4xf32>
}

// CHECK: remark: print-network: this linalg.matmul is no layer: it has more than 10^18 multiply-adds
func.func @huge(%a: tensor<1099511627776x1099511627776xi8>, %b: tensor<1099511627776x4xi8>, %c: tensor<1099511627776x4xi32>) -> tensor<1099511627776x4xi32> {
  %0 = linalg.matmul ins(%a, %b : tensor<1099511627776x1099511627776xi8>, tensor<1099511627776x4xi8>) outs(%c : tensor<1099511627776x4xi32>) -> tensor<1099511627776x4xi32>
  return %0 : tensor<1099511627776x4xi32>
}

// CHECK: remark: print-network: this linalg.generic is no layer: loop d3 walks over one operand only, which no loop of a layer does
func.func @one_sided(%a: tensor<4x4x2xf32>, %b: tensor<4x4xf32>, %c: tensor<4x4xf32>) -> tensor<4x4xf32> {
  %0 = linalg.generic {indexing_maps = [affine_map<(d0, d1, d2, d3) -> (d0, d2, d3)>, affine_map<(d0, d1, d2, d3) -> (d2, d1)>, affine_map<(d0, d1, d2, d3) -> (d0, d1)>], iterator_types = ["parallel", "parallel", "reduction", "reduction"]} ins(%a, %b : tensor<4x4x2xf32>, tensor<4x4xf32>) outs(%c : tensor<4x4xf32>) {
  ^bb0(%x: f32, %y: f32, %z: f32):
    %1 = arith.mulf %x, %y : f32
    %2 = arith.addf %z, %1 : f32
    linalg.yield %2 : f32
  } -> tensor<4x4xf32>
  return %0 : tensor<4x4xf32>
}

// A prime and a large dimension are sizes like any other.
// CHECK: remark: print-network: matmul1: N 1099511627776, K 4, C 7919;
func.func @large(%a: tensor<1099511627776x7919xi8>, %b: tensor<7919x4xi8>, %c: tensor<1099511627776x4xi32>) -> tensor<1099511627776x4xi32> {
  %0 = linalg.matmul ins(%a, %b : tensor<1099511627776x7919xi8>, tensor<7919x4xi8>) outs(%c : tensor<1099511627776x4xi32>) -> tensor<1099511627776x4xi32>
  return %0 : tensor<1099511627776x4xi32>
}
