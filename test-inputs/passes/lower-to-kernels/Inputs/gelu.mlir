module {
  func.func public @main(%arg0: tensor<12x37xf32>, %arg1: tensor<37xf32>) -> (tensor<12x37xf32>) {
    %cst = "stablehlo.constant"() <{value = dense<1.12837911> : tensor<12x37xf32>}> : () -> tensor<12x37xf32>
    %cst_0 = "stablehlo.constant"() <{value = dense<-0.37612626> : tensor<12x37xf32>}> : () -> tensor<12x37xf32>
    %cst_1 = "stablehlo.constant"() <{value = dense<0.112835854> : tensor<12x37xf32>}> : () -> tensor<12x37xf32>
    %cst_2 = "stablehlo.constant"() <{value = dense<-0.0268538129> : tensor<12x37xf32>}> : () -> tensor<12x37xf32>
    %cst_3 = "stablehlo.constant"() <{value = dense<0.00518832775> : tensor<12x37xf32>}> : () -> tensor<12x37xf32>
    %cst_4 = "stablehlo.constant"() <{value = dense<-8.0101937E-4> : tensor<12x37xf32>}> : () -> tensor<12x37xf32>
    %cst_5 = "stablehlo.constant"() <{value = dense<7.85386146E-5> : tensor<12x37xf32>}> : () -> tensor<12x37xf32>
    %cst_6 = "stablehlo.constant"() <{value = dense<0.000000e+00> : tensor<12x37xf32>}> : () -> tensor<12x37xf32>
    %cst_7 = "stablehlo.constant"() <{value = dense<-88.7228394> : tensor<12x37xf32>}> : () -> tensor<12x37xf32>
    %cst_8 = "stablehlo.constant"() <{value = dense<0.564189494> : tensor<12x37xf32>}> : () -> tensor<12x37xf32>
    %cst_9 = "stablehlo.constant"() <{value = dense<-0.282076746> : tensor<12x37xf32>}> : () -> tensor<12x37xf32>
    %cst_10 = "stablehlo.constant"() <{value = dense<0.42184633> : tensor<12x37xf32>}> : () -> tensor<12x37xf32>
    %cst_11 = "stablehlo.constant"() <{value = dense<-1.01526523> : tensor<12x37xf32>}> : () -> tensor<12x37xf32>
    %cst_12 = "stablehlo.constant"() <{value = dense<2.92101908> : tensor<12x37xf32>}> : () -> tensor<12x37xf32>
    %cst_13 = "stablehlo.constant"() <{value = dense<-7.49551868> : tensor<12x37xf32>}> : () -> tensor<12x37xf32>
    %cst_14 = "stablehlo.constant"() <{value = dense<1.297720e+01> : tensor<12x37xf32>}> : () -> tensor<12x37xf32>
    %cst_15 = "stablehlo.constant"() <{value = dense<-10.477664> : tensor<12x37xf32>}> : () -> tensor<12x37xf32>
    %cst_16 = "stablehlo.constant"() <{value = dense<0.563825965> : tensor<12x37xf32>}> : () -> tensor<12x37xf32>
    %cst_17 = "stablehlo.constant"() <{value = dense<-0.274112701> : tensor<12x37xf32>}> : () -> tensor<12x37xf32>
    %cst_18 = "stablehlo.constant"() <{value = dense<3.404880e-01> : tensor<12x37xf32>}> : () -> tensor<12x37xf32>
    %cst_19 = "stablehlo.constant"() <{value = dense<-0.494451523> : tensor<12x37xf32>}> : () -> tensor<12x37xf32>
    %cst_20 = "stablehlo.constant"() <{value = dense<0.621000468> : tensor<12x37xf32>}> : () -> tensor<12x37xf32>
    %cst_21 = "stablehlo.constant"() <{value = dense<-0.582473278> : tensor<12x37xf32>}> : () -> tensor<12x37xf32>
    %cst_22 = "stablehlo.constant"() <{value = dense<0.368742466> : tensor<12x37xf32>}> : () -> tensor<12x37xf32>
    %cst_23 = "stablehlo.constant"() <{value = dense<-0.138703942> : tensor<12x37xf32>}> : () -> tensor<12x37xf32>
    %cst_24 = "stablehlo.constant"() <{value = dense<2.326820e-02> : tensor<12x37xf32>}> : () -> tensor<12x37xf32>
    %cst_25 = "stablehlo.constant"() <{value = dense<2.000000e+00> : tensor<12x37xf32>}> : () -> tensor<12x37xf32>
    %cst_26 = "stablehlo.constant"() <{value = dense<1.000000e+00> : tensor<12x37xf32>}> : () -> tensor<12x37xf32>
    %cst_27 = "stablehlo.constant"() <{value = dense<0.707106769> : tensor<f32>}> : () -> tensor<f32>
    %cst_28 = "stablehlo.constant"() <{value = dense<5.000000e-01> : tensor<f32>}> : () -> tensor<f32>
    %0 = "stablehlo.broadcast_in_dim"(%arg1) <{broadcast_dimensions = array<i64: 1>}> : (tensor<37xf32>) -> tensor<1x37xf32>
    %1 = "stablehlo.broadcast_in_dim"(%0) <{broadcast_dimensions = array<i64: 0, 1>}> : (tensor<1x37xf32>) -> tensor<12x37xf32>
    %2 = "stablehlo.add"(%arg0, %1) : (tensor<12x37xf32>, tensor<12x37xf32>) -> tensor<12x37xf32>
    %3 = "stablehlo.broadcast_in_dim"(%cst_28) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<12x37xf32>
    %4 = "stablehlo.multiply"(%3, %2) : (tensor<12x37xf32>, tensor<12x37xf32>) -> tensor<12x37xf32>
    %5 = "stablehlo.negate"(%2) : (tensor<12x37xf32>) -> tensor<12x37xf32>
    %6 = "stablehlo.broadcast_in_dim"(%cst_27) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<12x37xf32>
    %7 = "stablehlo.multiply"(%5, %6) : (tensor<12x37xf32>, tensor<12x37xf32>) -> tensor<12x37xf32>
    %8 = "stablehlo.multiply"(%7, %7) : (tensor<12x37xf32>, tensor<12x37xf32>) -> tensor<12x37xf32>
    %9 = "stablehlo.negate"(%8) : (tensor<12x37xf32>) -> tensor<12x37xf32>
    %10 = "stablehlo.abs"(%7) : (tensor<12x37xf32>) -> tensor<12x37xf32>
    %11 = "stablehlo.divide"(%cst_26, %8) : (tensor<12x37xf32>, tensor<12x37xf32>) -> tensor<12x37xf32>
    %12 = "stablehlo.exponential"(%9) : (tensor<12x37xf32>) -> tensor<12x37xf32>
    %13 = "stablehlo.divide"(%cst_26, %10) : (tensor<12x37xf32>, tensor<12x37xf32>) -> tensor<12x37xf32>
    %14 = "stablehlo.multiply"(%12, %13) : (tensor<12x37xf32>, tensor<12x37xf32>) -> tensor<12x37xf32>
    %15 = "stablehlo.compare"(%10, %cst_25) <{comparison_direction = #stablehlo<comparison_direction LT>}> : (tensor<12x37xf32>, tensor<12x37xf32>) -> tensor<12x37xi1>
    %16 = "stablehlo.multiply"(%cst_24, %11) : (tensor<12x37xf32>, tensor<12x37xf32>) -> tensor<12x37xf32>
    %17 = "stablehlo.add"(%16, %cst_23) : (tensor<12x37xf32>, tensor<12x37xf32>) -> tensor<12x37xf32>
    %18 = "stablehlo.multiply"(%17, %11) : (tensor<12x37xf32>, tensor<12x37xf32>) -> tensor<12x37xf32>
    %19 = "stablehlo.add"(%18, %cst_22) : (tensor<12x37xf32>, tensor<12x37xf32>) -> tensor<12x37xf32>
    %20 = "stablehlo.multiply"(%19, %11) : (tensor<12x37xf32>, tensor<12x37xf32>) -> tensor<12x37xf32>
    %21 = "stablehlo.add"(%20, %cst_21) : (tensor<12x37xf32>, tensor<12x37xf32>) -> tensor<12x37xf32>
    %22 = "stablehlo.multiply"(%21, %11) : (tensor<12x37xf32>, tensor<12x37xf32>) -> tensor<12x37xf32>
    %23 = "stablehlo.add"(%22, %cst_20) : (tensor<12x37xf32>, tensor<12x37xf32>) -> tensor<12x37xf32>
    %24 = "stablehlo.multiply"(%23, %11) : (tensor<12x37xf32>, tensor<12x37xf32>) -> tensor<12x37xf32>
    %25 = "stablehlo.add"(%24, %cst_19) : (tensor<12x37xf32>, tensor<12x37xf32>) -> tensor<12x37xf32>
    %26 = "stablehlo.multiply"(%25, %11) : (tensor<12x37xf32>, tensor<12x37xf32>) -> tensor<12x37xf32>
    %27 = "stablehlo.add"(%26, %cst_18) : (tensor<12x37xf32>, tensor<12x37xf32>) -> tensor<12x37xf32>
    %28 = "stablehlo.multiply"(%27, %11) : (tensor<12x37xf32>, tensor<12x37xf32>) -> tensor<12x37xf32>
    %29 = "stablehlo.add"(%28, %cst_17) : (tensor<12x37xf32>, tensor<12x37xf32>) -> tensor<12x37xf32>
    %30 = "stablehlo.multiply"(%29, %11) : (tensor<12x37xf32>, tensor<12x37xf32>) -> tensor<12x37xf32>
    %31 = "stablehlo.add"(%30, %cst_16) : (tensor<12x37xf32>, tensor<12x37xf32>) -> tensor<12x37xf32>
    %32 = "stablehlo.multiply"(%cst_15, %11) : (tensor<12x37xf32>, tensor<12x37xf32>) -> tensor<12x37xf32>
    %33 = "stablehlo.add"(%32, %cst_14) : (tensor<12x37xf32>, tensor<12x37xf32>) -> tensor<12x37xf32>
    %34 = "stablehlo.multiply"(%33, %11) : (tensor<12x37xf32>, tensor<12x37xf32>) -> tensor<12x37xf32>
    %35 = "stablehlo.add"(%34, %cst_13) : (tensor<12x37xf32>, tensor<12x37xf32>) -> tensor<12x37xf32>
    %36 = "stablehlo.multiply"(%35, %11) : (tensor<12x37xf32>, tensor<12x37xf32>) -> tensor<12x37xf32>
    %37 = "stablehlo.add"(%36, %cst_12) : (tensor<12x37xf32>, tensor<12x37xf32>) -> tensor<12x37xf32>
    %38 = "stablehlo.multiply"(%37, %11) : (tensor<12x37xf32>, tensor<12x37xf32>) -> tensor<12x37xf32>
    %39 = "stablehlo.add"(%38, %cst_11) : (tensor<12x37xf32>, tensor<12x37xf32>) -> tensor<12x37xf32>
    %40 = "stablehlo.multiply"(%39, %11) : (tensor<12x37xf32>, tensor<12x37xf32>) -> tensor<12x37xf32>
    %41 = "stablehlo.add"(%40, %cst_10) : (tensor<12x37xf32>, tensor<12x37xf32>) -> tensor<12x37xf32>
    %42 = "stablehlo.multiply"(%41, %11) : (tensor<12x37xf32>, tensor<12x37xf32>) -> tensor<12x37xf32>
    %43 = "stablehlo.add"(%42, %cst_9) : (tensor<12x37xf32>, tensor<12x37xf32>) -> tensor<12x37xf32>
    %44 = "stablehlo.multiply"(%43, %11) : (tensor<12x37xf32>, tensor<12x37xf32>) -> tensor<12x37xf32>
    %45 = "stablehlo.add"(%44, %cst_8) : (tensor<12x37xf32>, tensor<12x37xf32>) -> tensor<12x37xf32>
    %46 = "stablehlo.select"(%15, %31, %45) : (tensor<12x37xi1>, tensor<12x37xf32>, tensor<12x37xf32>) -> tensor<12x37xf32>
    %47 = "stablehlo.multiply"(%14, %46) : (tensor<12x37xf32>, tensor<12x37xf32>) -> tensor<12x37xf32>
    %48 = "stablehlo.compare"(%9, %cst_7) <{comparison_direction = #stablehlo<comparison_direction LT>}> : (tensor<12x37xf32>, tensor<12x37xf32>) -> tensor<12x37xi1>
    %49 = "stablehlo.select"(%48, %cst_6, %47) : (tensor<12x37xi1>, tensor<12x37xf32>, tensor<12x37xf32>) -> tensor<12x37xf32>
    %50 = "stablehlo.compare"(%7, %cst_6) <{comparison_direction = #stablehlo<comparison_direction LT>}> : (tensor<12x37xf32>, tensor<12x37xf32>) -> tensor<12x37xi1>
    %51 = "stablehlo.subtract"(%cst_25, %49) : (tensor<12x37xf32>, tensor<12x37xf32>) -> tensor<12x37xf32>
    %52 = "stablehlo.select"(%50, %51, %49) : (tensor<12x37xi1>, tensor<12x37xf32>, tensor<12x37xf32>) -> tensor<12x37xf32>
    %53 = "stablehlo.multiply"(%7, %7) : (tensor<12x37xf32>, tensor<12x37xf32>) -> tensor<12x37xf32>
    %54 = "stablehlo.multiply"(%cst_5, %53) : (tensor<12x37xf32>, tensor<12x37xf32>) -> tensor<12x37xf32>
    %55 = "stablehlo.add"(%54, %cst_4) : (tensor<12x37xf32>, tensor<12x37xf32>) -> tensor<12x37xf32>
    %56 = "stablehlo.multiply"(%55, %53) : (tensor<12x37xf32>, tensor<12x37xf32>) -> tensor<12x37xf32>
    %57 = "stablehlo.add"(%56, %cst_3) : (tensor<12x37xf32>, tensor<12x37xf32>) -> tensor<12x37xf32>
    %58 = "stablehlo.multiply"(%57, %53) : (tensor<12x37xf32>, tensor<12x37xf32>) -> tensor<12x37xf32>
    %59 = "stablehlo.add"(%58, %cst_2) : (tensor<12x37xf32>, tensor<12x37xf32>) -> tensor<12x37xf32>
    %60 = "stablehlo.multiply"(%59, %53) : (tensor<12x37xf32>, tensor<12x37xf32>) -> tensor<12x37xf32>
    %61 = "stablehlo.add"(%60, %cst_1) : (tensor<12x37xf32>, tensor<12x37xf32>) -> tensor<12x37xf32>
    %62 = "stablehlo.multiply"(%61, %53) : (tensor<12x37xf32>, tensor<12x37xf32>) -> tensor<12x37xf32>
    %63 = "stablehlo.add"(%62, %cst_0) : (tensor<12x37xf32>, tensor<12x37xf32>) -> tensor<12x37xf32>
    %64 = "stablehlo.multiply"(%63, %53) : (tensor<12x37xf32>, tensor<12x37xf32>) -> tensor<12x37xf32>
    %65 = "stablehlo.add"(%64, %cst) : (tensor<12x37xf32>, tensor<12x37xf32>) -> tensor<12x37xf32>
    %66 = "stablehlo.multiply"(%7, %65) : (tensor<12x37xf32>, tensor<12x37xf32>) -> tensor<12x37xf32>
    %67 = "stablehlo.subtract"(%cst_26, %66) : (tensor<12x37xf32>, tensor<12x37xf32>) -> tensor<12x37xf32>
    %68 = "stablehlo.abs"(%7) : (tensor<12x37xf32>) -> tensor<12x37xf32>
    %69 = "stablehlo.compare"(%68, %cst_26) <{comparison_direction = #stablehlo<comparison_direction LT>}> : (tensor<12x37xf32>, tensor<12x37xf32>) -> tensor<12x37xi1>
    %70 = "stablehlo.select"(%69, %67, %52) : (tensor<12x37xi1>, tensor<12x37xf32>, tensor<12x37xf32>) -> tensor<12x37xf32>
    %71 = "stablehlo.multiply"(%4, %70) : (tensor<12x37xf32>, tensor<12x37xf32>) -> tensor<12x37xf32>
    return %71 : tensor<12x37xf32>
  }
}
