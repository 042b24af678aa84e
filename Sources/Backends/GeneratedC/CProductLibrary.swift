/// Products of matrices in C, for all sums of products of f32: matrix products, those of batches, convolutions.
///
/// Rows, columns and depth of a product are loop nests each, with distances of elements in the operands. A task computes a block of
/// the result: for each block of the depth it copies what the rows need of the left operand to where it lies in order, and
/// then, panel by panel, what some columns need of the right one, which all rows read while it is in the first-level
/// cache. A tile of the result is in registers while the depth runs. Copying is where strides, transposition and the
/// windows of convolutions are dealt with. An element's sum is cut into blocks by the depth alone, so that it is the same
/// number for any number of threads.
enum CProductLibrary {
  /// The most rows that a block of the result has, columns of a panel in vectors, and steps of a block of the depth.
  static let blockRows: Int64 = 240
  static let blockDepth: Int64 = 256
  static let panelVectors: Int64 = 2
  /// Tiles have these numbers of rows; the largest first.
  static let tileRows: [Int64] = [12, 8, 4, 2, 1]
  /// The most loops that one axis of a product has.
  static let loopLimit = 8

  /// The functions.
  static var functions: String {
    start + tileRows.map { "FUSEC_TILE(\($0))\n" }.joined() + "#undef FUSEC_TILE\n" + end
  }

  private static let start = """
    enum { FUSEC_BLOCK_ROWS = \(blockRows), FUSEC_BLOCK_DEPTH = \(blockDepth), FUSEC_PANEL = \(panelVectors) * FUSEC_LANES,
           FUSEC_PRODUCT_SPACE = (FUSEC_BLOCK_ROWS + FUSEC_PANEL) * FUSEC_BLOCK_DEPTH };
    /* A nest of loops, the outermost first, with the distances of elements in the left operand, the right one and the result. */
    struct fusec_loops {
      int count;
      long long size, extents[\(loopLimit)], strides[3][\(loopLimit)];
    };
    /* `adds`: the result has numbers already, to which the product is added. Tasks are blocks of columns of blocks of rows. */
    struct fusec_product {
      struct fusec_loops outer, rows, columns, depth;
      long long block_rows, block_columns, block_depth;
      int adds;
    };
    /* Where the elements of iterations lie, from the first on, in two operands. */
    static __attribute__((unused)) void fusec_places(
        const struct fusec_loops *loops, long long first, long long count, int a, long long *in_a, int b, long long *in_b) {
      long long index[\(loopLimit)], at_a = 0, at_b = 0;
      for (int i = loops->count - 1; i >= 0; i--) {
        index[i] = first % loops->extents[i];
        first /= loops->extents[i];
        at_a += index[i] * loops->strides[a][i];
        at_b += index[i] * loops->strides[b][i];
      }
      for (long long n = 0; n < count; n++) {
        in_a[n] = at_a;
        in_b[n] = at_b;
        for (int i = loops->count - 1; i >= 0; i--) {
          at_a += loops->strides[a][i];
          at_b += loops->strides[b][i];
          if (++index[i] < loops->extents[i]) break;
          at_a -= index[i] * loops->strides[a][i];
          at_b -= index[i] * loops->strides[b][i];
          index[i] = 0;
        }
      }
    }
    static inline __attribute__((unused)) long long fusec_run(const long long *places, long long count) {
      long long length = 1;
      while (length < count && places[length] == places[0] + length) length++;
      return length;
    }
    /* to[c * to_row + r] = from[places[r] + c] */
    static __attribute__((unused)) void fusec_transposed(
        long long rows, long long columns, const fusec_f32 *from, const long long *places, float *to, long long to_row) {
      typedef float quad __attribute__((vector_size(16)));
      typedef int choice __attribute__((vector_size(16), unused));
    #ifdef __clang__
    #define FUSEC_PICK(a, b, i, j, k, l) __builtin_shufflevector(a, b, i, j, k, l)
    #else
    #define FUSEC_PICK(a, b, i, j, k, l) __builtin_shuffle(a, b, (choice){i, j, k, l})
    #endif
      long long r = 0;
      for (; r + 4 <= rows; r += 4) {
        const fusec_f32 *a = from + places[r], *b = from + places[r + 1], *c = from + places[r + 2], *d = from + places[r + 3];
        long long n = 0;
        for (; n + 4 <= columns; n += 4) {
          quad p, q, s, t;
          __builtin_memcpy(&p, a + n, sizeof p);
          __builtin_memcpy(&q, b + n, sizeof q);
          __builtin_memcpy(&s, c + n, sizeof s);
          __builtin_memcpy(&t, d + n, sizeof t);
          quad pq = FUSEC_PICK(p, q, 0, 4, 1, 5), st = FUSEC_PICK(s, t, 0, 4, 1, 5);
          quad qp = FUSEC_PICK(p, q, 2, 6, 3, 7), ts = FUSEC_PICK(s, t, 2, 6, 3, 7);
          p = FUSEC_PICK(pq, st, 0, 1, 4, 5);
          q = FUSEC_PICK(pq, st, 2, 3, 6, 7);
          s = FUSEC_PICK(qp, ts, 0, 1, 4, 5);
          t = FUSEC_PICK(qp, ts, 2, 3, 6, 7);
          __builtin_memcpy(to + n * to_row + r, &p, sizeof p);
          __builtin_memcpy(to + (n + 1) * to_row + r, &q, sizeof q);
          __builtin_memcpy(to + (n + 2) * to_row + r, &s, sizeof s);
          __builtin_memcpy(to + (n + 3) * to_row + r, &t, sizeof t);
        }
        for (; n < columns; n++) {
          to[n * to_row + r] = a[n];
          to[n * to_row + r + 1] = b[n];
          to[n * to_row + r + 2] = c[n];
          to[n * to_row + r + 3] = d[n];
        }
      }
      for (; r < rows; r++)
        for (long long n = 0; n < columns; n++) to[n * to_row + r] = from[places[r] + n];
    #undef FUSEC_PICK
    }
    /* to[r * to_row + c] = from[rows[r] + columns[c]] */
    static __attribute__((unused)) void fusec_gathered(
        long long row_count, long long column_count, const fusec_f32 *from, const long long *rows, const long long *columns,
        float *to, long long to_row) {
      for (long long first = 0; first < column_count;) {
        long long length = fusec_run(columns + first, column_count - first);
        if (length < 4 && column_count <= 64) length = column_count - first;
        if (length == FUSEC_PANEL && fusec_run(columns + first, length) == length)
          for (long long r = 0; r < row_count; r++) {
            fusec_vf a, b;
            const fusec_f32 *at = from + rows[r] + columns[first];
            __builtin_memcpy(&a, at, sizeof a);
            __builtin_memcpy(&b, at + FUSEC_LANES, sizeof b);
            __builtin_memcpy(to + r * to_row + first, &a, sizeof a);
            __builtin_memcpy(to + r * to_row + first + FUSEC_LANES, &b, sizeof b);
          }
        else if (fusec_run(columns + first, length) == length)
          for (long long r = 0; r < row_count; r++) {
            const fusec_f32 *at = from + rows[r] + columns[first];
            for (long long c = 0; c < length; c++) to[r * to_row + first + c] = at[c];
          }
        else
          for (long long r = 0; r < row_count; r++) {
            const fusec_f32 *at = from + rows[r];
            for (long long c = first; c < first + length; c++) to[r * to_row + c] = at[columns[c]];
          }
        first += length;
      }
    }
    /* What comes next lies at `ahead`: the tiles of a block fetch a share of it each, two lines of each step of the depth. */
    #define FUSEC_TILE(ROWS) \\
      static __attribute__((unused)) void fusec_tile_##ROWS( \\
          long long depth, const float *left, const fusec_f32 *right, long long right_stride, fusec_f32 *result, \\
          const long long *row_places, const long long *column_places, int columns, int adds, const fusec_f32 *ahead, \\
          const long long *ahead_places, long long share) { \\
        fusec_vf sums[ROWS][2] = {{{0}}}; \\
        for (long long k = 0; k < depth; k++) { \\
          fusec_vf first, second; \\
          __builtin_memcpy(&first, right, sizeof first); \\
          __builtin_memcpy(&second, right + FUSEC_LANES, sizeof second); \\
          __builtin_prefetch(ahead + ahead_places[k * share >> 8] + (k & 1) * FUSEC_LANES); \\
          _Pragma("GCC unroll 12") \\
          for (int i = 0; i < ROWS; i++) { \\
            fusec_vf factor = FUSEC_SPLAT(fusec_vf, left[i * FUSEC_BLOCK_DEPTH + k]); \\
            sums[i][0] = fusec_fma_vf(factor, first, sums[i][0]); \\
            sums[i][1] = fusec_fma_vf(factor, second, sums[i][1]); \\
          } \\
          right += right_stride; \\
        } \\
        if (columns == FUSEC_PANEL) { \\
          _Pragma("GCC unroll 12") \\
          for (int i = 0; i < ROWS; i++) { \\
            fusec_f32 *to = result + row_places[i] + column_places[0]; \\
            fusec_vf first = {0}, second = {0}; \\
            if (adds) { \\
              __builtin_memcpy(&first, to, sizeof first); \\
              __builtin_memcpy(&second, to + FUSEC_LANES, sizeof second); \\
            } \\
            first += sums[i][0]; \\
            second += sums[i][1]; \\
            __builtin_memcpy(to, &first, sizeof first); \\
            __builtin_memcpy(to + FUSEC_LANES, &second, sizeof second); \\
          } \\
          return; \\
        } \\
        if (columns < 0) columns = -columns; \\
        for (int i = 0; i < ROWS; i++) { \\
          float line[FUSEC_PANEL]; \\
          __builtin_memcpy(line, sums[i], sizeof line); \\
          for (int j = 0; j < columns; j++) { \\
            fusec_f32 *to = result + row_places[i] + column_places[j]; \\
            *to = adds ? *to + line[j] : line[j]; \\
          } \\
        } \\
      }

    """

  private static var tileCalls: String {
    tileRows.enumerated().map { index, rows in
      "        \(index == 0 ? "" : "else ")\(rows > 1 ? "if (height - i >= \(rows)) " : "")"
        + "{ fusec_tile_\(rows)(length, left_block + i * FUSEC_BLOCK_DEPTH, from, stride, result, row_result + i, "
        + "column_result, whole, adds, ahead, next, share); i += \(rows); }\n"
    }.joined()
  }

  private static var end: String {
    """
    /* Tasks number `begin` to `end` of a product. */
    static __attribute__((unused)) void fusec_product_tasks(
        const struct fusec_product *product, const fusec_f32 *left, const fusec_f32 *right, fusec_f32 *result, long long begin,
        long long end, float *space) {
      long long row_left[FUSEC_BLOCK_ROWS], row_result[FUSEC_BLOCK_ROWS], depth_left[FUSEC_BLOCK_DEPTH],
                depth_right[FUSEC_BLOCK_DEPTH], column_right[FUSEC_PANEL], column_result[FUSEC_PANEL];
      float *panel = space, *left_block = space + FUSEC_PANEL * FUSEC_BLOCK_DEPTH;
      long long rows = product->rows.size, columns = product->columns.size, depth = product->depth.size;
      long long row_blocks = (rows + product->block_rows - 1) / product->block_rows;
      long long column_blocks = (columns + product->block_columns - 1) / product->block_columns;
      for (long long task = begin; task < end; task++) {
        long long row = task / column_blocks % row_blocks * product->block_rows;
        long long first_column = task % column_blocks * product->block_columns;
        long long outer = task / column_blocks / row_blocks;
        long long height = rows - row < product->block_rows ? rows - row : product->block_rows;
        long long last_column =
          columns - first_column < product->block_columns ? columns : first_column + product->block_columns;
        long long left_start, right_start, result_start;
        fusec_places(&product->outer, outer, 1, 0, &left_start, 1, &right_start);
        fusec_places(&product->outer, outer, 1, 0, &left_start, 2, &result_start);
        fusec_places(&product->rows, row, height, 0, row_left, 2, row_result);
        for (long long i = 0; i < height; i++) {
          row_left[i] += left_start;
          row_result[i] += result_start;
        }
        for (long long k = 0; k < depth; k += product->block_depth) {
          long long length = depth - k < product->block_depth ? depth - k : product->block_depth;
          int adds = product->adds || k > 0;
          fusec_places(&product->depth, k, length, 0, depth_left, 1, depth_right);
          for (long long p = 0; p < length; p++) depth_right[p] += right_start;
          if (length > 1 && depth_left[1] != depth_left[0] + 1 && fusec_run(row_left, height) == height) {
            for (long long p = 0; p < length; p++) depth_left[p] += row_left[0];
            fusec_transposed(length, height, left, depth_left, left_block, FUSEC_BLOCK_DEPTH);
          } else {
            fusec_gathered(height, length, left, row_left, depth_left, left_block, FUSEC_BLOCK_DEPTH);
          }
          /* Panels are read where they lie, if steps do not fall on few lines of the cache. */
          long long step = length > 1 ? depth_right[1] - depth_right[0] : FUSEC_PANEL;
          for (long long p = 2; p < length; p++)
            if (depth_right[p] - depth_right[p - 1] != step) step = 0;
          long long share = height > \(tileRows[0]) ? \(tileRows[0]) * 256 / height : 255;
          for (long long column = first_column; column < last_column; column += FUSEC_PANEL) {
            int width = (int)(last_column - column < FUSEC_PANEL ? last_column - column : FUSEC_PANEL);
            fusec_places(&product->columns, column, width, 1, column_right, 2, column_result);
            /* Columns behind the last are the last one again, and are not stored. */
            for (int l = width; l < FUSEC_PANEL; l++) column_right[l] = column_right[width - 1];
            int isRow = fusec_run(column_right, FUSEC_PANEL) == FUSEC_PANEL;
            const fusec_f32 *from = panel;
            long long stride = FUSEC_PANEL;
            if (isRow && width == FUSEC_PANEL && step % 1024 != 0) {
              from = right + depth_right[0] + column_right[0];
              stride = step;
            } else if (!isRow && fusec_run(depth_right, length) == length && length >= 4) {
              for (int l = 0; l < FUSEC_PANEL; l++) column_right[l] += depth_right[0];
              fusec_transposed(FUSEC_PANEL, length, right, column_right, panel, FUSEC_PANEL);
              for (int l = 0; l < FUSEC_PANEL; l++) column_right[l] -= depth_right[0];
            } else {
              fusec_gathered(length, FUSEC_PANEL, right, depth_right, column_right, panel, FUSEC_PANEL);
            }
            const fusec_f32 *ahead = right + column_right[0] + (isRow && column + 2 * FUSEC_PANEL <= last_column ? FUSEC_PANEL : 0);
            /* A whole panel that lies densely in the result is stored as vectors. */
            int whole = width == FUSEC_PANEL && fusec_run(column_result, FUSEC_PANEL) == FUSEC_PANEL ? FUSEC_PANEL : -width;
            for (long long i = 0; i < height;) {
              const long long *next = depth_right + i * (length - 1 - (length - 1) * share / 256) / height;
    \(tileCalls)        }
          }
        }
      }
    }
    /* Where operands are copied to, by thread. */
    static float fusec_product_space[FUSEC_THREAD_LIMIT * FUSEC_PRODUCT_SPACE] __attribute__((aligned(64)));
    static __attribute__((unused)) void fusec_product_task(void *const *places, long long begin, long long end, int thread) {
      fusec_product_tasks((const struct fusec_product *)places[3], (const fusec_f32 *)places[0], (const fusec_f32 *)places[1],
        (fusec_f32 *)places[2], begin, end, fusec_product_space + (long long)thread * FUSEC_PRODUCT_SPACE);
    }

    """
  }
}
