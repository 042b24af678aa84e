// RUN: fusec %S/../../models/mlp_mnist_b64.mlir -passes=import | FileCheck %s --check-prefix=MLP
// RUN: fusec %S/../../models/bert_base_block_s128.mlir -passes=import -remarks=all 2>&1 | FileCheck %s --check-prefix=BERT
// RUN: fusec %S/../../models/bert_base_block_s128.generic.mlir -passes=import -remarks=all 2>&1 | FileCheck %s --check-prefix=BERT
// RUN: fusec %S/../../models/resnet18_224_nchw.mlir -passes=import | FileCheck %s --check-prefix=RESNET
// RUN: fusec %S/../../models/mobilenet_v1_224.mlir -passes=import | FileCheck %s --check-prefix=MOBILENET
// RUN: fusec %S/../../models/torch_bert_base_block_s128.stablehlo.mlir -passes=import | FileCheck %s --check-prefix=TORCH
// RUN: fusec %S/../../models/torch_mlp_b64.linalg.mlir -passes=import | FileCheck %s --check-prefix=LINALG
// RUN: fusec %S/../../models/dien_b128_t50.mlir -passes=import | FileCheck %s --check-prefix=DIEN

// A layer is a product and one op for bias and activation.
// MLP-NOT: stablehlo
// MLP: linalg.generic {{.*}}["parallel", "parallel", "reduction"]
// MLP: linalg.generic {{.*}}["parallel", "parallel"]
// MLP-NEXT: ^bb0
// MLP-NEXT: arith.addf
// MLP-NEXT: arith.maximumf
// MLP-NEXT: linalg.yield
// MLP-COUNT-2: "reduction"
// MLP-NOT: stablehlo

// BERT-NOT: {{stablehlo|chlo|linalg.transpose|linalg.broadcast|remark}}
// BERT: math.erf
// BERT-NOT: {{stablehlo|chlo|linalg.transpose|linalg.broadcast|remark}}

// One transpose per kernel and one of the input.
// RESNET-NOT: stablehlo
// RESNET-COUNT-21: linalg.transpose
// RESNET-NOT: linalg.transpose

// MOBILENET-NOT: {{stablehlo|linalg.transpose}}
// MOBILENET: linalg.depthwise_conv_2d_nhwc_hwc
// MOBILENET-NOT: {{stablehlo|linalg.transpose}}

// TORCH-NOT: {{stablehlo|linalg.transpose}}
// TORCH: return
// LINALG-NOT: {{linalg.transpose|linalg.matmul}}
// LINALG: return

// DIEN-NOT: {{stablehlo|chlo}}
// DIEN: scf.while
