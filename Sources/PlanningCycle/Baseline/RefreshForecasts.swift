// SPDX-License-Identifier: Apache-2.0
import Calendars
import ForecastMethods
import Forecasting
import Journal
import Planning
import Quantities
import Synchronization

/// Fits a baseline to every item × region that was ever sold and records the run: an event and a table of results.
enum RefreshForecasts {
  static let programVersion = "tongpin 0.1"

  /// The number of a run that is not recorded yet.
  static let namelessRun: Int64 = -1

  /// A run as it will be recorded, quantised to four decimals.
  struct Fitted {
    let run: ForecastRun
    private(set) var prepared: PreparedForecast

    mutating func letGo() { prepared.letGo() }

    /// The baseline as a plan uses it, before it has a number.
    func baseline(_ catalogue: Catalogue) -> BaselineForecast {
      RefreshForecasts.baseline(
        run, number: namelessRun, at: Moment(millisecondsSinceEpoch: 0), rows: prepared.rows, catalogue: catalogue)
    }
  }

  /// - Parameters:
  ///   - market: drivers as they are known now, those of months to come with them.
  ///   - through: the last month of sales the methods may see.
  ///   - horizon: months ahead.
  ///   - work: threads; the result does not depend on how many.
  static func fit(
    history: SalesHistory, catalogue: Catalogue, market: MarketDrivers, through origin: Month, horizon: Int, store: any ForecastRunStore,
    work: any ParallelWork
  ) throws -> Fitted {
    let places = history.places
    let learnt = FamilyLearning(history, catalogue, market, through: origin, horizon: horizon, work: work)
    let fits = fit(places, history: history, learnt, through: origin, horizon: horizon, work: work)
    var rows: [ForecastResultRow] = []
    var records: [String: CanonicalValue] = [:]
    for (place, fit) in zip(places, fits) {
      guard let fit else { continue }
      let key = seriesKey(place, catalogue)
      records[key] = fit.record
      for (step, values) in fit.steps.enumerated() {
        let ordinal = origin.ordinal + Int32(step) + 1
        rows.append(
          ForecastResultRow(
            series: key, layer: "baseline", ordinal: ordinal, value: values.mean, low: values.lower80,
            high: values.upper80))
        rows.append(
          ForecastResultRow(
            series: key, layer: "baseline-95", ordinal: ordinal, value: values.mean, low: values.lower95,
            high: values.upper95))
      }
    }
    let run = ForecastRun(
      purpose: "baseline", cutoff: origin.lastDay, inputDigest: inputDigest(places, history, catalogue, market),
      method: "auto", parameters: try ForecastRun.parameters(records), seed: 0, programVersion: programVersion)
    return Fitted(run: run, prepared: try store.prepare(rows))
  }

  /// A recorded run as the plan uses it.
  static func read(
    _ record: ForecastRunRecord, store: any ForecastRunStore, catalogue: Catalogue
  ) throws(StoreError) -> BaselineForecast {
    baseline(
      record.run, number: record.id, at: record.recordedAt, rows: try store.rows(run: record.id, series: nil), catalogue: catalogue)
  }

  private static func baseline(
    _ run: ForecastRun, number: Int64, at recordedAt: Moment, rows: [ForecastResultRow], catalogue: Catalogue
  ) -> BaselineForecast {
    struct Quantised {
      var mean: Int64 = 0
      var low80: Int64 = 0
      var high80: Int64 = 0
      var low95: Int64 = 0
      var high95: Int64 = 0
    }
    func pieces(_ value: Int64) -> Double { Double(value) / 10_000 }
    var series: [SalesHistory.Place: BaselineForecast.SeriesForecast] = [:]
    var first = rows.startIndex
    // Rows of a series lie together.
    while first < rows.endIndex {
      let key = rows[first].series
      var end = first
      var steps: [Int32: Quantised] = [:]
      while end < rows.endIndex, rows[end].series == key {
        let row = rows[end]
        var value = steps[row.ordinal] ?? Quantised()
        value.mean = row.value
        if row.layer == "baseline" {
          (value.low80, value.high80) = (row.low ?? row.value, row.high ?? row.value)
        } else {
          (value.low95, value.high95) = (row.low ?? row.value, row.high ?? row.value)
        }
        steps[row.ordinal] = value
        end += 1
      }
      first = end
      guard let place = place(of: key, catalogue) else { continue }
      let recorded = run.record(of: key)
      series[place] = BaselineForecast.SeriesForecast(
        method: recorded?["method"]?.text ?? "",
        steps: steps.sorted { $0.key < $1.key }.map { ordinal, value in
          BaselineForecast.Step(
            month: Month(ordinal: ordinal), mean: pieces(value.mean), lower80: pieces(value.low80),
            upper80: pieces(value.high80), lower95: pieces(value.low95), upper95: pieces(value.high95))
        },
        candidates: (recorded?["candidates"]?.list ?? []).compactMap(CandidateRecord.result),
        observationCount: Int(recorded?["observations"]?.integer ?? 0),
        sharesSeason: recorded?["season"]?.text == "family", calendar: recorded?["calendar"]?.text ?? "",
        drivers: (recorded?["drivers"]?.list ?? []).compactMap { DriverPart($0) })
    }
    return BaselineForecast(run: number, recordedAt: recordedAt, origin: run.cutoff.monthOf, series: series)
  }

  static func seriesKey(_ place: SalesHistory.Place, _ catalogue: Catalogue) -> String {
    catalogue.items[place.item].code + "|" + catalogue.regions[place.region].code
  }

  static func place(of key: String, _ catalogue: Catalogue) -> SalesHistory.Place? {
    guard let bar = key.lastIndex(of: "|"), let item = catalogue.itemIndex(String(key[..<bar])),
      let region = catalogue.regionIndex(String(key[key.index(after: bar)...]))
    else { return nil }
    return SalesHistory.Place(item: item, region: region)
  }
}

// MARK: - Fitting

extension RefreshForecasts {
  struct StepValues: Sendable {
    let mean: Int64
    let lower80: Int64
    let upper80: Int64
    let lower95: Int64
    let upper95: Int64
  }

  struct PlaceFit: Sendable {
    let steps: [StepValues]
    let record: CanonicalValue
  }

  /// Before the places have told of each other's intervals.
  private struct PlaceDraft: Sendable {
    let forecast: Forecast
    let evidence: IntervalEvidence
    let record: CanonicalValue
  }

  private static func fit(
    _ places: [SalesHistory.Place], history: SalesHistory, _ learnt: FamilyLearning, through origin: Month, horizon: Int,
    work: any ParallelWork
  ) -> [PlaceFit?] {
    let results = Mutex([PlaceDraft?](repeating: nil, count: places.count))
    let inputs = places.map { history.regularPieces($0, through: origin) }
    work.forEach(places.count) { index in
      let fit = try? fitOne(inputs[index], at: places[index], learnt, horizon: horizon)
      results.withLock { $0[index] = fit }
    }
    let drafts = results.withLock { $0 }
    let calibration = RunCalibration(drafts.compactMap { $0?.evidence })
    return drafts.map { draft in
      draft.map { draft in
        let forecast = calibration.apply(to: draft.forecast, law: draft.evidence.law)
        return PlaceFit(steps: steps(forecast), record: draft.record)
      }
    }
  }

  private static func steps(_ forecast: Forecast) -> [StepValues] {
    (0..<forecast.horizon).map { step in
      let narrow = forecast.interval(.eighty, step: step)
      let wide = forecast.interval(.ninetyFive, step: step)
      return StepValues(
        mean: quantised(forecast.mean[step]), lower80: quantised(narrow.lower), upper80: quantised(narrow.upper),
        lower95: quantised(wide.lower), upper95: quantised(wide.upper))
    }
  }

  private static func fitOne(
    _ values: [Double], at place: SalesHistory.Place, _ learnt: FamilyLearning, horizon: Int
  ) throws(ForecastError) -> PlaceDraft? {
    guard !values.isEmpty else { return nil }
    let series = try Series(values, seasonLength: 12, granularity: .month)
    let season = learnt.seasons[place.item]
    let method = AutomaticChoice(horizon: horizon, season: season)
    let drivers = learnt.drivers.effect(on: place, count: series.count)
    let made = try DrivenFit.make(method, series, calendar: learnt.calendars[place.item], drivers: drivers, horizon: horizon)
    var record: [String: CanonicalValue] = [
      "method": .text(made.choice.method), "observations": .integer(Int64(values.count)),
      "candidates": .list(made.choice.candidates.map(CandidateRecord.canonical)), "season": .text(season == nil ? "own" : "family"),
      "calendar": .text(made.calendar),
    ]
    let parts = learnt.drivers.parts(item: place.item)
    if !parts.isEmpty { record["drivers"] = .list(DrivenFit.shared(parts, made.drivers, horizon: horizon).map(\.canonical)) }
    return PlaceDraft(forecast: made.forecast, evidence: made.choice.evidence, record: .map(record))
  }

  /// Four decimals; a value that does not fit is the largest that does.
  private static func quantised(_ value: Double) -> Int64 {
    Rounding.toInteger(value * 10_000) ?? (value > 0 ? Int64.max : 0)
  }

  private static func inputDigest(
    _ places: [SalesHistory.Place], _ history: SalesHistory, _ catalogue: Catalogue, _ market: MarketDrivers
  ) -> Digest {
    var bytes: [UInt8] = []
    for place in places {
      bytes += Array(seriesKey(place, catalogue).utf8) + [0]
      for value in history.rows[place]?.quantity ?? [] {
        withUnsafeBytes(of: value.littleEndian) { bytes.append(contentsOf: $0) }
      }
    }
    // Without drivers the same bytes as ever.
    return Digest.sha256(bytes + market.bytes)
  }
}
