// Every way in which threads share rows gives the numbers of the reference, with the kernel on the processor in place of a GPU.
// REQUIRES: clang
// RUN: env CUDACXX=%S/Inputs/host/bin/nvcc fusec %s -target=h200 -passes=kernels -run=steps -on=cuda -seed=1 | FileCheck %s
// RUN: env CUDACXX=%S/Inputs/host/bin/nvcc fusec %s -target=h200 -passes=kernels -run=sums -on=cuda -seed=2 -atol=1e-4 | FileCheck %s
// RUN: env CUDACXX=%S/Inputs/host/bin/nvcc fusec %s -target=h200 -passes=kernels -run=long -on=cuda -seed=3 | FileCheck %s
// RUN: env CUDACXX=%S/Inputs/host/bin/nvcc fusec %s -target=h200 -passes=kernels -run=warps -on=cuda -seed=4 | FileCheck %s
// RUN: env CUDACXX=%S/Inputs/host/bin/nvcc fusec %s -target=h200 -passes=kernels -run=parts_of_warps -on=cuda -seed=5 | FileCheck %s
// RUN: env CUDACXX=%S/Inputs/host/bin/nvcc fusec %s -target=h200 -passes=kernels -run=columns -on=cuda -seed=6 | FileCheck %s
// RUN: env CUDACXX=%S/Inputs/host/bin/nvcc fusec %s -target=h200 -passes=kernels -run=total -on=cuda -seed=7 | FileCheck %s
// RUN: env CUDACXX=%S/Inputs/host/bin/nvcc fusec %s -target=h200 -passes=kernels -run=halves -on=cuda -seed=8 | FileCheck %s
// RUN: env CUDACXX=%S/Inputs/host/bin/nvcc fusec %s -target=h200 -passes=kernels -run=attention -on=cuda -seed=9 | FileCheck %s
// RUN: env CUDACXX=%S/Inputs/host/bin/nvcc fusec %s -target=h200 -passes=kernels -run=packed -on=cuda -seed=10 | FileCheck %s
// RUN: env CUDACXX=%S/Inputs/host/bin/nvcc fusec %s -target=h200 -passes=kernels -run=greatest -on=cuda -seed=11 | FileCheck %s
// RUN: env CUDACXX=%S/Inputs/host/bin/nvcc fusec %s -target=h200 -passes=kernels -run=product -on=cuda -seed=12 -atol=1e-5 | FileCheck %s
// RUN: env CUDACXX=%S/Inputs/host/bin/nvcc fusec %s -target=h200 -passes=kernels -run=constants -on=cuda -seed=13 | FileCheck %s
// RUN: fusec %s -target=h200 -passes=kernels -emit=cuda | FileCheck %s --check-prefix=TEXT
// CHECK: ok
// CHECK: CUDA program
// CHECK-NOT: DIFFERS

// TEXT: static __device__ __align__(16) const fusec_f32 constant_{{[0-9]+}}[4]

// A block of 512 threads reads the row once, in three steps.
// TEXT: 3 rows of 5000, block per row, 512 threads, vectors of 4, 2 tiles in registers, 3 blocks.
func.func @steps(%x: tensor<3x5000xf32>) -> tensor<3x5000xf32> {
  %low = stablehlo.constant dense<0xFF800000> : tensor<f32>
  %zero = stablehlo.constant dense<0.0> : tensor<f32>
  %m = stablehlo.reduce(%x init: %low) applies stablehlo.maximum across dimensions = [1] : (tensor<3x5000xf32>, tensor<f32>) -> tensor<3xf32>
  %mb = stablehlo.broadcast_in_dim %m, dims = [0] : (tensor<3xf32>) -> tensor<3x5000xf32>
  %d = stablehlo.subtract %x, %mb : tensor<3x5000xf32>
  %e = stablehlo.exponential %d : tensor<3x5000xf32>
  %s = stablehlo.reduce(%e init: %zero) applies stablehlo.add across dimensions = [1] : (tensor<3x5000xf32>, tensor<f32>) -> tensor<3xf32>
  %sb = stablehlo.broadcast_in_dim %s, dims = [0] : (tensor<3xf32>) -> tensor<3x5000xf32>
  %r = stablehlo.divide %e, %sb : tensor<3x5000xf32>
  return %r : tensor<3x5000xf32>
}

// Three sums of long rows in one pass.
// TEXT: 2 rows of 12000, block per row, 512 threads, vectors of 4, 2 tiles in registers, 2 blocks.
func.func @sums(%x: tensor<2x12000xf32>, %y: tensor<2x12000xf32>) -> tensor<2x12000xf32> {
  %zero = stablehlo.constant dense<0.0> : tensor<f32>
  %a = stablehlo.tanh %x : tensor<2x12000xf32>
  %b = stablehlo.multiply %a, %y : tensor<2x12000xf32>
  %c = stablehlo.exponential %b : tensor<2x12000xf32>
  %s = stablehlo.reduce(%a init: %zero) applies stablehlo.add across dimensions = [1] : (tensor<2x12000xf32>, tensor<f32>) -> tensor<2xf32>
  %t = stablehlo.reduce(%b init: %zero) applies stablehlo.add across dimensions = [1] : (tensor<2x12000xf32>, tensor<f32>) -> tensor<2xf32>
  %u = stablehlo.reduce(%c init: %zero) applies stablehlo.add across dimensions = [1] : (tensor<2x12000xf32>, tensor<f32>) -> tensor<2xf32>
  %sb = stablehlo.broadcast_in_dim %s, dims = [0] : (tensor<2xf32>) -> tensor<2x12000xf32>
  %tb = stablehlo.broadcast_in_dim %t, dims = [0] : (tensor<2xf32>) -> tensor<2x12000xf32>
  %ub = stablehlo.broadcast_in_dim %u, dims = [0] : (tensor<2xf32>) -> tensor<2x12000xf32>
  %0 = stablehlo.multiply %a, %sb : tensor<2x12000xf32>
  %1 = stablehlo.multiply %b, %tb : tensor<2x12000xf32>
  %2 = stablehlo.divide %c, %ub : tensor<2x12000xf32>
  %3 = stablehlo.add %0, %1 : tensor<2x12000xf32>
  %4 = stablehlo.add %3, %2 : tensor<2x12000xf32>
  return %4 : tensor<2x12000xf32>
}

// Rows that no registers hold are read again.
// TEXT: 2 rows of 70002, block per row, 512 threads, vectors of 2, 2 blocks.
func.func @long(%x: tensor<2x70002xf32>) -> tensor<2x70002xf32> {
  %low = stablehlo.constant dense<0xFF800000> : tensor<f32>
  %zero = stablehlo.constant dense<0.0> : tensor<f32>
  %m = stablehlo.reduce(%x init: %low) applies stablehlo.maximum across dimensions = [1] : (tensor<2x70002xf32>, tensor<f32>) -> tensor<2xf32>
  %mb = stablehlo.broadcast_in_dim %m, dims = [0] : (tensor<2xf32>) -> tensor<2x70002xf32>
  %d = stablehlo.subtract %x, %mb : tensor<2x70002xf32>
  %e = stablehlo.exponential %d : tensor<2x70002xf32>
  %s = stablehlo.reduce(%e init: %zero) applies stablehlo.add across dimensions = [1] : (tensor<2x70002xf32>, tensor<f32>) -> tensor<2xf32>
  %sb = stablehlo.broadcast_in_dim %s, dims = [0] : (tensor<2xf32>) -> tensor<2x70002xf32>
  %r = stablehlo.divide %e, %sb : tensor<2x70002xf32>
  return %r : tensor<2x70002xf32>
}

// Many short rows: one for each warp.
// TEXT: 2500 rows of 100, warp per row, 256 threads, vectors of 4, 2 tiles in registers, 313 blocks.
func.func @warps(%x: tensor<50x50x100xf32>) -> tensor<50x50x100xf32> {
  %low = stablehlo.constant dense<0xFF800000> : tensor<f32>
  %zero = stablehlo.constant dense<0.0> : tensor<f32>
  %m = stablehlo.reduce(%x init: %low) applies stablehlo.maximum across dimensions = [2] : (tensor<50x50x100xf32>, tensor<f32>) -> tensor<50x50xf32>
  %mb = stablehlo.broadcast_in_dim %m, dims = [0, 1] : (tensor<50x50xf32>) -> tensor<50x50x100xf32>
  %d = stablehlo.subtract %x, %mb : tensor<50x50x100xf32>
  %e = stablehlo.exponential %d : tensor<50x50x100xf32>
  %s = stablehlo.reduce(%e init: %zero) applies stablehlo.add across dimensions = [2] : (tensor<50x50x100xf32>, tensor<f32>) -> tensor<50x50xf32>
  %sb = stablehlo.broadcast_in_dim %s, dims = [0, 1] : (tensor<50x50xf32>) -> tensor<50x50x100xf32>
  %r = stablehlo.divide %e, %sb : tensor<50x50x100xf32>
  return %r : tensor<50x50x100xf32>
}

// Shorter ones: several for each warp; the last warp has lanes without a row.
// TEXT: 2603 rows of 9, 2 rows per warp
func.func @parts_of_warps(%x: tensor<2603x9xf32>) -> tensor<2603x9xf32> {
  %low = stablehlo.constant dense<0xFF800000> : tensor<f32>
  %zero = stablehlo.constant dense<0.0> : tensor<f32>
  %m = stablehlo.reduce(%x init: %low) applies stablehlo.maximum across dimensions = [1] : (tensor<2603x9xf32>, tensor<f32>) -> tensor<2603xf32>
  %mb = stablehlo.broadcast_in_dim %m, dims = [0] : (tensor<2603xf32>) -> tensor<2603x9xf32>
  %d = stablehlo.subtract %x, %mb : tensor<2603x9xf32>
  %e = stablehlo.exponential %d : tensor<2603x9xf32>
  %s = stablehlo.reduce(%e init: %zero) applies stablehlo.add across dimensions = [1] : (tensor<2603x9xf32>, tensor<f32>) -> tensor<2603xf32>
  %sb = stablehlo.broadcast_in_dim %s, dims = [0] : (tensor<2603xf32>) -> tensor<2603x9xf32>
  %r = stablehlo.divide %e, %sb : tensor<2603x9xf32>
  return %r : tensor<2603x9xf32>
}

// Sums over columns: partial results of chunks of rows, combined in their order.
// TEXT: 700 rows of 60, 2 rows per warp, 64 threads, vectors of 4, 2 rows one after the other
func.func @columns(%x: tensor<700x60xf32>, %y: tensor<700x60xf32>) -> (tensor<60xf32>, tensor<60xf32>, tensor<700x60xf32>) {
  %zero = stablehlo.constant dense<0.0> : tensor<f32>
  %low = stablehlo.constant dense<0xFF800000> : tensor<f32>
  %p = stablehlo.multiply %x, %y : tensor<700x60xf32>
  %s = stablehlo.reduce(%p init: %zero) applies stablehlo.add across dimensions = [0] : (tensor<700x60xf32>, tensor<f32>) -> tensor<60xf32>
  %m = stablehlo.reduce(%p init: %low) applies stablehlo.maximum across dimensions = [0] : (tensor<700x60xf32>, tensor<f32>) -> tensor<60xf32>
  %r = stablehlo.reduce(%p init: %zero) applies stablehlo.add across dimensions = [1] : (tensor<700x60xf32>, tensor<f32>) -> tensor<700xf32>
  %rb = stablehlo.broadcast_in_dim %r, dims = [0] : (tensor<700xf32>) -> tensor<700x60xf32>
  %d = stablehlo.subtract %p, %rb : tensor<700x60xf32>
  return %s, %m, %d : tensor<60xf32>, tensor<60xf32>, tensor<700x60xf32>
}

func.func @total(%x: tensor<700x60xf32>) -> tensor<f32> {
  %zero = stablehlo.constant dense<0.0> : tensor<f32>
  %e = stablehlo.exponential %x : tensor<700x60xf32>
  %s = stablehlo.reduce(%e init: %zero) applies stablehlo.add across dimensions = [0, 1] : (tensor<700x60xf32>, tensor<f32>) -> tensor<f32>
  return %s : tensor<f32>
}

// A thread loads eight numbers of 16 bits at once.
// TEXT: 4 rows of 1024, block per row, 128 threads, vectors of 8, 1 tile in registers
func.func @halves(%x: tensor<4x1024xbf16>) -> tensor<4x1024xbf16> {
  %zero = stablehlo.constant dense<0.0> : tensor<f32>
  %w = stablehlo.convert %x : (tensor<4x1024xbf16>) -> tensor<4x1024xf32>
  %p = stablehlo.multiply %w, %w : tensor<4x1024xf32>
  %s = stablehlo.reduce(%p init: %zero) applies stablehlo.add across dimensions = [1] : (tensor<4x1024xf32>, tensor<f32>) -> tensor<4xf32>
  %q = stablehlo.rsqrt %s : tensor<4xf32>
  %qb = stablehlo.broadcast_in_dim %q, dims = [0] : (tensor<4xf32>) -> tensor<4x1024xf32>
  %r = stablehlo.multiply %w, %qb : tensor<4x1024xf32>
  %h = stablehlo.convert %r : (tensor<4x1024xf32>) -> tensor<4x1024xbf16>
  return %h : tensor<4x1024xbf16>
}

func.func @attention(%q: tensor<6x8x16xf32>, %k: tensor<6x8x16xf32>, %v: tensor<6x8x16xf32>) -> tensor<6x8x16xf32> {
  %zero = stablehlo.constant dense<0.0> : tensor<f32>
  %low = stablehlo.constant dense<0xFF800000> : tensor<f32>
  %x = stablehlo.dot_general %q, %k, batching_dims = [0] x [0], contracting_dims = [2] x [2] : (tensor<6x8x16xf32>, tensor<6x8x16xf32>) -> tensor<6x8x8xf32>
  %m = stablehlo.reduce(%x init: %low) applies stablehlo.maximum across dimensions = [2] : (tensor<6x8x8xf32>, tensor<f32>) -> tensor<6x8xf32>
  %mb = stablehlo.broadcast_in_dim %m, dims = [0, 1] : (tensor<6x8xf32>) -> tensor<6x8x8xf32>
  %d = stablehlo.subtract %x, %mb : tensor<6x8x8xf32>
  %e = stablehlo.exponential %d : tensor<6x8x8xf32>
  %s = stablehlo.reduce(%e init: %zero) applies stablehlo.add across dimensions = [2] : (tensor<6x8x8xf32>, tensor<f32>) -> tensor<6x8xf32>
  %sb = stablehlo.broadcast_in_dim %s, dims = [0, 1] : (tensor<6x8xf32>) -> tensor<6x8x8xf32>
  %p = stablehlo.divide %e, %sb : tensor<6x8x8xf32>
  %r = stablehlo.dot_general %p, %v, batching_dims = [0] x [0], contracting_dims = [2] x [1] : (tensor<6x8x8xf32>, tensor<6x8x16xf32>) -> tensor<6x8x16xf32>
  return %r : tensor<6x8x16xf32>
}

// Tensors that have nothing to do with each other.
func.func @packed(%a: tensor<40x30xf32>, %b: tensor<17xf32>, %c: tensor<40x30xf32>, %d: tensor<17xf32>) -> (tensor<40x30xf32>, tensor<17xf32>) {
  %0 = stablehlo.multiply %a, %c : tensor<40x30xf32>
  %1 = stablehlo.multiply %b, %d : tensor<17xf32>
  %2 = stablehlo.subtract %a, %0 : tensor<40x30xf32>
  %3 = stablehlo.subtract %b, %1 : tensor<17xf32>
  return %2, %3 : tensor<40x30xf32>, tensor<17xf32>
}

// The place of the greatest number of a row: combined in no way that several threads could share.
// TEXT: 12 rows of 37, thread per row
func.func @greatest(%x: tensor<12x37xf32>) -> (tensor<12xf32>, tensor<12xi32>) {
  %i = stablehlo.iota dim = 1 : tensor<12x37xi32>
  %low = stablehlo.constant dense<0xFF800000> : tensor<f32>
  %zero = stablehlo.constant dense<0> : tensor<i32>
  %0:2 = "stablehlo.reduce"(%x, %i, %low, %zero) ({
  ^bb0(%a: tensor<f32>, %b: tensor<i32>, %c: tensor<f32>, %d: tensor<i32>):
    %g = stablehlo.compare GE, %a, %c : (tensor<f32>, tensor<f32>) -> tensor<i1>
    %v = stablehlo.select %g, %a, %c : tensor<i1>, tensor<f32>
    %w = stablehlo.select %g, %b, %d : tensor<i1>, tensor<i32>
    "stablehlo.return"(%v, %w) : (tensor<f32>, tensor<i32>) -> ()
  }) {dimensions = array<i64: 1>} : (tensor<12x37xf32>, tensor<12x37xi32>, tensor<f32>, tensor<i32>) -> (tensor<12xf32>, tensor<12xi32>)
  return %0#0, %0#1 : tensor<12xf32>, tensor<12xi32>
}

// A product outside of kernels, with rests in all directions.
// TEXT: linalg.generic: 3 products of 70x130 and 130x65
func.func @product(%a: tensor<3x70x130xf32>, %b: tensor<3x130x65xf32>, %c: tensor<65xf32>) -> tensor<3x70x65xf32> {
  %0 = stablehlo.dot_general %a, %b, batching_dims = [0] x [0], contracting_dims = [2] x [1] : (tensor<3x70x130xf32>, tensor<3x130x65xf32>) -> tensor<3x70x65xf32>
  %1 = stablehlo.broadcast_in_dim %c, dims = [2] : (tensor<65xf32>) -> tensor<3x70x65xf32>
  %2 = stablehlo.add %0, %1 : tensor<3x70x65xf32>
  return %2 : tensor<3x70x65xf32>
}

// An array of the device, with what no literal says.
func.func @constants(%x: tensor<5x4xf32>) -> tensor<5x4xf32> {
  %c = stablehlo.constant dense<[0x7F800000, 0x7FC00000, 0xFF800000, 1.5]> : tensor<4xf32>
  %b = stablehlo.broadcast_in_dim %c, dims = [1] : (tensor<4xf32>) -> tensor<5x4xf32>
  %0 = stablehlo.add %x, %b : tensor<5x4xf32>
  %1 = stablehlo.exponential %0 : tensor<5x4xf32>
  return %1 : tensor<5x4xf32>
}
