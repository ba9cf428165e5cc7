// SPDX-License-Identifier: Apache-2.0
import Access
import Calendars
import Planning

/// Which threads one person sees: those about what they may see. One gate for lists, counts, searches, files, mentions and what is told of them.
struct ThreadGate {
  private let workspace: Workspace
  private let sight: PlanSight
  let person: Person

  init(_ person: Person, _ workspace: Workspace) {
    self.person = person
    self.workspace = workspace
    sight = workspace.plan.sight(of: person)
  }

  func admits(_ thread: ThreadLedger.Thread) -> Bool { admits(thread.subject, since: thread.id) }

  /// - Parameter since: the event that names it: its measures are those of the model of then.
  func admits(_ subject: ThreadSubject, since event: Int64) -> Bool {
    guard Access.allows(person, .viewPlan) else { return false }
    switch subject {
    case .cell(let measure, let members, _):
      let plan = workspace.plan
      let present = plan.model.history.present(measure, since: event)
      guard plan.engine.model.measure(named: present) != nil else { return seesAnything }
      // A total of somebody who is narrowed is another figure than the company's: talk about that is not theirs.
      return sight.sees(present, at: Coordinate(members))
    case .scenario(let id): return workspace.scenarios[id].map { workspace.sees(person, $0) } ?? false
    case .budget(let key): return workspace.sees(person, ApprovalSubject.release(key))
    case .approval(let id): return workspace.approvals[id].map { workspace.sees(person, $0.subject) } ?? false
    case .deal(let code):
      let deal = workspace.plan.deals.first { $0.code == code }
      return deal.map { person.scope.admits(row: workspace.plan.catalogue.places(of: $0)) } ?? person.scope.isEverything
    }
  }

  /// Nothing of the plan is hidden from them. A measure that the model no longer has says no more which right it asked for.
  private var seesAnything: Bool {
    let rights: [Permission] = [.viewCompany, .viewStatements, .viewTaxes, .viewSupply, .viewPurchases, .viewCash, .viewCost, .viewPay]
    return sight.isEverything && rights.allSatisfy { sight.allows($0) }
  }
}

extension Workspace {
  /// What the wire names: `cell:revenue@2026-12`, `cell:revenue` (the row), `scenario:7`, `budget:selling/2026`, `approval:31`, `deal:D-1`; and
  /// the value that stands there.
  ///
  /// - Throws: the room's own error for what is not there; `AccessError` for what is not theirs to see.
  func threadSubject(_ key: String, for person: Person) throws -> (subject: ThreadSubject, value: Double?) {
    let halves = key.split(separator: ":", maxSplits: 1).map(String.init)
    guard halves.count == 2 else { throw Self.threadSubjectNotKnown(key) }
    let name = halves[1]
    switch halves[0] {
    case "cell": return try threadCell(name, for: person)
    case "scenario":
      guard let id = Int64(name) else { throw Self.threadSubjectNotKnown(key) }
      return (.scenario(try scenario(id, for: person).id), nil)
    case "budget":
      let parts = name.split(separator: "/").map(String.init)
      guard parts.count == 2, let year = Int(parts[1]) else { throw Self.threadSubjectNotKnown(key) }
      _ = try budget(parts[0], year, for: person)
      return (try seen(.budget(BudgetApproval.Key(form: parts[0], year: year)), key, person), nil)
    case "approval":
      guard let id = Int64(name) else { throw Self.threadSubjectNotKnown(key) }
      return (try seen(.approval(id), key, person), nil)
    case "deal": return (try seen(.deal(try find(deal: name).code), key, person), nil)
    default: throw Self.threadSubjectNotKnown(key)
    }
  }

  private func threadCell(_ text: String, for person: Person) throws -> (ThreadSubject, Double?) {
    guard let address = CellAddress(text) else { throw PlanState.notKnown(text, text) }
    let isRow = address.column.isEmpty
    // A row is found by any of its columns.
    let found = try plan.findRow(
      isRow ? address.with(column: plan.cutoff.description).text : text, plan.sight(of: person))
    let value = isRow ? nil : try plan.engine.value(found.measure.id, at: found.coordinate, period: found.period)
    return (.cell(measure: found.measure.id, members: found.coordinate.members, column: isRow ? "" : found.period?.column ?? ""), value)
  }

  /// What is not there and what is not theirs are not told apart.
  private func seen(_ subject: ThreadSubject, _ key: String, _ person: Person) throws -> ThreadSubject {
    guard ThreadGate(person, self).admits(subject, since: revision) else { throw Self.threadSubjectNotKnown(key) }
    return subject
  }

  static func threadSubjectNotKnown(_ key: String) -> CycleError {
    CycleError(
      .threadSubjectNotKnown, BilingualText("没有可以讨论的这个对象", "there is nothing of that name to talk about"),
      detail: BilingualText("“\(key)”不存在，或不在您的数据范围内", "\"\(key)\" is not there, or not within your scope"),
      hint: BilingualText(
        "写成 cell:、scenario:、budget:、approval: 或 deal: 加名称", "name it cell:, scenario:, budget:, approval: or deal: and its name"),
      parameters: ["subject": key])
  }
}
