// SPDX-License-Identifier: Apache-2.0
public import Access
public import Calendars
import Journal

/// Who signs for a region: both of the pair.
public enum ReconciliationSide: String, Sendable, CaseIterable, Hashable {
  case sales, finance

  public var label: BilingualText {
    switch self {
    case .sales: BilingualText("销售", "Sales")
    case .finance: BilingualText("财务", "Finance")
    }
  }
}

extension Workspace {
  /// Names the pair 协同责任人 of a region; an empty login leaves the side to the roles.
  ///
  /// - Throws: `CycleError.reconciliationRefused` with every reason.
  public func setPair(
    _ proof: Authorized<To.Approve>, region: String, _ logins: [ReconciliationSide: String], context: CommandContext
  ) throws -> CommandOutcome {
    if let earlier = try outcome(of: context) { return earlier }
    var reasons: [BilingualText] = []
    if plan.catalogue.regionIndex(region) == nil { reasons.append(BilingualText("没有地区“\(region)”", "there is no region “\(region)”")) }
    let named = logins.filter { !$0.value.isEmpty }
    for (side, login) in named.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
      guard let person = try store.person(login: login)?.person, person.isActive else {
        reasons.append(BilingualText("没有“\(login)”", "nobody has the login “\(login)”"))
        continue
      }
      if !person.scope.admits(row: plan.catalogue.places(region: region)) {
        reasons.append(BilingualText("\(person.name)看不到这个地区", "\(person.englishName) does not see the region"))
      }
      if side == .finance, !Access.allows(person, .viewCash) {
        reasons.append(BilingualText("\(person.name)看不到资金，不能代表财务", "\(person.englishName) does not see cash and cannot speak for finance"))
      }
    }
    if named.count == 2, Swift.Set(named.values).count == 1 {
      reasons.append(BilingualText("两方不能是同一个人", "one person cannot be both sides"))
    }
    guard reasons.isEmpty else { throw reconciliationRefused(reasons) }
    var payload: [String: CanonicalValue] = ["region": .text(region)]
    for (side, login) in named { payload[side.rawValue] = .text(login) }
    let name = regionName(region)
    return try recordDecision(
      ReconcileLedger.paired, payload, BilingualText("指定\(name.chinese)的协同责任人", "pair of \(name.english) named"), context)
  }

  /// 对账签字: one side signs the figures of a region's month as they stand. Once both signed the same figures, those are kept.
  ///
  /// - Parameter content: digest of the figures that were seen, hexadecimal.
  /// - Throws: `CycleError.reconciliationRefused` for who is not named, and for what both signed already; `reconciliationChanged` when it is not
  ///   what was seen; `reconciliationNotPossible`.
  public func signReconciliation(
    _ proof: Authorized<To.ViewPlan>, region: String, month: Month, side: ReconciliationSide, content: String, context: CommandContext
  ) throws -> CommandOutcome {
    if let earlier = try outcome(of: context) { return earlier }
    let figures = try requireReconciliation(proof.person, region, month)
    let key = ReconcileLedger.Key(region: region, month: month)
    guard reconciled.frozen(key) == nil else {
      throw reconciliationRefused([BilingualText("双方都已签字", "both sides have signed")])
    }
    guard try signers(of: region)[side]?.id == proof.person.id else {
      throw reconciliationRefused([
        BilingualText("您不是这个地区的\(side.label.chinese)协同责任人", "you are not named for \(side.label.english.lowercased()) of this region")
      ])
    }
    guard figures.digest.hex == content else {
      throw CycleError(
        .reconciliationChanged, BilingualText("对账数字已变", "the figures moved meanwhile"),
        detail: BilingualText("\(month) 的数字与您看到的不同", "figures of \(month) are not those that you saw"),
        hint: BilingualText("刷新后再签", "look again, then sign"))
    }
    let name = regionName(region)
    return try recordDecision(
      ReconcileLedger.signed,
      [
        "side": .text(side.rawValue), "content": .digest(figures.digest), "day": .day(planningDay), "figures": figures.canonical,
      ],
      BilingualText("\(side.label.chinese)签字：\(name.chinese) \(month) 对账", "\(side.label.english) signed \(name.english) \(month)"), context
    )
  }

  /// The figures of a region's closed month, for somebody who may see them.
  func requireReconciliation(_ person: Person, _ region: String, _ month: Month) throws -> Reconciliation {
    guard let index = plan.catalogue.regionIndex(region), month <= plan.cutoff, plan.history.index(of: month) != nil else {
      throw CycleError(
        .reconciliationNotPossible, BilingualText("没有这个地区和月份的对账", "there is no such region and month to reconcile"),
        detail: BilingualText("\(region) \(month)", "\(region) \(month)"), hint: BilingualText("选已关账的月份", "choose a closed month"))
    }
    guard person.scope.admits(row: plan.catalogue.places(region: region)) else { throw Access.outside(person, region) }
    return try reconciliations(of: month)[index]
  }

  /// Whoever signs: whom somebody named, else the manager of the region and the finance director.
  func signers(of region: String) throws -> [ReconciliationSide: Person] {
    signers(of: region, PlanBoard(self, rhythms.standing, try store.people()))
  }

  func signers(of region: String, _ board: PlanBoard) -> [ReconciliationSide: Person] {
    let named = reconciled.pair(of: region)
    func person(_ side: ReconciliationSide) -> Person? { named[side].flatMap { login in board.people.first { $0.login == login } } }
    var signers: [ReconciliationSide: Person] = [:]
    signers[.sales] = person(.sales) ?? board.roleOwner(of: .forecast(region))
    signers[.finance] = person(.finance) ?? board.people.first { $0.role == .financeDirector }
    return signers
  }

  /// Takes back what one recorded, or does it again.
  func reverseReconciliation(_ event: Event, mark: String, words: BilingualText, context: CommandContext) throws -> CommandOutcome {
    if event.kind == ReconcileLedger.paired { try Access.require(context.person, .approve) }
    return try recordReversal(
      of: event, as: mark == "undoes" ? ReconcileLedger.reverted : ReconcileLedger.restored, mark: mark, words: words, context: context)
  }

  func reconciliationRefused(_ reasons: [BilingualText]) -> CycleError {
    CycleError(
      .reconciliationRefused, BilingualText("不能这样对账", "it cannot be reconciled so"), detail: BilingualText.joined(reasons),
      hint: BilingualText("改正后再提交", "correct it and try again"))
  }
}
