/// The fixed text of generated Gemmini programs.
enum GemminiCPrelude {
  /// What stands before everything else: types, instructions, helpers of address arithmetic.
  static let text = """
    typedef long long i64;
    typedef unsigned long long u64;

    #ifdef GEMMINI_EMULATION
    /* Compiled for the machine at hand: gemmini_emulation.h plays the accelerator and its DRAM. */
    #include "gemmini_emulation.h"
    #else
    /* RoCC custom-3 with two operands and no result. */
    #define GEMMINI(funct, rs1, rs2) \\
      __asm__ volatile(".insn r 0x7b, 3, %0, x0, %1, %2" ::"i"(funct), "r"((u64)(rs1)), "r"((u64)(rs2)) \\
                       : "memory")
    #define GEMMINI_FENCE() __asm__ volatile("fence" ::: "memory")
    #define FUSEC_DRAM(address) ((unsigned char *)(unsigned long)(address))
    #endif

    #define GEMMINI_GARBAGE 0xffffffffULL
    #define GEMMINI_ACCUMULATE 0x40000000ULL
    #define GEMMINI_BLOCK(rows, columns, row) ((u64)(rows) << 48 | (u64)(columns) << 32 | (u64)(row))

    static inline __attribute__((unused)) i64 minimum(i64 a, i64 b) { return a < b ? a : b; }
    static inline __attribute__((unused)) i64 floor_divide(i64 a, i64 b) { return a % b < 0 ? a / b - 1 : a / b; }
    static inline __attribute__((unused)) i64 modulo(i64 a, i64 b) { return a % b < 0 ? a % b + b : a % b; }

    """

  /// The emulation header: the functional meaning of the instructions that fusec emits, on an array in place of DRAM.
  static let emulation = """
    /* Plays a Gemmini accelerator on any machine with a hosted C compiler: the functional model of the commands that
       fusec emits (config, mvin, mvout, preload, compute, flush), with DRAM as an array. GEMMINI_DIM, GEMMINI_FLOAT,
       GEMMINI_FUSED, GEMMINI_SPAD_ROWS, GEMMINI_ACC_ROWS, GEMMINI_DRAM_BASE and GEMMINI_DRAM_BYTES come from the
       program. A command that would fault ends the process with status 3. */
    #include <math.h>
    #include <stdio.h>
    #include <stdlib.h>
    #include <string.h>

    #if GEMMINI_FLOAT
    typedef float gemmini_input;
    typedef float gemmini_sum;
    #else
    typedef signed char gemmini_input;
    typedef int gemmini_sum;
    #endif

    static unsigned char gemmini_dram[GEMMINI_DRAM_BYTES];
    static gemmini_input gemmini_spad[GEMMINI_SPAD_ROWS][GEMMINI_DIM];
    static gemmini_sum gemmini_acc[GEMMINI_ACC_ROWS][GEMMINI_DIM];
    static gemmini_input gemmini_weights[GEMMINI_DIM][GEMMINI_DIM];
    static u64 gemmini_b, gemmini_c;
    static struct {
      u64 stride;
      unsigned block_stride, shrunk;
      float scale;
    } gemmini_ld[3];
    static u64 gemmini_st_stride;
    static unsigned gemmini_st_activation, gemmini_ex_activation, gemmini_a_transposed, gemmini_b_transposed;
    static unsigned gemmini_a_stride = 1, gemmini_c_stride = 1;
    static float gemmini_st_scale = 1, gemmini_ex_scale = 1;

    static void gemmini_fail(const char *what) {
      fprintf(stderr, "gemmini emulation: %s\\n", what);
      exit(3);
    }

    static unsigned char *gemmini_memory(u64 address, u64 bytes) {
      if (address < GEMMINI_DRAM_BASE || address - GEMMINI_DRAM_BASE > GEMMINI_DRAM_BYTES ||
          bytes > GEMMINI_DRAM_BYTES - (address - GEMMINI_DRAM_BASE))
        gemmini_fail("DRAM access out of range");
      return gemmini_dram + (address - GEMMINI_DRAM_BASE);
    }
    #define FUSEC_DRAM(address) (gemmini_dram + ((u64)(address) - GEMMINI_DRAM_BASE))

    static gemmini_input *gemmini_spad_row(u64 row) {
      if (row >= GEMMINI_SPAD_ROWS) gemmini_fail("scratchpad row out of range");
      return gemmini_spad[row];
    }
    static gemmini_sum *gemmini_acc_row(u64 row) {
      if (row >= GEMMINI_ACC_ROWS) gemmini_fail("accumulator row out of range");
      return gemmini_acc[row];
    }
    static float gemmini_float(u64 bits) {
      unsigned word = (unsigned)bits;
      float value;
      memcpy(&value, &word, 4);
      return value;
    }
    /* Rounds half to even and saturates; NaN becomes -128, as the functional model's conversion does. */
    static __attribute__((unused)) signed char gemmini_int8(float x) {
      float rounded = rintf(x);
      return rounded > 127 ? 127 : rounded < -128 || rounded != rounded ? -128 : (signed char)rounded;
    }
    static gemmini_sum gemmini_add(gemmini_sum a, gemmini_sum b) {
    #if GEMMINI_FLOAT
      return a + b;
    #else
      return (int)((unsigned)a + (unsigned)b);
    #endif
    }

    static void gemmini_config(u64 rs1, u64 rs2) {
      switch (rs1 & 3) {
      case 0:
        gemmini_a_stride = rs1 >> 16 & 0xffff;
        gemmini_c_stride = rs2 >> 48 & 0xffff;
        if (rs1 >> 7 & 1) break;
        if (!(rs1 >> 2 & 1)) gemmini_fail("only weight-stationary dataflow is emulated");
        gemmini_ex_activation = rs1 >> 3 & 3;
        gemmini_ex_scale = gemmini_float(rs1 >> 32);
        gemmini_a_transposed = rs1 >> 8 & 1;
        gemmini_b_transposed = rs1 >> 9 & 1;
        break;
      case 1: {
        unsigned id = rs1 >> 3 & 3;
        if (id > 2) gemmini_fail("no such mover");
        gemmini_ld[id].shrunk = rs1 >> 2 & 1;
        gemmini_ld[id].block_stride = rs1 >> 16 & 0xffff;
        gemmini_ld[id].scale = gemmini_float(rs1 >> 32);
        gemmini_ld[id].stride = rs2;
        break;
      }
      case 2:
        if (rs1 >> 4 & 3) gemmini_fail("pooling is not emulated");
        gemmini_st_activation = rs1 >> 2 & 3;
        gemmini_st_stride = rs2 & 0xffffffff;
        gemmini_st_scale = gemmini_float(rs2 >> 32);
        break;
      default: gemmini_fail("normalization is not emulated");
      }
    }

    static void gemmini_mvin(unsigned id, u64 dram, u64 rs2) {
      unsigned rows = rs2 >> 48 & 0xffff, columns = rs2 >> 32 & 0xffff;
      unsigned accumulator = rs2 >> 31 & 1, accumulate = rs2 >> 30 & 1;
      u64 base = rs2 & 0x1fffffff;
      for (unsigned r = 0; r < rows; r++)
        for (unsigned c = 0; c < columns; c++) {
          u64 row = base + r + (u64)(c / GEMMINI_DIM) * gemmini_ld[id].block_stride;
          unsigned column = c % GEMMINI_DIM;
          unsigned wide = accumulator && !gemmini_ld[id].shrunk;
          u64 size = wide ? sizeof(gemmini_sum) : sizeof(gemmini_input);
          const unsigned char *from = dram ? gemmini_memory(dram + r * gemmini_ld[id].stride + c * size, size) : 0;
          if (wide) {
            gemmini_sum value = 0;
            if (from) memcpy(&value, from, size);
    #if GEMMINI_FLOAT
            value *= gemmini_ld[id].scale;
    #endif
            gemmini_sum *to = gemmini_acc_row(row) + column;
            *to = accumulate ? gemmini_add(*to, value) : value;
            continue;
          }
          gemmini_input value = 0;
          if (from) memcpy(&value, from, size);
    #if GEMMINI_FLOAT
          value *= gemmini_ld[id].scale;
    #else
          if (gemmini_ld[id].scale != 1) value = gemmini_int8(value * gemmini_ld[id].scale);
    #endif
          if (accumulator) {
            gemmini_sum *to = gemmini_acc_row(row) + column;
            *to = accumulate ? gemmini_add(*to, value) : value;
          } else {
            gemmini_spad_row(row)[column] = value;
          }
        }
    }

    static void gemmini_mvout(u64 dram, u64 rs2) {
      unsigned rows = rs2 >> 48 & 0xffff, columns = rs2 >> 32 & 0xffff;
      unsigned accumulator = rs2 >> 31 & 1, full = rs2 >> 29 & 1;
      u64 base = rs2 & 0x03ffffff;
      for (unsigned r = 0; r < rows; r++)
        for (unsigned c = 0; c < columns; c++) {
          u64 row = base + r + (u64)(c / GEMMINI_DIM) * GEMMINI_DIM;
          unsigned column = c % GEMMINI_DIM;
          u64 size = accumulator && full ? sizeof(gemmini_sum) : sizeof(gemmini_input);
          unsigned char *to = gemmini_memory(dram + r * gemmini_st_stride + c * size, size);
          if (!accumulator) {
            memcpy(to, gemmini_spad_row(row) + column, size);
          } else if (full) {
            memcpy(to, gemmini_acc_row(row) + column, size);
          } else {
    #if GEMMINI_FLOAT
            gemmini_input value = gemmini_acc_row(row)[column] * gemmini_st_scale;
    #else
            gemmini_input value = gemmini_int8((float)gemmini_acc_row(row)[column] * gemmini_st_scale);
    #endif
            if (gemmini_st_activation == 1 && value < 0) value = 0;
            memcpy(to, &value, size);
          }
        }
    }

    /* An element of A or D: of the scratchpad, or of the accumulator as hardware (not Spike) reads it, activated and scaled. */
    static gemmini_input gemmini_streamed(u64 from, u64 row, unsigned column) {
      row += from & 0x1fffffff;
      if (!(from >> 31 & 1)) return gemmini_spad_row(row)[column];
      gemmini_sum value = gemmini_acc_row(row)[column];
      if (gemmini_ex_activation == 1 && value < 0) value = 0;
    #if GEMMINI_FLOAT
      return value * gemmini_ex_scale;
    #else
      return gemmini_int8((float)value * gemmini_ex_scale);
    #endif
    }

    static void gemmini_compute(unsigned take, u64 a, u64 d) {
      unsigned rows = a >> 48 & 0xffff, inner = a >> 32 & 0xffff;
      if (take) {
        unsigned b_rows = gemmini_b >> 48 & 0xffff, b_columns = gemmini_b >> 32 & 0xffff;
        unsigned garbage = (gemmini_b & 0xffffffff) == 0xffffffff;
        for (unsigned k = 0; k < GEMMINI_DIM; k++)
          for (unsigned j = 0; j < GEMMINI_DIM; j++) {
            gemmini_input value = 0;
            if (!garbage && k < b_rows && j < b_columns)
              value = gemmini_b_transposed ? gemmini_spad_row((gemmini_b & 0x1fffffff) + j)[k]
                                           : gemmini_spad_row((gemmini_b & 0x1fffffff) + k)[j];
            gemmini_weights[k][j] = value;
          }
      }
      unsigned c_rows = gemmini_c >> 48 & 0xffff, c_columns = gemmini_c >> 32 & 0xffff;
      unsigned d_rows = d >> 48 & 0xffff, d_columns = d >> 32 & 0xffff;
      unsigned d_garbage = (d & 0xffffffff) == 0xffffffff;
      unsigned a_garbage = (a & 0xffffffff) == 0xffffffff;
      for (unsigned i = 0; i < c_rows; i++)
        for (unsigned j = 0; j < c_columns; j++) {
          gemmini_sum sum = 0;
          if (!d_garbage && i < d_rows && j < d_columns) sum = gemmini_streamed(d, i, j);
          for (unsigned k = 0; k < GEMMINI_DIM; k++) {
            gemmini_input x = 0;
            if (!a_garbage && i < rows && k < inner)
              x = gemmini_a_transposed ? gemmini_streamed(a, (u64)k * gemmini_a_stride, i)
                                       : gemmini_streamed(a, (u64)i * gemmini_a_stride, k);
    #if GEMMINI_FLOAT && GEMMINI_FUSED
            sum = fmaf(x, gemmini_weights[k][j], sum);
    #elif GEMMINI_FLOAT
            float product = x * gemmini_weights[k][j];
            sum = sum + product;
    #else
            sum = gemmini_add(sum, (gemmini_sum)x * gemmini_weights[k][j]);
    #endif
          }
          if ((gemmini_c & 0xffffffff) == 0xffffffff) continue;
          u64 row = (gemmini_c & 0x1fffffff) + (u64)i * gemmini_c_stride;
          if (gemmini_c >> 31 & 1) {
            gemmini_sum *to = gemmini_acc_row(row) + j;
            *to = gemmini_c >> 30 & 1 ? gemmini_add(*to, sum) : sum;
          } else {
    #if GEMMINI_FLOAT
            gemmini_input value = sum;
    #else
            gemmini_input value = sum > 127 ? 127 : sum < -128 ? -128 : (gemmini_input)sum;
    #endif
            if (gemmini_ex_activation == 1 && value < 0) value = 0;
            gemmini_spad_row(row)[j] = value;
          }
        }
    }

    static __attribute__((unused)) void gemmini_issue(unsigned funct, u64 rs1, u64 rs2) {
      switch (funct) {
      case 0: gemmini_config(rs1, rs2); break;
      case 1: gemmini_mvin(1, rs1, rs2); break;
      case 2: gemmini_mvin(0, rs1, rs2); break;
      case 3: gemmini_mvout(rs1, rs2); break;
      case 4: gemmini_compute(1, rs1, rs2); break;
      case 5: gemmini_compute(0, rs1, rs2); break;
      case 6:
        gemmini_b = rs1;
        gemmini_c = rs2;
        break;
      case 7: break;
      case 14: gemmini_mvin(2, rs1, rs2); break;
      default: gemmini_fail("this command is not emulated");
      }
    }
    #define GEMMINI(funct, rs1, rs2) gemmini_issue(funct, rs1, rs2)
    #define GEMMINI_FENCE() ((void)0)

    """
}
