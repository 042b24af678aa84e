#ifndef LIBFUZZER_H
#define LIBFUZZER_H

#include <stddef.h>
#include <stdint.h>

/// Runs libFuzzer with the given command line; calls `callback` with each input.
int LLVMFuzzerRunDriver(
  int *count, char ***arguments, int (*callback)(const uint8_t *data, size_t size));

/// Changes an input of `size` bytes in place and returns its new size, at most `maximum`.
size_t LLVMFuzzerMutate(uint8_t *data, size_t size, size_t maximum);

#endif
