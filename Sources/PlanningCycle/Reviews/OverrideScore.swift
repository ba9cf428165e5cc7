// SPDX-License-Identifier: Apache-2.0
import Access
import Calendars
public import Forecasting
import Journal
import Quantities

/// What numbers typed here were worth, once their months are closed: the error of the baseline as it was when they were typed, less the error of the
/// number that stood when the month began. Orders 不含税, 分, at the price that came; cell by cell, so that errors of two items do not cancel. A held total
/// is one number, scored once at the level at which it was typed; its parts are nobody's.
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
    /// Of one region; nil: of several.
    let region: Int?
    let month: Month
    let author: Actor
    let reason: String
    let event: Int64
    /// The number itself, or the leaves of a total, pieces.
    let parts: [(place: SalesHistory.Place, value: Double)]
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
      // A total of several regions is the company's alone.
      guard let position = one.typed.region else { continue }
      let region = workspace.plan.catalogue.regions[position]
      places[position, default: OverrideScore(key: "region:" + region.code, label: region.name)].add(one.figures)
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
    try measured().compactMap { typed, baselines in
      let history = workspace.plan.history
      guard let index = history.index(of: typed.month) else { return nil }
      var (figures, isPriced) = ((baseline: Int64(0), agreed: Int64(0), actual: Int64(0)), false)
      for (part, baseline) in zip(typed.parts, baselines) {
        guard let price = history.price(part.place, typed.month, inclusive: false) else { continue }
        isPriced = true
        func money(_ value: Double) -> Int64 { Rounding.toInteger(value * price) ?? 0 }
        let came = money(Double(history.rows[part.place]?.quantity[index] ?? 0) / 10_000)
        figures.baseline += money(baseline ?? 0) - came
        figures.agreed += money(part.value) - came
        figures.actual += came
      }
      return isPriced ? (typed, figures) : nil
    }
  }

  /// What stood for a month when it began and was somebody's, with the baseline each part stood against; by place and month.
  private func measured() throws(StoreError) -> [(Typed, baselines: [Double?])] {
    let plan = workspace.plan
    guard let id = plan.landing.id("override") else { return [] }
    let runs = try workspace.store.runs(limit: 1_000)
    var known: [String: [Int32: Int64]] = [:]
    var measured: [(Typed, baselines: [Double?])] = []
    for typed in leaves(id) + totals(id) {
      guard let run = runs.first(where: { $0.id < typed.event && $0.run.purpose == "baseline" }) else { continue }
      var baselines: [Double?] = []
      for part in typed.parts {
        let series = RefreshForecasts.seriesKey(part.place, plan.catalogue)
        let key = "\(run.id) \(series)"
        if known[key] == nil {
          let rows = try workspace.store.rows(run: run.id, series: series).filter { $0.layer == "baseline" }
          known[key] = Dictionary(rows.map { ($0.ordinal, $0.value) }, uniquingKeysWith: { first, _ in first })
        }
        baselines.append(known[key]?[typed.month.ordinal].map { Double($0) / 10_000 })
      }
      // Where no baseline was made there is nothing to be better than.
      if baselines.contains(where: { $0 != nil }) { measured.append((typed, baselines)) }
    }
    return measured
  }

  /// Numbers typed for an item in a region.
  private func leaves(_ input: String) -> [Typed] {
    var found: [(place: SalesHistory.Place, typed: Typed)] = []
    for place in workspace.overrideLedger.entries.keys where months.contains(place.month) {
      guard let item = workspace.plan.members.itemPositions[place.item],
        let region = workspace.plan.members.regions.firstIndex(of: place.region), regions?.contains(region) ?? true,
        items?.contains(item) ?? true, let standing = standing(place, input), let value = standing.value,
        standing.part == nil || (standing.part == .spread && !workspace.heldTotals.sharesOut(standing.made))
      else { continue }
      let position = SalesHistory.Place(item: item, region: region)
      found.append(
        (
          position,
          Typed(
            region: region, month: place.month, author: standing.author, reason: standing.reason, event: standing.event,
            parts: [(position, value)])
        ))
    }
    return found.sorted { ($0.place, $0.typed.month) < ($1.place, $1.typed.month) }.map(\.typed)
  }

  /// Totals that were held when their month began, with what each leaf stood at.
  private func totals(_ input: String) -> [Typed] {
    let reading = OverrideLeaves(workspace.plan, workspace.overrideLedger, input: input)
    return months.flatMap { month in
      workspace.heldTotals.standing(in: month, before: month.firstDay).compactMap { hold -> Typed? in
        guard let span = reading.span(item: hold.place.item, region: hold.place.region), regions.map(span.regions.isSubset) ?? true,
          items.map(span.items.isSubset) ?? true
        else { return nil }
        let members = workspace.plan.members
        let parts = span.items.sorted().flatMap { item in
          span.regions.sorted().compactMap { region -> (place: SalesHistory.Place, value: Double)? in
            let place = OverrideLedger.Place(item: members.items[item], region: members.regions[region], month: month)
            return standing(place, input)?.value.map { (SalesHistory.Place(item: item, region: region), $0) }
          }
        }
        return Typed(
          region: span.regions.count == 1 ? span.regions.first : nil, month: month, author: hold.author, reason: hold.reason,
          event: hold.event, parts: parts)
      }
    }
  }

  /// What stood at a leaf when its month began.
  private func standing(_ place: OverrideLedger.Place, _ input: String) -> OverrideLedger.Entry? {
    workspace.overrideLedger.entries[place]?.last {
      $0.at.civilDay < place.month.firstDay && workspace.plan.model.history.present($0.measure, since: $0.event) == input
    }
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
