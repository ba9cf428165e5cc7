// SPDX-License-Identifier: Apache-2.0
import Access
import Calendars
import Foundation
import HTTPTypes
import Journal
import NumericalMethods
import PlanningCycle
import Testing
import Wire

@testable import TongpinServer

/// Two companies that differ only outside somebody's scope give that person the same bytes, whatever they ask for.
/// Sees: a total, a count, an explanation, a file, a search or an event that carries what lies outside. Does not see: what the company
/// releases on purpose, the win rates it learns from all its deals (decision 0013), nor how many events there are (decision 0033).
@Suite struct ScopePairTests {
  /// Pairs in a short run; TONGPIN_PAIRS asks for more.
  private static let pairs = ProcessInfo.processInfo.environment["TONGPIN_PAIRS"].flatMap { Int($0) } ?? 60

  private static func narrowed(_ role: Role, _ id: Int64, _ restrictions: [Scope.Restriction]) -> Person {
    Person(id: id, login: "p\(id)", name: "", title: "", role: role, scope: Scope(restrictions: restrictions))
  }

  private static let east = narrowed(.regionalManager, 31, [.init(dimension: "territory", members: ["EAST"])])
  private static let two = narrowed(.salesDirector, 32, [.init(dimension: "territory", members: ["EAST", "CHINA-NORTH"])])
  private static let seller = narrowed(
    .salesperson, 33, [.init(dimension: "territory", members: ["EAST"]), .init(dimension: "owner", members: ["E1"])])
  private static let department = narrowed(.departmentHead, 34, [.init(dimension: "department", members: ["D01"])])
  private static let persons = [east, two, seller, department]

  /// Everything somebody can read; those of the company are refused, and a refusal says nothing either.
  private static let readings: [String] = {
    let cells = [
      "agreed|Item=FAN-1;Region=EAST@2026-12", "orders@2026-12", "revenue@2027-01", "units_shipped@2026-12",
      "headcount|Department=D01@2026-12",
      "department_cost@2026-12", "net_profit@2026-12", "cash@2026-12",
    ].map { $0.replacingOccurrences(of: "|", with: "%7C") }
    let samples: [String: [String]] = [
      "/api/v1/table": ["?grain=month&compare=budget,lastYear", "?grain=year", "?region=SHANGHAI"],
      "/api/v1/overview": ["?grain=month", "?grain=year&tax=incl"],
      "/api/v1/explain": cells.map { "?cell=\($0)" }, "/api/v1/explain-change": cells.map { "?cell=\($0)&from=previous" },
      "/api/v1/forecast": ["?item=ALL&region=ALL", "?item=FAN-1&region=EAST"], "/api/v1/targets": ["", "?place=EAST", "?place=EAST/E1"],
      "/api/v1/documents": ["?q=", "?q=SO-2026-10", "?q=D-"],
      "/api/v1/chain": ["?document=order:SO-2026-10-EAST", "?document=deal:D-SOUTH"],
      "/api/v1/scenarios/{scenario}/comparison": ["", "?against=was"],
    ]
    return AccessMatrix.current.lines.filter { $0.method == "GET" && $0.path != "/api/v1/commands/{id}" }.flatMap { line -> [String] in
      guard !OwnEndpoint.allCases.contains(where: { $0.path == line.path }) else { return [] }
      let path = line.path.replacingOccurrences(of: "{form}", with: "sales").replacingOccurrences(of: "{item}", with: "FAN-1")
      return (samples[line.path] ?? [""]).map { path + $0 }
    }
  }()

  /// A change outside the scope of a person, with another figure on each side.
  private static func change(_ kind: Int, for person: Person, scenario: Int64, _ chance: inout RandomStream) -> (
    String, (Int) -> [JSON.Member]
  ) {
    let regions = person.login == "p34" ? RegionsCompany.regions : ["CHINA", "SOUTH"]
    let region = regions[Int.random(in: 0..<regions.count, using: &chance)]
    let month = "\(Month(year: 2026, month: 11).adding(months: Int.random(in: 0..<12, using: &chance)))"
    let item = Int.random(in: 1...2, using: &chance)
    let day = Int.random(in: 10...28, using: &chance)
    func cell(_ cell: String) -> (String, (Int) -> [JSON.Member]) { ("edit-cells", { RegionsCompany.cells(cell, $0) }) }
    switch kind % 10 {
    case 0, 1: return cell("agreed|Item=FAN-\(item);Region=\(region)@\(month)")
    case 2: return cell("price|Item=FAN-\(item);Region=\(region)@\(month)")
    case 3: return cell("fixed_expense|Department=D02@\(month)")
    case 4: return cell("salary|Department=D02@\(month)")
    case 5: return cell(person.login == "p34" ? "capex@\(month)" : "headcount|Department=D01@\(month)")
    case 6: return cell("minimum_cash")
    case 7: return cell("purchase_price|Item=FAN-\(item)")
    case 8:
      return (
        "update-deal",
        {
          [
            .init("deal", .string("D-" + region)), .init("amountInclTax", .string("\($0 * 1_000)")),
            .init("closesOn", .string("2026-12-\(day)")),
          ]
        }
      )
    default:
      return (
        "edit-cells",
        { RegionsCompany.cells("agreed|Item=FAN-\(item);Region=\(region)@\(month)", $0) + [.init("scenario", .integer(scenario))] }
      )
    }
  }

  private final class Side {
    let company: RegionsCompany
    var changes: [WorkspaceChange] = []
    let scenario: Int64
    /// A shared alert rule.
    private(set) var rule: Int64 = 0

    /// - Parameter weight: what the sides differ by from the start.
    init(_ weight: Int) throws {
      company = try RegionsCompany()
      let made = company.send("create-scenario", [.init("name", .string("旺季")), .init("isShared", .boolean(true))])
      scenario = try #require(try JSON(reading: Array(made.text.utf8))["event"]?.whole, "\(made.text)")
      for (place, amount) in [("EAST", 500_000), ("SOUTH", weight * 1_000)] {
        let set = company.send(
          "set-target",
          [
            .init("measure", .string("revenue")), .init("year", .integer(2026)), .init("place", .string(place)),
            .init("span", .string("2026")),
            .init("amount", .string("\(amount)")), .init("basis", .string("even")),
          ])
        try #require(set.status == 200, "\(set.text)")
      }
      try saveRules()
      company.workspace.onChange = { [unowned self] in self.changes.append($0) }
    }

    /// How many events follow a change depends on the company: whether an alert of it moved. Their number, which is the revision, is everybody's, and
    /// the side that has fewer gets others that say nothing.
    static func meet(_ left: Side, _ right: Side) throws {
      while left.company.workspace.revision != right.company.workspace.revision {
        let late = left.company.workspace.revision < right.company.workspace.revision ? left : right
        let said = late.company.send("set-large-deal", [.init("amount", .string("500000"))])
        try #require(said.status == 200, "\(said.text)")
      }
      (left.changes, right.changes) = ([], [])
    }

    /// Shared rules over rows, totals, shares and the company, of somebody who has a login.
    private func saveRules() throws {
      let draft = EventDraft(kind: "person.added", actor: .system, idempotencyKey: "maker")
      let new = NewPerson(login: "maker", name: "总经理", passwordHash: "", role: Role.generalManager.rawValue)
      let maker = try #require(try company.workspace.store.add(new, for: draft, at: company.workspace.environment.now()).person)
      let rules: [[JSON.Member]] = [
        [
          .init("figure", .string("orders")), .init("each", .string("Region")), .init("side", .string("above")),
          .init("limit", .string("1")),
        ],
        [.init("figure", .string("orders")), .init("side", .string("below")), .init("limit", .string("20000"))],
        [
          .init("figure", .string("units")), .init("each", .string("Item")), .init("kind", .string("trend")),
          .init("side", .string("below")),
          .init("run", .integer(2)),
        ],
        [
          .init("figure", .string("orders")), .init("each", .string("Item")), .init("kind", .string("deviation")),
          .init("base", .string("lastYear")), .init("side", .string("either")), .init("percent", .string("1%")),
        ],
        [
          .init("figure", .string("department_cost")), .init("each", .string("Department")), .init("side", .string("above")),
          .init("limit", .string("1")),
        ],
        [.init("figure", .string("net_profit")), .init("side", .string("below")), .init("limit", .string("100亿"))],
      ]
      for fields in rules {
        let common: [JSON.Member] = [
          .init("kind", .string("threshold")), .init("name", .object([.init("zh", .string("规则")), .init("en", .string("Rule"))])),
          .init("isShared", .boolean(true)), .init("window", .string("months")), .init("count", .integer(6)),
        ]
        let own = fields + common.filter { one in !fields.contains { $0.name == one.name } }
        let saved = company.send("save-alert-rule", own, as: maker)
        try #require(saved.status == 200, "\(saved.text)")
        if rule == 0 { rule = try #require(try JSON(reading: Array(saved.text.utf8))["event"]?.whole) }
      }
    }

    func hear(_ person: Person) -> [String] {
      defer { changes = [] }
      return changes.map { $0.liveEvent.data(for: ChangeHearing(person)) }
    }
  }

  @Test("answers, files and events are the same to the byte; and somebody who sees everything gets others")
  func pairs() throws {
    var chance = RandomStream(seed: 20_261_128)
    // What lies outside one person's scope may lie inside another's: each has companies of their own.
    let sides = try Self.persons.map { _ in (try Side(300), try Side(700)) }
    var (asked, leaks, differences) = (0, [String](), 0)
    for step in 0..<Self.pairs {
      let person = Self.persons[step % Self.persons.count]
      let (left, right) = sides[step % Self.persons.count]
      let (kind, payload) = Self.change(step / Self.persons.count, for: person, scenario: left.scenario, &chance)
      let value = Int.random(in: 20...400, using: &chance)
      let outcomes = [(left, value), (right, value + Int.random(in: 1...90, using: &chance))].map { $0.company.send(kind, payload($1)) }
      try #require(outcomes.allSatisfy { $0.status == 200 }, "\(kind): \(outcomes.map(\.text))")
      func compare(_ what: String, _ mine: String, _ theirs: String) {
        asked += 1
        if mine != theirs { leaks.append("\(person.login) after \(kind): \(what)\n  \(Self.firstDifference(mine, theirs))") }
      }
      compare("events", left.hear(person).joined(), right.hear(person).joined())
      try Side.meet(left, right)
      for path in Self.readings {
        let wanted = path.replacingOccurrences(of: "{scenario}", with: "\(left.scenario)")
          .replacingOccurrences(of: "{rule}", with: "\(left.rule)")
        let (mine, theirs) = (left.company.ask(.get, wanted, as: person), right.company.ask(.get, wanted, as: person))
        compare(wanted, "\(mine.status) \(mine.text)", "\(theirs.status) \(theirs.text)")
      }
      let boss = [left, right].map { $0.company.ask(.get, "/api/v1/table?grain=year", as: RegionsCompany.boss).text }
      if boss[0] != boss[1] { differences += 1 }
      if leaks.count > 20 { break }
    }
    #expect(leaks.isEmpty, "\(leaks.count) of \(asked):\n\(leaks.prefix(12).joined(separator: "\n"))")
    #expect(differences > Self.pairs * 9 / 10, "the sides do differ, for whoever sees them: \(differences) of \(Self.pairs)")
    print("  scope pairs: \(Self.pairs) pairs, \(asked) answers compared, \(leaks.count) leaks")
  }

  private static func firstDifference(_ mine: String, _ theirs: String) -> String {
    let (left, right) = (Array(mine), Array(theirs))
    let place = zip(left, right).enumerated().first { $1.0 != $1.1 }?.offset ?? min(left.count, right.count)
    return String(left[max(0, place - 120)..<min(left.count, place + 60)]) + "  ≠  "
      + String(right[max(0, place - 20)..<min(right.count, place + 60)])
  }

  @Test("the same comparison finds a change inside the scope: it can fail")
  func seesOwnChanges() throws {
    let (left, right) = (try Side(300), try Side(300))
    _ = [left, right].enumerated().map { $1.company.edit("agreed|Item=FAN-1;Region=SHANGHAI@2026-12", 100 + $0) }
    for (person, path) in [
      (Self.east, "/api/v1/table"), (Self.two, "/api/v1/table"), (Self.east, "/api/v1/overview?grain=year"),
      (Self.east, "/api/v1/explain?cell=orders@2026-12"),
    ] {
      let answers = [left, right].map { $0.company.ask(.get, path, as: person) }
      #expect(answers.allSatisfy { $0.status == 200 } && answers[0].text != answers[1].text, "\(path) \(person.login)")
    }
  }
}
