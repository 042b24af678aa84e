/// Loops on several threads in C, over POSIX threads.
///
/// `fusec_parallel(count, grain, task, places)` calls `task(places, begin, end, thread)` for parts of `0..<count`, one for each thread,
/// and returns when all are done. The parts are consecutive and differ in length by one at most; none is shorter than `grain`, so
/// that a short loop runs on the caller's thread alone. `thread` is below `FUSEC_THREAD_LIMIT` and no two parts that run at once
/// have the same, so that scratch memory can be cut by it. A task must not start another loop. What depends on where the
/// parts begin and end would depend on the number of threads: sums over the loop are made from partial ones of fixed parts.
///
/// How many threads there are is said twice. The macro `FUSEC_THREADS`, when the file is compiled, is 1 where nothing is said:
/// then there are no threads and the file needs no library. Another number is that many, 0 as many as the machine has
/// cores; and the environment variable `FUSEC_THREADS` overrides it when the first loop starts. Threads are started once, wait for
/// the next loop, and end with the program.
enum CThreads {
  /// The type of a task, `fusec_parallel` and what they need.
  static let functions = """
    #ifndef FUSEC_THREADS
    #define FUSEC_THREADS 1
    #endif
    typedef void fusec_task(void *const *places, long long begin, long long end, int thread);
    #if FUSEC_THREADS == 1
    #define FUSEC_THREAD_LIMIT 1
    static inline __attribute__((unused)) void fusec_parallel(
      long long count, long long grain, fusec_task *task, void *const *places) {
      (void)grain;
      if (count > 0) task(places, 0, count, 0);
    }
    #else
    #include <pthread.h>
    #include <stdlib.h>
    #include <unistd.h>
    #define FUSEC_THREAD_LIMIT 64
    static struct {
      pthread_mutex_t lock;
      pthread_cond_t begins, ends;
      pthread_t threads[FUSEC_THREAD_LIMIT];
      fusec_task *task;
      void *const *places;
      long long count;
      long owner;       /* the process that started the threads: a fork has none of them */
      unsigned round;   /* how many loops there were */
      int threadCount;  /* with the caller's; 0 before the first loop */
      int parts, running, stops;
    } fusec_pool = {.lock = PTHREAD_MUTEX_INITIALIZER, .begins = PTHREAD_COND_INITIALIZER, .ends = PTHREAD_COND_INITIALIZER};
    static inline void fusec_pause(void) {
    #if defined __x86_64__ || defined __i386__
      __builtin_ia32_pause();
    #endif
    }
    static void fusec_part(int thread) {
      long long size = fusec_pool.count / fusec_pool.parts, rest = fusec_pool.count % fusec_pool.parts;
      long long begin = size * thread + (thread < rest ? thread : rest);
      if (thread < fusec_pool.parts) fusec_pool.task(fusec_pool.places, begin, begin + size + (thread < rest), thread);
    }
    static void *fusec_worker(void *number) {
      for (unsigned seen = 0;; seen++) {
        for (int i = 0; i < 2000 && __atomic_load_n(&fusec_pool.round, __ATOMIC_ACQUIRE) == seen; i++) fusec_pause();
        if (__atomic_load_n(&fusec_pool.round, __ATOMIC_ACQUIRE) == seen) {
          pthread_mutex_lock(&fusec_pool.lock);
          while (__atomic_load_n(&fusec_pool.round, __ATOMIC_ACQUIRE) == seen) pthread_cond_wait(&fusec_pool.begins, &fusec_pool.lock);
          pthread_mutex_unlock(&fusec_pool.lock);
        }
        if (fusec_pool.stops) return 0;
        fusec_part((int)(long)number);
        if (__atomic_sub_fetch(&fusec_pool.running, 1, __ATOMIC_ACQ_REL) == 0) {
          pthread_mutex_lock(&fusec_pool.lock);
          pthread_cond_signal(&fusec_pool.ends);
          pthread_mutex_unlock(&fusec_pool.lock);
        }
      }
    }
    static void fusec_next_round(void) {
      pthread_mutex_lock(&fusec_pool.lock);
      __atomic_add_fetch(&fusec_pool.round, 1, __ATOMIC_ACQ_REL);
      pthread_cond_broadcast(&fusec_pool.begins);
      pthread_mutex_unlock(&fusec_pool.lock);
    }
    static void fusec_start_threads(void) {
      const char *text = getenv("FUSEC_THREADS");
      long number = text ? strtol(text, 0, 10) : FUSEC_THREADS;
      if (number == 0) number = sysconf(_SC_NPROCESSORS_ONLN);
      number = number < 1 ? 1 : number > FUSEC_THREAD_LIMIT ? FUSEC_THREAD_LIMIT : number;
      /* A fork has the lock as it was, and conditions that wait for threads which it does not have. */
      pthread_mutex_init(&fusec_pool.lock, 0);
      pthread_cond_init(&fusec_pool.begins, 0);
      pthread_cond_init(&fusec_pool.ends, 0);
      fusec_pool.owner = (long)getpid();
      fusec_pool.round = 0;
      fusec_pool.threadCount = 1;
      while (fusec_pool.threadCount < number
        && pthread_create(&fusec_pool.threads[fusec_pool.threadCount], 0, fusec_worker, (void *)(long)fusec_pool.threadCount) == 0)
        fusec_pool.threadCount++;
    }
    __attribute__((destructor)) static void fusec_stop_threads(void) {
      if (fusec_pool.threadCount < 2 || fusec_pool.owner != (long)getpid()) return;
      fusec_pool.stops = 1;
      fusec_next_round();
      for (int i = 1; i < fusec_pool.threadCount; i++) pthread_join(fusec_pool.threads[i], 0);
      fusec_pool.stops = fusec_pool.threadCount = 0;
    }
    static __attribute__((unused)) void fusec_parallel(
      long long count, long long grain, fusec_task *task, void *const *places) {
      if (count <= 0) return;
      if (count < 2 * grain) {
        task(places, 0, count, 0);
        return;
      }
      if (fusec_pool.threadCount == 0 || (fusec_pool.threadCount > 1 && fusec_pool.owner != (long)getpid())) fusec_start_threads();
      long long parts = grain > 1 ? count / grain : count;
      if (parts > fusec_pool.threadCount) parts = fusec_pool.threadCount;
      if (parts < 2) {
        task(places, 0, count, 0);
        return;
      }
      fusec_pool.task = task;
      fusec_pool.places = places;
      fusec_pool.count = count;
      fusec_pool.parts = (int)parts;
      __atomic_store_n(&fusec_pool.running, fusec_pool.threadCount - 1, __ATOMIC_RELEASE);
      fusec_next_round();
      fusec_part(0);
      for (int i = 0; i < 2000 && __atomic_load_n(&fusec_pool.running, __ATOMIC_ACQUIRE); i++) fusec_pause();
      if (__atomic_load_n(&fusec_pool.running, __ATOMIC_ACQUIRE)) {
        pthread_mutex_lock(&fusec_pool.lock);
        while (__atomic_load_n(&fusec_pool.running, __ATOMIC_ACQUIRE)) pthread_cond_wait(&fusec_pool.ends, &fusec_pool.lock);
        pthread_mutex_unlock(&fusec_pool.lock);
      }
    }
    #endif

    """
}
