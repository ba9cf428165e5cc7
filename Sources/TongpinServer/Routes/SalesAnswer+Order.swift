// SPDX-License-Identifier: Apache-2.0
import SalesAnalytics

extension SalesAnswer {
  /// - Parameter order: a measure, with `-` before it for the largest first, with `growth.` for its growth; nil: codes and time.
  /// - Returns: nil where the order names nothing of the question.
  func sorted(_ order: String?) -> [Row]? {
    guard var name = order else { return rows }
    let isFalling = name.hasPrefix("-")
    if isFalling { name.removeFirst() }
    let isGrowth = name.hasPrefix("growth.")
    if isGrowth { name.removeFirst("growth.".count) }
    guard let place = question.measures.firstIndex(where: { $0.rawValue == name }) else { return nil }
    func value(_ row: Row) -> Double? {
      if !isGrowth { return row.figures[place].double }
      guard row.growth.indices.contains(place) else { return nil }
      switch row.growth[place] {
      case .rate(let value), .points(let value), .difference(let value), .lossLess(let value): return value
      case .lossMore(let value): return -value
      case .lossEnded, .lossBegun, .notApplicable: return nil
      }
    }
    // What cannot be told comes last either way; alike ones stay in the order of codes.
    return rows.enumerated().map { (place: $0.offset, row: $0.element, value: value($0.element)) }.sorted { one, other in
      switch (one.value, other.value) {
      case (let a?, let b?) where a != b: isFalling ? a > b : a < b
      case (.some, nil): true
      case (nil, .some): false
      default: one.place < other.place
      }
    }.map(\.row)
  }
}
