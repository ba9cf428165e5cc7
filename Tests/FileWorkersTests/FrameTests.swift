// SPDX-License-Identifier: Apache-2.0
import Calendars
import Commerce
import Ingestion
import PlanningCycle
import Quantities
import Testing

@testable import FileWorkers

/// Frames between the server and the process that reads a file.
/// Sees: a reading that arrives changed, an answer of a broken process that is believed. Does not see: the process itself, which the long proofs start.
@Suite("What a reading process answers")
struct FrameTests {
  private static let csv = """
    订单号,行号,订单日期,客户编码,物料编码,数量,含税单价,含税金额
    SO-1,1,2026-03-02,KH-001,AC-101,10,1130,11300.005
    SO-1,2,2026-03-02,KH-001,AC-999,1,abc,100
    SO-2,1,2026-02-30,KH-002,AC-102,3,2000,6000
    SO-3,1,2026-03-05,KH-002,AC-102,3,2000,6000
    """

  private func reading() throws -> FactFileReading {
    try IngestionFileReader(currency: .cny).read(
      Array(Self.csv.utf8), fileName: "订单.csv", kind: .salesOrderLines, columns: nil, answers: .none,
      knows: { kind, code in kind == .items ? code != "AC-999" : nil })
  }

  private func decoded(_ reading: FactFileReading) throws -> FactFileReading {
    var decoder = try ReadingDecoder(head: ReadingCoder.head(reading), limits: Limits())
    for column in reading.table.columns { try decoder.add(column: ReadingCoder.column(column)) }
    return try decoder.reading(lines: ReadingCoder.lines(reading.table))
  }

  @Test("a reading arrives as it was sent: rows, lines, findings and roundings")
  func whole() throws {
    let sent = try reading()
    #expect(sent.table.rowCount > 0 && sent.rejected > 0 && !sent.findings.isEmpty)
    let arrived = try decoded(sent)
    #expect(CanonicalFacts.bytes(of: arrived.table) == CanonicalFacts.bytes(of: sent.table))
    #expect(arrived.table.lines == sent.table.lines)
    #expect(
      [arrived.rowsRead, arrived.rejected, arrived.headerLine, arrived.findingsTotal]
        == [sent.rowsRead, sent.rejected, sent.headerLine, sent.findingsTotal])
    #expect(arrived.encoding == sent.encoding && arrived.roundings == sent.roundings)
    for (one, other) in zip(arrived.findings, sent.findings) {
      #expect(
        [one.code, one.severity, one.column, one.header, one.value] == [
          other.code, other.severity, other.column, other.header, other.value,
        ])
      #expect(one.line == other.line && one.message == other.message && one.hint == other.hint)
    }
    #expect(arrived.findings.count == sent.findings.count)
  }

  @Test("a preview arrives as it was sent, with its guesses and columns")
  func preview() throws {
    let sent = try IngestionFileReader(currency: .cny).preview(
      Array(Self.csv.utf8), fileName: "订单.csv", kind: nil, answers: .none, remembered: [], knows: { _, _ in nil })
    let arrived = try PreviewCoder.preview(PreviewCoder.frame(sent), reading: try decoded(sent.reading))
    #expect(arrived.kind == sent.kind && arrived.kindGuesses.map(\.kind) == sent.kindGuesses.map(\.kind))
    #expect(arrived.kindGuesses.map(\.score) == sent.kindGuesses.map(\.score))
    #expect(arrived.columns.map(\.field) == sent.columns.map(\.field) && arrived.columns.map(\.samples) == sent.columns.map(\.samples))
  }

  @Test("a request arrives as it was sent")
  func request() throws {
    for columns in [nil, [:], ["quantity": "数量", "item": "物料"]] as [[String: String]?] {
      for kind in [nil, FactKind.bills] {
        let layout = RememberedLayout(kind: .items, headers: ["编码", "名称"], columns: ["code": "编码"], fileName: "一.csv")
        let sent = WorkerRequest(
          task: .preview, fileName: "账单 7.xlsx", currency: "CNY", kind: kind, columns: columns,
          answers: kind == nil ? .none : FileAnswers(year: 2026, mends: [.init(line: 4, column: "AB", text: "3")]),
          remembered: kind == nil ? [] : [layout, layout])
        #expect(try WorkerRequest(frame: sent.frame) == sent)
      }
    }
  }

  private static let workbook = SheetFile([
    .init(
      name: "一张表",
      cells: [
        .init(row: 0, column: 0, content: .text("tongpin-view"), isFormula: false),
        .init(row: 4, column: 2, content: .number(-0.125, text: "-0.125"), isFormula: false),
        .init(row: 4, column: 3, content: .number(1e21, text: "1000000000000000000000"), isFormula: true),
        .init(row: 5, column: 0, content: .boolean(true), isFormula: false),
        .init(row: 5, column: 1, content: .error("#REF!"), isFormula: true),
        .init(row: 5, column: 2, content: .nothing, isFormula: true),
      ]), .init(name: "_tongpin", cells: []),
  ])

  @Test("a workbook's cells arrive as they were sent; more cells or sheets than are taken are not believed, nor a number of letters")
  func sheets() throws {
    let frame = SheetCoder.frame(Self.workbook)
    #expect(try SheetCoder.file(frame, limits: Limits()) == Self.workbook)
    let request = WorkerRequest(task: .sheets, fileName: "视图.xlsx", currency: "CNY", kind: nil, columns: nil)
    #expect(try WorkerRequest(frame: request.frame) == request)
    var limits = Limits()
    limits.cells = 5
    #expect(throws: FrameFault.self) { try SheetCoder.file(frame, limits: limits) }
    limits = Limits()
    limits.sheets = 1
    #expect(throws: FrameFault.self) { try SheetCoder.file(frame, limits: limits) }
    for content in [SheetFile.Content.number(1, text: "1e9"), .number(.nan, text: "1")] {
      let odd = SheetFile([.init(name: "", cells: [.init(row: 0, column: 0, content: content, isFormula: false)])])
      #expect(throws: FrameFault.self) { try SheetCoder.file(SheetCoder.frame(odd), limits: Limits()) }
    }
    #expect(throws: FrameFault.self) { try SheetCoder.file(frame + [0], limits: Limits()) }
    for length in 0..<frame.count {
      #expect(throws: FrameFault.self) { try SheetCoder.file(Array(frame.prefix(length)), limits: Limits()) }
    }
    for place in frame.indices {
      for change in [UInt8(1), 0x80, 0xFF] {
        var changed = frame
        changed[place] ^= change
        _ = try? SheetCoder.file(changed, limits: Limits())
      }
    }
  }

  @Test("a value outside its column's kind, a text that is not there, a column too many are not believed")
  func lies() throws {
    let sent = try reading()
    let fields = FactSchema.of(.salesOrderLines).fields
    let day = try #require(fields.firstIndex { $0.type == .day })
    let text = try #require(fields.firstIndex { $0.type == .text })
    for (index, value) in [(day, Int64(Int32.max) + 1), (text, 7_000), (text, -1)] {
      var columns = sent.table.columns
      var integers = Array(columns[index].integers)
      integers[0] = value
      columns[index] = FactColumn(
        field: fields[index], integers: integers, isPresent: [Bool](repeating: true, count: integers.count), texts: columns[index].texts)
      var decoder = try ReadingDecoder(head: ReadingCoder.head(sent), limits: Limits())
      #expect(throws: FrameFault.self) { for column in columns { try decoder.add(column: ReadingCoder.column(column)) } }
    }
    var decoder = try ReadingDecoder(head: ReadingCoder.head(sent), limits: Limits())
    for column in sent.table.columns { try decoder.add(column: ReadingCoder.column(column)) }
    #expect(throws: FrameFault.self) { try decoder.add(column: ReadingCoder.column(sent.table.columns[0])) }
    #expect(throws: FrameFault.self) {
      let early = try ReadingDecoder(head: ReadingCoder.head(sent), limits: Limits())
      _ = try early.reading(lines: ReadingCoder.lines(sent.table))
    }
  }

  @Test("frames with any byte changed, or cut anywhere, are refused or read; nothing traps")
  func mutated() throws {
    let sent = try reading()
    let frames = [ReadingCoder.head(sent)] + sent.table.columns.map { ReadingCoder.column($0) } + [ReadingCoder.lines(sent.table)]
    var refused = 0
    func read(_ frames: [[UInt8]]) {
      do {
        var decoder = try ReadingDecoder(head: frames[0], limits: Limits())
        for frame in frames[1..<(frames.count - 1)] { try decoder.add(column: frame) }
        let reading = try decoder.reading(lines: frames[frames.count - 1])
        // What is believed can be used: nothing of it traps later.
        _ = CanonicalFacts.bytes(of: reading.table)
      } catch { refused += 1 }
    }
    for index in frames.indices {
      for offset in frames[index].indices {
        for change in [UInt8(0x01), 0x80, 0xFF] {
          var changed = frames
          changed[index][offset] ^= change
          read(changed)
        }
        var cut = frames
        cut[index].removeSubrange(offset...)
        read(cut)
      }
    }
    #expect(refused > frames.reduce(0) { $0 + $1.count })
  }
}
