// SPDX-License-Identifier: Apache-2.0
import Calendars
import PlanningCycle
import SalesAnalytics
import Wire

extension CustomerPage {
  /// A page of the rows found; how many there are of each kind is of all customers.
  func json(revision: Int64, found: [Row], offset: Int, limit: Int) -> JSON {
    let places = Dictionary(all.compactMap { row in row.territory.map { ($0.code, $0) } }, uniquingKeysWith: { first, _ in first })
    let signs = Dictionary(grouping: all, by: \.sign).mapValues(\.count)
    let segments = Dictionary(grouping: all.compactMap { $0.line.scores?.segment }) { $0 }.mapValues(\.count)
    let payments = all.compactMap(\.line.payment)
    return .object([
      .init("revision", .integer(revision)), .init("asOf", .day(sheet.asOf)), .init("window", .days(sheet.window)),
      .init("months", JSON(months) { .month($0) }),
      .init(
        "totals",
        .object([
          .init("customers", JSON(all.count)), .init("ordered", .money(all.reduce(0) { $0 + ($1.line.scores?.amount ?? 0) })),
          .init("open", .money(payments.reduce(0) { $0 + $1.open })), .init("overdue", .money(payments.reduce(0) { $0 + $1.overdue })),
          .init("overdueCustomers", JSON(payments.count { $0.overdue > 0 })), .init("latePayers", JSON(all.count { $0.paysLate })),
        ])),
      .init(
        "signs",
        JSON(OrderCycle.Sign.allCases) {
          .object([.init("key", .string($0.rawValue)), .init("label", .text($0.words)), .init("count", JSON(signs[$0] ?? 0))])
        }),
      .init(
        "segments",
        JSON(RFMScores.Segment.allCases) {
          .object([.init("key", .string($0.rawValue)), .init("label", .text($0.words)), .init("count", JSON(segments[$0] ?? 0))])
        }),
      .init("territories", JSON(places.keys.sorted()) { places[$0]!.json }), .init("rowCount", JSON(found.count)),
      .init("offset", JSON(offset)), .init("rows", JSON(Array(found.dropFirst(offset).prefix(limit))) { $0.json }),
    ])
  }
}

extension OrderCycle.Sign { var words: BilingualText { BilingualText(chineseName, englishName) } }
extension RFMScores.Segment { var words: BilingualText { BilingualText(chineseName, englishName) } }

extension CustomerPage.Row {
  fileprivate var json: JSON {
    .object([
      .init("customer", line.customer.json), .init("territory", territory?.json ?? .null), .init("scores", line.scores?.json ?? .null),
      .init("cycle", line.cycle?.json ?? .null), .init("payment", line.payment?.json ?? .null), .init("paysLate", JSON(paysLate)),
      .init("trend", JSON(trend) { .money($0) }),
    ])
  }
}

extension RFMScores.Entry {
  fileprivate var json: JSON {
    .object([
      .init("lastOrder", .day(lastOrder)), .init("recencyDays", JSON(recencyDays)), .init("orders", JSON(orders)),
      .init("amount", .money(amount)),
      .init("recency", JSON(recency)), .init("frequency", JSON(frequency)), .init("monetary", JSON(monetary)),
      .init("segment", .string(segment.rawValue)), .init("segmentLabel", .text(segment.words)),
    ])
  }
}

extension OrderCycle {
  fileprivate var json: JSON {
    .object([
      .init("orderDays", JSON(orderDays)), .init("firstOrder", .day(firstOrder)), .init("lastOrder", .day(lastOrder)),
      .init("silence", JSON(silence)), .init("medianWait", .figure(medianWait, decimals: 1)), .init("spread", .figure(spread, decimals: 1)),
      .init("nextOrder", .day(nextOrder)), .init("nextFirst", .day(nextRange?.lowerBound)), .init("nextLast", .day(nextRange?.upperBound)),
      .init("overdueDays", JSON(overdueDays)), .init("usualness", .share(usualness)), .init("sign", .string(sign.rawValue)),
      .init("signLabel", .text(sign.words)),
    ])
  }
}

extension PaymentBehaviour {
  fileprivate var json: JSON {
    .object([
      .init("collected", .money(collected)), .init("billShare", .share(billShare)), .init("paid", .money(paid)),
      .init("daysLate", .figure(daysLate, decimals: 1)), .init("paidLateShare", .share(paidLateShare)),
      .init("trend", .figure(trend, decimals: 1)), .init("open", .money(open)), .init("overdue", .money(overdue)),
      .init("longestOverdueDays", JSON(longestOverdueDays)), .init("daysLateWithOpen", .figure(daysLateWithOpen, decimals: 1)),
    ])
  }
}

extension CustomerBridge {
  func json(revision: Int64, asOf: Day, period: ClosedRange<Day>) -> JSON {
    func part(_ one: Part) -> JSON { .object([.init("customers", JSON(one.customers)), .init("amount", .money(one.amount))]) }
    return .object([
      .init("revision", .integer(revision)), .init("asOf", .day(asOf)), .init("period", .days(period)),
      .init(
        "steps",
        JSON(steps) {
          .object([
            .init("period", .string($0.period.id)), .init("before", .money($0.before)), .init("now", .money($0.now)),
            .init("new", part($0.new)),
            .init("returned", part($0.returned)), .init("grown", part($0.grown)), .init("shrunk", part($0.shrunk)),
            .init("lost", part($0.lost)),
            .init("kept", JSON($0.kept)), .init("isWhole", JSON($0.isWhole)),
          ])
        }),
    ])
  }
}
