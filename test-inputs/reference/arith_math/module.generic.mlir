"builtin.module"() ({
  "func.func"() <{function_type = (tensor<64xi32>, tensor<64xi32>, tensor<64xf32>, tensor<64xf32>, tensor<64xf32>) -> (tensor<64xi32>, tensor<64xi32>, tensor<64xi32>, tensor<64xi32>, tensor<64xi32>, tensor<64xi32>, tensor<64xi32>, tensor<64xi32>, tensor<64xi32>, tensor<64xi32>, tensor<64xi1>, tensor<64xi1>, tensor<64xi1>, tensor<64xi1>, tensor<64xi1>, tensor<64xi1>, tensor<64xi1>, tensor<64xi1>, tensor<64xi1>, tensor<64xi1>, tensor<64xi1>, tensor<64xi1>, tensor<64xi1>, tensor<64xf32>, tensor<64xf32>, tensor<64xf32>, tensor<64xf32>, tensor<64xf32>, tensor<64xi8>, tensor<64xi64>, tensor<64xi32>, tensor<64xf32>, tensor<64xf32>, tensor<64xi32>, tensor<64xf64>, tensor<64xi32>, tensor<64xi1>, tensor<64xi32>, tensor<64xi32>, tensor<64xf32>, tensor<64xf32>, tensor<64xf32>, tensor<64xf32>, tensor<64xf32>, tensor<64xf32>, tensor<64xf32>, tensor<64xf32>, tensor<64xf32>, tensor<64xf32>, tensor<64xf32>, tensor<64xi32>), sym_name = "main"}> ({
  ^bb0(%arg0: tensor<64xi32>, %arg1: tensor<64xi32>, %arg2: tensor<64xf32>, %arg3: tensor<64xf32>, %arg4: tensor<64xf32>):
    %0 = "arith.divsi"(%arg0, %arg1) : (tensor<64xi32>, tensor<64xi32>) -> tensor<64xi32>
    %1 = "arith.remsi"(%arg0, %arg1) : (tensor<64xi32>, tensor<64xi32>) -> tensor<64xi32>
    %2 = "arith.divui"(%arg0, %arg1) : (tensor<64xi32>, tensor<64xi32>) -> tensor<64xi32>
    %3 = "arith.remui"(%arg0, %arg1) : (tensor<64xi32>, tensor<64xi32>) -> tensor<64xi32>
    %4 = "arith.floordivsi"(%arg0, %arg1) : (tensor<64xi32>, tensor<64xi32>) -> tensor<64xi32>
    %5 = "arith.ceildivsi"(%arg0, %arg1) : (tensor<64xi32>, tensor<64xi32>) -> tensor<64xi32>
    %6 = "arith.maxsi"(%arg0, %arg1) : (tensor<64xi32>, tensor<64xi32>) -> tensor<64xi32>
    %7 = "arith.minui"(%arg0, %arg1) : (tensor<64xi32>, tensor<64xi32>) -> tensor<64xi32>
    %8 = "arith.maxui"(%arg0, %arg1) : (tensor<64xi32>, tensor<64xi32>) -> tensor<64xi32>
    %9 = "arith.xori"(%arg0, %arg1) : (tensor<64xi32>, tensor<64xi32>) -> tensor<64xi32>
    %10 = "arith.cmpi"(%arg0, %arg1) <{predicate = 2 : i64}> : (tensor<64xi32>, tensor<64xi32>) -> tensor<64xi1>
    %11 = "arith.cmpi"(%arg0, %arg1) <{predicate = 6 : i64}> : (tensor<64xi32>, tensor<64xi32>) -> tensor<64xi1>
    %12 = "arith.cmpi"(%arg0, %arg1) <{predicate = 9 : i64}> : (tensor<64xi32>, tensor<64xi32>) -> tensor<64xi1>
    %13 = "arith.cmpi"(%arg0, %arg1) <{predicate = 5 : i64}> : (tensor<64xi32>, tensor<64xi32>) -> tensor<64xi1>
    %14 = "arith.cmpi"(%arg0, %arg1) <{predicate = 1 : i64}> : (tensor<64xi32>, tensor<64xi32>) -> tensor<64xi1>
    %15 = "arith.cmpf"(%arg2, %arg3) <{fastmath = #arith.fastmath<none>, predicate = 1 : i64}> : (tensor<64xf32>, tensor<64xf32>) -> tensor<64xi1>
    %16 = "arith.cmpf"(%arg2, %arg3) <{fastmath = #arith.fastmath<none>, predicate = 6 : i64}> : (tensor<64xf32>, tensor<64xf32>) -> tensor<64xi1>
    %17 = "arith.cmpf"(%arg2, %arg3) <{fastmath = #arith.fastmath<none>, predicate = 13 : i64}> : (tensor<64xf32>, tensor<64xf32>) -> tensor<64xi1>
    %18 = "arith.cmpf"(%arg2, %arg3) <{fastmath = #arith.fastmath<none>, predicate = 7 : i64}> : (tensor<64xf32>, tensor<64xf32>) -> tensor<64xi1>
    %19 = "arith.cmpf"(%arg2, %arg3) <{fastmath = #arith.fastmath<none>, predicate = 14 : i64}> : (tensor<64xf32>, tensor<64xf32>) -> tensor<64xi1>
    %20 = "arith.cmpf"(%arg2, %arg3) <{fastmath = #arith.fastmath<none>, predicate = 11 : i64}> : (tensor<64xf32>, tensor<64xf32>) -> tensor<64xi1>
    %21 = "arith.cmpf"(%arg2, %arg3) <{fastmath = #arith.fastmath<none>, predicate = 3 : i64}> : (tensor<64xf32>, tensor<64xf32>) -> tensor<64xi1>
    %22 = "arith.cmpf"(%arg2, %arg3) <{fastmath = #arith.fastmath<none>, predicate = 8 : i64}> : (tensor<64xf32>, tensor<64xf32>) -> tensor<64xi1>
    %23 = "arith.maximumf"(%arg2, %arg3) <{fastmath = #arith.fastmath<none>}> : (tensor<64xf32>, tensor<64xf32>) -> tensor<64xf32>
    %24 = "arith.minimumf"(%arg2, %arg3) <{fastmath = #arith.fastmath<none>}> : (tensor<64xf32>, tensor<64xf32>) -> tensor<64xf32>
    %25 = "arith.maxnumf"(%arg2, %arg3) <{fastmath = #arith.fastmath<none>}> : (tensor<64xf32>, tensor<64xf32>) -> tensor<64xf32>
    %26 = "arith.minnumf"(%arg2, %arg3) <{fastmath = #arith.fastmath<none>}> : (tensor<64xf32>, tensor<64xf32>) -> tensor<64xf32>
    %27 = "arith.remf"(%arg2, %arg3) <{fastmath = #arith.fastmath<none>}> : (tensor<64xf32>, tensor<64xf32>) -> tensor<64xf32>
    %28 = "arith.trunci"(%arg0) <{overflowFlags = #arith.overflow<none>}> : (tensor<64xi32>) -> tensor<64xi8>
    %29 = "arith.extsi"(%28) : (tensor<64xi8>) -> tensor<64xi64>
    %30 = "arith.extui"(%28) : (tensor<64xi8>) -> tensor<64xi32>
    %31 = "arith.sitofp"(%arg0) : (tensor<64xi32>) -> tensor<64xf32>
    %32 = "arith.uitofp"(%arg0) : (tensor<64xi32>) -> tensor<64xf32>
    %33 = "arith.fptosi"(%arg4) : (tensor<64xf32>) -> tensor<64xi32>
    %34 = "arith.extf"(%arg2) : (tensor<64xf32>) -> tensor<64xf64>
    %35 = "arith.bitcast"(%arg2) : (tensor<64xf32>) -> tensor<64xi32>
    %36 = "arith.cmpi"(%arg0, %arg1) <{predicate = 2 : i64}> : (tensor<64xi32>, tensor<64xi32>) -> tensor<64xi1>
    %37 = "arith.extsi"(%36) : (tensor<64xi1>) -> tensor<64xi32>
    %38 = "arith.extui"(%36) : (tensor<64xi1>) -> tensor<64xi32>
    %39 = "arith.select"(%36, %arg2, %arg3) : (tensor<64xi1>, tensor<64xf32>, tensor<64xf32>) -> tensor<64xf32>
    %40 = "math.absf"(%arg2) <{fastmath = #arith.fastmath<none>}> : (tensor<64xf32>) -> tensor<64xf32>
    %41 = "math.exp"(%arg2) <{fastmath = #arith.fastmath<none>}> : (tensor<64xf32>) -> tensor<64xf32>
    %42 = "math.tanh"(%arg2) <{fastmath = #arith.fastmath<none>}> : (tensor<64xf32>) -> tensor<64xf32>
    %43 = "math.floor"(%arg2) <{fastmath = #arith.fastmath<none>}> : (tensor<64xf32>) -> tensor<64xf32>
    %44 = "math.roundeven"(%arg2) <{fastmath = #arith.fastmath<none>}> : (tensor<64xf32>) -> tensor<64xf32>
    %45 = "math.trunc"(%arg2) <{fastmath = #arith.fastmath<none>}> : (tensor<64xf32>) -> tensor<64xf32>
    %46 = "math.absf"(%arg2) <{fastmath = #arith.fastmath<none>}> : (tensor<64xf32>) -> tensor<64xf32>
    %47 = "math.log1p"(%46) <{fastmath = #arith.fastmath<none>}> : (tensor<64xf32>) -> tensor<64xf32>
    %48 = "math.fma"(%arg2, %arg3, %arg2) <{fastmath = #arith.fastmath<none>}> : (tensor<64xf32>, tensor<64xf32>, tensor<64xf32>) -> tensor<64xf32>
    %49 = "math.copysign"(%arg2, %arg3) <{fastmath = #arith.fastmath<none>}> : (tensor<64xf32>, tensor<64xf32>) -> tensor<64xf32>
    %50 = "math.absi"(%arg0) : (tensor<64xi32>) -> tensor<64xi32>
    "func.return"(%0, %1, %2, %3, %4, %5, %6, %7, %8, %9, %10, %11, %12, %13, %14, %15, %16, %17, %18, %19, %20, %21, %22, %23, %24, %25, %26, %27, %28, %29, %30, %31, %32, %33, %34, %35, %36, %37, %38, %39, %40, %41, %42, %43, %44, %45, %46, %47, %48, %49, %50) : (tensor<64xi32>, tensor<64xi32>, tensor<64xi32>, tensor<64xi32>, tensor<64xi32>, tensor<64xi32>, tensor<64xi32>, tensor<64xi32>, tensor<64xi32>, tensor<64xi32>, tensor<64xi1>, tensor<64xi1>, tensor<64xi1>, tensor<64xi1>, tensor<64xi1>, tensor<64xi1>, tensor<64xi1>, tensor<64xi1>, tensor<64xi1>, tensor<64xi1>, tensor<64xi1>, tensor<64xi1>, tensor<64xi1>, tensor<64xf32>, tensor<64xf32>, tensor<64xf32>, tensor<64xf32>, tensor<64xf32>, tensor<64xi8>, tensor<64xi64>, tensor<64xi32>, tensor<64xf32>, tensor<64xf32>, tensor<64xi32>, tensor<64xf64>, tensor<64xi32>, tensor<64xi1>, tensor<64xi32>, tensor<64xi32>, tensor<64xf32>, tensor<64xf32>, tensor<64xf32>, tensor<64xf32>, tensor<64xf32>, tensor<64xf32>, tensor<64xf32>, tensor<64xf32>, tensor<64xf32>, tensor<64xf32>, tensor<64xf32>, tensor<64xi32>) -> ()
  }) : () -> ()
}) : () -> ()

