// SPDX-License-Identifier: Apache-2.0
import ForecastMethods

extension PathGround {
  /// What was learnt, source by source, in words.
  var knowledge: [ProbabilityView.Knowledge] {
    PathSource.allCases.map { source in
      let words = words(of: source)
      return ProbabilityView.Knowledge(source: source, isLearnt: words.isLearnt, words: words.text)
    }
  }

  private func words(of source: PathSource) -> (isLearnt: Bool, text: BilingualText) {
    switch source {
    case .forecast:
      guard let errors, !errors.factors.isEmpty else {
        return (false, BilingualText("没有基线预测或历史太短，按计划", "no baseline, or too little history: comes as planned"))
      }
      let spread = errors.factors.commonSpread
      let (all, tested) = (errors.places.count, errors.factors.measuredCount)
      let measuredChinese = all == tested ? "\(all) 个序列" : "\(all) 个序列中 \(tested) 个"
      let measuredEnglish = all == tested ? "\(all) series" : "\(tested) of \(all) series"
      let (near, far) = (Self.percent(spread.first ?? 0), Self.percent(spread.last ?? 0))
      return (
        true,
        BilingualText(
          "\(measuredChinese)的回测误差；总量共同误差 ±\(near)（1 个月）至 ±\(far)（\(spread.count) 个月）",
          "backtest errors of \(measuredEnglish); common error of the total ±\(near) (1 month) to ±\(far) (\(spread.count) months)"
        )
      )
    case .deals:
      let open = task.sources.deals.count { $0.outcome == .open && $0.kind == .project }
      guard open > 0 else { return (false, BilingualText("没有未决的项目型商机", "no open project deals")) }
      return (
        true,
        BilingualText(
          "\(open) 个未决商机，赢率与推迟来自 \(deals.decidedCount) 个已决商机，相关 \(Self.percent(deals.correlation))",
          "\(open) open deals; win rates and slips from \(deals.decidedCount) decided ones, correlation \(Self.percent(deals.correlation))")
      )
    case .deliveries:
      guard deliveryCells != nil else {
        return (false, BilingualText("订单少于六个月，按交付曲线", "fewer than six months of orders: by the delivery profile"))
      }
      return (
        true,
        BilingualText(
          "\(timing.cohortCount) 个月的订单，各月交付快慢与平均之差",
          "orders of \(timing.cohortCount) months: how each month's deliveries differ from the usual profile")
      )
    case .suppliers:
      guard !suppliers.isEmpty else { return (false, BilingualText("没有到货记录，按计划", "no goods receipts: comes as planned")) }
      return (
        true,
        BilingualText(
          "两年内 \(suppliers.receiptCount) 次到货对应交期", "\(suppliers.receiptCount) goods receipts of two years against their due days")
      )
    case .payments:
      guard let payments, collections != nil else {
        return (false, BilingualText("一年内收款不足 30 笔，按计划", "fewer than 30 receipts in a year: comes as planned"))
      }
      let mean = Int((payments.lags.map(\.mean).reduce(0, +) / Double(max(1, payments.lags.count))).rounded())
      let drift = Int(payments.common.spread.rounded())
      return (
        true,
        BilingualText(
          "一年内 \(payments.paymentCount) 笔收款，开票后平均 \(mean) 天，整体快慢每月 ±\(drift) 天；未收发票 \(payments.openInvoices.count) 张",
          "\(payments.paymentCount) receipts of a year, \(mean) days after the invoice on average, everybody's pace ±\(drift) days; \(payments.openInvoices.count) open invoices"
        )
      )
    }
  }

  private static func percent(_ share: Double) -> String { "\(Int((share * 100).rounded()))%" }
}
