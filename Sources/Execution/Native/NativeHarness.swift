/// The C text around a program: it reads arguments from files, runs the program, and writes results to files.
enum NativeHarness {
  /// The text of `main.c`, which includes `program.c`.
  static func text(_ program: NativeProgram) -> String {
    var reads = ""
    for (index, input) in program.inputs.enumerated() {
      let size = input.tensor.byteCount
      if input.place.hasPrefix("fusec_argument") {
        reads += "  \(input.place) = fusec_memory(\(size));\n"
      }
      reads += "  fusec_read(\"input\(index)\", \(input.place), \(size));\n"
    }
    var writes = ""
    for (index, output) in program.outputs.enumerated() {
      let size = byteCount(output)
      if output.place.hasPrefix("fusec_result") {
        reads += "  \(output.place) = fusec_memory(\(size));\n"
      }
      writes += "  fusec_write(\"output\(index)\", \(output.place), \(size));\n"
    }
    return """
      #define _POSIX_C_SOURCE 200809L
      #include "program.c"
      #include <stdio.h>
      #include <stdlib.h>
      #include <time.h>
      #include <unistd.h>

      static unsigned char *fusec_argument[\(max(1, program.inputs.count))];
      static unsigned char *fusec_result[\(max(1, program.outputs.count))];

      static void fusec_stop(const char *what, const char *name) {
        fprintf(stderr, "%s %s\\n", what, name);
        exit(1);
      }

      static unsigned char *fusec_memory(size_t size) {
        void *memory = 0;
        if (posix_memalign(&memory, 64, size ? size : 1)) fusec_stop("no memory for", "a tensor");
        return memory;
      }

      static void fusec_read(const char *name, void *to, size_t size) {
        FILE *file = fopen(name, "rb");
        if (!file || fread(to, 1, size, file) != size) fusec_stop("cannot read", name);
        fclose(file);
      }

      static void fusec_write(const char *name, const void *from, size_t size) {
        FILE *file = fopen(name, "wb");
        if (!file || fwrite(from, 1, size, file) != size || fclose(file)) fusec_stop("cannot write", name);
      }

      int main(int count, char **arguments) {
        struct timespec start, end;
        char text[64];
        if (count != 2 || chdir(arguments[1])) fusec_stop("cannot enter", "the folder");
      \(reads)  clock_gettime(CLOCK_MONOTONIC, &start);
        \(program.call)
        clock_gettime(CLOCK_MONOTONIC, &end);
      \(writes)  int length = snprintf(text, sizeof text, "%.9f",
          (double)(end.tv_sec - start.tv_sec) + 1e-9 * (double)(end.tv_nsec - start.tv_nsec));
        fusec_write("seconds", text, (size_t)length);
        return 0;
      }

      """
  }

  private static func byteCount(_ output: NativeProgram.Output) -> Int {
    output.shape.reduce(1) { $0 &* $1 } &* output.elementType.storageByteWidth
  }
}
