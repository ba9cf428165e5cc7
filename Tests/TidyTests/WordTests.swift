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

  @Test("the two catalogues have the same keys and parameters")
  func catalogues() throws {
    func catalogue(_ name: String) throws -> [String: String] {
      let data = try Data(contentsOf: Repository.root.appendingPathComponent("Locales/\(name).json"))
      let object = try JSONSerialization.jsonObject(with: data)
      return Self.flattened(object, prefix: "")
    }
    let chinese = try catalogue("zh-Hans")
    let english = try catalogue("en")
    #expect(Swift.Set(chinese.keys) == Swift.Set(english.keys))
    let different = chinese.keys.sorted().filter { key in
      Self.parameters(chinese[key] ?? "") != Self.parameters(english[key] ?? "")
    }
    #expect(different.isEmpty, "\(different.joined(separator: "\n"))")
  }

  private static func flattened(_ object: Any, prefix: String) -> [String: String] {
    guard let members = object as? [String: Any] else { return [prefix: object as? String ?? ""] }
    var result: [String: String] = [:]
    for (key, value) in members {
      result.merge(flattened(value, prefix: prefix.isEmpty ? key : prefix + "." + key)) { first, _ in first }
    }
    return result
  }

  private static func parameters(_ text: String) -> Swift.Set<String> {
    var names: Swift.Set<String> = []
    for part in text.components(separatedBy: "{").dropFirst() {
      if let end = part.firstIndex(of: "}") { names.insert(String(part[..<end])) }
    }
    return names
  }
}
