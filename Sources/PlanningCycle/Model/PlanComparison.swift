// SPDX-License-Identifier: Apache-2.0
import Calendars
import Formulas
import Planning

/// Two plans of the same company under two models, cell by cell and total by total.
struct PlanComparison {
  private struct Pair {
    let old: PlanningModel.Measure
    let new: PlanningModel.Measure
  }

  private let old: PlanEngine
  private let new: PlanEngine
  private let renames: [String: String]
  private let pairs: [Pair]

  init(old: PlanEngine, new: PlanEngine, renames: [String: String]) {
    self.old = old
    self.new = new
    self.renames = renames
    let later = Dictionary(new.model.measures.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    pairs = old.model.measures.compactMap { measure in
      later[renames[measure.id] ?? measure.id].map { Pair(old: measure, new: $0) }
    }
  }

  /// Cells that both have, and how many of them differ in any bit.
  func cells() -> (compared: Int, changed: Int) {
    var compared = 0
    var changed = 0
    for pair in pairs where pair.old.dimensions == pair.new.dimensions && pair.old.axis == pair.new.axis {
      guard let (before, after) = indexes(pair) else { continue }
      let rows = new.rowCount(of: pair.new.id)
      guard old.rowCount(of: pair.old.id) == rows else { continue }
      for row in 0..<rows {
        guard let a = try? old.values(pair.old.id, at: old.coordinate(ofRow: row, measure: before)),
          let b = try? new.values(pair.new.id, at: new.coordinate(ofRow: row, measure: after))
        else { continue }
        compared += a.count
        changed += zip(a, b).count { $0.bitPattern != $1.bitPattern && !($0.isNaN && $1.isNaN) }
      }
    }
    return (compared, changed)
  }

  private func indexes(_ pair: Pair) -> (Int, Int)? {
    guard let before = old.model.measure(named: pair.old.id), let after = new.model.measure(named: pair.new.id) else { return nil }
    return (before, after)
  }

  // MARK: Totals

  /// Totals of visible month measures that move.
  func figures() -> [ModelPreview.Figure] {
    pairs.compactMap { figure($0) }.sorted { left, right in
      if left.isMoney != right.isMoney { return left.isMoney }
      return left.weight != right.weight ? left.weight > right.weight : left.id < right.id
    }
  }

  private func figure(_ pair: Pair) -> ModelPreview.Figure? {
    let measure = pair.new
    guard measure.axis == .month, pair.old.axis == .month, !measure.isHidden, measure.kind != .assertion,
      measure.unit == pair.old.unit,
      let former = try? old.values(pair.old.id, at: .total), let after = try? new.values(measure.id, at: .total)
    else { return nil }
    let before = aligned(former)
    let isFine = measure.unit.isPercent
    let calendar = new.calendar
    let months = zip(before, after).enumerated().compactMap { index, values in
      step(.month(calendar.month(at: index)), values.0.finite, values.1.finite, isFine: isFine)
    }
    guard !months.isEmpty else { return nil }
    let years = (calendar.firstMonth.year...calendar.lastMonth.year).compactMap { year in
      step(.year(year), value(pair.old, old, former, .year(year)), value(measure, new, after, .year(year)), isFine: isFine)
    }
    let quarters = quarters.compactMap {
      step($0, value(pair.old, old, former, $0), value(measure, new, after, $0), isFine: isFine)
    }
    let weight = (years.isEmpty ? months : years).compactMap { $0.change.map(abs) }.max() ?? 0
    return ModelPreview.Figure(
      id: measure.id, name: BilingualText(measure.names), unit: measure.unit.description, good: measure.sense.shown,
      isMoney: measure.unit.isMoney, isPercent: isFine, years: years, quarters: quarters, months: months, weight: weight)
  }

  /// Rounded as shown; nil when nothing that is shown differs.
  private func step(_ period: PlanPeriod, _ old: Double?, _ new: Double?, isFine: Bool) -> ModelPreview.Step? {
    let scale = isFine ? 10_000.0 : 1
    func shown(_ value: Double?) -> Double? { value.map { Double(hundredths($0 * scale)) / 100 / scale } }
    let (old, new) = (shown(old), shown(new))
    guard old != new else { return nil }
    return ModelPreview.Step(column: period.column, label: period.label, old: old, new: new)
  }

  /// Sums of money are sums of the months as shown, so that a row foots.
  private func value(_ measure: PlanningModel.Measure, _ engine: PlanEngine, _ months: [Double], _ period: PlanPeriod) -> Double? {
    let indexes = engine.calendar.indexes(of: period, axis: .month)
    guard !indexes.isEmpty else { return nil }
    if measure.time == .sum, measure.unit.isMoney {
      return Double(indexes.reduce(Int64(0)) { $0 &+ (months[$1].finite.map { hundredths($0) } ?? 0) }) / 100
    }
    return (try? engine.value(measure.id, at: .total, period: period)) ?? nil
  }

  /// Quarters of the new plan's horizon.
  private var quarters: [PlanPeriod] {
    (new.calendar.firstMonth.year...new.calendar.lastMonth.year).flatMap { year in (1...4).map { .quarter(year: year, $0) } }
  }

  /// Months of the old plan in the places of the new one's; missing where it had none.
  private func aligned(_ values: [Double]) -> [Double] {
    let shift = old.calendar.firstMonth.distance(to: new.calendar.firstMonth)
    if shift == 0, old.calendar.lastMonth == new.calendar.lastMonth { return values }
    let count = new.calendar.firstMonth.distance(to: new.calendar.lastMonth) + 1
    return (0..<count).map { values.indices.contains($0 + shift) ? values[$0 + shift] : .nan }
  }

  // MARK: Inputs

  /// Inputs with numbers that the new model has no place for.
  func lost() -> [ModelPreview.Lost] {
    old.model.measures.filter { $0.kind == .input }.compactMap { input in
      guard let cause = cause(input) else { return nil }
      let cells = filled(input)
      guard !cells.isEmpty else { return nil }
      return ModelPreview.Lost(
        id: input.id, name: BilingualText(input.names), cause: cause, cells: cells.count,
        entered: cells.count { place in
          if case .person? = (try? old.source(input.id, at: place.0, period: place.1)) ?? nil { true } else { false }
        })
    }
  }

  private func cause(_ input: PlanningModel.Measure) -> ModelPreview.Lost.Cause? {
    guard let kept = pairs.first(where: { $0.old.id == input.id })?.new else { return .removed }
    if kept.kind != .input { return .calculated }
    if kept.axis != input.axis { return .axis }
    return Swift.Set(kept.dimensions) == Swift.Set(input.dimensions) ? nil : .dimensions
  }

  /// Input cells of the old model that hold a number; 0 for what is no input.
  func filledCells(of id: String) -> Int {
    guard let index = old.model.measure(named: id), old.model.measures[index].kind == .input else { return 0 }
    return filled(old.model.measures[index]).count
  }

  private func filled(_ input: PlanningModel.Measure) -> [(Coordinate, PlanPeriod?)] {
    guard let index = old.model.measure(named: input.id) else { return [] }
    return (0..<old.rowCount(of: input.id)).flatMap { row -> [(Coordinate, PlanPeriod?)] in
      let coordinate = old.coordinate(ofRow: row, measure: index)
      let values = (try? old.values(input.id, at: coordinate)) ?? []
      return values.enumerated().compactMap { position, value in
        guard value.isFinite, value != 0 || input.isMissingWhenBlank else { return nil }
        return (coordinate, old.calendar.period(at: position, axis: input.axis))
      }
    }
  }
}
