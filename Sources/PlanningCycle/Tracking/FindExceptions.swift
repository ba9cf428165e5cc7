// SPDX-License-Identifier: Apache-2.0
import Calendars
import ForecastMethods
import Forecasting

/// Looks at every series with a baseline, ranks those that something is wrong with by the money it moved.
struct FindExceptions {
  let plan: PlanState
  let past: PastForecasts
  /// Closed, oldest first.
  let months: [Month]
  /// What is agreed for the next three months, pieces; nil where nobody changed the baseline.
  let agreed: (SalesHistory.Place) -> Double?

  /// Of what sold in so many of the twelve months before, two empty months are an end.
  private static let steady = 9
  private static let shown = 13
  /// An error so many times the usual one is out of the ordinary.
  private static let surprise = 3.0
  /// What is agreed lies so far from the baseline.
  private static let farOff = 0.3
  /// Points of error that are worth a word.
  private static let noticeable = 3

  struct Candidate {
    let place: SalesHistory.Place
    let money: Int64
    let reasons: [ForecastException.Reason]
  }

  /// By what is at stake, most first.
  func candidates(_ places: [SalesHistory.Place]) -> [Candidate] {
    let expected = expectations(Swift.Set(places))
    return places.compactMap { place in
      let reasons = reasons(place, expected[place] ?? [:])
      return reasons.isEmpty ? nil : Candidate(place: place, money: money(place, expected[place] ?? [:]), reasons: reasons)
    }.sorted { ($1.money, $0.place) < ($0.money, $1.place) }
  }

  func exception(_ candidate: Candidate) -> ForecastException {
    let place = candidate.place
    let (item, region) = (plan.catalogue.items[place.item], plan.catalogue.regions[place.region])
    let expected = expectations([place])[place] ?? [:]
    let shown = months.suffix(Self.shown)
    let series = plan.baseline?.series[place]
    var reasons = candidate.reasons
    if let odd = odd(place) { reasons.append(odd) }
    return ForecastException(
      item: item.code, itemName: item.name, region: region.code, regionName: region.name, money: candidate.money, reasons: reasons,
      history: shown.map { pieces(place, $0) ?? 0 }, expected: shown.map { expected[$0] },
      next: (series?.steps.prefix(3).map(\.mean)) ?? [], method: series?.candidates.first(where: \.isChosen)?.name ?? "")
  }

  /// Pieces that the baseline forecast for each month, made before it began.
  private func expectations(_ places: Swift.Set<SalesHistory.Place>) -> [SalesHistory.Place: [Month: Double]] {
    var found: [SalesHistory.Place: [Month: Double]] = [:]
    for month in months {
      for figure in past.newest(.baseline, month: month, madeBefore: month.firstDay) {
        guard let item = figure.item, let region = figure.region, let quantity = figure.quantity else { continue }
        let place = SalesHistory.Place(item: item, region: region)
        if places.contains(place) { found[place, default: [:]][month, default: 0] += Double(quantity) / 10_000 }
      }
    }
    return found
  }

  /// Without 项目型 orders: a baseline leaves them to the deals.
  private func pieces(_ place: SalesHistory.Place, _ month: Month) -> Double? {
    plan.history.index(of: month).flatMap { index in plan.history.rows[place].map { $0.regularPieces(index) } }
  }

  private func errors(_ place: SalesHistory.Place, _ expected: [Month: Double]) -> [Double] {
    months.map { month in expected[month].flatMap { forecast in pieces(place, month).map { $0 - forecast } } ?? .nan }
  }

  private func money(_ place: SalesHistory.Place, _ expected: [Month: Double]) -> Int64 {
    guard let last = months.last, let price = plan.history.price(place, last, inclusive: true) else { return 0 }
    let known = errors(place, expected).suffix(3).filter(\.isFinite)
    if !known.isEmpty { return Int64((known.reduce(0) { $0 + abs($1) } * price).rounded()) }
    let wape = plan.baseline?.series[place]?.candidates.first { $0.isChosen }?.wape ?? 0
    let quarter = months.suffix(3).reduce(0) { $0 + (pieces(place, $1) ?? 0) }
    return wape.isFinite ? Int64((wape * quarter * price).rounded()) : 0
  }

  private func reasons(_ place: SalesHistory.Place, _ expected: [Month: Double]) -> [ForecastException.Reason] {
    let errors = errors(place, expected)
    let life = life(place)
    return [
      outside(place, errors, expected), ofDrift(errors, expected), life, ofSignal(errors), overridden(place), behindNaive(place),
    ].compactMap { $0 }
  }
}

// MARK: - One reason each

extension FindExceptions {
  private func outside(
    _ place: SalesHistory.Place, _ errors: [Double], _ expected: [Month: Double]
  ) -> ForecastException.Reason? {
    guard let month = months.last, let last = errors.last, last.isFinite, let forecast = expected[month], let came = pieces(place, month)
    else {
      return nil
    }
    let before = errors.dropLast().filter(\.isFinite).map(abs).sorted()
    guard before.count >= TrackingSignal.leastCount else { return nil }
    let usual = before[before.count / 2]
    guard usual > 0, abs(last) > Self.surprise * usual, abs(last) >= 1 else { return nil }
    let times = Int((abs(last) / usual).rounded())
    let (said, sold) = (Int(forecast.rounded()), Int(came.rounded()))
    return .init(
      kind: .outside,
      label: BilingualText(
        "\(month.month) 月预测 \(said)，实际 \(sold)：差是平时的 \(times) 倍", "\(month): \(said) forecast, \(sold) came, \(times) times the usual error"
      ))
  }

  private func ofDrift(_ errors: [Double], _ expected: [Month: Double]) -> ForecastException.Reason? {
    guard let drift = ForecastDrift.found(in: errors) else { return nil }
    let since = months[drift.start]
    let forecasts = months[drift.start...].compactMap { expected[$0] }
    let level = forecasts.reduce(0, +) / Double(max(1, forecasts.count))
    let size = level > 0 ? CalendarWords.percent(abs(drift.size / level)) : "\(Int(abs(drift.size).rounded()))"
    return .init(
      kind: .drift,
      label: BilingualText(
        "\(since.year) 年 \(since.month) 月起预测一直偏\(drift.size > 0 ? "低" : "高") \(size)",
        "since \(since) forecasts are \(size) too \(drift.size > 0 ? "low" : "high")"))
  }

  private func ofSignal(_ errors: [Double]) -> ForecastException.Reason? {
    let signal = TrackingSignal(errors: errors.suffix(MeasureTracking.signalMonths))
    guard signal.lean == .low || signal.lean == .high else { return nil }
    let (value, isLow) = (TrackingWords.value(signal), signal.lean == .low)
    return .init(
      kind: .signal,
      label: BilingualText(
        "一直偏\(isLow ? "低" : "高")（跟踪信号 \(value)）", "too \(isLow ? "low" : "high") all along (tracking signal \(value))"))
  }

  /// Sold month after month and then not any more; or so new that its year is not known.
  private func life(_ place: SalesHistory.Place) -> ForecastException.Reason? {
    let sold = months.map { pieces(place, $0) ?? 0 }
    guard let first = sold.firstIndex(where: { $0 > 0 }) else { return nil }
    let (last, before) = (sold.suffix(2), sold.dropLast(2).suffix(12))
    if last.count == 2, last.allSatisfy({ $0 == 0 }), before.count(where: { $0 > 0 }) >= Self.steady {
      return .init(kind: .stopped, label: BilingualText("最近两个月没有销售，之前几乎月月有", "nothing in the last two months, nearly every month before"))
    }
    guard let index = plan.history.rows[place]?.quantity.firstIndex(where: { $0 > 0 }), let begin = plan.history.months?.lowerBound,
      begin.adding(months: index) == months[first], sold.count - first <= 6
    else { return nil }
    let count = sold.count - first
    return .init(kind: .started, label: BilingualText("才卖了 \(count) 个月，还看不出季节", "sold for \(count) months only: no season is known"))
  }

  private func overridden(_ place: SalesHistory.Place) -> ForecastException.Reason? {
    let baseline = plan.baseline?.series[place]?.steps.prefix(3).reduce(0) { $0 + $1.mean } ?? 0
    guard baseline > 0, let agreed = agreed(place) else { return nil }
    let share = agreed / baseline - 1
    guard abs(share) > Self.farOff else { return nil }
    let size = CalendarWords.percent(abs(share))
    return .init(
      kind: .override,
      label: BilingualText(
        "未来三个月定的比基线\(share > 0 ? "高" : "低") \(size)",
        "the next three months are agreed \(size) \(share > 0 ? "above" : "below") the baseline"))
  }

  private func behindNaive(_ place: SalesHistory.Place) -> ForecastException.Reason? {
    guard let behind = plan.baseline?.series[place]?.candidates.behindNaive else { return nil }
    let points = Int((behind * 100).rounded())
    guard points >= Self.noticeable else { return nil }
    return .init(
      kind: .behindNaive, label: BilingualText("“照抄去年”反而准 \(points) 个百分点", "repeating last year did \(points) points better"))
  }

  /// Looked for in the last three months alone, and for those shown alone: it takes longest.
  private func odd(_ place: SalesHistory.Place) -> ForecastException.Reason? {
    guard let last = months.last else { return nil }
    let values = plan.history.regularPieces(place, through: last)
    guard let series = try? Series(values, seasonLength: 12, granularity: .month), let report = try? OddValues(series),
      let odd = report.found.last(where: { $0.index >= values.count - 3 })
    else { return nil }
    let month = last.adding(months: odd.index - values.count + 1)
    let words = OddWords.label(odd, from: month)
    return .init(kind: .odd, label: BilingualText("\(month.month) 月\(words.chinese)", "\(month): \(words.english)"))
  }
}
