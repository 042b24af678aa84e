// RUN: fusec %s | FileCheck %s
// RUN: fusec -print-generic %s | FileCheck %s --check-prefix=GENERIC
// RUN: fusec -print-generic %s | fusec - | FileCheck %s

func.func @c() {
 %a1 = tensor.empty() : tensor<9xf32>
 %k1 = tensor.empty() : tensor<3xf32>
 %o1 = tensor.empty() : tensor<7xf32>
 %a2 = tensor.empty() : tensor<9x9xf32>
 %k2 = tensor.empty() : tensor<3x3xf32>
 %o2 = tensor.empty() : tensor<7x7xf32>
 %a3 = tensor.empty() : tensor<9x9x9xf32>
 %k3 = tensor.empty() : tensor<3x3x3xf32>
 %o3 = tensor.empty() : tensor<7x7x7xf32>
 %0 = linalg.conv_1d ins(%a1, %k1: tensor<9xf32>, tensor<3xf32>) outs(%o1 : tensor<7xf32>) -> tensor<7xf32>
 %1 = linalg.conv_2d ins(%a2, %k2: tensor<9x9xf32>, tensor<3x3xf32>) outs(%o2 : tensor<7x7xf32>) -> tensor<7x7xf32>
 %2 = linalg.conv_3d ins(%a3, %k3: tensor<9x9x9xf32>, tensor<3x3x3xf32>) outs(%o3 : tensor<7x7x7xf32>) -> tensor<7x7x7xf32>
 %c1 = tensor.empty() : tensor<2x9x5xf32>
 %d1 = tensor.empty() : tensor<3x5x6xf32>
 %e1 = tensor.empty() : tensor<2x3x6xf32>
 %3 = linalg.conv_1d_nwc_wcf {strides = dense<2> : tensor<1xi64>, dilations = dense<2> : tensor<1xi64>} ins(%c1, %d1: tensor<2x9x5xf32>, tensor<3x5x6xf32>) outs(%e1: tensor<2x3x6xf32>) -> tensor<2x3x6xf32>
 %c2 = tensor.empty() : tensor<2x5x9xf32>
 %d2 = tensor.empty() : tensor<6x5x3xf32>
 %e2 = tensor.empty() : tensor<2x6x7xf32>
 %4 = linalg.conv_1d_ncw_fcw ins(%c2, %d2: tensor<2x5x9xf32>, tensor<6x5x3xf32>) outs(%e2: tensor<2x6x7xf32>) -> tensor<2x6x7xf32>
 %f = tensor.empty() : tensor<2x9x9x5xf32>
 %fk = tensor.empty() : tensor<6x3x3x5xf32>
 %fo = tensor.empty() : tensor<2x7x7x6xf32>
 %5 = linalg.conv_2d_nhwc_fhwc ins(%f, %fk: tensor<2x9x9x5xf32>, tensor<6x3x3x5xf32>) outs(%fo: tensor<2x7x7x6xf32>) -> tensor<2x7x7x6xf32>
 %g = tensor.empty() : tensor<2x4x5x9x9xf32>
 %gk = tensor.empty() : tensor<6x4x5x3x3xf32>
 %gk2 = tensor.empty() : tensor<4x6x5x3x3xf32>
 %go = tensor.empty() : tensor<2x4x6x7x7xf32>
 %6 = linalg.conv_2d_ngchw_fgchw ins(%g, %gk: tensor<2x4x5x9x9xf32>, tensor<6x4x5x3x3xf32>) outs(%go: tensor<2x4x6x7x7xf32>) -> tensor<2x4x6x7x7xf32>
 %7 = linalg.conv_2d_ngchw_gfchw ins(%g, %gk2: tensor<2x4x5x9x9xf32>, tensor<4x6x5x3x3xf32>) outs(%go: tensor<2x4x6x7x7xf32>) -> tensor<2x4x6x7x7xf32>
 %h = tensor.empty() : tensor<2x9x9x9x5xf32>
 %hk = tensor.empty() : tensor<3x3x3x5x6xf32>
 %ho = tensor.empty() : tensor<2x7x7x7x6xf32>
 %8 = linalg.conv_3d_ndhwc_dhwcf ins(%h, %hk: tensor<2x9x9x9x5xf32>, tensor<3x3x3x5x6xf32>) outs(%ho: tensor<2x7x7x7x6xf32>) -> tensor<2x7x7x7x6xf32>
 %i = tensor.empty() : tensor<2x5x9x9x9xf32>
 %ik = tensor.empty() : tensor<6x5x3x3x3xf32>
 %io = tensor.empty() : tensor<2x6x7x7x7xf32>
 %9 = linalg.conv_3d_ncdhw_fcdhw ins(%i, %ik: tensor<2x5x9x9x9xf32>, tensor<6x5x3x3x3xf32>) outs(%io: tensor<2x6x7x7x7xf32>) -> tensor<2x6x7x7x7xf32>
 %jk = tensor.empty() : tensor<3x5xf32>
 %jo = tensor.empty() : tensor<2x7x5xf32>
 %10 = linalg.depthwise_conv_1d_nwc_wc ins(%c1, %jk: tensor<2x9x5xf32>, tensor<3x5xf32>) outs(%jo: tensor<2x7x5xf32>) -> tensor<2x7x5xf32>
 %l = tensor.empty() : tensor<2x5x9x9xf32>
 %lk = tensor.empty() : tensor<5x3x3xf32>
 %lo = tensor.empty() : tensor<2x5x7x7xf32>
 %11 = linalg.depthwise_conv_2d_nchw_chw ins(%l, %lk: tensor<2x5x9x9xf32>, tensor<5x3x3xf32>) outs(%lo: tensor<2x5x7x7xf32>) -> tensor<2x5x7x7xf32>
 %mk = tensor.empty() : tensor<3x3x5xf32>
 %mo = tensor.empty() : tensor<2x7x7x5xf32>
 %12 = linalg.depthwise_conv_2d_nhwc_hwc ins(%f, %mk: tensor<2x9x9x5xf32>, tensor<3x3x5xf32>) outs(%mo: tensor<2x7x7x5xf32>) -> tensor<2x7x7x5xf32>
 %nk = tensor.empty() : tensor<3x3x5x4xf32>
 %no = tensor.empty() : tensor<2x7x7x5x4xf32>
 %13 = linalg.depthwise_conv_2d_nhwc_hwcm ins(%f, %nk: tensor<2x9x9x5xf32>, tensor<3x3x5x4xf32>) outs(%no: tensor<2x7x7x5x4xf32>) -> tensor<2x7x7x5x4xf32>
 %14 = linalg.pooling_nchw_max ins(%l, %k2: tensor<2x5x9x9xf32>, tensor<3x3xf32>) outs(%lo: tensor<2x5x7x7xf32>) -> tensor<2x5x7x7xf32>
 %q14b = linalg.pooling_nchw_sum ins(%l, %k2: tensor<2x5x9x9xf32>, tensor<3x3xf32>) outs(%lo: tensor<2x5x7x7xf32>) -> tensor<2x5x7x7xf32>
 %15 = linalg.pooling_nhwc_min ins(%f, %k2: tensor<2x9x9x5xf32>, tensor<3x3xf32>) outs(%mo: tensor<2x7x7x5xf32>) -> tensor<2x7x7x5xf32>
 %v5 = tensor.empty() : tensor<5xf32>
 %jb = tensor.empty() : tensor<2x5xf32>
 %bo = tensor.empty() : tensor<2x9xf32>
 %jb9 = tensor.empty() : tensor<2x9xf32>
 %b99 = tensor.empty() : tensor<2x9x9xf32>
 %s = tensor.empty() : tensor<f32>
 %16 = linalg.dot ins(%a1, %a1: tensor<9xf32>, tensor<9xf32>) outs(%s: tensor<f32>) -> tensor<f32>
 %17 = linalg.vecmat ins(%k1, %jk: tensor<3xf32>, tensor<3x5xf32>) outs(%v5: tensor<5xf32>) -> tensor<5xf32>
 %18 = linalg.batch_matvec ins(%c1, %jb: tensor<2x9x5xf32>, tensor<2x5xf32>) outs(%bo: tensor<2x9xf32>) -> tensor<2x9xf32>
 %19 = linalg.batch_vecmat ins(%jb9, %c1: tensor<2x9xf32>, tensor<2x9x5xf32>) outs(%jb: tensor<2x5xf32>) -> tensor<2x5xf32>
 %20 = linalg.batch_matmul ins(%c1, %c2 : tensor<2x9x5xf32>, tensor<2x5x9xf32>) outs(%b99: tensor<2x9x9xf32>) -> tensor<2x9x9xf32>
 return
}

// CHECK: module {
// CHECK-NEXT:   func.func @c() {
// CHECK-NEXT:     %0 = tensor.empty() : tensor<9xf32>
// CHECK-NEXT:     %1 = tensor.empty() : tensor<3xf32>
// CHECK-NEXT:     %2 = tensor.empty() : tensor<7xf32>
// CHECK-NEXT:     %3 = tensor.empty() : tensor<9x9xf32>
// CHECK-NEXT:     %4 = tensor.empty() : tensor<3x3xf32>
// CHECK-NEXT:     %5 = tensor.empty() : tensor<7x7xf32>
// CHECK-NEXT:     %6 = tensor.empty() : tensor<9x9x9xf32>
// CHECK-NEXT:     %7 = tensor.empty() : tensor<3x3x3xf32>
// CHECK-NEXT:     %8 = tensor.empty() : tensor<7x7x7xf32>
// CHECK-NEXT:     %9 = linalg.conv_1d ins(%0, %1 : tensor<9xf32>, tensor<3xf32>) outs(%2 : tensor<7xf32>) -> tensor<7xf32>
// CHECK-NEXT:     %10 = linalg.conv_2d ins(%3, %4 : tensor<9x9xf32>, tensor<3x3xf32>) outs(%5 : tensor<7x7xf32>) -> tensor<7x7xf32>
// CHECK-NEXT:     %11 = linalg.conv_3d ins(%6, %7 : tensor<9x9x9xf32>, tensor<3x3x3xf32>) outs(%8 : tensor<7x7x7xf32>) -> tensor<7x7x7xf32>
// CHECK-NEXT:     %12 = tensor.empty() : tensor<2x9x5xf32>
// CHECK-NEXT:     %13 = tensor.empty() : tensor<3x5x6xf32>
// CHECK-NEXT:     %14 = tensor.empty() : tensor<2x3x6xf32>
// CHECK-NEXT:     %15 = linalg.conv_1d_nwc_wcf {dilations = dense<2> : tensor<1xi64>, strides = dense<2> : tensor<1xi64>} ins(%12, %13 : tensor<2x9x5xf32>, tensor<3x5x6xf32>) outs(%14 : tensor<2x3x6xf32>) -> tensor<2x3x6xf32>
// CHECK-NEXT:     %16 = tensor.empty() : tensor<2x5x9xf32>
// CHECK-NEXT:     %17 = tensor.empty() : tensor<6x5x3xf32>
// CHECK-NEXT:     %18 = tensor.empty() : tensor<2x6x7xf32>
// CHECK-NEXT:     %19 = linalg.conv_1d_ncw_fcw ins(%16, %17 : tensor<2x5x9xf32>, tensor<6x5x3xf32>) outs(%18 : tensor<2x6x7xf32>) -> tensor<2x6x7xf32>
// CHECK-NEXT:     %20 = tensor.empty() : tensor<2x9x9x5xf32>
// CHECK-NEXT:     %21 = tensor.empty() : tensor<6x3x3x5xf32>
// CHECK-NEXT:     %22 = tensor.empty() : tensor<2x7x7x6xf32>
// CHECK-NEXT:     %23 = linalg.conv_2d_nhwc_fhwc ins(%20, %21 : tensor<2x9x9x5xf32>, tensor<6x3x3x5xf32>) outs(%22 : tensor<2x7x7x6xf32>) -> tensor<2x7x7x6xf32>
// CHECK-NEXT:     %24 = tensor.empty() : tensor<2x4x5x9x9xf32>
// CHECK-NEXT:     %25 = tensor.empty() : tensor<6x4x5x3x3xf32>
// CHECK-NEXT:     %26 = tensor.empty() : tensor<4x6x5x3x3xf32>
// CHECK-NEXT:     %27 = tensor.empty() : tensor<2x4x6x7x7xf32>
// CHECK-NEXT:     %28 = linalg.conv_2d_ngchw_fgchw ins(%24, %25 : tensor<2x4x5x9x9xf32>, tensor<6x4x5x3x3xf32>) outs(%27 : tensor<2x4x6x7x7xf32>) -> tensor<2x4x6x7x7xf32>
// CHECK-NEXT:     %29 = linalg.conv_2d_ngchw_gfchw ins(%24, %26 : tensor<2x4x5x9x9xf32>, tensor<4x6x5x3x3xf32>) outs(%27 : tensor<2x4x6x7x7xf32>) -> tensor<2x4x6x7x7xf32>
// CHECK-NEXT:     %30 = tensor.empty() : tensor<2x9x9x9x5xf32>
// CHECK-NEXT:     %31 = tensor.empty() : tensor<3x3x3x5x6xf32>
// CHECK-NEXT:     %32 = tensor.empty() : tensor<2x7x7x7x6xf32>
// CHECK-NEXT:     %33 = linalg.conv_3d_ndhwc_dhwcf ins(%30, %31 : tensor<2x9x9x9x5xf32>, tensor<3x3x3x5x6xf32>) outs(%32 : tensor<2x7x7x7x6xf32>) -> tensor<2x7x7x7x6xf32>
// CHECK-NEXT:     %34 = tensor.empty() : tensor<2x5x9x9x9xf32>
// CHECK-NEXT:     %35 = tensor.empty() : tensor<6x5x3x3x3xf32>
// CHECK-NEXT:     %36 = tensor.empty() : tensor<2x6x7x7x7xf32>
// CHECK-NEXT:     %37 = linalg.conv_3d_ncdhw_fcdhw ins(%34, %35 : tensor<2x5x9x9x9xf32>, tensor<6x5x3x3x3xf32>) outs(%36 : tensor<2x6x7x7x7xf32>) -> tensor<2x6x7x7x7xf32>
// CHECK-NEXT:     %38 = tensor.empty() : tensor<3x5xf32>
// CHECK-NEXT:     %39 = tensor.empty() : tensor<2x7x5xf32>
// CHECK-NEXT:     %40 = linalg.depthwise_conv_1d_nwc_wc ins(%12, %38 : tensor<2x9x5xf32>, tensor<3x5xf32>) outs(%39 : tensor<2x7x5xf32>) -> tensor<2x7x5xf32>
// CHECK-NEXT:     %41 = tensor.empty() : tensor<2x5x9x9xf32>
// CHECK-NEXT:     %42 = tensor.empty() : tensor<5x3x3xf32>
// CHECK-NEXT:     %43 = tensor.empty() : tensor<2x5x7x7xf32>
// CHECK-NEXT:     %44 = linalg.depthwise_conv_2d_nchw_chw ins(%41, %42 : tensor<2x5x9x9xf32>, tensor<5x3x3xf32>) outs(%43 : tensor<2x5x7x7xf32>) -> tensor<2x5x7x7xf32>
// CHECK-NEXT:     %45 = tensor.empty() : tensor<3x3x5xf32>
// CHECK-NEXT:     %46 = tensor.empty() : tensor<2x7x7x5xf32>
// CHECK-NEXT:     %47 = linalg.depthwise_conv_2d_nhwc_hwc ins(%20, %45 : tensor<2x9x9x5xf32>, tensor<3x3x5xf32>) outs(%46 : tensor<2x7x7x5xf32>) -> tensor<2x7x7x5xf32>
// CHECK-NEXT:     %48 = tensor.empty() : tensor<3x3x5x4xf32>
// CHECK-NEXT:     %49 = tensor.empty() : tensor<2x7x7x5x4xf32>
// CHECK-NEXT:     %50 = linalg.depthwise_conv_2d_nhwc_hwcm ins(%20, %48 : tensor<2x9x9x5xf32>, tensor<3x3x5x4xf32>) outs(%49 : tensor<2x7x7x5x4xf32>) -> tensor<2x7x7x5x4xf32>
// CHECK-NEXT:     %51 = linalg.pooling_nchw_max ins(%41, %4 : tensor<2x5x9x9xf32>, tensor<3x3xf32>) outs(%43 : tensor<2x5x7x7xf32>) -> tensor<2x5x7x7xf32>
// CHECK-NEXT:     %52 = linalg.pooling_nchw_sum ins(%41, %4 : tensor<2x5x9x9xf32>, tensor<3x3xf32>) outs(%43 : tensor<2x5x7x7xf32>) -> tensor<2x5x7x7xf32>
// CHECK-NEXT:     %53 = linalg.pooling_nhwc_min ins(%20, %4 : tensor<2x9x9x5xf32>, tensor<3x3xf32>) outs(%46 : tensor<2x7x7x5xf32>) -> tensor<2x7x7x5xf32>
// CHECK-NEXT:     %54 = tensor.empty() : tensor<5xf32>
// CHECK-NEXT:     %55 = tensor.empty() : tensor<2x5xf32>
// CHECK-NEXT:     %56 = tensor.empty() : tensor<2x9xf32>
// CHECK-NEXT:     %57 = tensor.empty() : tensor<2x9xf32>
// CHECK-NEXT:     %58 = tensor.empty() : tensor<2x9x9xf32>
// CHECK-NEXT:     %59 = tensor.empty() : tensor<f32>
// CHECK-NEXT:     %60 = linalg.dot ins(%0, %0 : tensor<9xf32>, tensor<9xf32>) outs(%59 : tensor<f32>) -> tensor<f32>
// CHECK-NEXT:     %61 = linalg.vecmat ins(%1, %38 : tensor<3xf32>, tensor<3x5xf32>) outs(%54 : tensor<5xf32>) -> tensor<5xf32>
// CHECK-NEXT:     %62 = linalg.batch_matvec ins(%12, %55 : tensor<2x9x5xf32>, tensor<2x5xf32>) outs(%56 : tensor<2x9xf32>) -> tensor<2x9xf32>
// CHECK-NEXT:     %63 = linalg.batch_vecmat ins(%57, %12 : tensor<2x9xf32>, tensor<2x9x5xf32>) outs(%55 : tensor<2x5xf32>) -> tensor<2x5xf32>
// CHECK-NEXT:     %64 = linalg.batch_matmul ins(%12, %16 : tensor<2x9x5xf32>, tensor<2x5x9xf32>) outs(%58 : tensor<2x9x9xf32>) -> tensor<2x9x9xf32>
// CHECK-NEXT:     return
// CHECK-NEXT:   }
// CHECK-NEXT: }
// GENERIC: #map = affine_map<(d0, d1) -> (d0 + d1)>
// GENERIC-NEXT: #map1 = affine_map<(d0, d1) -> (d1)>
// GENERIC-NEXT: #map2 = affine_map<(d0, d1) -> (d0)>
// GENERIC-NEXT: #map3 = affine_map<(d0, d1, d2, d3) -> (d0 + d2, d1 + d3)>
// GENERIC-NEXT: #map4 = affine_map<(d0, d1, d2, d3) -> (d2, d3)>
// GENERIC-NEXT: #map5 = affine_map<(d0, d1, d2, d3) -> (d0, d1)>
// GENERIC-NEXT: #map6 = affine_map<(d0, d1, d2, d3, d4, d5) -> (d0 + d3, d1 + d4, d2 + d5)>
// GENERIC-NEXT: #map7 = affine_map<(d0, d1, d2, d3, d4, d5) -> (d3, d4, d5)>
// GENERIC-NEXT: #map8 = affine_map<(d0, d1, d2, d3, d4, d5) -> (d0, d1, d2)>
// GENERIC-NEXT: #map9 = affine_map<(d0, d1, d2, d3, d4) -> (d0, d1 * 2 + d3 * 2, d4)>
// GENERIC-NEXT: #map10 = affine_map<(d0, d1, d2, d3, d4) -> (d3, d4, d2)>
// GENERIC-NEXT: #map11 = affine_map<(d0, d1, d2, d3, d4) -> (d0, d1, d2)>
// GENERIC-NEXT: #map12 = affine_map<(d0, d1, d2, d3, d4) -> (d0, d3, d2 + d4)>
// GENERIC-NEXT: #map13 = affine_map<(d0, d1, d2, d3, d4) -> (d1, d3, d4)>
// GENERIC-NEXT: #map14 = affine_map<(d0, d1, d2, d3, d4, d5, d6) -> (d0, d1 + d4, d2 + d5, d6)>
// GENERIC-NEXT: #map15 = affine_map<(d0, d1, d2, d3, d4, d5, d6) -> (d3, d4, d5, d6)>
// GENERIC-NEXT: #map16 = affine_map<(d0, d1, d2, d3, d4, d5, d6) -> (d0, d1, d2, d3)>
// GENERIC-NEXT: #map17 = affine_map<(d0, d1, d2, d3, d4, d5, d6, d7) -> (d0, d1, d5, d3 + d6, d4 + d7)>
// GENERIC-NEXT: #map18 = affine_map<(d0, d1, d2, d3, d4, d5, d6, d7) -> (d2, d1, d5, d6, d7)>
// GENERIC-NEXT: #map19 = affine_map<(d0, d1, d2, d3, d4, d5, d6, d7) -> (d0, d1, d2, d3, d4)>
// GENERIC-NEXT: #map20 = affine_map<(d0, d1, d2, d3, d4, d5, d6, d7) -> (d1, d2, d5, d6, d7)>
// GENERIC-NEXT: #map21 = affine_map<(d0, d1, d2, d3, d4, d5, d6, d7, d8) -> (d0, d1 + d5, d2 + d6, d3 + d7, d8)>
// GENERIC-NEXT: #map22 = affine_map<(d0, d1, d2, d3, d4, d5, d6, d7, d8) -> (d5, d6, d7, d8, d4)>
// GENERIC-NEXT: #map23 = affine_map<(d0, d1, d2, d3, d4, d5, d6, d7, d8) -> (d0, d1, d2, d3, d4)>
// GENERIC-NEXT: #map24 = affine_map<(d0, d1, d2, d3, d4, d5, d6, d7, d8) -> (d0, d5, d2 + d6, d3 + d7, d4 + d8)>
// GENERIC-NEXT: #map25 = affine_map<(d0, d1, d2, d3, d4, d5, d6, d7, d8) -> (d1, d5, d6, d7, d8)>
// GENERIC-NEXT: #map26 = affine_map<(d0, d1, d2, d3) -> (d0, d1 + d3, d2)>
// GENERIC-NEXT: #map27 = affine_map<(d0, d1, d2, d3) -> (d3, d2)>
// GENERIC-NEXT: #map28 = affine_map<(d0, d1, d2, d3) -> (d0, d1, d2)>
// GENERIC-NEXT: #map29 = affine_map<(d0, d1, d2, d3, d4, d5) -> (d0, d3, d1 + d4, d2 + d5)>
// GENERIC-NEXT: #map30 = affine_map<(d0, d1, d2, d3, d4, d5) -> (d0, d3, d1, d2)>
// GENERIC-NEXT: #map31 = affine_map<(d0, d1, d2, d3, d4, d5) -> (d0, d1 + d4, d2 + d5, d3)>
// GENERIC-NEXT: #map32 = affine_map<(d0, d1, d2, d3, d4, d5) -> (d4, d5, d3)>
// GENERIC-NEXT: #map33 = affine_map<(d0, d1, d2, d3, d4, d5) -> (d0, d1, d2, d3)>
// GENERIC-NEXT: #map34 = affine_map<(d0, d1, d2, d3, d4, d5, d6) -> (d0, d1 + d5, d2 + d6, d3)>
// GENERIC-NEXT: #map35 = affine_map<(d0, d1, d2, d3, d4, d5, d6) -> (d5, d6, d3, d4)>
// GENERIC-NEXT: #map36 = affine_map<(d0, d1, d2, d3, d4, d5, d6) -> (d0, d1, d2, d3, d4)>
// GENERIC-NEXT: #map37 = affine_map<(d0, d1, d2, d3, d4, d5) -> (d0, d1, d2 + d4, d3 + d5)>
// GENERIC-NEXT: #map38 = affine_map<(d0, d1, d2, d3, d4, d5) -> (d4, d5)>
// GENERIC-NEXT: #map39 = affine_map<(d0) -> (d0)>
// GENERIC-NEXT: #map40 = affine_map<(d0) -> ()>
// GENERIC-NEXT: #map41 = affine_map<(d0, d1) -> (d1, d0)>
// GENERIC-NEXT: #map42 = affine_map<(d0, d1, d2) -> (d0, d1, d2)>
// GENERIC-NEXT: #map43 = affine_map<(d0, d1, d2) -> (d0, d2)>
// GENERIC-NEXT: #map44 = affine_map<(d0, d1, d2) -> (d0, d1)>
// GENERIC-NEXT: #map45 = affine_map<(d0, d1, d2) -> (d0, d2, d1)>
// GENERIC-NEXT: #map46 = affine_map<(d0, d1, d2, d3) -> (d0, d1, d3)>
// GENERIC-NEXT: #map47 = affine_map<(d0, d1, d2, d3) -> (d0, d3, d2)>
// GENERIC-NEXT: "builtin.module"() ({
// GENERIC-NEXT:   "func.func"() <{function_type = () -> (), sym_name = "c"}> ({
// GENERIC-NEXT:     %0 = "tensor.empty"() : () -> tensor<9xf32>
// GENERIC-NEXT:     %1 = "tensor.empty"() : () -> tensor<3xf32>
// GENERIC-NEXT:     %2 = "tensor.empty"() : () -> tensor<7xf32>
// GENERIC-NEXT:     %3 = "tensor.empty"() : () -> tensor<9x9xf32>
// GENERIC-NEXT:     %4 = "tensor.empty"() : () -> tensor<3x3xf32>
// GENERIC-NEXT:     %5 = "tensor.empty"() : () -> tensor<7x7xf32>
// GENERIC-NEXT:     %6 = "tensor.empty"() : () -> tensor<9x9x9xf32>
// GENERIC-NEXT:     %7 = "tensor.empty"() : () -> tensor<3x3x3xf32>
// GENERIC-NEXT:     %8 = "tensor.empty"() : () -> tensor<7x7x7xf32>
// GENERIC-NEXT:     %9 = "linalg.conv_1d"(%0, %1, %2) <{operandSegmentSizes = array<i32: 2, 1>}> ({
// GENERIC-NEXT:     ^bb0(%arg63: f32, %arg64: f32, %arg65: f32):
// GENERIC-NEXT:       %104 = "arith.mulf"(%arg63, %arg64) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
// GENERIC-NEXT:       %105 = "arith.addf"(%arg65, %104) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
// GENERIC-NEXT:       "linalg.yield"(%105) : (f32) -> ()
// GENERIC-NEXT:     }) {linalg.memoized_indexing_maps = [#map, #map1, #map2]} : (tensor<9xf32>, tensor<3xf32>, tensor<7xf32>) -> tensor<7xf32>
// GENERIC-NEXT:     %10 = "linalg.conv_2d"(%3, %4, %5) <{operandSegmentSizes = array<i32: 2, 1>}> ({
// GENERIC-NEXT:     ^bb0(%arg60: f32, %arg61: f32, %arg62: f32):
// GENERIC-NEXT:       %102 = "arith.mulf"(%arg60, %arg61) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
// GENERIC-NEXT:       %103 = "arith.addf"(%arg62, %102) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
// GENERIC-NEXT:       "linalg.yield"(%103) : (f32) -> ()
// GENERIC-NEXT:     }) {linalg.memoized_indexing_maps = [#map3, #map4, #map5]} : (tensor<9x9xf32>, tensor<3x3xf32>, tensor<7x7xf32>) -> tensor<7x7xf32>
// GENERIC-NEXT:     %11 = "linalg.conv_3d"(%6, %7, %8) <{operandSegmentSizes = array<i32: 2, 1>}> ({
// GENERIC-NEXT:     ^bb0(%arg57: f32, %arg58: f32, %arg59: f32):
// GENERIC-NEXT:       %100 = "arith.mulf"(%arg57, %arg58) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
// GENERIC-NEXT:       %101 = "arith.addf"(%arg59, %100) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
// GENERIC-NEXT:       "linalg.yield"(%101) : (f32) -> ()
// GENERIC-NEXT:     }) {linalg.memoized_indexing_maps = [#map6, #map7, #map8]} : (tensor<9x9x9xf32>, tensor<3x3x3xf32>, tensor<7x7x7xf32>) -> tensor<7x7x7xf32>
// GENERIC-NEXT:     %12 = "tensor.empty"() : () -> tensor<2x9x5xf32>
// GENERIC-NEXT:     %13 = "tensor.empty"() : () -> tensor<3x5x6xf32>
// GENERIC-NEXT:     %14 = "tensor.empty"() : () -> tensor<2x3x6xf32>
// GENERIC-NEXT:     %15 = "linalg.conv_1d_nwc_wcf"(%12, %13, %14) <{dilations = dense<2> : tensor<1xi64>, operandSegmentSizes = array<i32: 2, 1>, strides = dense<2> : tensor<1xi64>}> ({
// GENERIC-NEXT:     ^bb0(%arg54: f32, %arg55: f32, %arg56: f32):
// GENERIC-NEXT:       %98 = "arith.mulf"(%arg54, %arg55) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
// GENERIC-NEXT:       %99 = "arith.addf"(%arg56, %98) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
// GENERIC-NEXT:       "linalg.yield"(%99) : (f32) -> ()
// GENERIC-NEXT:     }) {linalg.memoized_indexing_maps = [#map9, #map10, #map11]} : (tensor<2x9x5xf32>, tensor<3x5x6xf32>, tensor<2x3x6xf32>) -> tensor<2x3x6xf32>
// GENERIC-NEXT:     %16 = "tensor.empty"() : () -> tensor<2x5x9xf32>
// GENERIC-NEXT:     %17 = "tensor.empty"() : () -> tensor<6x5x3xf32>
// GENERIC-NEXT:     %18 = "tensor.empty"() : () -> tensor<2x6x7xf32>
// GENERIC-NEXT:     %19 = "linalg.conv_1d_ncw_fcw"(%16, %17, %18) <{operandSegmentSizes = array<i32: 2, 1>}> ({
// GENERIC-NEXT:     ^bb0(%arg51: f32, %arg52: f32, %arg53: f32):
// GENERIC-NEXT:       %96 = "arith.mulf"(%arg51, %arg52) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
// GENERIC-NEXT:       %97 = "arith.addf"(%arg53, %96) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
// GENERIC-NEXT:       "linalg.yield"(%97) : (f32) -> ()
// GENERIC-NEXT:     }) {linalg.memoized_indexing_maps = [#map12, #map13, #map11]} : (tensor<2x5x9xf32>, tensor<6x5x3xf32>, tensor<2x6x7xf32>) -> tensor<2x6x7xf32>
// GENERIC-NEXT:     %20 = "tensor.empty"() : () -> tensor<2x9x9x5xf32>
// GENERIC-NEXT:     %21 = "tensor.empty"() : () -> tensor<6x3x3x5xf32>
// GENERIC-NEXT:     %22 = "tensor.empty"() : () -> tensor<2x7x7x6xf32>
// GENERIC-NEXT:     %23 = "linalg.conv_2d_nhwc_fhwc"(%20, %21, %22) <{operandSegmentSizes = array<i32: 2, 1>}> ({
// GENERIC-NEXT:     ^bb0(%arg48: f32, %arg49: f32, %arg50: f32):
// GENERIC-NEXT:       %94 = "arith.mulf"(%arg48, %arg49) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
// GENERIC-NEXT:       %95 = "arith.addf"(%arg50, %94) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
// GENERIC-NEXT:       "linalg.yield"(%95) : (f32) -> ()
// GENERIC-NEXT:     }) {linalg.memoized_indexing_maps = [#map14, #map15, #map16]} : (tensor<2x9x9x5xf32>, tensor<6x3x3x5xf32>, tensor<2x7x7x6xf32>) -> tensor<2x7x7x6xf32>
// GENERIC-NEXT:     %24 = "tensor.empty"() : () -> tensor<2x4x5x9x9xf32>
// GENERIC-NEXT:     %25 = "tensor.empty"() : () -> tensor<6x4x5x3x3xf32>
// GENERIC-NEXT:     %26 = "tensor.empty"() : () -> tensor<4x6x5x3x3xf32>
// GENERIC-NEXT:     %27 = "tensor.empty"() : () -> tensor<2x4x6x7x7xf32>
// GENERIC-NEXT:     %28 = "linalg.conv_2d_ngchw_fgchw"(%24, %25, %27) <{operandSegmentSizes = array<i32: 2, 1>}> ({
// GENERIC-NEXT:     ^bb0(%arg45: f32, %arg46: f32, %arg47: f32):
// GENERIC-NEXT:       %92 = "arith.mulf"(%arg45, %arg46) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
// GENERIC-NEXT:       %93 = "arith.addf"(%arg47, %92) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
// GENERIC-NEXT:       "linalg.yield"(%93) : (f32) -> ()
// GENERIC-NEXT:     }) {linalg.memoized_indexing_maps = [#map17, #map18, #map19]} : (tensor<2x4x5x9x9xf32>, tensor<6x4x5x3x3xf32>, tensor<2x4x6x7x7xf32>) -> tensor<2x4x6x7x7xf32>
// GENERIC-NEXT:     %29 = "linalg.conv_2d_ngchw_gfchw"(%24, %26, %27) <{operandSegmentSizes = array<i32: 2, 1>}> ({
// GENERIC-NEXT:     ^bb0(%arg42: f32, %arg43: f32, %arg44: f32):
// GENERIC-NEXT:       %90 = "arith.mulf"(%arg42, %arg43) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
// GENERIC-NEXT:       %91 = "arith.addf"(%arg44, %90) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
// GENERIC-NEXT:       "linalg.yield"(%91) : (f32) -> ()
// GENERIC-NEXT:     }) {linalg.memoized_indexing_maps = [#map17, #map20, #map19]} : (tensor<2x4x5x9x9xf32>, tensor<4x6x5x3x3xf32>, tensor<2x4x6x7x7xf32>) -> tensor<2x4x6x7x7xf32>
// GENERIC-NEXT:     %30 = "tensor.empty"() : () -> tensor<2x9x9x9x5xf32>
// GENERIC-NEXT:     %31 = "tensor.empty"() : () -> tensor<3x3x3x5x6xf32>
// GENERIC-NEXT:     %32 = "tensor.empty"() : () -> tensor<2x7x7x7x6xf32>
// GENERIC-NEXT:     %33 = "linalg.conv_3d_ndhwc_dhwcf"(%30, %31, %32) <{operandSegmentSizes = array<i32: 2, 1>}> ({
// GENERIC-NEXT:     ^bb0(%arg39: f32, %arg40: f32, %arg41: f32):
// GENERIC-NEXT:       %88 = "arith.mulf"(%arg39, %arg40) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
// GENERIC-NEXT:       %89 = "arith.addf"(%arg41, %88) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
// GENERIC-NEXT:       "linalg.yield"(%89) : (f32) -> ()
// GENERIC-NEXT:     }) {linalg.memoized_indexing_maps = [#map21, #map22, #map23]} : (tensor<2x9x9x9x5xf32>, tensor<3x3x3x5x6xf32>, tensor<2x7x7x7x6xf32>) -> tensor<2x7x7x7x6xf32>
// GENERIC-NEXT:     %34 = "tensor.empty"() : () -> tensor<2x5x9x9x9xf32>
// GENERIC-NEXT:     %35 = "tensor.empty"() : () -> tensor<6x5x3x3x3xf32>
// GENERIC-NEXT:     %36 = "tensor.empty"() : () -> tensor<2x6x7x7x7xf32>
// GENERIC-NEXT:     %37 = "linalg.conv_3d_ncdhw_fcdhw"(%34, %35, %36) <{operandSegmentSizes = array<i32: 2, 1>}> ({
// GENERIC-NEXT:     ^bb0(%arg36: f32, %arg37: f32, %arg38: f32):
// GENERIC-NEXT:       %86 = "arith.mulf"(%arg36, %arg37) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
// GENERIC-NEXT:       %87 = "arith.addf"(%arg38, %86) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
// GENERIC-NEXT:       "linalg.yield"(%87) : (f32) -> ()
// GENERIC-NEXT:     }) {linalg.memoized_indexing_maps = [#map24, #map25, #map23]} : (tensor<2x5x9x9x9xf32>, tensor<6x5x3x3x3xf32>, tensor<2x6x7x7x7xf32>) -> tensor<2x6x7x7x7xf32>
// GENERIC-NEXT:     %38 = "tensor.empty"() : () -> tensor<3x5xf32>
// GENERIC-NEXT:     %39 = "tensor.empty"() : () -> tensor<2x7x5xf32>
// GENERIC-NEXT:     %40 = "linalg.depthwise_conv_1d_nwc_wc"(%12, %38, %39) <{operandSegmentSizes = array<i32: 2, 1>}> ({
// GENERIC-NEXT:     ^bb0(%arg33: f32, %arg34: f32, %arg35: f32):
// GENERIC-NEXT:       %84 = "arith.mulf"(%arg33, %arg34) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
// GENERIC-NEXT:       %85 = "arith.addf"(%arg35, %84) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
// GENERIC-NEXT:       "linalg.yield"(%85) : (f32) -> ()
// GENERIC-NEXT:     }) {linalg.memoized_indexing_maps = [#map26, #map27, #map28]} : (tensor<2x9x5xf32>, tensor<3x5xf32>, tensor<2x7x5xf32>) -> tensor<2x7x5xf32>
// GENERIC-NEXT:     %41 = "tensor.empty"() : () -> tensor<2x5x9x9xf32>
// GENERIC-NEXT:     %42 = "tensor.empty"() : () -> tensor<5x3x3xf32>
// GENERIC-NEXT:     %43 = "tensor.empty"() : () -> tensor<2x5x7x7xf32>
// GENERIC-NEXT:     %44 = "linalg.depthwise_conv_2d_nchw_chw"(%41, %42, %43) <{operandSegmentSizes = array<i32: 2, 1>}> ({
// GENERIC-NEXT:     ^bb0(%arg30: f32, %arg31: f32, %arg32: f32):
// GENERIC-NEXT:       %82 = "arith.mulf"(%arg30, %arg31) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
// GENERIC-NEXT:       %83 = "arith.addf"(%arg32, %82) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
// GENERIC-NEXT:       "linalg.yield"(%83) : (f32) -> ()
// GENERIC-NEXT:     }) {linalg.memoized_indexing_maps = [#map29, #map7, #map30]} : (tensor<2x5x9x9xf32>, tensor<5x3x3xf32>, tensor<2x5x7x7xf32>) -> tensor<2x5x7x7xf32>
// GENERIC-NEXT:     %45 = "tensor.empty"() : () -> tensor<3x3x5xf32>
// GENERIC-NEXT:     %46 = "tensor.empty"() : () -> tensor<2x7x7x5xf32>
// GENERIC-NEXT:     %47 = "linalg.depthwise_conv_2d_nhwc_hwc"(%20, %45, %46) <{operandSegmentSizes = array<i32: 2, 1>}> ({
// GENERIC-NEXT:     ^bb0(%arg27: f32, %arg28: f32, %arg29: f32):
// GENERIC-NEXT:       %80 = "arith.mulf"(%arg27, %arg28) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
// GENERIC-NEXT:       %81 = "arith.addf"(%arg29, %80) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
// GENERIC-NEXT:       "linalg.yield"(%81) : (f32) -> ()
// GENERIC-NEXT:     }) {linalg.memoized_indexing_maps = [#map31, #map32, #map33]} : (tensor<2x9x9x5xf32>, tensor<3x3x5xf32>, tensor<2x7x7x5xf32>) -> tensor<2x7x7x5xf32>
// GENERIC-NEXT:     %48 = "tensor.empty"() : () -> tensor<3x3x5x4xf32>
// GENERIC-NEXT:     %49 = "tensor.empty"() : () -> tensor<2x7x7x5x4xf32>
// GENERIC-NEXT:     %50 = "linalg.depthwise_conv_2d_nhwc_hwcm"(%20, %48, %49) <{operandSegmentSizes = array<i32: 2, 1>}> ({
// GENERIC-NEXT:     ^bb0(%arg24: f32, %arg25: f32, %arg26: f32):
// GENERIC-NEXT:       %78 = "arith.mulf"(%arg24, %arg25) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
// GENERIC-NEXT:       %79 = "arith.addf"(%arg26, %78) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
// GENERIC-NEXT:       "linalg.yield"(%79) : (f32) -> ()
// GENERIC-NEXT:     }) {linalg.memoized_indexing_maps = [#map34, #map35, #map36]} : (tensor<2x9x9x5xf32>, tensor<3x3x5x4xf32>, tensor<2x7x7x5x4xf32>) -> tensor<2x7x7x5x4xf32>
// GENERIC-NEXT:     %51 = "linalg.pooling_nchw_max"(%41, %4, %43) <{operandSegmentSizes = array<i32: 2, 1>}> ({
// GENERIC-NEXT:     ^bb0(%arg21: f32, %arg22: f32, %arg23: f32):
// GENERIC-NEXT:       %77 = "arith.maximumf"(%arg23, %arg21) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
// GENERIC-NEXT:       "linalg.yield"(%77) : (f32) -> ()
// GENERIC-NEXT:     }) {linalg.memoized_indexing_maps = [#map37, #map38, #map33]} : (tensor<2x5x9x9xf32>, tensor<3x3xf32>, tensor<2x5x7x7xf32>) -> tensor<2x5x7x7xf32>
// GENERIC-NEXT:     %52 = "linalg.pooling_nchw_sum"(%41, %4, %43) <{operandSegmentSizes = array<i32: 2, 1>}> ({
// GENERIC-NEXT:     ^bb0(%arg18: f32, %arg19: f32, %arg20: f32):
// GENERIC-NEXT:       %76 = "arith.addf"(%arg20, %arg18) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
// GENERIC-NEXT:       "linalg.yield"(%76) : (f32) -> ()
// GENERIC-NEXT:     }) {linalg.memoized_indexing_maps = [#map37, #map38, #map33]} : (tensor<2x5x9x9xf32>, tensor<3x3xf32>, tensor<2x5x7x7xf32>) -> tensor<2x5x7x7xf32>
// GENERIC-NEXT:     %53 = "linalg.pooling_nhwc_min"(%20, %4, %46) <{operandSegmentSizes = array<i32: 2, 1>}> ({
// GENERIC-NEXT:     ^bb0(%arg15: f32, %arg16: f32, %arg17: f32):
// GENERIC-NEXT:       %75 = "arith.minimumf"(%arg17, %arg15) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
// GENERIC-NEXT:       "linalg.yield"(%75) : (f32) -> ()
// GENERIC-NEXT:     }) {linalg.memoized_indexing_maps = [#map31, #map38, #map33]} : (tensor<2x9x9x5xf32>, tensor<3x3xf32>, tensor<2x7x7x5xf32>) -> tensor<2x7x7x5xf32>
// GENERIC-NEXT:     %54 = "tensor.empty"() : () -> tensor<5xf32>
// GENERIC-NEXT:     %55 = "tensor.empty"() : () -> tensor<2x5xf32>
// GENERIC-NEXT:     %56 = "tensor.empty"() : () -> tensor<2x9xf32>
// GENERIC-NEXT:     %57 = "tensor.empty"() : () -> tensor<2x9xf32>
// GENERIC-NEXT:     %58 = "tensor.empty"() : () -> tensor<2x9x9xf32>
// GENERIC-NEXT:     %59 = "tensor.empty"() : () -> tensor<f32>
// GENERIC-NEXT:     %60 = "linalg.dot"(%0, %0, %59) <{operandSegmentSizes = array<i32: 2, 1>}> ({
// GENERIC-NEXT:     ^bb0(%arg12: f32, %arg13: f32, %arg14: f32):
// GENERIC-NEXT:       %73 = "arith.mulf"(%arg12, %arg13) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
// GENERIC-NEXT:       %74 = "arith.addf"(%arg14, %73) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
// GENERIC-NEXT:       "linalg.yield"(%74) : (f32) -> ()
// GENERIC-NEXT:     }) {linalg.memoized_indexing_maps = [#map39, #map39, #map40]} : (tensor<9xf32>, tensor<9xf32>, tensor<f32>) -> tensor<f32>
// GENERIC-NEXT:     %61 = "linalg.vecmat"(%1, %38, %54) <{operandSegmentSizes = array<i32: 2, 1>}> ({
// GENERIC-NEXT:     ^bb0(%arg9: f32, %arg10: f32, %arg11: f32):
// GENERIC-NEXT:       %71 = "arith.mulf"(%arg9, %arg10) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
// GENERIC-NEXT:       %72 = "arith.addf"(%arg11, %71) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
// GENERIC-NEXT:       "linalg.yield"(%72) : (f32) -> ()
// GENERIC-NEXT:     }) {linalg.memoized_indexing_maps = [#map1, #map41, #map2]} : (tensor<3xf32>, tensor<3x5xf32>, tensor<5xf32>) -> tensor<5xf32>
// GENERIC-NEXT:     %62 = "linalg.batch_matvec"(%12, %55, %56) <{operandSegmentSizes = array<i32: 2, 1>}> ({
// GENERIC-NEXT:     ^bb0(%arg6: f32, %arg7: f32, %arg8: f32):
// GENERIC-NEXT:       %69 = "arith.mulf"(%arg6, %arg7) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
// GENERIC-NEXT:       %70 = "arith.addf"(%arg8, %69) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
// GENERIC-NEXT:       "linalg.yield"(%70) : (f32) -> ()
// GENERIC-NEXT:     }) {linalg.memoized_indexing_maps = [#map42, #map43, #map44]} : (tensor<2x9x5xf32>, tensor<2x5xf32>, tensor<2x9xf32>) -> tensor<2x9xf32>
// GENERIC-NEXT:     %63 = "linalg.batch_vecmat"(%57, %12, %55) <{operandSegmentSizes = array<i32: 2, 1>}> ({
// GENERIC-NEXT:     ^bb0(%arg3: f32, %arg4: f32, %arg5: f32):
// GENERIC-NEXT:       %67 = "arith.mulf"(%arg3, %arg4) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
// GENERIC-NEXT:       %68 = "arith.addf"(%arg5, %67) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
// GENERIC-NEXT:       "linalg.yield"(%68) : (f32) -> ()
// GENERIC-NEXT:     }) {linalg.memoized_indexing_maps = [#map43, #map45, #map44]} : (tensor<2x9xf32>, tensor<2x9x5xf32>, tensor<2x5xf32>) -> tensor<2x5xf32>
// GENERIC-NEXT:     %64 = "linalg.batch_matmul"(%12, %16, %58) <{indexing_maps = [#map46, #map47, #map28], operandSegmentSizes = array<i32: 2, 1>}> ({
// GENERIC-NEXT:     ^bb0(%arg0: f32, %arg1: f32, %arg2: f32):
// GENERIC-NEXT:       %65 = "arith.mulf"(%arg0, %arg1) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
// GENERIC-NEXT:       %66 = "arith.addf"(%arg2, %65) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
// GENERIC-NEXT:       "linalg.yield"(%66) : (f32) -> ()
// GENERIC-NEXT:     }) : (tensor<2x9x5xf32>, tensor<2x5x9xf32>, tensor<2x9x9xf32>) -> tensor<2x9x9xf32>
// GENERIC-NEXT:     "func.return"() : () -> ()
// GENERIC-NEXT:   }) : () -> ()
// GENERIC-NEXT: }) : () -> ()
