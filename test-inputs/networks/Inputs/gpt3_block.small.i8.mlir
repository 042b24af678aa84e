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
    %79 = stablehlo.constant dense<1.250000000e-01> : tensor<f32>
    %80 = stablehlo.broadcast_in_dim %79, dims = [] : (tensor<f32>) -> tensor<4x8x8xf32>
    %81 = stablehlo.multiply %78, %80 : tensor<4x8x8xf32>
    %82 = stablehlo.round_nearest_even %81 : tensor<4x8x8xf32>
    %83 = stablehlo.constant dense<-1.280000000e+02> : tensor<f32>
    %84 = stablehlo.constant dense<1.270000000e+02> : tensor<f32>
    %85 = stablehlo.clamp %83, %82, %84 : (tensor<f32>, tensor<4x8x8xf32>, tensor<f32>) -> tensor<4x8x8xf32>
    %86 = stablehlo.convert %85 : (tensor<4x8x8xf32>) -> tensor<4x8x8xi8>
    %87 = stablehlo.convert %86 : (tensor<4x8x8xi8>) -> tensor<4x8x8xf32>
    %88 = stablehlo.constant dense<1.250000000e-01> : tensor<f32>
    %89 = stablehlo.broadcast_in_dim %88, dims = [] : (tensor<f32>) -> tensor<4x8x8xf32>
    %90 = stablehlo.multiply %87, %89 : tensor<4x8x8xf32>
    %91 = stablehlo.constant dense<0xFF800000> : tensor<f32>
    %92 = stablehlo.reduce(%90 init: %91) applies stablehlo.maximum across dimensions = [2] : (tensor<4x8x8xf32>, tensor<f32>) -> tensor<4x8xf32>
    %93 = stablehlo.broadcast_in_dim %92, dims = [0, 1] : (tensor<4x8xf32>) -> tensor<4x8x8xf32>
    %94 = stablehlo.subtract %90, %93 : tensor<4x8x8xf32>
    %95 = stablehlo.exponential %94 : tensor<4x8x8xf32>
    %96 = stablehlo.constant dense<0.000000000e+00> : tensor<f32>
    %97 = stablehlo.reduce(%95 init: %96) applies stablehlo.add across dimensions = [2] : (tensor<4x8x8xf32>, tensor<f32>) -> tensor<4x8xf32>
    %98 = stablehlo.broadcast_in_dim %97, dims = [0, 1] : (tensor<4x8xf32>) -> tensor<4x8x8xf32>
    %99 = stablehlo.divide %95, %98 : tensor<4x8x8xf32>
    %100 = stablehlo.constant dense<1.270000000e+02> : tensor<f32>
    %101 = stablehlo.broadcast_in_dim %100, dims = [] : (tensor<f32>) -> tensor<4x8x8xf32>
    %102 = stablehlo.multiply %99, %101 : tensor<4x8x8xf32>
    %103 = stablehlo.round_nearest_even %102 : tensor<4x8x8xf32>
    %104 = stablehlo.constant dense<-1.280000000e+02> : tensor<f32>
    %105 = stablehlo.constant dense<1.270000000e+02> : tensor<f32>
    %106 = stablehlo.clamp %104, %103, %105 : (tensor<f32>, tensor<4x8x8xf32>, tensor<f32>) -> tensor<4x8x8xf32>
    %107 = stablehlo.convert %106 : (tensor<4x8x8xf32>) -> tensor<4x8x8xi8>
    %108 = stablehlo.dot_general %107, %76, batching_dims = [0] x [0], contracting_dims = [2] x [1], precision = [DEFAULT, DEFAULT] : (tensor<4x8x8xi8>, tensor<4x8x8xi8>) -> tensor<4x8x8xi32>
    %109 = stablehlo.convert %108 : (tensor<4x8x8xi32>) -> tensor<4x8x8xf32>
    %110 = stablehlo.constant dense<7.812500000e-03> : tensor<f32>
    %111 = stablehlo.broadcast_in_dim %110, dims = [] : (tensor<f32>) -> tensor<4x8x8xf32>
    %112 = stablehlo.multiply %109, %111 : tensor<4x8x8xf32>
    %113 = stablehlo.round_nearest_even %112 : tensor<4x8x8xf32>
    %114 = stablehlo.constant dense<-1.280000000e+02> : tensor<f32>
    %115 = stablehlo.constant dense<1.270000000e+02> : tensor<f32>
    %116 = stablehlo.clamp %114, %113, %115 : (tensor<f32>, tensor<4x8x8xf32>, tensor<f32>) -> tensor<4x8x8xf32>
    %117 = stablehlo.convert %116 : (tensor<4x8x8xf32>) -> tensor<4x8x8xi8>
    %118 = stablehlo.transpose %117, dims = [1, 0, 2] : (tensor<4x8x8xi8>) -> tensor<8x4x8xi8>
    %119 = stablehlo.reshape %118 : (tensor<8x4x8xi8>) -> tensor<8x32xi8>
    %120 = stablehlo.dot_general %119, %arg9, contracting_dims = [1] x [0], precision = [DEFAULT, DEFAULT] : (tensor<8x32xi8>, tensor<32x32xi8>) -> tensor<8x32xi32>
    %121 = stablehlo.broadcast_in_dim %arg10, dims = [1] : (tensor<32xi32>) -> tensor<8x32xi32>
    %122 = stablehlo.add %120, %121 : tensor<8x32xi32>
    %123 = stablehlo.convert %arg0 : (tensor<8x32xi8>) -> tensor<8x32xi32>
    %124 = stablehlo.add %122, %123 : tensor<8x32xi32>
    %125 = stablehlo.convert %124 : (tensor<8x32xi32>) -> tensor<8x32xf32>
    %126 = stablehlo.constant dense<6.250000000e-02> : tensor<f32>
    %127 = stablehlo.broadcast_in_dim %126, dims = [] : (tensor<f32>) -> tensor<8x32xf32>
    %128 = stablehlo.multiply %125, %127 : tensor<8x32xf32>
    %129 = stablehlo.round_nearest_even %128 : tensor<8x32xf32>
    %130 = stablehlo.constant dense<-1.280000000e+02> : tensor<f32>
    %131 = stablehlo.constant dense<1.270000000e+02> : tensor<f32>
    %132 = stablehlo.clamp %130, %129, %131 : (tensor<f32>, tensor<8x32xf32>, tensor<f32>) -> tensor<8x32xf32>
    %133 = stablehlo.convert %132 : (tensor<8x32xf32>) -> tensor<8x32xi8>
    %134 = stablehlo.convert %133 : (tensor<8x32xi8>) -> tensor<8x32xf32>
    %135 = stablehlo.constant dense<6.250000000e-02> : tensor<f32>
    %136 = stablehlo.broadcast_in_dim %135, dims = [] : (tensor<f32>) -> tensor<8x32xf32>
    %137 = stablehlo.multiply %134, %136 : tensor<8x32xf32>
    %138 = stablehlo.constant dense<0.000000000e+00> : tensor<f32>
    %139 = stablehlo.reduce(%137 init: %138) applies stablehlo.add across dimensions = [1] : (tensor<8x32xf32>, tensor<f32>) -> tensor<8xf32>
    %140 = stablehlo.constant dense<3.125000000e-02> : tensor<f32>
    %141 = stablehlo.broadcast_in_dim %140, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %142 = stablehlo.multiply %139, %141 : tensor<8xf32>
    %143 = stablehlo.broadcast_in_dim %142, dims = [0] : (tensor<8xf32>) -> tensor<8x32xf32>
    %144 = stablehlo.subtract %137, %143 : tensor<8x32xf32>
    %145 = stablehlo.multiply %144, %144 : tensor<8x32xf32>
    %146 = stablehlo.constant dense<0.000000000e+00> : tensor<f32>
    %147 = stablehlo.reduce(%145 init: %146) applies stablehlo.add across dimensions = [1] : (tensor<8x32xf32>, tensor<f32>) -> tensor<8xf32>
    %148 = stablehlo.constant dense<3.125000000e-02> : tensor<f32>
    %149 = stablehlo.broadcast_in_dim %148, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %150 = stablehlo.multiply %147, %149 : tensor<8xf32>
    %151 = stablehlo.broadcast_in_dim %150, dims = [0] : (tensor<8xf32>) -> tensor<8x32xf32>
    %152 = stablehlo.constant dense<1.000000000e-05> : tensor<f32>
    %153 = stablehlo.broadcast_in_dim %152, dims = [] : (tensor<f32>) -> tensor<8x32xf32>
    %154 = stablehlo.add %151, %153 : tensor<8x32xf32>
    %155 = stablehlo.rsqrt %154 : tensor<8x32xf32>
    %156 = stablehlo.multiply %144, %155 : tensor<8x32xf32>
    %157 = stablehlo.broadcast_in_dim %arg11, dims = [1] : (tensor<32xf32>) -> tensor<8x32xf32>
    %158 = stablehlo.multiply %156, %157 : tensor<8x32xf32>
    %159 = stablehlo.broadcast_in_dim %arg12, dims = [1] : (tensor<32xf32>) -> tensor<8x32xf32>
    %160 = stablehlo.add %158, %159 : tensor<8x32xf32>
    %161 = stablehlo.constant dense<1.600000000e+01> : tensor<f32>
    %162 = stablehlo.broadcast_in_dim %161, dims = [] : (tensor<f32>) -> tensor<8x32xf32>
    %163 = stablehlo.multiply %160, %162 : tensor<8x32xf32>
    %164 = stablehlo.round_nearest_even %163 : tensor<8x32xf32>
    %165 = stablehlo.constant dense<-1.280000000e+02> : tensor<f32>
    %166 = stablehlo.constant dense<1.270000000e+02> : tensor<f32>
    %167 = stablehlo.clamp %165, %164, %166 : (tensor<f32>, tensor<8x32xf32>, tensor<f32>) -> tensor<8x32xf32>
    %168 = stablehlo.convert %167 : (tensor<8x32xf32>) -> tensor<8x32xi8>
    %169 = stablehlo.dot_general %168, %arg13, contracting_dims = [1] x [0], precision = [DEFAULT, DEFAULT] : (tensor<8x32xi8>, tensor<32x128xi8>) -> tensor<8x128xi32>
    %170 = stablehlo.broadcast_in_dim %arg14, dims = [1] : (tensor<128xi32>) -> tensor<8x128xi32>
    %171 = stablehlo.add %169, %170 : tensor<8x128xi32>
    %172 = stablehlo.convert %171 : (tensor<8x128xi32>) -> tensor<8x128xf32>
    %173 = stablehlo.constant dense<1.562500000e-02> : tensor<f32>
    %174 = stablehlo.broadcast_in_dim %173, dims = [] : (tensor<f32>) -> tensor<8x128xf32>
    %175 = stablehlo.multiply %172, %174 : tensor<8x128xf32>
    %176 = stablehlo.multiply %175, %175 : tensor<8x128xf32>
    %177 = stablehlo.multiply %176, %175 : tensor<8x128xf32>
    %178 = stablehlo.constant dense<4.471500000e-02> : tensor<f32>
    %179 = stablehlo.broadcast_in_dim %178, dims = [] : (tensor<f32>) -> tensor<8x128xf32>
    %180 = stablehlo.multiply %177, %179 : tensor<8x128xf32>
    %181 = stablehlo.add %175, %180 : tensor<8x128xf32>
    %182 = stablehlo.constant dense<7.978845608e-01> : tensor<f32>
    %183 = stablehlo.broadcast_in_dim %182, dims = [] : (tensor<f32>) -> tensor<8x128xf32>
    %184 = stablehlo.multiply %181, %183 : tensor<8x128xf32>
    %185 = stablehlo.tanh %184 : tensor<8x128xf32>
    %186 = stablehlo.constant dense<5.000000000e-01> : tensor<f32>
    %187 = stablehlo.broadcast_in_dim %186, dims = [] : (tensor<f32>) -> tensor<8x128xf32>
    %188 = stablehlo.multiply %175, %187 : tensor<8x128xf32>
    %189 = stablehlo.constant dense<1.000000000e+00> : tensor<f32>
    %190 = stablehlo.broadcast_in_dim %189, dims = [] : (tensor<f32>) -> tensor<8x128xf32>
    %191 = stablehlo.add %185, %190 : tensor<8x128xf32>
    %192 = stablehlo.multiply %188, %191 : tensor<8x128xf32>
    %193 = stablehlo.constant dense<1.600000000e+01> : tensor<f32>
    %194 = stablehlo.broadcast_in_dim %193, dims = [] : (tensor<f32>) -> tensor<8x128xf32>
    %195 = stablehlo.multiply %192, %194 : tensor<8x128xf32>
    %196 = stablehlo.round_nearest_even %195 : tensor<8x128xf32>
    %197 = stablehlo.constant dense<-1.280000000e+02> : tensor<f32>
    %198 = stablehlo.constant dense<1.270000000e+02> : tensor<f32>
    %199 = stablehlo.clamp %197, %196, %198 : (tensor<f32>, tensor<8x128xf32>, tensor<f32>) -> tensor<8x128xf32>
    %200 = stablehlo.convert %199 : (tensor<8x128xf32>) -> tensor<8x128xi8>
    %201 = stablehlo.dot_general %200, %arg15, contracting_dims = [1] x [0], precision = [DEFAULT, DEFAULT] : (tensor<8x128xi8>, tensor<128x32xi8>) -> tensor<8x32xi32>
    %202 = stablehlo.broadcast_in_dim %arg16, dims = [1] : (tensor<32xi32>) -> tensor<8x32xi32>
    %203 = stablehlo.add %201, %202 : tensor<8x32xi32>
    %204 = stablehlo.convert %133 : (tensor<8x32xi8>) -> tensor<8x32xi32>
    %205 = stablehlo.add %203, %204 : tensor<8x32xi32>
    %206 = stablehlo.convert %205 : (tensor<8x32xi32>) -> tensor<8x32xf32>
    %207 = stablehlo.constant dense<1.562500000e-02> : tensor<f32>
    %208 = stablehlo.broadcast_in_dim %207, dims = [] : (tensor<f32>) -> tensor<8x32xf32>
    %209 = stablehlo.multiply %206, %208 : tensor<8x32xf32>
    %210 = stablehlo.round_nearest_even %209 : tensor<8x32xf32>
    %211 = stablehlo.constant dense<-1.280000000e+02> : tensor<f32>
    %212 = stablehlo.constant dense<1.270000000e+02> : tensor<f32>
    %213 = stablehlo.clamp %211, %210, %212 : (tensor<f32>, tensor<8x32xf32>, tensor<f32>) -> tensor<8x32xf32>
    %214 = stablehlo.convert %213 : (tensor<8x32xf32>) -> tensor<8x32xi8>
    return %214 : tensor<8x32xi8>
  }
}
