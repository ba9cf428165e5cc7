// SPDX-License-Identifier: Apache-2.0
public import Access
import Approvals
public import Calendars
import Journal

/// A delegation as somebody sees it.
public struct DelegationView: Sendable {
  public let delegation: Delegation
  public let giver: BilingualText
  public let standIn: BilingualText
  public let isOwn: Bool
  /// Today.
  public let isRunning: Bool
  public let mayEnd: Bool
}

extension Workspace {
  /// Days a delegation may last.
  private static let delegationDays = 366

  /// Has somebody else decide one's approvals for some days. He sees what he decides, and gets no other right of the giver's. Whoever manages people
  /// may do it for somebody who cannot, who is ill; never in favour of themselves.
  ///
  /// - Parameters:
  ///   - giver: login; nil for oneself.
  ///   - standIn: login.
  ///   - through: the last day, included.
  ///   - purposes: what is decided; empty for all.
  /// - Throws: `CycleError.delegationRefused` with everything that is wrong.
  public func delegateApprovals(
    _ proof: Authorized<To.ViewPlan>, of giver: String? = nil, to standIn: String, from: Day, through: Day, purposes: [FlowPurpose],
    context: CommandContext
  ) throws -> CommandOutcome {
    if let earlier = try outcome(of: context) { return earlier }
    let purposes = FlowPurpose.allCases.filter { purposes.contains($0) }
    let person = try store.person(login: standIn.lowercased())
    let owner = try delegating(proof.person, for: giver)
    var reasons = try reasonsAgainst(owner, person?.person, from, through, purposes)
    if owner.id != proof.person.id, person?.id == proof.person.id {
      reasons.append(BilingualText("替别人设代理时，不能指定自己", "for somebody else one does not name oneself"))
    }
    guard reasons.isEmpty, let person else {
      throw CycleError(
        .delegationRefused, BilingualText("不能这样代理", "this delegation is not possible"), detail: BilingualText.joined(reasons),
        hint: BilingualText("改好后再提交", "mend it and try again"))
    }
    let isOwn = owner.id == proof.person.id
    let words = BilingualText(
      (isOwn ? "" : owner.name + "的") + "审批由\(person.name.chinese)代理：\(from) 至 \(through)",
      (isOwn ? "" : owner.englishName + ": ") + "approvals are decided by \(person.name.english) from \(from) through \(through)")
    return try recordDecision(
      DelegationLedger.made,
      [
        "giver": .integer(owner.id), "stand_in": .integer(person.id), "from": .text("\(from)"), "through": .text("\(through)"),
        "purposes": .list(purposes.map { .text($0.rawValue) }),
      ], words, context)
  }

  private func delegating(_ person: Person, for giver: String?) throws -> Person {
    guard let giver, giver.lowercased() != person.login else { return person }
    try Access.require(person, .manageUsers)
    guard let owner = try store.person(login: giver.lowercased())?.person, owner.isActive else {
      throw CycleError(
        .delegationRefused, BilingualText("不能这样代理", "this delegation is not possible"),
        detail: BilingualText("没有登录名“\(giver)”，或已停用", "nobody has the login “\(giver)”, or it was closed"),
        hint: BilingualText("改好后再提交", "mend it and try again"))
    }
    return owner
  }

  /// Ends a delegation at once: whoever gave it, or whoever manages people.
  ///
  /// - Throws: `CycleError.delegationNotKnown`, also for somebody else's.
  public func endDelegation(_ proof: Authorized<To.ViewPlan>, _ id: Int64, context: CommandContext) throws -> CommandOutcome {
    if let earlier = try outcome(of: context) { return earlier }
    guard let known = delegations[id], known.giver == proof.person.id || Access.allows(proof.person, .manageUsers) else {
      throw CycleError(
        .delegationNotKnown, BilingualText("没有这个代理", "there is no such delegation"),
        detail: BilingualText("编号 \(id)", "number \(id)"), hint: BilingualText("刷新后再看", "look again after a refresh"))
    }
    return try recordDecision(
      DelegationLedger.ended, ["delegation": .integer(id)], BilingualText("结束审批代理", "a delegation of approvals was ended"), context)
  }

  /// Those that run or will, of which the reader is part; all for whoever manages people. The next to begin first.
  public func delegationList(_ proof: Authorized<To.ViewPlan>) throws -> [DelegationView] {
    let (names, today) = (try approvalNames(), environment.today())
    let mayManage = Access.allows(proof.person, .manageUsers)
    return delegations.all.filter { one in
      one.through >= today && (mayManage || one.giver == proof.person.id || one.standIn == proof.person.id)
    }.sorted { ($0.from, $0.id) < ($1.from, $1.id) }.map { one in
      DelegationView(
        delegation: one, giver: names[one.giver], standIn: names[one.standIn], isOwn: one.giver == proof.person.id,
        isRunning: one.runs(on: today), mayEnd: mayManage || one.giver == proof.person.id)
    }
  }

  /// Who is who for approvals of a kind: roles, logins and stand-ins of today, superiors and heads of the day on which it was handed in.
  ///
  /// - Parameter day: nil for today.
  func approvalPeople(_ purpose: FlowPurpose, organisedOn day: Day? = nil) throws -> ApprovalPeople {
    delegated(ApprovalPeople(try store.people(), reportingLines(on: day ?? environment.today())), purpose)
  }

  func delegated(_ people: ApprovalPeople, _ purpose: FlowPurpose, on day: Day? = nil) -> ApprovalPeople {
    people.with(standIns: delegations.standIns(purpose, on: day ?? environment.today()))
  }

  /// Whether somebody may see an approval: what it is about, by his own rights, or by those of whom he decides it for.
  func sees(_ person: Person, _ one: ApprovalLedger.Case, _ people: ApprovalPeople) throws -> Bool {
    if sees(person, one.subject) { return true }
    let tasks = one.run.tasks(of: person.id, people: people)
    // A script that is narrower than its maker reaches no further by what others asked of its maker.
    guard !tasks.isEmpty, try store.person(id: person.id)?.person?.scope == person.scope else { return false }
    for task in tasks {
      guard let giver = one.run.behalf(of: task.id, by: person.id), let other = try store.person(id: giver)?.person else { continue }
      if other.isActive, sees(other, one.subject) { return true }
    }
    return false
  }

  private func reasonsAgainst(
    _ giver: Person, _ standIn: Person?, _ from: Day, _ through: Day, _ purposes: [FlowPurpose]
  ) throws -> [BilingualText] {
    var reasons: [BilingualText] = []
    if through < from { reasons.append(BilingualText("结束日早于开始日", "the last day is before the first")) }
    if through < environment.today() { reasons.append(BilingualText("结束日已经过了", "the last day is over")) }
    if from.distance(to: through) >= Self.delegationDays {
      reasons.append(BilingualText("最长 \(Self.delegationDays) 天", "it may last \(Self.delegationDays) days at most"))
    }
    if delegations.all.contains(where: { $0.giver == giver.id && $0.meets(from, through, purposes) }) {
      reasons.append(BilingualText("这些天已经有人代理，先结束那一个", "somebody stands in on some of these days already; end that first"))
    }
    guard let standIn, standIn.isActive, Access.allows(standIn, .viewPlan) else {
      return reasons + [BilingualText("没有这个人，或登录已停用", "there is nobody of that login, or it was closed")]
    }
    if standIn.id == giver.id { return reasons + [BilingualText("不能请自己代理", "nobody stands in for himself")] }
    var reached: Swift.Set<Int64> = [standIn.id]
    var pending = [standIn.id]
    while let one = pending.popLast() {
      for next in delegations.all where next.giver == one && next.meets(from, through, purposes) {
        if reached.insert(next.standIn).inserted { pending.append(next.standIn) }
      }
    }
    if reached.contains(giver.id) {
      reasons.append(BilingualText("这些天对方的审批又反过来代理，会绕成一圈", "on some of these days the decisions come back: it would go in a circle"))
    }
    return reasons
  }
}
