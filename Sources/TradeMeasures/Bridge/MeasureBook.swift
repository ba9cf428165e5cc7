// SPDX-License-Identifier: Apache-2.0
public import Calendars
public import Commerce
public import Quantities

/// 口径账: every document of trade as movements of eight measures a side, and the links between neighbours.
///
/// Made once from the tables of facts: O(documents + parts) time and memory (about 32 bytes a movement and a link). Every figure is an exact sum
/// of `Int64` minor units.
public struct MeasureBook: Sendable {
  public let currency: Currency
  public let rules: MeasureRules
  public let dictionary: MetricDictionary
  /// What the documents left open, sales first.
  public let findings: [MeasureFinding]
  let sales: SideBook
  let purchases: SideBook

  /// - Parameters:
  ///   - tables: one a kind; what is missing is taken as not there, and stand-ins are used as the dictionary says.
  ///   - extras: documents that no table has columns for.
  ///   - currency: the entity's; amounts of the tables are in it.
  /// - Throws: `MeasureError.tooLarge`.
  public init(
    tables: [FactTable], extras: TradeExtras = .none, rules: MeasureRules = .standard, currency: Currency = .cny
  ) throws(MeasureError) {
    let facts = FactTables(tables)
    var customers = SideLinker(try SideRows.sales(facts), rules: rules, extras: extras)
    customers.run()
    var suppliers = SideLinker(try SideRows.purchases(facts), rules: rules, extras: extras)
    suppliers.run()
    self.currency = currency
    self.rules = rules
    dictionary = MetricDictionary(rules: rules)
    findings = customers.rows.findings.findings(.sales) + suppliers.rows.findings.findings(.purchases)
    sales = SideBook(customers)
    purchases = SideBook(suppliers)
  }

  func side(_ side: TradeSide) -> SideBook { side == .sales ? sales : purchases }

  /// Measures that have documents of their own, or stand-ins.
  public var measures: [TradeMeasure] { TradeMeasure.allCases.filter { !side($0.side).movements[$0.stage.rawValue].isEmpty } }

  /// Measures that rest on stand-ins, in whole or in part; the dictionary says what stands in.
  public var standIns: [TradeMeasure] { TradeMeasure.allCases.filter { side($0.side).standIns.contains($0.stage) } }

  /// First and last month with a document of a side; nil without any.
  public func months(_ side: TradeSide) -> ClosedRange<Month>? { self.side(side).months }

  /// Codes of a side by which it can be sliced, sorted.
  public func codes(_ side: TradeSide, _ axis: MeasureSlice.Axis) -> [String] { self.side(side).codes(axis) }

  /// The figure of a measure: the sum of its documents in the months and the slice, minor units.
  public func total(_ measure: TradeMeasure, _ months: ClosedRange<Month>, _ slice: MeasureSlice = .everything) throws(MeasureError)
    -> Int64
  {
    let periods = try Periods(months, each: false)
    let book = side(measure.side)
    return book.totals(measure.stage, periods, SliceMask(slice, book))[0]
  }

  /// The figure of each month.
  public func monthly(_ measure: TradeMeasure, _ months: ClosedRange<Month>, _ slice: MeasureSlice = .everything) throws(MeasureError)
    -> [Int64]
  {
    let book = side(measure.side)
    return book.totals(measure.stage, try Periods(months, each: true), SliceMask(slice, book))
  }
}

/// One side after linking: what is asked of it, and nothing that was needed to link.
struct SideBook: Sendable {
  let side: TradeSide
  let movements: [[Movement]]
  let legs: [StepLegs]
  let documents: [StoredDocument]
  let numbers: [String]
  let parties: [String]
  let items: [String]
  let territories: [String]
  let channels: [String]
  let families: [String]
  let familyOfItem: [Int32]
  let standIns: Set<TradeStage>

  init(_ linker: SideLinker) {
    let rows = linker.rows
    side = rows.side
    movements = linker.movements
    legs = linker.legs
    documents = rows.documents
    numbers = rows.numbers.texts
    parties = rows.parties.texts
    items = rows.items.texts
    territories = rows.territories.texts
    channels = rows.channels.texts
    families = rows.families.texts
    familyOfItem = rows.familyOfItem
    standIns = linker.standIns
  }

  var months: ClosedRange<Month>? {
    var days: (Int32, Int32)?
    for movement in movements.joined() {
      days = days.map { (min($0.0, movement.day), max($0.1, movement.day)) } ?? (movement.day, movement.day)
    }
    return days.map { Day(ordinal: $0.0).monthOf...Day(ordinal: $0.1).monthOf }
  }

  func totals(_ stage: TradeStage, _ periods: Periods, _ mask: SliceMask) -> [Int64] {
    var sums = [Int64](repeating: 0, count: periods.count)
    for movement in movements[stage.rawValue] {
      let period = periods[movement.day]
      if period >= 0, mask.allows(movement.attributes) { sums[Int(period)] += movement.amount }
    }
    return sums
  }

  func codes(_ axis: MeasureSlice.Axis) -> [String] {
    switch axis {
    case .party: parties.sorted()
    case .item: items.sorted()
    case .territory: territories.sorted()
    case .channel: channels.sorted()
    case .family: families.sorted()
    }
  }
}

/// Which period a day lies in: looked up, not calculated.
struct Periods {
  let count: Int
  private let first: Int32
  private let table: [Int32]
  static let limit = 1_200

  /// - Parameter each: every month a period of its own; otherwise all of them are one.
  init(_ months: ClosedRange<Month>, each: Bool) throws(MeasureError) {
    let length = months.lowerBound.distance(to: months.upperBound) + 1
    guard length <= Periods.limit, (1...9999).contains(months.lowerBound.year), (1...9999).contains(months.upperBound.year) else {
      throw .periodTooLong
    }
    count = each ? length : 1
    first = months.lowerBound.firstDay.ordinal
    var table: [Int32] = []
    for place in 0..<length {
      table += [Int32](repeating: each ? Int32(place) : 0, count: months.lowerBound.adding(months: place).dayCount)
    }
    self.table = table
  }

  /// −1 outside.
  subscript(day: Int32) -> Int32 {
    let place = Int(day) - Int(first)
    return place >= 0 && place < table.count ? table[place] : -1
  }
}
