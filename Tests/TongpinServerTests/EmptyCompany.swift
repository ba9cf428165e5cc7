// SPDX-License-Identifier: Apache-2.0
import Access
import Calendars
import Commerce
import Foundation
import HTTPTypes
import Journal
import Planning
import PlanningCycle
import Testing
import WarehouseSQLite
import Wire

@testable import TongpinServer

/// A workspace without facts behind the route table, called without a network.
struct EmptyCompany {
  let workspace: Workspace

  init() throws {
    let root = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    let environment = WorkspaceEnvironment(
      now: { Moment(millisecondsSinceEpoch: 1_795_392_000_000) }, today: { Day(ordinal: 20_780) },
      modelText: try String(contentsOf: root.appendingPathComponent("Models/manufacturing.plan"), encoding: .utf8),
      work: SerialWork(), reader: NoFiles())
    let store = try SQLiteWorkspace.inMemory()
    try OpenWorkspace.create(
      WorkspaceSettings(name: BilingualText("空", "Empty"), currency: "CNY", isSample: false, madeFor: Day(ordinal: 20_780)),
      store: store, at: environment.now())
    workspace = try OpenWorkspace.open(store: store, environment: environment)
  }

  func call(_ method: HTTPRequest.Method, _ path: String, _ body: JSON? = nil, as person: Person) throws -> JSON {
    let parts = path.split(separator: "?", maxSplits: 1)
    var query: [String: String] = [:]
    for pair in parts.count == 2 ? parts[1].split(separator: "&") : [] {
      let halves = pair.split(separator: "=", maxSplits: 1)
      query[String(halves[0])] = halves.count == 2 ? String(halves[1]) : ""
    }
    let (route, parameters) = try #require(RouteTable(Route.all).match(method: method, path: String(parts[0])))
    let input = RouteInput(path: parameters, query: query, body: body?.encoded() ?? [], person: person, language: "zh")
    return try route.answer(input, workspace).answer.written()
  }

  /// One command.
  func send(
    _ kind: String, _ payload: [JSON.Member], key: String, revision: Int64? = nil, as person: Person
  ) throws -> JSON {
    try call(
      .post, "/api/v1/commands",
      .object([
        .init("id", .string(key)), .init("kind", .string(kind)), .init("payload", .object(payload)),
        .init("expectedRevision", revision.map { .integer($0) } ?? .null),
      ]), as: person)
  }

  func problem(_ work: () throws -> JSON) -> Problem? {
    do {
      _ = try work()
      return nil
    } catch { return Problem.from(error) }
  }
}

extension RouteAnswer {
  /// The JSON of an answer, at once.
  func written() throws -> JSON {
    switch self {
    case .ready(let json): json
    case .values(let write): write()
    case .calculation(let work), .background(let work), .aside(let work), .outside(let work): try work()
    case .alongside: preconditionFailure("it needs turns")
    case .document(let work): .string(try work().name)
    }
  }
}

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
