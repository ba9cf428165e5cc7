// SPDX-License-Identifier: Apache-2.0
import Commerce
import Foundation
import Ingestion
import Testing

/// Sees a broken file that ends the program, takes its memory, or gets another answer than the one promised.
@Suite("Broken files get the answer they are promised")
struct MalformedTests {
  @Test("Every file of the collection is answered as it must be, within bounded memory")
  func collection() throws {
    let files = MalformedFile.all
    #expect(files.count >= 400, "\(files.count)")
    var wrong: [String] = []
    for file in files {
      let answer = Self.answer(file)
      if let answer { wrong.append("\(file.name): \(answer)") }
    }
    #expect(wrong.isEmpty, "\(wrong.count) of \(files.count):\n\(wrong.joined(separator: "\n"))")
  }

  /// Nil when the answer is the promised one, else what came instead.
  private static func answer(_ file: MalformedFile) -> String? {
    do {
      let result = try FactFile.readTable(.bytes(file.bytes, name: endingName(file)), kind: file.kind)
      guard result.accepted + result.rejected + result.merged == result.rowsRead else { return "rows that are not accounted for" }
      switch file.expected {
      case .refused(let code): return "read instead of \(code.text): \(result.says().prefix(4))"
      case .told(let code): return result.findings.count(code) > 0 ? nil : "no \(code.rawValue): \(result.says().prefix(6))"
      }
    } catch {
      if case .refused(let code) = file.expected, code == error.code { return nil }
      return "refused with \(error.code.text) (\(error.detail)), promised \(file.expected)"
    }
  }

  /// The name a mislabelled file has; others have none that promises anything.
  private static func endingName(_ file: MalformedFile) -> String {
    guard let mark = file.name.range(of: " called .") else { return "t" }
    return "t." + file.name[mark.upperBound...]
  }

  @Test("A page of half a million empty elements and a book that promises a billion texts are answered at once")
  func promises() throws {
    let page = Array("<table><tr><td>收款单号<td>金额".utf8) + Array(String(repeating: "<td><b></b>", count: 60_000).utf8)
    let start = ContinuousClock.now
    _ = try? read(bytes: page, .receipts, name: "t.xls")
    var stream = MalformedFile.sheet.book.stream()
    if let table = stream.indices.dropLast(12).first(where: { stream[$0] == 0xFC && stream[$0 + 1] == 0 && stream[$0 + 4] == 4 }) {
      stream.replaceSubrange((table + 8)..<(table + 12), with: le(UInt32.max))
    }
    _ = try? read(bytes: stream, .receipts, name: "t.xls")
    #expect(start.duration(to: .now) < .seconds(20))
  }
}
