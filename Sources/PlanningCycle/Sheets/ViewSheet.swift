// SPDX-License-Identifier: Apache-2.0
public import Planning

/// A view of the table to be taken along: rows and columns as somebody sees them, calculated by the sheet itself where it holds what a figure is made of.
public struct ViewSheet: Sendable {
  public enum Cell: Hashable, Sendable {
    case blank
    /// Somebody may type here; what they type comes back.
    case entry(Double?)
    /// Follows what is typed in the sheet; with the plan's figure.
    case live(SheetFormula, Double?)
    /// The plan's figure, which nothing in the sheet moves.
    case kept(Double)
  }

  public struct Column: Sendable {
    public enum Kind: String, Sendable { case value = "v", plan, budget, lastYear, difference, attainment }

    public let period: PlanPeriod
    public let kind: Kind
    public let label: BilingualText
    public let isActual: Bool
    /// A month under the quarter or year behind it.
    public let isPart: Bool

    /// `v:2026-11`, `budget:2026Q4`
    public var id: String { kind.rawValue + ":" + period.column }
  }

  public struct Row: Sendable {
    public enum Shown: Sendable { case whole, hundredths, tenThousandths, share }

    public let address: String
    public let level: Int
    public let section: BilingualText
    public let label: BilingualText
    /// `万元`, `件`
    public let unit: String
    public let shown: Shown
    public let cells: [Cell]
  }

  public let title: BilingualText
  public let columns: [Column]
  public let rows: [Row]
  /// What comes back with the file.
  public let marks: SheetMarks
}

/// The unit in which a downloaded view counts money.
public enum SheetUnit: String, Sendable {
  case yuan, wan, yi

  public var power: Int {
    switch self {
    case .yuan: 0
    case .wan: 4
    case .yi: 8
    }
  }

  var scale: Double {
    switch self {
    case .yuan: 1
    case .wan: 1e4
    case .yi: 1e8
    }
  }

  var prefix: String {
    switch self {
    case .yuan: ""
    case .wan: "万"
    case .yi: "亿"
    }
  }
}

/// Which part of which table is taken along.
public struct ViewSheetRequest: Sendable {
  public let table: TableRequest
  /// nil: the plan.
  public let scenario: Int64?
  /// Ids of the rows in sight; nil: all.
  public let rows: Swift.Set<String>?
  public let unit: SheetUnit
  /// Columns beside each figure.
  public let beside: [ViewSheet.Column.Kind]
  /// Quarters and years come with the months that they are made of.
  public let withMonths: Bool

  public init(
    table: TableRequest, scenario: Int64?, rows: Swift.Set<String>?, unit: SheetUnit, beside: [ViewSheet.Column.Kind], withMonths: Bool
  ) {
    self.table = table
    self.scenario = scenario
    self.rows = rows
    self.unit = unit
    self.beside = beside
    self.withMonths = withMonths
  }

  /// The columns beside each figure in their order, and among them what a difference is measured against: the plan beside a scenario, the budget, else last
  /// year.
  public static func beside(_ wanted: [ViewSheet.Column.Kind], isScenario: Bool) -> [ViewSheet.Column.Kind] {
    var kinds = Swift.Set(wanted)
    if !isScenario { kinds.remove(.plan) }
    if kinds.contains(.difference) || kinds.contains(.attainment) {
      if isScenario { kinds.insert(.plan) } else if kinds.isDisjoint(with: [.budget, .lastYear]) { kinds.insert(.budget) }
    }
    return [.plan, .budget, .lastYear, .difference, .attainment].filter(kinds.contains)
  }

  /// Cells that a downloaded view has at most.
  public static let cellLimit = 400_000
}
