// SPDX-License-Identifier: Apache-2.0

/// What kind of paper stands behind an amount.
public enum TradeDocumentKind: UInt8, CaseIterable, Hashable, Sendable {
  case deal, order, delivery, acceptance, cancellation, invoice, settlement, bill

  /// 发货单 on the side of customers, 入库单 on the side of suppliers.
  public func name(_ side: TradeSide) -> TradeText {
    let isSale = side == .sales
    return switch self {
    case .deal: TradeText("商机", "deal")
    case .order: isSale ? TradeText("订单行", "order line") : TradeText("采购订单行", "purchase order line")
    case .delivery: isSale ? TradeText("发货单", "delivery note") : TradeText("入库单", "receipt of goods")
    case .acceptance: TradeText("验收单", "acceptance")
    case .cancellation: TradeText("取消", "cancellation")
    case .invoice: isSale ? TradeText("发票", "invoice") : TradeText("供应商发票", "supplier's invoice")
    case .settlement: isSale ? TradeText("收款单", "receipt") : TradeText("付款单", "payment")
    case .bill: TradeText("票据事项", "event of a bill")
    }
  }
}

/// A document as it is kept: codes instead of texts.
struct StoredDocument {
  let kind: TradeDocumentKind
  let number: Int32
  /// 0 where the document has no lines.
  let line: Int32
  let day: Int32
}

/// Who, what and where; −1 where the document does not say.
struct TradeAttributes: Hashable {
  var party: Int32 = -1
  var item: Int32 = -1
  var territory: Int32 = -1
  var channel: Int32 = -1
}

/// One amount counted in one measure on one day: a line of a document, or the part of one that belongs to a line of an earlier document.
struct Movement {
  let document: Int32
  let day: Int32
  var amount: Int64
  let attributes: TradeAttributes
}

/// Texts by number, in order of first appearance.
struct CodeTable {
  private(set) var texts: [String] = []
  private var index: [String: Int32] = [:]

  mutating func code(_ text: String) -> Int32 {
    if let known = index[text] { return known }
    let new = Int32(texts.count)
    index[text] = new
    texts.append(text)
    return new
  }

  func known(_ text: String) -> Int32? { index[text] }
  var count: Int { texts.count }
}

/// Rows by group, each group's rows in their order: one pass to count, one to fill.
struct Grouping {
  private let starts: [Int32]
  private let rows: [Int32]

  /// - Parameter keys: the group of each row, below `count`; −1 leaves a row out.
  init(_ keys: [Int32], count: Int) {
    var starts = [Int32](repeating: 0, count: count + 1)
    for key in keys where key >= 0 { starts[Int(key) + 1] += 1 }
    for group in 0..<count { starts[group + 1] += starts[group] }
    var rows = [Int32](repeating: 0, count: Int(starts[count]))
    var next = starts
    for (row, key) in keys.enumerated() where key >= 0 {
      rows[Int(next[Int(key)])] = Int32(row)
      next[Int(key)] += 1
    }
    self.starts = starts
    self.rows = rows
  }

  subscript(_ group: Int32) -> ArraySlice<Int32> {
    guard group >= 0, Int(group) + 1 < starts.count else { return [] }
    return rows[Int(starts[Int(group)])..<Int(starts[Int(group) + 1])]
  }
}
