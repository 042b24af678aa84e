/// The fixed text around generated CUDA C++.
enum CUDAPrelude {
  /// Types of elements in memory, exchanges between threads, and conversions.
  static let text = """
    #if !defined(__CUDACC_RTC__)
    #include <cuda_runtime.h>
    #include <stddef.h>
    #endif
    typedef signed char fusec_s8;
    typedef unsigned char fusec_u8;
    typedef short fusec_s16;
    typedef unsigned short fusec_u16;
    typedef int fusec_s32;
    typedef unsigned fusec_u32;
    typedef long long fusec_s64;
    typedef unsigned long long fusec_u64;
    typedef float fusec_f32;
    typedef double fusec_f64;
    #if defined(__CUDACC__)
    #pragma nv_diag_suppress 39, 177
    #endif
    #define FUSEC_DEVICE static __device__ __forceinline__
    /* As quotients that compilers know, because constants of the device take no calls. */
    #define FUSEC_INFINITY (1.0 / 0.0)
    #define FUSEC_NAN (0.0 / 0.0)
    #ifndef FUSEC_LAUNCH
    #define FUSEC_LAUNCH(kernel, blocks, threads, ...) kernel<<<(blocks), (threads), 0, stream>>>(__VA_ARGS__)
    #endif
    /* Elements that are read or written with one instruction. */
    template <class T, int N> struct alignas(sizeof(T) * N) fusec_pack { T x[N]; };
    /* The number that the thread of the warp has whose number differs in the bits of m. */
    template <class T> FUSEC_DEVICE T fusec_exchange(T x, int m) { return __shfl_xor_sync(0xffffffffu, x, m); }
    template <> __device__ __forceinline__ signed char fusec_exchange(signed char x, int m) {
      return (signed char)__shfl_xor_sync(0xffffffffu, (int)x, m);
    }
    template <> __device__ __forceinline__ unsigned char fusec_exchange(unsigned char x, int m) {
      return (unsigned char)__shfl_xor_sync(0xffffffffu, (int)x, m);
    }
    template <> __device__ __forceinline__ short fusec_exchange(short x, int m) {
      return (short)__shfl_xor_sync(0xffffffffu, (int)x, m);
    }
    template <> __device__ __forceinline__ unsigned short fusec_exchange(unsigned short x, int m) {
      return (unsigned short)__shfl_xor_sync(0xffffffffu, (int)x, m);
    }
    template <class R, class T> FUSEC_DEVICE R fusec_bitcast(T x) {
      union { T from; R to; } bits;
      bits.from = x;
      return bits.to;
    }

    """

  /// Functions on 16-bit floats: with the machine's conversions, or in integer arithmetic where the text is compiled for a
  /// processor.
  static let halves = """
    #if defined(__CUDA_ARCH__)
    FUSEC_DEVICE float fusec_load_f16(unsigned short h) {
      float x;
      asm("cvt.f32.f16 %0, %1;" : "=f"(x) : "h"(h));
      return x;
    }
    FUSEC_DEVICE unsigned short fusec_store_f16(float x) {
      unsigned short h;
      asm("cvt.rn.f16.f32 %0, %1;" : "=h"(h) : "f"(x));
      return h;
    }
    FUSEC_DEVICE unsigned short fusec_store_f16(double x) {
      unsigned short h;
      asm("cvt.rn.f16.f64 %0, %1;" : "=h"(h) : "d"(x));
      return h;
    }
    #else

    """

  /// A library function of C as one of the device.
  static func device(_ text: String) -> String {
    text.replacing("static inline __attribute__((unused)) ", with: "FUSEC_DEVICE ")
      .replacing("static __attribute__((unused)) ", with: "FUSEC_DEVICE ")
      .replacing("__builtin_memcpy", with: "memcpy")
  }

  /// The library functions that expressions call.
  static func text(of functions: Set<String>) -> String {
    var text = ""
    if functions.contains("f16") {
      // In plain C the conversion from double is the only one: the other is exact.
      let plain = CScalarLibrary.text(of: ["f16"]).split(
        separator: "\n", omittingEmptySubsequences: false
      )
      .filter { !$0.hasPrefix("#define") }.joined(separator: "\n")
      text += halves + device(plain) + "\n#endif\n"
    }
    return text
      + device(
        CScalarLibrary.text(
          of: functions.intersection(["bf16", "ipow", "divide", "bitcount", "toint"])))
  }

  /// The kernel that fills a tensor with one number.
  static func fill(_ name: String, _ type: CType, _ count: Int64, _ literal: String) -> String {
    let value = type.store(literal, to: "result[i]")
    return """
      \(CUDAShape.kernel(threads: 256)) \(name)(\(type.storage) *__restrict__ result) {
        const long long i = (long long)blockIdx.x * 256 + threadIdx.x;
        if (i < \(count)) \(value)
      }

      """
  }

  /// The kernel that copies a constant into a tensor.
  static func copy(_ name: String, _ type: CType, _ count: Int64, _ symbol: String) -> String {
    """
    \(CUDAShape.kernel(threads: 256)) \(name)(\(type.storage) *__restrict__ result) {
      const long long i = (long long)blockIdx.x * 256 + threadIdx.x;
      if (i < \(count)) result[i] = \(symbol)[i];
    }

    """
  }

  /// The kernel that combines partial results, in an order that depends on nothing but their number.
  static func combination(
    _ name: String, _ combination: CUDAPart.Combination, identity: String,
    combined: (String, String) -> String
  ) -> String {
    let type = combination.type
    return """
      \(CUDAShape.kernel(threads: 256)) \(name)(
          const \(type.value) *__restrict__ partial, \(type.storage) *__restrict__ result) {
        __shared__ \(type.value) parts[8][32];
        const int x = threadIdx.x % 32, y = threadIdx.x / 32;
        const long long i = (long long)blockIdx.x * 32 + x;
        \(type.value) sum = \(identity);
        if (i < \(combination.count)) {
          for (int g = y; g < \(combination.groups); g += 8) {
            const \(type.value) part = partial[(long long)g * \(combination.count) + i];
            sum = \(combined("sum", "part"));
          }
        }
        parts[y][x] = sum;
        __syncthreads();
        if (y == 0 && i < \(combination.count)) {
          for (int j = 1; j < 8; j++) {
            const \(type.value) part = parts[j][x];
            sum = \(combined("sum", "part"));
          }
          \(type.store("sum", to: "result[i]"))
        }
      }

      """
  }
}
