// SPDX-License-Identifier: Apache-2.0
public import Calendars

/// An item as a scenario states it.
public struct ScenarioItem: Hashable, Sendable {
  public enum Kind: String, Hashable, Sendable { case make, buy, subcontract }

  public let code: String
  /// As written in quotation marks; empty when not told.
  public var name = ""
  /// As written; nil follows the bill of materials: with lines it is made, without it is bought.
  public var kind: Kind?
  public var place: ScenarioPlace
  public var leadTimeWorkingDays = 0
  public var hasLeadTime = false
  public var safetyStock = 0.0
  public var minimum = 0.0
  public var multiple = 0.0
  public var rule = LotSize.Rule.asNeeded
  public var frozenDays = 0
  /// Money a unit.
  public var unitCost = 0.0
  public var scheme: Int32?
  public var fence: Int32?
  public var stock = 0.0

  init(code: String, place: ScenarioPlace) {
    self.code = code
    self.place = place
  }
}

/// A small company in text: what is planned, what is asked for, what is there, and what should come out. `Docs/specs/SPEC-supply-scenario.md` states every rule.
public struct SupplyScenario: Sendable {
  public var title = ""
  /// Where the figures come from, such as "worked by hand".
  public var source = ""
  /// Whether days are numbered periods without a calendar.
  public var isByPeriod: Bool { names.isByPeriod }
  public var days: ClosedRange<Day>
  public var workingDays: WorkingDays?
  public var items: [ScenarioItem] = []
  public var lines: [(line: Component, place: ScenarioPlace)] = []
  public var demand: DemandInputs
  public var receipts: [OpenReceipt] = []
  public var offers: [(offer: SupplierOffer, place: ScenarioPlace)] = []
  public var suppliers: [String] = []
  /// Frame agreements with their names and places.
  public var agreements: [(agreement: FrameAgreement, name: String, place: ScenarioPlace)] = []
  public var resources: [Resource] = []
  public var resourceNames: [String] = []
  public var steps: [WorkStep] = []
  /// What came in before the plan, for ageing.
  public var arrivals: [(item: Int32, day: Day, quantity: Double)] = []
  public var orderNumbers: [String] = []
  public var forecastNumbers: [String] = []
  public var receiptNumbers: [String] = []
  public var coverDays = 0
  public var toleranceDays = 0
  /// Everything that was not taken as written, in the order of the text.
  public var findings: [ScenarioFinding] = []
  var expectations: [ScenarioStatement] = []
  /// Names known before the text is read; readers hold it, so it stays as it is.
  var names = ScenarioNames()
  /// Positions by number, filled while reading.
  var orderPositions: [String: Int32] = [:]
  var forecastPositions: [String: Int32] = [:]
  var receiptPositions: [String: Int32] = [:]
  var schemes: [ConsumptionScheme] = []
  var fences: [DemandTimeFence] = []

  init(days: ClosedRange<Day>) {
    self.days = days
    demand = DemandInputs(days: days, itemCount: 0)
  }

  public var dayCount: Int { days.lowerBound.distance(to: days.upperBound) + 1 }

  /// Position of an item by its code.
  public func item(_ code: String) -> Int32? { names.items[code] }

  /// Whether work is done on a day; every period is worked.
  public func isWorkingDay(_ day: Day) -> Bool { workingDays?.isWorkday(day) ?? true }

  /// A day as the scenario writes it: `3` or `2026-02-28`.
  public func text(_ day: Day) -> String {
    isByPeriod ? String(ScenarioNames.firstPeriod.distance(to: day) + 1) : day.description
  }

  /// A day of the plan (0 the first) as the scenario writes it.
  public func text(planDay: Int32) -> String { text(days.lowerBound.adding(days: Int(planDay))) }

  func planDay(_ day: Day) -> Int32 { Int32(clamping: days.lowerBound.distance(to: day)) }
}
