// SPDX-License-Identifier: Apache-2.0
import Calendars
import Planning

/// The seven figures that 对齐 compares, in one tax basis: orders by month, 分.
struct AlignmentFigures {
  struct Key {
    let name: String
    let label: BilingualText
    /// The measure whose total is this figure; nil for what was imported.
    let measure: String?
  }

  static let keys: [Key] = [
    Key(name: "salesForecast", label: ForecastSource.salesForecast.label, measure: nil),
    Key(name: "financeForecast", label: ForecastSource.financeForecast.label, measure: nil),
    Key(name: "budget", label: BilingualText("预算", "Budget"), measure: nil),
    Key(name: "baseline", label: ForecastSource.baseline.label, measure: "baseline"),
    Key(name: "agreed", label: BilingualText("共识预测", "Agreed forecast"), measure: "orders"),
    Key(name: "actual", label: BilingualText("实际", "Actual"), measure: "actual_orders"),
    Key(name: "lastYear", label: BilingualText("去年同期", "Last year"), measure: nil),
  ]

  let plan: PlanState
  let inclusive: Bool
  /// Positions of the regions that count; nil: all.
  var regions: Swift.Set<Int>? = nil

  /// nil when a month of the period is not covered by this figure.
  func value(_ key: String, months: [Month]) -> Int64? {
    var sum: Int64 = 0
    for month in months {
      guard let value = value(key, month) else { return key == "actual" ? (sum == 0 ? nil : sum) : nil }
      sum &+= value
    }
    return sum
  }

  func madeOn(_ key: String, month: Month) -> Day? {
    guard let source = ForecastSource(rawValue: key) else { return nil }
    return plan.pastForecasts.newest(source, month: month).first { $0.lies(in: regions) }?.madeOn
  }

  func score(_ key: String) -> ForecastScore? {
    guard let source = ForecastSource(rawValue: key) else { return nil }
    return plan.sources.settled.score(key, sight) {
      ForecastScore.score(
        source, forecasts: plan.pastForecasts, history: plan.history, catalogue: plan.catalogue, cutoff: plan.cutoff,
        inclusive: inclusive, regions: regions)
    }
  }

  private var sight: SettledFigures.Sight { .init(inclusive: inclusive, regions: regions) }

  private func value(_ key: String, _ month: Month) -> Int64? {
    switch key {
    case "budget":
      return plan.sources.settled.value(key, month, sight) {
        plan.budgets.salesAmount(month: month, inclusive: inclusive, regions: regions)
      }
    case "actual": return month <= plan.cutoff ? ordered(month) : nil
    case "lastYear": return ordered(month.adding(months: -12))
    case "agreed": return agreed(month, family: nil)
    default:
      guard let source = ForecastSource(rawValue: key) else { return nil }
      let recorded = plan.sources.settled.value(key, month, sight) {
        let figures = plan.pastForecasts.newest(source, month: month).filter { $0.lies(in: regions) }
        return figures.isEmpty ? nil : figures.reduce(0) { $0 + ($1.amount(inclusive: inclusive) ?? 0) }
      }
      return recorded ?? (source == .baseline ? baseline(month) : nil)
    }
  }

  private func ordered(_ month: Month) -> Int64? {
    guard let index = plan.history.index(of: month) else { return nil }
    return plan.sources.settled.value("orders", month, sight) {
      plan.history.rows.reduce(0) { sum, row in
        guard regions?.contains(row.key.region) ?? true else { return sum }
        return sum + (inclusive ? row.value.amountInclTax[index] : row.value.amountExclTax[index])
      }
    }
  }

  /// The agreed forecast's orders; 不含税 by each item's rate.
  private func agreed(_ month: Month, family: Int?) -> Int64? {
    guard plan.calendar.index(of: month) != nil else { return nil }
    if month <= plan.cutoff, family == nil { return ordered(month) }
    let items = plan.catalogue.items.indices.filter {
      family == nil || plan.members.familyPositions[plan.catalogue.items[$0].family] == family
    }
    return items.reduce(Int64(0)) { sum, item in
      let at: Coordinate = ["Item": plan.members.items[item]]
      guard let gross = orders(item, at, month), gross != 0 else { return sum }
      let rate = inclusive ? 0 : ((try? plan.engine.value("tax_rate", at: at, period: .month(month))) ?? nil) ?? 0
      return sum + hundredths(gross / (1 + rate))
    }
  }

  /// Of an item, in the regions that count.
  private func orders(_ item: Int, _ at: Coordinate, _ month: Month) -> Double? {
    guard let regions else { return (try? plan.engine.value("orders", at: at, period: .month(month))) ?? nil }
    return regions.sorted().reduce(0) { sum, region in
      let here = plan.coordinate(item: item, region: region)
      return sum + (((try? plan.engine.value("orders", at: here, period: .month(month))) ?? nil) ?? 0)
    }
  }

  /// The recorded baseline at today's prices; rounded once an item, as the agreed forecast is, so that the two differ by what people
  /// changed and by nothing else.
  private func baseline(_ month: Month) -> Int64? {
    guard let baseline = plan.baseline, month > baseline.origin, plan.calendar.index(of: month) != nil else { return nil }
    var gross: [Int: Double] = [:]
    for place in baseline.series.keys.sorted() where regions?.contains(place.region) ?? true {
      guard let pieces = baseline.mean(place, month: month), pieces > 0,
        let price =
          (try? plan.engine.value(
            "price", at: plan.coordinate(item: place.item, region: place.region), period: .month(month))) ?? nil
      else { continue }
      gross[place.item, default: 0] += pieces * price
    }
    return gross.reduce(Int64(0)) { sum, entry in
      let at: Coordinate = ["Item": plan.members.items[entry.key]]
      let rate = inclusive ? 0 : ((try? plan.engine.value("tax_rate", at: at, period: .month(month))) ?? nil) ?? 0
      return sum + hundredths(entry.value / (1 + rate))
    }
  }

  /// The difference of two figures by product family; what no family explains is a part of its own, so the residual is nought.
  func bridge(from: String, to: String, months: [Month]) -> Overview.Bridge? {
    guard let start = value(from, months: months), let end = value(to, months: months) else { return nil }
    let left = byFamily(from, months)
    let right = byFamily(to, months)
    var parts = plan.catalogue.families.enumerated().compactMap { index, family -> Overview.Part? in
      let change = (right[index] ?? 0) - (left[index] ?? 0)
      return change == 0 ? nil : Overview.Part(label: family.name, value: change)
    }
    let rest = end - start - parts.reduce(0) { $0 + $1.value }
    if rest != 0 { parts.append(Overview.Part(label: BilingualText("未分产品族", "No family"), value: rest)) }
    return Overview.Bridge(from: from, to: to, fromValue: start, toValue: end, parts: parts)
  }

  private func byFamily(_ key: String, _ months: [Month]) -> [Int: Int64] {
    var result: [Int: Int64] = [:]
    func add(_ item: Int?, _ family: String?, _ amount: Int64?) {
      guard let code = item.map({ plan.catalogue.items[$0].family }) ?? family,
        let position = plan.members.familyPositions[code]
      else { return }
      result[position, default: 0] += amount ?? 0
    }
    for month in months {
      if key == "budget" {
        for row in plan.budgets.sales where row.month == month && row.lies(in: regions) {
          add(row.item, row.family, row.amount(inclusive: inclusive))
        }
      } else if let source = ForecastSource(rawValue: key) {
        for figure in plan.pastForecasts.newest(source, month: month) where figure.lies(in: regions) {
          add(figure.item, figure.family, figure.amount(inclusive: inclusive))
        }
      } else if key == "agreed" {
        for family in plan.catalogue.families.indices { result[family, default: 0] += agreed(month, family: family) ?? 0 }
      }
    }
    return result
  }
}
