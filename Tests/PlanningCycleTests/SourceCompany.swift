// SPDX-License-Identifier: Apache-2.0
import Access
import Calendars
import Commerce
import Journal
import Testing
import WarehouseSQLite

@testable import PlanningCycle

/// Ways out of the house that permit everything and lead nowhere: stories hand over what was read.
struct OpenWays: SourceConnector, WatchedFolders {
  static let access = SourceAccess(connector: OpenWays(), folders: OpenWays())
  private var nowhere: SourceFault { SourceFault(.unreachable) }

  func objection(to connection: SourceConnection, _ query: SourceQuery?) -> SourceFault? {
    query?.text.hasPrefix("DROP") == true ? SourceFault(.notReadOnly) : nil
  }

  func probe(
    _ request: SourceRequest, remembered: [RememberedLayout], knows: @escaping (FactKind, String) -> Bool?,
    isStopped: @escaping @Sendable () -> Bool
  ) throws(SourceFault) -> SourceProbe { throw nowhere }

  func read(
    _ request: SourceRequest, knows: @escaping (FactKind, String) -> Bool?, isStopped: @escaping @Sendable () -> Bool
  ) throws(SourceFault) -> SourceReading { throw nowhere }

  func take(
    _ rows: SourceRows, kind: FactKind, columns: [String: String]?, knows: @escaping (FactKind, String) -> Bool?
  ) throws(SourceFault) -> FactFileReading { throw nowhere }

  func objection(to path: String) -> SourceFault? { nil }
  func files(in path: String) throws(SourceFault) -> [WatchedFile] { [] }
  func bytes(of file: WatchedFile, in path: String) throws(SourceFault) -> [UInt8] { [] }
  func putAside(_ file: WatchedFile, in path: String, as end: WatchedFile.End, notes: String) throws(SourceFault) {}
}

/// The small company with a finance director who answers for sources.
final class SourceCompany {
  let company: SmallCompany
  let owner: Person
  let boss: Person
  let admin: Person
  var workspace: Workspace { company.workspace }

  init() throws {
    company = try SmallCompany(sources: OpenWays.access)
    owner = try company.join("sun", .financeDirector, name: "孙")
    boss = try company.join("wang", .generalManager, name: "王")
    admin = try company.join("keeper", .administrator, name: "管理员")
  }

  static func draft(_ more: (inout SourceDraft) -> Void = { _ in }) -> SourceDraft {
    var draft = SourceDraft()
    (draft.name, draft.englishName, draft.type) = ("ERP", "ERP", "postgres")
    (draft.host, draft.database, draft.user) = ("db.example.cn", "erp", "reader")
    draft.every = 15
    var query = SourceDraft.Query()
    (query.kind, query.text, query.markColumn, query.markKind) = ("customers", "SELECT code, name, id FROM c", "id", "integer")
    draft.queries = [query]
    more(&draft)
    return draft
  }

  func imports(_ person: Person? = nil) throws -> Authorized<To.ImportFacts> {
    try Access.authorize(person ?? owner, to: To.ImportFacts.self)
  }

  /// The number of the saved source.
  @discardableResult
  func save(_ draft: SourceDraft = SourceCompany.draft(), id: Int64? = nil, seen: Int64? = nil) throws -> Int64 {
    let outcome = try workspace.saveSource(try imports(), id, draft, seen: seen, context: company.context(owner))
    return id ?? outcome.event
  }

  func detail(_ id: Int64, of other: Workspace? = nil) throws -> SourceDetail {
    try (other ?? workspace).source(try Access.authorize(boss, to: To.ViewCompany.self), id)
  }

  func health(_ id: Int64, of other: Workspace? = nil) throws -> SourceHealth { try detail(id, of: other).view.health }

  /// Begins a run that is due.
  func begin(_ other: Workspace? = nil) throws -> SourceTask { try #require(try (other ?? workspace).beginDueSources(limit: 2).first) }

  /// One load of customers with these codes, up to a mark.
  func load(_ codes: [String], to mark: Int?, isComplete: Bool = true, rejected: Int = 0, name: String = "店") -> SourceLoad {
    let table = SmallCompanyFacts.table(.customers, codes.map { ["code": .text($0), "name": .text(name + $0)] })
    let reading = FactFileReading(
      table: table, rowsRead: codes.count + rejected, rejected: rejected, encoding: "", headerLine: 0, findings: [], findingsTotal: 0)
    return SourceLoad(
      SourceReading(
        reading: reading, next: mark.flatMap { SourceMark(String($0), .integer) }, rows: codes.count + rejected, bytes: 0,
        rowsWithoutMark: 0,
        isComplete: isComplete, clock: nil))
  }

  /// A whole run that works: begun, read, kept and ended.
  func run(_ load: SourceLoad, on other: Workspace? = nil) throws {
    let workspace = other ?? workspace
    let task = try begin(workspace)
    let step = try #require(try workspace.step(task, .customers))
    _ = try workspace.keep(load, of: step)
    try workspace.endRun(task, [])
  }

  /// A run that ends with a fault.
  func fail(_ code: SourceFault.Code) throws {
    let task = try begin()
    try workspace.endRun(task, [(.customers, SourceFault(code, said: "no"))])
  }

  func pass(minutes: Int64) { company.clock.set(company.workspace.environment.now().adding(minutes: minutes)) }

  func alerts(_ person: Person) throws -> [String] {
    workspace.alerts(try Access.authorize(person, to: To.ViewPlan.self)).filter { $0.code.hasPrefix("source.") }.map(\.code)
  }

  var codes: Swift.Set<String> { Swift.Set((try? workspace.facts.table(.customers)["code"].texts) ?? []) }

  /// Kinds of events about sources, in their order.
  func events() throws -> [String] {
    try company.store.events(after: 0, limit: 10_000).map(\.kind).filter { $0.hasPrefix("source.") }
  }
}
