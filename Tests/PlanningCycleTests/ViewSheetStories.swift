// SPDX-License-Identifier: Apache-2.0
import Access
import Calendars
import Planning
import Testing

@testable import PlanningCycle

/// A view that is taken along is live where it holds what its figures are made of, and nowhere else.
/// Sees: a formula that gives something else than the plan, an entry that is part of a formula's sum, a figure of somebody else. Does not see: whether a
/// spreadsheet program calculates it the same (the proof of the round trip does).
@Suite struct ViewSheetStories {
  private let desk: SheetCompany

  init() throws { desk = try SheetCompany() }

  private func check(_ view: ViewSheet, _ comment: Comment) throws -> (live: Int, kept: Int, entries: Int) {
    let again = view.recalculated()
    var counts = (live: 0, kept: 0, entries: 0)
    for (place, row) in view.rows.enumerated() {
      for (column, cell) in row.cells.enumerated() {
        switch cell {
        case .live(_, let value):
          counts.live += 1
          let now = again[place][column]
          #expect((now == nil) == (value == nil), "\(comment) \(row.address) \(view.columns[column].id)")
          if let now, let value {
            #expect(
              abs(now - value) <= max(0.02, abs(value) * 2e-6), "\(comment) \(row.address) \(view.columns[column].id): \(now), \(value)")
          }
        case .kept: counts.kept += 1
        case .entry: counts.entries += 1
        case .blank: break
        }
      }
    }
    return counts
  }

  @Test("every live figure is the plan's again after the sheet calculated everything anew: months, quarters, years, one region, every unit")
  func everyView() throws {
    for unit in [SheetUnit.yuan, .wan, .yi] {
      for (grain, region, withMonths) in [
        (TableView.Grain.month, nil, false), (.month, "EAST", false), (.quarter, nil, false), (.quarter, "SOUTH", true), (.year, nil, true),
      ] as [(TableView.Grain, String?, Bool)] {
        let view = try desk.download(
          desk.request(grain, region: region, unit: unit, beside: [.lastYear, .difference, .attainment], withMonths: withMonths))
        let counts = try check(view, "\(unit) \(grain) \(region ?? "all")")
        #expect(counts.live > 200 && counts.entries > 4, "\(counts)")
      }
    }
  }

  @Test("totals are sums of the families below, families of their items; what is folded can be typed at as it is on the screen")
  func sums() throws {
    let open = try desk.download(desk.request())
    guard case .live(.sum(let families), _) = try open.cell("agreed@2027-01") else { throw NotLive() }
    #expect(families.map { open.rows[$0.row].level } == [1])
    guard case .live(.sum(let items), _) = try open.cell("agreed|Item=F:风扇@2027-01") else { throw NotLive() }
    #expect(items.map { open.rows[$0.row].address } == ["agreed|Item=FAN-1", "agreed|Item=FAN-2"])
    guard case .entry = try open.cell("agreed|Item=FAN-1@2027-01") else { throw NotLive() }

    let folded = try desk.download(desk.request(rows: ["agreed", "agreed|Item=F:风扇"]))
    guard case .entry = try folded.cell("agreed|Item=F:风扇@2027-01"), case .live = try folded.cell("agreed@2027-01") else { throw NotLive() }
    let closed = try desk.download(desk.request(rows: ["agreed"]))
    guard case .entry = try closed.cell("agreed@2027-01"), case .kept = try closed.cell("agreed@2026-10") else { throw NotLive() }
    #expect(closed.marks.entries.map(\.column) == ["2026-11", "2026-12", "2027-01", "2027-02", "2027-03"].map { "v:" + $0 })
  }

  @Test("a measure whose terms stand beside it follows them; without them it stays the plan's figure")
  func formulasOfTheModel() throws {
    let all = try desk.download(desk.request(rows: ["revenue", "standard_cost_of_sales", "gross_margin", "gross_margin_rate"]))
    let at = { (row: Int) in SheetFormula.Place(row: row, column: 3) }
    #expect(all.rows.map(\.address) == ["revenue", "standard_cost_of_sales", "gross_margin", "gross_margin_rate"])
    guard case .live(let margin, _) = all.rows[2].cells[3], case .live(let rate, _) = all.rows[3].cells[3] else { throw NotLive() }
    #expect(margin == .sign(.minus, .cell(at(0)), .cell(at(1))))
    #expect(rate == .quotient(.cell(at(2)), .cell(at(0)), otherwise: nil))
    let alone = try desk.download(desk.request(rows: ["revenue", "gross_margin"]))
    guard case .kept = alone.rows[1].cells[3] else { throw NotLive() }
  }

  @Test("a product holds for one item in one region and for no total: there the plan's figure stays")
  func products() throws {
    let rows: Swift.Set<String> = ["agreed|Item=FAN-1;Region=EAST", "price|Item=FAN-1;Region=EAST", "orders|Item=FAN-1;Region=EAST"]
    let leaf = try desk.download(desk.request(region: "EAST", rows: rows, unit: .wan))
    guard case .live(let formula, let value) = try leaf.cell("orders|Item=FAN-1;Region=EAST@2027-01") else { throw NotLive() }
    let places = try ["agreed", "price"].map { measure in
      SheetFormula.Place(row: try #require(leaf.rows.firstIndex { $0.address.hasPrefix(measure) }), column: 3)
    }
    #expect(
      formula == .sign(.over, .sign(.times, .cell(places[0]), .cell(places[1])), .number(10_000)), "money in 万元 of pieces and a price")
    #expect(value ?? 0 > 0)
    guard case .kept = try leaf.cell("orders|Item=FAN-1;Region=EAST@2026-10") else { throw NotLive() }

    let total = try desk.download(desk.request(rows: ["agreed|Item=FAN-1", "price|Item=FAN-1", "orders|Item=FAN-1"]))
    guard case .entry = try total.cell("orders|Item=FAN-1@2027-01") else { throw NotLive() }
  }

  @Test("an override in one region wins over baseline and deals in the sheet as in the plan")
  func choices() throws {
    let names = ["agreed", "baseline", "pipeline", "override"].map { $0 + "|Item=FAN-1;Region=EAST" }
    let view = try desk.download(desk.request(region: "EAST", rows: Swift.Set(names)))
    guard case .live(.given(let place, _, _), _) = try view.cell(names[0] + "@2027-01") else { throw NotLive() }
    #expect(view.rows[place.row].address == names[3])
    guard case .entry(nil) = try view.cell(names[3] + "@2027-01") else { throw NotLive() }
  }

  @Test(
    "quarters that come with their months are their sums, rounded as the table shows them; balances are their last month's; months take the typing"
  )
  func months() throws {
    let view = try desk.download(desk.request(.quarter, rows: ["revenue", "agreed", "cash", "agreed|Item=F:风扇"], withMonths: true))
    #expect(view.columns.map(\.id).prefix(4) == ["v:2026-10", "v:2026-11", "v:2026-12", "v:2026Q4"])
    guard case .live(.roundedSum(let months, decimals: 2), _) = try view.cell("revenue@2027Q1") else { throw NotLive() }
    #expect(months.map { view.columns[$0.column].id } == ["v:2027-01", "v:2027-02", "v:2027-03"])
    guard case .live(.cell(let last), _) = try view.cell("cash@2027Q1") else { throw NotLive() }
    #expect(view.columns[last.column].id == "v:2027-03")
    guard case .live = try view.cell("agreed|Item=F:风扇@2027Q1"), case .entry = try view.cell("agreed|Item=F:风扇@2027-02") else {
      throw NotLive()
    }
    let bare = try desk.download(desk.request(.quarter, rows: ["agreed"]))
    guard case .entry = try bare.cell("agreed@2027Q1") else { throw NotLive() }
  }

  @Test("beside a figure stand what it is compared with and the difference, which follow it")
  func comparisons() throws {
    let view = try desk.download(desk.request(rows: ["agreed"], beside: [.lastYear, .difference, .attainment]))
    #expect(view.columns.prefix(4).map(\.kind) == [.value, .lastYear, .difference, .attainment])
    guard case .live(.difference(let own, let other), _) = try view.cell("agreed@difference:2027-01"),
      case .live(.share, _) = try view.cell("agreed@attainment:2027-01"), case .kept = try view.cell("agreed@lastYear:2027-01")
    else { throw NotLive() }
    #expect([own.column, other.column].map { view.columns[$0].id } == ["v:2027-01", "lastYear:2027-01"])
  }

  @Test("somebody of one region takes their rows along and no others; who may not edit gets no entries")
  func rights() throws {
    let mine = try desk.download(desk.request(), as: SmallCompany.li)
    #expect(!mine.rows.isEmpty && mine.rows.allSatisfy { !$0.address.contains("SOUTH") && !$0.address.hasPrefix("cash") })
    #expect(!mine.marks.entries.isEmpty && mine.marks.entries.allSatisfy { $0.row.contains("Region=EAST") })
    let auditor = Person(id: 9, login: "he", name: "何", title: "审计", role: .auditor)
    let read = try desk.download(desk.request(), as: auditor)
    #expect(!read.rows.isEmpty && read.marks.entries.isEmpty)
  }

  @Test("rows that are not there are refused in words, not answered with an empty file")
  func nothing() {
    #expect { try desk.download(desk.request(rows: ["no-such-row"])) } throws: { ($0 as? CycleError)?.code == .sheetEmpty }
  }
}

private struct NotLive: Error {}
