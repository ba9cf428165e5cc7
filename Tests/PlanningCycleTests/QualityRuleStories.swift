// SPDX-License-Identifier: Apache-2.0
import Access
import Calendars
import Commerce
import DataQuality
import Journal
import Testing

@testable import PlanningCycle

/// Rules that people make without code.
/// Sees: a rule that is saved though it cannot be checked, one that somebody without the right sets, a rule that holds nothing. Does not see: the checks themselves.
@Suite struct QualityRuleStories {
  private let company: SmallCompany
  private var workspace: Workspace { company.workspace }
  private let chen: Person
  private let zhou: Person

  init() throws {
    let company = try SmallCompany()
    (chen, zhou) = (try company.join("chen", .salesDirector), try company.join("zhou", .financeDirector))
    self.company = company
  }

  private func draft(_ severity: String = "stop", low: String = "1", high: String = "500") -> QualityRuleDraft {
    var draft = QualityRuleDraft()
    (draft.kind, draft.form, draft.field) = ("stock", "range", "quantity")
    (draft.low, draft.high, draft.severity, draft.name) = (low, high, severity, "库存不会超过五百")
    return draft
  }

  @discardableResult
  private func save(_ draft: QualityRuleDraft, _ id: String? = nil, by person: Person? = nil) throws -> CommandOutcome {
    try workspace.saveQualityRule(
      try Access.authorize(person ?? zhou, to: To.ReleaseData.self), id, draft, context: company.context(person ?? zhou))
  }

  private func code(_ action: () throws -> Any) -> String? {
    let error = failure { _ = try action() }
    return (error as? CycleError)?.code.text ?? (error as? AccessError)?.code.text
  }

  private func bring(_ count: Int, key: String) throws -> ImportResultRecord {
    let table = SmallCompanyFacts.table(
      .stock,
      [
        [
          "item": "MOTOR", "location": "WH", "counted_on": .day(day("2026-11-2\(abs(count) % 3)")),
          "quantity": SmallCompanyFacts.pieces(count),
        ]
      ])
    let reading = FactFileReading(
      table: table, rowsRead: 1, rejected: 0, encoding: "utf-8", headerLine: 1, findings: [], findingsTotal: 0)
    return try workspace.record(
      try Access.authorize(chen, to: To.ImportFacts.self), reading, fileName: "stock.csv", fileBytes: nil, key: key)
  }

  @Test(
    "a rule from a form holds what it says and gives it to its owner; changed, it only warns; removed, it is gone; each step can be taken back"
  )
  func ownRule() throws {
    #expect(try !bring(501, key: "a").isHeld)
    var rule = draft()
    rule.owner = "zhou"
    let saved = try save(rule)
    let id = "own-\(saved.event)"
    let held = try bring(502, key: "b")
    #expect(held.isHeld && held.report?.stops.map(\.rule.id) == [id])
    #expect(held.report?.stops.first?.rule.words.chinese == "库存：当 数量小于 1 或大于 500 时，隔离整批")
    #expect(workspace.qualityTodos(for: zhou).count == 1 && workspace.qualityTodos(for: chen).isEmpty)
    try save(draft("warn"), id)
    let warned = try bring(503, key: "c")
    #expect(!warned.isHeld && warned.report?.outcomes.contains { $0.rule.id == id && $0.state == .failed } == true)
    _ = try company.undo(as: zhou)
    #expect(try bring(504, key: "d").isHeld)
    _ = try workspace.removeQualityRule(try Access.authorize(zhou, to: To.ReleaseData.self), id, context: company.context(zhou))
    #expect(try !bring(505, key: "e").isHeld)
    let batch = try workspace.batchCard(try Access.authorize(zhou, to: To.ViewCompany.self), held.batch)
    #expect(batch.report?.stops.first?.rule.id == id, "what was checked then is read as it was")
    _ = try company.undo(as: zhou)
    #expect(try company.restarted().ledgers.quality.rule(id) != nil)
  }

  @Test("one that comes along can be eased or switched off and is put back as it came; its check stays")
  func shippedRule() throws {
    let id = "stock.range.quantity"
    var eased = QualityRuleDraft()
    (eased.severity, eased.isOn) = ("stop", true)
    try save(eased, id)
    #expect(try bring(-5, key: "a").isHeld)
    eased.isOn = false
    try save(eased, id)
    #expect(try !bring(-8, key: "b").isHeld)
    _ = try workspace.removeQualityRule(try Access.authorize(zhou, to: To.ReleaseData.self), id, context: company.context(zhou))
    let rule = try #require(workspace.ledgers.quality.rule(id))
    #expect(rule.rule.severity == .warn && rule.isOn && rule.savedIn == nil && rule.isShipped)
  }

  @Test("what cannot be checked is refused with every reason; whoever has no right sets none")
  func refused() throws {
    #expect(code { try save(draft(), by: chen) } == "access.permission-missing")
    for (change, part) in [
      ({ $0.low = "many" }, "low"), ({ $0.low = "600" }, "low"), ({ $0.severity = "loud" }, "severity"), ({ $0.kind = "planets" }, "kind"),
      ({ $0.field = "colour" }, "field"), ({ $0.tolerated = "a few" }, "tolerated"), ({ $0.tolerated = "101" }, "tolerated"),
      ({ $0.form = "luck" }, "form"), ({ $0.low = "1.23456" }, "low"),
    ] as [((inout QualityRuleDraft) -> Void, String)] {
      var rule = draft()
      change(&rule)
      let error = failure { try save(rule) } as? CycleError
      #expect(error?.code == .qualityRuleRefused && error?.parameters.first?.value == part, "\(part): \(String(describing: error?.detail))")
    }
    var stranger = draft()
    stranger.owner = "nobody"
    #expect(code { try save(stranger) } == "quality.owner-refused")
    #expect(code { try save(draft(), "own-99999") } == "quality.rule-not-known")
    #expect(workspace.ledgers.quality.ownCount == 0)
  }

  @Test("every rule that comes along says what it means in both languages, and reads back from an event as it was")
  func words() {
    for rule in ShippedRules.all {
      #expect(!rule.words.chinese.isEmpty && !rule.words.english.contains("_") && rule.words.chinese.contains("当"), "\(rule.id)")
      #expect(QualityRule(rule.canonical) == rule)
    }
    let open = QualityRule(
      id: "own-1", kind: .stock, check: .range(field: "counted_on", low: .daysFromToday(-30), high: nil), severity: .note, tolerated: 250)
    #expect(QualityRule(open.canonical) == open)
    #expect(open.words.english == "Stock: when counted on is before 30 days before the import in more than 2.5% of the rows, note it")
  }
}

/// Rows that are kept as they were read.
@Suite struct HeldRowsTests {
  @Test("what was encoded comes out as it was, to the last bit; bytes that are something else do not")
  func roundTrip() throws {
    for table in SmallCompanyFacts.all {
      let bytes = HeldRows.encode(table)
      let back = try #require(HeldRows.decode(bytes, kind: table.kind))
      #expect(HeldRows.digest(back) == HeldRows.digest(table) && back.lines == table.lines)
      #expect(back.columns.map { Array($0.integers) } == table.columns.map { Array($0.integers) })
      #expect(HeldRows.decode(Array(bytes.dropLast()), kind: table.kind) == nil)
      #expect(HeldRows.decode(bytes + [0], kind: table.kind) == nil)
    }
    #expect(HeldRows.decode(Array("item,quantity\n".utf8), kind: .stock) == nil)
    #expect(HeldRows.decode(HeldRows.encode(SmallCompanyFacts.stock), kind: .items) == nil)
  }

  @Test("files of one sort are one source, whatever month their names tell")
  func sources() {
    #expect(ImportOrigin.sourceName(ofFile: "orders-2026-10.csv") == "orders")
    #expect(ImportOrigin.sourceName(ofFile: "销售订单202611.xlsx") == "销售订单")
    #expect(ImportOrigin.sourceName(ofFile: "2026年11月 银行流水(2).csv") == "银行流水")
    #expect(ImportOrigin.sourceName(ofFile: "").isEmpty)
  }
}
