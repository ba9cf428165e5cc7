// SPDX-License-Identifier: Apache-2.0
import Calendars
import NumericalMethods

/// Monthly deviations of the pace: every payment against its customer's own mean, so that another mix of customers is no drift.
///
/// A payment belongs to the month in which its customer's mean would have brought it. Counted by the month it came in, a late one would blur into the
/// next month, and the pace would seem to move less from month to month than it does.
struct PaceHistory {
  let common: DelayDrift
  let regional: [DelayDrift]
  private let since: Month
  private let own: [String: Double]
  /// Months with payments, counted from `since`: everybody's, and by region.
  private let known: [Int]
  private let knownRegional: [[Int]]

  private static let months = 36
  /// Rounds in which what is not paid yet is guessed from what was; more change nothing that matters.
  private static let rounds = 6

  /// Days that a payment came beside what is usual for its customer, chance left out: everybody's pace and its region's in its month.
  func pace(_ payment: ReceiptHistory.Payment) -> Double {
    guard let usual = own[payment.customer] else { return 0 }
    let index = since.distance(to: payment.receivedOn.adding(days: Int(usual.rounded()) - payment.lag).monthOf)
    func past(_ drift: DelayDrift, _ known: [Int]) -> Double {
      guard !drift.past.isEmpty, let last = known.last else { return 0 }
      return drift.past[known.firstIndex(of: min(index, last)) ?? 0]
    }
    guard index >= 0 else { return 0 }
    return past(common, known) + past(regional[payment.region], knownRegional[payment.region])
  }

  init(_ history: ReceiptHistory, open: [PaymentDelays.OpenInvoice], regions: Int, cutoff: Month) {
    // The first months only know invoices that were paid quickly.
    let since = max(cutoff.adding(months: 1 - Self.months), (history.firstInvoiceMonth ?? cutoff).adding(months: 4))
    let payments = history.payments.filter { $0.receivedOn.monthOf >= since }
    var sums: [String: (days: Double, amount: Double)] = [:]
    for payment in payments {
      sums[payment.customer, default: (0, 0)].days += payment.amount * Double(payment.lag)
      sums[payment.customer, default: (0, 0)].amount += payment.amount
    }
    let own = sums.filter { $1.amount > 0 }.mapValues { $0.days / $0.amount }
    let count = max(0, since.distance(to: cutoff) + 1)
    var entries: [Entry] = []
    func add(_ customer: String, _ region: Int, invoicedOn day: Day, days: Double, _ amount: Double, isOpen: Bool) {
      guard let usual = own[customer], amount > 0 else { return }
      let expected = day.adding(days: Int(usual.rounded()))
      let index = since.distance(to: expected.monthOf)
      guard index >= 0, expected <= cutoff.lastDay else { return }
      entries.append(Entry(month: index, region: region, seen: days - usual, amount: amount, isOpen: isOpen))
    }
    for payment in history.payments {
      add(
        payment.customer, payment.region, invoicedOn: payment.receivedOn.adding(days: -payment.lag), days: Double(payment.lag),
        payment.amount,
        isOpen: false)
    }
    // What is overdue is not only late: that it is not here yet is half of what the last month tells.
    for invoice in open {
      let age = invoice.day.distance(to: cutoff.lastDay)
      guard age <= PaymentLags.longest else { continue }
      add(invoice.customer, invoice.region, invoicedOn: invoice.day, days: Double(age) + 0.5, invoice.amount, isOpen: true)
    }
    Self.guess(&entries, months: count)
    let all = Self.paces(entries, months: count)
    let parts = (0..<regions).map { region in Self.paces(entries.filter { $0.region == region }, months: count) }
    func months(_ paces: [MonthPace]) -> [Int] { paces.indices.filter { paces[$0].isKnown } }
    func gap(_ known: [Int]) -> Int { count - 1 - (known.last ?? count - 1) }
    (self.since, self.own, known, knownRegional) = (since, own, months(all), parts.map(months))
    common = DelayDrift.learn(known.map { all[$0].mean }, noise: known.map { all[$0].noise }, gap: gap(known))
    regional = zip(parts, knownRegional).map { paces, known in
      DelayDrift.learn(known.map { paces[$0].mean - all[$0].mean }, noise: known.map { paces[$0].noise }, gap: gap(known))
    }
  }

  /// What is open will come as much later as those came who were as late: the mean of the later ones, beside the pace of the month.
  private static func guess(_ entries: inout [Entry], months: Int) {
    guard entries.contains(where: \.isOpen) else { return }
    for _ in 0..<rounds {
      let paces = paces(entries, months: months)
      let rests = entries.filter { !$0.isOpen }.map { $0.seen - paces[$0.month].mean }.sorted()
      var sumsAbove = [Double](repeating: 0, count: rests.count + 1)
      for index in rests.indices.reversed() { sumsAbove[index] = sumsAbove[index + 1] + rests[index] }
      for index in entries.indices where entries[index].isOpen {
        let pace = paces[entries[index].month].mean
        let least = entries[index].seen - pace
        var (low, high) = (0, rests.count)
        while low < high {
          let middle = (low + high) / 2
          if rests[middle] > least { high = middle } else { low = middle + 1 }
        }
        entries[index].guessed = pace + (low < rests.count ? sumsAbove[low] / Double(rests.count - low) : least)
      }
    }
  }

  private static func paces(_ entries: [Entry], months: Int) -> [MonthPace] {
    entries.reduce(into: [MonthPace](repeating: MonthPace(), count: months)) { $0[$1.month].add($1) }
  }

  /// Money of one invoice.
  private struct Entry {
    /// In which it would have come by its customer's mean, counted from the first one.
    let month: Int
    let region: Int
    /// Days beside the customer's mean; of what is open, until now.
    let seen: Double
    let amount: Double
    let isOpen: Bool
    /// What is thought to become of it.
    var guessed: Double

    init(month: Int, region: Int, seen: Double, amount: Double, isOpen: Bool) {
      (self.month, self.region, self.seen, self.amount, self.isOpen, guessed) = (month, region, seen, amount, isOpen, seen)
    }
  }

  private struct MonthPace {
    private var amount = 0.0
    private var sum = 0.0
    private var squares = 0.0
    private var amountSquares = 0.0
    /// Of what was paid: guesses tell nothing of their own.
    private var paid = 0.0

    mutating func add(_ entry: Entry) {
      amount += entry.amount
      amountSquares += entry.amount * entry.amount
      sum += entry.amount * entry.guessed
      squares += entry.amount * entry.guessed * entry.guessed
      if !entry.isOpen { paid += entry.amount }
    }

    var isKnown: Bool { paid > 0 }
    var mean: Double { amount > 0 ? sum / amount : 0 }
    /// Variance of the mean if payments were independent.
    var noise: Double { paid > 0 ? max(0, squares / amount - mean * mean) * amountSquares / (paid * paid) : 0 }
  }
}
