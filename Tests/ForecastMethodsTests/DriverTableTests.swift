// SPDX-License-Identifier: Apache-2.0
import Forecasting
import Testing

@testable import ForecastMethods

/// Reading a file of drivers, and what of it is said of one series.
@Suite struct DriverTableTests {
  static func table(_ text: String, lags: String? = nil, mostRows: Int = 1_000, mostValues: Int = 10_000) throws -> DriverTable {
    try DriverTable(
      file: "drivers.csv", lags: lags.map { try DriverLags($0) } ?? .none, mostRows: mostRows, mostValues: mostValues,
      source: oncePiece(text))
  }

  static func grid(_ first: String, _ second: String) throws -> PeriodGrid {
    let labels = [first, second].compactMap { PeriodLabel($0) }
    return try #require(PeriodGrid(labels: labels))
  }

  @Test("what a series says itself goes before what is said of every series; nothing is made of an empty value")
  func precedence() throws {
    let table = try DriverTableTests.table(
      """
      ds,unique_id,Price,promo
      2026-03,*,9,1
      2026-01,A,5,
      2026-01,*,8,0
      2026-02,A,,
      2025-12,*,7,7
      2026-05,*,7,7
      2026-02,B,4,4
      """)
    #expect(table.names == ["Price", "promo"])
    let given = try SeriesDrivers(table, "A", DriverTableTests.grid("2026-01", "2026-02"), count: 2, horizon: 2)
    #expect(given.drivers.map(\.values) == [[5, nil, 9, nil], [0, nil, 1, nil]])
    #expect(given.findings.isEmpty)
  }

  @Test("padding and separators of periods may differ; other kinds of period are named with their line")
  func kinds() throws {
    let table = try DriverTableTests.table("unique_id,ds,x\n*,2026/1/31,1\n*,20260228,2\n*,2026-03,3\n*,2026-02-28,4\n")
    // The file says one day twice.
    #expect(table.findings.map(\.line) == [5])
    let given = try SeriesDrivers(table, "A", DriverTableTests.grid("2026-01-31", "2026-02-28"), count: 2, horizon: 1)
    #expect(given.drivers.map(\.values) == [[1, 2, nil]])
    #expect(given.findings.map(\.line) == [4])
    #expect(given.findings.first?.reason.contains("not written as those of series \"A\"") == true)
  }

  @Test("a driver of which nothing is said is none of the series; a series of which nothing is said has none")
  func silent() throws {
    let table = try DriverTableTests.table("unique_id,ds,x,z\nA,2026-01,1,\nA,2026-02,2,\n")
    let grid = try DriverTableTests.grid("2026-01", "2026-02")
    #expect(try SeriesDrivers(table, "A", grid, count: 2, horizon: 1).drivers.map(\.name) == ["x"])
    #expect(try SeriesDrivers(table, "B", grid, count: 2, horizon: 1).drivers.isEmpty)
  }

  @Test("what is missing in the past is told with file, line, column and period")
  func hole() throws {
    let table = try DriverTableTests.table("unique_id,ds,x\nA,2026-01,1\nA,2026-02,\nA,2026-03,3\n")
    let grid = try DriverTableTests.grid("2026-01", "2026-02")
    let error = #expect(throws: ForecastError.self) {
      try SeriesDrivers(table, "A", grid, count: 3, horizon: 1).checkPast()
    }
    #expect(error?.code == .driverNotKnown)
    #expect(error?.detail.hasPrefix("drivers.csv, line 3, column x: no value for 2026-02, a period of the history") == true)
    let short = try DriverTableTests.table("unique_id,ds,x\nA,2026-01,1\nA,2026-02,2\nA,2026-03,3\n")
    let other = #expect(throws: ForecastError.self) {
      try SeriesDrivers(short, "A", grid, count: 4, horizon: 1).checkPast()
    }
    #expect(other?.detail.hasPrefix("drivers.csv, column x: no row for 2026-04") == true)
  }

  @Test(
    "headings that cannot be are refused",
    arguments: [
      ("unique_id,ds,Price,price\n", "there twice"), ("unique_id,ds\n", "no column of a driver"), ("unique_id,ds,y\n", "another meaning"),
      ("unique_id,ds,x,\n", "has none"), ("unique_id,x\n", "\"ds\" is missing"), ("unique_id,ds,total\n", "another meaning"),
      ("unique_id,ds,ds,x\n", "there twice"),
    ])
  func headings(_ text: String, _ wanted: String) throws {
    let error = #expect(throws: SeriesFileError.self) { try DriverTableTests.table(text) }
    #expect(error?.detail.contains(wanted) == true, "\(error?.detail ?? "")")
  }

  @Test("rows that cannot be read are findings, the others stay")
  func rows() throws {
    let table = try DriverTableTests.table("unique_id,ds,x\nA,soon,1\n,2026-01,1\nA,2026-01,dear\nA,2026-01,7\nA\n")
    #expect(table.findings.map(\.line) == [2, 3, 4, 6])
    #expect(table.findings.map(\.column) == ["ds", "unique_id", "x", ""])
    let given = try SeriesDrivers(table, "A", DriverTableTests.grid("2026-01", "2026-02"), count: 1, horizon: 1)
    #expect(given.drivers.map(\.values) == [[7, nil]])
  }

  @Test("more drivers, lags, rows or values than are held are refused")
  func limits() throws {
    let many = (0...Driver.mostDrivers).map { ",d\($0)" }.joined()
    #expect(throws: ForecastError.self) { try DriverTableTests.table("unique_id,ds" + many + "\n") }
    #expect(throws: ForecastError.self) { try DriverTableTests.table("unique_id,ds,a,b,c,d,e,f,g\n", lags: "0..12") }
    let rows = (1...20).map { "A,\($0),1,2\n" }.joined()
    for (mostRows, mostValues) in [(19, 1_000), (1_000, 39)] {
      let error = #expect(throws: SeriesFileError.self) {
        try DriverTableTests.table("unique_id,ds,x,z\n" + rows, mostRows: mostRows, mostValues: mostValues)
      }
      #expect(error?.code == .tooLarge)
      #expect(error?.detail.hasPrefix("line 21:") == true)
    }
    _ = try DriverTableTests.table("unique_id,ds,x,z\n" + rows, mostRows: 20, mostValues: 40)
  }

  @Test("lags are of all drivers or of some")
  func lags() throws {
    let table = try DriverTableTests.table("unique_id,ds,Price,b\n", lags: "1..2,price=0..3")
    #expect(table.lags == [0...3, 1...2])
    #expect(try DriverLags("3").lags(of: "x") == 3...3)
    for text in ["", "2..1", "0..13", "a", "-1..2", "0..1..2", "price=", "0..1,"] {
      #expect(throws: ForecastError.self, "\(text)") { try DriverLags(text) }
    }
    #expect(throws: ForecastError.self) { try DriverTableTests.table("unique_id,ds,x\n", lags: "z=0..1") }
  }

  @Test("series that nobody asked for are named once, with their first line")
  func notAsked() throws {
    let table = try DriverTableTests.table("unique_id,ds,x\nA,1,1\nC,1,1\nB,1,1\nC,2,1\n*,1,1\n")
    let found = table.notAsked(["A"])
    #expect(found.map(\.line) == [3, 4])
    #expect(found[0].reason.contains("\"C\"") && found[0].reason.contains("2 row(s)"))
  }
}
