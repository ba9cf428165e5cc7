// SPDX-License-Identifier: Apache-2.0
import Access
import Calendars
import Commerce
import Journal
import Planning
import Testing
import WarehouseSQLite

@testable import PlanningCycle

/// In September people type numbers for October; in November October is closed and says what they were worth.
/// Sees: a number credited to somebody else, one that came too late or was taken back, a baseline that was not the one of then, errors that cancel.
/// Does not see: why somebody was right.
@Suite struct OverrideStories {
  private let store: SQLiteWorkspace
  private let september: Workspace
  private let chen = Person(id: 1, login: "chen", name: "陈", title: "", role: .salesDirector)
  private let wang = Person(id: 2, login: "wang", name: "王", title: "", role: .generalManager)
  private let li = Person(
    id: 3, login: "li", name: "李", title: "", role: .regionalManager, scope: Scope("territory", in: ["EAST"]))
  /// Pieces that came in October, by item and region.
  private static let came = ["FAN-1|EAST": 150, "FAN-2|EAST": 80, "FAN-1|SOUTH": 120, "FAN-2|SOUTH": 90]

  init() throws {
    store = try SQLiteWorkspace.inMemory()
    let environment = try Self.environment("2026-09-20")
    try OpenWorkspace.create(
      WorkspaceSettings(name: BilingualText("小风扇厂", "Small Fans"), currency: "CNY", isSample: false, madeFor: day("2026-09-20")),
      store: store, at: environment.now())
    let orders = (0..<24).map { month("2024-09").adding(months: $0) }.filter { $0 < month("2026-09") }.flatMap { month in
      Self.came.keys.sorted().map { Self.order($0, month, 100 + month.month % 5) }
    }
    let known = SmallCompanyFacts.all.filter { $0.kind != .salesOrderLines } + [SmallCompanyFacts.table(.salesOrderLines, orders)]
    for (number, table) in known.enumerated() { try Self.record(table, number, store, environment) }
    september = try OpenWorkspace.open(store: store, environment: environment)
  }

  private static func environment(_ today: String) throws -> WorkspaceEnvironment {
    let noon = Moment(millisecondsSinceEpoch: Int64(day(today).ordinal) * 86_400_000 + 4 * 3_600_000)
    return WorkspaceEnvironment(
      now: { noon }, today: { day(today) }, modelText: try SmallCompany.environment().modelText, work: SerialWork(), reader: NoFiles())
  }

  private static func order(_ place: String, _ month: Month, _ count: Int) -> [String: FactValue] {
    let parts = place.split(separator: "|").map(String.init)
    let price = parts[0] == "FAN-1" ? 226 : 339
    return [
      "channel": "经销", "order_number": .text("SO-\(month)-\(place)"), "line_number": .number(1),
      "ordered_on": .day(month.firstDay.adding(days: 9)), "item": .text(parts[0]), "customer": .text(parts[1] == "EAST" ? "C1" : "C2"),
      "territory": .text(parts[1]), "quantity": SmallCompanyFacts.pieces(count), "price_incl_tax": SmallCompanyFacts.price(price),
      "tax_rate": SmallCompanyFacts.thousandths(130), "amount_incl_tax": SmallCompanyFacts.yuan(count * price),
      "amount_excl_tax": SmallCompanyFacts.yuan(count * (price == 226 ? 200 : 300)),
    ]
  }

  private static func record(_ table: FactTable, _ number: Int, _ store: SQLiteWorkspace, _ environment: WorkspaceEnvironment) throws {
    let draft = EventDraft(kind: "facts.recorded", actor: .system, idempotencyKey: "facts-\(number)-\(environment.today())")
    _ = try store.record(FactBatch(table: table, recordedOn: environment.today()), for: draft, at: environment.now())
  }

  /// Types a number on a day.
  private func type(_ place: String, _ value: String, as person: Person, on date: String = "2026-09-20", key: String) throws {
    let parts = place.split(separator: "|")
    let noon = Moment(millisecondsSinceEpoch: Int64(day(date).ordinal) * 86_400_000 + 4 * 3_600_000)
    _ = try september.editCells(
      try Access.authorize(person, to: To.ViewPlan.self),
      [TypedCell(cell: "override|Item=\(parts[0]);Region=\(parts[1])@2026-10", value: value, spread: .proportional)], holds: [],
      context: CommandContext(person: person, key: key, reason: "依据客户", at: noon))
  }

  /// The company in November, October closed.
  private func november() throws -> Workspace {
    let environment = try Self.environment("2026-11-23")
    let orders = Self.came.keys.sorted().flatMap { place in
      [Self.order(place, month("2026-09"), 100), Self.order(place, month("2026-10"), Self.came[place] ?? 0)]
    }
    try Self.record(SmallCompanyFacts.table(.salesOrderLines, orders), 99, store, environment)
    return try OpenWorkspace.open(store: store, environment: environment)
  }

  private func scores(_ workspace: Workspace, as person: Person? = nil) throws -> [OverrideScore] {
    try workspace.scorecard(try Access.authorize(person ?? wang, to: To.ViewPlan.self)).overrides
  }

  /// The baseline of October as it was recorded in September, pieces.
  private func baseline(_ place: String) throws -> Double {
    let run = try #require(try store.runs(limit: 10).last)
    let row = try store.rows(run: run.id, series: place).first { $0.layer == "baseline" && $0.ordinal == month("2026-10").ordinal }
    return Double(try #require(row).value) / 10_000
  }

  @Test(
    "each number is measured against the baseline of its day, in money, and credited to who typed it; the company is the sum of its regions"
  )
  func measured() throws {
    try type("FAN-1|EAST", "140", as: chen, key: "a")
    try type("FAN-2|EAST", "200", as: li, key: "b")
    try type("FAN-1|SOUTH", "118", as: chen, key: "c")
    let rows = try scores(try november())
    #expect(rows.map(\.key) == ["company", "region:EAST", "region:SOUTH", "login:chen", "login:li"])
    let fan1 = (abs(try baseline("FAN-1|EAST") - 150) - 10) * 20_000
    let fan2 = (abs(try baseline("FAN-2|EAST") - 80) - 120) * 30_000
    let south = (abs(try baseline("FAN-1|SOUTH") - 120) - 2) * 20_000
    func gain(_ key: String) -> Double { rows.first { $0.key == key }.map { Double($0.baseline.error - $0.agreed.error) } ?? .nan }
    #expect(abs(gain("login:chen") - fan1 - south) < 2 && fan1 > 0 && south > 0)
    #expect(abs(gain("login:li") - fan2) < 2 && fan2 < 0, "two hundred where eighty came")
    #expect(abs(gain("region:EAST") - fan1 - fan2) < 2 && gain("company") == gain("region:EAST") + gain("region:SOUTH"))
    let chens = try #require(rows.first { $0.key == "login:chen" })
    #expect(
      chens.cells == 2 && chens.better == 2 && chens.agreed.error == (10 + 2) * 20_000 && chens.agreed.difference == -(10 + 2) * 20_000)
    #expect(chens.baseline.actual == (150 + 120) * 20_000)
    #expect(abs(try #require(chens.valueAdded) - (fan1 + south) / (270 * 20_000)) < 1e-6)
  }

  @Test("what was typed after the month began, taken back, or typed over by another, is not theirs; done again, it is")
  func credited() throws {
    try type("FAN-1|EAST", "140", as: chen, key: "a")
    try type("FAN-1|EAST", "149", as: li, key: "b")
    try type("FAN-1|SOUTH", "118", as: chen, key: "c")
    func step(_ work: (Authorized<To.ViewPlan>, CommandContext) throws -> CommandOutcome, _ person: Person, _ key: String) throws {
      let noon = september.environment.now()
      _ = try work(try Access.authorize(person, to: To.ViewPlan.self), CommandContext(person: person, key: key, at: noon))
    }
    try type("FAN-2|SOUTH", "95", as: chen, key: "d")
    try step({ try september.undoLast($0, context: $1) }, chen, "undo")
    try step({ try september.undoLast($0, context: $1) }, chen, "undo-again")
    try step({ try september.redoLast($0, context: $1) }, chen, "redo")
    try type("FAN-2|EAST", "85", as: chen, on: "2026-10-03", key: "late")
    let workspace = try november()
    #expect(
      try scores(workspace).map { "\($0.key) \($0.cells)" }.sorted() == [
        "company 2", "login:chen 1", "login:li 1", "region:EAST 1", "region:SOUTH 1",
      ])
    let own = try scores(workspace, as: li)
    #expect(own.map(\.key) == ["company", "region:EAST", "login:li"] && own[0].agreed == own[1].agreed)
  }

  @Test("a held total is scored once, at its level; its parts are nobody's, and a colleague's number under it is the colleague's")
  func totals() throws {
    try type("FAN-1|SOUTH", "118", as: wang, key: "own")
    _ = try september.overrideForecast(
      try Access.authorize(chen, to: To.EditForecast.self),
      TypedOverride(item: "F:风扇", region: "ALL", month: "2026-10", value: "430"),
      context: CommandContext(person: chen, key: "all", reason: "全国促销", at: september.environment.now()))
    _ = try september.overrideForecast(
      try Access.authorize(chen, to: To.EditForecast.self),
      TypedOverride(item: "F:风扇", region: "EAST", month: "2026-10", value: "230"),
      context: CommandContext(person: chen, key: "east", reason: "新店", at: september.environment.now()))
    let rows = try scores(try november())
    #expect(
      rows.map { "\($0.key) \($0.cells)" }.sorted() == ["company 3", "login:chen 2", "login:wang 1", "region:EAST 1", "region:SOUTH 1"],
      "the whole of the company lies in no region")
    let east = try #require(rows.first { $0.key == "region:EAST" })
    #expect(east.baseline.actual == 150 * 20_000 + 80 * 30_000)
  }

  @Test("where nobody typed anything there is nothing to score")
  func none() throws { #expect(try scores(try november()).isEmpty) }
}
