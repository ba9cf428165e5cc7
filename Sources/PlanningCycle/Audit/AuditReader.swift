// SPDX-License-Identifier: Apache-2.0
import Access
import Approvals
import Calendars
import Commerce
import Journal
import Planning

/// Events in the words of one reader of the audit, with what is not theirs to see left out.
struct AuditReader {
  let workspace: Workspace
  let person: Person
  let gate: ThreadGate
  let sight: PlanSight
  let threads: ThreadReader
  private let names: [Int64: PersonRecord]
  private let ids: [String: Int64]
  /// Nothing of the company is hidden from them.
  let seesAll: Bool

  init(_ person: Person, _ workspace: Workspace) throws {
    self.workspace = workspace
    self.person = person
    gate = ThreadGate(person, workspace)
    sight = workspace.plan.sight(of: person)
    threads = try ThreadReader(person, workspace)
    let people = try workspace.store.people()
    names = Dictionary(people.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    ids = Dictionary(people.map { ($0.details.login, $0.id) }, uniquingKeysWith: { first, _ in first })
    let rights: [Permission] = [
      .viewPlan, .viewCompany, .viewStatements, .viewTaxes, .viewSupply, .viewPurchases, .viewCash, .viewCost, .viewPay,
    ]
    seesAll = rights.allSatisfy { Access.allows(person, $0) }
  }

  /// nil for nobody's, and for the program and the machine, which share a number.
  func id(of login: String) -> Int64? { ids[login] }

  func name(of login: String) -> BilingualText {
    switch login {
    case "": BilingualText("（无）", "(none)")
    case Actor.system.login: BilingualText("系统", "System")
    case Person.localOperator.login: BilingualText(Person.localOperator.name, Person.localOperator.englishName)
    default: ids[login].flatMap { names[$0]?.name } ?? BilingualText(name: login)
    }
  }

  func name(of id: Int64) -> BilingualText? { names[id]?.name }

  /// What a measure is called now that had this id then.
  func present(_ measure: String, since event: Int64) -> String { workspace.plan.model.history.present(measure, since: event) }

  func row(_ event: Event, in chain: AuditChain, from origin: Origin?, changeLimit: Int = AuditQuestion.changeLimit) -> AuditRow {
    let isHidden = hides(event, in: chain)
    let (changes, count) = isHidden ? ([], 0) : self.changes(event, limit: changeLimit)
    let actor = event.draft.actor
    return AuditRow(
      chain: chain, sequence: event.sequence, at: event.recordedAt, kind: event.kind, group: .of(event.kind),
      actor: AuditRow.Name(login: actor.login, name: name(of: actor.login)), inPlaceOf: inPlaceOf(event), origin: origin,
      label: isHidden ? Self.hidden : label(event), subject: isHidden ? nil : subject(event, in: chain), changes: changes,
      changeCount: count, isComparison: compares(event), isHidden: isHidden, reason: isHidden ? "" : event.draft.reason,
      evidence: isHidden ? [] : evidence(event),
      digest: event.digest.hex)
  }

  private static let hidden = BilingualText("您无权查看内容的一次变更", "a change of what you may not see")

  /// Whether what an event is about is not the reader's to see: then who did it, when and from where is all they are told.
  private func hides(_ event: Event, in chain: AuditChain) -> Bool {
    guard chain == .journal else { return false }
    // Somebody's own draft is nobody else's, whatever their rights.
    if let scenario = scenario(of: event), let known = workspace.scenarios[scenario], !workspace.sees(person, known) { return true }
    guard !seesAll else { return false }
    if let recorded = RecordedEdits(event) ?? RecordedEdits(inScenario: event), !recorded.cells.isEmpty {
      return recorded.cells.allSatisfy { !sees($0, since: event.sequence) }
    }
    switch AuditGroup.of(event.kind) {
    case .talks:
      let thread = event.payload["thread"]?.integer ?? event.sequence
      return !(workspace.threadLedger[thread].map(gate.admits) ?? false)
    case .approvals:
      let step = event.payload["approval"]?["case"]?.integer
      if let known = workspace.approvals[step ?? event.sequence] { return !workspace.sees(person, known.subject) }
      if let key = BudgetLedger.key(event.payload) { return !workspace.sees(person, ApprovalSubject.release(key)) }
      return false
    case .money: return !Access.allows(person, .viewCash)
    case .orders: return !Access.allows(person, .viewPurchases)
    default: return false
    }
  }

  private func scenario(of event: Event) -> Int64? {
    event.kind == ScenarioLedger.created ? event.sequence : event.payload["scenario"]?.integer
  }

  /// Whether a cell that an event wrote is theirs. One of a measure that the model no longer has says no more which right it asked for.
  func sees(_ cell: RecordedEdits.Cell, since event: Int64) -> Bool {
    let measure = present(cell.measure, since: event)
    guard workspace.plan.engine.model.measure(named: measure) != nil else { return seesAll }
    return sight.sees(measure, at: Coordinate(cell.members))
  }

  /// In whose place a step of an approval was taken; as whom figures were looked at.
  private func inPlaceOf(_ event: Event) -> BilingualText? {
    if let seen = event.payload["as"]?.text {
      let name = Role(rawValue: seen)?.label ?? name(of: seen)
      return BilingualText("以\(name.chinese)的视角", "looking as \(name.english)")
    }
    guard let step = event.payload["approval"], let known = step["case"]?.integer.flatMap({ workspace.approvals[$0] }),
      let task = step["action"]?["task"]?.integer.flatMap({ Int(exactly: $0) }),
      let other = known.run.behalf(of: task, by: event.draft.actor.id), other != event.draft.actor.id, let name = name(of: other)
    else { return nil }
    return BilingualText("代\(name.chinese)", "in place of \(name.english)")
  }

  private func evidence(_ event: Event) -> [AuditRow.Evidence] {
    var evidence: [AuditRow.Evidence] = []
    func add(_ kind: String, _ text: String, _ link: String = "") {
      evidence.append(AuditRow.Evidence(kind: kind, text: text, link: link))
    }
    let payload = event.payload
    if let approval = payload["approval"]?["case"]?.integer, approval != event.sequence {
      add("approval", "#\(approval)", "#/inbox?approval=\(approval)")
    }
    if let receipt = FactReceipt(event), let digest = receipt.fileDigest {
      add("file", [receipt.fileName, "SHA-256 " + digest.hex].filter { !$0.isEmpty }.joined(separator: " · "))
    }
    if let content = payload["content"]?.digest { add("content", content.hex) }
    if let target = (payload["undoes"] ?? payload["redoes"])?.integer { add("event", "#\(target)") }
    return evidence
  }
}
