// RUN: fusec -pretty %s | FileCheck %s
// RUN: fusec -print-generic %s | FileCheck %s --check-prefix=GENERIC
// RUN: fusec -print-generic %s | fusec -pretty - | FileCheck %s

func.func @checks(%a: tensor<2xf32>, %b: tensor<2xf32>, %i: tensor<3xi8>) {
  check.expect_eq %a, %b : tensor<2xf32>
  check.expect_eq_const %i, dense<[1, 2, 3]> : tensor<3xi8> {k}
  check.expect_almost_eq %a, %b : tensor<2xf32>
  check.expect_almost_eq %a, %b, tolerance = 0.5 : tensor<2xf32>
  check.expect_almost_eq_const %a, dense<1.0> : tensor<2xf32>, tolerance = 0.25
  check.expect_close %a, %b, max_ulp_difference = 3 : tensor<2xf32>, tensor<2xf32>
  check.expect_close %a, %b, max_ulp_difference = 4, min_ulp_difference = 1 : {k = 2} tensor<2xf32>, tensor<2xf32>
  check.expect_serialized_eq %i, probe_id = "p", iter = 2 : tensor<3xi8>
  return
}

// CHECK: check.expect_eq %arg0, %arg1 : tensor<2xf32>
// CHECK-NEXT: check.expect_eq_const %arg2, dense<[1, 2, 3]> : tensor<3xi8> {k}
// CHECK-NEXT: check.expect_almost_eq %arg0, %arg1 : tensor<2xf32>
// CHECK-NEXT: check.expect_almost_eq %arg0, %arg1, tolerance = 5.000000e-01 : tensor<2xf32>
// CHECK-NEXT: check.expect_almost_eq_const %arg0, dense<1.000000e+00> : tensor<2xf32>, tolerance = 2.500000e-01
// CHECK-NEXT: check.expect_close %arg0, %arg1, max_ulp_difference = 3 : tensor<2xf32>, tensor<2xf32>
// CHECK-NEXT: check.expect_close %arg0, %arg1, max_ulp_difference = 4, min_ulp_difference = 1 : {k = 2 : i64} tensor<2xf32>, tensor<2xf32>
// CHECK-NEXT: check.expect_serialized_eq %arg2, probe_id = "p", iter = 2 : tensor<3xi8>

// GENERIC: "check.expect_almost_eq_const"(%arg0) <{tolerance = 2.500000e-01 : f64, value = dense<1.000000e+00> : tensor<2xf32>}> : (tensor<2xf32>) -> ()
// GENERIC-NEXT: "check.expect_close"(%arg0, %arg1) <{max_ulp_difference = 3 : ui64}> : (tensor<2xf32>, tensor<2xf32>) -> ()
