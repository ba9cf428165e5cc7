// SPDX-License-Identifier: Apache-2.0
import Calendars
import ForecastMethods
import Forecasting
import NumericalMethods
import Planning
import Synchronization

/// What past forecasts of the baseline's own methods missed, by item and region.
struct ForecastErrors: Sendable {
  /// In the order of the places.
  let places: [SalesHistory.Place]
  let factors: ErrorFactors
  /// Streams of the places and of the families.
  private let keys: [UInt64]
  private let familyKeys: [UInt64]

  /// Origins tested, newest first; fewer where very many series would take too long.
  static func originCount(series: Int) -> Int { series > 500 ? 12 : 18 }

  /// - Parameters:
  ///   - weight: money of one piece at a place.
  ///   - steps: months ahead.
  ///   - work: threads; the result does not depend on how many.
  static func learn(
    _ baseline: BaselineForecast, history: SalesHistory, catalogue: Catalogue, market: MarketDrivers, steps: Int, work: any ParallelWork,
    weight: (SalesHistory.Place) -> Double
  ) -> ForecastErrors {
    let places = baseline.series.keys.sorted()
    let families = Dictionary(
      catalogue.families.enumerated().map { ($0.element.code, $0.offset) }, uniquingKeysWith: { first, _ in first })
    let groupOf = places.map { families[catalogue.items[$0.item].family] ?? 0 }
    let weights = places.map { place in
      let forecast = (baseline.series[place]?.steps.prefix(steps).map(\.mean)) ?? []
      let units = PastErrors.units(of: Array(forecast))
      return units.isEmpty ? 0 : max(0, weight(place)) * units.reduce(0, +) / Double(units.count)
    }
    let sample = MeasuredSeries(weights: weights, groupOf: groupOf)
    let errors = measure(sample.measured.map { places[$0] }, baseline, history, catalogue, market, steps: steps, work: work)
    return ForecastErrors(
      places: places,
      factors: ErrorFactors(
        errors, groupOf: sample.measured.map { groupOf[$0] }, groupCount: max(1, families.count), weights: sample.weights, steps: steps,
        standIns: sample.standIns),
      keys: places.map { PathSeed.key(catalogue.items[$0.item].code + "|" + catalogue.regions[$0.region].code) },
      familyKeys: catalogue.families.map { PathSeed.key("family " + $0.code) })
  }

  private static func measure(
    _ places: [SalesHistory.Place], _ baseline: BaselineForecast, _ history: SalesHistory, _ catalogue: Catalogue,
    _ market: MarketDrivers, steps: Int, work: any ParallelWork
  ) -> [PastErrors] {
    let totals = FamilyTotals.read(history, catalogue, through: baseline.origin)
    let calendars = FamilyCalendars.learn(totals)
    let usual = totals.without(calendars)
    let drivers = FamilyDrivers.learn(usual, market, horizon: 1)
    let seasons = FamilySeasons.learn(usual.without(drivers))
    let inputs = places.map { place in
      (
        values: history.regularPieces(place, through: baseline.origin), method: method(baseline.series[place]),
        season: baseline.series[place]?.sharesSeason == true ? seasons[place.item] : nil,
        calendar: baseline.series[place]?.calendar.isEmpty == false ? calendars[place.item] : nil,
        isDriven: baseline.series[place]?.drivers.contains(where: \.isUsed) == true
      )
    }
    let origins = originCount(series: places.count)
    let measured = Mutex([PastErrors](repeating: PastErrors(relative: []), count: places.count))
    work.forEach(places.count) { index in
      guard let series = try? Series(inputs[index].values, seasonLength: 12, granularity: .month) else { return }
      let (_, method, season, calendar, isDriven) = inputs[index]
      let effect = isDriven ? drivers.effect(on: places[index], count: series.count) : nil
      var usual = (try? calendar?.effect(onLast: series.count).removed(from: series)) ?? series
      usual = (try? effect?.removed(from: usual)) ?? usual
      let errors = PastErrors.measure(usual, method: method, steps: steps, origins: origins, season: season)
      measured.withLock { $0[index] = errors }
    }
    return measured.withLock { $0 }
  }

  private static func method(_ series: BaselineForecast.SeriesForecast?) -> ForecastMethod {
    let name = series?.candidates.first { $0.isChosen }?.name ?? ""
    return ForecastMethod(rawValue: name) ?? .combination
  }

  /// Relative errors of one path: by place, then month after the cutoff.
  func draw(_ seed: PathSeed) -> [[Double]] {
    factors.draw { part in
      switch part {
      case .common: seed.stream(.forecast, 0)
      case .group(let group): seed.stream(.forecast, group < familyKeys.count ? familyKeys[group] : 1)
      case .series(let index): seed.stream(.forecast, keys[index])
      }
    }
  }
}
