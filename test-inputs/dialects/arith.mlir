// RUN: fusec %s | FileCheck %s
// RUN: fusec -print-generic %s | FileCheck %s --check-prefix=GENERIC
// RUN: fusec -print-generic %s | fusec - | FileCheck %s

func.func @arith(%n: i32, %l: i64, %s: i16, %i: index, %f: f32, %d: f64, %b: i1, %t: tensor<4xf32>, %tb: tensor<4xi1>, %ti: tensor<4x?xi32>, %v: vector<4xi32>, %vf: vector<2xf32>) {
  %i0 = arith.addi %n, %n : i32
  %i1 = arith.subi %n, %n : i32
  %i2 = arith.muli %n, %n : i32
  %i3 = arith.divsi %n, %n : i32
  %i4 = arith.divui %n, %n : i32
  %i5 = arith.remsi %n, %n : i32
  %i6 = arith.remui %n, %n : i32
  %i7 = arith.ceildivsi %n, %n : i32
  %i8 = arith.ceildivui %n, %n : i32
  %i9 = arith.floordivsi %n, %n : i32
  %i10 = arith.andi %n, %n : i32
  %i11 = arith.ori %n, %n : i32
  %i12 = arith.xori %n, %n : i32
  %i13 = arith.shli %n, %n : i32
  %i14 = arith.shrsi %n, %n : i32
  %i15 = arith.shrui %n, %n : i32
  %i16 = arith.maxsi %n, %n : i32
  %i17 = arith.maxui %n, %n : i32
  %i18 = arith.minsi %n, %n : i32
  %i19 = arith.minui %n, %n : i32
  %of = arith.addi %n, %n overflow<nuw, nsw> {z} : i32
  %os = arith.shli %n, %n overflow<nsw> : i32
  %ot = arith.muli %ti, %ti : tensor<4x?xi32>
  %ox = arith.addi %i, %i : index
  %f0 = arith.addf %f, %f : f32
  %f1 = arith.subf %f, %f : f32
  %f2 = arith.mulf %f, %f : f32
  %f3 = arith.divf %f, %f : f32
  %f4 = arith.remf %f, %f : f32
  %f5 = arith.maximumf %f, %f : f32
  %f6 = arith.minimumf %f, %f : f32
  %f7 = arith.maxnumf %f, %f : f32
  %f8 = arith.minnumf %f, %f : f32
  %g0 = arith.addf %f, %f fastmath<contract,nnan> : f32
  %g1 = arith.mulf %f, %f fastmath<fast> {k = 1} : f32
  %g2 = arith.mulf %f, %f fastmath<reassoc,nnan,ninf,nsz,arcp,contract,afn> : f32
  %g3 = arith.negf %f : f32
  %c0 = arith.cmpi eq, %n, %n : i32
  %c1 = arith.cmpi ne, %n, %n : i32
  %c2 = arith.cmpi slt, %n, %n : i32
  %c3 = arith.cmpi sle, %n, %n : i32
  %c4 = arith.cmpi sgt, %n, %n : i32
  %c5 = arith.cmpi sge, %n, %n : i32
  %c6 = arith.cmpi ult, %n, %n : i32
  %c7 = arith.cmpi ule, %n, %n : i32
  %c8 = arith.cmpi ugt, %n, %n : i32
  %c9 = arith.cmpi uge, %n, %n : i32
  %cv = arith.cmpi ult, %v, %v {k} : vector<4xi32>
  %d0 = arith.cmpf false, %f, %f : f32
  %d1 = arith.cmpf oeq, %f, %f : f32
  %d2 = arith.cmpf ogt, %f, %f : f32
  %d3 = arith.cmpf oge, %f, %f : f32
  %d4 = arith.cmpf olt, %f, %f : f32
  %d5 = arith.cmpf ole, %f, %f : f32
  %d6 = arith.cmpf one, %f, %f : f32
  %d7 = arith.cmpf ord, %f, %f : f32
  %d8 = arith.cmpf ueq, %f, %f : f32
  %d9 = arith.cmpf ugt, %f, %f : f32
  %d10 = arith.cmpf uge, %f, %f : f32
  %d11 = arith.cmpf ult, %f, %f : f32
  %d12 = arith.cmpf ule, %f, %f : f32
  %d13 = arith.cmpf une, %f, %f : f32
  %d14 = arith.cmpf uno, %f, %f : f32
  %d15 = arith.cmpf true, %f, %f : f32
  %df = arith.cmpf ogt, %t, %t fastmath<nnan> : tensor<4xf32>
  %s0 = arith.select %b, %f, %f : f32
  %s1 = arith.select %b, %t, %t : tensor<4xf32>
  %s2 = arith.select %tb, %t, %t {k} : tensor<4xi1>, tensor<4xf32>
  %k0 = arith.extf %f : f32 to f64
  %k1 = arith.extf %f fastmath<nnan> : f32 to f64
  %k2 = arith.truncf %d : f64 to f32
  %k3 = arith.truncf %d toward_zero fastmath<fast> : f64 to bf16
  %k4 = arith.extsi %n : i32 to i64
  %k5 = arith.extui %n : i32 to i64
  %k6 = arith.trunci %l : i64 to i32
  %k7 = arith.trunci %l overflow<nsw> : i64 to i32
  %k8 = arith.sitofp %n : i32 to f32
  %k9 = arith.uitofp %n : i32 to f32
  %k10 = arith.fptosi %f : f32 to i32
  %k11 = arith.fptoui %f : f32 to i8
  %k12 = arith.index_cast %i : index to i32
  %k13 = arith.index_castui %n : i32 to index
  %k14 = arith.bitcast %t {k = 1} : tensor<4xf32> to tensor<4xi32>
  %x0 = arith.constant 5 : i32
  %x1 = arith.constant true
  %x2 = arith.constant false
  %x3 = arith.constant -7 : index
  %x4 = arith.constant {foo = 1} 2.0 : f32
  %x5 = arith.constant 0xFF800000 : f32
  %x6 = arith.constant dense<1.0> : tensor<4x8xf32>
  %x7 = arith.constant dense<[1, 2]> : vector<2xindex>
  %x8 = arith.constant -1 : i4
  %x9 = arith.constant dense_resource<weights> : tensor<4xf32>
  return
}

// CHECK: module {
// CHECK-NEXT:   func.func @arith(%arg0: i32, %arg1: i64, %arg2: i16, %arg3: index, %arg4: f32, %arg5: f64, %arg6: i1, %arg7: tensor<4xf32>, %arg8: tensor<4xi1>, %arg9: tensor<4x?xi32>, %arg10: vector<4xi32>, %arg11: vector<2xf32>) {
// CHECK-NEXT:     %0 = arith.addi %arg0, %arg0 : i32
// CHECK-NEXT:     %1 = arith.subi %arg0, %arg0 : i32
// CHECK-NEXT:     %2 = arith.muli %arg0, %arg0 : i32
// CHECK-NEXT:     %3 = arith.divsi %arg0, %arg0 : i32
// CHECK-NEXT:     %4 = arith.divui %arg0, %arg0 : i32
// CHECK-NEXT:     %5 = arith.remsi %arg0, %arg0 : i32
// CHECK-NEXT:     %6 = arith.remui %arg0, %arg0 : i32
// CHECK-NEXT:     %7 = arith.ceildivsi %arg0, %arg0 : i32
// CHECK-NEXT:     %8 = arith.ceildivui %arg0, %arg0 : i32
// CHECK-NEXT:     %9 = arith.floordivsi %arg0, %arg0 : i32
// CHECK-NEXT:     %10 = arith.andi %arg0, %arg0 : i32
// CHECK-NEXT:     %11 = arith.ori %arg0, %arg0 : i32
// CHECK-NEXT:     %12 = arith.xori %arg0, %arg0 : i32
// CHECK-NEXT:     %13 = arith.shli %arg0, %arg0 : i32
// CHECK-NEXT:     %14 = arith.shrsi %arg0, %arg0 : i32
// CHECK-NEXT:     %15 = arith.shrui %arg0, %arg0 : i32
// CHECK-NEXT:     %16 = arith.maxsi %arg0, %arg0 : i32
// CHECK-NEXT:     %17 = arith.maxui %arg0, %arg0 : i32
// CHECK-NEXT:     %18 = arith.minsi %arg0, %arg0 : i32
// CHECK-NEXT:     %19 = arith.minui %arg0, %arg0 : i32
// CHECK-NEXT:     %20 = arith.addi %arg0, %arg0 overflow<nsw, nuw> {z} : i32
// CHECK-NEXT:     %21 = arith.shli %arg0, %arg0 overflow<nsw> : i32
// CHECK-NEXT:     %22 = arith.muli %arg9, %arg9 : tensor<4x?xi32>
// CHECK-NEXT:     %23 = arith.addi %arg3, %arg3 : index
// CHECK-NEXT:     %24 = arith.addf %arg4, %arg4 : f32
// CHECK-NEXT:     %25 = arith.subf %arg4, %arg4 : f32
// CHECK-NEXT:     %26 = arith.mulf %arg4, %arg4 : f32
// CHECK-NEXT:     %27 = arith.divf %arg4, %arg4 : f32
// CHECK-NEXT:     %28 = arith.remf %arg4, %arg4 : f32
// CHECK-NEXT:     %29 = arith.maximumf %arg4, %arg4 : f32
// CHECK-NEXT:     %30 = arith.minimumf %arg4, %arg4 : f32
// CHECK-NEXT:     %31 = arith.maxnumf %arg4, %arg4 : f32
// CHECK-NEXT:     %32 = arith.minnumf %arg4, %arg4 : f32
// CHECK-NEXT:     %33 = arith.addf %arg4, %arg4 fastmath<nnan,contract> : f32
// CHECK-NEXT:     %34 = arith.mulf %arg4, %arg4 fastmath<fast> {k = 1 : i64} : f32
// CHECK-NEXT:     %35 = arith.mulf %arg4, %arg4 fastmath<fast> : f32
// CHECK-NEXT:     %36 = arith.negf %arg4 : f32
// CHECK-NEXT:     %37 = arith.cmpi eq, %arg0, %arg0 : i32
// CHECK-NEXT:     %38 = arith.cmpi ne, %arg0, %arg0 : i32
// CHECK-NEXT:     %39 = arith.cmpi slt, %arg0, %arg0 : i32
// CHECK-NEXT:     %40 = arith.cmpi sle, %arg0, %arg0 : i32
// CHECK-NEXT:     %41 = arith.cmpi sgt, %arg0, %arg0 : i32
// CHECK-NEXT:     %42 = arith.cmpi sge, %arg0, %arg0 : i32
// CHECK-NEXT:     %43 = arith.cmpi ult, %arg0, %arg0 : i32
// CHECK-NEXT:     %44 = arith.cmpi ule, %arg0, %arg0 : i32
// CHECK-NEXT:     %45 = arith.cmpi ugt, %arg0, %arg0 : i32
// CHECK-NEXT:     %46 = arith.cmpi uge, %arg0, %arg0 : i32
// CHECK-NEXT:     %47 = arith.cmpi ult, %arg10, %arg10 {k} : vector<4xi32>
// CHECK-NEXT:     %48 = arith.cmpf false, %arg4, %arg4 : f32
// CHECK-NEXT:     %49 = arith.cmpf oeq, %arg4, %arg4 : f32
// CHECK-NEXT:     %50 = arith.cmpf ogt, %arg4, %arg4 : f32
// CHECK-NEXT:     %51 = arith.cmpf oge, %arg4, %arg4 : f32
// CHECK-NEXT:     %52 = arith.cmpf olt, %arg4, %arg4 : f32
// CHECK-NEXT:     %53 = arith.cmpf ole, %arg4, %arg4 : f32
// CHECK-NEXT:     %54 = arith.cmpf one, %arg4, %arg4 : f32
// CHECK-NEXT:     %55 = arith.cmpf ord, %arg4, %arg4 : f32
// CHECK-NEXT:     %56 = arith.cmpf ueq, %arg4, %arg4 : f32
// CHECK-NEXT:     %57 = arith.cmpf ugt, %arg4, %arg4 : f32
// CHECK-NEXT:     %58 = arith.cmpf uge, %arg4, %arg4 : f32
// CHECK-NEXT:     %59 = arith.cmpf ult, %arg4, %arg4 : f32
// CHECK-NEXT:     %60 = arith.cmpf ule, %arg4, %arg4 : f32
// CHECK-NEXT:     %61 = arith.cmpf une, %arg4, %arg4 : f32
// CHECK-NEXT:     %62 = arith.cmpf uno, %arg4, %arg4 : f32
// CHECK-NEXT:     %63 = arith.cmpf true, %arg4, %arg4 : f32
// CHECK-NEXT:     %64 = arith.cmpf ogt, %arg7, %arg7 fastmath<nnan> : tensor<4xf32>
// CHECK-NEXT:     %65 = arith.select %arg6, %arg4, %arg4 : f32
// CHECK-NEXT:     %66 = arith.select %arg6, %arg7, %arg7 : tensor<4xf32>
// CHECK-NEXT:     %67 = arith.select %arg8, %arg7, %arg7 {k} : tensor<4xi1>, tensor<4xf32>
// CHECK-NEXT:     %68 = arith.extf %arg4 : f32 to f64
// CHECK-NEXT:     %69 = arith.extf %arg4 fastmath<nnan> : f32 to f64
// CHECK-NEXT:     %70 = arith.truncf %arg5 : f64 to f32
// CHECK-NEXT:     %71 = arith.truncf %arg5 toward_zero fastmath<fast> : f64 to bf16
// CHECK-NEXT:     %72 = arith.extsi %arg0 : i32 to i64
// CHECK-NEXT:     %73 = arith.extui %arg0 : i32 to i64
// CHECK-NEXT:     %74 = arith.trunci %arg1 : i64 to i32
// CHECK-NEXT:     %75 = arith.trunci %arg1 overflow<nsw> : i64 to i32
// CHECK-NEXT:     %76 = arith.sitofp %arg0 : i32 to f32
// CHECK-NEXT:     %77 = arith.uitofp %arg0 : i32 to f32
// CHECK-NEXT:     %78 = arith.fptosi %arg4 : f32 to i32
// CHECK-NEXT:     %79 = arith.fptoui %arg4 : f32 to i8
// CHECK-NEXT:     %80 = arith.index_cast %arg3 : index to i32
// CHECK-NEXT:     %81 = arith.index_castui %arg0 : i32 to index
// CHECK-NEXT:     %82 = arith.bitcast %arg7 {k = 1 : i64} : tensor<4xf32> to tensor<4xi32>
// CHECK-NEXT:     %c5_i32 = arith.constant 5 : i32
// CHECK-NEXT:     %true = arith.constant true
// CHECK-NEXT:     %false = arith.constant false
// CHECK-NEXT:     %c-7 = arith.constant -7 : index
// CHECK-NEXT:     %cst = arith.constant {foo = 1 : i64} 2.000000e+00 : f32
// CHECK-NEXT:     %cst_0 = arith.constant 0xFF800000 : f32
// CHECK-NEXT:     %cst_1 = arith.constant dense<1.000000e+00> : tensor<4x8xf32>
// CHECK-NEXT:     %cst_2 = arith.constant dense<[1, 2]> : vector<2xindex>
// CHECK-NEXT:     %c-1_i4 = arith.constant -1 : i4
// CHECK-NEXT:     %cst_3 = arith.constant dense_resource<weights> : tensor<4xf32>
// CHECK-NEXT:     return
// CHECK-NEXT:   }
// CHECK-NEXT: }
// GENERIC: "builtin.module"() ({
// GENERIC-NEXT:   "func.func"() <{function_type = (i32, i64, i16, index, f32, f64, i1, tensor<4xf32>, tensor<4xi1>, tensor<4x?xi32>, vector<4xi32>, vector<2xf32>) -> (), sym_name = "arith"}> ({
// GENERIC-NEXT:   ^bb0(%arg0: i32, %arg1: i64, %arg2: i16, %arg3: index, %arg4: f32, %arg5: f64, %arg6: i1, %arg7: tensor<4xf32>, %arg8: tensor<4xi1>, %arg9: tensor<4x?xi32>, %arg10: vector<4xi32>, %arg11: vector<2xf32>):
// GENERIC-NEXT:     %0 = "arith.addi"(%arg0, %arg0) <{overflowFlags = #arith.overflow<none>}> : (i32, i32) -> i32
// GENERIC-NEXT:     %1 = "arith.subi"(%arg0, %arg0) <{overflowFlags = #arith.overflow<none>}> : (i32, i32) -> i32
// GENERIC-NEXT:     %2 = "arith.muli"(%arg0, %arg0) <{overflowFlags = #arith.overflow<none>}> : (i32, i32) -> i32
// GENERIC-NEXT:     %3 = "arith.divsi"(%arg0, %arg0) : (i32, i32) -> i32
// GENERIC-NEXT:     %4 = "arith.divui"(%arg0, %arg0) : (i32, i32) -> i32
// GENERIC-NEXT:     %5 = "arith.remsi"(%arg0, %arg0) : (i32, i32) -> i32
// GENERIC-NEXT:     %6 = "arith.remui"(%arg0, %arg0) : (i32, i32) -> i32
// GENERIC-NEXT:     %7 = "arith.ceildivsi"(%arg0, %arg0) : (i32, i32) -> i32
// GENERIC-NEXT:     %8 = "arith.ceildivui"(%arg0, %arg0) : (i32, i32) -> i32
// GENERIC-NEXT:     %9 = "arith.floordivsi"(%arg0, %arg0) : (i32, i32) -> i32
// GENERIC-NEXT:     %10 = "arith.andi"(%arg0, %arg0) : (i32, i32) -> i32
// GENERIC-NEXT:     %11 = "arith.ori"(%arg0, %arg0) : (i32, i32) -> i32
// GENERIC-NEXT:     %12 = "arith.xori"(%arg0, %arg0) : (i32, i32) -> i32
// GENERIC-NEXT:     %13 = "arith.shli"(%arg0, %arg0) <{overflowFlags = #arith.overflow<none>}> : (i32, i32) -> i32
// GENERIC-NEXT:     %14 = "arith.shrsi"(%arg0, %arg0) : (i32, i32) -> i32
// GENERIC-NEXT:     %15 = "arith.shrui"(%arg0, %arg0) : (i32, i32) -> i32
// GENERIC-NEXT:     %16 = "arith.maxsi"(%arg0, %arg0) : (i32, i32) -> i32
// GENERIC-NEXT:     %17 = "arith.maxui"(%arg0, %arg0) : (i32, i32) -> i32
// GENERIC-NEXT:     %18 = "arith.minsi"(%arg0, %arg0) : (i32, i32) -> i32
// GENERIC-NEXT:     %19 = "arith.minui"(%arg0, %arg0) : (i32, i32) -> i32
// GENERIC-NEXT:     %20 = "arith.addi"(%arg0, %arg0) <{overflowFlags = #arith.overflow<nsw, nuw>}> {z} : (i32, i32) -> i32
// GENERIC-NEXT:     %21 = "arith.shli"(%arg0, %arg0) <{overflowFlags = #arith.overflow<nsw>}> : (i32, i32) -> i32
// GENERIC-NEXT:     %22 = "arith.muli"(%arg9, %arg9) <{overflowFlags = #arith.overflow<none>}> : (tensor<4x?xi32>, tensor<4x?xi32>) -> tensor<4x?xi32>
// GENERIC-NEXT:     %23 = "arith.addi"(%arg3, %arg3) <{overflowFlags = #arith.overflow<none>}> : (index, index) -> index
// GENERIC-NEXT:     %24 = "arith.addf"(%arg4, %arg4) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
// GENERIC-NEXT:     %25 = "arith.subf"(%arg4, %arg4) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
// GENERIC-NEXT:     %26 = "arith.mulf"(%arg4, %arg4) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
// GENERIC-NEXT:     %27 = "arith.divf"(%arg4, %arg4) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
// GENERIC-NEXT:     %28 = "arith.remf"(%arg4, %arg4) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
// GENERIC-NEXT:     %29 = "arith.maximumf"(%arg4, %arg4) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
// GENERIC-NEXT:     %30 = "arith.minimumf"(%arg4, %arg4) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
// GENERIC-NEXT:     %31 = "arith.maxnumf"(%arg4, %arg4) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
// GENERIC-NEXT:     %32 = "arith.minnumf"(%arg4, %arg4) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
// GENERIC-NEXT:     %33 = "arith.addf"(%arg4, %arg4) <{fastmath = #arith.fastmath<nnan,contract>}> : (f32, f32) -> f32
// GENERIC-NEXT:     %34 = "arith.mulf"(%arg4, %arg4) <{fastmath = #arith.fastmath<fast>}> {k = 1 : i64} : (f32, f32) -> f32
// GENERIC-NEXT:     %35 = "arith.mulf"(%arg4, %arg4) <{fastmath = #arith.fastmath<fast>}> : (f32, f32) -> f32
// GENERIC-NEXT:     %36 = "arith.negf"(%arg4) <{fastmath = #arith.fastmath<none>}> : (f32) -> f32
// GENERIC-NEXT:     %37 = "arith.cmpi"(%arg0, %arg0) <{predicate = 0 : i64}> : (i32, i32) -> i1
// GENERIC-NEXT:     %38 = "arith.cmpi"(%arg0, %arg0) <{predicate = 1 : i64}> : (i32, i32) -> i1
// GENERIC-NEXT:     %39 = "arith.cmpi"(%arg0, %arg0) <{predicate = 2 : i64}> : (i32, i32) -> i1
// GENERIC-NEXT:     %40 = "arith.cmpi"(%arg0, %arg0) <{predicate = 3 : i64}> : (i32, i32) -> i1
// GENERIC-NEXT:     %41 = "arith.cmpi"(%arg0, %arg0) <{predicate = 4 : i64}> : (i32, i32) -> i1
// GENERIC-NEXT:     %42 = "arith.cmpi"(%arg0, %arg0) <{predicate = 5 : i64}> : (i32, i32) -> i1
// GENERIC-NEXT:     %43 = "arith.cmpi"(%arg0, %arg0) <{predicate = 6 : i64}> : (i32, i32) -> i1
// GENERIC-NEXT:     %44 = "arith.cmpi"(%arg0, %arg0) <{predicate = 7 : i64}> : (i32, i32) -> i1
// GENERIC-NEXT:     %45 = "arith.cmpi"(%arg0, %arg0) <{predicate = 8 : i64}> : (i32, i32) -> i1
// GENERIC-NEXT:     %46 = "arith.cmpi"(%arg0, %arg0) <{predicate = 9 : i64}> : (i32, i32) -> i1
// GENERIC-NEXT:     %47 = "arith.cmpi"(%arg10, %arg10) <{predicate = 6 : i64}> {k} : (vector<4xi32>, vector<4xi32>) -> vector<4xi1>
// GENERIC-NEXT:     %48 = "arith.cmpf"(%arg4, %arg4) <{fastmath = #arith.fastmath<none>, predicate = 0 : i64}> : (f32, f32) -> i1
// GENERIC-NEXT:     %49 = "arith.cmpf"(%arg4, %arg4) <{fastmath = #arith.fastmath<none>, predicate = 1 : i64}> : (f32, f32) -> i1
// GENERIC-NEXT:     %50 = "arith.cmpf"(%arg4, %arg4) <{fastmath = #arith.fastmath<none>, predicate = 2 : i64}> : (f32, f32) -> i1
// GENERIC-NEXT:     %51 = "arith.cmpf"(%arg4, %arg4) <{fastmath = #arith.fastmath<none>, predicate = 3 : i64}> : (f32, f32) -> i1
// GENERIC-NEXT:     %52 = "arith.cmpf"(%arg4, %arg4) <{fastmath = #arith.fastmath<none>, predicate = 4 : i64}> : (f32, f32) -> i1
// GENERIC-NEXT:     %53 = "arith.cmpf"(%arg4, %arg4) <{fastmath = #arith.fastmath<none>, predicate = 5 : i64}> : (f32, f32) -> i1
// GENERIC-NEXT:     %54 = "arith.cmpf"(%arg4, %arg4) <{fastmath = #arith.fastmath<none>, predicate = 6 : i64}> : (f32, f32) -> i1
// GENERIC-NEXT:     %55 = "arith.cmpf"(%arg4, %arg4) <{fastmath = #arith.fastmath<none>, predicate = 7 : i64}> : (f32, f32) -> i1
// GENERIC-NEXT:     %56 = "arith.cmpf"(%arg4, %arg4) <{fastmath = #arith.fastmath<none>, predicate = 8 : i64}> : (f32, f32) -> i1
// GENERIC-NEXT:     %57 = "arith.cmpf"(%arg4, %arg4) <{fastmath = #arith.fastmath<none>, predicate = 9 : i64}> : (f32, f32) -> i1
// GENERIC-NEXT:     %58 = "arith.cmpf"(%arg4, %arg4) <{fastmath = #arith.fastmath<none>, predicate = 10 : i64}> : (f32, f32) -> i1
// GENERIC-NEXT:     %59 = "arith.cmpf"(%arg4, %arg4) <{fastmath = #arith.fastmath<none>, predicate = 11 : i64}> : (f32, f32) -> i1
// GENERIC-NEXT:     %60 = "arith.cmpf"(%arg4, %arg4) <{fastmath = #arith.fastmath<none>, predicate = 12 : i64}> : (f32, f32) -> i1
// GENERIC-NEXT:     %61 = "arith.cmpf"(%arg4, %arg4) <{fastmath = #arith.fastmath<none>, predicate = 13 : i64}> : (f32, f32) -> i1
// GENERIC-NEXT:     %62 = "arith.cmpf"(%arg4, %arg4) <{fastmath = #arith.fastmath<none>, predicate = 14 : i64}> : (f32, f32) -> i1
// GENERIC-NEXT:     %63 = "arith.cmpf"(%arg4, %arg4) <{fastmath = #arith.fastmath<none>, predicate = 15 : i64}> : (f32, f32) -> i1
// GENERIC-NEXT:     %64 = "arith.cmpf"(%arg7, %arg7) <{fastmath = #arith.fastmath<nnan>, predicate = 2 : i64}> : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xi1>
// GENERIC-NEXT:     %65 = "arith.select"(%arg6, %arg4, %arg4) : (i1, f32, f32) -> f32
// GENERIC-NEXT:     %66 = "arith.select"(%arg6, %arg7, %arg7) : (i1, tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
// GENERIC-NEXT:     %67 = "arith.select"(%arg8, %arg7, %arg7) {k} : (tensor<4xi1>, tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
// GENERIC-NEXT:     %68 = "arith.extf"(%arg4) : (f32) -> f64
// GENERIC-NEXT:     %69 = "arith.extf"(%arg4) <{fastmath = #arith.fastmath<nnan>}> : (f32) -> f64
// GENERIC-NEXT:     %70 = "arith.truncf"(%arg5) : (f64) -> f32
// GENERIC-NEXT:     %71 = "arith.truncf"(%arg5) <{fastmath = #arith.fastmath<fast>, roundingmode = 3 : i32}> : (f64) -> bf16
// GENERIC-NEXT:     %72 = "arith.extsi"(%arg0) : (i32) -> i64
// GENERIC-NEXT:     %73 = "arith.extui"(%arg0) : (i32) -> i64
// GENERIC-NEXT:     %74 = "arith.trunci"(%arg1) <{overflowFlags = #arith.overflow<none>}> : (i64) -> i32
// GENERIC-NEXT:     %75 = "arith.trunci"(%arg1) <{overflowFlags = #arith.overflow<nsw>}> : (i64) -> i32
// GENERIC-NEXT:     %76 = "arith.sitofp"(%arg0) : (i32) -> f32
// GENERIC-NEXT:     %77 = "arith.uitofp"(%arg0) : (i32) -> f32
// GENERIC-NEXT:     %78 = "arith.fptosi"(%arg4) : (f32) -> i32
// GENERIC-NEXT:     %79 = "arith.fptoui"(%arg4) : (f32) -> i8
// GENERIC-NEXT:     %80 = "arith.index_cast"(%arg3) : (index) -> i32
// GENERIC-NEXT:     %81 = "arith.index_castui"(%arg0) : (i32) -> index
// GENERIC-NEXT:     %82 = "arith.bitcast"(%arg7) {k = 1 : i64} : (tensor<4xf32>) -> tensor<4xi32>
// GENERIC-NEXT:     %83 = "arith.constant"() <{value = 5 : i32}> : () -> i32
// GENERIC-NEXT:     %84 = "arith.constant"() <{value = true}> : () -> i1
// GENERIC-NEXT:     %85 = "arith.constant"() <{value = false}> : () -> i1
// GENERIC-NEXT:     %86 = "arith.constant"() <{value = -7 : index}> : () -> index
// GENERIC-NEXT:     %87 = "arith.constant"() <{value = 2.000000e+00 : f32}> {foo = 1 : i64} : () -> f32
// GENERIC-NEXT:     %88 = "arith.constant"() <{value = 0xFF800000 : f32}> : () -> f32
// GENERIC-NEXT:     %89 = "arith.constant"() <{value = dense<1.000000e+00> : tensor<4x8xf32>}> : () -> tensor<4x8xf32>
// GENERIC-NEXT:     %90 = "arith.constant"() <{value = dense<[1, 2]> : vector<2xindex>}> : () -> vector<2xindex>
// GENERIC-NEXT:     %91 = "arith.constant"() <{value = -1 : i4}> : () -> i4
// GENERIC-NEXT:     %92 = "arith.constant"() <{value = dense_resource<weights> : tensor<4xf32>}> : () -> tensor<4xf32>
// GENERIC-NEXT:     "func.return"() : () -> ()
// GENERIC-NEXT:   }) : () -> ()
// GENERIC-NEXT: }) : () -> ()
