// SPDX-License-Identifier: Apache-2.0
import ForecastMethods
import Forecasting
import Testing

/// Files in, files out: what `tongpin reconcile` does.
/// Sees: a row that vanishes without a word, a value at the wrong node or period, intervals that do not follow. Does not see: the arithmetic; that is for
/// `ReconciliationTests`.
@Suite struct TableReconcilerTests {
  static func source(_ text: String) -> DelimitedRecords.Source {
    var rest = Array(text.utf8)[...]
    return {
      defer { rest = rest.dropFirst(5) }
      return Array(rest.prefix(5))
    }
  }

  static let tree = "parent,child\ncompany,north\ncompany,south\nnorth,a\nnorth,\"b, c\"\n"

  static func hierarchy() throws -> Hierarchy { try #require(try HierarchyFile(source: source(tree)).hierarchy) }

  static let base = """
    unique_id,ds,mean,lo-80,hi-80,lo-95,hi-95,model
    company,2026-01,100,90,120,80,140,ETS
    company,2026-02,110,90,120,80,140,ETS
    "b, c",2026-01,30,20,40,10,50,TSB
    "b, c",2026-02,33,23,43,13,53,TSB
    a,2026-01,10,0,20,0,30,TSB
    a,2026-02,11,1,21,0,31,TSB
    north,2026-02,50,40,60,30,70,Theta
    north,2026-01,45,35,55,25,65,Theta
    south,2026-01,50,40,60,30,70,ETS
    south,2026-02,52,42,62,32,72,ETS

    """

  static func run(_ name: String, overrides: String? = nil, isNonNegative: Bool = false, base: String = base) throws -> [[String]] {
    let hierarchy = try hierarchy()
    let table = try NodeTable(hierarchy, columns: ["mean"], bounds: true, source: source(base))
    #expect(table.findings == [])
    let fixed = try overrides.map { try NodeTable(hierarchy, columns: ["value"], source: source($0)) }
    let reconciliation = try Reconciliation(hierarchy, ReconciliationMethod(name: name, hierarchy), isNonNegative: isNonNegative)
    let outcome = try TableReconciler(reconciliation).reconcile(table, overrides: fixed)
    let text = outcome.heading + (0..<outcome.count).map { outcome.lines($0) }.joined()
    var records = DelimitedRecords(source: source(text))
    var rows: [[String]] = []
    while let record = try records.next() { rows.append(record.fields) }
    return rows
  }

  static func value(_ rows: [[String]], _ node: String, _ period: String, _ column: String) throws -> Double {
    let place = try #require(rows[0].firstIndex(of: column))
    let row = try #require(rows.first { $0[0] == node && $0[1] == period })
    return try #require(Double(row[place]))
  }

  @Test("series leave in the order they came, with names, periods and models as they were, and means that add up")
  func order() throws {
    let rows = try Self.run("structural")
    #expect(rows[0] == ["unique_id", "ds", "mean", "lo-80", "hi-80", "lo-95", "hi-95", "model"])
    #expect(rows.dropFirst().map { $0[0] } == ["company", "company", "b, c", "b, c", "a", "a", "north", "north", "south", "south"])
    #expect(rows.dropFirst().map { $0[1] } == (0..<5).flatMap { _ in ["2026-01", "2026-02"] })
    #expect(rows[7][7] == "Theta")
    for period in ["2026-01", "2026-02"] {
      let means = try ["company", "south", "a", "b, c"].map { try Self.value(rows, $0, period, "mean") }
      #expect(abs(means[0] - means[1] - means[2] - means[3]) < 1e-9)
      for row in rows.dropFirst() {
        let ends = [5, 3, 2, 4, 6].compactMap { Double(row[$0]) }
        #expect(ends.count == 5 && ends == ends.sorted(), "\(row)")
      }
    }
  }

  @Test("bottom-up leaves the bottoms and their intervals; the company's ends keep their skew and have the width of independent errors")
  func intervals() throws {
    let rows = try Self.run("bottom-up")
    for (column, value) in [("mean", 10.0), ("lo-80", 0), ("hi-80", 20), ("lo-95", 0), ("hi-95", 30)] {
      #expect(abs(try Self.value(rows, "a", "2026-01", column) - value) < 1e-12)
    }
    let (low, mean, high) = (
      try Self.value(rows, "company", "2026-01", "lo-80"), try Self.value(rows, "company", "2026-01", "mean"),
      try Self.value(rows, "company", "2026-01", "hi-80")
    )
    #expect(mean == 90)
    #expect(abs((high - mean) / (mean - low) - 2) < 1e-9, "20 above and 10 below before")
  }

  @Test("what is fixed stands to the digit and has no width; the rest follows")
  func overrides() throws {
    let rows = try Self.run("structural", overrides: "unique_id,ds,value\nnorth,2026-02,70\n", isNonNegative: true)
    #expect(rows.first { $0[0] == "north" && $0[1] == "2026-02" }?.dropLast() == ["north", "2026-02", "70", "70", "70", "70", "70"])
    let parts = try Self.value(rows, "a", "2026-02", "mean") + Self.value(rows, "b, c", "2026-02", "mean")
    #expect(abs(parts - 70) < 1e-9)
    let plain = try Self.run("structural", isNonNegative: true)
    #expect(rows.filter { $0[1] == "2026-01" } == plain.filter { $0[1] == "2026-01" })
    let error = #expect(throws: ForecastError.self) { try Self.run("structural", overrides: "unique_id,ds,value\nnorth,2026-03,70\n") }
    #expect(error?.detail.contains("2026-03") == true)
  }

  @Test("a node without a forecast, or without one for some period, is named, and nothing is guessed")
  func missing() throws {
    let text = Self.base.split(separator: "\n").filter { !$0.hasPrefix("south") && $0 != "a,2026-02,11,1,21,0,31,TSB" }.joined(
      separator: "\n")
    let error = #expect(throws: ForecastError.self) { try Self.run("structural", base: text) }
    #expect(error?.code == .nodesMismatched)
    #expect(error?.detail.contains("\"south\" has no forecast") == true && error?.detail.contains("\"a\" has none for 2026-02") == true)
  }

  @Test("bad rows of forecasts are told with line and column, a series that is no node once, and the good ones go on")
  func findings() throws {
    let text = """
      unique_id,ds,mean
      company,1,100
      east,1,5
      east,2,5
      north,1,many
      north,1,40
      north,,41
      north,1,42
      south
      "south,1,60
      """
    let table = try NodeTable(Self.hierarchy(), columns: ["mean"], source: Self.source(text))
    #expect(
      table.findings.map(\.description) == [
        "line 3, column unique_id: \"east\" is no node of the hierarchy; its rows are rejected",
        "line 5, column mean: \"many\" is not a number; row rejected", "line 7, column ds: the period is empty; row rejected",
        "line 8, column ds: \"1\" was already given for \"north\"; row rejected", "line 9: needs at least 3 columns, has 1; row rejected",
        "line 10: the quotes do not match; row rejected",
      ])
    #expect(table.rejectedCount == 7)
    #expect(table.column("mean")?.values.filter { !$0.isNaN } == [100, 40])
  }

  @Test("a hierarchy that is none is refused with the lines; a repeated row is left out and told")
  func hierarchies() throws {
    let repeated = try HierarchyFile(source: Self.source(Self.tree + "north,a\n,x\n"))
    #expect(repeated.hierarchy?.count == 5 && repeated.rejectedCount == 2)
    #expect(
      repeated.findings.map(\.description) == [
        "line 6, column child: \"a\" is a part of \"north\" twice; row rejected",
        "line 7, column parent: a node without a name; row rejected",
      ])
    let ring = try HierarchyFile(source: Self.source("child,parent\na,b\nb,c\nc,a\n"))
    #expect(ring.hierarchy == nil)
    #expect(ring.findings.map(\.line) == [3] && ring.findings[0].reason.contains("\"b\" is a part of itself"))
    #expect(throws: SeriesFileError.self) { try HierarchyFile(source: Self.source("a,b\n1,2\n")) }
    #expect(try HierarchyFile(source: Self.source("parent,child\n")).hierarchy == nil)
  }

  @Test("methods have the names of the command line, and a level only where something is shared out from it")
  func names() throws {
    let hierarchy = try Self.hierarchy()
    for name in ReconciliationMethod.names { _ = try ReconciliationMethod(name: name, hierarchy) }
    #expect(try ReconciliationMethod(name: "forecast-proportions", hierarchy, level: "1") == .middleOut(level: [1, 2], .forecast))
    for (name, level) in [("magic", nil), ("ols", "1"), ("forecast-proportions", "9")] as [(String, String?)] {
      #expect(throws: ForecastError.self) { try ReconciliationMethod(name: name, hierarchy, level: level) }
    }
  }

  @Test("lines without quotes are read by the short way, to the same bits and the same findings as by the long one")
  func shortWay() throws {
    var text = "ds,mean,unique_id,model\r\n"
    for node in ["north", "company", "a", "north", "nobody", "south"] {
      for (period, number) in ["0.1", "-12.25", "123456789012345", "1e3", "", "0.30000000000000004", "+7", "3.", ".5", "8", "99.99", "x"]
        .enumerated()
      {
        text += "\(period),\(number),\(node),m\n" + (period == 4 ? "\r\n5\n" : "")
      }
    }
    let long = text.replacing("ds,mean", with: "\"ds\",mean")
    let tables = try [text, "\u{FEFF}" + text, long].map { try NodeTable(Self.hierarchy(), columns: ["mean"], source: Self.source($0)) }
    for table in tables.dropFirst() {
      #expect(table.findings == tables[0].findings && table.rejectedCount == tables[0].rejectedCount)
      #expect(table.order == tables[0].order && table.periods == tables[0].periods && table.models == tables[0].models)
      let (one, other) = (try #require(table.column("mean")), try #require(tables[0].column("mean")))
      #expect(one.values.map(\.bitPattern) == other.values.map(\.bitPattern))
    }
    #expect(tables[0].column("mean")?.values.contains(0.30000000000000004) == true && tables[0].rejectedCount > 20)
  }

  @Test("random bytes after a good heading never trap", arguments: 1...20)
  func garbage(_ seed: Int) throws {
    var state = UInt64(seed) &* 0x9E37_79B9_7F4A_7C15
    let alphabet = Array("a,b\"\n\r-2.e0company,1,2\n".utf8) + [0xFF]
    let bytes = (0..<3_000).map { _ -> UInt8 in
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return alphabet[Int(state >> 33) % alphabet.count]
    }
    let text = Array("unique_id,ds,mean,lo-80,hi-80,parent,child\n".utf8) + bytes
    func source() -> DelimitedRecords.Source {
      var isGiven = false
      return {
        defer { isGiven = true }
        return isGiven ? [] : text
      }
    }
    _ = try HierarchyFile(source: source())
    let table = try NodeTable(Self.hierarchy(), columns: ["mean"], bounds: true, source: source())
    #expect(table.rejectedCount > 0)
  }
}
