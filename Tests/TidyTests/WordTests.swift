// SPDX-License-Identifier: Apache-2.0
import Foundation
import Testing

/// Words that the house does not use. Sees: names and comments. Does not see: a vague name made of good words.
@Suite("Names say what a thing knows")
struct WordTests {
  @Test("no type is called Helper, Util, Manager, Common, Base or Impl")
  func vagueNames() throws {
    let vague = ["Helper", "Helpers", "Util", "Utils", "Manager", "Common", "Impl"]
    var found: [String] = []
    for file in try Repository.swiftFiles(under: "Sources") {
      for line in file.lines where !line.drop(while: { $0 == " " }).hasPrefix("//") {
        for keyword in ["struct ", "class ", "enum ", "actor ", "protocol "] {
          guard let range = line.range(of: keyword) else { continue }
          let name = line[range.upperBound...].prefix { $0.isLetter || $0.isNumber }
          if vague.contains(where: { name.hasSuffix($0) }) { found.append("\(file.path): \(name)") }
        }
      }
    }
    #expect(found.isEmpty, "\(found.joined(separator: "\n"))")
  }

  @Test("no note to ourselves is left in the sources")
  func unfinishedNotes() throws {
    let marks = ["TO" + "DO", "FIX" + "ME", "XX" + "X:"]
    let found = try (Repository.swiftFiles(under: "Sources") + Repository.swiftFiles(under: "Tests")).flatMap { file in
      file.lines.enumerated().filter { line in marks.contains { line.element.contains($0) } }.map {
        "\(file.path):\($0.offset + 1)"
      }
    }
    #expect(found.isEmpty, "\(found.joined(separator: "\n"))")
  }
}
