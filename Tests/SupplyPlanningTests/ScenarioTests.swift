// SPDX-License-Identifier: Apache-2.0
import Foundation
import SupplyPlanning
import Testing

/// The text scenarios under Tests/Fixtures/supply. Sees: a rule that came out otherwise than on paper.
/// Does not see: a rule that no scenario is about.
@Suite("Scenarios a planner can read")
struct ScenarioTests {
  static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("Fixtures/supply")

  static let files: [String] =
    (try? FileManager.default.subpathsOfDirectory(atPath: folder.path))?.filter { $0.hasSuffix(".txt") }.sorted() ?? []

  static func text(_ file: String) throws -> String {
    try String(contentsOf: folder.appendingPathComponent(file), encoding: .utf8)
  }

  @Test("Everything comes out as the scenario expects", arguments: files)
  func holds(file: String) throws {
    let verdict = verify(planScenario(readSupplyScenario(try Self.text(file))))
    #expect(verdict.held > 0)
    #expect(verdict.passes, "\(verdict.failures.map { $0.line(file: file, inChinese: false) }.joined(separator: "\n"))")
  }

  @Test("At least thirty records are worked on paper, and every one says where its figures come from")
  func sources() throws {
    let records = Self.files.filter { $0.hasPrefix("record/") }
    #expect(records.count >= 30)
    for file in records + Self.files.filter({ $0.hasPrefix("demand/") }) {
      #expect(!readSupplyScenario(try Self.text(file)).source.isEmpty, "\(file)")
    }
    let published = Self.files.filter { $0.hasPrefix("published/") }
    let sources = try published.map { readSupplyScenario(try Self.text($0)).source }
    for (file, source) in zip(published, sources) { #expect(source.contains("https://"), "\(file)") }
    let printed = sources.count { source in source.contains(", page ") }
    #expect(printed >= 30, "\(printed) cases name the page they are printed on")
  }

  @Test("The example of the specification holds")
  func specification() throws {
    let document = Self.folder.deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("Docs/specs/SPEC-supply-scenario.md")
    let blocks = try String(contentsOf: document, encoding: .utf8).components(separatedBy: "```scenario\n").dropFirst()
    #expect(!blocks.isEmpty)
    for block in blocks {
      let text = block.components(separatedBy: "```")[0]
      let verdict = verify(planScenario(readSupplyScenario(text)))
      #expect(verdict.passes && verdict.held > 0, "\(verdict.failures.map { $0.line(file: "spec", inChinese: false) })")
    }
  }

  @Test("No expectation holds whatever comes: with another last figure each of them fails", arguments: files)
  func expectationsCanFail(file: String) throws {
    let lines = try Self.text(file).components(separatedBy: "\n")
    for (index, line) in lines.enumerated() where line.hasPrefix("expect") {
      let words = line.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
      guard let last = words.last, let number = Double(last), !line.contains("finding") else { continue }
      var changed = lines
      changed[index] = (words.dropLast() + ["\(number == number.rounded() ? String(Int(number) + 3) : String(number + 3))"]).joined(
        separator: " ")
      let verdict = verify(planScenario(readSupplyScenario(changed.joined(separator: "\n"))))
      #expect(verdict.failures.contains { $0.place.line == index + 1 }, "\(file):\(index + 1) \(changed[index])")
    }
  }

  @Test("Reading never ends the program: words left out, doubled or swapped give findings or a plan")
  func mangled() throws {
    var random = Dice(state: 7)
    for file in Self.files {
      let lines = try Self.text(file).components(separatedBy: "\n")
      for _ in 0..<20 {
        var changed = lines
        for _ in 0..<3 {
          let line = random.next(changed.count)
          var words = changed[line].split(separator: " ").map(String.init)
          guard !words.isEmpty else { continue }
          let word = random.next(words.count)
          switch random.next(3) {
          case 0: words.remove(at: word)
          case 1: words.insert(words[word], at: word)
          default: words[word] = ["-1", "1e9", "999999999999", "expect", "“", "%", "2026-02-30", "A"][random.next(8)]
          }
          changed[line] = words.joined(separator: " ")
        }
        let planned = planScenario(readSupplyScenario(changed.joined(separator: "\n")))
        _ = verify(planned)
        #expect(!SupplyReport(planned, inChinese: true).lines.isEmpty)
      }
    }
  }

  @Test("The record is printed in both languages, wide characters counted as two columns")
  func report() throws {
    let planned = planScenario(readSupplyScenario(try Self.text("record/03-fixed-lots.txt")))
    let chinese = SupplyReport(planned, inChinese: true).lines
    #expect(chinese.contains("毛需求       ·    30    25     ·    80     ·    20"))
    #expect(chinese.contains { $0.contains("A 100，4 下达，5 到期，为 D3 75、D4 20") })
    let english = SupplyReport(planned, inChinese: false).lines
    #expect(english.contains("Gross requirements     ·    30    25     ·    80     ·    20"))
    #expect(english.contains { $0.contains("A 100, release 4, due 5, for D3 75, D4 20") })
  }

  @Test("A finding says the place, the word, why and what to do")
  func findings() throws {
    let scenario = readSupplyScenario("plan periods 3\nitem A led 2\norder O1 B 1 on 2\n")
    #expect(scenario.findings.map(\.place) == [.init(line: 2, column: 8), .init(line: 3, column: 10)])
    #expect(scenario.findings.map(\.code) == [.optionNotKnown, .nameNotKnown])
    #expect(
      scenario.findings[1].line(file: "s.txt", inChinese: false)
        == "✗ s.txt:3:10 supply-scenario.name-not-known B: there is no such item; declare it with \"item\", or correct the name")
    #expect(scenario.findings[1].line(file: "s.txt", inChinese: true).contains("没有这个物料"))
  }
}
