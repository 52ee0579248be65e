// W1 and W2 in C++, written for the vectoriser: structure of arrays, tiles in the first-level cache, one
// xoshiro256++ state a path, Box and Muller through the vector mathematics library, levels every step.
//
// usage: cpp_peer W1|W2 THREADS; every line read is one repetition, answered by one line of JSON.
#include <chrono>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <iostream>
#include <string>
#include <omp.h>

#ifndef TILE
#define TILE 64
#endif
constexpr int T = TILE, STEPS = 260, FACTORS = 4, BOOKS = 8, STATS = 8;
constexpr double DT = 1.0 / 52;
constexpr double MU[4] = {0.05, 0.05, 0, -0.1}, SIGMA[4] = {0.7, 0.9, 0.5, 0.6};
constexpr double RHO[4][4] = {{1, 0.8, 0.3, 0.5}, {0.8, 1, 0.35, 0.45}, {0.3, 0.35, 1, 0.4}, {0.5, 0.45, 0.4, 1}};

static double loading[4][4];

static void factor() {
  for (int j = 0; j < 4; j++)
    for (int i = j; i < 4; i++) {
      double s = RHO[i][j];
      for (int k = 0; k < j; k++) s -= loading[i][k] * loading[j][k];
      loading[i][j] = i == j ? std::sqrt(s) : s / loading[j][j];
    }
  for (int i = 0; i < 4; i++)
    for (int j = 0; j <= i; j++) loading[i][j] *= SIGMA[i] * std::sqrt(DT);
}

static inline uint64_t mix(uint64_t &x) {
  uint64_t z = (x += 0x9E3779B97F4A7C15ull);
  z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ull;
  z = (z ^ (z >> 27)) * 0x94D049BB133111EBull;
  return z ^ (z >> 31);
}

struct Generator {
  alignas(64) uint64_t a[T], b[T], c[T], d[T];
  void seed(uint64_t first) {
    for (int i = 0; i < T; i++) {
      uint64_t x = (first + i) * 0xD1342543DE82EF95ull + 20251231;
      a[i] = mix(x), b[i] = mix(x), c[i] = mix(x), d[i] = mix(x);
    }
  }
  // Uniforms in (0, 1).
  inline void uniforms(double *__restrict u) {
#pragma omp simd
    for (int i = 0; i < T; i++) {
      uint64_t s = a[i] + d[i], r = ((s << 23) | (s >> 41)) + a[i], t = b[i] << 17;
      c[i] ^= a[i], d[i] ^= b[i], b[i] ^= c[i], a[i] ^= d[i], c[i] ^= t;
      d[i] = (d[i] << 45) | (d[i] >> 19);
      uint64_t bits = (r >> 12) | 0x3FF0000000000000ull;
      double x;
      std::memcpy(&x, &bits, 8);
      u[i] = x - (1 - 0x1p-53);
    }
  }
  // Sine and cosine in loops of their own: in one loop they become sincos, which is not vectorised.
  inline void normals(double *__restrict x, double *__restrict y) {
    alignas(64) double u[T], v[T];
    uniforms(u), uniforms(v);
#pragma omp simd
    for (int i = 0; i < T; i++) u[i] = std::sqrt(-2 * std::log(u[i])), v[i] *= 2 * M_PI;
#pragma omp simd
    for (int i = 0; i < T; i++) x[i] = u[i] * std::cos(v[i]);
#pragma omp simd
    for (int i = 0; i < T; i++) y[i] = u[i] * std::sin(v[i]);
  }
};

struct Sums {
  double sum[STATS] = {}, square[STATS] = {};
  void add(int k, const double *x) {
    double s = 0, q = 0;
    for (int i = 0; i < T; i++) s += x[i], q += x[i] * x[i];
    sum[k] += s, square[k] += q;
  }
  void merge(const Sums &o) {
    for (int k = 0; k < STATS; k++) sum[k] += o.sum[k], square[k] += o.square[k];
  }
};

static void paths_tile(uint64_t first, Sums &sums) {
  static thread_local Generator g;
  alignas(64) double z[2][4][T], s[4][T], low[T];
  g.seed(first);
  for (int i = 0; i < T; i++) low[i] = s[0][i] = s[1][i] = s[2][i] = s[3][i] = 1;
  double drift[4];
  for (int f = 0; f < 4; f++) drift[f] = (MU[f] - SIGMA[f] * SIGMA[f] / 2) * DT;
  const auto &l = loading;
  for (int step = 0; step < STEPS; step++) {
    if (step % 2 == 0)
      for (int f = 0; f < 4; f++) g.normals(z[0][f], z[1][f]);
    const auto &w = z[step % 2];
#pragma omp simd
    for (int i = 0; i < T; i++) {
      double z0 = w[0][i], z1 = w[1][i], z2 = w[2][i], z3 = w[3][i];
      s[0][i] *= std::exp(drift[0] + l[0][0] * z0);
      s[1][i] *= std::exp(drift[1] + l[1][0] * z0 + l[1][1] * z1);
      s[2][i] *= std::exp(drift[2] + l[2][0] * z0 + l[2][1] * z1 + l[2][2] * z2);
      s[3][i] *= std::exp(drift[3] + l[3][0] * z0 + l[3][1] * z1 + l[3][2] * z2 + l[3][3] * z3);
      low[i] = s[0][i] < low[i] ? s[0][i] : low[i];
    }
  }
  for (int f = 0; f < 4; f++) sums.add(f, s[f]);
  sums.add(4, low);
}

constexpr double LEAVING[2] = {0.5 / 52, 2.0 / 52}, SCALE[2] = {1, 1.5}, JUMPS[2] = {1.0 / 52, 6.0 / 52};
constexpr double JUMP_MEAN[2] = {-0.10, -0.12}, JUMP_SD[2] = {0.08, 0.10};

struct Book { double cash, coins, debt, coin, rent, power, overhead, interest, repay; };

static Book book(int m) {
  double debt = m ? 0.3 + 0.1 * m : 0;
  return {m ? 0.2 : 1000, m ? 0.3 + 0.05 * m : 0, debt, 0.3 * DT, (0.25 + 0.02 * m) * DT, 0.25 * DT, 0.1 * DT,
          (0.06 + 0.01 * m) * DT, 0.1 * debt * DT};
}

// Regimes and jumps by waiting times, as a path rarely has either.
struct Events {
  uint64_t x;
  int regime, next_switch, next_jump;
  double uniform() { return ((mix(x) >> 12) + 0.5) * 0x1p-52; }
  int wait(double p) { return (int)(std::log(uniform()) / std::log1p(-p)) + 1; }
  void begin(uint64_t path) {
    x = path * 0xA0761D6478BD642Full + 99;
    mix(x);
    x = mix(x);
    regime = 0, next_switch = wait(LEAVING[0]), next_jump = wait(JUMPS[0]) - 1;
  }
};

static void books_tile(uint64_t first, Sums &sums) {
  static thread_local Generator g;
  static thread_local Events events[T];
  alignas(64) double z[2][4][T], s[4][T], low[T], scale[T];
  alignas(64) int next[T];
  alignas(64) double cash[BOOKS][T], coins[BOOKS][T], debt[BOOKS][T], loss[BOOKS][T];
  Book terms[BOOKS];
  g.seed(first);
  for (int m = 0; m < BOOKS; m++) {
    terms[m] = book(m);
    for (int i = 0; i < T; i++)
      cash[m][i] = terms[m].cash, coins[m][i] = terms[m].coins, debt[m][i] = terms[m].debt, loss[m][i] = -1;
  }
  for (int i = 0; i < T; i++) {
    low[i] = s[0][i] = s[1][i] = s[2][i] = s[3][i] = 1;
    scale[i] = SCALE[0];
    events[i].begin(first + i);
    next[i] = std::min(events[i].next_switch, events[i].next_jump);
  }
  double half[4];
  for (int f = 0; f < 4; f++) half[f] = SIGMA[f] * SIGMA[f] / 2 * DT;
  const auto &l = loading;
  for (int step = 0; step < STEPS; step++) {
    if (step % 2 == 0)
      for (int f = 0; f < 4; f++) g.normals(z[0][f], z[1][f]);
    for (int block = 0; block < T; block += 16) {
      int due = 0;
      for (int i = 0; i < 16; i++) due |= next[block + i] <= step;
      if (due)
        for (int i = block; i < block + 16; i++)
          if (next[i] <= step) {
            Events &e = events[i];
            if (e.next_switch == step) {
              e.regime ^= 1;
              e.next_switch = step + e.wait(LEAVING[e.regime]);
              e.next_jump = step + e.wait(JUMPS[e.regime]) - 1;
              scale[i] = SCALE[e.regime];
            }
            if (e.next_jump == step) {
              e.next_jump = step + e.wait(JUMPS[e.regime]);
              double n = std::sqrt(-2 * std::log(e.uniform())) * std::cos(2 * M_PI * e.uniform());
              for (int f = 0; f < 2; f++) s[f][i] *= std::exp(JUMP_MEAN[f] + JUMP_SD[f] * n);
            }
            next[i] = std::min(e.next_switch, e.next_jump);
          }
    }
    const auto &w = z[step % 2];
#pragma omp simd
    for (int i = 0; i < T; i++) {
      double z0 = w[0][i], z1 = w[1][i], z2 = w[2][i], z3 = w[3][i], k = scale[i], q = k * k;
      s[0][i] *= std::exp(MU[0] * DT - half[0] * q + k * (l[0][0] * z0));
      s[1][i] *= std::exp(MU[1] * DT - half[1] * q + k * (l[1][0] * z0 + l[1][1] * z1));
      s[2][i] *= std::exp(MU[2] * DT - half[2] * q + k * (l[2][0] * z0 + l[2][1] * z1 + l[2][2] * z2));
      s[3][i] *=
          std::exp(MU[3] * DT - half[3] * q + k * (l[3][0] * z0 + l[3][1] * z1 + l[3][2] * z2 + l[3][3] * z3));
      low[i] = s[0][i] < low[i] ? s[0][i] : low[i];
    }
    for (int m = 0; m < BOOKS; m++) {
      const Book t = terms[m];
      double *__restrict C = cash[m], *__restrict B = coins[m], *__restrict D = debt[m], *__restrict L = loss[m];
#pragma omp simd
      for (int i = 0; i < T; i++) {
        double c = C[i] + t.coin * s[0][i] + t.rent * s[2][i] - t.power * s[3][i] - t.overhead - t.interest * D[i];
        double worth = B[i] * s[0][i], sale = c < 0 ? -c : 0;
        sale = sale < worth ? sale : worth;
        double paid = c > 0.2 ? c - 0.2 : 0;
        paid = paid < D[i] ? paid : D[i];
        paid = paid < t.repay ? paid : t.repay;
        double left = c + sale - paid, owed = D[i] - paid, assets = worth - sale + 0.5 * s[2][i] + left;
        double lost = owed - 0.6 * assets;
        lost = lost > 0 ? lost : 0;
        L[i] = ((left < -1e-9) | (assets < 0.9 * owed)) & (L[i] < 0) ? lost : L[i];
        C[i] = left, B[i] -= sale / s[0][i], D[i] = owed;
      }
    }
  }
  alignas(64) double defaults[T] = {}, losses[T] = {};
  for (int m = 0; m < BOOKS; m++)
    for (int i = 0; i < T; i++)
      if (loss[m][i] >= 0) defaults[i] += 1, losses[i] += loss[m][i];
  for (int f = 0; f < 4; f++) sums.add(f, s[f]);
  sums.add(4, low), sums.add(5, cash[0]), sums.add(6, defaults), sums.add(7, losses);
}

int main(int count, char **words) {
  if (count != 3) return 2;
  const bool books = !std::strcmp(words[1], "W2");
  const int threads = std::atoi(words[2]);
  factor();
  omp_set_num_threads(threads);
  const long paths = (books ? 262144 : 524288), tiles = paths / T;
  const char *names[] = {"terminal1", "terminal2", "terminal3", "terminal4", "minimum1", "cash1", "defaults", "losses"};
  std::string line;
  while (std::getline(std::cin, line)) {
    auto start = std::chrono::steady_clock::now();
    Sums total;
#pragma omp parallel
    {
      Sums mine;
#pragma omp for schedule(dynamic, 8)
      for (long tile = 0; tile < tiles; tile++)
        books ? books_tile(tile * T, mine) : paths_tile(tile * T, mine);
#pragma omp critical
      total.merge(mine);
    }
    double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    std::printf("{\"seconds\": %.9f, \"units\": %.0f, \"statistics\": {", seconds,
                double(paths) * STEPS * (books ? 1 : FACTORS));
    for (int k = 0; k < (books ? 8 : 5); k++) {
      double mean = total.sum[k] / paths, spread = total.square[k] / paths - mean * mean;
      std::printf("%s\"%s\": [%.12g, %.6g]", k ? ", " : "", names[k], mean, std::sqrt(spread / paths));
    }
    std::printf("}}\n");
    std::fflush(stdout);
  }
}
