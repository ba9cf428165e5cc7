// SPDX-License-Identifier: Apache-2.0
import Calendars
import Commerce
import NumericalMethods

/// When customers pay, learnt from receipts: how long each takes, how much everybody's pace drifts from month to month, and how few payments
/// a week's money comes from.
struct PaymentDelays: Sendable {
  struct OpenInvoice: Sendable {
    let region: Int
    let customer: String
    let number: String
    let day: Day
    /// 元.
    let amount: Double
  }

  /// By region, of the last twelve months.
  let lags: [PaymentLags]
  private let customers: [String: PaymentLags]
  let common: DelayDrift
  private let regional: [DelayDrift]
  /// Payments a week that count: (Σa)² ÷ Σa² over the payments of a month, by region.
  let payersPerWeek: [Double]
  let openInvoices: [OpenInvoice]
  let paymentCount: Int
  /// Days of a step of the collection profile, fine enough for weeks.
  let stepDays: Int

  /// Payments a customer needs for a distribution of its own.
  private static let leastPayments = 12
  private static let usualMonths = 12
  /// Draws a week and region; more make no difference.
  static let mostPayers = 40

  /// nil when receipts tell nothing: fewer than thirty payments in the last twelve months.
  static func learn(_ history: ReceiptHistory, open: [OpenInvoice], catalogue: Catalogue, cutoff: Month) -> PaymentDelays? {
    let since = cutoff.adding(months: -usualMonths)
    let given = history.payments.filter { $0.receivedOn.monthOf > since }
    guard given.count >= 30 else { return nil }
    let regions = catalogue.regions.indices
    let drifts = PaceHistory(history, open: open, regions: regions.count, cutoff: cutoff)
    // What the drift explains is drawn with the drift: left in here it would count twice.
    let usual = given.map { payment in
      var payment = payment
      payment.lag = min(max(payment.lag - Int(drifts.pace(payment).rounded()), 0), PaymentLags.longest)
      return payment
    }
    guard let everybody = lags(of: usual) else { return nil }
    let byRegion = regions.map { region in lags(of: usual.filter { $0.region == region }) ?? everybody }
    let byCustomer = Dictionary(grouping: usual, by: \.customer).compactMapValues { payments in
      payments.count >= leastPayments ? lags(of: payments) : nil
    }
    let longest = byRegion.map { $0.day(0.99) }.max() ?? 30
    return PaymentDelays(
      lags: byRegion, customers: byCustomer, common: drifts.common, regional: drifts.regional,
      payersPerWeek: regions.map { region in payers(usual.filter { $0.region == region }) }, openInvoices: open,
      paymentCount: usual.count, stepDays: max(1, (longest + 11) / 12))
  }

  private static func lags(of payments: [ReceiptHistory.Payment]) -> PaymentLags? {
    var weights = [Double](repeating: 0, count: PaymentLags.longest + 1)
    for payment in payments { weights[payment.lag] += payment.amount }
    return PaymentLags(weights: weights)
  }

  private static func payers(_ payments: [ReceiptHistory.Payment]) -> Double {
    struct PayDay: Hashable {
      let customer: String
      let day: Day
    }
    let months = Dictionary(grouping: payments, by: \.receivedOn.monthOf).sorted { $0.key < $1.key }
    let counts = months.map { _, payments -> Double in
      var sums: [PayDay: Double] = [:]
      for payment in payments { sums[PayDay(customer: payment.customer, day: payment.receivedOn), default: 0] += payment.amount }
      let amounts = sums.values.sorted()
      let (sum, squares) = (stableSum(amounts), stableSum(amounts.map { $0 * $0 }))
      return squares > 0 ? sum * sum / squares : 1
    }
    return counts.isEmpty ? 1 : max(1, stableMean(counts) * 7 / 30.4)
  }

  // MARK: Drawing

  /// What the opening receivables and the plan's billings bring on which day in one path, less what the profile already brings.
  ///
  /// - Parameters:
  ///   - billings: planned, 元, by region and day.
  ///   - expected: what the profile makes of them, by region and day.
  ///   - regionCodes: keys of the draws.
  ///   - isBankDay: by day; the plan itself moves money of other days to the next one.
  func draw(
    _ seed: PathSeed, firstDay: Day, billings: [[Double]], expected: [[Double]], regionCodes: [String], isBankDay: [Bool]
  ) -> [[Double]] {
    let dayCount = billings.first?.count ?? 0
    let months = firstDay.monthOf.distance(to: firstDay.adding(days: max(0, dayCount - 1)).monthOf) + 1
    var shared = seed.stream(.payments, 0)
    let pace = common.draw(&shared, months: months)
    let paces = regional.indices.map { region in
      var random = seed.stream(.payments, PathSeed.key("pace " + regionCodes[region]))
      return zip(pace, regional[region].draw(&random, months: months)).map { $0 + $1 }
    }
    let monthOfDay = (0..<dayCount).map { firstDay.monthOf.distance(to: firstDay.adding(days: $0).monthOf) }
    var rows = expected.map { $0.map { -$0 } }
    func pay(_ amount: Double, region: Int, on day: Int, notBefore least: Int, beside known: Double = 0) {
      guard day < dayCount else { return }
      let late = paces[region][monthOfDay[max(0, day)]] - known
      var place = max(least, day + Int(late.rounded()), 0)
      // Receipts were counted on bank days: half of what falls beside one belongs to the day before.
      if place > least, place < dayCount, !isBankDay[place], isBankDay[place - 1] { place -= 1 }
      if place < dayCount { rows[region][place] += amount }
    }
    for invoice in openInvoices {
      var random = seed.stream(.payments, PathSeed.key("invoice " + invoice.number))
      let age = invoice.day.distance(to: firstDay) - 1
      let uniform = random.uniform()
      let lags = customers[invoice.customer] ?? lags[invoice.region]
      // Everybody's pace belongs to what is known of the age: who is a week late on average is not overdue for a week.
      let pace = Int((paces[invoice.region].first ?? 0).rounded())
      // Older than anybody ever paid: some time in the next two months.
      let lag = lags.day(uniform, after: age - pace).map { $0 + pace } ?? age + 1 + Int(uniform * 60)
      pay(invoice.amount, region: invoice.region, on: max(0, lag - age - 1), notBefore: 0, beside: Double(pace))
    }
    for region in billings.indices {
      for week in stride(from: 0, to: dayCount, by: 7) {
        let days = week..<min(week + 7, dayCount)
        let amount = days.reduce(0) { $0 + billings[region][$1] }
        guard amount != 0 else { continue }
        var random = seed.stream(.payments, PathSeed.key("week \(week) " + regionCodes[region]))
        let count = min(Self.mostPayers, max(1, Int(payersPerWeek[region].rounded())))
        for _ in 0..<count {
          let billedOn = days.lowerBound + Int(random.uniform() * Double(days.count))
          let lag = lags[region].day(random.uniform())
          pay(amount / Double(count), region: region, on: billedOn + lag, notBefore: billedOn)
        }
      }
    }
    return rows
  }

  /// What a profile makes of billings, by region and day, before bank days.
  func expected(_ billings: [[Double]]) -> [[Double]] {
    billings.indices.map { region in
      let profile = lags[region].profile(step: stepDays)
      var days = [Double](repeating: 0, count: billings[region].count)
      for (day, amount) in billings[region].enumerated() where amount != 0 {
        for (step, share) in profile.enumerated() where share != 0 && day + step * stepDays < days.count {
          days[day + step * stepDays] += amount * share
        }
      }
      return days
    }
  }
}
