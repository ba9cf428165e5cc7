// SPDX-License-Identifier: Apache-2.0
public import Forecasting

/// Products of a table of traits that have no history, or a short one, each forecast by its likes among those that have one.
///
/// - Memory: all histories are held, at most `mostPeriods` values.
public struct LaunchForecaster: Sendable {
  /// Periods of all histories together: 80 MB of values.
  public static let mostPeriods = 10_000_000
  /// Periods since the launch from which on a product without a season is no launch any more.
  private static let fewPeriods = 12

  /// How results are written.
  private let writer: SeriesForecaster
  private let launch: LaunchForecast
  private let traits: TraitTable
  private let histories: LaunchHistories
  private let analogues: [Analogue]

  /// - Parameters:
  ///   - launches: first period of products, as text, by their identifiers; of others the first sale, or the period after all histories.
  ///   - size: which number of the traits sales are in proportion to.
  /// - Throws: `horizon-out-of-range`; `no-observations` where no product has traits and a history.
  public init(
    horizon: Int, levels: [IntervalLevel], traits: TraitTable, histories records: [SeriesRecord], launches: [String: PeriodLabel] = [:],
    size: Int? = nil
  ) throws(ForecastError) {
    writer = try SeriesForecaster(horizon: horizon, levels: levels)
    launch = LaunchForecast(inProportionTo: size)
    self.traits = traits
    let histories = try LaunchHistories(records.filter { traits.traits(of: $0.identifier) != nil }, launches)
    self.histories = histories
    analogues = histories.items.compactMap { item in
      traits.traits(of: item.identifier).map { Analogue(item.identifier, $0, item.sold, firstPlace: item.first % histories.seasonLength) }
    }
  }

  /// `unique_id,ds,mean,lo-80,hi-80,lo-95,hi-95,model,neighbours`.
  public var heading: String { String(writer.heading.dropLast()) + ",neighbours\n" }

  /// Series that cannot be compared with the others, and why.
  public var findings: [String] { histories.findings }

  /// Products that are forecast, in the order of the traits: those without a history, and those sold for less than two seasons
  /// (twelve periods where there is no season).
  public var products: [String] {
    let limit = histories.seasonLength > 1 ? 2 * histories.seasonLength : LaunchForecaster.fewPeriods
    return traits.identifiers.filter { (histories.item($0)?.sold.count ?? 0) < limit }
  }

  /// Lines of one product, or why there are none.
  public func forecast(_ product: String) -> (lines: String, failure: ForecastError?) {
    do throws(ForecastError) {
      guard let own = traits.traits(of: product) else { return ("", nil) }
      let item = histories.item(product)
      let first = item?.first ?? histories.launch(of: product)
      let sold = item?.sold.values.map { $0.isNaN ? nil : Optional($0) } ?? []
      let fitted = try launch.forecast(
        own, own: sold, firstPlace: first % histories.seasonLength, seasonLength: histories.seasonLength, horizon: writer.horizon,
        among: analogues.filter { $0.identifier != product })
      let lines = writer.lines(
        product, histories.grid, after: first + sold.count, fitted.forecast, beside: LaunchForecaster.neighbours(fitted.neighbours))
      return (lines, nil)
    } catch {
      return ("", error)
    }
  }

  /// `A:0.41;B:0.33`: what each counts, of 1.
  static func neighbours(_ neighbours: [FittedLaunch.Neighbour]) -> String {
    let whole = neighbours.reduce(0) { $0 + $1.weight }
    let parts = neighbours.map { neighbour in
      let hundredths = Int((100 * neighbour.weight / whole).rounded())
      return neighbour.identifier + ":" + (hundredths >= 100 ? "1.00" : "0." + (hundredths < 10 ? "0" : "") + String(hundredths))
    }
    return DelimitedText.quoted(parts.joined(separator: ";"))
  }
}

/// Histories on one grid of periods: that of the earliest.
struct LaunchHistories: Sendable {
  struct Item: Sendable {
    let identifier: String
    /// From the launch on.
    let sold: Series
    /// Of `sold`, on the common grid.
    let first: Int
  }

  let items: [Item]
  let grid: PeriodGrid
  let seasonLength: Int
  private(set) var findings: [String] = []
  private let places: [String: Int]
  private let launches: [String: Int]
  /// The period after all histories.
  private let next: Int

  /// - Throws: `no-observations` for no history at all.
  init(_ records: [SeriesRecord], _ launches: [String: PeriodLabel]) throws(ForecastError) {
    let known = records.compactMap { record in
      record.series.flatMap { series in record.grid.map { (record.identifier, series, $0) } }
    }
    guard let model = known.first else {
      throw ForecastError(
        .noObservations, subject: "histories", detail: "no product of the traits has a history",
        hint: "name products in both files alike, and give those that were launched before")
    }
    func isAlike(_ grid: PeriodGrid) -> Bool {
      PeriodKind(grid.style) == PeriodKind(model.2.style) && grid.granularity == model.2.granularity
    }
    let alike = known.filter { isAlike($0.2) && $0.1.seasonLength == model.1.seasonLength }
    let grid = alike.map(\.2).min { $0.label(at: 0).ordinal < $1.label(at: 0).ordinal } ?? model.2
    (self.grid, seasonLength) = (grid, max(1, model.1.seasonLength))
    var findings =
      known.count == alike.count ? [] : ["\(known.count - alike.count) series of other periods than \"\(model.0)\" are left out"]
    var (items, starts, end) = ([Item](), [String: Int](), 0)
    for (name, label) in launches.sorted(by: { $0.key < $1.key }) {
      guard PeriodKind(label.style) == PeriodKind(grid.style), let index = grid.index(of: label) else {
        findings.append("launch of \"\(name)\": \"\(label.text)\" is no period of the histories, or before all of them; not used")
        continue
      }
      starts[name] = index
    }
    for (name, series, own) in alike {
      guard let first = grid.index(of: own.label(at: 0)) else {
        findings.append("series \"\(name)\" lies between the periods of the others and is left out")
        continue
      }
      end = max(end, first + series.count)
      let sale = series.values.firstIndex { $0 > 0 }
      let launch = starts[name].map { max(0, $0 - first) } ?? sale ?? series.count
      // Launched later, or not sold yet: as if there were no history.
      guard launch < series.count, sale != nil else { continue }
      let values = series.values[launch...].map { $0.isNaN ? nil : Optional($0) }
      guard let sold = try? Series(values, seasonLength: series.seasonLength, granularity: series.granularity) else { continue }
      items.append(Item(identifier: name, sold: sold, first: first + launch))
    }
    (self.items, self.launches, next, self.findings) = (items, starts, end, findings)
    places = Dictionary(items.enumerated().map { ($1.identifier, $0) }, uniquingKeysWith: { first, _ in first })
  }

  func item(_ identifier: String) -> Item? { places[identifier].map { items[$0] } }

  /// Of a product that is not sold yet, on the common grid.
  func launch(of identifier: String) -> Int { launches[identifier] ?? next }
}
