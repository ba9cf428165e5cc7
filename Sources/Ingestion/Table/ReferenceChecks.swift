// SPDX-License-Identifier: Apache-2.0
import Commerce

/// Whether the codes a row names are known, asked once for each distinct code.
///
/// A required reference (the item of an order line) that is not known rejects the row. An optional one (its
/// salesperson) is a warning: the row is true without it. When nothing of a kind is known at all, its codes are
/// accepted unchecked and that is said once: order lines may come before the masters.
struct ReferenceChecks {
  enum Verdict: UInt8 { case notAsked, known, unknown, unchecked }

  private let knows: (FactKind, String) -> Bool?
  private var verdicts: [[Verdict]]

  init(fieldCount: Int, knows: @escaping (FactKind, String) -> Bool?) {
    self.knows = knows
    verdicts = [[Verdict]](repeating: [], count: fieldCount)
  }

  /// - Returns: the verdict, and whether this code was met for the first time.
  mutating func verdict(field: Int, kind: FactKind, code: Int, store: ColumnStore) -> (Verdict, isFirst: Bool) {
    if code < verdicts[field].count, verdicts[field][code] != .notAsked { return (verdicts[field][code], false) }
    while verdicts[field].count <= code { verdicts[field].append(.notAsked) }
    let verdict: Verdict =
      switch knows(kind, store.texts.text(code)) {
      case true?: .known
      case false?: .unknown
      case nil: .unchecked
      }
    verdicts[field][code] = verdict
    return (verdict, true)
  }
}
