#include "program.h"
#include <stdio.h>
int main(void) {
  float x[FUSEC_SOFTMAX_IN0_ELEMENTS] = {1, 2, 3, 5, 5, 5}, y[FUSEC_SOFTMAX_OUT0_ELEMENTS];
  unsigned char mask[2] = {1, 0};
  unsigned short a[2] = {0x3c00, 0x3c00}, b[1] = {0x4000}, c[2];
  fusec_softmax(x, y);
  for (int i = 0; i < FUSEC_SOFTMAX_OUT0_ELEMENTS; i++) printf("%.4f ", (double)y[i]);
  fusec_mask(mask, a, b, c);
  printf("\n%x %x\n", c[0], c[1]);
  return 0;
}
