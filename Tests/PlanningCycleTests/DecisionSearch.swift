// SPDX-License-Identifier: Apache-2.0
import Access
import Approvals
import Calendars
import Journal
import Planning
import WarehouseSQLite

@testable import PlanningCycle

/// A rule that is left out around the use cases, to show that the search would notice.
enum UseCaseHole: String, CaseIterable, Sendable {
  /// Whoever handed it in is taken for whom the step asks.
  case ownHand
  /// Somebody whose role or login was taken away acts with the rights of yesterday.
  case rightsOfYesterday
  /// What the signer saw is taken to be what stands there now.
  case unseenFigures
  /// A stand-in goes on deciding after his days.
  case standInForEver
  /// Undo takes back what several people decided.
  case undoneApproval

  var article: DecisionLaw.Article {
    switch self {
    case .ownHand: .otherEyes
    case .rightsOfYesterday, .standInForEver: .standing
    case .unseenFigures: .sameFigures
    case .undoneApproval: .frozen
    }
  }
}

/// Lets random people of a small company hand in, decide, give away, stand in, change roles, move figures, undo and redo, in any order, through the
/// use cases themselves. Every decision is judged by a law that knows what happened, and nothing of how it was allowed.
final class DecisionSearch {
  private static let roles: [Role] = [
    .salesDirector, .generalManager, .financeDirector, .purchasingManager, .treasurer, .regionalManager, .administrator,
  ]

  private let company: SmallCompany
  private var workspace: Workspace { company.workspace }
  private let hole: UseCaseHole?
  private var dice: SeededGenerator
  private(set) var law = DecisionLaw()
  private(set) var steps = 0
  private(set) var done: [String: Int] = [:]
  /// As their proofs say; the store is changed by the use case alone.
  private var people: [Person] = []
  private var former: [Int64: Person] = [:]
  private var seen: [Int64: [String]] = [:]
  private var endedStandIns: [Int64: Int64] = [:]
  /// Who moved figures, and who took that back: whoever has something to undo or to do again.
  private var (lastWriter, lastUndoer): (Int64?, Int64?)

  init(seed: UInt64, hole: UseCaseHole?) throws {
    company = try SmallCompany(facts: BudgetCompany.facts)
    self.hole = hole
    dice = SeededGenerator(seed: seed)
    for (number, role) in (Self.roles + [.salesDirector, .financeDirector]).enumerated() {
      people.append(try company.join("p\(number)", role))
    }
    law.people = Dictionary(uniqueKeysWithValues: people.map { ($0.id, $0) })
  }

  private func below(_ count: Int) -> Int { Int(dice.next() % UInt64(count)) }
  private func anybody() -> Person { people[below(people.count)] }
  private func context(_ person: Person) -> CommandContext { company.context(person, reason: "已核对") }

  /// One more thing that somebody tries; what is refused moves nothing.
  func step() throws {
    steps += 1
    let frozen = figures()
    let (before, events) = (workspace.revision, law.decisions)
    let what: String
    do {
      what = try attempt()
      done[what, default: 0] += 1
    } catch let error where error is CycleError || error is AccessError || error is StoreError || error is PlanningError {
      done["refused", default: 0] += 1
      law.expect(workspace.revision == before && figures() == frozen, .frozen, "step \(steps): a refusal moved something: \(error)")
      return
    }
    try judge(since: before)
    law.expect(
      figures() == frozen || law.decisions > events, .frozen, "step \(steps), \(what): approved figures moved without a decision about them"
    )
  }

  private func attempt() throws -> String {
    switch below(34) {
    case 0, 1: return try changePerson()
    case 2...4: return try moveFigures()
    case 5, 6: return try undo()
    case 7: return try redo()
    case 8, 9: return try delegate()
    case 10: return try withdraw()
    case 11...15: return try handIn()
    case 16: return try decideAlone()
    default: return try act()
    }
  }

  private func changePerson() throws -> String {
    let place = below(people.count)
    let old = people[place]
    let role = Self.roles[below(Self.roles.count)]
    let isActive = below(6) > 0
    try workspace.changePerson(
      try Access.authorize(.localOperator, to: To.ManageUsers.self), login: old.login, role: role, isActive: isActive,
      context: context(.localOperator))
    guard let new = try company.store.person(login: old.login)?.person else { return "people" }
    former[old.id] = old
    people[place] = new
    law.people[new.id] = new
    return "people"
  }

  private func moveFigures() throws -> String {
    let value = 100 + below(4) * 20_000
    let person = anybody()
    try company.edit("agreed|Item=FAN-1;Region=EAST@2026-12", "\(value)", as: person)
    lastWriter = person.id
    return "edit"
  }

  private func undo() throws -> String {
    let person = below(2) == 0 ? people.first { $0.id == lastWriter } ?? anybody() : anybody()
    if hole == .undoneApproval, !workspace.budgets.all.isEmpty {
      let key = workspace.budgets.all[0].key
      guard let finance = people.first(where: { Access.allows($0, .approve) && Access.allows($0, .viewCompany) }) else { return "undo" }
      _ = try workspace.withdrawBudget(
        try Access.authorize(finance, to: To.Approve.self), form: key.form, year: key.year, context: context(finance))
      return "undo"
    }
    _ = try company.undo(as: person)
    lastUndoer = person.id
    return "undo"
  }

  private func redo() throws -> String {
    let person = below(2) == 0 ? people.first { $0.id == lastUndoer } ?? anybody() : anybody()
    _ = try workspace.redoLast(try Access.authorize(person, to: To.ViewPlan.self), context: context(person))
    return "redo"
  }

  private func delegate() throws -> String {
    let (giver, other) = (anybody(), anybody())
    if below(2) == 0, let open = workspace.delegations.all.last {
      _ = try workspace.endDelegation(
        try Access.authorize(.localOperator, to: To.ViewPlan.self), open.id, context: context(.localOperator))
      endedStandIns[open.standIn] = open.giver
      law.standsIn[open.standIn]?.remove(open.giver)
      return "delegation ended"
    }
    _ = try workspace.delegateApprovals(
      try Access.authorize(giver, to: To.ViewPlan.self), to: other.login, from: SmallCompany.today, through: day("2026-11-27"),
      purposes: [],
      context: context(giver))
    law.standsIn[other.id, default: []].insert(giver.id)
    return "delegate"
  }

  private func withdraw() throws -> String {
    let person = anybody()
    _ = try workspace.withdrawBudget(
      try Access.authorize(person, to: To.Approve.self), form: "selling", year: 2026, context: context(person))
    law.withdrew(person)
    return "withdraw a budget"
  }

  private func decideAlone() throws -> String {
    let person = anybody()
    let form = try workspace.budgetForm(try Access.authorize(person, to: To.ViewPlan.self), "selling", period: "2026")
    _ = try workspace.approveBudget(
      try Access.authorize(person, to: To.Approve.self), form: "selling", year: 2026, basis: .forecast,
      content: form.contents?.forecast ?? "", limits: BudgetLimits(nil), context: context(person))
    law.expect(false, .otherEyes, "step \(steps): \(person.login) approved alone while a flow is in force")
    return "alone"
  }

  private func handIn() throws -> String {
    let person = anybody()
    switch below(6) {
    case 0...2:
      let form = try workspace.budgetForm(try Access.authorize(person, to: To.ViewPlan.self), "selling", period: "2026")
      _ = try workspace.submitBudget(
        try Access.authorize(person, to: To.EditBudget.self), form: "selling", year: 2026, basis: .forecast,
        content: form.contents?.forecast ?? "", limits: BudgetLimits(.share(500)), context: context(person))
    case 3:
      _ = try workspace.submitChange(
        try Access.authorize(person, to: To.EditBudget.self), form: "selling", year: 2026, lines: [], content: nil, context: context(person)
      )
    case 4:
      _ = try workspace.submitRelease(
        try Access.authorize(person, to: To.EditBudget.self), form: "selling", year: 2026, context: context(person))
    default:
      _ = try workspace.submitForecast(try Access.authorize(person, to: To.EditForecast.self), region: "", context: context(person))
    }
    guard let new = workspace.approvals.cases.last else { return "submit" }
    law.handedIn(new.id, new.subject.purpose, by: person.id, content: new.run.document.content)
    return "submit \(new.subject.purpose.rawValue)"
  }

  private func act() throws -> String {
    let open = workspace.approvals.cases.filter(\.isOpen)
    guard !open.isEmpty else { return try handIn() }
    let one = open[below(open.count)]
    let now = try workspace.content(of: one.subject)?.digest.hex ?? ""
    seen[one.id, default: []].append(now)
    let tasks = one.run.openTasks
    if one.run.status == .returned || tasks.isEmpty { return try again(one, now) }
    let task = tasks[below(tasks.count)]
    let asked = people.first { $0.id == task.assignee } ?? anybody()
    let actor: Person =
      switch below(8) {
      case 0, 1: anybody()
      case 2: people.first { $0.id == one.run.document.submitter } ?? asked
      case 3: people.first { endedStandIns[$0.id] == asked.id } ?? asked
      case 4: people.first { $0.id != asked.id && former[$0.id]?.role == asked.role } ?? asked
      default: asked
      }
    let other = below(4) == 0 ? people.first { $0.id == one.run.document.submitter } ?? anybody() : anybody()
    let looked = below(5) == 0 ? seen[one.id]?.first ?? now : now
    switch below(16) {
    case 0, 1:
      try take(.transfer(task: task.id, to: other.login), one, as: actor)
      law.gave(one.id, by: actor.id, to: other.id)
      return "transfer"
    case 2, 3:
      try take(.add(task: task.id, person: other.login, place: [.before, .after, .beside][below(3)]), one, as: actor)
      law.gave(one.id, by: actor.id, to: other.id)
      return "add"
    case 4:
      try take(.sendBack(task: task.id, to: nil), one, as: actor)
      return "return"
    case 5:
      try take(below(3) == 0 ? .withdraw : .remind, one, as: actor)
      return "remind or withdraw"
    default: return try sign(one, task.id, asked, actor, looked, now)
    }
  }

  /// What is returned is handed in again; what nobody can decide is tried again.
  private func again(_ one: ApprovalLedger.Case, _ now: String) throws -> String {
    let person = people.first { $0.id == one.run.document.submitter } ?? anybody()
    let isReturned = one.run.status == .returned
    try take(isReturned ? .resubmit : .retry, one, as: person)
    if isReturned { law.handedIn(one.id, one.subject.purpose, by: person.id, content: now) }
    return isReturned ? "resubmit" : "retry"
  }

  private func sign(
    _ one: ApprovalLedger.Case, _ task: Int, _ asked: Person, _ actor: Person, _ looked: String, _ now: String
  ) throws -> String {
    var (hand, shown) = (actor, looked)
    switch hole {
    case .ownHand where actor.id == one.run.document.submitter: hand = asked
    case .rightsOfYesterday where former[actor.id].map({ $0.role == asked.role }) == true: hand = asked
    case .standInForEver where endedStandIns[actor.id] == asked.id: hand = asked
    case .unseenFigures: shown = now
    default: break
    }
    law.signed(one.id, by: actor.id, saw: looked, stands: now)
    do { try take(.approve(task: task, content: shown), one, as: hand) } catch {
      law.unsigned(one.id)
      throw error
    }
    return "approve"
  }

  private func take(_ step: ApprovalStepTaken, _ one: ApprovalLedger.Case, as person: Person) throws {
    _ = try workspace.takeApprovalStep(
      try Access.authorize(person, to: To.ViewPlan.self), one.id, step, context: context(person))
  }

  /// Reads what was written: the law hears of every decision.
  private func judge(since revision: Int64) throws {
    for event in try company.store.events(after: revision, limit: 100) { law.read(event, workspace.approvals, at: "step \(steps)") }
  }

  /// What must not move by itself: approved figures of every form, and what was countersigned.
  private func figures() -> [String] {
    workspace.budgets.all.map { "\($0.key.form) \($0.key.year) \($0.content.hex) \($0.rows.sorted { $0.key < $1.key })" }
      + workspace.approvals.signed.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value.rows.sorted { $0.key < $1.key })" }
  }
}

/// SplitMix64 (Steele, Lea, Flood 2014): the same seed, the same company.
struct SeededGenerator {
  private var state: UInt64
  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
