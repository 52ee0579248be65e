/* Feeds 64-bit words from standard input to TestU01 as 32-bit halves, low half first.
 *
 * usage: stream-writer ORDER | battery smallcrush
 *        stream-writer ORDER | battery crush [FIRST LAST]
 *
 * FIRST and LAST choose some of Crush's 96 tests, so that parts can run side by side.
 *
 * Source: L'Ecuyer and Simard, "TestU01: A C Library for Empirical Testing of Random Number
 * Generators", ACM Transactions on Mathematical Software 33 (2007). */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <testu01/bbattery.h>
#include <testu01/swrite.h>
#include <testu01/unif01.h>

static uint32_t words[1 << 16];
static size_t used, filled;

static unsigned int next(void) {
  if (used == filled) {
    filled = fread(words, sizeof words[0], sizeof words / sizeof words[0], stdin);
    used = 0;
    if (filled == 0) {
      fprintf(stderr, "battery: the stream ended\n");
      exit(1);
    }
  }
  return words[used++];
}

int main(int count, char **arguments) {
  unif01_Gen *generator = unif01_CreateExternGenBits("stdin", next);
  const char *battery = count > 1 ? arguments[1] : "";
  setvbuf(stdout, NULL, _IOLBF, 0);
  if (strcmp(battery, "smallcrush") == 0) {
    swrite_Basic = FALSE;
    bbattery_SmallCrush(generator);
  } else if (strcmp(battery, "crush") == 0 && count == 4) {
    static int repetitions[201];
    int first = atoi(arguments[2]), last = atoi(arguments[3]);
    for (int test = first; test <= last && test <= 200; test++)
      if (test > 0) repetitions[test] = 1;
    bbattery_RepeatCrush(generator, repetitions);
  } else if (strcmp(battery, "crush") == 0) {
    bbattery_Crush(generator);
  } else {
    fprintf(stderr, "usage: stream-writer ORDER | battery smallcrush | crush [FIRST LAST]\n");
    return 2;
  }
  unif01_DeleteExternGenBits(generator);
  return 0;
}
