// SPDX-License-Identifier: Apache-2.0
public import Access
public import Calendars
public import ForecastMethods
import Journal
import Planning

/// 预测: history, what is forecast with its bands, what was tried, and how past forecasts did.
public struct ForecastView: Sendable {
  public struct Point: Sendable {
    public let month: Month
    public let value: Double
  }

  public struct Step: Sendable {
    public let month: Month
    public let baseline: Double
    public let lower80: Double
    public let upper80: Double
    public let lower95: Double
    public let upper95: Double
    public let pipeline: Double
    public let override: Double?
    public let agreed: Double
  }

  public struct Past: Sendable {
    public let source: ForecastSource
    public let madeOn: Day
    public let month: Month
    public let forecast: Double
    public let actual: Double?
  }

  public struct Override: Sendable {
    public let month: Month
    public let value: Double
    public let reason: String
    public let by: String
    public let at: String
  }

  public let label: BilingualText
  public let history: [Point]
  public let steps: [Step]
  public let candidates: [CandidateResult]
  public let words: BilingualText
  public let past: [Past]
  public let scores: [(source: ForecastSource, score: ForecastScore)]
  public let overrides: [Override]
  /// Held totals that have leaves in common with what is shown.
  public let held: [HeldTotalView]
}

/// One line of the picker.
public struct ForecastSeriesLine: Sendable {
  public let item: String
  public let itemName: BilingualText
  public let region: String
  public let regionName: BilingualText
  public let lastYearPieces: Double
  public let method: String
  public let wape: Double
  public let bias: Double
  public let hasOverride: Bool
}

extension Workspace {
  /// Every item × region with a baseline, by pieces of the last twelve months.
  public func forecastSeries(_ proof: Authorized<To.ViewPlan>) throws -> [ForecastSeriesLine] {
    guard let baseline = plan.baseline else { return [] }
    let regions = plan.sight(of: proof.person).regionPositions(in: plan)
    return try baseline.series.keys.sorted().filter { regions?.contains($0.region) ?? true }.map { place in
      let series = baseline.series[place]
      let chosen = series?.candidates.first { $0.isChosen }
      let item = plan.catalogue.items[place.item]
      let region = plan.catalogue.regions[place.region]
      let overrides = try plan.engine.values("override", at: plan.coordinate(item: place.item, region: place.region))
      let rows = plan.history.rows[place]?.quantity.suffix(12) ?? []
      return ForecastSeriesLine(
        item: item.code, itemName: item.name, region: region.code, regionName: region.name,
        lastYearPieces: Double(rows.reduce(0, +)) / 10_000, method: series?.method ?? "", wape: chosen?.wape ?? .nan,
        bias: -(chosen?.bias ?? .nan), hasOverride: overrides.contains { $0.isFinite })
    }.sorted { ($1.lastYearPieces, $0.item, $0.region) < ($0.lastYearPieces, $1.item, $1.region) }
  }

  /// - Parameters:
  ///   - item: a code, `F:family`, or `ALL`.
  ///   - region: a code or `ALL`.
  /// - Throws: `CycleError.cellNotKnown`.
  public func forecastView(_ proof: Authorized<To.ViewPlan>, item: String, region: String) throws -> ForecastView {
    let sight = plan.sight(of: proof.person)
    let (_, places, own) = try forecastPart(proof, item: item, region: region)
    let coordinate = sight.completed("agreed", try forecastCoordinate(item: item, region: region))
    let history = historyPoints(places)
    let steps = try forecastSteps(places, coordinate, sight)
    let single = places.count == 1 ? plan.baseline?.series[places[0]] : nil
    return ForecastView(
      label: seriesLabel(item: item), history: history, steps: steps,
      candidates: single?.candidates ?? [],
      words: successionWords(places).reduce(Self.words(single, count: places.count)) { $0.and($1) },
      past: pastFigures(places, item: item, region: region, own: own), scores: scores(own), overrides: try overrideHistory(coordinate),
      held: try heldTotals(proof.person, item: item, region: region))
  }

  func places(item: String, region: String) throws -> [SalesHistory.Place] {
    let wantedRegion = region == "ALL" ? nil : plan.catalogue.regionIndex(region)
    if region != "ALL", wantedRegion == nil { throw PlanState.notKnown(region, region) }
    var wanted: Swift.Set<Int>?
    if item.hasPrefix("F:") {
      let family = String(item.dropFirst(2))
      wanted = Swift.Set(plan.catalogue.items.indices.filter { plan.catalogue.items[$0].family == family })
    } else if item != "ALL" {
      guard let index = plan.catalogue.itemIndex(item) else { throw PlanState.notKnown(item, item) }
      wanted = [index]
    }
    let known = Swift.Set(plan.history.rows.keys).union(plan.baseline?.series.keys.map { $0 } ?? [])
    return known.filter { place in
      (wanted?.contains(place.item) ?? true) && (wantedRegion == nil || place.region == wantedRegion)
    }.sorted()
  }

  func forecastCoordinate(item: String, region: String) throws -> Coordinate {
    var coordinate = Coordinate.total
    if item != "ALL" {
      guard let id = plan.memberID("Item", item) else { throw PlanState.notKnown(item, item) }
      coordinate.members["Item"] = id
    }
    if region != "ALL" {
      guard let id = plan.memberID("Region", region) else { throw PlanState.notKnown(region, region) }
      coordinate.members["Region"] = id
    }
    return coordinate
  }

  func seriesLabel(item: String) -> BilingualText {
    let all = BilingualText("全部产品", "All products")
    let left = item == "ALL" ? all : plan.memberID("Item", item).map { plan.memberName("Item", $0).name } ?? all
    return left
  }

  func historyPoints(_ places: [SalesHistory.Place]) -> [ForecastView.Point] {
    guard let months = plan.history.months else { return [] }
    return months.enumerated().filter { $0.element <= plan.cutoff }.map { index, month in
      let pieces = places.reduce(Int64(0)) { $0 + (plan.history.rows[$1]?.quantity[index] ?? 0) }
      return ForecastView.Point(month: month, value: Double(pieces) / 10_000)
    }
  }

  /// Bands of a sum: half widths of independent series add in squares.
  func forecastSteps(_ places: [SalesHistory.Place], _ coordinate: Coordinate, _ sight: PlanSight) throws -> [ForecastView.Step] {
    let engine = plan.engine
    func values(_ id: String) throws -> [Double] {
      guard !sight.isEverything, let index = engine.model.measure(named: id) else { return try engine.values(id, at: coordinate) }
      return try sight.values(engine.model.measures[index], at: coordinate, in: engine)
    }
    let (baseline, pipeline) = (try values("baseline"), try values("pipeline"))
    let (override, agreed) = (try values("override"), try values("agreed"))
    return (plan.calendar.actualCount..<plan.calendar.monthCount).map { index in
      let month = plan.calendar.month(at: index)
      var squares = (low80: 0.0, high80: 0.0, low95: 0.0, high95: 0.0)
      for place in places {
        guard let steps = plan.baseline?.series[place]?.steps, let first = steps.first?.month,
          steps.indices.contains(first.distance(to: month))
        else { continue }
        let step = steps[first.distance(to: month)]
        squares.low80 += (step.mean - step.lower80) * (step.mean - step.lower80)
        squares.high80 += (step.upper80 - step.mean) * (step.upper80 - step.mean)
        squares.low95 += (step.mean - step.lower95) * (step.mean - step.lower95)
        squares.high95 += (step.upper95 - step.mean) * (step.upper95 - step.mean)
      }
      let mean = baseline[index]
      return ForecastView.Step(
        month: month, baseline: mean, lower80: max(0, mean - squares.low80.squareRoot()),
        upper80: mean + squares.high80.squareRoot(), lower95: max(0, mean - squares.low95.squareRoot()),
        upper95: mean + squares.high95.squareRoot(), pipeline: pipeline[index], override: override[index].finite,
        agreed: agreed[index])
    }
  }

  private static func words(_ series: BaselineForecast.SeriesForecast?, count: Int) -> BilingualText {
    guard let series, let chosen = series.candidates.first(where: { $0.isChosen }) else {
      return BilingualText("由 \(count) 个产品×地区的预测相加而成", "the sum of \(count) forecasts by item and region")
    }
    guard chosen.wape.isFinite else {
      return BilingualText(
        "历史只有 \(series.observationCount) 个月，还不能回测，用 \(series.method)",
        "only \(series.observationCount) months of history, too few to test; \(series.method) is used")
    }
    var season = series.sharesSeason ? ("，季节取自整个产品族", ", with the season of the whole product family") : ("", "")
    if !series.calendar.isEmpty {
      season = (season.0 + "，春节和工作日的影响另算", season.1 + ", Spring Festival and working days told apart")
    }
    let leaning = DriverWords.leaning(series)
    season = (season.0 + leaning.chinese, season.1 + leaning.english)
    let error = Int((chosen.wape * 100).rounded())
    let naive = series.candidates.first { $0.name == "seasonal-naive" && $0.wape.isFinite }
    let gain = naive.map { Int((($0.wape - chosen.wape) * 100).rounded()) }
    let comparedChinese = gain.map { $0 > 0 ? "，比“照抄去年”好 \($0) 个百分点" : "，与“照抄去年”相当" } ?? ""
    let comparedEnglish =
      gain.map { $0 > 0 ? ", \($0) points better than repeating last year" : ", no better than repeating last year" } ?? ""
    return BilingualText(
      "按过去 \(series.observationCount) 个月回测，\(series.method)\(season.0)，误差 \(error)%\(comparedChinese)",
      "tested on the last \(series.observationCount) months, \(series.method)\(season.1) is off by \(error) %\(comparedEnglish)")
  }

  /// Who takes over from whom, where one item is looked at.
  private func successionWords(_ places: [SalesHistory.Place]) -> [BilingualText] {
    guard let item = places.first?.item, places.allSatisfy({ $0.item == item }) else { return [] }
    return plan.sources.successions.links.compactMap { link in
      let (old, new) = (plan.catalogue.items[link.old].name, plan.catalogue.items[link.new].name)
      if link.old == item {
        return BilingualText("\(link.on) 起由\(new.chinese)接替", "from \(link.on) on \(new.english) takes over")
      }
      guard link.new == item else { return nil }
      let ratio = link.ratio == 1 ? ("", "") : (" × \(link.ratio)", " × \(link.ratio)")
      return BilingualText(
        "\(link.on) 起接替\(old.chinese)：沿用它的预测\(ratio.0)", "from \(link.on) on it takes over from \(old.english): its forecast\(ratio.1)")
    }
  }

  private func scores(_ regions: Swift.Set<Int>?) -> [(source: ForecastSource, score: ForecastScore)] {
    ForecastSource.allCases.compactMap { source in
      ForecastScore.score(
        source, forecasts: plan.pastForecasts, history: plan.history, catalogue: plan.catalogue, cutoff: plan.cutoff,
        inclusive: true, regions: regions
      ).map { (source, $0) }
    }
  }

  /// Forecasts of the last eighteen months as they were made a month ahead, in pieces, where they name items or the family.
  private func pastFigures(
    _ places: [SalesHistory.Place], item: String, region: String, own: Swift.Set<Int>?
  ) -> [ForecastView.Past] {
    let items = Swift.Set(places.map(\.item))
    let family = item.hasPrefix("F:") ? String(item.dropFirst(2)) : nil
    let wantedRegion = region == "ALL" ? nil : plan.catalogue.regionIndex(region)
    var result: [ForecastView.Past] = []
    for source in ForecastSource.allCases {
      for offset in (0..<18).reversed() {
        let month = plan.cutoff.adding(months: -offset)
        let figures = plan.pastForecasts.newest(source, month: month, madeBefore: month.firstDay).filter { figure in
          let fits = figure.item.map { items.contains($0) } ?? (item == "ALL" || figure.family == family)
          return fits && figure.lies(in: own) && (wantedRegion == nil || figure.region == wantedRegion)
        }
        guard let made = figures.first?.madeOn, figures.contains(where: { $0.quantity != nil }) else { continue }
        let pieces = figures.reduce(Int64(0)) { $0 + ($1.quantity ?? 0) }
        let actual = plan.history.index(of: month).map { index in
          places.reduce(Int64(0)) { $0 + (plan.history.rows[$1]?.quantity[index] ?? 0) }
        }
        result.append(
          ForecastView.Past(
            source: source, madeOn: made, month: month, forecast: Double(pieces) / 10_000,
            actual: actual.map { Double($0) / 10_000 }))
      }
    }
    return result
  }

  private func overrideHistory(_ coordinate: Coordinate) throws -> [ForecastView.Override] {
    guard coordinate["Item"] != nil, coordinate["Region"] != nil else { return [] }
    return try (plan.calendar.actualCount..<plan.calendar.monthCount).compactMap { index in
      let month = plan.calendar.month(at: index)
      guard let value = try? plan.engine.value("override", at: coordinate, period: .month(month)),
        case .person(let sequence)? = try? plan.engine.source("override", at: coordinate, period: .month(month)),
        let event = try store.events(after: sequence - 1, limit: 1).first
      else { return nil }
      return ForecastView.Override(
        month: month, value: value, reason: event.draft.reason, by: event.draft.actor.login,
        at: event.recordedAt.stampText)
    }
  }
}

extension BilingualText {
  fileprivate func and(_ other: BilingualText) -> BilingualText {
    BilingualText(chinese + "；" + other.chinese, english + "; " + other.english)
  }
}
