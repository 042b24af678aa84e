"builtin.module"() ({
  "func.func"() <{function_type = (tensor<5xf32>, tensor<i64>, tensor<i32>) -> (tensor<5xf32>, tensor<1xf32>, tensor<5xf32>, tensor<5xf32>, tensor<2xi32>, tensor<1xi32>, tensor<1xi64>, tensor<5xf32>, tensor<1xi64>, tensor<1xf32>), sym_name = "main"}> ({
  ^bb0(%arg0: tensor<5xf32>, %arg1: tensor<i64>, %arg2: tensor<i32>):
    %0 = "arith.constant"() <{value = 0 : index}> : () -> index
    %1 = "arith.constant"() <{value = 1 : index}> : () -> index
    %2 = "arith.constant"() <{value = 2 : index}> : () -> index
    %3 = "arith.constant"() <{value = 0.000000e+00 : f32}> : () -> f32
    %4 = "arith.constant"() <{value = 1 : i32}> : () -> i32
    %5 = "arith.constant"() <{value = -3 : i32}> : () -> i32
    %6 = "tensor.extract"(%arg1) : (tensor<i64>) -> i64
    %7 = "arith.index_cast"(%6) : (i64) -> index
    %8 = "tensor.extract"(%arg2) : (tensor<i32>) -> i32
    %9:2 = "scf.for"(%0, %7, %1, %arg0, %3) ({
    ^bb0(%arg14: index, %arg15: tensor<5xf32>, %arg16: f32):
      %33 = "tensor.extract"(%arg0, %arg14) : (tensor<5xf32>, index) -> f32
      %34 = "arith.addf"(%arg16, %33) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
      %35 = "tensor.insert"(%34, %arg15, %arg14) : (f32, tensor<5xf32>, index) -> tensor<5xf32>
      "scf.yield"(%35, %34) : (tensor<5xf32>, f32) -> ()
    }) : (index, index, index, tensor<5xf32>, f32) -> (tensor<5xf32>, f32)
    %10 = "tensor.from_elements"(%9#1) : (f32) -> tensor<1xf32>
    %11:2 = "scf.for"(%0, %7, %2, %arg0, %9#0) ({
    ^bb0(%arg11: index, %arg12: tensor<5xf32>, %arg13: tensor<5xf32>):
      "scf.yield"(%arg13, %arg12) : (tensor<5xf32>, tensor<5xf32>) -> ()
    }) : (index, index, index, tensor<5xf32>, tensor<5xf32>) -> (tensor<5xf32>, tensor<5xf32>)
    %12 = "scf.for"(%5, %8, %4, %5) ({
    ^bb0(%arg9: i32, %arg10: i32):
      %32 = "arith.addi"(%arg10, %arg9) <{overflowFlags = #arith.overflow<none>}> : (i32, i32) -> i32
      "scf.yield"(%32) : (i32) -> ()
    }) : (i32, i32, i32, i32) -> i32
    %13 = "scf.for"(%5, %8, %4, %8) <{unsignedCmp}> ({
    ^bb0(%arg7: i32, %arg8: i32):
      "scf.yield"(%arg7) : (i32) -> ()
    }) : (i32, i32, i32, i32) -> i32
    %14 = "tensor.from_elements"(%12, %13) : (i32, i32) -> tensor<2xi32>
    %15:2 = "scf.while"(%6, %4) ({
    ^bb0(%arg5: i64, %arg6: i32):
      %30 = "arith.constant"() <{value = 1000 : i64}> : () -> i64
      %31 = "arith.cmpi"(%arg5, %30) <{predicate = 2 : i64}> : (i64, i64) -> i1
      "scf.condition"(%31, %arg6, %arg5) : (i1, i32, i64) -> ()
    }, {
    ^bb0(%arg3: i32, %arg4: i64):
      %28 = "arith.addi"(%arg4, %arg4) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
      %29 = "arith.addi"(%arg3, %4) <{overflowFlags = #arith.overflow<none>}> : (i32, i32) -> i32
      "scf.yield"(%28, %29) : (i64, i32) -> ()
    }) : (i64, i32) -> (i32, i64)
    %16 = "tensor.from_elements"(%15#0) : (i32) -> tensor<1xi32>
    %17 = "tensor.from_elements"(%15#1) : (i64) -> tensor<1xi64>
    %18 = "arith.cmpi"(%8, %4) <{predicate = 4 : i64}> : (i32, i32) -> i1
    %19:2 = "scf.if"(%18) ({
      %25 = "arith.addf"(%arg0, %arg0) <{fastmath = #arith.fastmath<none>}> : (tensor<5xf32>, tensor<5xf32>) -> tensor<5xf32>
      %26 = "arith.cmpi"(%8, %4) <{predicate = 2 : i64}> : (i32, i32) -> i1
      %27 = "scf.if"(%26) ({
        "scf.yield"(%15#1) : (i64) -> ()
      }, {
        "scf.yield"(%6) : (i64) -> ()
      }) : (i1) -> i64
      "scf.yield"(%25, %27) : (tensor<5xf32>, i64) -> ()
    }, {
      "scf.yield"(%arg0, %15#1) : (tensor<5xf32>, i64) -> ()
    }) : (i1) -> (tensor<5xf32>, i64)
    %20 = "tensor.from_elements"(%19#1) : (i64) -> tensor<1xi64>
    %21 = "scf.index_switch"(%7) <{cases = array<i64: 5>}> ({
      "scf.yield"(%3) : (f32) -> ()
    }, {
      %23 = "scf.execute_region"() ({
        %24 = "arith.mulf"(%9#1, %9#1) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
        "scf.yield"(%24) : (f32) -> ()
      }) : () -> f32
      "scf.yield"(%23) : (f32) -> ()
    }) : (index) -> f32
    %22 = "tensor.from_elements"(%21) : (f32) -> tensor<1xf32>
    "func.return"(%9#0, %10, %11#0, %11#1, %14, %16, %17, %19#0, %20, %22) : (tensor<5xf32>, tensor<1xf32>, tensor<5xf32>, tensor<5xf32>, tensor<2xi32>, tensor<1xi32>, tensor<1xi64>, tensor<5xf32>, tensor<1xi64>, tensor<1xf32>) -> ()
  }) : () -> ()
}) : () -> ()

