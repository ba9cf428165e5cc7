// SPDX-License-Identifier: Apache-2.0
// One forecast cell changed: recalculates what depends on it and nothing else, with the bits of a full calculation.
#pragma once
#include "calculate.hpp"

namespace fpa1 {

/// Months from ..< to; empty unless from < to.
struct Months {
  int from = 0, to = 0;
  bool isEmpty() const { return from >= to; }
  Months operator|(Months other) const {
    if (isEmpty()) return other;
    return other.isEmpty() ? *this : Months{std::min(from, other.from), std::max(to, other.to)};
  }
  /// Widened to whole vectors.
  Months whole() const { return {from & ~3, (to + 3) & ~3}; }
};

/// Months whose bits differ.
template <int T> inline Months difference(const double* was, const double* is) {
  Months months{T, 0};
  for (int t = 0; t < T; t++)
    if (std::memcmp(was + t, is + t, sizeof(double)) != 0) months = {std::min(months.from, t), t + 1};
  return months;
}

template <int T> class Incremental {
 public:
  explicit Incremental(Model& model)
      : m(model), isComponent(model.n.C), isMaterial(model.n.M) {}
  long cells = 0;  // recalculated by the last edit

  /// units[p, r, month] has changed.
  void unitsChanged(int p, int r, int month) {
    cells = 0;
    Months sold = sales(p, r);
    Months lines = sold | supplyChain(p, sold);
    if (lines.isEmpty()) return;
    salesLines<T>(m);
    statements<T>(m, std::min(lines.from, month));
    cells += long(LINE_COUNT) * (T - std::min(lines.from, month)) + long(m.n.R) * T;
  }

 private:
  /// The row of the leaf block and its totals; returns the months that changed.
  Months sales(int p, int r) {
    const size_t R = m.n.R, row = (size_t(p) * R + r) * T;
    for (int x = 0; x < ADDITIVE; x++) std::memcpy(old[x], m.leaf[additive[x]] + row, sizeof old[x]);
    double* const out = stage.row(0);
    pointwise<T>(m, p, r, out, family, product, back);
    windows<T>(m.in.collect + 4 * r, out, back);
    balances<T, 1>(&back);
    storeBalances<T>(out, family, product, back);
    for (int x = 0; x < LEAF_COUNT; x++) std::memcpy(m.leaf[x] + row, out + x * Stage<T>::column, sizeof old[0]);
    cells += long(LEAF_COUNT) * T;
    Months all, rates;
    for (int x = 0; x < ADDITIVE; x++) {
      const Months changed = difference<T>(old[x], m.leaf[additive[x]] + row);
      if (changed.isEmpty()) continue;
      totals(x, p, r, changed.whole());
      all = all | changed;
      if (x == T_GROSS_MARGIN || x == T_REVENUE) rates = rates | changed;
    }
    if (!rates.isEmpty()) marginRates(p, r, rates.whole());
    return all;
  }

  /// Rows at `from`, `stride` apart, added in order.
  void resum(const double* from, size_t stride, int count, double* to, Months months) {
    for (int t = months.from; t < months.to; t += 4) {
      Vector sum = {};
      for (int i = 0; i < count; i++) sum += load(from + i * stride + t);
      store(to + t, sum);
    }
    cells += months.to - months.from;
  }

  /// All totals of one item above a row.
  void totals(int item, int p, int r, Months months) {
    const int R = m.n.R, perFamily = m.n.P / m.n.F, perCategory = m.n.F / m.n.K, f = p / perFamily, k = f / perCategory;
    const size_t block = size_t(R + 1) * T, rt = size_t(r) * T, all = size_t(R) * T;
    const double* leaf = m.leaf[additive[item]];
    double *family = m.byFamily[item], *category = m.byCategory[item], *company = m.byCompany[item];
    resum(leaf + size_t(p) * R * T, T, R, m.byProduct[item] + size_t(p) * T, months);
    resum(leaf + size_t(f) * perFamily * R * T + rt, size_t(R) * T, perFamily, family + f * block + rt, months);
    resum(family + f * block, T, R, family + f * block + all, months);
    resum(family + size_t(k) * perCategory * block + rt, block, perCategory, category + k * block + rt, months);
    resum(category + k * block, T, R, category + k * block + all, months);
    resum(category + rt, block, m.n.K, company + rt, months);
    resum(company, T, R, company + all, months);
  }

  void marginRates(int p, int r, Months months) {
    const int R = m.n.R, f = p / (m.n.P / m.n.F), k = f / (m.n.F / m.n.K);
    const size_t block = size_t(R + 1) * T, count = months.to - months.from;
    auto at = [&](double** totals, size_t first) {
      for (size_t row : {size_t(r), size_t(R)}) {
        const size_t x = first + row * T + months.from;
        rate(totals[T_GROSS_MARGIN] + x, totals[T_REVENUE] + x, totals[RATE] + x, count);
      }
      cells += 2 * count;
    };
    at(m.byFamily, f * block);
    at(m.byCategory, k * block);
    at(m.byCompany, 0);
  }

  /// Nets a row again from month `first`; the months in which the plan changed.
  Months renet(const Netting& row, int first) {
    std::memcpy(old[0], row.plan, sizeof old[0]);
    net<T>(&row, 1, first);
    cells += 2 * (T - first);
    return difference<T>(old[0], row.plan);
  }

  /// Production, components and materials below a product; the months of company lines that changed.
  Months supplyChain(int p, Months demand) {
    if (demand.isEmpty()) return {};
    double safety[T];
    const Months made = renet(productNetting<T>(m, p, safety), std::max(0, demand.from - 1));
    if (made.isEmpty()) return {};
    Months components, materials;
    std::vector<int>&parts = queue[0], &supplies = queue[1];
    parts.clear();
    supplies.clear();
    for (int j = 5 * p; j < 5 * p + 5; j++) mark(m.in.bom1.part[j], isComponent, parts);
    for (int c : parts) {
      isComponent[c] = false;
      const Months changed = component(c, safety);
      components = components | changed;
      for (int j = 3 * c; j < 3 * c + 3 && !changed.isEmpty(); j++) mark(m.in.bom2.part[j], isMaterial, supplies);
    }
    for (int x : supplies) {
      isMaterial[x] = false;
      materials = materials | material(x, safety);
    }
    if (!components.isEmpty()) resum(m.subcontract, T, m.n.C, m.line[SUB], components.whole());
    if (!materials.isEmpty()) materialLines({materials.from, std::min(T, materials.to + 3)});
    return components | materials;
  }

  Months component(int c, double* scratch) {
    double was[T];
    std::memcpy(was, m.gross_c + size_t(c) * T, sizeof was);
    componentGross<T>(m, c);
    cells += T;
    const Months needed = difference<T>(was, m.gross_c + size_t(c) * T);
    if (needed.isEmpty()) return {};
    const Months planned = renet(componentNetting<T>(m, c, scratch), needed.from);
    if (planned.isEmpty()) return {};
    componentTail<T>(m, c);
    cells += 2 * T;
    return planned;
  }

  Months material(int x, double* scratch) {
    double was[T];
    std::memcpy(was, m.gross_m + size_t(x) * T, sizeof was);
    materialGross<T>(m, x);
    cells += T;
    const Months needed = difference<T>(was, m.gross_m + size_t(x) * T);
    if (needed.isEmpty()) return {};
    const Months planned = renet(materialNetting<T>(m, x, scratch), needed.from);
    if (planned.isEmpty()) return {};
    materialTail<T>(m, x);
    cells += 5 * T;
    return planned;
  }

  void materialLines(Months months) {
    months = months.whole();
    resum(m.purchase, T, m.n.M, m.line[PURCH], months);
    resum(m.purch_vat, T, m.n.M, m.line[INVAT], months);
    resum(m.payment, T, m.n.M, m.line[APPAY], months);
    for (int t = months.from; t < std::min(3, months.to); t++) m.line[APPAY][t] += m.in.ap0 * apRunoff[t];
  }

  static void mark(int member, std::vector<char>& marks, std::vector<int>& queue) {
    if (!marks[member]) queue.push_back(member);
    marks[member] = true;
  }

  Model& m;
  std::vector<char> isComponent, isMaterial;
  std::vector<int> queue[2];
  double old[ADDITIVE][T];
  Totals<T> family{}, product{};  // not used: the row alone says nothing about its totals
  Lookback<T> back{};
  Stage<T> stage;
};

/// A number that differs when any bit of any result does.
inline uint64_t checksum(const Model& m) {
  const Size& n = m.n;
  const size_t T = n.T, groups = n.R + 1;
  uint64_t hash = 1469598103934665603ull;
  auto add = [&](const double* column, size_t count) {
    const uint64_t* bits = reinterpret_cast<const uint64_t*>(column);
    for (size_t i = 0; i < count; i++) hash = (hash ^ bits[i]) * 1099511628211ull;
  };
  for (const double* column : m.leaf) add(column, n.P * size_t(n.R) * T);
  for (const double* column : m.byProduct) add(column, n.P * T);
  for (const double* column : m.byFamily) add(column, n.F * groups * T);
  for (const double* column : m.byCategory) add(column, n.K * groups * T);
  for (const double* column : m.byCompany) add(column, groups * T);
  for (const double* column : {m.unit_cost, m.prod, m.fg}) add(column, n.P * T);
  for (const double* column : {m.comp_cost, m.gross_c, m.plan_c, m.inv_c, m.rel_c, m.subcontract}) add(column, n.C * T);
  for (const double* column : {m.gross_m, m.plan_m, m.inv_m, m.po_release, m.purchase, m.purch_vat, m.payment, m.payable})
    add(column, n.M * T);
  for (const double* column : m.line) add(column, T);
  return hash;
}

/// Times E1 on one cell switched to and fro, then on random cells; stops the program where bits differ from a full calculation.
template <int T, class Print> void timeEdits(Model& m, Print print) {
  Calculation<T>(m, 1).full();
  Incremental<T> incremental(m);
  std::vector<double> wall, cpu;
  auto timed = [&](int p, int r, int month, double delta) {
    m.in.units[(size_t(p) * m.n.R + r) * T + month] += delta;
    timespec a, b, c, d;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &c);
    clock_gettime(CLOCK_MONOTONIC, &a);
    incremental.unitsChanged(p, r, month);
    clock_gettime(CLOCK_MONOTONIC, &b);
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &d);
    wall.push_back((b.tv_sec - a.tv_sec) * 1e3 + (b.tv_nsec - a.tv_nsec) / 1e6);
    cpu.push_back((d.tv_sec - c.tv_sec) * 1e3 + (d.tv_nsec - c.tv_nsec) / 1e6);
  };
  auto proveEqual = [&](const char* after) {
    const uint64_t bits = checksum(m);
    Calculation<T>(m, 1).full();
    if (bits == checksum(m)) return;
    fprintf(stderr, "after %s: the incremental calculation differs from the full one\n", after);
    exit(1);
  };
  for (int i = 0; i < 201; i++) timed(m.n.P / 2, m.n.R / 2, 6, i % 2 ? -10 : 10);
  wall.erase(wall.begin());
  cpu.erase(cpu.begin());
  const long toggled = incremental.cells;
  proveEqual("E1");
  print("E1", wall, cpu, toggled);
  wall.clear();
  cpu.clear();
  long cells = 0;
  for (int i = 0; i < 300; i++) {
    timed(int(u(50, i) * m.n.P), int(u(51, i) * m.n.R), int(u(52, i) * T), 1 + int(u(53, i) * 20));
    cells += incremental.cells;
  }
  proveEqual("300 random edits");
  print("E1_random", wall, cpu, cells / 300);
}

}  // namespace fpa1
