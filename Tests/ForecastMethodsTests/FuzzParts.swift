// SPDX-License-Identifier: Apache-2.0
import Calendars
import ForecastMethods
import Forecasting
import NumericalMethods

/// The same for what is no method: gaps, decompositions, odd values, calendars, backtests and hierarchies.
enum FuzzParts {
  typealias Check = @Sendable (FuzzSeries) throws -> [String]

  static let all: [(name: String, check: Check)] = [
    ("gap-filling", { try gapFilling($0) }), ("stl", { try decomposition($0, isMultiple: false) }),
    ("mstl", { try decomposition($0, isMultiple: true) }), ("odd-values", { try oddValues($0) }), ("backtest", { try backtest($0) }),
    ("reconciliation", { try reconciliation($0) }), ("error-shape", { try errorShape($0) }),
  ]

  static func gapFilling(_ fuzz: FuzzSeries) throws -> [String] {
    let series = try fuzz.series()
    var broken: [String] = []
    for rule in GapFilling.allCases {
      do throws(ForecastError) {
        let filled = try rule.fill(series)
        if filled.hasGaps || !filled.values.allSatisfy(\.isFinite) { broken.append("\(rule): a gap or no number is left") }
        if series.values.indices.contains(where: { series.isObserved(at: $0) && series.values[$0] != filled.values[$0] }) {
          broken.append("\(rule): an observation changed")
        }
        if series.observedCount == 0 { broken.append("\(rule): filled from nothing") }
      } catch {
        if error.code != .noObservations || series.observedCount > 0 { broken.append("\(rule): \(error)") }
      }
    }
    return broken
  }

  static func decomposition(_ fuzz: FuzzSeries, isMultiple: Bool) throws -> [String] {
    let series = try fuzz.series()
    var stream = fuzz.stream
    let robust = stream.whole(2) == 0
    let length = max(2, fuzz.seasonLength)
    let window = [3, 7, 11, 1_001][stream.whole(4)]
    let transformation: MSTL.Transformation = [.none, .logarithm, .power(0.5)][stream.whole(3)]
    func taken(_ series: Series) throws(ForecastError) -> Decomposition {
      if isMultiple {
        return try MSTL(seasonLengths: [length, 7, 24], transformation: transformation, isRobust: robust).decompose(series)
      }
      return try STL(seasonLength: length, seasonalWindow: window, isRobust: robust).decompose(series)
    }
    let parts: Decomposition
    do throws(ForecastError) { parts = try taken(series) } catch {
      return [.seriesTooShort, .valuesNotSuited, .noObservations].contains(error.code) ? [] : ["refuses with \(error)"]
    }
    var broken: [String] = []
    let seasonal = parts.seasonal
    for (what, part) in [("trend", parts.trend), ("season", seasonal), ("remainder", parts.remainder), ("trust", parts.trust)]
    where !part.allSatisfy(\.isFinite) { broken.append("\(what) is not finite") }
    let size = parts.observed.indices.reduce(0) {
      max($0, max(abs(parts.observed[$1]), max(abs(parts.trend[$1]), abs(seasonal[$1]))))
    }
    if parts.observed.indices.contains(where: {
      abs(parts.trend[$0] + seasonal[$0] + parts.remainder[$0] - parts.observed[$0]) > 1e-13 * size
    }) {
      broken.append("parts do not add up")
    }
    if parts.trust.contains(where: { !($0 >= 0 && $0 <= 1) }) { broken.append("trust outside 0 … 1") }
    if !((parts.seasons.map { parts.strength(of: $0) } + [parts.trendStrength]).allSatisfy { $0 >= 0 && $0 <= 1 }) {
      broken.append("a strength outside 0 … 1")
    }
    if try taken(series) != parts { broken.append("the same series gives other bits") }
    let exponent = stream.whole(60) - 30
    if !isMultiple || transformation == .none, let values = fuzz.scaled(by: exponent) {
      let factor = Double(sign: .plus, exponent: exponent, significand: 1)
      let scaled = try taken(Series(values, seasonLength: fuzz.seasonLength))
      // Parts next to nothing lose digits where they are no normal numbers.
      let pairs = zip(scaled.trend + scaled.seasonal, parts.trend + seasonal)
      if pairs.contains(where: { $0 != $1 * factor && abs($1) > 1e-280 }) { broken.append("× 2^\(exponent) parts are not") }
    }
    return broken
  }

  static func oddValues(_ fuzz: FuzzSeries) throws -> [String] {
    let series = try fuzz.series()
    let report: OddValues
    do throws(ForecastError) { report = try OddValues(series) } catch {
      return [.noObservations, .valuesNotSuited].contains(error.code) && !(error.code == .noObservations && series.observedCount > 0)
        ? [] : ["refuses with \(error)"]
    }
    var broken: [String] = []
    var touched = [Bool](repeating: false, count: series.count)
    for found in report.found {
      if found.index < 0 || found.length < 1 || found.index + found.length > series.count {
        broken.append("\(found.kind) outside the series")
        continue
      }
      for index in found.index..<(found.index + found.length) where found.kind != .levelShift { touched[index] = true }
      let numbers = found.corrected + [found.certainty] + [found.size, found.spreads].compactMap { $0 }
      if !numbers.allSatisfy(\.isFinite) { broken.append("\(found.kind) with \(numbers)") }
      if !(found.certainty >= 0 && found.certainty <= 1) { broken.append("certainty \(found.certainty)") }
      if found.corrected.count != (found.kind == .levelShift ? 1 : found.length) { broken.append("\(found.corrected.count) corrections") }
    }
    for before in OddValues.BeforeShift.allCases {
      let cleaned = report.cleaned(before)
      if cleaned.hasGaps || !cleaned.values.allSatisfy(\.isFinite) { broken.append("\(before): a gap or no number is left") }
      if before != .cut, cleaned.count != series.count { broken.append("\(before): \(cleaned.count) values") }
      guard before == .kept, cleaned.count == series.count else { continue }
      if let index = series.values.indices.first(where: {
        !touched[$0] && series.isObserved(at: $0) && cleaned.values[$0] != series.values[$0]
      }) {
        broken.append("value \(index) was not odd and changed")
      }
    }
    if try OddValues(series) != report { broken.append("the same series gives other bits") }
    var stream = fuzz.stream
    let exponent = stream.whole(60) - 30
    if !report.isMultiplicative, let values = fuzz.scaled(by: exponent) {
      let factor = Double(sign: .plus, exponent: exponent, significand: 1)
      let scaled = try OddValues(Series(values, seasonLength: fuzz.seasonLength))
      let pairs = zip(scaled.cleaned(.kept).values, report.cleaned(.kept).values)
      if pairs.contains(where: { $0 != $1 * factor && abs($1) > 1e-280 }) { broken.append("× 2^\(exponent) the clean series is not") }
    }
    return broken
  }

  /// Measures of backtests, and forecasts that do not change when the future does.
  static func backtest(_ fuzz: FuzzSeries) throws -> [String] {
    let series = try fuzz.series()
    var stream = fuzz.stream
    let plan = BacktestPlan(horizon: 1 + stream.whole(8), windows: 1 + stream.whole(4), step: 1 + stream.whole(3))
    let last = series.count - plan.horizon
    guard last > 0 else { return [] }
    let turned = try Series(
      fuzz.values.enumerated().map { $0 < last ? $1 : stream.whole(5) == 0 ? nil : 1e6 * stream.normal() }, seasonLength: fuzz.seasonLength)
    var broken: [String] = []
    func compare<Model: ForecastModel>(_ model: Model) throws {
      let (one, other) = (try Backtest(model, on: series, plan: plan), try Backtest(model, on: turned, plan: plan))
      if one.folds.map(\.forecast) != other.folds.map(\.forecast) { broken.append("\(model.name): another future, another forecast") }
      for (what, measure) in [("wape", one.wape), ("accuracy", one.forecastAccuracy), ("rmsse", one.rmsse), ("bias", one.bias)]
      where measure.isInfinite && fuzz.size < 1e100 { broken.append("\(model.name): \(what) is infinite") }
      if !(one.forecastAccuracy.isNaN || (0...1).contains(one.forecastAccuracy)) { broken.append("accuracy \(one.forecastAccuracy)") }
    }
    try compare(SeasonalNaive())
    try compare(Theta())
    try compare(CalendarAdjusted(HistoricalMean(), periods: DatedPeriods(months: Month(year: 2011, month: 3))))
    if fuzz.number % 4 == 0 { try compare(AutomaticChoice(horizon: plan.horizon, windows: 2)) }
    return broken
  }

  static func reconciliation(_ fuzz: FuzzSeries) throws -> [String] {
    var stream = fuzz.stream
    let (bottoms, steps) = (1 + stream.whole(12), 1 + stream.whole(11))
    let labels = (0..<bottoms).map { ["r\($0 % (1 + bottoms / 3))", "p\($0)"] }
    let hierarchy = try Hierarchy(
      columns: ["region", "product"], labels: labels, groupings: stream.whole(2) == 0 ? [[], ["region"]] : [["region"]])
    let known = fuzz.values.compactMap { $0 }.map { min(max($0, -1e99), 1e99) }
    func drawn(_ count: Int) -> [Double] { (0..<count).map { _ in known.isEmpty ? stream.normal() : known[stream.whole(known.count)] } }
    let base = NodeValues(nodeCount: hierarchy.count, stepCount: steps, values: drawn(hierarchy.count * steps))
    let errors = NodeValues(nodeCount: hierarchy.count, stepCount: 20, values: drawn(hierarchy.count * 20))
    var broken: [String] = []
    for name in ReconciliationMethod.names {
      let nonNegative = stream.whole(2) == 0
      do throws(ForecastError) {
        let method = try ReconciliationMethod(name: name, hierarchy)
        let reconciliation = try Reconciliation(hierarchy, method, history: errors, residuals: errors, isNonNegative: nonNegative)
        let found = try reconciliation.reconcile(base)
        if !found.values.allSatisfy(\.isFinite) { broken.append("\(name): a value is not finite") }
        if nonNegative, found.values.contains(where: { $0 < 0 }) { broken.append("\(name): a value is negative") }
        if hierarchy.aggregates.contains(where: { node in
          (0..<steps).contains { step in
            let parts = hierarchy.bottoms(of: node).map { found[$0, step] }
            return abs(parts.reduce(0, +) - found[node, step]) > 1e-12 * parts.reduce(0) { $0 + abs($1) }
          }
        }) {
          broken.append("\(name): does not add up")
        }
        if try reconciliation.reconcile(base) != found { broken.append("\(name): the same input gives other bits") }
      } catch {
        let allowed: [ForecastError.Code] = [.hierarchyUnsuited, .noErrorsToLearnFrom, .notReconciled, .overridesContradict]
        if !allowed.contains(error.code) { broken.append("\(name): \(error)") }
      }
    }
    return broken
  }

  /// Shapes learnt from any errors rise, and the levels of a forecast that has one nest.
  static func errorShape(_ fuzz: FuzzSeries) throws -> [String] {
    let shape = ErrorShape(pastErrors: fuzz.values.compactMap { $0 }, patience: 60)
    let scores = [-40.0, -4, -1.5, -0.3, 0, 0.2, 1, 2.5, 4, 40].map(shape.error(atScore:))
    guard scores.allSatisfy(\.isFinite), zip(scores, scores.dropFirst()).allSatisfy({ $0 <= $1 }) else {
      return ["falls or ends: \(scores)"]
    }
    return []
  }
}
