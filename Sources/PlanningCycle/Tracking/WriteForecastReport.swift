// SPDX-License-Identifier: Apache-2.0
public import Access
import Calendars
import Forecasting
import Journal

/// Puts what other use cases know of the forecasts into sentences.
struct WriteForecastReport {
  let workspace: Workspace
  let proof: Authorized<To.ViewPlan>
  let period: ForecastReport.Period
  let tracking: ForecastTracking
  let exceptions: ForecastExceptions

  /// Lines of a list: a report is read, not searched.
  private static let lines = 5

  private var plan: PlanState { workspace.plan }

  func report() throws -> ForecastReport {
    let (from, to) = (period.from, period.to)
    let sections = [
      ForecastReport.Section(
        key: "outlook", title: BilingualText("往后看", "Ahead"), sentences: try outlook(), link: "#/forecast"),
      .init(key: "changes", title: BilingualText("改了什么", "What was changed"), sentences: changes(from, to), link: "#/audit"),
      .init(key: "accuracy", title: BilingualText("准不准", "How accurate"), sentences: accuracy(), link: "#/forecast?view=accuracy"),
      .init(key: "value", title: BilingualText("谁加了价值", "Who added value"), sentences: value(), link: "#/forecast?view=accuracy"),
      .init(
        key: "exceptions", title: BilingualText("先看这几个", "Look at these first"), sentences: flagged(), link: "#/forecast?view=exceptions"),
      .init(key: "methods", title: BilingualText("方法", "Methods"), sentences: methods(from, to), link: "#/forecast?view=exceptions"),
    ]
    return ForecastReport(period: period, sections: sections.filter { !$0.sentences.isEmpty })
  }

  /// The next three months against the same months of the year before.
  private func outlook() throws -> [BilingualText] {
    let own = plan.sight(of: proof.person).regionPositions(in: plan)
    let view = try workspace.forecastView(proof, item: "ALL", region: "ALL")
    let steps = view.steps.prefix(3)
    guard let first = steps.first?.month, let last = steps.last?.month else { return [] }
    let next = steps.reduce(0) { $0 + ($1.agreed.isFinite ? $1.agreed : 0) }
    let baseline = steps.reduce(0) { $0 + ($1.baseline.isFinite ? $1.baseline : 0) }
    let history = Dictionary(view.history.map { ($0.month, $0.value) }, uniquingKeysWith: { one, _ in one })
    let before = steps.compactMap { history[$0.month.adding(months: -12)] }
    var words = BilingualText(
      "\(first.year) 年 \(first.month) 月至 \(last.year) 年 \(last.month) 月\(own == nil ? "" : "我的地区")预测 \(Self.count(next)) 件",
      "\(first) to \(last): \(Self.count(next)) pieces forecast")
    if before.count == steps.count, before.reduce(0, +) > 0 {
      words = words.and(Self.against(next, before.reduce(0, +), BilingualText("去年同期", "the same months last year")))
    }
    if baseline > 0 { words = words.and(Self.against(next, baseline, BilingualText("基线", "the baseline"))) }
    return [words]
  }

  /// Numbers that people typed within the days, the latest of each cell; the largest first.
  private func changes(_ from: Day, _ to: Day) -> [BilingualText] {
    let own = plan.sight(of: proof.person).regionPositions(in: plan)
    var typed: [(label: BilingualText, change: Double, by: BilingualText, reason: String)] = []
    for (place, entries) in workspace.overrideLedger.entries {
      guard let position = plan.members.itemPositions[place.item], let region = plan.members.regions.firstIndex(of: place.region),
        own?.contains(region) ?? true, let last = entries.last(where: { (from...to).contains($0.at.civilDay) }), let value = last.value,
        last.part != .held, !(last.part == .spread && workspace.heldTotals.sharesOut(last.made)),
        let baseline = plan.baseline?.mean(SalesHistory.Place(item: position, region: region), month: place.month)
      else { continue }
      let (item, area) = (plan.catalogue.items[position].name, plan.catalogue.regions[region].name)
      let label = BilingualText("\(item.chinese) \(area.chinese) \(place.month.month) 月", "\(item.english) \(area.english) \(place.month)")
      typed.append((label, value - baseline, workspace.name(of: last.author), last.reason))
    }
    typed += totals(from, to, own)
    guard !typed.isEmpty else { return [BilingualText("没有人改过预测", "nobody changed a forecast")] }
    typed.sort { (abs($1.change), $0.label.chinese) < (abs($0.change), $1.label.chinese) }
    let net = typed.reduce(0) { $0 + $1.change }
    let whole = BilingualText(
      "人工改了 \(typed.count) 个数，合计\(net < 0 ? "调低" : "调高") \(Self.count(abs(net))) 件",
      "\(typed.count) numbers typed, \(Self.count(abs(net))) pieces \(net < 0 ? "down" : "up") in all")
    return [whole]
      + typed.prefix(Self.lines).map { one in
        let direction = one.change < 0 ? ("调低", "down") : ("调高", "up")
        let reason = one.reason.isEmpty ? ("", "") : ("：\(one.reason)", ": \(one.reason)")
        return BilingualText(
          "\(one.by.chinese)把\(one.label.chinese)\(direction.0) \(Self.count(abs(one.change))) 件\(reason.0)",
          "\(one.by.english) took \(one.label.english) \(direction.1) by \(Self.count(abs(one.change)))\(reason.1)")
      }
  }

  /// Totals that people fixed within the days, each as one number.
  private func totals(
    _ from: Day, _ to: Day, _ own: Swift.Set<Int>?
  ) -> [(label: BilingualText, change: Double, by: BilingualText, reason: String)] {
    guard let input = plan.landing.id("override") else { return [] }
    let leaves = OverrideLeaves(plan, workspace.overrideLedger, input: input)
    return workspace.heldTotals.standing().filter { (from...to).contains($0.at.civilDay) }.compactMap { hold in
      guard let span = leaves.span(item: hold.place.item, region: hold.place.region), own.map(span.regions.isSubset) ?? true else {
        return nil
      }
      let month = hold.place.month
      let baseline = span.items.sorted().reduce(0.0) { sum, item in
        span.regions.sorted().reduce(sum) {
          $0 + (plan.baseline?.mean(SalesHistory.Place(item: item, region: $1), month: month) ?? 0)
        }
      }
      let label = plan.label(of: hold.place)
      return (
        BilingualText("\(label.chinese) \(month.month) 月合计", "the total of \(label.english) \(month)"), hold.value - baseline,
        workspace.name(of: hold.author), hold.reason
      )
    }
  }

  /// The newest closed month of each source beside the months before.
  private func accuracy() -> [BilingualText] {
    guard let newest = tracking.trend.last(where: { !$0.sources.isEmpty }) else {
      return [BilingualText("还没有可以对照的旧预测", "no earlier forecast to measure yet")]
    }
    let earlier = tracking.trend.filter { $0.month < newest.month }.suffix(6)
    var sentences = newest.sources.compactMap { one -> BilingualText? in
      guard let now = one.score.accuracy, let bias = one.score.bias else { return nil }
      let before = earlier.flatMap(\.sources).filter { $0.source == one.source }.map(\.score).reduce(Scorecard.Score(), +).accuracy
      let lean = abs(bias) < 0.005 ? ("不偏", "even") : (bias > 0 ? "偏高 " : "偏低 ", bias > 0 ? "too high by " : "too low by ")
      let size = abs(bias) < 0.005 ? "" : CalendarWords.percent(abs(bias))
      let compared =
        before.map { ("，之前半年 \(CalendarWords.percent($0))", ", \(CalendarWords.percent($0)) in the six months before") } ?? ("", "")
      return BilingualText(
        "\(newest.month.month) 月\(one.source.label.chinese)准确率 \(CalendarWords.percent(now))，\(lean.0)\(size)\(compared.0)",
        "\(newest.month) \(one.source.label.english): accuracy \(CalendarWords.percent(now)), \(lean.1)\(size)\(compared.1)")
    }
    if tracking.signal.lean == .low || tracking.signal.lean == .high { sentences.append(watched(TrackingWords.signal(tracking.signal))) }
    if tracking.drift != nil { sentences.append(watched(TrackingWords.drift(tracking.drift))) }
    return sentences
  }

  /// Whose errors they are.
  private func watched(_ words: BilingualText) -> BilingualText {
    BilingualText("\(tracking.watched.label.chinese)\(words.chinese)", "\(tracking.watched.label.english) \(words.english)")
  }

  private func value() -> [BilingualText] {
    let steps = tracking.ladder.compactMap { rung -> BilingualText? in
      guard let gain = rung.gain else { return nil }
      let names: (String, String)
      switch rung.layer {
      case .naive: return nil
      case .baseline: names = ("基线比“照抄去年”", "The baseline, against repeating last year")
      case .sales: names = ("销售预测比基线", "The sales forecast, against the baseline")
      }
      let points = Int((abs(gain) * 100).rounded())
      guard points > 0 else { return BilingualText("\(names.0)一样准", "\(names.1): no better, no worse") }
      return BilingualText(
        "\(names.0)\(gain > 0 ? "少错" : "多错") \(points) 个百分点", "\(names.1): \(points) points \(gain > 0 ? "less" : "more") error")
    }
    let people = tracking.typed.filter { $0.key.hasPrefix("login:") && $0.worth.shareToKeep != nil }.prefix(Self.lines).map { one in
      let words = TrackingWords.typed(one)
      return BilingualText(
        "\(one.label.chinese)改的 \(one.cells) 个数：\(words.chinese)", "\(one.label.english), \(one.cells) numbers: \(words.english)")
    }
    return steps + people
  }

  private func flagged() -> [BilingualText] {
    guard exceptions.flaggedCount > 0 else { return [BilingualText("没有要看的序列", "no series needs a look")] }
    let whole = BilingualText(
      "\(exceptions.seriesCount) 个序列里有 \(exceptions.flaggedCount) 个值得看，按影响金额先看：",
      "\(exceptions.flaggedCount) of \(exceptions.seriesCount) series deserve a look; most money first:")
    return [whole]
      + exceptions.rows.prefix(Self.lines).map { row in
        let reason = row.reasons[0].label
        return BilingualText(
          "\(row.itemName.chinese) \(row.regionName.chinese)：\(reason.chinese)",
          "\(row.itemName.english), \(row.regionName.english): \(reason.english)")
      }
  }

  private func methods(_ from: Day, _ to: Day) -> [BilingualText] {
    let runs = exceptions.log.filter { (from...to).contains($0.at.civilDay) }
    return runs.prefix(Self.lines).map { run in
      let moved =
        run.moved.map { ("，预测共动了 \(CalendarWords.percent($0))", ", moving the forecast by \(CalendarWords.percent($0))") } ?? ("", "")
      return BilingualText(
        "\(run.at.civilDay.short) 重新预测 \(run.series) 个序列，\(run.changed) 个换了方法\(moved.0)",
        "\(run.at.civilDay): \(run.series) series forecast anew, \(run.changed) by another method\(moved.1)")
    }
  }

  private static func against(_ value: Double, _ base: Double, _ name: BilingualText) -> BilingualText {
    let share = value / base - 1
    guard abs(share) >= 0.005 else { return BilingualText("与\(name.chinese)持平", "as \(name.english)") }
    let size = CalendarWords.percent(abs(share))
    return BilingualText("比\(name.chinese)\(share > 0 ? "多" : "少") \(size)", "\(size) \(share > 0 ? "above" : "below") \(name.english)")
  }

  /// 12,345
  static func count(_ value: Double) -> String {
    var digits = String(Int(abs(value).rounded()))
    var parts: [String] = []
    while digits.count > 3 {
      parts.insert(String(digits.suffix(3)), at: 0)
      digits.removeLast(3)
    }
    return (value <= -0.5 ? "−" : "") + ([digits] + parts).joined(separator: ",")
  }
}

extension BilingualText {
  fileprivate func and(_ other: BilingualText) -> BilingualText {
    BilingualText(chinese + "，" + other.chinese, english + ", " + other.english)
  }
}

extension Workspace {
  /// 预测报告 of the last seven days or of the month closed last, within what the person may see.
  ///
  /// - Throws: `StoreError`.
  public func forecastReport(_ proof: Authorized<To.ViewPlan>, span: ForecastReport.Span) throws -> ForecastReport {
    let today = environment.today()
    let period =
      switch span {
      case .week: ForecastReport.Period(span: .week, from: today.adding(days: -6), to: today)
      case .month: ForecastReport.Period(plan.cutoff)
      }
    return try forecastReport(proof, about: period)
  }

  /// That of an earlier week or month: what was changed within its days, and everything else as it is known to this workspace.
  func forecastReport(_ proof: Authorized<To.ViewPlan>, about period: ForecastReport.Period) throws -> ForecastReport {
    try WriteForecastReport(
      workspace: self, proof: proof, period: period, tracking: try forecastTracking(proof, item: "ALL", region: "ALL"),
      exceptions: try forecastExceptions(proof, count: 10)
    ).report()
  }
}
