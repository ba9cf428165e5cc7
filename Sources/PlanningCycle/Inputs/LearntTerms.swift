// SPDX-License-Identifier: Apache-2.0
import Calendars
import FinancialPlanning
import Quantities

/// 学得: how the customers pay that agreed nothing in writing, as their receipts say; what the plan takes where it would else assume 30 days.
///
/// A customer with few receipts pays as the others without terms of its region do, and where these are few too, as all of them do.
struct LearntTerms: Sendable {
  /// By code; customers with terms are not among them.
  private let own: [String: LearntPayment]
  /// By position in the catalogue.
  private let regional: [Int: LearntPayment]
  private let common: LearntPayment?

  /// Receipts that make a distribution.
  static let leastReceipts = 12

  /// - Parameters:
  ///   - hasTerms: of their own or of their region.
  ///   - lost: teach nothing about who still buys.
  init(_ history: PaymentHistory, catalogue: Catalogue, lost: Swift.Set<String>, hasTerms: (String) -> Bool) {
    var own: [String: LearntPayment] = [:]
    var byRegion: [Int: [PaymentBehaviour.Observation]] = [:]
    for (code, seen) in history.customers.sorted(by: { $0.key < $1.key }) where !lost.contains(code) && !hasTerms(code) {
      own[code] = Self.learnt(seen.fromInvoice, asOf: history.asOf)
      byRegion[catalogue.regionIndex(ofCustomer: code), default: []] += seen.fromInvoice
    }
    self.own = own
    regional = byRegion.compactMapValues { Self.learnt($0, asOf: history.asOf) }
    common = Self.learnt(byRegion.sorted { $0.key < $1.key }.flatMap(\.value), asOf: history.asOf)
  }

  private static func learnt(_ observations: [PaymentBehaviour.Observation], asOf: Day) -> LearntPayment? {
    let behaviour = PaymentBehaviour(observations, asOf: asOf)
    return behaviour.receiptCount >= leastReceipts ? LearntPayment(behaviour) : nil
  }

  /// nil where too few receipts are known. To be asked only for customers without terms.
  func payment(ofCustomer code: String, region: Int) -> LearntPayment? { own[code] ?? regional[region] ?? common }
}

extension Catalogue {
  /// The last region is for customers without a known one.
  func regionIndex(ofCustomer code: String) -> Int { customers[code].flatMap { regionIndex($0.group) } ?? regions.count - 1 }
}

extension OpenItems.Item {
  /// The days on which an open invoice is expected; one without a due day and without terms comes as receipts teach, given how long it has been open.
  /// What is late by that too comes within the first four weeks, as everything overdue does.
  func expected(from firstDay: Day, learnt: LearntPayment?) -> [(day: Day, amount: Int64)] {
    let points = rests == .assumed ? learnt?.remaining(after: day.distance(to: firstDay) - 1) ?? [] : []
    guard !points.isEmpty else { return expected(from: firstDay) }
    let unknown = max(0, 1 - points.reduce(0) { $0 + $1.share })
    let parts = Allocation.split(amount, by: points.map(\.share) + [unknown < 1e-9 ? 0 : unknown])
    return zip(points, parts).map { (day.adding(days: $0.days), $1) }
  }
}
