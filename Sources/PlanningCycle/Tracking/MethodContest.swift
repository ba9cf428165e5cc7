// SPDX-License-Identifier: Apache-2.0
import Calendars
import ForecastMethods
import Journal

/// How methods stand, and what runs chose anew.
struct MethodContest {
  let workspace: Workspace
  let places: [SalesHistory.Place]

  /// Runs that are compared with the one before.
  private static let runs = 8
  private static let examples = 3
  /// Errors on less of the money than this are not comparable with those on all of it.
  private static let comparable = 0.9

  /// By money forecast, then by error.
  func standings() -> [MethodStanding] {
    struct Standing {
      var chosen = 0
      var best = 0
      var money = 0.0
      var tested = 0.0
      var error = 0.0
    }
    let plan = workspace.plan
    var standings: [String: Standing] = [:]
    var tested = 0.0
    for place in places {
      guard let candidates = plan.baseline?.series[place]?.candidates, !candidates.isEmpty else { continue }
      let money = Double(plan.history.rows[place]?.amountInclTax.suffix(12).reduce(0, +) ?? 0)
      for one in candidates where one.isChosen {
        standings[one.name, default: Standing()].chosen += 1
        standings[one.name, default: Standing()].money += money
      }
      let known = candidates.filter { $0.wape.isFinite && $0.folds > 0 }
      if let best = known.min(by: { $0.wape < $1.wape }) { standings[best.name, default: Standing()].best += 1 }
      // A series on which one of them could not be tested would favour it.
      guard known.count == candidates.count, candidates.count >= 3, money > 0 else { continue }
      tested += money
      for one in known {
        standings[one.name, default: Standing()].error += one.wape * money
        standings[one.name, default: Standing()].tested += money
      }
    }
    let champion = standings.max { ($0.value.money, $1.key) < ($1.value.money, $0.key) }?.key
    return standings.map { name, one in
      MethodStanding(
        method: name, chosen: one.chosen, best: one.best, error: one.tested > Self.comparable * tested ? one.error / one.tested : nil,
        isChampion: name == champion)
    }.sorted { ($1.chosen, $0.error ?? .infinity, $0.method) < ($0.chosen, $1.error ?? .infinity, $1.method) }
  }

  /// Newest first; the first run of all chose nothing anew.
  func log() throws(StoreError) -> [RechoiceEntry] {
    let runs = try workspace.store.runs(limit: 200).filter { $0.run.purpose == "baseline" }.prefix(Self.runs + 1)
    var entries: [RechoiceEntry] = []
    for (run, before) in zip(runs, runs.dropFirst()) { entries.append(try entry(run, after: before)) }
    return entries
  }

  private func entry(_ run: ForecastRunRecord, after before: ForecastRunRecord) throws(StoreError) -> RechoiceEntry {
    let plan = workspace.plan
    var (series, changed) = (0, 0)
    var examples: [RechoiceEntry.Example] = []
    for place in places {
      let key = RefreshForecasts.seriesKey(place, plan.catalogue)
      guard let now = chosen(run, key) else { continue }
      series += 1
      guard let then = chosen(before, key), then.name != now.name else { continue }
      changed += 1
      if examples.count < Self.examples {
        let (item, region) = (plan.catalogue.items[place.item], plan.catalogue.regions[place.region])
        examples.append(
          .init(
            item: item.code, itemName: item.name, region: region.code, regionName: region.name, from: then.name, to: now.name))
      }
    }
    return RechoiceEntry(
      run: run.id, at: run.recordedAt, by: workspace.name(of: run.actor), series: series, changed: changed,
      moved: try moved(run, before), examples: examples)
  }

  private func chosen(_ run: ForecastRunRecord, _ key: String) -> (name: String, method: String)? {
    guard let record = run.run.record(of: key), let method = record["method"]?.text else { return nil }
    let chosen = record["candidates"]?.list?.lazy.compactMap(CandidateRecord.result).first { $0.isChosen }
    return (chosen?.name ?? method, method)
  }

  private func moved(_ run: ForecastRunRecord, _ before: ForecastRunRecord) throws(StoreError) -> Double? {
    let keys = Swift.Set(places.map { RefreshForecasts.seriesKey($0, workspace.plan.catalogue) })
    func values(_ run: ForecastRunRecord) throws(StoreError) -> [String: [Int32: Int64]] {
      var values: [String: [Int32: Int64]] = [:]
      for row in try workspace.store.rows(run: run.id, series: nil) where row.layer == "baseline" && keys.contains(row.series) {
        values[row.series, default: [:]][row.ordinal] = row.value
      }
      return values
    }
    let (now, then) = (try values(run), try values(before))
    var (difference, sum) = (0.0, 0.0)
    for (key, months) in now {
      for (month, value) in months {
        guard let old = then[key]?[month] else { continue }
        // Whole numbers of pieces ×10⁻⁴ add up to the same sum in any order.
        difference += Double(abs(value - old))
        sum += Double(abs(old))
      }
    }
    return sum > 0 ? difference / sum : nil
  }
}
