// SPDX-License-Identifier: Apache-2.0
public import Access
public import Calendars
public import Journal

/// 地区对账 as somebody sees it.
public struct ReconciliationView: Sendable {
  public struct Signature: Sendable {
    public let side: ReconciliationSide
    /// Who is to sign; nil where nobody is found.
    public let name: BilingualText?
    public let login: String?
    /// Named by somebody, and not left to the roles.
    public let isNamed: Bool
    public let at: Moment?
    public let by: BilingualText?
    /// Of the figures as they stand.
    public let isValid: Bool
    /// The reader's to give.
    public let isMine: Bool
  }

  public let label: BilingualText
  /// What both signed, once they did; until then as they stand.
  public let figures: Reconciliation
  public let content: Digest
  public let isFrozen: Bool
  /// Facts came since that tell otherwise than what was signed.
  public let hasMovedSince: Bool
  public let signatures: [Signature]
}

public struct ReconciliationsView: Sendable {
  public let company: BilingualText
  public let month: Month
  /// Closed months that can be chosen, newest first.
  public let months: [Month]
  /// The day by which it is to be signed, where the plan calendar asks for it.
  public let due: Day?
  public let today: Day
  /// Of the regions the person sees.
  public let regions: [ReconciliationView]
  public let people: [ReviewView.Person]
  public let mayPair: Bool
}

extension Workspace {
  /// Closed months that can be looked at.
  private static let reconciledMonths = 12

  /// The regions of a closed month beside one another.
  ///
  /// - Parameter month: nil for the last closed one.
  /// - Throws: `CycleError.reconciliationNotPossible` for a month that is not closed; `StoreError`.
  public func reconciliations(_ proof: Authorized<To.ViewPlan>, month: Month? = nil) throws -> ReconciliationsView {
    let person = proof.person
    let months = (0..<Self.reconciledMonths).map { plan.cutoff.adding(months: -$0) }.filter { plan.history.index(of: $0) != nil }
    let month = month ?? plan.cutoff
    guard months.contains(month) else {
      throw CycleError(
        .reconciliationNotPossible, BilingualText("这个月不能对账", "the month cannot be reconciled"),
        detail: BilingualText("\(month) 没有关账或太早", "\(month) is not closed, or too long ago"),
        hint: BilingualText("选最近十二个已关账的月份", "choose one of the last twelve closed months"))
    }
    let records = try store.people()
    let board = PlanBoard(self, rhythms.standing, records)
    let mayPair = Access.allows(person, .approve)
    let due = rhythms.standing.flatMap { rhythm in
      rhythm.rounds(month.adding(months: 1)...month.adding(months: 1), planDays).first { $0.kind == .reconciliation }?.due
    }
    return ReconciliationsView(
      company: settings.name, month: month, months: months, due: due, today: planningDay,
      regions: try reconciliations(of: month).filter { person.scope.admits(row: plan.catalogue.places(region: $0.region)) }.map {
        view($0, person, board)
      },
      people: mayPair
        ? records.compactMap(\.person).filter(\.isActive).map {
          ReviewView.Person(login: $0.login, name: BilingualText($0.name, $0.englishName), role: $0.role.label, sides: [])
        } : [], mayPair: mayPair)
  }

  private func view(_ now: Reconciliation, _ person: Person, _ board: PlanBoard) -> ReconciliationView {
    let key = ReconcileLedger.Key(region: now.region, month: now.month)
    let (standing, frozen) = (reconciled.standing(key), reconciled.frozen(key))
    let (signers, named) = (signers(of: now.region, board), reconciled.pair(of: now.region))
    let content = frozen?.content ?? now.digest
    return ReconciliationView(
      label: regionName(now.region), figures: frozen?.figures ?? now, content: content, isFrozen: frozen != nil,
      hasMovedSince: frozen.map { $0.content != now.digest } ?? false,
      signatures: ReconciliationSide.allCases.map { side in
        let (signer, given) = (signers[side], standing[side])
        return ReconciliationView.Signature(
          side: side, name: signer.map { BilingualText($0.name, $0.englishName) }, login: signer?.login, isNamed: named[side] != nil,
          at: given?.at, by: given.map { name(of: $0.by) }, isValid: given.map { $0.content == content } ?? false,
          isMine: signer?.id == person.id && frozen == nil)
      })
  }
}
