// SPDX-License-Identifier: Apache-2.0
import Formulas
import Planning
import Quantities

extension RuleReading {
  mutating func threshold(_ draft: RuleDraft) -> RuleCondition? {
    guard let (figure, found) = figure(draft) else { return nil }
    let window = window(draft, found)
    let side = side(draft, allows: [.below, .above])
    let share = share(draft, found)
    if draft.isWhole, !draft.share.isEmpty {
      add("isWhole", "占比按每期看，不能合计", "a share is looked at by period, not as a sum")
      return nil
    }
    let limit = amount(draft.limit, "limit", found, isShare: !draft.share.isEmpty)
    guard let window, let side, let limit, share != nil || draft.share.isEmpty else { return nil }
    return .threshold(figure, window, side, limit: limit, share: share)
  }

  private mutating func share(_ draft: RuleDraft, _ found: FoundFigure) -> String? {
    guard !draft.share.isEmpty else { return nil }
    guard let other = plan.ruleFigure(draft.share), other.measure != nil else {
      add("share", "没有指标“\(draft.share)”", "there is no figure “\(draft.share)”")
      return nil
    }
    guard sight.sees(other) else {
      add("share", "您看不到\(other.label.chinese)", "\(other.label.english) is not yours to see")
      return nil
    }
    guard found.measure != nil, other.unit == found.unit, other.axis == found.axis else {
      add(
        "share", "\(found.label.chinese)（\(found.unit)）不能除以\(other.label.chinese)（\(other.unit)）：单位和期间要一样",
        "\(found.label.english) (\(found.unit)) cannot be divided by \(other.label.english) (\(other.unit)): unit and periods have to be the same"
      )
      return nil
    }
    if let one = found.measure, let two = other.measure, let unlike = plan.unlikeness(one, two) {
      add("share", unlike)
      return nil
    }
    for dimension in found.dimensions where !other.dimensions.contains(dimension) {
      guard draft.members[dimension] != nil || RuleEach(rawValue: draft.each)?.dimension == dimension else { continue }
      add(
        "share", "\(other.label.chinese)不分\(plan.shownName(dimension).chinese)",
        "\(other.label.english) has no rows by \(plan.shownName(dimension).english)")
      return nil
    }
    return other.id
  }

  mutating func deviation(_ draft: RuleDraft) -> RuleCondition? {
    guard let (figure, found) = figure(draft) else { return nil }
    guard found.measure != nil, found.axis != .none else {
      add("figure", "\(found.label.chinese)没有可以比较的数", "\(found.label.english) has nothing to be compared with")
      return nil
    }
    let window = window(draft, found, monthsOnly: true)
    let side = side(draft, allows: RuleSide.allCases)
    let base = base(draft, found)
    let share = draft.percent.isEmpty ? nil : percent(draft.percent, "percent")
    let amount = draft.amount.isEmpty ? nil : amount(draft.amount, "amount", found)
    if draft.percent.isEmpty, draft.amount.isEmpty { add("percent", "写一个百分比或差额", "write a percentage or an amount") }
    for (value, field) in [(share, "percent"), (amount, "amount")] where value.map({ $0.mantissa <= 0 }) ?? false {
      add(field, "应大于 0", "it has to be above 0")
    }
    if found.isPercent, share != nil {
      add(
        "percent", "\(found.label.chinese)本身是百分比：写差额，如 2%",
        "\(found.label.english) is a percentage itself: write the difference, such as 2%, as the amount")
    }
    guard let window, let side, let base, problems.isEmpty else { return nil }
    return .deviation(figure, window, base, side, percent: share, amount: amount)
  }

  private mutating func base(_ draft: RuleDraft, _ found: FoundFigure) -> RuleBase? {
    guard let base = RuleBase(rawValue: draft.base) else {
      add("base", "选一个比较对象", "choose what it is compared with")
      return nil
    }
    switch base {
    case .budget:
      guard plan.budgetEngine != nil else {
        add("base", "还没有按物料和地区的预算", "there is no budget by item and region yet")
        return nil
      }
      guard BuildBudget.measures.contains(found.id) else {
        add("base", "\(found.label.chinese)没有预算可比", "\(found.label.english) has no budget to compare with")
        return nil
      }
    case .lastForecast:
      guard RuleLens.forecastMeasures.contains(found.id) else {
        add("base", "销售预测只有订单额和订单量", "sales forecasts are of orders and units alone")
        return nil
      }
      guard !plan.pastForecasts.months(of: .salesForecast).isEmpty else {
        add("base", "还没有导入销售预测", "no sales forecast was imported yet")
        return nil
      }
    case .lastYear:
      guard found.axis == .month else {
        add("base", "\(found.label.chinese)是按日的数，没有去年同期", "\(found.label.english) is by day and has no last year")
        return nil
      }
    }
    return base
  }

  mutating func trend(_ draft: RuleDraft) -> RuleCondition? {
    guard let (figure, found) = figure(draft) else { return nil }
    guard found.measure != nil, found.axis != .none else {
      add("figure", "\(found.label.chinese)没有期间，看不出趋势", "\(found.label.english) has no periods and no trend")
      return nil
    }
    if draft.isWhole { add("isWhole", "趋势按每期看，不能合计", "a trend is looked at by period, not as a sum") }
    let window = window(draft, found)
    let side = side(draft, allows: [.below, .above])
    let count = number(draft.run, "run", RuleLimits.trend)
    let share = draft.percent.isEmpty ? FixedPoint(mantissa: 0, scale: 0) : percent(draft.percent, "percent")
    guard let window, let side, let count, let share, problems.isEmpty else { return nil }
    return .trend(figure, window, side, count: count, percent: share)
  }

  private mutating func side(_ draft: RuleDraft, allows: [RuleSide]) -> RuleSide? {
    guard let side = RuleSide(rawValue: draft.side), allows.contains(side) else {
      add("side", "选高于还是低于", "choose above or below")
      return nil
    }
    return side
  }
}
