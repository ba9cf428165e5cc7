// SPDX-License-Identifier: Apache-2.0
import Testing

/// Files and functions stay small. Sees: length. Does not see: a short file that does two things.
@Suite("Files hold one thing")
struct SizeTests {
  static let lineCeiling = 500
  static let functionCeiling = 70

  @Test("no file is above 500 lines")
  func filesAreShort() throws {
    let long = try Repository.swiftFiles(under: "Sources").filter { $0.lines.count > Self.lineCeiling }
    #expect(long.isEmpty, "\(long.map { "\($0.path): \($0.lines.count)" }.joined(separator: "\n"))")
  }

  @Test("half of the files have at most 130 lines")
  func medianIsSmall() throws {
    let counts = try Repository.swiftFiles(under: "Sources").map(\.lines.count).sorted()
    let median = counts.isEmpty ? 0 : counts[counts.count / 2]
    #expect(median <= 130, "the median is \(median)")
  }

  @Test("no function is above 70 lines")
  func functionsAreShort() throws {
    var long: [String] = []
    for file in try Repository.swiftFiles(under: "Sources") {
      for function in Self.functions(in: file.lines) where function.length > Self.functionCeiling {
        long.append("\(file.path):\(function.line) has \(function.length) lines")
      }
    }
    #expect(long.isEmpty, "\(long.joined(separator: "\n"))")
  }

  @Test("every source says its licence in the first line")
  func licenceLines() throws {
    let missing = try (Repository.swiftFiles(under: "Sources") + Repository.swiftFiles(under: "Tests")).filter {
      $0.lines.first != "// SPDX-License-Identifier: Apache-2.0"
    }
    #expect(missing.isEmpty, "\(missing.map(\.path).joined(separator: "\n"))")
  }

  /// From the line with `func` or `init` to the closing brace of the same indentation.
  static func functions(in lines: [String]) -> [(line: Int, length: Int)] {
    var found: [(line: Int, length: Int)] = []
    for (index, line) in lines.enumerated() {
      let body = line.drop { $0 == " " }
      let words = body.split(separator: " ").prefix(6)
      let opens = words.contains { $0 == "func" || $0.hasPrefix("init(") || $0.hasPrefix("init?(") }
      guard opens, !body.hasPrefix("//"), !body.hasPrefix("*") else { continue }
      let indentation = String(repeating: " ", count: line.count - body.count)
      guard let end = lines[(index + 1)...].firstIndex(where: { $0 == indentation + "}" }) else { continue }
      found.append((index + 1, end - index + 1))
    }
    return found
  }
}
