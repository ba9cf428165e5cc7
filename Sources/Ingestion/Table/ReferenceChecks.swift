// SPDX-License-Identifier: Apache-2.0
import Commerce

/// Whether the codes a row names are known, asked once for each distinct code.
///
/// A required reference (the item of an order line) that is not known rejects the row. An optional one (its
/// salesperson) is a warning: the row is true without it. When nothing of a kind is known at all, its codes are
/// accepted unchecked and that is said once: order lines may come before the masters.
final class ReferenceChecks {
  enum Verdict: UInt8, BitwiseCopyable { case notAsked, known, unknown, unchecked }

  private let knows: (FactKind, String) -> Bool?
  private let verdicts: [Growing<Verdict>]

  init(fieldCount: Int, knows: @escaping (FactKind, String) -> Bool?) {
    self.knows = knows
    verdicts = (0..<fieldCount).map { _ in Growing<Verdict>() }
  }

  /// - Returns: the verdict, and whether this code was met for the first time.
  func verdict(field: Int, kind: FactKind, code: Int, texts: ByteInterner) -> (Verdict, isFirst: Bool) {
    let verdicts = self.verdicts[field]
    if code < verdicts.count, verdicts[code] != .notAsked { return (verdicts[code], false) }
    while verdicts.count <= code { verdicts.append(.notAsked) }
    let verdict: Verdict =
      switch knows(kind, texts.text(code)) {
      case true?: .known
      case false?: .unknown
      case nil: .unchecked
      }
    verdicts[code] = verdict
    return (verdict, true)
  }
}
