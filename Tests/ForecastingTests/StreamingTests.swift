// SPDX-License-Identifier: Apache-2.0
import Forecasting
import Testing

/// Gives text in pieces of a few bytes, so that every cut is met.
func source(_ text: String, pieceSize: Int = 3) -> DelimitedRecords.Source {
  source(Array(text.utf8), pieceSize: pieceSize)
}

func source(_ bytes: [UInt8], pieceSize: Int = 3) -> DelimitedRecords.Source {
  var position = 0
  return {
    let end = min(bytes.count, position + pieceSize)
    defer { position = end }
    return Array(bytes[position..<end])
  }
}

func records(_ text: String, granularity: Series.Granularity? = nil, pieceSize: Int = 3) throws
  -> [SeriesRecord]
{
  var reader = SeriesRecordReader(
    options: SeriesRecordReader.Options(granularity: granularity), source: source(text, pieceSize: pieceSize))
  var found: [SeriesRecord] = []
  while let record = try reader.next() { found.append(record) }
  return found
}

@Suite struct DelimitedRecordsTests {
  @Test(
    "quotes, commas and line breaks inside quotes, every line end and a byte order mark are read",
    arguments: 1...9)
  func reading(_ pieceSize: Int) throws {
    let text = "\u{FEFF}a,\"b,\"\"c\"\"\nd\",e\r\n\r\nf,,\rg\n"
    var reader = DelimitedRecords(source: source(text, pieceSize: pieceSize))
    var fields: [[String]] = []
    var lines: [Int] = []
    while let record = try reader.next() {
      fields.append(record.fields)
      lines.append(record.line)
      #expect(!record.isBroken && record.isText)
    }
    #expect(fields == [["a", "b,\"c\"\nd", "e"], ["f", "", ""], ["g"]])
    #expect(lines == [1, 4, 5])
  }

  @Test("a quote that is never closed ends with the file or at the limit, not in memory")
  func openQuote() throws {
    var short = DelimitedRecords(source: source("a,\"b\nc"))
    let broken = try short.next()
    #expect(broken?.isBroken == true)
    let endless = [UInt8](repeating: 0x61, count: 1 << 16)
    var first = true
    var long = DelimitedRecords {
      defer { first = false }
      return first ? [0x22] : endless
    }
    let error = #expect(throws: SeriesFileError.self) { try long.next() }
    #expect(error?.code == .recordTooLong)
  }

  @Test("bytes that are not UTF-8 are said to be so")
  func notText() throws {
    var reader = DelimitedRecords(source: source([0xD4, 0xC2, 0x2C, 0x31, 0x0A]))
    let record = try reader.next()
    #expect(record?.isText == false)
  }
}

@Suite struct PeriodLabelTests {
  @Test(
    "a period leaves in the form it came",
    arguments: [
      "2026-01-31", "2026/01/31", "2026/1/5", "20260131", "2026-01-31 00:00:00", "2026-01-31T00:00:00Z",
      "2026-01", "2026/1", "202601", "2026Q1", "2026-Q4", "2026-W01", "2026W53", "2020-W53", "7", "-3",
      "2026",
    ])
  func roundTrip(_ text: String) throws {
    #expect(try #require(PeriodLabel(text)).text == text)
  }

  @Test(
    "what is no period is refused",
    arguments: [
      "", "2026-02-30", "2026-13", "2026Q5", "2025-W53", "2026-W54", "abc", "2026-01-31 08:30:00", "1.5",
      "2026--1", "31/01/2026", "99999999999999999999", "2026-1-", "٢٠٢٦",
    ])
  func refused(_ text: String) { #expect(PeriodLabel(text) == nil) }

  static let continuations: [(labels: [String], next: [String], granularity: Series.Granularity)] = [
    (["2025-11-30", "2025-12-31"], ["2026-01-31", "2026-02-28", "2026-03-31"], .month),
    (["2026-01-01", "2026-02-01"], ["2026-03-01"], .month),
    (["2026-01-15"], ["2026-01-16"], .day),
    (["2026-02-28"], ["2026-03-31"], .month),
    (["2026-01-05", "2026-01-12", "2026-01-26"], ["2026-02-02"], .week),
    (["2026-01-01", "2026-01-02", "2026-01-05"], ["2026-01-06"], .day),
    (["2025-03-31", "2025-06-30", "2025-12-31"], ["2026-03-31"], .quarter),
    (["2023-12-31", "2024-12-31", "2025-12-31"], ["2026-12-31"], .year),
    (["2025-10", "2025-12"], ["2026-01"], .month),
    (["2025Q3", "2025Q4"], ["2026Q1"], .quarter),
    (["2026-W52", "2026-W53"], ["2027-W01"], .week),
    (["2001", "2002"], ["2003", "2004"], .step),
    (["2000", "2010", "2030"], ["2040"], .step),
  ]

  @Test("the periods after the last follow from the labels of the series", arguments: continuations.indices)
  func continuing(_ index: Int) throws {
    let (labels, next, granularity) = PeriodLabelTests.continuations[index]
    let periods = try labels.map { try #require(PeriodLabel($0)) }
    let grid = try #require(PeriodGrid(labels: periods))
    #expect(grid.granularity == granularity)
    let last = try #require(grid.index(of: periods[periods.count - 1]))
    for (offset, text) in next.enumerated() { #expect(grid.label(at: last + 1 + offset).text == text) }
  }
}

@Suite struct SeriesRecordReaderTests {
  @Test(
    "series come in the order of the file, with gaps for missing rows and empty values",
    arguments: [1, 2, 7, 4096])
  func plain(_ pieceSize: Int) throws {
    let text = """
      ds,note,y,unique_id
      2026-01,x,1,b
      2026-02,x,,b
      2026-04,x,4,b
      2026-02,x,20,a
      2026-01,x,10,a
      """
    let found = try records(text, pieceSize: pieceSize)
    #expect(found.map(\.identifier) == ["b", "a"])
    #expect(try found[0].series == Series([1, nil, nil, 4], seasonLength: 12, granularity: .month))
    #expect(try found[1].series == Series([10, 20], seasonLength: 12, granularity: .month))
    #expect(found.flatMap { $0.findings } == [])
  }

  @Test("bad rows are named with line, column and reason, and the good ones go on")
  func findings() throws {
    let text = """
      unique_id,ds,y
      a,2026-01,1
      a,2026-13,2
      a,2026-03,"1,000"
      a,2026-01,5
      a,2026Q2,6
      a,2026-02
      a,2026-02,2
      """
    let record = try #require(try records(text).first)
    #expect(try record.series == Series([1, 2], seasonLength: 12, granularity: .month))
    #expect(record.rejectedCount == 5)
    #expect(
      record.findings.map(\.description) == [
        "line 3, column ds: \"2026-13\" is no period; row rejected",
        "line 4, column y: \"1,000\" is not a number; row rejected",
        "line 5, column ds: \"2026-01\" was already given on line 2; row rejected",
        "line 6, column ds: \"2026Q2\" is not written as the first period of the series (\"2026-01\"); row rejected",
        "line 7: needs at least 3 columns, has 2; row rejected",
      ])
  }

  @Test("a series that comes back after another is refused with its line")
  func comesBack() throws {
    let found = try records("unique_id,ds,y\na,1,1\nb,1,1\na,2,2\na,3,3\n")
    #expect(found.count == 3)
    #expect(found[2].series == nil)
    #expect(found[2].rejectedCount == 2)
    #expect(found[2].findings.first?.line == 4)
  }

  @Test("a file without the columns is refused with what was found; an empty one is refused as empty")
  func headings() {
    let missing = #expect(throws: SeriesFileError.self) { try records("id,ds,y\n") }
    #expect(missing?.code == .columnMissing)
    #expect(missing?.detail.contains("unique_id") == true)
    let empty = #expect(throws: SeriesFileError.self) { try records("") }
    #expect(empty?.code == .empty)
  }

  @Test("two days eight thousand years apart are one series too long, not three million gaps")
  func farApart() throws {
    let record = try #require(try records("unique_id,ds,y\na,0001-01-01,1\na,9999-12-30,2\n").first)
    #expect(record.series == nil)
    #expect(record.rejectedCount == 2)
  }

  @Test("random bytes after a good heading never trap, whatever they are", arguments: 1...40)
  func garbage(_ seed: Int) throws {
    var state = UInt64(seed) &* 0x9E37_79B9_7F4A_7C15
    let alphabet = Array("a,b\"\n\r-20Q1W.é0123456789/ \u{0}".utf8) + [0xFF, 0xC3]
    let bytes = (0..<4_000).map { _ -> UInt8 in
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return alphabet[Int(state >> 33) % alphabet.count]
    }
    var reader = SeriesRecordReader(source: source(Array("unique_id,ds,y\n".utf8) + bytes, pieceSize: 97))
    var rows = 0
    while let record = try reader.next() {
      rows += record.rowCount
      #expect(record.rejectedCount <= record.rowCount)
    }
    #expect(rows > 0)
  }
}
