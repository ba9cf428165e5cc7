// SPDX-License-Identifier: Apache-2.0
import Access
import Foundation
import HTTPTypes
import Journal
import Testing
import Wire

@testable import PlanningCycle
@testable import TongpinServer

/// The rights as a reviewer reads them in Tests/Fixtures/access/matrix.txt, and every one of them asked for at every place in every state.
/// Sees: a route or command that nobody listed, a right that opened or closed, a place that lets somebody in. Does not see: what an answer
/// holds (`ScopePairTests` does).
@Suite struct AccessMatrixTests {
  /// The matrix as text: one line a right, one a route or command.
  private static let written: String = {
    var lines = Permission.allCases.map { permission in
      let roles = Role.allCases.filter { $0.holds(permission) }.map(\.rawValue).joined(separator: " ")
      return "right \(permission.rawValue) \(permission.reach.rawValue): \(roles)"
    }
    lines += AccessMatrix.current.lines.map { line in
      let rights = line.rights.map { $0.map(\.rawValue).joined(separator: "+") }.joined(separator: " | ")
      let isOpen = OwnEndpoint.allCases.contains { $0.isOpen && $0.path == line.path && $0.method.rawValue == line.method }
      return "\(key(line)): \(rights.isEmpty ? (isOpen ? "a secret" : "signed in") : rights)"
    }
    return lines.joined(separator: "\n") + "\n"
  }()

  private static func key(_ line: AccessMatrix.Line) -> String {
    "\(line.method) \(line.path)" + (line.command.map { " " + $0 } ?? "")
  }

  /// What the reviewed file says, read without the program's own tables.
  private struct Reviewed {
    var roles: [String: Swift.Set<String>] = [:]
    var wholeCompany: Swift.Set<String> = []
    var rights: [String: [[String]]] = [:]

    init(_ text: String) {
      for line in text.split(separator: "\n") {
        let halves = line.components(separatedBy: ": ")
        let words = halves[0].split(separator: " ").map(String.init)
        if words[0] == "right" {
          roles[words[1]] = Swift.Set(halves[1].split(separator: " ").map(String.init))
          if words[2] == "company" { wholeCompany.insert(words[1]) }
        } else {
          rights[halves[0]] =
            ["signed in", "a secret"].contains(halves[1])
            ? [] : halves[1].components(separatedBy: " | ").map { $0.components(separatedBy: "+") }
        }
      }
    }

    func holds(_ role: Role, narrowed: Bool, _ right: String) -> Bool {
      roles[right]?.contains(role.rawValue) == true && !(narrowed && wholeCompany.contains(right))
    }

    func opens(_ role: Role, narrowed: Bool, _ line: String) -> Bool? {
      rights[line].map { $0.isEmpty || $0.contains { $0.allSatisfy { holds(role, narrowed: narrowed, $0) } } }
    }
  }

  private static let file: URL = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
    .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("Fixtures/access/matrix.txt")

  @Test("the rights of the program are those that were reviewed; a route or command that is not listed fails here")
  func reviewed() throws {
    if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] == "1" {
      try FileManager.default.createDirectory(at: Self.file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Self.written.write(to: Self.file, atomically: true, encoding: .utf8)
    }
    let text = try String(contentsOf: Self.file, encoding: .utf8)
    let (kept, now) = (text.split(separator: "\n"), Self.written.split(separator: "\n"))
    #expect(kept.filter { !now.contains($0) } == [], "the program no longer has these")
    #expect(now.filter { !kept.contains($0) } == [], "nobody reviewed these; UPDATE_GOLDEN=1 writes them down")
    #expect(kept == now)
  }

  /// Where a request points, seen by somebody of 华东: their own region, a sister, the one above, the one below, or no region at all.
  private static let places = [("own", "EAST"), ("other", "SOUTH"), ("parent", "CHINA"), ("child", "SHANGHAI")]

  /// A request that names a region, by line; nil where a line has none.
  private func request(_ line: AccessMatrix.Line, at region: String) -> (path: String, payload: [JSON.Member])? {
    let cell = "agreed|Item=FAN-1;Region=\(region)@2026-12"
    let encoded = cell.replacingOccurrences(of: "|", with: "%7C")
    switch (line.path, line.command) {
    case ("/api/v1/table", _), ("/api/v1/exports/table", _): return (line.path + "?region=\(region)", [])
    case ("/api/v1/table/download", _): return (line.path, [.init("region", .string(region))])
    case ("/api/v1/forecast", _): return (line.path + "?item=FAN-1&region=\(region)", [])
    case ("/api/v1/explain", _): return (line.path + "?cell=\(encoded)", [])
    case ("/api/v1/explain-change", _): return (line.path + "?cell=\(encoded)&from=previous", [])
    case ("/api/v1/targets", _), ("/api/v1/exports/targets", _): return (line.path + "?place=\(region)", [])
    case ("/api/v1/chain", _): return (line.path + "?document=deal:D-\(region)", [])
    case ("/api/v1/preview", _):
      return (line.path, [.init("kind", .string("edit-cells")), .init("payload", .object(RegionsCompany.cells(cell, 70)))])
    case (_, "edit-cells"): return (line.path, RegionsCompany.cells(cell, 77))
    case (_, "override-forecast"), ("/api/v1/forecast-override", _):
      return (
        line.path,
        [
          .init("item", .string("FAN-2")), .init("region", .string(region)), .init("month", .string("2026-12")),
          .init("value", .string("60")),
        ]
      )
    case (_, "update-deal"): return (line.path, [.init("deal", .string("D-" + region)), .init("isCommitted", .boolean(true))])
    case (_, "submit-forecast"): return (line.path, [.init("region", .string(region))])
    case (_, "lock-target"):
      return (
        line.path,
        [
          .init("measure", .string("revenue")), .init("year", .integer(2026)), .init("place", .string(region)),
          .init("span", .string("2026-12")),
        ]
      )
    case (_, "set-target"):
      return (
        line.path,
        [
          .init("measure", .string("revenue")), .init("year", .integer(2026)), .init("place", .string(region)),
          .init("span", .string("2026Q4")), .init("amount", .string("90000")), .init("sums", .string("periods")),
        ]
      )
    default: return nil
    }
  }

  private func ask(
    _ company: RegionsCompany, _ line: AccessMatrix.Line, _ wanted: (path: String, payload: [JSON.Member])?, as person: Person
  )
    -> RegionsCompany.Answer
  {
    var path = wanted?.path ?? line.path
    for (place, value) in [
      ("{form}", "sales"), ("{scenario}", "1"), ("{item}", "FAN-1"), ("{id}", "none"), ("{login}", "none"), ("{token}", "none"),
      ("{rule}", "none"),
    ] {
      path = path.replacingOccurrences(of: place, with: value)
    }
    if let command = line.command { return company.send(command, wanted?.payload ?? [], as: person) }
    return company.ask(HTTPRequest.Method(rawValue: line.method)!, path, wanted.map { .object($0.payload) }, as: person)
  }

  /// What it takes to do exactly what the sample asks, where a line is open to several kinds of change.
  private func exact(_ line: AccessMatrix.Line) -> String {
    switch (line.path, line.command) {
    case (_, "edit-cells"), ("/api/v1/preview", _): return "POST /api/v1/commands override-forecast"
    default: return Self.key(line)
    }
  }

  private static func isRefused(_ answer: RegionsCompany.Answer) -> Bool {
    answer.status == 403 || ["document.not-known", "target.refused"].contains(answer.code)
  }

  @Test(
    "every route and command × role × narrowed or not × own, other, parent, child × state: nothing opens or closes against the review",
    arguments: FormState.allCases)
  func everything(state: FormState) throws {
    let reviewed = Reviewed(try String(contentsOf: Self.file, encoding: .utf8))
    let company = try RegionsCompany()
    try bring(company, to: state)
    var (asked, mismatches) = (0, [String]())
    func note(_ holds: Bool, _ text: @autoclosure () -> String) {
      asked += 1
      if !holds { mismatches.append(text()) }
    }
    let routes = AccessMatrix.current.lines.filter { line in
      !OwnEndpoint.allCases.contains { $0.path == line.path && $0.method.rawValue == line.method }
    }
    for line in routes {
      for role in Role.allCases {
        for narrowed in [false, true] {
          let person = Person(
            id: 50 + Int64(Role.allCases.firstIndex(of: role)!), login: role.rawValue, name: "", title: "", role: role,
            scope: narrowed ? Scope("territory", in: ["EAST"]) : .all)
          guard let opens = reviewed.opens(role, narrowed: narrowed, Self.key(line)),
            let does = reviewed.opens(role, narrowed: narrowed, exact(line))
          else {
            note(false, "\(Self.key(line)) was not reviewed")
            continue
          }
          guard request(line, at: "EAST") != nil else {
            let answer = ask(company, line, nil, as: person)
            note((answer.status != 403) == opens, "\(Self.key(line)) \(role) narrowed=\(narrowed): \(answer.status) \(answer.code)")
            continue
          }
          for (place, region) in Self.places {
            let answer = ask(company, line, request(line, at: region), as: person)
            let may = opens && does && (!narrowed || ["own", "child"].contains(place))
            note(
              may ? answer.status != 403 : answer.status != 200 && Self.isRefused(answer),
              "\(Self.key(line)) \(role) narrowed=\(narrowed) \(place): \(answer.status) \(answer.code)")
          }
        }
      }
    }
    #expect(mismatches.isEmpty, "\(mismatches.count) of \(asked):\n\(mismatches.prefix(20).joined(separator: "\n"))")
    #expect(asked > routes.count * Role.allCases.count * 2)
    print("  access matrix, \(state.rawValue): \(asked) requests, \(mismatches.count) mismatches")
  }

  /// How far the sales budget is on its way.
  enum FormState: String, CaseIterable, Sendable { case draft, submitted, returned, approved, released }

  private func bring(_ company: RegionsCompany, to state: FormState) throws {
    switch state {
    case .draft: break
    case .submitted: try handIn(company, "submit-budget", content: true)
    case .returned:
      try step(company, "sendBack", try handIn(company, "submit-budget", content: true))
    case .approved: try approve(company)
    case .released:
      try approve(company)
      try step(company, "approve", try handIn(company, "submit-release", content: false))
    }
  }

  private struct Asked {
    let approval: Int64
    let task: Int64
    let content: String
    let person: Person
  }

  private func step(_ company: RegionsCompany, _ act: String, _ asked: Asked) throws {
    let answer = company.send(
      "take-approval-step",
      [
        .init("approval", .integer(asked.approval)), .init("act", .string(act)), .init("task", .integer(asked.task)),
        .init("content", .string(asked.content)),
      ], as: asked.person)
    try #require(answer.status == 200, "\(answer.text)")
  }

  /// Hands the sales budget in, or its release, by the sales director; who is asked then has a login.
  ///
  /// - Returns: the first task that is open, and whose it is.
  @discardableResult
  private func handIn(_ company: RegionsCompany, _ command: String, content isNeeded: Bool) throws -> Asked {
    let people = try [("sd", Role.salesDirector), ("fd", .financeDirector), ("gm", .generalManager)].map { login, role in
      let draft = EventDraft(kind: "person.added", actor: .system, idempotencyKey: "join-\(login)", payload: .empty)
      let new = NewPerson(login: login, name: login, passwordHash: "", role: role.rawValue, scope: Scope.all.storedText)
      return try #require(try company.workspace.store.add(new, for: draft, at: company.workspace.environment.now()).person)
    }
    try company.workspace.standAfterPeople()
    var payload: [JSON.Member] = [.init("form", .string("sales")), .init("year", .integer(2026))]
    if isNeeded {
      let form = try JSON(reading: Array(company.ask(.get, "/api/v1/budgets/sales?period=2026", as: people[0]).text.utf8))
      payload += [.init("basis", .string("forecast")), .init("content", .string(try #require(form["contents"]?["forecast"]?.text)))]
    }
    let sent = company.send(command, payload, as: people[0])
    try #require(sent.status == 200, "\(sent.text)")
    for person in people {
      let list = try JSON(reading: Array(company.ask(.get, "/api/v1/approvals", as: person).text.utf8))
      for one in list["approvals"]?.elements ?? [] {
        if let id = one["id"]?.whole, let task = one["task"]?["id"]?.whole {
          return Asked(approval: id, task: task, content: one["content"]?.text ?? "", person: person)
        }
      }
    }
    throw Problem.request("test", zh: "无人可审", en: "nobody is asked")
  }

  /// The sales budget is approved, a target stands and is locked, one scenario is shared and one is discarded.
  private func approve(_ company: RegionsCompany) throws {
    let root = Person(id: 9, login: "root", name: "", title: "", role: .administrator)
    try #require(company.send("bind-flow", [.init("purpose", .string("budget")), .init("flow", .null)], as: root).status == 200)
    let form = try JSON(reading: Array(company.ask(.get, "/api/v1/budgets/sales?period=2026", as: RegionsCompany.finance).text.utf8))
    let content = try #require(form["contents"]?["forecast"]?.text)
    let approved = company.send(
      "approve-budget",
      [
        .init("form", .string("sales")), .init("year", .integer(2026)), .init("basis", .string("forecast")),
        .init("content", .string(content)),
      ],
      as: RegionsCompany.finance)
    try #require(approved.status == 200, "\(approved.text)")
    let target: [JSON.Member] = [
      .init("measure", .string("revenue")), .init("year", .integer(2026)), .init("place", .string("")), .init("span", .string("2026")),
    ]
    let set = company.send("set-target", target + [.init("amount", .string("900000")), .init("basis", .string("even"))])
    try #require(set.status == 200, "\(set.text)")
    try #require(company.send("lock-target", target).status == 200)
    for (name, isShared) in [("旺季", true), ("淡季", false)] {
      let made = company.send("create-scenario", [.init("name", .string(name)), .init("isShared", .boolean(isShared))])
      try #require(made.status == 200, "\(made.text)")
    }
  }
}
