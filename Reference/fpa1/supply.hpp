// SPDX-License-Identifier: Apache-2.0
// Cost roll-up, supply plan, overheads and the statements; functions of one row serve the full and the incremental calculation.
#pragma once
#include <algorithm>

#include "leaf.hpp"

namespace fpa1 {

template <int T> inline void clear(double* row) {
  for (int t = 0; t < T; t += 4) store(row + t, Vector{});
}
template <int T> inline void addScaled(double* row, double factor, const double* other) {
  for (int t = 0; t < T; t += 4) store(row + t, load(row + t) + factor * load(other + t));
}

template <int T> inline void componentCost(Model& m, int c) {
  const Bill& bill = m.in.bom2;
  for (int t = 0; t < T; t += 4) {
    Vector sum = {};
    for (int j = 3 * c; j < 3 * c + 3; j++) sum += bill.quantity[j] * load(m.in.mat_cost + size_t(bill.part[j]) * T + t);
    store(m.comp_cost + size_t(c) * T + t, m.in.conv_cost[c] + sum);
  }
}

template <int T> inline void unitCost(Model& m, int p) {
  const Bill& bill = m.in.bom1;
  for (int t = 0; t < T; t += 4) {
    Vector sum = {};
    for (int j = 5 * p; j < 5 * p + 5; j++) sum += bill.quantity[j] * load(m.comp_cost + size_t(bill.part[j]) * T + t);
    store(m.unit_cost + size_t(p) * T + t, sum);
  }
}

/// One netted row: receipts in lots that keep the stock at `safety`, from month `first` on.
struct Netting {
  const double *demand, *safety;
  double opening, lot;
  double *plan, *stock;
};

inline Vector ceiling(Vector x) { return Vector(_mm256_ceil_pd(__m256d(x))); }

/// Up to 8 rows side by side; empty places repeat the first row.
template <int T> inline void net(const Netting* rows, int count, int first = 0) {
  alignas(32) double demand[T][8], needed[T][8], plan[T][8], stock[T][8];
  Vector before[2], lot[2];
  for (int g = 0; g < 8; g++) {
    const Netting& row = rows[g < count ? g : 0];
    for (int t = first; t < T; t++) {
      demand[t][g] = row.demand[t];
      needed[t][g] = row.demand[t] + row.safety[t];
    }
    before[g / 4][g % 4] = first > 0 ? row.stock[first - 1] : row.opening;
    lot[g / 4][g % 4] = row.lot;
  }
  const Vector zero = {};
  for (int t = first; t < T; t++)
    for (int h = 0; h < 2; h++) {
      const Vector open = load(needed[t] + 4 * h) - before[h], short_ = open > zero ? open : zero;
      const Vector made = ceiling(short_ / lot[h]) * lot[h];
      before[h] = (before[h] + made) - load(demand[t] + 4 * h);
      store(plan[t] + 4 * h, made);
      store(stock[t] + 4 * h, before[h]);
    }
  for (int g = 0; g < count; g++)
    for (int t = first; t < T; t++) {
      rows[g].plan[t] = plan[t][g];
      rows[g].stock[t] = stock[t][g];
    }
}

template <int T> inline Netting productNetting(Model& m, int p, double* safety) {
  const double* demand = m.byProduct[T_SHIPMENT] + size_t(p) * T;
  for (int t = 0; t < T; t++) safety[t] = m.in.cover[p] * demand[std::min(t + 1, T - 1)];
  return {demand, safety, m.in.fg0[p], m.in.lot_p[p], m.prod + size_t(p) * T, m.fg + size_t(p) * T};
}

template <int T> inline Netting constantNetting(double* gross, double safety, double* scratch, double opening, double lot,
                                                double* plan, double* stock, size_t row) {
  for (int t = 0; t < T; t++) scratch[t] = safety;
  return {gross + row * T, scratch, opening, lot, plan + row * T, stock + row * T};
}
template <int T> inline Netting componentNetting(Model& m, int c, double* scratch) {
  const Inputs& in = m.in;
  return constantNetting<T>(m.gross_c, in.ss_c[c], scratch, in.c0[c], in.lot_c[c], m.plan_c, m.inv_c, c);
}
template <int T> inline Netting materialNetting(Model& m, int x, double* scratch) {
  const Inputs& in = m.in;
  return constantNetting<T>(m.gross_m, in.ss_m[x], scratch, in.m0[x], in.lot_m[x], m.plan_m, m.inv_m, x);
}

/// Production of the products first ..< last.
template <int T> void produce(Model& m, int first, int last) {
  double safety[8][T];
  Netting rows[8];
  for (int p = first; p < last; p += 8) {
    const int count = std::min(8, last - p);
    for (int g = 0; g < count; g++) rows[g] = productNetting<T>(m, p + g, safety[g]);
    net<T>(rows, count);
  }
}

/// to[t] = from[t + months], 0 beyond the horizon.
template <int T> inline void earlier(const double* from, int months, double* to) {
  for (int t = 0; t < T; t++) to[t] = t + months < T ? from[t + months] : 0;
}

/// Gross requirements of a component, its lines in order.
template <int T> inline void componentGross(Model& m, int c) {
  const Bill& bill = m.in.bom1;
  Vector sum[T / 4] = {};
  for (int x = bill.start[c]; x < bill.start[c + 1]; x++) {
    const int line = bill.line[x], p = bill.owner[line], lead = m.in.lead_p[p];
    const double* from = m.prod + size_t(p) * T;
    const Vector quantity = {bill.quantity[line], bill.quantity[line], bill.quantity[line], bill.quantity[line]};
    if (lead == 0) {
      for (int i = 0; i < T / 4; i++) sum[i] += quantity * load(from + 4 * i);
    } else {
      for (int i = 0; i < T / 4 - 1; i++) sum[i] += quantity * load(from + 4 * i + 1);
      sum[T / 4 - 1] += quantity * Vector{from[T - 3], from[T - 2], from[T - 1], 0};
    }
  }
  for (int i = 0; i < T / 4; i++) store(m.gross_c + size_t(c) * T + 4 * i, sum[i]);
}

template <int T> inline void componentTail(Model& m, int c) {
  const size_t row = size_t(c) * T;
  earlier<T>(m.plan_c + row, m.in.lead_c[c], m.rel_c + row);
  for (int t = 0; t < T; t += 4) store(m.subcontract + row + t, load(m.plan_c + row + t) * m.in.conv_cost[c]);
}

template <int T> inline void materialGross(Model& m, int x) {
  const Bill& bill = m.in.bom2;
  double* row = m.gross_m + size_t(x) * T;
  clear<T>(row);
  for (int i = bill.start[x]; i < bill.start[x + 1]; i++)
    addScaled<T>(row, bill.quantity[bill.line[i]], m.rel_c + size_t(bill.owner[bill.line[i]]) * T);
}

template <int T> inline void materialTail(Model& m, int x) {
  const size_t row = size_t(x) * T;
  double *purchase = m.purchase + row, *vat = m.purch_vat + row, *payment = m.payment + row, *payable = m.payable + row;
  for (int t = 0; t < T; t += 4) {
    store(purchase + t, load(m.plan_m + row + t) * load(m.in.mat_cost + row + t));
    store(vat + t, load(purchase + t) * inputVat);
  }
  earlier<T>(m.plan_m + row, m.in.lead_m[x], m.po_release + row);
  const int term = m.in.term[x];
  double owed = 0;
  for (int t = 0; t < T; t++) {
    payment[t] = t >= term ? purchase[t - term] + vat[t - term] : 0;
    payable[t] = owed = ((owed + purchase[t]) + vat[t]) - payment[t];
  }
}

/// Components and materials, after production.
template <int T> void supply(Model& m) {
  double safety[8][T];
  Netting rows[8];
  for (int c = 0; c < m.n.C; c += 8) {
    const int count = std::min(8, m.n.C - c);
    for (int g = 0; g < count; g++) {
      componentGross<T>(m, c + g);
      rows[g] = componentNetting<T>(m, c + g, safety[g]);
    }
    net<T>(rows, count);
    for (int g = 0; g < count; g++) componentTail<T>(m, c + g);
  }
  for (int x = 0; x < m.n.M; x += 8) {
    const int count = std::min(8, m.n.M - x);
    for (int g = 0; g < count; g++) {
      materialGross<T>(m, x + g);
      rows[g] = materialNetting<T>(m, x + g, safety[g]);
    }
    net<T>(rows, count);
    for (int g = 0; g < count; g++) materialTail<T>(m, x + g);
  }
}

/// Σ of `count` rows in order.
template <int T> inline void addRows(const double* rows, int count, double* out) {
  Vector sum[T / 4] = {};
  for (int i = 0; i < count; i++)
    for (int t = 0; t < T / 4; t++) sum[t] += load(rows + size_t(i) * T + 4 * t);
  for (int t = 0; t < T / 4; t++) store(out + 4 * t, sum[t]);
}

template <int T> inline void payrollRow(Model& m, int row) {
  for (int t = 0; t < T; t++) {
    const size_t at = size_t(row) * T + t;
    m.payroll[at] = (m.in.headcount[at] * m.in.salary[row]) * (1 + raiseRate * (t / 12));
    m.social[at] = m.payroll[at] * socialRate;
  }
}

/// Payroll and depreciation with their company lines: what does not depend on sales.
template <int T> void overheads(Model& m) {
  for (int row = 0; row < m.n.D * m.n.R; row++) payrollRow<T>(m, row);
  for (int a = 0; a < m.n.A; a++)
    for (int t = 0; t < T; t++) {
      double spent = 0;
      for (int s = std::max(0, t - m.in.life[a]); s < t; s++) spent += m.in.capex[a * T + s];
      m.dep[a * T + t] = (t < 48 ? m.in.fa0[a] / 48 : 0) + spent / m.in.life[a];
    }
  addRows<T>(m.payroll, m.n.D * m.n.R, m.line[PAY]);
  addRows<T>(m.social, m.n.D * m.n.R, m.line[SOC]);
  addRows<T>(m.dep, m.n.A, m.line[DEP]);
  addRows<T>(m.in.capex, m.n.A, m.line[CAPEX]);
}

template <int T> void supplyLines(Model& m) {
  addRows<T>(m.purchase, m.n.M, m.line[PURCH]);
  addRows<T>(m.purch_vat, m.n.M, m.line[INVAT]);
  addRows<T>(m.subcontract, m.n.C, m.line[SUB]);
  addRows<T>(m.payment, m.n.M, m.line[APPAY]);
  for (int t = 0; t < 3; t++) m.line[APPAY][t] += m.in.ap0 * apRunoff[t];
}

template <int T> void salesLines(Model& m) {
  for (int r = 0; r < m.n.R; r++)
    for (int t = 0; t < T; t++) m.other[r * T + t] = m.in.other_pct[r] * m.byCompany[T_REVENUE][r * T + t];
  addRows<T>(m.other, m.n.R, m.line[OTHER]);
  std::memcpy(m.line[COLL], m.byCompany[T_COLLECTIONS] + size_t(m.n.R) * T, T * sizeof(double));
  for (int t = 0; t < 4; t++) m.line[COLL][t] += m.in.ar0 * arRunoff[t];
}

/// Values of opening stock and of opening fixed assets.
template <int T> void openings(Model& m) {
  const Inputs& in = m.in;
  double materials = 0, components = 0, goods = 0;
  for (int x = 0; x < m.n.M; x++) materials += in.m0[x] * in.mat_cost[size_t(x) * T];
  for (int c = 0; c < m.n.C; c++) components += in.c0[c] * m.comp_cost[size_t(c) * T];
  for (int p = 0; p < m.n.P; p++) goods += in.fg0[p] * m.unit_cost[size_t(p) * T];
  m.inventory0 = (materials + components) + goods;
  m.assets0 = 0;
  for (int a = 0; a < m.n.A; a++) m.assets0 += in.fa0[a];
}

/// Taxes, cash and balances from month `first` on.
template <int T> void statements(Model& m, int first = 0) {
  auto company = [&](Total item) { return m.byCompany[item] + size_t(m.n.R) * T; };
  const double *sales = company(T_SALES_INCL), *revenue = company(T_REVENUE), *outputVat = company(T_OUTPUT_VAT),
               *material = company(T_MATERIAL), *labour = company(T_LABOUR), *freight = company(T_FREIGHT),
               *commission = company(T_COMMISSION), *marketing = company(T_MARKETING);
  double** const l = m.line;
  const double equity0 = m.in.cash0 + m.in.ar0 + m.inventory0 + m.assets0 - m.in.ap0 - m.in.debt0;
  for (int t = first; t < T; t++) {
    auto was = [&](Line line, double opening = 0) { return t > 0 ? l[line][t - 1] : opening; };
    const bool startsYear = t % 12 == 0;
    l[SUBPAY][t] = was(SUB), l[ACCRPAY][t] = was(ACCR), l[SOCPAY][t] = was(SOC);
    l[ACCR][t] = (commission[t] + marketing[t]) + l[OTHER][t];
    const double net = (outputVat[t] - l[INVAT][t]) - was(CREDIT);
    l[VATDUE][t] = net > 0 ? net : 0, l[CREDIT][t] = -net > 0 ? -net : 0;
    l[SUR][t] = surchargeRate * l[VATDUE][t];
    l[VATPAY][t] = was(VATDUE) + was(SUR);
    l[EBIT][t] = revenue[t] - material[t] - labour[t] - freight[t] - commission[t] - marketing[t] - l[OTHER][t] - l[PAY][t]
        - l[SOC][t] - l[DEP][t] - l[SUR][t];
    const double cash = was(CASH, m.in.cash0), debt = was(DEBT, m.in.debt0);
    l[INT][t] = debtRate * debt;
    l[INTINC][t] = depositRate * (cash > 0 ? cash : 0);
    l[PBT][t] = (l[EBIT][t] - l[INT][t]) + l[INTINC][t];
    l[YTD][t] = (startsYear ? 0 : was(YTD)) + l[PBT][t];
    l[TAXYTD][t] = std::max(0.0, taxRate * l[YTD][t]);
    l[TAX][t] = l[TAXYTD][t] - (startsYear ? 0 : was(TAXYTD));
    l[NI][t] = l[PBT][t] - l[TAX][t];
    l[TAXPAY][t] = t > 0 && t % 3 == 0 ? was(TAXBAL) : 0;
    l[TAXBAL][t] = (was(TAXBAL) + l[TAX][t]) - l[TAXPAY][t];
    l[OPCF][t] = l[COLL][t] - l[APPAY][t] - l[SUBPAY][t] - labour[t] - freight[t] - l[PAY][t] - l[SOCPAY][t] - l[ACCRPAY][t]
        - l[VATPAY][t] - l[TAXPAY][t] - l[INT][t] + l[INTINC][t];
    const double pre = (cash + l[OPCF][t]) - l[CAPEX][t];
    l[DRAW][t] = std::max(0.0, m.in.mincash - pre);
    l[REPAY][t] = std::min(debt, std::max(0.0, pre - m.in.mincash));
    l[CASH][t] = (pre + l[DRAW][t]) - l[REPAY][t];
    l[DEBT][t] = (debt + l[DRAW][t]) - l[REPAY][t];
    l[AR][t] = (was(AR, m.in.ar0) + sales[t]) - l[COLL][t];
    l[INV][t] = ((was(INV, m.inventory0) + l[PURCH][t]) + l[SUB][t]) - material[t];
    l[FA][t] = (was(FA, m.assets0) + l[CAPEX][t]) - l[DEP][t];
    l[AP][t] = ((was(AP, m.in.ap0) + l[PURCH][t]) + l[INVAT][t]) - l[APPAY][t];
    l[SUBB][t] = (was(SUBB) + l[SUB][t]) - l[SUBPAY][t];
    l[ACCRB][t] = (was(ACCRB) + l[ACCR][t]) - l[ACCRPAY][t];
    l[SOCB][t] = (was(SOCB) + l[SOC][t]) - l[SOCPAY][t];
    l[VATB][t] = ((was(VATB) + l[VATDUE][t]) + l[SUR][t]) - l[VATPAY][t];
    l[EQ][t] = was(EQ, equity0) + l[NI][t];
    l[CHECK][t] = l[CASH][t] + l[AR][t] + l[INV][t] + l[CREDIT][t] + l[FA][t]
        - (l[AP][t] + l[SUBB][t] + l[ACCRB][t] + l[SOCB][t] + l[VATB][t] + l[TAXBAL][t] + l[DEBT][t]) - l[EQ][t];
  }
}

}  // namespace fpa1
