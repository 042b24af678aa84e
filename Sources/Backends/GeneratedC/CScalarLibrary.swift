/// Scalar functions in C for programs without a C library: computed in `double`, so that results rounded to `float` are
/// within about one unit in the last place.
enum CScalarLibrary {
  /// A function: its C text and the functions that it calls.
  private struct Function {
    let name: String
    let needs: [String]
    let text: String
  }

  /// The text of the named functions and all that they need, in an order in which C accepts them.
  static func text(of names: Set<String>) -> String {
    var wanted = names
    // Functions come after those they call, so one pass from the end finds everything.
    for function in functions.reversed() where wanted.contains(function.name) {
      wanted.formUnion(function.needs)
    }
    return functions.filter { wanted.contains($0.name) }.map(\.text).joined(separator: "\n")
  }

  private static func function(_ name: String, _ needs: [String] = [], _ text: String) -> Function {
    Function(name: name, needs: needs, text: text + "\n")
  }

  private static let functions: [Function] = [
    function(
      "bits", [],
      """
      static inline __attribute__((unused)) unsigned long long fusec_bits(double x) {
        unsigned long long b;
        __builtin_memcpy(&b, &x, 8);
        return b;
      }
      static inline __attribute__((unused)) double fusec_from_bits(unsigned long long b) {
        double x;
        __builtin_memcpy(&x, &b, 8);
        return x;
      }
      static inline __attribute__((unused)) int fusec_is_nan(double x) { return x != x; }
      #define FUSEC_INFINITY (__builtin_inf())
      #define FUSEC_NAN (__builtin_nan(""))
      """),
    function(
      "f16", ["bits"],
      """
      static inline __attribute__((unused)) float fusec_load_f16(unsigned short h) {
        unsigned sign = (unsigned)(h & 0x8000) << 16, e = h >> 10 & 31, m = h & 1023, b;
        float x;
        if (e == 31) {
          b = sign | 0x7f800000u | m << 13;
        } else if (e) {
          b = sign | (e + 112) << 23 | m << 13;
        } else {
          x = (float)m * 5.9604644775390625e-08f;
          return sign ? -x : x;
        }
        __builtin_memcpy(&x, &b, 4);
        return x;
      }
      static inline __attribute__((unused)) unsigned short fusec_store_f16(double x) {
        unsigned long long b = fusec_bits(x);
        unsigned sign = (unsigned)(b >> 48) & 0x8000;
        double a = x < 0 ? -x : x;
        if (fusec_is_nan(x)) return (unsigned short)(sign | 0x7e00);
        if (a >= 65520.0) return (unsigned short)(sign | 0x7c00);
        int e = (int)(fusec_bits(a) >> 52) - 1023;
        if (e < -14) e = -14;
        double unit = fusec_from_bits((unsigned long long)(e - 10 + 1023) << 52);
        double q = a / unit;
        unsigned n = (unsigned)q;
        double rest = q - n;
        if (rest > 0.5 || (rest == 0.5 && (n & 1))) n++;
        if (n >= 2048) { n >>= 1; e++; }
        return (unsigned short)(sign | (n < 1024 ? n : (unsigned)(e + 15) << 10 | (n & 1023)));
      }
      """),
    function(
      "bf16", [],
      """
      static inline __attribute__((unused)) float fusec_load_bf16(unsigned short h) {
        unsigned b = (unsigned)h << 16;
        float x;
        __builtin_memcpy(&x, &b, 4);
        return x;
      }
      static inline __attribute__((unused)) unsigned short fusec_store_bf16(float x) {
        unsigned b;
        __builtin_memcpy(&b, &x, 4);
        if (x != x) return (unsigned short)(b >> 16 | 0x40);
        return (unsigned short)((b + 0x7fff + (b >> 16 & 1)) >> 16);
      }
      """),
    function(
      "floor", ["bits"],
      """
      static inline __attribute__((unused)) double fusec_trunc(double x) {
        if (!(x < 4503599627370496.0 && x > -4503599627370496.0)) return x;
        double t = (double)(long long)x;
        return t == 0 ? fusec_from_bits(fusec_bits(x) & 0x8000000000000000ULL) : t;
      }
      static inline __attribute__((unused)) double fusec_floor(double x) {
        double t = fusec_trunc(x);
        return t > x ? t - 1 : t;
      }
      static inline __attribute__((unused)) double fusec_ceil(double x) {
        double t = fusec_trunc(x);
        if (!(t < x)) return t;
        return t == -1 ? -0.0 : t + 1;
      }
      static inline __attribute__((unused)) double fusec_round(double x) {
        double t = fusec_trunc(x), d = x - t;
        return d >= 0.5 ? t + 1 : d <= -0.5 ? t - 1 : t;
      }
      static inline __attribute__((unused)) double fusec_roundeven(double x) {
        double t = fusec_trunc(x), d = x - t;
        if (d > 0.5 || (d == 0.5 && ((long long)t & 1))) return t + 1;
        if (d < -0.5 || (d == -0.5 && ((long long)t & 1))) return t - 1;
        return t;
      }
      """),
    function(
      "fmod", ["bits"],
      """
      static __attribute__((unused)) double fusec_fmod(double x, double y) {
        double a = x < 0 ? -x : x, b = y < 0 ? -y : y;
        if (fusec_is_nan(x) || fusec_is_nan(y) || a == FUSEC_INFINITY || b == 0) return FUSEC_NAN;
        if (b == FUSEC_INFINITY) return x;
        while (a >= b) {
          long long gap = (long long)(fusec_bits(a) >> 52) - (long long)(fusec_bits(b) >> 52);
          double t = b;
          while (gap > 0) {
            int step = gap > 1000 ? 1000 : (int)gap;
            t *= fusec_from_bits((unsigned long long)(step + 1023) << 52);
            gap -= step;
          }
          if (t > a) t *= 0.5;
          a -= t;
        }
        return fusec_bits(x) >> 63 ? -a : a;
      }
      """),
    function(
      "sqrt", ["bits"],
      """
      static __attribute__((unused)) double fusec_sqrt(double x) {
        if (!(x > 0) || x == FUSEC_INFINITY) return x == 0 || x > 0 ? x : FUSEC_NAN;
        double scale = 1;
        if (x < 1e-290) { x *= 1.152921504606846976e18; scale = 9.31322574615478515625e-10; }
        double y = fusec_from_bits((fusec_bits(x) >> 1) + 0x1ff8000000000000ULL);
        for (int i = 0; i < 5; i++) y = 0.5 * (y + x / y);
        return y * scale;
      }
      """),
    function(
      "exp", ["bits"],
      """
      static __attribute__((unused)) double fusec_exp(double x) {
        if (fusec_is_nan(x)) return x;
        if (x > 709.8) return FUSEC_INFINITY;
        if (x < -745.2) return 0;
        long long k = (long long)(x * 1.4426950408889634 + (x < 0 ? -0.5 : 0.5));
        double r = x - (double)k * 6.93147180369123816490e-01 - (double)k * 1.90821492927058770002e-10;
        double p = 1;
        for (int n = 14; n > 0; n--) p = 1 + r * p / n;
        long long half = k / 2;
        return p * fusec_from_bits((unsigned long long)(half + 1023) << 52) *
               fusec_from_bits((unsigned long long)(k - half + 1023) << 52);
      }
      """),
    function(
      "log", ["bits"],
      """
      static __attribute__((unused)) double fusec_log(double x) {
        if (!(x > 0) || x == FUSEC_INFINITY) return x == 0 ? -FUSEC_INFINITY : x > 0 ? x : FUSEC_NAN;
        long long e = 0;
        if (x < 2.3e-308) { x *= 18014398509481984.0; e = -54; }
        unsigned long long b = fusec_bits(x);
        e += (long long)(b >> 52) - 1023;
        double m = fusec_from_bits((b & 0xfffffffffffffULL) | 0x3ff0000000000000ULL);
        if (m > 1.4142135623730951) { m *= 0.5; e++; }
        double s = (m - 1) / (m + 1), q = s * s, p = 0;
        for (int n = 23; n > 0; n -= 2) p = p * q + 1.0 / n;
        return (double)e * 6.93147180369123816490e-01 + (2 * s * p + (double)e * 1.90821492927058770002e-10);
      }
      """),
    function(
      "expm1", ["exp"],
      """
      static __attribute__((unused)) double fusec_expm1(double x) {
        if (!(x < 0.35 && x > -0.35)) return fusec_exp(x) - 1;
        double p = 1;
        for (int n = 14; n > 1; n--) p = 1 + x * p / n;
        return x * p;
      }
      """),
    function(
      "log1p", ["log"],
      """
      static __attribute__((unused)) double fusec_log1p(double x) {
        if (!(x < 0.4 && x > -0.3)) return fusec_log(1 + x);
        double s = x / (2 + x), q = s * s, p = 0;
        for (int n = 27; n > 0; n -= 2) p = p * q + 1.0 / n;
        return 2 * s * p;
      }
      """),
    function(
      "tanh", ["expm1"],
      """
      static __attribute__((unused)) double fusec_tanh(double x) {
        double a = x < 0 ? -x : x;
        if (fusec_is_nan(x)) return x;
        double t = a > 20 ? 1 : 0;
        if (a <= 20) { double e = fusec_expm1(2 * a); t = e / (e + 2); }
        return x < 0 ? -t : t;
      }
      """),
    function(
      "sinh", ["expm1"],
      """
      static __attribute__((unused)) double fusec_sinh(double x) {
        double a = x < 0 ? -x : x, e = fusec_expm1(a);
        double s = a > 700 ? 0.5 * fusec_exp(a / 2) * fusec_exp(a / 2) : 0.5 * (e + e / (e + 1));
        return x < 0 ? -s : s;
      }
      static __attribute__((unused)) double fusec_cosh(double x) {
        double a = x < 0 ? -x : x;
        if (a > 700) return 0.5 * fusec_exp(a / 2) * fusec_exp(a / 2);
        double e = fusec_exp(a);
        return 0.5 * (e + 1 / e);
      }
      """),
    function(
      "erf", ["exp"],
      """
      static __attribute__((unused)) double fusec_erfc_tail(double a) {
        /* Continued fraction for a >= 2. */
        double f = 0;
        for (int n = 80; n > 0; n--) f = 0.5 * n / (a + f);
        return fusec_exp(-a * a) * 0.56418958354775628695 / (a + f);
      }
      static __attribute__((unused)) double fusec_erf(double x) {
        double a = x < 0 ? -x : x, r;
        if (fusec_is_nan(x)) return x;
        if (a > 6) {
          r = 1;
        } else if (a >= 2.5) {
          r = 1 - fusec_erfc_tail(a);
        } else {
          double t = a, s = a;
          for (int n = 1; n < 100 && t > s * 1e-18; n++) { t *= 2 * a * a / (2 * n + 1); s += t; }
          r = s * fusec_exp(-a * a) * 1.12837916709551257390;
        }
        return x < 0 ? -r : r;
      }
      static __attribute__((unused)) double fusec_erfc(double x) {
        if (x > 27) return 0;
        return x >= 2 ? fusec_erfc_tail(x) : 1 - fusec_erf(x);
      }
      """),
    function(
      "sin", ["bits", "floor"],
      """
      /* The first 1,216 bits of 2/pi behind the point. */
      static const unsigned long long fusec_two_over_pi[19] = {
        0xa2f9836e4e441529ULL, 0xfc2757d1f534ddc0ULL, 0xdb6295993c439041ULL, 0xfe5163abdebbc561ULL,
        0xb7246e3a424dd2e0ULL, 0x06492eea09d1921cULL, 0xfe1deb1cb129a73eULL, 0xe88235f52ebb4484ULL,
        0xe99c7026b45f7e41ULL, 0x3991d639835339f4ULL, 0x9c845f8bbdf9283bULL, 0x1ff897ffde05980fULL,
        0xef2f118b5a0a6d1fULL, 0x6d367ecf27cb09b7ULL, 0x4f463f669e5fea2dULL, 0x7527bac7ebe5f17bULL,
        0x3d0739f78a5292eaULL, 0x6bfb5fb11f8d5d08ULL, 0x56033046fc7b6babULL};
      /* 64 bits of 2/pi from the one with weight 2^-place; bits before the point are zero. */
      static __attribute__((unused)) unsigned long long fusec_two_over_pi_bits(int place) {
        unsigned long long bits = 0;
        for (int i = 0; i < 64; i++) {
          int n = place - 1 + i;
          bits = bits << 1 | (n < 0 || n >= 1216 ? 0 : fusec_two_over_pi[n / 64] >> (63 - n % 64) & 1);
        }
        return bits;
      }
      /* Large arguments: |x| = m * 2^e, and m * (2^e * 2/pi modulo 4), with 190 bits behind the point. */
      static __attribute__((unused)) double fusec_reduce_large(double x, int *quadrant) {
        unsigned long long b = fusec_bits(x);
        int e = (int)(b >> 52 & 2047) - 1075;
        unsigned __int128 m = (b & 0xfffffffffffffULL) | 0x10000000000000ULL;
        unsigned __int128 low = m * fusec_two_over_pi_bits(e + 127);
        unsigned __int128 middle = m * fusec_two_over_pi_bits(e + 63) + (low >> 64);
        unsigned long long high = (unsigned long long)(m * fusec_two_over_pi_bits(e - 1) + (middle >> 64));
        unsigned long long fraction = high << 2 | (unsigned long long)middle >> 62;
        unsigned long long rest = (unsigned long long)middle << 2 | (unsigned long long)low >> 62;
        int k = (int)(high >> 62) + (int)(fraction >> 63);
        double f = (double)(long long)fraction * 5.42101086242752217e-20 + (double)rest * 2.93873587705571877e-39;
        if (b >> 63) { k = -k; f = -f; }
        *quadrant = k & 3;
        return f * 1.57079632679489661923;
      }
      static __attribute__((unused)) double fusec_reduce(double x, int *quadrant) {
        if (x > 1e5 || x < -1e5) return fusec_reduce_large(x, quadrant);
        double k = fusec_roundeven(x * 0.63661977236758134308);
        *quadrant = (int)((long long)k & 3);
        return ((x - k * 1.57079632673412561417e+00) - k * 6.07710050630396597660e-11) - k * 2.02226624879595063154e-21;
      }
      static __attribute__((unused)) double fusec_sin_kernel(double r) {
        double q = r * r, p = 1;
        for (int n = 20; n > 1; n -= 2) p = 1 - p * q / (n * (n + 1));
        return r * p;
      }
      static __attribute__((unused)) double fusec_cos_kernel(double r) {
        double q = r * r, p = 1;
        for (int n = 19; n > 0; n -= 2) p = 1 - p * q / (n * (n + 1));
        return p;
      }
      static __attribute__((unused)) double fusec_sin(double x) {
        if (!(x - x == 0)) return FUSEC_NAN;
        int k;
        double r = fusec_reduce(x, &k);
        double v = k & 1 ? fusec_cos_kernel(r) : fusec_sin_kernel(r);
        return k & 2 ? -v : v;
      }
      static __attribute__((unused)) double fusec_cos(double x) {
        if (!(x - x == 0)) return FUSEC_NAN;
        int k;
        double r = fusec_reduce(x, &k);
        double v = k & 1 ? -fusec_sin_kernel(r) : fusec_cos_kernel(r);
        return k & 2 ? -v : v;
      }
      static __attribute__((unused)) double fusec_tan(double x) { return fusec_sin(x) / fusec_cos(x); }
      """),
    function(
      "atan", ["bits", "sqrt"],
      """
      static __attribute__((unused)) double fusec_atan(double x) {
        double a = x < 0 ? -x : x, base = 0, z = a;
        if (fusec_is_nan(x)) return x;
        if (a > 2.414213562373095) {
          base = 1.57079632679489661923;
          z = -1 / a;
        } else if (a > 0.41421356237309503) {
          base = 0.78539816339744830962;
          z = (a - 1) / (a + 1);
        }
        /* Halve the angle once more for a short series. */
        double h = z / (1 + fusec_sqrt(1 + z * z)), q = h * h, p = 0;
        for (int n = 25; n > 0; n -= 2) p = 1.0 / n - q * p;
        double r = base + 2 * h * p;
        return x < 0 ? -r : r;
      }
      static __attribute__((unused)) double fusec_atan2(double y, double x) {
        const double pi = 3.14159265358979323846;
        if (fusec_is_nan(x) || fusec_is_nan(y)) return FUSEC_NAN;
        int below = fusec_bits(y) >> 63 != 0, left = fusec_bits(x) >> 63 != 0;
        double a = y < 0 ? -y : y, b = x < 0 ? -x : x, r;
        if (a == 0) r = 0;
        else if (a == FUSEC_INFINITY && b == FUSEC_INFINITY) r = pi / 4;
        else r = b == 0 ? pi / 2 : fusec_atan(a / b);
        if (left) r = pi - r;
        return below ? -r : r;
      }
      """),
    function(
      "asin", ["atan", "sqrt", "log1p", "log"],
      """
      static __attribute__((unused)) double fusec_asin(double x) {
        if (!(x <= 1 && x >= -1)) return FUSEC_NAN;
        return fusec_atan2(x, fusec_sqrt((1 - x) * (1 + x)));
      }
      static __attribute__((unused)) double fusec_acos(double x) {
        if (!(x <= 1 && x >= -1)) return FUSEC_NAN;
        return fusec_atan2(fusec_sqrt((1 - x) * (1 + x)), x);
      }
      static __attribute__((unused)) double fusec_asinh(double x) {
        double a = x < 0 ? -x : x;
        double r = a > 1e8 ? fusec_log(a) + 0.69314718055994530942
                           : fusec_log1p(a + a * a / (1 + fusec_sqrt(1 + a * a)));
        return x < 0 ? -r : r;
      }
      static __attribute__((unused)) double fusec_acosh(double x) {
        if (!(x >= 1)) return FUSEC_NAN;
        if (x > 1e8) return fusec_log(x) + 0.69314718055994530942;
        return fusec_log1p((x - 1) + fusec_sqrt((x - 1) * (x + 1)));
      }
      static __attribute__((unused)) double fusec_atanh(double x) {
        return 0.5 * fusec_log1p(2 * x / (1 - x));
      }
      """),
    function(
      "cbrt", ["exp", "log"],
      """
      static __attribute__((unused)) double fusec_cbrt(double x) {
        double a = x < 0 ? -x : x;
        if (!(a > 0) || a == FUSEC_INFINITY) return x;
        double y = fusec_exp(fusec_log(a) / 3);
        y = y - (y - a / (y * y)) / 3;
        return x < 0 ? -y : y;
      }
      """),
    function(
      "pow", ["exp", "log", "floor"],
      """
      static __attribute__((unused)) double fusec_pow(double x, double y) {
        if (y == 0 || x == 1) return 1;
        if (fusec_is_nan(x) || fusec_is_nan(y)) return FUSEC_NAN;
        int whole = fusec_trunc(y) == y;
        int odd = whole && y < 9007199254740992.0 && y > -9007199254740992.0 && ((long long)y & 1);
        double a = x < 0 ? -x : x, r;
        if (a == 1) {
          r = x < 0 && !whole ? FUSEC_NAN : 1;
        } else if (y == FUSEC_INFINITY || y == -FUSEC_INFINITY) {
          return (a > 1) == (y > 0) ? FUSEC_INFINITY : 0;
        } else if (a == 0 || a == FUSEC_INFINITY) {
          r = (a == 0) == (y > 0) ? 0 : FUSEC_INFINITY;
        } else if (x < 0 && !whole) {
          return FUSEC_NAN;
        } else if (whole && y < 64 && y > -64) {
          long long n = (long long)(y < 0 ? -y : y);
          double b = a;
          r = 1;
          while (n) { if (n & 1) r *= b; b *= b; n >>= 1; }
          if (y < 0) r = 1 / r;
        } else {
          r = fusec_exp(y * fusec_log(a));
        }
        return (fusec_bits(x) >> 63) && odd ? -r : r;
      }
      """),
    function(
      "ipow", [],
      """
      static __attribute__((unused)) long long fusec_ipow(long long x, long long y) {
        if (y < 0) return x == 1 ? 1 : x == -1 ? (y & 1 ? -1 : 1) : 0;
        unsigned long long r = 1, b = (unsigned long long)x;
        while (y) { if (y & 1) r *= b; b *= b; y >>= 1; }
        return (long long)r;
      }
      """),
    function(
      "divide", [],
      """
      static inline __attribute__((unused)) long long fusec_divs(long long a, long long b) {
        return b == 0 ? -1 : b == -1 ? (long long)(0 - (unsigned long long)a) : a / b;
      }
      static inline __attribute__((unused)) long long fusec_rems(long long a, long long b) {
        return b == 0 ? a : b == -1 ? 0 : a % b;
      }
      static inline __attribute__((unused)) unsigned long long fusec_divu(unsigned long long a, unsigned long long b) {
        return b == 0 ? ~0ULL : a / b;
      }
      static inline __attribute__((unused)) unsigned long long fusec_remu(unsigned long long a, unsigned long long b) {
        return b == 0 ? a : a % b;
      }
      static inline __attribute__((unused)) long long fusec_floordivs(long long a, long long b) {
        long long q = fusec_divs(a, b);
        return b != 0 && fusec_rems(a, b) != 0 && (a < 0) != (b < 0) ? q - 1 : q;
      }
      static inline __attribute__((unused)) long long fusec_ceildivs(long long a, long long b) {
        long long q = fusec_divs(a, b);
        return b != 0 && fusec_rems(a, b) != 0 && (a < 0) == (b < 0) ? q + 1 : q;
      }
      """),
    function(
      "bitcount", [],
      """
      static inline __attribute__((unused)) int fusec_popcount(unsigned long long x) {
        int n = 0;
        while (x) { x &= x - 1; n++; }
        return n;
      }
      static inline __attribute__((unused)) int fusec_ctz(unsigned long long x, int bits) {
        int n = 0;
        while (n < bits && !(x >> n & 1)) n++;
        return n;
      }
      static inline __attribute__((unused)) int fusec_clz(unsigned long long x, int bits) {
        int n = 0;
        while (n < bits && !(x >> (bits - 1 - n) & 1)) n++;
        return n;
      }
      """),
    function(
      "toint", [],
      """
      static inline __attribute__((unused)) long long fusec_to_signed(double x, int bits) {
        double limit = (double)(1ULL << (bits - 1));
        if (x != x) return 0;
        if (x >= limit) return (long long)((1ULL << (bits - 1)) - 1);
        if (x < -limit) return (long long)(0 - (1ULL << (bits - 1)));
        return (long long)x;
      }
      static inline __attribute__((unused)) unsigned long long fusec_to_unsigned(double x, int bits) {
        double limit = 2.0 * (double)(1ULL << (bits - 1));
        if (!(x > 0)) return 0;
        return x >= limit ? ~0ULL >> (64 - bits) : (unsigned long long)x;
      }
      """),
  ]
}
