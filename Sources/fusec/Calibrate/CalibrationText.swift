/// The part of the calibration that is the same for all machines: how things are timed.
enum CalibrationText {
  /// C behind the functions of operations and the constants of the processor.
  static let program = """
    #include <pthread.h>
    #include <stdlib.h>
    #include <string.h>
    #include <time.h>

    static double fusec_now(void) {
      struct timespec now;
      clock_gettime(CLOCK_MONOTONIC, &now);
      return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
    }
    /* Seconds that this thread had a core: what else runs on the machine does not count. */
    static double fusec_own_time(void) {
      struct timespec now;
      clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
      return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
    }
    static int fusec_order(const void *a, const void *b) {
      double x = *(const double *)a, y = *(const double *)b;
      return (x > y) - (x < y);
    }
    static double fusec_median(double *samples, int count) {
      qsort(samples, (size_t)count, sizeof *samples, fusec_order);
      return samples[count / 2];
    }

    /* Seconds of one time: the median of 15 samples of at least 1 ms, after one that warms up. */
    typedef void fusec_work(long long times);
    typedef double fusec_time(void);
    static double fusec_seconds(fusec_work *work, fusec_time *time) {
      long long times = 1;
      double samples[15];
      work(1);
      for (;;) {
        double start = time();
        work(times);
        double seconds = time() - start;
        if (seconds >= 1e-3 || times >= 1ll << 40) break;
        times *= seconds < 1e-4 ? 8 : 2;
      }
      for (int i = 0; i < 15; i++) {
        double start = time();
        work(times);
        samples[i] = (time() - start) / (double)times;
      }
      return fusec_median(samples, 15);
    }

    static void fusec_additions(long long times) {
      unsigned long value = 1, step = (unsigned long)times | 1;
      while (times-- > 0)
        for (int i = 0; i < 1024; i++) {
          value += step;
          __asm__ volatile("" : "+r"(value));
        }
    }

    static unsigned char *fusec_from, *fusec_to;
    static size_t fusec_size, fusec_room;
    static void fusec_copy(long long times) {
      while (times-- > 0) {
        memcpy(fusec_to, fusec_from, fusec_size);
        __asm__ volatile("" : : "r"(fusec_to) : "memory");
      }
    }
    static void *fusec_copy_part(void *number) {
      size_t part = fusec_size / FUSEC_CORES, place = part * (size_t)(long)number;
      memcpy(fusec_to + place, fusec_from + place, part);
      __asm__ volatile("" : : "r"(fusec_to) : "memory");
      return 0;
    }
    static void fusec_copy_all(long long times) {
      pthread_t threads[FUSEC_CORES];
      while (times-- > 0) {
        int started = 1;
        while (started < FUSEC_CORES && pthread_create(&threads[started], 0, fusec_copy_part, (void *)(long)started) == 0) started++;
        for (int i = started; i < FUSEC_CORES; i++) fusec_copy_part((void *)(long)i);
        fusec_copy_part(0);
        for (int i = 1; i < started; i++) pthread_join(threads[i], 0);
      }
    }

    static float fusec_a[FUSEC_ELEMENTS] __attribute__((aligned(64)));
    static float fusec_b[FUSEC_ELEMENTS] __attribute__((aligned(64)));
    static float fusec_c[FUSEC_ELEMENTS] __attribute__((aligned(64)));
    #define FUSEC_CLASS(name) \\
      static void fusec_run_##name(long long times) { \\
        while (times-- > 0) fusec_##name((void *)fusec_a, (void *)fusec_b, (void *)fusec_c); \\
      }
    FUSEC_CLASS(simple)
    FUSEC_CLASS(division)
    FUSEC_CLASS(root)
    FUSEC_CLASS(transcendental)

    static void fusec_run_moved(long long times) {
      while (times-- > 0) fusec_moved((void *)fusec_from, (void *)fusec_to);
    }
    static void fusec_run_streamed(long long times) {
      while (times-- > 0) fusec_streamed((void *)fusec_from, (void *)fusec_to);
    }

    static __attribute__((noinline)) void fusec_empty(void) { __asm__ volatile(""); }
    static void fusec_calls(long long times) {
      while (times-- > 0) fusec_empty();
    }

    /* A thread that sleeps until it is called, and answers. */
    static pthread_mutex_t fusec_lock = PTHREAD_MUTEX_INITIALIZER;
    static pthread_cond_t fusec_begins = PTHREAD_COND_INITIALIZER, fusec_ends = PTHREAD_COND_INITIALIZER;
    static int fusec_turn; /* 1: the thread's, 0: the caller's, 2: the end */
    static void *fusec_sleeper(void *unused) {
      (void)unused;
      pthread_mutex_lock(&fusec_lock);
      while (fusec_turn != 2) {
        if (fusec_turn == 1) {
          fusec_turn = 0;
          pthread_cond_signal(&fusec_ends);
        }
        pthread_cond_wait(&fusec_begins, &fusec_lock);
      }
      pthread_mutex_unlock(&fusec_lock);
      return 0;
    }
    static double fusec_wake(void) {
      double samples[401];
      pthread_t thread;
      if (pthread_create(&thread, 0, fusec_sleeper, 0)) return 0;
      for (int i = 0; i < 401; i++) {
        struct timespec pause = {0, 100000};
        nanosleep(&pause, 0);
        double start = fusec_now();
        pthread_mutex_lock(&fusec_lock);
        fusec_turn = 1;
        pthread_cond_signal(&fusec_begins);
        while (fusec_turn != 0) pthread_cond_wait(&fusec_ends, &fusec_lock);
        pthread_mutex_unlock(&fusec_lock);
        samples[i] = fusec_now() - start;
      }
      pthread_mutex_lock(&fusec_lock);
      fusec_turn = 2;
      pthread_cond_signal(&fusec_begins);
      pthread_mutex_unlock(&fusec_lock);
      pthread_join(thread, 0);
      return fusec_median(samples, 401);
    }

    static pthread_barrier_t fusec_meeting;
    static void *fusec_meet(void *times) {
      for (long i = 0; i < (long)times; i++) pthread_barrier_wait(&fusec_meeting);
      return 0;
    }
    static double fusec_barrier(void) {
      enum { times = 200, samples = 9 };
      double seconds[samples];
      if (FUSEC_CORES < 2 || pthread_barrier_init(&fusec_meeting, 0, 2)) return 0;
      for (int i = 0; i < samples; i++) {
        pthread_t thread;
        if (pthread_create(&thread, 0, fusec_meet, (void *)(long)times)) return 0;
        double start = fusec_now();
        fusec_meet((void *)(long)times);
        seconds[i] = (fusec_now() - start) / times;
        pthread_join(thread, 0);
      }
      return fusec_median(seconds, samples);
    }

    static double fusec_copy_rate(fusec_work *copy, fusec_time *time, size_t size) {
      fusec_size = (size < fusec_room ? size : fusec_room) / 64 * 64;
      return 2 * (double)fusec_size / fusec_seconds(copy, time);
    }

    static void fusec_calibrate(double *figures) {
      size_t large = 4 * fusec_caches[2] > 64ul << 20 ? 4 * fusec_caches[2] : 64ul << 20;
      if (large > 256ul << 20) large = 256ul << 20;
      void *from = 0, *to = 0;
      while (posix_memalign(&from, 4096, large) || posix_memalign(&to, 4096, large)) {
        free(from);
        from = to = 0;
        large /= 2;
        if (large < 1ul << 20) exit(3);
      }
      memset(from, 1, large);
      memset(to, 2, large);
      fusec_from = from;
      fusec_to = to;
      fusec_room = large;
      for (int i = 0; i < FUSEC_ELEMENTS; i++) {
        fusec_a[i] = 0.5f + (float)i / (4 * FUSEC_ELEMENTS);
        fusec_b[i] = 0.9f;
      }
      int next = 0;
      figures[next++] = fusec_seconds(fusec_additions, fusec_own_time) / 1024;
      figures[next++] = fusec_copy_rate(fusec_copy, fusec_own_time, large);
      figures[next++] = fusec_copy_rate(fusec_copy_all, fusec_now, large);
      figures[next++] = fusec_caches[2] ? fusec_copy_rate(fusec_copy, fusec_own_time, fusec_caches[2] / 4) : 0;
      figures[next++] = fusec_copy_rate(fusec_copy, fusec_own_time, fusec_caches[1] / 4);
      figures[next++] = fusec_copy_rate(fusec_copy, fusec_own_time, fusec_caches[0] / 4);
      figures[next++] = fusec_seconds(fusec_run_simple, fusec_own_time);
      figures[next++] = fusec_seconds(fusec_run_division, fusec_own_time);
      figures[next++] = fusec_seconds(fusec_run_root, fusec_own_time);
      figures[next++] = fusec_seconds(fusec_run_transcendental, fusec_own_time);
      figures[next++] = fusec_seconds(fusec_calls, fusec_own_time);
      figures[next++] = fusec_wake();
      figures[next++] = fusec_barrier();
      figures[next++] = fusec_room < FUSEC_LARGE ? 0 : fusec_seconds(fusec_run_moved, fusec_own_time);
      figures[next++] = fusec_room < FUSEC_LARGE ? 0 : fusec_seconds(fusec_run_streamed, fusec_own_time);
    #if defined __AVX512F__
      figures[next++] = 16;
    #elif defined __AVX__
      figures[next++] = 8;
    #else
      figures[next++] = 4;
    #endif
    }

    """
}
