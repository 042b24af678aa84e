/// The fixed text around generated statements.
enum CPrelude {
  /// The types of elements in memory, and what freestanding compilers expect of the environment besides the language: copies
  /// and fills. The types may alias each other, because places of the arena are used again for other types. The functions
  /// are weak, so that a C library's own win where there is one.
  static let memory = """
    typedef signed char __attribute__((may_alias)) fusec_s8;
    typedef unsigned char __attribute__((may_alias)) fusec_u8;
    typedef short __attribute__((may_alias)) fusec_s16;
    typedef unsigned short __attribute__((may_alias)) fusec_u16;
    typedef int __attribute__((may_alias)) fusec_s32;
    typedef unsigned __attribute__((may_alias)) fusec_u32;
    typedef long long __attribute__((may_alias)) fusec_s64;
    typedef unsigned long long __attribute__((may_alias)) fusec_u64;
    typedef float __attribute__((may_alias)) fusec_f32;
    typedef double __attribute__((may_alias)) fusec_f64;
    #ifdef __clang__
    #define FUSEC_PLAIN __attribute__((weak, no_builtin))
    #else
    #define FUSEC_PLAIN __attribute__((weak, optimize("no-tree-loop-distribute-patterns")))
    #endif
    FUSEC_PLAIN void *memcpy(void *to, const void *from, __SIZE_TYPE__ bytes) {
      unsigned char *t = to;
      const unsigned char *f = from;
      for (__SIZE_TYPE__ i = 0; i < bytes; i++) t[i] = f[i];
      return to;
    }
    FUSEC_PLAIN void *memset(void *to, int value, __SIZE_TYPE__ bytes) {
      unsigned char *t = to;
      for (__SIZE_TYPE__ i = 0; i < bytes; i++) t[i] = (unsigned char)value;
      return to;
    }

    """

  /// The memory that each thread has for what goes from one part of a kernel to the next.
  static func blockSpace(_ bytes: Int) -> String {
    bytes == 0
      ? ""
      : "#define FUSEC_BLOCK_SPACE \(bytes)LL\n"
        + "static unsigned char fusec_block_space[FUSEC_THREAD_LIMIT * FUSEC_BLOCK_SPACE] "
        + "__attribute__((aligned(64)));\n"
  }

  /// The arena that an emitter's tensors live in.
  static func arena(_ bytes: Int) -> String {
    "static unsigned char fusec_arena[\(max(64, bytes))] __attribute__((aligned(64), unused));\n"
  }
}
