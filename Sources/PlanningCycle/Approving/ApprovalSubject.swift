// SPDX-License-Identifier: Apache-2.0
import Access
import Calendars
import Journal

/// What is on its way to a decision.
enum ApprovalSubject: Hashable, Sendable {
  /// A form of a year, which of its figures, and how far they float afterwards.
  case budget(BudgetApproval.Key, BudgetBasis, BudgetLimits)
  /// Lines of an approved form whose forecast left the limits, ascending.
  case change(BudgetApproval.Key, lines: [String])
  /// An approved form, to those who work with it.
  case release(BudgetApproval.Key)
  case transfer(BudgetApproval.Key, BudgetTransfer)
  case forecast(ForecastReview)
  /// The figures of a closed month.
  case data(Month)

  var purpose: FlowPurpose {
    switch self {
    case .budget: .budget
    case .change: .change
    case .release: .release
    case .transfer: .transfer
    case .forecast: .forecast
    case .data: .data
    }
  }

  /// The form of a year it is about; nil for a forecast and for data.
  var key: BudgetApproval.Key? {
    switch self {
    case .forecast, .data: nil
    case .budget(let key, _, _), .change(let key, _), .release(let key), .transfer(let key, _): key
    }
  }

  /// Keys of the lines it is about; nil for a whole form.
  var lines: [String]? {
    switch self {
    case .budget, .release, .forecast, .data: nil
    case .change(_, let lines): lines
    case .transfer(_, let transfer): [transfer.from, transfer.to]
    }
  }

  /// Whether both cannot be on their way at once: what one starts from the other takes away.
  func meets(_ other: ApprovalSubject) -> Bool {
    if case .forecast(let own) = self, case .forecast(let others) = other { return own.region == others.region }
    if case .data(let own) = self, case .data(let others) = other { return own == others }
    guard let key, key == other.key else { return false }
    guard let lines, let others = other.lines else { return true }
    return lines.contains { others.contains($0) }
  }

  /// The department that all its lines belong to: `selling_expenses/BM08`; nil for several or none.
  func department(in codes: Swift.Set<String>) -> String? {
    guard let lines else { return nil }
    let parts = Swift.Set(lines.map { Self.department(of: $0) })
    guard let only = parts.first, parts.count == 1, codes.contains(only) else { return nil }
    return only
  }

  /// What stands behind the slash; empty for a line of no department.
  static func department(of line: String) -> String { line.lastIndex(of: "/").map { String(line[line.index(after: $0)...]) } ?? "" }

  var canonical: [String: CanonicalValue] {
    var fields: [String: CanonicalValue] = ["purpose": .text(purpose.rawValue)]
    fields["form"] = key.map { .text($0.form) }
    fields["year"] = key.map { .integer(Int64($0.year)) }
    switch self {
    case .budget(_, let basis, let limits):
      fields["basis"] = .text(basis.rawValue)
      fields.merge(limits.canonical) { _, new in new }
    case .change(_, let lines): fields["lines"] = .list(lines.map { .text($0) })
    case .release: break
    case .data(let month): fields["month"] = .month(month)
    case .forecast(let review): fields.merge(review.canonical) { _, new in new }
    case .transfer(_, let transfer): fields.merge(transfer.canonical) { _, new in new }
    }
    return fields
  }

  init?(_ payload: CanonicalValue) {
    let purpose = payload["purpose"]?.text.flatMap { FlowPurpose(rawValue: $0) }
    if purpose == .forecast {
      guard let review = ForecastReview(payload) else { return nil }
      self = .forecast(review)
      return
    }
    if purpose == .data {
      guard let month = payload["month"]?.month else { return nil }
      self = .data(month)
      return
    }
    guard let key = BudgetLedger.key(payload) else { return nil }
    switch purpose {
    case .budget:
      let basis = payload["basis"]?.text.flatMap { BudgetBasis(rawValue: $0) } ?? .budget
      self = .budget(key, basis, BudgetLimits(payload))
    case .change: self = .change(key, lines: (payload["lines"]?.list ?? []).compactMap(\.text))
    case .release: self = .release(key)
    case .transfer:
      guard let transfer = BudgetTransfer(payload) else { return nil }
      self = .transfer(key, transfer)
    case .forecast, .data, nil: return nil
    }
  }
}

/// How far the figures of a form float once they are approved.
public struct BudgetLimits: Hashable, Sendable {
  /// nil: every change of a figure is proposed.
  public let form: BudgetLimit?
  /// Of single lines, by key.
  public let lines: [String: BudgetLimit]

  public init(_ form: BudgetLimit?, lines: [String: BudgetLimit] = [:]) {
    self.form = form
    self.lines = lines
  }

  var isPossible: Bool { form?.isPossible ?? true && lines.values.allSatisfy(\.isPossible) }

  /// The keys of an approval's event.
  var canonical: [String: CanonicalValue] {
    var fields: [String: CanonicalValue] = ["lines": .map(lines.mapValues(\.canonical))]
    fields["limit"] = form?.canonical
    return fields
  }

  /// The digest of figures that float so far: whoever signs them signs that as well. Figures that do not float are their own.
  func signed(with figures: Digest) -> Digest {
    guard form != nil || !lines.isEmpty else { return figures }
    var encoder = CanonicalEncoder()
    guard (try? encoder.put(.map(canonical.merging(["figures": .digest(figures)]) { own, _ in own }))) != nil else { return figures }
    return Digest.sha256(encoder.bytes)
  }

  init(_ payload: CanonicalValue) {
    self.init(BudgetLimit(payload["limit"]), lines: (payload["lines"]?.map ?? [:]).compactMapValues { BudgetLimit($0) })
  }
}
