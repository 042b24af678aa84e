// RUN: fusec %s -verify-diagnostics -split-input-file

// expected-error @+1 {{'d_memory' needs 'd'}}
"gemmini.compute"() {a = affine_map<() -> (0)>, rows = affine_map<() -> (4)>, columns = affine_map<() -> (4)>, d_memory = "accumulator"} : () -> ()

// -----

// expected-error @+1 {{'d_memory' must be "scratchpad" or "accumulator"}}
"gemmini.compute"() {a = affine_map<() -> (0)>, rows = affine_map<() -> (4)>, columns = affine_map<() -> (4)>, d = affine_map<() -> (0)>, d_rows = affine_map<() -> (4)>, d_columns = affine_map<() -> (4)>, d_memory = "dram"} : () -> ()

// -----

// expected-error @+1 {{needs all of d, d_rows, d_columns or none, but has only d}}
"gemmini.compute"() {a = affine_map<() -> (0)>, rows = affine_map<() -> (4)>, columns = affine_map<() -> (4)>, d = affine_map<() -> (0)>, d_memory = "accumulator"} : () -> ()
