// SPDX-License-Identifier: Apache-2.0
import Calendars

extension SalesBooks {
  /// Answers a question in one pass over each kind of document it concerns.
  ///
  /// - Throws: `SalesAnalysisError` when the question cannot be answered, has more groups than `rowLimit`, or a sum leaves 64 bits.
  /// - Complexity: O(documents); memory 20 bytes an order line where deliveries are asked for, 16 a receipt and 8 an invoice line where receipts
  ///   are, 8 an order line for distinct counts, and 8 bytes a group and sum.
  /// - Determinism: same facts and question, same answer; rows by code and time.
  public func analyse(_ question: SalesQuestion) throws(SalesAnalysisError) -> SalesAnalysis {
    let work = try accumulate(question)
    return answer(question, work, try totals(work))
  }

  func accumulate(_ question: SalesQuestion) throws(SalesAnalysisError) -> Accumulator {
    try question.check()
    let key = try GroupKey(question, members)
    var wanted = Set(question.measures.flatMap(\.sums))
    if wanted.contains(.orderCost) { wanted.insert(.orderedExcl) }
    if wanted.contains(.deliveryCost) { wanted.formUnion([.deliveredExcl, .returnedExcl]) }
    let slots = SalesSum.allCases.filter(wanted.contains)
    var work = Accumulator(
      key, asOf: question.asOf.ordinal, slots: slots, filters: question.filters.map(allowed), limit: question.rowLimit)
    for stream in SalesSum.Stream.allCases where slots.contains(where: { $0.stream == stream }) {
      if stream != .promised, stream != .completed, stream != .backlog { add(stream, question, &work) }
    }
    let needsDeliveries = slots.contains { [.promised, .completed, .backlog].contains($0.stream) }
    if needsDeliveries { addDeliveries(question, &work) }
    if work.isFull {
      throw SalesAnalysisError(
        .tooManyGroups, String(question.rowLimit), "结果超过 \(question.rowLimit) 行：请少选维度、加筛选或提高上限。",
        "the answer has more than \(question.rowLimit) rows: choose fewer dimensions, filter, or raise the limit")
    }
    return work
  }

  static let tooLarge = SalesAnalysisError(
    .sumTooLarge, "", "合计超出可表示的范围（一亿亿元）：请检查单据金额与数量。",
    "a sum is beyond what can be held, 10^16 yuan: look for amounts and quantities that are wrong")

  func totals(_ work: Accumulator) throws(SalesAnalysisError) -> [Int64] {
    guard !work.isOver, let totals = work.totals() else {
      throw SalesBooks.tooLarge
    }
    return totals
  }

  /// Members of the base dimension that a filter lets through.
  func allowed(_ filter: SalesFilter) -> (base: BaseDimension, allowed: [Bool]) {
    let list = members.list(filter.dimension)
    var chosen = [Bool](repeating: false, count: list.count)
    for code in filter.codes { if let position = list.position(code) { chosen[Int(position)] = true } }
    let (base, map) = GroupKey.source(filter.dimension, members)
    return (base ?? .item, map.map { $0.map { chosen[Int($0)] } } ?? chosen)
  }

  private func add(_ stream: SalesSum.Stream, _ question: SalesQuestion, _ work: inout Accumulator) {
    switch stream {
    case .orders: addOrders(question, &work)
    case .shipments: addShipments(&work)
    case .invoices:
      let isRebate = invoices.isRebate
      let inclusive = invoices.inclusive
      work.add(
        invoices.lines,
        work.chosen([
          .init(.invoicedIncl, inclusive), .init(.invoicedExcl, invoices.exclusive),
          .init(.rebates) { isRebate[$0] && inclusive[$0] != Exact.missing ? -inclusive[$0] : 0 },
        ]))
    case .receipts: addReceipts(&work)
    case .receivables: addReceivables(&work)
    case .unapplied: addReceivables(&work)
    case .backlog, .promised, .completed: break
    }
  }
}

extension Accumulator {
  /// Those columns that the question needs.
  func chosen(_ columns: [Column]) -> [Column] { columns.filter { slots.contains($0.sum) } }
}
