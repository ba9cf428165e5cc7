// SPDX-License-Identifier: Apache-2.0
import Quantities

/// A value of a term and the column it was read at.
struct Placed<Value: Hashable & Sendable>: Hashable, Sendable {
  let value: Value
  let column: Int
}

/// When something falls due, as far as it was read.
struct RuleDraft: Hashable, Sendable {
  var isMonthly: Placed<Bool>?
  var cycle: Placed<PlatformSettlement.Cycle>?
  var cutOff: Placed<Int>?
  var payDay: Placed<Int>?
  var days: Placed<Int>?
  var months: Placed<Int>?

  var isEmpty: Bool { self == RuleDraft() }

  /// Two answers to one question are one too many.
  func contradictions(_ findings: inout [FinanceFinding]) {
    guard let days, let months else { return }
    findings.append(.daysAndMonths(days: days, months: months))
  }

  /// A monthly statement without a cut-off day is drawn at the month end, which is said.
  func terms(_ findings: inout [FinanceFinding]) -> PaymentTerms {
    var cutOffDay = cutOff?.value ?? 0
    if let isMonthly, cutOff == nil {
      cutOffDay = 31
      findings.append(.cutOffTaken(at: isMonthly.column))
    }
    return PaymentTerms(
      cutOffDay: cutOffDay, months: months?.value ?? 0, days: days?.value ?? 0, payDay: payDay?.value ?? 0, cycle: cycle?.value)
  }
}

/// One means of settlement, as far as it was read. `kind` is nil for a transfer.
struct SettlementDraft: Hashable, Sendable {
  let kind: BillKind?
  let column: Int
  var share: Placed<Int64>?
  var tenor: Placed<BillTenor>?
}

/// An instalment as far as it was read; or, as the common draft, what counts for all instalments.
struct InstalmentDraft: Hashable, Sendable {
  let role: Instalment.Role
  let name: String
  let column: Int
  var isRemainder = false
  var share: Placed<Int64>?
  var anchor: Placed<TermsAnchor>?
  var rule = RuleDraft()
  var settlements: [SettlementDraft] = []

  /// The bills, with the shares that were left open; findings when they do not make one whole.
  func bills(_ findings: inout [FinanceFinding]) -> [BillPart] {
    guard let first = settlements.first else { return [] }
    for one in settlements where one.kind != nil && one.tenor == nil { findings.append(.billWithoutTenor(at: one.column, one.kind)) }
    let known = settlements.reduce(Int64(0)) { $0 + ($1.share?.value ?? 0) }
    let open = settlements.filter { $0.share == nil }
    let rest = Instalment.whole - known
    let isWireNamed = settlements.contains { $0.kind == nil }
    let isWhole = open.count == 1 ? rest > 0 : open.isEmpty && (isWireNamed ? rest == 0 : rest >= 0)
    guard isWhole else {
      findings.append(.settlementNotWhole(at: first.column, known: known, open: open.count))
      return []
    }
    return settlements.compactMap { one in
      guard let kind = one.kind, let tenor = one.tenor?.value else { return nil }
      return BillPart(kind: kind, share: one.share?.value ?? rest, tenor: tenor)
    }
  }
}
