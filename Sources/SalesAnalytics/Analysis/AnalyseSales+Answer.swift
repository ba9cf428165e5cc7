// SPDX-License-Identifier: Apache-2.0
import Calendars

extension SalesBooks {
  func answer(_ question: SalesQuestion, _ work: Accumulator, _ total: [Int64]) -> SalesAnalysis {
    let width = work.slots.count
    let order = work.table.keys.indices.sorted { work.table.keys[$0] < work.table.keys[$1] }
    let forms = question.measures.map { ($0, $0.form) }
    let rows =
      question.dimensions.isEmpty
      ? []
      : order.map { group in
        SalesAnalysis.Row(
          keys: keys(work.key, work.table.keys[group]),
          figures: forms.map { SalesBooks.figure($0, $1) { sum in work.sums[group * width + work.place(sum)] } })
      }
    func whole(_ sum: SalesSum) -> Int64? { work.slots.contains(sum) ? total[work.place(sum)] : nil }
    let orders = whole(.orderCost).flatMap { _ in whole(.orderedExcl) }.flatMap { all in whole(.costedOrders).map { all - $0 } }
    let deliveries = whole(.deliveryCost).flatMap { _ in whole(.deliveredExcl) }.flatMap { all in
      whole(.costedDeliveries).map { all - (whole(.returnedExcl) ?? 0) - $0 }
    }
    return SalesAnalysis(
      question: question, rows: rows, total: forms.map { SalesBooks.figure($0, $1) { total[work.place($0)] } },
      withoutCost: SalesAnalysis.WithoutCost(orders: orders, deliveries: deliveries), findings: findings)
  }

  func keys(_ key: GroupKey, _ value: Int64) -> [SalesAnalysis.Key] {
    zip(key.digits, key.values(value)).map { digit, position in
      guard digit.dimension.isTime else { return .member(members.list(digit.dimension).members[position]) }
      if position == 0 { return .earlier }
      return position > key.periods.count ? .later : .period(key.periods[position - 1])
    }
  }

  static func figure(_ measure: SalesMeasure, _ form: MeasureForm, _ value: (SalesSum) -> Int64) -> SalesFigure {
    switch form {
    case .sum(let plus, let minus):
      let whole = plus.reduce(0) { $0 + value($1) } - minus.reduce(0) { $0 + value($1) }
      return measure.unit == .quantity ? .quantity(whole) : measure.unit == .count ? .count(whole) : .amount(whole)
    case .share(let plus, let minus, let over):
      let whole = value(over)
      return whole > 0 ? .share(value(plus) - (minus.map(value) ?? 0), over: whole) : .notApplicable
    case .mean(let sum, let over):
      let weight = value(over)
      return weight > 0 ? .mean(value(sum), over: weight) : .notApplicable
    }
  }
}
