// What generated CUDA C++ needs of CUDA, on a processor: the threads of a block are contexts of one thread of the system, which
// take turns where they wait for each other; blocks run one after the other. Only for tests of what kernels compute.
#pragma once
#include <math.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <ucontext.h>

#define __global__
#define __device__
#define __shared__ static
#define __restrict__ __restrict
#define __forceinline__ inline
#define __align__(n) __attribute__((aligned(n)))
#define __launch_bounds__(...)

struct dim3 { unsigned x, y, z; };
static dim3 blockIdx, blockDim, gridDim, threadIdx;

struct host_thread {
  ucontext_t context;
  unsigned number;
  bool done;
};

enum { HOST_THREADS = 1024, HOST_STACK = 64 << 10 };
static host_thread host_threads[HOST_THREADS];
static unsigned char *host_stacks;
static ucontext_t host_main;
static host_thread *host_current;
static void (*host_body)(void *);
static void *host_arguments;

// A meeting of all threads that have not ended: of a block, or of a warp.
struct host_meeting { unsigned waiting, alive; unsigned long turn; };
static host_meeting host_block, host_warps[HOST_THREADS / 32];
static unsigned long host_moves;

static void host_yield() {
  host_thread *self = host_current;
  swapcontext(&self->context, &host_main);
  threadIdx.x = self->number;
}

static void host_meet(host_meeting *meeting) {
  unsigned long turn = meeting->turn;
  host_moves++;
  if (++meeting->waiting == meeting->alive) {
    meeting->waiting = 0;
    meeting->turn++;
    return;
  }
  while (meeting->turn == turn) host_yield();
  host_moves++;
}

static void host_leave(host_meeting *meeting) {
  meeting->alive--;
  if (meeting->alive && meeting->waiting == meeting->alive) {
    meeting->waiting = 0;
    meeting->turn++;
  }
}

static void host_start() {
  host_thread *self = host_current;
  host_body(host_arguments);
  self->done = true;
  host_moves++;
  host_leave(&host_block);
  host_leave(&host_warps[self->number / 32]);
}

static void host_run_block() {
  unsigned count = blockDim.x;
  host_block = {0, count, 0};
  for (unsigned w = 0; w * 32 < count; w++) {
    unsigned alive = count - w * 32 < 32 ? count - w * 32 : 32;
    host_warps[w] = {0, alive, 0};
  }
  for (unsigned i = 0; i < count; i++) {
    host_thread *thread = &host_threads[i];
    thread->number = i;
    thread->done = false;
    getcontext(&thread->context);
    thread->context.uc_stack.ss_sp = host_stacks + (size_t)i * HOST_STACK;
    thread->context.uc_stack.ss_size = HOST_STACK;
    thread->context.uc_link = &host_main;
    makecontext(&thread->context, host_start, 0);
  }
  // Odd turns go from the last thread to the first, so that a missing barrier shows.
  for (unsigned turn = 0, left = count; left; turn++) {
    unsigned long before = host_moves;
    left = 0;
    for (unsigned n = 0; n < count; n++) {
      host_thread *thread = &host_threads[turn % 2 ? count - 1 - n : n];
      if (thread->done) continue;
      host_current = thread;
      threadIdx.x = thread->number;
      swapcontext(&host_main, &thread->context);
      if (!thread->done) left++;
    }
    if (left && host_moves == before) {
      fprintf(stderr, "the threads of a block wait for each other without end\n");
      exit(1);
    }
  }
}

template <class Body> static void host_call(void *body) { (*(Body *)body)(); }

template <class Kernel, class... Arguments>
static void host_launch(const char *name, Kernel kernel, unsigned blocks, unsigned threads, Arguments... arguments) {
  if (!blocks || !threads || threads > HOST_THREADS) {
    fprintf(stderr, "%s cannot be launched with %u blocks of %u threads\n", name, blocks, threads);
    exit(1);
  }
  if (!host_stacks) host_stacks = (unsigned char *)malloc((size_t)HOST_THREADS * HOST_STACK);
  auto body = [&]() { kernel(arguments...); };
  host_arguments = &body;
  host_body = host_call<decltype(body)>;
  gridDim = {blocks, 1, 1};
  blockDim = {threads, 1, 1};
  for (unsigned b = 0; b < blocks; b++) {
    blockIdx = {b, 0, 0};
    host_run_block();
  }
}
#define FUSEC_LAUNCH(kernel, blocks, threads, ...) host_launch(#kernel, kernel, blocks, threads, __VA_ARGS__)

static inline void __syncthreads() { host_meet(&host_block); }
static inline void __syncwarp() { host_meet(&host_warps[threadIdx.x / 32]); }

// Each thread of a warp lays down its number, and takes that of the other when all have.
template <class T> static T __shfl_xor_sync(unsigned mask, T x, int m) {
  static unsigned char slots[HOST_THREADS][16];
  unsigned self = threadIdx.x, other = (self & ~31u) | ((self ^ (unsigned)m) & 31u);
  if (mask != 0xffffffffu || other >= blockDim.x) {
    fprintf(stderr, "a thread exchanges with one that is not there\n");
    exit(1);
  }
  memcpy(slots[self], &x, sizeof x);
  host_meet(&host_warps[self / 32]);
  memcpy(&x, slots[other], sizeof x);
  host_meet(&host_warps[self / 32]);
  return x;
}

static inline float rsqrtf(float x) { return 1.0f / sqrtf(x); }
static inline double rsqrt(double x) { return 1.0 / sqrt(x); }

typedef int cudaError_t;
typedef struct host_stream *cudaStream_t;
typedef double *cudaEvent_t;
enum { cudaSuccess = 0, cudaMemcpyDeviceToDevice, cudaMemcpyHostToDevice, cudaMemcpyDeviceToHost };
static inline cudaError_t cudaGetLastError() { return 0; }
static inline const char *cudaGetErrorString(cudaError_t) { return "none"; }
static inline cudaError_t cudaGetDeviceCount(int *count) { return *count = 1, 0; }
static inline cudaError_t cudaMalloc(void **memory, size_t bytes) {
  // Filled with what no program means, so that reading what nobody wrote shows.
  if (posix_memalign(memory, 256, bytes ? bytes : 1)) return 2;
  memset(*memory, 0xcb, bytes);
  return 0;
}
static inline cudaError_t cudaMemcpy(void *to, const void *from, size_t bytes, int) {
  return memcpy(to, from, bytes), 0;
}
static inline cudaError_t cudaMemcpyAsync(void *to, const void *from, size_t bytes, int, cudaStream_t) {
  return memcpy(to, from, bytes), 0;
}
static inline cudaError_t cudaDeviceSynchronize() { return 0; }
static inline cudaError_t cudaEventCreate(cudaEvent_t *event) { return *event = new double(0), 0; }
static inline cudaError_t cudaEventRecord(cudaEvent_t event, cudaStream_t) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return *event = now.tv_sec * 1e3 + now.tv_nsec * 1e-6, 0;
}
static inline cudaError_t cudaEventSynchronize(cudaEvent_t) { return 0; }
static inline cudaError_t cudaEventElapsedTime(float *milliseconds, cudaEvent_t start, cudaEvent_t end) {
  return *milliseconds = (float)(*end - *start), 0;
}
