// SPDX-License-Identifier: Apache-2.0
// FPA-1 in C++: sizes, inputs and the columns of all results.
#pragma once
#include <sys/mman.h>

#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>
#include <vector>

namespace fpa1 {

struct Size {
  const char* name;
  int P, R, T, C, M, F, K, D, A;
  long cells() const {
    const long groups = F + K + 1;
    return 21L * P * R * T + 16L * (long(P) * T + groups * (R + 1) * T) + groups * (R + 1) * T;
  }
};

inline const Size sizes[] = {
    {"XS", 20, 1, 36, 25, 10, 4, 2, 2, 2},           {"S", 200, 2, 36, 100, 40, 10, 5, 4, 5},
    {"M", 1000, 10, 36, 500, 100, 50, 5, 8, 20},     {"M60", 1000, 10, 60, 500, 100, 50, 5, 8, 20},
    {"L", 10000, 10, 36, 500, 100, 500, 5, 8, 20},   {"XL", 10000, 10, 60, 500, 100, 500, 5, 8, 20},
};

/// The random function of the specification, in [0, 1).
inline double u(uint64_t stream, uint64_t index) {
  uint64_t z = (stream << 40) + index + 0x9E3779B97F4A7C15ull;
  z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ull;
  z = (z ^ (z >> 27)) * 0x94D049BB133111EBull;
  return double((z ^ (z >> 31)) >> 11) * 0x1p-53;
}

enum Leaf { GROSS_PRICE, GROSS_SALES, DISCOUNT, SALES_INCL, REVENUE, OUTPUT_VAT, SHIPMENT, MATERIAL, LABOUR, FREIGHT, COGS,
  GROSS_MARGIN, GM_PCT, COMMISSION, MARKETING, CONTRIBUTION, COLLECTIONS, RECEIVABLE, UNITS_MA3, REVENUE_YTD, REVENUE_YOY,
  LEAF_COUNT };
inline const char* const leafNames[] = {"gross_price", "gross_sales", "discount", "sales_incl", "revenue", "output_vat",
  "shipment", "material", "labour", "freight", "cogs", "gross_margin", "gm_pct", "commission", "marketing", "contribution",
  "collections", "receivable", "units_ma3", "revenue_ytd", "revenue_yoy"};

/// Items with totals; the last place of a total block is the margin rate.
constexpr int ADDITIVE = 16, RATE = 16;
inline const Leaf additive[ADDITIVE] = {SHIPMENT, GROSS_SALES, DISCOUNT, SALES_INCL, REVENUE, OUTPUT_VAT, MATERIAL, LABOUR,
  FREIGHT, COGS, GROSS_MARGIN, COMMISSION, MARKETING, CONTRIBUTION, COLLECTIONS, RECEIVABLE};
enum Total { T_SHIPMENT, T_GROSS_SALES, T_DISCOUNT, T_SALES_INCL, T_REVENUE, T_OUTPUT_VAT, T_MATERIAL, T_LABOUR, T_FREIGHT,
  T_COGS, T_GROSS_MARGIN, T_COMMISSION, T_MARKETING, T_CONTRIBUTION, T_COLLECTIONS, T_RECEIVABLE };

enum Line { PAY, SOC, OTHER, DEP, CAPEX, PURCH, INVAT, SUB, COLL, APPAY, SUBPAY, ACCR, ACCRPAY, SOCPAY, VATDUE, CREDIT, SUR,
  VATPAY, EBIT, INT, INTINC, PBT, YTD, TAXYTD, TAX, NI, TAXPAY, TAXBAL, OPCF, DRAW, REPAY, CASH, DEBT, AR, INV, FA, AP, SUBB,
  ACCRB, SOCB, VATB, EQ, CHECK, LINE_COUNT };
inline const char* const lineNames[] = {"PAY", "SOC", "OTHER", "DEP", "CAPEX", "PURCH", "INVAT", "SUB", "COLL", "APPAY",
  "SUBPAY", "ACCR", "ACCRPAY", "SOCPAY", "VATDUE", "CREDIT", "SUR", "VATPAY", "EBIT", "INT", "INTINC", "PBT", "YTD", "TAXYTD",
  "TAX", "NI", "TAXPAY", "TAXBAL", "OPCF", "DRAW", "REPAY", "CASH", "DEBT", "AR", "INV", "FA", "AP", "SUBB", "ACCRB", "SOCB",
  "VATB", "EQ", "CHECK"};

/// Columns in one mapping. Their starts are spread over cache sets: streams that start at one offset of a page evict each other.
class Arena {
 public:
  explicit Arena(size_t bytes) {
    base = static_cast<char*>(mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0));
    if (base == MAP_FAILED) { perror("mmap"); exit(1); }
    madvise(base, bytes, MADV_HUGEPAGE);
  }
  double* column(size_t count) {
    const size_t start = ((used + 4095) & ~size_t(4095)) + (number++ % 61) * 4288;
    used = start + count * sizeof(double);
    return reinterpret_cast<double*>(base + start);
  }

 private:
  char* base;
  size_t used = 0, number = 0;
};

/// Lines of a bill of material, by the member that is made and by the part it takes; both in outline order.
struct Bill {
  std::vector<int> part, owner;
  std::vector<double> quantity;
  std::vector<int> start, line;  // lines of part x: line[start[x] ..< start[x + 1]]

  void index(int parts) {
    start.assign(parts + 1, 0);
    for (int x : part) start[x + 1]++;
    for (int x = 0; x < parts; x++) start[x + 1] += start[x];
    line.resize(part.size());
    std::vector<int> at(start.begin(), start.end() - 1);
    for (size_t i = 0; i < part.size(); i++) line[at[part[i]]++] = int(i);
  }
};

struct Inputs {
  double *units, *list_price, *price_index, *discount_pct, *vat_rate, *collect, *hours, *wage, *weight, *freight_rate,
      *comm_pct, *mkt_pct, *mat_cost, *conv_cost, *cover, *lot_p, *fg0, *ss_c, *lot_c, *c0, *ss_m, *lot_m, *m0, *headcount,
      *salary, *other_pct, *capex, *fa0;
  std::vector<int> lead_p, lead_c, lead_m, term, life;
  Bill bom1, bom2;
  double ar0, ap0, cash0, debt0, mincash;
};

inline constexpr double debtRate = .048 / 12, depositRate = .006 / 12, socialRate = .30, raiseRate = .05, inputVat = .13,
                        surchargeRate = .12, taxRate = .25;
inline constexpr double arRunoff[] = {.5, .3, .15, .05}, apRunoff[] = {.6, .3, .1};

inline void generateDemand(const Size& n, Arena& arena, Inputs& in, double density) {
  static const double seasons[] = {.80, .70, 1.00, 1.05, 1.10, 1.15, .95, .90, 1.05, 1.10, 1.15, 1.05};
  in.units = arena.column(size_t(n.P) * n.R * n.T);
  for (long row = 0; row < long(n.P) * n.R; row++) {
    const double base = std::floor(20 + 180 * u(1, row));
    const bool empty = density < 1 && u(30, row) >= density;
    for (int t = 0; t < n.T; t++)
      in.units[row * n.T + t] =
          empty ? 0 : std::floor(((base * (0.8 + 0.4 * u(2, row * n.T + t))) * seasons[t % 12]) * (1 + 0.004 * t));
  }
  in.list_price = arena.column(size_t(n.P) * n.T);
  for (int p = 0; p < n.P; p++) {
    const double first = std::floor((20 + 480 * u(3, p)) * 100) / 100;
    for (int t = 0; t < n.T; t++) in.list_price[p * n.T + t] = std::floor((first * (1 + 0.02 * (t / 12))) * 100) / 100;
  }
}

/// A column whose value at flat index i is f(i).
template <class Function> double* filled(Arena& arena, size_t count, Function f) {
  double* column = arena.column(count);
  for (size_t i = 0; i < count; i++) column[i] = f(i);
  return column;
}

inline void generateRates(const Size& n, Arena& arena, Inputs& in) {
  const size_t T = n.T, R = n.R;
  static const double vat[] = {.13, .13, .09, .13, .06};
  in.price_index = filled(arena, R, [](size_t i) { return 0.9 + 0.2 * u(4, i); });
  in.discount_pct = filled(arena, n.F * R * T, [](size_t i) { return std::floor((0.02 + 0.13 * u(5, i)) * 1000) / 1000; });
  in.vat_rate = filled(arena, n.K, [](size_t k) { return vat[k % 5]; });
  in.collect = filled(arena, R * 4, [](size_t i) {
    const double atOnce = std::floor((0.20 + 0.20 * u(6, i / 4)) * 100) / 100;
    const double profile[] = {atOnce, .30, .20, ((1 - atOnce) - .30) - .20};
    return profile[i % 4];
  });
  in.hours = filled(arena, n.P, [](size_t i) { return std::floor((0.1 + 0.9 * u(7, i)) * 100) / 100; });
  in.wage = filled(arena, R * T, [=](size_t i) { return (60 + 40 * u(8, i / T)) * (1 + 0.03 * double(i % T / 12)); });
  in.weight = filled(arena, n.P, [](size_t i) { return std::floor((0.2 + 4.8 * u(9, i)) * 100) / 100; });
  in.freight_rate = filled(arena, R * T, [=](size_t i) { return (0.5 + 1.5 * u(10, i / T)) * (1 + 0.01 * u(11, i)); });
  in.comm_pct = filled(arena, R, [](size_t i) { return 0.01 + 0.02 * u(12, i); });
  in.mkt_pct = filled(arena, n.K * T, [](size_t i) { return 0.01 + 0.03 * u(13, i); });
  in.mat_cost = filled(arena, n.M * T, [=](size_t i) { return (0.2 + 1.8 * u(20, i / T)) * (1 + 0.02 * (u(21, i) - 0.5)); });
  in.conv_cost = filled(arena, n.C, [](size_t i) { return std::floor((0.5 + u(22, i)) * 100) / 100; });
}

inline void generateBills(const Size& n, Inputs& in) {
  for (int p = 0; p < n.P; p++)
    for (int j = 0; j < 5; j++) {
      in.bom1.owner.push_back(p);
      in.bom1.part.push_back((int(u(14, p) * n.C) + j * (1 + int(u(15, p) * (n.C / 5 - 1)))) % n.C);
      in.bom1.quantity.push_back(1 + std::floor(4 * u(16, 5 * p + j)));
    }
  for (int c = 0; c < n.C; c++)
    for (int j = 0; j < 3; j++) {
      in.bom2.owner.push_back(c);
      in.bom2.part.push_back((int(u(17, c) * n.M) + j * (1 + int(u(18, c) * (n.M / 3 - 1)))) % n.M);
      in.bom2.quantity.push_back(std::floor((0.5 + 2 * u(19, 3 * c + j)) * 64) / 64);
    }
  in.bom1.index(n.C);
  in.bom2.index(n.M);
}

inline void generateSupply(const Size& n, Arena& arena, Inputs& in) {
  static const double lotsP[] = {1, 10, 50, 100}, lotsC[] = {1, 50, 100, 500}, lotsM[] = {1, 100, 1000, 5000};
  const long stockC = long(n.P) * n.R * 1000 / n.C, stockM = stockC * n.C * 5 / n.M;
  in.cover = filled(arena, n.P, [](size_t i) { return std::floor((0.2 + 0.6 * u(23, i)) * 64) / 64; });
  in.lot_p = filled(arena, n.P, [](size_t i) { return lotsP[int(4 * u(24, i))]; });
  in.fg0 = filled(arena, n.P, [&](size_t i) { return std::floor(n.R * 60 * u(25, i)); });
  in.ss_c = filled(arena, n.C, [&](size_t i) { return std::floor(0.2 * stockC * u(27, i)); });
  in.c0 = filled(arena, n.C, [&](size_t i) { return std::floor(2 * stockC * u(28, i)); });
  in.lot_c = filled(arena, n.C, [](size_t i) { return lotsC[int(4 * u(29, i))]; });
  in.ss_m = filled(arena, n.M, [&](size_t i) { return std::floor(0.2 * stockM * u(32, i)); });
  in.m0 = filled(arena, n.M, [&](size_t i) { return std::floor(2 * stockM * u(33, i)); });
  in.lot_m = filled(arena, n.M, [](size_t i) { return lotsM[int(4 * u(34, i))]; });
  for (int p = 0; p < n.P; p++) in.lead_p.push_back(int(2 * u(26, p)));
  for (int c = 0; c < n.C; c++) in.lead_c.push_back(int(3 * u(31, c)));
  for (int m = 0; m < n.M; m++) in.lead_m.push_back(1 + int(3 * u(35, m)));
  for (int m = 0; m < n.M; m++) in.term.push_back(int(4 * u(36, m)));
}

inline void generateOverheads(const Size& n, Arena& arena, Inputs& in) {
  const size_t T = n.T, R = n.R;
  const double pairs = double(n.P) * n.R;
  in.headcount = filled(arena, n.D * R * T, [=](size_t i) {
    const size_t row = i / T, t = i % T;
    return 1 + std::floor((5 + 20 * u(37, row)) * n.P / 1000) + std::floor(double(t / 6) * u(38, row));
  });
  in.salary = filled(arena, n.D * R, [](size_t i) { return std::floor(8000 + 12000 * u(39, i)); });
  in.other_pct = filled(arena, R, [](size_t i) { return 0.03 + 0.03 * u(40, i); });
  in.capex = filled(arena, n.A * T, [=](size_t i) { return u(41, i) < 0.1 ? std::floor(pairs * 200 * u(42, i)) : 0; });
  in.fa0 = filled(arena, n.A, [=](size_t i) { return std::floor(pairs * 2000 * u(44, i)); });
  for (int a = 0; a < n.A; a++) in.life.push_back(24 + 12 * int(4 * u(43, a)));
  in.ar0 = 30000 * pairs, in.ap0 = 6000 * pairs, in.cash0 = 5000 * pairs, in.debt0 = 20000 * pairs, in.mincash = 3000 * pairs;
}

/// Inputs and results of one model.
struct Model {
  Size n;
  Arena arena;
  Inputs in;
  double* leaf[LEAF_COUNT];
  double *byProduct[ADDITIVE], *byFamily[ADDITIVE + 1], *byCategory[ADDITIVE + 1], *byCompany[ADDITIVE + 1];
  double *comp_cost, *unit_cost, *prod, *fg, *gross_c, *plan_c, *inv_c, *rel_c, *gross_m, *plan_m, *inv_m, *po_release,
      *purchase, *purch_vat, *payment, *payable, *subcontract, *payroll, *social, *other, *dep;
  double* line[LINE_COUNT];
  double inventory0 = 0, assets0 = 0;

  Model(const Size& size, double density = 1) : n(size), arena((size_t(21 + 4) * size.P * size.R * size.T * 8) + (512u << 20)) {
    generateDemand(n, arena, in, density);
    generateRates(n, arena, in);
    generateBills(n, in);
    generateSupply(n, arena, in);
    generateOverheads(n, arena, in);
    allocate();
  }

 private:
  void allocate() {
    const size_t T = n.T, groups = n.R + 1;
    for (auto& column : leaf) column = arena.column(size_t(n.P) * n.R * T);
    for (auto& column : byProduct) column = arena.column(n.P * T);
    for (auto& column : byFamily) column = arena.column(n.F * groups * T);
    for (auto& column : byCategory) column = arena.column(n.K * groups * T);
    for (auto& column : byCompany) column = arena.column(groups * T);
    for (double** column : {&unit_cost, &prod, &fg}) *column = arena.column(n.P * T);
    for (double** column : {&comp_cost, &gross_c, &plan_c, &inv_c, &rel_c, &subcontract}) *column = arena.column(n.C * T);
    for (double** column : {&gross_m, &plan_m, &inv_m, &po_release, &purchase, &purch_vat, &payment, &payable})
      *column = arena.column(n.M * T);
    for (double** column : {&payroll, &social}) *column = arena.column(size_t(n.D) * n.R * T);
    other = arena.column(n.R * T);
    dep = arena.column(n.A * T);
    for (auto& column : line) column = arena.column(T);
  }
};

}  // namespace fpa1
