// SPDX-License-Identifier: Apache-2.0
import Access
import Approvals
import Journal

@testable import PlanningCycle

/// Papers that are handed in, and what becomes of them.
extension DecisionSearch {
  private static let form = "selling"
  private static let year = 2026

  func handIn() throws -> String {
    let able = people.filter { $0.isActive && $0.role.holds(.editBudget) && $0.scope.isEverything }
    let hand = try hand(of: able.isEmpty || below(3) == 0 ? anybody() : able[below(able.count)])
    try handIn(hand)
    guard let new = workspace.approvals.cases.last else { return "submit" }
    law.handedIn(new.id, new.subject, by: hand.person.id, reach: hand.reach, content: new.run.document.content)
    return "submit \(new.subject.purpose.rawValue)"
  }

  private func handIn(_ hand: Hand) throws {
    let (person, form, year) = (hand.person, Self.form, Self.year)
    func budget() throws -> Authorized<To.EditBudget> { try Access.authorize(person, to: To.EditBudget.self) }
    switch below(10) {
    case 0...2:
      let seen = try workspace.budgetForm(try Access.authorize(person, to: To.ViewPlan.self), form, period: "\(year)")
      let basis: BudgetBasis = below(3) == 0 ? .budget : .forecast
      let content = (basis == .budget ? seen.contents?.budget : seen.contents?.forecast) ?? ""
      _ = try workspace.submitBudget(
        try budget(), form: form, year: year, basis: basis, content: content, limits: BudgetLimits(.share(500)), context: context(person))
    case 3: _ = try workspace.submitChange(try budget(), form: form, year: year, lines: [], content: nil, context: context(person))
    case 4: _ = try workspace.submitRelease(try budget(), form: form, year: year, context: context(person))
    case 5, 6:
      let lines = ["selling_expenses/D02", "selling_expenses/D03"]
      let from = below(2)
      let transfer = BudgetTransfer(from: lines[from], to: lines[1 - from], amount: [10_001, 1_234_567, 50_000_000][below(3)])
      _ = try workspace.submitTransfer(try budget(), form: form, year: year, transfer, context: context(person))
    case 7, 8:
      _ = try workspace.submitForecast(
        try Access.authorize(person, to: To.EditForecast.self), region: ["", "EAST"][below(2)], context: context(person))
    default:
      _ = try workspace.submitData(
        try Access.authorize(person, to: To.ImportFacts.self), month: SmallCompany.cutoff, context: context(person))
    }
  }

  func decideAlone() throws -> String {
    let person = try hand(of: anybody()).person
    let proof = try Access.authorize(person, to: To.Approve.self)
    if let line = try workspace.budgetProposals(try Access.authorize(person, to: To.ViewPlan.self)).first, below(2) == 0 {
      _ = try workspace.decideBudget(
        proof, form: line.form, year: line.year, line: line.line, isAccepted: true, seen: nil, context: context(person))
    } else {
      let form = try workspace.budgetForm(try Access.authorize(person, to: To.ViewPlan.self), Self.form, period: "\(Self.year)")
      _ = try workspace.approveBudget(
        proof, form: Self.form, year: Self.year, basis: .forecast, content: form.contents?.forecast ?? "", limits: BudgetLimits(nil),
        context: context(person))
    }
    law.expect(false, .otherEyes, "step \(steps): \(person.login) approved alone while a flow is in force")
    return "alone"
  }

  func withdraw() throws -> String {
    let person = try hand(of: anybody()).person
    _ = try workspace.withdrawBudget(
      try Access.authorize(person, to: To.Approve.self), form: Self.form, year: Self.year, context: context(person))
    law.withdrew(person)
    return "withdraw a budget"
  }

  /// Somebody opens his list, to agree to all of it.
  func list() throws -> String {
    let reader = anybody()
    for view in try workspace.approvalList(try Access.authorize(reader, to: To.ViewPlan.self)) {
      guard let task = view.task else { continue }
      listed.append(Listed(approval: view.id, task: task.id, reader: reader.id, content: view.content))
    }
    return "list"
  }

  func signListed() throws -> String {
    let next = listed.removeFirst()
    guard let one = workspace.approvals[next.approval], one.isOpen, let reader = people.first(where: { $0.id == next.reader }),
      let task = one.run.tasks.first(where: { $0.id == next.task })
    else { return "list" }
    let now = try workspace.content(of: one.subject)?.digest.hex ?? ""
    let asked = people.first { $0.id == task.assignee } ?? reader
    return try sign(one, next.task, asked, try hand(of: reader), next.content, now) + " of a list"
  }

  func act() throws -> String {
    let open = workspace.approvals.cases.filter(\.isOpen)
    guard !open.isEmpty else { return try handIn() }
    let one = open[below(open.count)]
    let now = try workspace.content(of: one.subject)?.digest.hex ?? ""
    seen[one.id, default: []].append(now)
    let tasks = one.run.openTasks
    if one.run.status == .returned || tasks.isEmpty { return below(3) > 0 ? try again(one, now) : try withdraw(one) }
    let task = tasks[below(tasks.count)]
    let asked = people.first { $0.id == task.assignee } ?? anybody()
    let actor = try actor(one, asked)
    let other = below(4) == 0 ? people.first { $0.id == one.run.document.submitter } ?? anybody() : anybody()
    let looked = below(5) == 0 ? seen[one.id]?.first ?? now : now
    switch below(17) {
    case 0, 1:
      try take(.transfer(task: task.id, to: other.login), one, as: actor)
      law.gave(one.id, by: actor.person.id, to: other.id, isInstead: true)
      return "transfer"
    case 2, 3:
      try take(.add(task: task.id, person: other.login, place: [.before, .after, .beside][below(3)]), one, as: actor)
      law.gave(one.id, by: actor.person.id, to: other.id, isInstead: false)
      return "add"
    case 4:
      try take(.sendBack(task: task.id, to: nil), one, as: actor)
      return "return"
    case 5:
      guard let step = one.run.tasks.first(where: { $0.state == .approved && $0.node != task.node })?.node else {
        return try sign(one, task.id, asked, actor, looked, now)
      }
      try take(.sendBack(task: task.id, to: step), one, as: actor)
      law.sentBackToStep(one.id)
      return "return to a step"
    case 6:
      try take([.withdraw, .remind, .remind, .end(task: task.id)][below(4)], one, as: actor)
      return "remind, withdraw or end"
    default: return try sign(one, task.id, asked, actor, looked, now)
    }
  }

  private func withdraw(_ one: ApprovalLedger.Case) throws -> String {
    try take(.withdraw, one, as: try hand(of: people.first { $0.id == one.run.document.submitter } ?? anybody()))
    return "withdraw"
  }

  /// Whoever is asked, mostly; else somebody who is not, or not any more.
  private func actor(_ one: ApprovalLedger.Case, _ asked: Person) throws -> Hand {
    switch below(9) {
    case 0, 1: return try hand(of: anybody())
    case 2: return try hand(of: people.first { $0.id == one.run.document.submitter } ?? asked)
    case 3: return try hand(of: people.first { endedStandIns[$0.id] == asked.id } ?? asked)
    case 4: return try hand(of: people.first { $0.id != asked.id && former[$0.id]?.role == asked.role } ?? asked)
    case 5:
      let script = scripts.last { $0.maker.id != asked.id && $0.maker.role == asked.role }
      guard let script, let maker = people.first(where: { $0.id == script.maker.id }) else { return try hand(of: asked) }
      return try hand(of: maker, by: script)
    default: return try hand(of: asked)
    }
  }

  /// What is returned is handed in again; what nobody can decide is tried again.
  private func again(_ one: ApprovalLedger.Case, _ now: String) throws -> String {
    let hand = try hand(of: people.first { $0.id == one.run.document.submitter } ?? anybody())
    let isReturned = one.run.status == .returned
    try take(isReturned ? .resubmit : .retry, one, as: hand)
    if isReturned { law.handedInAgain(one.id, by: hand.person.id, content: now) }
    return isReturned ? "resubmit" : "retry"
  }

  private func sign(
    _ one: ApprovalLedger.Case, _ task: Int, _ asked: Person, _ actor: Hand, _ looked: String, _ now: String
  ) throws -> String {
    var (hand, shown) = (actor.person, looked)
    switch hole {
    case .ownHand where actor.person.id == one.run.document.submitter: hand = asked
    case .rightsOfYesterday where former[actor.person.id].map({ $0.role == asked.role }) == true: hand = asked
    case .standInForEver where endedStandIns[actor.person.id] == asked.id: hand = asked
    case .tokenOfYesterday where actor.script?.maker.role == asked.role: hand = asked
    case .unseenFigures: shown = now
    default: break
    }
    law.signed(one.id, by: actor.person.id, token: actor.script?.reach, saw: looked, stands: now)
    do {
      if hole == .oneForAll { try signForOthers(one, task, now) }
      try take(.approve(task: task, content: shown), one, as: Hand(person: hand, script: actor.script))
    } catch {
      law.unsigned(one.id)
      throw error
    }
    return "approve"
  }

  private func signForOthers(_ one: ApprovalLedger.Case, _ task: Int, _ now: String) throws {
    for other in one.run.openTasks where other.id != task {
      guard let person = people.first(where: { $0.id == other.assignee }) else { continue }
      try take(.approve(task: other.id, content: now), one, as: Hand(person: person, script: nil))
    }
  }

  private func take(_ step: ApprovalStepTaken, _ one: ApprovalLedger.Case, as hand: Hand) throws {
    _ = try workspace.takeApprovalStep(
      try Access.authorize(hand.person, to: To.ViewPlan.self), one.id, step, context: context(hand.person))
  }
}
