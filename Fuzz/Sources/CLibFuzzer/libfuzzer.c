// The functions are in the compiler's runtime; a target needs one source file.
#include "libfuzzer.h"
