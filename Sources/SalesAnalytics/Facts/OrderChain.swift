// SPDX-License-Identifier: Apache-2.0
import Commerce

/// Finds the order line that another document speaks of.
struct OrderChain {
  private let numbers: [String: Int32]
  private let byLine: RowGroups
  private let byItem: RowGroups
  private let line: FactIntegers
  private let item: [Int32]

  init(_ table: FactTable, _ orders: OrderLines, _ groups: RowGroups) {
    var numbers: [String: Int32] = [:]
    for (index, text) in table["order_number"].texts.enumerated() { numbers[text] = Int32(index) }
    self.numbers = numbers
    let line = table["line_number"].integers
    let item = orders.lines.codes[BaseDimension.item.rawValue]
    self.line = line
    self.item = item
    byLine = groups.sorted { line[Int($0)] }
    byItem = groups.sorted { Int64(item[Int($0)]) }
  }

  /// The order of each text of a column; −1 for orders nobody knows.
  func orders(ofTexts column: FactColumn) -> [Int32] { column.texts.map { numbers[$0] ?? -1 } }

  /// Where two channels number alike the first line wins.
  func row(order: Int32, line number: Int64?, item sought: Int32) -> Int32? {
    if order < 0 { return nil }
    if let number, let row = byLine.first(Int(order), where: { line[Int($0)] }, is: number) { return row }
    return sought > 0 ? byItem.first(Int(order), where: { Int64(item[Int($0)]) }, is: Int64(sought)) : nil
  }

  /// Any line of the order: it tells whose it is.
  func head(order: Int32) -> Int32? { order < 0 ? nil : byLine.of(Int(order)).first }
}
