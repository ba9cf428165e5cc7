// SPDX-License-Identifier: Apache-2.0
import Access
import Calendars
import Commerce
import Foundation
import Journal
import Planning
import PlanningCycle
import Synchronization
import Testing
import WarehouseSQLite
import Wire

@testable import TongpinServer

/// A clock that stands until a test moves it.
final class StandingClock: Sendable {
  private let time = Mutex<Int64>(1_795_392_000_000)
  func read() -> Moment { time.withLock { Moment(millisecondsSinceEpoch: $0) } }
  func pass(milliseconds: Int64) { time.withLock { $0 += milliseconds } }
}

/// A workspace with nobody but Li in it.
struct House {
  static let password = "eine-lange-Losung-7"
  let clock = StandingClock()
  let store: SQLiteWorkspace
  private let environment: WorkspaceEnvironment
  let workspace: WorkspaceThread
  let sessions: Sessions

  init(sources: SourceAccess = .closed) throws {
    let clock = clock
    store = try SQLiteWorkspace.inMemory()
    let root = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    environment = WorkspaceEnvironment(
      now: { clock.read() }, today: { Day(ordinal: 20_780) },
      modelText: try String(contentsOf: root.appendingPathComponent("Models/manufacturing.plan"), encoding: .utf8),
      work: SerialWork(), reader: NoFiles(), sources: sources)
    try OpenWorkspace.create(
      WorkspaceSettings(
        name: BilingualText("空", "Empty"), currency: "CNY", isSample: false, madeFor: Day(ordinal: 20_780)),
      store: store, at: clock.read())
    _ = try AddPerson.add(
      try Access.authorize(.localOperator, to: To.ManageUsers.self), login: "Li", name: "李", password: Self.password,
      role: .regionalManager, scope: Scope("territory", in: ["EAST"]), store: store, random: SystemRandomBytes(),
      key: "li", at: clock.read())
    workspace = WorkspaceThread(try OpenWorkspace.open(store: store, environment: environment))
    sessions = Sessions(workspace: workspace, now: { clock.read() })
  }

  /// What a server finds that starts again on the same store.
  func restarted(needsFactor: Bool = false) throws -> Sessions {
    let clock = clock
    return Sessions(
      workspace: WorkspaceThread(try OpenWorkspace.open(store: store, environment: environment)), needsFactor: needsFactor,
      now: { clock.read() })
  }

  /// The same store as a process finds it that starts again.
  func reopened() throws -> WorkspaceThread { WorkspaceThread(try OpenWorkspace.open(store: store, environment: environment)) }

  /// The status with which signing in ends; 200 when it works.
  func status(_ login: String, _ password: String) async throws -> Int {
    do {
      _ = try await sessions.signIn(login: login, password: password)
      return 200
    } catch let problem as Problem { return problem.status }
  }

  /// The code of the refusal with which signing in as Li ends; "in" when it works.
  func answer(_ sessions: Sessions, _ password: String = House.password, code: String? = nil) async throws -> String {
    do {
      _ = try await sessions.signIn(login: "li", password: password, code: code)
      return "in"
    } catch let problem as Problem { return problem.code }
  }
}
