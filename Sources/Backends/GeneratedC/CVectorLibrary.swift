/// Vectors in C for kernels: their types, and functions of floats on all lanes at once.
///
/// Vectors are those of GCC and clang (`vector_size`), and no function branches on its lanes. Errors, in units of the last
/// place of an f32, over all of its values: `exp` 1, `expm1` 2, `log` 1, `tanh` 3, `erf` 2, `erfc` 8 (3e-7 absolute where gelu multiplies it with a multiple of its argument), `sqrt` and `1 / x` 0.5. Values beyond
/// the range give infinity or 0, NaN gives NaN.
enum CVectorLibrary {
  /// The name of the vector type of values of a C type; nil where there is none.
  static func vector(of value: String) -> String? {
    switch value {
    case "float": "fusec_vf"
    case "double": "fusec_vd"
    case "signed char": "fusec_vs8"
    case "unsigned char": "fusec_vu8"
    case "short": "fusec_vs16"
    case "unsigned short": "fusec_vu16"
    case "int": "fusec_vi"
    case "unsigned": "fusec_vu32"
    case "long long": "fusec_vl"
    case "unsigned long long": "fusec_vu64"
    default: nil
    }
  }

  /// The types for vectors of so many lanes, and the functions.
  static func text(lanes: Int) -> String {
    let types = [
      ("float", 4), ("double", 8), ("signed char", 1), ("unsigned char", 1), ("short", 2),
      ("unsigned short", 2), ("int", 4), ("unsigned", 4), ("long long", 8),
      ("unsigned long long", 8),
    ]
    // The functions are inlined, so that no vector is passed the way that the warning is about.
    var text = """
      #pragma GCC diagnostic ignored "-Wpsabi"
      #define FUSEC_LANES \(lanes)
      #if defined __AVX512F__ && FUSEC_LANES == 16
      #include <immintrin.h>
      #define FUSEC_AVX512 1
      #endif

      """
    for (value, bytes) in types {
      guard let name = vector(of: value) else { continue }
      text += "typedef \(value) \(name) __attribute__((vector_size(\(bytes * lanes))));\n"
    }
    return text + functions
  }

  private static let functions = """
    #define FUSEC_LANE_FUNCTION static inline __attribute__((unused, always_inline))
    #define FUSEC_SPLAT(type, x) ((type){} + (x))
    /* 0, 1, 2, ... */
    FUSEC_LANE_FUNCTION fusec_vi fusec_places_vi(void) {
      fusec_vi x = {0};
      for (int i = 0; i < FUSEC_LANES; i++) x[i] = i;
      return x;
    }
    FUSEC_LANE_FUNCTION fusec_vl fusec_places_vl(void) {
      return __builtin_convertvector(fusec_places_vi(), fusec_vl);
    }
    FUSEC_LANE_FUNCTION fusec_vf fusec_choose_vf(fusec_vi m, fusec_vf a, fusec_vf b) {
      return (fusec_vf)((m & (fusec_vi)a) | (~m & (fusec_vi)b));
    }
    /* a * b + c, rounded once where the machine does so. */
    FUSEC_LANE_FUNCTION fusec_vf fusec_fma_vf(fusec_vf a, fusec_vf b, fusec_vf c) {
    #if defined __clang__ && (defined __FMA__ || defined __ARM_FEATURE_FMA)
      return __builtin_elementwise_fma(a, b, c);
    #elif defined __FMA__ || defined __ARM_FEATURE_FMA
      for (int i = 0; i < FUSEC_LANES; i++) c[i] = __builtin_fmaf(a[i], b[i], c[i]);
      return c;
    #else
      return a * b + c;
    #endif
    }
    #define FUSEC_STEP(p, x, c) fusec_fma_vf(p, x, FUSEC_SPLAT(fusec_vf, c))
    FUSEC_LANE_FUNCTION fusec_vf fusec_abs_vf(fusec_vf x) { return (fusec_vf)((fusec_vi)x & 0x7fffffff); }
    FUSEC_LANE_FUNCTION fusec_vf fusec_with_sign_of_vf(fusec_vf x, fusec_vf y) {
      return (fusec_vf)((fusec_vi)x | ((fusec_vi)y & (-0x7fffffff - 1)));
    }
    /* max(a, b) and min(a, b) in one instruction: b where a number is NaN. */
    #ifdef FUSEC_AVX512
    #define FUSEC_GREATER(a, b) ((fusec_vf)_mm512_max_ps((__m512)(a), (__m512)(b)))
    #define FUSEC_LESS(a, b) ((fusec_vf)_mm512_min_ps((__m512)(a), (__m512)(b)))
    #define FUSEC_UNLESS_NAN(x, a, b) ((fusec_vf)_mm512_mask_mov_ps((__m512)(a), _mm512_cmp_ps_mask((__m512)(x), (__m512)(x), 3), (__m512)(b)))
    #else
    #define FUSEC_GREATER(a, b) fusec_choose_vf((a) > (b), a, b)
    #define FUSEC_LESS(a, b) fusec_choose_vf((a) < (b), a, b)
    #define FUSEC_UNLESS_NAN(x, a, b) fusec_choose_vf((x) == (x), a, b)
    #endif
    FUSEC_LANE_FUNCTION fusec_vf fusec_maximum_vf(fusec_vf a, fusec_vf b) {
      return FUSEC_UNLESS_NAN(a, FUSEC_GREATER(a, b), a);
    }
    FUSEC_LANE_FUNCTION fusec_vf fusec_minimum_vf(fusec_vf a, fusec_vf b) {
      return FUSEC_UNLESS_NAN(a, FUSEC_LESS(a, b), a);
    }
    FUSEC_LANE_FUNCTION fusec_vf fusec_maxnum_vf(fusec_vf a, fusec_vf b) {
      return FUSEC_UNLESS_NAN(b, FUSEC_GREATER(a, b), a);
    }
    FUSEC_LANE_FUNCTION fusec_vf fusec_minnum_vf(fusec_vf a, fusec_vf b) {
      return FUSEC_UNLESS_NAN(b, FUSEC_LESS(a, b), a);
    }
    /* x where it is between the limits, and NaN where it is NaN. */
    FUSEC_LANE_FUNCTION fusec_vf fusec_clamp_vf(float low, fusec_vf x, float high) {
      x = FUSEC_LESS(FUSEC_SPLAT(fusec_vf, high), x);
      return FUSEC_GREATER(FUSEC_SPLAT(fusec_vf, low), x);
    }
    /* Stores past the caches where the place is aligned; FUSEC_STREAM_END waits for such stores. */
    FUSEC_LANE_FUNCTION void fusec_stream_vf(void *to, fusec_vf x) {
    #if defined __clang__ || defined FUSEC_AVX512
      if (((__UINTPTR_TYPE__)to & (sizeof x - 1)) == 0) {
    #ifdef FUSEC_AVX512
        _mm512_stream_ps((float *)to, (__m512)x);
    #else
        typedef fusec_vf __attribute__((may_alias)) place;
        __builtin_nontemporal_store(x, (place *)to);
    #endif
        return;
      }
    #endif
      __builtin_memcpy(to, &x, sizeof x);
    }
    #ifdef __SSE2__
    #define FUSEC_STREAM_END() __builtin_ia32_sfence()
    #else
    #define FUSEC_STREAM_END() ((void)0)
    #endif
    /* Vectors that are stored one behind the other from a place that is aligned for numbers only: each store past the caches takes the
       end of one and the begin of the next. */
    typedef struct {
      char *place;
    #ifdef FUSEC_AVX512
      char *behind; /* the aligned place of the next store, less than which nothing is stored */
      fusec_vf last;
      fusec_vi order;
    #endif
    } fusec_shift;
    FUSEC_LANE_FUNCTION fusec_shift fusec_shift_begin(void *to) {
      fusec_shift s = {0};
      s.place = (char *)to;
    #ifdef FUSEC_AVX512
      int lead = (int)(-(__UINTPTR_TYPE__)to & 63);
      s.behind = s.place + lead;
      s.order = fusec_places_vi() + lead / 4;
    #endif
      return s;
    }
    FUSEC_LANE_FUNCTION void fusec_shift_store(fusec_shift *s, fusec_vf x) {
    #ifdef FUSEC_AVX512
      if (s->place > s->behind) {
        _mm512_stream_ps((float *)s->behind, _mm512_permutex2var_ps((__m512)s->last, (__m512i)s->order, (__m512)x));
        s->behind += 64;
      } else {
        __builtin_memcpy(s->place, &x, sizeof x);
      }
      s->last = x;
    #else
      fusec_stream_vf(s->place, x);
    #endif
      s->place += sizeof x;
    }
    FUSEC_LANE_FUNCTION void fusec_shift_end(fusec_shift *s) {
    #ifdef FUSEC_AVX512
      __builtin_memcpy(s->place - sizeof s->last, &s->last, sizeof s->last);
    #else
      (void)s;
    #endif
    }
    /* Asks for a line of memory that is read later: soon for 3, from the second-level cache for 2. It need not exist. */
    #define FUSEC_PREFETCH(place, bytes, level) __builtin_prefetch((const void *)((__UINTPTR_TYPE__)&(place) + (bytes)), 0, level)
    FUSEC_LANE_FUNCTION fusec_vf fusec_at_most_vf(fusec_vf x, float limit) {
      return FUSEC_LESS(FUSEC_SPLAT(fusec_vf, limit), x);
    }
    FUSEC_LANE_FUNCTION fusec_vf fusec_sqrt_vf(fusec_vf x) {
      for (int i = 0; i < FUSEC_LANES; i++) x[i] = __builtin_sqrtf(x[i]);
      return x;
    }
    /* a / b where all lanes of b are the same, which a loop around finds out once: the reciprocal is corrected by what is left. */
    FUSEC_LANE_FUNCTION fusec_vf fusec_divide_by_one_vf(fusec_vf a, fusec_vf b) {
    #if defined __FMA__ || defined __ARM_FEATURE_FMA
      float size = __builtin_fabsf(b[0]);
      if (size > 1e-30f && size < 1e30f) {
        fusec_vf r = 1.0f / b, q = a * r;
        fusec_vf corrected = fusec_fma_vf(fusec_fma_vf(-q, b, a), r, q);
        /* Infinities leave no number, and tiny quotients lose what is left. */
        return fusec_choose_vf((fusec_abs_vf(q) > 1e-30f) & (corrected == corrected), corrected, q);
      }
    #endif
      return a / b;
    }
    /* The nearest whole number, for |x| below 2^22. */
    FUSEC_LANE_FUNCTION fusec_vf fusec_nearest_vf(fusec_vf x) {
    #ifdef FUSEC_AVX512
      return (fusec_vf)_mm512_roundscale_ps((__m512)x, 8);
    #else
      return x + 12582912.0f - 12582912.0f;
    #endif
    }
    /* 2^n for whole n from -126 to 127. */
    FUSEC_LANE_FUNCTION fusec_vf fusec_power_of_2_vf(fusec_vi n) {
      return (fusec_vf)((fusec_vu32)(n + 127) << 23);
    }
    /* x * 2^n in two steps, so that results below the normal range are rounded once. */
    FUSEC_LANE_FUNCTION fusec_vf fusec_scale_vf(fusec_vf x, fusec_vi n) {
      fusec_vi half = n >> 1;
      return x * fusec_power_of_2_vf(half) * fusec_power_of_2_vf(n - half);
    }
    /* e^r - 1 for what n times the logarithm of 2 leaves of x. */
    FUSEC_LANE_FUNCTION fusec_vf fusec_expm1_of_rest_vf(fusec_vf x, fusec_vf n) {
      fusec_vf r = fusec_fma_vf(n, FUSEC_SPLAT(fusec_vf, -0.693145752f), x);
      r = fusec_fma_vf(n, FUSEC_SPLAT(fusec_vf, -1.42860677e-6f), r);
      fusec_vf p = FUSEC_STEP(r, FUSEC_SPLAT(fusec_vf, 1.99077025e-4f), 1.39337324e-3f);
      p = FUSEC_STEP(p, r, 8.33328627e-3f);
      p = FUSEC_STEP(p, r, 4.16664630e-2f);
      p = FUSEC_STEP(p, r, 1.66666672e-1f);
      p = FUSEC_STEP(p, r, 0.5f);
      return fusec_fma_vf(p, r * r, r);
    }
    FUSEC_LANE_FUNCTION fusec_vf fusec_exp_vf(fusec_vf x) {
      x = fusec_clamp_vf(-105.0f, x, 89.0f);
      fusec_vf n = fusec_nearest_vf(x * 1.44269504f);
      fusec_vf p = fusec_expm1_of_rest_vf(x, n) + 1.0f;
    #ifdef FUSEC_AVX512
      return (fusec_vf)_mm512_scalef_ps((__m512)p, (__m512)n);
    #else
      n = fusec_choose_vf(x == x, n, (fusec_vf){});
      return fusec_scale_vf(p, __builtin_convertvector(n, fusec_vi));
    #endif
    }
    FUSEC_LANE_FUNCTION fusec_vf fusec_expm1_vf(fusec_vf x) {
      fusec_vf p = FUSEC_STEP(x, FUSEC_SPLAT(fusec_vf, 2.49697714e-5f), 1.99720831e-4f);
      p = FUSEC_STEP(p, x, 1.38885598e-3f);
      p = FUSEC_STEP(p, x, 8.33315589e-3f);
      p = FUSEC_STEP(p, x, 4.16666679e-2f);
      p = FUSEC_STEP(p, x, 1.66666672e-1f);
      p = FUSEC_STEP(p, x, 0.5f);
      p = fusec_fma_vf(p, x * x, x);
      return fusec_choose_vf(fusec_abs_vf(x) < 0.5f, p, fusec_exp_vf(x) - 1.0f);
    }
    FUSEC_LANE_FUNCTION fusec_vf fusec_log_vf(fusec_vf x) {
      fusec_vi isSmall = x < 1.17549435e-38f;
      fusec_vf scaled = fusec_choose_vf(isSmall, x * 8388608.0f, x);
      fusec_vi bits = (fusec_vi)scaled;
      fusec_vi exponent = ((bits - 0x3f3504f3) >> 23) + (isSmall & -23);
      fusec_vf f = (fusec_vf)(bits - ((bits - 0x3f3504f3) & ~0x7fffff)) - 1.0f;
      fusec_vf p = FUSEC_STEP(f, FUSEC_SPLAT(fusec_vf, -7.63442963e-2f), 1.27615496e-1f);
      p = FUSEC_STEP(p, f, -1.31601945e-1f);
      p = FUSEC_STEP(p, f, 1.42017618e-1f);
      p = FUSEC_STEP(p, f, -1.66233569e-1f);
      p = FUSEC_STEP(p, f, 2.00012267e-1f);
      p = FUSEC_STEP(p, f, -2.50008225e-1f);
      p = FUSEC_STEP(p, f, 3.33333313e-1f);
      fusec_vf n = __builtin_convertvector(exponent, fusec_vf), square = f * f;
      fusec_vf low = fusec_fma_vf(p * f, square, n * 1.42860677e-6f);
      fusec_vf result = fusec_fma_vf(n, FUSEC_SPLAT(fusec_vf, 0.693145752f), f - (square * 0.5f - low));
      result = fusec_choose_vf(x == __builtin_inff(), x, result);
      result = fusec_choose_vf(x == 0.0f, FUSEC_SPLAT(fusec_vf, -__builtin_inff()), result);
      return fusec_choose_vf((x < 0.0f) | (x != x), FUSEC_SPLAT(fusec_vf, __builtin_nanf("")), result);
    }
    /* (e^2a - 1) / (e^2a + 1), with e^2a - 1 = 2^n * (e^r - 1) + (2^n - 1). */
    FUSEC_LANE_FUNCTION fusec_vf fusec_tanh_vf(fusec_vf x) {
      fusec_vf a = fusec_at_most_vf(fusec_abs_vf(x), 10.0f);
      a += a;
      fusec_vf n = fusec_nearest_vf(a * 1.44269504f);
      fusec_vf p = fusec_expm1_of_rest_vf(a, n);
    #ifdef FUSEC_AVX512
      fusec_vf power = (fusec_vf)_mm512_scalef_ps(_mm512_set1_ps(1.0f), (__m512)n);
    #else
      fusec_vf power = fusec_power_of_2_vf(__builtin_convertvector(fusec_choose_vf(n == n, n, (fusec_vf){}), fusec_vi));
    #endif
      p = fusec_fma_vf(p, power, power - 1.0f);
      return fusec_with_sign_of_vf(p / (p + 2.0f), x);
    }
    /* erf(x) / x - 1, for |x| below 0.95. */
    FUSEC_LANE_FUNCTION fusec_vf fusec_erf_near_vf(fusec_vf s) {
      fusec_vf p = FUSEC_STEP(s, FUSEC_SPLAT(fusec_vf, 8.21542344e-5f), -8.10596510e-4f);
      p = FUSEC_STEP(p, s, 5.19779697e-3f);
      p = FUSEC_STEP(p, s, -2.68581044e-2f);
      p = FUSEC_STEP(p, s, 1.12836726e-1f);
      p = FUSEC_STEP(p, s, -3.76126319e-1f);
      return FUSEC_STEP(p, s, 1.28379226e-1f);
    }
    FUSEC_LANE_FUNCTION fusec_vf fusec_erf_vf(fusec_vf x) {
      fusec_vf a = fusec_abs_vf(x);
      fusec_vf near = fusec_fma_vf(fusec_erf_near_vf(x * x), x, x);
      fusec_vf t = fusec_at_most_vf(a, 4.0f);
      fusec_vf q = FUSEC_STEP(t, FUSEC_SPLAT(fusec_vf, -6.62820241e-7f), -1.23298923e-5f);
      q = FUSEC_STEP(q, t, 3.84785002e-4f);
      q = FUSEC_STEP(q, t, -4.01339494e-3f);
      q = FUSEC_STEP(q, t, 2.48127915e-2f);
      q = FUSEC_STEP(q, t, -1.07905701e-1f);
      q = FUSEC_STEP(q, t, -6.33627295e-1f);
      q = FUSEC_STEP(q, t, -1.12939703f);
      q = FUSEC_STEP(q, t, 1.53382207e-4f);
      fusec_vf far = 1.0f - fusec_exp_vf(q);
      return fusec_choose_vf(a < 0.9f, near, fusec_with_sign_of_vf(far, x));
    }
    FUSEC_LANE_FUNCTION fusec_vf fusec_erfc_vf(fusec_vf x) {
      fusec_vf a = fusec_at_most_vf(fusec_abs_vf(x), 10.2f);
      fusec_vf t = 1.0f / (a + 2.0f);
      fusec_vf p = FUSEC_STEP(t, FUSEC_SPLAT(fusec_vf, -22.5535984f), 61.0204926f);
      p = FUSEC_STEP(p, t, -54.9369392f);
      p = FUSEC_STEP(p, t, 15.3770609f);
      p = FUSEC_STEP(p, t, -0.427185357f);
      p = FUSEC_STEP(p, t, 3.20756340f);
      p = FUSEC_STEP(p, t, 1.94514799f);
      p = FUSEC_STEP(p, t, 1.12964177f);
      p = FUSEC_STEP(p, t, 0.564166427f);
      /* exp(-a * a), with the square in two parts, the second of which is below 0.1. */
      fusec_vf high = (fusec_vf)((fusec_vi)a & ~0xfff), rest = (high - a) * (high + a);
      fusec_vf e = FUSEC_STEP(rest, FUSEC_SPLAT(fusec_vf, 8.33333377e-3f), 4.16666679e-2f);
      e = FUSEC_STEP(e, rest, 1.66666672e-1f);
      e = FUSEC_STEP(e, rest, 0.5f);
      e = FUSEC_STEP(e, rest, 1.0f);
      rest = FUSEC_STEP(e, rest, 1.0f);
      fusec_vf far = p * t * rest * fusec_exp_vf(-(high * high));
      fusec_vf near = 1.0f - fusec_fma_vf(fusec_erf_near_vf(x * x), x, x);
      return fusec_choose_vf(fusec_abs_vf(x) < 0.9f, near, fusec_choose_vf(x < 0.0f, 2.0f - far, far));
    }
    /* erfc(x) for what is multiplied with a multiple of x, as in gelu: 3e-7 near, where |x| > 4 it is 0 or 2. That is 1 - x * p, with
       erf(x) / x as a polynomial of x * x between 0 and 3.8 squared, moved to -1 to 1; p stays the same beyond, where x * p passes 1. */
    FUSEC_LANE_FUNCTION fusec_vf fusec_erfc_of_factor_vf(fusec_vf x) {
      fusec_vf s = FUSEC_STEP(fusec_at_most_vf(x * x, 14.4399996f), FUSEC_SPLAT(fusec_vf, 0.138504162f), -1.0f);
      fusec_vf p = FUSEC_STEP(s, FUSEC_SPLAT(fusec_vf, 0.00102208543f), -0.00269575836f);
      p = FUSEC_STEP(p, s, 0.00236727973f);
      p = FUSEC_STEP(p, s, -0.00329946936f);
      p = FUSEC_STEP(p, s, 0.00994951557f);
      p = FUSEC_STEP(p, s, -0.0183332711f);
      p = FUSEC_STEP(p, s, 0.0266930256f);
      p = FUSEC_STEP(p, s, -0.0389396511f);
      p = FUSEC_STEP(p, s, 0.0550565608f);
      p = FUSEC_STEP(p, s, -0.0725154951f);
      p = FUSEC_STEP(p, s, 0.0908327103f);
      p = FUSEC_STEP(p, s, -0.11118558f);
      p = FUSEC_STEP(p, s, 0.137739524f);
      p = FUSEC_STEP(p, s, -0.185641199f);
      p = FUSEC_STEP(p, s, 0.372107625f);
      return fusec_clamp_vf(0.0f, fusec_fma_vf(-x, p, FUSEC_SPLAT(fusec_vf, 1.0f)), 2.0f);
    }

    """
}
