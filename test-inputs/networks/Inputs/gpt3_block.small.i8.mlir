// Written by Benchmarks/mapping/networks.py gpt3_block --element=i8 --small
module @gpt3_block {
  func.func public @main(%arg0: tensor<8x32xi8>, %arg1: tensor<32xf32>, %arg2: tensor<32xf32>, %arg3: tensor<32x32xi8>, %arg4: tensor<32xi32>, %arg5: tensor<32x32xi8>, %arg6: tensor<32xi32>, %arg7: tensor<32x32xi8>, %arg8: tensor<32xi32>, %arg9: tensor<32x32xi8>, %arg10: tensor<32xi32>, %arg11: tensor<32xf32>, %arg12: tensor<32xf32>, %arg13: tensor<32x128xi8>, %arg14: tensor<128xi32>, %arg15: tensor<128x32xi8>, %arg16: tensor<32xi32>) -> tensor<8x32xi8> {
    %0 = stablehlo.convert %arg0 : (tensor<8x32xi8>) -> tensor<8x32xf32>
    %1 = stablehlo.constant dense<6.250000000e-02> : tensor<f32>
    %2 = stablehlo.broadcast_in_dim %1, dims = [] : (tensor<f32>) -> tensor<8x32xf32>
    %3 = stablehlo.multiply %0, %2 : tensor<8x32xf32>
    %4 = stablehlo.constant dense<0.000000000e+00> : tensor<f32>
    %5 = stablehlo.reduce(%3 init: %4) applies stablehlo.add across dimensions = [1] : (tensor<8x32xf32>, tensor<f32>) -> tensor<8xf32>
    %6 = stablehlo.constant dense<3.125000000e-02> : tensor<f32>
    %7 = stablehlo.broadcast_in_dim %6, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %8 = stablehlo.multiply %5, %7 : tensor<8xf32>
    %9 = stablehlo.broadcast_in_dim %8, dims = [0] : (tensor<8xf32>) -> tensor<8x32xf32>
    %10 = stablehlo.subtract %3, %9 : tensor<8x32xf32>
    %11 = stablehlo.multiply %10, %10 : tensor<8x32xf32>
    %12 = stablehlo.constant dense<0.000000000e+00> : tensor<f32>
    %13 = stablehlo.reduce(%11 init: %12) applies stablehlo.add across dimensions = [1] : (tensor<8x32xf32>, tensor<f32>) -> tensor<8xf32>
    %14 = stablehlo.constant dense<3.125000000e-02> : tensor<f32>
    %15 = stablehlo.broadcast_in_dim %14, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %16 = stablehlo.multiply %13, %15 : tensor<8xf32>
    %17 = stablehlo.broadcast_in_dim %16, dims = [0] : (tensor<8xf32>) -> tensor<8x32xf32>
    %18 = stablehlo.constant dense<1.000000000e-05> : tensor<f32>
    %19 = stablehlo.broadcast_in_dim %18, dims = [] : (tensor<f32>) -> tensor<8x32xf32>
    %20 = stablehlo.add %17, %19 : tensor<8x32xf32>
    %21 = stablehlo.rsqrt %20 : tensor<8x32xf32>
    %22 = stablehlo.multiply %10, %21 : tensor<8x32xf32>
    %23 = stablehlo.broadcast_in_dim %arg1, dims = [1] : (tensor<32xf32>) -> tensor<8x32xf32>
    %24 = stablehlo.multiply %22, %23 : tensor<8x32xf32>
    %25 = stablehlo.broadcast_in_dim %arg2, dims = [1] : (tensor<32xf32>) -> tensor<8x32xf32>
    %26 = stablehlo.add %24, %25 : tensor<8x32xf32>
    %27 = stablehlo.constant dense<1.600000000e+01> : tensor<f32>
    %28 = stablehlo.broadcast_in_dim %27, dims = [] : (tensor<f32>) -> tensor<8x32xf32>
    %29 = stablehlo.multiply %26, %28 : tensor<8x32xf32>
    %30 = stablehlo.round_nearest_even %29 : tensor<8x32xf32>
    %31 = stablehlo.constant dense<-1.280000000e+02> : tensor<f32>
    %32 = stablehlo.constant dense<1.270000000e+02> : tensor<f32>
    %33 = stablehlo.clamp %31, %30, %32 : (tensor<f32>, tensor<8x32xf32>, tensor<f32>) -> tensor<8x32xf32>
    %34 = stablehlo.convert %33 : (tensor<8x32xf32>) -> tensor<8x32xi8>
    %35 = stablehlo.dot_general %34, %arg3, contracting_dims = [1] x [0], precision = [DEFAULT, DEFAULT] : (tensor<8x32xi8>, tensor<32x32xi8>) -> tensor<8x32xi32>
    %36 = stablehlo.broadcast_in_dim %arg4, dims = [1] : (tensor<32xi32>) -> tensor<8x32xi32>
    %37 = stablehlo.add %35, %36 : tensor<8x32xi32>
    %38 = stablehlo.convert %37 : (tensor<8x32xi32>) -> tensor<8x32xf32>
    %39 = stablehlo.constant dense<2.500000000e-01> : tensor<f32>
    %40 = stablehlo.broadcast_in_dim %39, dims = [] : (tensor<f32>) -> tensor<8x32xf32>
    %41 = stablehlo.multiply %38, %40 : tensor<8x32xf32>
    %42 = stablehlo.round_nearest_even %41 : tensor<8x32xf32>
    %43 = stablehlo.constant dense<-1.280000000e+02> : tensor<f32>
    %44 = stablehlo.constant dense<1.270000000e+02> : tensor<f32>
    %45 = stablehlo.clamp %43, %42, %44 : (tensor<f32>, tensor<8x32xf32>, tensor<f32>) -> tensor<8x32xf32>
    %46 = stablehlo.convert %45 : (tensor<8x32xf32>) -> tensor<8x32xi8>
    %47 = stablehlo.reshape %46 : (tensor<8x32xi8>) -> tensor<8x4x8xi8>
    %48 = stablehlo.transpose %47, dims = [1, 0, 2] : (tensor<8x4x8xi8>) -> tensor<4x8x8xi8>
    %49 = stablehlo.dot_general %34, %arg5, contracting_dims = [1] x [0], precision = [DEFAULT, DEFAULT] : (tensor<8x32xi8>, tensor<32x32xi8>) -> tensor<8x32xi32>
    %50 = stablehlo.broadcast_in_dim %arg6, dims = [1] : (tensor<32xi32>) -> tensor<8x32xi32>
    %51 = stablehlo.add %49, %50 : tensor<8x32xi32>
    %52 = stablehlo.convert %51 : (tensor<8x32xi32>) -> tensor<8x32xf32>
    %53 = stablehlo.constant dense<2.500000000e-01> : tensor<f32>
    %54 = stablehlo.broadcast_in_dim %53, dims = [] : (tensor<f32>) -> tensor<8x32xf32>
    %55 = stablehlo.multiply %52, %54 : tensor<8x32xf32>
    %56 = stablehlo.round_nearest_even %55 : tensor<8x32xf32>
    %57 = stablehlo.constant dense<-1.280000000e+02> : tensor<f32>
    %58 = stablehlo.constant dense<1.270000000e+02> : tensor<f32>
    %59 = stablehlo.clamp %57, %56, %58 : (tensor<f32>, tensor<8x32xf32>, tensor<f32>) -> tensor<8x32xf32>
    %60 = stablehlo.convert %59 : (tensor<8x32xf32>) -> tensor<8x32xi8>
    %61 = stablehlo.reshape %60 : (tensor<8x32xi8>) -> tensor<8x4x8xi8>
    %62 = stablehlo.transpose %61, dims = [1, 0, 2] : (tensor<8x4x8xi8>) -> tensor<4x8x8xi8>
    %63 = stablehlo.dot_general %34, %arg7, contracting_dims = [1] x [0], precision = [DEFAULT, DEFAULT] : (tensor<8x32xi8>, tensor<32x32xi8>) -> tensor<8x32xi32>
    %64 = stablehlo.broadcast_in_dim %arg8, dims = [1] : (tensor<32xi32>) -> tensor<8x32xi32>
    %65 = stablehlo.add %63, %64 : tensor<8x32xi32>
    %66 = stablehlo.convert %65 : (tensor<8x32xi32>) -> tensor<8x32xf32>
    %67 = stablehlo.constant dense<2.500000000e-01> : tensor<f32>
    %68 = stablehlo.broadcast_in_dim %67, dims = [] : (tensor<f32>) -> tensor<8x32xf32>
    %69 = stablehlo.multiply %66, %68 : tensor<8x32xf32>
    %70 = stablehlo.round_nearest_even %69 : tensor<8x32xf32>
    %71 = stablehlo.constant dense<-1.280000000e+02> : tensor<f32>
    %72 = stablehlo.constant dense<1.270000000e+02> : tensor<f32>
    %73 = stablehlo.clamp %71, %70, %72 : (tensor<f32>, tensor<8x32xf32>, tensor<f32>) -> tensor<8x32xf32>
    %74 = stablehlo.convert %73 : (tensor<8x32xf32>) -> tensor<8x32xi8>
    %75 = stablehlo.reshape %74 : (tensor<8x32xi8>) -> tensor<8x4x8xi8>
    %76 = stablehlo.transpose %75, dims = [1, 0, 2] : (tensor<8x4x8xi8>) -> tensor<4x8x8xi8>
    %77 = stablehlo.dot_general %48, %62, batching_dims = [0] x [0], contracting_dims = [2] x [2], precision = [DEFAULT, DEFAULT] : (tensor<4x8x8xi8>, tensor<4x8x8xi8>) -> tensor<4x8x8xi32>
    %78 = stablehlo.convert %77 : (tensor<4x8x8xi32>) -> tensor<4x8x8xf32>
    %79 = stablehlo.constant dense<3.906250000e-03> : tensor<f32>
    %80 = stablehlo.broadcast_in_dim %79, dims = [] : (tensor<f32>) -> tensor<4x8x8xf32>
    %81 = stablehlo.multiply %78, %80 : tensor<4x8x8xf32>
    %82 = stablehlo.constant dense<3.535533906e-01> : tensor<f32>
    %83 = stablehlo.broadcast_in_dim %82, dims = [] : (tensor<f32>) -> tensor<4x8x8xf32>
    %84 = stablehlo.multiply %81, %83 : tensor<4x8x8xf32>
    %85 = stablehlo.constant dense<0xFF800000> : tensor<f32>
    %86 = stablehlo.reduce(%84 init: %85) applies stablehlo.maximum across dimensions = [2] : (tensor<4x8x8xf32>, tensor<f32>) -> tensor<4x8xf32>
    %87 = stablehlo.broadcast_in_dim %86, dims = [0, 1] : (tensor<4x8xf32>) -> tensor<4x8x8xf32>
    %88 = stablehlo.subtract %84, %87 : tensor<4x8x8xf32>
    %89 = stablehlo.exponential %88 : tensor<4x8x8xf32>
    %90 = stablehlo.constant dense<0.000000000e+00> : tensor<f32>
    %91 = stablehlo.reduce(%89 init: %90) applies stablehlo.add across dimensions = [2] : (tensor<4x8x8xf32>, tensor<f32>) -> tensor<4x8xf32>
    %92 = stablehlo.broadcast_in_dim %91, dims = [0, 1] : (tensor<4x8xf32>) -> tensor<4x8x8xf32>
    %93 = stablehlo.divide %89, %92 : tensor<4x8x8xf32>
    %94 = stablehlo.constant dense<1.270000000e+02> : tensor<f32>
    %95 = stablehlo.broadcast_in_dim %94, dims = [] : (tensor<f32>) -> tensor<4x8x8xf32>
    %96 = stablehlo.multiply %93, %95 : tensor<4x8x8xf32>
    %97 = stablehlo.round_nearest_even %96 : tensor<4x8x8xf32>
    %98 = stablehlo.constant dense<-1.280000000e+02> : tensor<f32>
    %99 = stablehlo.constant dense<1.270000000e+02> : tensor<f32>
    %100 = stablehlo.clamp %98, %97, %99 : (tensor<f32>, tensor<4x8x8xf32>, tensor<f32>) -> tensor<4x8x8xf32>
    %101 = stablehlo.convert %100 : (tensor<4x8x8xf32>) -> tensor<4x8x8xi8>
    %102 = stablehlo.dot_general %101, %76, batching_dims = [0] x [0], contracting_dims = [2] x [1], precision = [DEFAULT, DEFAULT] : (tensor<4x8x8xi8>, tensor<4x8x8xi8>) -> tensor<4x8x8xi32>
    %103 = stablehlo.convert %102 : (tensor<4x8x8xi32>) -> tensor<4x8x8xf32>
    %104 = stablehlo.constant dense<7.812500000e-03> : tensor<f32>
    %105 = stablehlo.broadcast_in_dim %104, dims = [] : (tensor<f32>) -> tensor<4x8x8xf32>
    %106 = stablehlo.multiply %103, %105 : tensor<4x8x8xf32>
    %107 = stablehlo.round_nearest_even %106 : tensor<4x8x8xf32>
    %108 = stablehlo.constant dense<-1.280000000e+02> : tensor<f32>
    %109 = stablehlo.constant dense<1.270000000e+02> : tensor<f32>
    %110 = stablehlo.clamp %108, %107, %109 : (tensor<f32>, tensor<4x8x8xf32>, tensor<f32>) -> tensor<4x8x8xf32>
    %111 = stablehlo.convert %110 : (tensor<4x8x8xf32>) -> tensor<4x8x8xi8>
    %112 = stablehlo.transpose %111, dims = [1, 0, 2] : (tensor<4x8x8xi8>) -> tensor<8x4x8xi8>
    %113 = stablehlo.reshape %112 : (tensor<8x4x8xi8>) -> tensor<8x32xi8>
    %114 = stablehlo.dot_general %113, %arg9, contracting_dims = [1] x [0], precision = [DEFAULT, DEFAULT] : (tensor<8x32xi8>, tensor<32x32xi8>) -> tensor<8x32xi32>
    %115 = stablehlo.broadcast_in_dim %arg10, dims = [1] : (tensor<32xi32>) -> tensor<8x32xi32>
    %116 = stablehlo.add %114, %115 : tensor<8x32xi32>
    %117 = stablehlo.convert %arg0 : (tensor<8x32xi8>) -> tensor<8x32xi32>
    %118 = stablehlo.add %116, %117 : tensor<8x32xi32>
    %119 = stablehlo.convert %118 : (tensor<8x32xi32>) -> tensor<8x32xf32>
    %120 = stablehlo.constant dense<6.250000000e-02> : tensor<f32>
    %121 = stablehlo.broadcast_in_dim %120, dims = [] : (tensor<f32>) -> tensor<8x32xf32>
    %122 = stablehlo.multiply %119, %121 : tensor<8x32xf32>
    %123 = stablehlo.round_nearest_even %122 : tensor<8x32xf32>
    %124 = stablehlo.constant dense<-1.280000000e+02> : tensor<f32>
    %125 = stablehlo.constant dense<1.270000000e+02> : tensor<f32>
    %126 = stablehlo.clamp %124, %123, %125 : (tensor<f32>, tensor<8x32xf32>, tensor<f32>) -> tensor<8x32xf32>
    %127 = stablehlo.convert %126 : (tensor<8x32xf32>) -> tensor<8x32xi8>
    %128 = stablehlo.convert %127 : (tensor<8x32xi8>) -> tensor<8x32xf32>
    %129 = stablehlo.constant dense<6.250000000e-02> : tensor<f32>
    %130 = stablehlo.broadcast_in_dim %129, dims = [] : (tensor<f32>) -> tensor<8x32xf32>
    %131 = stablehlo.multiply %128, %130 : tensor<8x32xf32>
    %132 = stablehlo.constant dense<0.000000000e+00> : tensor<f32>
    %133 = stablehlo.reduce(%131 init: %132) applies stablehlo.add across dimensions = [1] : (tensor<8x32xf32>, tensor<f32>) -> tensor<8xf32>
    %134 = stablehlo.constant dense<3.125000000e-02> : tensor<f32>
    %135 = stablehlo.broadcast_in_dim %134, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %136 = stablehlo.multiply %133, %135 : tensor<8xf32>
    %137 = stablehlo.broadcast_in_dim %136, dims = [0] : (tensor<8xf32>) -> tensor<8x32xf32>
    %138 = stablehlo.subtract %131, %137 : tensor<8x32xf32>
    %139 = stablehlo.multiply %138, %138 : tensor<8x32xf32>
    %140 = stablehlo.constant dense<0.000000000e+00> : tensor<f32>
    %141 = stablehlo.reduce(%139 init: %140) applies stablehlo.add across dimensions = [1] : (tensor<8x32xf32>, tensor<f32>) -> tensor<8xf32>
    %142 = stablehlo.constant dense<3.125000000e-02> : tensor<f32>
    %143 = stablehlo.broadcast_in_dim %142, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %144 = stablehlo.multiply %141, %143 : tensor<8xf32>
    %145 = stablehlo.broadcast_in_dim %144, dims = [0] : (tensor<8xf32>) -> tensor<8x32xf32>
    %146 = stablehlo.constant dense<1.000000000e-05> : tensor<f32>
    %147 = stablehlo.broadcast_in_dim %146, dims = [] : (tensor<f32>) -> tensor<8x32xf32>
    %148 = stablehlo.add %145, %147 : tensor<8x32xf32>
    %149 = stablehlo.rsqrt %148 : tensor<8x32xf32>
    %150 = stablehlo.multiply %138, %149 : tensor<8x32xf32>
    %151 = stablehlo.broadcast_in_dim %arg11, dims = [1] : (tensor<32xf32>) -> tensor<8x32xf32>
    %152 = stablehlo.multiply %150, %151 : tensor<8x32xf32>
    %153 = stablehlo.broadcast_in_dim %arg12, dims = [1] : (tensor<32xf32>) -> tensor<8x32xf32>
    %154 = stablehlo.add %152, %153 : tensor<8x32xf32>
    %155 = stablehlo.constant dense<1.600000000e+01> : tensor<f32>
    %156 = stablehlo.broadcast_in_dim %155, dims = [] : (tensor<f32>) -> tensor<8x32xf32>
    %157 = stablehlo.multiply %154, %156 : tensor<8x32xf32>
    %158 = stablehlo.round_nearest_even %157 : tensor<8x32xf32>
    %159 = stablehlo.constant dense<-1.280000000e+02> : tensor<f32>
    %160 = stablehlo.constant dense<1.270000000e+02> : tensor<f32>
    %161 = stablehlo.clamp %159, %158, %160 : (tensor<f32>, tensor<8x32xf32>, tensor<f32>) -> tensor<8x32xf32>
    %162 = stablehlo.convert %161 : (tensor<8x32xf32>) -> tensor<8x32xi8>
    %163 = stablehlo.dot_general %162, %arg13, contracting_dims = [1] x [0], precision = [DEFAULT, DEFAULT] : (tensor<8x32xi8>, tensor<32x128xi8>) -> tensor<8x128xi32>
    %164 = stablehlo.broadcast_in_dim %arg14, dims = [1] : (tensor<128xi32>) -> tensor<8x128xi32>
    %165 = stablehlo.add %163, %164 : tensor<8x128xi32>
    %166 = stablehlo.convert %165 : (tensor<8x128xi32>) -> tensor<8x128xf32>
    %167 = stablehlo.constant dense<1.562500000e-02> : tensor<f32>
    %168 = stablehlo.broadcast_in_dim %167, dims = [] : (tensor<f32>) -> tensor<8x128xf32>
    %169 = stablehlo.multiply %166, %168 : tensor<8x128xf32>
    %170 = stablehlo.multiply %169, %169 : tensor<8x128xf32>
    %171 = stablehlo.multiply %170, %169 : tensor<8x128xf32>
    %172 = stablehlo.constant dense<4.471500000e-02> : tensor<f32>
    %173 = stablehlo.broadcast_in_dim %172, dims = [] : (tensor<f32>) -> tensor<8x128xf32>
    %174 = stablehlo.multiply %171, %173 : tensor<8x128xf32>
    %175 = stablehlo.add %169, %174 : tensor<8x128xf32>
    %176 = stablehlo.constant dense<7.978845608e-01> : tensor<f32>
    %177 = stablehlo.broadcast_in_dim %176, dims = [] : (tensor<f32>) -> tensor<8x128xf32>
    %178 = stablehlo.multiply %175, %177 : tensor<8x128xf32>
    %179 = stablehlo.tanh %178 : tensor<8x128xf32>
    %180 = stablehlo.constant dense<5.000000000e-01> : tensor<f32>
    %181 = stablehlo.broadcast_in_dim %180, dims = [] : (tensor<f32>) -> tensor<8x128xf32>
    %182 = stablehlo.multiply %169, %181 : tensor<8x128xf32>
    %183 = stablehlo.constant dense<1.000000000e+00> : tensor<f32>
    %184 = stablehlo.broadcast_in_dim %183, dims = [] : (tensor<f32>) -> tensor<8x128xf32>
    %185 = stablehlo.add %179, %184 : tensor<8x128xf32>
    %186 = stablehlo.multiply %182, %185 : tensor<8x128xf32>
    %187 = stablehlo.constant dense<1.600000000e+01> : tensor<f32>
    %188 = stablehlo.broadcast_in_dim %187, dims = [] : (tensor<f32>) -> tensor<8x128xf32>
    %189 = stablehlo.multiply %186, %188 : tensor<8x128xf32>
    %190 = stablehlo.round_nearest_even %189 : tensor<8x128xf32>
    %191 = stablehlo.constant dense<-1.280000000e+02> : tensor<f32>
    %192 = stablehlo.constant dense<1.270000000e+02> : tensor<f32>
    %193 = stablehlo.clamp %191, %190, %192 : (tensor<f32>, tensor<8x128xf32>, tensor<f32>) -> tensor<8x128xf32>
    %194 = stablehlo.convert %193 : (tensor<8x128xf32>) -> tensor<8x128xi8>
    %195 = stablehlo.dot_general %194, %arg15, contracting_dims = [1] x [0], precision = [DEFAULT, DEFAULT] : (tensor<8x128xi8>, tensor<128x32xi8>) -> tensor<8x32xi32>
    %196 = stablehlo.broadcast_in_dim %arg16, dims = [1] : (tensor<32xi32>) -> tensor<8x32xi32>
    %197 = stablehlo.add %195, %196 : tensor<8x32xi32>
    %198 = stablehlo.convert %127 : (tensor<8x32xi8>) -> tensor<8x32xi32>
    %199 = stablehlo.add %197, %198 : tensor<8x32xi32>
    %200 = stablehlo.convert %199 : (tensor<8x32xi32>) -> tensor<8x32xf32>
    %201 = stablehlo.constant dense<1.562500000e-02> : tensor<f32>
    %202 = stablehlo.broadcast_in_dim %201, dims = [] : (tensor<f32>) -> tensor<8x32xf32>
    %203 = stablehlo.multiply %200, %202 : tensor<8x32xf32>
    %204 = stablehlo.round_nearest_even %203 : tensor<8x32xf32>
    %205 = stablehlo.constant dense<-1.280000000e+02> : tensor<f32>
    %206 = stablehlo.constant dense<1.270000000e+02> : tensor<f32>
    %207 = stablehlo.clamp %205, %204, %206 : (tensor<f32>, tensor<8x32xf32>, tensor<f32>) -> tensor<8x32xf32>
    %208 = stablehlo.convert %207 : (tensor<8x32xf32>) -> tensor<8x32xi8>
    return %208 : tensor<8x32xi8>
  }
}
