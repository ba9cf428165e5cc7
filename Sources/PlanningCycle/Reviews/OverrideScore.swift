// SPDX-License-Identifier: Apache-2.0
import Access
import Calendars
public import Forecasting
import Journal
import Quantities

/// What numbers typed here were worth, once their months are closed: the error of the baseline as it was when they were typed, less the error of the
/// number that stood when the month began. Orders 不含税, 分, at the price that came; cell by cell, so that errors of two items do not cancel.
public struct OverrideScore: Sendable {
  /// `company`, `region:EAST`, `login:chen`, `reason:` and the words somebody gave.
  public let key: String
  public let label: BilingualText
  /// Cells and months that were typed.
  public internal(set) var cells = 0
  /// Of them, those whose number came nearer than the baseline.
  public internal(set) var better = 0
  public internal(set) var baseline = Scorecard.Score()
  public internal(set) var agreed = Scorecard.Score()
  /// The same numbers as changes: what part of them had better be kept.
  public internal(set) var worth = OverrideWorth()

  /// In points of the actual; below zero they added to the error.
  public var valueAdded: Double? { baseline.rate(baseline.error - agreed.error) }
}

/// Gathers them over some closed months.
struct MeasureOverrides {
  private struct Typed {
    let place: SalesHistory.Place
    let month: Month
    let author: Actor
    let reason: String
    let event: Int64
    let value: Double
  }

  private typealias Scored = (typed: Typed, figures: (baseline: Int64, agreed: Int64, actual: Int64))

  let workspace: Workspace
  let months: [Month]
  /// Positions; nil: all.
  let regions: Swift.Set<Int>?
  var items: Swift.Set<Int>?

  /// Reasons that are told apart: those with most numbers.
  static let reasonLimit = 20

  /// The company, then regions in their order, then people by what they added, most first; none where nobody typed.
  func rows() throws(StoreError) -> [OverrideScore] {
    let label = BilingualText(regions == nil ? "公司" : "我的地区", regions == nil ? "Company" : "My regions")
    var company = OverrideScore(key: "company", label: label)
    var places: [Int: OverrideScore] = [:]
    let scored = try scored()
    for one in scored {
      company.add(one.figures)
      let region = workspace.plan.catalogue.regions[one.typed.place.region]
      places[one.typed.place.region, default: OverrideScore(key: "region:" + region.code, label: region.name)].add(one.figures)
    }
    guard company.cells > 0 else { return [] }
    return [company] + places.keys.sorted().compactMap { places[$0] } + people(scored)
  }

  /// People, then the reasons they gave, each by what they added, most first.
  func peopleAndReasons() throws(StoreError) -> [OverrideScore] {
    let scored = try scored()
    var reasons: [String: OverrideScore] = [:]
    for one in scored where !one.typed.reason.isEmpty {
      let reason = one.typed.reason
      reasons[reason, default: OverrideScore(key: "reason:" + reason, label: BilingualText(name: reason))].add(one.figures)
    }
    let told = reasons.values.sorted { ($1.cells, $0.key) < ($0.cells, $1.key) }.prefix(Self.reasonLimit)
    return people(scored) + byGain(told)
  }

  private func people(_ scored: [Scored]) -> [OverrideScore] {
    var people: [String: OverrideScore] = [:]
    for one in scored {
      let author = one.typed.author
      people[author.login, default: OverrideScore(key: "login:" + author.login, label: workspace.name(of: author))].add(one.figures)
    }
    return byGain(people.values)
  }

  private func byGain(_ rows: some Sequence<OverrideScore>) -> [OverrideScore] { rows.sorted { ($1.gain, $0.key) < ($0.gain, $1.key) } }

  /// What was typed, in money: off by how much beside the baseline of then, and what came.
  private func scored() throws(StoreError) -> [Scored] {
    try measured().compactMap { typed, baseline in
      let history = workspace.plan.history
      guard let price = history.price(typed.place, typed.month, inclusive: false), let index = history.index(of: typed.month) else {
        return nil
      }
      let pieces = Double(history.rows[typed.place]?.quantity[index] ?? 0) / 10_000
      func money(_ value: Double) -> Int64 { Rounding.toInteger(value * price) ?? 0 }
      let came = money(pieces)
      return (typed, (baseline: money(baseline) - came, agreed: money(typed.value) - came, actual: came))
    }
  }

  /// What stood for a month when it began and was somebody's, with the baseline it stood against; by place and month.
  private func measured() throws(StoreError) -> [(Typed, baseline: Double)] {
    let plan = workspace.plan
    guard let id = plan.landing.id("override") else { return [] }
    var found: [Typed] = []
    for (place, entries) in workspace.overrideLedger.entries where months.contains(place.month) {
      guard let item = plan.members.itemPositions[place.item], let region = plan.members.regions.firstIndex(of: place.region),
        regions?.contains(region) ?? true, items?.contains(item) ?? true,
        let standing = entries.last(where: {
          $0.at.civilDay < place.month.firstDay && plan.model.history.present($0.measure, since: $0.event) == id
        }), let value = standing.value
      else { continue }
      found.append(
        Typed(
          place: SalesHistory.Place(item: item, region: region), month: place.month, author: standing.author,
          reason: standing.reason, event: standing.event,
          value: value))
    }
    found.sort { ($0.place, $0.month) < ($1.place, $1.month) }
    let runs = try workspace.store.runs(limit: 1_000)
    var known: [String: [Int32: Int64]] = [:]
    var measured: [(Typed, baseline: Double)] = []
    for typed in found {
      guard let run = runs.first(where: { $0.id < typed.event && $0.run.purpose == "baseline" }) else { continue }
      let series = RefreshForecasts.seriesKey(typed.place, plan.catalogue)
      let key = "\(run.id) \(series)"
      if known[key] == nil {
        let rows = try workspace.store.rows(run: run.id, series: series).filter { $0.layer == "baseline" }
        known[key] = Dictionary(rows.map { ($0.ordinal, $0.value) }, uniquingKeysWith: { first, _ in first })
      }
      // Where no baseline was made there is nothing to be better than.
      if let value = known[key]?[typed.month.ordinal] { measured.append((typed, Double(value) / 10_000)) }
    }
    return measured
  }
}

extension OverrideScore {
  fileprivate var gain: Int64 { baseline.error - agreed.error }

  fileprivate mutating func add(_ figures: (baseline: Int64, agreed: Int64, actual: Int64)) {
    cells += 1
    if figures.agreed.magnitude < figures.baseline.magnitude { better += 1 }
    worth.add(
      before: Double(figures.baseline + figures.actual), after: Double(figures.agreed + figures.actual), actual: Double(figures.actual))
    for (path, part) in [(\OverrideScore.baseline, figures.baseline), (\OverrideScore.agreed, figures.agreed)] {
      self[keyPath: path].error += Int64(part.magnitude)
      self[keyPath: path].difference += part
      self[keyPath: path].actual += figures.actual
    }
  }
}
