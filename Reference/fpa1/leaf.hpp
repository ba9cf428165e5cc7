// SPDX-License-Identifier: Apache-2.0
// The leaf block and its totals in one pass: every value is added to its totals while it is in a register.
#pragma once
#include <immintrin.h>

#include "model.hpp"

namespace fpa1 {

typedef double Vector __attribute__((vector_size(32), aligned(8), may_alias));

inline Vector load(const double* from) { return *reinterpret_cast<const Vector*>(from); }
inline void store(double* to, Vector value) { *reinterpret_cast<Vector*>(to) = value; }
/// To memory that is not read again soon, past the caches; `to` is a multiple of 32 bytes.
inline void stream(double* to, Vector value) { _mm256_stream_pd(to, __m256d(value)); }

/// Running totals of one row of months: a place for each additive item, side by side for each four months.
template <int T> struct Totals {
  Vector at[T / 4][ADDITIVE];
};

/// Rows of one product and region: what the pass after it looks back at, with months before the first one as zeros.
template <int T> struct Lookback {
  alignas(64) double sales[4 + T], units[4 + T], revenue[12 + T], collections[T], receivable[T], ytd[T];
};

/// The leaf block of one product, in the cache: it leaves it column by column, because twenty-one streams of short rows are slower
/// than one of long ones. Columns start at different places of a page.
template <int T> struct Stage {
  static constexpr int maxRegions = 10, column = (maxRegions * T + 63) / 64 * 64 + 8;
  alignas(64) double at[LEAF_COUNT * column];
  /// Row of a region in the first column; other columns are constant distances away.
  double* row(int r) { return at + r * T; }
};

/// What a thread needs while it works on one family.
template <int T> struct LeafWork {
  std::vector<Totals<T>> family;
  Totals<T> product;
  std::vector<Lookback<T>> rows;
  Stage<T> stage;
  explicit LeafWork(int regions) : family(regions), rows(regions) {
    std::memset(static_cast<void*>(rows.data()), 0, rows.size() * sizeof(rows[0]));
  }
};

/// Months 4i ..< 4i + 4 of the measures that look at one month only, added to the totals of the family and of the product.
template <int T>
inline void pointwise(const Model& m, int p, int r, double* out, Totals<T>& family, Totals<T>& product,
                      Lookback<T>& back) {
  const Size& n = m.n;
  const Inputs& in = m.in;
  const int f = int(long(p) * n.F / n.P), k = int(long(f) * n.K / n.F);
  const size_t row = (size_t(p) * n.R + r) * T, pt = size_t(p) * T, rt = size_t(r) * T;
  const double *units = in.units + row, *price = in.list_price + pt, *rate = in.discount_pct + (size_t(f) * n.R + r) * T,
               *cost = m.unit_cost + pt, *wage = in.wage + rt, *freightRate = in.freight_rate + rt,
               *marketingRate = in.mkt_pct + size_t(k) * T;
  const double index = in.price_index[r], taxed = 1 + in.vat_rate[k], hours = in.hours[p], weight = in.weight[p],
               commissionRate = in.comm_pct[r];
  for (int i = 0; i < T / 4; i++) {
    const int t = 4 * i;
    Vector* const up = family.at[i];
    Vector* const all = product.at[i];
    auto emit = [&](Leaf leaf, Total total, Vector value) {
      store(out + leaf * Stage<T>::column + t, value);
      up[total] += value;
      all[total] += value;
    };
    const Vector sold = load(units + t), gross = load(price + t) * index, sales = sold * gross;
    store(out + GROSS_PRICE * Stage<T>::column + t, gross);
    emit(SHIPMENT, T_SHIPMENT, sold);
    emit(GROSS_SALES, T_GROSS_SALES, sales);
    const Vector discount = sales * load(rate + t), incl = sales - discount, revenue = incl / taxed;
    emit(DISCOUNT, T_DISCOUNT, discount);
    emit(SALES_INCL, T_SALES_INCL, incl);
    emit(REVENUE, T_REVENUE, revenue);
    emit(OUTPUT_VAT, T_OUTPUT_VAT, incl - revenue);
    const Vector material = sold * load(cost + t), labour = (sold * hours) * load(wage + t),
                 freight = (sold * weight) * load(freightRate + t), cogs = (material + labour) + freight;
    emit(MATERIAL, T_MATERIAL, material);
    emit(LABOUR, T_LABOUR, labour);
    emit(FREIGHT, T_FREIGHT, freight);
    emit(COGS, T_COGS, cogs);
    const Vector margin = revenue - cogs, zero = {};
    emit(GROSS_MARGIN, T_GROSS_MARGIN, margin);
    store(out + GM_PCT * Stage<T>::column + t, revenue != zero ? margin / revenue : zero);
    const Vector commission = revenue * commissionRate, marketing = revenue * load(marketingRate + t);
    emit(COMMISSION, T_COMMISSION, commission);
    emit(MARKETING, T_MARKETING, marketing);
    emit(CONTRIBUTION, T_CONTRIBUTION, (margin - commission) - marketing);
    store(back.sales + 4 + t, incl);
    store(back.units + 4 + t, sold);
    store(back.revenue + 12 + t, revenue);
  }
}

/// Measures over a window of months: collections, mean of three months, change over last year.
template <int T> inline void windows(const double* collect, double* out, Lookback<T>& back) {
  const double c0 = collect[0], c1 = collect[1], c2 = collect[2], c3 = collect[3];
  for (int t = 0; t < T; t += 4) {
    const double *s = back.sales + 4 + t, *v = back.units + 4 + t, *y = back.revenue + 12 + t;
    const Vector collected = ((c0 * load(s) + c1 * load(s - 1)) + c2 * load(s - 2)) + c3 * load(s - 3);
    store(back.collections + t, collected);
    store(out + UNITS_MA3 * Stage<T>::column + t, ((load(v - 2) + load(v - 1)) + load(v)) / 3.0);
    store(out + REVENUE_YOY * Stage<T>::column + t, load(y) - load(y - 12));
  }
}

/// Running balances of G rows side by side, so that their additions overlap.
template <int T, int G> inline void balances(Lookback<T>* rows) {
  double receivable[G] = {};
  for (int first = 0; first < T; first += 12) {
    double ytd[G] = {};
    for (int t = first; t < first + 12; t++)
      for (int g = 0; g < G; g++) {
        Lookback<T>& row = rows[g];
        row.receivable[t] = receivable[g] = (receivable[g] + row.sales[4 + t]) - row.collections[t];
        row.ytd[t] = ytd[g] = ytd[g] + row.revenue[12 + t];
      }
  }
}

/// Balances of a row to their columns and totals.
template <int T>
inline void storeBalances(double* out, Totals<T>& family, Totals<T>& product, const Lookback<T>& back) {
  for (int t = 0; t < T; t += 4) {
    const Vector collected = load(back.collections + t), owed = load(back.receivable + t);
    store(out + COLLECTIONS * Stage<T>::column + t, collected);
    store(out + RECEIVABLE * Stage<T>::column + t, owed);
    store(out + REVENUE_YTD * Stage<T>::column + t, load(back.ytd + t));
    family.at[t / 4][T_COLLECTIONS] += collected;
    product.at[t / 4][T_COLLECTIONS] += collected;
    family.at[t / 4][T_RECEIVABLE] += owed;
    product.at[t / 4][T_RECEIVABLE] += owed;
  }
}

/// All 21 measures of one product in all regions, added to its family.
template <int T> void leafProduct(Model& m, int p, LeafWork<T>& work) {
  const int R = m.n.R;
  std::memset(static_cast<void*>(&work.product), 0, sizeof work.product);
  for (int r = 0; r < R; r++) pointwise<T>(m, p, r, work.stage.row(r), work.family[r], work.product, work.rows[r]);
  for (int r = 0; r < R; r++) windows<T>(m.in.collect + 4 * r, work.stage.row(r), work.rows[r]);
  int r = 0;
  for (; r + 5 <= R; r += 5) balances<T, 5>(&work.rows[r]);
  for (; r < R; r++) balances<T, 1>(&work.rows[r]);
  for (r = 0; r < R; r++) storeBalances<T>(work.stage.row(r), work.family[r], work.product, work.rows[r]);
  const bool isBeyondCache = size_t(m.n.P) * R * T * LEAF_COUNT * sizeof(double) > 8 << 20;
  for (int x = 0; x < LEAF_COUNT; x++) {
    double* const column = m.leaf[x] + size_t(p) * R * T;
    const double* const staged = work.stage.at + x * Stage<T>::column;
    if (isBeyondCache) {
      for (int i = 0; i < R * T; i += 4) stream(column + i, load(staged + i));
    } else {
      std::memcpy(column, staged, size_t(R) * T * sizeof(double));
    }
  }
  for (int i = 0; i < T / 4; i++)
    for (int x = 0; x < ADDITIVE; x++) store(m.byProduct[x] + size_t(p) * T + 4 * i, work.product.at[i][x]);
}

/// above / below, 0 where below is 0.
inline void rate(const double* above, const double* below, double* out, size_t count) {
  const Vector zero = {};
  for (size_t i = 0; i < count; i += 4) {
    const Vector b = load(below + i);
    store(out + i, b != zero ? load(above + i) / b : zero);
  }
}

/// Months of `block`[member, regions..., month] added over regions into the row behind them.
template <int T> inline void addRegions(double* block, int regions) {
  for (int t = 0; t < T; t += 4) {
    Vector sum = {};
    for (int r = 0; r < regions; r++) sum += load(block + size_t(r) * T + t);
    store(block + size_t(regions) * T + t, sum);
  }
}

/// Totals of a family from the running ones.
template <int T> void storeFamily(Model& m, int f, const LeafWork<T>& work) {
  const int R = m.n.R;
  const size_t at = size_t(f) * (R + 1) * T;
  for (int x = 0; x < ADDITIVE; x++) {
    double* const block = m.byFamily[x] + at;
    for (int r = 0; r < R; r++)
      for (int i = 0; i < T / 4; i++) store(block + size_t(r) * T + 4 * i, work.family[r].at[i][x]);
    addRegions<T>(block, R);
  }
  rate(m.byFamily[T_GROSS_MARGIN] + at, m.byFamily[T_REVENUE] + at, m.byFamily[RATE] + at, size_t(R + 1) * T);
}

/// Category and company totals of one item.
template <int T> void upperTotals(Model& m, int item) {
  const int R = m.n.R, perCategory = m.n.F / m.n.K;
  const size_t block = size_t(R + 1) * T;
  double* const company = m.byCompany[item];
  std::memset(company, 0, block * sizeof(double));
  for (int k = 0; k < m.n.K; k++) {
    double* const category = m.byCategory[item] + k * block;
    const double* const family = m.byFamily[item] + k * perCategory * block;
    for (size_t t = 0; t < size_t(R) * T; t += 4) {
      Vector sum = {};
      for (int f = 0; f < perCategory; f++) sum += load(family + f * block + t);
      store(category + t, sum);
      store(company + t, load(company + t) + sum);
    }
    addRegions<T>(category, R);
  }
  addRegions<T>(company, R);
}

}  // namespace fpa1
