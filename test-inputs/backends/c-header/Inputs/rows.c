#include "program.h"
#include <stdio.h>
static float x[FUSEC_MAIN_IN0_ELEMENTS(5000)], y[FUSEC_MAIN_OUT0_ELEMENTS(5000)];
int main(void) {
  y[0] = 7;
  fusec_main(0, x, y);
  if (y[0] == 7) printf("0 rows: nothing is written\n");
  for (int i = 0; i < FUSEC_MAIN_IN0_ELEMENTS(5000); i++) x[i] = (float)(i % 11) * 0.25f;
  for (long long rows = 1; rows <= 5000; rows += 4999) {
    double sum = 0;
    fusec_main(rows, x, y);
    for (int i = 0; i < FUSEC_MAIN_OUT0_ELEMENTS(rows); i++) sum += (double)y[i];
    printf("%lld rows: %.*f\n", rows, rows == 1 ? 3 : 1, sum);
  }
  return 0;
}
