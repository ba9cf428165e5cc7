// SPDX-License-Identifier: Apache-2.0
public import Access
public import Calendars
public import Commerce
import Journal

/// Everything that reading coverage takes, so that it is done beside the workspace, and without a plan where there is none.
public struct CoverageReading: Sendable {
  private let store: any WorkspaceStore
  private let person: Person
  private let kind: FactKind?
  private let today: Day

  /// - Parameters:
  ///   - kind: nil: every kind with days that the person may see.
  ///   - today: the months before its month are closed.
  public init(_ proof: Authorized<To.ViewCompany>, _ store: any WorkspaceStore, kind: FactKind? = nil, today: Day) {
    self.store = store
    person = proof.person
    self.kind = kind
    self.today = today
  }

  /// - Throws: `StoreError`.
  public func read() throws(StoreError) -> FactCoverage {
    let newest = Dictionary(try store.batches().filter { $0.entity == 1 }.map { ($0.kind, $0) }, uniquingKeysWith: { _, later in later })
    var found: [(kind: FactKind, facts: [FactMonth], judgement: CoverageJudgement)] = []
    var absent: [FactKind] = []
    for one in FactKind.allCases where FactSchema.of(one).hasDays && one.isCovered(for: person) && (kind == nil || kind == one) {
      let facts = try store.months(one, entity: 1, through: nil)
      if facts.isEmpty { absent.append(one) } else { found.append((one, facts, CoverageJudgement(facts, today: today.monthOf))) }
    }
    let range = months(found.map(\.judgement))
    var kinds: [KindCoverage] = []
    for one in found {
      kinds.append(try coverage(one.kind, one.facts, one.judgement, newest[one.kind], range))
    }
    return FactCoverage(today: today, months: range, kinds: kinds, absent: absent)
  }

  /// The newest months there are, of all kinds.
  private func months(_ judgements: [CoverageJudgement]) -> ClosedRange<Month>? {
    guard let first = judgements.compactMap({ $0.months.first?.month }).min(),
      let last = judgements.compactMap({ $0.months.last?.month }).max()
    else { return nil }
    return max(first, last.adding(months: 1 - FactCoverage.monthLimit))...last
  }

  private func coverage(
    _ kind: FactKind, _ facts: [FactMonth], _ judgement: CoverageJudgement, _ receipt: FactReceipt?, _ range: ClosedRange<Month>?
  ) throws(StoreError) -> KindCoverage {
    var newest: KindCoverage.Import?
    if let receipt {
      let login = receipt.event.draft.actor.login
      newest = KindCoverage.Import(
        batch: receipt.batch, fileName: receipt.fileName, at: receipt.recordedAt.stampText, login: login,
        name: try store.person(login: login)?.name ?? BilingualText(name: login))
    }
    return KindCoverage(
      kind: kind, rows: facts.reduce(0) { $0 + $1.rows }, firstDay: facts[0].firstDay, newestDay: facts[facts.count - 1].lastDay,
      newestImport: newest, isRegular: judgement.isRegular, field: Self.field(of: kind, facts),
      months: judgement.months.filter { range?.contains($0.month) ?? false }, findings: judgement.findings(of: kind.label))
  }

  /// The sum that speaks for a kind.
  private static func field(of kind: FactKind, _ facts: [FactMonth]) -> FactField? {
    let schema = FactSchema.of(kind)
    let present = Swift.Set(facts.flatMap { $0.sums.map(\.field) })
    let summed = schema.summedFields.filter { present.contains($0) }.compactMap { name in schema.fields.first { $0.name == name } }
    let preferred = ["amount_incl_tax", "amount", "amount_excl_tax"]
    return preferred.lazy.compactMap { name in summed.first { $0.name == name } }.first
      ?? summed.first { $0.type == .amount } ?? summed.first
  }
}

extension FactKind {
  /// The right that the sums of a kind ask for besides that of the company's figures.
  private var coverageRight: Permission? {
    switch self {
    case .bankBalances, .bills, .loans: .viewCash
    case .fixedAssets: .viewStatements
    default: RestatedKind.of(self)?.permission
    }
  }

  func isCovered(for person: Person) -> Bool { coverageRight.map { Access.allows(person, $0) } ?? true }
}
