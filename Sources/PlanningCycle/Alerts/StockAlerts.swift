// SPDX-License-Identifier: Apache-2.0
import Access
import Calendars
import Planning
import SupplyPlanning

/// From which money on something about stock is worth an alert: what the company calls large, or one per cent of three months' orders where that is less, so that a
/// small company hears of what is large for it.
struct StockMatter {
  /// Orders of the month of the plan and the two after it, 含税, in the company's currency.
  let quarter: Double
  /// 分.
  let line: Int64

  init(large: Int64, quarter: Double) {
    self.quarter = quarter
    line = quarter > 0 ? min(large, hundredths(quarter / 100)) : large
  }

  func share(_ money: Double) -> Double? { quarter > 0 ? money / quarter : nil }
}

extension Workspace {
  /// Share of half a year's demand that stock has to exceed it by.
  private static let pileShare = 0.1

  /// What is short of everything that is sold, by what it waits for; and what lies there for much longer than half a year.
  func stockAlerts(_ plan: PlanState) -> [Alert] {
    guard let watch = stockWatch(plan) else { return [] }
    let matter = stockMatter(plan)
    return shortAlerts(watch, plan, matter) + plan.catalogue.items.indices.compactMap { pileAlert($0, watch, plan, matter) }
  }

  private func stockMatter(_ plan: PlanState) -> StockMatter {
    let month = planningDay.monthOf
    let orders = (0..<3).map { (try? plan.engine.value("orders", at: .total, period: .month(month.adding(months: $0)))) ?? nil ?? 0 }
    return StockMatter(large: meetings.large, quarter: orders.reduce(0, +))
  }

  private struct Missing {
    let index: Int
    let shortage: AttainableStock.Shortage
    /// Order value 含税 of what is missing when it is worst, in the company's currency.
    let value: Double
  }

  /// One alert for each thing that others wait for: expediting it helps all of them.
  private func shortAlerts(_ watch: StockWatch, _ plan: PlanState, _ matter: StockMatter) -> [Alert] {
    let start = plan.calendar.firstDay.distance(to: planningDay)
    var byCause: [Int32: [Missing]] = [:]
    for (index, item) in plan.catalogue.items.enumerated() where item.isSold {
      guard let shortage = watch.shortage(of: index, from: start) else { continue }
      byCause[shortage.cause, default: []].append(
        Missing(index: index, shortage: shortage, value: shortage.deepest * orderPrice(of: index, plan)))
    }
    return byCause.sorted { $0.key < $1.key }.compactMap { cause, missing in
      shortAlert(Int(cause), missing.sorted { ($1.value, $0.index) < ($0.value, $1.index) }, plan, matter)
    }
  }

  /// What a unit is ordered at, 含税; its cost where nothing is.
  private func orderPrice(of index: Int, _ plan: PlanState) -> Double {
    let at: Coordinate = ["Item": plan.members.items[index]]
    let month = planningDay.monthOf
    let prices = (0..<3).lazy.compactMap { ahead in
      (try? plan.engine.value("average_price", at: at, period: .month(month.adding(months: ahead)))) ?? nil
    }
    return prices.first { $0 > 0 } ?? cost(of: index, plan)
  }

  private func cost(of index: Int, _ plan: PlanState) -> Double {
    (try? plan.engine.value("standard_cost", at: ["Item": plan.members.items[index]], period: nil)) ?? nil ?? 0
  }

  private func shortAlert(_ cause: Int, _ missing: [Missing], _ plan: PlanState, _ matter: StockMatter) -> Alert? {
    let value = missing.reduce(0) { $0 + $1.value }
    guard let largest = missing.first, hundredths(value) >= matter.line else { return nil }
    let (item, name) = (plan.catalogue.items[cause], plan.catalogue.items[largest.index].name)
    let first = missing.map(\.shortage.day).min() ?? 0
    let day = plan.calendar.day(at: Int(first))
    // Of the worst: the first day on which the plan's orders can have filled it, unless somebody expedites them.
    let until = largest.shortage.through.map { plan.calendar.day(at: Int($0)) }
    let units = Int(largest.shortage.deepest.rounded())
    let (money, share) = moneyAtStake(value, matter)
    let title: BilingualText =
      if missing.count > 1 {
        BilingualText(
          "\(missing.count) 种产品将缺货：等\(item.name.chinese)", "\(missing.count) products run short: they wait for \(item.name.english)")
      } else if largest.index != cause {
        BilingualText("\(name.chinese)将缺货：等\(item.name.chinese)", "\(name.english) runs short: it waits for \(item.name.english)")
      } else {
        BilingualText("\(name.chinese)将缺货", "\(name.english) runs short")
      }
    let subject = missing.count > 1 ? BilingualText("，\(name.chinese)最多：", ", most of \(name.english):") : BilingualText("", "")
    return Alert(
      id: "short-\(item.code)", code: "stock.short", severity: .warning, title: title,
      detail: BilingualText(
        "\(day) 起\(subject.chinese.isEmpty ? "" : subject.chinese)最多缺 \(units) \(plan.catalogue.items[largest.index].unit)，"
          + (until.map { "按计划最早 \($0) 补上" } ?? "\(StockWatch.horizon) 天内补不上") + "；受影响的订单额 \(money.chinese)\(share.chinese)",
        "from \(day)\(subject.english) up to \(units) are missing, "
          + (until.map { "the plan can have them on \($0)" } ?? "the plan cannot have them within \(StockWatch.horizon) days")
          + "; orders of \(money.english)\(share.english) wait for it"),
      money: hundredths(value), since: day, link: "#/supply?item=\(RuleEvaluation.escaped(item.code))", cell: nil, urgentBy: day)
  }

  /// Money and its share of three months' orders, in words.
  private func moneyAtStake(_ value: Double, _ matter: StockMatter) -> (BilingualText, BilingualText) {
    let words = RuleWords(currency: settings.currency)
    let share = matter.share(value).map { words.percent($0) }
    return (
      words.money(value),
      share.map { BilingualText("（三个月订单的 \($0.chinese)）", " (\($0.english) of three months)") } ?? BilingualText("", "")
    )
  }

  private func pileAlert(_ index: Int, _ watch: StockWatch, _ plan: PlanState, _ matter: StockMatter) -> Alert? {
    let (item, stock) = (plan.catalogue.items[index], watch.items[index])
    let excess = stock.opening - stock.halfYear
    guard item.isSold, excess > 0, excess >= Self.pileShare * stock.halfYear else { return nil }
    let value = excess * cost(of: index, plan)
    guard hundredths(value) >= matter.line else { return nil }
    let words = RuleWords(currency: settings.currency)
    let (money, share) = (words.money(value), words.percent(excess / stock.opening))
    let (now, half) = (Int(stock.opening.rounded()), Int(stock.halfYear.rounded()))
    return Alert(
      id: "piled-\(item.code)", code: "stock.piled-up", severity: .info,
      title: BilingualText("\(item.name.chinese)库存积压", "\(item.name.english) piles up"),
      detail: BilingualText(
        "现有 \(now) \(item.unit)，今后半年需求 \(half) \(item.unit)；多出的占现有的 \(share.chinese)，占用成本 \(money.chinese)",
        "\(now) on hand, half a year's demand is \(half); the rest is \(share.english) of it and ties up \(money.english) at cost"),
      money: hundredths(value), since: planningDay, link: "#/supply?item=\(RuleEvaluation.escaped(item.code))",
      cell: "opening_stock|Item=\(item.code)", asks: .viewCost)
  }
}
