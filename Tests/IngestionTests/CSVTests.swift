// SPDX-License-Identifier: Apache-2.0
import Commerce
import Foundation
import Ingestion
import Testing

/// Sees cells cut at the wrong place and texts decoded wrongly; can't see what the cells mean.
@Suite("Delimited text is cut into the cells its writer meant")
struct CSVTests {
  private func names(_ text: String) throws -> [String?] {
    let table = try read(text, .items).table
    return (0..<table.rowCount).map { table["name"].text($0) }
  }

  @Test("Quotes keep delimiters, doubled quotes and line breaks inside a cell")
  func quotes() throws {
    #expect(
      try names("编码,名称\nA,\"x, y\"\nB,\"5\"\" pipe\"\nC,\"two\nlines\"\n") == [
        "x, y", "5\" pipe", "two\nlines",
      ])
  }

  @Test("The line of a row counts the line breaks inside earlier cells")
  func lines() throws {
    let table = try read("编码,名称\nA,\"two\nlines\"\n\nB,b\n", .items).table
    #expect(table.lines == [2, 5])
  }

  @Test("Line endings may be LF, CRLF or CR, the last may be missing", arguments: ["\n", "\r\n", "\r"])
  func endings(_ ending: String) throws {
    #expect(try names(["编码,名称", "A,a", "B,b"].joined(separator: ending)) == ["a", "b"])
  }

  @Test("Comma, semicolon and tab are told apart", arguments: [",", ";", "\t"])
  func delimiters(_ delimiter: String) throws {
    let text = "code,name,unit\nA,a 1,5.2\nB,b,EA\n".replacingOccurrences(of: ",", with: delimiter)
    #expect(try names(text) == ["a 1", "b"])
  }

  @Test("Decimal commas do not turn a semicolon file into a comma file")
  func semicolonWithDecimalCommas() throws {
    let mapping = try mapping(
      "kind: items\ncolumns: {code: code, list_price: price}\nformats: {list_price: decimal-comma}\n")
    let result = try read("code;price;x\nA;1.234,50;1,5\nB;2,25;1,5\n", .items, mapping: mapping)
    #expect(result.table["list_price"].integers == [1_234_500_000, 2_250_000])
  }

  @Test("A quote that is never closed costs its own line only")
  func openQuote() throws {
    let result = try read("code,name\nA,a\nB,\"b\nC,c\nD,d\n", .items)
    #expect(result.table["code"].texts == ["A", "C", "D"])
    #expect(result.says(.rejected) == ["3 import.quote-not-closed"])
  }

  @Test("A row with more filled cells than headers is refused, since a text was not quoted")
  func tooManyCells() throws {
    let result = try read("code,name\nA,a\nB,x, y\nC,c,,\n", .items)
    #expect(result.table["code"].texts == ["A", "C"])
    #expect(result.says(.rejected) == ["3 import.too-many-cells"])
  }

  @Test("UTF-8 with and without mark and GB18030 give the same texts")
  func encodings() throws {
    let text = "物料编码,名称,计量单位\nＡ01,空调（挂机）㎡,台\n"
    let plain = try read(bytes: Array(text.utf8), .items)
    let marked = try read(bytes: [0xEF, 0xBB, 0xBF] + Array(text.utf8), .items)
    let encoding = String.Encoding(rawValue: CFEncoding.gb18030)
    let chinese = try read(bytes: Array(#require(text.data(using: encoding))), .items)
    #expect(plain.encoding == .utf8)
    #expect(chinese.encoding == .gb18030)
    #expect(plain.digest == marked.digest)
    #expect(plain.digest == chinese.digest)
    #expect(chinese.table["name"].texts == ["空调（挂机）㎡"])
  }

  @Test("bytes that no writing knows are shown as such, and the rows are read")
  func damaged() throws {
    let bytes = Array("code,name\nA,a".utf8) + [0x80] + Array("b\nB,".utf8) + [0xFF] + Array("\n".utf8)
    let result = try read(bytes: bytes, .items)
    #expect(result.table["code"].texts == ["A", "B"] && result.table["name"].texts == ["a\u{FFFD}b", "\u{FFFD}"])
  }

  @Test("whatever is cut out of a file or written over it, an answer comes", arguments: 1...40)
  func anyBytes(seed: Int) throws {
    var state = UInt64(seed) &* 0x9E37_79B9_7F4A_7C15
    func below(_ limit: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int((state >> 33) % UInt64(limit))
    }
    let good = Array("物料编码,名称,计量单位,标准成本\nＡ01,\"空调（挂机）㎡, 白\",台,\"1,234.50\"\nB02,风扇,台,12\n".utf8)
    for _ in 0..<50 {
      var bytes = Array(good.prefix(1 + below(good.count)))
      for _ in 0..<(1 + below(4)) { bytes[below(bytes.count)] = UInt8(below(256)) }
      do { _ = try read(bytes: bytes, .items) } catch is IngestionError {}
    }
  }

  /// kCFStringEncodingGB_18030_2000 as NSStringEncoding.
  private enum CFEncoding { static let gb18030: UInt = 0x8000_0632 }

  @Test("Unicode text of two bytes a character gives the same rows, with a mark or without, the low byte first or last, tabs or commas")
  func wide() throws {
    let text = "物料编码,名称,计量单位,标准成本\nＡ01,空调（挂机）㎡,台,1234.5\nB-2,Fan 𠮷,pcs,12\n"
    let plain = try read(bytes: Array(text.utf8), .items)
    func bytes(_ text: String, _ isLittle: Bool) -> [UInt8] {
      text.utf16.flatMap { isLittle ? [UInt8($0 & 0xFF), UInt8($0 >> 8)] : [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
    }
    for isLittle in [true, false] {
      for mark in ["", "\u{FEFF}"] {
        let result = try read(bytes: bytes(mark + text, isLittle), .items)
        #expect(result.encoding == (isLittle ? .utf16LittleEndian : .utf16BigEndian))
        #expect(result.digest == plain.digest && result.rejected == 0)
        #expect(result.table["name"].texts == ["空调（挂机）㎡", "Fan 𠮷"])
      }
    }
    let tabs = try read(bytes: bytes("\u{FEFF}" + text.replacingOccurrences(of: ",", with: "\t"), true), .items)
    #expect(tabs.digest == plain.digest)
    let page = "<html><table><tr><td>物料编码<td>名称<tr><td>P1<td>风扇</table>"
    #expect(try read(bytes: bytes("\u{FEFF}" + page, true), .items).table["name"].texts == ["风扇"])
  }

  @Test("binary files, PDF, pieces of old workbooks and pages without a table are refused with the reason")
  func refusals() {
    #expect(refusal([0xFF, 0xFE, 0, 0, 0x41, 0, 0, 0])?.code == .encodingNotSupported)
    #expect(refusal([0xFF, 0xFE, 0x41])?.code == .encodingNotSupported)
    #expect(refusal([0xD0, 0xCF, 0x11, 0xE0, 0xA1])?.code == .workbookDamaged)
    #expect(refusal(Array("%PDF-1.7".utf8))?.code == .notATable)
    #expect(refusal(Array("<html><table>".utf8))?.code == .notATable)
    #expect(refusal([])?.code == .fileEmpty)
    #expect(refusal(Array("code\nA\u{0}B\n".utf8) + Array(repeating: 65, count: 100))?.code == .notATable)
  }

  @Test("Limits are refusals that say both numbers")
  func limits() throws {
    var limits = Limits()
    limits.fileBytes = 10
    #expect(refusal(Array("code\nA\nB\nC\nD\nE\n".utf8), limits: limits)?.code == .fileTooLarge)
    limits = Limits()
    limits.rows = 2
    #expect(refusal(Array("code\nA\nB\nC\n".utf8), limits: limits)?.code == .tooManyRows)
    limits = Limits()
    limits.columns = 2
    #expect(refusal(Array("code,name,unit,a\nA,b,c,d\n".utf8), limits: limits)?.code == .tooManyColumns)
    let long = String(repeating: "x", count: 40_000)
    let result = try read("code,name\nA,\(long)\nB,\"\(long)\"\nC,c\n", .items)
    #expect(result.says(.rejected) == ["2 import.cell-too-long", "3 import.cell-too-long"])
    #expect(result.table["code"].texts == ["C"])
  }

  @Test("Random bytes never end the program", arguments: 0..<300)
  func noise(_ seed: Int) {
    var state = UInt64(seed) &* 0x9E37_79B9_7F4A_7C15 | 1
    let alphabet: [UInt8] = Array("code,name;\t\"\n\r0123-.(%万元".utf8) + [0xFF, 0x81, 0xE4, 0x00]
    let bytes = (0..<400).map { _ -> UInt8 in
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return alphabet[Int(state >> 33) % alphabet.count]
    }
    _ = refusal(Array("code,safety_stock,list_price,tax_rate,is_made\n".utf8) + bytes)
  }
}
