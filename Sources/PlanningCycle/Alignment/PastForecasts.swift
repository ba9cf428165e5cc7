// SPDX-License-Identifier: Apache-2.0
public import Calendars
public import Commerce

/// Sales forecasts as they were made, kept beside what came: by source, day made and month.
public struct PastForecasts: Sendable {
  /// One forecast figure. Item or family and region as far as the file says.
  public struct Figure: Sendable {
    public let source: ForecastSource
    public let madeOn: Day
    public let month: Month
    public let item: Int?
    public let family: String?
    public let region: Int?
    /// Pieces ×10⁻⁴.
    public let quantity: Int64?
    /// Minor units.
    public let amountInclTax: Int64?
    public let amountExclTax: Int64?
    public let author: String?

    /// Whether it is about one of the regions at these positions; nil: all.
    func lies(in regions: Swift.Set<Int>?) -> Bool {
      regions.map { regions in region.map { regions.contains($0) } ?? false } ?? true
    }

    /// The amount of a tax basis; the other one stands in where a file states only that.
    public func amount(inclusive: Bool) -> Int64? {
      inclusive ? amountInclTax ?? amountExclTax : amountExclTax ?? amountInclTax
    }
  }

  /// By source, month, day made.
  private let figures: [ForecastSource: [Month: [Day: [Figure]]]]

  public var isEmpty: Bool { figures.isEmpty }

  /// The same with others beside them.
  func adding(_ others: [Figure]) -> PastForecasts {
    var figures = figures
    for figure in others { figures[figure.source, default: [:]][figure.month, default: [:]][figure.madeOn, default: []].append(figure) }
    return PastForecasts(figures: figures)
  }

  private init(figures: [ForecastSource: [Month: [Day: [Figure]]]]) { self.figures = figures }

  public init(forecasts: FactTable, catalogue: Catalogue) {
    var figures: [ForecastSource: [Month: [Day: [Figure]]]] = [:]
    let madeOn = forecasts["made_on"]
    let source = forecasts["source"]
    let month = forecasts["month"]
    let item = forecasts["item"]
    let family = forecasts["family"]
    let territory = forecasts["territory"]
    let quantity = forecasts["quantity"]
    let incl = forecasts["amount_incl_tax"]
    let excl = forecasts["amount_excl_tax"]
    let author = forecasts["author"]
    for row in 0..<forecasts.rowCount {
      guard let period = month.month(row) else { continue }
      let figure = Figure(
        source: ForecastSource(word: source.text(row)),
        // A file without a day is taken as made just before its month: the month is its horizon.
        madeOn: madeOn.day(row) ?? period.firstDay.adding(days: -1), month: period,
        item: item.text(row).flatMap { catalogue.itemIndex($0) }, family: family.text(row),
        region: territory.text(row).flatMap { catalogue.regionIndex($0) }, quantity: quantity.integer(row),
        amountInclTax: incl.integer(row), amountExclTax: excl.integer(row), author: author.text(row))
      figures[figure.source, default: [:]][period, default: [:]][figure.madeOn, default: []].append(figure)
    }
    self.figures = figures
  }

  /// The figures of the newest forecast for a month that was made before `day` (nil: the newest of all).
  public func newest(_ source: ForecastSource, month: Month, madeBefore day: Day? = nil) -> [Figure] {
    guard let made = figures[source]?[month] else { return [] }
    let candidates = made.keys.filter { day == nil || $0 < day! }
    guard let newest = candidates.max() else { return [] }
    return made[newest] ?? []
  }

  /// Every forecast for a month, oldest first.
  public func all(_ source: ForecastSource, month: Month) -> [(madeOn: Day, figures: [Figure])] {
    (figures[source]?[month] ?? [:]).sorted { $0.key < $1.key }.map { (madeOn: $0.key, figures: $0.value) }
  }

  /// The months for which a source ever forecast.
  public func months(of source: ForecastSource) -> [Month] { (figures[source]?.keys).map { $0.sorted() } ?? [] }
}
