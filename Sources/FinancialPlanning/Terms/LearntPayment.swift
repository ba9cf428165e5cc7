// SPDX-License-Identifier: Apache-2.0

/// How a customer without written terms is expected to pay: the days from the invoice on which its receipts came, each with its share of the money.
///
/// A few days stand for the whole distribution, each for the same share. What nobody knows yet (open longer than anything was ever paid after) has no day: it
/// stays in receivables.
public struct LearntPayment: Hashable, Sendable {
  public struct Point: Hashable, Sendable {
    /// From the document.
    public let days: Int
    /// Of the money, above 0.
    public let share: Double
  }

  /// Days ascending; their shares are at most 1 together.
  public let points: [Point]
  /// Of what was paid, by bill, 0…1.
  public let billShare: Double

  /// Days that one distribution is shortened to.
  public static let pointCount = 12

  /// - Parameter behaviour: counted from the day of the invoice. nil when nothing was paid yet.
  public init?(_ behaviour: PaymentBehaviour) {
    var before = 0.0
    let steps = behaviour.steps.map { step in
      defer { before = step.paid }
      return (days: max(0, step.days), share: step.paid - before)
    }
    self.init(steps, billShare: behaviour.billShare)
  }

  /// Several customers as one, by weight; nil without any.
  public init?(mix: [(payment: LearntPayment, weight: Double)]) {
    let total = mix.reduce(0) { $0 + $1.weight }
    guard total > 0 else { return nil }
    var shares: [Int: Double] = [:]
    for (payment, weight) in mix {
      for point in payment.points { shares[point.days, default: 0] += point.share * weight / total }
    }
    self.init(
      shares.sorted { $0.key < $1.key }.map { (days: $0.key, share: $0.value) },
      billShare: mix.reduce(0) { $0 + $1.payment.billShare * $1.weight / total })
  }

  private init?(_ steps: [(days: Int, share: Double)], billShare: Double) {
    let known = min(1, steps.reduce(0) { $0 + $1.share })
    guard known > 1e-9 else { return nil }
    let part = known / Double(LearntPayment.pointCount)
    var points: [Point] = []
    var (filled, weighted) = (0.0, 0.0)
    func close() {
      guard filled > 1e-12 else { return }
      points.append(Point(days: Int((weighted / filled).rounded()), share: filled))
      (filled, weighted) = (0, 0)
    }
    for step in steps {
      var left = step.share
      while left > 1e-12 {
        let taken = min(left, part - filled)
        filled += taken
        weighted += taken * Double(step.days)
        left -= taken
        if part - filled <= 1e-12 { close() }
      }
    }
    close()
    // Neighbours that fell on one day are one.
    self.points = points.reduce(into: []) { result, point in
      if let last = result.last, last.days == point.days {
        result[result.count - 1] = Point(days: last.days, share: last.share + point.share)
      } else {
        result.append(point)
      }
    }
    self.billShare = min(max(billShare, 0), 1)
  }

  /// The day by which half of what is known to come has come.
  public var medianDays: Int {
    let half = points.reduce(0) { $0 + $1.share } / 2
    var sum = 0.0
    for point in points {
      sum += point.share
      if sum >= half - 1e-9 { return point.days }
    }
    return points.last?.days ?? 0
  }

  /// When what is still open after `age` days comes: days from the document with their shares of what is open, together at most 1; empty when nobody ever
  /// paid that late.
  public func remaining(after age: Int) -> [Point] {
    let paid = points.filter { $0.days <= age }.reduce(0) { $0 + $1.share }
    let later = points.filter { $0.days > age }
    guard !later.isEmpty, paid < 1 else { return [] }
    return later.map { Point(days: $0.days, share: $0.share / (1 - paid)) }
  }
}
