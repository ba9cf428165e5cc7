// SPDX-License-Identifier: Apache-2.0
public import Calendars
public import Commerce
public import Quantities

/// Where a stage stands in the life of a deal.
public enum DealOutcome: Hashable, Sendable {
  case open, won, lost

  private static let words: [String: DealOutcome] = [
    "won": .won, "closed won": .won, "赢单": .won, "成交": .won, "已成交": .won, "签约": .won, "lost": .lost, "closed lost": .lost, "输单": .lost,
    "丢单": .lost, "关闭": .lost,
  ]

  /// Reads the stage's word: 赢单, Won, 成交, 输单, Lost …
  public init(stage: String) {
    // The words that are known have capitals in ASCII only; folding all of Unicode costs more than the rest of a look at a deal.
    let hasCapitals = stage.utf8.contains { (65...90).contains($0) }
    self = Self.words[hasCapitals ? stage.lowercased() : stage] ?? .open
  }
}

/// A deal 商机 as it stands now.
public struct Deal: Sendable {
  /// 项目型 is added to the baseline; 流水型 only informs.
  public enum Kind: String, Sendable { case project, flow }

  public struct Step: Hashable, Sendable {
    public let stage: String
    public let enteredOn: Day
    /// The closing day people expected when the stage was entered.
    public let closesOn: Day?
  }

  public let code: String
  public let name: BilingualText
  public let customer: String?
  public let item: String?
  public let region: String?
  public let owner: String?
  public let stage: String
  public let kind: Kind
  /// 含税, minor units of the entity's currency.
  public let amountInclTax: Int64?
  public let quantity: FixedPoint?
  public let openedOn: Day?
  public let closesOn: Day?
  public let deliversOn: Day?
  public let isCommitted: Bool
  public let history: [Step]
  /// Row in the table of deals that this was read from.
  public let row: Int
  public let batch: Int64
  public let line: Int32

  public var outcome: DealOutcome { DealOutcome(stage: stage) }

  /// The day it entered the stage of the lost; nil for one that is not lost.
  public var lostOn: Day? {
    guard outcome == .lost else { return nil }
    return history.last { DealOutcome(stage: $0.stage) == .lost }?.enteredOn ?? closesOn
  }

  /// Delivery follows the closing day when nobody stated one: 30 days later.
  public var expectedDelivery: Day? { deliversOn ?? closesOn?.adding(days: 30) }

  /// Every deal with its stage history, in the order of the table.
  public static func read(deals: FactTable, stages: FactTable) -> [Deal] {
    var steps: [String: [Step]] = [:]
    let dealOfStep = stages["deal"]
    let stageOfStep = stages["stage"]
    let enteredOn = stages["entered_on"]
    let closesThen = stages["closes_on"]
    for row in 0..<stages.rowCount {
      guard let deal = dealOfStep.text(row), let stage = stageOfStep.text(row), let day = enteredOn.day(row)
      else { continue }
      steps[deal, default: []].append(Step(stage: stage, enteredOn: day, closesOn: closesThen.day(row)))
    }
    let table = Columns(deals)
    return (0..<deals.rowCount).compactMap { row in
      table.deal(row, history: steps[deals["code"].text(row) ?? ""] ?? [])
    }
  }

  /// The columns looked up once.
  private struct Columns {
    let table: FactTable
    let columns: [String: FactColumn]

    init(_ table: FactTable) {
      self.table = table
      self.columns = Dictionary(uniqueKeysWithValues: table.schema.fields.map { ($0.name, table[$0.name]) })
    }

    func deal(_ row: Int, history: [Step]) -> Deal? {
      guard let code = columns["code"]?.text(row), let stage = columns["stage"]?.text(row) else { return nil }
      return Deal(
        code: code,
        name: BilingualText(name: columns["name"]?.text(row), english: columns["name_en"]?.text(row))
          ?? BilingualText(name: code),
        customer: columns["customer"]?.text(row),
        item: columns["item"]?.text(row), region: columns["territory"]?.text(row),
        owner: columns["owner"]?.text(row), stage: stage,
        kind: Deal.kind(columns["kind"]?.text(row)), amountInclTax: columns["amount_incl_tax"]?.integer(row),
        quantity: columns["quantity"]?.decimal(row), openedOn: columns["opened_on"]?.day(row),
        closesOn: columns["closes_on"]?.day(row), deliversOn: columns["delivers_on"]?.day(row),
        isCommitted: columns["is_committed"]?.boolean(row) ?? false,
        history: history.sorted { ($0.enteredOn, $0.stage) < ($1.enteredOn, $1.stage) },
        row: row, batch: table.batches[row], line: table.lines[row])
    }
  }

  private static func kind(_ text: String?) -> Kind {
    switch text {
    case "项目型", "project", "Project", "工程": .project
    default: .flow
    }
  }
}
