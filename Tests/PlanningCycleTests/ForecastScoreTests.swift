// SPDX-License-Identifier: Apache-2.0
import Calendars
import Commerce
import Journal
import Testing
import WarehouseSQLite

@testable import PlanningCycle

/// A store that only keeps events.
struct SmallStore {
  let store: SQLiteWorkspace
  init() throws { store = try SQLiteWorkspace.inMemory() }

  func append(_ payload: CanonicalValue) throws -> Event {
    try store.append(
      EventDraft(kind: "cells.edited", actor: .system, idempotencyKey: "k", payload: payload),
      at: Moment(millisecondsSinceEpoch: 0))
  }
}

@Suite struct ForecastScoreTests {
  private static let scored = month("2026-10")

  /// What was ordered of an item in a region in the scored month, pieces.
  private func ordered(_ item: String, _ region: String) -> Int {
    let orders = SmallCompanyFacts.orders
    return (0..<orders.rowCount).filter {
      orders["item"].text($0) == item && orders["territory"].text($0) == region
        && orders["ordered_on"].day($0)?.monthOf == Self.scored
    }.reduce(0) { $0 + Int((orders["quantity"].integer($1) ?? 0) / 10_000) }
  }

  private func score(_ errors: [String: Int], madeOn: String = "2026-09-25") throws -> ForecastScore? {
    let catalogue = try SmallCatalogue.read()
    let rows = SmallCompanyFacts.listPrices.flatMap { item, yuan in
      ["EAST", "SOUTH"].map { region -> [String: FactValue] in
        [
          "made_on": .day(day(madeOn)), "source": "销售", "month": .month(Self.scored), "item": .text(item),
          "territory": .text(region),
          "amount_incl_tax": SmallCompanyFacts.yuan((ordered(item, region) + (errors[item + region] ?? 0)) * yuan),
        ]
      }
    }
    return ForecastScore.score(
      .salesForecast,
      forecasts: PastForecasts(forecasts: SmallCompanyFacts.table(.salesForecasts, rows), catalogue: catalogue),
      history: SalesHistory.read(orders: SmallCompanyFacts.orders, catalogue: catalogue), catalogue: catalogue,
      cutoff: Self.scored, inclusive: true)
  }

  @Test("a forecast that came true is 100 % accurate and without bias")
  func perfect() throws {
    let score = try #require(try score([:]))
    #expect(score.months.map(\.month) == [Self.scored])
    #expect(score.accuracy == 1)
    #expect(score.bias == 0)
  }

  @Test("errors of two products or regions do not cancel in accuracy, and do in bias")
  func grain() throws {
    let score = try #require(try score(["FAN-1EAST": 10, "FAN-1SOUTH": -10]))
    #expect(score.months[0].absoluteError == 20 * 226 * 100)
    let actual = Double(score.months[0].actual)
    #expect(score.accuracy == 1 - Double(20 * 226 * 100) / actual)
    #expect(score.bias == 0)
  }

  @Test("too high is a positive bias; an error above everything sold is accuracy nought, never below")
  func bounds() throws {
    let high = try #require(try score(["FAN-2EAST": 10_000]))
    #expect(high.accuracy == 0)
    #expect(high.bias > 1)
    let low = try #require(try score(["FAN-2EAST": -5]))
    #expect(low.bias < 0)
    #expect(low.accuracy < 1)
  }

  @Test("a forecast made when the month had begun is no forecast")
  func tooLate() throws {
    #expect(try score([:], madeOn: "2026-10-01") == nil)
    #expect(try score([:], madeOn: "2026-09-30") != nil)
  }
}
