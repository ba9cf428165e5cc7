// SPDX-License-Identifier: Apache-2.0
import Access
import Calendars
import Commerce
import Foundation
import Journal
import Planning
import Synchronization
import Testing
import WarehouseSQLite

@testable import PlanningCycle

func day(_ text: String) -> Day {
  guard let day = Day(iso: text) else { fatalError("a test names a day that is none: \(text)") }
  return day
}

func month(_ text: String) -> Month {
  guard let month = Month(iso: text) else { fatalError("a test names a month that is none: \(text)") }
  return month
}

/// A maker of two fans that share a motor, in two regions, with 24 months of orders. Seen on 2026-11-23; October is closed.
final class SmallCompany {
  static let today = day("2026-11-23")
  static let cutoff = month("2026-10")

  let store: SQLiteWorkspace
  private(set) var workspace: Workspace
  let clock = TickingClock()
  private(set) var changes: [WorkspaceChange] = []
  private var counter = 0
  private let sources: SourceAccess

  /// - Parameters:
  ///   - extra: facts that come in after those of the company.
  ///   - sources: the ways out of the house.
  init(
    isSample: Bool = false, facts: [FactTable] = SmallCompanyFacts.all, extra: [FactTable] = [], sources: SourceAccess = .closed
  ) throws {
    self.sources = sources
    store = try SQLiteWorkspace.inMemory()
    let environment = try Self.environment(clock, sources: sources)
    try OpenWorkspace.create(
      WorkspaceSettings(
        name: BilingualText("小风扇厂", "Small Fans"), currency: "CNY", isSample: isSample, madeFor: Self.today),
      store: store, at: environment.now())
    for (number, table) in (facts + extra).enumerated() {
      let draft = EventDraft(
        kind: "facts.recorded", actor: .system, idempotencyKey: "facts-\(number)-\(table.kind.rawValue)")
      _ = try store.record(FactBatch(table: table, recordedOn: Self.today), for: draft, at: environment.now())
    }
    workspace = try OpenWorkspace.open(store: store, environment: environment)
    // What was so from the start is written down before anybody changes something; what becomes of it has stories of its own.
    workspace.recordAlerts(after: nil)
    workspace.onChange = { [unowned self] change in if change.kind != AlertLedger.changed { self.changes.append(change) } }
  }

  /// A clock that moves by a second each time it is read.
  static func environment(_ clock: TickingClock = TickingClock(), sources: SourceAccess = .closed) throws -> WorkspaceEnvironment {
    let root = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    let text = try String(contentsOf: root.appendingPathComponent("Models/manufacturing.plan"), encoding: .utf8)
    return WorkspaceEnvironment(
      now: { clock.read() }, today: { Self.today.adding(days: clock.days) }, modelText: text, work: SerialWork(), reader: NoFiles(),
      sources: sources)
  }

  /// Goes on with the same store, as a program that was started anew.
  func reopen() throws {
    workspace = try restarted()
    workspace.onChange = { [unowned self] change in if change.kind != AlertLedger.changed { self.changes.append(change) } }
  }

  /// The same store, opened by a program that starts anew.
  func restarted() throws -> Workspace {
    try OpenWorkspace.open(store: store, environment: try Self.environment(clock, sources: sources))
  }

  // People.
  static let chen = Person(id: 1, login: "chen", name: "陈", title: "销售总监", role: .salesDirector)
  static let wang = Person(id: 2, login: "wang", name: "王", title: "总经理", role: .generalManager)
  static let finance = Person(id: 4, login: "sun", name: "孙", title: "财务总监", role: .financeDirector)
  static let li = Person(
    id: 3, login: "li", name: "李", title: "华东区域经理", role: .regionalManager,
    scope: Scope("territory", in: ["EAST"]))

  func context(
    _ person: Person, key: String? = nil, seen: Int64? = nil, reason: String = "依据客户通知"
  ) -> CommandContext {
    counter += 1
    return CommandContext(
      person: person, key: key ?? "command-\(counter)", expectedRevision: seen, reason: reason,
      at: workspace.environment.now())
  }

  @discardableResult
  func edit(
    _ cell: String, _ value: String, as person: Person = wang, key: String? = nil, seen: Int64? = nil,
    spread: TypedCell.Spreading = .proportional
  ) throws -> CommandOutcome {
    try workspace.editCells(
      try Access.authorize(person, to: To.ViewPlan.self), [TypedCell(cell: cell, value: value, spread: spread)],
      holds: [], context: context(person, key: key, seen: seen))
  }

  @discardableResult
  func drag(_ deal: String, closesOn: Day, as person: Person = chen) throws -> CommandOutcome {
    try workspace.updateDeal(
      try Access.authorize(person, to: To.EditDeal.self), code: deal, version: nil,
      change: DealChange(closesOn: closesOn), context: context(person))
  }

  /// Budgets and their changes are decided by one person: no flow is in force.
  func decidesAlone() throws {
    for purpose in FlowPurpose.allCases { try decidesAloneAbout(purpose) }
  }

  func decidesAloneAbout(_ purpose: FlowPurpose) throws {
    let proof = try Access.authorize(.localOperator, to: To.ManageUsers.self)
    _ = try workspace.bindFlow(proof, purpose, nil, context: context(.localOperator))
  }

  /// A member of its own in the store, for whatever asks for people by their role.
  func join(_ login: String, _ role: Role, name: String? = nil, _ scope: Scope = .all) throws -> Person {
    let draft = EventDraft(kind: "person.added", actor: .system, idempotencyKey: "join-\(login)", payload: .empty)
    let new = NewPerson(login: login, name: name ?? login, passwordHash: "", role: role.rawValue, scope: scope.storedText)
    return try #require(try store.add(new, for: draft, at: .init(millisecondsSinceEpoch: 1)).person)
  }

  /// The newest approval that waits for somebody.
  func waiting(for person: Person) throws -> ApprovalView? {
    try workspace.approvalList(try Access.authorize(person, to: To.ViewPlan.self)).first { $0.task != nil }
  }

  func approve(as person: Person) throws {
    let view = try #require(try waiting(for: person))
    _ = try workspace.takeApprovalStep(
      try Access.authorize(person, to: To.ViewPlan.self), view.id, .approve(task: try #require(view.task?.id), content: view.content),
      context: context(person))
  }

  func undo(as person: Person) throws -> CommandOutcome {
    try workspace.undoLast(try Access.authorize(person, to: To.ViewPlan.self), context: context(person))
  }

  /// A cell as the engine holds it; nil when it is empty.
  func value(_ cell: String, of other: Workspace? = nil) throws -> Double? {
    let plan = (other ?? workspace).plan
    let found = try plan.find(cell)
    return try plan.engine.value(found.measure.id, at: found.coordinate, period: found.period)
  }
}

func digest(_ workspace: Workspace) -> Digest { Digest.sha256(workspace.plan.engine.stateDigestBytes(.everything)) }

/// The error that a piece of work ends with; nil when it does not.
func failure<Answer>(_ work: () throws -> Answer) -> (any Error)? {
  do {
    _ = try work()
    return nil
  } catch { return error }
}

final class TickingClock: Sendable {
  private let time = Mutex<Int64>(1_795_392_000_000)
  func read() -> Moment {
    time.withLock {
      $0 += 1000
      return Moment(millisecondsSinceEpoch: $0)
    }
  }
  /// What was done since took no time.
  func set(_ moment: Moment) { time.withLock { $0 = moment.millisecondsSinceEpoch } }
  func advance(hours: Int64) { time.withLock { $0 += hours * 3_600_000 } }

  private let passed = Mutex(0)
  /// Civil days that have passed.
  var days: Int { passed.withLock { $0 } }
  func pass(days: Int) {
    passed.withLock { $0 += days }
    advance(hours: Int64(days) * 24)
  }
}

/// Stories here hand over rows that were read already.
struct NoFiles: FactFileReader {
  private func refuse() -> CycleError { CycleError(.fileNotReadable, BilingualText("没有文件", "no files here")) }

  func preview(
    _ bytes: [UInt8], fileName: String, kind: FactKind?, answers: FileAnswers, remembered: [RememberedLayout],
    knows: @escaping (FactKind, String) -> Bool?
  ) throws(CycleError) -> FactFilePreview { throw refuse() }

  func read(
    _ bytes: [UInt8], fileName: String, kind: FactKind, columns: [String: String]?, answers: FileAnswers,
    knows: @escaping (FactKind, String) -> Bool?
  ) throws(CycleError) -> FactFileReading { throw refuse() }

  func sheets(_ bytes: [UInt8], fileName: String) throws(CycleError) -> SheetFile { throw refuse() }
}

extension SmallCompany {
  /// People may be told by mail from now on.
  func openMail() throws {
    let mail = ChannelDraft.Mail(
      host: "mail.example.com", port: 587, security: "tls", allowsPlainText: false, user: "", password: nil, from: "plan@example.com",
      fromName: "")
    let draft = ChannelDraft(
      mail: mail, webhooks: [], publicAddress: "", internalHosts: [], mailDomains: [], dailyLimit: 20, version: nil)
    try workspace.setChannels(
      try Access.authorize(.localOperator, to: To.ManageUsers.self), draft, context: context(.localOperator))
  }
}
