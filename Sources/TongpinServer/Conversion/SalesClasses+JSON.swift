// SPDX-License-Identifier: Apache-2.0
import Calendars
import PlanningCycle
import SalesAnalytics
import Wire

/// Points of a curve over many members, few enough to draw: the first ones all, then evenly.
private func sampled(_ count: Int) -> [Int] {
  let most = 200
  guard count > most else { return Array(0..<count) }
  let head = Array(0..<50)
  let step = Double(count - 1 - head.count) / Double(most - head.count)
  return head + (0...(most - head.count)).map { head.count + Int((Double($0) * step).rounded(.down)) }
}

/// What classes and concentration were asked of.
struct SalesRanking: Sendable {
  let dimension: SalesDimension
  let measure: SalesMeasure
  let steadiness: SalesMeasure
  let period: ClosedRange<Day>
  let asOf: Day

  fileprivate func json(_ revision: Int64) -> [JSON.Member] {
    [
      .init("revision", .integer(revision)), .init("asOf", .day(asOf)), .init("period", .days(period)), .init("by", dimension.json),
      .init("measure", measure.json),
    ]
  }

  fileprivate func value(_ value: Int64) -> JSON {
    switch measure.unit {
    case .amount: .money(value)
    case .quantity: .pieces(value)
    default: .string(String(value))
    }
  }
}

extension SalesClasses {
  func json(revision: Int64, _ asked: SalesRanking, a: Int, b: Int, limit: Int) -> JSON {
    let rows = zip(abc.entries, steadiness).prefix(limit)
    return .object(
      asked.json(revision) + [
        .init("steadiness", asked.steadiness.json), .init("a", .figure(Double(a) / 1000, decimals: 3)),
        .init("b", .figure(Double(b) / 1000, decimals: 3)), .init("whole", asked.value(abc.whole)),
        .init("rowCount", JSON(abc.entries.count)),
        .init(
          "rows",
          JSON(Array(rows)) { entry, steady in
            .object([
              .init("member", entry.member.json), .init("value", asked.value(entry.value)), .init("share", .share(entry.share)),
              .init("cumulative", .share(entry.cumulativeShare)), .init("abc", .string(entry.grade.rawValue)),
              .init("xyz", .string(steady.grade.rawValue)), .init("variation", .figure(steady.variation)),
            ])
          }),
        .init(
          "classes",
          JSON(abc.counts) {
            .object([.init("abc", .string($0.grade.rawValue)), .init("members", JSON($0.members)), .init("value", asked.value($0.value))])
          }),
        .init(
          "pairs",
          JSON(counts()) {
            .object([
              .init("abc", .string($0.abc.rawValue)), .init("xyz", .string($0.xyz.rawValue)), .init("members", JSON($0.members)),
              .init("value", asked.value($0.value)),
            ])
          }),
        .init(
          "curve",
          JSON(sampled(abc.entries.count)) {
            .object([
              .init("rank", JSON($0 + 1)), .init("cumulative", .share(abc.entries[$0].cumulativeShare)),
              .init("abc", .string(abc.entries[$0].grade.rawValue)),
            ])
          }),
      ])
  }
}

extension Concentration {
  func json(revision: Int64, _ asked: SalesRanking, limit: Int) -> JSON {
    .object(
      asked.json(revision) + [
        .init("rowCount", JSON(entries.count)), .init("index", .figure(index, decimals: 0)),
        .init("effectiveCount", .figure(effectiveCount, decimals: 1)),
        .init(
          "tops",
          JSON([1, 3, 5, 10, 20].filter { $0 <= max(entries.count, 1) }) {
            .object([.init("count", JSON($0)), .init("share", .share(share(ofTop: $0)))])
          }),
        .init(
          "rows",
          JSON(Array(entries.prefix(limit))) {
            .object([
              .init("member", $0.member.json), .init("value", asked.value($0.value)), .init("share", .share($0.share)),
              .init("cumulative", .share($0.cumulativeShare)),
            ])
          }),
        .init(
          "curve",
          JSON(sampled(entries.count)) { place in
            .object([.init("rank", JSON(place + 1)), .init("cumulative", .share(entries[place].cumulativeShare))])
          }),
      ])
  }
}
